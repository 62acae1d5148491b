"""The table of units, multipliers and qualifiers, read from ``corpora/lexicons/units.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipeline.catalogue.rows import Faults, load, unknown_keys

FILE = "lexicons/units.yaml"
_UNIT_KEYS = ("id", "unit", "scale", "pattern", "loose", "prefixes", "must", "must_not")
_QUALIFIER_KEYS = ("id", "as", "pattern", "must", "must_not")


@dataclass(frozen=True, slots=True)
class Unit:
    """One written form of a unit.

    Attributes:
        id: Name of the row.
        unit: Canonical unit.
        scale: What one written unit is in the canonical one.
        pattern: Matches the unit and, in group ``si``, its prefix.
        loose: True where describing words may stand between number and unit.
    """

    id: str
    unit: str
    scale: Decimal
    pattern: re.Pattern[str]
    loose: bool


@dataclass(frozen=True, slots=True)
class Units:
    """Everything that the grammar of quantities reads from data."""

    units: tuple[Unit, ...]
    words: Mapping[str, Decimal]
    letters: Mapping[str, Decimal]
    prefixes: Mapping[str, Decimal]
    numerals: Mapping[str, Decimal]
    breaks: frozenset[str]
    qualifiers: tuple[tuple[str, re.Pattern[str]], ...]


def _decimals(table: Mapping[str, Any]) -> dict[str, Decimal]:
    return {str(key): Decimal(str(value)) for key, value in table.items()}


def _unit(row: Mapping[str, Any], prefixes: Mapping[str, Decimal]) -> Unit:
    pattern = str(row["pattern"])
    if row.get("prefixes"):
        names = "|".join(sorted(prefixes, key=lambda name: (-len(name), name)))
        optional = "" if row["prefixes"] == "required" else "?"
        pattern = rf"(?P<si>{names}){optional}(?:[- ](?=[Ff]lop))?{pattern}"
    return Unit(
        str(row["id"]),
        str(row["unit"]),
        Decimal(str(row.get("scale", 1))),
        re.compile(pattern),
        bool(row.get("loose", False)),
    )


def read(data: Mapping[str, Any]) -> Units:
    """Build the table and try every row on its own examples.

    Raises:
        BadCorpus: with all faults of the file together.
    """
    faults = Faults(FILE)
    prefixes = _decimals(data["prefixes"])
    units = []
    for row in data["units"]:
        where = f"unit {row.get('id', '?')}"
        if strange := unknown_keys(row, _UNIT_KEYS):
            faults.add(where, f"unknown keys {strange}")
        unit = faults.attempt(where, lambda row=row: _unit(row, prefixes))  # type: ignore[misc]
        if unit is None:
            continue
        for text in row["must"]:
            if not unit.pattern.match(text):
                faults.add(where, f"must match {text!r} and does not")
        for text in row["must_not"]:
            if unit.pattern.match(text):
                faults.add(where, f"must not match {text!r} and does")
        units.append(unit)
    qualifiers = []
    for row in data["qualifiers"]:
        where = f"qualifier {row.get('id', '?')}"
        if strange := unknown_keys(row, _QUALIFIER_KEYS):
            faults.add(where, f"unknown keys {strange}")
        pattern = rf"(?<![\w-]){row['pattern']}" if row["pattern"].startswith("(?:") else ""
        faults.pattern(where, pattern, row["must"], row["must_not"])
        qualifiers.append((str(row.get("as", row["id"])), re.compile(pattern, re.IGNORECASE)))
    faults.done()
    return Units(
        units=tuple(units),
        words=_decimals(data["multipliers"]["words"]),
        letters=_decimals(data["multipliers"]["letters"]),
        prefixes=prefixes,
        numerals=_decimals(data["numerals"]),
        breaks=frozenset(str(word) for word in data["breaks"]),
        qualifiers=tuple(qualifiers),
    )


@lru_cache(maxsize=1)
def units() -> Units:
    """Return the table that ships with Lacuna."""
    return read(load(FILE))
