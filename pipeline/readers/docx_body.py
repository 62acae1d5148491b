"""The body of a Word file in order: paragraphs, lists, tables, then the notes that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.readers.docx_runs import RunReader, W, Words, is_on
from pipeline.schema import Block, BlockKind, Cell

_HEADING = re.compile(r"heading (\d)$", re.I)
_CAPTION = re.compile(
    r"(?:Figure|Table|Fig\.)\s*\d+(?:\.\d+)*\s*(?:[:.|–—-]|(?<=\s)[^\Wa-z_]|\(|$)"
)
_CONTENTS = re.compile(r"(?:toc \d|table of figures|header|footer)$")
_BULLET = re.compile(r"(?:[•▪‣◦●○■–—·*-]|\d{1,2}[.)]?|[a-z][.)])\t\s*\S|[•▪‣◦●○■]\s")
#: A number alone may count things or days: a stop or a second level makes it a section's.
_SECTION = re.compile(r"\d{1,2}((?:\.\d{1,2}){0,3})(\.?)\s+[^\W\d_]")
_NUMBER = re.compile(r"[-+~≈<>$€]?[\d.,]+\s?[%BMKT]?$")


#: Word's own limit of a table's columns.
_COLUMNS = 63


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
        self._links: list[tuple[int, int, str]] = []

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
            if (depth := _count(outline, 9)) < 9:
                kind, level = BlockKind.HEADING, depth + 1
            elif (numbering := properties.find(f"{W}numPr")) is not None:
                number = numbering.find(f"{W}numId")
                if number is not None and number.get(f"{W}val") == "0":
                    return BlockKind.PARAGRAPH, 0  # the numbering of its style, switched off
                kind, level = BlockKind.ITEM, 1 + _count(numbering.find(f"{W}ilvl"), 0)
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
        section = _SECTION.match(words.text)
        if section and (words.bold or section.group(1) or section.group(2)):
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
            if _CONTENTS.match(name):
                return BlockKind.FURNITURE, 0
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
        elements = list(_rows(table))
        rows = [list(_slots(row)) for row in elements]
        elements = [element for element, row in zip(elements, rows, strict=True) if row]
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
        while len(rows) > 2 and columns > 2 and _spans(rows[0], columns):
            self._title(rows.pop(0)[0].element)
            elements.pop(0)
        heads = self._header_rows(elements, rows, columns)
        form = columns == 2 and heads == 0
        headers: list[list[str]] = [[] for _ in range(columns)]
        above: dict[int, tuple[int, int, str]] = {}
        for number, row in enumerate(rows):
            self._row(row, number < heads, form, headers, above, columns)
        self._put("\n")

    def _title(self, element: Any) -> None:
        """Write what stands across a table above its headers."""
        start, end = self._cell(element)
        if end > start:
            self.blocks.append(Block(start, end, BlockKind.CAPTION))
            self._put("\n")

    def _header_rows(self, elements: list[Any], rows: list[list[_Slot]], columns: int) -> int:
        marked = 0
        for row in elements:
            if not is_on(row.find(f"{W}trPr"), "tblHeader"):
                break
            marked += 1
        if marked or len(rows) < 2:
            return min(marked, len(rows) - 1)
        first = [self._peek(slot) for slot in rows[0]]
        bold = all(weight for text, weight in first if text)
        rest_bold = all(weight for row in rows[1:] for text, weight in map(self._peek, row) if text)
        if any(_NUMBER.match(text) for text, _ in first[1:]) and (rest_bold or not bold):
            return 0
        if columns == 2:
            return int(bold and not rest_bold and len(first) == 2)
        return int(len(first) > 1)

    def _peek(self, slot: _Slot) -> tuple[str, bool]:
        """Return a cell's text and whether it is bold, without citing its notes."""
        notes = list(self._runs.notes)
        words = [self._runs.words(p) for p in _paragraphs(slot.element)]
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
        self._links.clear()
        cells: list[Cell] = []
        label = ""
        for slot in row:
            covered = range(slot.column, min(slot.column + slot.span, columns))
            header = " / ".join(
                dict.fromkeys(text for at in covered if (text := " > ".join(headers[at])))
            )
            if not is_header and columns > 2 and _spans(row, columns):
                header = ""  # the name of a group of rows
            if slot.continues and slot.column in above:
                at, end, text = above[slot.column]
                cells.append(Cell(at, end, header, slot.column == 0, inherited=True))
            else:
                if self._length > start:
                    self._put("\t")
                at, end = self._cell(slot.element)
                text = " ".join(self.text[at:end].split())
                above[slot.column] = at, end, text
                is_label = slot.column == 0 and (len(row) > 1 or not header)
                cells.append(Cell(at, end, header, is_label and not (form and len(row) == 1)))
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
            kind = BlockKind.PAIR
            if alone and len(row) == 1:
                titled = _is_title(self.text[start:].strip())
                kind = BlockKind.HEADING if titled else BlockKind.PARAGRAPH
            level = self._depth + 1 if kind is BlockKind.HEADING else 0
            held = tuple(cell for cell in cells if not cell.is_label)
        if self._length > start:
            if kind in (BlockKind.HEADING, BlockKind.PARAGRAPH):
                held = ()
            table = None if form else self._tables
            self.blocks.append(
                Block(
                    start,
                    self._length,
                    kind,
                    level=level,
                    cells=held,
                    table=table,
                    links=tuple(self._links),
                )
            )
            self._put("\n")

    def _cell(self, element: Any) -> tuple[int, int]:
        start = self._length
        for paragraph in _paragraphs(element):
            words = self._runs.words(paragraph)
            if words.text:
                if self._length > start:
                    self._put("\n")
                at, _ = self._put(words.text)
                self._links += [(at + a, at + b, target) for a, b, target in words.links]
        return start, self._length

    def _notes(self) -> None:
        """Write the cited notes at the end, each with its number."""
        parts = dict(_note_parts(self._document.part.rels.values()))
        for number, cited in enumerate(tuple(self._runs.notes), 1):
            kind, _, identifier = cited.partition(":")
            for note in parts[kind].iterchildren(f"{W}{kind}") if kind in parts else ():
                if note.get(f"{W}id") != identifier:
                    continue
                texts = [self._runs.words(p).text for p in note.iter(f"{W}p")]
                start, end = self._put(f"{number} {' '.join(filter(None, texts))}")
                self.blocks.append(Block(start, end, BlockKind.FOOTNOTE))
                self._put("\n")


def _note_parts(relations: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Yield ``footnote`` or ``endnote`` and the part that holds them; none for a damaged part."""
    from docx.oxml import parse_xml
    from lxml.etree import LxmlError

    for relation in relations:
        for kind in ("footnote", "endnote"):
            if relation.is_external or not relation.reltype.endswith(f"/{kind}s"):
                continue
            try:
                yield kind, parse_xml(relation.target_part.blob)
            except (LxmlError, ValueError):
                continue


def _paragraphs(cell: Any) -> Iterator[Any]:
    """Yield the paragraphs of a cell, of tables and text boxes in it too, none of them twice."""
    for paragraph in cell.iter(f"{W}p"):
        if not any(above.tag.endswith("}Fallback") for above in paragraph.iterancestors()):
            yield paragraph


def _rows(table: Any) -> Iterator[Any]:
    """Yield the rows of a table, from inside content controls and insertions too."""
    for child in table.iterchildren():
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _rows(child)


def _spans(row: list[_Slot], columns: int) -> bool:
    """Tell whether one cell takes a whole row."""
    return len(row) == 1 and row[0].span >= columns and not row[0].continues


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
    column = _count(before, 0)
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is not row:
            continue
        properties = cell.find(f"{W}tcPr")
        span, continues = 1, False
        if properties is not None:
            grid = properties.find(f"{W}gridSpan")
            span = max(_count(grid, 1), 1)
            merge = properties.find(f"{W}vMerge")
            continues = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        yield _Slot(cell, column, span, continues)
        column += span


def _count(element: Any, usual: int) -> int:
    """Return the number that an element states; what no table of Word can have is left out."""
    text = element.get(f"{W}val", "") if element is not None else ""
    return int(text) if text.isdecimal() and int(text) <= _COLUMNS else usual


def _is_title(text: str) -> bool:
    return len(text) <= 100 and "\n" not in text and text[-1] not in ".,;" and not text[0].islower()
