"""Tables with horizontal rules only: rows and columns by alignment between the rules."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from pipeline.readers.pdf_folds import folded
from pipeline.readers.pdf_glyphs import Box
from pipeline.readers.pdf_lines import Token
from pipeline.readers.pdf_rows import Chunk, Row, rows_of
from pipeline.readers.pdf_spans import lend_names
from pipeline.readers.pdf_tables import (
    Table,
    TableCell,
    TableRow,
    around,
    looks_like_prose,
    name_cells,
)

_SAME = 4.0
#: Header rows closer than this many ems are lines that miss each other, not levels.
_LEVEL = 0.9
#: So large a share of rows may reach across a gutter that parts two names of the header.
_NAMED = 0.25
#: What stands at the head of a list item, alone in what looks like a column.
_SIGN = re.compile(r"[•▪‣◦●○■□⁃∙·➢➤►▶❖⇒*–—-]|o|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]")
_CAPTION = re.compile(r"(?:Figure|Fig\.|Table|Tab\.)\s?[A-Z]?\.?\d+\s*[:.|–—]?", re.I)


def ruled_tables(tokens: Sequence[Token], across: Sequence[Box]) -> list[Table]:
    """Find tables between horizontal rules of equal extent.

    Args:
        tokens: Words of the page that are in no other table.
        across: Horizontal rules.

    Returns:
        Tables with at least two columns and two rows, top to bottom.
    """
    found = []
    for stack in _stacks(tokens, across):
        if table := _table(tokens, stack, across):
            found.append(table)
    return sorted(found, key=lambda each: (-each.box[3], each.box[0]))


def _stacks(tokens: Sequence[Token], across: Sequence[Box]) -> list[list[Box]]:
    """Group rules of equal extent, top to bottom, cut where prose or a caption lies between."""
    groups: list[list[Box]] = []
    for rule in sorted(across, key=lambda each: (-each[1], each[0])):
        if rule[2] - rule[0] < 60:
            continue
        for group in groups:
            last = group[-1]
            if abs(last[0] - rule[0]) < _SAME and abs(last[2] - rule[2]) < _SAME:
                group.append(rule)
                break
        else:
            groups.append([rule])
    stacks = []
    for group in groups:
        stack = [group[0]]
        for rule in group[1:]:
            if _is_tabular(tokens, stack[-1], rule):
                stack.append(rule)
            else:
                stacks.append(stack)
                stack = [rule]
        stacks.append(stack)
    return [stack for stack in stacks if len(stack) > 1]


def _within(tokens: Sequence[Token], upper: Box, lower: Box) -> list[Token]:
    left, right = upper[0] - _SAME, upper[2] + _SAME
    return [
        token
        for token in tokens
        if left <= token.centre[0] <= right and lower[1] - 1 < token.centre[1] < upper[3] + 1
    ]


def _is_tabular(tokens: Sequence[Token], upper: Box, lower: Box) -> bool:
    """Tell whether what lies between two rules may be rows of a table."""
    inside = _within(tokens, upper, lower)
    if not inside:
        return upper[1] - lower[1] < 8
    rows = rows_of(inside, 0)
    prose = 0
    for row in rows:
        first = row.chunks[0]
        if _CAPTION.match(first.text) and len(row.chunks) == 1:
            return False
        wide = first.box[2] - first.box[0] > 0.7 * (upper[2] - upper[0])
        prose += wide and len(first.tokens) > 7
    return prose <= max(1, 0.34 * len(rows)) and (len(rows) > 1 or not prose)


def _table(tokens: Sequence[Token], stack: Sequence[Box], across: Sequence[Box]) -> Table | None:
    rows: list[Row] = []
    held: list[Token] = []
    bands = 0
    for upper, lower in itertools.pairwise(stack):
        inside = _within(tokens, upper, lower)
        if inside:
            rows += rows_of(inside, bands)
            held += inside
            bands += 1
    if len(rows) < 2:
        return None
    head = sum(row.band == 0 for row in rows) if bands > 1 else None
    if head is not None and (head > 4 or head >= len(rows)):
        head = None
    body = rows[head:] if head else rows[1:]
    columns = _columns(body, rows[:head] if head else rows[:1])
    if len(columns) < 2:
        return None
    wide = stack[0][2] - stack[0][0]
    short = [rule for rule in across if rule[2] - rule[0] < 0.85 * wide]
    top = head or 1
    grid = [_placed(row, columns, short if number < top else ()) for number, row in enumerate(rows)]
    if top == 3 and _is_staggered(rows):
        _group_runs(grid[0], grid[1], grid[2])
    for header, row, below in zip(grid, rows, rows[1:top], strict=False):
        if row.middle - below.middle > _LEVEL * row.chunks[0].tokens[0].size:
            _spread(header, columns)
    grid, head = folded(grid, rows, head)
    table = Table(_around(held, stack), len(columns), grid)
    several = sum(len(row.own) > 1 for row in grid)
    if _is_list(grid):
        return None
    if several < max(2, 0.4 * len(grid)) or looks_like_prose(grid[head or 1 :]):
        return None
    lend_names(grid, [row.middle for row in rows], head or 1, columns, across)
    return name_cells(table, head)


def _is_list(grid: Sequence[TableRow]) -> bool:
    """Tell whether the first column holds the signs of a list and not names."""
    first = [row.own[0] for row in grid if len(row.own) > 1 and row.own[0].column == 0]
    signs = sum(bool(_SIGN.fullmatch(cell.text)) for cell in first)
    return signs > max(1, 0.5 * len(first))


def _around(held: Sequence[Token], stack: Sequence[Box]) -> Box:
    box = around(held)
    return box[0], min(box[1], stack[-1][1]), box[2], max(box[3], stack[0][3])


def _columns(body: Sequence[Row], head: Sequence[Row]) -> list[tuple[float, float]]:
    """Return the left and right ends of columns: what few rows' words reach across is a gutter."""
    several = [row for row in body if len(row.chunks) > 1] or list(body)
    leaves = [chunk for row in head[-1:] for chunk in row.chunks]
    spans = [chunk.box for row in several for chunk in row.chunks]
    points = sorted({edge for box in spans for edge in (box[0], box[2])})
    allowed = int(0.08 * len(several))
    named = int(_NAMED * len(several))
    names = max((row.chunks for row in head), key=len, default=[])
    columns: list[tuple[float, float]] = []
    for left, right in itertools.pairwise(points):
        middle = (left + right) / 2
        cover = [box for box in spans if box[0] < middle < box[2]]
        if len(cover) <= allowed or (len(cover) <= named and _bridge(cover, names, middle)):
            continue
        if columns and left - columns[-1][1] < 0.5:
            columns[-1] = columns[-1][0], right
        else:
            columns.append((left, right))
    for chunk in leaves:
        if all(chunk.box[0] > right or chunk.box[2] < left for left, right in columns):
            columns.append((chunk.box[0], chunk.box[2]))
    return _with_groups(body, sorted(columns))


def _with_groups(
    body: Sequence[Row], columns: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Add a column of names of groups that few rows hold, left of all others."""
    left = columns[0][0] if columns else 0.0
    names = [chunk.box for row in body for chunk in row.chunks if chunk.box[2] < left]
    if len(names) < 2:
        return columns
    return [(min(box[0] for box in names), max(box[2] for box in names)), *columns]


def _bridge(cover: Sequence[Box], names: Sequence[Chunk], x: float) -> bool:
    """Tell whether a place lies between two names of a header, and what covers it below both."""
    for a, b in itertools.pairwise(names):
        if a.box[2] <= x <= b.box[0]:
            return all(box[0] < a.box[2] and box[2] > b.box[0] for box in cover)
    return False


def _placed(row: Row, columns: Sequence[tuple[float, float]], across: Sequence[Box]) -> TableRow:
    """Put the chunks of a row into columns; a rule below a chunk says what it spans."""
    cells: dict[int, TableCell] = {}
    chunks = [part for whole in row.chunks for part in _split(whole, columns)]
    for chunk in chunks:
        left, right = _reach(chunk, chunks, across)
        touched = [
            at for at, (x0, x1) in enumerate(columns) if min(right, x1) - max(left, x0) > 0.5
        ]
        if not touched:
            middle = (left + right) / 2
            touched = [min(range(len(columns)), key=lambda at: abs(sum(columns[at]) / 2 - middle))]
        first, span = touched[0], touched[-1] - touched[0] + 1
        if first in cells:
            cells[first].tokens += chunk.tokens
            cells[first].span = max(cells[first].span, span)
        else:
            cells[first] = TableCell(list(chunk.tokens), first, span)
    covered = {at for cell in cells.values() for at in range(cell.column, cell.column + cell.span)}
    for at in range(len(columns)):
        if at not in covered:
            cells[at] = TableCell([], at)
    return TableRow([cells[at] for at in sorted(cells)])


def _split(chunk: Chunk, columns: Sequence[tuple[float, float]]) -> list[Chunk]:
    """Split words that stand close together but each centred over a column of its own."""
    touched = [c for c in columns if min(chunk.box[2], c[1]) - max(chunk.box[0], c[0]) > 0.5]
    if len(touched) < 2:
        return [chunk]
    parts: list[list[Token]] = [[] for _ in touched]
    for token in chunk.tokens:
        overlaps = [min(token.box[2], c[1]) - max(token.box[0], c[0]) for c in touched]
        parts[overlaps.index(max(overlaps))].append(token)
    if not all(parts):
        return [chunk]
    split = [Chunk(part, around(part)) for part in parts]
    for part, (left, right) in zip(split, touched, strict=True):
        off = abs((part.box[0] + part.box[2]) - (left + right)) / 2
        if off > max(0.2 * (right - left), 3.0) and abs(part.box[0] - left) > 3.0:
            return [chunk]
    return split


def _spread(row: TableRow, columns: Sequence[tuple[float, float]]) -> None:
    """Widen headers of groups over the empty columns beside them, where they stand in the middle.

    Only where the groups then cover all columns from the first group on: a header that is merely
    broken over two lines leaves gaps.
    """
    own = row.own
    spans = [_middle_span(cell, own, columns) for cell in own]
    covered = [at for first, end in spans for at in range(first, end)]
    if sorted(covered) != list(range(min(covered, default=0), len(columns))):
        return
    for cell, (first, end) in zip(own, spans, strict=True):
        cell.column, cell.span = first, end - first
    empty = [c for c in row.cells if not c.tokens and c.column not in covered]
    row.cells = sorted([*own, *empty], key=lambda each: each.column)


def _is_staggered(rows: Sequence[Row]) -> bool:
    """Tell whether the second of three header lines stands at half height between the others."""
    size = rows[0].chunks[0].tokens[0].size
    first, second, third = (row.middle for row in rows[:3])
    return max(first - second, second - third) < _LEVEL * size < first - third


def _group_runs(first: TableRow, second: TableRow, third: TableRow) -> None:
    """Let a name count for the names below it that no name at half height parts.

    A column named at half height is no part of a group; a run of columns that are named on the
    last line has its group's name on the first, if that is one only.
    """
    runs: list[list[int]] = []
    for cell in third.own:
        before = runs[-1][-1] if runs else None
        parted = before is None or any(before < c.column < cell.column for c in second.own)
        if parted:
            runs.append([cell.column])
        else:
            runs[-1].append(cell.column)
    for run in runs:
        names = [cell for cell in first.own if run[0] <= cell.column <= run[-1]]
        if len(names) == 1 and len(run) > 1:
            (name,) = names
            name.column, name.span = run[0], run[-1] - run[0] + 1
            first.cells = [c for c in first.cells if c is name or c.tokens or c.column not in run]
            first.cells.sort(key=lambda each: each.column)


def _middle_span(
    cell: TableCell, own: Sequence[TableCell], columns: Sequence[tuple[float, float]]
) -> tuple[int, int]:
    """Return the most columns, first and end, in whose middle a cell stands alone."""
    box = around(cell.tokens)
    middle = (box[0] + box[2]) / 2
    others = [each for each in own if each is not cell]
    taken = {at for each in others for at in range(each.column, each.column + each.span)}
    best = first, end = cell.column, cell.column + cell.span
    while first > 1 and end < len(columns):
        first, end = first - 1, end + 1
        if taken & set(range(first, end)):
            break
        if abs((columns[first][0] + columns[end - 1][1]) / 2 - middle) < 4.0:
            best = first, end
    return best


def _reach(chunk: Chunk, chunks: Sequence[Chunk], across: Sequence[Box]) -> tuple[float, float]:
    """Widen a chunk to a short rule right below it that has no other chunk of the row above it."""
    left, bottom, right, top = chunk.box
    for rule in across:
        below = -2 < bottom - rule[1] < 0.7 * (top - bottom)
        if below and rule[0] <= left + 1 and rule[2] >= right - 1:
            over = [each for each in chunks if each.box[2] > rule[0] and each.box[0] < rule[2]]
            if len(over) == 1:
                return rule[0], rule[2]
    return left, right
