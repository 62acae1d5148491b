"""Tables without any rule: runs of lines that each hold a name and the same number of figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.readers.pdf_lines import Line, Token
from pipeline.readers.pdf_tables import (
    Table,
    TableCell,
    TableRow,
    around,
    is_numeric,
    name_cells,
)

#: Words further apart than this many ems stand in different columns.
_GAP = 0.9
#: A run needs so many lines of so many figures; a group's name has at most so many words.
_ROWS, _FIGURES, _NAME = 3, 2, 6
#: So many lines above a run may hold its headers.
_ABOVE = 4
#: What stands where there is no figure.
_NOTHING = re.compile(r"[-–—/.\d%*†]+|n/?a", re.I)


def plain_tables(lines: Sequence[Line]) -> list[Table]:
    """Find tables of figures among lines in reading order.

    Args:
        lines: Lines that are in no other table.

    Returns:
        Tables with a header row where the lines above hold one name a column.
    """
    split = [_columns(line) if line.upright else [] for line in lines]
    found, at, floor = [], 0, 0
    while at < len(lines):
        figures = _figures(split[at])
        end = _run(lines, split, figures, at) if figures else at
        if sum(len(parts) > 1 for parts in split[at:end]) < _ROWS:
            at += 1
            continue
        head = _header(split, figures, at, floor)
        found.append(_table(split[head:end], figures, at - head))
        at = floor = end
    return found


def _columns(line: Line) -> list[list[Token]]:
    parts: list[list[Token]] = []
    for token in line.tokens:
        if parts and token.box[0] - parts[-1][-1].box[2] < _GAP * token.size:
            parts[-1].append(token)
        else:
            parts.append([token])
    return parts


def _text(part: Sequence[Token]) -> str:
    return " ".join(token.text for token in part)


def _is_figure(text: str) -> bool:
    return is_numeric(text) or bool(_NOTHING.fullmatch(text))


def _figures(parts: Sequence[Sequence[Token]]) -> int:
    """Return how many figures follow the name at the head of a line; 0 where it is no such row."""
    if len(parts) <= _FIGURES or _is_figure(_text(parts[0])):
        return 0
    return len(parts) - 1 if all(_is_figure(_text(part)) for part in parts[1:]) else 0


def _run(lines: Sequence[Line], split: list[list[list[Token]]], figures: int, start: int) -> int:
    """Return where the run of rows ends; names of groups may stand between rows.

    A row whose name runs into its first figure is split anew, in place.
    """
    end = start
    while end < len(lines):
        if _fits(lines, split, end, figures):
            end += 1
        elif _names_group(lines, split, end) and _fits(lines, split, end + 1, figures):
            end += 2
        else:
            break
    return end


def _fits(lines: Sequence[Line], split: list[list[list[Token]]], at: int, figures: int) -> bool:
    """Tell whether a line is a name and so many figures."""
    if _figures(split[at]) == figures:
        return True
    tokens = lines[at].tokens
    name, rest = tokens[:-figures], tokens[-figures:]
    if len(split[at]) < 3 or not name or _is_figure(_text(name)):
        return False
    if not all(_is_figure(token.text) for token in rest):
        return False
    split[at] = [list(name), *([token] for token in rest)]
    return True


def _names_group(lines: Sequence[Line], split: Sequence[list[list[Token]]], at: int) -> bool:
    if at + 1 >= len(lines) or len(split[at]) != 1:
        return False
    return len(lines[at].tokens) <= _NAME and not lines[at].text.endswith((".", ":", ";"))


def _header(split: Sequence[list[list[Token]]], figures: int, start: int, floor: int) -> int:
    """Return the first line above a run from which the names of all columns are read.

    A single name right above the rows is a group's, not a column's.
    """
    end = start
    if start - 1 > floor and len(split[start - 1]) == 1:
        end = start - 1
    held = 0
    for at in range(end - 1, max(end - 1 - _ABOVE, floor - 1), -1):
        held += len(split[at])
        if held in (figures, figures + 1) and len(split[at]) > 1:
            return at
        if held > figures:
            break
    return end


def _table(split: Sequence[list[list[Token]]], figures: int, above: int) -> Table:
    """Build the table; of the lines above the rows, a last one with a single name is a group."""
    rows: list[TableRow] = []
    group = above > 0 and len(split[above - 1]) == 1
    names = [part for parts in split[: above - group] for part in parts]
    if names:
        shift = figures + 1 - len(names)
        cells = [TableCell(list(part), column + shift) for column, part in enumerate(names)]
        rows.append(TableRow(cells))
    for parts in split[above - group :]:
        cells = [TableCell(list(part), column) for column, part in enumerate(parts)]
        rows.append(TableRow(cells))
    tokens = [token for row in rows for cell in row.cells for token in cell.tokens]
    return name_cells(Table(around(tokens), figures + 1, rows), 1 if names else 0)
