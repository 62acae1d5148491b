"""``Key: value`` lines in prose: which words are the key, and where the value stands."""

from __future__ import annotations

import re
from typing import NamedTuple

_BOLD = re.compile(
    r"\s*(?P<mark>\*\*|__)(?!\s)(?P<key>(?:(?!\*\*|__)[^\n]){1,80}?)\s*(?P<colon>[:：]?)\s*(?P=mark)"
    r"\s*(?P<after>[:：]|[-–—](?=\s))?\s*(?P<value>\S.*)",
    re.DOTALL,
)
_TAG_BOLD = re.compile(
    r"\s*<(?P<mark>b|strong)>\s*(?P<key>[^<>\n]{1,80}?)\s*(?P<colon>[:：]?)\s*</(?P=mark)>"
    r"\s*(?P<after>[:：]|[-–—](?=\s))?\s*(?P<value>\S.*)",
    re.DOTALL | re.IGNORECASE,
)
_PLAIN = re.compile(
    r"\s*(?P<key>[^\W\d_][^:：\n*`\[\]<>|.!?;]{0,58}[^\s:：\n*`\[\]<>|.!?;])\s?(?:[:：](?=\s)|：)\s*(?P<value>\S.*)",
    re.DOTALL,
)
_ONLY_BOLD = re.compile(
    r"\s*(?:(?:\*\*|__)(?!\s)(?P<a>(?:(?!\*\*|__)[^\n]){2,100}?)(?:\*\*|__)"
    r"|<(?:b|strong)>(?P<b>[^<>\n]{2,100})</(?:b|strong)>)\s*[:：]?\s*(?:\\|<br\s*/?>)?\s*",
    re.IGNORECASE,
)
_LONGEST_KEY = 6
# a bold stretch before a number is more often a stressed part of a sentence
_LONGEST_BEFORE_NUMBER = 3


class Pair(NamedTuple):
    """A key and a value as offsets into the source."""

    key_start: int
    key_end: int
    start: int
    end: int


def bold(source: str, start: int, end: int) -> Pair | None:
    """Return the pair that a bold key opens, such as ``**Licence** Apache 2.0``; else None.

    Without a colon the value must not go on as a sentence whose subject is the bold name.
    """
    match = _BOLD.match(source, start, end) or _TAG_BOLD.match(source, start, end)
    if match is None:
        return None
    value = match["value"].lstrip("*_`[(\"'")
    if not (match["colon"] or match["after"]):
        if not value or value[0].islower() or value[0] in ",.;)&/|" or value[0] == "!":
            return None
        words = match["key"].split()
        if match["key"].endswith((".", "!", "?", ",")) or len(words) > _LONGEST_KEY:
            return None
        if value[0].isdigit() and len(words) > _LONGEST_BEFORE_NUMBER:
            return None
    return _pair(match)


def simple(source: str, start: int, end: int) -> Pair | None:
    """Return the pair of a line such as ``License: MIT``; None where the key is a sentence."""
    match = _PLAIN.match(source, start, end)
    if match is None or len(match["key"].split()) > _LONGEST_KEY:
        return None
    return _pair(match)


def heading(source: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the words of a line that is bold throughout and can serve as a heading."""
    match = _ONLY_BOLD.fullmatch(source, start, end)
    if match is None:
        return None
    name = "a" if match["a"] is not None else "b"
    words = match[name].rstrip(" :：")
    if not any(char.isalpha() for char in words) or words.endswith((".", "!", ",", ";")):
        return None
    return match.start(name), match.start(name) + len(words)


def _pair(match: re.Match[str]) -> Pair:
    value = match["value"].rstrip()
    start = match.start("value")
    return Pair(match.start("key"), match.end("key"), start, start + len(value))
