"""Scores of typed values, against counts made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import BadInput
from pipeline.evaluate.value_baseline import first_hits
from pipeline.evaluate.value_match import TYPED, Kind, compatible, of_label, of_value, same
from pipeline.evaluate.values import (
    LabelledValues,
    PredictedValue,
    from_claims,
    load_values,
    score_values,
    to_json,
)
from pipeline.schema import Claim, Origin, Polarity, Span, Status, Value, Whose


def label(element: str, *values: object, status: str = "disclosed", document: str = "D1"):
    made = tuple(v if isinstance(v, tuple) else (str(v), v, None) for v in values)
    return LabelledValues(document, element, Status(status), made)


def said(element: str, norm: object, variant: str | None = None, document: str = "D1", **more):
    return PredictedValue(document, element, Value(str(norm), norm, **more), variant)


def agree(kind: Kind, norm: object, gold: object, raw: str = "", **more: object) -> bool:
    mine = of_value(kind, Value("x", norm, **more))
    theirs = of_label(kind, gold, raw)
    return any(same(kind, one, other) for one in mine for other in theirs)


@pytest.mark.parametrize(
    ("kind", "norm", "gold", "expected"),
    [
        (Kind.NUMBER, 7_000_000_000, 7_000_000_000, True),
        (Kind.NUMBER, 7_060_000_000, 7_000_000_000, True),
        (Kind.NUMBER, 7_200_000_000, 7_000_000_000, False),
        (Kind.NUMBER, 1_460_000, "1460000 GPU-hours", True),
        (Kind.NUMBER, 10**13, ">10000000000000 tokens", True),
        (Kind.NUMBER, 10**12, ">10000000000000 tokens", False),
        (Kind.NUMBER, 3, "hundreds of billions of tokens", False),
        (Kind.WINDOW, 131072, 128000, True),
        (Kind.WINDOW, 1048576, 1000000, True),
        (Kind.WINDOW, 32000, 128000, False),
        (Kind.DATE, "2024-07-23", "2024-07", True),
        (Kind.DATE, "2024-07", "2024-07-23", False),
        (Kind.DATE, "2024-08-01", "2024-07", False),
        (Kind.NAME, "Databricks", "Databricks, Inc.", True),
        (Kind.NAME, "Llama 3.1", "Llama 3.1 8B", True),
        (Kind.NAME, "Llama 3", "Llama 3.1 8B", False),
        (Kind.NAME, "none", "not applicable", True),
        (Kind.NAME, "none", "Mistral 7B", False),
        (Kind.LICENCE, "apache-2.0", "Apache-2.0", True),
        (Kind.LICENCE, "mit", "Apache-2.0", False),
        (Kind.MODALITY, ("text", "image"), ["text"], True),
        (Kind.LANGUAGE, "English", "134 languages (not listed)", False),
        (Kind.HARDWARE, "384 x NVIDIA A100 80GB", "384 x NVIDIA A100 80GB", True),
        (Kind.HARDWARE, "NVIDIA H100", "NVIDIA H100-80GB; number not given", True),
        (Kind.HARDWARE, "256 x NVIDIA A100", "384 x NVIDIA A100 80GB", False),
        (Kind.HARDWARE, "NVIDIA A100", "NVIDIA H100", False),
    ],
)
def test_when_two_values_agree(kind: Kind, norm: object, gold: object, expected: bool) -> None:
    assert agree(kind, norm, gold) is expected


def test_about_widens_the_tolerance() -> None:
    assert agree(Kind.NUMBER, 15.6e12, 15e12, "~15 trillion tokens")
    assert not agree(Kind.NUMBER, 15.6e12, 15e12, "15 trillion tokens")
    assert agree(Kind.NUMBER, 15.6e12, 15e12, qualifier="about")


def test_ranges_agree_only_with_both_ends() -> None:
    assert agree(Kind.NUMBER, None, "1000000000-10000000000000 tokens", low=1e9, high=1e13)
    assert not agree(Kind.NUMBER, None, "1000000000-10000000000000 tokens", low=1e9, high=1e12)
    assert not agree(Kind.NUMBER, 10**9, "1000000000-10000000000000 tokens")
    assert agree(Kind.NUMBER, None, ">10000000000000 tokens", low=1e13)


def test_variants_conflict_only_through_their_sizes() -> None:
    assert compatible("8B", "8B Instruct")
    assert compatible(None, "8B")
    assert compatible("Scout", "8B")
    assert not compatible("70B", "8B")


def test_counts_rates_and_verdicts() -> None:
    labels = [
        label("parameters_total", ("8B", 8e9, "8B"), ("70B", 70e9, "70B")),
        label("max_input", status="absent"),
        label("training_time", (("1,800"), "1800 GPU-hours", None), status="mentioned"),
        label("carbon", ("lots", "lots of it", None)),
        label("limitations", "prose"),
    ]
    predictions = [
        said("parameters_total", 8 * 10**9, "8B"),
        said("parameters_total", 8 * 10**9, "8B Instruct"),  # the same value once more
        said("parameters_total", 70 * 10**9, "8B"),  # right number, wrong variant
        said("max_input", 4096),  # the cell is a gap
        said("training_time", 1800),  # right, though the cell asks for nothing
        said("limitations", "prose"),  # not a typed element
    ]
    report = score_values(labels, predictions)
    assert (report.overall.predicted, report.overall.right) == (4, 2)
    assert (report.overall.stated, report.overall.found) == (2, 1)
    assert report.overall.rates == pytest.approx({"precision": 0.5, "recall": 0.5, "f1": 0.5})
    assert report.prose == 1
    verdicts = {(j.element, j.text, j.verdict) for j in report.judged}
    assert ("max_input", "4096", "wrong") in verdicts
    assert ("parameters_total", "70B", "missed") in verdicts
    told = json.loads(json.dumps(to_json(report)))
    assert told["elements"]["parameters_total"]["right"] == 1
    assert {"document": "D1", "element": "max_input", "text": "4096", "variant": None,
            "verdict": "wrong"} in told["judged"]  # fmt: skip


def test_a_range_is_right_where_both_ends_are_labelled_one_by_one() -> None:
    labels = [label("data_size", 10e12, 12e12)]
    assert score_values(labels, [said("data_size", None, low=10e12, high=12e12)]).overall.right == 1
    assert score_values(labels, [said("data_size", None, low=9e12, high=12e12)]).overall.right == 0


def test_intervals_are_of_documents_and_repeatable() -> None:
    labels = [label("carbon", float(n), document=f"D{n}") for n in range(1, 9)]
    predictions = [said("carbon", n if n % 2 else n * 3, document=f"D{n}") for n in range(1, 9)]
    first, second = score_values(labels, predictions), score_values(labels, predictions)
    low, high = first.overall.intervals["precision"]
    assert low < first.overall.rates["precision"] == 0.5 < high
    assert first.overall.intervals == second.overall.intervals
    assert score_values(labels, predictions, intervals=False).overall.intervals == {}


def test_names_go_through_the_table_that_the_caller_gives() -> None:
    labels = [label("licence", "apache-2.0")]
    predictions = [said("licence", "Apache License, Version 2.0")]
    assert score_values(labels, predictions).overall.right == 0
    table = {Kind.LICENCE: lambda name: "apache-2.0" if "pache" in name else name}
    assert score_values(labels, predictions, normalise=table).overall.right == 1


def test_only_own_values_count_and_refusals_are_none() -> None:
    def claim(whose: Whose, polarity: Polarity) -> Claim:
        value = Value("7B", 7 * 10**9)
        span = Span("d", 0, 2)
        return Claim(
            "parameters_total", "x", None, whose, value, Origin.STATED, polarity, span, "r"
        )

    claims = [
        claim(Whose.OWN, Polarity.AFFIRMED),
        claim(Whose.RIVAL, Polarity.AFFIRMED),
        claim(Whose.OWN, Polarity.DECLINED),
    ]
    assert len(from_claims("D1", claims)) == 1


def test_the_baseline_takes_the_first_hit_whoever_it_is_about() -> None:
    text = "Unlike GPT-3 with 175B parameters, Nova has 7B parameters. Trained on 2T tokens."
    found = {hit.element: hit.value.norm for hit in first_hits("D1", text)}
    assert found["parameters_total"] == 175e9
    assert found["data_size"] == 2e12


def test_faulty_labels_are_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc": "D1"}\nnot json\n', encoding="utf-8")
    with pytest.raises(BadInput, match=r"line 1.*line 2"):
        load_values(path)
    with pytest.raises(BadInput, match="cannot be read"):
        load_values(tmp_path / "absent.jsonl")


def test_labels_are_read(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    row = {"doc": "D1", "element": "carbon", "status": "disclosed",
           "values": [{"raw": "420", "norm": 420, "variant": "8B"}]}  # fmt: skip
    path.write_text(json.dumps(row) + "\n\n", encoding="utf-8")
    assert load_values(path) == (
        LabelledValues("D1", "carbon", Status.DISCLOSED, (("420", 420, "8B"),)),
    )


@pytest.mark.shared
def test_the_hand_labels_agree_with_themselves(shared: Path) -> None:
    """Predicting the labels gives 1.0: no tolerance rule refuses what it should accept."""
    labels = load_values(shared / "gold" / "dev.jsonl")
    assert len({one.document for one in labels}) == 37
    predictions = []
    for one in labels:
        kind = TYPED.get(one.element)
        if kind is None or one.status not in (Status.DISCLOSED, Status.PARTIAL):
            continue
        for raw, norm, variant in one.values:
            for typed in of_label(kind, norm, raw):
                number = kind in (Kind.NUMBER, Kind.WINDOW)
                value = (
                    Value(raw, None, low=typed.low, high=typed.high)
                    if number
                    else Value(raw, norm if isinstance(norm, str) else typed.words)
                )
                predictions.append(PredictedValue(one.document, one.element, value, variant))
    report = score_values(labels, predictions, intervals=False)
    assert report.overall.stated > 300
    assert report.overall.rates["recall"] == 1.0
    assert report.overall.rates["precision"] == 1.0
