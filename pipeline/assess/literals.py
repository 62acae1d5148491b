"""Which words a text must hold for a pattern to have a chance.

A report has thousands of segments and the catalogue hundreds of patterns. Most patterns begin
with an alternation, which a regular expression engine tries at every character. Searching the
text for plain substrings first, and running a pattern only where one of its own occurs, is an
order of magnitude faster and changes no result.
"""

from __future__ import annotations

import re
from functools import lru_cache

# The parser of the standard library's own engine: the only thing that reads its syntax exactly.
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: Shorter literals occur everywhere and sift nothing out.
SHORTEST = 2


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return the compiled pattern; patterns ignore case unless they say ``(?-i:...)``."""
    return re.compile(pattern, re.IGNORECASE)


@lru_cache(maxsize=4096)
def required(pattern: str) -> frozenset[str] | None:
    """Return lower-case strings of which every match holds at least one.

    Args:
        pattern: A regular expression, to be matched without regard to case.

    Returns:
        The strings, or None where no such set follows from the pattern.
    """
    return _sequence(list(parser.parse(pattern, re.IGNORECASE)))


def _sequence(items: list[tuple[Any, Any]]) -> frozenset[str] | None:
    best: frozenset[str] | None = None
    run = ""
    for code, argument in [*items, (None, None)]:
        if code is codes.LITERAL:
            run += chr(argument).lower()
            continue
        best = _better(best, frozenset({run}) if len(run) >= SHORTEST else None)
        run = ""
        if code is not None:
            best = _better(best, _item(code, argument))
    return best


def _item(code: Any, argument: Any) -> frozenset[str] | None:
    if code is codes.SUBPATTERN:
        return _sequence(list(argument[3]))
    if code is codes.BRANCH:
        found: set[str] = set()
        for branch in argument[1]:
            one = _sequence(list(branch))
            if one is None:
                return None
            found |= one
        return frozenset(found)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and argument[0] >= 1:
        return _sequence(list(argument[2]))
    return None


def _better(one: frozenset[str] | None, two: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or two is None:
        return one or two
    return max((one, two), key=lambda words: (min(map(len, words)), -len(words)))
