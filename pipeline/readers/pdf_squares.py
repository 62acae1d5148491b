"""Squares and circles among the shapes of a page, and what is marked inside them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.readers.pdf_glyphs import Box
from pipeline.readers.pdf_shapes import Drawing, Point, Shape
from pipeline.schema import TickState

#: Sides of a tick box in points, and how far from a square it may be.
SMALLEST, LARGEST, _SQUARE = 5.0, 26.0, 1.35
#: A mark spans this share of the box in both directions; less is a speck.
_SPAN, _LONG = 0.34, 0.45
#: Thinner areas are lines.
_THIN = 1.6
#: More short lines, or pairs of squares and lines, are a figure and no form.
_MOST, _MOST_PAIRS = 1_500, 500_000


@dataclass(slots=True)
class Square:
    """A shape that may be a tick box.

    Attributes:
        box: Its outline.
        round: True for circles.
        solid: True where it is filled with ink.
        shaded: True where it is filled, but with no ink.
        state: What is marked inside.
        marked: True where that is more than a fill.
        seen: False for a white area without outline.
        parts: The shapes that draw it.
    """

    box: Box
    round: bool = False
    solid: bool = False
    shaded: bool = False
    state: TickState = TickState.NO
    marked: bool = False
    seen: bool = True
    parts: list[Shape] = field(default_factory=list)

    @property
    def side(self) -> float:
        """The mean of width and height."""
        return (self.box[2] - self.box[0] + self.box[3] - self.box[1]) / 2


def squares_of(drawing: Drawing) -> list[Square]:
    """Return the squares and circles of a page that stand alone, with what is inside them.

    There are none on a page with so many small shapes that it is a figure.
    """
    found = [each for shape in drawing.shapes if (each := _square(shape)) is not None]
    lines = [line for shape in drawing.shapes for line in _lines(shape)]
    short = [each for each in lines if _length(each) <= LARGEST]
    if len(short) > _MOST or len(found) * len(lines) > _MOST_PAIRS:
        return []
    found += [each for each in _from_lines(short) if not any(_same(each, e) for e in found)]
    frames = _outermost(found)
    long = [_around(line) for line in lines]
    alone = [each for each in frames if not _is_cell(each, frames, long)]
    for square in alone:
        square.state, square.marked = mark_inside(square.box, square.parts, drawing)
        if square.solid and not square.marked:
            square.state = TickState.YES
    return alone


def _square(shape: Shape) -> Square | None:
    x0, y0, x1, y1 = shape.box
    wide, high = x1 - x0, y1 - y0
    if min(wide, high) < 0.6 * SMALLEST or max(wide, high) > LARGEST:
        return None
    if max(wide, high) > _SQUARE * min(wide, high):
        return None
    if not (shape.lined or shape.painted):
        return None
    closed = _near(shape.points[0], shape.points[-1])
    if shape.curved:
        if not closed or len(shape.points) < 9 or not _convex_round(shape):
            return None
    elif not _is_rectangle(shape.points):
        return None
    return Square(
        shape.box,
        round=shape.curved,
        solid=shape.inked,
        shaded=shape.shaded,
        seen=shape.lined or shape.inked or shape.shaded,
        parts=[shape],
    )


def _convex_round(shape: Shape) -> bool:
    """Tell circles and rounded squares from glyphs: all points keep away from the middle."""
    x0, y0, x1, y1 = shape.box
    cx, cy, half = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0 + y1 - y0) / 4
    return all(max(abs(x - cx), abs(y - cy)) > 0.5 * half for x, y in shape.points)


def _is_rectangle(points: Sequence[Point]) -> bool:
    if not 4 <= len(points) <= 6:
        return False
    steps = list(itertools.pairwise(points))
    straight = all(abs(ax - bx) < 0.4 or abs(ay - by) < 0.4 for (ax, ay), (bx, by) in steps)
    corners = {(round(x), round(y)) for x, y in points}
    return straight and len(corners) >= 4


def _lines(shape: Shape) -> list[tuple[Point, Point]]:
    """Return the straight lines of a shape; a thin filled area is one line."""
    x0, y0, x1, y1 = shape.box
    if shape.inked and not shape.curved and min(x1 - x0, y1 - y0) <= _THIN:
        if x1 - x0 > y1 - y0:
            middle = (y0 + y1) / 2
            return [((x0, middle), (x1, middle))]
        middle = (x0 + x1) / 2
        return [((middle, y0), (middle, y1))]
    if not shape.lined or shape.curved:
        return []
    return [(a, b) for a, b in itertools.pairwise(shape.points) if a != b]


def _from_lines(lines: Iterable[tuple[Point, Point]]) -> list[Square]:
    """Put squares together from four lines each."""
    across, down = [], []
    for line in lines:
        (ax, ay), (bx, by) = line
        if abs(ay - by) < 0.6 and SMALLEST <= abs(ax - bx) <= LARGEST:
            across.append((min(ax, bx), max(ax, bx), (ay + by) / 2))
        elif abs(ax - bx) < 0.6 and SMALLEST <= abs(ay - by) <= LARGEST:
            down.append((min(ay, by), max(ay, by), (ax + bx) / 2))
    found = []
    across.sort(key=lambda each: (each[0], each[2]))
    for number, (left, right, low) in enumerate(across):
        for other in across[number + 1 :]:
            if other[0] - left > 1.0:
                break
            side = right - left
            high = abs(other[2] - low)
            if abs(other[1] - right) > 1.0 or not side / _SQUARE <= high <= side * _SQUARE:
                continue
            bottom, top = min(low, other[2]), max(low, other[2])
            sides = [x for y0, y1, x in down if abs(y0 - bottom) < 1.2 and abs(y1 - top) < 1.2]
            if any(abs(x - left) < 1.2 for x in sides) and any(abs(x - right) < 1.2 for x in sides):
                found.append(Square((left, bottom, right, top)))
    return found


def _same(first: Square, second: Square) -> bool:
    return all(abs(a - b) < 1.5 for a, b in zip(first.box, second.box, strict=True))


def _outermost(squares: Sequence[Square]) -> list[Square]:
    """Leave out squares inside others; a light one inside a dark one makes that a frame."""
    ordered = sorted(squares, key=lambda each: (-each.side, each.box))
    kept: list[Square] = []
    for square in ordered:
        outer = next((each for each in kept if _inside(square.box, each.box, 0.8)), None)
        if outer is None:
            kept.append(square)
        elif outer.solid and square.side > 0.6 * outer.side and _hollow(square, outer):
            outer.solid = False
            outer.parts += square.parts
        elif _same(square, outer):
            outer.solid = outer.solid or square.solid
            outer.shaded = outer.shaded or square.shaded
            outer.seen = outer.seen or square.seen
            outer.parts += square.parts
    return [each for each in kept if each.seen and each.side >= SMALLEST]


def _hollow(inner: Square, outer: Square) -> bool:
    """Tell a hole (light over dark, or part of the same path) from a mark and from a ground."""
    paths = {part.path for part in outer.parts}
    over = min(part.path for part in inner.parts) > max(paths)
    return (over and not inner.solid) or any(part.path in paths for part in inner.parts)


def _inside(inner: Box, outer: Box, slack: float) -> bool:
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def _is_cell(square: Square, squares: Sequence[Square], lines: Sequence[Box]) -> bool:
    """Tell a cell of a table or a tile of a figure: its sides are others' sides too."""
    x0, y0, x1, y1 = square.box
    for other in squares:
        a0, b0, a1, b1 = other.box
        if other is square:
            continue
        level = min(y1, b1) - max(y0, b0) > 0.8 * min(y1 - y0, b1 - b0)
        upright = min(x1, a1) - max(x0, a0) > 0.8 * min(x1 - x0, a1 - a0)
        touching = min(abs(x1 - a0), abs(x0 - a1)) < 0.8
        stacked = min(abs(y1 - b0), abs(y0 - b1)) < 0.8
        if (level and touching) or (upright and stacked):
            return True
    reach = 1.6 * square.side
    for left, bottom, right, top in lines:
        along = left < x0 + 1 and right > x1 - 1 and right - left > reach
        if along and min(abs(bottom - y0), abs(bottom - y1)) < 0.7:
            return True
        along = bottom < y0 + 1 and top > y1 - 1 and top - bottom > reach
        if along and min(abs(left - x0), abs(left - x1)) < 0.7:
            return True
    return False


def mark_inside(box: Box, parts: Sequence[Shape], drawing: Drawing) -> tuple[TickState, bool]:
    """Return what is drawn inside a box, and whether anything is.

    Two crossing strokes, a check mark and a filled shape are marks; a single stroke, a speck or
    a picture is something that cannot be told.

    Args:
        box: The outline, in display space.
        parts: Shapes that make the outline itself.
        drawing: What is drawn on the page.
    """
    side = (box[2] - box[0] + box[3] - box[1]) / 2
    grown = _grown(box, 0.3 * side)
    own = {id(part) for part in parts}
    inner = [
        shape
        for shape in drawing.shapes
        if id(shape) not in own
        and (shape.lined or shape.inked)
        and _inside(shape.box, grown, 0.0)
        and _centred(shape.box, box)
        and not _edge(shape, box)
    ]
    if any(_inside(image, grown, 0.0) and _centred(image, box) for image in drawing.images):
        return TickState.INDETERMINATE, True
    if not inner:
        return TickState.NO, False
    told = any(_is_mark(shape, side) for shape in inner) or _crossed(inner, side)
    return (TickState.YES if told else TickState.INDETERMINATE), True


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _centred(inner: Box, box: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return box[0] < x < box[2] and box[1] < y < box[3]


def _edge(shape: Shape, box: Box) -> bool:
    """Tell a line that lies on the outline, or an outline within the outline."""
    x0, y0, x1, y1 = shape.box
    thin = 1.2
    flat = y1 - y0 < thin and min(abs(y0 - box[1]), abs(y1 - box[3])) < thin
    upright = x1 - x0 < thin and min(abs(x0 - box[0]), abs(x1 - box[2])) < thin
    ring = _is_rectangle(shape.points) or (shape.curved and _convex_round(shape))
    hollow = ring and not shape.inked and min(x1 - x0, y1 - y0) > 0.6 * (box[2] - box[0])
    return flat or upright or hollow


def _is_mark(shape: Shape, side: float) -> bool:
    x0, y0, x1, y1 = shape.box
    wide, high = (x1 - x0) / side, (y1 - y0) / side
    if min(wide, high) < _SPAN:
        return False
    if shape.inked:
        return True
    if shape.curved:
        return min(wide, high) >= _LONG
    return _is_check(shape.points)


def _is_check(points: Sequence[Point]) -> bool:
    """Tell a check mark: its lowest point lies between its ends, left of the higher one."""
    if len(points) < 3 or _near(points[0], points[-1]):
        return False
    first, last = sorted((points[0], points[-1]))
    lowest = min(points[1:-1], key=lambda point: point[1])
    return lowest[1] < min(first[1], last[1]) and first[0] <= lowest[0] < last[0]


def _crossed(shapes: Sequence[Shape], side: float) -> bool:
    """Tell a cross of two strokes, or a check mark whose two strokes meet below."""
    rising: list[tuple[Point, Point]] = []
    falling: list[tuple[Point, Point]] = []
    for shape in shapes:
        for a, b in _lines(shape):
            (ax, ay), (bx, by) = sorted((a, b))
            if abs(ax - bx) > 0.15 * side and abs(ay - by) > 0.15 * side:
                (rising if by > ay else falling).append(((ax, ay), (bx, by)))
    for up in rising:
        for down in falling:
            if all(_reach(line, side) >= _LONG for line in (up, down)):
                return True
            if _near(up[0], down[1], 0.15 * side) and _reach(up, side) >= _SPAN:
                return True
    return False


def _reach(line: tuple[Point, Point], side: float) -> float:
    (ax, ay), (bx, by) = line
    return min(abs(ax - bx), abs(ay - by)) / side


def _near(first: Point, second: Point, by: float = 0.3) -> bool:
    return abs(first[0] - second[0]) <= by and abs(first[1] - second[1]) <= by


def _length(line: tuple[Point, Point]) -> float:
    (ax, ay), (bx, by) = line
    return max(abs(ax - bx), abs(ay - by))


def _around(line: tuple[Point, Point]) -> Box:
    (ax, ay), (bx, by) = line
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
