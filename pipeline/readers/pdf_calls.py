"""PDFium's functions on characters, bound for speed.

The bindings of pypdfium2 check and convert each argument. Here an address and an index go in as
plain numbers, which halves the time of a call that is made thousands of times a page.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any


class Calls:
    """PDFium's functions bound for speed: plain numbers in and out, no check of types.

    They neither block nor call back, so that Python need not be let go of around them.
    """

    def __init__(self) -> None:
        handle, index, real = ctypes.c_void_p, ctypes.c_int, ctypes.c_double
        self.unicode = _bound("FPDFText_GetUnicode", ctypes.c_uint, handle, index)
        self.object_at = _bound("FPDFText_GetTextObject", handle, handle, index)
        self.loose_box = _bound("FPDFText_GetLooseCharBox", index, handle, index, handle)
        self.origin = _bound("FPDFText_GetCharOrigin", index, handle, index, handle, handle)
        self.font_size = _bound("FPDFText_GetFontSize", real, handle, index)
        self.matrix = _bound("FPDFText_GetMatrix", index, handle, index, handle)
        self.font_of = _bound("FPDFTextObj_GetFont", handle, handle)
        self.font_weight = _bound("FPDFText_GetFontWeight", index, handle, index)
        self.font_info = _bound(
            "FPDFText_GetFontInfo", ctypes.c_ulong, handle, index, handle, ctypes.c_ulong, handle
        )


def _bound(name: str, result: Any, *arguments: Any) -> Any:
    import pypdfium2.raw as pdfium

    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


@cache
def ask() -> Calls:
    """Return the functions; they are bound once a process."""
    return Calls()
