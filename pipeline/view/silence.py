"""What an absence rests on: what was searched and when, and what could not be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pipeline.schema import Document, Dossier, ReadWarning, WarningCode
from pipeline.schema.documents import UNREADABLE

#: Warnings that name something which was not searched.
MISSED = UNREADABLE | {
    WarningCode.LANGUAGE,
    WarningCode.LANGUAGE_PART,
    WarningCode.NO_TEXT,
    WarningCode.NO_UNICODE,
    WarningCode.LIMIT,
    WarningCode.PARTLY_READ,
}


@dataclass(frozen=True, slots=True)
class Search:
    """What one search went through.

    Attributes:
        when: Day and time at which it ended, with the zone, such as ``2026-11-25 18:31 UTC``.
        read: Each searched document in words, with its pages.
        missed: Each document, page or part that was not searched, with the reason.
    """

    when: str
    read: tuple[str, ...]
    missed: tuple[str, ...]


def search(dossier: Dossier, ids: Collection[str] | None = None) -> Search:
    """Return what was searched.

    Args:
        dossier: The dossier.
        ids: Documents that were searched; None for those of all assessments together.
    """
    if ids is None:
        ids = {name for item in dossier.assessments for name in item.searched}
    read: list[str] = []
    missed: list[str] = []
    for document in dossier.documents:
        told = [_told(document, warning) for warning in document.warnings if warning.code in MISSED]
        marked = {warning.page for warning in document.warnings if warning.code in MISSED}
        told += [
            f"{document.name}, page {page.number}: could not be read"
            for page in document.pages
            if not page.readable and not {page.number, None} & marked
        ]
        if document.id in ids:
            read.append(f"{document.name}, {_pages(document)}")
        elif not told:
            about = document.about
            other = f"about {about.model}" if about is not None and about.foreign else "left out"
            told = [f"{document.name}: {other}"]
        missed += dict.fromkeys(told)
    return Search(_moment(dossier.run.finished), tuple(read), tuple(missed))


def _told(document: Document, warning: ReadWarning) -> str:
    """Return what a warning says, after the document's name and page."""
    page = f", page {warning.page}" if warning.page else ""
    return f"{document.name}{page}: {warning.message.removeprefix(f'{document.name}: ')}"


def _pages(document: Document) -> str:
    """Return how much of a document was searched, in words."""
    every = len(document.pages)
    if not every:
        return "its whole text"
    read = sum(page.readable for page in document.pages)
    if read < every:
        return f"{read} of {every} pages"
    return f"all {every} pages" if every > 1 else "its one page"


def _moment(told: str) -> str:
    """Return an ISO moment of the run as people read it; as it was written where it is none."""
    day, mark, time = told.partition("T")
    if not mark or len(time) < len("hh:mm"):
        return told
    zone = " UTC" if time.endswith(("+00:00", "Z")) else ""
    return f"{day} {time[:5]}{zone}"
