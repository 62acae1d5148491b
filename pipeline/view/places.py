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


def context(document: Document, span: Span, around: int = 300) -> tuple[str, str, str]:
    """Return the text before, in and after a span, each verbatim, whole lines where possible."""
    start = max(0, span.start - around)
    if start:
        start = document.text.rfind("\n", 0, start) + 1 if span.start - start > around else start
        newline = document.text.find("\n", start, span.start)
        start = newline + 1 if newline >= 0 else start
    end = min(len(document.text), span.end + around)
    newline = document.text.rfind("\n", span.end, end)
    end = newline if newline > span.end else end
    return (
        document.text[start : span.start],
        document.text[span.start : span.end],
        document.text[span.end : end],
    )
