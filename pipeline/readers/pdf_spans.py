"""Names that stand once beside several rows of a table, often at half height."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.readers.pdf_glyphs import Box
from pipeline.readers.pdf_tables import TableCell, TableRow, is_numeric


def lend_names(
    grid: list[TableRow],
    middles: Sequence[float],
    head: int,
    columns: Sequence[tuple[float, float]],
    across: Sequence[Box],
) -> None:
    """Let the name of a group of rows count for each of them, in the first two columns.

    Rules that cross a column part its groups; a group with exactly one name shares it.

    Args:
        grid: Rows of the table, changed in place; rows that held only a name are removed.
        middles: Height of each row.
        head: How many rows are headers.
        columns: Left and right end of each column.
        across: Horizontal rules.
    """
    for column in reversed(range(min(2, len(columns) - 1))):
        centre = sum(columns[column]) / 2
        crossing = [rule[1] for rule in across if rule[0] < centre < rule[2]]
        for members in _groups(middles, head, crossing):
            _share([grid[at] for at in members if grid[at].cells], column)
    grid[:] = [row for row in grid if row.cells]


def _groups(middles: Sequence[float], head: int, crossing: Sequence[float]) -> Iterator[list[int]]:
    group: list[int] = []
    for at in range(head, len(middles)):
        if group and any(middles[at] < y < middles[group[-1]] for y in crossing):
            yield group
            group = []
        group.append(at)
    yield group


def _share(rows: Sequence[TableRow], column: int) -> None:
    named = [row for row in rows if _has(row, column)]
    others = [row for row in rows if any(cell.column > column for cell in row.own)]
    if len(named) != 1 or len(others) < 2:
        return
    if column == 0:
        # What it names must have names of their own.
        shared = sum(any(c.column == 1 and c.tokens for c in row.cells) for row in rows)
        if shared < 0.6 * len(rows):
            return
    elif sum(_has(row, 0) for row in rows) > 1:
        return
    holder = named[0]
    source = next(cell for cell in holder.own if cell.column == column)
    if source.span > 1 or is_numeric(source.text):
        return
    # The name becomes part of the first row; a line that held nothing else goes.
    if holder not in others:
        holder.cells = []
    for row in rows:
        if row.cells:
            first = row is next(each for each in rows if each.cells)
            cell = source if first else TableCell(source.tokens, column, inherited=True)
            rest = [each for each in row.cells if each.column != column]
            row.cells = sorted([cell, *rest], key=lambda each: each.column)


def _has(row: TableRow, column: int) -> bool:
    return any(cell.column == column for cell in row.own)
