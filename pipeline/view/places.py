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


def quote(document: Document, span: Span, limit: int = 240) -> str:
    """Return the words of a span on one line, cut at a word after ``limit`` characters.

    White space is collapsed for display only; a cut is marked with an ellipsis in brackets.
    """
    text = _SPACE.sub(" ", document.quote(span)).strip()
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0] + " […]"
