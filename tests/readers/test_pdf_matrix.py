"""Matrices of page objects, worked out by hand."""

from __future__ import annotations

import pytest

from pipeline.readers.pdf_matrix import IDENTITY, Matrix, times

MOVE: Matrix = (1, 0, 0, 1, 10, 20)
DOUBLE: Matrix = (2, 0, 0, 2, 0, 0)
QUARTER: Matrix = (0, 1, -1, 0, 0, 0)  # a quarter turn to the left


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


@pytest.mark.parametrize(
    ("first", "second", "point"),
    [
        (MOVE, DOUBLE, (22, 42)),  # (1, 1) -> (11, 21) -> doubled
        (DOUBLE, MOVE, (12, 22)),  # (1, 1) -> (2, 2) -> moved
        (MOVE, QUARTER, (-21, 11)),  # (11, 21) turned
        (QUARTER, MOVE, (9, 21)),  # (-1, 1) moved
        (IDENTITY, QUARTER, (-1, 1)),
        (QUARTER, IDENTITY, (-1, 1)),
    ],
)
def test_the_first_applies_first(first: Matrix, second: Matrix, point: tuple[float, float]) -> None:
    assert _apply(times(first, second), 1, 1) == point
