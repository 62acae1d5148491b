"""Which document is about which model and version, with a say for the user.

A dossier's documents vote on one identity; afterwards each is asked alone. What is about another
model or another version is named, and its words count for less: see ``assess.statuses``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.claims.identity import identify
from pipeline.claims.identity_names import family, fold, own_pattern, spelling
from pipeline.schema import (
    About,
    Document,
    Identity,
    ReadWarning,
    Relation,
    Segment,
    WarningCode,
)

_VERSION = re.compile(r"(?<![.\d])v?\d+(?:\.\d+)*(?![\d]|\.\d)(?:[a-z]\b)?", re.IGNORECASE)
#: Folded names shorter than this say too little for one to be part of the other.
_TELLING = 4
#: A document without a title of its own that names the model so often is about it.
_OFTEN = 2
#: Kinds that are about a model by their nature; a licence or a policy may serve many.
_OF_ONE_MODEL = frozenset({"card", "report", "summary", "config", "page"})


def with_about(
    documents: Sequence[Document],
    segments: Mapping[str, tuple[Segment, ...]],
    identity: Identity,
) -> tuple[Document, ...]:
    """Return the documents, each with the model that it is about.

    Args:
        documents: All documents of one dossier.
        segments: Segments by document id.
        identity: The model that the dossier is about.

    Returns:
        The same documents in the same order; one that is about another model has a warning.
    """
    return tuple(
        _marked(document, about(document, segments.get(document.id, ()), identity), identity)
        for document in documents
    )


def about(document: Document, segments: Sequence[Segment], identity: Identity) -> About:
    """Return which model a document is about.

    Args:
        document: The document; its source may hold what the user says.
        segments: Its segments.
        identity: The model that the dossier is about.

    Returns:
        The user's word where there is one; else the model that the document names by itself.
        A document that speaks at least as often of the dossier's model is about that.
    """
    told = document.source.model
    named = told or _named(document, segments)
    variants = _variants(document, identity)
    if not named and _mentions(document, identity.model, *identity.aliases) >= _OFTEN:
        named = identity.model
    if not named:
        return About("", "", variants, Relation.UNNAMED)
    relation = relation_of(named, identity)
    if relation is not Relation.OWN and not told:
        if _speaks_of(document, identity, named) or _of_the_family(document, named, relation):
            named, relation = identity.model, Relation.OWN
        elif relation is Relation.OTHER and document.kind not in _OF_ONE_MODEL:
            # A licence or a policy opens with its own name, or its maker's.
            return About("", "", variants, Relation.UNNAMED)
    return About(named, version_of(named), variants, relation, told=bool(told))


def _named(document: Document, segments: Sequence[Segment]) -> str:
    if not document.readable:
        return ""
    return identify([document], {document.id: tuple(segments)}).model


def relation_of(name: str, identity: Identity) -> Relation:
    """Return how a model's name relates to an identity; ``OWN`` where the identity has no name."""
    if not identity.model:
        return Relation.OWN
    own = {fold(one) for one in (identity.model, *identity.aliases)}
    own |= {fold(family(identity.model)), *(fold(one.name) for one in identity.variants)}
    mine = {fold(name), fold(family(name))}
    if own & mine or any(_same_but_maker(one, other) for one in own for other in mine):
        return Relation.OWN
    bases = {fold(family(base)) for base in identity.bases} | {fold(b) for b in identity.bases}
    if bases & mine:
        return Relation.BASE
    stem = _stem(name)
    return Relation.VERSION if stem and stem == _stem(identity.model) else Relation.OTHER


def _same_but_maker(one: str, other: str) -> bool:
    """True for ``metallama3`` and ``llama3``: a maker's name before the model's."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _TELLING and long.endswith(short)


def _stem(name: str) -> str:
    """Return a family's name without its version: ``Qwen2.5-72B`` and ``Qwen3`` share one."""
    return re.sub(r"v$", "", fold(_VERSION.sub("", family(name)))) or ""


def version_of(name: str) -> str:
    """Return the version in a name: ``3.1`` of ``Llama 3.1 8B``; empty without one."""
    found = _VERSION.findall(family(name))
    return found[-1] if found else ""


def _variants(document: Document, identity: Identity) -> tuple[str, ...]:
    return tuple(
        variant.name
        for variant in identity.variants
        if re.search(spelling(variant.name), document.text, re.IGNORECASE)
    )


def _speaks_of(document: Document, identity: Identity, named: str) -> bool:
    """Tell whether a document speaks of the dossier's model as often as of what it names first."""
    mine = _mentions(document, identity.model, *identity.aliases)
    return mine > 0 and mine >= _mentions(document, named, family(named))


def _of_the_family(document: Document, named: str, relation: Relation) -> bool:
    """True for a licence or a policy that names the family and no version of it."""
    served = document.kind not in _OF_ONE_MODEL
    return served and relation is Relation.VERSION and not version_of(named)


def _mentions(document: Document, *names: str) -> int:
    return len(own_pattern(names).findall(document.text))


def _marked(document: Document, about: About, identity: Identity) -> Document:
    document = replace(document, about=about)
    if not about.foreign or not (about.told or document.kind in _OF_ONE_MODEL):
        return document
    if about.told:
        message = (
            f"By your word it is about {about.model}, not about {identity.model}: it was read, "
            "but nothing of it counts for this model."
        )
    else:
        message = (
            f"It is about {about.model} rather than {identity.model}: what rests on it alone "
            "needs a look. Say in the sources file (column model) which model it is about."
        )
    warning = ReadWarning(WarningCode.OTHER_MODEL, message)
    return replace(document, warnings=(*document.warnings, warning))


def left_out(document: Document) -> bool:
    """True for a document that is, by the user's word, about another model."""
    return document.about is not None and document.about.told and document.about.foreign
