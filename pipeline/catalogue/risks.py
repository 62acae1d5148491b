"""The taxonomies of risk and the crosswalk between them: files under ``corpora/risks``, checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.schema.risks import Confidence, Crossing, RiskEntry, Standing

#: The final text first: it is the scheme with which passages are coded.
FILES = ("code_final", "draft_third", "draft_first")
FINAL = FILES[0]
CROSSWALK = "risks/crosswalk.yaml"

#: The risks that a signatory of the chapter must always assess.
SPECIFIED = "specified"
#: Axes whose entries are risks; those of the others are sources and traits.
RISK_AXES = (SPECIFIED, "example")

RELATIONS = ("same", "narrower", "split", "folded", "moved", "lost", "new")

_HEAD = ("taxonomy", "title", "standing", "edition", "confidence", "source", "rows")
_ROW = ("id", "axis", "name", "gloss")
_ROW_OPTIONAL = ("point", "types", "serves", "values", "confidence", "source")
_CROSSING = ("first", "third", "final", "relation", "confidence", "note")


@lru_cache(maxsize=1)
def entries() -> tuple[RiskEntry, ...]:
    """Return every entry of every taxonomy, the final Code first.

    Raises:
        BadCorpus: a file is faulty; all of its faults are told together.
    """
    found: list[RiskEntry] = []
    for name in FILES:
        path = f"risks/{name}.yaml"
        found += parse(load(path), path)
    faults = Faults("risks")
    seen: set[str] = set()
    for entry in found:
        if entry.id in seen:
            faults.add(entry.id, "the id is used twice")
        seen.add(entry.id)
    faults.done()
    return tuple(found)


@lru_cache(maxsize=1)
def by_id() -> Mapping[str, RiskEntry]:
    """Return the entries by id."""
    return {entry.id: entry for entry in entries()}


@lru_cache(maxsize=1)
def titles() -> Mapping[str, str]:
    """Return the title of each taxonomy."""
    return {name: str(load(f"risks/{name}.yaml")["title"]) for name in FILES}


@lru_cache(maxsize=1)
def crosswalk() -> tuple[Crossing, ...]:
    """Return where each label of the drafts went.

    Raises:
        BadCorpus: a row is incomplete or names what no taxonomy holds; all are told together.
    """
    return tuple(parse_crosswalk(load(CROSSWALK), CROSSWALK, by_id()))


def parse(content: Any, file: str) -> list[RiskEntry]:
    """Return the entries of one taxonomy's content.

    Args:
        content: What the YAML file holds.
        file: Its name, for messages.

    Raises:
        BadCorpus: with every fault of the file.
    """
    faults = Faults(file)
    head = content if isinstance(content, Mapping) else {}
    for key in _HEAD:
        if not head.get(key):
            faults.add("file", f"{key} is missing")
    faults.done()
    if type(head["edition"]) is not date:
        faults.add("file", f"edition must be a date such as 2025-07-10, not {head['edition']!r}")
    found: list[RiskEntry] = []
    for number, row in enumerate(head["rows"], 1):
        where = str(row.get("id", f"row {number}"))
        for key in unknown_keys(row, (*_ROW, *_ROW_OPTIONAL)):
            faults.add(where, f"unknown key {key!r}")
        for key in _ROW:
            if not (isinstance(row.get(key), str) and row[key].strip()):
                faults.add(where, f"{key} must be words")
        for key in ("types", "serves", "values"):
            told = row.get(key, [])
            if not isinstance(told, list) or not all(isinstance(item, str) for item in told):
                faults.add(where, f"{key} must be a list of words")
        built = faults.attempt(where, lambda row=row: _entry(row, head))  # type: ignore[misc]
        if built:
            found.append(built)
    known = {entry.id for entry in found}
    for entry in found:
        for name in (*entry.types, *entry.serves):
            if name not in known:
                faults.add(entry.id, f"names {name}, which the file does not hold")
    faults.done()
    return found


def _entry(row: Mapping[str, Any], head: Mapping[str, Any]) -> RiskEntry:
    point = row.get("point", "")
    standing = Standing(head["standing"])
    if (standing is Standing.FINAL) != bool(point):
        raise ValueError("an entry of the final text has a point, one of a draft has none")
    return RiskEntry(
        id=row["id"],
        taxonomy=head["taxonomy"],
        axis=row["axis"],
        name=row["name"],
        gloss=row["gloss"],
        standing=standing,
        edition=str(head["edition"]),
        confidence=Confidence(row.get("confidence", head["confidence"])),
        source=row.get("source", head["source"]),
        locator=f"Code, Safety and Security, Appendix {point}" if point else "",
        types=tuple(row.get("types", ())),
        serves=tuple(row.get("serves", ())),
        values=tuple(row.get("values", ())),
    )


def parse_crosswalk(content: Any, file: str, known: Mapping[str, RiskEntry]) -> list[Crossing]:
    """Return the rows of a crosswalk.

    Args:
        content: What the YAML file holds.
        file: Its name, for messages.
        known: All entries by id.

    Raises:
        BadCorpus: with every fault of the file.
    """
    faults = Faults(file)
    found: list[Crossing] = []
    for number, row in enumerate(content, 1):
        where = f"row {number}"
        for key in unknown_keys(row, (*_CROSSING, "place")):
            faults.add(where, f"unknown key {key!r}")
        if missing := [key for key in _CROSSING if key not in row]:
            faults.add(where, f"missing: {', '.join(missing)}")
            continue
        for column, taxonomy in (("first", "draft_first"), ("third", "draft_third")):
            _named(faults, where, row[column], taxonomy, known)
        _named(faults, where, row["final"], FINAL, known)
        if row["relation"] not in RELATIONS:
            faults.add(where, f"relation must be one of {', '.join(RELATIONS)}")
        built = faults.attempt(where, lambda row=row: _crossing(row))  # type: ignore[misc]
        if built:
            found.append(built)
    faults.done()
    return found


def _named(
    faults: Faults, where: str, named: Any, taxonomy: str, known: Mapping[str, RiskEntry]
) -> None:
    for name in named if isinstance(named, list) else [named] if named else []:
        if name not in known or known[name].taxonomy != taxonomy:
            faults.add(where, f"{name} is no entry of {taxonomy}")


def _crossing(row: Mapping[str, Any]) -> Crossing:
    return Crossing(
        first=row["first"],
        third=tuple(row["third"]),
        final=tuple(row["final"]),
        relation=row["relation"],
        confidence=Confidence(row["confidence"]),
        note=row["note"],
        place=row.get("place", ""),
    )
