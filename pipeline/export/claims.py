"""Typed claims as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.export.plain import plain
from pipeline.schema import Claim, Document, Polarity, Whose
from pipeline.view.elements import written
from pipeline.view.places import citation, quote

_POLARITY = {
    Polarity.AFFIRMED: "",
    Polarity.NEGATED: "not: ",
    Polarity.DECLINED: "declined: ",
}
_WHOSE = {
    Whose.BASE: " [base model's]",
    Whose.RIVAL: " [another model's]",
    Whose.UNKNOWN: " [whose it is cannot be told]",
}


def claim_lines(claims: Sequence[Claim], documents: Sequence[Document]) -> Iterator[str]:
    """Yield one line a claim: element, value, subject, quotation, place."""
    texts = {document.id: document for document in documents}
    for claim in claims:
        subject = claim.variant or claim.subject
        name = f"{claim.benchmark.name} " if claim.benchmark else ""
        line = f"{claim.element:<20} {_POLARITY[claim.polarity]}{name}{written(claim.value)}"
        line += f" — {subject}{_WHOSE.get(claim.whose, '')}"
        if claim.span:
            document = texts[claim.span.document]
            line += f" — “{quote(document, claim.span, 100)}” ({citation(document, claim.span)})"
        if claim.needs_review:
            line += " [a person should look]"
        yield plain(line)
