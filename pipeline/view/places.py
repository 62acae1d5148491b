"""Where a quotation stands, in words that people use."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.schema import Document, Dossier, Span

_SPACE = re.compile(r"\s+")


def documents(dossier: Dossier) -> Mapping[str, Document]:
    """Return the dossier's documents by id."""
    return {document.id: document for document in dossier.documents}


def place(document: Document, span: Span) -> str:
    """Return ``name, page 3`` for paged documents and ``name, line 12`` for others."""
    page = document.page_at(span.start)
    if page is not None:
        return f"{document.name}, page {page}"
    return f"{document.name}, line {document.position(span.start)[0]}"


def citation(document: Document, span: Span) -> str:
    """Return the place and, where the user gave them, address, day of retrieval and publisher."""
    return "; ".join([place(document, span), *origin(document)])


def origin(document: Document) -> list[str]:
    """Return what the user said of where a document came from, in the words of a citation."""
    source = document.source
    retrieved = f"retrieved {source.retrieved}" if source.retrieved else None
    return [part for part in (source.publisher, source.url, retrieved) if part]


def quote(document: Document, span: Span, limit: int = 240) -> str:
    """Return the words of a span on one line, cut at a word after ``limit`` characters.

    White space is collapsed for display only; a cut is marked with an ellipsis in brackets.
    """
    text = _SPACE.sub(" ", document.quote(span)).strip()
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0] + " […]"
