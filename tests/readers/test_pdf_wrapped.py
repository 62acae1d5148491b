"""Tables whose words are broken over lines, names at half height, lists in boxes, drawings."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.pdf import parse
from pipeline.readers.pdf_tables import is_numeric
from pipeline.schema import BlockKind
from tests.readers.made_pdfs import made, prose, row, write
from tests.readers.test_pdf_tables import BOLD, cut, rows


def _seen(*pages) -> list[list[str]]:
    """The cells of each row, as text, lent ones too."""
    parsed = parse(made(*pages), "x.pdf")
    return [
        [cut(parsed, cell.start, cell.end) for cell in block.cells]
        for block in parsed.blocks
        if block.kind is BlockKind.ROW
    ]


def _rules(canvas: Canvas, *heights: float) -> None:
    for y in heights:
        canvas.line(60, y, 500, y)


def test_a_label_of_three_lines_is_one_row_where_a_rule_parts_the_rows() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 800)
        _rules(canvas, 720, 700, 655, 610)
        row(canvas, 706, {65: "Check", 250: "Nova 2", 400: "Nova 7"}, BOLD)
        for y, words, figures in (
            (688, ("Keeps a secret -", "told by the owner", "of the mill"), ("0.912", "0.793")),
            (643, ("Keeps a word -", "told by a guest", "of the mill"), ("0.965", "0.947")),
        ):
            row(canvas, y, {65: words[0], 250: figures[0], 400: figures[1]})
            row(canvas, y - 12, {65: words[1]})
            row(canvas, y - 24, {65: words[2]})

    parsed = parse(made(page), "x.pdf")
    assert rows(parsed) == [
        {
            "Check": "Keeps a secret - told by the owner of the mill",
            "Nova 2": "0.912",
            "Nova 7": "0.793",
        },
        {
            "Check": "Keeps a word - told by a guest of the mill",
            "Nova 2": "0.965",
            "Nova 7": "0.947",
        },
    ]


def test_a_label_of_two_lines_is_one_row_where_only_distance_parts_the_rows() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 800)
        _rules(canvas, 720, 700, 620)
        row(canvas, 706, {65: "Check", 250: "Nova 2", 400: "Nova 7"}, BOLD)
        for y, first, second in (
            (686, "Sorts letters", "by their age"),
            (656, "Finds names", "of rivers"),
        ):
            row(canvas, y, {65: first, 250: "0.5", 400: "0.6"})
            row(canvas, y - 11, {65: second})

    assert [cells[0] for cells in _seen(page)] == [
        "Sorts letters by their age",
        "Finds names of rivers",
    ]


def test_a_name_among_rows_at_equal_distance_is_a_groups() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 800)
        _rules(canvas, 720, 700, 610)
        row(canvas, 706, {65: "Check", 250: "Nova 2", 400: "Nova 7"}, BOLD)
        row(canvas, 688, {65: "Letters"})
        row(canvas, 674, {65: "Sorting", 250: "0.5", 400: "0.6"})
        row(canvas, 660, {65: "Dating", 250: "0.4", 400: "0.7"})
        row(canvas, 646, {65: "Sums"})
        row(canvas, 632, {65: "Adding", 250: "0.9", 400: "1.0"})

    assert _seen(page)[1:3] == [
        ["Letters", "Sorting", "0.5", "0.6"],
        ["Letters", "Dating", "0.4", "0.7"],
    ]
    assert _seen(page)[-1][:2] == ["Sums", "Adding"]


def _half_height(names: dict[float, str]) -> list[list[str]]:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 800)
        _rules(canvas, 720, 700, 640, 580)
        row(canvas, 706, {150: "Task", 300: "Nova 2", 400: "Nova 7"}, BOLD)
        for at, task in enumerate(("Sorting", "Dating", "Naming", "Finding")):
            row(canvas, 687 - 13 * at, {150: task, 300: f"5{at}", 400: f"6{at}"})
            row(canvas, 627 - 13 * at, {150: f"{task} in Welsh", 300: f"3{at}", 400: f"4{at}"})
        for y, text in names.items():
            row(canvas, y, {65: text})

    return [cells[:2] for cells in _seen(page)]


@pytest.mark.parametrize("shift", [0.0, 3.0, 6.5])
def test_a_name_of_two_lines_at_half_height_counts_for_each_row(shift: float) -> None:
    middle = 667.5 + shift / 10
    names = {middle + 6: "Letters of", middle - 6: "the mill"}
    names |= {607.5 + 6: "Letters", 607.5 - 6: "abroad"}
    assert _half_height(names) == [
        *[["Letters of the mill", task] for task in ("Sorting", "Dating", "Naming", "Finding")],
        *[
            ["Letters abroad", f"{task} in Welsh"]
            for task in ("Sorting", "Dating", "Naming", "Finding")
        ],
    ]


def test_names_of_single_rows_are_not_put_together() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 800)
        _rules(canvas, 720, 700, 670, 640, 610)
        row(canvas, 706, {65: "Model", 200: "Size", 300: "Sorting"}, BOLD)
        row(canvas, 688, {65: "Heron", 200: "-", 300: "51"})
        row(canvas, 676, {65: "Egret", 200: "-", 300: "52"})
        for y, name in ((652, "Nova"), (622, "Orion")):
            row(canvas, y + 6, {200: "2B", 300: "61"})
            row(canvas, y, {65: name})
            row(canvas, y - 6, {200: "7B", 300: "71"})

    assert _seen(page) == [
        ["Heron", "-", "51"],
        ["Egret", "-", "52"],
        ["Nova", "2B", "61"],
        ["Nova", "7B", "71"],
        ["Orion", "2B", "61"],
        ["Orion", "7B", "71"],
    ]


def test_header_lines_that_miss_each_other_are_no_levels() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 800)
        _rules(canvas, 730, 696, 640)
        lines = {
            719: {150: "Nova Large", 350: "Heron Large"},
            713: {250: "Egret", 450: "Orion"},
            707: {150: "(long)", 350: "(short)"},
            682: {150: "51.5", 250: "52.5", 350: "53.5", 450: "54.5"},
            668: {150: "61.5", 250: "62.5", 350: "63.5", 450: "64.5"},
            654: {150: "71.5", 250: "72.5", 350: "73.5", 450: "74.5"},
        }
        for y, cells in lines.items():
            canvas.setFont(BOLD if y > 700 else "Helvetica", 9)
            for x, text in cells.items():
                canvas.drawCentredString(x, y, text)
        for y, name in ((713, "Task"), (682, "Sorting"), (668, "Dating"), (654, "Naming")):
            row(canvas, y, {65: name}, BOLD if y > 700 else "Helvetica")

    parsed = parse(made(page), "x.pdf")
    names = ["Task", "Nova Large (long)", "Egret", "Heron Large (short)", "Orion"]
    assert [list(each) for each in rows(parsed)] == [names] * 3


@pytest.mark.parametrize("sign", ["•", "–", "a)", "2."])
def test_a_list_in_a_box_is_no_table(sign: str) -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(60, 560, 440, 200)
        _rules(canvas, 700, 640)
        write(canvas, 66, 740, "How is Nova kept?")
        for at, text in enumerate(
            (
                "in a dry place near the mill",
                "away from the river",
                "out of the reach of goats",
                "cool",
            )
        ):
            write(canvas, 66, 686 - 13 * at, sign)
            write(canvas, 84, 686 - 13 * at, text)
        write(canvas, 66, 620, "Ask the owner of the mill for the rest of it.")

    assert _seen(page) == []


@pytest.mark.parametrize(
    ("text", "figure"),
    [("45.5 / 46.0", True), ("- / 69.1", True), ("864 / 35.4%", True), ("yes / no", False)],
)
def test_two_figures_with_a_stroke_are_a_figure(text: str, figure: bool) -> None:
    assert is_numeric(text) is figure


def test_a_row_of_figures_with_strokes_is_no_new_header() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 800)
        _rules(canvas, 720, 700, 640)
        row(canvas, 706, {65: "Task", 200: "Nova 2", 300: "Nova 7", 400: "Orion"}, BOLD)
        row(canvas, 688, {65: "Sorting", 200: "51", 300: "52", 400: "53"})
        row(canvas, 674, {65: "Chess (points / rank)", 200: "9 / 3%", 300: "8 / 4%", 400: "7 / 5%"})
        row(canvas, 660, {65: "Dating", 200: "41", 300: "42", 400: "43"})

    assert [list(each) for each in rows(parse(made(page), "x.pdf"))] == [
        ["Task", "Nova 2", "Nova 7", "Orion"]
    ] * 3


def _table(canvas: Canvas, y: float) -> None:
    _rules(canvas, y, y - 20, y - 60)
    row(canvas, y - 14, {65: "Model", 200: "Coast", 350: "Hills"}, BOLD)
    row(canvas, y - 34, {65: "Nova", 200: "few words", 350: "many"})
    row(canvas, y - 50, {65: "Orion", 200: "none", 350: "some words"})


@pytest.mark.parametrize(("caption", "count"), [("Table 5: What Nova writes.", 2), ("", 0)])
def test_a_table_with_a_caption_above_a_figure_is_kept(caption: str, count: int) -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 800)
        write(canvas, 60, 720, caption)
        _table(canvas, 700)
        canvas.circle(280, 560, 40)
        write(canvas, 60, 480, "Figure 6: How Nova and Orion are joined.")
        prose(canvas, 60, 440)

    assert len(_seen(page)) == count


def test_a_diagram_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 800)
        for x in (60, 160, 260, 360, 460):
            canvas.line(x, 560, x, 720)
        _rules(canvas, 720, 680, 640, 600, 560)
        row(canvas, 700, {70: "Input words", 270: "7 8 9 10 11"})
        row(canvas, 660, {170: "Attention over 12 heads"})
        row(canvas, 620, {70: "Hidden words", 370: "Experts 1 to 9 of 90"})
        row(canvas, 580, {270: "Output words"})
        write(canvas, 60, 530, "Figure 2: How Nova is built from its parts.")
        prose(canvas, 60, 480)

    parsed = parse(made(page), "x.pdf")
    assert not any(block.table for block in parsed.blocks)
    assert "Attention over 12 heads" in parsed.text
