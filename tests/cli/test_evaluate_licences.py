"""``lacuna evaluate licences``, offline and on the real files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalogue.files import root


@pytest.fixture
def run(lacuna: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: str) -> Any:
        return lacuna("evaluate", "licences", "-q", *arguments)

    return call


@pytest.fixture
def table(tmp_path: Path) -> Path:
    apache = (root() / "LICENSE").read_text(encoding="utf-8")
    files = {
        "a.txt": apache,
        "b.txt": apache.replace("no-charge", "low-charge"),
        "c.txt": "Plover Terms\n\nYou may look at it.",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    index = tmp_path / "INDEX.tsv"
    index.write_text(
        "repo\tpath\tgold\tlocal\nx/a\tLICENSE\tapache-2.0\ta.txt\n"
        "x/b\tLICENSE\tapache-2.0\tb.txt\nx/c\tLICENSE\t\tc.txt\n"
    )
    return index


def test_files_are_told_or_left_and_altered_ones_never(
    table: Path, run: Callable[..., Any]
) -> None:
    done = run("--truth", str(table), "--format", "json")
    assert done.code == 0
    made = json.loads(done.out)
    assert made["answered"]["hits"] == 1
    assert made["exact"]["value"] == 1.0
    (quiet,) = made["abstained"]
    assert quiet["file"] == "x/b LICENSE"
    assert quiet["nearest"] == "apache-2.0"
    assert made["without_gold"] == {"confirmed": [], "unconfirmed": [], "abstained": 1}
    assert made["altered"]["n"] == 200
    assert made["altered"]["wrong"] == []
    for row in made["terms"]["x/a LICENSE"]:
        assert row["effect"] in ("allowed", "grants")
    # The simpler methods take most of the altered texts for the licence.
    assert min(made["altered_baselines"].values()) > 100


def test_what_is_missing_is_named(table: Path, run: Callable[..., Any]) -> None:
    (table.parent / "c.txt").unlink()
    done = run("--truth", str(table))
    assert done.code == 2
    assert "c.txt" in done.err


def test_documents_may_lie_elsewhere(table: Path, tmp_path: Path, run: Callable[..., Any]) -> None:
    other = tmp_path / "other"
    other.mkdir()
    moved = table.rename(other / "INDEX.tsv")
    done = run("--truth", str(moved), "--documents", str(tmp_path))
    assert done.code == 0
    assert "1 of 2" in done.out


@pytest.mark.shared
def test_the_real_files_reach_what_is_asked(shared: Path, run: Callable[..., Any]) -> None:
    done = run("--truth", str(shared / "data/licences/INDEX.tsv"), "--format", "json")
    assert done.code == 0
    made = json.loads(done.out)
    assert made["files"] == 70
    assert made["answered"]["n"] == 42
    assert made["answered"]["value"] >= 0.85
    assert made["exact"]["value"] == 1.0
    assert made["wrong"] == made["without_gold"]["unconfirmed"] == []
    assert made["altered"]["n"] == 200
    assert made["altered"]["wrong"] == []
    assert made["holds"] is True
    restricted = {
        name: {row["kind"] for row in rows if row["effect"] in ("closes", "limits")}
        for name, rows in made["terms"].items()
    }
    for repo in ("meta-llama/llama LICENSE", "deepseek-ai/DeepSeek-V3 LICENSE-MODEL"):
        assert restricted[repo]
    for repo in ("openai/whisper LICENSE", "mosaicml/llm-foundry LICENSE"):
        assert not restricted[repo]
    for row in made["abstained"]:
        assert row["because"] and row["nearest"]
