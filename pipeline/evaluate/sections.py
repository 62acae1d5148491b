"""Sections of model cards, present or absent: F1 on the absent ones, pooled and section by section.

Only sections that are absent from some card can be scored so; the others are counted.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import BadInput
from pipeline.evaluate.agreement import gap_rates, ratio
from pipeline.evaluate.intervals import bootstrap

_COLUMNS = ("card", "section", "present")


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether a section is in a card, by whoever read it."""

    card: str
    section: str
    absent: bool


@dataclass(frozen=True, slots=True)
class SectionRates:
    """What a method got right about absent sections.

    Attributes:
        values: precision, recall, f1 and kappa of the pooled cells, and macro: the mean F1 over
            the sections with an absent case.
        intervals: 95 % of the same, cards resampled.
        sections: Section -> (absent, called absent, both).
    """

    values: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    sections: Mapping[str, tuple[int, int, int]]

    def to_json(self) -> dict[str, object]:
        """Return it for a JSON file."""
        return {
            **{name: round(value, 4) for name, value in self.values.items()},
            "intervals": {
                name: [round(low, 4), round(high, 4)]
                for name, (low, high) in self.intervals.items()
            },
            "sections": {
                name: {"absent": absent, "called": called, "both": both, "f1": round(_f1(row), 4)}
                for name, row in self.sections.items()
                for absent, called, both in [row]
            },
        }


@dataclass(frozen=True, slots=True)
class SectionsReport:
    """All parts, scored.

    Attributes:
        cards: Number of cards.
        scored: Sections that are absent from some card.
        never_absent: Sections that no card lacks.
        uncovered: Sections of the truth that the mapping does not have.
        without_element: Sections that no element asks for.
        parts: Name of a part (with front matter...) -> method -> rates.
    """

    cards: int
    scored: tuple[str, ...]
    never_absent: tuple[str, ...]
    uncovered: tuple[str, ...]
    without_element: tuple[str, ...]
    parts: Mapping[str, Mapping[str, SectionRates]]

    def to_json(self) -> dict[str, object]:
        """Return the report for a JSON file."""
        return {
            "cards": self.cards,
            "scored": list(self.scored),
            "never_absent": list(self.never_absent),
            "uncovered": list(self.uncovered),
            "without_element": list(self.without_element),
            "parts": {
                part: {name: rates.to_json() for name, rates in methods.items()}
                for part, methods in self.parts.items()
            },
        }


def load_presence(path: Path) -> tuple[Presence, ...]:
    """Return the rows of a table with tabs: card, section, present (0 or 1).

    Raises:
        BadInput: it cannot be read, columns are missing, or a cell is not 0 or 1 or given twice.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, delimiter="\t")
            columns, rows = reader.fieldnames or [], list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"--truth {path} cannot be read: {error}") from error
    missing = [name for name in _COLUMNS if name not in columns]
    if missing:
        raise BadInput(f"--truth {path}: columns are missing: {', '.join(missing)}")
    found: dict[tuple[str, str], Presence] = {}
    faults = []
    for number, row in enumerate(rows, 1):
        card, section, present = ((row[name] or "").strip() for name in _COLUMNS)
        if present not in ("0", "1") or not card or not section:
            faults.append(f"row {number} ({card}, {section}): present {present!r}")
        elif (card, section) in found:
            faults.append(f"row {number}: {card}, {section} stands twice")
        found[card, section] = Presence(card, section, present == "0")
    if faults or not found:
        told = "; ".join(faults[:8]) or "it holds no row"
        raise BadInput(f"--truth {path} is not a table of sections: {told}")
    return tuple(found.values())


def rates(
    truth: Sequence[Presence], said: Mapping[tuple[str, str], bool], scored: Sequence[str]
) -> SectionRates:
    """Score what a method called absent.

    Args:
        truth: The cells.
        said: (card, section) -> whether it was called absent.
        scored: The sections that count.
    """
    place = {section: index for index, section in enumerate(scored)}
    per_card: dict[str, NDArray[np.int64]] = {}
    for cell in truth:
        if cell.section in place:
            counts = per_card.setdefault(cell.card, np.zeros((len(place), 2, 2), dtype=np.int64))
            called = said[cell.card, cell.section]
            counts[place[cell.section], int(not cell.absent), int(not called)] += 1
    total = sum(per_card.values(), np.zeros((len(place), 2, 2), dtype=np.int64))
    return SectionRates(
        _measures(total),
        bootstrap(list(per_card.values()), _measures),
        {section: _cells(total[index]) for section, index in place.items()},
    )


def _cells(counts: NDArray[np.int64]) -> tuple[int, int, int]:
    return int(counts[0].sum()), int(counts[:, 0].sum()), int(counts[0, 0])


def _f1(cells: tuple[int, int, int]) -> float:
    absent, called, both = cells
    return ratio(2 * both, absent + called)


def _measures(counts: NDArray[np.int64]) -> dict[str, float]:
    pooled = gap_rates(counts.sum(axis=0))
    # A sample of cards may hold no absent case of a section; then its F1 says nothing.
    rows = [cells for section in counts if (cells := _cells(section))[0]]
    return {
        **{name: pooled[name] for name in ("precision", "recall", "f1", "kappa")},
        "macro": ratio(sum(_f1(cells) for cells in rows), len(rows)),
    }
