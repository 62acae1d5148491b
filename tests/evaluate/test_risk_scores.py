"""Scores of coded risks: counted by hand on one small text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import BadInput
from pipeline.evaluate.risks import Predicted, Stretch, Told, Truth, load, place, score
from pipeline.export.risk_scores import risk_score_lines

TEXT = "We tested for bio risks. None were found. Cyber risks were tested too. The rest is calm."
BIO = Stretch(
    "T1",
    0,
    "We tested for",
    "None were found.",
    frozenset({"cbrn"}),
    frozenset({"method", "result"}),
)
CYBER = Stretch(
    "T1",
    42,
    "Cyber risks",
    "were tested too.",
    frozenset({"cyber_offence"}),
    frozenset({"method"}),
    frozenset({"capability/offensive_cyber"}),
)
CALM = Stretch(
    "T1", 71, "The rest", "is calm.", frozenset({"cbrn"}), frozenset(), None, arguable=True
)
TRUTH = Truth(
    "T1",
    "held_out",
    {"cbrn": "assessed", "cyber_offence": "assessed", "loss_of_control": "silent"},
    (BIO, CYBER, CALM),
)


def told(words: str, risks: str, facets: str = "", codes: str = "") -> Told:
    at = TEXT.index(words)
    return Told(
        at,
        at + len(words),
        frozenset(risks.split()),
        frozenset(facets.split()),
        frozenset(codes.split()),
    )


PREDICTED = Predicted(
    TEXT,
    {"cbrn": "assessed", "cyber_offence": "mentioned"},
    (
        told("We tested for bio risks.", "cbrn", "method threshold"),
        told("Cyber risks", "cbrn", "method"),
        told("The rest is calm.", "cbrn", "mitigation"),
        told("Cyber risks were tested too.", "cyber_offence", "", "capability/autonomy"),
    ),
)


def test_cells_are_counted() -> None:
    report = score([TRUTH], {"T1": PREDICTED})["held_out"]
    assert (report.documents, report.cells, report.same) == (1, 3, 2)
    assert report.baseline_same == 3
    assert (report.assessed.found, report.assessed.right) == (1, 1)
    assert (report.assessed.coded, report.assessed.hit) == (2, 1)
    assert (report.silent.found, report.silent.right, report.silent.coded) == (1, 1, 1)
    assert dict(report.confusion) == {("assessed", "mentioned"): 1}


def test_passages_count_where_they_overlap_and_arguable_ones_do_not() -> None:
    report = score([TRUTH], {"T1": PREDICTED})["held_out"]
    bio, every = report.passages["cbrn"], report.passages["all"]
    assert (bio.found, bio.right, bio.coded, bio.hit) == (2, 1, 1, 1)
    assert (every.found, every.right, every.coded, every.hit) == (3, 2, 2, 2)
    method, result = report.facets["method"], report.facets["result"]
    assert (method.found, method.right, method.coded, method.hit) == (2, 1, 2, 1)
    assert (result.found, result.coded, result.hit) == (0, 1, 0)
    assert (report.facets["threshold"].found, report.facets["threshold"].right) == (1, 0)
    assert report.facets["mitigation"].found == 0
    assert (report.codes.found, report.codes.right, report.codes.coded) == (1, 0, 1)


def test_a_stretch_is_found_again_where_the_text_has_shifted() -> None:
    assert place(BIO, TEXT) == (0, 41)
    assert place(BIO, "Twice. " * 3 + TEXT.replace("bio risks. None", "bio risks.\n\nNone")) == (
        21,
        63,
    )
    assert place(BIO, "nothing of it") is None
    lost = score([TRUTH], {"T1": Predicted("nothing", {}, ())})["held_out"].lost
    assert lost[0] == "T1: We tested for"
    assert len(lost) == 3


def test_lines_show_n_and_what_differs() -> None:
    lines = list(risk_score_lines(score([TRUTH], {"T1": PREDICTED})))
    assert "1 documents, 3 cells" in lines[2]
    assert "| passages on cbrn | 0.500 (0.09–0.91) | 2 | 1.000 (0.21–1.00) | 1 |" in lines
    assert "- coded assessed, called mentioned: 1" in lines


def _write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


HEAD = {"doc": "T1", "split": "held_out", "statuses": {"cbrn": "silent"}}
ROW = {"doc": "T1", "start": 0, "first": "a", "last": "b", "risks": ["cbrn"], "facets": ["method"]}


def test_a_file_is_loaded(tmp_path: Path) -> None:
    (one,) = load(_write(tmp_path / "t.jsonl", HEAD, ROW))
    assert one.statuses == {"cbrn": "silent"}
    assert one.stretches[0].codes is None


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([HEAD, {**ROW, "facets": ["colour"]}], "line 2: ValueError: unknown facets: colour"),
        ([HEAD, {"doc": "T1"}], "line 2: KeyError"),
        ([ROW], "no row with statuses for T1"),
    ],
)
def test_faults_of_a_file_are_told(
    tmp_path: Path, rows: list[dict[str, object]], told: str
) -> None:
    with pytest.raises(BadInput, match=told):
        load(_write(tmp_path / "t.jsonl", *rows))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        load(tmp_path / "none.jsonl")
