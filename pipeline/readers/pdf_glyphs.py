"""Geometry of a page: what is displayed, and where that lies in the file.

Layout works in display space: the page as a person sees it, origin bottom left. ``Frame`` maps
between that and the unrotated MediaBox, in which word boxes are published.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

Box = tuple[float, float, float, float]

#: The page that PDFium takes where a file names none, and a distance beyond any page.
_LETTER: Box = (0.0, 0.0, 612.0, 792.0)
_FAR = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Geometry of a page.

    Attributes:
        left: x of the MediaBox's lower left corner in user space.
        bottom: y of the same.
        width: Width of the unrotated MediaBox.
        height: Its height.
        rotation: Clockwise rotation for display in degrees.
    """

    left: float
    bottom: float
    width: float
    height: float
    rotation: int

    @property
    def shown(self) -> tuple[float, float]:
        """Width and height as displayed."""
        return (
            (self.height, self.width) if self.rotation in (90, 270) else (self.width, self.height)
        )

    def display(self, x: float, y: float) -> tuple[float, float]:
        """Map a point of user space to display space."""
        x, y = x - self.left, y - self.bottom
        if self.rotation == 90:
            return y, self.width - x
        if self.rotation == 180:
            return self.width - x, self.height - y
        if self.rotation == 270:
            return self.height - y, x
        return x, y

    def display_box(self, box: Box) -> Box:
        """Map a box of user space to display space."""
        ax, ay = self.display(box[0], box[1])
        bx, by = self.display(box[2], box[3])
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def unrotated(self, box: Box) -> Box:
        """Map a box of display space to the unrotated MediaBox, origin at its corner."""
        x0, y0, x1, y1 = box
        if self.rotation == 0:
            return round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)
        if self.rotation == 90:
            x0, y0, x1, y1 = self.width - y1, x0, self.width - y0, x1
        elif self.rotation == 180:
            x0, y0, x1, y1 = self.width - x1, self.height - y1, self.width - x0, self.height - y0
        elif self.rotation == 270:
            x0, y0, x1, y1 = y0, self.height - x1, y1, self.height - x0
        return round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)


def frame_of(page: Any, index: int) -> Frame:
    """Return the geometry of a pypdfium2 page; ``index`` is its place in the file, from 0."""
    left, bottom, right, top = _own_box(page) or _inherited_box(page, index)
    return Frame(left, bottom, right - left, top - bottom, page.get_rotation())


def _own_box(page: Any) -> Box | None:
    """Return the MediaBox that the page itself names, its corners in order; None without one."""
    import pypdfium2.raw as pdfium

    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPage_GetMediaBox(page.raw, *(ctypes.byref(side) for side in sides)):
        return None
    x0, y0, x1, y1 = (side.value for side in sides)
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return box if box[0] < box[2] and box[1] < box[3] else _LETTER


def _inherited_box(page: Any, index: int) -> Box:
    """Return the MediaBox that a page has from the nodes above it, which PDFium does not tell.

    A second copy of the page, cut to nothing less than everything, shows how large it is.
    """
    import pypdfium2.raw as pdfium

    shown = page.get_bbox()
    page.set_cropbox(-_FAR, -_FAR, _FAR, _FAR)
    copy = pdfium.FPDF_LoadPage(page.pdf.raw, index)
    page.set_cropbox(*shown)
    rect = pdfium.FS_RECTF()
    found = copy and pdfium.FPDF_GetPageBoundingBox(copy, ctypes.byref(rect))
    if copy:
        pdfium.FPDF_ClosePage(copy)
    return (rect.left, rect.bottom, rect.right, rect.top) if found else shown
