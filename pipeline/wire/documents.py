"""A document whole, text and geometry included, for Lacuna's own store (not the contract)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any

from pipeline.schema import About, Document, Page, ReadWarning, Relation, Source, WarningCode, Word


def document_to_json(document: Document) -> dict[str, Any]:
    """Return everything of a document but its blocks, which only readers and segments need."""
    return {
        "id": document.id,
        "name": document.name,
        "media_type": document.media_type,
        "text": document.text,
        "kind": document.kind,
        "language": document.language,
        "foreign": [list(stretch) for stretch in document.foreign],
        "source": list(astuple(document.source)),
        "about": None if document.about is None else list(astuple(document.about)),
        "warnings": [[w.code.value, w.message, w.page] for w in document.warnings],
        "pages": [
            [
                *(p.number, p.start, p.end, p.width, p.height, p.rotation),
                *(p.readable, p.by_ocr, p.language),
            ]
            for p in document.pages
        ],
        "words": [[w.start, w.end, w.page, *w.box] for w in document.words],
    }


def document_from_json(data: Mapping[str, Any]) -> Document:
    """Return the document that ``document_to_json`` wrote, without blocks."""
    return Document(
        id=data["id"],
        name=data["name"],
        media_type=data["media_type"],
        text=data["text"],
        kind=data["kind"],
        language=data["language"],
        foreign=tuple((start, end, code) for start, end, code in data.get("foreign", ())),
        source=Source(*data["source"]),
        about=_about(data.get("about")),
        warnings=tuple(
            ReadWarning(WarningCode(code), message, page)
            for code, message, page in data["warnings"]
        ),
        pages=tuple(Page(*page) for page in data["pages"]),
        words=tuple(Word(w[0], w[1], w[2], (w[3], w[4], w[5], w[6])) for w in data["words"]),
    )


def _about(data: Sequence[Any] | None) -> About | None:
    if data is None:  # a dossier kept by an older Lacuna
        return None
    model, version, variants, relation, told = data
    return About(model, version, tuple(variants), Relation(relation), told)
