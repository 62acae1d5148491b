"""PDFium's characters of one page: code, place and style, in reading order.

Layout works in display space: the page as a person sees it, origin bottom left. ``Frame`` maps
between that and the unrotated MediaBox, in which word boxes are published.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

Box = tuple[float, float, float, float]

#: Ligatures and look-alikes that a reader would write with plain letters.
_EXPANDED = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "\u00a0": " ",
    "\u00ad": "",
    "\u200b": "",
    "\ufeff": "",
    "\u2010": "-",
    "\u2011": "-",
}

#: Marks in symbol fonts' private area that stand for a box; the rest of the area is left alone.
_SYMBOLS = {
    "\uf0a8": "☐",
    "\uf06f": "☐",
    "\uf071": "☐",
    "\uf072": "☐",
    "\uf078": "☒",
    "\uf0fd": "☒",
    "\uf053": "☒",
    "\uf054": "☒",
    "\uf0fe": "☒",
    "\uf052": "☒",
    "\uf0fc": "✓",
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "▸",
    "\uf0e0": "→",
    "\uf02d": "–",
}

#: Parts of font names that mean bold or fixed width; TeX and Nimbus fonts have names of their own.
_BOLD = re.compile(r"bold|black|heavy|-bd|cmb|sfbx|ecbx|nimbus.*medi\b|demi")
_MONO = re.compile(r"mono|courier|consol|typewriter|cmtt|sftt|ectt|menlo")

#: The page that PDFium takes where a file names none, and a distance beyond any page.
_LETTER: Box = (0.0, 0.0, 612.0, 792.0)
_FAR = 1_000_000.0

LINE_END_HYPHEN = "\x02"
UNMAPPED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text object is set.

    Attributes:
        size: Font size in points, as displayed.
        bold: True for heavy weights.
        mono: True for fixed-width fonts.
        upright: False where the text runs in another direction than the page.
    """

    size: float
    bold: bool
    mono: bool
    upright: bool


@dataclass(slots=True)
class Glyph:
    """One character; ``char`` may hold several letters (a ligature), box in display space."""

    char: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    style: Style


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


def glyphs_of(page: Any, frame: Frame) -> tuple[list[Glyph], int]:
    """Return a page's characters in PDFium's reading order.

    A line end that PDFium made up comes as a glyph with a newline, a blank as one with a space.

    Returns:
        The glyphs, and how many characters have no Unicode value.
    """
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    raw = text_page.raw
    reader = _StyleReader(pdfium, raw, frame.rotation)
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    rect_at, x_at, y_at = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    glyphs: list[Glyph] = []
    unmapped = 0
    style = Style(0.0, False, False, True)
    high = 0
    for index in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code == 13:
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        char = _character(code)
        unmapped += char == UNMAPPED
        pdfium.FPDFText_GetLooseCharBox(raw, index, rect_at)
        pdfium.FPDFText_GetCharOrigin(raw, index, x_at, y_at)
        style = reader.style(index) or style
        x0, y0, x1, y1 = frame.display_box((rect.left, rect.bottom, rect.right, rect.top))
        char = _SYMBOLS.get(char) or _EXPANDED.get(char, char)
        if char:
            baseline = frame.display(x.value, y.value)[1]
            glyphs.append(Glyph(char, x0, y0, x1, y1, baseline, style))
    text_page.close()
    return glyphs, unmapped


def _character(code: int) -> str:
    """Return the character of a code as PDFium gives it."""
    if code in (2, 0xFFFE):
        return LINE_END_HYPHEN
    if code in (9, 10):
        return chr(code)
    if code < 32 or 0xD800 <= code < 0xE000:
        return UNMAPPED
    char = chr(code)
    if 0x1D400 <= code < 0x1D800:
        # Letters and digits of formulas: people search for the plain ones.
        return unicodedata.normalize("NFKC", char)
    return char


class _StyleReader:
    """Reads the style of a text object once, not once a character."""

    def __init__(self, pdfium: Any, raw: Any, rotation: int) -> None:
        self._pdfium = pdfium
        self._raw = raw
        self._rotation = rotation
        self._known: dict[int, Style] = {}
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._matrix = pdfium.FS_MATRIX()

    def style(self, index: int) -> Style | None:
        """Return the style at a character; None for one that PDFium made up."""
        handle = self._pdfium.FPDFText_GetTextObject(self._raw, index)
        if not handle:
            return None
        key = ctypes.addressof(handle.contents)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._read(index)
        return found

    def _read(self, index: int) -> Style:
        pdfium, raw = self._pdfium, self._raw
        pdfium.FPDFText_GetFontInfo(raw, index, self._name, 128, ctypes.byref(self._flags))
        name = self._name.value.decode("utf-8", "replace").lower()
        size = pdfium.FPDFText_GetFontSize(raw, index)
        angle = 0.0
        if pdfium.FPDFText_GetMatrix(raw, index, ctypes.byref(self._matrix)):
            m = self._matrix
            size *= math.hypot(m.c, m.d) or 1.0
            angle = math.degrees(math.atan2(m.b, m.a))
        turned = (angle - self._rotation + 45) % 360 - 45
        weight = pdfium.FPDFText_GetFontWeight(raw, index)
        return Style(
            size=round(size, 1),
            bold=weight >= 600 or bool(_BOLD.search(name)),
            mono=bool(_MONO.search(name)),
            upright=abs(turned) < 15,
        )
