"""Figures of agreement against hand computation, other libraries and exhaustive search."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import (
    accuracy_score,
    cohen_kappa_score,
    confusion_matrix,
    fbeta_score,
    precision_score,
    recall_score,
)

from pipeline.evaluate.agreement import f_beta, gap_rates, kappa, ratio, table
from pipeline.evaluate.baselines import always_gap, by_threshold, element_majority
from pipeline.evaluate.gold import calibrate, score
from pipeline.evaluate.intervals import bootstrap
from pipeline.evaluate.labels import Label, Prediction, pair
from pipeline.schema import Status

GAPS = (Status.MENTIONED, Status.REFERRED, Status.DECLINED, Status.PLACEHOLDER, Status.ABSENT)

#: (confusion table, kappa as a fraction worked out by hand)
KAPPAS = [
    ([[1, 0], [0, 1]], 1),
    ([[0, 1], [1, 0]], -1),
    ([[1, 1], [1, 1]], 0),
    ([[2, 1], [1, 2]], 1 / 3),  # agreed 4/6, chance 1/2
    ([[45, 15], [25, 15]], 0.06 / 0.46),  # agreed .60, chance .6*.7+.4*.3 = .54
    ([[25, 35], [5, 35]], 0.14 / 0.54),  # agreed .60, chance .6*.3+.4*.7 = .46
    ([[10, 0], [0, 0]], 0),  # one class only: chance explains everything
    ([[0, 10], [0, 0]], 0),  # agreed 0, chance 0
    ([[9, 1], [0, 0]], 0),  # agreed .9, chance .9
    ([[5, 0, 0], [0, 5, 0], [0, 0, 5]], 1),
    ([[0, 5, 0], [0, 0, 5], [5, 0, 0]], -0.5),  # agreed 0, chance 1/3
    ([[2, 1, 0], [0, 2, 1], [1, 0, 2]], 0.5),  # agreed 2/3, chance 1/3
]


@pytest.mark.parametrize(("counts", "expected"), KAPPAS)
def test_kappa_by_hand(counts: list[list[int]], expected: float) -> None:
    found = np.array(counts)
    assert kappa(found) == pytest.approx(expected)
    assert kappa(found.T) == pytest.approx(expected)
    order = list(range(len(counts)))[::-1]
    assert kappa(found[order][:, order]) == pytest.approx(expected)
    assert kappa(found * 7) == pytest.approx(expected)


#: hits, missed gaps, false alarms, right fillings -> precision, recall, F1, F2, accuracy by hand
RATES = [
    ((1, 0, 0, 0), (1, 1, 1, 1, 1)),
    ((0, 1, 0, 0), (0, 0, 0, 0, 0)),
    ((0, 0, 1, 0), (0, 0, 0, 0, 0)),
    ((0, 0, 0, 1), (0, 0, 0, 0, 1)),
    ((1, 1, 0, 0), (1, 1 / 2, 2 / 3, 5 / 9, 1 / 2)),
    ((1, 0, 1, 0), (1 / 2, 1, 2 / 3, 5 / 6, 1 / 2)),
    ((3, 1, 1, 3), (3 / 4, 3 / 4, 3 / 4, 3 / 4, 3 / 4)),
    ((6, 4, 2, 8), (3 / 4, 3 / 5, 2 / 3, 5 * 0.45 / (4 * 0.75 + 0.6), 14 / 20)),
    ((0, 5, 5, 0), (0, 0, 0, 0, 0)),
    ((2, 2, 6, 0), (1 / 4, 1 / 2, 1 / 3, 5 * 0.125 / (4 * 0.25 + 0.5), 2 / 10)),
]


@pytest.mark.parametrize(("cells", "expected"), RATES)
def test_rates_by_hand(cells: tuple[int, ...], expected: tuple[float, ...]) -> None:
    hit, missed, alarm, rest = cells
    rates = gap_rates(np.array([[hit, missed], [alarm, rest]]))
    for name, value in zip(("precision", "recall", "f1", "f2", "accuracy"), expected, strict=True):
        assert rates[name] == pytest.approx(value), name


_PAIRS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40)


@given(_PAIRS)
def test_rates_are_those_of_another_library(pairs: list[tuple[bool, bool]]) -> None:
    truth, said = [t for t, _ in pairs], [s for _, s in pairs]
    names = {True: "gap", False: "not"}
    counts = table([names[t] for t in truth], [names[s] for s in said], ("gap", "not"))
    assert counts.tolist() == confusion_matrix(truth, said, labels=[True, False]).tolist()
    rates = gap_rates(counts)
    assert rates["precision"] == pytest.approx(precision_score(truth, said, zero_division=0))
    assert rates["recall"] == pytest.approx(recall_score(truth, said, zero_division=0))
    assert rates["f1"] == pytest.approx(fbeta_score(truth, said, beta=1, zero_division=0))
    assert rates["f2"] == pytest.approx(fbeta_score(truth, said, beta=2, zero_division=0))
    assert rates["accuracy"] == pytest.approx(accuracy_score(truth, said))
    if len({*truth, *said}) > 1:
        assert rates["kappa"] == pytest.approx(cohen_kappa_score(truth, said))


@given(_PAIRS, st.randoms())
def test_the_order_of_cells_changes_no_figure(pairs: list[tuple[bool, bool]], rng: object) -> None:
    def cells(rows: list[tuple[bool, bool]]) -> object:
        labels = [Label("d", f"e{i}", _status(t)) for i, (t, _) in enumerate(rows)]
        said = [Prediction("d", f"e{i}", _status(s)) for i, (_, s) in enumerate(rows)]
        return score(pair(labels, said)).gap

    mixed = list(pairs)
    rng.shuffle(mixed)  # type: ignore[attr-defined]
    assert cells(pairs) == cells(mixed)


def _status(gap: bool) -> Status:
    return Status.ABSENT if gap else Status.DISCLOSED


@pytest.mark.parametrize(("part", "whole", "expected"), [(1, 4, 0.25), (0, 4, 0), (0, 0, 0)])
def test_a_ratio_without_a_whole_is_zero(part: float, whole: float, expected: float) -> None:
    assert ratio(part, whole) == expected


@pytest.mark.parametrize(
    ("precision", "recall", "beta", "expected"),
    [
        (1, 1, 1, 1),
        (1, 0, 1, 0),
        (0.5, 0.5, 2, 0.5),
        (0.5, 1, 1, 2 / 3),
        (0.5, 1, 2, 5 / 6),
        (1, 0.5, 2, 5 / 9),
        (1, 0.5, 0.5, 5 / 6),
    ],
)
def test_f_by_hand(precision: float, recall: float, beta: float, expected: float) -> None:
    assert f_beta(precision, recall, beta) == pytest.approx(expected)


def _right(share: int, of: int) -> np.ndarray:
    return np.array([[share, of - share], [0, 0]], dtype=np.int64)


def test_the_interval_of_two_documents_is_everything() -> None:
    # Drawn twice out of {all right, all wrong}: a quarter each of 0 and 1 lies beyond 2.5 %.
    found = bootstrap([_right(10, 10), _right(0, 10)], gap_rates, rounds=400)
    assert found["recall"] == (0.0, 1.0)


def test_the_interval_follows_the_binomial_distribution() -> None:
    # One of ten documents wrong: drawn X times, X ~ B(10, 0.1). P(X <= 0) = .349 > .025 and
    # P(X <= 2) = .930 < .975 <= P(X <= 3) = .987.
    below = sum(comb(10, k) * 0.1**k * 0.9 ** (10 - k) for k in range(3))
    assert below < 0.975 < below + comb(10, 3) * 0.1**3 * 0.9**7
    found = bootstrap([_right(5, 5)] * 9 + [_right(0, 5)], gap_rates, rounds=4000)
    assert found["recall"] == pytest.approx((0.7, 1.0))


def test_documents_and_not_cells_are_drawn() -> None:
    # A hundred cells in one document are one witness: there is no width at all.
    assert bootstrap([_right(50, 100)], gap_rates, rounds=50)["recall"] == (0.5, 0.5)


def test_a_document_that_says_nothing_does_no_harm() -> None:
    found = bootstrap([_right(0, 0), _right(0, 0)], gap_rates, rounds=20)
    assert set(found.values()) == {(0.0, 0.0)}


@given(st.permutations(list(range(6))))
def test_names_of_measures_are_kept_and_lie_in_order(order: list[int]) -> None:
    documents = [_right(k, 6) for k in order]
    for low, high in bootstrap(documents, gap_rates, rounds=30).values():
        assert -1 <= low <= high <= 1


# --- baselines -----------------------------------------------------------------------------


@pytest.mark.parametrize("status", list(Status))
def test_the_gap_class_is_the_contracts(status: Status) -> None:
    assert status.is_gap == (status in GAPS)


def test_always_gap_is_right_on_every_gap_and_on_nothing_else() -> None:
    labels = [Label("d", f"e{i}", status) for i, status in enumerate(Status) if status in GAPS]
    labels += [Label("d", "x", Status.DISCLOSED), Label("d", "y", Status.PARTIAL)]
    found = score(pair(labels, always_gap(labels)))
    assert (found.gap["recall"], found.gap["precision"]) == (1.0, 5 / 7)
    assert found.gap["kappa"] == 0.0


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([Status.DISCLOSED, Status.DISCLOSED, Status.ABSENT], Status.DISCLOSED),
        ([Status.PARTIAL, Status.PARTIAL, Status.DISCLOSED], Status.PARTIAL),
        ([Status.ABSENT, Status.MENTIONED, Status.MENTIONED, Status.DISCLOSED], Status.MENTIONED),
        # Gap or not goes first: three kinds of gap outweigh two disclosures.
        ([Status.ABSENT, Status.MENTIONED, Status.DECLINED] + [Status.DISCLOSED] * 2, None),
        ([Status.DISCLOSED, Status.ABSENT], Status.ABSENT),
    ],
)
def test_the_majority_of_other_providers(others: list[Status], expected: Status | None) -> None:
    labels = [Label("own", "e", Status.DISCLOSED)]
    labels += [Label(f"d{i}", "e", status) for i, status in enumerate(others)]
    groups = {label.document: label.document for label in labels}
    found = element_majority(labels, groups)[0]
    assert found.status == expected if expected else found.status.is_gap


def test_the_own_providers_labels_change_nothing() -> None:
    base = [Label(f"d{i}", "e", Status.ABSENT) for i in range(3)]
    groups = {"d0": "p", "d1": "q", "d2": "r", "own": "mine", "own2": "mine"}
    for status in (Status.DISCLOSED, Status.ABSENT):
        labels = [Label("own", "e", Status.DISCLOSED), Label("own2", "e", status), *base]
        assert element_majority(labels, groups)[0].status is Status.ABSENT


_SCORED = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=12)


@settings(max_examples=40, deadline=None)
@given(_SCORED)
def test_no_other_threshold_would_have_been_better(rows: list[tuple[int, bool]]) -> None:
    """One cell of provider ``own`` is asked; the cut is the best on all the others."""
    labels = [Label("own", "e", Status.ABSENT)]
    labels += [Label(f"d{i}", "e", _status(gap)) for i, (_, gap) in enumerate(rows)]
    groups = {label.document: "own" if label.document == "own" else "rest" for label in labels}
    values = {(f"d{i}", "e"): float(value) for i, (value, _) in enumerate(rows)}

    def f1(cut: float) -> float:
        called = [value < cut for value, _ in rows]
        return float(fbeta_score([gap for _, gap in rows], called, beta=1, zero_division=0))

    # The method's own cut, found by asking it about scores between all others.
    asked = {}
    for half in range(-1, 13):
        found = by_threshold({**values, ("own", "e"): half / 2}, labels, groups)
        asked[half / 2] = found[0].status.is_gap
    cut = max((value for value, gap in asked.items() if gap), default=-1.0) + 0.25
    best = max(f1(half / 2 + 0.25) for half in range(-1, 13))
    assert f1(cut) == pytest.approx(best)


def test_no_cells_give_zeros_and_no_crash() -> None:
    found = calibrate([])
    assert (found.ece, found.bins, found.accuracy_of_rest) == (0.0, (), 0.0)
    assert score([]).gap["f1"] == 0.0


@pytest.mark.parametrize(
    ("probability", "count"),
    [(0.0, 1), (0.0999, 1), (0.1, 1), (0.5, 1), (0.999, 1), (1.0, 1)],
)
def test_every_probability_has_a_bin(probability: float, count: int) -> None:
    cells = pair(
        [Label("d", "e", Status.DISCLOSED)],
        [Prediction("d", "e", Status.DISCLOSED, probability)],
    )
    found = calibrate(cells)
    assert [n for n, _, _ in found.bins] == [count]
    assert found.ece == pytest.approx(1 - probability)
