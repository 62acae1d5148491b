"""What law and Code make simpler for smaller providers, on the findings that it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pipeline.applicability.facts import Facts
from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.schema import Duty, Finding, Relief

FILE = "law/proportionality.yaml"
SIZES = ("sme", "smc")
CONFIDENCES = ("official", "copy", "secondary", "unverified")
_KEYS = (
    *("id", "ref", "locators", "edition", "sizes"),
    *("specific", "confidence", "obligations", "gloss"),
)


@dataclass(frozen=True, slots=True)
class Simplification:
    """One row: a relief as findings show it, and on which of them.

    Attributes:
        relief: As it is shown; ``given`` is False until a size is known.
        locators: Where it stands, one parseable locator each.
        obligations: Ids of the rows whose findings show it.
        specific: True where the text gives a concrete relief.
    """

    relief: Relief
    locators: tuple[str, ...]
    obligations: tuple[str, ...]
    specific: bool


@lru_cache(maxsize=1)
def simplifications() -> tuple[Simplification, ...]:
    """Return the rows that ship with Lacuna.

    Raises:
        BadCorpus: rows are faulty; all faults are told together.
    """
    return parse(load(FILE)["rows"])


def parse(rows: Sequence[Any], file: str = FILE) -> tuple[Simplification, ...]:
    """Return the rows of a file's content.

    Raises:
        BadCorpus: with every fault.
    """
    faults = Faults(file)
    out = []
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        where = str(row.get("id", f"row {number}"))
        missing = [key for key in _KEYS if row.get(key) in (None, "", [])]
        for key in missing:
            faults.add(where, f"{key} is missing")
        for key in unknown_keys(row, _KEYS):
            faults.add(where, f"unknown key {key!r}")
        if where in seen:
            faults.add(where, "the id is used twice")
        seen.add(where)
        if missing:
            continue
        if stray := set(row["sizes"]) - set(SIZES):
            faults.add(where, f"sizes must be among {', '.join(SIZES)}, not {sorted(stray)}")
        if row["confidence"] not in CONFIDENCES:
            faults.add(where, f"confidence must be one of {', '.join(CONFIDENCES)}")
        relief = Relief(
            id=where,
            ref=row["ref"],
            edition=str(row["edition"]),
            sizes=tuple(row["sizes"]),
            gloss=row["gloss"],
            confidence=row["confidence"],
            given=False,
        )
        out.append(
            Simplification(
                relief, tuple(row["locators"]), tuple(row["obligations"]), bool(row["specific"])
            )
        )
    faults.done()
    return tuple(out)


def with_reliefs(findings: Sequence[Finding], facts: Facts | None) -> tuple[Finding, ...]:
    """Return findings with what is simpler for a provider of the size that the facts give.

    Without a size only concrete reliefs are shown, as what would hold for a smaller provider; for
    a large one, none. A finding of what does not apply shows none either.
    """
    size = facts.provider_size if facts else None
    reliefs: dict[str, list[Relief]] = {}
    for row in simplifications():
        if size in row.relief.sizes or (size is None and row.specific):
            for obligation in row.obligations:
                reliefs.setdefault(obligation, []).append(
                    replace(row.relief, given=size is not None)
                )
    return tuple(
        finding
        if finding.duty is Duty.NOT_APPLICABLE or finding.obligation not in reliefs
        else replace(finding, reliefs=tuple(reliefs[finding.obligation]))
        for finding in findings
    )
