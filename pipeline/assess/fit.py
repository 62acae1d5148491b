"""Fit the judge on labelled cases, and say honestly how well it does.

Run by ``scripts/fit_judge.py`` and ``lacuna evaluate gold`` only; nothing else imports this file,
because scikit-learn takes a second to import. Folds go by provider: documents of one provider
share wording, so that a random split would flatter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.assess.judge import TOUCHED, Fitted, Linear, judge
from pipeline.evaluate.labels import Prediction
from pipeline.schema import Status

#: Inverse strength of the penalty on weights, tuned on the development labels.
STRENGTH = 0.05

#: Offsets of elements are drawn less to zero than weights, by this factor on their column.
OFFSET_SCALE = 2.0

#: Probabilities above which a status is called. One half decides gap or not; the others are below
#: their share because the middle statuses are rare. Tuned on the development labels.
CUTS = {"filled": 0.5, "whole": 0.5, "mentioned": 0.4, "referred": 0.3}

#: Where no person is asked, gap or not should be right this often (out of fold).
SURE = 0.95


@dataclass(frozen=True)
class Case:
    """The features of one element in one document, with its label.

    Attributes:
        document: Document id.
        group: Provider; cases of one group are never on both sides of a split.
        element: Element id.
        values: Features.
        rule: Status that the rules give.
        label: Status that the reader gave.
    """

    document: str
    group: str
    element: str
    values: tuple[float, ...]
    rule: Status
    label: Status


@dataclass(frozen=True)
class _Design:
    """Standardised columns, then one column an element."""

    columns: NDArray[np.float64]
    centre: NDArray[np.float64]
    scale: NDArray[np.float64]
    elements: tuple[str, ...]


def fit(cases: Sequence[Case], features: Sequence[str]) -> Fitted:
    """Fit the judge; its band of doubt is left empty (see ``with_review_band``).

    Args:
        cases: Labelled cases; any whose label takes no side are left out.
        features: Names of their values.
    """
    used = [case for case in cases if case.label in _SIDES]
    design = _design(used)
    filled = np.array([not case.label.is_gap for case in used])
    whole = np.array([case.label is Status.DISCLOSED for case in used])
    touched = np.array([_touched(case.label) for case in used])
    some = np.ones(len(used), dtype=bool)
    names = tuple(features)
    return Fitted(
        features=names,
        centre=design.centre,
        filled=_logistic(design, filled, some),
        whole=_logistic(design, whole, filled),
        touched=tuple(
            _logistic(design, touched == place, ~filled) for place in range(len(TOUCHED))
        ),
        cuts=dict(CUTS),
        review=(0.5, 0.5),
    )


def cross_validate(cases: Sequence[Case], features: Sequence[str]) -> list[Prediction]:
    """Return predictions for all cases, each by a judge that saw no document of its group."""
    predictions: dict[int, Prediction] = {}
    for group in sorted({case.group for case in cases}):
        fitted = fit([case for case in cases if case.group != group], features)
        for place, case in enumerate(cases):
            if case.group == group:
                said = judge(fitted, case.element, case.values, case.rule)
                predictions[place] = Prediction(
                    case.document, case.element, said.status, said.filled
                )
    return [predictions[place] for place in range(len(cases))]


def review_band(predictions: Sequence[Prediction], cases: Sequence[Case]) -> tuple[float, float]:
    """Return the narrowest band around one half outside which verdicts are sure enough.

    Args:
        predictions: Out of fold, in the order of ``cases``.
        cases: With their labels.
    """
    doubt = np.array([abs(p.probability - 0.5) for p in predictions])
    right = np.array(
        [p.status.is_gap == c.label.is_gap for p, c in zip(predictions, cases, strict=True)]
    )
    for hundredth in range(46):
        outside = doubt >= hundredth / 100
        if outside.any() and right[outside].mean() >= SURE:
            return round(0.5 - hundredth / 100, 2), round(0.5 + hundredth / 100, 2)
    return 0.05, 0.95


def with_review_band(
    predictions: Sequence[Prediction], band: tuple[float, float]
) -> list[Prediction]:
    """Return the predictions with ``needs_review`` set where they lie inside the band."""
    low, high = band
    return [replace(p, needs_review=low < p.probability < high) for p in predictions]


_SIDES = frozenset(Status) - {Status.CONTRADICTED, Status.NOT_ASSESSED}


def _touched(label: Status) -> int:
    return TOUCHED.index(label) if label in TOUCHED else 0


def _design(cases: Sequence[Case]) -> _Design:
    values = np.array([case.values for case in cases], dtype=np.float64)
    centre, scale = values.mean(axis=0), values.std(axis=0)
    scale[scale < 1e-9] = 1.0
    elements = tuple(sorted({case.element for case in cases}))
    own = np.zeros((len(cases), len(elements)))
    place = {element: i for i, element in enumerate(elements)}
    for row, case in enumerate(cases):
        own[row, place[case.element]] = OFFSET_SCALE
    return _Design(np.hstack([(values - centre) / scale, own]), centre, scale, elements)


def _logistic(design: _Design, truth: NDArray[Any], used: NDArray[np.bool_]) -> Linear:
    """Fit one score on the rows used, and fold the scaling into its weights."""
    from sklearn.linear_model import LogisticRegression

    columns, wanted = design.columns[used], truth[used].astype(int)
    count = len(design.centre)
    if len(set(wanted.tolist())) < 2:
        sure = 20.0 if wanted.size and wanted[0] else -20.0
        return Linear(np.zeros(count), {}, sure)
    found = LogisticRegression(C=STRENGTH, max_iter=2000, tol=1e-6).fit(columns, wanted)
    coefficients = found.coef_[0]
    weights = coefficients[:count] / design.scale
    base = float(found.intercept_[0]) - float(weights @ design.centre)
    offsets = {
        element: base + OFFSET_SCALE * float(coefficients[count + place])
        for place, element in enumerate(design.elements)
    }
    return Linear(weights, offsets, base)
