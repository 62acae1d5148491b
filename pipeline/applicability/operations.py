"""Six operations a parameter and token: parameters, tokens, and what they come to.

The Guidelines give the formula for some dense transformers. For a mixture of experts only the
parameters that are active for a token count; its total gives an upper end alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.applicability.estimate import Estimate, bands
from pipeline.applicability.logic import figures
from pipeline.applicability.variants import Figure, View, fact, figure
from pipeline.schema import Claim, Support

FINE_TUNING = "for fine-tuning"
ACTIVE = "active parameters"
_MIXTURE = re.compile(r"mixture[- ]of[- ]experts|\bMoE\b|\bsparse(?:ly)?[- ]activated", re.I)
_SIZE = re.compile(r"(?:(?P<experts>\d{1,3})x)?(?P<size>\d+(?:\.\d+)?)\s?(?P<unit>[MBT])$", re.I)
_UNITS = {"M": Decimal(10) ** 6, "B": Decimal(10) ** 9, "T": Decimal(10) ** 12}
_TOKENS = "tokens"
#: "From 1B to 70B": each end belongs to some variant, and to none in particular.
_ENDS_OF_FAMILY = ("smallest", "largest")


def by_parameters(view: View) -> Estimate | None:
    """Return 6 x parameters x tokens, or None where one of them is unknown."""
    tokens = _tokens(view)
    total = parameters(view)
    active = None
    if view.facts.parameters_active is not None:
        active = fact(view.facts.parameters_active, ACTIVE)
    active = active or joined(view, "parameters_active", together=view.alone)
    used = active or total
    if tokens is None or used is None:
        return None
    mixture = any(_MIXTURE.search(c.value.raw) for c in view.claims("architecture"))
    factor = bands()["six_n_d"]["factor"]
    # Without the active count, a mixture's total only says what compute cannot exceed.
    low = 6 * used.low * tokens.low / factor if active or not mixture else None
    which = ACTIVE if active else "parameters"
    if mixture and not active:
        which = "all parameters of a mixture of experts (an upper bound)"
    return Estimate(
        "6ND",
        low,
        6 * used.high * tokens.high * factor,
        6 * used.point * tokens.point,
        (
            (which, used.words),
            ("tokens", tokens.words),
            ("formula", "6 x parameters x tokens"),
            ("band", f"times and divided by {factor}; the estimate is ours"),
        ),
        Support.DERIVED,
        (*used.spans, *tokens.spans),
        tokens.partial,
    )


def parameters(view: View) -> Figure | None:
    """Return the total number of parameters of a variant."""
    if view.facts.parameters_total is not None:
        return fact(view.facts.parameters_total, "parameters")
    return joined(view, "parameters_total", together=view.alone) or _by_name(view)


def never_above(view: View, line: Decimal) -> bool:
    """True where so few parameters cannot take a line's compute with any corpus ever reported."""
    total = parameters(view)
    if total is None:
        return False
    return 6 * total.high * figures()["tokens_never_reached"] <= line


def joined(view: View, element: str, *, together: bool, unit: str | None = None) -> Figure | None:
    """Return the figure of an element: the one that all its claims give, else their range.

    Args:
        view: The variant.
        element: Element id.
        together: Whether a figure for the whole family may stand for this variant.
        unit: Only claims in this unit, or None for all.
    """
    claims = view.claims(element, together=together)
    return range_of([claim for claim in claims if unit is None or claim.value.unit == unit])


def range_of(claims: Sequence[Claim]) -> Figure | None:
    """Return the one figure that claims give, else the range over them."""
    found = [
        number
        for claim in claims
        if claim.value.qualifier not in _ENDS_OF_FAMILY and (number := figure(claim)) is not None
    ]
    if not found:
        return None
    first = found[0]
    low = min(number.low for number in found)
    high = max(number.high for number in found)
    words = first.words if len(found) == 1 else " / ".join(sorted({n.words for n in found}))
    spans = tuple(span for number in found for span in number.spans)
    stated = first.stated if len(found) == 1 else None
    return Figure(low, high, first.support, words, spans, stated)


def _tokens(view: View) -> Figure | None:
    """Return the tokens seen in training: the largest figure, stages being given apart.

    What fine-tuning took is added; where nothing else is told, the figure is partial.
    """
    if view.facts.training_tokens is not None:
        return fact(view.facts.training_tokens, "tokens")
    claims = [claim for claim in view.claims("data_size") if claim.value.unit == _TOKENS]
    first = _largest([claim for claim in claims if not _tuning(claim)])
    tuned = _largest([claim for claim in claims if _tuning(claim)])
    if first is None or tuned is None:
        found = first or tuned
        return found.only_a_part() if found and found is tuned else found
    if tuned.point >= first.point:
        return tuned
    return first.plus(tuned)


def _tuning(claim: Claim) -> bool:
    return FINE_TUNING in (claim.value.qualifier or "")


def _largest(claims: Sequence[Claim]) -> Figure | None:
    found = [number for claim in claims if (number := figure(claim)) is not None]
    return max(found, key=lambda number: (number.point, number.high), default=None)


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
