"""The catalogue of duties: rows under ``corpora/obligations``, checked, in one tuple."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.schema import Audience, Condition, Earlier, Obligation

#: Files under ``corpora/obligations``, in the order in which their rows are listed.
FILES = (
    "act",
    "annexes",
    "code_transparency",
    "code_copyright",
    "code_safety",
    "documentation_form",
    "training_summary",
    "guidelines",
)

_TEXTS = ("id", "ref", "kind", "gloss", "binds")
_FLAGS = ("binds_provider", "voluntary")
_OPTIONAL = (
    "legacy_from",
    "elements",
    "without_element",
    "evidence",
    "provision",
    "supporting",
    "since",
    "earlier",
)
_KEYS = (*_TEXTS, *_FLAGS, "locators", "edition", "conditions", "audience", "applies_from")


@dataclass(frozen=True, slots=True)
class OnDay:
    """How a row of the catalogue stands on a day.

    Attributes:
        standing: ``absent`` (in no text yet), ``to_come`` (in a text, applies later), ``earlier``
            (an earlier text held, worded otherwise), or ``applies``.
        edition: Date of the text of that day, or empty.
        told: The same in a sentence.
    """

    standing: str
    edition: str
    told: str


def on_day(row: Obligation, day: date) -> OnDay:
    """Return how a row stands on a day: whether its text was there, and whether it applied."""
    if day < row.first_day:
        return OnDay("absent", "", f"in no text yet; it came with that of {row.first_day}")
    edition = row.edition if row.edition <= day.isoformat() else row.first_day.isoformat()
    if earlier := row.before(day):
        told = f"an earlier text held, until {earlier.until}: {earlier.gloss}"
        return OnDay("earlier", edition, told)
    if day < row.applies_from:
        return OnDay("to_come", edition, f"in the text, applies from {row.applies_from}")
    told = f"applies since {row.applies_from}"
    if row.legacy_from and day < row.legacy_from:
        told += f", to models placed before 2 August 2025 from {row.legacy_from}"
    if edition != row.edition:
        told += f"; judged by the text of {row.edition}, which came later"
    return OnDay("applies", edition, told)


@lru_cache(maxsize=1)
def obligations() -> tuple[Obligation, ...]:
    """Return every row of the catalogue, in the order of the files.

    Raises:
        BadCorpus: rows are faulty; all faults of a file are told together.
    """
    rows: list[Obligation] = []
    seen: dict[str, str] = {}
    for name in FILES:
        path = f"obligations/{name}.yaml"
        for row in parse(load(path), path, seen):
            seen[row.id] = path
            rows.append(row)
    return tuple(rows)


def parse(content: Any, file: str, seen: Mapping[str, str] | None = None) -> list[Obligation]:
    """Return the rows of one file's content.

    Args:
        content: What the YAML file holds.
        file: Its name, for messages.
        seen: Ids of rows of other files, with the file of each.

    Raises:
        BadCorpus: with every fault of the file.
    """
    faults = Faults(file)
    if not isinstance(content, list):
        faults.add("file", "expected a list of rows")
        faults.done()
    out: list[Obligation] = []
    known = dict(seen or {})
    for number, row in enumerate(content, 1):
        where = f"row {number}"
        if not isinstance(row, Mapping):
            faults.add(where, "expected keys and values")
            continue
        where = str(row.get("id", where))
        if where in known:
            faults.add(where, f"the id is used before, in {known[where]}")
        known[where] = file
        before = len(faults.found)
        _check(row, where, faults)
        if len(faults.found) == before:
            built = faults.attempt(where, lambda row=row: _build(row))  # type: ignore[misc]
            if built:
                out.append(built)
    faults.done()
    return out


def _check(row: Mapping[str, Any], where: str, faults: Faults) -> None:
    for key in unknown_keys(row, (*_KEYS, *_OPTIONAL)):
        faults.add(where, f"unknown key {key!r}")
    for key in _KEYS:
        if key not in row:
            faults.add(where, f"{key} is missing")
    for key in _TEXTS:
        if key in row and not (isinstance(row[key], str) and row[key].strip()):
            faults.add(where, f"{key} must be words, not {row[key]!r}")
    for key in ("without_element", "evidence"):
        if not isinstance(row.get(key, ""), str):
            faults.add(where, f"{key} must be words, not {row[key]!r}")
    for key in (*_FLAGS, "provision"):
        if not isinstance(row.get(key, False), bool):
            faults.add(where, f"{key} must be true or false, not {row[key]!r}")
    for key in ("edition", "applies_from", "legacy_from", "since"):
        if key in row and type(row[key]) is not date:
            faults.add(where, f"{key} must be a date such as 2025-08-02, not {row[key]!r}")
    for key in ("locators", "conditions", "audience", "elements", "supporting"):
        value = row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            faults.add(where, f"{key} must be a list of words, not {value!r}")
        elif len(set(value)) != len(value):
            faults.add(where, f"{key} names something twice")
    if row.get("audience") == []:
        faults.add(where, "audience is empty; write nobody where nothing is owed to anybody")


def _build(row: Mapping[str, Any]) -> Obligation:
    legacy: date | None = row.get("legacy_from")
    if legacy and legacy < row["applies_from"]:
        raise ValueError("legacy_from lies before applies_from")
    return Obligation(
        id=row["id"],
        ref=row["ref"],
        locators=tuple(row["locators"]),
        edition=row["edition"].isoformat(),
        kind=row["kind"],
        gloss=row["gloss"],
        binds=row["binds"],
        binds_provider=row["binds_provider"],
        conditions=tuple(Condition(name) for name in row["conditions"]),
        audience=tuple(Audience(name) for name in row["audience"]),
        voluntary=row["voluntary"],
        applies_from=row["applies_from"],
        legacy_from=legacy,
        elements=tuple(row.get("elements", ())),
        without_element=row.get("without_element", ""),
        evidence=row.get("evidence", ""),
        provision=row.get("provision", False),
        supporting=tuple(row.get("supporting", ())),
        since=row.get("since"),
        earlier=_earlier(row["earlier"]) if "earlier" in row else None,
    )


def _earlier(told: Any) -> Earlier:
    """Return how a row stood before.

    Raises:
        ValueError: it does not have exactly the keys until, gloss and same.
    """
    if not isinstance(told, Mapping) or set(told) != {"until", "gloss", "same"}:
        raise ValueError("earlier needs the keys until, gloss and same, and no other")
    kinds = {"until": date, "gloss": str, "same": bool}
    for key, kind in kinds.items():
        if type(told[key]) is not kind:
            raise ValueError(f"earlier: {key} is {told[key]!r}")
    return Earlier(told["until"], told["gloss"], told["same"])
