"""Small shapes drawn on a page, wherever they are drawn; in display space."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.readers.pdf_glyphs import Box, Frame
from pipeline.readers.pdf_matrix import IDENTITY, Matrix, matrix_of, times

Point = tuple[float, float]
#: A path with more segments is a drawing; a page with more objects a map or a plot.
_SEGMENTS, _OBJECTS, _DEPTH = 400, 20_000, 6
#: What is lighter than this is paper, what is darker than the other is ink.
_PAPER, _INK = 0.1, 0.5


@dataclass(slots=True)
class Shape:
    """One subpath.

    Attributes:
        points: Its corners; of curves the end points and handles.
        box: Around them.
        curved: True where any part is a curve.
        stroke: Darkness of its line, 0 (none or white) to 1 (black).
        fill: Darkness of its area.
        path: Number of the path that it is part of.
        painted: True where its area is filled, be it in white.
    """

    points: list[Point]
    box: Box
    curved: bool
    stroke: float
    fill: float
    path: int
    painted: bool

    @property
    def inked(self) -> bool:
        """True where its area is dark."""
        return self.fill >= _INK

    @property
    def lined(self) -> bool:
        """True where its outline can be seen."""
        return self.stroke >= _PAPER

    @property
    def shaded(self) -> bool:
        """True where its area is neither paper nor ink."""
        return _PAPER <= self.fill < _INK


@dataclass(slots=True)
class Drawing:
    """Shapes and pictures of a page."""

    shapes: list[Shape] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)


def drawing_of(page: Any, frame: Frame) -> Drawing:
    """Return what is drawn on a pypdfium2 page; nothing where that is a map or a plot."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_CountObjects(page.raw)
    drawing = Drawing()
    if count > _OBJECTS:
        return drawing
    numbers = iter(range(_OBJECTS))
    for index in range(count):
        handle = pdfium.FPDFPage_GetObject(page.raw, index)
        for each, kind, matrix in _leaves(pdfium, handle, IDENTITY, 0):
            number = next(numbers, None)
            if number is None:
                return Drawing()
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                a, b, c, d, e, f = matrix
                corners = [(e, f), (a + e, b + f), (c + e, d + f), (a + c + e, b + d + f)]
                drawing.images.append(_around([frame.display(*corner) for corner in corners]))
            else:
                drawing.shapes += _subpaths(pdfium, each, matrix, frame, number)
    return drawing


def _leaves(
    pdfium: Any, handle: Any, matrix: Matrix, depth: int
) -> Iterator[tuple[Any, int, Matrix]]:
    """Yield paths and images with the matrix to user space, those inside forms too."""
    kind = pdfium.FPDFPageObj_GetType(handle)
    if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
        yield handle, kind, times(matrix_of(pdfium, handle), matrix)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
        inner = times(matrix_of(pdfium, handle), matrix)
        for index in range(min(pdfium.FPDFFormObj_CountObjects(handle), _OBJECTS)):
            child = pdfium.FPDFFormObj_GetObject(handle, index)
            yield from _leaves(pdfium, child, inner, depth + 1)


def _subpaths(pdfium: Any, path: Any, matrix: Matrix, frame: Frame, number: int) -> Iterator[Shape]:
    count = pdfium.FPDFPath_CountSegments(path)
    if not 1 < count <= _SEGMENTS:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    area = _darkness(pdfium.FPDFPageObj_GetFillColor, path) if fill.value else 0.0
    line = _darkness(pdfium.FPDFPageObj_GetStrokeColor, path) if stroke.value else 0.0
    painted = bool(fill.value)
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    curved = False
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield Shape(points, _around(points), curved, line, area, number, painted)
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        points.append(frame.display(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield Shape(points, _around(points), curved, line, area, number, painted)


def _darkness(ask: Any, path: Any) -> float:
    """Return how dark a colour is on white paper."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not ask(path, *(ctypes.byref(part) for part in (red, green, blue, alpha))):
        return 1.0
    light = (0.299 * red.value + 0.587 * green.value + 0.114 * blue.value) / 255
    return (1.0 - light) * alpha.value / 255


def _around(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
