"""What a person sees inside a box: the page is drawn, and its grey levels are looked at.

Shapes alone deceive: a mark may be white on a dark square, lie under another shape or be cut off.
"""

from __future__ import annotations

import math
from enum import Enum
from typing import Any

from pipeline.readers.pdf_glyphs import Box, Frame

#: Pixels a point, and pixels of a page; a page that is drawn smaller cannot be judged.
_SCALE, _PIXELS, _COARSEST = 3.0, 6_000_000, 1.2
#: Share of the side that an outline takes up, a circle's share, and points of a strong one.
_EDGE, _ROUND, _STRONG = 0.2, 0.3, 1.4
#: Levels of 255 by which a mark differs from its ground; below and above these a ground is ink
#: or paper.
_CONTRAST, _DARK, _LIGHT = 24, 128, 192
#: A mark covers at least this share of the box and spans this share of its side.
_COVERS, _SPANS = 0.04, 0.3


class Look(Enum):
    """What the inside of a box looks like."""

    PAPER = "paper"
    INK = "ink"
    SHADE = "shade"
    MARK = "mark"
    SPECK = "speck"
    UNSEEN = "unseen"


class Ink:
    """A page drawn in grey, once it is asked for."""

    def __init__(self, page: Any, frame: Frame) -> None:
        self._page = page
        self._shown = frame.display_box(page.get_bbox())
        wide, high = self._shown[2] - self._shown[0], self._shown[3] - self._shown[1]
        self._scale = min(_SCALE, math.sqrt(_PIXELS / max(wide * high, 1.0)))
        self._asked = False
        self._levels: Any = None

    def look(self, box: Box, *, round_: bool = False) -> Look:
        """Tell what is inside a box of display space, its outline aside.

        Args:
            box: Around the outline.
            round_: Whether the outline is a circle.
        """
        import numpy

        if self._scale < _COARSEST:
            return Look.UNSEEN
        levels = self._drawn()
        if levels is None:
            return Look.UNSEEN
        side = min(box[2] - box[0], box[3] - box[1])
        edge = _ROUND * side if round_ else min(max(_EDGE * side, _STRONG), _ROUND * side)
        left, _, _, top = self._shown
        x0, x1 = ((x - left) * self._scale for x in (box[0] + edge, box[2] - edge))
        y0, y1 = ((top - y) * self._scale for y in (box[3] - edge, box[1] + edge))
        inside = levels[max(round(y0), 0) : round(y1), max(round(x0), 0) : round(x1)]
        if min(inside.shape) < 5:
            return Look.UNSEEN
        rim = numpy.concatenate([inside[0], inside[-1], inside[:, 0], inside[:, -1]])
        ground = float(numpy.median(rim))
        marks = abs(inside - ground) > _CONTRAST
        share = float(marks.mean())
        if share < 0.01:
            if ground >= _LIGHT:
                return Look.PAPER
            return Look.INK if ground < _DARK else Look.SHADE
        rows, columns = marks.any(axis=1).nonzero()[0], marks.any(axis=0).nonzero()[0]
        spans = min(rows[-1] - rows[0], columns[-1] - columns[0]) / (side * self._scale)
        return Look.MARK if share >= _COVERS and spans >= _SPANS else Look.SPECK

    def _drawn(self) -> Any:
        """Return the grey levels of the page, or None where it cannot be drawn."""
        import numpy
        import pypdfium2

        if not self._asked:
            self._asked = True
            try:
                drawn = self._page.render(scale=self._scale, grayscale=True, may_draw_forms=False)
                levels = drawn.to_numpy().reshape(drawn.height, drawn.width)
                self._levels = levels.astype(numpy.int16)
            except (pypdfium2.PdfiumError, ValueError):
                self._levels = None
        return self._levels
