"""``Key: value`` lines in prose: which words are the key, and where the value stands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.catalogue.rows import Faults, load, unknown_keys

FILE = "lexicons/keys.yaml"

_BOLD = re.compile(
    r"\s*(?P<mark>\*\*|__)(?!\s)(?P<key>(?:(?!\*\*|__)[^\n]){1,80}?)\s*(?P<colon>[:：]?)\s*(?P=mark)"
    r"\s*(?P<after>[:：]|[-–—](?=\s))?\s*(?P<value>\S.*)",
    re.DOTALL,
)
_ITALIC = re.compile(
    r"\s*(?P<mark>\*|_)(?![\s*_])(?P<key>[^*_\n]{1,60}?)\s*(?:[:：](?P=mark)|(?P=mark)\s?[:：])\s*"
    r"(?P<value>\S.*)",
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
_LONGEST_BOLD_KEY = 80
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
        match = _ITALIC.match(source, start, end)
        return _pair(match) if match is not None and could_be_key(match["key"]) else None
    if not (match["colon"] or match["after"]) and not _is_key(match["key"], match["value"]):
        return None
    return _pair(match)


def keyed(text: str, bold_end: int) -> Pair | None:
    """Return the pair that the bold words ``text[:bold_end]`` open; as ``bold``, without markup."""
    key = text[:bold_end].rstrip()
    rest = text[bold_end:]
    mark = re.match(r"\s*(?:[:：]|[-–—](?=\s))?\s*", rest)
    value = rest[mark.end() if mark else 0 :].rstrip()
    words = key.rstrip(" :：")
    if not value or not words or len(words) > _LONGEST_BOLD_KEY:
        return None
    colon = words != key or (mark is not None and bool(mark[0].strip()))
    if not colon and not _is_key(words, value):
        return None
    start = bold_end + (mark.end() if mark else 0)
    return Pair(0, len(words), start, start + len(value))


def _is_key(key: str, value: str) -> bool:
    """Without a colon: do bold words name the value, or are they a stressed part of a sentence?"""
    value = value.lstrip("*_`[(\"'")
    words = key.split()
    if not any(char.isalnum() for char in value):
        return False
    if not value or value[0].islower() or value[0] in ",.;)&/|!":
        return False
    if key.endswith((".", "!", "?", ",")) or len(words) > _LONGEST_KEY:
        return False
    return not (value[0].isdigit() and len(words) > _LONGEST_BEFORE_NUMBER)


def simple(source: str, start: int, end: int) -> Pair | None:
    """Return the pair of a line such as ``License: MIT``; None where the key is a sentence."""
    match = _PLAIN.match(source, start, end)
    if match is None or not could_be_key(match["key"]):
        return None
    return _pair(match)


def could_be_key(words: str) -> bool:
    """True for few words that do not make a clause: ``Model type``, but not ``We release``."""
    each = words.lower().split()
    return len(each) <= _LONGEST_KEY and not _clause_words().intersection(each)


@lru_cache(maxsize=1)
def _clause_words() -> frozenset[str]:
    faults = Faults(FILE)
    data = load(FILE)
    for key in unknown_keys(data, ("not_in_key", "examples")):
        faults.add(key, "unknown key")
    for word in data["not_in_key"]:
        if not isinstance(word, str) or word != word.lower():
            faults.add("not_in_key", f"{word!r}: expected a word in lower case")
    faults.done()
    return frozenset(data["not_in_key"])


def heading(source: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the words of a line that is bold throughout and can serve as a heading."""
    match = _ONLY_BOLD.fullmatch(source, start, end)
    if match is None:
        return None
    name = "a" if match["a"] is not None else "b"
    words = match[name].rstrip(" :：")
    if not is_title(words):
        return None
    return match.start(name), match.start(name) + len(words)


def is_title(words: str) -> bool:
    """True for words short enough for a heading that do not end as a sentence does."""
    words = words.rstrip(" :：")
    return (
        len(words) <= 100
        and "\n" not in words
        and any(char.isalpha() for char in words)
        and not words.endswith((".", "!", ",", ";"))
    )


def _pair(match: re.Match[str]) -> Pair:
    value = match["value"].rstrip()
    start = match.start("value")
    return Pair(match.start("key"), match.end("key"), start, start + len(value))
