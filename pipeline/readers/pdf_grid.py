"""Tables with rules around their cells, by pdfplumber's TableFinder on PDFium's geometry."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.readers.pdf_glyphs import Box
from pipeline.readers.pdf_lines import Token
from pipeline.readers.pdf_rules import Rules
from pipeline.readers.pdf_tables import Table, TableCell, TableRow, in_reading_order, name_cells

_TOUCH = 2.0
_SETTINGS = {
    "vertical_strategy": "lines",
    "horizontal_strategy": "lines",
    "snap_tolerance": 2,
    "join_tolerance": 2,
    "intersection_tolerance": 2.5,
    "edge_min_length": 4,
}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The part of a pdfplumber page that TableFinder reads; y runs down from the top."""

    bbox: Box
    edges: list[dict[str, Any]]
    chars: tuple[dict[str, Any], ...] = ()


def grid_tables(tokens: Sequence[Token], rules: Rules, size: tuple[float, float]) -> list[Table]:
    """Find tables whose cells are ruled on all sides (open outer sides are closed).

    Args:
        tokens: Words of the page.
        rules: What is drawn on it.
        size: Width and height as displayed.

    Returns:
        Tables with at least two columns, top to bottom.
    """
    down = [rule for rule in rules.down if _is_grid_line(rule, rules.across)]
    if len(rules.across) < 2 or not down:
        return []
    from pdfplumber.table import TableFinder

    width, height = size
    edges = [_edge(rule, height, across=True) for rule in rules.across]
    edges += [_edge(rule, height, across=False) for rule in [*down, *_outer(rules.across, down)]]
    finder = TableFinder(_Sheet((0, 0, width, height), edges), _SETTINGS)
    found = []
    for table in finder.tables:
        cells = [(x0, height - bottom, x1, height - top) for x0, top, x1, bottom in table.cells]
        if built := _table(cells, tokens, rules):
            found.append(built)
    return sorted(found, key=lambda each: (-each.box[3], each.box[0]))


def _is_grid_line(rule: Box, across: Sequence[Box]) -> bool:
    """Tell whether a vertical rule ends on horizontal ones at both ends."""
    x = (rule[0] + rule[2]) / 2
    ends = [
        any(abs(y - (h[1] + h[3]) / 2) < _TOUCH and h[0] - 2 <= x <= h[2] + 2 for h in across)
        for y in (rule[1], rule[3])
    ]
    return all(ends)


def _outer(across: Sequence[Box], down: Sequence[Box]) -> list[Box]:
    """Close the open left and right sides of tables whose rules reach beyond their columns."""
    closed = []
    for rule in down:
        x = (rule[0] + rule[2]) / 2
        touching = [
            h
            for h in across
            if h[0] - 2 <= x <= h[2] + 2
            and rule[1] - _TOUCH <= (h[1] + h[3]) / 2 <= rule[3] + _TOUCH
        ]
        for side in (0, 2):
            ends = [h[side] for h in touching]
            if len(ends) > 1 and max(ends) - min(ends) < 3 and abs(ends[0] - x) > 10:
                closed.append((ends[0], rule[1], ends[0], rule[3]))
    return closed


def _edge(rule: Box, height: float, *, across: bool) -> dict[str, Any]:
    x0, y0, x1, y1 = rule
    if across:
        y0 = y1 = (y0 + y1) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return {
        "x0": x0,
        "x1": x1,
        "top": height - y1,
        "bottom": height - y0,
        "width": x1 - x0,
        "height": y1 - y0,
        "orientation": "h" if across else "v",
        "object_type": "line",
    }


def _steps(values: Sequence[float]) -> list[float]:
    """Return the distinct positions among values, 2 points apart at least."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2.0:
            found.append(value)
    return found


def _nearest(steps: Sequence[float], value: float) -> int:
    at = bisect_left(steps, value - 2.0)
    return min(at, len(steps) - 1)


def _table(cells: Sequence[Box], tokens: Sequence[Token], rules: Rules) -> Table | None:
    xs = _steps([x for cell in cells for x in (cell[0], cell[2])])
    ys = _steps([y for cell in cells for y in (cell[1], cell[3])])
    columns, count = len(xs) - 1, len(ys) - 1
    if columns < 2 or count < 1 or columns > 40:
        return None
    box = xs[0], ys[0], xs[-1], ys[-1]
    inside = [t for t in tokens if _holds(box, t.centre)]
    placed: dict[tuple[int, int], TableCell] = {}
    reach: dict[tuple[int, int], int] = {}
    for cell in cells:
        left, right = _nearest(xs, cell[0]), _nearest(xs, cell[2])
        top, bottom = count - _nearest(ys, cell[3]), count - _nearest(ys, cell[1])
        held = in_reading_order([t for t in inside if _holds(cell, t.centre)])
        placed[top, left] = TableCell(held, left, max(right - left, 1))
        reach[top, left] = bottom
    filled = sum(bool(cell.tokens) for cell in placed.values())
    if filled < 2 or filled < 0.3 * len(placed):
        return None
    rows = []
    for number in range(count):
        own = [cell for (row, _), cell in placed.items() if row == number]
        lent = [
            TableCell(cell.tokens, cell.column, cell.span, inherited=True)
            for (row, left), cell in placed.items()
            if row < number < reach[row, left] and cell.tokens
        ]
        if any(cell.tokens for cell in own):
            rows.append(TableRow(sorted([*own, *lent], key=lambda each: each.column)))
    if not rows or (len(rows) == 1 and columns == 2):
        return None
    top_band = xs[0], ys[-2], xs[-1], ys[-1]
    shaded = (
        count > 1 and _shaded(top_band, rules) and not _shaded((xs[0], ys[0], xs[-1], ys[1]), rules)
    )
    return name_cells(Table(box, columns, rows), None, shaded)


def _shaded(band: Box, rules: Rules) -> bool:
    """Tell whether a filled area of about its own height lies in a band."""
    middle = (band[1] + band[3]) / 2
    high = band[3] - band[1]
    return any(
        area[1] <= middle <= area[3] and area[3] - area[1] < 1.5 * high and area[2] - area[0] > 20
        for area in rules.areas
        if area[0] < band[2] and area[2] > band[0]
    )


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box[0] - 0.5 <= point[0] <= box[2] + 0.5 and box[1] - 0.5 <= point[1] <= box[3] + 0.5
