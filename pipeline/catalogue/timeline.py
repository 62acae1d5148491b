"""Days and lanes of a model's timeline: ``corpora/obligations/timeline.yaml``, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from pipeline.catalogue.rows import Faults, load, unknown_keys

FILE = "obligations/timeline.yaml"

_DAY = ("id", "day", "words", "locators", "edition", "confidence")
_LANE = ("id", "title", "starts")


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day on which law begins to bite.

    Attributes:
        id: Its name.
        day: The day.
        words: What begins, in our words.
        locators: Where the day stands.
        edition: Day of the text in which it stands.
        confidence: P official text, C copy, S secondary source.
        lane: Lane with whose duties alone it is shown; empty for all.
    """

    id: str
    day: date
    words: str
    locators: tuple[str, ...]
    edition: str
    confidence: str
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """Duties that are drawn together.

    Attributes:
        id: Its name.
        title: For people.
        starts: How the ids of its duties begin.
        powers: True for what others may do: never due from the provider.
    """

    id: str
    title: str
    starts: tuple[str, ...]
    powers: bool = False

    def holds(self, obligation: str) -> bool:
        """Return whether a duty is drawn here."""
        return obligation.startswith(self.starts)


@lru_cache(maxsize=1)
def timeline() -> tuple[tuple[Milestone, ...], tuple[Lane, ...]]:
    """Return (days, lanes) in their order.

    Raises:
        BadCorpus: the file is faulty; all of its faults are told together.
    """
    return parse(load(FILE))


def parse(content: Any) -> tuple[tuple[Milestone, ...], tuple[Lane, ...]]:
    """Return (days, lanes) of the file's content.

    Raises:
        BadCorpus: with every fault of the file.
    """
    faults = Faults(FILE)
    if not isinstance(content, Mapping):
        faults.add("file", "expected days and lanes")
        faults.done()
    for key in unknown_keys(content, ("days", "lanes")):
        faults.add("file", f"unknown key {key!r}")
    days, lanes = [], []
    for row in content.get("days") or []:
        if made := faults.attempt(str(row), lambda row=row: _milestone(row)):  # type: ignore[misc]
            days.append(made)
    for row in content.get("lanes") or []:
        if lane := faults.attempt(str(row), lambda row=row: _lane(row)):  # type: ignore[misc]
            lanes.append(lane)
    if not days or not lanes:
        faults.add("file", "no days or no lanes")
    names = [lane.id for lane in lanes]
    for day in days:
        if day.lane and day.lane not in names:
            faults.add(day.id, f"there is no lane {day.lane!r}")
    faults.done()
    return tuple(sorted(days, key=lambda day: day.day)), tuple(lanes)


def _milestone(row: Mapping[str, Any]) -> Milestone:
    if unknown := unknown_keys(row, (*_DAY, "lane")):
        raise ValueError(f"unknown keys {', '.join(unknown)}")
    for key in ("day", "edition"):
        if type(row[key]) is not date:
            raise ValueError(f"{key} must be a day such as 2025-08-02")
    if row["confidence"] not in ("P", "C", "S"):
        raise ValueError("confidence must be P, C or S")
    if not row["locators"]:
        raise ValueError("locators: where does the day stand?")
    return Milestone(
        row["id"],
        row["day"],
        row["words"],
        tuple(row["locators"]),
        row["edition"].isoformat(),
        row["confidence"],
        row.get("lane", ""),
    )


def _lane(row: Mapping[str, Any]) -> Lane:
    if unknown := unknown_keys(row, (*_LANE, "powers")):
        raise ValueError(f"unknown keys {', '.join(unknown)}")
    if not row["starts"]:
        raise ValueError("starts: which duties?")
    return Lane(row["id"], row["title"], tuple(row["starts"]), row.get("powers", False) is True)
