"""Days and lanes of timelines: against the rules, the catalogue and the installed law."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.applicability.logic import day
from pipeline.catalogue.obligations import obligations
from pipeline.catalogue.rows import load
from pipeline.catalogue.timeline import FILE, parse, timeline
from pipeline.errors import BadCorpus


def test_the_days_are_those_of_the_rules() -> None:
    days = {found.id: found.day for found in timeline()[0]}
    assert days.pop("powers") == date(2026, 8, 2)
    assert days == {name: day(name) for name in days}
    assert set(days) == {"chapter", "legacy", "high_risk_iii", "high_risk_i"}


def test_each_duty_of_a_provider_is_drawn_in_one_lane() -> None:
    for duty in obligations():
        lanes = [lane for lane in timeline()[1] if lane.holds(duty.id)]
        if duty.binds_provider:
            assert len(lanes) == 1, duty.id
        else:
            assert all(lane.powers for lane in lanes), duty.id


def test_what_others_may_do_starts_with_the_powers() -> None:
    powers = next(lane for lane in timeline()[1] if lane.powers)
    found = [duty for duty in obligations() if powers.holds(duty.id)]
    assert {duty.id for duty in found} == {"ACT-91", "ACT-92", "ACT-93", "ACT-101-1"}
    assert {duty.applies_from for duty in found} == {date(2026, 8, 2)}
    assert not any(duty.binds_provider for duty in found)


@pytest.mark.shared
def test_every_day_stands_in_an_article_that_is_installed(shared: Path) -> None:
    from pipeline.law.corpus import open_law

    law = open_law(shared / "law", date(2026, 11, 25))
    for found in timeline()[0]:
        for locator in found.locators:
            assert law.resolve(locator)


@pytest.mark.parametrize(
    ("where", "value", "told"),
    [
        (("days", 0, "day"), "2025", "must be a day"),
        (("days", 0, "confidence"), "X", "P, C or S"),
        (("days", 0, "locators"), [], "where does the day stand"),
        (("days", 0, "lane"), "sky", "there is no lane 'sky'"),
        (("days", 0, "mood"), 1, "unknown keys mood"),
        (("lanes", 0, "starts"), [], "which duties"),
        (("lanes", 0, "mood"), 1, "unknown keys mood"),
        (("lanes",), [], "no days or no lanes"),
        (("mood",), 1, "unknown key 'mood'"),
    ],
)
def test_a_fault_is_told(where: tuple[Any, ...], value: Any, told: str) -> None:
    content = deepcopy(load(FILE))
    at: Any = content
    for key in where[:-1]:
        at = at[key]
    at[where[-1]] = value
    with pytest.raises(BadCorpus) as caught:
        parse(content)
    assert told in str(caught.value)


def test_nonsense_is_one_fault() -> None:
    with pytest.raises(BadCorpus, match="expected days and lanes"):
        parse([])
