"""From which day an obligation that applies is due."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from pipeline.applicability.facts import Facts
from pipeline.applicability.logic import day, source
from pipeline.applicability.market import Timing
from pipeline.schema import Condition, Obligation, Tri

Branches = tuple[tuple[str, date], ...]

#: Months after which a designated provider may ask for another look.
_REASSESSMENT = 6


@dataclass(frozen=True, slots=True)
class Since:
    """From which day an obligation is due.

    Attributes:
        day: The day; None where it hangs on an unknown.
        branches: On what it hangs, each with its day.
        told: Why, in a sentence.
        keys: Keys of the facts that the day rests on, those of placing aside.
        basis: The provisions that give the day, as locators.
        settles: Which fact would settle an open day, where it is not that of placing.
    """

    day: date | None
    branches: Branches
    told: str
    keys: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    settles: str = ""


def due(
    obligation: Obligation, timing: Timing, facts: Facts, as_of: date, *, by_decision: bool = True
) -> Since:
    """Return from which day an obligation is due, by the law of a day.

    Args:
        obligation: One that applies.
        timing: When the model was placed.
        facts: The analyst's facts.
        as_of: The day for which it is asked.
        by_decision: Whether nothing but a designation gives the model systemic risk.
    """
    if Condition.HIGH_RISK_SUPPLIER in obligation.conditions:
        return _high_risk(timing, facts, as_of)
    start, keys, note = _start(obligation, facts, by_decision=by_decision)
    basis = _basis(obligation, by_decision=by_decision)
    if start is None:
        return Since(None, (), note, keys, basis, "designation_date")
    placed_before, legacy = timing.legacy.verdict, obligation.legacy_from
    if legacy and placed_before is Tri.YES:
        found = max(start, legacy)
        told = f"First placed before {day('transition')}: due from {found}."
        return Since(found, (), f"{told}{note}", keys, (source("legacy"), *basis))
    if legacy and placed_before is Tri.UNKNOWN:
        turning = day("transition")
        late = max(start, timing.placed.last if timing.placed else turning, turning)
        branches = (
            (f"first placed before {turning}", max(start, legacy)),
            (f"first placed on or after {turning}: at placing", late),
        )
        words = "; ".join(f"{condition}, {when}" for condition, when in branches)
        told = f"The day of placing is open: {words}.{note}"
        return Since(None, branches, told, keys, (source("legacy"), *basis))
    if timing.placed is not None:
        found = max(start, timing.placed.last)
        told = f"Due from {found}, the later of placing and {start}."
        return Since(found, (), f"{told}{note}", keys, basis)
    if start >= as_of:
        return Since(start, (), f"Due from {start}.{note}", keys, basis)
    told = f"Due since placing, {start} at the earliest; the day of placing is open.{note}"
    return Since(None, (), told, keys, basis)


def _basis(obligation: Obligation, *, by_decision: bool) -> tuple[str, ...]:
    """Return the provisions that give a row its first day."""
    first = tuple(
        source(name)
        for name in ("scope", "chapter", "powers")
        if obligation.applies_from == day(name)
    )
    first = first or obligation.locators[:1]  # guidance stands from its own day
    if Condition.DESIGNATED in obligation.conditions:
        return (*first, "Art. 52(5)" if obligation.kind == "right" else "Art. 52(4)")
    if by_decision and Condition.SYSTEMIC_RISK in obligation.conditions:
        return (*first, "Art. 52(4)")
    return first


def _high_risk(timing: Timing, facts: Facts, as_of: date) -> Since:
    """Return R9's day: that of the rules on high-risk systems, which the amendment moved."""
    edition = "_published" if as_of < day("amended") else ""
    days = {annex: _later(day(f"high_risk_{annex}{edition}"), timing) for annex in ("iii", "i")}
    text = "as published" if edition else "as amended by Regulation (EU) 2026/1744"
    law = f"by Art. 113 {text}"
    basis = tuple(dict.fromkeys(source(f"high_risk_{annex}{edition}") for annex in days))
    if facts.high_risk_annex:
        found = days[facts.high_risk_annex]
        named = f"Annex {facts.high_risk_annex.upper()}"
        told = f"Due from {found}, {law} for systems under {named}."
        return Since(found, (), told, ("high_risk_annex",), basis)
    branches = tuple(
        (f"the system falls under Annex {annex.upper()}", when) for annex, when in days.items()
    )
    words = "; ".join(f"{condition}, {when}" for condition, when in branches)
    told = f"The day depends on the annex that the high-risk system falls under: {words}, {law}."
    return Since(None, branches, told, (), basis, "high_risk_annex (i or iii)")


def _later(start: date, timing: Timing) -> date:
    return max(start, timing.placed.last) if timing.placed else start


def _start(
    obligation: Obligation, facts: Facts, *, by_decision: bool
) -> tuple[date | None, tuple[str, ...], str]:
    """Return (first day by the law, keys of facts, what is to be added); None where unknown."""
    start = obligation.applies_from
    by_name = Condition.DESIGNATED in obligation.conditions
    decided = by_name or (by_decision and Condition.SYSTEMIC_RISK in obligation.conditions)
    if not decided:
        return start, (), ""
    asks_again = by_name and obligation.kind == "right"
    keys = ("designation_date",)
    if facts.designation_date is None:
        if asks_again:
            told = f"From {_REASSESSMENT} months after the designation, the day of which is open."
            return None, (), told
        # The day of placing stands until somebody gives the day of the decision.
        return start, (), " The day of the designation is not given: a later one would count."
    if asks_again:
        return max(start, _months_after(facts.designation_date, _REASSESSMENT)), keys, ""
    return max(start, facts.designation_date), keys, ""


def _months_after(start: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month where it has none."""
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
