"""Agreement between labels and verdicts: counts, rates and Cohen's kappa."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def table(truth: Sequence[str], said: Sequence[str], classes: Sequence[str]) -> NDArray[np.int64]:
    """Return the confusion counts: a row a true class, a column a class that was said."""
    place = {name: i for i, name in enumerate(classes)}
    counts = np.zeros((len(classes), len(classes)), dtype=np.int64)
    for row, column in zip(truth, said, strict=True):
        counts[place[row], place[column]] += 1
    return counts


def kappa(counts: NDArray[np.int64]) -> float:
    """Return Cohen's kappa of a confusion table.

    0 is chance and 1 is full agreement; 0 too where chance alone explains everything.
    """
    n = int(counts.sum())
    if n == 0:
        return 0.0
    agreed = float(np.trace(counts)) / n
    chance = float(counts.sum(axis=0) @ counts.sum(axis=1)) / (n * n)
    return 0.0 if chance >= 1 else (agreed - chance) / (1 - chance)


def ratio(part: float, whole: float) -> float:
    """Return part / whole, and 0 where there is no whole."""
    return float(part) / float(whole) if whole else 0.0


def f_beta(precision: float, recall: float, beta: float) -> float:
    """Return F-beta: recall weighs ``beta`` times as much as precision."""
    return ratio((1 + beta**2) * precision * recall, beta**2 * precision + recall)


def gap_rates(counts: NDArray[np.int64]) -> dict[str, float]:
    """Return precision, recall, f1, f2, kappa and accuracy of the gap class.

    Args:
        counts: 2 x 2, row 0 the true gaps, column 0 what was called a gap.
    """
    hit = float(counts[0, 0])
    precision = ratio(hit, float(counts[:, 0].sum()))
    recall = ratio(hit, float(counts[0].sum()))
    return {
        "precision": precision,
        "recall": recall,
        "f1": f_beta(precision, recall, 1),
        "f2": f_beta(precision, recall, 2),
        "kappa": kappa(counts),
        "accuracy": ratio(float(np.trace(counts)), float(counts.sum())),
    }
