"""The rows of ``corpora/summaries``: how documents word fields, and what makes a section whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.catalogue.forms import form
from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.schema.forms import FieldType

FIELDS = "summaries/fields.yaml"
CHECKS = "summaries/checks.yaml"
ANSWERS = "summaries/answers.yaml"
#: Parts that are scored, in order.
PARTS = ("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8")
KINDS = ("required", "given", "wanted")
#: Tests that ask a list of languages or the number of names, not a pattern.
BUILT_IN = ("answered", "languages", "eu_languages", "names")
_FLAGS = re.IGNORECASE
_OPTIONS = (FieldType.CHOICE, FieldType.CHOICES, FieldType.RANGE)
_FIELD = ("id", "name", "labels", "within", "loose", "long", "cues", "body", "must", "says")
_BLANK = re.compile(r" (\??)")
_QUOTE = re.compile(r"''|’|'")


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section: pattern of its title, and the part under which it is scored."""

    id: str
    part: str
    title: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field: patterns of its labels, and of sentences that answer it without one.

    Attributes:
        id: Id of the form's field.
        name: What it asks for, in our words.
        labels: Pattern of all its labels.
        within: Sections in which a label counts; None for all.
        loose: True where an answer may follow without a sign between.
        long: True where the label goes on to its sign or the end of its paragraph.
        cues: Patterns of sentences.
        body: Section whose words without a label can be the answer; empty for none.
        section: Section of the form that it belongs to.
        question: True for one that is answered with yes or no.
        options: True for one that is answered by ticking options.
    """

    id: str
    name: str
    labels: re.Pattern[str]
    within: frozenset[str] | None
    loose: bool
    long: bool
    cues: tuple[re.Pattern[str], ...]
    body: str
    section: str
    question: bool
    options: bool


@dataclass(frozen=True, slots=True)
class Check:
    """One thing asked of a field; ``pattern`` is None for a built-in test."""

    field: str
    part: str
    weight: int
    kind: str
    test: str
    words: str
    pattern: re.Pattern[str] | None


@lru_cache(maxsize=1)
def sections() -> tuple[SectionRow, ...]:
    """Return the sections in the order in which their titles are tried.

    Raises:
        BadCorpus: with every fault of the file.
    """
    faults, found = Faults(FIELDS), []
    for row in load(FIELDS)["sections"]:
        where = str(row["id"])
        for key in unknown_keys(row, ("id", "part", "title", "must", "must_not")):
            faults.add(where, f"unknown key {key}")
        title = rf"(?:{_spaced(row['title'])})\W*"
        faults.pattern(where, rf"^(?:{title})$", row["must"], row["must_not"])
        if row["part"] not in ("", *PARTS):
            faults.add(where, f"no part {row['part']!r}")
        found.append(SectionRow(where, row["part"], re.compile(title, _FLAGS | re.DOTALL)))
    faults.done()
    return tuple(found)


@lru_cache(maxsize=1)
def fields() -> tuple[FieldRow, ...]:
    """Return the rows of all fields of the form, in the form's order.

    Raises:
        BadCorpus: with every fault of the file; a field of the form without a row is one.
    """
    faults = Faults(FIELDS)
    known = {item.id: item for item in form("summary").fields}
    found: dict[str, FieldRow] = {}
    for row in load(FIELDS)["fields"]:
        where = str(row["id"])
        for key in unknown_keys(row, (*_FIELD, "must_not")):
            faults.add(where, f"unknown key {key}")
        if where not in known:
            faults.add(where, "is no field of the form")
            continue
        label = "|".join(f"(?:{_spaced(one)})" for one in row["labels"])
        cues = [_spaced(one) for one in row.get("cues", ())]
        faults.pattern(where, rf"^(?:{label})(?!\w)", row["must"], row["must_not"])
        if row.get("says"):
            either = "|".join(f"(?:{cue})" for cue in cues)
            faults.pattern(where, either, row["says"], row["must_not"])
        elif cues:
            faults.add(where, "its cues have no sentence that they must find")
        within = row.get("within")
        found[where] = FieldRow(
            id=where,
            name=row["name"],
            labels=re.compile(rf"(?:{label})(?!\w)", _FLAGS),
            within=None if within is None else frozenset(within),
            loose=row.get("loose", False),
            long=row.get("long", False),
            cues=tuple(re.compile(cue, _FLAGS) for cue in cues),
            body=row.get("body", ""),
            section=known[where].section,
            question=known[where].type is FieldType.YES_NO,
            options=known[where].type in _OPTIONS,
        )
    for name in known:
        if name not in found:
            faults.add(name, "has no row")
    faults.done()
    return tuple(found[name] for name in known)


@lru_cache(maxsize=1)
def checks() -> tuple[Check, ...]:
    """Return what is asked of the fields, in order.

    Raises:
        BadCorpus: with every fault of the file.
    """
    faults, data = Faults(CHECKS), load(CHECKS)
    tests: dict[str, re.Pattern[str]] = {}
    for row in data["tests"]:
        faults.pattern(str(row["id"]), row["pattern"], row["must"], row["must_not"], _flags(row))
        tests[row["id"]] = re.compile(row["pattern"], _flags(row))
    known = {item.id for item in form("summary").fields}
    found = []
    for number, row in enumerate(data["checks"], 1):
        where = f"check {number}"
        if row["field"] not in known:
            faults.add(where, f"{row['field']} is no field of the form")
        if row["part"] not in PARTS or row["kind"] not in KINDS or not row["weight"] > 0:
            faults.add(where, "part, kind or weight is wrong")
        if row["test"] not in (*BUILT_IN, *tests):
            faults.add(where, f"no test {row['test']!r}")
        found.append(Check(**row, pattern=tests.get(row["test"])))
    faults.done()
    return tuple(found)


@lru_cache(maxsize=1)
def by_part() -> Mapping[str, Sequence[Check]]:
    """Return the checks of each part."""
    return {part: [check for check in checks() if check.part == part] for part in PARTS}


def _flags(row: Mapping[str, Any]) -> re.RegexFlag:
    """Names of models are told by their capitals; all else is not."""
    return re.NOFLAG if row["id"] == "model" else _FLAGS


def _spaced(pattern: str) -> str:
    """Let a blank of a pattern stand for any white space, an apostrophe for any of its kind."""
    spaced = _BLANK.sub(lambda blank: r"\s*" if blank[1] else r"\s+", pattern)
    return _QUOTE.sub("['’ʼ]", spaced)
