from __future__ import annotations

import pytest

from pipeline.evaluate.labels import Label
from pipeline.evaluate.retrieval import evaluate, matches, reduce
from pipeline.schema import Status


@pytest.mark.parametrize(
    ("passage", "quote"),
    [
        ("The model has 7B parameters.", "model has 7B"),
        ("has 7B", "model has 7B"),
        ("Model size:  7 B\npara-\nmeters", "model size: 7B parameters"),
        ("| Licence | MIT |", "MIT"),
        ("It was trained on 15 trillion tokens", "on 15 trillion tokens of public text. Later"),
        ("on 15 trillion tokens of public text", "It was trained on 15 trillion tokens"),
    ],
)
def test_matches(passage: str, quote: str) -> None:
    assert matches(passage, quote)


@pytest.mark.parametrize(
    ("passage", "quote"),
    [
        ("7B", "The model has 7B parameters and was trained for three weeks"),
        ("The model has 70B parameters", "The model has 7B parameters"),
        ("trained on tokens", "on tokens of public text"),
        ("", "anything"),
        ("anything", "..."),
    ],
)
def test_near_misses(passage: str, quote: str) -> None:
    assert not matches(passage, quote)


def test_reduce_keeps_letters_and_digits_of_any_script() -> None:
    assert reduce("**Größe**: 7_B, 模型!") == "grösse7b模型"


def test_depths_are_counted_by_hand() -> None:
    def label(document: str, element: str, quote: str) -> Label:
        return Label(document, element, Status.DISCLOSED, (quote,) if quote else ())

    labels = [
        label("a", "first", "alpha beta gamma"),
        label("a", "third", "alpha beta gamma"),
        label("b", "tenth", "alpha beta gamma"),
        label("b", "none", "alpha beta gamma"),
        label("b", "unranked", "alpha beta gamma"),
        label("b", "without", ""),
    ]
    good, bad = "say alpha beta gamma", "quite other words"
    ranked = {
        ("a", "first"): [good, bad],
        ("a", "third"): [bad, bad, good],
        ("b", "tenth"): [bad] * 9 + [good],
        ("b", "none"): [bad] * 10 + [good],
        ("b", "without"): [good],
    }
    found = evaluate(labels, ranked, rounds=50)
    assert (found.n, found.documents) == (5, 2)
    assert found.hit == {1: 0.2, 3: 0.4, 10: pytest.approx(0.6)}
    assert found.intervals[3][0] == 0.0
    assert found.intervals[3][1] == 1.0


def test_nothing_to_score() -> None:
    assert evaluate([], {}).hit == {1: 0.0, 3: 0.0, 10: 0.0}
