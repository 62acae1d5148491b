"""``lacuna evaluate summaries``: on invented scores, and on those of ../shared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.app import app
from tests.summaries.invented import FORM


def run(*arguments: str) -> dict[str, dict[str, float]]:
    done = CliRunner().invoke(
        app, ["evaluate", "summaries", *arguments, "--format", "json", "--quiet"]
    )
    assert done.exit_code == 0, done.output
    found: dict[str, dict[str, float]] = json.loads(done.stdout)
    return found


def test_a_file_is_found_by_the_name_of_its_archive(tmp_path: Path) -> None:
    rows = {f"S{n}": (1, 2 if n in (3, 4, 5, 8) else 1) for n in range(1, 9)}
    body = "".join(
        f"{key}:\n  D2: {{score: {a}, max_score: {b}}}\n" for key, (a, b) in rows.items()
    )
    (tmp_path / "truth").mkdir()
    (tmp_path / "docs").mkdir()
    archive = "archive_file_name: Nova-7 -- 2026_03_04.pdf\n"
    (tmp_path / "truth" / "nova.yaml").write_text(archive + body, "utf-8")
    (tmp_path / "docs" / "X1_Nova_licence.md").write_text("Another file of Nova.", "utf-8")
    (tmp_path / "docs" / "X2_Nova-2026-03-04.md").write_text(FORM, "utf-8")
    truth, docs = str(tmp_path / "truth"), str(tmp_path / "docs")
    report = run("--truth", truth, "--documents", docs)["held out"]
    assert (report["sections"], report["gaps"], report["f1"]) == (8, 4, 1.0)


@pytest.mark.shared
def test_the_development_summaries_reach_what_is_claimed(shared: Path) -> None:
    report = run("--truth", str(shared / "data" / "truth" / "aial_dev"))["all"]
    assert (report["summaries"], report["sections"], report["gaps"]) == (7, 56, 28)
    assert report["f1"] >= 0.85
    assert report["spearman"] >= 0.6
    assert report["covered"] / report["items"] >= 0.70
