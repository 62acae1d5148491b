"""What a document says: claims with typed values, a subject, and the span they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.schema.documents import Span

#: A normalised value: a number, a name, or a list of names.
Norm = float | int | str | tuple[str, ...] | None


class Origin(StrEnum):
    """Where a claim comes from."""

    STATED = "stated"
    DERIVED = "derived"
    ANALYST = "analyst"


class Polarity(StrEnum):
    """Whether the document affirms or denies it."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    DECLINED = "declined"


class Whose(StrEnum):
    """Whose figure it is."""

    OWN = "own"
    BASE = "base"
    RIVAL = "rival"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Value:
    """A typed value.

    Attributes:
        raw: As written.
        norm: Normalised as the contract says; ranges have None here and use low and high.
        low: Lower end of a range, or None.
        high: Upper end, or None (``more than``: low alone).
        unit: Such as ``tokens``, ``GPU-hours``, ``MWh``; None for pure numbers and names.
        qualifier: ``about``, ``more than``, ``up to``, ``for pre-training``...; None if none.
    """

    raw: str
    norm: Norm
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One evaluation result's frame; its score is the claim's value."""

    name: str
    metric: str | None = None
    setting: str | None = None
    whose: Whose = Whose.UNKNOWN


@dataclass(frozen=True, slots=True)
class Claim:
    """One typed statement about a model.

    Attributes:
        element: Element id.
        subject: Name of the model (or data set, provider) that it is about.
        variant: Variant of the model, or None for the whole family.
        whose: The document's own model's, its base's, or a rival's. Only OWN evidences an
            element; the others are kept so that they can be shown and ruled out.
        value: The value.
        origin: Stated, derived, or given by an analyst.
        polarity: Affirmed, negated, declined.
        span: The words that state it; None only for an analyst's claim.
        rule: Name of the rule that found it.
        confidence: 0..1, of the rule; 1e-4 steps. 0 where the document does not tell the value (a
            box with an unclear mark): such a claim evidences nothing and asks for review.
        benchmark: For evaluation results.
        needs_review: True where a person should look: its words come from text recognition.
    """

    element: str
    subject: str
    variant: str | None
    whose: Whose
    value: Value
    origin: Origin
    polarity: Polarity
    span: Span | None
    rule: str
    confidence: float = 1.0
    benchmark: Benchmark | None = None
    needs_review: bool = False

    def __post_init__(self) -> None:
        if self.span is None and self.origin is not Origin.ANALYST:
            raise ValueError(f"a {self.origin} claim needs a span: {self.element}")


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant of a model.

    Attributes:
        name: As the documents write it, such as ``Nova 7B Instruct``.
        key: Short form that tells it from its siblings, such as ``7B Instruct``.
        size: Size token such as ``7B``, or empty.
    """

    name: str
    key: str
    size: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which model the documents are about, as far as they say.

    Attributes:
        model: Name of the model or family; empty where none was found.
        provider: Who provides it; empty where none was found.
        aliases: Other spellings of the model's own name.
        variants: Its variants; empty for a single model.
        bases: Models that it is built from, other than its own base variant.
        spans: Where model and provider are stated.
    """

    model: str
    provider: str
    aliases: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    bases: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
