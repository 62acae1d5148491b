"""The words of the coding are data: each row is tried on its own examples, faults are told."""

from __future__ import annotations

import copy

import pytest

from pipeline.catalogue.risks import by_id
from pipeline.catalogue.rows import load
from pipeline.errors import BadCorpus
from pipeline.risks.words import CUES, FACETS, cues, facets, parse_cues, parse_facets


def test_every_specified_risk_has_words_a_heading_and_tests() -> None:
    for risk in ("cbrn", "loss_of_control", "cyber_offence", "harmful_manipulation"):
        mine = [cue for cue in cues() if cue.code == risk]
        assert {cue.scope for cue in mine} == {"text", "heading"}
        assert any(cue.test for cue in mine)


def test_every_capability_propensity_and_affordance_can_be_found() -> None:
    coded = {cue.code for cue in cues()}
    wanted = {
        entry.id
        for entry in by_id().values()
        if entry.axis in ("capability", "propensity", "affordance")
    }
    assert wanted <= coded


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"code": "weather"}, "is no entry of a taxonomy"),
        ({"role": "maybe"}, "role must be one of"),
        ({"within": "page"}, "within must be risk"),
        ({"must": ["weather"]}, "must match 'weather'"),
        ({"must_not": ["CBRN"]}, "must not match 'CBRN'"),
        ({"must": []}, "needs pattern, must and must_not"),
        ({"pattern": "("}, "does not compile"),
        ({"value": "blue"}, "blue is none of its values"),
        ({"colour": "red"}, "unknown key 'colour'"),
    ],
)
def test_faults_of_a_cue_are_told(change: dict[str, object], told: str) -> None:
    content = copy.deepcopy(load(CUES))
    content["rows"] = [{**content["rows"][0], **change}]
    with pytest.raises(BadCorpus) as caught:
        parse_cues(content)
    assert told in str(caught.value)


def test_faults_of_facets_are_told_together() -> None:
    content = copy.deepcopy(load(FACETS))
    content["rows"][0]["name"] = "weather"
    content["rows"][1]["must_not"] = []
    with pytest.raises(BadCorpus) as caught:
        parse_facets(content)
    assert "weather: is unknown" in str(caught.value)
    assert "method: has no row" in str(caught.value)
    assert "threshold: needs pattern" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "yes", "no"),
    [
        ("method", "Our team probed the model for two weeks.", "The programme is on air."),
        ("method", "An uplift study was held.", "The studio is large."),
        ("result", "The trial showed no meaningful uplift.", "The show goes on."),
        ("result", "It does not meet the critical level.", "We do not know."),
        ("threshold", "below the indicative threshold", "the threshold of the door"),
        ("mitigation", "Classifiers: we use input classifiers.", "an image classifier"),
        ("not_evaluated", "This was not tested.", "This was tested."),
        ("forbidden", "You may not use it for that.", "You may use it for that."),
        ("advice", "We recommend that you test it.", "We tested it."),
    ],
)
def test_facets_on_other_words(name: str, yes: str, no: str) -> None:
    assert facets()[name].search(yes)
    assert not facets()[name].search(no)
