"""From when each duty bites: now, later, both branches, variants apart, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from pipeline.catalogue.obligations import obligations
from pipeline.catalogue.timeline import timeline
from pipeline.schema import (
    Alternative,
    Applicability,
    Dossier,
    Duty,
    Reason,
    Support,
    Tri,
    Verdict,
)
from pipeline.view.tracks import Timeline, Track, TrackRow, build
from pipeline.view.when import Stage, when
from tests.forms_example import AS_OF, BRANCHES, LATE, PLACED, dossier, row, summary

DUTIES = {duty.id: duty for duty in obligations()}
SUMMARY = [duty.id for duty in obligations() if duty.id.startswith(("ACT-53-1-d", "TCS-"))]
FINES = ["ACT-91", "ACT-92", "ACT-93", "ACT-101-1"]


def tracks(*applicability: Applicability, variants: Sequence[str] = ("Plover 3",)) -> Timeline:
    return shown(dossier([], [], applicability, variants=variants))


def shown(found: Dossier) -> Timeline:
    return build(found, obligations(), *timeline())


def rows(track: Track, lane: str) -> list[TrackRow]:
    return [item for item in track.rows if item.lane.id == lane]


def test_what_is_due_since_placing_rests_on_the_beginning_of_the_chapter() -> None:
    (track,) = tracks().tracks
    (item,) = rows(track, "copyright")
    assert (item.when.stage, item.when.day, item.duties) == (Stage.NOW, PLACED, ("ACT-53-1-c",))
    assert [(day, basis.locators, basis.edition) for day, basis in item.basis] == [
        (PLACED, ("Art. 113(b)",), "2024-07-12")
    ]


def test_an_older_model_has_until_august_2027_and_that_comes_next() -> None:
    (track,) = tracks(*(row(name, day=LATE) for name in SUMMARY)).tracks
    (item,) = rows(track, "summary")
    assert item.when.stage is Stage.LATER
    assert item.basis[0][1].locators == ("Art. 111(3)",)
    coming = track.next(AS_OF)
    assert coming is not None
    assert coming[0] == LATE and [r.lane.id for r in coming[1]] == ["summary"]
    assert "summary" not in {r.lane.id for r in track.now}


def test_both_branches_of_an_open_day_each_with_what_it_rests_on() -> None:
    (track,) = tracks(row("ACT-53-1-c", branches=BRANCHES)).tracks
    (item,) = rows(track, "copyright")
    assert item.when.stage is Stage.OPEN
    assert [(day, basis.locators) for day, basis in item.basis] == [
        (date(2025, 8, 2), ("Art. 113(b)",)),
        (LATE, ("Art. 111(3)",)),
    ]
    assert track.open == (item,)
    # The branch that lies ahead is what comes next.
    coming = track.next(AS_OF)
    assert coming is not None and coming[0] == LATE


def test_nothing_comes_next_where_everything_is_due() -> None:
    (track,) = tracks().tracks
    assert track.next(AS_OF) is None
    assert track.open == ()


def test_powers_of_others_are_never_due_from_the_provider() -> None:
    fines = [row(name, day=date(2026, 8, 2)) for name in FINES]
    (track,) = tracks(*fines).tracks
    (item,) = rows(track, "enforcement")
    assert item.when.stage is Stage.NOW
    assert item.basis[0][1].locators == ("Art. 113", "Art. 101(1)")
    assert "enforcement" not in {r.lane.id for r in track.now}


def test_variants_are_told_apart_only_where_they_differ() -> None:
    same = tracks(variants=("9B", "9B Chat"))
    assert [track.variants for track in same.tracks] == [("9B", "9B Chat")]
    apart = tracks(row("ACT-55-1-a", Verdict.DOES_NOT_APPLY, variant="9B"), variants=("9B", "900B"))
    assert [track.variants for track in apart.tracks] == [("9B",), ("900B",)]


def test_a_reason_that_differs_between_joined_variants_names_its_variant() -> None:
    one = row("ACT-53-1-c", Verdict.DOES_NOT_APPLY, variant="9B")
    two = replace(one, variant="9B Chat", because=replace(one.because, because="Another reason."))
    (track,) = tracks(one, two, variants=("9B", "9B Chat")).tracks
    (item,) = rows(track, "copyright")
    assert item.because == "9B: does_not_apply because of ACT-53-1-c."
    (same,) = tracks(one, replace(one, variant="9B Chat"), variants=("9B", "9B Chat")).tracks
    assert rows(same, "copyright")[0].because == "does_not_apply because of ACT-53-1-c."


def test_a_lane_that_is_not_owed_is_shown_once_and_one_that_is_in_part_without_the_rest() -> None:
    out = [row(name, Verdict.DOES_NOT_APPLY) for name in SUMMARY]
    (item,) = rows(tracks(*out).tracks[0], "summary")
    assert (item.when.stage, item.basis) == (Stage.NOT_OWED, ())
    in_part = tracks(row("TCS-MOD", Verdict.DOES_NOT_APPLY)).tracks[0]
    assert "TCS-MOD" not in {name for r in rows(in_part, "summary") for name in r.duties}


def test_what_is_voluntary_is_never_drawn() -> None:
    drawn = {name for r in tracks().tracks[0].rows for name in r.duties}
    assert drawn and not [name for name in drawn if DUTIES[name].voluntary]


def test_high_risk_days_are_drawn_with_that_duty_only() -> None:
    without = tracks(row("ACT-25-4", Verdict.DOES_NOT_APPLY))
    assert [day.id for day in without.days] == ["chapter", "powers", "legacy"]
    open_ = tracks(row("ACT-25-4", branches=(("III", date(2027, 12, 2)), ("I", date(2028, 8, 2)))))
    assert [day.id for day in open_.days][3:] == ["high_risk_iii", "high_risk_i"]
    (item,) = rows(open_.tracks[0], "high_risk")
    assert {(basis.locators, basis.edition) for _, basis in item.basis} == {
        (("Art. 113(c)",), "2026-07-27")
    }


def test_an_open_question_says_what_would_follow_from_each_answer() -> None:
    item = replace(
        row("ACT-54-1", Verdict.UNDETERMINED),
        alternatives=(
            Alternative("R5", "it is outside", Verdict.APPLIES, PLACED),
            Alternative("R5", "it is inside", Verdict.DOES_NOT_APPLY),
        ),
    )
    found = rows(tracks(item).tracks[0], "representative")
    open_ = next(r for r in found if r.when.stage is Stage.OPEN)
    assert open_.if_settled == (
        ("it is outside", f"applies from {PLACED}"),
        ("it is inside", "does not apply"),
    )


def test_placing_is_taken_from_the_tree_with_its_quotation() -> None:
    span = summary().span(0, 7)
    asked = Reason("R2", "Before?", Tri.NO, (), Support.CLAIM, "It is not before.", spans=(span,))
    base = row("ACT-53-1-c")
    item = replace(base, because=replace(base.because, children=(asked,)))
    placing = tracks(item).tracks[0].placing
    assert placing is not None
    assert (placing.before, placing.because) == (Tri.NO, "It is not before.")
    assert [quoted.place for quoted in placing.quotes] == ["summary.pdf, page 1"]
    assert tracks().tracks[0].placing is None


@pytest.mark.parametrize(
    ("item", "stage", "words", "days"),
    [
        (row("ACT-53-1-c", day=AS_OF), Stage.NOW, f"since {AS_OF}", (AS_OF,)),
        (row("ACT-53-1-c", day=date(2026, 11, 26)), Stage.LATER, "from 2026-11-26",
         (date(2026, 11, 26),)),
        (row("ACT-53-1-c", day=None), Stage.NOW, "since placing, 2025-08-02 at the earliest",
         (date(2025, 8, 2),)),
        (row("ACT-53-1-c", Verdict.UNDETERMINED), Stage.OPEN, "open whether it is owed", ()),
        (row("ACT-53-1-c", Verdict.DOES_NOT_APPLY), Stage.NOT_OWED, "not owed", ()),
        (row("ACT-53-1-c", branches=(("a", PLACED), ("b", AS_OF))), Stage.NOW,
         f"from {PLACED} if a; from {AS_OF} if b", (PLACED, AS_OF)),
        (row("ACT-53-1-c", branches=(("a", LATE), ("b", date(2028, 8, 2)))), Stage.LATER,
         "from 2027-08-02 if a; from 2028-08-02 if b", (LATE, date(2028, 8, 2))),
        (row("ACT-53-1-c", branches=BRANCHES), Stage.OPEN,
         "from 2027-08-02 if placed before; from 2025-08-02 if placed on or after",
         (date(2025, 8, 2), LATE)),
    ],
)  # fmt: skip
def test_words_and_stage_of_a_day(
    item: Applicability, stage: Stage, words: str, days: tuple[date, ...]
) -> None:
    found = when(None, DUTIES["ACT-53-1-c"], item, AS_OF)
    assert (found.stage, found.words, found.days) == (stage, words, days)


def test_what_a_finding_rules_out_is_not_owed_whatever_the_applicability() -> None:
    found = when(Duty.NOT_APPLICABLE, DUTIES["ACT-53-1-c"], row("ACT-53-1-c"), AS_OF)
    assert found.stage is Stage.NOT_OWED
