"""Turns the blocks of a document into segments, each with its heading path."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.readers import media, pairs
from pipeline.schema import Block, BlockKind, Cell, Document, Run, Segment, SegmentKind
from pipeline.segments.mapped import Mapped, gather, join
from pipeline.segments.markup import clean
from pipeline.segments.notes import Notes
from pipeline.segments.sentences import LONGEST, boundaries

#: Characters of a code block that are kept; the rest is data or listings.
CODE_LIMIT = 2000

_SENTENCES = {
    BlockKind.PARAGRAPH: SegmentKind.SENTENCE,
    BlockKind.QUOTE: SegmentKind.QUOTE,
    BlockKind.FOOTNOTE: SegmentKind.FOOTNOTE,
    BlockKind.REFERENCE: SegmentKind.REFERENCE,
    BlockKind.CAPTION: SegmentKind.CAPTION,
    BlockKind.DIALOGUE: SegmentKind.DIALOGUE,
    BlockKind.ITEM: SegmentKind.ITEM,
}
_WHOLE = {BlockKind.REFERENCE, BlockKind.CAPTION, BlockKind.DIALOGUE}
_BULLET = re.compile(r"[•·▪◦‣●○*–—-]\s+(?=\S)")
#: Formats whose readers give paragraphs and items by their place on the page.
_LAID_OUT = {"application/pdf", media.DOCX, *media.pictures()}
_MAY_BE_PAIR = {BlockKind.ITEM, BlockKind.PARAGRAPH}
_LONGEST_PAIR = 200
_TAIL = re.compile(r"(?:[*_`~]+|\](?:\([^()\s]*\)|\[[^\[\]\n]*\])|</\w+>)+")
#: Three letters, two digits, an ideograph, a tick or a short answer.
_SAYS_SOMETHING = re.compile(
    r"[^\W\d_]{3}|\d\d|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[☐-☒✓✔✗✘■□\uf0a8]|\b(?:no|yes|n/?a|x)\b",
    re.IGNORECASE,
)
#: A letter or digit of any script, a tick, an emoji: whatever is no punctuation.
_SAYS_ANYTHING = re.compile(r"[^\W_]|[\u2190-\U0010ffff]")
_LONGEST_LEAD = 300
#: A sentence above a list introduces it where it ends open or points down.
_INTRODUCES = re.compile(
    r"[:：]\s*$|\b(?:following|follows|below)\b"
    r"|\b(?:are|as|at|by|can|for|from|in|includ(?:es?|ing)|is|may|must|of|on|that|to|with)\s*$",
    re.IGNORECASE,
)


def segment(document: Document) -> tuple[Segment, ...]:
    """Cut a document into the units that are searched, matched and encoded.

    Args:
        document: A read document; one that could not be read gives no segments.

    Returns:
        Segments in text order. For every run, the segment's characters equal the document's.
        A segment without any character of the document's does not exist.
    """
    return tuple(_Builder(document).segments())


class _Builder:
    """Walks the blocks once, with the headings and the introducing sentence in mind."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.headings: list[tuple[int, str]] = []
        self.leads: dict[int, str] = {}
        self.heads: dict[tuple[int, int], Mapped] = {}
        self.captions: dict[int, str] = _captions(document)
        self.notes = Notes(document)

    def segments(self) -> Iterator[Segment]:
        for block in self.document.blocks:
            made = list(self._block(block))
            self.notes.see(block, made)
            yield from made

    def _block(self, block: Block) -> Iterator[Segment]:
        kind = block.kind
        if kind is BlockKind.FURNITURE:
            return
        if kind is BlockKind.HEADING:
            yield from self._heading(block)
        elif kind is BlockKind.CODE:
            yield from self._code(block)
        elif kind is BlockKind.PAIR:
            yield from self._pair(block)
        elif kind is BlockKind.ROW:
            yield from self._row(block)
        elif kind is not BlockKind.HEADER_ROW:
            yield from self._prose(block)
        if kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.PAIR}:
            self.leads = {}

    def _path(self, block: Block) -> tuple[str, ...]:
        return (*(text for _, text in self.headings), *block.path)

    def _clean(self, block: Block) -> Mapped:
        return clean(self.document, block.start, block.end, block.embedded)

    def _segment(
        self,
        block: Block,
        kind: SegmentKind,
        text: Mapped,
        path: tuple[str, ...],
        label: str = "",
        lead: str = "",
    ) -> Iterator[Segment]:
        extent = text.extent
        if extent is None:
            return
        targets = tuple(
            target for a, b, target in block.links if a < extent[1] + 1 and b > extent[0] - 1
        )
        start, end = self._dressed(block, *extent)
        yield Segment(
            self.document.id,
            start,
            end,
            kind,
            path,
            text.text,
            text.runs,
            label,
            block.table,
            targets,
            lead,
        )

    def _dressed(self, block: Block, start: int, end: int) -> tuple[int, int]:
        """Widen a stretch by the markup that clings to it, so that a quotation has it whole."""
        if self.document.media_type != "text/markdown":
            return start, end
        text = self.document.text
        while start > block.start and text[start - 1] in "*_`~[":
            start -= 1
        tail = _TAIL.match(text, end, block.end)
        return start, tail.end() if tail else end

    def _heading(self, block: Block) -> Iterator[Segment]:
        text = self._clean(block)
        title = " ".join(text.text.split()).rstrip(" :：")
        while not block.embedded and self.headings and self.headings[-1][0] >= block.level:
            self.headings.pop()
        path = self._path(block)
        if title and not block.embedded:
            self.headings.append((block.level, title))
        yield from self._segment(block, SegmentKind.HEADING, text, path)

    def _code(self, block: Block) -> Iterator[Segment]:
        end = min(block.end, block.start + CODE_LIMIT)
        text = clean(self.document, block.start, end) if self._escaped else self._verbatim(block)
        yield from self._segment(block, SegmentKind.CODE, text, self._path(block))

    @property
    def _escaped(self) -> bool:
        return self.document.media_type in {"application/json", "application/jsonl"}

    def _verbatim(self, block: Block) -> Mapped:
        end = min(block.end, block.start + CODE_LIMIT)
        return gather([(self.document.text[block.start : end], block.start)])

    def _prose(self, block: Block) -> Iterator[Segment]:
        kind = _SENTENCES[block.kind]
        text = self._clean(block)
        if block.kind in _WHOLE:
            text = _one_line(text)
        if block.kind is BlockKind.ITEM and (bullet := _BULLET.match(text.text)):
            text = text.cut(bullet.end(), len(text.text))
        path, lead = self.notes.place(block) or (self._path(block), self._lead(block))
        if (found := self._found_pair(block, text)) is not None:
            yield from self._keyed(block, *found)
            return
        last = ""
        for start, end in self._cuts(block, text.text):
            part = text.cut(start, end)
            if kind is SegmentKind.SENTENCE and self._is_shard(part.text):
                continue
            last = part.text
            yield from self._segment(block, kind, part, path, lead=lead)
        self._introduce(block, last)

    def _found_pair(self, block: Block, text: Mapped) -> tuple[Mapped, str, list[Mapped]] | None:
        """Readers of laid-out formats see no keys in their items; look for one here."""
        if self.document.media_type not in _LAID_OUT or block.kind not in _MAY_BE_PAIR:
            return None
        pair = pairs.simple(text.text, 0, len(text.text))
        if pair is None or (block.kind is BlockKind.PARAGRAPH and "\n" in text.text):
            return None
        if block.kind is BlockKind.PARAGRAPH and len(text.text) > _LONGEST_PAIR:
            return None
        key = text.cut(pair.key_start, pair.key_end)
        return key, key.text, [text.cut(pair.start, pair.end)]

    def _is_shard(self, text: str) -> bool:
        """True for marks alone, and for splinters of formulas, of which typeset pages are full."""
        if self.document.pages:
            return not _SAYS_SOMETHING.search(text)
        return not _SAYS_ANYTHING.search(text)

    def _cuts(self, block: Block, text: str) -> list[tuple[int, int]]:
        if block.kind in _WHOLE and len(text) <= LONGEST:
            return [(0, len(text))] if text else []
        return boundaries(text)

    def _lead(self, block: Block) -> str:
        return self.leads.get(block.level, "") if block.level and self.leads else ""

    def _introduce(self, block: Block, sentence: str) -> None:
        """Remember a sentence that may introduce the list items below it."""
        short = sentence if len(sentence) <= _LONGEST_LEAD else ""
        if not block.level and not _INTRODUCES.search(short):
            short = ""
        if block.level:
            self.leads = {k: v for k, v in self.leads.items() if k <= block.level}
            self.leads[block.level + 1] = short
        else:
            self.leads = {1: short}

    def _pair(self, block: Block) -> Iterator[Segment]:
        label = block.cells[0].header if block.cells else ""
        values = [
            clean(self.document, cell.start, cell.end, block.embedded)
            for cell in block.cells
            if cell.end > cell.start
        ]
        values = [value for value in values if value.text]
        yield from self._keyed(block, self._key(block, label), label, values)

    def _keyed(
        self, block: Block, key: Mapped, label: str, values: list[Mapped]
    ) -> Iterator[Segment]:
        """A key with its value; further sentences of the value stand below the key."""
        path = self._path(block)
        lead = self._lead(block)
        if not values:
            yield from self._segment(block, SegmentKind.PAIR, key, path, label, lead)
            self._introduce(block, key.text)
            return
        if len(values) == 1:
            first, *rest = [values[0].cut(a, b) for a, b in boundaries(values[0].text)]
        else:
            first, rest = _listed(values), []
        text = join([key, ": ", first])
        yield from self._segment(block, SegmentKind.PAIR, text, path, label, lead)
        for sentence in rest:
            yield from self._segment(
                block, SegmentKind.SENTENCE, sentence, (*path, label), label, lead
            )
        self._introduce(block, (rest[-1] if rest else text).text)

    def _key(self, block: Block, label: str) -> Mapped:
        """The key as it stands before the value; our copy of it where it does not."""
        end = min((cell.start for cell in block.cells), default=block.end)
        key = clean(self.document, block.start, end, block.embedded)
        stripped = key.text.rstrip(" :：-–—|=\"'")
        if label and stripped.endswith(label):
            return key.cut(len(stripped) - len(label), len(stripped))
        return Mapped(label, ())

    def _row(self, block: Block) -> Iterator[Segment]:
        if block.start == block.end:
            return  # it has nothing but cells that span down from rows above
        parts: list[Mapped | str] = []
        labels: list[str] = []
        lent: list[Run] = []
        length = 0
        bare = not any(cell.header for cell in block.cells)
        pair = bare and len(block.cells) == 2
        for cell in block.cells:
            value = clean(self.document, cell.start, cell.end, block.embedded)
            if not value.text:
                continue
            value = _one_line(value)
            if cell.is_label:
                labels.append(value.text)
            if parts:
                parts.append(": " if pair else " | ")
                length += len(": " if pair else " | ")
            if cell.header:
                lent.extend(self._lent(block, cell, length))
                length += len(cell.header) + 2
                parts.append(f"{cell.header}: ")
            parts.append(value)
            length += len(value.text)
        path = self._path(block)
        if block.table is not None and (caption := self.captions.get(block.table)):
            path = (*path, caption)
        text = join(parts)
        if text.runs:
            yield self._row_segment(block, text, path, " ".join(labels), tuple(lent))

    def _lent(self, block: Block, cell: Cell, at: int) -> Iterator[Run]:
        """Yield where the characters of a header, repeated at ``at``, stand in the table's head."""
        place = (cell.header_start, cell.header_end)
        own = self.heads.get(place)
        if own is None:
            own = self.heads[place] = _one_line(clean(self.document, *place, block.embedded))
        if own.text and cell.header.endswith(own.text):
            at += len(cell.header) - len(own.text)
            yield from (Run(at + run.at, run.start, run.length) for run in own.runs)

    def _row_segment(
        self,
        block: Block,
        text: Mapped,
        path: tuple[str, ...],
        label: str,
        lent: tuple[Run, ...],
    ) -> Segment:
        """A row's quotation is the row itself, though inherited cells stand elsewhere."""
        targets = tuple(target for _, _, target in block.links)
        return Segment(
            self.document.id,
            block.start,
            block.end,
            SegmentKind.ROW,
            path,
            text.text,
            text.runs,
            label,
            block.table,
            targets,
            lent=lent,
        )


def _one_line(text: Mapped) -> Mapped:
    """Breaks that the author forced become spaces; they are ours, so no run changes."""
    return Mapped(text.text.replace("\n", " "), text.runs)


def _listed(values: list[Mapped]) -> Mapped:
    parts: list[Mapped | str] = []
    for value in values:
        if parts:
            parts.append(", ")
        parts.append(value)
    return join(parts)


def _captions(document: Document) -> dict[int, str]:
    """Return the caption of each table: the caption block right before or right after it."""
    found: dict[int, str] = {}
    blocks = [b for b in document.blocks if b.kind is not BlockKind.FURNITURE]
    for i, block in enumerate(blocks):
        if block.kind is not BlockKind.CAPTION:
            continue
        text = " ".join(clean(document, block.start, block.end).text.split())
        after = blocks[i + 1].table if i + 1 < len(blocks) else None
        before = blocks[i - 1].table if i else None
        if after is not None:
            found.setdefault(after, text)
        elif before is not None:
            found.setdefault(before, text)
    return found
