"""When duties are due: findings by day, those whose day depends on a fact at both days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.schema import Dossier, Outcome
from pipeline.view.findings import ORDER, WORDS, FindingRow


@dataclass(frozen=True, slots=True)
class DueRow:
    """Findings of one outcome that are due on one day.

    Attributes:
        day: The day.
        outcome: Their outcome.
        words: The same in words.
        condition: On what the day depends; empty where it is certain.
        count: How many.
        refs: Their references, in catalogue order.
    """

    day: date
    outcome: Outcome
    words: str
    condition: str
    count: int
    refs: tuple[str, ...]


def due_rows(dossier: Dossier, rows: Sequence[FindingRow]) -> tuple[DueRow, ...]:
    """Return the findings that apply by outcome and day; those without any day are left out."""
    branches: dict[str, tuple[tuple[str, date], ...]] = {}
    for item in dossier.applicability:
        if item.branches:
            branches.setdefault(item.obligation, item.branches)
    found: dict[tuple[Outcome, date, str], list[str]] = {}
    for row in rows:
        if row.outcome is Outcome.NOT_APPLICABLE:
            continue
        days = ((row.due_from, ""),) if row.due_from else ()
        for day, condition in days or tuple((d, c) for c, d in branches.get(row.obligation, ())):
            found.setdefault((row.outcome, day, condition), []).append(row.ref)
    return tuple(
        DueRow(day, outcome, WORDS[outcome], condition, len(refs), tuple(dict.fromkeys(refs)))
        for (outcome, day, condition), refs in sorted(
            found.items(), key=lambda item: (ORDER.index(item[0][0]), item[0][1], item[0][2])
        )
    )


def without_day(dossier: Dossier, rows: Sequence[FindingRow]) -> int:
    """Return how many findings that are not ruled out have no day at all."""
    dated = {item.obligation for item in dossier.applicability if item.branches}
    return sum(
        row.outcome is not Outcome.NOT_APPLICABLE
        and row.due_from is None
        and row.obligation not in dated
        for row in rows
    )
