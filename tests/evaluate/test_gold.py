from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from pipeline.errors import BadInput
from pipeline.evaluate.baselines import always_gap, by_threshold, element_majority
from pipeline.evaluate.gold import calibrate, evaluate, score
from pipeline.evaluate.labels import Label, Prediction, load_labels, pair
from pipeline.schema import Status

D, P, A, M, N, C = (
    Status.DISCLOSED,
    Status.PARTIAL,
    Status.ABSENT,
    Status.MENTIONED,
    Status.NOT_ASSESSED,
    Status.CONTRADICTED,
)


def _labels(*statuses: Status) -> list[Label]:
    return [Label(f"d{i % 2}", f"e{i}", status) for i, status in enumerate(statuses)]


def _said(labels: list[Label], *statuses: Status) -> list[Prediction]:
    return [
        Prediction(label.document, label.element, status)
        for label, status in zip(labels, statuses, strict=True)
    ]


def test_gap_class_and_statuses_are_scored_apart() -> None:
    labels = _labels(D, P, A, M, A)
    found = score(pair(labels, _said(labels, D, D, A, A, P)))
    assert (found.n, found.documents, found.gaps) == (5, 2, 3)
    assert found.gap["recall"] == pytest.approx(2 / 3)
    assert found.gap["precision"] == 1.0
    assert found.status_agreement == pytest.approx(2 / 5)
    assert found.recall_by_status["absent"] == (0.5, 2)
    assert found.recall_by_status["mentioned"] == (0.0, 1)
    assert "referred" not in found.recall_by_status


def test_a_verdict_that_takes_no_side_is_wrong_on_both_sides_and_counted() -> None:
    labels = _labels(D, A, D, A)
    found = score(pair(labels, _said(labels, N, N, C, A)))
    assert (found.not_assessed, found.contradicted) == (2, 1)
    assert found.gap["accuracy"] == 0.25
    assert found.gap["precision"] == pytest.approx(1 / 3)
    assert found.gap["recall"] == 0.5


def test_every_label_needs_exactly_one_prediction() -> None:
    labels = _labels(D, A)
    with pytest.raises(BadInput, match="1 labels have no prediction; the first is e1 of d1"):
        pair(labels, _said(labels, D, A)[:1])
    with pytest.raises(BadInput, match="two predictions"):
        pair(labels, _said(labels, D, A) * 2)


def test_calibration_by_hand() -> None:
    labels = [Label("d", f"e{i}", D if i < 3 else A) for i in range(4)]
    sure = [
        Prediction("d", f"e{i}", D if i < 2 else A, p, review)
        for i, (p, review) in enumerate([(0.95, False), (0.85, False), (0.45, True), (0.05, False)])
    ]
    found = calibrate(pair(labels, sure))
    # Bins: .05 (share 0), .45 (1), .85 (1), .95 (1): errors .05, .55, .15, .05, a quarter each.
    assert found.ece == pytest.approx((0.05 + 0.55 + 0.15 + 0.05) / 4)
    assert [count for count, _, _ in found.bins] == [1, 1, 1, 1]
    assert found.coverage[0] == (1.0, 0.75)
    assert found.coverage[-1] == (0.5, 1.0)
    assert (found.reviewed, found.accuracy_of_rest) == (0.25, 1.0)


def test_report_groups_and_is_plain_json() -> None:
    labels = _labels(D, P, A, M)
    report = evaluate(
        labels,
        _said(labels, D, A, A, A),
        {"e0": "one", "e1": "one", "e2": "two"},
        {"always gap": always_gap(labels)},
        rounds=20,
    )
    assert list(report.by_element) == ["e0", "e1", "e2", "e3"]
    assert {name: one.n for name, one in report.by_family.items()} == {
        "one": 2,
        "two": 1,
        "other": 1,
    }
    assert report.baselines["always gap"].gap["recall"] == 1.0
    assert report.confusion["partial"] == {"absent": 1}
    assert json.loads(json.dumps(report.to_json()))["total"]["n"] == 4


def test_majority_never_sees_its_own_provider() -> None:
    labels = [Label("a", "e", D), Label("b", "e", A), Label("c", "e", A), Label("d", "e", M)]
    groups = {"a": "one", "b": "two", "c": "two", "d": "three"}
    found = {p.document: p for p in element_majority(labels, groups)}
    assert found["a"].status is A
    assert found["a"].probability == 0.0
    # For b and c the others are one disclosed and one mentioned: the tie is a gap.
    assert found["b"].status is found["c"].status is M
    assert found["b"].probability == 0.5


def test_an_element_without_labels_elsewhere_is_absent() -> None:
    (found,) = element_majority([Label("a", "e", D)], {"a": "one"})
    assert found.status is A


def test_threshold_is_tuned_elsewhere() -> None:
    labels = [Label(f"d{i}", "e", A if i < 4 else D) for i in range(8)]
    groups = {f"d{i}": f"p{i}" for i in range(8)}
    scores = {(f"d{i}", "e"): i / 10 for i in range(8)}
    assert [p.status for p in by_threshold(scores, labels, groups)] == [A] * 4 + [D] * 4
    flat = dict.fromkeys(scores, 0.5)
    assert {p.status for p in by_threshold(flat, labels, groups)} == {A}


def test_labels_tell_all_faults_together(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(
        '{"doc": "a", "element": "e", "status": "absent"}\n'
        '{"doc": "a", "element": "e", "status": "disclosed"}\n'
        '{"doc": "a", "element": "f", "status": "lost"}\n'
        "not json\n"
    )
    with pytest.raises(BadInput) as caught:
        load_labels(path)
    message = str(caught.value)
    assert "line 3" in message
    assert "line 4" in message
    assert "labelled twice: ('a', 'e')" in message
    with pytest.raises(BadInput, match="cannot be read"):
        load_labels(tmp_path / "none")
    path.write_text("\n")
    with pytest.raises(BadInput, match="no label"):
        load_labels(path)


@pytest.mark.shared
def test_real_labels_and_the_known_baselines(shared: Path) -> None:
    labels = load_labels(shared / "gold" / "dev.jsonl")
    assert (len(labels), len({label.document for label in labels})) == (2664, 37)
    counts = Counter(label.status for label in labels)
    assert counts[Status.ABSENT] == 1445
    base = score(pair(labels, always_gap(labels)))
    assert base.gap["precision"] == pytest.approx(0.63, abs=0.005)
    assert base.gap["kappa"] == 0.0
