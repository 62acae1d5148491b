"""The wordings by which a licence's own text grants and restricts, from the word list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.licences.effects import Effect, Meaning, meanings

FILE = "lexicons/licence_terms.yaml"
_KEYS = ("id", "says", "pattern", "must", "must_not")


@dataclass(frozen=True, slots=True)
class Term:
    """One row: which grant or restriction it is, and how it is worded.

    A passage that ``unless`` is found in as well does not count.
    """

    id: str
    says: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None

    @property
    def meaning(self) -> Meaning:
        """What it means for the open-source exemption."""
        return meanings()[self.says]

    @property
    def effect(self) -> Effect:
        """Whether it grants, closes, limits or is allowed."""
        return self.meaning.effect


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """Return all rows.

    Raises:
        BadCorpus: with every fault of the file.
    """
    return parse(load(FILE), FILE)


def parse(content: Mapping[str, object], file: str) -> tuple[Term, ...]:
    """Return the rows of a file's content.

    Raises:
        BadCorpus: with every fault of the file.
    """
    faults = Faults(file)
    out: list[Term] = []
    rows = content.get("rows")
    for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
        where = str(row.get("id", f"row {number}"))
        missing = [key for key in _KEYS if not row.get(key)]
        for fault in (
            *(f"{key} is missing" for key in missing),
            *unknown_keys(row, (*_KEYS, "unless")),
        ):
            faults.add(where, fault)
        if missing:
            continue
        if row["says"] not in meanings():
            faults.add(where, f"licence_effects.yaml does not say what {row['says']!r} means")
        wrapped = _wrapped(str(row["pattern"]))
        known = len(faults.found)
        faults.pattern(where, wrapped, row["must"], row["must_not"])
        if len(faults.found) == known:
            unless = faults.attempt(where, lambda row=row: _unless(row))  # type: ignore[misc]
            out.append(Term(where, str(row["says"]), re.compile(wrapped, re.IGNORECASE), unless))
    if not rows:
        faults.add("file", "no rows")
    faults.done()
    return tuple(out)


def _unless(row: Mapping[str, object]) -> re.Pattern[str] | None:
    return re.compile(_wrapped(str(row["unless"])), re.IGNORECASE) if row.get("unless") else None


def _wrapped(pattern: str) -> str:
    """Return a pattern for licence files: hard-wrapped lines, and figures such as "Section 3.2".

    A blank matches any white space, and a class that stops at full stops goes on over those
    within a number.
    """
    pattern = pattern.replace("[^.;]", r"(?:[^.;]|\.(?=\d))")
    # A lookbehind needs a fixed width, so one character of white space must do there.
    parts = re.split(r"(\(\?<[!=][^)]*\))", pattern)
    return "".join(
        part.replace(" ", r"\s")
        if part.startswith("(?<")
        else re.sub(r" (?![?*+{])", r"\\s+", part)
        for part in parts
    )
