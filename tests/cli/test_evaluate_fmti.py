"""``lacuna evaluate fmti``, on an invented table and on the real ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DIRECT, HARD = "Direct indicators", "Direct and hard (not empty, no phrase)"
PHRASE = "empty, or a phrase of non-disclosure"


@pytest.fixture
def run(lacuna: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: str) -> Any:
        return lacuna("evaluate", "fmti", "-q", *arguments)

    return call


def test_an_invented_table(tmp_path: Path, run: Callable[..., Any]) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "company,indicator,disclosure,score,references\n"
        "Heron,Data size,Heron saw 9T tokens.,1,\n"
        "Heron,Energy usage for final training run,Each device draws 700 W.,0,\n"
        "Plover,Data size,We do not disclose it.,0,\n"
        "Plover,Open weights,,1,https://example.org/weights\n"
        "Plover,Water usage for final training run,,0,\n"
    )
    done = run("--truth", str(table), "--format", "json")
    assert done.code == 0
    made = json.loads(done.out)
    assert made["companies"] == ["Heron", "Plover"]
    assert made["unmapped"] == ["Water usage for final training run"]
    direct = made["parts"][DIRECT]
    assert direct["**Lacuna**"]["accuracy"] == 0.75
    assert direct[PHRASE]["accuracy"] == 0.5
    assert direct["Lacuna; references without words are pointers"]["accuracy"] == 1.0
    (wrong,) = made["wrong"]
    assert (wrong["indicator"], wrong["because"]) == ("Open weights", "it is empty")
    # Read as documents, all but the empty one are told apart too: each names its topic.
    assert direct["elements' rules for documents"]["accuracy"] == 0.75
    text = run("--truth", str(table))
    assert "## Direct indicators: 4 answers, 2 of them gaps" in text.out


def test_a_missing_table_is_bad_usage(tmp_path: Path, run: Callable[..., Any]) -> None:
    done = run("--truth", str(tmp_path / "none.csv"))
    assert done.code == 2
    assert "cannot be read" in done.err


@pytest.mark.shared
def test_december_2025_beats_the_phrases(shared: Path, run: Callable[..., Any]) -> None:
    truth = shared / "data/truth/fmti2025_dev.csv"
    parts = json.loads(run("--truth", str(truth), "--format", "json").out)["parts"]
    direct, hard = parts[DIRECT], parts[HARD]
    assert (direct[PHRASE]["n"], round(direct[PHRASE]["kappa"], 2)) == (248, 0.74)
    assert direct["**Lacuna**"]["kappa"] >= 0.85
    assert hard[PHRASE]["gaps"] == 31
    assert hard["**Lacuna**"]["balanced"] >= 0.80
    assert parts["Direct, companies not read before"]["**Lacuna**"]["kappa"] >= 0.80
    assert parts["Direct and hard, companies not read before"]["**Lacuna**"]["balanced"] >= 0.70
    assert direct["elements' rules for documents"]["kappa"] < direct[PHRASE]["kappa"]


@pytest.mark.shared
def test_may_2024_is_scored_on_what_has_the_same_name(
    shared: Path, run: Callable[..., Any]
) -> None:
    truth = shared / "data/truth/fmti2024_dev.csv"
    made = json.loads(run("--truth", str(truth), "--format", "json").out)
    assert len(made["unmapped"]) == 88
    assert made["parts"]["All mapped indicators"]["**Lacuna**"]["n"] == 120
    assert made["parts"][DIRECT]["**Lacuna**"]["n"] == 50
