"""Whole small documents for tests: Markdown in, ruling or assessment of one element out."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from pipeline.assess.cues import match
from pipeline.assess.rulings import ElementEvidence, Ruling, rule
from pipeline.assess.statuses import assess
from pipeline.catalogue.elements import by_id, elements
from pipeline.claims.extract import extract
from pipeline.claims.identity import identify
from pipeline.readers.read import read_bytes
from pipeline.retrieval import index
from pipeline.retrieval.rank import Scores, score
from pipeline.schema import Assessment, Claim, Document, Identity
from pipeline.segments import segment

#: The model of all passages.
MODEL = "Nova"


def document(text: str, name: str = "card.md") -> Document:
    """Read a text; one without a title gets that of the model."""
    whole = text if text.startswith(("# ", "---\n")) else f"# {MODEL}\n\n{text}\n"
    return read_bytes(whole.encode(), name)


def heard(element: str, text: str) -> tuple[Document, Ruling]:
    """Return a document and what the rules say of one element in it."""
    read = document(text)
    units = {read.id: segment(read)}
    claims = extract([read], units, identify([read], units, MODEL))
    one = by_id()[element]
    mine = tuple(claim for claim in claims if claim.element == element)
    hits = match([one], units[read.id]).of(element)
    evidence = ElementEvidence(one, hits, tuple(units[read.id]), mine, (read.kind,))
    return read, rule(element, evidence)


def judged(element: str, *documents: Document) -> Assessment:
    """Return the whole assessment of one element by these documents."""
    units = {read.id: segment(read) for read in documents}
    identity, claims = _claimed(documents)
    scores = {read.id: _scored(read) for read in documents}
    (given,) = assess((by_id()[element],), documents, units, claims, identity, scores)
    return given


@lru_cache(maxsize=64)
def _claimed(documents: tuple[Document, ...]) -> tuple[Identity, tuple[Claim, ...]]:
    units = {read.id: segment(read) for read in documents}
    identity = identify(documents, units, MODEL)
    return identity, tuple(extract(documents, units, identity))


@lru_cache(maxsize=64)
def _scored(read: Document) -> Scores:
    return score(elements(), segment(read), _opened())


@lru_cache(maxsize=1)
def _opened() -> index.Index:
    return index.open_index(Path(mkdtemp()))
