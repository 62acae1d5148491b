from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from pipeline.assess import passages
from pipeline.assess.passages import (
    DEPTH,
    SIGNALS,
    Candidates,
    Marks,
    Relevance,
    candidates,
    load_relevance,
    shape,
)
from pipeline.errors import BadCorpus
from pipeline.schema import Run, Segment, SegmentKind


def _segment(text: str, kind: SegmentKind = SegmentKind.SENTENCE) -> Segment:
    return Segment("d", 0, len(text), kind, (), text, (Run(0, 0, len(text)),))


def _find(count: int, marks: Marks, **scores: list[float]) -> Candidates:
    rows = {
        name: np.array(scores.get(name, [0.0] * count), dtype=np.float32)
        for name in ("dense", "lexical", "fused")
    }
    segments = [_segment(f"A sentence of some length, number {i}.") for i in range(count)]
    return candidates(marks, rows["dense"], rows["lexical"], rows["fused"], shape(segments))


def _signal(found: Candidates, column: int, name: str) -> float:
    return float(found.signals[found.columns.index(column), SIGNALS.index(name)])


def test_candidates_are_the_best_by_retrieval_and_all_that_a_rule_touched() -> None:
    count = DEPTH + 20
    fused = [1 - i / count for i in range(count)]
    marks = Marks(roles={"weak": frozenset({count - 1})}, claims=frozenset({count - 3}))
    found = _find(count, marks, fused=fused)
    assert found.columns == (*range(DEPTH), count - 3, count - 1)
    assert found.signals.shape == (DEPTH + 2, len(SIGNALS))


def test_signals_say_what_was_found_where() -> None:
    marks = Marks(
        roles={"strong": frozenset({0, 1}), "value": frozenset({1})},
        distinct={0: 1, 1: 3},
        labels=frozenset({2}),
        headings=frozenset({1, 2}),
        others=frozenset({2}),
        ruled=frozenset({1}),
    )
    found = _find(3, marks, dense=[0.1, 0.5, 0.4], lexical=[0.2, 0.0, 0.4])
    assert [_signal(found, c, "cue strong with value") for c in range(3)] == [0, 1, 0]
    assert [_signal(found, c, "label cue") for c in range(3)] == [0, 0, 1]
    assert [_signal(found, c, "heading with cue") for c in range(3)] == [0, 1, 0]
    assert [_signal(found, c, "claim on another model") for c in range(3)] == [0, 0, 1]
    assert [_signal(found, c, "named by a rule") for c in range(3)] == [0, 1, 0]
    assert _signal(found, 1, "distinct cues") == pytest.approx(np.log(4), abs=1e-4)
    assert _signal(found, 0, "dense below best") == pytest.approx(-0.4, abs=1e-4)
    assert _signal(found, 0, "lexical share of best") == 0.5


def test_shape_knows_kinds_numbers_and_places() -> None:
    rows = [_segment("Model size", SegmentKind.HEADING), _segment("It has 7B parameters in all.")]
    found = shape([*rows, *[_segment("More words that say little.")] * 18])
    names = SIGNALS[-found.shape[1] :]
    first, second = (dict(zip(names, row.tolist(), strict=True)) for row in found[:2])
    assert first["kind heading"] == 1.0
    assert first["very short"] == 1.0
    assert first["digits"] == 0.0
    assert second["digits"] == 1.0
    assert second["very short"] == 0.0
    assert (first["beginning"], dict(zip(names, found[19].tolist(), strict=True))["beginning"]) == (
        1.0,
        0.0,
    )


@pytest.mark.parametrize(
    ("text", "asks", "address"),
    [
        ("Versioned model name(s):", 1.0, 0.0),
        ("Were crawlers used by the provider?", 1.0, 0.0),
        ("Q: Have you used public data sets to train the model", 1.0, 0.0),
        ("**License:**", 1.0, 0.0),
        ("Quality: 8 of 10", 0.0, 0.0),
        ("The cutoff is June 2025.", 0.0, 0.0),
        ("https://example.org/ostrea\nhttps://example.org/ostrea/card", 0.0, 1.0),
        ("rights@example.org", 0.0, 1.0),
        ("example.org/models/ostrea-2", 0.0, 1.0),
        ("See https://example.org/ostrea for it.", 0.0, 0.0),
    ],
)
def test_shape_knows_questions_and_addresses(text: str, asks: float, address: float) -> None:
    found = shape([_segment(text)])
    row = dict(zip(SIGNALS[-found.shape[1] :], found[0].tolist(), strict=True))
    assert (row["question or label"], row["link alone"]) == (asks, address)


def test_what_stands_below_a_question_with_a_cue_is_its_answer() -> None:
    texts = ["Name of the model:", "Ostrea 2 Base", "Its makers:", "Were crawlers used?", "Why?"]
    shapes = shape([_segment(text) for text in texts])
    marks = Marks(roles={"weak": frozenset({0, 1, 3})}, labels=frozenset({3}))
    none = np.zeros(len(texts), dtype=np.float32)
    found = candidates(marks, none, none, none, shapes)
    told = [_signal(found, column, "below a question with cue") for column in range(len(texts))]
    assert told == [0, 1, 0, 0, 0]


def test_an_answer_is_looked_at_however_badly_retrieval_likes_it() -> None:
    count = DEPTH + 20
    segments = [_segment(f"A sentence, number {i}.") for i in range(count)]
    segments[-2] = _segment("Name of the model:")
    fused = np.array([1 - i / count for i in range(count)], dtype=np.float32)
    marks = Marks(roles={"strong": frozenset({count - 2})})
    found = candidates(marks, fused, fused, fused, shape(segments))
    assert found.columns == (*range(DEPTH), count - 2, count - 1)


def test_what_a_rule_names_first_and_what_it_takes_for_stated_are_signals() -> None:
    marks = Marks(ruled=frozenset({0, 2}), stated=frozenset({0, 2}), first=frozenset({2}))
    found = _find(3, marks)
    assert [_signal(found, c, "named by a rule first") for c in range(3)] == [0, 0, 1]
    assert [_signal(found, c, "stated by a rule") for c in range(3)] == [1, 0, 1]


def test_a_document_without_segments_has_no_candidates() -> None:
    found = _find(0, Marks())
    assert found.columns == ()
    relevance = Relevance(np.zeros(len(SIGNALS)), 0.0)
    assert relevance.ranked(found) == []
    assert relevance(found).tolist() == []


def test_relevance_is_the_logistic_of_the_sum_and_ties_keep_text_order() -> None:
    weights = np.zeros(len(SIGNALS))
    weights[SIGNALS.index("cue strong")] = 2.0
    marks = Marks(roles={"strong": frozenset({2})})
    ranked = Relevance(weights, -1.0).ranked(_find(4, marks))
    assert [column for column, _ in ranked] == [2, 0, 1, 3]
    assert ranked[0][1] == round(1 / (1 + np.exp(-1.0)), 4)
    assert ranked[1][1] == round(1 / (1 + np.exp(1.0)), 4)


def test_support_needs_content_of_its_own() -> None:
    weak = Marks(roles={"weak": frozenset({1}), "value": frozenset({2})}, headings=frozenset({3}))
    assert Marks(ruled=frozenset({1})).supported == frozenset()
    assert weak.supported == frozenset()
    strong = Marks(roles={"strong": frozenset({1})}, claims=frozenset({4}), stated=frozenset({5}))
    assert strong.supported == {1, 4, 5}


def test_json_and_back_and_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Relevance(np.linspace(-1, 1, len(SIGNALS)), 0.25)
    data: dict[str, Any] = json.loads(json.dumps(made.to_json()))
    monkeypatch.setattr(passages, "load", lambda name: data)
    again = load_relevance()
    assert again.base == 0.25
    assert again.weights == pytest.approx(made.weights, abs=1e-5)
    for broken in ({"signals": ["other"]}, {"weights": [1.0]}, {"base": "x"}):
        monkeypatch.setattr(passages, "load", lambda name, broken=broken: data | broken)
        with pytest.raises(BadCorpus, match=r"scripts/fit_judge\.py"):
            load_relevance()
    monkeypatch.setattr(passages, "load", lambda name: {"signals": []})
    with pytest.raises(BadCorpus):
        load_relevance()


def test_the_shipped_weights_agree_with_common_sense() -> None:
    weights = dict(zip(SIGNALS, load_relevance().weights, strict=True))
    for good in passages.FOR:
        assert weights[good] >= 0, good
    assert weights["lexical"] + weights["lexical below best"] > 0
    assert weights["named by a rule"] > 0
    assert weights["kind heading"] < 0
