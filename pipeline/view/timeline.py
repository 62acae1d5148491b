"""When duties are due: findings by day, those whose day depends on a fact at both days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    branches = _branches(dossier)
    found: dict[tuple[Outcome, date, str], list[str]] = {}
    for row in rows:
        if row.outcome is Outcome.NOT_APPLICABLE:
            continue
        days = ((row.due_from, ""),) if row.due_from else ()
        for day, condition in days or _open_days(branches, row):
            found.setdefault((row.outcome, day, condition), []).append(row.ref)
    return tuple(
        DueRow(day, outcome, WORDS[outcome], condition, len(refs), tuple(dict.fromkeys(refs)))
        for (outcome, day, condition), refs in sorted(
            found.items(), key=lambda item: (ORDER.index(item[0][0]), item[0][1], item[0][2])
        )
    )


def without_day(dossier: Dossier, rows: Sequence[FindingRow]) -> int:
    """Return how many findings that are not ruled out have no day at all."""
    branches = _branches(dossier)
    return sum(
        row.outcome is not Outcome.NOT_APPLICABLE
        and row.due_from is None
        and not _open_days(branches, row)
        for row in rows
    )


def _branches(dossier: Dossier) -> Mapping[tuple[str, str], tuple[tuple[str, date], ...]]:
    """Return the branches of each obligation and variant: siblings may have other days."""
    return {(item.obligation, item.variant): item.branches for item in dossier.applicability}


def _open_days(
    branches: Mapping[tuple[str, str], tuple[tuple[str, date], ...]], row: FindingRow
) -> tuple[tuple[date, str], ...]:
    """Return (day, condition) of each branch of a row's variants, each once."""
    found = [pair for name in row.variants for pair in branches.get((row.obligation, name), ())]
    return tuple(dict.fromkeys((day, condition) for condition, day in found))
