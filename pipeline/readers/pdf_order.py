"""Puts columns and titles that a file draws in another order into the order of reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.readers.pdf_glyphs import Box
from pipeline.readers.pdf_lines import Line, union

#: A block of so many lines and characters is a column of text.
_COLUMN_LINES, _COLUMN_CHARACTERS = 3, 120
#: Letters so much larger than the page's usual ones are a title's, if they are so many.
_TITLE, _TITLE_CHARACTERS = 1.12, 4
#: Lines further apart than this many times their size belong to two blocks.
_GAP = 2.6


@dataclass(slots=True)
class _Block:
    """Lines that follow each other down the page."""

    lines: list[Line]
    box: Box
    size: float
    is_column: bool
    is_title: bool


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return a page's lines with columns from left to right below what stands above them.

    Files mostly draw text in the order of reading. Only where a column of text comes before a
    column or a title that it must follow is the page put in order anew: what is above goes first
    where both share some width, the left column goes before the right one.

    Args:
        lines: Lines of one page as the file draws them.

    Returns:
        The same lines; in the same order where nothing is out of order or nothing is certain.
    """
    upright = sorted((line.size, len(line.text)) for line in lines if line.upright)
    if len(upright) < 2 * _COLUMN_LINES:
        return list(lines)
    blocks = _blocks(lines, _usual(upright))
    after = [
        [first for first, block in enumerate(blocks) if _goes_before(block, blocks[at])]
        for at in range(len(blocks))
    ]
    wrong = any(
        first > at and _are_telling(blocks[first], blocks[at])
        for at, firsts in enumerate(after)
        for first in firsts
    )
    order = _sorted(after) if wrong else None
    if order is None:
        return list(lines)
    return [line for at in order for line in blocks[at].lines]


def _are_telling(one: _Block, other: _Block) -> bool:
    """Tell whether two blocks show how the page was drawn; labels of charts do not."""
    columns = one.is_column + other.is_column
    return columns == 2 or (columns == 1 and (one.is_title or other.is_title))


def _usual(sizes: Sequence[tuple[float, int]]) -> float:
    """Return the size of the middle character."""
    half = sum(characters for _, characters in sizes) / 2
    for size, characters in sizes:
        half -= characters
        if half <= 0:
            return size
    return sizes[-1][0]


def _blocks(lines: Sequence[Line], usual: float) -> list[_Block]:
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _follows(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    blocks = []
    for group in groups:
        upright, size = group[0].upright, group[0].size
        characters = sum(len(line.text) for line in group)
        column = upright and len(group) >= _COLUMN_LINES and characters >= _COLUMN_CHARACTERS
        title = upright and size > _TITLE * usual and characters >= _TITLE_CHARACTERS
        box = union(line.box for line in group)
        blocks.append(_Block(group, box, size, column, title))
    return blocks


def _follows(last: Line, line: Line) -> bool:
    if last.upright != line.upright or abs(last.size - line.size) > 0.1 * last.size:
        return False
    apart = last.baseline - line.baseline
    shared = min(last.box[2], line.box[2]) - max(last.box[0], line.box[0])
    return 0 < apart < _GAP * max(last.size, line.size) and shared > 0


def _goes_before(one: _Block, other: _Block) -> bool:
    """Tell whether one block must be read before another: above it, or the column to its left."""
    if one is other or not (one.lines[0].upright and other.lines[0].upright):
        return False
    shared = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    if shared > 0.2 * min(one.box[2] - one.box[0], other.box[2] - other.box[0]):
        return one.box[1] > other.box[3] - 0.3 * other.size
    level = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    columns = one.is_column and other.is_column
    return columns and level > 2 * one.size and one.box[2] < other.box[0] + 0.5 * one.size


def _sorted(after: Sequence[Sequence[int]]) -> list[int] | None:
    """Return an order in which each comes after those that it must follow; None for a circle."""
    waiting = list(range(len(after)))
    done: list[int] = []
    while waiting:
        ready = next((at for at in waiting if all(first in done for first in after[at])), None)
        if ready is None:
            return None
        waiting.remove(ready)
        done.append(ready)
    return done
