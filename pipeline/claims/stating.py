"""One way to make a claim out of words: where they stand, whose they are, what they mean."""

from __future__ import annotations

import re

from pipeline.claims.context import Context
from pipeline.claims.fields import Field
from pipeline.claims.identity_names import fold
from pipeline.claims.subject import Attribution, attribute
from pipeline.schema import (
    Benchmark,
    Claim,
    Origin,
    Polarity,
    Segment,
    SegmentKind,
    Span,
    Value,
    Whose,
)
from pipeline.schema.statements import Norm


def stated(
    context: Context,
    element: str,
    rule: str,
    segment: Segment,
    start: int,
    end: int,
    norm: Norm,
    *,
    attribution: Attribution | None = None,
    variant: str | None = None,
    unit: str | None = None,
    qualifier: str | None = None,
    polarity: Polarity = Polarity.AFFIRMED,
    confidence: float | None = None,
    benchmark: Benchmark | None = None,
) -> Claim | None:
    """Return the claim that ``segment.text[start:end]`` makes; None in code and citations.

    Args:
        context: The document and whose it is.
        element: Element id.
        rule: Name of the rule.
        segment: Where the words stand.
        start: First character of the words in the segment's text.
        end: One past their last.
        norm: Normalised value.
        attribution: Whose it is, where the caller knows; worked out otherwise.
        variant: Overrides the attribution's variant.
        unit: Unit of the value.
        qualifier: What limits it, such as ``weights`` or ``code``.
        polarity: Affirmed unless the words deny it.
        confidence: Overrides the attribution's.
        benchmark: Frame of an evaluation result.
    """
    found = attribution or attribute(segment, start, end, context)
    if found.confidence == 0.0:
        return None
    key = variant or found.variant
    if not variant and segment.kind is not SegmentKind.ROW and _several(context, segment.text):
        key = None  # a sentence about several sizes speaks of the family
    span = segment.locate(start, end) or segment.span
    sure = found.confidence if confidence is None else confidence
    return Claim(
        element=element,
        subject=found.name or context.identity.model,
        variant=key if found.whose is Whose.OWN else None,
        whose=found.whose,
        value=Value(context.document.quote(span), norm, unit=unit, qualifier=qualifier),
        origin=Origin.STATED,
        polarity=polarity,
        span=span,
        rule=f"{element}/{rule}",
        confidence=round(sure, 4),
        benchmark=benchmark,
    )


def _several(context: Context, text: str) -> bool:
    sizes = {fold(part) for part in re.split(r"[\s,;()/]+", text)} & context.sizes
    return len(sizes) > 1


def of_field(
    context: Context,
    element: str,
    rule: str,
    field: Field,
    norm: Norm,
    *,
    attribution: Attribution | None = None,
    qualifier: str | None = None,
    polarity: Polarity = Polarity.AFFIRMED,
    confidence: float | None = None,
) -> Claim | None:
    """Return the claim that a labelled value makes."""
    return stated(
        context, element, rule, field.segment, field.start, field.end, norm,
        attribution=attribution, qualifier=qualifier, polarity=polarity, confidence=confidence,
    )  # fmt: skip


def at_span(
    context: Context,
    element: str,
    rule: str,
    span: Span,
    norm: Norm,
    *,
    variant: str | None = None,
    qualifier: str | None = None,
    confidence: float = 0.9,
) -> Claim:
    """Return a claim about the own model that rests on a span of the document as a whole."""
    return Claim(
        element=element,
        subject=context.identity.model,
        variant=variant,
        whose=Whose.OWN,
        value=Value(context.document.quote(span), norm, qualifier=qualifier),
        origin=Origin.STATED,
        polarity=Polarity.AFFIRMED,
        span=span,
        rule=f"{element}/{rule}",
        confidence=round(confidence, 4),
    )
