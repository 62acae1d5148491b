"""Names that stand once beside several rows of a table, often at half height."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.readers.pdf_glyphs import Box
from pipeline.readers.pdf_tables import TableCell, TableRow, is_numeric

#: A name in the middle of its rows may stand so many points off.
_HALF_LINE = 5.0


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
        groups = list(_groups(middles, head, crossing))
        if column == 0 and _stand_at_half_height(grid, middles, groups):
            for members in groups:
                _share_lines([grid[at] for at in members])
            continue
        for members in groups:
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


def _stand_at_half_height(
    grid: Sequence[TableRow], middles: Sequence[float], groups: Sequence[Sequence[int]]
) -> bool:
    """Tell whether the first column names groups of rows, in lines around their half height.

    Every group must have its name in its middle, most rows a name of their own beside it, and
    some group more rows than its name has lines. Where each row of a group has words there, they
    are one name only if names of other groups are broken over lines too.
    """
    fewer = named = 0
    full = broken = False
    for members in groups:
        lines = [at for at in members if _has(grid[at], 0)]
        rows = [at for at in members if any(cell.column > 0 for cell in grid[at].own)]
        if not lines:
            continue
        own = sum(any(c.column == 1 and c.tokens for c in grid[at].cells) for at in rows)
        if not rows or own < 0.6 * len(rows) or any(_numeric_name(grid[at]) for at in lines):
            return False
        off = abs(middles[lines[0]] + middles[lines[-1]] - middles[rows[0]] - middles[rows[-1]])
        if off > 2 * _HALF_LINE:
            return False
        named += 1
        fewer += len(lines) < len(rows) and len(rows) > 1
        full = full or (lines == rows and len(rows) > 1)
        broken = broken or 1 < len(lines) < len(rows)
    return named > 1 and fewer > 1 and (broken or not full)


def _numeric_name(row: TableRow) -> bool:
    cell = next(each for each in row.own if each.column == 0)
    return cell.span > 1 or is_numeric(cell.text)


def _share_lines(rows: Sequence[TableRow]) -> None:
    """Put the lines of a group's name together and let it count for each row of the group."""
    lines = [cell for row in rows for cell in row.own if cell.column == 0]
    others = [row for row in rows if any(cell.column > 0 for cell in row.own)]
    if not lines or not others:
        return
    name = TableCell([token for cell in lines for token in cell.tokens], 0)
    for row in rows:
        rest = [cell for cell in row.cells if cell.column > 0]
        if all(row is not each for each in others):
            row.cells = []
        elif row is others[0]:
            row.cells = [name, *rest]
        else:
            row.cells = [TableCell(name.tokens, 0, inherited=True), *rest]


def _has(row: TableRow, column: int) -> bool:
    return any(cell.column == column for cell in row.own)
