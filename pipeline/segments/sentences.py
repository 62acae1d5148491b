"""Where sentences end: a rule-based cutter with its abbreviations as data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.catalogue.rows import Faults, load, unknown_keys

FILE = "lexicons/abbreviations.yaml"
_LISTS = ("never", "before_number", "may_end", "starters")

#: Longest sentence that stays whole; beyond it semicolons and then spaces cut.
LONGEST = 1500

_END = re.compile(
    r"""(?<![.!?…])[.!?…]++["'”’)\]*]*+(?=\s+["'“‘(\[*]*[^\sa-z,;:)\]%])|[。！？]["”’」』）]*|\n""",
)
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘/]*$")
_FIRST_WORD = re.compile(r"\s*[\"'“‘(\[]*([\w'-]+)")
#: Also one with a code before it: "Certificate No. AB-1234".
_NUMBER = re.compile(r"\s+(?:[A-Z]{1,6}[-/])?\d")
_INITIAL = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_LONGEST_PART = 20
#: How far before a full stop its word is looked for; longer words are in no list.
_LONGEST_WORD = 60
#: Words before a letter that names a part ("Appendix A.") and no person.
_PART = re.compile(
    r"\b(?:annex|appendix|chapter|class|exhibit|figure|group|level|model|option|part|phase|plan"
    r"|schedule|section|stage|table|tier|type|variant|vitamin)\s+$",
    re.IGNORECASE,
)
#: Words before a letter that is a programming language: "is written in C. Bindings exist".
_LANGUAGE = re.compile(
    r"\b(?:(?:written|implemented|coded|programmed|ported)(?:\s\w{1,12})?\s(?:in|to)|language|ansi)\s+$",
    re.IGNORECASE,
)
_LONGEST_LANGUAGE = 40
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words that decide whether a full stop ends a sentence; all in lower case."""

    never: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    starters: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lists of ``corpora/lexicons/abbreviations.yaml``.

    Raises:
        BadCorpus: a list is missing or holds something other than words in lower case.
    """
    faults = Faults(FILE)
    data = load(FILE)
    for key in unknown_keys(data, (*_LISTS, "examples")):
        faults.add(key, "unknown key")
    for key in _LISTS:
        for word in data.get(key) or [None]:
            if not isinstance(word, str) or word != word.lower():
                faults.add(key, f"{word!r}: expected a word in lower case (quote no and on)")
    faults.done()
    return Lexicon(*(frozenset(data[key]) for key in _LISTS))


def boundaries(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence; together they hold every visible character."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match[0] != "\n" and not _ends(text, start, match):
            continue
        if text[start : match.end()].strip():
            found.extend(_halves(text, start, match.end()))
        start = match.end()
    if text[start:].strip():
        found.extend(_halves(text, start, len(text)))
    return found


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    if not match[0].startswith(".") or match[0].startswith(".."):
        return True
    if "://" in text[max(text.rfind(" ", start, match.start()), start) : match.start()]:
        return True  # the last part of an address is no abbreviation
    near = max(start, match.start() - _LONGEST_WORD)
    before = _LAST_WORD.search(text, near, match.start())
    word = before[0] if before else ""
    lower = word.lower()
    words = lexicon()
    if lower in words.never:
        return False
    if lower in words.before_number and _NUMBER.match(text, match.end()):
        return False
    initial = _INITIAL.fullmatch(word)
    lead = text[start : match.start()].strip() if near == start else ""
    if lower in words.may_end or (initial and lead != word):
        # an initial ("by J. Doe"), but not a sentence that ends in a letter ("Appendix A.")
        following = _FIRST_WORD.match(text, match.end())
        starts = following is not None and following[1].lower() in words.starters
        low = max(start, match.start() - len(word) - _LONGEST_PART)
        high = match.start() - len(word)
        part = initial and _PART.search(text, low, high)
        low = max(start, high - _LONGEST_LANGUAGE)
        language = word in {"C", "D", "R"} and _LANGUAGE.search(text, low, high)
        return starts or bool(part) or bool(language)
    # "1. Introduction" is a number of a list, not a sentence
    return not (initial or _LIST_NUMBER.fullmatch(lead))


def _halves(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a sentence that is too long at semicolons, else at spaces."""
    found = []
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        cut = max(window.rfind("; "), window.rfind(" • "), window.rfind(" | "))
        if cut < LONGEST // 4:
            cut = window.rfind(" ")
        cut = LONGEST if cut < LONGEST // 4 else cut + 1
        found.append((start, start + cut))
        start += cut
    if text[start:end].strip():
        found.append((start, end))
    return found
