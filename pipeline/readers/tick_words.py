"""Which words stand beside a box, and which characters are boxes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.schema import TickState

FILE = "lexicons/tick_options.yaml"
_KEYS = ("id", "role", "pattern", "must", "must_not")

#: What the reader writes for a box that has no character of its own.
WRITTEN: Mapping[TickState, str] = {
    TickState.YES: "☒",
    TickState.NO: "☐",
    TickState.INDETERMINATE: "▣",
}

EMPTY, FULL = frozenset("☐□◻◽⬜▢❏❐❑❒"), frozenset("☒☑⊠🗹🗷🗵⮽⮾⌧☓")
#: Marks that stand for a ticked box, and those that also mean "no" in lists.
MARKS, CROSSES = frozenset("✓✔✅🗸"), frozenset("✗✘✕✖❌🗴")
FILLED, RINGS, DOTS = frozenset("■◼◾⬛▪"), frozenset("○◯⚪〇❍"), frozenset("●⬤⚫")
RADIOS = frozenset("◉⦿🔘")
UNCLEAR = frozenset("▣◪◩⊟▨▧▩◧◨")

_CLASSES = EMPTY | FULL | MARKS | CROSSES | FILLED | RINGS | DOTS | RADIOS | UNCLEAR
#: A sign, with its variation selector; brackets and single letters stand between blanks.
SIGN = re.compile(
    rf"[{''.join(sorted(_CLASSES))}]\ufe0f?"
    r"|(?<![\w\]\\!])\[(?:[ \u00a0_]{1,3}|[xX✓✔✗✘])\](?![a-z\d_(\[:])"
    r"|(?<!\S)\((?:[ \u00a0_]{1,3}|[xX•●✓✔])\)(?=\s|[A-Z]|$)"
    r"|(?<!\S)_{1,9}[xX✓✔]_{1,9}(?!\S)|(?<!\S)_{2,12}(?!\S)"
    r"|(?<!\S)[xX](?!\S)"
)
_ANY = re.compile(
    rf"[{''.join(sorted(_CLASSES))}]|\[[ \u00a0xX_✓✔✗✘]|\([ \u00a0xX_•●✓✔]"
    r"|(?<!\S)[xX](?!\S)|_[xX✓✔]_"
)


def may_hold(text: str) -> bool:
    """Tell quickly whether a text may hold a box at all."""
    return _ANY.search(text) is not None


@dataclass(frozen=True, slots=True)
class Kind:
    """What a sign says by itself.

    Attributes:
        state: What it shows where it is a box.
        strong: True where it can hardly be anything but a box.
        cross: True for marks that cross a box in some forms and deny in others.
        radio: True for circles, which are bullets unless both sorts stand together.
        letter: True for a letter or a mark in the place of a box.
        bracket: True for brackets of plain text.
    """

    state: TickState
    strong: bool = False
    cross: bool = False
    radio: bool = False
    letter: bool = False
    bracket: bool = False


def kind_of(sign: str) -> Kind:
    """Return what a match of ``SIGN`` says by itself."""
    yes, no = TickState.YES, TickState.NO
    char = sign[0]
    if char == "_":
        # A rule to write on stands in many places: both sorts must be there, as with circles.
        return Kind(yes if sign.strip("_") else no, radio=True, bracket=True)
    if char in "[(":
        empty = not sign[1:-1].strip("_ \u00a0")
        return Kind(no if empty else yes, strong=char == "[", bracket=True)
    if char in UNCLEAR:
        return Kind(TickState.INDETERMINATE, strong=char == WRITTEN[TickState.INDETERMINATE])
    if char in EMPTY:
        return Kind(no, strong=char in "☐⬜")
    if char in FULL:
        return Kind(yes, strong=True)
    if char in CROSSES:
        return Kind(yes, cross=True, letter=True)
    if char in RINGS:
        return Kind(no, radio=True)
    if char in DOTS or char in RADIOS:
        return Kind(yes, radio=True)
    return Kind(yes, letter=char not in FILLED)


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern[str]]:
    faults = Faults(FILE)
    data = load(FILE)
    for key in unknown_keys(data, ("rows",)):
        faults.add(key, "unknown key")
    roles: dict[str, list[str]] = {}
    for row in data["rows"]:
        where = str(row.get("id", "?"))
        for key in unknown_keys(row, _KEYS):
            faults.add(where, f"unknown key {key}")
        if row.get("role") not in ("answer", "choice"):
            faults.add(where, "role: expected answer or choice")
        pattern = rf"^(?:{row['pattern']})"
        faults.pattern(where, pattern, row["must"], row["must_not"])
        roles.setdefault(row["role"], []).append(f"(?:{row['pattern']})")
    faults.done()
    return {role: re.compile("|".join(found), re.IGNORECASE) for role, found in roles.items()}


def known(text: str, start: int = 0, end: int | None = None) -> int | None:
    """Return where the option words that a text begins with end; None where it has none."""
    limit = len(text) if end is None else end
    ends = [
        match.end()
        for pattern in _patterns().values()
        if (match := pattern.match(text, start, limit))
    ]
    return max(ends, default=None)


def ends_with_option(text: str) -> int | None:
    """Return where the option words that a text ends with start; None where it has none."""
    words = [match.start() for match in re.finditer(r"\S+", text)]
    stop = len(text.rstrip(" \t\n:;,"))
    for start in words[-6:]:
        if known(text, start, stop) == stop:
            return start
    return None


def is_answer(text: str) -> bool:
    """Tell whether words are an answer such as "Yes" or "No", and nothing else."""
    match = _patterns()["answer"].match(text.strip())
    return match is not None and match.end() == len(text.strip(" \t\n:.*"))
