"""Invented documents, read and coded."""

from __future__ import annotations

from pipeline.claims.identity import identify
from pipeline.readers.read import read_bytes
from pipeline.risks.coding import Found, code, find
from pipeline.schema import CodedRisk, Document, Facet, Identity, Segment
from pipeline.segments import segment

Read = tuple[tuple[Document, ...], dict[str, tuple[Segment, ...]], Identity]


def read(*texts: str, names: tuple[str, ...] = ("card.md", "report.md", "policy.md")) -> Read:
    """Return documents, segments and identity of Markdown texts."""
    documents = tuple(
        read_bytes(text.encode(), name) for text, name in zip(texts, names, strict=False)
    )
    segments = {document.id: segment(document) for document in documents}
    return documents, segments, identify(documents, segments)


def coded(*texts: str, names: tuple[str, ...] = ("card.md", "report.md")) -> dict[str, CodedRisk]:
    """Return the coded risks of Markdown texts by id."""
    return {row.risk: row for row in code(*read(*texts, names=names))}


def found(*texts: str) -> list[tuple[str, Found]]:
    """Return (quotation, passage) of every coded passage."""
    documents, segments, identity = read(*texts)
    words = {document.id: document for document in documents}
    return [
        (words[one.span.document].quote(one.span), one)
        for one in find(documents, segments, identity)
    ]


def told(row: CodedRisk) -> set[Facet]:
    """Return the facets that a row tells."""
    return {facet for facet, _ in row.facets}


#: A heading that names the invented model, so that "it" and "the model" are its own.
HEAD = "# Tern 2 model card\n\nTern 2 is a language model made by Harbour Labs.\n\n"
