"""Bullets that a page draws: browsers print the marks of a list as shapes, not as letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.readers.pdf_glyphs import Box
from pipeline.readers.pdf_lines import Line, Token

BULLET = "•"
#: A page with more small shapes than this is a plot.
_MOST = 150
#: Side of a bullet, and how far it stands before the words, in font sizes.
_LEAST, _LARGEST, _NEAREST, _FARTHEST = 0.15, 0.6, 0.15, 1.6


def with_bullets(lines: Sequence[Line], dots: Sequence[Box]) -> list[Line]:
    """Write a bullet before each line that has a drawn one before it.

    Args:
        lines: A page's lines.
        dots: Small discs, rings and squares drawn on it.

    Returns:
        The lines; a bullet has the box of its shape. A shape between words is left alone, so is
        a shape that has no like below or above it, and so are all shapes of a page that has as
        many as a plot has points.
    """
    if not dots or len(dots) > _MOST:
        return list(lines)
    ends = [(line.box[2], line.box[1], line.box[3]) for line in lines]
    found = [_bullet(line, dots, ends) for line in lines]
    known = [box for box in found if box is not None]
    listed = [box for box in known if any(_same_list(box, other) for other in known)]
    return [
        _marked(line, box) if box and any(_alike(box, other) for other in listed) else line
        for line, box in zip(lines, found, strict=True)
    ]


def _marked(line: Line, box: Box) -> Line:
    return replace(line, tokens=[Token(BULLET, box, line.size, False, False), *line.tokens])


def _bullet(
    line: Line, dots: Sequence[Box], ends: Sequence[tuple[float, float, float]]
) -> Box | None:
    """Return the shape that stands before a line as a bullet does."""
    first = line.tokens[0]
    if not line.upright or not any(char.isalpha() for char in line.text):
        return None
    for dot in dots:
        middle = (dot[1] + dot[3]) / 2
        side, gap = dot[2] - dot[0], first.box[0] - dot[2]
        level = first.box[1] + 0.2 * line.size < middle < first.box[3] - 0.2 * line.size
        fits = _LEAST * line.size <= side <= _LARGEST * line.size
        near = _NEAREST * line.size <= gap <= _FARTHEST * line.size
        if level and fits and near and not _after_words(dot, middle, line, ends):
            return dot
    return None


def _alike(box: Box, other: Box) -> bool:
    side = box[2] - box[0]
    return abs(side - (other[2] - other[0])) < 0.2 * side


def _same_list(box: Box, other: Box) -> bool:
    """Tell whether two bullets stand below each other."""
    apart = abs(box[1] - other[1]) > box[3] - box[1]
    return apart and _alike(box, other) and abs(box[0] - other[0]) < 1


def _after_words(
    dot: Box, middle: float, line: Line, ends: Sequence[tuple[float, float, float]]
) -> bool:
    """Tell whether other words end right before the shape, as they do before a sign in a line."""
    return any(
        low < middle < high and 0 <= dot[0] - right < 2 * line.size for right, low, high in ends
    )
