"""Who provides the model, what it and its variants are called, what it is built from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.claims.context import Context
from pipeline.claims.fields import fields
from pipeline.claims.identity_bases import base_candidates, base_name
from pipeline.claims.identity_candidates import candidates
from pipeline.claims.identity_names import FILE, family, fold, spelling
from pipeline.claims.identity_provider import provider_candidates, stem
from pipeline.claims.phrases import phrases
from pipeline.claims.stating import at_span, of_field, stated
from pipeline.claims.subject import attribute
from pipeline.schema import Claim, Segment, SegmentKind, Span, Whose

PROVIDER, MODEL, BASE = "provider_name", "model_name", "base_model"
ELEMENTS = (PROVIDER, MODEL, BASE)
_SKIPPED = (SegmentKind.CODE, SegmentKind.REFERENCE, SegmentKind.DIALOGUE)
_NOTHING = re.compile(r"^\W*(?:n/?a|not applicable)\b", re.IGNORECASE)
_NONE = re.compile(r"^\W*none\b", re.IGNORECASE)
_NOT_SCRATCH = re.compile(
    r"\b(?:not|than|instead of|without|rather than|avoid\w*|cost of|compared (?:to|with))\b"
    r"[^.,;]{0,30}$",
    re.IGNORECASE,
)
_WOULD = re.compile(
    r"^[^.,;]{0,20}\b(?:would|could|can be|may|is (?:too )?(?:costly|hard)|costs|requires)\b",
    re.IGNORECASE,
)
_SURE = {"label": 0.95, "handle": 0.4, "team": 0.6}


def find(context: Context) -> Iterator[Claim]:
    """Yield provider, model and variant names, and upstream models."""
    yield from _provider(context)
    yield from _model(context)
    yield from _bases(context)


def _provider(context: Context) -> Iterator[Claim]:
    """Yield the places that name the provider; a bare handle has a rule of its own."""
    provider = context.identity.provider
    if not provider:
        return
    key = stem(provider)
    found = list(provider_candidates(context.document, context.segments, context.own))
    outright = any(candidate.kind != "handle" for candidate in found)
    for candidate in found:
        other = stem(candidate.name)
        if candidate.kind == "handle" and outright:
            continue
        if candidate.span and other and (key.startswith(other) or other.startswith(key)):
            span = _narrow(context, candidate.span, candidate.name)
            yield at_span(
                context, PROVIDER, candidate.kind, span, candidate.name,
                confidence=_SURE.get(candidate.kind, 0.85),
            )  # fmt: skip


def _narrow(context: Context, span: Span, name: str) -> Span:
    """Return the name's own place within a longer span, where it is written the same."""
    pattern = r"\s+".join(map(re.escape, name.split()))
    match = re.search(pattern, context.document.quote(span))
    if match is None:
        return span
    return context.document.span(span.start + match.start(), span.start + match.end())


def _model(context: Context) -> Iterator[Claim]:
    """Yield the model's name where title or label state it, and each variant's first mention."""
    identity = context.identity
    if not identity.model:
        return
    wanted = fold(family(identity.model))
    for candidate in candidates(context.document, context.segments):
        if candidate.span and fold(family(candidate.name)) == wanted and candidate.kind != "hub":
            sure = 0.95 if candidate.kind in ("label", "title") else 0.8
            span = _narrow(context, candidate.span, candidate.name)
            yield at_span(context, MODEL, candidate.kind, span, candidate.name, confidence=sure)
    text = context.document.text
    for variant in identity.variants:
        match = re.search(spelling(variant.name), text, re.IGNORECASE)
        if match:
            span = context.document.span(*match.span())
            yield at_span(
                context, MODEL, "variant", span, variant.name,
                variant=variant.key, confidence=0.85,
            )  # fmt: skip


def _bases(context: Context) -> Iterator[Claim]:
    own = context.own or re.compile(r"(?!)")
    for candidate in base_candidates(context.document, context.segments, own):
        if candidate.span:
            rule = "own-family" if own.search(candidate.name) else candidate.kind
            yield at_span(
                context, BASE, rule, candidate.span, candidate.name,
                confidence=0.9 if candidate.kind == "label" else 0.75,
            )  # fmt: skip
    document = context.document
    for row in phrases(FILE)["form_base"]:
        for match in row.regex.finditer(document.text):
            if norm := _no_base(match["value"]):
                span = document.span(*match.span("value"))
                yield at_span(context, BASE, "label", span, norm)
    for segment in context.segments:
        if segment.kind not in _SKIPPED:
            yield from _nothing(context, segment)
            yield from _scratch(context, segment)


def _no_base(value: str) -> str:
    """Return the norm of an answer that says there is none; empty for any other."""
    if _NONE.match(value):
        return "none"
    return "not applicable" if _NOTHING.match(value) else ""


def _nothing(context: Context, segment: Segment) -> Iterator[Claim]:
    """Yield "N/A" and "none" where a form asks what the model depends on."""
    for field in fields(segment):
        asked = any(row.regex.search(field.label) for row in phrases(FILE)["label_base"])
        if not asked or field.shape == "heading" or base_name(field.value, labelled=True):
            continue
        norm = _no_base(field.value)
        if norm and (made := of_field(context, BASE, "label", field, norm, confidence=0.9)):
            yield made


def _scratch(context: Context, segment: Segment) -> Iterator[Claim]:
    for row in phrases(FILE)["scratch"]:
        for match in row.regex.finditer(segment.text):
            if _NOT_SCRATCH.search(segment.text[: match.start()]):
                continue
            if _WOULD.search(segment.text[match.end() :]):
                continue
            found = attribute(segment, *match.span(), context)
            if found.whose is not Whose.OWN or found.confidence < 0.7:
                continue
            made = stated(context, BASE, "scratch", segment, *match.span(), "none")
            if made:
                yield made
