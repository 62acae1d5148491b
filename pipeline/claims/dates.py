"""Dates in text, exactly as precise as they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_FORMS = (
    # 2025-04-29, 2025.4.29, 2025/04/29
    rf"(?P<y>{_YEAR})(?P<s>[-./])(?P<m>{_MONTH})(?P=s)(?P<d>{_DAY})(?![\d.]*\d)",
    # April 5, 2025; Sept 2nd, 2025
    rf"(?P<n>{_NAME})\.?\s+(?P<d>{_DAY})(?:st|nd|rd|th)?,?\s+(?P<y>{_YEAR})",
    # 5 April 2025; 25.May.2022; 5th of April, 2025
    rf"(?P<d>{_DAY})(?:st|nd|rd|th)?(?:\s+of)?[\s.\-]+(?P<n>{_NAME})[\s.,\-]+(?P<y>{_YEAR})",
    # 31.12.2025, 01/09/2025: the day comes first, as in the Union, unless it cannot
    rf"(?P<a>{_DAY})(?P<s>[./-])(?P<b>{_DAY})(?P=s)(?P<y>{_YEAR})",
    # March/April 2020: the later month
    rf"{_NAME}\s*[/–-]\s*(?P<n>{_NAME})\.?,?\s+(?P<y>{_YEAR})",
    # April 2025; April, 2025
    rf"(?P<n>{_NAME})\.?,?(?:\s+of)?\s+(?P<y>{_YEAR})",
    # 03/2024, 2024-03
    rf"(?P<m>{_MONTH})/(?P<y>{_YEAR})",
    rf"(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])(?![\d-])",
)
_PATTERNS = tuple(
    re.compile(rf"(?<![\w.\-/]){form}(?![\w]|[-/]\d)", re.IGNORECASE) for form in _FORMS
)
_BARE_YEAR = re.compile(rf"(?<![\w.\-/$€]){_YEAR}(?![\w]|[.,]\d|[-/]\d)")


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text.

    Attributes:
        start: First character.
        end: One past the last.
        norm: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, as precise as written.
    """

    start: int
    end: int
    norm: str


def dates(text: str, *, years: bool = False) -> list[Found]:
    """Return the dates in a text, in order.

    Args:
        text: Any text.
        years: True also returns years that stand alone.
    """
    found: list[Found] = []
    impossible: list[tuple[int, int]] = []  # "31 April 2025" is not April 2025 either
    patterns = (*_PATTERNS, _BARE_YEAR) if years else _PATTERNS
    for pattern in patterns:
        for match in pattern.finditer(text):
            taken = [(f.start, f.end) for f in found] + impossible
            if any(match.start() < high and low < match.end() for low, high in taken):
                continue
            norm = _norm(match)
            if norm:
                found.append(Found(*match.span(), norm))
            else:
                impossible.append(match.span())
    return sorted(found, key=lambda f: f.start)


def _norm(match: re.Match[str]) -> str | None:
    """Return the date that a match writes; None where the calendar has no such day."""
    parts = match.groupdict()
    if not parts:
        return match.group()
    year = int(parts["y"])
    month = parts.get("m")
    day = parts.get("d")
    if name := parts.get("n"):
        month = str(next(i for i, full in enumerate(_MONTHS, 1) if full[:3] == name.lower()[:3]))
    if first := parts.get("a"):
        second = parts["b"]
        day, month = (first, second) if int(second) <= 12 else (second, first)
    if month is None or not 1 <= int(month) <= 12:
        return None
    if day is None:
        return f"{year:04d}-{int(month):02d}"
    try:
        return date(year, int(month), int(day)).isoformat()
    except ValueError:
        return None
