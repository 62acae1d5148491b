"""What a reading knows of its figure, and how a context walks its document; by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.claims.context import context
from pipeline.claims.readings import Reading, number, readings
from pipeline.schema import Identity, Whose

NOVA = Identity(model="Nova 2", provider="Nova Labs")


@pytest.fixture
def last(read):
    """Return the last reading of a Markdown text."""

    def build(text: str) -> Reading:
        document, segments = read(text)
        return readings(context(document, segments, NOVA))[-1]

    return build


def table(header: str, cell: str, label: str = "Nova 2") -> str:
    return f"| Model | {header} |\n|---|---|\n| {label} | {cell} |\n"


@pytest.mark.parametrize(
    ("header", "cell", "value"),
    [
        ("Params (B)", "7.2", "7.2e9"),
        ("Params (M)", "410", "410e6"),
        ("Params [B]", "7.2", "7.2e9"),
        ("Params in B", "7.2", "7.2e9"),
        ("Params (billion)", "7.2", "7.2e9"),
        ("Params (in billions)", "7.2", "7.2e9"),
        ("Params (millions)", "410", "410e6"),
        ("Tokens (T)", "15", "15e12"),
        ("Tokens (trillions)", "15", "15e12"),
        ("Tokens (billion)", "300", "300e9"),
        ("Context (K)", "128", "128e3"),
        ("GPU hours (thousands)", "512", "512e3"),
        ("Time (K GPU hours)", "512", "512e3"),
        ("Params (B)", "7.2B", "7.2e9"),  # its own multiplier goes first
        ("Params (B)", "7,200M", "7.2e9"),
        ("Params", "7.2", "7.2"),
        ("Base", "7.2", "7.2"),
        ("Trillion", "7.2", "7.2"),
        ("MB", "7.2", "7.2"),
    ],
)
def test_the_header_may_give_the_multiplier(last, header: str, cell: str, value: str) -> None:
    assert last(table(header, cell)).scaled().value == Decimal(value)


def test_a_header_scales_both_ends_of_a_range(last) -> None:
    scaled = last(table("Tokens (T)", "10-15")).scaled()
    assert (scaled.low, scaled.high) == (Decimal("10e12"), Decimal("15e12"))


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        (table("Params", "7.2B"), True),
        (table("Params", "7.2B (approx.)"), True),
        (table("Params", "a rather large number, 7.2B or thereabouts"), False),
        ("- Parameters: 7.2B", True),
        ("- **Parameters:** 7.2B", True),
        ("- Number of trained model parameters: 7.2B", True),
        ("The number of parameters of this model is 7.2B.", False),
    ],
)
def test_bare_figures(last, text: str, bare: bool) -> None:
    assert last(text).bare is bare


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("It was pre-trained on 2T tokens.", "for pre-training"),
        ("Pretraining used 2T tokens.", "for pre-training"),
        ("2T tokens were used in pre-training.", "for pre-training"),
        ("It was fine-tuned on 2M samples.", "for fine-tuning"),
        ("SFT used 2M samples.", "for fine-tuning"),
        ("Post-training used 2M samples.", "for fine-tuning"),
        ("A total of 2T tokens was used.", "total"),
        ("Overall, 2T tokens were used.", "total"),
        ("It was trained on 2T tokens.", None),
        ("## Pre-training\n\n- Tokens: 2T", "for pre-training"),
        ("## Fine-tuning\n\n- Samples: 2M", "for fine-tuning"),
    ],
)
def test_stages(last, text: str, stage: str | None) -> None:
    assert last(text).stage == stage


@pytest.mark.parametrize(
    ("text", "experimental"),
    [
        ("A proxy model saw 2T tokens.", True),
        ("In ablations we used 2T tokens.", True),
        ("A small-scale run used 2T tokens.", True),
        ("The baselines saw 2T tokens.", True),
        ("## Ablations\n\nIt saw 2T tokens.", True),
        ("It saw 2T tokens.", False),
        ("## Training\n\nIt saw 2T tokens.", False),
    ],
)
def test_experiments(last, text: str, experimental: bool) -> None:
    assert last(text).experimental is experimental


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("☒ 7B parameters", 1),
        ("☐ 7B parameters", 0),
        ("☐ Less than 1 billion ☒ 1 to 10 billion", 1),
        ("☒ Less than 1 billion ☐ 1 to 10 billion", 1),
        ("☐ Less than 1 billion ☐ 1 to 10 billion", 0),
        ("☑ 10 ☐ 20 ✓ 30", 2),
    ],
)
def test_only_ticked_options_are_read(read, text: str, count: int) -> None:
    document, segments = read(text)
    assert len(readings(context(document, segments, NOVA))) == count


@pytest.mark.parametrize(
    "text",
    [
        "```\n7B parameters\n```",
        "# Nova 2 with 7B parameters",
        "No figure stands here.",
        "",
    ],
)
def test_places_without_readings(read, text: str) -> None:
    document, segments = read(text)
    assert readings(context(document, segments, NOVA)) == ()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("It has 7B parameters. It saw 2T tokens.", ["7B parameters", "2T tokens"]),
        ("Five hundred tokens and a billion images.", ["Five hundred tokens", "a billion images"]),
        ("Training took six weeks.", ["six weeks"]),
        ("It used 10²⁴ FLOP.", ["10²⁴ FLOP"]),
    ],
)
def test_readings_come_in_order_with_their_words(read, text: str, figures: list[str]) -> None:
    document, segments = read(text)
    found = readings(context(document, segments, NOVA))
    assert [reading.quantity.raw for reading in found] == figures
    for reading in found:
        quantity = reading.quantity
        assert reading.segment.text[quantity.start : quantity.end] == quantity.raw
        assert reading.low <= reading.previous <= quantity.start
        assert quantity.end <= reading.following <= reading.high
        assert quantity.raw in reading.clause


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("It is better than models with 70B parameters.", Whose.RIVAL),
        ("It outperforms the larger 70B parameters models.", Whose.RIVAL),
        ("It has 70B parameters.", Whose.OWN),
        ("A pilot run with 70B parameters was stopped.", Whose.UNKNOWN),
    ],
)
def test_what_is_compared_or_tried_is_not_ours(last, text: str, whose: Whose) -> None:
    assert last(text).attribution.whose is whose


@pytest.mark.parametrize(
    ("value", "plain"),
    [("7", 7), ("7.0", 7), ("7.5", 7.5), ("1e12", 10**12), ("1e25", 1e25), ("0", 0)],
)
def test_numbers_become_plain(value: str, plain: float) -> None:
    made = number(Decimal(value))
    assert made == plain
    assert isinstance(made, int) is (Decimal(value) == int(Decimal(value)) and plain < 10**18)


TEXT = (
    "# Nova 2\n\nOne here. Two here. Three here.\n\nFour here.\n\n"
    "- five is an item\n- six is an item\n\n## Data\n\nSeven here. Eight here.\n"
)


@pytest.mark.parametrize(
    ("start", "before"),
    [
        ("One", []),
        ("Two", ["One"]),
        ("Three", ["Two", "One"]),
        ("Four", []),
        ("six", []),
        ("Seven", []),
        ("Eight", ["Seven"]),
    ],
)
def test_earlier_sentences_end_with_the_paragraph(read, start: str, before: list[str]) -> None:
    document, segments = read(TEXT)
    about = context(document, segments, NOVA)
    here = next(s for s in segments if s.text.startswith(start))
    assert [s.text.split()[0] for s in about.earlier(here)] == before


def test_earlier_goes_no_further_than_asked(read) -> None:
    document, segments = read("One. Two is. Three is. Four is. Five is.".replace("One.", "One is."))
    about = context(document, segments, NOVA)
    assert [s.text for s in about.earlier(segments[-1], most=2)] == ["Four is.", "Three is."]


def test_a_section_ends_at_its_heading(read) -> None:
    document, segments = read(TEXT)
    about = context(document, segments, NOVA)
    eight = next(s for s in segments if s.text.startswith("Eight"))
    assert "Seven here." in [s.text for s in about.section(eight)]
    assert not any("here" in s.text for s in about.section(eight) if "Seven" not in s.text)


def test_rows_are_kept_by_table(read) -> None:
    document, segments = read(table("Params", "7B") + "\ntext\n\n" + table("Tokens", "2T"))
    about = context(document, segments, NOVA)
    tables = sorted({s.table for s in segments if s.table is not None})
    assert [[row.text.count("|") for row in about.rows(one)] for one in tables] == [[1], [1]]
    assert about.rows(None) == about.rows(999) == ()


def test_segments_of_other_documents_are_left_out(read) -> None:
    document, segments = read("It has 7B parameters.")
    other, strange = read("It has 9B parameters.")
    about = context(document, (*segments, *strange), NOVA)
    assert {s.document for s in about.segments} == {document.id} != {other.id}
