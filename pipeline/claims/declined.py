"""Refusals: the document says that it does not give a figure."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.claims.context import Context
from pipeline.claims.phrases import phrases
from pipeline.claims.readings import CUES, cue
from pipeline.claims.subject import attribute
from pipeline.schema import Claim, Origin, Polarity, SegmentKind, Value

_DROPPED = (SegmentKind.CODE, SegmentKind.REFERENCE, SegmentKind.DIALOGUE)
_REACH = 140


def find(context: Context) -> Iterator[Claim]:
    """Yield a claim without a value for each element whose figure is refused in a sentence."""
    topics = sorted(role for role in phrases(CUES) if role.startswith("topic_"))
    for segment in context.segments:
        if segment.kind in _DROPPED:
            continue
        for refusal in cue("declined").finditer(segment.text):
            first = max(0, refusal.start() - _REACH)
            window = segment.text[first : refusal.end() + _REACH]
            found = attribute(segment, refusal.start(), refusal.end(), context)
            if found.confidence == 0.0:
                continue
            span = segment.locate(refusal.start(), refusal.end()) or segment.span
            for role in topics:
                if cue(role).search(window):
                    yield Claim(
                        element=role.removeprefix("topic_"),
                        subject=found.name or context.identity.model,
                        variant=found.variant,
                        whose=found.whose,
                        value=Value(raw=context.document.quote(span), norm=None),
                        origin=Origin.STATED,
                        polarity=Polarity.DECLINED,
                        span=span,
                        rule="declined",
                        confidence=round(found.confidence, 4),
                    )
