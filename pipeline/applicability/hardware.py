"""Accelerator-hours times peak rate times utilisation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.applicability.accelerators import Accelerator, named, precision
from pipeline.applicability.estimate import Estimate, bands
from pipeline.applicability.logic import figures
from pipeline.applicability.operations import FINE_TUNING
from pipeline.applicability.variants import Figure, View, figure
from pipeline.schema import Claim, Span, Support

PRE_TRAINING, TOTAL = "for pre-training", "total"
_COUNT = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d{1,6})"
    r"(?=\s*(?:x|×|\w*[A-Za-z]\d|GPU|TPU|NVIDIA|AMD|Tesla|chips?\b))"
)
_HOUR = Decimal(3600)
#: Hours of one unit of wall-clock time, at least and at most.
_WALL = {
    "hours": (Decimal(1), Decimal(1)),
    "days": (Decimal(24), Decimal(24)),
    "months": (Decimal(28 * 24), Decimal(31 * 24)),
}
_DEVICE_HOURS = ("GPU-hours", "TPU-hours")


def by_hardware(view: View, *, together: bool = False) -> Estimate | None:
    """Return accelerator-hours x peak x utilisation, or None where hours or chip are unknown.

    Args:
        view: The variant.
        together: Whether hours of the whole family count, as for an upper end.
    """
    hours = _hours(view, together=together)
    if hours is None:
        return None
    chip = _accelerator(view, hours)
    if chip is None:
        return None
    accelerator, words, spans = chip
    share = bands()["utilisation"]
    used = precision(words)
    # 8 bits serve for some of the products only: that rate gives the upper end alone.
    usual = accelerator.peak(None if used in ("fp8", "int8") else used)
    fastest = max(usual, accelerator.peak(used))
    doubt = "" if accelerator.confidence == "maker" else f"; source: {accelerator.confidence}"
    rate = f"{usual:.3E}" if fastest == usual else f"{usual:.3E} to {fastest:.3E}"
    return Estimate(
        "hardware",
        hours.low * _HOUR * usual * share["low"],
        hours.high * _HOUR * fastest * share["high"],
        hours.point * _HOUR * usual * share["point"],
        (
            ("accelerator-hours", hours.words),
            ("peak", f"{accelerator.name}: {rate} FLOP/s, {used or '16 bits'}, dense{doubt}"),
            ("utilisation", f"{share['low']} to {share['high']}, point {share['point']}"),
            ("band", "the estimate is ours"),
        ),
        Support.DERIVED,
        (*hours.spans, *spans),
        hours.partial,
    )


def _hours(view: View, *, together: bool) -> Figure | None:
    """Return accelerator-hours: stated, or wall-clock hours times the number of accelerators."""
    claims = view.claims("training_time", together=together)
    stated = staged([claim for claim in claims if claim.value.unit in _DEVICE_HOURS])
    if stated is not None:
        return stated
    for claim in claims:
        shortest, longest = _WALL.get(claim.value.unit or "", (None, None))
        wall = figure(claim) if shortest else None
        if wall is None or shortest is None or longest is None:
            continue
        low, high = wall.low * shortest, wall.high * longest
        if low > figures()["longest_run_hours"]:
            # No run lasts for years: cards write accelerator-hours as hours, too.
            return Figure(low, high, wall.support, wall.words, wall.spans)
        for hardware in view.claims("training_hardware", together=together):
            if match := _COUNT.search(f"{hardware.value.norm} {hardware.value.raw}"):
                count = Decimal(match[1].replace(",", ""))
                words = f"{wall.words} on {hardware.value.raw}"
                spans = (*wall.spans, *((hardware.span,) if hardware.span else ()))
                return Figure(low * count, high * count, Support.DERIVED, words, spans)
    return None


def staged(claims: Sequence[Claim]) -> Figure | None:
    """Return the figure of all stages of training: a total, else stages added up, else the largest.

    Where only fine-tuning is told, the figure is partial.
    """
    by_stage: dict[str, list[Figure]] = {}
    for claim in claims:
        if (number := figure(claim)) is not None:
            qualifier = claim.value.qualifier or ""
            stages = (stage for stage in (TOTAL, FINE_TUNING, PRE_TRAINING) if stage in qualifier)
            by_stage.setdefault(next(stages, ""), []).append(number)
    largest = {
        stage: max(found, key=lambda number: (number.point, number.high))
        for stage, found in by_stage.items()
    }
    pre, tuned = largest.pop(PRE_TRAINING, None), largest.pop(FINE_TUNING, None)
    if pre and TOTAL not in largest:
        # Words about fine-tuning near a larger figure are about something else.
        largest["sum"] = pre.plus(tuned) if tuned and tuned.point < pre.point else pre
    if largest:
        return max(largest.values(), key=lambda number: (number.point, number.high))
    return tuned.only_a_part() if tuned else None


def _accelerator(view: View, hours: Figure) -> tuple[Accelerator, str, tuple[Span, ...]] | None:
    """Return the one accelerator that the figure of hours, or the hardware claims, name."""
    sources: Sequence[tuple[str, tuple[Span, ...]]] = (
        (hours.words, ()),
        *(
            (claim.value.raw, (claim.span,) if claim.span else ())
            for claim in view.claims("training_hardware")
        ),
    )
    for words, spans in sources:
        found = named(words)
        if len(found) == 1:
            return found[0], f"{words} | {hours.words}", spans
    return None
