from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from pipeline.assess import fit as fitting
from pipeline.assess import judge as judging
from pipeline.assess.fit import Case, fit, review_band, with_review_band
from pipeline.assess.judge import Fitted, Linear, from_json, judge, load_judge, sigmoid, to_json
from pipeline.errors import BadCorpus
from pipeline.evaluate.labels import Prediction
from pipeline.schema import Status

A, D, P = Status.ABSENT, Status.DISCLOSED, Status.PARTIAL


def _linear(*weights: float, base: float = 0.0, **offsets: float) -> Linear:
    return Linear(np.array(weights), offsets, base)


HAND = Fitted(
    features=("cue", "noise"),
    centre=np.array([0.5, 0.0]),
    filled=_linear(4.0, 0.0, base=-2.0, easy=1.0),
    whole=_linear(0.0, 1.0),
    touched=(_linear(0.0, 0.0), _linear(0.0, 0.0, base=-1.0, vague=5.0), _linear(0, 0, base=-9.0)),
    cuts={"filled": 0.5, "whole": 0.5, "mentioned": 0.4, "referred": 0.3, "overrule": 0.25},
    review=(0.3, 0.7),
)


def test_probability_is_the_dot_product_worked_by_hand() -> None:
    said = judge(HAND, "any", (1.0, 0.0), A)
    assert said.filled == round(1 / (1 + math.exp(-2)), 4)
    assert said.signals == (("cue", 2.0),)
    assert judge(HAND, "easy", (0.0, 0.0), A).filled == round(1 / (1 + math.exp(-1)), 4)


@pytest.mark.parametrize(
    ("element", "values", "rule", "status"),
    [
        ("any", (1.0, 0.5), A, D),
        ("any", (1.0, -0.5), A, P),
        ("any", (0.0, 0.0), D, A),
        ("vague", (0.0, 0.0), A, Status.MENTIONED),
        ("any", (0.0, 0.0), Status.DECLINED, Status.DECLINED),
        ("any", (0.0, 0.0), Status.PLACEHOLDER, Status.PLACEHOLDER),
        ("any", (1.0, 0.5), Status.DECLINED, Status.DECLINED),
        ("any", (1.0, 0.5), Status.PLACEHOLDER, Status.PLACEHOLDER),
        ("any", (1.0, 0.5), P, P),
        ("any", (1.0, -0.5), D, D),
        ("any", (0.0, 0.0), Status.MENTIONED, Status.MENTIONED),
        ("vague", (0.0, 0.0), D, Status.MENTIONED),
        ("any", (1.0, -0.5), Status.MENTIONED, P),
    ],
)
def test_status(element: str, values: tuple[float, float], rule: Status, status: Status) -> None:
    assert judge(HAND, element, values, rule).status is status


def test_review_is_asked_inside_the_band_only() -> None:
    assert judge(HAND, "any", (0.5, 0.0), A).needs_review
    assert not judge(HAND, "any", (1.0, 0.0), A).needs_review
    assert not judge(HAND, "any", (0.0, 0.0), A).needs_review


def test_without_support_nothing_is_filled_and_a_person_is_asked() -> None:
    said = judge(HAND, "any", (3.0, 0.0), A, supported=False)
    assert said.status is A
    assert said.filled == 0.4999
    assert said.needs_review
    assert judge(HAND, "any", (-3.0, 0.0), A, supported=False) == judge(HAND, "any", (-3.0, 0.0), A)


def test_wrong_number_of_features_is_refused() -> None:
    with pytest.raises(ValueError, match="3 features, fitted with 2"):
        judge(HAND, "any", (1.0, 0.0, 0.0), A)


def test_sigmoid_at_the_ends() -> None:
    assert sigmoid(0) == 0.5
    assert sigmoid(1e6) == 1.0
    assert sigmoid(-1e6) == pytest.approx(0.0)
    assert sigmoid(-3) == pytest.approx(1 - sigmoid(3))


def test_json_and_back() -> None:
    again = from_json(json.loads(json.dumps(to_json(HAND))))
    assert to_json(again) == to_json(HAND)
    assert judge(again, "vague", (0.1, 0.0), A) == judge(HAND, "vague", (0.1, 0.0), A)


def _without(name: str) -> dict[str, Any]:
    return {key: value for key, value in to_json(HAND).items() if key != name}


@pytest.mark.parametrize(
    "data",
    [
        _without("whole"),
        to_json(HAND) | {"features": ["cue"]},
        to_json(HAND) | {"cuts": {"filled": 0.5}},
        to_json(HAND) | {"touched": []},
        to_json(HAND) | {"centre": [0.0]},
        to_json(HAND) | {"review": []},
    ],
)
def test_a_faulty_file_names_the_command(data: dict[str, Any]) -> None:
    with pytest.raises(BadCorpus, match=r"scripts/fit_judge\.py"):
        from_json(data)


def test_a_judge_fitted_on_other_features_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "load", lambda name: to_json(HAND))
    assert load_judge(("cue", "noise")).features == ("cue", "noise")
    with pytest.raises(BadCorpus, match="new"):
        load_judge(("cue", "new"))
    with pytest.raises(BadCorpus, match="their order"):
        load_judge(("noise", "cue"))


def _cases(groups: int = 6, each: int = 40) -> list[Case]:
    """Cues decide; element ``hard`` is filled less often with the same cue."""
    generator = np.random.default_rng(3)
    cases = []
    for group in range(groups):
        for number in range(each):
            element = "hard" if number % 2 else "easy"
            cue = generator.normal()
            score = 3 * cue + (-1.5 if element == "hard" else 1.5) + generator.normal()
            label = D if score > 1.5 else P if score > 0 else A
            values = (float(cue), float(generator.normal()))
            cases.append(Case(f"d{group}", f"p{group}", element, values, A, label))
    return cases


def test_fit_finds_what_decides() -> None:
    fitted = fit(_cases(), ("cue", "noise"))
    assert fitted.filled.weights[0] > 5 * abs(fitted.filled.weights[1])
    assert fitted.filled.offsets["easy"] > fitted.filled.base > fitted.filled.offsets["hard"]
    assert judge(fitted, "easy", (2.0, 0.0), A).status is D
    assert judge(fitted, "hard", (-2.0, 0.0), A).status is A


def test_evidence_never_counts_against_what_it_shows() -> None:
    # Labels are the opposite of the cue; a feature that may only speak for it ends at zero.
    cases = [
        Case("d", "p", "e", (float(n % 2), float(n % 2)), A, A if n % 2 else D) for n in range(40)
    ]
    fitted = fit(cases, ("own claim", "any weak cue"))
    assert fitted.filled.weights[0] == 0.0
    assert fitted.filled.weights[1] < 0
    against = fit(cases, ("rule says absent", "own claim"))
    assert against.filled.weights[0] < 0


def test_without_bounds_it_is_the_regression_of_another_library() -> None:
    from sklearn.linear_model import LogisticRegression

    generator = np.random.default_rng(5)
    columns = generator.normal(size=(200, 3))
    truth = (columns @ [1.0, -2.0, 0.5] + generator.normal(size=200) > 0).astype(float)
    weights, base = fitting._regression(0.7, columns, truth, [(None, None)] * 3)
    other = LogisticRegression(C=0.7, tol=1e-8, max_iter=1000).fit(columns, truth)
    assert weights == pytest.approx(other.coef_[0], abs=1e-3)
    assert base == pytest.approx(other.intercept_[0], abs=1e-3)


def test_some_rule_features_are_borrowed_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ("rule score", "own claim")
    cases = [Case("d", "p", "ab"[n % 2], (n / 100, n / 100), A, A) for n in range(200)]
    found = fitting._borrow(cases, names)
    changed = [n for n in range(200) if found[n].values[0] != cases[n].values[0]]
    assert 0.1 * 200 < len(changed) < 0.3 * 200
    assert [case.values[1] for case in found] == [case.values[1] for case in cases]
    # What is borrowed is the same element's: even numbers for a, odd ones for b.
    assert all(round(found[n].values[0] * 100) % 2 == n % 2 for n in changed)
    assert fitting._borrow(cases, names) == found
    monkeypatch.setattr(fitting, "BORROWED", 0.0)
    assert fitting._borrow(cases, names) == cases


def test_scaling_a_feature_changes_no_probability() -> None:
    cases = _cases()
    wide = [replace(c, values=(c.values[0] * 1000 + 7, c.values[1])) for c in cases]
    one, other = fit(cases, ("cue", "noise")), fit(wide, ("cue", "noise"))
    for case, scaled in zip(cases[:20], wide[:20], strict=True):
        said = judge(one, case.element, case.values, A).filled
        assert judge(other, case.element, scaled.values, A).filled == pytest.approx(said, abs=1e-3)


def test_one_sided_labels_give_a_sure_constant() -> None:
    cases = [replace(case, label=A) for case in _cases(2)]
    fitted = fit(cases, ("cue", "noise"))
    assert judge(fitted, "easy", (9.0, 0.0), A).filled == 0.0
    assert judge(fitted, "easy", (9.0, 0.0), A).status is A


def test_review_band_is_the_narrowest_that_is_sure_enough() -> None:
    # Wrong up to 0.1 from one half, right beyond.
    doubts = [i / 100 for i in range(1, 50)]
    cases = [Case("d", "p", "e", (), A, A) for _ in doubts]
    said = [
        Prediction("d", "e", D if doubt < 0.1 else A, 0.5 + doubt if doubt < 0.1 else 0.5 - doubt)
        for doubt in doubts
    ]
    low, high = review_band(said, cases)
    outside = [doubt for doubt in doubts if doubt >= high - 0.5]
    assert sum(doubt >= 0.1 for doubt in outside) / len(outside) >= fitting.SURE
    assert 0.07 <= high - 0.5 <= 0.1
    assert low == pytest.approx(1 - high)
    marked = with_review_band(said, (low, high))
    assert [p.needs_review for p in marked] == [low < p.probability < high for p in said]
    assert any(p.needs_review for p in marked)


@pytest.mark.parametrize(
    ("cue", "rule", "supported", "status", "review"),
    [
        # 4 x 0.3 - 2 = -0.8: a chance of .31, doubtful, so the rule's words stand.
        (0.3, D, True, D, True),
        (0.3, P, True, P, True),
        (0.3, D, False, A, True),
        (0.3, A, True, A, True),
        # 4 x 0.2 - 2 = -1.2: a chance of .23, sure enough to overrule.
        (0.2, D, True, A, False),
        # 4 x 0.5 - 2 = 0: even chances were never overruled.
        (0.5, D, True, D, True),
        # 4 x 0.7 - 2 = 0.8: a chance of .69, not enough against words that state nothing.
        (0.7, Status.MENTIONED, True, Status.MENTIONED, True),
        (0.7, Status.REFERRED, True, Status.REFERRED, True),
        (0.7, A, True, D, True),
        # 4 x 0.8 - 2 = 1.2: a chance of .77, sure enough.
        (0.8, Status.MENTIONED, True, D, False),
    ],
)
def test_only_sure_weights_overrule_a_rule_that_has_words(
    cue: float, rule: Status, supported: bool, status: Status, review: bool
) -> None:
    said = judge(HAND, "any", (cue, 0.5), rule, supported=supported)
    assert said.status is status
    assert said.needs_review is review
    assert (said.filled >= 0.5) is not status.is_gap
