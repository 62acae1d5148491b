"""Training compute: stated first, else six operations a parameter and token, else hardware.

The line of 10^23 asks for what went into parameter updates; the line of 10^25 for all compute
of training, of which documents rarely give more than the former. Both are kept apart; where
they rest on one figure, that is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.applicability.logic import figures
from pipeline.applicability.variants import Figure, View, fact, figure
from pipeline.catalogue.rows import Faults, load
from pipeline.schema import ComputeEstimate, Span, Support, Tri

_PEAKS = "lexicons/accelerators_peak.yaml"
_MIXTURE = re.compile(r"mixture[- ]of[- ]experts|\bMoE\b|\bsparse(?:ly)?[- ]activated", re.I)
_COUNT = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d{1,6})"
    r"(?=\s*(?:x|×|\w*[A-Za-z]\d|GPU|TPU|NVIDIA|AMD|Tesla|chips?\b))"
)
_SIZE = re.compile(r"(?:(?P<experts>\d{1,3})x)?(?P<size>\d+(?:\.\d+)?)\s?(?P<unit>[MBT])$", re.I)
_UNITS = {"M": Decimal(10) ** 6, "B": Decimal(10) ** 9, "T": Decimal(10) ** 12}
_TOKENS = "tokens"
#: "From 1B to 70B": each end belongs to some variant, and to none in particular.
_ENDS_OF_FAMILY = ("smallest", "largest")
#: How far an interval is drawn on a side that is open.
_OPEN_END = Decimal(10)


@dataclass(frozen=True, slots=True)
class Estimate:
    """Compute of one variant with exact ends; None where an end is open."""

    method: str
    low: Decimal | None
    high: Decimal | None
    point: Decimal
    inputs: tuple[tuple[str, str], ...]
    support: Support
    spans: tuple[Span, ...] = ()

    def above(self, line: Decimal) -> Tri:
        """Return whether it is greater than a line; unknown where the interval crosses it."""
        if self.low is not None and self.low > line:
            return Tri.YES
        if self.high is not None and self.high <= line:
            return Tri.NO
        return Tri.UNKNOWN


@lru_cache(maxsize=1)
def accelerators() -> tuple[tuple[str, re.Pattern[str], Decimal], ...]:
    """Return (name, pattern, dense peak FLOP/s at 16 bits) of each accelerator.

    Raises:
        BadCorpus: rows are faulty; all faults are told together.
    """
    faults = Faults(_PEAKS)
    out = []
    for row in load(_PEAKS)["rows"]:
        where = str(row.get("name"))
        for key in ("pattern", "flops16", "source", "must", "must_not"):
            if not row.get(key):
                faults.add(where, f"{key} is missing")
        faults.pattern(where, row["pattern"], row["must"], row["must_not"], flags=0)
        out.append((where, re.compile(row["pattern"]), Decimal(repr(float(row["flops16"])))))
    faults.done()
    return tuple(out)


def estimate(view: View, *, modification: bool = False) -> Estimate | None:
    """Return the best estimate for a variant; None where too little is known.

    Args:
        view: What is known of the variant.
        modification: True where it modifies another provider's model: tokens and hours then
            belong to the modification.
    """
    found = _stated(view) or _by_parameters(view) or _by_hardware(view)
    if found and modification and found.support is not Support.ANALYST:
        note = ("covers", "the modification only, not the model that it builds on")
        return Estimate(
            found.method,
            found.low,
            None,
            found.point,
            (*found.inputs, note),
            found.support,
            found.spans,
        )
    return found


def rows(view: View, found: Estimate) -> tuple[ComputeEstimate, ...]:
    """Return an estimate as the dossier holds it: one row a quantity."""
    low = (
        found.low
        if found.low is not None
        else min(found.point, found.high or found.point) / _OPEN_END
    )
    high = found.high if found.high is not None else max(found.point, low) * _OPEN_END
    open_end = [name for name, end in (("low", found.low), ("high", found.high)) if end is None]
    inputs = found.inputs
    if open_end:
        inputs += (("open end", f"{' and '.join(open_end)}: the source gives a bound"),)
    lines = figures()
    out = []
    for quantity in ("update", "cumulative"):
        extra: tuple[tuple[str, str], ...] = ()
        if quantity == "cumulative":
            told = "synthetic data made on the way, merged models and other stages are not counted"
            extra = (("not counted", told),) if found.method != "analyst" else ()
        out.append(
            ComputeEstimate(
                variant=view.name,
                quantity=quantity,
                method=found.method,
                low=float(low),
                point=float(found.point),
                high=float(high),
                inputs=(*inputs, *extra),
                vs_1e23=found.above(lines["general_purpose_flop"]),
                vs_1e25=found.above(lines["systemic_flop"]),
                spans=found.spans,
            )
        )
    return tuple(out)


def parameters(view: View) -> Figure | None:
    """Return the total number of parameters of a variant."""
    if view.facts.parameters_total is not None:
        return fact(view.facts.parameters_total, "parameters")
    return _first(view, "parameters_total", together=view.alone) or _by_name(view)


def _by_name(view: View) -> Figure | None:
    """Return the number of parameters that a size in the name stands for, give or take.

    ``8x7B`` is at most the product: experts share what is not an expert's own.
    """
    match = _SIZE.match(view.size.strip())
    if not match:
        return None
    number = Decimal(match["size"]) * _UNITS[match["unit"].upper()]
    tolerance = figures()["tolerance"]
    low, high = number / tolerance, number * Decimal(match["experts"] or 1) * tolerance
    stated = number if not match["experts"] else None
    return Figure(low, high, Support.DERIVED, f"{view.size} in the name", (), stated)


def never_above(view: View, line: Decimal) -> bool:
    """True where so few parameters cannot take a line's compute with any corpus ever reported."""
    total = parameters(view)
    if total is None:
        return False
    return 6 * total.high * figures()["tokens_never_reached"] <= line


def _stated(view: View) -> Estimate | None:
    if view.facts.training_flop is not None:
        flop = view.facts.training_flop
        words = (("training compute", f"{flop} FLOP (facts)"),)
        return Estimate("analyst", flop, flop, flop, words, Support.ANALYST)
    found = _first(view, "training_compute", together=False, unit="FLOP")
    if found is None:
        return None
    low, high = found.low, found.high
    tolerance = figures()["tolerance"]
    if low == high and re.search(r"\babout|\bapprox|~|≈|\broughly|\baround", found.words):
        low, high = low / tolerance, high * tolerance
    words = (("training compute", found.words),)
    return Estimate("stated", low, high, found.point, words, found.support, found.spans)


def _by_parameters(view: View) -> Estimate | None:
    tokens = _tokens(view)
    total = parameters(view)
    active = None
    if view.facts.parameters_active is not None:
        active = fact(view.facts.parameters_active, "active parameters")
    active = active or _first(view, "parameters_active", together=view.alone)
    if tokens is None or (active or total) is None:
        return None
    mixture = any(_MIXTURE.search(c.value.raw) for c in view.claims("architecture"))
    used = active or total
    assert used is not None
    tolerance = figures()["tolerance"]
    # Without the active count, a mixture's total only says what compute cannot exceed.
    low = 6 * used.low * tokens.low / tolerance if active or not mixture else None
    high = 6 * used.high * tokens.high * tolerance
    point = 6 * used.point * tokens.point
    which = "active parameters" if active else "parameters"
    if mixture and not active:
        which = "all parameters of a mixture of experts (an upper bound)"
    inputs = ((which, used.words), ("tokens", tokens.words), ("formula", "6 x parameters x tokens"))
    return Estimate(
        "6ND",
        low,
        high,
        point,
        inputs,
        Support.DERIVED,
        (*used.spans, *tokens.spans),
    )


def _tokens(view: View) -> Figure | None:
    """Return the tokens seen in training: the largest figure, stages being given apart."""
    if view.facts.training_tokens is not None:
        return fact(view.facts.training_tokens, "tokens")
    found = [
        number
        for claim in view.claims("data_size")
        if claim.value.unit == _TOKENS and (number := figure(claim)) is not None
    ]
    return max(found, key=lambda number: number.point, default=None)


def _by_hardware(view: View) -> Estimate | None:
    hours = _hours(view)
    if hours is None:
        return None
    named = _accelerator(view, hours)
    if named is None:
        return None
    name, peak, spans = named
    rules = figures()
    seconds = Decimal(3600)
    point = hours.point * seconds * peak * rules["utilisation"]
    usual, tolerance = rules["utilisation"], rules["tolerance"]
    low = hours.low * seconds * peak * min(rules["utilisation_low"], usual / tolerance)
    high = hours.high * seconds * peak * max(rules["utilisation_high"], usual * tolerance)
    share = (
        f"{rules['utilisation_low']} to {rules['utilisation_high']}, point {rules['utilisation']}"
    )
    inputs = (
        ("accelerator-hours", hours.words),
        ("peak", f"{name}: {peak:.3E} FLOP/s at 16 bits, dense"),
        ("utilisation", share),
    )
    return Estimate("hardware", low, high, point, inputs, Support.DERIVED, (*hours.spans, *spans))


def _hours(view: View) -> Figure | None:
    """Return accelerator-hours: stated, or wall-clock hours times the number of accelerators."""
    claims = view.claims("training_time", together=False)
    for claim in claims:
        if claim.value.unit in ("GPU-hours", "TPU-hours"):
            return figure(claim)
    for claim in claims:
        scale = {"hours": Decimal(1), "days": Decimal(24)}.get(claim.value.unit or "")
        wall = figure(claim) if scale else None
        if scale and wall and wall.low * scale > figures()["longest_run_hours"]:
            # No run lasts for years: cards write accelerator-hours as hours, too.
            return Figure(wall.low * scale, wall.high * scale, wall.support, wall.words, wall.spans)
        if scale and wall:
            for hardware in view.claims("training_hardware", together=False):
                if match := _COUNT.search(f"{hardware.value.norm} {hardware.value.raw}"):
                    count = Decimal(match[1].replace(",", ""))
                    words = f"{wall.words} on {hardware.value.raw}"
                    spans = (*wall.spans, *((hardware.span,) if hardware.span else ()))
                    low, high = wall.low * scale * count, wall.high * scale * count
                    return Figure(low, high, Support.DERIVED, words, spans)
    return None


def _accelerator(view: View, hours: Figure) -> tuple[str, Decimal, tuple[Span, ...]] | None:
    """Return the one accelerator that the figure of hours, or the hardware claims, name."""
    sources: Sequence[tuple[str, tuple[Span, ...]]] = (
        (hours.words, ()),
        *(
            (claim.value.raw, (claim.span,) if claim.span else ())
            for claim in view.claims("training_hardware")
        ),
    )
    for words, spans in sources:
        found = [(name, peak) for name, pattern, peak in accelerators() if pattern.search(words)]
        if len(found) == 1:
            return (*found[0], spans)
    return None


def _first(view: View, element: str, *, together: bool, unit: str | None = None) -> Figure | None:
    """Return the figure of an element where all its claims agree on one, else their range."""
    found = [
        number
        for claim in view.claims(element, together=together)
        if (unit is None or claim.value.unit == unit)
        and claim.value.qualifier not in _ENDS_OF_FAMILY
        and (number := figure(claim)) is not None
    ]
    if not found:
        return None
    first = found[0]
    low = min(number.low for number in found)
    high = max(number.high for number in found)
    words = first.words if len(found) == 1 else " / ".join(sorted({n.words for n in found}))
    spans = tuple(span for number in found for span in number.spans)
    return Figure(low, high, first.support, words, spans)
