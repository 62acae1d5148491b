"""Real documents: the codes that a person gave, and figures that must not fall."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.evaluate.risks import load

CODED = Path(__file__).parent / "coded.jsonl"
#: Cards, a system card, a report of 35 pages, a policy: enough to see a fall, quick to read.
SOME = ("D003", "D007", "D016", "D035", "D041", "D044", "D080")


def test_the_codes_are_many_and_quote_little() -> None:
    truths = load(CODED)
    stretches = [one for truth in truths for one in truth.stretches]
    assert len(truths) >= 40
    assert len([one for one in stretches if not one.arguable]) >= 100
    assert len({one.doc for one in stretches}) >= 20
    words = [re.findall(r"[A-Za-z0-9]+", f"{one.first} {one.last}") for one in stretches]
    assert max(map(len, words)) <= 15
    by_split = {
        split: {t.doc for t in truths if t.split == split} for split in ("written_on", "held_out")
    }
    assert all(len(documents) >= 15 for documents in by_split.values())


def test_no_provider_lies_on_both_sides() -> None:
    rows = [json.loads(line) for line in CODED.read_text(encoding="utf-8").splitlines()]
    heads = [row for row in rows if "split" in row]
    written = {row["provider"] for row in heads if row["split"] == "written_on"}
    other = {row["provider"] for row in heads if row["split"] != "written_on"}
    assert written
    assert not written & other


@pytest.mark.shared
def test_figures_of_some_documents_do_not_fall(shared: Path, tmp_path: Path) -> None:
    lines = [
        line for line in CODED.read_text("utf-8").splitlines() if json.loads(line)["doc"] in SOME
    ]
    truth = tmp_path / "coded.jsonl"
    truth.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = CliRunner().invoke(
        app,
        ["evaluate", "risks", "--truth", str(truth), "--documents", str(shared / "data" / "docs"),
         "--format", "json", "--quiet"],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    data = json.loads(result.output)
    assert not data["held_out"]["lost"]
    assert not data["written_on"]["lost"]
    passages = data["held_out"]["passages"]["all"]
    assert passages["found"] > 200
    assert passages["precision"] >= 0.9
    assert passages["recall"] >= 0.85
    assert data["held_out"]["assessed"]["precision"] >= 0.9
    assert data["written_on"]["same_status"] >= 0.9
