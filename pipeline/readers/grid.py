"""A table as a grid of cells -> rows whose cells know their headers, the same for all formats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.schema import Block, BlockKind, Cell, ReadWarning, WarningCode

#: Longest text of a cell that can be part of a row's name beside the first column.
_LONGEST_NAME = 60
#: A span attribute beyond this is an attack or a slip.
MAX_SPAN = 200
#: Columns beyond this are left out; spans in many rows would multiply them.
MAX_WIDTH = 500
_NUMBER = re.compile(
    r"[\s\d.,:%±+\-–—/×x()<>~≈^*†‡$€]*\d[\s\d.,:%±+\-–—/×x()<>~≈^*†‡$€BMKT]*|[-–—/]|n/?a",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class GridCell:
    """One position of the grid.

    Attributes:
        start: First character of the cell's content in the document's text.
        end: One past the last; equal to start where it is empty.
        text: The content without markup.
        header: True where the format marks it as a header (``th``, bold throughout).
        inherited: True where a spanning cell lends its content to this position.
    """

    start: int
    end: int
    text: str
    header: bool = False
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the grid and the stretch of the document that it stands in."""

    start: int
    end: int
    cells: tuple[GridCell, ...]


class _Head(NamedTuple):
    """The header of a column: its levels joined, and where the lowest stands."""

    name: str
    start: int
    end: int


def blocks(rows: Sequence[GridRow], table: int, headers: int | None = None) -> list[Block]:
    """Return a block for each row, header rows included.

    Args:
        rows: The grid; rows may differ in length.
        table: The table's number in the document.
        headers: How many of the first rows are headers; None to judge by their look.

    Returns:
        Blocks in order. The cell that names a row has ``is_label``; in a table whose first column
        groups rows, the group and the name both have it. A row that is one cell across the table
        names the group of the rows below it and is lent to them.
    """
    given = len(rows)
    rows = [row for row in rows if any(cell.text for cell in row.cells)]
    if not rows:
        return []
    width = max(len(row.cells) for row in rows)
    count = _header_count(rows, width) if headers is None else min(headers, len(rows))
    count += bool(count) and _is_second_header(rows[count:])
    if count == given:
        count = 0  # a table of headers alone says something all the same
    body = _filled(rows[count:], width)
    heads = _column_heads(rows[:count], width)
    labels = _label_columns(body, [head.name for head in heads])
    found = [
        Block(row.start, row.end, BlockKind.HEADER_ROW, cells=_plain_cells(row), table=table)
        for row in rows[:count]
    ]
    group: GridCell | None = None
    for row in body:
        if _is_group(row, width):
            group = replace(row.cells[0], inherited=True)
            if row.cells[1:] and row.cells[1].text:  # one cell across: it stands under no header
                row, names = replace(row, cells=row.cells[:1]), [_Head("", 0, 0)]
            else:
                names = heads
            found.append(_row(row, names, set(), None, table))
            continue
        found.append(_row(row, heads, labels, group, table))
    return found


def _plain_cells(row: GridRow) -> tuple[Cell, ...]:
    return tuple(Cell(c.start, c.end, inherited=c.inherited) for c in row.cells)


def _row(
    row: GridRow, heads: list[_Head], labels: set[int], group: GridCell | None, table: int
) -> Block:
    cells = [Cell(group.start, group.end, inherited=True)] if group and group.text else []
    for i, (cell, head) in enumerate(zip(row.cells, heads, strict=False)):
        is_label = i in labels and bool(cell.text)
        place = (head.start, head.end)
        cells.append(Cell(cell.start, cell.end, head.name, is_label, cell.inherited, *place))
    return Block(row.start, row.end, BlockKind.ROW, cells=tuple(cells), table=table)


def _header_count(rows: Sequence[GridRow], width: int) -> int:
    """Rows at the top that are headers: marked as such, or words above numbers."""
    count = 0
    for row in rows[:-1]:
        if not all(cell.header or not cell.text for cell in row.cells):
            break
        if count and not _continues_header(rows[count - 1], row):
            break
        count += 1
    if count or width < 2 or len(rows) < 2:
        return count
    first, below = rows[0].cells, rows[1:]
    wordy = all(not _NUMBER.fullmatch(c.text) and len(c.text) < _LONGEST_NAME for c in first)
    numbers = any(_NUMBER.fullmatch(c.text) for row in below for c in row.cells[1:] if c.text)
    return int(wordy and numbers and width > 2 and len({c.text for c in first}) > 1)


def _continues_header(above: GridRow, row: GridRow) -> bool:
    """A second header row stands below a spanning cell; otherwise bold cells are only emphasis."""
    return any(cell.inherited for cell in above.cells) or any(c.inherited for c in row.cells)


def _is_second_header(body: Sequence[GridRow]) -> bool:
    """True where the first body row alone has no name and no number: it says how, not what."""
    if len(body) < 3 or body[0].cells[0].text or any(not row.cells[0].text for row in body[1:]):
        return False
    texts = [cell.text for cell in body[0].cells if cell.text]
    return len(texts) > 1 and not any(_NUMBER.fullmatch(text) for text in texts)


def _column_heads(rows: Sequence[GridRow], width: int) -> list[_Head]:
    heads = []
    for column in range(width):
        levels: list[str] = []
        start = end = 0
        for row in rows:
            cell = row.cells[column] if column < len(row.cells) else None
            if cell is not None and cell.text and cell.text not in levels:
                levels.append(cell.text)
                start, end = cell.start, cell.end
        heads.append(_Head(" > ".join(levels), start, end))
    return heads


def _filled(rows: Sequence[GridRow], width: int) -> list[GridRow]:
    """Let an empty first cell inherit the one above it, as a cell that spans rows would."""
    filled: list[GridRow] = []
    above: GridCell | None = None
    for row in rows:
        first = row.cells[0] if row.cells else None
        if first is not None and first.text and not _is_group(row, width):
            above = first
        elif first is not None and not first.text and above is not None and len(row.cells) > 2:
            lent = replace(above, inherited=True)
            row = replace(row, cells=(lent, *row.cells[1:]))
        filled.append(row)
    return filled


def _label_columns(body: Sequence[GridRow], names: list[str]) -> set[int]:
    if not body:
        return set()
    columns = [[r.cells[i] for r in body if i < len(r.cells)] for i in range(len(names))]
    first = 0
    while first + 1 < len(columns) and not any(c.text for c in columns[first]):
        first += 1
    counts = all(c.text.isdigit() for c in columns[first])
    if counts and names[first].strip(" .").lower() in {"", "#", "no", "id", "index"}:
        first = min(first + 1, len(columns) - 1)
    labels = {first}
    named = [cell.text for cell in columns[first]]
    if any(cell.inherited for cell in columns[first]) or len(set(named)) < len(named):
        # the first column groups rows; what tells them apart completes the name
        for i in range(first + 1, len(columns)):
            texts = [c.text for c in columns[i] if c.text]
            if len(set(texts)) > 1 and all(len(text) <= _LONGEST_NAME for text in texts):
                labels.add(i)
                break
    return labels


def _is_group(row: GridRow, width: int) -> bool:
    """True for a row with one content across at least three columns."""
    if width < 3 or not row.cells or not row.cells[0].text:
        return False
    if _NUMBER.fullmatch(row.cells[0].text):
        return False
    spans = len(row.cells) > 1 and all(
        c.inherited and (c.start, c.end) == (row.cells[0].start, row.cells[0].end)
        for c in row.cells[1:]
    )
    return spans or not any(c.text for c in row.cells[1:])


def warning(table: int) -> ReadWarning:
    """Return what to say of a table of which columns were left out."""
    message = f"Table {table} has more than {MAX_WIDTH} columns; the others were left out."
    return ReadWarning(WarningCode.LIMIT, message)


def expand(
    rows: list[tuple[int, int, list[tuple[GridCell, int, int]]]],
) -> tuple[list[GridRow], bool]:
    """Return the grid of rows of (cell, rowspan, colspan), spanning cells lent to each position.

    The second value is True where cells beyond ``MAX_WIDTH`` columns were left out.
    """
    lost = False
    pending: dict[int, tuple[int, GridCell]] = {}
    grown: list[GridRow] = []
    for start, end, cells in rows:
        line: list[GridCell] = []
        for cell, rowspan, colspan in cells:
            _lend(pending, line)
            lost = lost or len(line) + colspan > MAX_WIDTH
            for i in range(min(colspan, MAX_WIDTH - len(line))):
                if rowspan > 1:
                    pending[len(line)] = (rowspan - 1, replace(cell, inherited=True))
                line.append(cell if i == 0 else replace(cell, inherited=True))
        _lend(pending, line)
        low, high = _own(line, start, end)
        if line:
            grown.append(GridRow(low, high, tuple(line)))
    return grown, lost


def _lend(pending: dict[int, tuple[int, GridCell]], line: list[GridCell]) -> None:
    """Append the cells that rows above lend to the next positions."""
    while len(line) in pending:
        left, cell = pending.pop(len(line))
        if left > 1:
            pending[len(line)] = (left - 1, cell)
        line.append(cell)


def _own(line: list[GridCell], start: int, end: int) -> tuple[int, int]:
    own = [c for c in line if not c.inherited and c.end > c.start]
    if not own:
        return start, end
    return min(c.start for c in own), max(c.end for c in own)
