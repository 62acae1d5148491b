"""Record x duty -> outcome: DESIGN's table cell by cell, grouping, ids, and what is no gap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.assess.findings import findings, identifier, outcome
from pipeline.schema import (
    Alternative,
    Applicability,
    Assessment,
    Audience,
    Duty,
    Finding,
    Obligation,
    Outcome,
    Reason,
    Record,
    Span,
    Status,
    Support,
    Tri,
    Verdict,
)

TODAY = date(2026, 11, 25)
PUBLIC = Obligation(
    id="X-1",
    ref="Art. 1",
    locators=("Art. 1",),
    edition="2024-07-12",
    kind="obligation",
    gloss="Publish it.",
    binds="ALL",
    binds_provider=True,
    conditions=(),
    audience=(Audience.PUBLIC,),
    voluntary=False,
    applies_from=date(2025, 8, 2),
    legacy_from=date(2027, 8, 2),
    elements=("a", "b"),
)
WHY = Reason("X-1", "?", Tri.YES, (), Support.CHILDREN, "Because.", settles="the day")

# The table of the design page, copied by hand: record, then due, due later, on request, not
# applicable, undetermined.
TABLE = """
evidenced|evidenced|evidenced|evidenced|not_applicable|evidenced
partly|partly_evidenced|partly_evidenced|partly_evidenced|not_applicable|partly_evidenced
silent|gap_public|gap_upcoming|not_found_no_conclusion|not_applicable|undetermined
contradicted|contradicted|contradicted|contradicted|not_applicable|contradicted
not_assessed|not_assessed|not_assessed|not_assessed|not_applicable|not_assessed
"""
DUTIES = (Duty.DUE, Duty.DUE_LATER, Duty.ON_REQUEST, Duty.NOT_APPLICABLE, Duty.UNDETERMINED)
CELLS = [
    (Record(record), duty, Outcome(cell))
    for line in TABLE.strip().splitlines()
    for record, *cells in [[part.strip() for part in line.split("|")]]
    for duty, cell in zip(DUTIES, cells, strict=True)
]


def test_the_table_is_whole() -> None:
    assert len(CELLS) == len(Record) * len(Duty) == 25


@pytest.mark.parametrize(("record", "duty", "expected"), CELLS)
def test_cell(record: Record, duty: Duty, expected: Outcome) -> None:
    assert outcome(record, duty) is expected


def assessed(**statuses: str) -> list[Assessment]:
    gap = {"absent", "mentioned", "referred", "declined", "placeholder", "not_assessed"}
    return [
        Assessment(
            element=name,
            status=Status(status),
            evidence=() if status in gap else (Span("d", 0, 1),),
            values=(),
            because="",
            searched=("d",),
        )
        for name, status in statuses.items()
    ]


def row(
    verdict: Verdict = Verdict.APPLIES,
    due_from: date | None = date(2025, 9, 1),
    variant: str = "Nova",
    branches: tuple[tuple[str, date], ...] = (),
) -> Applicability:
    return Applicability("X-1", variant, verdict, due_from, WHY, branches)


def one(obligation: Obligation, applicability: Applicability, statuses: dict[str, str]) -> Finding:
    (found,) = findings("Nova", [obligation], [applicability], assessed(**statuses), TODAY)
    return found


@pytest.mark.parametrize(
    ("a", "b", "record"),
    [
        ("disclosed", "disclosed", "evidenced"),
        ("disclosed", "partial", "partly"),
        ("disclosed", "absent", "partly"),
        ("partial", "declined", "partly"),
        ("absent", "absent", "silent"),
        ("mentioned", "referred", "silent"),
        ("declined", "placeholder", "silent"),
        ("contradicted", "disclosed", "contradicted"),
        ("contradicted", "absent", "contradicted"),
        ("not_assessed", "not_assessed", "not_assessed"),
        ("not_assessed", "absent", "not_assessed"),
        ("not_assessed", "disclosed", "partly"),
    ],
)
def test_record(a: str, b: str, record: str) -> None:
    assert one(PUBLIC, row(), {"a": a, "b": b}).record == record


def test_supporting_elements_are_not_needed_but_count() -> None:
    obligation = replace(PUBLIC, supporting=("b",))
    assert one(obligation, row(), {"a": "disclosed", "b": "absent"}).record is Record.EVIDENCED
    assert one(obligation, row(), {"a": "absent", "b": "disclosed"}).record is Record.PARTLY
    assert one(obligation, row(), {"a": "absent", "b": "absent"}).record is Record.SILENT


SILENT = {"a": "absent", "b": "absent"}


@pytest.mark.parametrize(
    ("due_from", "duty", "result"),
    [
        (date(2025, 9, 1), Duty.DUE, Outcome.GAP_PUBLIC),
        (TODAY, Duty.DUE, Outcome.GAP_PUBLIC),
        (date(2026, 11, 26), Duty.DUE_LATER, Outcome.GAP_UPCOMING),
        (date(2027, 8, 2), Duty.DUE_LATER, Outcome.GAP_UPCOMING),
        (None, Duty.UNDETERMINED, Outcome.UNDETERMINED),
    ],
)
def test_duty_by_day(due_from: date | None, duty: Duty, result: Outcome) -> None:
    found = one(PUBLIC, row(due_from=due_from), SILENT)
    assert (found.duty, found.outcome, found.due_from) == (duty, result, due_from)


BRANCHES = (("placed before", date(2027, 8, 2)), ("placed after", date(2025, 8, 2)))


def test_an_open_date_shows_both_branches() -> None:
    found = one(PUBLIC, row(due_from=None, branches=BRANCHES), SILENT)
    assert found.outcome is Outcome.UNDETERMINED
    assert "2027-08-02" in found.because
    assert "2025-08-02" in found.because


def test_an_open_question_shows_both_branches() -> None:
    since = date(2026, 1, 1)
    pair = (
        Alternative("R5", "it sits outside", Verdict.APPLIES, since),
        Alternative("R5", "it sits inside", Verdict.DOES_NOT_APPLY),
    )
    bare = row(Verdict.UNDETERMINED, None)
    found = one(PUBLIC, replace(bare, alternatives=pair), SILENT)
    assert found.duty is Duty.UNDETERMINED
    told = "Both branches: if it sits outside: applies from 2026-01-01; if it sits inside: does not"
    assert told in found.because
    many = one(PUBLIC, replace(bare, alternatives=pair * 5), SILENT)
    assert many.because.count("if it sits inside") == 3
    assert "and 2 more open question(s)" in many.because
    assert "Both branches" not in one(PUBLIC, bare, SILENT).because


def test_an_open_date_is_no_matter_once_both_branches_are_past() -> None:
    (found,) = findings(
        "Nova",
        [PUBLIC],
        [row(due_from=None, branches=BRANCHES)],
        assessed(**SILENT),
        date(2027, 8, 2),
    )
    assert found.outcome is Outcome.GAP_PUBLIC


def test_what_is_not_owed_to_the_public_is_no_gap() -> None:
    for audience in (Audience.AI_OFFICE, Audience.INTEGRATORS, Audience.NOBODY, Audience.INTERNAL):
        found = one(replace(PUBLIC, audience=(audience,)), row(), SILENT)
        assert found.outcome is Outcome.NOT_FOUND_NO_CONCLUSION, audience


def test_voluntary_is_no_gap() -> None:
    found = one(replace(PUBLIC, voluntary=True), row(), SILENT)
    assert (found.duty, found.outcome) == (Duty.ON_REQUEST, Outcome.NOT_FOUND_NO_CONCLUSION)


def test_without_element_is_no_gap_and_says_why() -> None:
    procedural = replace(PUBLIC, elements=(), without_element="a letter to the Office")
    found = one(procedural, row(), SILENT)
    assert found.outcome is Outcome.NOT_FOUND_NO_CONCLUSION
    assert "Not observable in documents: a letter to the Office." in found.because
    assert found.elements == ()


def test_rows_that_bind_others_are_not_applicable_even_where_they_apply() -> None:
    for provision in (True, False):
        other = replace(PUBLIC, binds_provider=False, provision=provision)
        found = one(other, row(), {"a": "disclosed", "b": "disclosed"})
        assert (found.duty, found.outcome) == (Duty.NOT_APPLICABLE, Outcome.NOT_APPLICABLE)


def test_undetermined_names_what_settles_it() -> None:
    found = one(PUBLIC, row(Verdict.UNDETERMINED, None), SILENT)
    assert found.outcome is Outcome.UNDETERMINED
    assert "To settle it: the day." in found.because


def test_evidence_stands_where_the_duty_is_open() -> None:
    found = one(PUBLIC, row(Verdict.UNDETERMINED, None), {"a": "disclosed", "b": "disclosed"})
    assert (found.duty, found.outcome) == (Duty.UNDETERMINED, Outcome.EVIDENCED)


def test_does_not_apply() -> None:
    found = one(PUBLIC, row(Verdict.DOES_NOT_APPLY, None), SILENT)
    assert found.outcome is Outcome.NOT_APPLICABLE
    assert "Because." in found.because


def test_variants_that_share_everything_share_a_finding() -> None:
    rows = [row(variant="Nova 7B"), row(variant="Nova 70B"), row(due_from=None, variant="Nova 1B")]
    found = findings("Nova", [PUBLIC], rows, assessed(**SILENT), TODAY)
    assert [finding.variants for finding in found] == [("Nova 7B", "Nova 70B"), ("Nova 1B",)]
    assert len({finding.id for finding in found}) == 2


def test_reasons_that_differ_do_not_part_variants() -> None:
    other = replace(row(variant="Nova 70B"), because=replace(WHY, because="Otherwise."))
    rows = [replace(row(variant="Nova 7B"), outcome=Verdict.DOES_NOT_APPLY, due_from=None)]
    rows += [replace(other, outcome=Verdict.DOES_NOT_APPLY, due_from=None)]
    (found,) = findings("Nova", [PUBLIC], rows, assessed(**SILENT), TODAY)
    assert found.variants == ("Nova 7B", "Nova 70B")
    assert "Nova 7B: Because." in found.because
    assert "Nova 70B: Otherwise." in found.because


def test_ids_do_not_depend_on_the_order_of_variants_nor_on_the_outcome() -> None:
    assert identifier("Nova", "X-1", ["b", "a"]) == identifier("Nova", "X-1", ["a", "b"])
    assert identifier("Nova", "X-1", ["a"]) != identifier("Nova", "X-2", ["a"])
    assert identifier("Nova", "X-1", ["a", "b"]) != identifier("Nova", "X-1", ["ab"])
    gap = one(PUBLIC, row(), SILENT)
    met = one(PUBLIC, row(), {"a": "disclosed", "b": "disclosed"})
    assert gap.id == met.id


def test_only_assessed_elements_are_named() -> None:
    found = one(PUBLIC, row(), {"a": "disclosed"})
    assert found.elements == ("a",)
