"""Every node of every tree: its rule, its basis, what it rests on, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from pipeline.applicability.branches import implied
from pipeline.applicability.decide import decide
from pipeline.applicability.facts import parse
from pipeline.applicability.logic import assuming, node, questions
from pipeline.catalogue.obligations import obligations
from pipeline.law.locators import parse as parse_locator
from pipeline.schema import Alternative, Applicability, Identity, Reason, Support, Tri, Verdict
from tests.applicability.test_scenarios import GIVEN_BY, GIVEN_WHEN, SCENARIOS, decided

TODAY = date(2026, 11, 25)
ADA = (GIVEN_BY, GIVEN_WHEN)
PLACED = {"placed_on_eu_market": "yes", "placement_date": "2026-01-01"}


def _rows(number: int) -> tuple[Applicability, ...]:
    return tuple(decided(SCENARIOS[number]["id"]).values())


def judged(facts: dict[str, Any], obligation: str) -> Applicability:
    decision = decide(
        [row for row in obligations() if row.id == obligation],
        *(Identity("", ""), (), ()),
        parse(facts, by=ADA[0], when=ADA[1]),
        TODAY,
    )
    (found,) = decision.applicability
    return found


def nodes(reason: Reason) -> Iterator[Reason]:
    yield reason
    for child in reason.children:
        yield from nodes(child)


def faults(reason: Reason) -> list[str]:
    """Return what a node lacks, by the issue's list."""
    out = []
    if not (reason.rule and reason.question and reason.because):
        out.append("rule, question or reason is empty")
    if not reason.basis and reason.rule != "binds":
        out.append("no legal basis")
    if reason.verdict is Tri.UNKNOWN and not reason.settles:
        out.append("open, and nothing would settle it")
    if reason.verdict is not Tri.UNKNOWN and reason.settles:
        out.append("settled, and something would settle it")
    if bool(reason.children) != (reason.support is Support.CHILDREN):
        out.append("rests on questions below that are not there, or on more than them")
    if reason.support is Support.CLAIM and not reason.spans:
        out.append("a claim without a quotation")
    if reason.support is Support.DERIVED and not reason.interval:
        out.append("derived, and no interval")
    if reason.support is Support.ANALYST and not reason.given:
        out.append("a fact without who gave it")
    if any((fact.by, fact.when) != ADA for fact in reason.given):
        out.append("a fact whose author or time was lost")
    if reason.support is Support.NOTHING and reason.verdict is not Tri.UNKNOWN:
        out.append("settled by nothing")
    return out


@pytest.mark.parametrize("number", range(len(SCENARIOS)), ids=[s["id"] for s in SCENARIOS])
def test_every_node_of_every_situation(number: int) -> None:
    found = {
        (each.obligation, reason.rule, fault)
        for each in _rows(number)
        for reason in nodes(each.because)
        for fault in faults(reason)
    }
    assert not found


def test_every_basis_can_be_looked_up() -> None:
    for question in questions().values():
        assert [str(parse_locator(place)) for place in question.basis] == list(question.basis)


def test_both_branches_stand_beside_what_is_undetermined_only() -> None:
    open_rows = 0
    for number in range(len(SCENARIOS)):
        for each in _rows(number):
            if each.outcome is not Verdict.UNDETERMINED:
                assert not each.alternatives
                continue
            open_rows += 1
            pairs = each.alternatives
            assert len(pairs) % 2 == 0
            for yes, no in zip(pairs[::2], pairs[1::2], strict=True):
                assert yes.question == no.question
                assert yes.condition
                assert no.condition
                assert yes.outcome is not no.outcome
    assert open_rows > 500


#: Facts that leave one question open, the question, and what answers it yes and no.
ASKED: tuple[tuple[str, dict[str, Any], str, dict[str, Any], dict[str, Any]], ...] = (
    (
        "ACT-54-1",
        {**PLACED, "generality": "general", "monetised": "yes"},
        "R5",
        {"provider_established_in_eu": "no"},
        {"provider_established_in_eu": "yes"},
    ),
    (
        "ACT-53-1-d",
        {"generality": "general", "placement_date": "2026-01-01", "placed_on_eu_market": "unknown"},
        "R0a",
        {"placed_on_eu_market": "yes"},
        {"placed_on_eu_market": "no"},
    ),
    (
        "ACT-55-1-a",
        {**PLACED, "generality": "general"},
        "R3-compute",
        {"variants": {"N": {"training_flop": "1.1e25"}}},
        {"variants": {"N": {"training_flop": "1e25"}}},
    ),
    (
        "COP-C-M1.1",
        {**PLACED, "generality": "general"},
        "R8-copyright",
        {"code_signatory": ["copyright"]},
        {"code_signatory": []},
    ),
    (
        "ACT-25-4",
        {**PLACED, "generality": "general", "high_risk_annex": "iii"},
        "R9",
        {"into_high_risk_system": "yes"},
        {"into_high_risk_system": "no"},
    ),
    (
        "ACT-111-3",
        {"placed_on_eu_market": "yes", "generality": "general"},
        "R2",
        {"lineage_first_placed": "2025-08-01"},
        {"lineage_first_placed": "2025-08-02"},
    ),
    (
        "ACT-53-1-c",
        {**PLACED},
        "R1",
        {"generality": "general"},
        {"generality": "narrow"},
    ),
    (
        "ACT-53-2",
        {
            **PLACED,
            "generality": "general",
            "variants": {
                "N": {
                    "training_flop": 1e24,
                    "licence": "mit",
                    "weights_public": "yes",
                    "architecture_public": "yes",
                }
            },
        },
        "R4-usage",
        {"usage_public": "yes"},
        {"usage_public": "no"},
    ),
    (
        "ACT-53-1-d",
        {
            **PLACED,
            "generality": "general",
            "modifies": {"model": "B", "provider": "P", "original_flop": 3e24},
        },
        "R6-third",
        {"modification_flop": "1.01e24"},
        {"modification_flop": "1e24"},
    ),
)


def with_answer(facts: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    if "usage_public" in answer:
        return {**facts, "variants": {"N": {**facts["variants"]["N"], **answer}}}
    if "modification_flop" in answer:
        return {**facts, "modifies": {**facts["modifies"], **answer}}
    return {**facts, **answer}


@pytest.mark.parametrize(
    ("obligation", "facts", "question", "yes", "no"), ASKED, ids=[f"{a[0]}-{a[2]}" for a in ASKED]
)
def test_a_branch_says_what_the_fact_would_lead_to(
    obligation: str, facts: dict[str, Any], question: str, yes: dict[str, Any], no: dict[str, Any]
) -> None:
    found = judged(facts, obligation)
    assert found.outcome is Verdict.UNDETERMINED
    branches: list[Alternative] = [a for a in found.alternatives if a.question == question]
    for branch, answer in zip(branches, (yes, no), strict=True):
        then = judged(with_answer(facts, answer), obligation)
        assert (branch.outcome, branch.due_from) == (then.outcome, then.due_from)


def test_an_answer_is_tried_out_on_open_questions_only() -> None:
    with assuming({"R5": Tri.YES}):
        assert node("R5", Tri.UNKNOWN, "?").verdict is Tri.YES
        assert node("R5", Tri.NO, "No.").verdict is Tri.NO
        assert node("R9", Tri.UNKNOWN, "?").verdict is Tri.UNKNOWN
    assert node("R5", Tri.UNKNOWN, "?").verdict is Tri.UNKNOWN


def test_more_than_the_upper_line_is_more_than_the_lower() -> None:
    assert implied(("R3-compute", Tri.YES)) == {"R3-compute": Tri.YES, "R1-compute": Tri.YES}
    assert implied(("R1-compute", Tri.NO)) == {"R1-compute": Tri.NO, "R3-compute": Tri.NO}
    assert implied(("R3-compute", Tri.NO)) == {"R3-compute": Tri.NO}


def test_a_fact_stands_with_the_node_that_it_settles() -> None:
    facts = {
        **PLACED,
        "generality": "general",
        "variants": {
            "org/N": {"parameters_total": 7e9, "training_tokens": 2e12},
            "M": {"training_flop": 3e25},
        },
    }
    decision = decide(
        [row for row in obligations() if row.id == "ACT-55-1-a"],
        *(Identity("", ""), (), ()),
        parse(facts, by="Ada", when="2026-11-20"),
        TODAY,
    )
    told = {}
    for each in decision.applicability:
        compute = next(n for n in nodes(each.because) if n.rule == "R3-compute")
        told[each.variant] = [(fact.key, fact.value) for fact in compute.given]
    assert told == {
        "org/N": [
            ("variants/org/N/parameters_total", "7E+9"),
            ("variants/org/N/training_tokens", "2E+12"),
        ],
        "M": [("variants/M/training_flop", "3E+25")],
    }


@pytest.mark.parametrize(
    ("obligation", "facts", "as_of", "basis"),
    [
        ("ACT-53-1-d", {"placement_date": "2026-01-01"}, TODAY, ("Art. 113(b)",)),
        ("ACT-53-1-d", {"placement_date": "2025-08-01"}, TODAY, ("Art. 111(3)", "Art. 113(b)")),
        ("ACT-53-1-d", {"placed_on_eu_market": "yes"}, TODAY, ("Art. 111(3)", "Art. 113(b)")),
        ("ACT-101-1", {"placement_date": "2026-01-01"}, TODAY, ("Art. 113",)),
        ("ACT-2-1-a", {"placement_date": "2026-01-01"}, TODAY, ("Art. 113(a)",)),
        ("GL-ENF", {"placement_date": "2026-01-01"}, TODAY, ("Guidelines, July 2025, para 106",)),
        ("ACT-25-4", {"placement_date": "2026-01-01"}, TODAY, ("Art. 113(c)",)),
        (
            "ACT-25-4",
            {"placement_date": "2026-01-01"},
            date(2026, 7, 1),
            ("Art. 113", "Art. 113(c)"),
        ),
        (
            "ACT-52-5",
            {"placement_date": "2026-01-01", "designated_systemic": "yes"},
            TODAY,
            ("Art. 113(b)", "Art. 52(5)"),
        ),
    ],
)
def test_a_day_names_the_provision_that_gives_it(
    obligation: str, facts: dict[str, Any], as_of: date, basis: tuple[str, ...]
) -> None:
    told = {"generality": "general", "into_high_risk_system": "yes", **facts}
    decision = decide(
        [row for row in obligations() if row.id == obligation],
        *(Identity("", ""), (), ()),
        parse(told),
        as_of,
    )
    (found,) = decision.applicability
    assert found.outcome is Verdict.APPLIES
    since = next(n for n in nodes(found.because) if n.rule == "R2a")
    assert since.basis == basis
    if found.due_from is None:
        wanted = {"ACT-25-4": "high_risk_annex", "ACT-52-5": "designation_date"}
        assert since.settles.startswith(wanted.get(obligation, "placement_date"))
