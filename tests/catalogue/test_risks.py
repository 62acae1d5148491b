"""The taxonomies of risk: what the Code's Appendix 1 holds, and that no draft passes for it."""

from __future__ import annotations

import copy
import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.catalogue.risks import (
    by_id,
    crosswalk,
    entries,
    parse,
    parse_crosswalk,
    titles,
)
from pipeline.catalogue.rows import load
from pipeline.errors import BadCorpus
from pipeline.law.corpus import LawCorpus
from pipeline.law.locators import parse as locator
from pipeline.schema import Confidence, Standing

FINAL = [entry for entry in entries() if entry.taxonomy == "code_final"]


def test_final_code_has_the_counts_of_appendix_1() -> None:
    assert Counter(entry.axis for entry in FINAL) == {
        "specified": 4,
        "type": 5,
        "example": 15,
        "nature_essential": 3,
        "nature_contributing": 6,
        "capability": 14,
        "propensity": 10,
        "affordance": 13,
    }


@pytest.mark.parametrize(
    ("axis", "appendix", "last"),
    [
        ("specified", "1.4", 4),
        ("type", "1.1", 5),
        ("capability", "1.3.1", 14),
        ("propensity", "1.3.2", 10),
        ("affordance", "1.3.3", 13),
    ],
)
def test_points_run_from_one_to_the_last(axis: str, appendix: str, last: int) -> None:
    points = [entry.locator for entry in FINAL if entry.axis == axis]
    code = "Code, Safety and Security, Appendix "
    assert points == [f"{code}{appendix}({number})" for number in range(1, last + 1)]


def test_four_specified_risks_are_those_that_must_always_be_assessed() -> None:
    specified = {entry.id for entry in FINAL if entry.axis == "specified"}
    assert specified == {"cbrn", "loss_of_control", "cyber_offence", "harmful_manipulation"}


def test_locators_are_written_as_they_are_parsed() -> None:
    for entry in FINAL:
        assert str(locator(entry.locator)) == entry.locator
    places = [row.place for row in crosswalk() if row.place]
    assert places
    assert [str(locator(place)) for place in places] == places


def test_drafts_are_superseded_have_no_locator_and_say_what_they_rest_on() -> None:
    drafts = [entry for entry in entries() if entry.taxonomy != "code_final"]
    assert {entry.standing for entry in FINAL} == {Standing.FINAL}
    assert {entry.standing for entry in drafts} == {Standing.SUPERSEDED}
    assert not any(entry.locator for entry in drafts)
    first = [entry for entry in drafts if entry.taxonomy == "draft_first"]
    assert {e.id for e in first if e.confidence is Confidence.SECONDARY} == {
        "d1/automated_ai_research",
        "d1/long_horizon",
    }
    assert all(e.confidence in (Confidence.SECONDARY, Confidence.UNVERIFIED) for e in first)
    assert len([e for e in first if e.axis == "type"]) == 6
    assert len([e for e in first if e.axis == "nature"]) == 8
    assert titles()["draft_third"].endswith("(11 March 2025)")


def test_every_label_of_the_first_draft_is_followed_to_the_final_text() -> None:
    followed = {row.first for row in crosswalk() if row.first}
    assert followed == {e.id for e in entries() if e.taxonomy == "draft_first"}
    third = {name for row in crosswalk() for name in row.third}
    assert third == {e.id for e in entries() if e.taxonomy == "draft_third"}


def test_crosswalk_says_where_the_hard_ones_went() -> None:
    by_first = {row.first: row for row in crosswalk() if row.first}
    research = by_first["d1/automated_ai_research"]
    assert research.relation == "folded"
    assert research.final == ("capability/automate_ai_research", "loss_of_control")
    discrimination = by_first["d1/large_scale_discrimination"]
    assert by_id()[discrimination.final[0]].axis == "example"
    assert by_first["d1/novelty"].relation == "lost"
    assert not by_first["d1/novelty"].final
    assert by_first["d1/probability_severity"].place == "Code, Safety and Security, Measure 3.4"
    new = {name for row in crosswalk() if row.relation == "new" for name in row.final}
    assert {"nature/irreversible", "nature/asymmetric"} <= new


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


@pytest.fixture(scope="module")
def law(shared: Path) -> LawCorpus:
    """The official texts, opened once."""
    from pipeline.law.corpus import open_law

    return open_law(shared / "law")


@pytest.mark.shared
def test_locators_resolve_and_no_gloss_repeats_twelve_words_of_the_code(
    shared: Path, law: LawCorpus
) -> None:
    for entry in FINAL:
        assert law.show(locator(entry.locator)).text
    for row in crosswalk():
        if row.place:
            assert law.show(locator(row.place)).text
    code = _words((shared / "law" / "code" / "gpai-code-final.md").read_text(encoding="utf-8"))
    runs = {tuple(code[at : at + 12]) for at in range(len(code) - 11)}
    told = [entry.gloss for entry in entries()] + [row.note for row in crosswalk()]
    for text in told:
        words = _words(text)
        assert not any(tuple(words[at : at + 12]) in runs for at in range(len(words) - 11)), text


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("cbrn", "nuclear"),
        ("loss_of_control", "reliably"),
        ("cyber_offence", "cyber-attacks"),
        ("harmful_manipulation", "persuasion"),
        ("capability/automate_ai_research", "automate AI research"),
        ("capability/physical_systems", "physical systems"),
        ("propensity/hallucination", "hallucinate"),
        ("propensity/miscoordination", "mis-coordination"),
        ("source/release", "release and distribution"),
        ("source/exfiltration", "exfiltration"),
        ("source/inappropriate_use", "inappropriate use"),
        ("nature/irreversible", "reverse"),
    ],
)
def test_an_entry_stands_at_its_own_point(law: LawCorpus, name: str, official: str) -> None:
    text = law.show(locator(by_id()[name].locator)).text
    assert official.lower() in text.lower()


def test_faults_of_a_file_are_told_together() -> None:
    content = copy.deepcopy(load("risks/code_final.yaml"))
    rows = content["rows"]
    rows[0]["types"] = ["weather"]
    rows[1]["colour"] = "red"
    del rows[2]["gloss"]
    del rows[3]["point"]
    with pytest.raises(BadCorpus) as caught:
        parse(content, "risks/code_final.yaml")
    told = str(caught.value)
    assert "cbrn: names weather, which the file does not hold" in told
    assert "loss_of_control: unknown key 'colour'" in told
    assert "cyber_offence: gloss must be words" in told
    assert "harmful_manipulation" in told
    assert "an entry of the final text has a point" in told


def test_a_file_without_head_is_refused() -> None:
    with pytest.raises(BadCorpus, match="taxonomy is missing"):
        parse([], "risks/code_final.yaml")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"first": "cbrn"}, "cbrn is no entry of draft_first"),
        ({"final": ["d1/cbrn"]}, "d1/cbrn is no entry of code_final"),
        ({"relation": "vanished"}, "relation must be one of"),
        ({"confidence": "sure"}, "'sure' is not a valid Confidence"),
        ({"colour": "red"}, "unknown key 'colour'"),
    ],
)
def test_faults_of_the_crosswalk(change: dict[str, object], told: str) -> None:
    row = {**load("risks/crosswalk.yaml")[0], **change}
    with pytest.raises(BadCorpus) as caught:
        parse_crosswalk([row], "risks/crosswalk.yaml", by_id())
    assert told in str(caught.value)
    with pytest.raises(BadCorpus, match="missing: note"):
        parse_crosswalk(
            [{k: v for k, v in row.items() if k != "note"}], "risks/crosswalk.yaml", by_id()
        )
