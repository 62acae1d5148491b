"""The grid of a Word table: rows, spans, merged cells, and which rows are headers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.readers.docx_runs import Words
from pipeline.readers.docx_xml import WRAPPERS, W, count, is_older_copy, is_on

_NUMBER = re.compile(r"[-+~≈<>$€]?[\d.,]+\s?[%BMKT]?$")


@dataclass(slots=True)
class Slot:
    """A cell of the grid.

    Attributes:
        element: The ``w:tc``.
        column: Its first column from 0.
        span: How many columns it covers.
        continues: True where it is the lower part of a cell merged over rows.
        words: Its paragraphs, empty ones left out.
    """

    element: Any
    column: int
    span: int
    continues: bool
    words: list[Words] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, in one line."""
        return " ".join(" ".join(each.text.split()) for each in self.words)

    @property
    def raw(self) -> str:
        """Its words as they are written: a line for each paragraph."""
        return "\n".join(each.text for each in self.words)

    @property
    def bold(self) -> bool:
        """True where all of its words are bold."""
        return all(each.bold for each in self.words)


@dataclass(slots=True)
class Grid:
    """A table: its rows with their slots, and which of them are marked as headers."""

    rows: list[list[Slot]]
    marked: list[bool]

    @property
    def columns(self) -> int:
        """How many columns the widest row has."""
        return max((slot.column + slot.span for row in self.rows for slot in row), default=0)

    def fill(self, read: Callable[[Any], Words]) -> None:
        """Read the words of every cell, in the order of the text."""
        for row in self.rows:
            for slot in row:
                if not slot.continues:
                    words = map(read, paragraphs(slot.element))
                    slot.words = [each for each in words if each.text]

    def take_titles(self) -> list[Slot]:
        """Take off the rows at the top that are one cell across the table, and return them."""
        taken: list[Slot] = []
        columns = self.columns
        while len(self.rows) > 2 and columns > 2 and spans(self.rows[0], columns):
            taken.append(self.rows.pop(0)[0])
            self.marked.pop(0)
        return taken

    def headers(self) -> int:
        """Return how many rows at the top name the columns."""
        rows, columns = self.rows, self.columns
        marked = next((at for at, mark in enumerate(self.marked) if not mark), len(rows))
        if marked or len(rows) < 2:
            return min(marked, len(rows) - 1)
        first = rows[0]
        bold = all(slot.bold for slot in first)
        rest_bold = all(slot.bold for row in rows[1:] for slot in row if slot.words)
        if any(_NUMBER.match(slot.text) for slot in first[1:]) and (rest_bold or not bold):
            return 0
        if columns == 2:
            return int(bold and not rest_bold and len(first) == 2)
        return int(len(first) > 1) * (1 + self._second_level())

    def _second_level(self) -> int:
        """Return 1 where the second row completes headers that span columns of the first."""
        first, second = self.rows[0], self.rows[1]
        names = [slot for slot in second if not slot.continues and slot.words]
        spanned = any(slot.span > 1 and slot.words for slot in first)
        goes_on = any(slot.continues and slot.column == 0 for slot in second)
        return int(
            len(self.rows) > 2
            and spanned
            and (goes_on or not second[0].words)
            and bool(names)
            and not any(_NUMBER.match(slot.text) for slot in names)
        )


def grid(table: Any) -> Grid:
    """Return the grid of a ``w:tbl``; rows that were deleted are left out."""
    rows: list[list[Slot]] = []
    marked: list[bool] = []
    for element in _rows(table):
        if row := list(_slots(element)):
            rows.append(row)
            marked.append(is_on(element.find(f"{W}trPr"), "tblHeader"))
    return Grid(rows, marked)


def spans(row: Sequence[Slot], columns: int) -> bool:
    """Tell whether one cell takes a whole row."""
    return len(row) == 1 and row[0].span >= columns and not row[0].continues


def paragraphs(cell: Any) -> Iterator[Any]:
    """Yield the paragraphs of a cell, of tables and text boxes in it too, none of them twice."""
    for paragraph in cell.iter(f"{W}p"):
        if not is_older_copy(paragraph):
            yield paragraph


def _rows(table: Any) -> Iterator[Any]:
    """Yield the rows of a table, from inside content controls and insertions too."""
    for child in table.iterchildren():
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in WRAPPERS:
            yield from _rows(child)


def _slots(row: Any) -> Iterator[Slot]:
    """Yield the cells of a row with their place in the grid."""
    column = count(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for cell in _cells(row):
        properties = cell.find(f"{W}tcPr")
        span, continues = 1, False
        if properties is not None:
            span = max(count(properties.find(f"{W}gridSpan"), 1), 1)
            merge = properties.find(f"{W}vMerge")
            continues = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        yield Slot(cell, column, span, continues)
        column += span


def _cells(row: Any) -> Iterator[Any]:
    for child in row.iterchildren():
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in WRAPPERS:
            yield from _cells(child)
