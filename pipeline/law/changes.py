"""What changed in law and texts between two days, provision by provision."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.errors import BadInput, LacunaError, LawNotInstalled
from pipeline.law.amendments import Amendment, Change, covers
from pipeline.law.corpus import LawCorpus
from pipeline.law.editions import Edition, between
from pipeline.law.locators import parse
from pipeline.law.places import ORDINAL_MARK, Kind, Locator, Work
from pipeline.law.units import Unit
from pipeline.schema import Obligation

#: What stands where a provision is not part of the law of a day.
NOT_LAW = "not part of the law of that day"


@dataclass(frozen=True, slots=True)
class Side:
    """A provision on one of the two days.

    Attributes:
        text: Verbatim words; empty where there are none, or none are installed.
        source: Where they come from.
        edition: Date of the text.
        sha256: Hash of the file that they are cut from, or empty.
        notes: What must be said with them.
    """

    text: str
    source: str
    edition: str
    sha256: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A provision that changed.

    Attributes:
        locator: Which.
        change: inserted, replaced, deleted, amended, or retitled.
        point: Point of the amending act.
        applies: First day on which the new text applies, where that is after its first day.
        before: On the first day.
        after: On the second.
        obligations: Rows of the catalogue that rest on it, on a part of it, or on what holds it,
            and those whose day hangs on it.
    """

    locator: Locator
    change: str
    point: str
    applies: date | None
    before: Side
    after: Side
    obligations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """Provisions whose words stand, and which apply from another day."""

    locators: tuple[Locator, ...]
    before: date
    after: date
    basis: Locator
    obligations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Begins:
    """A row of the catalogue for which a day lies between the two.

    Attributes:
        obligation: Its id.
        ref: The reference as lawyers write it.
        day: Which day.
        what: ``published``, ``applies``, ``applies to earlier models``.
    """

    obligation: str
    ref: str
    day: date
    what: str


@dataclass(frozen=True, slots=True)
class LawDiff:
    """What changed from one day to another.

    Attributes:
        start: The first day.
        end: The second.
        editions: Editions that came in between, by day.
        act: The amending act that came into force in between, or empty.
        read_in: Where its amending points were read.
        provisions: What it changed, in the order of its points.
        moved: What applies from another day by it.
        unexplained: Where the consolidated text differs from the published one although no
            amending point says so: corrections, or spelling.
        begins: Days of the catalogue's rows in between, by day.
    """

    start: date
    end: date
    editions: tuple[Edition, ...]
    act: str
    read_in: str
    provisions: tuple[Changed, ...]
    moved: tuple[Moved, ...]
    unexplained: tuple[Changed, ...]
    begins: tuple[Begins, ...]


def law_diff(before: LawCorpus, after: LawCorpus, obligations: Sequence[Obligation]) -> LawDiff:
    """Return what changed between the days of two corpora of one folder.

    Args:
        before: The law of the first day.
        after: The law of the second.
        obligations: The catalogue, to tell which of its rows a change touches.

    Raises:
        BadInput: the first day is later than the second.
    """
    start, end = before.as_of, after.as_of
    if start > end:
        raise BadInput(f"the first day, {start}, is later than the second, {end}: swap them")
    known = after.amendments
    crossed = start < known.in_force <= end
    rows = _Catalogue(obligations)
    provisions: list[Changed] = []
    moved: list[Moved] = []
    unexplained: list[Changed] = []
    if crossed:
        provisions = [_changed(row, before, after, rows) for row in known.rows]
        provisions += [
            _retitled(place, point, before, after, rows) for place, point in known.retitled
        ]
        moved = [
            Moved(
                row.locators,
                row.before,
                row.applies,
                row.basis,
                tuple(dict.fromkeys(i for place in row.locators for i in rows.on(place))),
            )
            for row in known.redated
        ]
        unexplained = list(_unexplained(before, after, rows)) if after.consolidated else []
    return LawDiff(
        start=start,
        end=end,
        editions=between(start, end),
        act=known.act if crossed else "",
        read_in=known.read_in if crossed else "",
        provisions=tuple(provisions),
        moved=tuple(moved),
        unexplained=tuple(unexplained),
        begins=tuple(begins(obligations, start, end)),
    )


class _Catalogue:
    """Which rows of the catalogue rest on a provision."""

    def __init__(self, obligations: Sequence[Obligation]) -> None:
        self.places = [
            (row.id, place) for row in obligations for text in row.locators for place in _read(text)
        ]

    def on(self, locator: Locator) -> tuple[str, ...]:
        """Return ids of rows on a provision, on a part of it, or on what holds it."""
        found = (
            identifier
            for identifier, place in self.places
            if covers(locator, place) or covers(place, locator)
        )
        return tuple(dict.fromkeys(found))


def _read(text: str) -> tuple[Locator, ...]:
    try:
        return (parse(text),)
    except BadInput:
        return ()


def _changed(row: Amendment, before: LawCorpus, after: LawCorpus, catalogue: _Catalogue) -> Changed:
    return Changed(
        locator=row.locator,
        change=row.change.value,
        point=row.point,
        applies=row.applies,
        before=_nothing() if row.change is Change.INSERTED else _side(before, row.locator),
        after=_side(after, row.locator),
        obligations=tuple(dict.fromkeys((*catalogue.on(row.locator), *row.moves))),
    )


def _retitled(
    place: Locator, point: str, before: LawCorpus, after: LawCorpus, catalogue: _Catalogue
) -> Changed:
    sides = []
    for corpus in (before, after):
        unit = corpus.units.get(place)
        title = corpus.heading(unit) if unit else ""
        note = () if title else ("title replaced, the new one is not installed",)
        file = corpus.file(unit.document_id) if unit and title else None
        edition = unit.edition if unit and title else corpus.amendments.edition_after
        sides.append(
            Side(
                title,
                file.source.title if file else "",
                edition,
                file.sha256 if file else "",
                note,
            )
        )
    return Changed(place, "retitled", point, None, sides[0], sides[1], catalogue.on(place))


def _nothing() -> Side:
    return Side("", "", "", "", (NOT_LAW,))


def _side(corpus: LawCorpus, locator: Locator) -> Side:
    try:
        shown = corpus.show(locator)
    except LawNotInstalled as error:
        return Side("", "", "", "", (str(error),))
    except LacunaError:
        return Side("", "", "", "", ("the installed text has no such place",))
    return Side(shown.text, shown.source, shown.edition, shown.sha256, shown.notes)


def _unexplained(before: LawCorpus, after: LawCorpus, catalogue: _Catalogue) -> Iterator[Changed]:
    """Yield innermost provisions that differ between the texts, and that no row accounts for."""
    known = after.amendments
    old = {place: unit for place, unit in before.units.items() if _own(place)}
    new = {place: unit for place, unit in after.units.items() if _own(place)}
    for place in dict.fromkeys([*old, *new]):
        then, now = old.get(place), new.get(place)
        same = then is not None and now is not None and then.text == now.text
        if same or known.may_touch(place) or _cut_otherwise(place, old, new):
            continue
        if _differs_below(place, before, old, new) or _differs_below(place, after, old, new):
            continue
        change = "inserted" if then is None else "deleted" if now is None else "differs"
        yield Changed(
            place,
            change,
            "",
            None,
            _side(before, place) if then else _nothing(),
            _side(after, place) if now else _nothing(),
            catalogue.on(place),
        )


def _own(place: Locator) -> bool:
    return place.work is Work.ACT and place.kind is not Kind.RECITAL


def _differs_below(
    place: Locator, corpus: LawCorpus, old: Mapping[Locator, Unit], new: Mapping[Locator, Unit]
) -> bool:
    for child in corpus.children(place):
        then, now = old.get(child), new.get(child)
        if then is None or now is None or then.text != now.text:
            return True
    return False


def _cut_otherwise(
    place: Locator, old: Mapping[Locator, Unit], new: Mapping[Locator, Unit]
) -> bool:
    """True for an unnumbered part where the words around it are the same: only the cut differs."""
    parent = place.parent
    if parent is None or not place.path[-1].startswith(ORDINAL_MARK):
        return False
    then, now = old.get(parent), new.get(parent)
    return then is not None and now is not None and then.text == now.text


def begins(obligations: Sequence[Obligation], start: date, end: date) -> list[Begins]:
    """Return the days of rows that lie after one day, up to and including another, by day."""
    found = []
    for row in obligations:
        days = {"published": row.first_day, "applies": row.applies_from}
        if row.legacy_from:
            days["applies to earlier models"] = row.legacy_from
        if row.applies_from <= row.first_day:
            del days["published"]
        for what, day in days.items():
            if start < day <= end:
                found.append(Begins(row.id, row.ref, day, what))
    return sorted(found, key=lambda item: (item.day, item.what, item.obligation))


def words(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return a word-by-word comparison: (``=``, ``-`` or ``+``, words), in reading order."""
    left, right = before.split(), after.split()
    out: list[tuple[str, str]] = []
    for sign, a, b, c, d in difflib.SequenceMatcher(None, left, right, False).get_opcodes():
        if sign == "equal":
            out.append(("=", " ".join(left[a:b])))
            continue
        if b > a:
            out.append(("-", " ".join(left[a:b])))
        if d > c:
            out.append(("+", " ".join(right[c:d])))
    return tuple(out)
