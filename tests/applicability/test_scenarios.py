"""The rules, one situation at a time: facts in, what applies and from when out."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.applicability.decide import decide
from pipeline.applicability.facts import parse
from pipeline.catalogue.obligations import obligations
from pipeline.schema import Applicability, Identity

FILES = sorted(Path(__file__).parent.glob("scenarios*.yaml"))
SCENARIOS: list[dict[str, Any]] = [
    row for file in FILES for row in yaml.safe_load(file.read_text(encoding="utf-8"))
]
GIVEN_BY, GIVEN_WHEN = "Ada", "2026-11-20T10:00:00+00:00"
ROWS = [(s["id"], expected) for s in SCENARIOS for expected in s["expect"]]


@cache
def decided(scenario_id: str) -> dict[tuple[str, str], Applicability]:
    scenario = next(s for s in SCENARIOS if s["id"] == scenario_id)
    facts = parse(scenario["facts"], by=GIVEN_BY, when=GIVEN_WHEN)
    decision = decide(obligations(), Identity("", ""), (), (), facts, scenario["as_of"])
    return {(row.obligation, row.variant): row for row in decision.applicability}


def test_there_are_enough_of_them() -> None:
    assert len(SCENARIOS) >= 371
    assert len({s["id"] for s in SCENARIOS}) == len(SCENARIOS)
    assert {row["outcome"] for _, row in ROWS} == {"applies", "does_not_apply", "undetermined"}


@pytest.mark.parametrize(
    ("scenario", "expected"), ROWS, ids=[f"{name}-{row['obligation']}" for name, row in ROWS]
)
def test_scenario(scenario: str, expected: dict[str, Any]) -> None:
    row = decided(scenario)[expected["obligation"], expected["variant"]]
    assert row.outcome == expected["outcome"], row.because.because
    assert row.due_from == expected["due_from"], row.because.because
