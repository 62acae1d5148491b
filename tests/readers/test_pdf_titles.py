"""Bold lines that wrap, numbered lines in bold, titles in capitals: title or not."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.pdf import parse
from pipeline.schema import BlockKind
from tests.readers.made_pdfs import made, prose, write

BOLD = "Helvetica-Bold"


def kinds(*lines: tuple[str, str], gap: float = 26) -> dict[str, BlockKind]:
    """The kinds of lines, each with its font and set apart, between paragraphs of prose."""

    def page(canvas: Canvas) -> None:
        y = prose(canvas, 60, 780)
        for text, font in lines:
            y -= gap - 12
            write(canvas, 60, y, text, font=font)
            y -= 12
        prose(canvas, 60, y - gap)

    parsed = parse(made(page), "made.pdf")
    return {parsed.text[b.start : b.end]: b.kind for b in parsed.blocks}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("STEP ONE: SORT THE LETTERS", BlockKind.HEADING),
        ("SAFETY OF THE MODEL", BlockKind.HEADING),
        ("THIS TOOL IS GIVEN AS IT IS.", BlockKind.PARAGRAPH),
        ("NOVA, VEGA, MMLU", BlockKind.HEADING),
        ("MMLU GSM", BlockKind.PARAGRAPH),
        ("SAFETY OF THE model", BlockKind.PARAGRAPH),
        ("SAFETY OF THE MODEL,", BlockKind.PARAGRAPH),
        ("2.2 TOKENS", BlockKind.HEADING),
        ("2.2 DATA", BlockKind.HEADING),
        ("3 TRAINING", BlockKind.HEADING),
        ("3 MMLU", BlockKind.PARAGRAPH),
        ("3 Training", BlockKind.PARAGRAPH),
        ("3.2 TRAINING.", BlockKind.PARAGRAPH),
    ],
)
def test_a_few_words_in_capitals_without_a_stop_are_a_title(text: str, kind: BlockKind) -> None:
    assert kinds((text, "Helvetica"))[text] is kind


def test_a_document_in_one_typewriter_face_has_no_titles_by_capitals() -> None:
    def page(canvas: Canvas) -> None:
        for at in range(8):
            write(canvas, 60, 700 - 40 * at, "the model was trained on old letters", font="Courier")
        write(canvas, 60, 740, "SAFETY OF THE MODEL", font="Courier")

    parsed = parse(made(page), "made.pdf")
    assert BlockKind.HEADING not in {block.kind for block in parsed.blocks}


def test_small_capitals_are_a_title_though_most_letters_are_small() -> None:
    def page(canvas: Canvas) -> None:
        y = prose(canvas, 60, 780) - 14
        x = 60.0
        for text, size in (("2.4 T", 10), ("RAINING", 8), (" D", 10), ("ATA", 8)):
            write(canvas, x, y, text, size=size)
            x += canvas.stringWidth(text, "Helvetica", size)
        prose(canvas, 60, y - 26)

    parsed = parse(made(page), "made.pdf")
    titles = [parsed.text[b.start : b.end] for b in parsed.blocks if b.kind is BlockKind.HEADING]
    assert titles == ["2.4 TRAINING DATA"]


def test_numbered_bold_lines_below_each_other_are_a_list() -> None:
    found = kinds(("1. Sort the letters", BOLD), ("2. Read the letters", BOLD))
    assert found["1. Sort the letters"] is BlockKind.ITEM
    assert found["2. Read the letters"] is BlockKind.ITEM


def test_a_numbered_bold_line_alone_is_a_title() -> None:
    assert kinds(("2. Reading letters", BOLD))["2. Reading letters"] is BlockKind.HEADING


def test_numbered_titles_of_two_depths_below_each_other_stay_titles() -> None:
    found = kinds(("1) Letters", BOLD), ("A. Old letters", BOLD))
    assert {found["1) Letters"], found["A. Old letters"]} == {BlockKind.HEADING}


def item(second: str, third: str, font: str) -> list[tuple[BlockKind, str]]:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 780)
        write(canvas, 60, 700, "•")
        write(canvas, 72, 700, "Standard ways of learning from", font=BOLD)
        write(canvas, 72, 688, second, font=font)
        width = canvas.stringWidth(second + " ", font, 10)
        write(canvas, 72 + width, 688, third)
        write(canvas, 72, 676, "and to be sorted once again, in the order in which they")
        write(canvas, 72, 664, "came into the house of the archive by the sea.")

    parsed = parse(made(page), "made.pdf")
    return [
        (b.kind, " ".join(parsed.text[b.start : b.end].split()))
        for b in parsed.blocks
        if "learning" in parsed.text[b.start : b.end] or second in parsed.text[b.start : b.end]
    ]


def test_a_bold_name_of_an_item_that_wraps_is_no_title() -> None:
    ((kind, text),) = item("old errors.", "Letters were read twice", BOLD)
    assert kind is BlockKind.ITEM
    assert "learning from old errors. Letters were read twice and to be" in text


def test_a_bold_title_still_ends_before_plain_text() -> None:
    def page(canvas: Canvas) -> None:
        y = prose(canvas, 60, 780)
        write(canvas, 60, y - 20, "Standard ways of learning", font=BOLD)
        prose(canvas, 60, y - 33)

    parsed = parse(made(page), "made.pdf")
    titles = [b for b in parsed.blocks if b.kind is BlockKind.HEADING]
    assert [parsed.text[b.start : b.end] for b in titles] == ["Standard ways of learning"]
