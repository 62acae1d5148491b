"""Readings of public summaries against the scores of the AI Accountability Lab (AIAL).

A section has a gap where its score on completeness (D2) is below its maximum; sections without a
maximum, or with a maximum of 0, are left out. Rank correlation is between our completeness and
score over maximum. An item of the evaluators' notes is covered where the reading names the same
lack of the same field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from pipeline.catalogue.rows import load
from pipeline.errors import BadInput
from pipeline.evaluate.intervals import ROUNDS, SEED, bootstrap, wilson

FILE = "evaluation/aial.yaml"
#: Dimension of the scores that speaks of completeness.
DIMENSION = "D2"
SECTIONS = tuple(f"S{number}" for number in range(1, 9))


@dataclass(frozen=True, slots=True)
class Scored:
    """One summary with its scores.

    Attributes:
        id: Name of its file without ending.
        archive: Name of the document that was scored, as the evaluators archived it.
        shares: Score over maximum by section, for sections that were scored.
    """

    id: str
    archive: str
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the evaluators' notes name as missing."""

    summary: str
    section: str
    field: str
    test: str
    about: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a reading says of one summary.

    Attributes:
        sections: (completeness, gap) by section; empty where no summary was recognised.
        open: Ids of required fields that have no answer and apply.
        lacks: (field, test) of each check that failed on an answered field.
    """

    sections: Mapping[str, tuple[float, bool]]
    open: frozenset[str]
    lacks: frozenset[tuple[str, str]]

    @property
    def named(self) -> frozenset[str]:
        """Ids of the fields that are open or lack something."""
        return self.open | {field for field, _ in self.lacks}

    def covers(self, item: Item) -> bool:
        """Tell whether the reading names what an item names."""
        if item.field in self.open or (item.field, item.test) in self.lacks:
            return True
        return not item.test and any(field == item.field for field, _ in self.lacks)


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of one group of summaries.

    Attributes:
        summaries: How many.
        sections: How many scored sections.
        gaps: How many of these have a gap.
        rates: precision, recall, f1 and spearman.
        intervals: 95 % intervals by resampling summaries.
        always: f1 of calling every section a gap.
        covered: How many items of the notes are covered.
        items: How many items there are.
        named: How many fields the readings name as lacking; naming all would cover every item.
        wrong: (summary, section, true gap) of each wrong call.
        missed: Items that are not covered.
    """

    summaries: int
    sections: int
    gaps: int
    rates: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    always: float
    covered: int
    items: int
    named: int
    wrong: tuple[tuple[str, str, bool], ...]
    missed: tuple[Item, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the scores as plain data."""
        return {
            "summaries": self.summaries,
            "sections": self.sections,
            "gaps": self.gaps,
            **{name: round(value, 4) for name, value in self.rates.items()},
            "intervals": {
                name: [round(low, 4), round(high, 4)]
                for name, (low, high) in self.intervals.items()
            },
            "always_gap_f1": round(self.always, 4),
            "items": self.items,
            "covered": self.covered,
            "fields_named": self.named,
            "covered_interval": list(wilson(self.covered, self.items)),
            "wrong": [list(one) for one in self.wrong],
            "missed": [
                f"{one.summary} {one.section} {one.field}: {one.about}" for one in self.missed
            ],
        }


def load_scored(folder: Path) -> tuple[Scored, ...]:
    """Return the scored summaries of a folder, by name; those without any score are left out.

    Raises:
        BadInput: no file of the folder holds scores, or one cannot be read; all are named.
    """
    found, faults = [], []
    files = sorted(folder.glob("*.yaml")) if folder.is_dir() else [folder]
    for path in files:
        try:
            data = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
            shares = {}
            for section in SECTIONS:
                row = data[section][DIMENSION]
                score, most = row.get("score"), row.get("max_score")
                if score is not None and most:
                    shares[section] = float(score) / float(most)
        except (
            OSError,
            UnicodeDecodeError,
            yaml.YAMLError,
            KeyError,
            TypeError,
            ValueError,
        ) as error:
            faults.append(f"{path.name}: {type(error).__name__}: {error}")
            continue
        if shares:
            found.append(Scored(path.stem, str(data.get("archive_file_name") or ""), shares))
    if faults or not found:
        told = "; ".join(faults[:10]) or "no file with scores S1 to S8"
        raise BadInput(f"{folder} is not a folder of scored summaries: {told}")
    return tuple(found)


def table() -> tuple[dict[str, str], tuple[Item, ...], frozenset[str]]:
    """Return document by summary, the items of the notes, and what the rules were written on."""
    data = load(FILE)
    items = tuple(Item(**{"test": "", **row}) for row in data["items"])
    return dict(data["documents"]), items, frozenset(data["written_on"])


def score(
    scored: Sequence[Scored], readings: Mapping[str, Lacking], items: Sequence[Item]
) -> Scores:
    """Return the scores of a group of summaries.

    A section that was not read, because no summary was recognised, counts as no gap called.

    Args:
        scored: The summaries; at least one.
        readings: What was read, by summary.
        items: Items of the notes; those of other summaries are left out.
    """
    counts, pairs, wrong = [], [], []
    for one in scored:
        reading = readings.get(one.id, Lacking({}, frozenset(), frozenset()))
        cells = np.zeros(4, dtype=np.int64)
        own = []
        for section, share in one.shares.items():
            completeness, called = reading.sections.get(section, (0.0, False))
            gap = share < 1.0
            cells[2 * gap + called] += 1
            own.append((completeness, share))
            if gap != called:
                wrong.append((one.id, section, gap))
        counts.append(cells)
        pairs.append(np.array(own, dtype=np.float64))
    total = np.sum(counts, axis=0)
    here = [item for item in items if item.summary in {one.id for one in scored}]
    missed = tuple(
        item
        for item in here
        if item.summary not in readings or not readings[item.summary].covers(item)
    )
    gaps = int(total[2] + total[3])
    return Scores(
        summaries=len(scored),
        sections=int(total.sum()),
        gaps=gaps,
        rates={**_rates(total), "spearman": spearman(np.concatenate(pairs))},
        intervals={**bootstrap(counts, _rates), "spearman": _interval(pairs, spearman)},
        always=2 * gaps / (int(total.sum()) + gaps),
        covered=len(here) - len(missed),
        items=len(here),
        named=sum(len(readings[one.id].named) for one in scored if one.id in readings),
        wrong=tuple(wrong),
        missed=missed,
    )


def spearman(pairs: NDArray[np.float64]) -> float:
    """Return the rank correlation of two columns, ties at their mean rank; 0 where one is flat."""
    if len(pairs) < 2:
        return 0.0
    first, second = _ranks(pairs[:, 0]), _ranks(pairs[:, 1])
    first, second = first - first.mean(), second - second.mean()
    size = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return float((first * second).sum() / size) if size else 0.0


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    _, place, number = np.unique(np.round(values, 6), return_inverse=True, return_counts=True)
    last = np.cumsum(number)
    mean: NDArray[np.float64] = (last - (number - 1) / 2.0)[place]
    return mean


def _rates(cells: NDArray[np.int64]) -> dict[str, float]:
    """Return rates of (right no gap, wrong gap, missed gap, right gap)."""
    _, false, missed, right = (int(value) for value in cells)
    return {
        "precision": right / (right + false) if right + false else 0.0,
        "recall": right / (right + missed) if right + missed else 0.0,
        "f1": 2 * right / (2 * right + false + missed) if right + false + missed else 0.0,
    }


def _interval(
    groups: Sequence[NDArray[np.float64]], measure: Callable[[NDArray[np.float64]], float]
) -> tuple[float, float]:
    """Return the 95 % percentile interval of a measure by resampling groups."""
    generator = np.random.default_rng(SEED)
    drawn = []
    for _ in range(ROUNDS):
        chosen = generator.integers(0, len(groups), size=len(groups))
        drawn.append(measure(np.concatenate([groups[at] for at in chosen])))
    return float(np.percentile(drawn, 2.5)), float(np.percentile(drawn, 97.5))
