"""What may be shown of a unit: its words, where they come from, and what to say about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.errors import BadInput
from pipeline.law.amendments import Amendment, Change, Standing, patched_text
from pipeline.law.editions import counterparts, current
from pipeline.law.locators import parse
from pipeline.law.places import ORDINAL_MARK, Kind, Locator, Work
from pipeline.law.units import TypographicChange, Unit

if TYPE_CHECKING:
    from pipeline.law.corpus import LawCorpus

REMARKS = "law/remarks.yaml"

NOT_INSTALLED = "amended by (EU) 2026/1744, text not installed"
DELETED = "deleted by (EU) 2026/1744"
INSERTED_NOT_INSTALLED = "inserted by (EU) 2026/1744, text not installed"
PATCHED = "as amended by (EU) 2026/1744, from its patch"
UNCHANGED = "published text of 2024, unchanged by (EU) 2026/1744"
NOT_CHECKED = "published text of 2024; later amendment not checked"
PARTLY = "published text of 2024 with the amendments of (EU) 2026/1744 that are known here"
OLD = "text of 2024, before (EU) 2026/1744: not the law of today"
CONSOLIDATED = (
    "consolidated text of the Publications Office: it has no legal effect, the published acts are "
    "authentic"
)
UNOFFICIAL_CODE = "unofficial copy, compare with the official PDF"


class Basis(StrEnum):
    """What the shown words are."""

    PUBLISHED = "published"
    PATCHED = "patched"
    COMPOSED = "composed"
    CONSOLIDATED = "consolidated"
    COPY = "copy"
    NO_TEXT = "no_text"


@dataclass(frozen=True, slots=True)
class Shown:
    """A place of the law as it may be shown.

    Attributes:
        locator: The place, in canonical form.
        text: Verbatim words; empty where none may be shown.
        heading: Its title, or empty.
        heading_path: Titles above it and its own.
        source: Name of the source.
        edition: Date of the text.
        sha256: Hash of the file that the words are cut from; empty without text.
        basis: What the words are.
        notes: What must be said with them, most important first.
        children: Places right below it.
        document_id: Document that ``start..end`` cut the text from; empty for composed text.
        start: Offset, or 0.
        end: One past the last character, or 0.
        changes: Where the shown characters differ from the source's, such as a superscript.
    """

    locator: Locator
    text: str
    heading: str
    heading_path: tuple[str, ...]
    source: str
    edition: str
    sha256: str
    basis: Basis
    notes: tuple[str, ...]
    children: tuple[Locator, ...] = ()
    document_id: str = ""
    start: int = 0
    end: int = 0
    changes: tuple[TypographicChange, ...] = ()


def show(corpus: LawCorpus, locator: Locator) -> Shown:
    """Return what may be shown of a resolved locator."""
    if locator in corpus.listed:
        return _listed(corpus, locator)
    unit = corpus.units.get(locator)
    amended = locator.work is Work.ACT and corpus.as_of >= corpus.amendments.in_force
    row = corpus.amendments.covering(locator) if amended else None
    if amended and not corpus.consolidated:
        if row:
            return _touched(corpus, locator, unit, row)
        assert unit is not None  # resolve gives units, listed places or touched provisions
        if rows := _rows_within(corpus, unit):
            return _composed(corpus, unit, rows)
    if unit is None:
        if row is not None:
            told = DELETED if row.change is Change.DELETED else NOT_INSTALLED
            return _no_text(corpus, locator, (told + _of_point(row),))
        return _no_text(corpus, locator, (f"not yet in force on {corpus.as_of}",))
    if unit.edition > corpus.as_of.isoformat():
        told = f"not yet published on {corpus.as_of}: this text is of {unit.edition}"
        return _no_text(corpus, locator, (told, *earlier(unit, corpus.as_of)))
    return _plain(corpus, unit, _notes(corpus, unit))


def earlier(unit: Unit, day: date) -> tuple[str, ...]:
    """Return a sentence on the edition that stood in a text's place on an earlier day."""
    then = current(unit.locator.work, day)
    if then is None:
        return ()
    return (f"the edition of that day, {then.number} of {then.published}, is not installed",)


def _notes(corpus: LawCorpus, unit: Unit) -> tuple[str, ...]:
    if unit.locator.work is not Work.ACT:
        source = corpus.file(unit.document_id).source
        if unit.locator.work is Work.CODE and not source.official:
            return (UNOFFICIAL_CODE, *remarks(unit.locator))
        if unit.locator.work is Work.CODE:
            return ("read from the official PDF by machine", *remarks(unit.locator))
        return (source.note, *remarks(unit.locator)) if source.note else remarks(unit.locator)
    if corpus.as_of < corpus.amendments.in_force:
        touched = corpus.amendments.covering(unit.locator) or _rows_within(corpus, unit)
        first = OLD if touched else f"published text of 2024, as of {corpus.as_of}"
        return (first, *remarks(unit.locator))
    dated = corpus.amendments.new_day(unit.locator)
    days = (f"applies from {dated.applies} by {dated.basis}",) if dated else ()
    if unit.edition == corpus.amendments.edition_after:
        return (CONSOLIDATED, *_by_whom(corpus, unit), *days, *remarks(unit.locator))
    unchanged = corpus.amendments.standing(unit.locator) is Standing.UNCHANGED
    return (
        UNCHANGED if unchanged else NOT_CHECKED,
        *days,
        *_titles(corpus, unit.locator),
        *remarks(unit.locator),
    )


def _by_whom(corpus: LawCorpus, unit: Unit) -> tuple[str, ...]:
    """Return what of a consolidated provision the amending act wrote."""
    row = corpus.amendments.covering(unit.locator)
    if row is not None:
        return (f"{row.change} by {corpus.amendments.act}{_of_point(row)}", *_applies(corpus, row))
    rows = corpus.amendments.within(unit.locator)
    return tuple(f"{r.locator}: {r.change} by {corpus.amendments.act}{_of_point(r)}" for r in rows)


def _titles(corpus: LawCorpus, locator: Locator) -> tuple[str, ...]:
    point = corpus.amendments.new_title(locator)
    if point is None:
        return ()
    return (f"its title was replaced by (EU) 2026/1744 ({point}); the new one is not installed",)


def _of_point(row: Amendment) -> str:
    return f" ({row.point} of that regulation)" if row.point else ""


@lru_cache(maxsize=1)
def _all_remarks() -> tuple[tuple[Locator, str], ...]:
    return parse_remarks(load(REMARKS), REMARKS)


def parse_remarks(data: Mapping[str, Any], file: str) -> tuple[tuple[Locator, str], ...]:
    """Return (place, remark) of a data file's content.

    Raises:
        BadCorpus: rows are faulty; all faults together.
    """
    faults = Faults(file)
    found = []
    for index, row in enumerate(data["rows"], 1):
        where = f"row {index} ({row.get('locator')})"
        for key in ("locator", "remark", "source"):
            if not isinstance(row.get(key), str) or not row[key].strip():
                faults.add(where, f"{key} must be words")
        for key in unknown_keys(row, ("locator", "remark", "source")):
            faults.add(where, f"unknown key {key!r}")
        try:
            found.append((parse(str(row.get("locator"))), str(row.get("remark"))))
        except BadInput as error:
            faults.add(where, str(error))
    faults.done()
    return tuple(found)


def remarks(locator: Locator) -> tuple[str, ...]:
    """Return our remarks that go with a provision."""
    return tuple(text for place, text in _all_remarks() if place == locator)


def _plain(corpus: LawCorpus, unit: Unit, notes: tuple[str, ...]) -> Shown:
    source = corpus.file(unit.document_id).source
    return Shown(
        locator=unit.locator,
        text=unit.text,
        heading=corpus.heading(unit),
        heading_path=corpus.heading_path(unit),
        source=source.title,
        edition=unit.edition,
        sha256=unit.document_id,
        basis=_basis(corpus, unit, official=source.official),
        notes=notes,
        children=corpus.children(unit.locator),
        document_id=unit.document_id,
        start=unit.start,
        end=unit.end,
        changes=tuple(
            change
            for change in corpus.changes
            if change.document_id == unit.document_id and unit.start <= change.at <= unit.end
        ),
    )


def _basis(corpus: LawCorpus, unit: Unit, *, official: bool) -> Basis:
    if unit.locator.work is Work.ACT and unit.edition == corpus.amendments.edition_after:
        return Basis.CONSOLIDATED
    return Basis.PUBLISHED if official else Basis.COPY


def _no_text(corpus: LawCorpus, locator: Locator, notes: tuple[str, ...]) -> Shown:
    unit = corpus.units.get(locator)
    amended = locator.work is Work.ACT and (unit is None or corpus.amendments.covering(locator))
    return Shown(
        locator=locator,
        text="",
        heading=corpus.heading(unit) if unit else "",
        heading_path=corpus.heading_path(unit) if unit else (),
        source=f"Regulation {corpus.amendments.act}" if amended else "no edition of that day",
        edition=corpus.amendments.edition_after if amended else "",
        sha256="",
        basis=Basis.NO_TEXT,
        notes=(*notes, *remarks(locator)),
    )


def _touched(corpus: LawCorpus, locator: Locator, unit: Unit | None, row: Amendment) -> Shown:
    text = patched_text(row, corpus.patches)
    if text is None or locator != row.locator:
        note = _absent(row.change)
        if text is not None:
            note = f"amended by (EU) 2026/1744; the new text is shown as a whole at {row.locator}"
        if row.change is Change.DELETED:
            note += _of_point(row)
        return _no_text(corpus, locator, (note, *_applies(corpus, row)))
    file = next(f for f in corpus.files if f.source.id == "omnibus-2026-1744-patches")
    return Shown(
        locator=locator,
        text=text,
        heading=corpus.heading(unit) if unit else "",
        heading_path=corpus.heading_path(unit) if unit else (),
        source=file.source.title,
        edition=corpus.amendments.edition_after,
        sha256=file.sha256,
        basis=Basis.PATCHED,
        notes=(PATCHED + _of_point(row), *_applies(corpus, row), *remarks(locator)),
    )


def _absent(change: Change) -> str:
    """Return what stands in place of words that are not installed, or are gone."""
    told = {Change.INSERTED: INSERTED_NOT_INSTALLED, Change.DELETED: DELETED}
    return told.get(change, NOT_INSTALLED)


def _applies(corpus: LawCorpus, row: Amendment) -> tuple[str, ...]:
    later = row.applies is not None and row.applies > corpus.as_of
    return (f"applies from {row.applies}",) if later else ()


def _rows_within(corpus: LawCorpus, unit: Unit) -> tuple[Amendment, ...]:
    """Return the rows that touch parts of a unit.

    Points bear no trace of their unnumbered subparagraph in their locators: there, offsets tell.
    """
    path = unit.locator.path
    if not path or not path[-1].startswith(ORDINAL_MARK):
        return corpus.amendments.within(unit.locator)
    parent = unit.locator.parent
    assert parent is not None
    rows = corpus.amendments.within(parent)
    return tuple(row for row in rows if unit.start < _place(corpus, row, 0)[0] <= unit.end)


def _composed(corpus: LawCorpus, unit: Unit, rows: tuple[Amendment, ...]) -> Shown:
    """Show a provision of which parts are touched: new text or a notice in their places."""
    text, at = "", unit.start
    document = corpus.documents[unit.document_id].text
    notes = [PARTLY, *_titles(corpus, unit.locator)]
    for row in sorted(rows, key=lambda row: _place(corpus, row, unit.end)):
        new = patched_text(row, corpus.patches)
        old = corpus.units.get(row.locator)
        known = PATCHED if new is not None else _absent(row.change)
        if old is not None:
            text += document[at : old.start] + (new if new is not None else f"[{known}]")
            at = old.end
        else:
            stop = _place(corpus, row, unit.end)[0]
            text += document[at:stop] + f"\n{_mark(row.locator)}{new or f'[{known}]'}"
            at = stop
        notes.append(f"{row.locator}: {known}")
    text += document[at : unit.end]
    shown = _plain(corpus, unit, (*notes, *remarks(unit.locator)))
    inserted = [row.locator for row in rows if row.locator not in corpus.units]
    return Shown(
        locator=shown.locator,
        text=text,
        heading=shown.heading,
        heading_path=shown.heading_path,
        source=f"{shown.source}; amended by {corpus.amendments.act}",
        edition=corpus.amendments.edition_after,
        sha256=shown.sha256,
        basis=Basis.COMPOSED,
        notes=shown.notes,
        children=(*shown.children, *(i for i in inserted if i.parent == unit.locator)),
    )


def _place(corpus: LawCorpus, row: Amendment, otherwise: int) -> tuple[int, int, str]:
    """Return where a touched provision begins, or where an inserted one comes to stand.

    One whose neighbour is not installed either comes to stand at ``otherwise``.
    """
    old = corpus.units.get(row.locator)
    if old is not None:
        return old.start, 0, ""
    after = row.after
    hops = 1
    while after is not None and after not in corpus.units:
        before = corpus.amendments.covering(after)
        after, hops = (before.after if before else None), hops + 1
    stop = corpus.units[after].end if after else otherwise
    return stop, hops, str(row.locator)


def _mark(locator: Locator) -> str:
    label = locator.path[-1]
    if label.startswith(ORDINAL_MARK):
        return ""
    numbered = len(locator.path) == 1 and locator.number not in ("3", "113")
    bare = locator.kind is Kind.ANNEX and label[0].isdigit()
    return f"{label}. " if numbered or bare else f"({label}) "


def _listed(corpus: LawCorpus, locator: Locator) -> Shown:
    place = corpus.listed[locator]
    names = {"P": "an official text", "C": "a copy", "S": "secondary sources"}
    note = f"no text installed; the number rests on {names[place.confidence]}: {place.source}"
    return Shown(
        locator=locator,
        text="",
        heading="",
        heading_path=(),
        source=place.source,
        edition=locator.edition,
        sha256="",
        basis=Basis.NO_TEXT,
        notes=(note, *_versions(corpus, locator)),
    )


def _versions(corpus: LawCorpus, locator: Locator) -> tuple[str, ...]:
    """Return what to say of a place that is numbered by another version than the day's."""
    now = current(locator.work, corpus.as_of)
    if now is None:
        return (f"no version of it was published by {corpus.as_of}",)
    if not now.table:
        return (f"on {corpus.as_of} {now.number} stood, whose places are not known",)
    if not locator.edition or now.locators == locator.edition:
        return ()
    across = "; ".join(counterparts(str(locator))) or "not known"
    stands = f"on {corpus.as_of} the version {now.number} of {now.published} stands"
    return (f"{stands}; there this is: {across} (secondary sources)",)
