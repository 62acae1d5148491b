"""Answers of invented developers: what says what was asked, and what only seems to."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from pipeline.assess.answers import (
    INDICATORS,
    PATTERNS,
    Told,
    indicators,
    key,
    parse_indicators,
    parse_patterns,
    patterns,
    silent,
    tell,
    written_on,
)
from pipeline.catalogue.rows import load
from pipeline.errors import BadCorpus


def told(indicator: str, text: str) -> Told:
    return tell(indicators()[key(indicator)], text)


@pytest.mark.parametrize(
    ("indicator", "enough", "not_enough"),
    [
        (
            "Crawling",
            "Our crawler HeronBot honours robots.txt.",
            "Our crawler HeronBot reads the web.",
        ),
        (
            "Synthetic data sources",
            "Questions were written by Plover-2.",
            "Synthetic data was used.",
        ),
        ("Data size", "Heron saw 9.5T tokens of text.", "Heron has 9.5B parameters."),
        (
            "Data language composition",
            "70% English and 30% French, labelled with fastText.",
            "Mostly English, with a little French.",
        ),
        (
            "Compute usage for final training run",
            "In all 4.1e24 FLOP, counted as six per weight and token.",
            "In all 300K GPU hours on H100.",
        ),
        (
            "Development duration for final training run",
            "It took three weeks, or 300K GPU hours.",
            "It took 300K GPU hours.",
        ),
        (
            "Energy usage for final training run",
            "Training drew 410 MWh at the meter.",
            "Each device drew 700 W.",
        ),
        (
            "Basic model properties",
            "A decoder of 7B parameters; text in, text out.",
            "A decoder; text in, text out.",
        ),
        (
            "Benchmarked inference",
            "On one H100 it takes 0.4 seconds and 2e12 FLOPs.",
            "On one H100 it takes 0.4 seconds.",
        ),
        (
            "Risks taxonomy",
            "We considered bias, misuse in cyber attacks, and privacy.",
            "We considered what might go wrong.",
        ),
        (
            "Risks evaluation",
            "Attacks got through in 3.1% of the tries.",
            "We assess what might go wrong before a release.",
        ),
        (
            "Mitigations taxonomy",
            "After training we use DPO on refusals.",
            "After training we use DPO and a range of techniques.",
        ),
        (
            "Top distribution channels",
            "By number of calls: our API, then Azure.",
            "A growing number of clouds including Azure.",
        ),
        (
            "Whistleblower protection",
            "We do not have a whistleblower policy.",
            "Everybody is free to talk.",
        ),
    ],
)
def test_an_answer_must_hold_what_is_asked(indicator: str, enough: str, not_enough: str) -> None:
    assert told(indicator, enough) == Told(False)
    said = told(indicator, not_enough)
    assert said.gap
    assert said.because.startswith("it ")


@pytest.mark.parametrize(
    "text",
    ["", "  \n", "None", "N/A", "We do not disclose our 9T tokens.", "Undisclosed: 9T tokens"],
)
def test_silence_is_a_gap_whatever_else_it_says(text: str) -> None:
    assert silent(text)
    assert told("Data size", text).gap


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("We trained on nonetheless useful data.", False),
        ("No restrictions apply; the licence is open.", False),
        ("The figures are not publicly known.", True),
        ("It doesn’t report energy.", True),
        ("They don't provide it.", True),
        ("Information was provided, and there is none left.", True),
    ],
)
def test_phrases_of_non_disclosure(text: str, called: bool) -> None:
    assert silent(text) == called


def test_a_bare_pointer_is_trusted_and_prose_is_read() -> None:
    link = "https://example.org/heron/report"
    assert not told("Energy usage for final training run", link).gap
    assert not told("Data size", "See section 3 of our technical report.").gap
    prose = f"We thought long and hard about how much the whole run took, and we wrote it up {link}"
    said = told("Energy usage for final training run", prose)
    assert said == Told(True, "it lacks energy")


def test_doubt_and_talk_of_others_are_no_answer() -> None:
    assert (
        "leaves it open" in told("Open weights", "It's not clear that these weights match.").because
    )
    assert (
        "others"
        in told(
            "Energy usage for final training run",
            "Each of our compute providers has a programme that saved 5 GWh.",
        ).because
    )


def test_every_indicator_stands_once_and_only_two_direct_ones_have_no_element() -> None:
    rows = indicators().values()
    direct = [row for row in rows if row.strength == "direct"]
    assert len(direct) == 31
    assert [row.name for row in direct if not row.elements] == [
        "Oversight mechanism",
        "Whistleblower protection",
    ]
    assert all(row.why for row in rows if not row.elements or row.bars)
    assert written_on()
    used = {name for row in rows for name in (*row.needs, *row.bars)}
    assert set(patterns()) == used | {
        "not_disclosed",
        "silence",
        "doubt",
        "of_others",
        "link",
        "pointer",
    }


def test_faulty_patterns_are_named_together() -> None:
    content: dict[str, Any] = copy.deepcopy(load(PATTERNS))
    content["needs"] += [
        {"id": "energy", "pattern": "x", "must": ["x"], "must_not": ["y"]},
        {"id": "odd", "pattern": "a", "must": ["b"], "must_not": ["a"], "note": "?"},
        {"id": "bare", "pattern": "a"},
        {"id": "open", "pattern": "(", "must": ["("], "must_not": [")"]},
    ]
    content["says"] = [row for row in content["says"] if row["id"] != "doubt"]
    with pytest.raises(BadCorpus) as caught:
        parse_patterns(content, "f.yaml")
    said = str(caught.value)
    for part in (
        "energy: the id is used twice",
        "odd: must match 'b'",
        "odd: must not match 'a'",
        "odd: unknown key 'note'",
        "bare: needs examples",
        "open: the pattern does not compile",
        "doubt: is missing",
    ):
        assert part in said


def test_faulty_indicators_are_named_together() -> None:
    content: dict[str, Any] = copy.deepcopy(load(INDICATORS))
    content["indicators"] += [
        {"indicator": "data SIZE", "strength": "direct", "elements": [], "needs": []},
        {"indicator": "New", "strength": "odd", "elements": ["x_y"], "needs": ["z"], "note": 1},
    ]
    with pytest.raises(BadCorpus) as caught:
        parse_indicators(content, "f.yaml")
    said = str(caught.value)
    for part in (
        "data SIZE: stands twice",
        "New: strength",
        "New: unknown element x_y",
        "New: unknown pattern z",
        "New: unknown key 'note'",
    ):
        assert part in said
