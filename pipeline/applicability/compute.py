"""Training compute of a variant: stated first, else by parameters and tokens, else by hardware.

The Guidelines define two quantities: what went directly into parameter updates (for 10^23), and
cumulative compute (for 10^25), which adds initial or merged weights and the making of synthetic
data. Where documents tell the difference, the two differ here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.applicability.estimate import BOUND, Estimate, fact_of
from pipeline.applicability.facts import Modifies
from pipeline.applicability.hardware import TOTAL, by_hardware, staged
from pipeline.applicability.logic import figures
from pipeline.applicability.operations import ACTIVE, FINE_TUNING, by_parameters, range_of
from pipeline.applicability.variants import Figure, View
from pipeline.claims.compute import EXPERIMENTS, RESTORED, SYNTHETIC
from pipeline.schema import Claim, ComputeEstimate, Support

_ELEMENT = "training_compute"
_ABOUT = re.compile(r"\babout|\bapprox|~|≈|\broughly|\baround", re.I)
#: How far an interval is drawn on a side that is open.
_OPEN_END = Decimal(10)
_MODIFICATION = ("covers", "the modification only, not the model that it builds on")
_TUNED = ("covers", "fine-tuning only, not the training before it")
_BASE_ONLY = ("covers", "the model that it builds on; what was added is not told")
_UNCOUNTED = "synthetic data made on the way, merged models and other stages are not counted"


@dataclass(frozen=True, slots=True)
class Training:
    """The compute of one variant.

    Attributes:
        update: What went into parameter updates; for a modification its upper end is open.
        cumulative: All told: with initial weights, and synthetic data where stated.
        base: The model that it builds on, where its compute is known.
        own: By its own figures alone; of a modification, what the modification took.
    """

    update: Estimate | None
    cumulative: Estimate | None
    base: Estimate | None = None
    own: Estimate | None = None

    @property
    def whole(self) -> Estimate | None:
        """All told where the base's compute is known, else what is known of the updates."""
        return self.cumulative if self.base is not None else self.update


def training(
    view: View,
    base: View | None = None,
    *,
    modification: bool = False,
    given: Modifies | None = None,
) -> Training:
    """Return the compute of a variant as far as facts and documents tell it.

    Args:
        view: What is known of the variant.
        base: What the documents say of the model that it builds on, or None.
        modification: True where that model is another provider's: tokens and hours then belong to
            the modification.
        given: What the facts say of such a modification.
    """
    own, before = estimate(view), _base(base, given)
    if own is None and given is not None and given.modification_flop is not None:
        own = fact_of(given.modification_flop, "compute of the modification")
    elif own is None and before is not None:
        # Training goes on from there: all told it took no less.
        least = before.at_least(*_BASE_ONLY)
        return Training(None if modification else least, least, before)
    elif own is None or own.support is Support.ANALYST:
        return Training(own, own, before, own)
    update, cumulative = own, _with_synthetic(view, own)
    if before is not None and (modification or own.partial):
        cumulative = before.plus(cumulative, "added")
    elif modification or own.partial:
        cumulative = cumulative.at_least(*(_MODIFICATION if modification else _TUNED))
    if modification:
        update = own.at_least(*_MODIFICATION)
    elif own.partial:
        # A later stage of one's own model: the model is one from its first training on.
        update = before.plus(own, "added") if before else own.at_least(*_TUNED)
    return Training(update, cumulative, before, own)


def estimate(view: View) -> Estimate | None:
    """Return the best estimate for a variant by its own figures; None where too little is known.

    A figure for several variants together is nobody's own: it only says what compute cannot
    exceed.
    """
    return _stated(view) or _derived(view) or _together(view)


def _derived(view: View) -> Estimate | None:
    """Return the estimate by parameters and tokens, held against hardware where both are known."""
    counted, timed = by_parameters(view), by_hardware(view)
    if counted is None or timed is None:
        return counted or timed
    if counted.partial or timed.partial:
        return timed if counted.partial and not timed.partial else counted
    told = f"{timed.low:.2E} to {timed.high:.2E} FLOP"
    if counted.overlaps(timed):
        return counted.noting("by hardware", told)
    if counted.inputs[0][0] == ACTIVE:
        # Utilisation was measured on dense models; mixtures make less use of their machines.
        words = f"{told}; the two do not overlap, the interval is widened until they meet"
        return counted.reaching(timed).noting("by hardware", words)
    # Data seen several times, or hours of one stage: neither figure can be trusted alone.
    words = f"{told}; the two do not overlap, the interval spans both"
    return counted.spanning(timed).noting("by hardware", words)


def rows(view: View, found: Training) -> tuple[ComputeEstimate, ...]:
    """Return the estimates as the dossier holds them: one row a quantity."""
    each = (("update", found.update), ("cumulative", found.cumulative))
    return tuple(_row(view, name, one) for name, one in each if one is not None)


def _row(view: View, quantity: str, found: Estimate) -> ComputeEstimate:
    low = (
        found.low
        if found.low is not None
        else min(found.point, found.high or found.point) / _OPEN_END
    )
    high = found.high if found.high is not None else max(found.point, low) * _OPEN_END
    open_end = [name for name, end in (("low", found.low), ("high", found.high)) if end is None]
    lines = figures()
    inputs = found.inputs
    if open_end:
        inputs += (("open end", f"{' and '.join(open_end)}: the source gives a bound"),)
    for name, words in (("general_purpose_flop", "10^23"), ("systemic_flop", "10^25")):
        if found.near(lines[name]):
            inputs += (("near a line", f"within 30 percent of {words}"),)
    if quantity == "cumulative" and found.method != "analyst":
        inputs += (("not counted", _uncounted(view)),)
    return ComputeEstimate(
        variant=view.name,
        quantity=quantity,
        method=found.method,
        low=float(low),
        point=float(found.point),
        high=float(high),
        inputs=inputs,
        vs_1e23=found.above(lines["general_purpose_flop"]),
        vs_1e25=found.above(lines["systemic_flop"]),
        spans=found.spans,
    )


def _uncounted(view: View) -> str:
    left = [claim.value.raw for claim in _flop(view, EXPERIMENTS)]
    return "; ".join([_UNCOUNTED, *(f"{raw}: experiments do not count" for raw in left)])


def _base(base: View | None, given: Modifies | None) -> Estimate | None:
    if given is not None and given.original_flop is not None:
        return fact_of(given.original_flop, "compute of the original")
    return estimate(base) if base is not None else None


def _flop(view: View, purpose: str | None, *, together: bool = False) -> tuple[Claim, ...]:
    """Return the claims in FLOP with a purpose, or those that say none of another purpose."""
    return tuple(
        claim
        for claim in view.claims(_ELEMENT, together=together)
        if claim.value.unit == "FLOP"
        and (
            purpose in (claim.value.qualifier or "")
            if purpose
            else not any(p in (claim.value.qualifier or "") for p in (SYNTHETIC, EXPERIMENTS))
        )
    )


def _stated(view: View) -> Estimate | None:
    if view.facts.training_flop is not None:
        return fact_of(view.facts.training_flop, "training compute")
    claims = _flop(view, None)
    found = _of_stages(claims)
    if found is None:
        return None
    low, high = found.low, found.high
    tolerance = figures()["tolerance"]
    if low == high and _ABOUT.search(found.words):
        low, high = low / tolerance, high * tolerance
    words = (("training compute", found.words),)
    one = Estimate(
        "stated", low, high, found.point, words, found.support, found.spans, found.partial
    )
    if any(RESTORED in (claim.value.qualifier or "") for claim in claims):
        told = f"read as {found.point:.2E}: the text has lost what was raised"
        one = one.noting("exponent restored", told)
    return one


def _of_stages(claims: Sequence[Claim]) -> Figure | None:
    """Return a total, else the stages added up, else the range of what is said."""
    totals = [claim for claim in claims if TOTAL in (claim.value.qualifier or "")]
    if totals:
        return range_of(totals)
    plain = [claim for claim in claims if FINE_TUNING not in (claim.value.qualifier or "")]
    tuned = len(plain) < len(claims)
    if tuned or not plain:
        return staged(claims)
    return range_of(plain)


def _together(view: View) -> Estimate | None:
    """Return what a figure for the whole family says of one variant: an upper end, nothing else."""
    if view.alone:
        return None
    figure = _of_stages(_flop(view, None, together=True))
    covers = ("covers", "several models together: no variant's own, an upper bound")
    if figure is not None:
        inputs = (("training compute", figure.words), covers)
        return Estimate(
            BOUND, None, figure.high, figure.high, inputs, Support.DERIVED, figure.spans
        )
    found = by_hardware(view, together=True)
    if found is None or found.high is None:
        return None
    words = (*found.inputs, covers)
    return Estimate(BOUND, None, found.high, found.high, words, Support.DERIVED, found.spans)


def _with_synthetic(view: View, found: Estimate) -> Estimate:
    """Return an estimate with what the making of synthetic data is said to have taken."""
    figure = range_of(_flop(view, SYNTHETIC))
    if figure is None:
        return found
    inputs = (("making of synthetic data", figure.words),)
    part = Estimate(
        "stated", figure.low, figure.high, figure.point, inputs, figure.support, figure.spans
    )
    return found.plus(part, "added")
