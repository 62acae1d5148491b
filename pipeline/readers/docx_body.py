"""The body of a Word file in order: paragraphs, lists, tables, notes where they are cited."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pipeline.readers import docx_fields, docx_table
from pipeline.readers import grid as grids
from pipeline.readers.docx_numbering import Numbering
from pipeline.readers.docx_runs import RunReader, Words
from pipeline.readers.docx_styles import Style, Styles
from pipeline.readers.docx_table import Grid, Slot
from pipeline.readers.docx_xml import W, count, flow, value
from pipeline.readers.parsed import Parsed
from pipeline.schema import Block, BlockKind, Cell

_CAPTION = re.compile(
    r"(?:Figure|Table|Fig\.)\s*\d+(?:\.\d+)*\s*(?:[:.|–—-]|(?<=\s)[^\Wa-z_]|\(|$)"
)
_BULLET = re.compile(r"(?:[•▪‣◦●○■–—·*-]|\d{1,2}[.)]?|[a-z][.)])\t\s*\S|[•▪‣◦●○■]\s")
#: A number alone may count things or days: a stop or a second level makes it a section's.
_SECTION = re.compile(r"\d{1,2}((?:\.\d{1,2}){0,3})(\.?)\s+[^\W\d_]")
_AFTER_KEY = " :：-–—|="
#: Kinds that the look of a paragraph does not change.
_SET = {BlockKind.CODE, BlockKind.QUOTE, BlockKind.CAPTION, BlockKind.FURNITURE}


class BodyReader:
    """Writes the text and its blocks."""

    def __init__(
        self,
        runs: RunReader,
        styles: Styles,
        numbering: Numbering,
        note: Callable[[int], list[Any]],
        foreign: Callable[[Any], Parsed | None],
    ) -> None:
        """Take what the other parts of the file say.

        Args:
            runs: Reads paragraphs.
            styles: The file's styles.
            numbering: The file's lists.
            note: Gives the paragraphs of the n-th cited footnote; none for an endnote.
            foreign: Reads a ``w:altChunk``: a piece in another format.
        """
        self.blocks: list[Block] = []
        self._runs = runs
        self._styles = styles
        self._numbering = numbering
        self._note = note
        self._foreign = foreign
        self._parts: list[str] = []
        self._length = 0
        self._tables = 0
        self._depth = 0
        self._cited: list[int] = []

    @property
    def text(self) -> str:
        """What was written so far."""
        return "".join(self._parts)

    def read(self, container: Any) -> None:
        """Read a body, a text box, or a cell that is only a frame."""
        held: list[Any] = []
        for element in flow(container):
            if element.tag == f"{W}p":
                held.append(element)
                if element.find(f"{W}pPr/{W}rPr/{W}del") is None:
                    self._paragraph(held)
                    held = []
            elif element.tag == f"{W}tbl":
                self._table(element)
            elif (parsed := self._foreign(element)) is not None:
                self._insert(parsed)
        if held:
            self._paragraph(held)

    def furniture(self, root: Any) -> None:
        """Write a header or footer: in the text, out of what is searched."""
        for paragraph in root.iter(f"{W}p"):
            words = self._runs.words(paragraph)
            if words.text:
                self._block(words, BlockKind.FURNITURE)

    def note(self, number: int, paragraphs: list[Any]) -> None:
        """Write a note with the number that cites it."""
        texts = [each for each in map(self._runs.words, paragraphs) if each.text]
        if not texts:
            return
        start, _ = self._put(f"{number} ")
        links: list[tuple[int, int, str]] = []
        for at, words in enumerate(texts):
            begin, end = self._put(" " * bool(at) + words.text)
            begin += bool(at)
            links += [(begin + a, begin + b, to) for a, b, to in words.links]
        self.blocks.append(Block(start, end, BlockKind.FOOTNOTE, links=tuple(links)))
        self._put("\n")

    def _put(self, text: str) -> tuple[int, int]:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start, self._length

    def _block(self, words: Words, kind: BlockKind, level: int = 0) -> None:
        start, end = self._put(words.text)
        links = tuple((start + a, start + b, target) for a, b, target in words.links)
        self.blocks.append(Block(start, end, kind, level=level, links=links))
        self._put("\n" if kind is BlockKind.ITEM else "\n\n")

    def _insert(self, parsed: Parsed) -> None:
        """Write what another reader made of a piece of the file."""
        start, _ = self._put(parsed.text)
        self._put("\n\n")
        tables = self._tables
        for block in parsed.blocks:
            self.blocks.append(_moved(block, start, tables))
            self._tables = max(self._tables, tables + (block.table or 0))

    def _cite(self) -> None:
        """Write the footnotes that were cited since the last block."""
        cited, self._cited = self._cited, []
        for number in cited:
            self.note(number, self._note(number))

    def _paragraph(self, elements: list[Any]) -> None:
        first = elements[-1]  # the properties of joined paragraphs are those of the last
        properties = first.find(f"{W}pPr")
        style = self._styles.of(value(properties, "pStyle"))
        contents = self._runs.in_contents
        words = self._runs.words(*elements, style=style)
        if words.text:
            self._cited += words.notes
            kind, level = self._kind(properties, style, words)
            if style.kind is BlockKind.HEADING and contents:
                self._runs.end_fields()  # a real heading: the end of the contents is missing
            elif contents or self._runs.in_contents or _in_gallery(first):
                kind, level = BlockKind.FURNITURE, 0
            label = self._label(properties, style) if kind is not BlockKind.FURNITURE else ""
            if label and kind is BlockKind.HEADING:
                words = _labelled(words, label)
            elif label:
                self._put(f"{label} ")
            self._block(words, kind, level)
            self._cite()
        for box in words.boxes:
            self.read(box)

    def _label(self, properties: Any, style: Style) -> str:
        """Count a paragraph of a numbered list; return its number, empty for a bullet."""
        numbering = properties.find(f"{W}numPr") if properties is not None else None
        number = value(numbering, "numId") or style.number
        if number in ("", "0"):
            return ""
        tier = numbering.find(f"{W}ilvl") if numbering is not None else None
        depth = style.depth if tier is None else count(tier, 0, 8)
        if depth is None:
            depth = self._numbering.depth_of(number, value(properties, "pStyle"))
        return self._numbering.next(number, depth).strip()

    def _kind(self, properties: Any, style: Style, words: Words) -> tuple[BlockKind, int]:
        """Return kind and level by style, numbering, or, for a short bold line, by weight."""
        kind, level = style.kind, style.level
        if properties is not None and kind is not BlockKind.HEADING:
            if (depth := count(properties.find(f"{W}outlineLvl"), 9)) < 9:
                kind, level = BlockKind.HEADING, depth + 1
            elif (numbering := properties.find(f"{W}numPr")) is not None and kind not in _SET:
                if value(numbering, "numId") == "0":
                    return BlockKind.PARAGRAPH, 0  # the numbering of its style, switched off
                kind, level = BlockKind.ITEM, 1 + count(numbering.find(f"{W}ilvl"), 0)
        if kind is BlockKind.HEADING:
            self._depth = level
        elif kind not in _SET and _CAPTION.match(words.text) and len(words.text) < 300:
            return BlockKind.CAPTION, 0
        elif kind is BlockKind.PARAGRAPH and (written := self._as_written(words, style)):
            return written
        return kind, level

    def _as_written(self, words: Words, style: Style) -> tuple[BlockKind, int] | None:
        """Judge a paragraph without style: a typed bullet, a numbered or a bold short line."""
        if _BULLET.match(words.text):
            return BlockKind.ITEM, 1
        if not is_title(words.text):
            return None
        section = _SECTION.match(words.text)
        if section and (words.bold or section.group(1) or section.group(2)):
            self._depth = 1 + section.group(1).count(".")
            return BlockKind.HEADING, self._depth
        return (BlockKind.HEADING, self._depth + 1) if words.bold else None

    def _cell_words(self, paragraph: Any) -> Words:
        properties = paragraph.find(f"{W}pPr")
        style = self._styles.of(value(properties, "pStyle"))
        words = self._runs.words(paragraph, style=style)
        label = self._label(properties, style) if words.text else ""
        return _labelled(words, label) if label else words

    def _table(self, table: Any) -> None:
        grid = docx_table.grid(table)
        columns = grid.columns
        if columns == 1:
            for slot in (slot for row in grid.rows for slot in row):
                self.read(slot.element)
            return
        grid.fill(self._cell_words)
        if not any(slot.words for row in grid.rows for slot in row):
            return
        for slot in grid.take_titles():
            if slot.words:
                start, end, links = self._cell(slot)
                self.blocks.append(Block(start, end, BlockKind.CAPTION, links=tuple(links)))
                self._put("\n")
        heads = grid.headers()
        if columns == 2 and heads == 0:
            self._form(grid)
        else:
            self._tables += 1
            self._grid(grid, heads)
        self._put("\n")
        self._cite()

    def _cell(self, slot: Slot) -> tuple[int, int, list[tuple[int, int, str]]]:
        """Write a cell; return where it stands and its links."""
        start = self._length
        links: list[tuple[int, int, str]] = []
        for words in slot.words:
            if self._length > start:
                self._put("\n")
            at, _ = self._put(words.text)
            links += [(at + a, at + b, target) for a, b, target in words.links]
            self._cited += words.notes
        return start, self._length, links

    def _grid(self, grid: Grid, heads: int) -> None:
        """Write a table whose columns have names."""
        rows: list[grids.GridRow] = []
        links: list[list[tuple[int, int, str]]] = []
        above: dict[int, grids.GridCell] = {}
        for row in grid.rows:
            start = self._length
            cells: list[grids.GridCell] = []
            found: list[tuple[int, int, str]] = []
            for slot in row:
                skipped = min(slot.column, grids.MAX_WIDTH) - len(cells)
                cells += [grids.GridCell(self._length, self._length, "")] * skipped
                if slot.continues and slot.column in above:
                    source = above[slot.column]
                    cell = grids.GridCell(source.start, source.end, source.text, inherited=True)
                else:
                    if self._length > start:
                        self._put("\t")
                    at, end, new = self._cell(slot)
                    found += new
                    cell = grids.GridCell(at, end, slot.text)
                    above[slot.column] = cell
                lent = grids.GridCell(cell.start, cell.end, cell.text, inherited=True)
                cells += [cell, *[lent] * min(slot.span - 1, grids.MAX_WIDTH - len(cells))]
            rows.append(grids.GridRow(start, self._length, tuple(cells)))
            links.append(found)
            self._put("\n")
        by_start = {row.start: tuple(each) for row, each in zip(rows, links, strict=True)}
        for block in grids.blocks(rows, self._tables, heads):
            self.blocks.append(replace(block, links=by_start[block.start]))

    def _form(self, grid: Grid) -> None:
        """Write a table of questions and answers."""
        question = (0, 0, "")
        for row in grid.rows:
            start = self._length
            links: list[tuple[int, int, str]] = []
            answers: list[Cell] = []
            for slot in row:
                if slot.continues and slot.column == 0:
                    continue
                if self._length > start:
                    self._put("\t")
                at, end, new = self._cell(slot)
                links += new
                if slot.column == 0 and slot.span == 1:
                    question = (
                        at,
                        at + len(slot.raw.rstrip(_AFTER_KEY)),
                        slot.text.rstrip(_AFTER_KEY),
                    )
                elif len(row) > 1:
                    begin, stop, key = question
                    answers.append(Cell(at, end, key, header_start=begin, header_end=stop))
            if self._length == start:
                continue
            kind, level = BlockKind.PAIR, 0
            if len(row) == 1 and not answers:
                titled = is_title(row[0].raw)
                kind = BlockKind.HEADING if titled else BlockKind.PARAGRAPH
                level = self._depth + 1 if titled else 0
            held = tuple(answers)
            self.blocks.append(
                Block(start, self._length, kind, level=level, cells=held, links=tuple(links))
            )
            self._put("\n")


def _moved(block: Block, by: int, tables: int) -> Block:
    """Return a block of a text that now begins later, below other tables."""
    return replace(
        block,
        start=block.start + by,
        end=block.end + by,
        table=None if block.table is None else block.table + tables,
        links=tuple((a + by, b + by, to) for a, b, to in block.links),
        cells=tuple(
            replace(
                cell,
                start=cell.start + by,
                end=cell.end + by,
                header_start=cell.header_start + by,
                header_end=cell.header_end + by,
            )
            for cell in block.cells
        ),
    )


def _labelled(words: Words, label: str) -> Words:
    """Return words with an automatic number before them."""
    shift = len(label) + 1
    links = [(a + shift, b + shift, to) for a, b, to in words.links]
    return Words(f"{label} {words.text}", links, words.bold, words.boxes, words.notes)


def _in_gallery(paragraph: Any) -> bool:
    return any(docx_fields.is_contents(above) for above in paragraph.iterancestors(f"{W}sdt"))


def is_title(text: str) -> bool:
    """Tell whether a line could be a heading: short, and no sentence."""
    return len(text) <= 100 and "\n" not in text and text[-1] not in ".,;" and not text[0].islower()
