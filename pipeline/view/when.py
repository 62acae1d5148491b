"""From when something is owed, in words, with both branches where the day is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.schema import Applicability, Duty, Verdict


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
    """

    stage: Stage
    day: date | None
    branches: tuple[tuple[str, date], ...]
    words: str


def when(duty: Duty | None, day: date | None, item: Applicability | None, as_of: date) -> When:
    """Return from when a duty is owed.

    Args:
        duty: How the finding says that it bites; None where only the applicability is known.
        day: First day, or None.
        item: The applicability behind it; None where there is none.
        as_of: Day for which it is asked.
    """
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
        words = "; ".join(f"{condition}: {found}" for condition, found in branches)
        return When(stage, None, branches, f"day open: {words}")
    # It applies, and no later day can count: only the first day is not known.
    return When(Stage.NOW, None, (), "since the day of placing, which is not known")


def _stage(day: date, as_of: date) -> Stage:
    return Stage.NOW if day <= as_of else Stage.LATER
