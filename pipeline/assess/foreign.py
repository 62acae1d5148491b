"""Documents and parts in languages that are not judged: what they still state, and what they hide.

Typed values need no language: a number with its unit, a licence identifier, a name in a table.
What a document in another language states in that way is a statement in part, for a person to
check; all else that it says, and with it every silence, is not assessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.readers.language import named
from pipeline.readers.language_words import ENGLISH
from pipeline.readers.language_words import name as language_name
from pipeline.schema import (
    Assessment,
    Claim,
    Document,
    Polarity,
    Span,
    Status,
    Value,
    WarningCode,
    Whose,
)

#: Confidence of a claim from which its value counts without the words around it.
SURE = 0.7
#: Quotations kept.
QUOTES = 8


def is_foreign(document: Document) -> bool:
    """Return whether a document is not judged because of its language."""
    return any(warning.code is WarningCode.LANGUAGE for warning in document.warnings)


def in_language(document: Document) -> str:
    """Return a document's name for a reason: with its language where that is not English."""
    if document.language in (None, ENGLISH):
        return document.name
    return f"{document.name} (in {language_name(str(document.language))})"


def foreign_part(document: Document) -> str:
    """Return the part of a document that was not judged, in words; empty where there is none."""
    if not document.foreign:
        return ""
    many = "part" if len(document.foreign) == 1 else "parts"
    return f"the {named(document.foreign)} {many} of {document.name}"


def with_typed_values(
    assessments: Iterable[Assessment], documents: Sequence[Document], claims: Sequence[Claim]
) -> tuple[Assessment, ...]:
    """Return the assessments; gaps that a typed value fills become statements in part.

    Args:
        assessments: Of one dossier.
        documents: Its documents.
        claims: Its typed claims.
    """
    foreign = {document.id: document for document in documents if is_foreign(document)}
    if not foreign:
        return tuple(assessments)
    found: dict[str, list[tuple[Span, Claim]]] = {}
    for claim in claims:
        if (
            claim.span is not None
            and claim.span.document in foreign
            and claim.whose is Whose.OWN
            and claim.polarity is Polarity.AFFIRMED
            and claim.confidence >= SURE
        ):
            found.setdefault(claim.element, []).append((claim.span, claim))
    return tuple(
        _filled(one, found[one.element], foreign)
        if one.element in found and (one.status.is_gap or one.status is Status.NOT_ASSESSED)
        else one
        for one in assessments
    )


def _filled(
    one: Assessment,
    found: Sequence[tuple[Span, Claim]],
    foreign: dict[str, Document],
) -> Assessment:
    names = dict.fromkeys(in_language(foreign[span.document]) for span, _ in found)
    values: dict[tuple[Value, str | None], None] = {
        (claim.value, claim.variant): None for _, claim in found
    }
    return replace(
        one,
        status=Status.PARTIAL,
        evidence=tuple(dict.fromkeys(span for span, _ in found))[:QUOTES],
        values=tuple(values),
        because=f"A value is stated in {', '.join(names)}; what is said there in words was not "
        "judged.",
        nearest=(),
        needs_review=True,
    )
