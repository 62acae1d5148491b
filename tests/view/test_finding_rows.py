"""Findings, days and compute as rows: words, order, branches and intervals, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from pipeline.schema import (
    Applicability,
    Audience,
    ComputeEstimate,
    Dossier,
    Duty,
    Finding,
    Obligation,
    Outcome,
    Reason,
    Record,
    Support,
    Tri,
    Verdict,
)
from pipeline.view import compute, findings, timeline
from tests.examples import dossier

DAY, MIDDLE, LATER = date(2025, 8, 2), date(2026, 8, 2), date(2027, 8, 2)
BRANCHES = (("placed before", LATER), ("placed later", DAY))


def _obligation(identifier: str) -> Obligation:
    return Obligation(
        id=identifier,
        ref=f"ref {identifier}",
        locators=(),
        edition="2024-07-12",
        kind="measure",
        gloss=f"gloss {identifier}",
        binds="ALL",
        binds_provider=True,
        conditions=(),
        audience=(Audience.AI_OFFICE, Audience.PUBLIC),
        voluntary=False,
        applies_from=DAY,
        legacy_from=None,
        elements=("carbon",),
    )


CATALOGUE = [_obligation(name) for name in ("Z", "A", "M")]


def _finding(
    obligation: str,
    outcome: Outcome = Outcome.GAP_PUBLIC,
    due: date | None = DAY,
    variants: tuple[str, ...] = ("S",),
    identifier: str = "",
) -> Finding:
    return Finding(
        identifier or f"id-{obligation}-{outcome.value}",
        obligation,
        variants,
        Record.SILENT,
        Duty.DUE,
        due,
        outcome,
        (),
        "because",
    )


def _with(*items: Finding, duties: tuple[Applicability, ...] = ()) -> Dossier:
    return replace(dossier(), findings=items, applicability=duties)


def _open_duty(
    obligation: str, variant: str = "S", branches: tuple[tuple[str, date], ...] = BRANCHES
) -> Applicability:
    why = Reason("R", "?", Tri.UNKNOWN, (), Support.NOTHING, "-")
    return Applicability(obligation, variant, Verdict.APPLIES, None, why, branches)


def _due(made: Dossier) -> list[tuple[date, Outcome, str, int]]:
    rows = timeline.due_rows(made, findings.finding_rows(made, CATALOGUE))
    return [(row.day, row.outcome, row.condition, row.count) for row in rows]


def _undated(made: Dossier) -> int:
    return timeline.without_day(made, findings.finding_rows(made, CATALOGUE))


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.GAP_PUBLIC, "not found, due in public now"),
        (Outcome.CONTRADICTED, "the documents contradict each other"),
        (Outcome.GAP_UPCOMING, "not found, due in public later"),
        (Outcome.PARTLY_EVIDENCED, "partly stated"),
        (Outcome.UNDETERMINED, "depends on a fact that is not known"),
        (Outcome.NOT_ASSESSED, "could not be judged"),
        (Outcome.NOT_FOUND_NO_CONCLUSION, "not found, and need not be public"),
        (Outcome.EVIDENCED, "stated"),
        (Outcome.NOT_APPLICABLE, "does not apply"),
    ],
)
def test_each_outcome_has_its_own_words(outcome: Outcome, words: str) -> None:
    (row,) = findings.finding_rows(_with(_finding("A", outcome)), CATALOGUE)
    assert (row.outcome, row.words) == (outcome, words)
    assert list(findings.WORDS.values()).count(words) == 1


@pytest.mark.parametrize(
    ("duty", "words"),
    [
        (Duty.DUE, "due now"),
        (Duty.DUE_LATER, "due later"),
        (Duty.ON_REQUEST, "owed on request or voluntary"),
        (Duty.NOT_APPLICABLE, "does not apply"),
        (Duty.UNDETERMINED, "undetermined"),
    ],
)
def test_each_duty_has_words(duty: Duty, words: str) -> None:
    assert findings.DUTY_WORDS[duty] == words


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (Record.EVIDENCED, "stated"),
        (Record.PARTLY, "partly stated"),
        (Record.SILENT, "silent"),
        (Record.CONTRADICTED, "contradicted"),
        (Record.NOT_ASSESSED, "not judged"),
    ],
)
def test_each_record_has_words(record: Record, words: str) -> None:
    assert findings.RECORD_WORDS[record] == words


@pytest.mark.parametrize("word", ["complian", "violat", "breach", "illegal", "infring"])
def test_no_words_judge_whether_a_duty_is_met(word: str) -> None:
    every = [*findings.WORDS.values(), *findings.DUTY_WORDS.values()]
    assert not [text for text in [*every, *findings.RECORD_WORDS.values()] if word in text]


def test_a_row_holds_finding_and_obligation() -> None:
    made = _finding("M", variants=("S", "L"), identifier="f7")
    (row,) = findings.finding_rows(_with(made), CATALOGUE)
    assert (row.id, row.obligation, row.ref, row.gloss) == ("f7", "M", "ref M", "gloss M")
    assert (row.kind, row.audience) == ("measure", (Audience.AI_OFFICE, Audience.PUBLIC))
    assert (row.variants, row.due_from, row.because) == (("S", "L"), DAY, "because")
    assert (row.record, row.duty, row.elements) == (Record.SILENT, Duty.DUE, ())


def test_gaps_first_then_catalogue_order_then_id_in_any_order_of_the_dossier() -> None:
    items = [
        _finding("Z", Outcome.EVIDENCED),
        _finding("M"),
        _finding("Z", identifier="b"),
        _finding("Z", identifier="a"),
        _finding("GONE"),
    ]
    expected = ["a", "b", "id-M-gap_public", "id-Z-evidenced"]
    for order in permutations(items):
        rows = findings.finding_rows(_with(*order), CATALOGUE)
        assert [row.id for row in rows] == expected


def test_outcomes_are_counted_worst_first_without_zeros() -> None:
    made = _with(
        _finding("Z", Outcome.EVIDENCED),
        _finding("A", Outcome.UNDETERMINED),
        _finding("M", Outcome.EVIDENCED),
        _finding("M", Outcome.CONTRADICTED),
    )
    counts = findings.outcome_counts(findings.finding_rows(made, CATALOGUE))
    assert list(counts.items()) == [
        (Outcome.CONTRADICTED, 1),
        (Outcome.UNDETERMINED, 1),
        (Outcome.EVIDENCED, 2),
    ]
    assert findings.outcome_counts(()) == {}


@pytest.mark.parametrize(
    ("made", "expected", "undated"),
    [
        (_with(), [], 0),
        (_with(_finding("A")), [(DAY, Outcome.GAP_PUBLIC, "", 1)], 0),
        (
            _with(_finding("A", Outcome.GAP_UPCOMING, LATER), _finding("M")),
            [(DAY, Outcome.GAP_PUBLIC, "", 1), (LATER, Outcome.GAP_UPCOMING, "", 1)],
            0,
        ),
        (
            _with(_finding("A", due=LATER), _finding("M", due=MIDDLE), _finding("Z", due=MIDDLE)),
            [(MIDDLE, Outcome.GAP_PUBLIC, "", 2), (LATER, Outcome.GAP_PUBLIC, "", 1)],
            0,
        ),
        (_with(_finding("A", due=None)), [], 1),
        (_with(_finding("A", Outcome.NOT_APPLICABLE)), [], 0),
        (_with(_finding("A", Outcome.NOT_APPLICABLE, None)), [], 0),
        (
            _with(_finding("A", due=None), duties=(_open_duty("A"),)),
            [
                (DAY, Outcome.GAP_PUBLIC, "placed later", 1),
                (LATER, Outcome.GAP_PUBLIC, "placed before", 1),
            ],
            0,
        ),
        (
            _with(_finding("A", Outcome.NOT_APPLICABLE, None), duties=(_open_duty("A"),)),
            [],
            0,
        ),
        (
            _with(_finding("A"), duties=(_open_duty("A"),)),
            [(DAY, Outcome.GAP_PUBLIC, "", 1)],
            0,
        ),
        (_with(_finding("A", due=None), duties=(_open_duty("Z"),)), [], 1),
        (_with(_finding("A", due=None), duties=(_open_duty("A", branches=()),)), [], 1),
    ],
    ids=[
        "nothing",
        "due",
        "due later stands below",
        "days in order, equal ones counted",
        "no day",
        "ruled out",
        "ruled out, no day",
        "both branches",
        "ruled out with branches",
        "a certain day beats branches",
        "another provision's branches",
        "no branches",
    ],
)
def test_days(made: Dossier, expected: list[tuple[date, Outcome, str, int]], undated: int) -> None:
    assert _due(made) == expected
    assert _undated(made) == undated


def test_a_sibling_s_branches_are_not_lent() -> None:
    made = _with(
        _finding("A", Outcome.UNDETERMINED, None, ("L",)),
        duties=(_open_duty("A", "S"), _open_duty("A", "L", ())),
    )
    assert _due(made) == [] and _undated(made) == 1


def test_siblings_with_other_branches_stand_on_their_own_days() -> None:
    own = (("updated", MIDDLE), ("placed later", DAY))
    duties = (_open_duty("A", "S"), _open_duty("A", "L", own))
    made = _with(_finding("A", due=None, variants=("L",)), duties=duties)
    assert [(day, condition) for day, _, condition, _ in _due(made)] == [
        (DAY, "placed later"),
        (MIDDLE, "updated"),
    ]
    both = _with(_finding("A", due=None, variants=("S", "L")), duties=duties)
    assert [(day, condition, count) for day, _, condition, count in _due(both)] == [
        (DAY, "placed later", 1),
        (MIDDLE, "updated", 1),
        (LATER, "placed before", 1),
    ], "what both share is counted once"


def test_a_reference_stands_once_however_many_variants_have_findings() -> None:
    made = _with(
        _finding("M", identifier="1"),
        _finding("M", variants=("L",), identifier="2"),
        _finding("Z", identifier="3"),
    )
    (row,) = timeline.due_rows(made, findings.finding_rows(made, CATALOGUE))
    assert (row.count, row.refs) == (3, ("ref Z", "ref M"))
    assert row.words == "not found, due in public now"


def _estimate(
    variant: str = "S",
    quantity: str = "update",
    method: str = "6ND",
    point: float = 1e24,
    inputs: tuple[tuple[str, str], ...] = (("N", "7B"),),
    lines: tuple[Tri, Tri] = (Tri.YES, Tri.NO),
) -> ComputeEstimate:
    return ComputeEstimate(
        variant, quantity, method, point / 3, point, point * 3, inputs, lines[0], lines[1]
    )


def _compute(*items: ComputeEstimate) -> tuple[compute.ComputeRow, ...]:
    return compute.compute_rows(replace(dossier(), compute=items))


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("stated", "stated"),
        ("6ND", "6 × parameters × tokens"),
        ("hardware", "accelerators × hours"),
        ("analyst", "given by the analyst"),
        ("dice", "dice"),
    ],
)
def test_each_method_has_words(method: str, words: str) -> None:
    (row,) = _compute(_estimate(method=method))
    assert (row.method, row.label, row.inputs) == (words, "S", "N: 7B")
    assert (row.low, row.point, row.high) == (1e24 / 3, 1e24, 3e24)


@pytest.mark.parametrize(
    ("items", "labels"),
    [
        ((), []),
        ((_estimate("S"), _estimate("L")), ["S", "L"]),
        ((_estimate(), _estimate(quantity="cumulative")), ["S"]),
        (
            (_estimate(), _estimate(quantity="cumulative", point=2e24)),
            ["S (this training)", "S (all training together)"],
        ),
        (
            (_estimate(), _estimate(method="hardware")),
            ["S (this training)", "S (this training)"],
        ),
        (
            (
                _estimate(),
                _estimate(quantity="cumulative"),
                _estimate(quantity="cumulative", point=9e24),
            ),
            ["S (this training and all training together)", "S (all training together)"],
        ),
        (
            (_estimate(quantity="tuning"), _estimate(point=2e24)),
            ["S (tuning)", "S (this training)"],
        ),
    ],
    ids=["none", "variants", "equal", "two figures", "two methods", "three", "unknown quantity"],
)
def test_labels_say_which_compute_where_a_variant_has_several(
    items: tuple[ComputeEstimate, ...], labels: list[str]
) -> None:
    assert [row.label for row in _compute(*items)] == labels


@pytest.mark.parametrize("turned", [False, True])
def test_a_joined_row_keeps_the_longest_inputs_and_each_line_s_own_answer(turned: bool) -> None:
    items = [
        _estimate(lines=(Tri.YES, Tri.UNKNOWN)),
        _estimate(
            quantity="cumulative",
            inputs=(("N", "7B"), ("base", "1e24")),
            lines=(Tri.UNKNOWN, Tri.NO),
        ),
    ]
    (row,) = _compute(*(items[::-1] if turned else items))
    assert row.inputs == "N: 7B; base: 1e24"
    assert (row.above_1e23, row.above_1e25) == (Tri.YES, Tri.NO)


def test_an_estimate_without_inputs_has_none() -> None:
    (row,) = _compute(_estimate(method="stated", inputs=()))
    assert row.inputs == ""
