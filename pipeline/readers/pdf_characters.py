"""PDFium's codes of one page -> characters that a reader would write."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from typing import Any

from pipeline.readers.pdf_calls import ask

LINE_END_HYPHEN = "\x02"
UNMAPPED = "\ufffd"

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
    # Where Adobe's fonts of signs have theirs: marks of ownership, pieces of large brackets.
    **dict(zip("\uf6d9\uf6da\uf6db\uf8e8\uf8e9\uf8ea", "©®™®©™", strict=True)),
    **{chr(0xF8EB + at): sign for at, sign in enumerate("⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪⎮⎞⎟⎠⎤⎥⎦⎫⎬⎭")},
}
#: Controls but for blanks and line ends; PDFium says 2 or U+FFFE for a hyphen at a line end.
_CONTROLS = {code: UNMAPPED for code in range(32) if code not in (2, 9, 10, 13)}
_ONE_TO_ONE = str.maketrans(
    {
        **_SYMBOLS,
        "\u2010": "-",
        "\u2011": "-",
        "\ufffe": LINE_END_HYPHEN,
        **{chr(code): sign for code, sign in _CONTROLS.items()},
        # Halves of pairs that stand alone; whole pairs are put together before.
        **{chr(code): UNMAPPED for code in range(0xD800, 0xE000)},
    }
)
#: Forms that fonts have of letters of Hebrew, Arabic and Chinese; first and last code.
_FORMS = ((0x2F00, 0x2FD5), (0xFB1D, 0xFBB1), (0xFBD3, 0xFC5D), (0xFC64, 0xFDC7), (0xFE70, 0xFEFC))


def _plain() -> dict[str, str]:
    """Return the letters of ligatures and forms, and nothing for signs without ink."""
    found = dict.fromkeys("\xad\u200b\ufeff", "")
    for first, last in ((0xFB00, 0xFB06), *_FORMS):
        for code in range(first, last + 1):
            letters = unicodedata.normalize("NFKC", chr(code))
            if letters != chr(code) and " " not in letters:
                found[chr(code)] = letters
    return found


_PLAIN = _plain()
#: Signs that a reader would write in another way, and whether there are any in a text.
EXPANDED = str.maketrans(_PLAIN)
EXPANDS = re.compile(f"[{''.join(_PLAIN)}]")
#: Signs of scripts that set no blanks between words, and their marks: each is a run of its own.
WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60]")
WIDE_OR_NOT = re.compile(f"{WIDE.pattern}|[^{WIDE.pattern[1:]}+")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def characters(raw: Any, address: int, count: int) -> tuple[str, list[int] | None]:
    """Return a page's characters, and PDFium's index of each; None where these are the same."""
    import pypdfium2.raw as pdfium

    units = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(raw, 0, count, units) == count + 1:
        text = bytes(units)[: 2 * count].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return text.translate(_ONE_TO_ONE), None
        text = "".join(map(chr, units[:count]))
    else:
        # PDFium leaves characters without a value out of its text, and the rest moves up.
        unicode = ask().unicode
        text = "".join(chr(unicode(address, index)) for index in range(count))
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for pair in _PAIR.finditer(text):
        whole = pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        if 0x1D400 <= ord(whole) < 0x1D800:
            # Letters and digits of formulas: people search for the plain ones.
            whole = unicodedata.normalize("NFKC", whole)
        parts += text[done : pair.start()], whole
        places += range(done, pair.start())
        places += [pair.start()] * len(whole)
        done = pair.end()
    parts.append(text[done:])
    places += range(done, count)
    return "".join(parts).translate(_ONE_TO_ONE), places
