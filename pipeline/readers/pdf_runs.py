"""PDFium's characters of one page -> runs: letters of one word set in one way, in reading order.

PDFium answers a question in a quarter of a microsecond, but a page has thousands of characters and
a Python object for each would cost ten times that. So the text and the boxes come in one sweep,
and text objects (they tell size, font and baseline) are asked for at the first and the last
character of a word; only a word that is drawn in several pieces is walked through.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from pipeline.readers.pdf_calls import ask
from pipeline.readers.pdf_characters import (
    EXPANDED,
    EXPANDS,
    LINE_END_HYPHEN,
    UNMAPPED,
    WIDE,
    WIDE_OR_NOT,
    characters,
)
from pipeline.readers.pdf_glyphs import Box, Frame
from pipeline.readers.pdf_symbols import face_of, signs_of

_WORD = re.compile(f"[^\\s{LINE_END_HYPHEN}]+{LINE_END_HYPHEN}?|{LINE_END_HYPHEN}")

#: Parts of font names that mean bold or fixed width; TeX and Nimbus fonts have names of their own.
_BOLD = re.compile(r"bold|black|heavy|-bd|cmb|sfbx|ecbx|nimbus.*medi\b|demi")
_MONO = re.compile(r"mono|courier|consol|typewriter|cmtt|sftt|ectt|menlo")
_NO_MATRIX = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


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
class Run:
    """Letters of one word in one style on one baseline; box and baseline in display space.

    Attributes:
        text: The letters; ``LINE_END_HYPHEN`` last where the word goes on in the next line.
        box: Around them.
        baseline: Height of the line on which they stand.
        style: How they are set.
        spaced: True where a blank stands before them.
        ended: True where PDFium ends a line before them.
    """

    text: str
    box: Box
    baseline: float
    style: Style
    spaced: bool = False
    ended: bool = False


@dataclass(slots=True)
class PageText:
    """What PDFium reads on a page.

    Attributes:
        runs: In reading order.
        characters: How many characters PDFium counts, blanks among them.
        unmapped: How many of them have no Unicode value.
    """

    runs: list[Run]
    characters: int
    unmapped: int


def page_text(page: Any, frame: Frame) -> PageText:
    """Read a pypdfium2 page."""
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    try:
        count = pdfium.FPDFText_CountChars(text_page.raw)
        if count <= 0:
            return PageText([], 0, 0)
        address = ctypes.cast(text_page.raw, ctypes.c_void_p).value or 0
        text, places = characters(text_page.raw, address, count)
        runs = list(_Reader(address, count, frame).runs(text, places))
        return PageText(runs, count, text.count(UNMAPPED))
    finally:
        text_page.close()


class _Reader:
    """Looks up place and style of characters; what holds for a text object once an object."""

    def __init__(self, address: int, count: int, frame: Frame) -> None:
        self._page = address
        self._frame = frame
        self._moved = frame.rotation != 0 or frame.left != 0 or frame.bottom != 0
        self._boxes = _loose_boxes(address, count)
        self._fonts: dict[int, tuple[bool, bool, str]] = {}
        self._faces: dict[tuple[float, ...], str] = {}
        self._face = ""
        self._styles: dict[tuple[float, ...], Style] = {}
        self._point = (ctypes.c_double * 2)()
        self._matrix = (ctypes.c_float * 6)()
        self._object = 0
        self._style = Style(0.0, False, False, True)
        self._baseline = 0.0
        self._level = True

    def runs(self, text: str, places: list[int] | None) -> Iterator[Run]:
        """Yield the runs of a page's characters."""
        page, object_at = self._page, ask().object_at
        wide = WIDE.search(text) is not None
        expands = EXPANDS.search(text) is not None
        end = 0
        spaced = ended = False
        for match in _WORD.finditer(text):
            start = match.start()
            between = text[end:start]
            end = match.end()
            if between == " ":
                spaced = True
            elif between:
                head, newline, _ = between.partition("\n")
                spaced, ended = spaced or bool(head.strip("\r")), ended or bool(newline)
            first, last = start, end - 1
            if places is not None:
                first, last = places[first], places[last]
            # Signs that PDFium made up belong to no object: they go with what stands before.
            opens = object_at(page, first) or self._object
            closes = opens if last == first else object_at(page, last) or opens
            if wide and WIDE.search(match[0]):
                signs = WIDE_OR_NOT.finditer(text, start, end)
                pieces = [
                    piece for sign in signs for piece in self._pieces(text, *sign.span(), places)
                ]
            elif opens == closes:
                pieces = [(match[0], first, last, opens)]
            else:
                pieces = self._pieces(text, start, end, places)
            for letters, first, last, handle in pieces:
                if expands and not (letters := letters.translate(EXPANDED)):
                    continue
                yield self._run(letters, first, last, handle, spaced, ended)
                spaced = ended = False

    def _pieces(
        self, text: str, start: int, end: int, places: list[int] | None
    ) -> list[tuple[str, int, int, int]]:
        """Part a word where another text object draws it: letters, first, last, object."""
        page, object_at = self._page, ask().object_at
        pieces: list[tuple[str, int, int, int]] = []
        handle = self._object
        begin = start
        for at in range(start, end):
            index = at if places is None else places[at]
            here = object_at(page, index) or handle
            if here != handle and at > start:
                pieces.append(self._piece(text, begin, at, places, handle))
                begin = at
            handle = here
        pieces.append(self._piece(text, begin, end, places, handle))
        return pieces

    @staticmethod
    def _piece(
        text: str, start: int, end: int, places: list[int] | None, handle: int
    ) -> tuple[str, int, int, int]:
        if places is None:
            return text[start:end], start, end - 1, handle
        return text[start:end], places[start], places[end - 1], handle

    def _run(
        self, letters: str, first: int, last: int, handle: int, spaced: bool, ended: bool
    ) -> Run:
        if handle != self._object:
            self._enter(handle, first)
        boxes, begin, end = self._boxes, 4 * first, 4 * last + 4
        x0, y1, x1, y0 = boxes[begin : begin + 4]
        if last > first:
            x0, y1 = min(boxes[begin:end:4]), max(boxes[begin + 1 : end : 4])
            x1, y0 = max(boxes[begin + 2 : end : 4]), min(boxes[begin + 3 : end : 4])
        box = (x0, y0, x1, y1)
        if self._moved:
            box = self._frame.display_box(box)
        if self._face:
            letters = signs_of(self._face, letters)
        baseline = self._baseline if self._level else self._height(first)
        return Run(letters, box, baseline, self._style, spaced, ended)

    def _height(self, index: int) -> float:
        """Return where a character stands, in display space."""
        point = self._point
        ask().origin(self._page, index, point, ctypes.byref(point, 8))
        return self._frame.display(point[0], point[1])[1] if self._moved else point[1]

    def _enter(self, handle: int, index: int) -> None:
        """Take style and baseline of a text object from one of its characters."""
        call, page = ask(), self._page
        font = call.font_of(handle) or 0
        size = call.font_size(page, index)
        found = call.matrix(page, index, self._matrix)
        a, b, c, d, _, _ = self._matrix[:] if found else _NO_MATRIX
        key = (font, size, a, b, c, d)
        style = self._styles.get(key)
        if style is None:
            if font not in self._fonts:
                self._fonts[font] = self._font(index)
            bold, mono, self._faces[key] = self._fonts[font]
            angle = math.degrees(math.atan2(b, a))
            turned = (angle - self._frame.rotation + 45) % 360 - 45
            size = round(size * (math.hypot(c, d) or 1.0), 1)
            style = self._styles[key] = Style(size, bold, mono, abs(turned) < 15)
        self._object, self._style, self._face = handle, style, self._faces[key]
        self._baseline = self._height(index)
        # Along a tilted line the height changes from word to word.
        self._level = style.upright and (b == 0.0 or a == 0.0)

    def _font(self, index: int) -> tuple[bool, bool, str]:
        """Tell whether the font at a character is bold, of fixed width, and which of signs."""
        call, name, flags = ask(), ctypes.create_string_buffer(128), ctypes.c_int()
        call.font_info(self._page, index, name, 128, ctypes.byref(flags))
        known = name.value.decode("utf-8", "replace").lower()
        heavy = call.font_weight(self._page, index) >= 600
        return heavy or bool(_BOLD.search(known)), bool(_MONO.search(known)), face_of(known)


def _loose_boxes(address: int, count: int) -> list[float]:
    """Return left, top, right, bottom of each character: its font's height, around its ink."""
    boxes = (ctypes.c_float * (4 * count))()
    start = ctypes.addressof(boxes)
    places = range(start, start + 16 * count, 16)
    deque(map(ask().loose_box, repeat(address), range(count), places), maxlen=0)
    return boxes[:]
