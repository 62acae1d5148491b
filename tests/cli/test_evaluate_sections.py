"""``lacuna evaluate sections``, on two invented cards and on the real ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

WITH, WITHOUT = "With front matter", "Without front matter"

CARD = """---
license: apache-2.0
---

# Heron 2

Heron 2 was trained on 8 GPUs. Questions? Write to birds@example.org.
"""


@pytest.fixture
def run(lacuna: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: str) -> Any:
        return lacuna("evaluate", "sections", "-q", *arguments)

    return call


@pytest.fixture
def table(tmp_path: Path) -> Path:
    for name, text in (("h@heron", CARD), ("p@plover", "# Plover\n\nPlover is small.\n")):
        folder = tmp_path / "birds" / name
        folder.mkdir(parents=True)
        (folder / "1_raw.md").write_text(text)
        (folder / "4_labels.md").write_text("License: MIT\nContact: x@example.org\n")
    path = tmp_path / "birds_presence.tsv"
    path.write_text(
        "card\tsection\tclaim\tpresent\n"
        "h@heron\tLicense\tl\t0\np@plover\tLicense\tl\t0\n"
        "h@heron\tContact\tc\t1\np@plover\tContact\tc\t0\n"
        "h@heron\tModel type\tt\t1\nh@heron\tOdd\to\t1\n"
    )
    return path


def test_front_matter_counts_only_where_it_is_read(table: Path, run: Callable[..., Any]) -> None:
    done = run("--truth", str(table), "--format", "json")
    assert done.code == 0
    made = json.loads(done.out)
    assert made["cards"] == 2
    assert made["scored"] == ["License", "Contact"]
    assert made["never_absent"] == ["Model type"]
    assert made["uncovered"] == ["Odd"]
    ours = {part: made["parts"][part]["**Lacuna**"]["sections"] for part in (WITH, WITHOUT)}
    # The labels' convention: a licence that only the front matter names is no section.
    assert (ours[WITH]["License"]["called"], ours[WITHOUT]["License"]["called"]) == (1, 2)
    assert ours[WITH]["Contact"] == {"absent": 1, "called": 1, "both": 1, "f1": 1.0}
    assert made["parts"][WITHOUT]["always absent"]["recall"] == 1.0
    assert "With front matter, cards not read before" in made["parts"]
    text = run("--truth", str(table), "--documents", str(table.parent / "birds"))
    assert "2 cards; 2 sections" in text.out


def test_missing_cards_are_bad_usage(table: Path, run: Callable[..., Any]) -> None:
    done = run("--truth", str(table), "--documents", str(table.parent / "none"))
    assert (done.code, "no such folder" in done.err) == (2, True)
    moved = table.rename(table.parent / "other.tsv")
    done = run("--truth", str(moved))
    assert (done.code, "name their folder with --documents" in done.err) == (2, True)


@pytest.mark.shared
def test_the_real_cards_beat_what_is_simpler(shared: Path, run: Callable[..., Any]) -> None:
    truth = shared / "data/truth/mctidy_presence_dev.tsv"
    made = json.loads(run("--truth", str(truth), "--format", "json").out)
    assert (made["cards"], len(made["scored"]), made["uncovered"]) == (26, 25, [])
    for part in (WITH, WITHOUT):
        methods = made["parts"][part]
        assert round(methods["always absent"]["f1"], 2) == 0.57
        assert round(methods["always absent"]["macro"], 2) == 0.52
        assert methods["**Lacuna**"]["f1"] >= 0.72
        assert methods["**Lacuna**"]["macro"] >= 0.64
        unread = made["parts"][f"{part}, cards not read before"]
        assert unread["**Lacuna**"]["f1"] > unread["always absent"]["f1"] + 0.1
        assert methods["keywords"]["f1"] < methods["**Lacuna**"]["f1"]
