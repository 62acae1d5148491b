"""Answers of the Foundation Model Transparency Index: told apart from gaps, beside simpler rules.

A score of 0 is a gap. The answers leak their score, because most zeros say so themselves; the
hard part is what is neither empty nor has a phrase of non-disclosure, and it is scored apart.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import BadInput
from pipeline.evaluate.agreement import gap_rates, ratio
from pipeline.evaluate.intervals import bootstrap

_COLUMNS = ("company", "indicator", "disclosure", "score")


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of the index: what a company answered, and whether it was enough.

    ``references`` is what the row names as sources beside the answer; empty where it names none.
    """

    company: str
    indicator: str
    text: str
    gap: bool
    references: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """What a method says of an answer."""

    answer: Answer
    gap: bool
    because: str = ""

    @property
    def right(self) -> bool:
        """Whether it agrees with the index."""
        return self.gap == self.answer.gap


@dataclass(frozen=True, slots=True)
class Rates:
    """What one method got right on some answers.

    Attributes:
        n: Answers.
        gaps: Those that are gaps.
        values: kappa, balanced (mean of the shares of gaps and of others that it got right),
            precision, recall and f1 of the gaps, accuracy; 0..1 but for kappa.
        intervals: 95 % of the same, companies resampled.
    """

    n: int
    gaps: int
    values: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]

    def to_json(self) -> dict[str, object]:
        """Return it for a JSON file."""
        return {
            "n": self.n,
            "gaps": self.gaps,
            **{name: round(value, 4) for name, value in self.values.items()},
            "intervals": {
                name: [round(low, 4), round(high, 4)]
                for name, (low, high) in self.intervals.items()
            },
        }


@dataclass(frozen=True, slots=True)
class FmtiReport:
    """The index, scored.

    Attributes:
        companies: Companies in the file.
        unmapped: Indicators of the file that no row of the mapping speaks of.
        parts: Name of a part (direct, hard...) -> method -> rates.
        wrong: Direct answers that Lacuna's rules got wrong.
        indicators: Direct indicator -> (answers, right).
    """

    companies: tuple[str, ...]
    unmapped: tuple[str, ...]
    parts: Mapping[str, Mapping[str, Rates]]
    wrong: tuple[Call, ...]
    indicators: Mapping[str, tuple[int, int]]

    def to_json(self) -> dict[str, object]:
        """Return the report for a JSON file."""
        return {
            "companies": list(self.companies),
            "unmapped": list(self.unmapped),
            "parts": {
                part: {name: rates.to_json() for name, rates in methods.items()}
                for part, methods in self.parts.items()
            },
            "wrong": [
                {
                    "company": call.answer.company,
                    "indicator": call.answer.indicator,
                    "gap": call.answer.gap,
                    "because": call.because,
                }
                for call in self.wrong
            ],
            "indicators": {
                name: {"n": n, "right": right} for name, (n, right) in self.indicators.items()
            },
        }


def load_answers(path: Path) -> tuple[Answer, ...]:
    """Return the rows of a table of the index: company, indicator, disclosure, score.

    Names of columns are compared without case; other columns are ignored.

    Raises:
        BadInput: it cannot be read, a column is missing, or scores are not 0 or 1.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            names = {str(name).strip().lower(): name for name in reader.fieldnames or []}
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"--truth {path} cannot be read: {error}") from error
    missing = [name for name in _COLUMNS if name not in names]
    if missing:
        raise BadInput(f"--truth {path}: columns are missing: {', '.join(missing)}")
    found, faults = [], []
    for number, row in enumerate(rows, 1):
        company, indicator, text, score = ((row[names[name]] or "").strip() for name in _COLUMNS)
        if score not in ("0", "1") or not company or not indicator:
            faults.append(f"row {number} ({company}, {indicator}): score {score!r}")
            continue
        references = (row[names["references"]] or "").strip() if "references" in names else ""
        found.append(Answer(company, indicator, text, score == "0", references))
    if faults or not found:
        told = "; ".join(faults[:8]) or "it holds no row"
        raise BadInput(f"--truth {path} is not a table of scores 0 and 1: {told}")
    return tuple(found)


def rates(calls: Sequence[Call]) -> Rates:
    """Return what was right; the intervals resample companies, whose answers stand together."""
    per_company: dict[str, NDArray[np.int64]] = {}
    for call in calls:
        counts = per_company.setdefault(call.answer.company, np.zeros((2, 2), dtype=np.int64))
        counts[int(not call.answer.gap), int(not call.gap)] += 1
    total = sum(per_company.values(), np.zeros((2, 2), dtype=np.int64))
    return Rates(
        len(calls),
        int(total[0].sum()),
        _measures(total),
        bootstrap(list(per_company.values()), _measures),
    )


def _measures(counts: NDArray[np.int64]) -> dict[str, float]:
    found = gap_rates(counts)
    others = ratio(float(counts[1, 1]), float(counts[1].sum()))
    return {**found, "balanced": (found["recall"] + others) / 2}


def score(
    answers: Sequence[Answer],
    methods: Mapping[str, Callable[[Answer], Call]],
    parts: Mapping[str, Callable[[Answer], bool]],
    known: Callable[[Answer], bool],
) -> FmtiReport:
    """Score methods on parts of the answers.

    Args:
        answers: All rows.
        methods: Name -> what it says; the first is Lacuna's.
        parts: Name -> which answers belong to it; the first are those whose mistakes are listed.
        known: Whether the mapping speaks of an answer's indicator.
    """
    mapped = [answer for answer in answers if known(answer)]
    calls = {name: [method(answer) for answer in mapped] for name, method in methods.items()}
    first, main = next(iter(parts.values())), next(iter(calls.values()))
    shown = [call for call in main if first(call.answer)]
    by_name: dict[str, tuple[int, int]] = {}
    for call in shown:
        n, right = by_name.get(call.answer.indicator, (0, 0))
        by_name[call.answer.indicator] = (n + 1, right + call.right)
    return FmtiReport(
        tuple(sorted({answer.company for answer in answers})),
        tuple(dict.fromkeys(a.indicator for a in answers if not known(a))),
        {
            part: {
                name: rates([call for call in said if belongs(call.answer)])
                for name, said in calls.items()
            }
            for part, belongs in parts.items()
            if any(belongs(answer) for answer in mapped)
        },
        tuple(call for call in shown if not call.right),
        by_name,
    )
