"""Editions as data: their days, what they rest on, which one stands on a day, known places."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import BadCorpus, BadInput
from pipeline.law import layout
from pipeline.law.amendments import amendments, parse_amendments
from pipeline.law.corpus import LawCorpus, open_law
from pipeline.law.editions import (
    CONFIDENCE,
    Holding,
    between,
    counterparts,
    current,
    edition,
    editions,
    parse_drafts,
    parse_editions,
    places,
)
from pipeline.law.places import Work
from pipeline.law.showing import parse_remarks

#: From the legal brief, by hand: id -> (day, number, confidence).
BY_HAND = {
    "act-2024": (date(2024, 7, 12), "Regulation (EU) 2024/1689", "P"),
    "code-draft-1": (date(2024, 11, 14), "first draft", "S"),
    "code-draft-2": (None, "second draft", "U"),
    "code-draft-3": (date(2025, 3, 11), "third draft", "C"),
    "code-final": (date(2025, 7, 10), "final Code of 10 July 2025", "C"),
    "guidelines-2025-07": (date(2025, 7, 18), "C(2025) 5045", "C"),
    "guidelines-2025-11": (date(2025, 11, 19), "C(2025) 7719", "S"),
    "template-2025-07": (date(2025, 7, 24), "C(2025) 5235", "S"),
    "template-2025-12": (date(2025, 12, 5), "C(2025) 8311", "P"),
}


@pytest.mark.parametrize("identifier", BY_HAND)
def test_days_and_numbers_are_those_of_the_brief(identifier: str) -> None:
    one = edition(identifier)
    assert (one.published, one.number, one.confidence) == BY_HAND[identifier]


def test_every_edition_has_a_source_and_its_texts_are_known_sources() -> None:
    known = {source.id: source for source in layout.sources()}
    for one in editions():
        assert one.source and one.confidence in CONFIDENCE
        for name in (*one.texts, *one.stands_in):
            assert name in known, name
        if one.texts and one.published:
            assert known[one.texts[0]].edition == one.published.isoformat()
    act = edition("act-2026")
    assert act.published == act.in_force == amendments().in_force
    assert amendments().edition_after == str(act.published)


@pytest.mark.parametrize(
    ("work", "day", "expected"),
    [
        (Work.ACT, date(2024, 7, 11), None),
        (Work.ACT, date(2024, 7, 12), "act-2024"),
        (Work.ACT, date(2026, 7, 26), "act-2024"),
        (Work.ACT, date(2026, 7, 27), "act-2026"),
        (Work.CODE, date(2025, 7, 9), None),  # drafts bind nobody
        (Work.CODE, date(2025, 7, 10), "code-final"),
        (Work.GUIDELINES, date(2025, 11, 18), "guidelines-2025-07"),
        (Work.GUIDELINES, date(2025, 11, 19), "guidelines-2025-11"),
        (Work.TEMPLATE, date(2025, 12, 4), "template-2025-07"),
        (Work.TEMPLATE, date(2026, 1, 1), "template-2025-12"),
    ],
)
def test_which_edition_stands_on_a_day(work: Work, day: date, expected: str | None) -> None:
    found = current(work, day)
    assert (found.id if found else None) == expected


def test_which_editions_came_between_two_days() -> None:
    found = between(date(2025, 7, 10), date(2025, 12, 5))
    assert [one.id for one in found] == [
        "guidelines-2025-07",
        "template-2025-07",
        "guidelines-2025-11",
        "template-2025-12",
    ]
    assert between(date(2026, 7, 27), date(2026, 11, 25)) == ()


@pytest.mark.parametrize(
    ("installed", "expected"),
    [
        (set(), Holding.NUMBERS),
        ({"omnibus-2026-1744-patches"}, Holding.IN_PART),
        ({"omnibus-2026-1744-patches", "act-2026-consolidated-html"}, Holding.INSTALLED),
    ],
)
def test_what_of_an_edition_is_on_hand(installed: set[str], expected: Holding) -> None:
    assert edition("act-2026").holding(installed) is expected
    assert edition("template-2025-07").holding(installed) is Holding.NOTHING


def test_guideline_numbers_of_both_versions() -> None:
    july = {place.place: place for place in places(edition("guidelines-2025-07"))}
    november = {place.place: place for place in places(edition("guidelines-2025-11"))}
    assert july["Guidelines, July 2025, para 53"].elsewhere == (
        "Guidelines, November 2025, para 51",
    )
    assert november["Guidelines, November 2025, para 60"].elsewhere == (
        "Guidelines, July 2025, para 63",
    )
    # The same number in both; of November only secondary sources tell.
    assert july["Guidelines, para 17"].confidence == "C"
    assert november["Guidelines, para 17"].confidence == "S"
    assert {place.confidence for place in november.values()} == {"S"}
    # Numbers that are known by themselves: where they stand in July is not inferred.
    assert november["Guidelines, November 2025, para 75"].elsewhere == ()
    assert not any("November" in place for place in july)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Guidelines, July 2025, para 23", ("Guidelines, November 2025, para 22",)),
        ("Guidelines, November 2025, para 68", ("Guidelines, July 2025, para 71",)),
        ("Guidelines, July 2025, para 106", ("Guidelines, November 2025, para 112",)),
        ("Guidelines, July 2025, para 51", ()),
        ("Guidelines, para 17", ()),
    ],
)
def test_where_a_paragraph_stands_in_the_other_version(here: str, there: tuple[str, ...]) -> None:
    assert counterparts(here) == there


def test_places_of_drafts_are_marked_as_unsure_and_lead_to_the_final_code() -> None:
    first = places(edition("code-draft-1"))
    assert {place.confidence for place in first} == {"U", "S"}
    assert [p.place for p in first if p.confidence == "S"] == ["Sub-measure 6.3.1"]
    assert all(place.place == "" for place in places(edition("code-draft-3")))
    assert places(edition("code-draft-2")) == ()


@pytest.mark.shared
def test_places_elsewhere_are_places_of_the_installed_texts(shared: Path) -> None:
    law = open_law(shared / "law", date(2026, 11, 25))
    for one in editions():
        for place in places(one):
            for text in place.elsewhere:
                assert law.has(text), text


def test_a_paragraph_of_the_other_version_says_where_it_is_now(law: LawCorpus) -> None:
    from dataclasses import replace

    place = "Guidelines, July 2025, para 53"
    assert "para 51 (secondary sources)" in law.show(place).notes[1]
    summer = replace(law, as_of=date(2025, 8, 1))
    assert len(summer.show(place).notes) == 1
    spring = replace(law, as_of=date(2025, 5, 1))
    assert spring.show(place).notes[1] == "no version of it was published by 2025-05-01"
    assert law.has(place) and summer.has(place) and not spring.has(place)
    assert not summer.has("Guidelines, November 2025, para 51")
    notice = replace(law, as_of=date(2025, 8, 1)).show("Template, Notice, para 32")
    assert notice.notes[1] == "on 2025-08-01 C(2025) 5235 stood, whose places are not known"


def test_an_unknown_edition_is_bad_input_and_the_known_ones_are_named() -> None:
    with pytest.raises(BadInput, match=r"no edition 'act-2025'; there are act-2024, act-2026"):
        edition("act-2025")


def test_all_faults_are_told_together() -> None:
    sound = {
        "id": "a",
        "work": "act",
        "name": "An act",
        "number": "1",
        "date": date(2024, 1, 1),
        "confidence": "P",
        "source": "x",
    }
    assert parse_editions({"rows": [sound]}, "e.yaml")[0].draft is False
    rows = [
        sound,
        {**sound, "work": "song"},
        {**sound, "id": "b", "confidence": "X"},
        {**sound, "id": "c", "date": "2024-01-01"},
        {**sound, "id": "d", "date": None},
        {**sound, "colour": "red"},
        {key: value for key, value in sound.items() if key != "source"},
    ]
    with pytest.raises(BadCorpus) as refusal:
        parse_editions({"rows": rows}, "e.yaml")
    told = "\n".join(refusal.value.faults)
    for words in ("song", "'X'", "must be a day", "must be U", "colour", "source", "used twice"):
        assert words in told, words
    assert len(refusal.value.faults) == 7


def test_faults_of_places_of_drafts_are_told_together() -> None:
    sound = {
        "draft": "code-draft-1",
        "place": "Measure 6",
        "about": "risks",
        "now": ["Code, Safety and Security, Appendix 1"],
        "confidence": "U",
        "source": "x",
    }
    assert parse_drafts({"rows": [sound]}, "d.yaml")[0].place == "Measure 6"
    rows = [
        {**sound, "draft": "code-final"},
        {**sound, "confidence": "sure"},
        {**sound, "now": ["somewhere"]},
        {**sound, "colour": "red"},
        {key: value for key, value in sound.items() if key != "source"},
    ]
    with pytest.raises(BadCorpus) as refusal:
        parse_drafts({"rows": rows}, "d.yaml")
    told = "\n".join(refusal.value.faults)
    for words in ("no draft 'code-final'", "'sure'", "somewhere", "colour", "source"):
        assert words in told, words
    assert len(refusal.value.faults) == 5


def test_faults_of_remarks_are_told_together() -> None:
    sound = {"locator": "Art. 1", "remark": "Ours.", "source": "x"}
    ((place, told),) = parse_remarks({"rows": [sound]}, "r.yaml")
    assert (str(place), told) == ("Art. 1", "Ours.")
    rows = [{**sound, "locator": "nowhere"}, {**sound, "remark": ""}, {**sound, "by": "me"}]
    with pytest.raises(BadCorpus) as refusal:
        parse_remarks({"rows": rows}, "r.yaml")
    assert len(refusal.value.faults) == 3


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ({"retitled": [{"locator": "Art. 75"}]}, "point"),
        ({"dated": [{"locators": ["Art. 1"], "applies": date(2026, 1, 1)}]}, "before"),
        ({"dated": [{"locators": ["x y"], "applies": 1, "before": 1, "basis": "Art. 1"}]}, "x y"),
    ],
)
def test_faults_of_titles_and_days_of_the_amending_act(extra: dict[str, Any], told: str) -> None:
    head = {
        "act": "(EU) 2026/1744",
        "in_force": date(2026, 7, 27),
        "edition_before": "2024-07-12",
        "edition_after": "2026-07-27",
        "unchanged": [],
        "rows": [],
    }
    with pytest.raises(BadCorpus, match=told):
        parse_amendments({**head, **extra}, "a.yaml")
