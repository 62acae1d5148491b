"""Builds the text of a page, and its blocks, while somebody walks its elements."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.readers import dialogue, grid, pairs, signs, text
from pipeline.readers.grid import MAX_SPAN, GridCell
from pipeline.readers.html_definitions import Definitions, Term
from pipeline.readers.html_visible import DENOMINATOR, FURNITURE
from pipeline.readers.settle import settle
from pipeline.schema import Block, BlockKind, Cell, ReadWarning

_BLOCK_TAGS = re.compile(
    r"address|article|aside|blockquote|body|caption|center|dd|details|dialog|div|dl|dt|"
    r"fieldset|figcaption|figure|h1|h2|h3|h4|h5|h6|header|hgroup|hr|html|legend|li|main|"
    r"ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|form|" + FURNITURE
)
_BOLD = frozenset({"b", "strong"})
_HOLDS_BOXES = frozenset({"td", "th", "li", "p", "dd"})
_SUPER = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_RAISED = re.compile(r"[+\-−]?\d{1,3}")
_ORDINAL = re.compile(r"st|nd|rd|th|tm|sm|®|™|er?|[a-z*†‡§¶,\d]{1,2}|\[.*", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
#: Tables inside tables are layout; so is a cell with more text than this.
_LONGEST_CELL = 3000


@dataclass
class _Table:
    number: int
    rows: list[tuple[int, int, list[tuple[GridCell, int, int]]]] = field(default_factory=list)
    cell: tuple[int, bool, int, int] | None = None
    blocks_before: int = 0
    layout: bool = False


class Page:
    """Receives elements and texts in document order; ``done`` gives the text and the blocks."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._gap = ""
        self._blocks: list[Block] = []
        self._links: list[tuple[int, int, str]] = []
        self._anchors: list[tuple[int, str]] = []
        self._open: list[str] = []
        self._start: int | None = None
        self._bold_from = -1
        self._bold_to = -1
        self._bold = 0
        self._pre = 0
        self._lists = 0
        self._quotes = 0
        self._super = 0
        self._tables: list[_Table] = []
        self._count = 0
        self._fresh_item = False
        self._definitions = Definitions()
        self._furniture = 0
        self._math = 0
        self.warnings: tuple[ReadWarning, ...] = ()

    def enter(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """An element begins."""
        if _BLOCK_TAGS.fullmatch(tag):
            self._close_block()
            self._open.append(tag)
            self._unexplained(self._definitions.enter(tag))
        if tag == FURNITURE:
            self._furniture += 1
        elif tag == "br":
            self._gap = "\n"
        elif tag in _BOLD:
            self._bold += 1
        elif tag == "sup":
            self._super += 1
        elif tag == "math":
            self._math += 1
        elif tag == DENOMINATOR:
            self._gap = ""
            self._emit("/")
        elif tag == "input" and self._answers(attributes):
            self._emit("☒" if "checked" in attributes else "☐")
            self._gap = " "
        elif tag == "a":
            self._anchors.append((self._length, attributes.get("href") or ""))
        elif tag in {"ul", "ol"}:
            self._lists += 1
        elif tag == "li":
            self._fresh_item = True
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._pre += 1
        elif tag == "table":
            self._count += 1
            for outer in self._tables:
                outer.layout = True
            self._tables.append(_Table(self._count, blocks_before=len(self._blocks)))
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append((self._length, self._length, []))
        elif tag in {"td", "th"} and self._tables:
            spans = (_span(attributes.get("rowspan")), _span(attributes.get("colspan")))
            self._break("\t" if self._gap != "\n\n" and self._in_row() else "\n")
            self._tables[-1].cell = (-1, tag == "th", *spans)

    def _answers(self, attributes: Mapping[str, str | None]) -> bool:
        """Tell a box of a form from one that opens a menu: it is locked, or stands in words."""
        if (attributes.get("type") or "").lower() not in {"checkbox", "radio"}:
            return False
        return "disabled" in attributes or (bool(self._open) and self._open[-1] in _HOLDS_BOXES)

    def leave(self, tag: str) -> None:
        """An element ends."""
        if _BLOCK_TAGS.fullmatch(tag):
            self._close_block()
            if self._open:
                self._open.pop()
            self._unexplained(self._definitions.leave(tag))
        if tag == FURNITURE:
            self._furniture -= 1
        elif tag in _BOLD:
            self._bold -= 1
        elif tag == "sup":
            self._super -= 1
        elif tag == "math":
            self._math -= 1
        elif tag == "a" and self._anchors:
            start, target = self._anchors.pop()
            words = self._slice(start, self._length)
            start += len(words) - len(words.lstrip())
            if target and self._length > start:
                self._links.append((start, self._length, target))
        elif tag in {"ul", "ol"}:
            self._lists -= 1
        elif tag == "blockquote":
            self._quotes -= 1
        elif tag == "pre":
            self._pre -= 1
        elif tag in {"td", "th"} and self._tables:
            self._close_cell()
        elif tag == "table" and self._tables:
            self._close_table(self._tables.pop())

    def text(self, raw: str) -> None:
        """A stretch of text; whitespace collapses except in preformatted text."""
        if self._pre:
            self._emit(raw.strip("\n") if self._start is None else raw)
            return
        words = _SPACE.sub(" ", raw)
        stripped = words.strip(" ")
        if self._math or (self._super and _RAISED.fullmatch(stripped)):
            words = stripped  # spaces between the parts of a formula only lay out the source
        if words.startswith(" "):
            self._gap = self._gap or " "
        if not stripped:
            return
        if self._super and _RAISED.fullmatch(stripped):
            # an exponent clings to its number, the mark of a footnote must not to its word
            self._gap = "" if self._after_digit() else " "
            stripped = stripped.translate(_SUPER)
        elif self._super and self._after_digit() and not _ORDINAL.fullmatch(stripped):
            stripped = f"^{stripped}"  # 10 to the n is not 10n
        self._emit(stripped)
        if words.endswith(" "):
            self._gap = " "

    def done(self) -> tuple[str, list[Block]]:
        """Return the text and its blocks in order."""
        self._close_block()
        self._unexplained(self._definitions.done())
        while self._tables:
            self._close_table(self._tables.pop())
        text = "".join(self._parts)
        self._links.sort()
        blocks = settle(text, self._blocks, lambda start, end: text[start:end].strip())
        return text, [self._linked(text, block) for block in blocks]

    def _linked(self, text: str, block: Block) -> Block:
        if block.kind is BlockKind.CODE:
            return block
        first = bisect_left(self._links, (block.start, 0, ""))
        last = bisect_left(self._links, (block.end, 0, ""))
        links = tuple(self._links[first:last])
        if not links:
            return block
        kind = block.kind
        if block.table is None and (
            self._is_navigation(block, links) or self._is_contents(text, block, links)
        ):
            kind = BlockKind.FURNITURE
        return replace(block, kind=kind, links=links)

    @staticmethod
    def _is_contents(text: str, block: Block, links: tuple[tuple[int, int, str], ...]) -> bool:
        words = [(text[start:end], target) for start, end, target in links]
        return block.kind is not BlockKind.HEADING and signs.is_contents(
            text[block.start : block.end], words
        )

    @staticmethod
    def _is_navigation(block: Block, links: tuple[tuple[int, int, str], ...]) -> bool:
        """A row of links to the same site is no statement, wherever it stands."""
        covered = sum(end - start for start, end, _ in links)
        own = sum("://" not in target for _, _, target in links)
        return (
            len(links) >= 3
            and covered * 10 >= 6 * (block.end - block.start)
            and own * 2 > len(links)
        )

    def _after_digit(self) -> bool:
        return not self._gap and bool(self._parts) and self._parts[-1][-1:].isdigit()

    def _emit(self, text: str) -> None:
        if not text:
            return
        if self._gap and self._length:
            self._parts.append(self._gap)
            self._length += len(self._gap)
        self._gap = ""
        if self._start is None:
            self._start = self._length
            self._bold_from = self._length if self._bold else -1
            self._bold_to = -1
        if self._tables and (cell := self._tables[-1].cell) is not None and cell[0] < 0:
            self._tables[-1].cell = (self._length, *cell[1:])
        if not self._bold and self._bold_from >= 0 and self._bold_to < 0:
            self._bold_to = self._length
        self._parts.append(text)
        self._length += len(text)

    def _break(self, gap: str) -> None:
        if self._gap != "\n\n":
            self._gap = gap if gap == "\t" and self._gap in {"", " ", "\t"} else self._gap or gap

    def _in_row(self) -> bool:
        return bool(self._tables[-1].rows and self._tables[-1].rows[-1][2])

    def _close_block(self) -> None:
        """The words since the last block edge are one block; a cell's words belong to its row."""
        start, self._start = self._start, None
        self._gap = "\n" if self._tables and not self._tables[-1].layout else "\n\n"
        if start is None:
            return
        end = self._length
        tag = self._open[-1] if self._open else "div"
        if self._furniture:
            self._add(start, end, BlockKind.FURNITURE, 0)
            self._fresh_item = False
            return
        if self._in_cell() and not self._pre:
            self._add(start, end, BlockKind.PARAGRAPH, 0)
        elif re.fullmatch(r"h[1-6]", tag):
            self._add(start, end, BlockKind.HEADING, int(tag[1]))
        elif self._pre:
            self._preformatted(start, end)
        elif self._definitions.in_term:
            term = (start, end, self._slice(start, end).rstrip(" :："))
            if not self._definitions.add(term):
                self._unexplained([term])
        elif tag in {"caption", "figcaption"}:
            self._add(start, end, BlockKind.CAPTION, 0)
        elif key := self._definitions.key:
            self._meaning(start, end, key)
        else:
            self._words(start, end)
        self._fresh_item = False

    def _unexplained(self, terms: list[Term]) -> None:
        for start, end, _ in terms:
            self._add(start, end, BlockKind.PARAGRAPH, 0)

    def _meaning(self, start: int, end: int, key: str) -> None:
        """The first words of a meaning are its term's value; what follows stands below the term."""
        fresh = self._definitions.fresh
        began = self._definitions.take()
        if fresh and not self._fresh_item:
            cell = Cell(start, end, key)
            self._add(start if began is None else began, end, BlockKind.PAIR, 0, (cell,))
            return
        before = len(self._blocks)
        self._words(start, end)
        self._blocks[before:] = [replace(b, path=(key, *b.path)) for b in self._blocks[before:]]

    def _words(self, start: int, end: int) -> None:
        if self._lists and self._fresh_item:
            self._prose(start, end, BlockKind.ITEM, self._lists)
        elif self._quotes:
            self._add(start, end, BlockKind.QUOTE, 0)
        else:
            self._prose(start, end, BlockKind.PARAGRAPH, 0)

    def _preformatted(self, start: int, end: int) -> None:
        """Code, a sample conversation, or a licence that keeps its line ends."""
        body = self._slice(start, end)
        if dialogue.is_dialogue(body):
            self._add(start, end, BlockKind.DIALOGUE, 0)
        elif signs.is_bibtex(body):
            self._add(start, end, BlockKind.REFERENCE, 0)
        elif text.is_prose(body):
            self._blocks.extend(text.shifted(text.read(body), start))
        else:
            self._add(start, end, BlockKind.CODE, 0)

    def _prose(self, start: int, end: int, kind: BlockKind, level: int) -> None:
        body = self._slice(start, end)
        if dialogue.is_dialogue(body):
            kind, level = BlockKind.DIALOGUE, 0
        elif not level and signs.is_caption(body):
            kind = BlockKind.CAPTION
        elif self._bold_from == start:
            stop = end if self._bold_to < 0 else self._bold_to
            if stop == end and not level and pairs.is_title(body):
                self._add(start, start + len(body.rstrip(" :：")), BlockKind.HEADING, 0)
                return
            if (pair := pairs.keyed(body, stop - start)) is not None:
                self._pair(start, pair, end, level)
                return
        elif (
            (kind is BlockKind.ITEM or len(body) < 200)
            and "\n" not in body
            and (simple := pairs.simple(body, 0, len(body))) is not None
        ):
            self._pair(start, simple, end, level)
            return
        self._add(start, end, kind, level)

    def _pair(self, start: int, pair: pairs.Pair, end: int, level: int) -> None:
        key = self._slice(start + pair.key_start, start + pair.key_end).rstrip(" :：")
        cell = Cell(start + pair.start, start + pair.end, key)
        self._add(start, end, BlockKind.PAIR, level, (cell,))

    def _slice(self, start: int, end: int) -> str:
        """The text of a stretch at the end of what has been built."""
        parts: list[str] = []
        at = self._length
        for part in reversed(self._parts):
            parts.append(part)
            at -= len(part)
            if at <= start:
                break
        return "".join(reversed(parts))[start - at : end - at]

    def _add(
        self, start: int, end: int, kind: BlockKind, level: int, cells: tuple[Cell, ...] = ()
    ) -> None:
        if end > start:
            self._blocks.append(Block(start, end, kind, level, cells))

    def _in_cell(self) -> bool:
        return bool(self._tables and self._tables[-1].cell is not None)

    def _close_cell(self) -> None:
        table = self._tables[-1]
        if table.cell is None:
            return
        start, header, rowspan, colspan = table.cell
        table.cell = None
        end = self._length if start >= 0 else max(start, self._length)
        start = start if start >= 0 else end
        if not table.rows:
            table.rows.append((start, end, []))
        if table.layout:
            return  # its paragraphs speak for it; copying them for each table around would add up
        words = _SPACE.sub(" ", self._slice(start, end)).strip()
        bold = self._bold_from == start and self._bold_to < 0 and bool(words)
        table.layout = table.layout or len(words) > _LONGEST_CELL
        cell = GridCell(start, end, words, header=header or bold)
        table.rows[-1][2].append((cell, rowspan, colspan))
        table.rows[-1] = (table.rows[-1][0], end, table.rows[-1][2])

    def _close_table(self, table: _Table) -> None:
        """A table of data replaces the paragraphs of its cells; layout keeps them."""
        self._gap = "\n\n"
        if table.layout or self._furniture:
            return
        inner = self._blocks[table.blocks_before :]
        del self._blocks[table.blocks_before :]
        self._blocks.extend(b for b in inner if b.kind is BlockKind.CAPTION)
        rows, lost = grid.expand(table.rows)
        self._blocks.extend(grid.blocks(rows, table.number))
        if lost:
            self.warnings += (grid.warning(table.number),)


def _span(value: str | None) -> int:
    digits = re.match(r"\s*(\d{1,4})", value or "")
    return max(1, min(int(digits[1]), MAX_SPAN)) if digits else 1
