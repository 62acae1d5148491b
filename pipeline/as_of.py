"""Which findings of a dossier change because the day of the law does, and only those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.schema import Dossier, Duty, Finding, Obligation, Outcome


@dataclass(frozen=True, slots=True)
class State:
    """A finding on one of the two days.

    Attributes:
        duty: Whether the duty bites on it.
        due_from: From when.
        outcome: With what the record shows.
        because: Why.
    """

    duty: Duty
    due_from: date | None
    outcome: Outcome
    because: str


@dataclass(frozen=True, slots=True)
class FindingChange:
    """An obligation and the variants for which another day gives another answer.

    Attributes:
        obligation: Its id.
        variants: For which.
        before: On the first day.
        after: On the second.
        why: What of the law lies between the days, in a sentence.
    """

    obligation: str
    variants: tuple[str, ...]
    before: State
    after: State
    why: str


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """What another day of the law does to a dossier.

    Attributes:
        model: Its model.
        findings: How many pairs of obligation and variant were compared.
        changes: Those that differ, in the order of the catalogue.
    """

    model: str
    findings: int
    changes: tuple[FindingChange, ...]


def finding_changes(dossier: Dossier, start: date, end: date) -> FindingChanges:
    """Return which findings the law of two days decides in another way.

    Documents are not read again, and facts are the dossier's: nothing but the day differs.

    Args:
        dossier: One that was scanned.
        start: The first day.
        end: The second.
    """
    from pipeline.applicability.facts import again
    from pipeline.catalogue.obligations import obligations
    from pipeline.redecide import redecide

    facts = again(dossier.facts)
    duties = {row.id: row for row in obligations()}
    states = [_states(redecide(dossier, facts, day)) for day in (start, end)]
    grouped: dict[tuple[str, State, State], list[str]] = {}
    for key, before in states[0].items():
        after = states[1].get(key)
        if after is not None and _answer(before) != _answer(after):
            grouped.setdefault((key[0], before, after), []).append(key[1])
    changes = tuple(
        FindingChange(
            name, tuple(variants), before, after, _why(duties[name], before, after, start, end)
        )
        for (name, before, after), variants in grouped.items()
    )
    return FindingChanges(dossier.model.name, len(states[0]), changes)


def _states(dossier: Dossier) -> Mapping[tuple[str, str], State]:
    return {
        (finding.obligation, variant): _state(finding)
        for finding in dossier.findings
        for variant in finding.variants
    }


def _state(finding: Finding) -> State:
    return State(finding.duty, finding.due_from, finding.outcome, finding.because)


def _answer(state: State) -> tuple[Duty, date | None, Outcome]:
    return state.duty, state.due_from, state.outcome


def _why(row: Obligation, before: State, after: State, start: date, end: date) -> str:
    """Return what lies between the days for this row; the days decide where nothing else does."""
    if start < row.first_day <= end:
        return f"the text that holds it is of {row.first_day}"
    if (earlier := row.before(start)) and earlier.until <= end:
        return f"its wording is another since {earlier.until}: {earlier.gloss}"
    for state in (after, before):
        if state.due_from and start < state.due_from <= end:
            return f"it became due on {state.due_from}"
    if before.due_from != after.due_from and before.due_from and after.due_from:
        return f"its day moved from {before.due_from} to {after.due_from} by the law"
    for day, what in ((row.applies_from, "applies"), (row.legacy_from, "binds earlier models")):
        if day and start < day <= end:
            return f"the law has it that it {what} from {day}"
    return f"both branches of an open question agree from {end} at the latest"
