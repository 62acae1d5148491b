"""Patterns that lie as data: rows of ``corpora/lexicons``, each with its own examples.

A file has ``macros`` (named pieces of pattern, used as ``{{NAME}}``) and ``rows``: an id, a
role, a pattern, a weight, and strings that it must and must not match.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.catalogue.rows import Faults, load, unknown_keys

_KEYS = ("id", "role", "pattern", "weight", "must", "must_not", "value", "why")
_MACRO = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One pattern: what it means (``role``), how much it weighs, a value that it stands for."""

    id: str
    role: str
    regex: re.Pattern[str]
    weight: float = 1.0
    value: str = ""


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """Return a pattern with its macros put in; ValueError for a macro that is not known."""
    for _ in range(5):
        if not _MACRO.search(pattern):
            return pattern
        pattern = _MACRO.sub(lambda m: _lookup(m.group(1), macros), pattern)
    raise ValueError("macros are nested too deeply")


def _lookup(name: str, macros: Mapping[str, str]) -> str:
    if name not in macros:
        raise ValueError(f"no macro is called {name}")
    return macros[name]


@lru_cache(maxsize=32)
def phrases(file: str) -> Mapping[str, tuple[Phrase, ...]]:
    """Return the rows of a file under ``corpora`` by role, in the file's order.

    Raises:
        BadCorpus: with every fault of the file: unknown keys, patterns that do not compile or
            fail one of their own examples, ids used twice.
    """
    data: Any = load(file)
    faults = Faults(file)
    found: dict[str, list[Phrase]] = {}
    seen: set[str] = set()
    for row in data.get("rows", ()):
        where = str(row.get("id", "?"))
        for key in unknown_keys(row, _KEYS):
            faults.add(where, f"unknown key {key}")
        if where in seen:
            faults.add(where, "this id is used twice")
        seen.add(where)
        for key in ("must", "must_not"):
            if not row.get(key):
                faults.add(where, f"{key} is empty")
        pattern = faults.attempt(where, lambda row=row: _pattern(row, data))  # type: ignore[misc]
        if pattern is None:
            continue
        faults.pattern(where, pattern, row.get("must", ()), row.get("must_not", ()))
        phrase = faults.attempt(where, lambda row=row, p=pattern: _phrase(row, p))  # type: ignore[misc]
        if phrase:
            found.setdefault(phrase.role, []).append(phrase)
    faults.done()
    return {role: tuple(rows) for role, rows in found.items()}


def _pattern(row: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    return expand(str(row["pattern"]), data.get("macros") or {})


def _phrase(row: Mapping[str, Any], pattern: str) -> Phrase:
    return Phrase(
        id=str(row["id"]),
        role=str(row["role"]),
        regex=re.compile(pattern, re.IGNORECASE),
        weight=float(row.get("weight", 1.0)),
        value=str(row.get("value", "")),
    )
