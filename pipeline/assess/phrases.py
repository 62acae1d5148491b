"""Phrases that mean the same for every element: refusals, placeholders, pointers, hedges."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.assess.literals import compiled
from pipeline.catalogue.rows import Faults, load

FILE = "lexicons/cues_common.yaml"


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, re.Pattern[str]]:
    """Return the patterns by name.

    Raises:
        BadCorpus: a row fails one of its own examples or is incomplete; all are named.
    """
    faults = Faults(FILE)
    found: dict[str, re.Pattern[str]] = {}
    for row in load(FILE):
        name = str(row.get("name", "?"))
        if not row.get("pattern") or not row.get("must") or not row.get("must_not"):
            faults.add(name, "needs pattern, must and must_not")
            continue
        faults.pattern(name, row["pattern"], row["must"], row["must_not"])
        if name in found:
            faults.add(name, "is defined twice")
        found[name] = compiled(row["pattern"])
    faults.done()
    return found


@lru_cache(maxsize=65536)
def says(name: str, text: str) -> bool:
    """Return whether a text holds the phrase of that name; KeyError where there is none such."""
    return phrases()[name].search(text) is not None
