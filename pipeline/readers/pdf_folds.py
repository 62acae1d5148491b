"""Lines of a table that go on with the row above them."""

from __future__ import annotations

import itertools
import statistics
from collections import defaultdict
from collections.abc import Sequence

from pipeline.readers.pdf_rows import Row
from pipeline.readers.pdf_tables import TableRow, in_reading_order, is_numeric

#: Lines of one row are at most so much unevenly spaced.
_EVEN = 1.3


def _close(grid: Sequence[TableRow], rows: Sequence[Row], gaps: Sequence[float], top: int) -> float:
    """Return below which distance a line goes on with the row above it; 0 where none tells.

    Where every row of several cells keeps more than a line's distance from what is above it, a
    line that does not is part of the row.
    """
    line = min(gaps)
    starts = [
        rows[number].band != rows[number - 1].band or gaps[number - 1] > 1.2 * line
        for number in range(1, len(rows))
    ]
    several = [number for number in range(max(top, 1), len(rows)) if len(grid[number].own) > 1]
    parted = len(several) > 1 and all(starts[number - 1] for number in several)
    return 1.12 * line if parted and len(several) > 0.7 * sum(starts[top - 1 :]) else 0.0


def _is_row_a_band(grid: Sequence[TableRow], rows: Sequence[Row], top: int) -> bool:
    """Tell whether each stretch between two rules is one row, its cells broken over lines.

    Its first line must hold all cells that later lines go on with, and in most of them some cell
    must end before the last line; two rows of words would hold as many cells each.
    """
    bands: dict[int, list[int]] = defaultdict(list)
    for number in range(top, len(rows)):
        bands[rows[number].band].append(number)
    broken = ended = 0
    for first, *later in bands.values():
        held = {cell.column for cell in grid[first].own}
        filled = [{cell.column for cell in grid[number].own} for number in later]
        figures = any(is_numeric(c.text) for number in later for c in grid[number].own)
        gaps = [rows[at - 1].middle - rows[at].middle for at in later]
        if len(held) < 2 or figures or any(not each <= held for each in filled):
            return False
        if gaps and max(gaps) > _EVEN * min(gaps):
            return False
        broken += bool(later)
        ended += any(len(each) < len(held) for each in filled)
    return len(bands) > 1 and broken > 0 and ended > 0.7 * broken


def folded(
    grid: list[TableRow], rows: list[Row], head: int | None
) -> tuple[list[TableRow], int | None]:
    """Fold a line that goes on with a cell of the row above into that row.

    Args:
        grid: Lines of the table with their cells.
        rows: The same lines as they stand on the page; shortened along with the grid.
        head: How many lines are headers, None where no rule tells.

    Returns:
        The rows, and how many of them are headers.
    """
    gaps = [above.middle - below.middle for above, below in itertools.pairwise(rows)]
    if not gaps:
        return grid, head
    usual = statistics.median(gaps)
    close = _close(grid, rows, gaps, head or 1)
    whole = _is_row_a_band(grid, rows, head or 1)
    kept, kept_rows = [grid[0]], [rows[0]]
    lines = [rows[0].middle]
    for number in range(1, len(grid)):
        row, above = grid[number], kept[-1]
        filled = {cell.column for cell in row.own}
        taken = {cell.column for cell in above.own}
        is_head = head is not None and number < head
        figures = any(is_numeric(cell.text) for cell in row.own)
        gap = lines[-1] - rows[number].middle
        near = gap < max(0.95 * usual, close) or (len(filled) == 1 and 0 not in filled)
        goes_on = (not is_head and whole and rows[number].band == kept_rows[-1].band) or (
            not is_head
            and not figures
            and rows[number].band == kept_rows[-1].band
            and filled <= taken
            and len(filled) < max(len(taken), 2)
            and near
            and not (head is None and number == 1)
        )
        lines.append(rows[number].middle)
        if not goes_on:
            kept.append(row)
            kept_rows.append(rows[number])
            continue
        for cell in row.own:
            target = next(each for each in above.own if each.column == cell.column)
            target.tokens = in_reading_order([*target.tokens, *cell.tokens])
    rows[:] = kept_rows
    return kept, head
