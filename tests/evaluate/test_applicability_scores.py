"""Scenario files: what is read, refused and scored, against counts made by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.errors import BadInput
from pipeline.evaluate.applicability import excerpt, lines, scenarios, score, to_json
from pipeline.evaluate.intervals import wilson
from pipeline.schema import Applicability, Reason, Support, Tri, Verdict

KNOWN = {"A", "B", "C"}
YES, NO, OPEN = Verdict.APPLIES, Verdict.DOES_NOT_APPLY, Verdict.UNDETERMINED
DAY = date(2026, 1, 1)


def tree(depth: int = 0) -> Reason:
    below = () if depth == 5 else (tree(depth + 1),)
    return Reason(f"r{depth}", "?", Tri.YES, (), Support.CHILDREN, "So.", children=below)


def row(obligation: str, outcome: Verdict, due: date | None = None, variant: str = "N") -> Any:
    return Applicability(obligation, variant, outcome, due, tree())


def situation(name: str, *expect: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": name, "source": "ours", "as_of": DAY, "facts": {}, "expect": [*expect], **more}


def want(obligation: str, outcome: str, **more: Any) -> dict[str, Any]:
    return {"obligation": obligation, "variant": "N", "outcome": outcome, **more}


def test_what_is_met_and_what_is_not() -> None:
    one, two = scenarios(
        [
            situation("s1", want("A", "applies", due_from=DAY), want("B", "does_not_apply")),
            situation("s2", want("A", "applies", due_from=None), want("C", "undetermined")),
        ],
        "x.yaml",
        KNOWN,
    )
    scored = score(
        [
            (one, [row("A", YES, DAY), row("B", YES, DAY)]),
            (two, [row("A", YES, DAY), row("C", OPEN)]),
        ]
    )
    # Met: s1 A and s2 C. s1 B is the wrong outcome, s2 A the wrong day of a right outcome.
    assert (scored.scenarios, scored.n, scored.right, scored.outcomes) == (2, 4, 2, 3)
    assert [(m.scenario.id, m.expected.obligation) for m in scored.misses] == [
        ("s1", "B"),
        ("s2", "A"),
    ]
    assert scored.by_outcome == {
        "applies": (2, 1),
        "does_not_apply": (1, 0),
        "undetermined": (1, 1),
    }
    # A applies in each other situation: guessed right twice. B and C have no other situation and
    # get the most frequent outcome, applies: wrong twice.
    assert scored.baselines["majority of the obligation in other situations"] == 0.5
    assert scored.baselines["always applies"] == 0.5
    told = "\n".join(lines(scored))
    assert "4 expectations about 3 provisions: 2 met" in told
    assert "decided: applies, due from 2026-01-01" in told
    assert [miss["got"]["outcome"] for miss in to_json(scored)["wrong"]] == ["applies", "applies"]


def test_a_day_that_is_not_asked_for_is_not_judged() -> None:
    (one,) = scenarios([situation("s", want("A", "applies"))], "x", KNOWN)
    assert not score([(one, [row("A", YES, DAY)])]).misses


def test_variants() -> None:
    (one,) = scenarios(
        [
            situation(
                "s",
                want("A", "applies") | {"variant": "Big"},
                want("A", "applies") | {"variant": None},
                want("A", "applies") | {"variant": "Huge"},
            )
        ],
        "x",
        KNOWN,
    )
    both = [row("A", YES, variant="Big"), row("A", NO, variant="Small")]
    missed = score([(one, both)]).misses
    # All variants would have to apply for the second, and nothing is called Huge.
    assert [miss.expected.variant for miss in missed] == [None, "Huge"]
    assert missed[1].got is None
    assert missed[1].known == ("Big", "Small")
    # A situation with one variant has no other that a name could mean.
    assert not score([(one, [row("A", YES, variant="the model")])]).misses


def test_all_faults_of_a_file_are_told_together() -> None:
    with pytest.raises(BadInput) as caught:
        scenarios(
            [
                "words",
                situation("s", want("Z", "applies"), want("A", "maybe"), colour="red"),
                situation("s", want("A", "applies", due_from="soon"), as_of="today"),
                situation("t"),
                situation("u", want("A", "applies", variant=7, size=1)),
            ],
            "x.yaml",
            KNOWN,
        )
    told = str(caught.value)
    for expected in (
        "situation 1: expected keys",
        "no obligation 'Z'",
        "not 'maybe'",
        "unknown key 'colour'",
        "the id is used twice",
        "not 'soon'",
        "as_of must be a day",
        "t: expect must be a list",
        "variant must be a name",
        "unknown key 'size'",
    ):
        assert expected in told, expected
    assert "x.yaml: 10 fault(s)" in told


@pytest.mark.parametrize("content", [None, {}, "words", []])
def test_what_holds_no_situations(content: Any) -> None:
    with pytest.raises(BadInput, match="expected a list of situations"):
        scenarios(content, "x.yaml", KNOWN)


def test_an_excerpt_shows_the_upper_part() -> None:
    assert [line.strip()[:2] for line in excerpt(tree())] == ["r0", "r1", "r2", "r3"]


def test_wilson_against_published_values() -> None:
    """Newcombe (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    for hits, n, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert wilson(hits, n) == pytest.approx((low, high), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
