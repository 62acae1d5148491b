"""Automatic numbers of Word: what stands before a paragraph though nobody typed it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipeline.readers.docx_xml import W, count, value

_DEEPEST = 9
_SLOT = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    start: int
    style: str
    decimals: bool


class Numbering:
    """Counts as Word does: a number begins again below each new number above it."""

    def __init__(self, root: Any) -> None:
        """Read a numbering part; None gives a document without numbers."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        linked: dict[str, str] = {}
        borrowed: dict[str, str] = {}
        for each in root.iterchildren(f"{W}abstractNum"):
            identifier = each.get(f"{W}abstractNumId", "")
            self._levels[identifier] = dict(map(_level, each.iterchildren(f"{W}lvl")))
            if name := value(each, "styleLink"):
                linked[name] = identifier
            if name := value(each, "numStyleLink"):
                borrowed[identifier] = name
        for identifier, name in borrowed.items():
            self._levels[identifier] = self._levels.get(linked.get(name, ""), {})
        for each in root.iterchildren(f"{W}num"):
            self._list(each)

    def _list(self, element: Any) -> None:
        identifier = element.get(f"{W}numId", "")
        abstract = value(element, "abstractNumId")
        self._abstract[identifier] = abstract
        starts = self._starts[identifier] = {}
        for change in element.iterchildren(f"{W}lvlOverride"):
            depth = _depth(change)
            start = change.find(f"{W}startOverride")
            if start is not None:
                starts[depth] = count(start, 1, 32767)
            if (level := change.find(f"{W}lvl")) is not None:
                own = dict(self._levels.get(abstract, {}))
                own[depth] = _level(level)[1]
                self._abstract[identifier] = abstract = f"{abstract}/{identifier}"
                self._levels[abstract] = own

    def depth_of(self, identifier: str, style: str) -> int:
        """Return the level, from 0, of a list that a paragraph style is tied to."""
        levels = self._levels.get(self._abstract.get(identifier, ""), {})
        return next((depth for depth, level in levels.items() if style == level.style), 0)

    def is_bullet(self, identifier: str, depth: int) -> bool:
        """Tell whether a level of a list has no number."""
        level = self._levels.get(self._abstract.get(identifier, ""), {}).get(depth)
        return level is None or level.form in ("bullet", "none")

    def next(self, identifier: str, depth: int) -> str:
        """Count one paragraph of a list; return what stands before it, empty for a bullet."""
        abstract = self._abstract.get(identifier, "")
        levels = self._levels.get(abstract, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _DEEPEST)
        override = self._starts.get(identifier, {}).get(depth)
        before = counts[depth]
        if override is not None and (identifier, depth) not in self._begun:
            counts[depth] = override
        else:
            counts[depth] = level.start if before is None else before + 1
        self._begun.add((identifier, depth))
        counts[depth + 1 :] = [None] * (_DEEPEST - depth - 1)
        if level.form in ("bullet", "none"):
            return ""
        return _SLOT.sub(lambda slot: self._number(levels, counts, slot, level), level.pattern)

    @staticmethod
    def _number(
        levels: dict[int, _Level], counts: list[int | None], slot: re.Match[str], shown: _Level
    ) -> str:
        depth = int(slot[1]) - 1
        level = levels.get(depth)
        number = counts[depth]
        if level is None:
            return ""
        number = level.start if number is None else number
        return _written(number, "decimal" if shown.decimals else level.form)


def _level(element: Any) -> tuple[int, _Level]:
    form = value(element, "numFmt") or "decimal"
    start = count(element.find(f"{W}start"), 1, 32767)
    decimals = element.find(f"{W}isLgl") is not None
    style = value(element, "pStyle")
    return _depth(element), _Level(form, value(element, "lvlText"), start, style, decimals)


def _depth(element: Any) -> int:
    text = element.get(f"{W}ilvl", "")
    return int(text) if text.isdecimal() and int(text) < _DEEPEST else 0


def _written(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        parts, rest = [], number
        for size, sign in _ROMAN:
            parts.append(sign * (rest // size))
            rest %= size
        roman = "".join(parts)
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02d}" if form == "decimalZero" else str(number)
