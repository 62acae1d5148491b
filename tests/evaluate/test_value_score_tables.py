"""Counts of right and wrong values, each case counted by hand; labels read from lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadInput
from pipeline.evaluate.value_match import TYPED
from pipeline.evaluate.values import (
    LabelledValues,
    PredictedValue,
    from_assessments,
    from_claims,
    load_values,
    score_values,
)
from pipeline.schema import (
    Assessment,
    Claim,
    Origin,
    Polarity,
    Span,
    Status,
    Value,
    Whose,
)


def label(element: str, *values: tuple[object, str | None], status: str = "disclosed"):
    made = tuple((str(norm), norm, variant) for norm, variant in values)
    return LabelledValues("D1", element, Status(status), made)


def said(element: str, norm: object, variant: str | None = None, **more: object):
    return PredictedValue("D1", element, Value(str(norm), norm, **more), variant)


SIZE = "parameters_total"


@pytest.mark.parametrize(
    ("labels", "predictions", "counts"),
    [
        # (predicted, right, stated, found)
        ([label(SIZE, (7e9, None))], [said(SIZE, 7e9)], (1, 1, 1, 1)),
        ([label(SIZE, (7e9, None))], [], (0, 0, 1, 0)),
        ([label(SIZE, (7e9, None))], [said(SIZE, 8e9)], (1, 0, 1, 0)),
        ([label(SIZE, (7e9, None))], [said(SIZE, 7e9), said(SIZE, 8e9)], (2, 1, 1, 1)),
        ([label(SIZE, (7e9, None))], [said(SIZE, 7e9), said(SIZE, 7e9)], (1, 1, 1, 1)),
        # one value for three variants of a size is one value
        ([label(SIZE, (7e9, "7B"), (7e9, "7B Base"), (7e9, "7B Chat"))],
         [said(SIZE, 7e9, "7B")], (1, 1, 1, 1)),
        # two sizes are two, whatever the number
        ([label("max_input", (8000, "7B"), (8000, "70B"))],
         [said("max_input", 8000, "7B")], (1, 1, 2, 1)),
        ([label("max_input", (8000, "7B"), (8000, "70B"))],
         [said("max_input", 8000)], (1, 1, 2, 2)),
        ([label(SIZE, (7e9, "7B"))], [said(SIZE, 7e9, "70B")], (1, 0, 1, 0)),
        ([label(SIZE, (7e9, "7B"))], [said(SIZE, 7e9, "Base")], (1, 1, 1, 1)),
        # gaps ask for nothing, and what is said there counts
        ([label(SIZE, status="absent")], [], (0, 0, 0, 0)),
        ([label(SIZE, status="absent")], [said(SIZE, 7e9)], (1, 0, 0, 0)),
        ([label(SIZE, (7e9, None), status="mentioned")], [said(SIZE, 7e9)], (1, 1, 0, 0)),
        ([label(SIZE, (7e9, None), status="partial")], [said(SIZE, 7e9)], (1, 1, 1, 1)),
        ([label(SIZE, (7e9, None), status="declined")], [], (0, 0, 0, 0)),
        # prose is no value on either side
        ([label("data_size", ("lots of data", None))], [], (0, 0, 0, 0)),
        ([label("data_size", ("lots of data", None))], [said("data_size", 1e12)], (1, 0, 0, 0)),
        # free text takes no part
        ([label("limitations", ("it errs", None))], [said("limitations", "it errs")],
         (0, 0, 0, 0)),
        # what is said of other documents is not looked at
        ([label(SIZE, (7e9, None))],
         [PredictedValue("D2", SIZE, Value("7B", 7e9))], (0, 0, 1, 0)),
        # lists are compared member by member
        ([label("input_modalities", (["text", "image"], None))],
         [said("input_modalities", ("text", "audio"))], (2, 1, 2, 1)),
        ([label("data_languages", (["English", "French", "German"], None))],
         [said("data_languages", "French"), said("data_languages", "Thai")], (2, 1, 3, 1)),
        # ranges
        ([label("data_size", ("10-20 TB", None))],
         [said("data_size", None, low=10.0, high=20.0)], (1, 1, 1, 1)),
        ([label("data_size", ("10-20 TB", None))],
         [said("data_size", None, low=10.0, high=25.0)], (1, 0, 1, 0)),
        ([label("data_size", (10.0, None), (20.0, None))],
         [said("data_size", None, low=10.0, high=20.0)], (1, 1, 2, 0)),
    ],
)  # fmt: skip
def test_counts(labels, predictions, counts: tuple[int, int, int, int]) -> None:
    overall = score_values(labels, predictions, intervals=False).overall
    assert (overall.predicted, overall.right, overall.stated, overall.found) == counts


@pytest.mark.parametrize(
    ("predicted", "stated", "precision", "recall", "f1"),
    [
        ([1, 2], [1, 2], 1.0, 1.0, 1.0),
        ([1, 3], [1, 2], 0.5, 0.5, 0.5),
        ([1], [1, 2], 1.0, 0.5, 2 / 3),
        ([1, 3, 4, 5], [1, 2], 0.25, 0.5, 1 / 3),
    ],
)
def test_rates(predicted, stated, precision: float, recall: float, f1: float) -> None:
    labels = [label("carbon", *((float(n), None) for n in stated))]
    rates = score_values(labels, [said("carbon", n) for n in predicted], intervals=False)
    assert rates.overall.rates == pytest.approx(
        {"precision": precision, "recall": recall, "f1": f1}
    )
    assert rates.elements["carbon"].rates == rates.overall.rates
    assert rates.elements[SIZE].predicted == 0


@given(st.permutations([1.0, 2.0, 4.0, 8.0, 16.0]), st.permutations([1.0, 3.0, 4.0, 9.0]))
def test_order_changes_no_count(stated: list[float], predicted: list[float]) -> None:
    labels = [label("carbon", *((number, None) for number in stated))]
    overall = score_values(labels, [said("carbon", n) for n in predicted], intervals=False).overall
    assert (overall.predicted, overall.right, overall.stated, overall.found) == (4, 2, 5, 2)


def claim(element: str, whose: Whose, polarity: Polarity) -> Claim:
    where = Span("d", 0, 2)
    return Claim(element, "x", None, whose, Value("x", 7), Origin.STATED, polarity, where, "r")


@pytest.mark.parametrize(
    ("element", "whose", "polarity", "taken"),
    [
        (SIZE, Whose.OWN, Polarity.AFFIRMED, True),
        (SIZE, Whose.OWN, Polarity.NEGATED, False),
        (SIZE, Whose.OWN, Polarity.DECLINED, False),
        (SIZE, Whose.RIVAL, Polarity.AFFIRMED, False),
        (SIZE, Whose.BASE, Polarity.AFFIRMED, False),
        (SIZE, Whose.UNKNOWN, Polarity.AFFIRMED, False),
        ("base_model", Whose.OWN, Polarity.NEGATED, True),
        ("base_model", Whose.OWN, Polarity.DECLINED, False),
        ("limitations", Whose.OWN, Polarity.AFFIRMED, False),
    ],
)
def test_which_claims_are_values(element, whose, polarity, taken: bool) -> None:
    assert bool(from_claims("D1", [claim(element, whose, polarity)])) is taken


def row(**changes: object) -> str:
    good = {"doc": "D1", "element": "carbon", "status": "disclosed", "values": []}
    return json.dumps({key: v for key, v in {**good, **changes}.items() if v != "LEFT OUT"})


@pytest.mark.parametrize(
    "line",
    [
        row(status="unheard of"),
        row(status="LEFT OUT"),
        row(doc="LEFT OUT"),
        row(element="LEFT OUT"),
        row(values=None),
        row(values=[{"raw": "7"}]),
        row(values=["7"]),
        row(values=7),
        "[]",
        "7",
        "null",
        "{",
        "not json",
    ],
)
def test_a_faulty_line_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(f"{row()}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(BadInput, match="line 3"):
        load_values(path)


@pytest.mark.parametrize("text", ["", "\n\n", "   \n"])
def test_a_file_without_labels_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="no label"):
        load_values(path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="cannot be read"):
        load_values(path)


def test_values_of_assessments_are_those_of_typed_elements() -> None:
    shown = [
        Assessment(
            element=element,
            status=Status.ABSENT,
            evidence=(),
            values=((Value("7B", 7e9), "7B"),),
            because="none found",
            searched=("d",),
        )
        for element in (SIZE, "limitations")
    ]
    found = from_assessments("D1", shown)
    assert [(one.element, one.value.norm, one.variant) for one in found] == [(SIZE, 7e9, "7B")]


def test_typed_elements_are_elements_of_the_catalogue() -> None:
    from pipeline.catalogue.elements import elements

    assert set(TYPED) <= {element.id for element in elements()}
