"""All families over all documents: typed claims, sorted, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.claims import (
    benchmarks,
    compute,
    context_length,
    cutoff,
    data_size,
    declined,
    energy,
    hardware,
    languages,
    licence,
    links,
    modalities,
    names,
    parameters,
    release,
    safety_tests,
    ticks,
    training_time,
)
from pipeline.claims.context import Context, context
from pipeline.schema import Claim, Document, Identity, Segment, Span

Family = Callable[[Context], Iterator[Claim]]

#: Name of a family and the function that finds its claims in one document.
FAMILIES: tuple[tuple[str, Family], ...] = (
    ("parameters", parameters.find),
    ("context_length", context_length.find),
    ("data_size", data_size.find),
    ("training_hardware", hardware.find),
    ("training_time", training_time.find),
    ("training_compute", compute.find),
    ("energy", energy.find),
    ("names", names.find),
    ("licence", licence.find),
    ("release", release.find),
    ("cutoff", cutoff.find),
    ("modalities", modalities.find),
    ("languages", languages.find),
    ("evaluation_results", benchmarks.find),
    ("safety_tests", safety_tests.find),
    ("links", links.find),
    ("declined", declined.find),
    ("ticks", ticks.find),
)


def extract(
    documents: Sequence[Document],
    segments: Mapping[str, tuple[Segment, ...]],
    identity: Identity,
) -> tuple[Claim, ...]:
    """Return the typed claims of a model's documents.

    Args:
        documents: The documents, in the order of the dossier.
        segments: Segments by document id.
        identity: Which model they are about.

    Returns:
        Claims about the own model and about others, told apart by ``whose``; in the order of
        the documents, then of the text. The same value of the same subject at the same place
        appears once, with the surest rule.
    """
    found: list[Claim] = []
    for document in documents:
        if document.readable:
            about = context(document, segments.get(document.id, ()), identity)
            empty = ticks.left_open(document)
            found += (
                made
                for name, find in FAMILIES
                for made in find(about)
                if name == "ticks" or not empty(made.span)
            )
    order = {document.id: place for place, document in enumerate(documents)}
    best: dict[tuple[object, ...], Claim] = {}
    for made in found:
        key = (made.element, made.variant, made.whose, made.polarity, made.span, made.value.norm,
               made.value.low, made.value.high, made.benchmark)  # fmt: skip
        if key not in best or made.confidence > best[key].confidence:
            best[key] = replace(made, confidence=round(made.confidence, 4))
    seen = _recognised(documents)
    kept = (replace(made, needs_review=True) if seen(made.span) else made for made in best.values())
    return tuple(sorted(kept, key=lambda made: _place(made, order)))


def _recognised(documents: Sequence[Document]) -> Callable[[Span | None], bool]:
    """Return what tells whether words come, in part or whole, from text recognition."""
    by_ocr = {
        document.id: [(page.start, page.end) for page in document.pages if page.by_ocr]
        for document in documents
    }
    return lambda span: (
        span is not None
        and any(start < span.end and span.start < end for start, end in by_ocr[span.document])
    )


def _place(made: Claim, order: dict[str, int]) -> tuple[object, ...]:
    span = made.span
    where = (order[span.document], span.start, span.end) if span else (len(order), 0, 0)
    return (*where, made.element, made.variant or "", str(made.value.norm), made.rule)
