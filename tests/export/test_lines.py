"""Claims, law and evaluations as lines."""

from __future__ import annotations

import re

import pytest

from pipeline.evaluate import baselines
from pipeline.evaluate.gold import evaluate
from pipeline.evaluate.labels import Label, Prediction
from pipeline.evaluate.retrieval import evaluate as evaluate_passages
from pipeline.export.claims import claim_lines
from pipeline.export.evaluation import gold_lines, retrieval_lines
from pipeline.export.law import fetch_lines, provision_lines
from pipeline.schema import Status
from tests.examples import CITED, card, dossier, report

D, P, A = Status.DISCLOSED, Status.PARTIAL, Status.ABSENT


def test_claims_name_value_owner_and_place() -> None:
    lines = list(claim_lines(dossier().claims, (card(), report())))
    assert len(lines) == 3
    assert "7 billion parameters — Nova 7B" in lines[0] and f"(card.md, line 3{CITED})" in lines[0]
    assert "MMLU" in lines[1] and "[another model's]" in lines[1]
    assert "2025-09-16" in lines[2] and "(" not in lines[2]


def test_law_is_never_wrapped() -> None:
    text = "word " * 60 + "end"
    lines = list(provision_lines("Art. 1", "Title", text, "source", ("a note",), ()))
    assert lines == ["Art. 1 — Title", text, "! a note", "[source]"]


def test_a_cut_of_law_is_marked() -> None:
    lines = list(provision_lines("Art. 1", "", "one two three", "source", (), (), 9))
    assert lines[1] == "one two […]"


def test_a_provision_without_words_names_its_parts() -> None:
    lines = list(provision_lines("Art. 1", "", "", "source", (), ("Art. 1(1)", "Art. 1(2)")))
    assert lines[1] == "(no words of its own; see Art. 1(1); Art. 1(2))"


def test_what_became_of_a_fetch() -> None:
    rows = [("act", "installed", ("hash recorded",)), ("code", "failed", ("no answer",))]
    lines = list(fetch_lines("/law", rows))
    assert lines[0] == "act: installed" and lines[1] == "  hash recorded"
    assert lines[-1] == "1 of 2 sources are in /law"


def _labels() -> list[Label]:
    return [
        Label("one", "licence", D, ("MIT licence",)),
        Label("one", "carbon", A),
        Label("two", "licence", P, ("some licence",)),
        Label("two", "carbon", A),
    ]


def test_gold_table_shows_hand_counted_rates() -> None:
    labels = _labels()
    said = [
        Prediction("one", "licence", D, 0.9),
        Prediction("one", "carbon", A, 0.1),
        Prediction("two", "licence", A, 0.4),
        Prediction("two", "carbon", A, 0.1),
    ]
    found = evaluate(
        labels,
        said,
        {"licence": "distribution", "carbon": "energy"},
        {"always gap": baselines.always_gap(labels)},
        rounds=20,
    )
    text = "\n".join(gold_lines(found, 2))
    assert text.startswith("4 labels, 2 documents, 2 providers")
    row = re.search(r"\| \*\*Lacuna\*\* \| ([\d.]+) .*?\| ([\d.]+) ", text)
    assert row is not None
    # Three calls of a gap, two of them right; two gaps, both called.
    assert row.groups() == ("0.667", "1.000")
    assert "| always gap | 0.500" in text
    assert "| energy | 2 | 2 | 1.00 | 1.00 |" in text
    assert "| absent | 2 | 1.00 |" in text


def test_every_table_is_well_formed() -> None:
    labels = _labels()
    found = evaluate(labels, baselines.always_gap(labels), {}, {}, rounds=5)
    width = None
    for line in gold_lines(found, 2):
        if not line.startswith("|"):
            width = None
            continue
        width = width or line.count("|")
        assert line.count("|") == width, line


@pytest.mark.parametrize(
    ("passages", "first"), [(("MIT licence", "x"), "0.500"), (("x", "MIT licence"), "0.000")]
)
def test_retrieval_table(passages: tuple[str, ...], first: str) -> None:
    hits = evaluate_passages(_labels(), {("one", "licence"): passages}, rounds=5)
    lines = list(retrieval_lines({"mine": hits}))
    assert lines[0].startswith("2 labelled cells with quotations, 2 documents")
    assert lines[-1].startswith(f"| mine | {first}")
