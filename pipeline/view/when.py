"""From when something is owed, in words, with both branches where the day is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.schema import Applicability, Duty, Obligation, Verdict


class Stage(StrEnum):
    """Where a day stands, seen from the day of judgement."""

    NOW = "now"
    LATER = "later"
    OPEN = "open"
    NOT_OWED = "not_owed"


@dataclass(frozen=True, slots=True)
class When:
    """From when something is owed.

    Attributes:
        stage: Now, later, open or not at all.
        day: The day; None where it is open or nothing is owed.
        branches: (condition in words, day) where it depends on a fact.
        words: The same in words.
        earliest: Where it is owed since an unknown day, the first on which that can have been.
    """

    stage: Stage
    day: date | None
    branches: tuple[tuple[str, date], ...]
    words: str
    earliest: date | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """Days from which it is or may be owed, in order."""
        known = self.day or self.earliest
        return (known,) if known else tuple(sorted({day for _, day in self.branches}))


def when(
    duty: Duty | None, obligation: Obligation, item: Applicability | None, as_of: date
) -> When:
    """Return from when a duty is owed.

    Args:
        duty: How the finding says that it bites; None where only the applicability is known.
        obligation: Its row of the catalogue.
        item: The applicability behind it; None where there is none.
        as_of: Day for which it is asked.
    """
    day = item.due_from if item else None
    branches = item.branches if item else ()
    outcome = item.outcome if item else None
    if duty is Duty.NOT_APPLICABLE or outcome is Verdict.DOES_NOT_APPLY:
        return When(Stage.NOT_OWED, None, (), "not owed")
    if outcome is Verdict.UNDETERMINED or (outcome is None and duty is Duty.UNDETERMINED):
        return When(Stage.OPEN, None, branches, "open whether it is owed")
    if day is not None:
        stage = Stage.NOW if day <= as_of else Stage.LATER
        return When(stage, day, (), f"{'since' if stage is Stage.NOW else 'from'} {day}")
    if branches:
        stages = {_stage(found, as_of) for _, found in branches}
        stage = stages.pop() if len(stages) == 1 else Stage.OPEN
        words = "; ".join(f"from {found} if {condition}" for condition, found in branches)
        return When(stage, None, branches, words)
    # It applies, and no later day can count: only the day of placing is not known.
    start = obligation.applies_from
    return When(Stage.NOW, None, (), f"since placing, {start} at the earliest", start)


def _stage(day: date, as_of: date) -> Stage:
    return Stage.NOW if day <= as_of else Stage.LATER
