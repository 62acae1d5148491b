"""Units of law: a provision with its locator, cut from one document's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.law.places import Kind, Locator, Work
from pipeline.readers.legal_text import Change, LegalText, RawUnit

#: Kinds of provisions as readers name them.
HEADS = {"article": Kind.ARTICLE, "annex": Kind.ANNEX, "recital": Kind.RECITAL}


@dataclass(frozen=True, slots=True)
class Unit:
    """A provision.

    Attributes:
        locator: Where it stands.
        kind: article, paragraph, subparagraph, point, annex, section, recital, measure...
        label: Its own label, such as ``d``.
        heading: Its title, or empty.
        text: Its words, ``document.text[start:end]``; label and heading are not part of it.
        document_id: sha256 of the file.
        start: Offset into the document's text.
        end: One past the last character.
        edition: Date of the text.
        source_id: Id of its source in ``corpora/law/sources.json``.
        parent: The unit above it, or None.
    """

    locator: Locator
    kind: str
    label: str
    heading: str
    text: str
    document_id: str
    start: int
    end: int
    edition: str
    source_id: str
    parent: Locator | None


@dataclass(frozen=True, slots=True)
class TypographicChange:
    """Where a shown text differs from the characters of its source, and how.

    Attributes:
        document_id: sha256 of the file.
        locator: The innermost unit that holds it, or None between units.
        kind: superscript, note mark, digit grouping.
        source: The source's characters.
        shown: What is shown; empty for what is left out.
        at: Offset into the document's text.
    """

    document_id: str
    locator: Locator | None
    kind: str
    source: str
    shown: str
    at: int


def act_locator(raw: RawUnit) -> Locator:
    """Return the locator of a unit that a reader of the Act gave."""
    return Locator(Work.ACT, HEADS[raw.head], raw.number, raw.path)


def from_legal_text(read: LegalText, edition: str, source_id: str) -> tuple[Unit, ...]:
    """Return the units of one file of the Act, in text order."""
    known = {act_locator(raw) for raw in read.units}
    return tuple(
        Unit(
            locator=(locator := act_locator(raw)),
            kind=raw.kind,
            label=raw.label,
            heading=raw.heading,
            text=read.document.text[raw.start : raw.end],
            document_id=read.document.id,
            start=raw.start,
            end=raw.end,
            edition=edition,
            source_id=source_id,
            parent=nearest_parent(locator, known),
        )
        for raw in read.units
    )


def nearest_parent(locator: Locator, known: set[Locator]) -> Locator | None:
    """Return the closest locator above that is a unit; sections without text are none."""
    parent = locator.parent
    while parent is not None and parent not in known:
        parent = parent.parent
    return parent


def typographic_changes(read: LegalText, units: Iterable[Unit]) -> tuple[TypographicChange, ...]:
    """Return every change of characters in a file, with the innermost unit that holds it.

    A change at the very end of a unit belongs to it: left-out note marks often stand there.
    """
    own = [unit for unit in units if unit.document_id == read.document.id]
    return tuple(_placed(change, read.document.id, own) for change in read.changes)


def _placed(change: Change, document: str, units: list[Unit]) -> TypographicChange:
    holders = [unit for unit in units if unit.start <= change.at <= unit.end]
    inner = min(
        holders, key=lambda unit: (unit.end - unit.start, -len(unit.locator.path)), default=None
    )
    locator = inner.locator if inner else None
    return TypographicChange(document, locator, change.kind, change.source, change.shown, change.at)
