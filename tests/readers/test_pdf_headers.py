"""Headers of groups, names above gutters, and rows between rules whose cells are broken."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.pdf import parse
from tests.readers.made_pdfs import made, prose, row
from tests.readers.test_pdf_tables import BOLD, rows


def _table(
    rules: tuple[float, ...],
    lines: dict[float, dict[float, str]],
    bold: float,
    groups: tuple[tuple[float, float, float], ...] = (),
) -> list[dict]:
    """Header -> text of each row; what stands above ``bold`` is bold, all is centred at its x."""

    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 800)
        for y in rules:
            canvas.line(60, y, 530, y)
        for x0, x1, y in groups:
            canvas.line(x0, y, x1, y)
        for y, cells in lines.items():
            canvas.setFont(BOLD if y > bold else "Helvetica", 9)
            for x, text in cells.items():
                if x < 70:
                    canvas.drawString(x, y, text)
                else:
                    canvas.drawCentredString(x, y, text)

    return rows(parse(made(page), "x.pdf"))


def test_groups_of_columns_stay_where_their_columns_are_named_anew() -> None:
    levels = {200: "low", 270: "high", 400: "low", 470: "high"}
    found = _table(
        (730, 700, 660, 644, 610),
        {
            718: {235: "Nova 2", 435: "Nova 7"},
            706: {62: "Letters (share)", **levels},
            688: {62: "Sorting", 200: "51.1", 270: "52.2", 400: "53.3", 470: "54.4"},
            670: {62: "Dating", 200: "61.1", 270: "62.2", 400: "63.3", 470: "64.4"},
            649: {62: "Chess (points)", **levels},
            632: {62: "With a clock", 200: "1101", 270: "1202", 400: "1303", 470: "1404"},
            618: {62: "Without", 200: "1501", 270: "1602", 400: "1703", 470: "1804"},
        },
        700,
        ((180, 290, 715), (380, 490, 715)),
    )
    assert found[0]["Nova 7 > low"] == "53.3"
    last = dict(found[-1])
    assert last.pop("Chess (points)") == "Without"
    assert last == {
        "Nova 2 > low": "1501",
        "Nova 2 > high": "1602",
        "Nova 7 > low": "1703",
        "Nova 7 > high": "1804",
    }


def test_a_group_reaches_over_the_columns_that_no_name_at_half_height_parts() -> None:
    found = _table(
        (730, 700, 640),
        {
            720: {320: "Finding letters"},
            713.5: {62: "Model", 140: "Size", 500: "Chess"},
            707: {215: "Easy (82)", 285: "Fair (87)", 355: "Hard (57)", 425: "All (226)"},
            686: {
                62: "Nova",
                140: "7B",
                215: "74.9",
                285: "16.8",
                355: "1.8",
                425: "34.1",
                500: "4.9",
            },
            672: {
                62: "Heron",
                140: "2B",
                215: "64.9",
                285: "15.8",
                355: "0.8",
                425: "30.1",
                500: "3.9",
            },
            658: {
                62: "Egret",
                140: "1B",
                215: "54.9",
                285: "14.8",
                355: "0.7",
                425: "28.1",
                500: "2.9",
            },
        },
        700,
    )
    groups = ["Easy (82)", "Fair (87)", "Hard (57)", "All (226)"]
    names = ["Model", "Size", *(f"Finding letters > {name}" for name in groups), "Chess"]
    assert [list(each) for each in found] == [names] * 3


def test_a_long_label_may_reach_across_a_gutter_that_the_header_names() -> None:
    lines = {
        712: {62: "Benchmark", 180: "Shots", 280: "Nova 2", 360: "Nova 7"},
        702: {121: "Active parameters of each", 280: "2B", 360: "7B"},
    }
    for at, name in enumerate(
        ("Sorting", "Dating", "Naming", "Adding", "Finding", "Telling", "Weighing")
    ):
        lines[682 - 12 * at] = {62: name, 180: f"{at}-shot", 280: f"5{at}.1", 360: f"6{at}.1"}
    lines[598] = {62: "All of the sets of the mill, mean", 280: "54.1", 360: "64.1"}
    found = _table((724, 696, 590), lines, 696)
    assert found[0]["Benchmark"] == "Sorting" and found[0]["Shots"] == "0-shot"
    assert found[6]["Shots"] == "6-shot" and found[6]["Nova 7 7B"] == "66.1"
    assert "All of the sets of the mill, mean" in found[-1].values()


def test_a_wide_name_of_a_group_is_a_column_though_its_header_is_narrow() -> None:
    lines = {712: {62: "Job", 180: "Model", 280: "Sorted", 360: "Dated"}}
    for at in range(10):
        lines[694 - 12 * at] = {180: f"Nova {at}", 280: f"5{at}.1", 360: f"6{at}.1"}
    lines[694 - 24] = {62: "Run at night", **lines[694 - 24]}
    lines[694 - 84] = {62: "Run by day", **lines[694 - 84]}
    found = _table((724, 706, 640, 580), lines, 706)
    assert [each["Model"] for each in found] == [f"Nova {at}" for at in range(10)]


def _words(*later: dict[float, str]) -> list[list[str]]:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 800)
        for y in (720, 700, 640, 580):
            canvas.line(60, y, 530, y)
        row(canvas, 706, {65: "Check", 200: "What it asks", 380: "How"}, BOLD)
        row(
            canvas,
            688,
            {65: "Letters of the", 200: "Are letters of the mill", 380: "By hand, by two"},
        )
        for at, cells in enumerate(later, 1):
            row(canvas, 688 - 12 * at, cells)
        row(canvas, 628, {65: "Sums of the", 200: "Are sums of the mill", 380: "By a table"})
        row(canvas, 616, {65: "mill", 200: "added without loss?"})

    return [list(each.values()) for each in rows(parse(made(page), "x.pdf"))]


def test_words_between_two_rules_are_one_row() -> None:
    broken = _words({65: "mill", 200: "sorted by their", 380: "people"}, {200: "age?"})
    assert broken == [
        [
            "Letters of the mill",
            "Are letters of the mill sorted by their age?",
            "By hand, by two people",
        ],
        ["Sums of the mill", "Are sums of the mill added without loss?", "By a table"],
    ]


def test_rows_of_figures_between_two_rules_stay_rows() -> None:
    figures = _words({65: "Weights", 200: "41", 380: "42"}, {65: "Lengths", 200: "43", 380: "44"})
    assert [each[0] for each in figures[:3]] == ["Letters of the", "Weights", "Lengths"]
