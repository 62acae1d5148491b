"""Benchmark scores against a table of others: what is the same row, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.catalogue import rows as catalogue_rows
from pipeline.errors import BadCorpus, BadInput
from pipeline.evaluate import benchmark_rows
from pipeline.evaluate.benchmark_rows import (
    Row,
    is_benchmark_rows,
    load_rows,
    rules,
    score_rows,
)
from pipeline.export.value_cases import benchmark_lines
from pipeline.schema import Benchmark, Claim, Origin, Polarity, Span, Value, Whose

HEADER = "id,model_name,lab_slug,document_slug,benchmark_name,split,score,repo,path\n"
DOC = "acme/nova card.md"


def claim(name: str, score: float, subject: str = "Nova 2", variant: str | None = "7B",
          whose: Whose = Whose.OWN) -> Claim:  # fmt: skip
    return Claim("evaluation_results", subject, variant, whose, Value(str(score), score),
                 Origin.STATED, Polarity.AFFIRMED, Span("d", 0, 1), "table",
                 benchmark=Benchmark(name, whose=whose))  # fmt: skip


def row(name: str, score: float, model: str = "Nova 2 7B", split: str = "", own: bool = True):
    return Row(DOC, model, own, name, split, score)


@pytest.mark.parametrize(
    ("wanted", "given", "found"),
    [
        (row("MMLU", 45.3), claim("MMLU", 45.3), True),
        (row("MMLU", 45.3), claim("MMLU", 45.4), False),
        (row("MMLU", 45.3), claim("BBH", 45.3), False),
        (row("MMLU", 45.3, split="pro"), claim("MMLU-Pro", 45.3), True),
        (row("MMLU", 45.3, split="pro"), claim("MMLU", 45.3), False),
        (row("MMLU", 45.3), claim("MMLU-Pro", 45.3), False),
        (row("DocVQA", 94.4, split="test"), claim("DocVQA", 94.4), True),
        (row("TydiQA (GoldP)", 29.9), claim("TydiQA", 29.9), True),
        (row("Natural2Code", 14.1), claim("Code", 14.1), True),
        (row("MMLU", 45.3, "Nova-2-Chat 7B"), claim("MMLU", 45.3, variant="7B Chat"), True),
        (row("MMLU", 45.3, "Nova-2-Chat 7B"), claim("MMLU", 45.3, variant="Chat"), False),
        (row("MMLU", 45.3), claim("MMLU", 45.3, variant="7B Chat"), False),
        (row("MMLU", 45.3, "Orca 7B", own=False),
         claim("MMLU", 45.3, "Orca 7B", None, Whose.RIVAL), True),
        (row("MMLU", 45.3, "Orca 7B", own=False), claim("MMLU", 45.3, "Orca 7B", None), False),
        (row("MMLU", 45.3), claim("MMLU", 45.3, whose=Whose.RIVAL), False),
    ],
)  # fmt: skip
def test_when_a_claim_is_a_row(wanted: Row, given: Claim, found: bool) -> None:
    assert score_rows([wanted], {DOC: [given]}).found == int(found)


def test_the_report_counted_by_hand() -> None:
    rows = [
        row("MMLU", 45.3),
        row("BBH", 32.6),
        row("MMLU", 35.1, "Orca 7B", own=False),
        Row(DOC, "LLaMA-3.1 70B", False, "MGSM", "", 91.1),
    ]
    claims = [claim("MMLU", 45.3), claim("BBH", 99.0), claim("GSM8K", 1.0),
              claim("MMLU", 35.1, variant="13B")]  # fmt: skip
    report = score_rows(rows, {DOC: claims})
    assert (report.rows, report.found, report.own, report.own_found) == (3, 1, 2, 1)
    assert (report.anyone, report.claims, report.right) == (2, 2, 1)
    assert [one.benchmark for one in report.missed] == ["BBH", "MMLU"]
    assert [one.benchmark for one, _ in report.left_out] == ["MGSM"]
    assert report.to_json()["recall"] == 0.3333
    text = "\n".join(benchmark_lines(report))
    assert "| all, with model and whose | 3 | 1 | 0.333" in text
    assert "missed: Orca 7B, MMLU: 35.1" in text
    assert "left out: LLaMA-3.1 70B, MGSM: 91.1 (" in text


def test_a_table_is_read_and_says_whose(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    lines = [
        "1,Nova 2 7B,acme,acme_nova2_card,MMLU,,45.3,acme/nova,card.md",
        "2,Nova 1 7B,acme,acme_nova2_card,MMLU,pro,35.1,acme/nova,card.md",
    ]
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    assert is_benchmark_rows(path)
    own, other = load_rows(path)
    assert (own.own, other.own) == (True, False)
    assert (own.document, other.split) == (DOC, "pro")
    path.write_text(HEADER + lines[0].replace("45.3", "high") + "\n", encoding="utf-8")
    with pytest.raises(BadInput, match="line 2: ValueError"):
        load_rows(path)
    assert not is_benchmark_rows(tmp_path / "nothing.csv")
    with pytest.raises(BadInput, match="cannot be read"):
        load_rows(tmp_path / "nothing.csv")


def test_the_rules_that_ship() -> None:
    assert len(rules().left_out) == 4
    assert all(one.why for one in rules().left_out)
    assert rules().same_as == {"natural2code": "Code"}


def test_faulty_rules_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    data = {"same_as": [{"name": "A", "why": "x"}], "left_out": [{"model": "B"}]}
    monkeypatch.setattr(benchmark_rows, "load", lambda name: data)
    rules.cache_clear()
    try:
        with pytest.raises(BadCorpus) as told:
            rules()
        assert "'card'" in str(told.value)
        assert "benchmark" in str(told.value)
    finally:
        rules.cache_clear()
    assert catalogue_rows.load("evaluation/benchmark_rows.yaml")["same_as"]
