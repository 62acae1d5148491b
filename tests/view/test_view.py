"""Rows, places and highlights, checked against the hand-made dossier."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.schema import (
    Audience,
    Condition,
    Document,
    Element,
    Obligation,
    Outcome,
    Page,
    Span,
    Status,
    Support,
    Value,
    Verdict,
    Word,
)
from pipeline.view import duties, elements, findings, highlight, places
from tests.examples import CITED, card, cut, dossier, report


def _element(name: str, family: str = "properties") -> Element:
    return Element(name, name.replace("_", " "), family, "ours", "text", (), ("an anchor",))


CATALOGUE = [
    _element("parameters_total"),
    _element("max_input"),
    _element("training_summary", "public"),
]


def _obligation(identifier: str) -> Obligation:
    return Obligation(
        id=identifier,
        ref=identifier.lower(),
        locators=(),
        edition="2024-07-12",
        kind="obligation",
        gloss=f"gloss of {identifier}",
        binds="ALL",
        binds_provider=True,
        conditions=(Condition.CRAWLS,),
        audience=(Audience.PUBLIC,),
        voluntary=False,
        applies_from=date(2025, 8, 2),
        legacy_from=None,
        elements=("training_summary",),
    )


OBLIGATIONS = [_obligation("ANNEX-XI-1-1-d"), _obligation("ACT-53-1-d"), _obligation("ACT-9-9")]


def test_place_names_page_or_line() -> None:
    assert places.place(card(), cut(card(), "32k")) == "card.md, line 4"
    assert places.citation(card(), cut(card(), "32k")) == f"card.md, line 4{CITED}"
    assert places.place(report(), cut(report(), "Second")) == "report.pdf, page 2"


def test_quote_is_one_line_and_marks_a_cut() -> None:
    span = cut(card(), "Nova 7B has 7 billion parameters.\nIts context is 32k tokens.")
    assert places.quote(card(), span) == (
        "Nova 7B has 7 billion parameters. Its context is 32k tokens."
    )
    assert places.quote(card(), span, 20) == "Nova 7B has 7 […]"


def test_element_rows_in_catalogue_order_with_quotation_and_note() -> None:
    rows = elements.element_rows(dossier(), CATALOGUE)
    assert [row.id for row in rows] == ["parameters_total", "max_input", "training_summary"]
    assert rows[0].evidence[0].text == "Nova 7B has 7 billion parameters."
    assert rows[0].values == ("Nova 7B: 7 billion parameters",)
    assert rows[1].words == "contradicted"
    assert rows[2].nearest[0].note == "on topic, but no summary"
    assert rows[2].evidence == ()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (7e9, "7 billion"),
        (8.1e9, "8.1 billion"),
        (128000, "128,000"),
        (9e12, "9 trillion"),
        (3.3e24, "3.3e24"),
        (0.38, "0.38"),
        (1.2e6, "1.2 million"),
        (0, "0"),
    ],
)
def test_short_numbers(number: float, words: str) -> None:
    assert elements.short_number(number) == words


def test_written_values() -> None:
    assert elements.written(Value("a", ("en", "fr"))) == "en, fr"
    assert elements.written(Value("a", None, 8000, 8192, "tokens")) == "8,000 to 8,192 tokens"
    assert elements.written(Value("a", None, 25, None, None, "more than")) == "more than 25"
    assert elements.written(Value("Q3", None)) == "Q3"


def test_family_counts_add_up() -> None:
    rows = elements.element_rows(dossier(), CATALOGUE)
    counts = elements.family_counts(rows)
    assert sum(number for _, _, number in counts) == len(rows)
    assert counts[0] == ("properties", Status.DISCLOSED, 1)


def test_findings_gaps_first_and_unknown_rows_left_out() -> None:
    rows = findings.finding_rows(dossier(), OBLIGATIONS)
    assert [row.outcome for row in rows] == [Outcome.GAP_PUBLIC, Outcome.EVIDENCED]
    assert rows[0].gloss == "gloss of ACT-53-1-d"
    assert findings.outcome_counts(rows) == {Outcome.GAP_PUBLIC: 1, Outcome.EVIDENCED: 1}
    assert findings.finding_rows(dossier(), OBLIGATIONS[:1])[0].obligation == "ANNEX-XI-1-1-d"


def test_every_outcome_and_status_has_words_and_a_place() -> None:
    assert set(findings.ORDER) == set(Outcome) == set(findings.WORDS)
    assert set(elements.ORDER) == set(Status) == set(elements.WORDS)


def test_duties_name_what_was_inferred_and_what_would_settle() -> None:
    made = dossier()
    (row,) = duties.duty_rows(made, OBLIGATIONS)
    assert row.words == "applies" and row.inferred and row.branches[0][1] == date(2027, 8, 2)
    assert [node.rule for node, _ in duties.inferred_nodes(made)] == ["R0a"]
    assert [node.settles for node, _ in duties.unknown_nodes(made)] == [
        "the date of placing on the Union market"
    ]
    tree = duties.reason_rows(made, row.tree)
    assert [(node.depth, node.rule) for node in tree] == [(0, "R2"), (1, "R0a")]
    assert tree[1].quotes[0].text == "Nova 7B"


def test_variants_that_share_everything_share_a_row() -> None:
    made = dossier()
    twin = replace(made.applicability[0], variant="Nova 70B")
    both = replace(made, applicability=(*made.applicability, twin))
    (row,) = duties.duty_rows(both, OBLIGATIONS)
    assert row.variants == ("Nova 7B", "Nova 70B")


def test_provisions_with_one_reason_become_one_group() -> None:
    made = dossier()
    first = made.applicability[0]
    second = replace(first, obligation="ANNEX-XI-1-1-d")
    third = replace(
        first,
        obligation="ACT-9-9",
        outcome=Verdict.DOES_NOT_APPLY,
        because=replace(first.because, because="another reason"),
    )
    mixed = replace(third, obligation="ACT-53-1-d", variant="Nova 70B")
    rows = duties.duty_rows(replace(made, applicability=(first, second, third, mixed)), OBLIGATIONS)
    groups = duties.duty_groups(rows)
    assert ("annex-xi-1-1-d", "act-53-1-d") in [group.refs for group in groups]
    assert duties.counts(rows) == {
        Verdict.APPLIES: 2,
        Verdict.DOES_NOT_APPLY: 1,
        Verdict.UNDETERMINED: 0,
    }
    assert set(duties.SUPPORT_WORDS) == set(Support)


def test_words_on_a_line_become_one_box() -> None:
    (mark,) = highlight.page_marks(report(), [cut(report(), "of 8k tokens")])
    assert mark.page == 1
    assert mark.boxes == ((90, 700, 208, 712),)
    assert highlight.page_marks(card(), [cut(card(), "32k")]) == ()


def test_words_on_two_lines_stay_two_boxes() -> None:
    document = Document(
        id="e" * 64,
        name="x.pdf",
        media_type="application/pdf",
        text="one two",
        pages=(Page(1, 0, 7, 600, 800),),
        words=(Word(0, 3, 1, (500, 700, 540, 712)), Word(4, 7, 1, (50, 680, 90, 692))),
    )
    (mark,) = highlight.page_marks(document, [Span(document.id, 0, 7)])
    assert len(mark.boxes) == 2


def test_excerpt_is_verbatim_and_knows_its_line() -> None:
    shown = highlight.excerpt(card(), cut(card(), "32k tokens"), 1)
    assert shown.before + shown.marked + shown.after == (
        "Nova 7B has 7 billion parameters.\nIts context is 32k tokens.\n"
    )
    assert shown.marked == "32k tokens"
    assert shown.first_line == 3 and shown.cut == (False, False)


def test_excerpt_cuts_a_very_long_line_at_words_and_says_so() -> None:
    text = "start " + "word " * 400 + "NEEDLE " + "tail " * 400
    long = Document(id="f" * 64, name="long.txt", media_type="text/plain", text=text)
    shown = highlight.excerpt(long, cut(long, "NEEDLE"))
    assert shown.before + shown.marked + shown.after in text
    assert shown.cut == (True, True)
    assert 450 < len(shown.before) <= 500 and shown.before.startswith("word")
    assert 450 < len(shown.after) <= 500 and shown.after.endswith("tail")


def test_both_sides_of_a_contradiction_and_what_was_searched() -> None:
    rows = elements.element_rows(dossier(), CATALOGUE)
    assert [words for words, _ in rows[1].sides] == [
        "up to 32,000 tokens",
        "Nova 7B: 8,000 to 8,192 tokens",
    ]
    assert [quoted.place for _, quoted in rows[1].sides] == [
        f"card.md, line 4{CITED}",
        "report.pdf, page 1",
    ]
    assert rows[2].searched == ("card.md", "report.pdf")
    assert elements.status_counts(rows) == {
        Status.DISCLOSED: 1,
        Status.CONTRADICTED: 1,
        Status.ABSENT: 1,
    }
    assert set(elements.LOOK_FIRST) == set(Status)
