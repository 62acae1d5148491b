"""R0 and R2: whether a model is within reach at all, and since when."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.applicability.facts import Facts
from pipeline.applicability.logic import analyst, assumed, both, day, negate, node, tri
from pipeline.applicability.signals import Signals
from pipeline.applicability.variants import View
from pipeline.schema import Reason, Span, Support, Tri

_WHEN = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def reach(view: View, facts: Facts, signals: Signals) -> Reason:
    """Return R0: supplied on the Union market, and not out of the Act as research."""
    placed = _placed(view, facts, signals)
    science = research(facts)
    early = before_market(facts)
    outside = _excluded(facts, signals)
    verdict = both(
        [
            placed.verdict,
            negate(science.verdict),
            negate(early.verdict),
            negate(outside.verdict),
        ]
    )
    children: tuple[Reason, ...] = (placed, science, early, outside)
    if verdict is Tri.NO:
        stops = {placed.rule: Tri.NO}
        children = tuple(c for c in children if c.verdict is stops.get(c.rule, Tri.YES))
        because = " ".join(child.because for child in children)
    elif verdict is Tri.UNKNOWN:
        because = " ".join(child.because for child in children if child.verdict is Tri.UNKNOWN)
    else:
        because = placed.because
    return node("R0", verdict, because, Support.CHILDREN, children=children)


def excluded(facts: Facts) -> Reason:
    """Return R0d as the facts alone give it, for the rows on excluding the Union."""
    return _yes_no("R0d", facts.excluded_eu, "excluded_eu")


def research(facts: Facts) -> Reason:
    """Return R0b."""
    return _yes_no("R0b", facts.research_only, "research_only")


def before_market(facts: Facts) -> Reason:
    """Return R0c."""
    return _yes_no("R0c", facts.pre_market, "pre_market")


def _yes_no(rule: str, answer: bool | None, name: str) -> Reason:
    if answer is None:
        return assumed(rule, False, name)
    return analyst(rule, answer)


def _placed(view: View, facts: Facts, signals: Signals) -> Reason:
    if facts.internal_use_essential:
        return analyst("R0a", True)
    if facts.placed_on_eu_market is Tri.UNKNOWN:
        told = "Given as a fact: whether it was placed on the Union market is not known."
        return node("R0a", Tri.UNKNOWN, told, Support.ANALYST)
    if facts.placed_on_eu_market is not None:
        return analyst("R0a", facts.placed_on_eu_market is Tri.YES)
    if facts.placement_date or facts.lineage_first_placed:
        return node("R0a", Tri.YES, "The facts give a day of placing.", Support.ANALYST)
    if shut := signals.spans("eu_excluded"):
        told = "Wording about the Union may shut it out: a person must read it."
        return node("R0a", Tri.UNKNOWN, told, Support.CLAIM, shut)
    spans = [c.span for c in view.claims("distribution_channels") if c.span]
    spans += signals.spans("channel")
    if spans or view.facts.weights_public:
        told = (
            "Inferred from a public download, interface or service, the Union not being excluded."
        )
        return node("R0a", Tri.YES, told, Support.INFERENCE, spans[:3])
    if declared := signals.spans("declared"):
        told = "Inferred: what is published is asked of models on the Union market only."
        return node("R0a", Tri.YES, told, Support.INFERENCE, declared)
    told = (
        "No public download, interface or service was found, and no fact says that it was placed."
    )
    return node("R0a", Tri.UNKNOWN, told)


def _excluded(facts: Facts, signals: Signals) -> Reason:
    told_placed = facts.placed_on_eu_market is Tri.YES or facts.placement_date is not None
    if facts.excluded_eu is None and not told_placed and signals.of("eu_excluded"):
        told = (
            "Wording that may exclude the Union was found; whether it is clear, a person must say."
        )
        return node("R0d", Tri.UNKNOWN, told, Support.CLAIM, signals.spans("eu_excluded"))
    return excluded(facts)


@dataclass(frozen=True, slots=True)
class Period:
    """A day known as precisely as it was stated: it lies between two days, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Timing:
    """When a model was placed.

    Attributes:
        legacy: R2: yes where it was first placed before 2 August 2025.
        placed: When this version was placed; None where unknown.
    """

    legacy: Reason
    placed: Period | None


def timing(view: View, facts: Facts, *, own_base: Sequence[str] = ()) -> Timing:
    """Return R2 and the day of placing.

    Args:
        view: The variant.
        facts: The analyst's facts.
        own_base: Earlier models of the same provider that it is built from: they belong to the
            same line, so a late release does not show that the line began late.
    """
    placed, spans, support = _period(view, facts)
    line = facts.lineage_first_placed
    if line and facts.placement_date:
        # A version belongs to its line: whichever day is earlier is the line's first.
        line = min(line, facts.placement_date)
    turning = day("transition")
    if line:
        verdict = tri(line < turning)
        told = f"The facts give {line} as the day on which the line was first placed."
        return Timing(node("R2", verdict, told, Support.ANALYST), placed or Period(line, line))
    if placed is None:
        told = "No day of release or placing is stated: both branches are open."
        return Timing(node("R2", Tri.UNKNOWN, told), None)
    if placed.last < turning:
        told = f"{_words(placed)} lies before {turning}."
        return Timing(node("R2", Tri.YES, told, support, spans), placed)
    if placed.first < turning:
        told = f"{_words(placed)} may lie on either side of {turning}."
        return Timing(node("R2", Tri.UNKNOWN, told, support, spans), placed)
    if own_base and support is not Support.ANALYST:
        told = (
            f"{_words(placed)} is not before {turning}, but it is built from "
            f"{', '.join(own_base)} of the same provider, whose line may have begun earlier."
        )
        return Timing(node("R2", Tri.UNKNOWN, told, support, spans), placed)
    told = f"{_words(placed)} is not before {turning}."
    return Timing(node("R2", Tri.NO, told, support, spans), placed)


def _period(view: View, facts: Facts) -> tuple[Period | None, tuple[Span, ...], Support]:
    if facts.placement_date:
        return Period(facts.placement_date, facts.placement_date), (), Support.ANALYST
    for element in ("eu_release_date", "release_date"):
        found = [
            (period, claim)
            for claim in view.claims(element)
            if isinstance(claim.value.norm, str) and (period := period_of(claim.value.norm))
        ]
        if found:
            spans = tuple(claim.span for _, claim in found if claim.span)
            first = min(period.first for period, _ in found)
            last = max(period.last for period, _ in found)
            # A release anywhere is taken for the day of placing: an inference.
            return Period(first, last), spans, Support.INFERENCE
    return None, (), Support.NOTHING


def period_of(text: str) -> Period | None:
    """Return the days that YYYY, YYYY-MM or YYYY-MM-DD covers; None for anything else."""
    match = _WHEN.match(text.strip())
    if not match:
        return None
    year, month, dom = (int(part) if part else None for part in match.groups())
    try:
        if year and month is not None and dom is not None:
            return Period(date(year, month, dom), date(year, month, dom))
        if year and month is not None:
            last = calendar.monthrange(year, month)[1]
            return Period(date(year, month, 1), date(year, month, last))
        return Period(date(year or 0, 1, 1), date(year or 0, 12, 31))
    except (ValueError, calendar.IllegalMonthError):
        return None


def _words(period: Period) -> str:
    if period.first == period.last:
        return f"The release on {period.first}"
    return f"The release between {period.first} and {period.last}"
