"""What Regulation (EU) 2026/1744 does to the Act, and the new text where a patch is installed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any

from pipeline.catalogue.rows import Faults, load
from pipeline.errors import BadInput
from pipeline.law.locators import parse
from pipeline.law.places import ORDINAL_MARK, Locator

FILE = "law/amendments.yaml"
_KEYS = {"locator", "change", "after", "point", "patch", "source", "applies", "moves"}


class Change(StrEnum):
    """What an amending act does to a provision."""

    REPLACED = "replaced"
    INSERTED = "inserted"
    DELETED = "deleted"
    AMENDED = "amended"


class Standing(StrEnum):
    """How the 2024 text of a provision stands today, as far as is known."""

    UNCHANGED = "unchanged"
    NOT_CHECKED = "not_checked"
    TOUCHED = "touched"
    PARTLY_TOUCHED = "partly_touched"


@dataclass(frozen=True, slots=True)
class Amendment:
    """One touched provision.

    Attributes:
        locator: Which.
        change: What happens to it.
        after: Where an inserted one stands, or None.
        point: Point of the amending act, or empty.
        patch: Ids of its rows in the patch file.
        source: Who says so.
        applies: First day on which it applies, where that is later than the entry into force.
        moves: Rows of the catalogue whose day hangs on it although they do not cite it.
    """

    locator: Locator
    change: Change
    after: Locator | None
    point: str
    patch: tuple[str, ...]
    source: str
    applies: date | None = None
    moves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Redated:
    """Provisions whose words stand, but which apply from another day.

    Attributes:
        locators: Which.
        before: First day of application by the old text.
        applies: First day of application by the new one.
        basis: Where the new text says so.
    """

    locators: tuple[Locator, ...]
    before: date
    applies: date
    basis: Locator


@dataclass(frozen=True)
class Amendments:
    """All that is known of one amending act.

    Attributes:
        act: Its number.
        in_force: First day of its being in force.
        edition_before: Date of the text that it amends.
        edition_after: Date of the text as amended.
        rows: Provisions that it touches.
        unchanged: Provisions that somebody found untouched, by themselves.
        complete: Whether every amending point was read, so that what has no row is untouched.
        confidence: P read in the official text, C in a copy, S told by a secondary source.
        read_in: Where the amending points were read.
        retitled: Provisions of which the title is replaced, with the amending point.
        redated: Provisions that only apply from another day.
    """

    act: str
    in_force: date
    edition_before: str
    edition_after: str
    rows: tuple[Amendment, ...]
    unchanged: tuple[Locator, ...]
    complete: bool = False
    confidence: str = "S"
    read_in: str = ""
    retitled: tuple[tuple[Locator, str], ...] = ()
    redated: tuple[Redated, ...] = ()

    def covering(self, locator: Locator) -> Amendment | None:
        """Return the row that touches a provision as a whole, or None."""
        return next((row for row in self.rows if covers(row.locator, locator)), None)

    def within(self, locator: Locator) -> tuple[Amendment, ...]:
        """Return the rows that touch parts of a provision, not all of it."""
        return tuple(
            row for row in self.rows if row.locator != locator and covers(locator, row.locator)
        )

    def standing(self, locator: Locator) -> Standing:
        """Return how a provision's 2024 text stands."""
        if self.covering(locator):
            return Standing.TOUCHED
        if self.within(locator):
            return Standing.PARTLY_TOUCHED
        if self.complete or any(covers(known, locator) for known in self.unchanged):
            return Standing.UNCHANGED
        return Standing.NOT_CHECKED

    def may_touch(self, locator: Locator) -> bool:
        """True where a provision is touched, holds a touched one, or may hold one.

        Points bear no trace of their unnumbered subparagraph: one beside touched points may hold
        them.
        """
        if self.covering(locator) or self.within(locator):
            return True
        parent = locator.parent
        if parent is None or not locator.path[-1].startswith(ORDINAL_MARK):
            return False
        return bool(self.within(parent))

    def new_title(self, locator: Locator) -> str | None:
        """Return the amending point that replaces a provision's title, or None."""
        return next((point for place, point in self.retitled if place == locator), None)

    def new_day(self, locator: Locator) -> Redated | None:
        """Return from when a provision applies by the new text, where only that changed."""
        return next(
            (row for row in self.redated if any(covers(place, locator) for place in row.locators)),
            None,
        )


def covers(outer: Locator, inner: Locator) -> bool:
    """True where ``inner`` is ``outer`` or lies in it."""
    same = (outer.work, outer.kind, outer.number) == (inner.work, inner.kind, inner.number)
    return same and inner.path[: len(outer.path)] == outer.path


@lru_cache(maxsize=1)
def amendments() -> Amendments:
    """Return the amendments that Lacuna knows.

    Raises:
        BadCorpus: the data file is faulty.
    """
    return parse_amendments(load(FILE), FILE)


def parse_amendments(data: Mapping[str, Any], file: str) -> Amendments:
    """Return the amendments of a data file's content.

    Raises:
        BadCorpus: rows are faulty; all faults together.
    """
    faults = Faults(file)
    read_in = data.get("read_in", "")
    rows = [
        faults.attempt(f"row {index} ({row.get('locator')})", partial(_row, row, read_in))
        for index, row in enumerate(data["rows"], 1)
    ]
    retitled = [
        faults.attempt(f"retitled {row}", partial(_retitled, row))
        for row in data.get("retitled", ())
    ]
    redated = [
        faults.attempt(f"dated {row}", partial(_redated, row)) for row in data.get("dated", ())
    ]
    unchanged = [
        faults.attempt(f"unchanged {name}", partial(_locator, name)) for name in data["unchanged"]
    ]
    found = tuple(row for row in rows if row)
    certain = tuple(locator for locator in unchanged if locator)
    for row in found:
        if any(covers(known, row.locator) for known in certain):
            faults.add(str(row.locator), "both amended and unchanged")
    if len({row.locator for row in found}) != len(found):
        faults.add("rows", "a provision stands twice")
    faults.done()
    return Amendments(
        act=data["act"],
        in_force=data["in_force"],
        edition_before=data["edition_before"],
        edition_after=data["edition_after"],
        rows=found,
        unchanged=certain,
        complete=data.get("complete", False),
        confidence=data.get("confidence", "S"),
        read_in=read_in,
        retitled=tuple(row for row in retitled if row),
        redated=tuple(row for row in redated if row),
    )


def _retitled(row: Mapping[str, Any]) -> tuple[Locator, str]:
    return _locator(row["locator"]), row["point"]


def _redated(row: Mapping[str, Any]) -> Redated:
    return Redated(
        locators=tuple(_locator(text) for text in row["locators"]),
        before=row["before"],
        applies=row["applies"],
        basis=_locator(row["basis"]),
    )


def _row(row: Mapping[str, Any], read_in: str) -> Amendment:
    unknown = set(row) - _KEYS
    if unknown:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    return Amendment(
        locator=_locator(row["locator"]),
        change=Change(row["change"]),
        after=_locator(row["after"]) if "after" in row else None,
        point=row.get("point", ""),
        patch=tuple(row.get("patch", ())),
        source=read_in if read_in and row.get("point") else row["source"],
        applies=row.get("applies"),
        moves=tuple(row.get("moves", ())),
    )


def _locator(text: str) -> Locator:
    try:
        return parse(text)
    except BadInput as error:
        raise ValueError(str(error)) from error


def read_patches(data: bytes, name: str) -> dict[str, str | None]:
    """Return id -> new text of a patch file; None where a provision is deleted.

    Raises:
        BadInput: it is not a list of patches.
    """
    try:
        rows = json.loads(data)
        return {
            row["id"]: None if row["op"] == "delete" else " ".join(row["text"].split())
            for row in rows
        }
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{name} is not a list of patches ({error}); fetch it again") from error


def patched_text(row: Amendment, patches: Mapping[str, str | None]) -> str | None:
    """Return the new text of a touched provision, or None where it is not installed."""
    if not row.patch or any(key not in patches for key in row.patch):
        return None
    return "\n".join(text for key in row.patch if (text := patches[key]) is not None)
