"""The body of a Word file in order: paragraphs, lists, tables, then the notes that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.readers.docx_runs import RunReader, W, Words
from pipeline.schema import Block, BlockKind, Cell

_HEADING = re.compile(r"heading (\d)$", re.I)
_CAPTION = re.compile(r"(?:Figure|Table|Fig\.)\s*\d+")
_BULLET = re.compile(r"(?:[•▪‣◦●○■–—·*-]|\d{1,2}[.)]?|[a-z][.)])\t\s*\S|[•▪‣◦●○■]\s")
_SECTION = re.compile(r"\d{1,2}((?:\.\d{1,2}){0,3})\.?\s+[^\W\d_]")
_NUMBER = re.compile(r"[-+~≈<>$€]?[\d.,]+\s?[%BMKT]?$")


@dataclass(slots=True)
class _Slot:
    """A cell of the grid; ``source`` is where a merged cell's text stands."""

    element: Any
    column: int
    span: int
    continues: bool


class BodyReader:
    """Writes the text and its blocks."""

    def __init__(self, document: Any, runs: RunReader) -> None:
        self.blocks: list[Block] = []
        self._document = document
        self._runs = runs
        self._parts: list[str] = []
        self._length = 0
        self._tables = 0
        self._styles: dict[str, tuple[BlockKind, int]] = {}
        self._depth = 0

    @property
    def text(self) -> str:
        """What was written so far."""
        return "".join(self._parts)

    def read(self) -> None:
        """Read body and notes."""
        for element in _flow(self._document.element.body):
            if element.tag == f"{W}p":
                self._paragraph(element)
            else:
                self._table(element)
        self._notes()

    def _put(self, text: str) -> tuple[int, int]:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start, self._length

    def _paragraph(self, element: Any) -> None:
        words = self._runs.words(element)
        if words.text:
            kind, level = self._kind(element, words)
            start, end = self._put(words.text)
            links = tuple((start + a, start + b, target) for a, b, target in words.links)
            self.blocks.append(Block(start, end, kind, level=level, links=links))
            self._put("\n" if kind is BlockKind.ITEM else "\n\n")
        for inner in words.boxes:
            self._paragraph(inner)

    def _kind(self, element: Any, words: Words) -> tuple[BlockKind, int]:
        """Return kind and level by style, numbering, or, for a short bold line, by weight."""
        properties = element.find(f"{W}pPr")
        style = properties.find(f"{W}pStyle") if properties is not None else None
        kind, level = self._style(style.get(f"{W}val", "") if style is not None else "")
        if properties is not None and kind is not BlockKind.HEADING:
            outline = properties.find(f"{W}outlineLvl")
            if outline is not None and outline.get(f"{W}val", "9") < "9":
                kind, level = BlockKind.HEADING, int(outline.get(f"{W}val")) + 1
            elif (numbering := properties.find(f"{W}numPr")) is not None:
                depth = numbering.find(f"{W}ilvl")
                kind, level = (
                    BlockKind.ITEM,
                    1 + int(depth.get(f"{W}val", "0") if depth is not None else 0),
                )
        if kind is BlockKind.HEADING:
            self._depth = level
        elif _CAPTION.match(words.text) and len(words.text) < 300:
            return BlockKind.CAPTION, 0
        elif kind is BlockKind.PARAGRAPH and (written := self._as_written(words)):
            return written
        return kind, level

    def _as_written(self, words: Words) -> tuple[BlockKind, int] | None:
        """Judge a paragraph without style: a typed bullet, a numbered or a bold short line."""
        if _BULLET.match(words.text):
            return BlockKind.ITEM, 1
        if not _is_title(words.text):
            return None
        if section := _SECTION.match(words.text):
            self._depth = 1 + section.group(1).count(".")
            return BlockKind.HEADING, self._depth
        return (BlockKind.HEADING, self._depth + 1) if words.bold else None

    def _style(self, identifier: str) -> tuple[BlockKind, int]:
        if identifier not in self._styles:
            self._styles[identifier] = self._read_style(identifier)
        return self._styles[identifier]

    def _read_style(self, identifier: str) -> tuple[BlockKind, int]:
        """Follow a paragraph style to the built-in one that it is based on."""
        styles = {style.style_id: style for style in self._document.styles}
        style, seen = styles.get(identifier), 0
        while style is not None and seen < 12:
            name = (style.name or "").lower()
            if match := _HEADING.match(name):
                return BlockKind.HEADING, int(match.group(1))
            if name == "title":
                return BlockKind.HEADING, 1
            if name == "caption":
                return BlockKind.CAPTION, 0
            if "quote" in name:
                return BlockKind.QUOTE, 0
            if name.startswith(("list bullet", "list number", "list paragraph")):
                depth = name[-1:] if name[-1:].isdigit() else "1"
                return BlockKind.ITEM, int(depth)
            style, seen = getattr(style, "base_style", None), seen + 1
        return BlockKind.PARAGRAPH, 0

    def _table(self, table: Any) -> None:
        rows = [list(_slots(row)) for row in table.iterchildren(f"{W}tr")]
        rows = [row for row in rows if row]
        columns = max((slot.column + slot.span for row in rows for slot in row), default=0)
        if columns == 0:
            return
        if columns == 1:
            for row in rows:
                for slot in row:
                    for element in _flow(slot.element):
                        self._paragraph(element) if element.tag == f"{W}p" else self._table(element)
            return
        self._tables += 1
        heads = self._header_rows(table, rows, columns)
        form = columns == 2 and heads == 0
        headers: list[list[str]] = [[] for _ in range(columns)]
        above: dict[int, tuple[int, int, str]] = {}
        for number, row in enumerate(rows):
            self._row(row, number < heads, form, headers, above, columns)
        self._put("\n")

    def _header_rows(self, table: Any, rows: list[list[_Slot]], columns: int) -> int:
        marked = 0
        for row in table.iterchildren(f"{W}tr"):
            if row.find(f"{W}trPr/{W}tblHeader") is None:
                break
            marked += 1
        if marked or len(rows) < 2:
            return min(marked, len(rows) - 1)
        first = [self._peek(slot) for slot in rows[0]]
        if any(_NUMBER.match(text) for text, _ in first[1:]):
            return 0
        bold = all(weight for text, weight in first if text)
        rest_bold = all(weight for row in rows[1:] for text, weight in map(self._peek, row) if text)
        if columns == 2:
            return int(bold and not rest_bold and len(first) == 2)
        return int(len(first) > 1)

    def _peek(self, slot: _Slot) -> tuple[str, bool]:
        """Return a cell's text and whether it is bold, without citing its notes."""
        notes = list(self._runs.notes)
        words = [self._runs.words(p) for p in slot.element.iter(f"{W}p")]
        self._runs.notes = notes
        filled = [each for each in words if each.text]
        return " ".join(each.text for each in filled), all(each.bold for each in filled)

    def _row(
        self,
        row: list[_Slot],
        is_header: bool,
        form: bool,
        headers: list[list[str]],
        above: dict[int, tuple[int, int, str]],
        columns: int,
    ) -> None:
        start = self._length
        cells: list[Cell] = []
        label = ""
        for slot in row:
            covered = range(slot.column, min(slot.column + slot.span, columns))
            header = " / ".join(
                dict.fromkeys(text for at in covered if (text := " > ".join(headers[at])))
            )
            if slot.continues and slot.column in above:
                at, end, text = above[slot.column]
                cells.append(Cell(at, end, header, slot.column == 0, inherited=True))
            else:
                if self._length > start:
                    self._put("\t")
                at, end = self._cell(slot.element)
                text = " ".join(self.text[at:end].split())
                above[slot.column] = at, end, text
                cells.append(Cell(at, end, header, slot.column == 0 and len(row) > 1))
            if is_header and text:
                for column in covered:
                    if text not in headers[column]:
                        headers[column].append(text)
            if form and slot.column == 0:
                label = text.rstrip(" :：-–—|=")
            elif form:
                cells[-1] = Cell(at, end, label, inherited=cells[-1].inherited)
        kind = BlockKind.HEADER_ROW if is_header else BlockKind.ROW
        level = 0
        held = tuple(cells)
        if form:
            alone = len([cell for cell in cells if cell.end > cell.start]) == 1
            kind = BlockKind.HEADING if alone and len(row) == 1 else BlockKind.PAIR
            level = self._depth + 1 if kind is BlockKind.HEADING else 0
            held = tuple(cell for cell in cells if not cell.is_label)
        if self._length > start:
            if kind is BlockKind.HEADING:
                held = ()
            table = None if form else self._tables
            self.blocks.append(
                Block(start, self._length, kind, level=level, cells=held, table=table)
            )
            self._put("\n")

    def _cell(self, element: Any) -> tuple[int, int]:
        start = self._length
        for paragraph in element.iter(f"{W}p"):
            words = self._runs.words(paragraph)
            if words.text:
                if self._length > start:
                    self._put("\n")
                self._put(words.text)
        return start, self._length

    def _notes(self) -> None:
        """Write the cited notes at the end, each with its number."""
        from docx.oxml import parse_xml

        parts = {
            kind: parse_xml(relation.target_part.blob)
            for relation in self._document.part.rels.values()
            for kind in ("footnote", "endnote")
            if not relation.is_external and relation.reltype.endswith(f"/{kind}s")
        }
        for number, cited in enumerate(tuple(self._runs.notes), 1):
            kind, _, identifier = cited.partition(":")
            for note in parts[kind].iterchildren(f"{W}{kind}") if kind in parts else ():
                if note.get(f"{W}id") != identifier:
                    continue
                texts = [self._runs.words(p).text for p in note.iter(f"{W}p")]
                start, end = self._put(f"{number} {' '.join(filter(None, texts))}")
                self.blocks.append(Block(start, end, BlockKind.FOOTNOTE))
                self._put("\n")


def _flow(container: Any) -> Iterator[Any]:
    """Yield paragraphs and tables in order, from inside content controls and insertions too."""
    for child in container.iterchildren():
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo"):
            yield from _flow(child)


def _slots(row: Any) -> Iterator[_Slot]:
    """Yield the cells of a row with their place in the grid."""
    before = row.find(f"{W}trPr/{W}gridBefore")
    column = int(before.get(f"{W}val", "0")) if before is not None else 0
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is not row:
            continue
        properties = cell.find(f"{W}tcPr")
        span, continues = 1, False
        if properties is not None:
            grid = properties.find(f"{W}gridSpan")
            span = int(grid.get(f"{W}val", "1")) if grid is not None else 1
            merge = properties.find(f"{W}vMerge")
            continues = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        yield _Slot(cell, column, span, continues)
        column += span


def _is_title(text: str) -> bool:
    return len(text) <= 100 and "\n" not in text and text[-1] not in ".,;" and not text[0].islower()
