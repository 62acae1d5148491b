"""Editions of the Act, the Code, the Guidelines, the template and the form, with their dates."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.errors import BadInput
from pipeline.law.locators import parse
from pipeline.law.places import Locator, Work

FILE, DRAFTS, GUIDELINES = (
    "law/editions.yaml",
    "law/code_drafts.yaml",
    "law/guidelines_paragraphs.json",
)
_KEYS = (
    "id",
    "work",
    "name",
    "number",
    "date",
    "in_force",
    "confidence",
    "source",
    "texts",
    "stands_in",
    "table",
    "locators",
    "draft",
    "note",
)
_DRAFT_KEYS = ("draft", "place", "about", "now", "confidence", "source")
#: What the letters of confidence mean, in words.
CONFIDENCE = {
    "P": "official text",
    "C": "faithful copy",
    "S": "secondary sources only",
    "U": "not verified",
}


class Holding(StrEnum):
    """What of an edition is on hand."""

    INSTALLED = "installed"
    IN_PART = "in part"
    NUMBERS = "numbers only"
    NOTHING = "not installed"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a text.

    Attributes:
        id: Such as ``act-2024``.
        work: Which text.
        name: For people.
        number: Its official number, or what it is called by.
        published: Its day; None where our sources do not give it.
        in_force: First day of its being in force; None for what binds nobody by itself.
        confidence: P, C, S or U: what the day and number rest on.
        source: The same in words.
        texts: Ids of the sources that hold its words.
        stands_in: Ids of sources that give part of them.
        table: Data file that lists its places by number, or empty.
        locators: Mark of its own numbering in locators, or empty.
        draft: True for a draft, which binds nobody.
        note: What to know.
    """

    id: str
    work: Work
    name: str
    number: str
    published: date | None
    in_force: date | None
    confidence: str
    source: str
    texts: tuple[str, ...]
    stands_in: tuple[str, ...]
    table: str
    locators: str
    draft: bool
    note: str

    def holding(self, installed: Collection[str]) -> Holding:
        """Return what is on hand, given the ids of the sources that are installed."""
        if any(name in installed for name in self.texts):
            return Holding.INSTALLED
        if any(name in installed for name in self.stands_in):
            return Holding.IN_PART
        return Holding.NUMBERS if self.table else Holding.NOTHING


@dataclass(frozen=True, slots=True)
class Place:
    """A place of an edition that is known by number, without text.

    Attributes:
        edition: Id of the edition.
        place: Its number, or empty where it is not known.
        about: What stands there, in our words; empty where the catalogue tells.
        elsewhere: The same matter in another edition, as locators.
        rows: Rows of the catalogue that rest on it.
        confidence: P, C, S or U.
        source: What the number rests on.
    """

    edition: str
    place: str
    about: str
    elsewhere: tuple[str, ...]
    rows: tuple[str, ...]
    confidence: str
    source: str


@lru_cache(maxsize=1)
def editions() -> tuple[Edition, ...]:
    """Return the editions that Lacuna knows, text by text, oldest first.

    Raises:
        BadCorpus: the data file is faulty.
    """
    return parse_editions(load(FILE), FILE)


def parse_editions(data: Mapping[str, Any], file: str) -> tuple[Edition, ...]:
    """Return the editions of a data file's content.

    Raises:
        BadCorpus: rows are faulty; all faults together.
    """
    faults = Faults(file)
    found: list[Edition] = []
    for index, row in enumerate(data["rows"], 1):
        where = f"row {index} ({row.get('id')})"
        for key in unknown_keys(row, _KEYS):
            faults.add(where, f"unknown key {key!r}")
        built = faults.attempt(where, partial(_edition, row))
        if built is None:
            continue
        if built.confidence not in CONFIDENCE:
            faults.add(where, f"confidence is {built.confidence!r}, expected P, C, S or U")
        if built.published is None and built.confidence != "U":
            faults.add(where, "without a day nothing is verified: confidence must be U")
        found.append(built)
    if len({edition.id for edition in found}) != len(found):
        faults.add("rows", "an id is used twice")
    faults.done()
    return tuple(found)


def _edition(row: Mapping[str, Any]) -> Edition:
    for key in ("date", "in_force"):
        if row.get(key) is not None and type(row[key]) is not date:
            raise ValueError(f"{key} must be a day, not {row[key]!r}")
    return Edition(
        id=row["id"],
        work=Work(row["work"]),
        name=row["name"],
        number=row["number"],
        published=row["date"],
        in_force=row.get("in_force"),
        confidence=row["confidence"],
        source=row["source"],
        texts=tuple(row.get("texts", ())),
        stands_in=tuple(row.get("stands_in", ())),
        table=row.get("table", ""),
        locators=row.get("locators", ""),
        draft=row.get("draft", False),
        note=row.get("note", ""),
    )


def edition(identifier: str) -> Edition:
    """Return an edition by id.

    Raises:
        BadInput: there is none such; the message names those that there are.
    """
    for one in editions():
        if one.id == identifier:
            return one
    raise BadInput(
        f"no edition {identifier!r}; there are {', '.join(one.id for one in editions())}"
    )


def current(work: Work, day: date) -> Edition | None:
    """Return the edition of a text that stands on a day; None before the first. Drafts never do."""
    found = [
        one
        for one in editions()
        if one.work is work and not one.draft and one.published and one.published <= day
    ]
    return max(found, key=lambda one: one.published or day, default=None)


def between(start: date, end: date) -> tuple[Edition, ...]:
    """Return the editions that came after one day, up to and including another, by day."""
    found = [one for one in editions() if one.published and start < one.published <= end]
    return tuple(sorted(found, key=lambda one: (one.published or end, one.id)))


def places(one: Edition) -> tuple[Place, ...]:
    """Return the places of an edition that are known by number only, in the table's order.

    Raises:
        BadCorpus: a table is faulty.
    """
    if one.table == DRAFTS:
        return tuple(
            place for place in parse_drafts(load(DRAFTS), DRAFTS) if place.edition == one.id
        )
    if one.table == GUIDELINES:
        return _paragraphs(one)
    if one.table.endswith(".json"):
        data = load(one.table)
        return tuple(
            Place(
                one.id,
                row["locator"],
                "",
                (),
                tuple(row["rows"]),
                row["confidence"],
                data["source"][""],
            )
            for row in data["rows"]
        )
    return ()


def parse_drafts(data: Mapping[str, Any], file: str) -> tuple[Place, ...]:
    """Return the places of the Code's drafts of a data file's content.

    Raises:
        BadCorpus: rows are faulty; all faults together.
    """
    faults = Faults(file)
    drafts = {one.id for one in editions() if one.draft}
    found = []
    for index, row in enumerate(data["rows"], 1):
        where = f"row {index} ({row.get('about')})"
        for key in unknown_keys(row, _DRAFT_KEYS):
            faults.add(where, f"unknown key {key!r}")
        built = faults.attempt(where, partial(_draft_place, row))
        if built is None:
            continue
        if built.edition not in drafts:
            faults.add(where, f"there is no draft {built.edition!r}")
        if built.confidence not in CONFIDENCE:
            faults.add(where, f"confidence is {built.confidence!r}, expected P, C, S or U")
        for text in built.elsewhere:
            faults.attempt(where, partial(_parsed, text))
        found.append(built)
    faults.done()
    return tuple(found)


def _parsed(text: str) -> Locator:
    try:
        return parse(text)
    except BadInput as error:
        raise ValueError(str(error)) from error


def _draft_place(row: Mapping[str, Any]) -> Place:
    return Place(
        edition=row["draft"],
        place=row["place"] or "",
        about=row["about"],
        elsewhere=tuple(row["now"]),
        rows=(),
        confidence=row["confidence"],
        source=row["source"],
    )


def _paragraphs(one: Edition) -> tuple[Place, ...]:
    data = load(GUIDELINES)
    month = {"2025-07": "July 2025", "2025-11": "November 2025"}[one.locators]
    other = "November 2025" if month == "July 2025" else "July 2025"
    found = []
    known = [
        {"locator": f"Guidelines, November 2025, para {number}", "rows": [], "confidence": "S"}
        for number in data["november_known"]
    ]
    for row in (*data["rows"], *known):
        named = next((name for name in (month, other) if name in row["locator"]), "")
        if named == other:
            continue
        across = tuple(counterparts(row["locator"]))
        source = data["source"][named]
        confidence = row["confidence"]
        if not named:
            across = ()
            if month == "November 2025":
                # The same number holds in both, but of November only secondary sources tell.
                source, confidence = data["source"][month], "S"
        found.append(
            Place(one.id, row["locator"], "", across, tuple(row["rows"]), confidence, source)
        )
    return tuple(sorted(found, key=_number))


def _number(place: Place) -> tuple[int, str]:
    tail = place.place.rpartition(" ")[2]
    return (int(tail) if tail.isdigit() else 1000, tail)


def counterparts(locator: str) -> tuple[str, ...]:
    """Return where a guideline paragraph of one version stands in the other, as far as known."""
    for group in load(GUIDELINES)["same"]:
        july = [f"Guidelines, July 2025, para {number}" for number in group["july"]]
        november = [f"Guidelines, November 2025, para {number}" for number in group["november"]]
        for here, there in ((july, november), (november, july)):
            if locator in here:
                paired = len(here) == len(there)
                return (there[here.index(locator)],) if paired else tuple(there)
    return ()
