"""What a rule is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.assess.cues import Hit
from pipeline.schema import Claim, Element, Segment, Status

#: A stretch of a segment's text: (index of the segment, start, end).
Stretch = tuple[int, int, int]

#: Statuses that need words to rest on.
POSITIVE = frozenset(
    {
        Status.DISCLOSED,
        Status.PARTIAL,
        Status.MENTIONED,
        Status.REFERRED,
        Status.DECLINED,
        Status.PLACEHOLDER,
    }
)


@dataclass(frozen=True)
class ElementEvidence:
    """What is known of one element before it is judged.

    Attributes:
        element: The element.
        hits: Its cues' hits in ``segments``.
        segments: All segments, of one document or of several one after another.
        claims: Typed claims about it, of whatever subject.
        kinds: Kinds of the documents (card, report, summary...), without order.
    """

    element: Element
    hits: tuple[Hit, ...]
    segments: tuple[Segment, ...]
    claims: tuple[Claim, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ruling:
    """What the rules say of one element.

    Attributes:
        status: The status.
        evidence: Stretches that it rests on, best first; empty for ``absent`` alone.
        because: One sentence.
        score: How strongly the rules hold the element to be filled, 0..1 in steps of 1e-4.
        features: Named numbers for whoever weighs the ruling against other signals.
    """

    status: Status
    evidence: tuple[Stretch, ...]
    because: str
    score: float
    features: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.status in POSITIVE and not self.evidence:
            raise ValueError(f"{self.status} needs evidence")
        if not 0 <= self.score <= 1:
            raise ValueError(f"a score lies between 0 and 1: {self.score}")
