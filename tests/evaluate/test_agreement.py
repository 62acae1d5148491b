from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, fbeta_score

from pipeline.evaluate.agreement import f_beta, gap_rates, kappa, table
from pipeline.evaluate.intervals import bootstrap


def test_kappa_worked_by_hand() -> None:
    # The textbook example: 20 and 15 agreed of 50, chance 0.5, kappa 0.4.
    assert kappa(np.array([[20, 5], [10, 15]])) == pytest.approx(0.4)


def test_kappa_at_the_ends() -> None:
    assert kappa(np.array([[3, 0], [0, 4]])) == 1.0
    assert kappa(np.array([[5, 0], [5, 0]])) == 0.0
    assert kappa(np.array([[5, 0], [0, 0]])) == 0.0
    assert kappa(np.zeros((2, 2), dtype=int)) == 0.0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=4, max_size=40))
def test_kappa_is_that_of_another_library(pairs: list[tuple[str, str]]) -> None:
    truth, said = [a for a, _ in pairs], [b for _, b in pairs]
    if len({*truth, *said}) > 1:
        expected = cohen_kappa_score(truth, said, labels=["a", "b", "c"])
        assert kappa(table(truth, said, "abc")) == pytest.approx(expected)


def test_gap_rates_worked_by_hand() -> None:
    # 10 gaps: 8 called; 20 filled: 2 called gaps.
    rates = gap_rates(np.array([[8, 2], [2, 18]]))
    for name in ("precision", "recall", "f1", "f2"):
        assert rates[name] == pytest.approx(0.8)
    assert rates["accuracy"] == pytest.approx(26 / 30)


def test_f2_prefers_recall() -> None:
    truth, said = [1, 1, 1, 0], [1, 1, 0, 1]
    assert f_beta(2 / 3, 2 / 3, 2) == pytest.approx(fbeta_score(truth, said, beta=2))
    assert f_beta(0.5, 1.0, 2) > f_beta(1.0, 0.5, 2)
    assert f_beta(0.0, 0.0, 1) == 0.0


def test_nothing_called_gives_zero_not_a_crash() -> None:
    assert gap_rates(np.array([[0, 3], [0, 5]]))["precision"] == 0.0


def test_intervals_hold_the_value_and_are_the_same_every_time() -> None:
    documents = [np.array([[n, 1], [1, 9 - n]]) for n in range(1, 9)]
    first = bootstrap(documents, gap_rates, rounds=200)
    assert first == bootstrap(documents, gap_rates, rounds=200)
    assert first != bootstrap(documents, gap_rates, rounds=200, seed=1)
    whole = gap_rates(sum(documents))
    for name, (low, high) in first.items():
        assert low <= whole[name] <= high
        assert high - low < 1


def test_equal_documents_leave_no_width_and_none_leaves_no_interval() -> None:
    same = [np.array([[4, 1], [1, 4]])] * 5
    for low, high in bootstrap(same, gap_rates, rounds=20).values():
        assert low == pytest.approx(high)
    assert bootstrap([], gap_rates) == {}
