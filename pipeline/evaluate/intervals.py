"""Intervals: by resampling documents, whose cells stand or fall together, and of plain shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

SEED = 20260802
ROUNDS = 1000


def bootstrap(
    per_document: Sequence[NDArray[np.int64]],
    measure: Callable[[NDArray[np.int64]], Mapping[str, float]],
    *,
    rounds: int = ROUNDS,
    seed: int = SEED,
) -> dict[str, tuple[float, float]]:
    """Return the 95 % percentile interval of every measure.

    Args:
        per_document: Counts of each document, of one shape; their sum is what is measured.
        measure: Counts -> measures by name.
        rounds: How many samples are drawn.
        seed: Of the generator; the same seed gives the same interval.

    Returns:
        (low, high) by name; empty without documents.
    """
    if not per_document:
        return {}
    stacked = np.stack(per_document)
    generator = np.random.default_rng(seed)
    drawn: dict[str, list[float]] = {}
    for _ in range(rounds):
        chosen = generator.integers(0, len(stacked), size=len(stacked))
        for name, value in measure(stacked[chosen].sum(axis=0)).items():
            drawn.setdefault(name, []).append(value)
    return {
        name: (float(np.percentile(values, 2.5)), float(np.percentile(values, 97.5)))
        for name, values in drawn.items()
    }


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share, in steps of 1e-4; (0, 1) without cases."""
    if not n:
        return 0.0, 1.0
    z = 1.959964
    share, width = hits / n, 1 + z * z / n
    middle = (share + z * z / (2 * n)) / width
    spread = z / width * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    return round(max(0.0, middle - spread), 4), round(min(1.0, middle + spread), 4)
