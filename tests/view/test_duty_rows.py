"""Duties and the trees behind them as rows: grouping, order, open questions, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from pipeline.catalogue.obligations import obligations
from pipeline.schema import (
    Applicability,
    Audience,
    Dossier,
    Obligation,
    Reason,
    Span,
    Support,
    Tri,
    Verdict,
)
from pipeline.view import duties
from tests.examples import CITED, card, cut, dossier, report

DAY, LATER = date(2025, 8, 2), date(2027, 8, 2)
BRANCHES = (("placed before", LATER), ("placed later", DAY))


def _obligation(identifier: str) -> Obligation:
    return Obligation(
        id=identifier,
        ref=f"ref {identifier}",
        locators=(),
        edition="2024-07-12",
        kind="obligation",
        gloss=f"gloss {identifier}",
        binds="ALL",
        binds_provider=True,
        conditions=(),
        audience=(Audience.PUBLIC,),
        voluntary=False,
        applies_from=DAY,
        legacy_from=None,
        elements=("carbon",),
    )


CATALOGUE = [_obligation(name) for name in ("Z", "A", "M")]


def _node(
    rule: str = "R",
    verdict: Tri = Tri.YES,
    support: Support = Support.CLAIM,
    settles: str = "",
    children: tuple[Reason, ...] = (),
    because: str = "so",
) -> Reason:
    return Reason(rule, f"{rule}?", verdict, (), support, because, (), settles, children)


def _duty(
    obligation: str,
    variant: str = "S",
    outcome: Verdict = Verdict.APPLIES,
    due: date | None = DAY,
    branches: tuple[tuple[str, date], ...] = (),
    tree: Reason | None = None,
) -> Applicability:
    return Applicability(obligation, variant, outcome, due, tree or _node(), branches)


def _with(*items: Applicability) -> Dossier:
    return replace(dossier(), applicability=items)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Verdict.APPLIES, "applies"),
        (Verdict.DOES_NOT_APPLY, "does not apply"),
        (Verdict.UNDETERMINED, "undetermined"),
    ],
)
def test_each_verdict_has_words(outcome: Verdict, words: str) -> None:
    (row,) = duties.duty_rows(_with(_duty("A", outcome=outcome)), CATALOGUE)
    assert (row.outcome, row.words) == (outcome, words)
    assert (row.ref, row.gloss, row.because) == ("ref A", "gloss A", "so")


@pytest.mark.parametrize(
    ("support", "words", "inferred"),
    [
        (Support.CLAIM, "stated in the documents", False),
        (Support.INFERENCE, "inferred", True),
        (Support.DERIVED, "derived from stated figures", True),
        (Support.ANALYST, "given by the analyst", False),
        (Support.DATED_LIST, "from a dated list", True),
        (Support.CHILDREN, "from the questions below", False),
        (Support.CATALOGUE, "as the catalogue says", False),
        (Support.NOTHING, "nothing known", False),
    ],
)
def test_each_support_has_words_and_some_are_inference(
    support: Support, words: str, inferred: bool
) -> None:
    made = _with(_duty("A", tree=_node(support=support)))
    (row,) = duties.duty_rows(made, CATALOGUE)
    assert duties.reason_rows(made, row.tree)[0].support == words
    assert row.inferred is inferred
    assert bool(duties.inferred_nodes(made)) is inferred


def test_rows_stand_in_catalogue_order_whatever_the_dossier_s_order() -> None:
    items = [_duty("A"), _duty("M"), _duty("Z"), _duty("UNKNOWN")]
    for order in permutations(items):
        rows = duties.duty_rows(_with(*order), CATALOGUE)
        assert [row.obligation for row in rows] == ["Z", "A", "M"]


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (None, ["Z", "A"]),
        ((), []),
        (("A",), ["A"]),
        (("A", "Z"), ["Z", "A"]),
        (("M", "NOWHERE"), []),
    ],
)
def test_only_what_is_asked_for(only: tuple[str, ...] | None, expected: list[str]) -> None:
    rows = duties.duty_rows(_with(_duty("A"), _duty("Z")), CATALOGUE, only)
    assert [row.obligation for row in rows] == expected


@pytest.mark.parametrize(
    ("other", "rows"),
    [
        (_duty("A", "L"), 1),
        (_duty("A", "L", due=LATER), 2),
        (_duty("A", "L", due=None), 2),
        (_duty("A", "L", Verdict.UNDETERMINED), 2),
        (_duty("A", "L", branches=BRANCHES), 2),
        (_duty("A", "L", tree=_node(because="else")), 2),
        (_duty("A", "L", tree=_node(support=Support.INFERENCE)), 1),
        (_duty("M", "L"), 2),
    ],
)
def test_variants_share_a_row_where_all_is_equal_and_only_there(
    other: Applicability, rows: int
) -> None:
    found = duties.duty_rows(_with(_duty("A"), other), CATALOGUE)
    assert len(found) == rows
    assert sorted(name for row in found for name in row.variants) == ["L", "S"]


def test_one_inferred_variant_makes_the_shared_row_inferred() -> None:
    made = _with(_duty("A"), _duty("A", "L", tree=_node(support=Support.DERIVED)))
    (row,) = duties.duty_rows(made, CATALOGUE)
    assert row.variants == ("S", "L") and row.inferred


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([Verdict.APPLIES], Verdict.APPLIES),
        ([Verdict.DOES_NOT_APPLY, Verdict.APPLIES], Verdict.APPLIES),
        ([Verdict.UNDETERMINED, Verdict.APPLIES], Verdict.APPLIES),
        ([Verdict.DOES_NOT_APPLY, Verdict.UNDETERMINED], Verdict.UNDETERMINED),
        ([Verdict.DOES_NOT_APPLY, Verdict.DOES_NOT_APPLY], Verdict.DOES_NOT_APPLY),
    ],
)
def test_a_provision_counts_once_by_the_heaviest_of_its_variants(
    outcomes: list[Verdict], expected: Verdict
) -> None:
    items = [_duty("A", f"v{place}", outcome) for place, outcome in enumerate(outcomes)]
    counts = duties.counts(duties.duty_rows(_with(*items), CATALOGUE))
    assert {verdict for verdict, number in counts.items() if number} == {expected}
    assert sum(counts.values()) == 1
    assert set(duties.counts(())) == set(Verdict)


def test_groups_join_provisions_with_equal_outcome_dates_and_reasons() -> None:
    no, elsewhere = Verdict.DOES_NOT_APPLY, _node(because="elsewhere")
    made = _with(
        _duty("Z"),
        _duty("A"),
        _duty("M", outcome=no, due=None, tree=elsewhere),
    )
    first, second = duties.duty_groups(duties.duty_rows(made, CATALOGUE))
    assert (first.refs, first.words, first.due_from) == (("ref Z", "ref A"), "applies", DAY)
    assert first.variants == ((("S",), "so"),)
    assert (second.refs, second.words, second.due_from) == (("ref M",), "does not apply", None)
    assert duties.duty_groups(()) == ()


@pytest.mark.parametrize(
    "other",
    [
        _duty("A", due=LATER),
        _duty("A", "L"),
        _duty("A", branches=BRANCHES),
        _duty("A", tree=_node(because="else")),
        _duty("A", outcome=Verdict.UNDETERMINED),
    ],
)
def test_provisions_that_differ_in_anything_stay_apart(other: Applicability) -> None:
    groups = duties.duty_groups(duties.duty_rows(_with(_duty("Z"), other), CATALOGUE))
    assert [group.refs for group in groups] == [("ref Z",), ("ref A",)]


def test_a_group_lists_each_reason_with_its_variants() -> None:
    made = _with(
        _duty("Z", "S"),
        _duty("Z", "L", tree=_node(because="it is larger", support=Support.INFERENCE)),
        _duty("A", "S"),
        _duty("A", "L", tree=_node(because="it is larger")),
    )
    (group,) = duties.duty_groups(duties.duty_rows(made, CATALOGUE))
    assert group.refs == ("ref Z", "ref A")
    assert group.variants == ((("S",), "so"), (("L",), "it is larger"))
    assert group.inferred, "one inferred row suffices"


def test_a_tree_is_walked_parents_first_with_depths() -> None:
    tree = _node(
        "1",
        children=(
            _node("1.1", children=(_node("1.1.1"),)),
            _node("1.2"),
        ),
    )
    assert [(depth, node.rule) for depth, node in duties.walk(tree)] == [
        (0, "1"),
        (1, "1.1"),
        (2, "1.1.1"),
        (1, "1.2"),
    ]
    assert next(duties.walk(tree, 5))[0] == 5


def test_a_question_carries_its_quotations_and_drops_those_of_documents_not_here() -> None:
    node = replace(
        _node("R9", Tri.UNKNOWN, settles="placement_date"),
        basis=("Art. 3(63)", "Art. 51(2)"),
        spans=(cut(card(), "32k"), Span("0" * 64, 0, 5), cut(report(), "Second")),
    )
    (row,) = duties.reason_rows(dossier(), node)
    assert (row.question, row.verdict, row.settles) == ("R9?", Tri.UNKNOWN, "placement_date")
    assert row.basis == ("Art. 3(63)", "Art. 51(2)")
    assert [(q.text, q.place) for q in row.quotes] == [
        ("32k", f"card.md, line 4{CITED}"),
        ("Second", "report.pdf, page 2"),
    ]


OPEN = _node("leaf", Tri.UNKNOWN, settles="the day")


@pytest.mark.parametrize(
    ("tree", "rules"),
    [
        (_node("a"), []),
        (OPEN, ["leaf"]),
        (_node("a", Tri.UNKNOWN), []),
        (_node("a", Tri.YES, settles="x"), []),
        (_node("a", Tri.UNKNOWN, settles="x", children=(OPEN,)), ["leaf"]),
        (_node("a", Tri.UNKNOWN, settles="x", children=(_node("b"),)), ["a"]),
        (_node("a", Tri.YES, children=(OPEN,)), ["leaf"]),
        (
            _node("a", Tri.UNKNOWN, settles="x", children=(_node("b", children=(OPEN,)),)),
            ["leaf"],
        ),
        (
            _node("a", children=(_node("b", Tri.UNKNOWN, settles="y"), OPEN)),
            ["b", "leaf"],
        ),
    ],
)
def test_the_innermost_open_questions_are_asked(tree: Reason, rules: list[str]) -> None:
    found = duties.unknown_nodes(_with(_duty("A", tree=tree)))
    assert [node.rule for node, _ in found] == rules


def test_a_question_of_several_duties_is_asked_once_with_each_variant_once() -> None:
    made = _with(
        _duty("A", "S", tree=OPEN),
        _duty("Z", "L", tree=OPEN),
        _duty("M", "S", tree=_node(children=(OPEN,))),
    )
    ((node, variants),) = duties.unknown_nodes(made)
    assert (node.rule, variants) == ("leaf", ("S", "L"))
    other = _with(_duty("A", tree=OPEN), _duty("A", "L", tree=replace(OPEN, because="not said")))
    assert len(duties.unknown_nodes(other)) == 2, "another reason is another question"


def test_inferred_nodes_are_found_at_every_depth() -> None:
    deep = _node("3", support=Support.DATED_LIST)
    tree = _node(
        "1", support=Support.CHILDREN, children=(_node("2", support=Support.DERIVED), deep)
    )
    found = duties.inferred_nodes(_with(_duty("A", tree=_node("0", children=(tree,)))))
    assert [node.rule for node, _ in found] == ["2", "3"]


@pytest.mark.parametrize("identifier", duties.HEADLINE)
def test_every_headline_is_in_the_catalogue(identifier: str) -> None:
    assert identifier in {item.id for item in obligations()}
