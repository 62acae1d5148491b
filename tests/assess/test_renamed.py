"""The name of the model, idle words around a passage and a second copy of it change no ruling."""

from __future__ import annotations

from functools import lru_cache

import pytest

from pipeline.assess.cues import match
from pipeline.assess.rulings import ElementEvidence, rule
from pipeline.catalogue.elements import by_id
from pipeline.claims.extract import extract
from pipeline.claims.identity import identify
from pipeline.readers.read import read_bytes
from pipeline.schema import Status
from pipeline.segments import segment
from tests.assess import test_spoken_data, test_spoken_identity, test_spoken_risk, test_spoken_use
from tests.assess.withheld import DECLINED

CASES = [
    (element, text)
    for module in (test_spoken_identity, test_spoken_data, test_spoken_use, test_spoken_risk)
    for element, _, text in module.CASES
    if not text.startswith("---")
] + list(DECLINED.items())
IDLE = "\n\nThe weather was fine that day.\n\nWe thank everybody who helped.\n"


@lru_cache(maxsize=2048)
def _ruled(element: str, text: str, model: str = "Nova") -> Status:
    read = read_bytes(f"# {model}\n\n{text}\n".encode(), "card.md")
    units = {read.id: segment(read)}
    claims = extract([read], units, identify([read], units, model))
    one = by_id()[element]
    mine = tuple(claim for claim in claims if claim.element == element)
    hits = match([one], units[read.id]).of(element)
    return rule(element, ElementEvidence(one, hits, tuple(units[read.id]), mine)).status


@pytest.mark.parametrize(("element", "text"), CASES)
def test_another_name(element: str, text: str) -> None:
    assert _ruled(element, text) is _ruled(element, text.replace("Nova", "Belisar"), "Belisar")


@pytest.mark.parametrize(("element", "text"), CASES)
def test_idle_words(element: str, text: str) -> None:
    assert _ruled(element, text) is _ruled(element, f"{text}{IDLE}")


@pytest.mark.parametrize(("element", "text"), CASES)
def test_the_same_thing_twice_says_no_less(element: str, text: str) -> None:
    once, twice = _ruled(element, text), _ruled(element, f"{text}\n\n{text}")
    assert once.is_gap or not twice.is_gap
    assert once is not Status.DECLINED or twice is Status.DECLINED
