"""Whether an answer to a question about a model says what was asked, by rules alone.

The answers are those of an index that asks developers, one question at a time: their topic is the
question's, so that what counts is whether the answer holds what is asked for. Nothing is fitted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.catalogue.rows import Faults, load, unknown_keys

PATTERNS = "evaluation/answers.yaml"
INDICATORS = "evaluation/fmti.yaml"

#: How directly an indicator asks for what an element asks for.
STRENGTHS = ("direct", "partial", "none")
#: An answer that points elsewhere in at most so many words besides its links only points.
POINTER_WORDS = 12
#: Rows that every answer is held against.
ALWAYS = ("not_disclosed", "silence", "doubt", "of_others", "link", "pointer")

_ROW = ("indicator", "strength", "elements", "needs", "bars", "why")
_PATTERN = ("id", "pattern", "must", "must_not", "case")


@dataclass(frozen=True, slots=True)
class Indicator:
    """What an indicator asks for.

    Attributes:
        name: As the index has it.
        strength: One of ``STRENGTHS``.
        elements: Ids of the elements that ask for the same or nearly; empty where none does.
        needs: Ids of patterns, each of which an answer must match.
        bars: Ids of patterns that an answer must not match.
        why: What was decided about it, in a few words.
    """

    name: str
    strength: str
    elements: tuple[str, ...]
    needs: tuple[str, ...]
    bars: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Whether an answer says what was asked, and why not where it does not."""

    gap: bool
    because: str = ""


def key(name: str) -> str:
    """Return an indicator's name as it is compared: without case and outer blanks."""
    return " ".join(name.lower().split())


@lru_cache(maxsize=1)
def patterns() -> Mapping[str, re.Pattern[str]]:
    """Return the patterns by id.

    Raises:
        BadCorpus: rows are faulty or fail their own examples; all are named.
    """
    return parse_patterns(load(PATTERNS), PATTERNS)


def parse_patterns(content: Any, file: str) -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of the file's content by id; ``patterns`` says what is refused."""
    faults = Faults(file)
    found: dict[str, re.Pattern[str]] = {}
    for group in ("says", "needs"):
        for row in content.get(group) or []:
            where = str(row.get("id"))
            for name in unknown_keys(row, _PATTERN):
                faults.add(where, f"unknown key {name!r}")
            if where in found:
                faults.add(where, "the id is used twice")
            if not (row.get("must") and row.get("must_not")):
                faults.add(where, "needs examples under must and must_not")
                continue
            # A line break inside an answer ends no thought: lists and tables are answers too.
            flags = re.DOTALL if row.get("case") else re.DOTALL | re.IGNORECASE
            faults.pattern(where, row["pattern"], row["must"], row["must_not"], flags)
            built = faults.attempt(where, lambda r=row, f=flags: re.compile(r["pattern"], f))  # type: ignore[misc]
            if built:
                found[where] = built
    for name in sorted(set(ALWAYS) - set(found)):
        faults.add(name, "is missing")
    faults.done()
    return found


@lru_cache(maxsize=1)
def indicators() -> Mapping[str, Indicator]:
    """Return the indicators by ``key`` of their names.

    Raises:
        BadCorpus: rows are faulty; all are named.
    """
    return parse_indicators(load(INDICATORS), INDICATORS)


def written_on() -> frozenset[str]:
    """Return the companies whose answers were read while the rows were written."""
    return frozenset(load(INDICATORS)["written_on"])


def parse_indicators(content: Any, file: str) -> Mapping[str, Indicator]:
    """Return the indicators of the file's content; ``indicators`` says what is refused."""
    from pipeline.catalogue.elements import elements

    known, words = {element.id for element in elements()}, patterns()
    faults = Faults(file)
    found: dict[str, Indicator] = {}
    for row in content["indicators"]:
        where = str(row.get("indicator"))
        for name in unknown_keys(row, _ROW):
            faults.add(where, f"unknown key {name!r}")
        if key(where) in found:
            faults.add(where, "stands twice")
        if row.get("strength") not in STRENGTHS:
            faults.add(where, f"strength must be one of {', '.join(STRENGTHS)}")
        for name in row.get("elements") or []:
            if name not in known:
                faults.add(where, f"unknown element {name}")
        for name in (*(row.get("needs") or []), *(row.get("bars") or [])):
            if name not in words:
                faults.add(where, f"unknown pattern {name}")
        found[key(where)] = Indicator(
            where,
            str(row.get("strength")),
            tuple(row.get("elements") or ()),
            tuple(row.get("needs") or ()),
            tuple(row.get("bars") or ()),
            str(row.get("why", "")),
        )
    faults.done()
    return found


def silent(text: str) -> bool:
    """Return whether an answer is empty or has a phrase of non-disclosure."""
    return not text.strip() or bool(patterns()["silence"].search(text))


def tell(indicator: Indicator, text: str) -> Told:
    """Return whether an answer leaves out what its indicator asks for.

    An answer that is nothing but a pointer is taken on trust: what it points to was not read.

    Args:
        indicator: What is asked.
        text: The answer.
    """
    words = patterns()
    if not text.strip():
        return Told(True, "it is empty")
    for name, why in (
        ("silence", "it says that it does not tell"),
        ("doubt", "it leaves it open"),
        ("of_others", "it speaks of others"),
    ):
        if hit := words[name].search(text):
            return Told(True, f"{why}: {' '.join(hit[0].split())}")
    if _only_points(text):
        return Told(False, "it is a pointer, which was not followed")
    barred = [name for name in indicator.bars if words[name].search(text)]
    lacking = [name for name in indicator.needs if not words[name].search(text)]
    said = [f"it lacks {_plain(name)}" for name in lacking]
    said += [f"it is {_plain(name)}" for name in barred]
    return Told(bool(said), "; ".join(said))


def _only_points(text: str) -> bool:
    words = patterns()
    rest = re.findall(r"\w+", words["link"].sub(" ", text))
    return bool(words["pointer"].search(text)) and len(rest) <= POINTER_WORDS


def _plain(name: str) -> str:
    return name.replace("_", " ")
