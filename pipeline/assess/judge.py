"""From signals to a probability and a status: a fitted, small, explainable model.

Three logistic models over the same named features, each with an offset per element:

- ``filled``: not in the gap class (disclosed or partial), against the gap class;
- ``whole``: disclosed rather than partial, where it is filled;
- ``touched``: of the gap class, which of absent, mentioned and referred.

The rule for an element knows more of the difference between statuses of one side than a few
labels can teach; its status stands where it is on the side that ``filled`` calls, and the other
two models decide where it is not, or where the rule found nothing. ``declined`` and
``placeholder`` are for rules alone: too rare to be fitted. Weights are a few hundred numbers in
``corpora/fitted/judge.json``; prediction is a dot product.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.catalogue.rows import load
from pipeline.errors import BadCorpus
from pipeline.schema import Status

#: Statuses among which ``touched`` chooses.
TOUCHED = (Status.ABSENT, Status.MENTIONED, Status.REFERRED)

#: What a document says of itself: no weight turns it into a statement.
SAID = frozenset({Status.DECLINED, Status.PLACEHOLDER})

#: What a rule says where it found words on the matter that state nothing.
SPOKEN = frozenset({Status.MENTIONED, Status.REFERRED})

FILE = "fitted/judge.json"

#: How many contributions are shown for a verdict.
SIGNALS = 6


@dataclass(frozen=True)
class Linear:
    """One linear score: weights of the features and an offset per element.

    Attributes:
        weights: One number a feature.
        offsets: One number an element, the common intercept included.
        base: Offset for an element that was not fitted.
    """

    weights: NDArray[np.float64]
    offsets: Mapping[str, float]
    base: float

    def __call__(self, element: str, values: NDArray[np.float64]) -> float:
        """Return the score (log-odds) of an element with these features."""
        return float(self.weights @ values) + self.offsets.get(element, self.base)


@dataclass(frozen=True)
class Fitted:
    """A fitted judge.

    Attributes:
        features: Names of the features, in the order of all weights.
        centre: Mean of each feature in training, so that contributions are against the usual.
        filled: Score of being filled.
        whole: Score of disclosed against partial.
        touched: Scores of the statuses of ``TOUCHED``.
        cuts: Thresholds on the probabilities of filled, whole, mentioned, referred, and below
            which (overrule) the weights overrule a rule that has words for it.
        review: A probability strictly inside this band asks for a person.
    """

    features: tuple[str, ...]
    centre: NDArray[np.float64]
    filled: Linear
    whole: Linear
    touched: tuple[Linear, ...]
    cuts: Mapping[str, float]
    review: tuple[float, float]


@dataclass(frozen=True)
class Judgement:
    """What the judge says of one element in one document.

    Attributes:
        filled: Probability that it is not in the gap class, in steps of 1e-4.
        status: The status that follows.
        needs_review: True where the probability lies in the band of doubt.
        signals: (feature, contribution in log-odds) that weighed most, strongest first.
    """

    filled: float
    status: Status
    needs_review: bool
    signals: tuple[tuple[str, float], ...]


def sigmoid(score: float) -> float:
    """Return the probability of log-odds, without overflow."""
    if score >= 0:
        return 1 / (1 + math.exp(-min(score, 500)))
    return math.exp(max(score, -500)) / (1 + math.exp(max(score, -500)))


def judge(
    fitted: Fitted,
    element: str,
    values: Sequence[float],
    rule: Status,
    *,
    supported: bool = True,
) -> Judgement:
    """Judge one element of one document.

    Args:
        fitted: The fitted model.
        element: Element id; an unknown one gets the common offset.
        values: Features, in the order of ``fitted.features``.
        rule: What the rules say; it stands where it is on the side that the weights call.
        supported: Whether any passage has content of its own (a strong cue, a typed claim, a
            ruling). Without one nothing is called filled, whatever the weights say; a person is
            asked instead. The same holds where the rule found a refusal or an empty place.
            With one, a rule's positive status is overruled only below the cut ``overrule``, and
            a rule that found the words but no statement only above one less that cut.

    Raises:
        ValueError: the number of features is not the fitted one.
    """
    row = np.asarray(values, dtype=np.float64)
    if row.shape != fitted.centre.shape:
        raise ValueError(f"{len(row)} features, fitted with {len(fitted.features)}")
    probability = round(sigmoid(fitted.filled(element, row)), 4)
    low, high = fitted.review
    vetoed = (not supported or rule in SAID) and probability >= fitted.cuts["filled"]
    if vetoed:
        probability = round(fitted.cuts["filled"] - 1e-4, 4)
    # A rule that has words for it is overruled only by weights that are sure, and a person is
    # asked to look: words that state it, and as much words that speak of it and state nothing.
    cut, sure = fitted.cuts["filled"], fitted.cuts["overrule"]
    stands = supported and not rule.is_gap and sure <= probability < cut
    spoken = rule in SPOKEN and cut <= probability <= 1 - sure
    if stands:
        probability = cut
    if spoken:
        probability = round(cut - 1e-4, 4)
    return Judgement(
        filled=probability,
        status=_status(fitted, element, row, probability, rule),
        needs_review=vetoed or stands or spoken or low < probability < high,
        signals=_signals(fitted, row),
    )


def _status(
    fitted: Fitted, element: str, row: NDArray[np.float64], probability: float, rule: Status
) -> Status:
    cuts = fitted.cuts
    filled = probability >= cuts["filled"]
    if rule in SAID or (rule.is_gap is not filled and rule is not Status.ABSENT):
        return rule
    if filled:
        whole = round(sigmoid(fitted.whole(element, row)), 4)
        return Status.DISCLOSED if whole >= cuts["whole"] else Status.PARTIAL
    scores = np.array([linear(element, row) for linear in fitted.touched])
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    chances = {status: round(float(s), 4) for status, s in zip(TOUCHED, shares, strict=True)}
    for status in (Status.REFERRED, Status.MENTIONED):
        if chances[status] >= cuts[status.value]:
            return status
    return Status.ABSENT


def _signals(fitted: Fitted, row: NDArray[np.float64]) -> tuple[tuple[str, float], ...]:
    parts = np.round(fitted.filled.weights * (row - fitted.centre), 2)
    order = sorted(range(len(parts)), key=lambda i: (-abs(parts[i]), fitted.features[i]))
    return tuple((fitted.features[i], float(parts[i])) for i in order[:SIGNALS] if parts[i])


def to_json(fitted: Fitted) -> dict[str, Any]:
    """Return plain data that ``from_json`` reads; numbers to five digits."""

    def linear(one: Linear) -> dict[str, Any]:
        return {
            "weights": [round(float(w), 5) for w in one.weights],
            "offsets": {name: round(value, 5) for name, value in sorted(one.offsets.items())},
            "base": round(one.base, 5),
        }

    return {
        "features": list(fitted.features),
        "centre": [round(float(value), 5) for value in fitted.centre],
        "filled": linear(fitted.filled),
        "whole": linear(fitted.whole),
        "touched": [linear(one) for one in fitted.touched],
        "cuts": {name: round(value, 4) for name, value in sorted(fitted.cuts.items())},
        "review": [round(edge, 4) for edge in fitted.review],
    }


def from_json(data: Mapping[str, Any]) -> Fitted:
    """Return the judge that ``to_json`` wrote.

    Raises:
        BadCorpus: something is missing or does not fit together.
    """

    def linear(one: Mapping[str, Any]) -> Linear:
        weights = np.array(one["weights"], dtype=np.float64)
        if len(weights) != len(data["features"]):
            raise ValueError(f"{len(weights)} weights for {len(data['features'])} features")
        return Linear(weights, dict(one["offsets"]), float(one["base"]))

    try:
        fitted = Fitted(
            features=tuple(data["features"]),
            centre=np.array(data["centre"], dtype=np.float64),
            filled=linear(data["filled"]),
            whole=linear(data["whole"]),
            touched=tuple(linear(one) for one in data["touched"]),
            cuts={name: float(value) for name, value in data["cuts"].items()},
            review=(float(data["review"][0]), float(data["review"][1])),
        )
        missing = {"filled", "whole", "mentioned", "referred", "overrule"} - set(fitted.cuts)
        if missing or len(fitted.touched) != len(TOUCHED):
            raise ValueError(f"cuts missing: {sorted(missing)}")
        if len(fitted.centre) != len(fitted.features):
            raise ValueError("centre and features differ in length")
    except (KeyError, TypeError, ValueError, IndexError) as error:
        told = f"{type(error).__name__}: {error}; run scripts/fit_judge.py"
        raise BadCorpus(FILE, [told]) from error
    return fitted


def load_judge(features: Sequence[str]) -> Fitted:
    """Return the fitted judge that ships with Lacuna.

    Raises:
        BadCorpus: the file is faulty, or was fitted on other features than these.
    """
    fitted = from_json(load(FILE))
    if fitted.features != tuple(features):
        other = sorted(set(fitted.features) ^ set(features)) or ["their order"]
        told = f"fitted on other features ({', '.join(other[:8])}); run scripts/fit_judge.py"
        raise BadCorpus(FILE, [told])
    return fitted
