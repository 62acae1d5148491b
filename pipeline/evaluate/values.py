"""Typed values against hand labels: precision over all, recall over the stated ones.

A value that a document states ten times is one value, and so is one that a label gives for
three variants of the same size. Precision counts every predicted typed value, in cells that
are labelled as gaps too; recall counts the labelled values of cells whose status is disclosed
or partial. Labelled prose ("hundreds of billions") is counted apart and asks for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import BadInput
from pipeline.evaluate.agreement import f_beta, ratio
from pipeline.evaluate.intervals import bootstrap
from pipeline.evaluate.value_match import (
    TYPED,
    Kind,
    Normalise,
    Typed,
    compatible,
    fold,
    of_label,
    of_value,
    same,
    sizes,
)
from pipeline.schema import Assessment, Claim, Polarity, Status, Value, Whose

STATED = frozenset({Status.DISCLOSED, Status.PARTIAL})


@dataclass(frozen=True, slots=True)
class LabelledValues:
    """The values that a careful reader wrote down for one element of one document."""

    document: str
    element: str
    status: Status
    values: tuple[tuple[str, object, str | None], ...]


@dataclass(frozen=True, slots=True)
class PredictedValue:
    """A value that a method found, and for which variant."""

    document: str
    element: str
    value: Value
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """One value with its verdict, for looking at errors.

    Attributes:
        document: Document id.
        element: Element id.
        text: The value as written.
        variant: Variant it was given for.
        verdict: ``right``, ``wrong`` (predicted), ``found``, ``missed`` (labelled).
    """

    document: str
    element: str
    text: str
    variant: str | None
    verdict: str


@dataclass(frozen=True)
class ValueScore:
    """How well values were found.

    Attributes:
        predicted: Predicted values.
        right: Those that a label confirms.
        stated: Labelled values of disclosed and partial cells.
        found: Those that were predicted.
        rates: precision, recall, f1.
        intervals: 95 % intervals by resampling documents; empty where not asked for.
    """

    predicted: int
    right: int
    stated: int
    found: int
    rates: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class ValuesReport:
    """Scores over all typed elements and for each, with every judged value."""

    documents: int
    overall: ValueScore
    elements: Mapping[str, ValueScore]
    prose: int
    judged: tuple[Judged, ...]


def load_values(path: Path) -> tuple[LabelledValues, ...]:
    """Read labelled values, one JSON object a line: doc, element, status, values.

    Raises:
        BadInput: the file cannot be read or has faulty lines; the first ones are named.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"the labels in {path} cannot be read: {error}") from error
    found: list[LabelledValues] = []
    faults: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            values = tuple(
                (str(item.get("raw", "")), item["norm"], item.get("variant"))
                for item in row.get("values", ())
            )
            status = Status(row["status"])
            found.append(LabelledValues(str(row["doc"]), str(row["element"]), status, values))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            faults.append(f"line {number}: {type(error).__name__}: {error}")
    if faults or not found:
        told = "; ".join(faults[:10]) or "it holds no label"
        raise BadInput(f"{path} is not a file of labelled values: {told}")
    return tuple(found)


def from_claims(document: str, claims: Iterable[Claim]) -> tuple[PredictedValue, ...]:
    """Return the own model's typed values among claims.

    Refusals carry none, and a denied figure is none; a denied name ("no base model") is one.
    """
    return tuple(
        PredictedValue(document, claim.element, claim.value, claim.variant)
        for claim in claims
        if claim.element in TYPED
        and claim.whose is Whose.OWN
        and (
            claim.polarity is Polarity.AFFIRMED
            or (claim.polarity is Polarity.NEGATED and TYPED[claim.element] is Kind.NAME)
        )
    )


def from_assessments(
    document: str, assessments: Iterable[Assessment]
) -> tuple[PredictedValue, ...]:
    """Return the typed values that assessments show."""
    return tuple(
        PredictedValue(document, assessment.element, value, variant)
        for assessment in assessments
        if assessment.element in TYPED
        for value, variant in assessment.values
    )


def _distinct(
    kind: Kind, items: Iterable[tuple[Typed, str | None, str]]
) -> list[tuple[Typed, str | None, str]]:
    """Leave out values that say the same of the same sizes."""
    kept: list[tuple[Typed, str | None, str]] = []
    for typed, variant, text in items:
        known = any(
            same(kind, typed, other)
            and same(kind, other, typed)
            and (sizes(variant) == sizes(its) or not sizes(variant))
            for other, its, _ in kept
        )
        if not known:
            kept.append((typed, variant, text))
    return kept


def score_values(
    labels: Sequence[LabelledValues],
    predictions: Iterable[PredictedValue],
    *,
    normalise: Mapping[Kind, Normalise] | None = None,
    intervals: bool = True,
) -> ValuesReport:
    """Compare predicted values with labelled ones.

    Args:
        labels: All labelled cells; only typed elements take part.
        predictions: Values of the labelled documents; others are not looked at.
        normalise: How names of licences, languages and modalities are made comparable; folding
            case and punctuation otherwise.
        intervals: Whether to resample documents.

    Returns:
        Scores, each value counted once for a cell.
    """
    normalise = normalise or {}
    said: dict[tuple[str, str], list[PredictedValue]] = {}
    for prediction in predictions:
        said.setdefault((prediction.document, prediction.element), []).append(prediction)
    documents = sorted({label.document for label in labels})
    counts = {
        element: {document: np.zeros(4, dtype=np.int64) for document in documents}
        for element in TYPED
    }
    judged: list[Judged] = []
    prose = 0
    for label in sorted(labels, key=lambda label: (label.document, label.element)):
        if label.element not in TYPED:
            continue
        kind = TYPED[label.element]
        how = normalise.get(kind, fold)
        mine = said.get((label.document, label.element), [])
        cell, untyped = _cell(kind, how, label, mine)
        prose += untyped
        judged += cell
        for item in cell:
            counts[label.element][label.document] += _COUNTS[item.verdict]
    scores = {
        element: _score([counts[element][document] for document in documents], intervals)
        for element in TYPED
    }
    total = [sum((counts[e][d] for e in TYPED), np.zeros(4, dtype=np.int64)) for d in documents]
    return ValuesReport(len(documents), _score(total, intervals), scores, prose, tuple(judged))


_COUNTS = {
    "right": np.array([1, 1, 0, 0]),
    "wrong": np.array([1, 0, 0, 0]),
    "found": np.array([0, 0, 1, 1]),
    "missed": np.array([0, 0, 1, 0]),
}


def _cell(
    kind: Kind, how: Normalise, label: LabelledValues, mine: Sequence[PredictedValue]
) -> tuple[list[Judged], int]:
    untyped = 0
    golden: list[tuple[Typed, str | None, str]] = []
    for raw, norm, variant in label.values:
        ones = of_label(kind, norm, raw, how)
        untyped += not ones
        golden += [(one, variant, raw) for one in ones]
    found = _distinct(
        kind, [(t, p.variant, p.value.raw) for p in mine for t in of_value(kind, p.value, how)]
    )
    judged: list[Judged] = []
    for value, variant, text in found:
        right = _confirmed(kind, value, variant, golden)
        verdict = "right" if right else "wrong"
        judged.append(Judged(label.document, label.element, text, variant, verdict))
    if label.status in STATED:
        for typed, variant, text in _distinct(kind, golden):
            hit = any(same(kind, p, typed) and compatible(its, variant) for p, its, _ in found)
            verdict = "found" if hit else "missed"
            judged.append(Judged(label.document, label.element, text, variant, verdict))
    return judged, untyped


def _confirmed(
    kind: Kind, value: Typed, variant: str | None, golden: Sequence[tuple[Typed, str | None, str]]
) -> bool:
    """Say whether a label confirms a value; a range also where both of its ends are labelled."""

    def known(one: Typed) -> bool:
        return any(same(kind, one, label) and compatible(variant, its) for label, its, _ in golden)

    if known(value):
        return True
    if value.low is None or value.low == value.high:
        return False
    ends = (value.low, value.high)
    return all(known(replace(value, low=end, high=end)) for end in ends)


def _rates(counts: NDArray[np.int64]) -> dict[str, float]:
    predicted, right, stated, found = (float(count) for count in counts)
    precision, recall = ratio(right, predicted), ratio(found, stated)
    return {"precision": precision, "recall": recall, "f1": f_beta(precision, recall, 1)}


def _score(per_document: Sequence[NDArray[np.int64]], intervals: bool) -> ValueScore:
    counts = np.sum(per_document, axis=0) if per_document else np.zeros(4, dtype=np.int64)
    spread = bootstrap(per_document, _rates) if intervals else {}
    predicted, right, stated, found = (int(count) for count in counts)
    return ValueScore(predicted, right, stated, found, _rates(counts), spread)


def to_json(report: ValuesReport) -> dict[str, object]:
    """Return a report as plain data, every judged value included."""
    return {
        "documents": report.documents,
        "overall": asdict(report.overall),
        "elements": {element: asdict(score) for element, score in report.elements.items()},
        "prose": report.prose,
        "judged": [asdict(item) for item in report.judged],
    }
