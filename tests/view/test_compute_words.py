"""How an estimate is worded in the viewer: open ends are no figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.schema import ComputeEstimate, Tri
from pipeline.view import compute
from tests.examples import dossier

OPEN = "the source gives a bound"


def row(method: str, *inputs: tuple[str, str]) -> compute.ComputeRow:
    made = ComputeEstimate(
        "S", "cumulative", method, 2e23, 3.14159e23, 5e24, inputs, Tri.YES, Tri.NO
    )
    (found,) = compute.compute_rows(replace(dossier(), compute=(made,)))
    return found


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ([("parameters", "7B")], "3.1e23 (2e23 to 5e24)"),
        ([("open end", f"low: {OPEN}")], "at most 5e24"),
        ([("parameters", "7B"), ("open end", f"high: {OPEN}")], "at least 2e23"),
        ([("open end", f"low and high: {OPEN}")], "near 3.1e23"),
    ],
)
def test_words(inputs: list[tuple[str, str]], words: str) -> None:
    assert row("6ND", *inputs).words == words


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("sum", "sum of parts"),
        ("upper bound", "a figure for several models together: an upper bound"),
    ],
)
def test_methods_that_combine(method: str, words: str) -> None:
    assert row(method).method == words
