"""What rests on text recognition is for a person to look at, and says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.schema import Assessment, Document, Span, Status


def marked(
    assessments: Iterable[Assessment], documents: Sequence[Document]
) -> tuple[Assessment, ...]:
    """Return the assessments; those that rest on text recognition ask for review.

    Args:
        assessments: Of one dossier.
        documents: Its documents.
    """
    by_id = {document.id: document for document in documents}
    if not any(page.by_ocr for document in documents for page in document.pages):
        return tuple(assessments)
    return tuple(_marked(one, by_id) for one in assessments)


def resting(assessments: Iterable[Assessment], documents: Sequence[Document]) -> frozenset[str]:
    """Return the ids of the elements whose assessments rest on text recognition."""
    by_id = {document.id: document for document in documents}
    return frozenset(one.element for one in assessments if _pages(one, by_id))


def _marked(one: Assessment, documents: Mapping[str, Document]) -> Assessment:
    pages = _pages(one, documents)
    if not pages:
        return one
    where = "; ".join(pages)
    told = f"It rests on text recognition, which errs ({where})"
    if one.status is Status.ABSENT:
        told = f"Text recognition read {where} and may have missed it"
    return replace(one, needs_review=True, because=f"{one.because} {told}: look at the page.")


def _pages(one: Assessment, documents: Mapping[str, Document]) -> list[str]:
    """Return the recognised pages that an assessment rests on, in words."""
    found: dict[str, set[int]] = {}
    if one.status is Status.ABSENT:
        for key in one.searched:
            numbers = {page.number for page in documents[key].pages if page.by_ocr}
            found[key] = numbers
    for span in (*one.evidence, *(side.span for side in one.sides)):
        found.setdefault(span.document, set()).update(_recognised(documents[span.document], span))
    return [
        f"{'page' if len(numbers) == 1 else 'pages'} {', '.join(map(str, sorted(numbers)))} "
        f"of {documents[key].name}"
        for key, numbers in sorted(found.items(), key=lambda item: documents[item[0]].name)
        if numbers
    ]


def _recognised(document: Document, span: Span) -> set[int]:
    return {
        page.number
        for page in document.pages
        if page.by_ocr and page.start < span.end and span.start < page.end
    }
