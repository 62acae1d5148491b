"""What each element is called where a document refuses it or leaves its field empty."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.assess.literals import compiled
from pipeline.catalogue.elements import by_id
from pipeline.catalogue.rows import Faults, load

FILE = "lexicons/topics.yaml"


@lru_cache(maxsize=1)
def topics() -> Mapping[str, re.Pattern[str]]:
    """Return one pattern for each element of the catalogue.

    Raises:
        BadCorpus: a row fails one of its own examples, is incomplete, or names no element, or an
            element has none or two; all faults are named.
    """
    faults = Faults(FILE)
    found: dict[str, re.Pattern[str]] = {}
    for row in load(FILE):
        name = str(row.get("element", "?"))
        if name not in by_id():
            faults.add(name, "is no element")
        if name in found:
            faults.add(name, "has two rows")
        if not row.get("pattern") or not row.get("must") or not row.get("must_not"):
            faults.add(name, "needs pattern, must and must_not")
            continue
        faults.pattern(name, row["pattern"], row["must"], row["must_not"])
        found[name] = compiled(row["pattern"])
    for missing in sorted(set(by_id()) - set(found)):
        faults.add(missing, "has no row")
    faults.done()
    return found


def names(element: str, text: str) -> bool | None:
    """Return whether a text names the element; None where the element is not of the catalogue."""
    pattern = topics().get(element)
    return None if pattern is None else pattern.search(text) is not None


@lru_cache(maxsize=4096)
def named(text: str) -> frozenset[str]:
    """Return all elements that a text names."""
    return frozenset(name for name, pattern in topics().items() if pattern.search(text))


def may_mean(element: str, heading: str) -> bool:
    """Return whether what stands under a heading may be about an element.

    A heading that names elements is about those; one that names none may be about any.
    """
    return element in (named(heading) or (element,))
