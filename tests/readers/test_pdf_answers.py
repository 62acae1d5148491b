"""Forms in PDFs: questions with answers, ticks, underlined lines, filled fields."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.pdf import parse
from pipeline.schema import BlockKind
from tests.readers.made_pdfs import made, prose, row, wrapped, write
from tests.readers.raw_pdfs import boxes_of, of_kind, raw, rows, show, stream

BOLD = "Helvetica-Bold"
QUESTIONS = [
    ("Name of the provider:", "Example Lab"),
    ("Name of the model:", "Nova 7B"),
    ("Date of placement:", "2 May 2025"),
    ("Were crawlers used?", "No"),
    ("Size of the training data:", "9.5 trillion tokens"),
]
PAIRS = [{key.rstrip(":"): value} for key, value in QUESTIONS]


def gridded(canvas: Canvas) -> None:
    for at in range(len(QUESTIONS) + 1):
        canvas.line(60, 700 - 20 * at, 520, 700 - 20 * at)
    for x in (60, 260, 520):
        canvas.line(x, 700, x, 600)
    for at, (key, value) in enumerate(QUESTIONS):
        row(canvas, 686 - 20 * at, {65: key, 265: value})


def underlined(canvas: Canvas) -> None:
    for at, (key, value) in enumerate(QUESTIONS):
        write(canvas, 60, 700 - 30 * at, key)
        write(canvas, 260, 700 - 30 * at, value)
        canvas.line(250, 694 - 30 * at, 540, 694 - 30 * at)


def labelled(canvas: Canvas) -> None:
    for at, (key, value) in enumerate(QUESTIONS):
        write(canvas, 60, 700 - 30 * at, key.replace("?", ":"), font=BOLD)
        end = 60 + stringWidth(key, BOLD, 10)
        write(canvas, end + 4, 700 - 30 * at, value)
    prose(canvas, 60, 480, repeat=3)


@pytest.mark.parametrize("draw", [gridded, underlined])
def test_questions_and_answers_however_they_are_set(draw: object) -> None:
    assert callable(draw)
    parsed = parse(made(draw), "x.pdf")
    assert rows(parsed, BlockKind.PAIR) == PAIRS
    assert of_kind(parsed, BlockKind.HEADING, BlockKind.ROW) == []


def test_bold_questions_in_a_grid_are_questions() -> None:
    def page(canvas: Canvas) -> None:
        for at in range(len(QUESTIONS) + 1):
            canvas.line(60, 700 - 20 * at, 520, 700 - 20 * at)
        for x in (60, 260, 520):
            canvas.line(x, 700, x, 600)
        for at, (key, value) in enumerate(QUESTIONS):
            row(canvas, 686 - 20 * at, {65: key}, BOLD)
            row(canvas, 686 - 20 * at, {265: value})

    assert rows(parse(made(page), "x.pdf"), BlockKind.PAIR) == PAIRS


def test_bold_labels_in_running_text_are_keys() -> None:
    found = rows(parse(made(labelled), "x.pdf"), BlockKind.PAIR)
    assert found == [{key.rstrip("?"): value for key, value in each.items()} for each in PAIRS]


def test_boxes_of_an_answer_lie_right_of_its_question() -> None:
    parsed = parse(made(gridded), "x.pdf")
    for _, x0, y0, x1, y1 in boxes_of(parsed, "9.5 trillion tokens"):
        assert 260 < x0 < x1 < 520
        assert 600 < (y0 + y1) / 2 < 620


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 4, 1, 3)])
def test_the_order_in_which_a_program_draws_is_not_the_order_of_reading(
    order: Sequence[int],
) -> None:
    def page(canvas: Canvas) -> None:
        for at in range(6):
            canvas.line(60, 700 - 20 * at, 520, 700 - 20 * at)
        for x in (60, 260, 520):
            canvas.line(x, 700, x, 600)
        for at in order:
            row(canvas, 686 - 20 * at, {265: QUESTIONS[at][1]})
            row(canvas, 686 - 20 * at, {65: QUESTIONS[at][0]})

    assert rows(parse(made(page), "x.pdf"), BlockKind.PAIR) == PAIRS


def test_an_open_answer_is_an_empty_value_and_not_the_next_question() -> None:
    def page(canvas: Canvas) -> None:
        for at in range(4):
            canvas.line(60, 700 - 20 * at, 520, 700 - 20 * at)
        for x in (60, 260, 520):
            canvas.line(x, 700, x, 640)
        row(canvas, 686, {65: "Name of the provider:", 265: "Example Lab"})
        row(canvas, 666, {65: "Energy that was used:"})
        row(canvas, 646, {65: "Licence:", 265: "MIT"})

    assert rows(parse(made(page), "x.pdf"), BlockKind.PAIR) == [
        {"Name of the provider": "Example Lab"},
        {"Energy that was used": ""},
        {"Licence": "MIT"},
    ]


def test_a_long_answer_in_a_grid_is_one_value_in_order() -> None:
    answer = "The letters came from forty attics of the town, and the labels from one shop " * 3
    broken = wrapped(answer, 48)

    def page(canvas: Canvas) -> None:
        for y in (700, 680, 580):
            canvas.line(60, y, 520, y)
        for x in (60, 260, 520):
            canvas.line(x, 700, x, 580)
        row(canvas, 686, {65: "Name of the model:", 265: "Nova 7B"})
        row(canvas, 666, {65: "Sources of the data,"})
        row(canvas, 655, {65: "with their kinds:"})
        for at, line in enumerate(broken):
            row(canvas, 666 - 11 * at, {265: line})

    assert rows(parse(made(page), "x.pdf"), BlockKind.PAIR)[1] == {
        "Sources of the data, with their kinds": " ".join(answer.split())
    }


def ticked(code: bytes, other: bytes, marks: tuple[str, str]) -> bytes:
    """Options with marks of a symbol font, mapped to characters as real programs do."""
    table = stream(
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar\n"
        b"<31> <%s>\n<32> <%s>\nendbfchar endcmap" % (code, other)
    )
    symbols = b"<</Type/Font/Subtype/Type1/BaseFont/Wingdings/ToUnicode 4 0 R>>"
    assert len(marks) == 2
    content = b"".join(
        b"BT /F2 10 Tf 1 0 0 1 %d 500 Tm (%s) Tj ET\n" % (x, mark.encode())
        + show(x + 14, 500, label)
        for x, mark, label in ((60, marks[0], "Yes"), (160, marks[1], "No"))
    )
    data = raw(
        show(60, 530, "Were crawlers used?") + content,
        objects=(table, symbols),
    )
    return data.replace(b"/F1 3 0 R", b"/F1 3 0 R/F2 5 0 R")


@pytest.mark.parametrize(
    ("on", "off", "shown"),
    [
        (b"2612", b"2610", "☒ Yes ☐ No"),
        (b"2611", b"2610", "☑ Yes ☐ No"),
        (b"F0FE", b"F0A8", "☒ Yes ☐ No"),
        (b"F0FD", b"F06F", "☒ Yes ☐ No"),
        (b"F052", b"F071", "☒ Yes ☐ No"),
        (b"F0FC", b"F0A8", "✓ Yes ☐ No"),
        (b"2713", b"25A1", "✓ Yes □ No"),
    ],
)
def test_ticks_of_every_kind_keep_their_side(on: bytes, off: bytes, shown: str) -> None:
    text = " ".join(parse(_rebuilt(ticked(on, off, ("1", "2"))), "x.pdf").text.split())
    assert shown in text


def _rebuilt(data: bytes) -> bytes:
    """Leave the file's table of places out, so that added bytes do no harm."""
    return data[: data.index(b"xref\n0")] + b"trailer<</Root 1 0 R>>\n%%EOF"


def fields(canvas: Canvas) -> None:
    form = canvas.acroForm
    write(canvas, 60, 705, "Name of the model:")
    form.textfield(name="a", value="Nova 7B", x=260, y=700, width=200, height=18)
    write(canvas, 60, 675, "Energy that was used:")
    form.textfield(name="b", value="", x=260, y=670, width=200, height=18)
    write(canvas, 60, 645, "Crawled:")
    form.checkbox(name="c", checked=True, x=260, y=642, size=14)
    write(canvas, 280, 645, "Yes")
    form.checkbox(name="d", checked=False, x=340, y=642, size=14)
    write(canvas, 360, 645, "No")
    write(canvas, 60, 615, "Size of the provider:")
    form.choice(name="e", value="large", options=["small", "large"], x=260, y=610, width=90,
                height=18)  # fmt: skip


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_filled_fields_stand_beside_their_questions_on_any_page(angle: int) -> None:
    parsed = parse(made(fields), "x.pdf")
    text = " ".join(parsed.text.split())
    assert "Name of the model: Nova 7B" in text
    assert "Crawled: ☒ Yes ☐ No" in text
    assert "Size of the provider: large" in text
    assert "Energy that was used: Crawled" in text, "an open field adds no words"

    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(angle)
        fields(canvas)

    turned = parse(made(page), "x.pdf")
    ((_, *box),) = boxes_of(turned, "large")
    assert 258 < box[0] < box[2] < 352 and 608 < box[1] < box[3] < 630


def test_a_field_of_several_lines_keeps_their_order() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 740, "Sources of the data:")
        canvas.acroForm.textfield(
            name="a",
            value="first the attic\nthen the mill\nlast the shop",
            x=60,
            y=660,
            width=300,
            height=60,
            fieldFlags="multiline",
        )
        write(canvas, 60, 630, "End of the form.")

    text = " ".join(parse(made(page), "x.pdf").text.split())
    assert text.index("first the attic") < text.index("then the mill") < text.index("last the shop")
    assert text.index("last the shop") < text.index("End of the form.")
    assert text.startswith("Sources of the data:")


@pytest.mark.parametrize(
    ("question", "figures", "pairs"),
    [
        (("Name:", "Licence:"), ("12", "14"), 2),  # labels with colons are questions
        (("Sorting", "Dating"), ("61.0", "62.5"), 0),  # a table's rows are none
    ],
)
def test_lines_over_answers_and_lines_over_groups_of_figures(
    question: tuple[str, str], figures: tuple[str, str], pairs: int
) -> None:
    def page(canvas: Canvas) -> None:
        for at, (key, value) in enumerate(zip(question, figures, strict=True)):
            write(canvas, 60, 700 - 30 * at, key)
            write(canvas, 260, 700 - 30 * at, value)
            canvas.line(250, 694 - 30 * at, 540, 694 - 30 * at)

    assert len(rows(parse(made(page), "x.pdf"), BlockKind.PAIR)) == pairs
