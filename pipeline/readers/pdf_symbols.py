"""Fonts whose letters are signs: a ``þ`` set in Wingdings is a ticked box."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TAG = re.compile(r"^[a-z]{6}\+")
_SPLIT = re.compile(r"[-_, ]+")

#: What the codes of a font show; only boxes, marks and bullets.
_FACES: Mapping[str, Mapping[int, str]] = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x70: "❐", 0x71: "❑", 0x72: "❒", 0x78: "☒",
        0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings2": {
        0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA2: "■", 0xA3: "☐",
    },
    "webdings": {0x61: "✔", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"},
    "zapfdingbats": {
        0x33: "✓", 0x34: "✔", 0x35: "✕", 0x36: "✖", 0x37: "✗", 0x38: "✘", 0x6C: "●", 0x6D: "❍",
        0x6E: "■", 0x6F: "❏", 0x70: "❐", 0x71: "❑", 0x72: "❒",
    },
}  # fmt: skip
#: PDFium writes some codes of the Windows character set as these.
_WINDOWS = {ord(bytes([code]).decode("cp1252")): code for code in range(0x80, 0xA0)
            if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}  # fmt: skip
_NAMES = {
    "wingdings": "wingdings",
    "wingdingsregular": "wingdings",
    "wingdings2": "wingdings2",
    "webdings": "webdings",
    "zapfdingbats": "zapfdingbats",
    "itczapfdingbats": "zapfdingbats",
    "dingbats": "zapfdingbats",
}


def face_of(name: str) -> str:
    """Return which font of signs a font's name means; empty for fonts of letters."""
    return _NAMES.get("".join(_SPLIT.split(_TAG.sub("", name.lower()))), "")


def signs_of(face: str, letters: str) -> str:
    """Return what letters of a font of signs show; those that are not known stay.

    Args:
        face: As ``face_of`` gives it.
        letters: Characters as the file names them, also in the private area from U+F000.
    """
    table = _FACES[face]
    return "".join(table.get(_code(char), char) for char in letters)


def _code(char: str) -> int:
    code = ord(char)
    if 0xF000 <= code < 0xF100:
        return code - 0xF000
    return _WINDOWS.get(code, code)
