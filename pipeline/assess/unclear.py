"""What a form answers with boxes that cannot be told is for a person to look at, and says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.schema import Assessment, Claim, Document, Span


def marked(
    assessments: Iterable[Assessment], claims: Iterable[Claim], documents: Sequence[Document]
) -> tuple[Assessment, ...]:
    """Return the assessments; those whose boxes cannot be told ask for review.

    Args:
        assessments: Of one dossier.
        claims: Its typed claims; those with confidence 0 are the ones that cannot be told.
        documents: Its documents.
    """
    unclear: dict[str, Span] = {}
    for claim in claims:
        if claim.confidence == 0 and claim.span is not None:
            unclear.setdefault(claim.element, claim.span)
    by_id = {document.id: document for document in documents}
    return tuple(
        _marked(one, by_id[span.document], span) if (span := unclear.get(one.element)) else one
        for one in assessments
    )


def _marked(one: Assessment, document: Document, span: Span) -> Assessment:
    page = document.page_at(span.start)
    where = f"page {page} of {document.name}" if page else document.name
    told = f"A box of the form on {where} does not tell the answer: look at it."
    return replace(one, needs_review=True, because=f"{one.because} {told}")
