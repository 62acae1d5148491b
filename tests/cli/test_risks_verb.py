"""``lacuna risks`` prints the taxonomy and the crosswalk."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from pipeline.cli.app import app


def test_risks_for_people_name_the_four_and_mark_the_drafts() -> None:
    result = CliRunner().invoke(app, ["risks"])
    assert result.exit_code == 0
    assert "Specified systemic risks" in result.output
    assert "Harmful manipulation (Appendix 1.4(4))" in result.output
    assert "first draft (14 November 2024), Measure 6 — SUPERSEDED" in result.output
    assert "our gloss:" in result.output


def test_risks_for_machines_hold_taxonomies_and_crosswalk() -> None:
    result = CliRunner().invoke(app, ["risks", "--format", "json"])
    data = json.loads(result.output)
    final = data["taxonomies"][0]
    assert final["taxonomy"] == "code_final"
    assert len([e for e in final["entries"] if e["axis"] == "capability"]) == 14
    assert {row["relation"] for row in data["crosswalk"]} >= {"same", "split", "folded", "lost"}
