"""Placing, dates, and openness: small cards and facts, each answer reasoned out beforehand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.applicability.facts import Facts, parse
from pipeline.applicability.logic import node
from pipeline.applicability.market import Period, period_of, reach, timing
from pipeline.applicability.open_source import openly
from pipeline.applicability.signals import Signals, read
from pipeline.applicability.variants import View, views
from pipeline.readers.read import read_bytes
from pipeline.schema import Claim, Identity, Reason, Tri
from pipeline.segments.build import segment
from tests.applicability.test_compute import said

YES, NO, OPEN = Tri.YES, Tri.NO, Tri.UNKNOWN


def signs(*lines: str) -> Signals:
    document = read_bytes("\n\n".join(["# Tern-7B", *lines]).encode(), "README.md")
    return read([document], {document.id: segment(document)})


def view(*claims: Claim, facts: Facts | None = None) -> View:
    return views(Identity("Tern", "Tern Works"), claims, facts or Facts())[0]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-08", date(2025, 8, 1), date(2025, 8, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2025-08-02", date(2025, 8, 2), date(2025, 8, 2)),
        (" 2025-08-02 ", date(2025, 8, 2), date(2025, 8, 2)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_periods(written: str, first: date, last: date) -> None:
    assert period_of(written) == Period(first, last)


@pytest.mark.parametrize(
    "written",
    ["", "soon", "25", "2025-13", "2025-00", "2025-03-00", "2025-02-29", "2025-04-31", "0000",
     "2025-8-2", "02.08.2025", "2025/08/02", "2025-08-02T10:00", "Q3 2025", "2025-"],
)  # fmt: skip
def test_what_is_no_period(written: str) -> None:
    assert period_of(written) is None


def released(*days: str, element: str = "release_date") -> list[Claim]:
    return [said(element, day, day) for day in days]


#: (claims on the release, placed before 2 August 2025)
LEGACY = [
    ([], OPEN),
    (released("2025-08-01"), YES),
    (released("2025-08-02"), NO),
    (released("2025-08-03"), NO),
    (released("2025-07"), YES),
    (released("2025-08"), OPEN),
    (released("2025-09"), NO),
    (released("2024"), YES),
    (released("2025"), OPEN),
    (released("2026"), NO),
    (released("soon"), OPEN),
    # Two days that lie on either side leave it open; two on one side do not.
    (released("2025-05-01", "2025-10-01"), OPEN),
    (released("2024-05-01", "2025-05-01"), YES),
    (released("2025-09-01", "2025-10-01"), NO),
    # The release in the Union goes before another one.
    (released("2024-05-01") + released("2025-10-01", element="eu_release_date"), NO),
]  # fmt: skip


@pytest.mark.parametrize(("claims", "legacy"), LEGACY)
def test_placed_before_the_day(claims: list[Claim], legacy: Tri) -> None:
    found = timing(view(*claims), Facts())
    assert found.legacy.verdict is legacy
    assert found.legacy.because


@pytest.mark.parametrize("claims", [claims for claims, _ in LEGACY if len(claims) > 1])
def test_the_order_of_days_is_of_no_account(claims: list[Claim]) -> None:
    one, two = timing(view(*claims), Facts()), timing(view(*reversed(claims)), Facts())
    assert (one.legacy.verdict, one.placed) == (two.legacy.verdict, two.placed)


@pytest.mark.parametrize(
    ("given", "legacy", "placed"),
    [
        ({"placement_date": "2025-08-01"}, YES, date(2025, 8, 1)),
        ({"placement_date": "2025-08-02"}, NO, date(2025, 8, 2)),
        ({"lineage_first_placed": "2024-01-01"}, YES, date(2024, 1, 1)),
        # A late version of an early line is early.
        ({"lineage_first_placed": "2024-01-01", "placement_date": "2026-01-01"}, YES,
         date(2026, 1, 1)),
        ({"lineage_first_placed": "2026-01-01", "placement_date": "2025-01-01"}, YES,
         date(2025, 1, 1)),
    ],
)  # fmt: skip
def test_facts_on_the_day_go_before_documents(
    given: dict[str, Any], legacy: Tri, placed: date
) -> None:
    late = released("2026-10-01")
    found = timing(view(*late), parse(given))
    assert found.legacy.verdict is legacy
    if "placement_date" in given:
        assert found.placed == Period(placed, placed)


@pytest.mark.parametrize(
    ("days", "base", "legacy"),
    [
        (["2026-01-01"], ["Tern 1"], OPEN),
        (["2026-01-01"], [], NO),
        (["2025-01-01"], ["Tern 1"], YES),
        (["2025"], ["Tern 1"], OPEN),
    ],
)
def test_an_earlier_model_of_the_house_may_have_begun_the_line(
    days: list[str], base: list[str], legacy: Tri
) -> None:
    found = timing(view(*released(*days)), Facts(), own_base=base)
    assert found.legacy.verdict is legacy


def test_an_analysts_day_is_not_doubted_for_the_base() -> None:
    found = timing(view(), parse({"placement_date": "2026-01-01"}), own_base=["Tern 1"])
    assert found.legacy.verdict is NO


#: (facts, lines of a card, within reach)
REACH = [
    ({}, ["Nothing is said."], OPEN),
    ({}, ["The weights are on Hugging Face."], YES),
    ({}, ["Download the weights from our site."], YES),
    ({}, ["It is available through our API."], YES),
    ({}, ["It is available through our API, excluding the European Union."], OPEN),
    ({"placed_on_eu_market": True}, ["It is not available in the European Union."], YES),
    ({"placed_on_eu_market": False}, ["The weights are on Hugging Face."], NO),
    ({"placed_on_eu_market": "unknown"}, ["The weights are on Hugging Face."], OPEN),
    ({"placement_date": "2026-01-01"}, ["Nothing is said."], YES),
    ({"research_only": True}, ["The weights are on Hugging Face."], NO),
    ({"pre_market": True}, ["The weights are on Hugging Face."], NO),
    ({"excluded_eu": True}, ["The weights are on Hugging Face."], NO),
    ({"research_only": True}, ["Nothing is said."], NO),
    ({"excluded_eu": False, "placed_on_eu_market": True}, ["Nothing is said."], YES),
    ({"internal_use_essential": True}, ["Nothing is said."], YES),
]


@pytest.mark.parametrize(("given", "card", "within"), REACH)
def test_within_reach(given: dict[str, Any], card: list[str], within: Tri) -> None:
    facts = parse(given)
    found = reach(view(facts=facts), facts, signs(*card))
    assert found.verdict is within
    assert found.because
    if within is NO:
        assert found.children


NOT_SYSTEMIC = node("R3", Tri.NO, "It is small.")
CARD = {
    "weights": "We release the weights for download.",
    "architecture": "It is a decoder-only transformer with 32 layers.",
    "usage": "## Quickstart\n\nRun it as shown.",
}
MIT = said("licence", "MIT", "MIT")


def exempt(*claims: Claim, card: list[str] | None = None, systemic: Reason = NOT_SYSTEMIC,
           facts: Facts | None = None) -> Tri:  # fmt: skip
    lines = [*CARD.values()] if card is None else card
    given = facts or Facts()
    return openly(view(*claims, facts=given), given, signs(*lines), systemic).exempt.verdict


@pytest.mark.parametrize("left_out", list(CARD))
def test_every_condition_is_needed(left_out: str) -> None:
    assert exempt(MIT) is YES
    rest = [line for name, line in CARD.items() if name != left_out]
    assert exempt(MIT, card=rest) is OPEN


@pytest.mark.parametrize(
    ("licences", "verdict"),
    [
        (["MIT"], YES),
        (["Apache-2.0"], YES),
        (["MIT", "Apache-2.0"], YES),
        (["CC-BY-NC-4.0"], NO),
        (["MIT", "CC-BY-NC-4.0"], OPEN),
        (["tern-own-licence"], OPEN),
        ([], OPEN),
    ],
)
def test_the_licence_decides(licences: list[str], verdict: Tri) -> None:
    assert exempt(*(said("licence", name, name) for name in licences)) is verdict


def test_a_licence_for_code_is_none_for_weights() -> None:
    code = said("licence", "MIT", "MIT", qualifier="code")
    assert exempt(code) is OPEN
    assert exempt(code, said("licence", "CC-BY-NC-4.0", "CC-BY-NC-4.0")) is NO


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("The weights will not be released.", OPEN),  # it stands beside the offer: wording differs
        ("A commercial licence is required for larger firms.", OPEN),
        ("Input costs $2 per million tokens.", OPEN),
        ("It rivals closed-source models such as Egret.", YES),
        ("Training cost $2 million.", YES),
        ("No commercial licence is required.", YES),
    ],
)
def test_one_more_sentence(line: str, verdict: Tri) -> None:
    assert exempt(MIT, card=[*CARD.values(), line]) is verdict


def test_systemic_risk_ends_the_exemption_and_doubt_leaves_it_open() -> None:
    assert exempt(MIT, systemic=node("R3", Tri.YES, "It is large.")) is NO
    assert exempt(MIT, systemic=node("R3", Tri.UNKNOWN, "Nobody knows.")) is OPEN


@pytest.mark.parametrize(("sold", "verdict"), [(True, NO), (False, YES)])
def test_whether_it_is_sold_is_for_the_facts(sold: bool, verdict: Tri) -> None:
    priced = [*CARD.values(), "Input costs $2 per million tokens."]
    assert exempt(MIT, card=priced, facts=parse({"monetised": sold})) is verdict


@pytest.mark.parametrize(
    ("line", "placed"),
    [
        ("This is the Public Summary of Training Content of Tern-7B.", YES),
        ("This is a summary of results of Tern-7B.", OPEN),
        ("This Public Summary of Training Content is for a model not offered in the EU.", OPEN),
    ],
)
def test_a_training_summary_is_published_for_the_union_market(line: str, placed: Tri) -> None:
    (found,) = [n for n in reach(view(), Facts(), signs(line)).children if n.rule == "R0a"]
    assert found.verdict is placed
