"""Lines and boxes drawn on a page, for tables; in display space."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.readers.pdf_glyphs import Box, Frame
from pipeline.readers.pdf_lines import Token
from pipeline.readers.pdf_matrix import IDENTITY, Matrix, matrix_of, times

#: What is thinner than this many points is a rule, not an area.
_THIN = 3.0
#: Sides of what may be a bullet, in points.
_LEAST_DOT, _LARGEST_DOT = 1.5, 7.0
#: A path with more segments is a drawing, a page with more objects a map or a plot.
_SEGMENTS, _OBJECTS = 400, 20_000
#: A line below words may lie so many ems above the lower edge of their boxes.
_DESCENT = 0.28


@dataclass(slots=True)
class Rules:
    """What is drawn on a page.

    Attributes:
        across: Horizontal rules.
        down: Vertical rules.
        areas: Filled rectangles.
        dots: Discs, rings and squares as small as the bullets of a list.
    """

    across: list[Box] = field(default_factory=list)
    down: list[Box] = field(default_factory=list)
    areas: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)


def rules_of(page: Any, frame: Frame) -> Rules:
    """Collect rules and shaded areas of a pypdfium2 page."""
    import pypdfium2.raw as pdfium

    rules = Rules()
    count = pdfium.FPDFPage_CountObjects(page.raw)
    if count > _OBJECTS:
        return rules
    area = frame.width * frame.height
    for index in range(count):
        handle = pdfium.FPDFPage_GetObject(page.raw, index)
        for path, matrix in _paths(pdfium, handle, IDENTITY, area, depth=0):
            _collect(pdfium, path, matrix, frame, rules)
    rules.across = _merged(rules.across)
    rules.down = [_swap(box) for box in _merged(_swap(box) for box in rules.down)]
    return rules


def without_underlines(rules: Rules, tokens: Sequence[Token]) -> Rules:
    """Leave out horizontal rules that underline words: these begin and end with a word.

    Args:
        rules: What is drawn on the page.
        tokens: Its words.

    Returns:
        New rules; borders of tables stay, for they keep a distance from the words above them.
    """
    across = [rule for rule in rules.across if not _underlines(rule, tokens)]
    return Rules(across, rules.down, rules.areas)


def _underlines(rule: Box, tokens: Sequence[Token]) -> bool:
    over = [
        token.box
        for token in tokens
        if -max(2.0, _DESCENT * token.size) < token.box[1] - rule[1] < 1.2
        and token.box[2] > rule[0] + 1
        and token.box[0] < rule[2] - 1
    ]
    starts = any(abs(box[0] - rule[0]) < 2.5 for box in over)
    # A stop or bracket after the last word is often left out.
    return starts and any(-2.5 < box[2] - rule[2] < 6.0 for box in over)


def _paths(
    pdfium: Any, handle: Any, matrix: Matrix, area: float, depth: int
) -> Iterator[tuple[Any, Matrix]]:
    """Yield paths; a Form XObject is entered only where it wraps most of the page."""
    kind = pdfium.FPDFPageObj_GetType(handle)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield handle, times(matrix_of(pdfium, handle), matrix)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 3:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        pdfium.FPDFPageObj_GetBounds(
            handle, *(ctypes.byref(side) for side in (left, bottom, right, top))
        )
        if (right.value - left.value) * (top.value - bottom.value) < 0.5 * area:
            return
        inner = times(matrix_of(pdfium, handle), matrix)
        for index in range(min(pdfium.FPDFFormObj_CountObjects(handle), _OBJECTS)):
            child = pdfium.FPDFFormObj_GetObject(handle, index)
            yield from _paths(pdfium, child, inner, area, depth + 1)


def _collect(pdfium: Any, path: Any, matrix: Matrix, frame: Frame, rules: Rules) -> None:
    count = pdfium.FPDFPath_CountSegments(path)
    if not 1 < count <= _SEGMENTS:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    for points, curved in _subpaths(pdfium, path, count, matrix, frame):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = min(xs), min(ys), max(xs), max(ys)
        wide, high = box[2] - box[0], box[3] - box[1]
        if _LEAST_DOT <= wide <= _LARGEST_DOT and abs(wide - high) < 0.15 * wide:
            rules.dots.append(box)
        if curved:
            continue
        if high <= _THIN and wide > 3 * high:
            rules.across.append(box)
        elif wide <= _THIN and high > 3 * wide:
            rules.down.append(box)
        elif _is_rectangle(points):
            if stroke.value:
                x0, y0, x1, y1 = box
                rules.across += [(x0, y0, x1, y0), (x0, y1, x1, y1)]
                rules.down += [(x0, y0, x0, y1), (x1, y0, x1, y1)]
            if fill.value:
                rules.areas.append(box)
        elif stroke.value:
            _sides(points, rules)


def _sides(points: list[tuple[float, float]], rules: Rules) -> None:
    """Take the straight sides of a stroked outline that is no rectangle."""
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        box = min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
        if abs(ay - by) < 0.5 < abs(ax - bx):
            rules.across.append(box)
        elif abs(ax - bx) < 0.5 < abs(ay - by):
            rules.down.append(box)


def _subpaths(
    pdfium: Any, path: Any, count: int, matrix: Matrix, frame: Frame
) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """Yield the subpaths as points, and whether any part of them is a curve."""
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, curved
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        points.append(
            frame.display(
                a * x.value + c * y.value + e,
                b * x.value + d * y.value + f,
            )
        )
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points, curved


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    if not 4 <= len(points) <= 6:
        return False
    xs, ys = {round(x) for x, _ in points}, {round(y) for _, y in points}
    steps = itertools.pairwise(points)
    straight = all(abs(ax - bx) < 0.6 or abs(ay - by) < 0.6 for (ax, ay), (bx, by) in steps)
    return straight and len(xs) <= 4 and len(ys) <= 4


def _swap(box: Box) -> Box:
    return box[1], box[0], box[3], box[2]


def _merged(boxes: Iterable[Box]) -> list[Box]:
    """Join horizontal rules that lie on one line and touch; top to bottom, left to right."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda each: (-round((each[1] + each[3]) / 2), each[0], each)):
        for at in range(len(found) - 1, max(len(found) - 12, -1), -1):
            last = found[at]
            level = abs((last[1] + last[3]) - (box[1] + box[3])) < 2.0
            if level and box[0] <= last[2] + 1.5 and box[2] >= last[0] - 1.5:
                found[at] = (
                    min(last[0], box[0]),
                    min(last[1], box[1]),
                    max(last[2], box[2]),
                    max(last[3], box[3]),
                )
                break
        else:
            found.append(box)
    return found
