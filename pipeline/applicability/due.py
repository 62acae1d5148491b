"""From which day an obligation that applies is due."""

from __future__ import annotations

import calendar
from datetime import date

from pipeline.applicability.facts import Facts
from pipeline.applicability.logic import day
from pipeline.applicability.market import Timing
from pipeline.schema import Condition, Obligation, Tri

Branches = tuple[tuple[str, date], ...]

#: Months after which a designated provider may ask for another look.
_REASSESSMENT = 6


def due(
    obligation: Obligation, timing: Timing, facts: Facts, as_of: date, *, by_decision: bool = True
) -> tuple[date | None, Branches, str]:
    """Return (day, branches, sentence); the day is None where it hangs on an unknown.

    The branches then say on what, each with its day.

    Args:
        obligation: One that applies.
        timing: When the model was placed.
        facts: The analyst's facts.
        as_of: The day for which it is asked.
        by_decision: Whether nothing but a designation gives the model systemic risk.
    """
    start = _start(obligation, facts, by_decision=by_decision)
    if Condition.HIGH_RISK_SUPPLIER in obligation.conditions and not facts.high_risk_annex:
        branches = (
            ("the system falls under Annex III", _later(day("high_risk_iii"), timing)),
            ("the system falls under Annex I", _later(day("high_risk_i"), timing)),
        )
        return None, branches, "The day depends on the annex that the high-risk system falls under."
    placed_before, legacy = timing.legacy.verdict, obligation.legacy_from
    if legacy and placed_before is Tri.YES:
        found = max(start, legacy)
        return found, (), f"First placed before {day('transition')}: due from {found}."
    if legacy and placed_before is Tri.UNKNOWN:
        turning = day("transition")
        late = max(start, timing.placed.last if timing.placed else turning, turning)
        branches = (
            (f"first placed before {turning}", max(start, legacy)),
            (f"first placed on or after {turning}: at placing", late),
        )
        words = "; ".join(f"{condition}, {when}" for condition, when in branches)
        return None, branches, f"The day of placing is open: {words}."
    if timing.placed is not None:
        found = max(start, timing.placed.last)
        return found, (), f"Due from {found}, the later of placing and {start}."
    if start >= as_of:
        return start, (), f"Due from {start}."
    return None, (), f"Due since placing, {start} at the earliest; the day of placing is open."


def _later(start: date, timing: Timing) -> date:
    return max(start, timing.placed.last) if timing.placed else start


def _start(obligation: Obligation, facts: Facts, *, by_decision: bool) -> date:
    start = obligation.applies_from
    if Condition.HIGH_RISK_SUPPLIER in obligation.conditions and facts.high_risk_annex:
        return max(start, day(f"high_risk_{facts.high_risk_annex}"))
    if facts.designation_date is None:
        return start
    if Condition.DESIGNATED in obligation.conditions and obligation.kind == "right":
        return max(start, _months_after(facts.designation_date, _REASSESSMENT))
    decided = Condition.DESIGNATED in obligation.conditions
    if decided or (by_decision and Condition.SYSTEMIC_RISK in obligation.conditions):
        return max(start, facts.designation_date)
    return start


def _months_after(start: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month where it has none."""
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
