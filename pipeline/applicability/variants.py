"""One view a variant: its own claims and facts, and what is said of the family as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipeline.applicability.fact_values import exact
from pipeline.applicability.facts import Facts, VariantFacts
from pipeline.applicability.known_bases import known
from pipeline.applicability.logic import figures
from pipeline.schema import Claim, Identity, Origin, Polarity, Span, Support, Variant, Whose

#: What a model is called that neither documents nor facts name.
UNNAMED = "the model"
#: Claims that a rule is less sure of than this decide nothing here. Subject attribution, not
#: the number, is what goes wrong in typed claims.
SURE = 0.5
_SIZE_IN_NAME = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?[BMbm])(?![A-Za-z0-9])")


#: What one stage of a model has from the stages before it: a model is one from its first
#: training on. Figures of stages are put together, sizes are taken from the nearest.
_ADDED_UP = frozenset({"data_size", "training_time", "training_compute"})
_OF_THE_LINE = _ADDED_UP | {
    "parameters_total", "parameters_active", "training_hardware", "architecture"
}  # fmt: skip
#: Words that tell stages of one model apart, not models.
_STAGES = frozenset(
    {"base", "instruct", "instruction", "chat", "it", "pt", "sft", "dpo", "rl", "preview", "hf"}
)


@dataclass(frozen=True)
class View:
    """What is known of one variant.

    Attributes:
        name: Its name in all outputs.
        facts: What the analyst says of it.
        own: Affirmed claims about this variant alone.
        shared: Affirmed claims about the family; about this variant alone where it is the only one.
        alone: True where the model has no other variant.
        size: The size in its name, such as ``7B``, or empty.
        line: Affirmed claims about other stages of the same model, such as its base variant.
    """

    name: str
    facts: VariantFacts
    own: tuple[Claim, ...] = field(default=(), repr=False)
    shared: tuple[Claim, ...] = field(default=(), repr=False)
    alone: bool = True
    size: str = ""
    line: tuple[Claim, ...] = field(default=(), repr=False)

    def claims(self, element: str, *, together: bool = True) -> tuple[Claim, ...]:
        """Return the claims on an element, the variant's own before the family's.

        Args:
            element: Element id.
            together: Whether a figure for the whole family may stand for this variant; sums,
                such as accelerator-hours of several models, may not.
        """
        own = tuple(claim for claim in self.own if claim.element == element)
        if element in _OF_THE_LINE:
            before = tuple(claim for claim in self.line if claim.element == element)
            own = own + before if element in _ADDED_UP else own or before
        if own or not (together or self.alone):
            return own
        return tuple(claim for claim in self.shared if claim.element == element)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or range with what it rests on.

    Attributes:
        low: Lower end.
        high: Upper end.
        support: What it rests on.
        words: As written.
        spans: Where.
        stated: The end that a bound gives, or None.
        partial: True where it covers the last stage of training alone.
    """

    low: Decimal
    high: Decimal
    support: Support
    words: str
    spans: tuple[Span, ...] = ()
    stated: Decimal | None = None
    partial: bool = False

    @property
    def point(self) -> Decimal:
        """The figure or bound as stated, else the middle of its range."""
        return self.stated or (self.low + self.high) / 2

    def plus(self, other: Figure) -> Figure:
        """Return the sum with the figure of another stage."""
        return Figure(
            self.low + other.low,
            self.high + other.high,
            self.support,
            f"{self.words} + {other.words}",
            (*self.spans, *other.spans),
            self.point + other.point,
        )

    def only_a_part(self) -> Figure:
        """Return the same, marked as what the last stage took."""
        return replace(self, partial=True)


def views(identity: Identity, claims: Iterable[Claim], facts: Facts) -> tuple[View, ...]:
    """Return one view a variant: those of the documents, then those that only facts name."""
    usable = tuple(
        claim
        for claim in claims
        if claim.whose is Whose.OWN
        and claim.polarity is Polarity.AFFIRMED
        and (claim.confidence >= SURE or claim.origin is Origin.ANALYST)
    )
    variants = list(identity.variants)
    model = identity.model or UNNAMED
    everybody = facts.variants.get(model, VariantFacts()) if variants else VariantFacts()
    for name in facts.variants:
        if variants and fold(name) == fold(model):
            continue
        if not any(names(variant, name) for variant in variants):
            variants.append(Variant(name=name, key=name))
    if not variants:
        return (View(model, VariantFacts(), usable, usable, alone=True),)
    shared = tuple(claim for claim in usable if claim.variant is None)
    alone = len(variants) == 1
    return tuple(
        View(
            variant.name,
            next((row for n, row in facts.variants.items() if names(variant, n)), everybody),
            tuple(c for c in usable if _about(variant, c, model)),
            usable if alone else shared,
            alone,
            variant.size,
            tuple(c for c in usable if any(_about(v, c, model) for v in _line(variant, variants))),
        )
        for variant in variants
    )


def _line(variant: Variant, variants: Sequence[Variant]) -> tuple[Variant, ...]:
    """Return the other variants that are stages of the same model, by their names."""
    marks = _marks(variant)
    return tuple(v for v in variants if v is not variant and marks and _marks(v) == marks)


def _marks(variant: Variant) -> frozenset[str]:
    """Return what tells a variant from others, words for stages aside: ``{"1b", "400m"}``."""
    words = re.split(r"[^a-z0-9.]+", variant.key.lower())
    return frozenset(re.sub(r"^a(?=\d)", "", word) for word in words if word) - _STAGES


def base_view(names: Sequence[str], claims: Iterable[Claim]) -> View | None:
    """Return what is known of the one model that a model builds on; None without one.

    Documents go first; a table of ours fills in what they leave out.

    Args:
        names: Its name, or nothing.
        claims: All claims; those of the base count.
    """
    if not names:
        return None
    said = tuple(
        claim
        for claim in claims
        if claim.whose is Whose.BASE
        and claim.polarity is Polarity.AFFIRMED
        and claim.confidence >= SURE
    )
    told = {claim.element for claim in said}
    said += tuple(claim for claim in known(names[0]) if claim.element not in told)
    size = _SIZE_IN_NAME.search(names[0])
    return View(names[0], VariantFacts(), said, said, alone=True, size=size[1] if size else "")


def _about(variant: Variant, claim: Claim, model: str) -> bool:
    """True where a claim is about this variant itself.

    A plain model listed beside its base carries the family's name: what is said of that name is
    said of it.
    """
    if claim.variant is not None:
        return names(variant, claim.variant)
    return fold(variant.name) == fold(model) == fold(claim.subject)


def names(variant: Variant, name: str) -> bool:
    """True where a name means this variant."""
    return fold(name) in (fold(variant.name), fold(variant.key))


def fold(name: str) -> str:
    """Return a name without case, blanks and punctuation, for comparison."""
    return "".join(char for char in name.casefold() if char.isalnum())


def figure(claim: Claim) -> Figure | None:
    """Return a claim's number or range; None where it holds none."""
    value = claim.value
    spans = (claim.span,) if claim.span else ()
    support = Support.ANALYST if claim.origin is Origin.ANALYST else Support.CLAIM
    number = exact(value.norm) if isinstance(value.norm, int | float) else None
    low = number if number is not None else _end(value.low)
    high = number if number is not None else _end(value.high)
    qualifier = (value.qualifier or "").lower()
    if low is not None and low == high:
        if any(word in qualifier for word in ("more than", "over", "at least", "above")):
            high = None
        elif any(word in qualifier for word in ("up to", "less than", "at most", "below")):
            low = None
    # A bound is written near the figure that it stands for: "over 15 trillion" is not 60.
    stated = None
    if low is None and high is not None:
        low, stated = high / figures()["bound_slack"], high
    elif high is None and low is not None:
        high, stated = _next_round(low), low
    if low is None or high is None or low <= 0:
        return None
    return Figure(low, high, support, value.raw, spans, stated)


def _next_round(number: Decimal) -> Decimal:
    """Return the next number with as few digits: "over 15 trillion" is written of less than 16.

    At least a tenth more, since a bound with many digits is not rounded that finely.
    """
    _, digits, exponent = number.normalize().as_tuple()
    coefficient = int("".join(str(digit) for digit in digits))
    following = Decimal(coefficient + 1).scaleb(int(exponent))
    return max(following, number * figures()["bound_least"])


def _end(number: float | None) -> Decimal | None:
    return None if number is None else exact(number)


def fact(number: Decimal, what: str) -> Figure:
    """Return an analyst's number, exact."""
    return Figure(number, number, Support.ANALYST, f"{what} {number} (facts)")
