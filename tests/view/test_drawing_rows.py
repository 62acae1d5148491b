"""Rows for charts and forms: compute, due dates, facts, and text inside Markdown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from markdown_it import MarkdownIt

from pipeline.applicability.facts import Facts
from pipeline.schema import ComputeEstimate, Duty, Outcome, Record, Tri
from pipeline.view import compute, facts, timeline
from pipeline.view.findings import FindingRow
from pipeline.view.plain import plain
from tests.examples import dossier


def _estimate(variant: str, quantity: str, point: float) -> ComputeEstimate:
    return ComputeEstimate(
        variant=variant,
        quantity=quantity,
        method="6ND",
        low=point / 2,
        point=point,
        high=point * 2,
        inputs=(("parameters", "7B"), ("tokens", "9T")),
        vs_1e23=Tri.YES,
        vs_1e25=Tri.NO,
    )


def test_equal_estimates_of_a_variant_are_one_row() -> None:
    made = replace(
        dossier(),
        compute=(
            _estimate("A", "update", 4e23),
            _estimate("A", "cumulative", 4e23),
            _estimate("B", "update", 1e24),
            _estimate("B", "cumulative", 2e24),
        ),
    )
    rows = compute.compute_rows(made)
    assert [row.label for row in rows] == [
        "A",
        "B (this training)",
        "B (all training together)",
    ]
    assert rows[0].inputs == "parameters: 7B; tokens: 9T"
    assert rows[0].method == "6 × parameters × tokens"
    assert [row.point for row in rows] == [4e23, 1e24, 2e24]


def test_the_two_lines_are_those_of_the_act() -> None:
    assert [(flop, words.split(":")[0]) for flop, words in compute.LINES] == [
        (1e23, "10²³"),
        (1e25, "10²⁵"),
    ]


def _row(obligation: str, outcome: Outcome, due: date | None) -> FindingRow:
    return FindingRow(
        id=obligation,
        obligation=obligation,
        ref=f"ref {obligation}",
        gloss="",
        kind="obligation",
        audience=(),
        variants=("Nova 7B",),
        record=Record.SILENT,
        duty=Duty.DUE,
        due_from=due,
        outcome=outcome,
        words="",
        elements=(),
        because="",
    )


def test_due_dates_are_counted_and_open_ones_stand_on_each_branch() -> None:
    made = dossier()
    with_branches = made.applicability[0].obligation
    rows = [
        _row("X-1", Outcome.GAP_PUBLIC, date(2025, 9, 16)),
        _row("X-2", Outcome.GAP_PUBLIC, date(2025, 9, 16)),
        _row(with_branches, Outcome.EVIDENCED, None),
        _row("X-3", Outcome.NOT_APPLICABLE, date(2025, 9, 16)),
        _row("X-4", Outcome.UNDETERMINED, None),
    ]
    due = timeline.due_rows(made, rows)
    assert (due[0].day, due[0].count, due[0].condition) == (date(2025, 9, 16), 2, "")
    assert due[0].refs == ("ref X-1", "ref X-2")
    branches = made.applicability[0].branches
    assert [(row.condition, row.day) for row in due[1:]] == sorted(branches, key=lambda b: b[1])
    assert timeline.without_day(made, rows) == 1


def test_every_field_is_a_key_of_the_facts_file() -> None:
    keys = set(Facts.__dataclass_fields__)
    assert {field.key for field in facts.FIELDS} <= keys
    assert len({field.label for field in facts.FIELDS}) == len(facts.FIELDS)


def test_keys_become_words_and_other_words_stay() -> None:
    assert facts.fact_words("placement_date or lineage_first_placed") == (
        "day of placing on the Union market or day on which an earlier version was first placed"
    )
    assert facts.fact_words("the placement_dates of others") == "the placement_dates of others"


def test_form_and_box_are_one_and_repeats_are_told() -> None:
    assert facts.merged({"a": "yes", "b": None, "c": []}, None) == ({"a": "yes"}, ())
    assert facts.merged({"a": "yes"}, {"b": 1}) == ({"a": "yes", "b": 1}, ())
    assert facts.merged({"a": "yes"}, {"a": "no", "b": 1})[1] == ("a",)
    assert facts.merged({"b": None}, None) == (None, ())
    assert facts.merged({}, ["a list"]) == (["a list"], ())


@pytest.mark.parametrize(
    "text",
    [
        "plain words",
        "**bold** _it_ `code` ~~no~~",
        "# heading",
        "- item",
        "1. item",
        "<b>html</b> &amp; <script>x</script>",
        "[link](http://x.example) ![i](y.png)",
        "a | b | $x^2$ :red[x]",
        "back\\slash",
    ],
)
def test_markdown_gives_the_text_back(text: str) -> None:
    (paragraph,) = MarkdownIt("gfm-like", {"linkify": False}).parse(plain(text))[1:2]
    assert paragraph.type == "inline"
    assert all(child.type in ("text", "text_special") for child in paragraph.children or ())
    shown = "".join(child.content for child in paragraph.children or ())
    assert shown.replace("\u2060", "") == text


@pytest.mark.parametrize("text", [":tada: yes", ":material/help: x", "see https://x.example"])
def test_what_no_escape_stops_is_broken_up(text: str) -> None:
    assert "\u2060" in plain(text)
    assert "\u2060" not in plain("10:30 and a: b")
