"""Boxes of forms in a text, whatever its format: what they show, which words, which question.

A sign is a box where it can hardly be anything else (☐, ☒, [x]), or where words of a form or
another box stand beside it. Bullets, marks in tables of features, and signs in running text are
none. A box whose words cannot be told is kept without option; nothing is guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.readers import tick_words
from pipeline.readers.parsed import Parsed
from pipeline.readers.tick_places import Places
from pipeline.readers.tick_sides import Sign, give_options, signs_in, trimmed
from pipeline.schema import Block, BlockKind, Cell, Tick, TickEncoding, TickState

#: How a box that the page draws comes, by the page and box of the sign written for it.
Marks = Mapping[tuple[int, tuple[float, float, float, float]], TickEncoding]

_SKIPPED = frozenset(
    {BlockKind.CODE, BlockKind.DIALOGUE, BlockKind.REFERENCE, BlockKind.FURNITURE,
     BlockKind.HEADER_ROW, BlockKind.FOOTNOTE}
)  # fmt: skip
_TABLE = frozenset({BlockKind.ROW, BlockKind.PAIR})
#: After these a sign begins anew.
_STOP = re.compile(r"[?:.;!…](?=\s|$)|\n")
#: Words between two boxes of one line.
_LONGEST_LEAD = 14
#: So many blocks above a box may hold its question.
_ABOVE = 6
_LONGEST_QUESTION = 300
#: So many boxes of a document are looked for their words by place alone.
_MOST_LOOKED = 1_000
_SPACE = re.compile(r"\s+")
_BULLET = re.compile(r"^(?:[•·▪◦‣●○*–—+-]|\d{1,2}[.)])\s+")


@dataclass(slots=True)
class Stretch:
    """A cell, or a block that is no row: where boxes stand in a line with their words."""

    block: int
    cell: int
    start: int
    end: int
    signs: list[Sign] = field(default_factory=list)
    question: str = ""
    key: tuple[object, ...] = ()


def with_ticks(parsed: Parsed, marks: Marks | None = None) -> Parsed:
    """Return the content with its boxes found.

    Args:
        parsed: What a reader read.
        marks: Boxes that have no character of their own, for which the reader wrote a sign.
    """
    if not tick_words.may_hold(parsed.text):
        return parsed
    return replace(parsed, ticks=_Finder(parsed, marks or {}).ticks())


class _Finder:
    def __init__(self, parsed: Parsed, marks: Marks) -> None:
        self.text = parsed.text
        self.blocks = parsed.blocks
        self.places = Places(parsed.text, parsed.words, parsed.pages)
        self.marks = marks
        self.asked = 0
        self.unsure = {page.number for page in parsed.pages if page.by_ocr}
        self.headers: dict[tuple[int | None, str], tuple[int, int] | None] = {}
        self.headings = [
            number for number, each in enumerate(self.blocks) if each.kind is BlockKind.HEADING
        ]

    def ticks(self) -> tuple[Tick, ...]:
        stretches = [each for each in self._stretches() if each.signs]
        for stretch in stretches:
            self._options(stretch)
        self._accept(stretches)
        kept = [each for each in stretches if any(sign.box for sign in each.signs)]
        boxed = {each.block for each in kept}
        groups: dict[tuple[object, ...], int] = {}
        found = []
        for stretch in kept:
            self._ask(stretch, boxed)
            group = groups.setdefault(stretch.key, len(groups))
            found += [
                self._tick(sign, stretch.question, group) for sign in stretch.signs if sign.box
            ]
        return tuple(sorted(found, key=lambda tick: tick.start))

    def _stretches(self) -> Iterator[Stretch]:
        for number, block in enumerate(self.blocks):
            if block.kind in _SKIPPED:
                continue
            if block.kind is BlockKind.PAIR and block.cells:
                start, end = block.start, max(block.start, block.cells[0].start)
                yield Stretch(number, -1, start, end, signs_in(self.text, start, end))
            if block.kind in _TABLE and block.cells:
                for column, cell in enumerate(block.cells):
                    if not cell.inherited:
                        signs = signs_in(self.text, cell.start, cell.end)
                        yield Stretch(number, column, cell.start, cell.end, signs)
            else:
                start = block.start
                if block.kind is BlockKind.ITEM:
                    start = self._after_bullet(block)
                yield Stretch(number, -1, start, block.end, signs_in(self.text, start, block.end))

    def _after_bullet(self, block: Block) -> int:
        bullet = _BULLET.match(self.text[block.start : min(block.end, block.start + 20)])
        return block.start + bullet.end() if bullet else block.start

    # Options

    def _options(self, stretch: Stretch) -> None:
        signs = stretch.signs
        rest = self._without_signs(stretch)
        if any(char.isalnum() for char in rest):
            give_options(self.text, stretch.start, stretch.end, signs, self.places.gap)
        elif len(signs) == 1 and stretch.cell >= 0:
            self._lone_cell(stretch)
        for sign in signs:
            said = self.text[slice(*sign.option)] if sign.option else ""
            if (said and tick_words.is_answer(said)) or self.asked >= _MOST_LOOKED:
                continue
            self.asked += 1
            found = self.places.head(sign.start)
            if found is None and not said and stretch.cell < 0:
                found = self.places.beside(sign.start)
            if found is not None:
                sign.option, stretch.question = found[0], found[1] or stretch.question
                stretch.key = (self.blocks[stretch.block].table, stretch.question)

    def _without_signs(self, stretch: Stretch) -> str:
        at, parts = stretch.start, []
        for sign in stretch.signs:
            parts.append(self.text[at : sign.start])
            at = sign.end
        return "".join([*parts, self.text[at : stretch.end]])

    def _lone_cell(self, stretch: Stretch) -> None:
        """Give a box that fills a cell the words of its column or of the cell beside it."""
        block = self.blocks[stretch.block]
        sign = stretch.signs[0]
        cell = block.cells[stretch.cell]
        if block.kind is BlockKind.PAIR:
            if not signs_in(self.text, block.start, cell.start):
                sign.option = self._words(block.start, cell.start)
            return
        others = [
            each
            for column, each in enumerate(block.cells)
            if column != stretch.cell and any(c.isalnum() for c in self.text[each.start : each.end])
        ]
        lone = sum(
            bool(signs_in(self.text, each.start, each.end)) and each.end - each.start < 4
            for each in block.cells
        )
        label = next((each for each in others if each.is_label), others[0] if others else None)
        header = cell.header.rsplit(" > ", 1)[-1]
        if header and (tick_words.is_answer(header) or (lone > 1 and sign.kind.strong)):
            sign.option = self._header(block, stretch, header)
            stretch.question = self._said(label.start, label.end) if label else ""
            stretch.key = (stretch.block,)
        elif sign.kind.strong and lone == 1 and label is not None and not self._holds(label):
            sign.option = self._words(label.start, label.end)
            stretch.question = header
            stretch.key = (block.table, stretch.cell, "column")

    def _holds(self, cell: Cell) -> bool:
        return bool(signs_in(self.text, cell.start, cell.end))

    def _header(self, block: Block, stretch: Stretch, header: str) -> tuple[int, int] | None:
        """Return where the words of a column's header stand."""
        if (block.table, header) in self.headers:
            return self.headers[block.table, header]
        self.headers[block.table, header] = None
        for number in range(stretch.block - 1, -1, -1):
            above = self.blocks[number]
            if above.table != block.table:
                return None
            if above.kind is BlockKind.HEADER_ROW:
                for cell in above.cells:
                    if self._said(cell.start, cell.end) == header:
                        found = self._words(cell.start, cell.end)
                        self.headers[block.table, header] = found
                        return found
        return None

    def _words(self, start: int, end: int) -> tuple[int, int] | None:
        return trimmed(self.text, start, end)

    def _said(self, start: int, end: int) -> str:
        return _SPACE.sub(" ", self.text[start:end]).strip()

    # Is it a box?

    def _accept(self, stretches: Sequence[Stretch]) -> None:
        for stretch in stretches:
            for at, sign in enumerate(stretch.signs):
                sign.quoted = self._in_sentence(stretch, at)
                sign.box = self._by_itself(stretch, sign)
        last = -10
        run: list[Stretch] = []
        for stretch in stretches:
            if stretch.block - last > 1:
                self._by_company(run)
                run = []
            run.append(stretch)
            last = stretch.block
        self._by_company(run)

    def _by_itself(self, stretch: Stretch, sign: Sign) -> bool:
        kind = sign.kind
        if sign.quoted:
            return False
        if kind.strong:
            return sign.option is not None or not kind.bracket
        if sign.option is None:
            return False
        said = self.text[slice(*sign.option)]
        left = stretch.start <= sign.option[0] < sign.start
        if left and self.text[sign.start] in "xX":
            return False
        if kind.letter and stretch.cell >= 0 and not self._same_cell(stretch, sign):
            return True
        whole = tick_words.known(said)
        return whole is not None and not kind.radio and not self._bullet(stretch, sign, whole)

    def _same_cell(self, stretch: Stretch, sign: Sign) -> bool:
        assert sign.option is not None
        return stretch.start <= sign.option[0] < stretch.end

    def _bullet(self, stretch: Stretch, sign: Sign, whole: int) -> bool:
        """Tell a bullet or a remark whose words only begin like an option: ``X Text encoders``."""
        said = self.text[slice(*(sign.option or (0, 0)))]
        rest = said[whole:].split()
        if tick_words.is_answer(said[:whole]):
            return bool(rest) and rest[0][0] not in "(,;:–-"
        return len(rest) > (4 if any(char.isdigit() for char in said) else 1)

    def _in_sentence(self, stretch: Stretch, at: int) -> bool:
        """Tell a sign that running text speaks of: words lead to it and no stop parts them."""
        if stretch.cell >= 0:
            return False
        sign = stretch.signs[at]
        begin = stretch.signs[at - 1].end if at else stretch.start
        before = self.text[begin : sign.start]
        stops = [match.end() for match in _STOP.finditer(before)]
        lead = before[stops[-1] :] if stops else before
        if not any(char.isalnum() for char in lead):
            return False
        if at and not stops:
            return len(lead.split()) > _LONGEST_LEAD
        if sign.option is None:
            return True
        said = self.text[slice(*sign.option)]
        whole = tick_words.known(said)
        if sign.option[1] <= sign.start:
            return whole is None and len(lead.split()) > 4
        return whole is None or self._bullet(stretch, sign, whole)

    def _by_company(self, run: Sequence[Stretch]) -> None:
        """Accept weak signs that stand among boxes, or circles of both sorts."""
        signs = [sign for stretch in run for sign in stretch.signs]
        boxes = [sign for sign in signs if sign.box and not sign.kind.radio]
        empty = any(sign.kind.state is TickState.NO for sign in boxes)
        for sign in signs:
            sign.chosen = empty
        radios = [sign for sign in signs if sign.kind.radio and sign.option is not None]
        if len({sign.kind.state for sign in radios}) == 2 and any(
            tick_words.known(self.text[slice(*(sign.option or (0, 0)))]) for sign in radios
        ):
            for sign in radios:
                sign.box = True
        sure = any(sign.kind.strong for sign in boxes)
        if sure or (any(not sign.kind.letter for sign in boxes) and 2 * len(boxes) >= len(signs)):
            for stretch in run:
                for sign in stretch.signs:
                    few = sign.option and len(self.text[slice(*sign.option)].split()) <= 12
                    if few and not sign.kind.radio and not sign.quoted:
                        sign.box = sign.box or stretch.cell < 0 or self._same_cell(stretch, sign)

    # Questions

    def _ask(self, stretch: Stretch, boxed: set[int]) -> None:
        block = self.blocks[stretch.block]
        if stretch.key:
            return
        if block.kind is BlockKind.PAIR:
            stretch.question = block.cells[stretch.cell].header
            stretch.key = (stretch.block, stretch.cell)
            return
        if block.kind is BlockKind.ROW:
            self._ask_row(stretch, block)
            return
        first = stretch.signs[0]
        option = first.option or (first.start, first.end)
        until = min(option[0], first.start)
        lead = self._said(max(stretch.start, until - 2 * _LONGEST_QUESTION), until)
        if any(char.isalnum() for char in lead):
            stretch.question = lead[-_LONGEST_QUESTION:]
            stretch.key = (stretch.block,)
            return
        if stretch.question:
            stretch.key = (stretch.block, stretch.question)
            return
        above = self._above(stretch.block, boxed)
        if above is not None:
            stretch.question = self._asked(above)
        stretch.key = (above,)

    def _ask_row(self, stretch: Stretch, block: Block) -> None:
        cell = block.cells[stretch.cell]
        label = next((each for each in block.cells if each.is_label), None)
        if label is None or cell is label:
            stretch.question = cell.header
            headings = bisect_right(self.headings, stretch.block)
            stretch.key = (headings, cell.header, stretch.cell)
            return
        said = self._said(label.start, label.end)
        said = tick_words.SIGN.sub("", said).strip()
        stretch.question = " > ".join(part for part in (cell.header, said) if part)
        stretch.key = (stretch.block, stretch.cell)

    def _asked(self, number: int) -> str:
        """Return the words of a block that asks, with the lines that it goes on from."""
        said = ""
        for at in range(number, max(number - 4, -1), -1):
            block = self.blocks[at]
            start = max(self._after_bullet(block), block.end - 2 * _LONGEST_QUESTION)
            said = f"{self._said(start, block.end)} {said}".strip()
            before = self.blocks[at - 1] if at else None
            if not said[:1].islower() or before is None or before.kind in _SKIPPED | _TABLE:
                break
            ends = self.text[max(before.start, before.end - 20) : before.end]
            if ends.rstrip().endswith((".", "?", "!", ":")):
                break
        return said[-_LONGEST_QUESTION:]

    def _above(self, number: int, boxed: set[int]) -> int | None:
        """Return the block that asks: the nearest that ends open, or else the nearest."""
        nearest = None
        for at in range(number - 1, max(number - 1 - _ABOVE, -1), -1):
            block = self.blocks[at]
            if at in boxed or block.kind is BlockKind.FURNITURE:
                continue
            said = self._said(max(block.start, block.end - _LONGEST_QUESTION), block.end)
            if nearest is None:
                nearest = at
            if said.endswith(("?", ":", "：")):
                return at
            if block.kind is BlockKind.HEADING:
                break
        return nearest

    # Ticks

    def _tick(self, sign: Sign, question: str, group: int) -> Tick:
        word = self.places.word(sign.start)
        page, box = (word.page, word.box) if word else (None, None)
        encoding = TickEncoding.GLYPH
        if sign.kind.bracket:
            encoding = TickEncoding.MARKUP
        elif sign.kind.letter:
            encoding = TickEncoding.LETTER
        if page is not None and box is not None:
            encoding = self.marks.get((page, box), encoding)
        return Tick(
            start=sign.start,
            end=sign.end,
            state=TickState.INDETERMINATE if page in self.unsure else _state(sign),
            encoding=encoding,
            option=sign.option,
            question=question,
            group=group,
            page=page,
            box=box,
        )


def _state(sign: Sign) -> TickState:
    """Return what a sign shows beside the others of its line."""
    if sign.kind.cross and not sign.chosen:
        # Beside check marks, or alone, a cross may deny as well as choose.
        return TickState.INDETERMINATE
    return sign.kind.state
