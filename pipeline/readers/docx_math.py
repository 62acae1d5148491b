"""Formulas of Word as a line of text: 3×10²⁵, (a+b)/c, √(x), x_i."""

from __future__ import annotations

import re
from typing import Any

from pipeline.readers.docx_xml import M, W

RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_POWER = re.compile(r"[-+−]?\d+")
_SIMPLE = re.compile(r"[\w.,]+")
_LEFT_OUT = frozenset({f"{W}rPr", f"{W}del", f"{W}moveFrom"})


def read(element: Any) -> str:
    """Return what a formula shows, in one line."""
    if element.tag == f"{M}mr":
        return ", ".join(map(_piece, element.iterchildren()))
    return "".join(map(_piece, element.iterchildren()))


def _piece(element: Any) -> str:
    tag = element.tag
    if not isinstance(tag, str) or tag in _LEFT_OUT or tag.endswith("Pr"):
        return ""
    if tag in (f"{M}t", f"{W}t"):
        return element.text or ""
    match tag.removeprefix(M):
        case "sSup":
            return _part(element, "e") + _power(_part(element, "sup"))
        case "sSub":
            return f"{_part(element, 'e')}_{_held(_part(element, 'sub'))}"
        case "sSubSup":
            base, below = _part(element, "e"), _held(_part(element, "sub"))
            return f"{base}_{below}{_power(_part(element, 'sup'))}"
        case "sup":
            return _power(read(element))
        case "f":
            return f"{_held(_part(element, 'num'))}/{_held(_part(element, 'den'))}"
        case "rad":
            degree = _part(element, "deg")
            return f"{degree.translate(RAISED)}√{_held(_part(element, 'e'))}"
        case "d":
            return _fenced(element)
        case "nary":
            return _sum(element)
        case "m":
            rows = (read(row) for row in element.iterchildren(f"{M}mr"))
            return f"[{'; '.join(rows)}]"
    return read(element)


def _part(element: Any, name: str) -> str:
    found = element.find(f"{M}{name}")
    return read(found) if found is not None else ""


def _power(text: str) -> str:
    """Raise a number as such; anything else is written with a caret."""
    if _POWER.fullmatch(text):
        return text.translate(RAISED)
    return f"^{_held(text)}" if text else ""


def _held(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _fenced(element: Any) -> str:
    begin, end = (_property(element, "dPr", name) for name in ("begChr", "endChr"))
    inside = ", ".join(read(each) for each in element.iterchildren(f"{M}e"))
    return f"{'(' if begin is None else begin}{inside}{')' if end is None else end}"


def _sum(element: Any) -> str:
    sign = _property(element, "naryPr", "chr")
    below, above = _part(element, "sub"), _part(element, "sup")
    limits = (f"_{_held(below)}" if below else "") + (f"^{_held(above)}" if above else "")
    return f"{'∫' if sign is None else sign}{limits} {_part(element, 'e')}"


def _property(element: Any, group: str, name: str) -> str | None:
    found = element.find(f"{M}{group}/{M}{name}")
    return None if found is None else str(found.get(f"{M}val", ""))
