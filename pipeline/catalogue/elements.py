"""The pieces of information that law and forms ask for: ``corpora/elements``, checked.

One file a family. A row that lacks a field, a cue that fails one of its own examples, an id that
occurs twice: everything that is wrong with a file is reported together.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.catalogue.files import corpora
from pipeline.catalogue.rows import Faults, load_file, unknown_keys
from pipeline.schema import Cue, Element

#: Families in the order in which people read them; each is one file.
FAMILIES = (
    "identity",
    "properties",
    "distribution",
    "use",
    "training",
    "data",
    "compute",
    "energy",
    "evaluation",
    "copyright",
    "public",
    "systemic risk",
)
#: What a cue may speak for.
ROLES = (
    "strong",
    "weak",
    "value",
    "partial",
    "mentioned",
    "referred",
    "declined",
    "placeholder",
)
SCOPES = ("text", "heading", "label")
LEAST_ANCHORS = 5

_ROW = ("id", "family", "name", "definition", "value", "obligations", "anchors")
_ROW_OPTIONAL = ("headings", "cues", "hint")
_CUE = ("name", "role", "pattern", "must", "must_not")


@lru_cache(maxsize=1)
def elements() -> tuple[Element, ...]:
    """Return all elements, family by family, in the order of their files.

    Raises:
        BadCorpus: a file is missing or faulty; all of its faults are named.
    """
    found: list[Element] = []
    for family in FAMILIES:
        name = f"elements/{family.replace(' ', '_')}.yaml"
        found.extend(read(corpora() / name, name, family, {e.id for e in found}))
    return tuple(found)


@lru_cache(maxsize=1)
def by_id() -> Mapping[str, Element]:
    """Return the elements by their ids."""
    return {element.id: element for element in elements()}


def read(path: Path, name: str, family: str, taken: set[str]) -> tuple[Element, ...]:
    """Return the elements of one file.

    Args:
        path: The YAML file.
        name: What to call it in messages.
        family: The family that all of its rows must state.
        taken: Ids of elements in other files.

    Raises:
        BadCorpus: with everything that is wrong with the file.
    """
    faults = Faults(name)
    rows = load_file(path, name)
    found: list[Element] = []
    if not isinstance(rows, list):
        faults.add("file", "expected a list of elements")
        rows = []
    for number, row in enumerate(rows, 1):
        where = str(row.get("id", f"row {number}")) if isinstance(row, dict) else f"row {number}"
        if not isinstance(row, dict) or not _complete(faults, where, row):
            faults.add(where, "is not a complete element")
            continue
        if where in taken or any(where == e.id for e in found):
            faults.add(where, "is defined twice")
        if row["family"] != family:
            faults.add(where, f"belongs to family {row['family']!r}, the file to {family!r}")
        cues = tuple(c for c in (_cue(faults, where, cue) for cue in row.get("cues", ())) if c)
        if len({cue.id for cue in cues}) != len(cues):
            faults.add(where, "has two cues of one name")
        found.append(_element(row, cues))
    faults.done()
    return tuple(found)


def check(element: Element, faults: Faults) -> None:
    """Note every cue of an element that fails one of its own examples.

    Patterns ignore case; one that needs a capital says ``(?-i:...)`` itself.
    """
    for cue in element.cues:
        if not cue.must or not cue.must_not:
            faults.add(cue.id, "needs strings that it must and must not match")
        faults.pattern(cue.id, cue.pattern, cue.must, cue.must_not)


def _complete(faults: Faults, where: str, row: dict[str, Any]) -> bool:
    before = len(faults.found)
    for key in _ROW:
        if not row.get(key):
            faults.add(where, f"lacks {key}")
    for key in unknown_keys(row, (*_ROW, *_ROW_OPTIONAL)):
        faults.add(where, f"has an unknown key {key!r}")
    for key in ("id", "name", "definition", "hint"):
        if row.get(key) and not isinstance(row[key], str):
            faults.add(where, f"{key} must be words, not {row[key]!r}")
    for key in ("obligations", "anchors", "headings"):
        items = row.get(key, [])
        if not isinstance(items, list) or any(not isinstance(item, str) for item in items):
            faults.add(where, f"{key} must be a list of strings")
        elif key == "anchors" and len(items) < LEAST_ANCHORS:
            faults.add(where, f"needs at least {LEAST_ANCHORS} anchors")
        elif key == "headings" and any(item != item.lower() for item in items):
            faults.add(where, "headings must be lower case")
    if not isinstance(row.get("cues", []), list):
        faults.add(where, "cues must be a list")
    return len(faults.found) == before


def _cue(faults: Faults, where: str, row: Any) -> Cue | None:
    name = row.get("name", "?") if isinstance(row, dict) else "?"
    here = f"{where}/{name}"
    missing = [key for key in _CUE if not isinstance(row, dict) or not row.get(key)]
    if missing:
        faults.add(here, f"lacks {', '.join(missing)}")
        return None
    if not isinstance(row["pattern"], str):
        faults.add(here, f"pattern must be words, not {row['pattern']!r}")
        return None
    for key in ("must", "must_not"):
        if not isinstance(row[key], list):
            faults.add(here, f"{key} must be a list of strings")
            return None
    for key in unknown_keys(row, (*_CUE, "scope")):
        faults.add(here, f"has an unknown key {key!r}")
    scope = row.get("scope", "text")
    if row["role"] not in ROLES or scope not in SCOPES:
        faults.add(here, f"unknown role or scope: {row['role']}, {scope}")
    return Cue(
        id=here,
        pattern=row["pattern"],
        role=row["role"],
        scope=scope,
        must=tuple(str(text) for text in row["must"]),
        must_not=tuple(str(text) for text in row["must_not"]),
    )


def _element(row: dict[str, Any], cues: tuple[Cue, ...]) -> Element:
    return Element(
        id=row["id"],
        name=row["name"],
        family=row["family"],
        definition=row["definition"],
        value=str(row["value"]),
        obligations=tuple(row["obligations"]),
        anchors=tuple(row["anchors"]),
        headings=tuple(row.get("headings", ())),
        cues=cues,
        hint=row.get("hint", ""),
    )
