"""Small rules of the PDF reader, each with the near miss that it must leave alone."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.parsed import Parsed
from pipeline.readers.pdf import parse
from pipeline.schema import BlockKind
from tests.readers.made_pdfs import made, prose, row, wrapped, write

BOLD = "Helvetica-Bold"


def blocks(parsed: Parsed, kind: BlockKind) -> list[str]:
    return [
        " ".join(parsed.text[block.start : block.end].split())
        for block in parsed.blocks
        if block.kind is kind
    ]


def rows(parsed: Parsed, kind: BlockKind = BlockKind.ROW) -> list[dict[str, str]]:
    return [
        {c.header: " ".join(parsed.text[c.start : c.end].split()) for c in block.cells}
        for block in parsed.blocks
        if block.kind is kind
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("https:/", "example.org/nova", "https://example.org/nova"),
        ("letters and/", "or tea", "letters and/ or tea"),
    ],
)
def test_a_slash_that_pdfium_drops_is_given_back(first: str, second: str, expected: str) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 700, first)
        end = 60 + canvas.stringWidth(first, "Helvetica", 10)
        write(canvas, end + 3, 700, second)

    assert expected in parse(made(page), "x.pdf").text


def test_a_hidden_copy_of_a_title_is_furniture_and_the_title_a_heading() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 70, 780, "General information", size=7, font=BOLD)
        write(canvas, 200, 760, "1. General information", size=16, font=BOLD)
        prose(canvas, 60, 700)
        write(canvas, 70, 640, "Other information", size=7, font=BOLD)
        write(canvas, 200, 620, "2. Sources", size=16, font=BOLD)

    parsed = parse(made(page), "x.pdf")
    assert blocks(parsed, BlockKind.FURNITURE) == ["General information"]
    assert blocks(parsed, BlockKind.HEADING) == ["1. General information", "2. Sources"]


def test_a_footnote_is_told_from_the_text_above_it() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 760, repeat=3)
        write(canvas, 60, 63, "1", size=5)
        write(canvas, 64, 60, "The cellar is dry in most years.", size=8)

    parsed = parse(made(page), "x.pdf")
    assert blocks(parsed, BlockKind.FOOTNOTE) == ["\u00b9The cellar is dry in most years."]


FIELDS = ("Model name", "Input", "Output", "Maximum input size", "Release date", "Size")


@pytest.mark.parametrize(("count", "pairs"), [(6, 6), (3, 0)])
def test_many_plain_labels_make_a_form_and_few_do_not(count: int, pairs: int) -> None:
    def page(canvas: Canvas) -> None:
        for number, field in enumerate(FIELDS[:count]):
            write(canvas, 60, 780 - 30 * number, f"{field}: value {number}")
        prose(canvas, 60, 500)

    found = rows(parse(made(page), "x.pdf"), BlockKind.PAIR)
    assert len(found) == pairs
    assert not pairs or found[3] == {"Maximum input size": "value 3"}


@pytest.mark.parametrize(
    ("bold", "plain", "key", "value"),
    [
        (["2.1 Were crawlers used?"], ["Yes"], "2.1 Were crawlers used?", "Yes"),
        (
            [
                "3.1 Is the collection of letters going on, so that the",
                "model learns from new ones?",
            ],
            ["No"],
            "3.1 Is the collection of letters going on, so that the model learns from new ones?",
            "No",
        ),
    ],
)
def test_a_bold_question_may_run_over_lines(
    bold: list[str], plain: list[str], key: str, value: str
) -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 780, repeat=2)
        write(canvas, 60, 600, *bold, font=BOLD)
        end = 60 + canvas.stringWidth(bold[-1], BOLD, 10)
        write(canvas, end + 4, 600 - 12 * (len(bold) - 1), *plain)

    assert rows(parse(made(page), "x.pdf"), BlockKind.PAIR) == [{key: value}]


def test_a_cell_that_wraps_between_rules_is_one_cell() -> None:
    def page(canvas: Canvas) -> None:
        for y in (700, 680, 610):
            canvas.line(60, y, 440, y)
        row(canvas, 686, {65: "Setting", 200: "Meaning"}, BOLD)
        row(canvas, 666, {65: "Step size", 200: "How far a weight moves in"})
        row(canvas, 656, {200: "one step of the training"})
        row(canvas, 640, {65: "Batch", 200: "Letters read at a time"})
        row(canvas, 620, {65: "Seed", 200: "Where chance begins"})

    assert rows(parse(made(page), "x.pdf")) == [
        {"Setting": "Step size", "Meaning": "How far a weight moves in one step of the training"},
        {"Setting": "Batch", "Meaning": "Letters read at a time"},
        {"Setting": "Seed", "Meaning": "Where chance begins"},
    ]


def test_two_columns_of_prose_between_rules_are_no_table() -> None:
    words = (
        "the lab sorted letters by hand and by rule while the sea went in and out, and "
        "nobody in the town thought much of it until the post came late one morning "
    )

    def page(canvas: Canvas) -> None:
        canvas.line(50, 760, 545, 760)
        write(canvas, 50, 740, *wrapped(words * 4, 44))
        write(canvas, 310, 740, *wrapped(words * 4, 44))
        canvas.line(50, 500, 545, 500)

    assert {block.kind for block in parse(made(page), "x.pdf").blocks} == {BlockKind.PARAGRAPH}


def test_headers_that_nearly_touch_are_told_apart_by_their_columns() -> None:
    def page(canvas: Canvas) -> None:
        for y in (700, 680, 630):
            canvas.line(60, y, 330, y)
        canvas.setFont(BOLD, 9)
        canvas.drawString(65, 686, "Task")
        for middle, text in ((180, "Nova Large"), (235.5, "Orion Large"), (289.5, "Lyra Large")):
            canvas.drawCentredString(middle, 686, text)
        canvas.setFont("Helvetica", 9)
        for y, name, start in ((666, "Sorting", 61), (652, "Dating", 51), (638, "Naming", 41)):
            canvas.drawString(65, y, name)
            for step, middle in enumerate((180, 235.5, 289.5)):
                canvas.drawCentredString(middle, y, f"{start + step}.0")

    assert rows(parse(made(page), "x.pdf"))[0] == {
        "Task": "Sorting",
        "Nova Large": "61.0",
        "Orion Large": "62.0",
        "Lyra Large": "63.0",
    }


def test_a_rule_below_several_headers_joins_none_of_them() -> None:
    def page(canvas: Canvas) -> None:
        for y, left in ((700, 60), (682, 160), (664, 60), (610, 60)):
            canvas.line(left, y, 420, y)
        row(canvas, 686, {165: "Nova", 260: "Orion", 350: "Lyra"}, BOLD)
        row(canvas, 669, {65: "Task", 165: "2024", 260: "2025", 350: "2026"}, BOLD)
        row(canvas, 648, {65: "Sorting", 165: "61.0", 260: "62.0", 350: "63.0"})
        row(canvas, 632, {65: "Dating", 165: "51.0", 260: "52.0", 350: "53.0"})
        row(canvas, 616, {65: "Naming", 165: "41.0", 260: "42.0", 350: "43.0"})

    first = rows(parse(made(page), "x.pdf"))[0]
    assert first == {
        "Task": "Sorting",
        "Nova 2024": "61.0",
        "Orion 2025": "62.0",
        "Lyra 2026": "63.0",
    }


def test_a_header_centred_over_three_columns_names_all_three() -> None:
    middles = (180, 240, 300, 360)

    def page(canvas: Canvas) -> None:
        for y in (700, 666, 620):
            canvas.line(60, y, 400, y)
        canvas.setFont(BOLD, 9)
        canvas.drawCentredString(240, 687, "Nova")
        canvas.drawCentredString(360, 687, "Orion")
        canvas.drawString(65, 672, "Task")
        for middle, text in zip(middles, ("low", "medium", "high", "high"), strict=True):
            canvas.drawCentredString(middle, 672, text)
        canvas.setFont("Helvetica", 9)
        for y, name, start in ((654, "Sorting", 61), (640, "Dating", 51), (626, "Naming", 41)):
            canvas.drawString(65, y, name)
            for step, middle in enumerate(middles):
                canvas.drawCentredString(middle, y, f"{start + step}.0")

    assert rows(parse(made(page), "x.pdf"))[0] == {
        "Task": "Sorting",
        "Nova > low": "61.0",
        "Nova > medium": "62.0",
        "Nova > high": "63.0",
        "Orion high": "64.0",
    }


def test_a_header_broken_over_two_lines_names_its_own_column_only() -> None:
    middles = (180, 240, 300, 360)

    def page(canvas: Canvas) -> None:
        for y in (700, 666, 620):
            canvas.line(60, y, 400, y)
        canvas.setFont(BOLD, 9)
        canvas.drawCentredString(240, 687, "GPU")
        canvas.drawString(65, 672, "Task")
        for middle, text in zip(middles, ("size", "hours", "score", "year"), strict=True):
            canvas.drawCentredString(middle, 672, text)
        canvas.setFont("Helvetica", 9)
        for y, name, start in ((654, "Sorting", 61), (640, "Dating", 51), (626, "Naming", 41)):
            canvas.drawString(65, y, name)
            for step, middle in enumerate(middles):
                canvas.drawCentredString(middle, y, f"{start + step}.0")

    first = rows(parse(made(page), "x.pdf"))[0]
    assert list(first) == ["Task", "size", "GPU hours", "score", "year"]


def test_a_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    def page(canvas: Canvas) -> None:
        for y in (700, 680, 660, 640):
            canvas.line(60, y, 440, y)
        canvas.line(220, 700, 220, 640)
        row(canvas, 686, {65: "Name of the provider:", 225: "Example Lab"})
        row(canvas, 666, {65: "Name of the model:", 225: "Nova"})
        row(canvas, 646, {65: "Languages:", 225: "two"})

    assert rows(parse(made(page), "x.pdf"), BlockKind.PAIR) == [
        {"Name of the provider": "Example Lab"},
        {"Name of the model": "Nova"},
        {"Languages": "two"},
    ]


def answered(canvas: Canvas, y: float, question: list[str], answer: str) -> None:
    write(canvas, 70, y, *question)
    write(canvas, 210, y, answer)
    canvas.line(200, y - 6, 520, y - 6)


def test_an_underlined_address_in_an_answer_ends_no_answer() -> None:
    def page(canvas: Canvas) -> None:
        answered(canvas, 780, ["Name of the model:"], "Nova")
        write(canvas, 70, 750, "List of all of the data:")
        address = "https://example.org/letters-of-the-old-town-by-the-sea"
        write(canvas, 210, 750, address, "and forty boxes of tea labels.")
        end = 210 + canvas.stringWidth(address, "Helvetica", 10)
        canvas.line(210, 748.4, end, 748.4)
        canvas.line(200, 732, 520, 732)
        answered(canvas, 710, ["Were crawlers used?"], "No")

    found = rows(parse(made(page), "x.pdf"), BlockKind.PAIR)
    assert found[1] == {
        "List of all of the data": "https://example.org/letters-of-the-old-town-by-the-sea "
        "and forty boxes of tea labels."
    }
    assert len(found) == 3


def test_a_question_may_reach_below_the_rule_of_its_answer() -> None:
    def page(canvas: Canvas) -> None:
        answered(canvas, 780, ["Name of the model:"], "Nova")
        answered(canvas, 750, ["Was any of the data of", "the town used?"], "No")
        answered(canvas, 710, ["Were crawlers used?"], "No")

    found = rows(parse(made(page), "x.pdf"), BlockKind.PAIR)
    assert found[1] == {"Was any of the data of the town used?": "No"}
    assert found[2] == {"Were crawlers used?": "No"}


def test_a_title_above_the_first_answer_is_no_part_of_it() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 240, 790, "Summary of Nova", size=16, font=BOLD)
        answered(canvas, 750, ["Version of this text:"], "1.0")
        answered(canvas, 720, ["Last change to it:"], "2 May 2025")

    parsed = parse(made(page), "x.pdf")
    assert rows(parsed, BlockKind.PAIR)[0] == {"Version of this text": "1.0"}
    assert blocks(parsed, BlockKind.HEADING) == ["Summary of Nova"]
