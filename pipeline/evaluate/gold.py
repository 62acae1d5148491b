"""Scores of verdicts against hand labels. Pure: predictions and labels in, figures out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.evaluate.agreement import gap_rates, kappa, ratio, table
from pipeline.evaluate.intervals import bootstrap
from pipeline.evaluate.labels import Cell, Label, Prediction, pair
from pipeline.schema import Status

STATUSES = tuple(str(status) for status in Status)
_GAP = ("gap", "not gap")


@dataclass(frozen=True)
class Score:
    """How well one method did on one set of cells.

    Attributes:
        n: Cells.
        documents: Documents that they come from.
        gaps: Cells whose label is a gap.
        gap: precision, recall, f1, f2, kappa, accuracy of the gap class.
        intervals: 95 % interval of each, by resampling documents; empty where not asked for.
        status_agreement: Share of cells whose status is exactly the label's.
        status_kappa: Cohen's kappa over all statuses.
        recall_by_status: Of each labelled status, the share that was called so, with n.
        not_assessed: Cells that the method did not judge; wrong in both classes.
        contradicted: Cells that it called contradicted; wrong in both classes.
    """

    n: int
    documents: int
    gaps: int
    gap: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    status_agreement: float
    status_kappa: float
    recall_by_status: Mapping[str, tuple[float, int]]
    not_assessed: int
    contradicted: int


@dataclass(frozen=True)
class Calibration:
    """Whether the probabilities mean what they say.

    Attributes:
        ece: Expected calibration error over ten equal bins, 0..1.
        bins: (cells, mean probability, share that is no gap) of each bin that has cells.
        coverage: Of the surest share of cells (1.0, 0.9 ... 0.5): (share, accuracy).
        reviewed: Share of cells that would be sent to a person.
        accuracy_of_rest: Accuracy of gap or not where no person is asked.
    """

    ece: float
    bins: tuple[tuple[int, float, float], ...]
    coverage: tuple[tuple[float, float], ...]
    reviewed: float
    accuracy_of_rest: float


@dataclass(frozen=True)
class Report:
    """Everything that ``lacuna evaluate gold`` prints."""

    total: Score
    baselines: Mapping[str, Score]
    by_element: Mapping[str, Score]
    by_family: Mapping[str, Score]
    by_document: Mapping[str, Score]
    macro_f1: float
    calibration: Calibration
    confusion: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """Return plain data, figures rounded to four digits."""
        return {name: _rounded(value) for name, value in asdict(self).items()}


def score(cells: Sequence[Cell], *, rounds: int = 0) -> Score:
    """Score cells; with ``rounds`` above 0, with intervals over documents."""
    per_document = _per_document(cells)
    total = sum(per_document.values(), np.zeros((2, 2), dtype=np.int64))
    truth = [str(cell.label.status) for cell in cells]
    said = [str(cell.prediction.status) for cell in cells]
    counts = table(truth, said, STATUSES)
    labelled = Counter(truth)
    right = Counter(t for t, s in zip(truth, said, strict=True) if t == s)
    intervals: dict[str, tuple[float, float]] = {}
    if rounds:
        intervals = bootstrap(list(per_document.values()), gap_rates, rounds=rounds)
    return Score(
        n=len(cells),
        documents=len(per_document),
        gaps=sum(cell.gap for cell in cells),
        gap=gap_rates(total),
        intervals=intervals,
        status_agreement=ratio(sum(right.values()), len(cells)),
        status_kappa=kappa(counts),
        recall_by_status={
            name: (ratio(right[name], labelled[name]), labelled[name])
            for name in STATUSES
            if labelled[name]
        },
        not_assessed=said.count(Status.NOT_ASSESSED),
        contradicted=said.count(Status.CONTRADICTED),
    )


def calibrate(cells: Sequence[Cell]) -> Calibration:
    """Compare probabilities with what was labelled."""
    probability = np.array([cell.prediction.probability for cell in cells])
    filled = np.array([not cell.gap for cell in cells], dtype=bool)
    right = np.array([cell.called_gap == cell.gap for cell in cells], dtype=bool)
    alone = np.array([not cell.prediction.needs_review for cell in cells], dtype=bool)
    place = np.minimum((probability * 10).astype(int), 9)
    bins = []
    for number in range(10):
        here = place == number
        if here.any():
            bins.append(
                (int(here.sum()), float(probability[here].mean()), float(filled[here].mean()))
            )
    ece = sum(count * abs(mean - share) for count, mean, share in bins) / max(len(cells), 1)
    order = np.argsort(-np.round(np.abs(probability - 0.5), 4), kind="stable")
    coverage = []
    for tenth in range(10, 4, -1):
        kept = order[: round(len(cells) * tenth / 10)]
        coverage.append((tenth / 10, ratio(float(right[kept].sum()), len(kept))))
    return Calibration(
        ece=float(ece),
        bins=tuple(bins),
        coverage=tuple(coverage),
        reviewed=1 - ratio(float(alone.sum()), len(cells)),
        accuracy_of_rest=ratio(float(right[alone].sum()), int(alone.sum())),
    )


def evaluate(
    labels: Sequence[Label],
    predictions: Sequence[Prediction],
    families: Mapping[str, str],
    baselines: Mapping[str, Sequence[Prediction]],
    *,
    rounds: int = 1000,
) -> Report:
    """Score predictions against labels, beside baselines.

    Args:
        labels: The hand labels.
        predictions: One for every label; more do no harm.
        families: Element id -> family.
        baselines: Predictions of other methods by name.
        rounds: Samples for the intervals.

    Raises:
        BadInput: a label without a prediction.
    """
    cells = pair(labels, predictions)
    by_element = _grouped(cells, lambda cell: cell.label.element)
    return Report(
        total=score(cells, rounds=rounds),
        baselines={
            name: score(pair(labels, found), rounds=rounds) for name, found in baselines.items()
        },
        by_element=by_element,
        by_family=_grouped(cells, lambda cell: families.get(cell.label.element, "other")),
        by_document=_grouped(cells, lambda cell: cell.label.document),
        macro_f1=ratio(sum(one.gap["f1"] for one in by_element.values()), len(by_element)),
        calibration=calibrate(cells),
        confusion=_confusion(cells),
    )


def _per_document(cells: Sequence[Cell]) -> dict[str, NDArray[np.int64]]:
    grouped: dict[str, list[Cell]] = {}
    for cell in cells:
        grouped.setdefault(cell.label.document, []).append(cell)
    return {
        name: table(
            [_GAP[not cell.gap] for cell in found],
            [_GAP[not cell.called_gap] for cell in found],
            _GAP,
        )
        for name, found in sorted(grouped.items())
    }


def _grouped(cells: Sequence[Cell], key: Callable[[Cell], str]) -> dict[str, Score]:
    grouped: dict[str, list[Cell]] = {}
    for cell in cells:
        grouped.setdefault(key(cell), []).append(cell)
    return {name: score(found) for name, found in sorted(grouped.items())}


def _confusion(cells: Sequence[Cell]) -> dict[str, dict[str, int]]:
    found: dict[str, Counter[str]] = {}
    for cell in cells:
        found.setdefault(str(cell.label.status), Counter())[str(cell.prediction.status)] += 1
    return {
        truth: {said: found[truth][said] for said in STATUSES if found[truth][said]}
        for truth in STATUSES
        if truth in found
    }


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {str(key): _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value
