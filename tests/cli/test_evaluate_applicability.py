"""``lacuna evaluate applicability``: exit codes, output, and files that cannot be used."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RIGHT = """
- id: one-above
  source: Art. 51(2)
  as_of: 2026-11-25
  facts:
    placement_date: "2026-01-01"
    generality: general
    variants: {N: {training_flop: 1.0000000000000000000000001e+25}}
  expect:
    - {obligation: ACT-51-2, variant: N, outcome: applies, due_from: 2026-01-01}
- id: on-the-line
  source: Art. 51(2)
  as_of: 2026-11-25
  facts: {placement_date: 2026-01-01, generality: general, variants: {N: {training_flop: 1.0e+25}}}
  expect:
    - {obligation: ACT-51-2, variant: N, outcome: does_not_apply, due_from: null}
"""


@pytest.fixture
def run(lacuna: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    def call(text: str, *arguments: str) -> Any:
        path = tmp_path / "situations.yaml"
        path.write_text(text, encoding="utf-8")
        return lacuna("evaluate", "applicability", "--truth", str(path), *arguments)

    return call


def test_all_right(run: Callable[..., Any]) -> None:
    """A binary float would put the first figure on the line itself."""
    ran = run(RIGHT)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("2 situations, 2 expectations about 1 provisions: 2 met")


def test_one_wrong(run: Callable[..., Any]) -> None:
    ran = run(RIGHT.replace("does_not_apply", "applies"), "--format", "json")
    found = json.loads(ran.out)
    assert ran.code == 1
    assert (found["expectations"], found["right"]) == (2, 1)
    (wrong,) = found["wrong"]
    assert wrong["scenario"] == "on-the-line"
    assert any("10^25" in line for line in wrong["tree"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [", "is not YAML"),
        ("words", "expected a list of situations"),
        (RIGHT.replace("ACT-51-2", "ACT-99"), "no obligation 'ACT-99'"),
        (RIGHT.replace("generality: general", "generality: broad"), "one-above, facts: 1 fault"),
        (RIGHT.replace("generality:", "generalty:"), "generalty: unknown key"),
        (RIGHT + "  id: again\n", "given twice: 'id'"),
    ],
)
def test_files_that_cannot_be_used(run: Callable[..., Any], text: str, told: str) -> None:
    ran = run(text)
    assert ran.code == 2
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_faults_of_all_situations_are_told_together(run: Callable[..., Any]) -> None:
    ran = run(RIGHT.replace("placement_date", "day_of_placing"))
    assert ran.code == 2
    assert "one-above" in ran.err
    assert "on-the-line" in ran.err


def test_a_missing_file(lacuna: Callable[..., Any], tmp_path: Path) -> None:
    ran = lacuna("evaluate", "applicability", "--truth", str(tmp_path / "none.yaml"))
    assert ran.code == 2
    assert "cannot be read" in ran.err
