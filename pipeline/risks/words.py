"""The words by which passages are coded: ``corpora/risks/cues.yaml`` and ``facets.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.assess.literals import compiled
from pipeline.catalogue.risks import by_id
from pipeline.catalogue.rows import Faults, load, unknown_keys

CUES = "risks/cues.yaml"
FACETS = "risks/facets.yaml"

_ROLES = ("topic", "test")
_SCOPES = ("text", "heading")
_KEYS = ("code", "role", "scope", "pattern", "must", "must_not", "within", "value", "unless")
#: What ``facets.yaml`` must name: four facets, and what keeps a passage from counting.
NAMES = (
    "method",
    "threshold",
    "result",
    "mitigation",
    "not_evaluated",
    "future",
    "advice",
    "forbidden",
    "forbidden_heading",
    "others",
    "safety_heading",
    "possible",
    "lacking",
)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that give a passage a code.

    Attributes:
        code: Id of an entry, for a trait of a draft with its value: ``d1/intent=intentional``.
        test: True where they name an evaluation that measures it.
        scope: ``text`` or ``heading``.
        within: True where they count in passages on a risk, or under a heading on safety, only.
        pattern: The regular expression as written.
        unless: Another; where it matches too, the passage is about something else. Empty for none.
    """

    code: str
    test: bool
    scope: str
    within: bool
    pattern: str
    unless: str = ""

    def hits(self, text: str) -> bool:
        """Return whether a text holds the words, and not those that change their meaning."""
        if not compiled(self.pattern).search(text):
            return False
        return not self.unless or not compiled(self.unless).search(text)


@lru_cache(maxsize=1)
def cues() -> tuple[Cue, ...]:
    """Return every cue, in the order of the file.

    Raises:
        BadCorpus: a row names no entry, is incomplete or fails one of its own examples; all of
            the file's faults are told together.
    """
    return tuple(parse_cues(load(CUES)))


def parse_cues(content: Any) -> list[Cue]:
    """Return the cues of a file's content.

    Raises:
        BadCorpus: with every fault of the file.
    """
    faults = Faults(CUES)
    found = []
    for row in content["rows"]:
        code, value = str(row.get("code", "?")), row.get("value", "")
        where = f"{code} ({row.get('role')}, {row.get('scope')})"
        for key in unknown_keys(row, _KEYS):
            faults.add(where, f"unknown key {key!r}")
        entry = by_id().get(code)
        if entry is None:
            faults.add(where, "is no entry of a taxonomy")
        elif value and value not in entry.values:
            faults.add(where, f"{value} is none of its values: {', '.join(entry.values)}")
        if row.get("role") not in _ROLES or row.get("scope") not in _SCOPES:
            faults.add(where, f"role must be one of {_ROLES}, scope one of {_SCOPES}")
        if row.get("within", "risk") != "risk":
            faults.add(where, "within must be risk, or be left out")
        if not _tried(faults, where, row):
            continue
        if row.get("unless"):
            faults.pattern(f"{where}, unless", row["unless"], (), row["must"])
        found.append(
            Cue(
                f"{code}={value}" if value else code,
                row.get("role") == "test",
                row["scope"],
                "within" in row,
                row["pattern"],
                str(row.get("unless", "")),
            )
        )
    faults.done()
    return found


def _tried(faults: Faults, where: str, row: Mapping[str, Any]) -> bool:
    """Try a row's pattern on its examples; False where it has none."""
    if not row.get("pattern") or not row.get("must") or not row.get("must_not"):
        faults.add(where, "needs pattern, must and must_not")
        return False
    faults.pattern(where, row["pattern"], row["must"], row["must_not"])
    return True


@lru_cache(maxsize=1)
def facets() -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of ``NAMES``.

    Raises:
        BadCorpus: a row is missing, unknown, incomplete or fails one of its own examples.
    """
    return parse_facets(load(FACETS))


def parse_facets(content: Any) -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of a file's content by name.

    Raises:
        BadCorpus: with every fault of the file.
    """
    faults = Faults(FACETS)
    found = {}
    for row in content["rows"]:
        name = str(row.get("name", "?"))
        if name not in NAMES or name in found:
            faults.add(name, "is unknown or named twice")
        if _tried(faults, name, row):
            found[name] = compiled(row["pattern"])
    for name in NAMES:
        if name not in found:
            faults.add(name, "has no row")
    faults.done()
    return found
