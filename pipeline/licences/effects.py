"""What each restriction of a licence means for the open-source exemption."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from pipeline.catalogue.rows import Faults, load, unknown_keys

FILE = "lexicons/licence_effects.yaml"


class Effect(StrEnum):
    """What a term does to the question whether a licence is free and open source."""

    GRANTS = "grants"
    CLOSES = "closes"
    LIMITS = "limits"
    ALLOWED = "allowed"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One kind of term.

    Attributes:
        id: Its word in the data files.
        effect: What it does.
        says: What it is, for people.
        source: Row or rule that the effect rests on.
        basis: Locators.
        confidence: ``P``, ``C`` or ``ours``.
    """

    id: str
    effect: Effect
    says: str
    source: str
    basis: tuple[str, ...]
    confidence: str


@lru_cache(maxsize=1)
def meanings() -> dict[str, Meaning]:
    """Return all kinds of terms by their words.

    Raises:
        BadCorpus: with every fault of the file.
    """
    return parse(load(FILE), FILE)


def parse(content: Mapping[str, Any], file: str) -> dict[str, Meaning]:
    """Return the kinds of a file's content.

    Raises:
        BadCorpus: with every fault of the file.
    """
    faults = Faults(file)
    found: dict[str, Meaning] = {}
    grants = {
        key: {"effect": "grants", "source": "Art. 53(2)", "confidence": "P", **row}
        for key, row in (content.get("grants") or {}).items()
    }
    for key, row in {**(content.get("effects") or {}), **grants}.items():
        for odd in unknown_keys(row, ("effect", "says", "source", "basis", "confidence")):
            faults.add(key, f"unknown key {odd}")
        built = faults.attempt(key, lambda key=key, row=row: _meaning(key, row))  # type: ignore[misc]
        if built:
            found[key] = built
    if not found:
        faults.add("file", "no effects")
    faults.done()
    return found


def _meaning(key: str, row: Mapping[str, Any]) -> Meaning:
    if row["confidence"] not in ("P", "C", "ours"):
        raise ValueError(f"confidence must be P, C or ours, not {row['confidence']!r}")
    if not row["basis"]:
        raise ValueError("no basis")
    return Meaning(
        key, Effect(row["effect"]), row["says"], row["source"], tuple(row["basis"]),
        row["confidence"],
    )  # fmt: skip
