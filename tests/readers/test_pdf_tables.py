"""Tables and forms in PDFs: every figure stands under its header and beside its label."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.parsed import Parsed
from pipeline.readers.pdf import parse
from pipeline.schema import Block, BlockKind
from tests.readers.made_pdfs import made, prose, row, write

BOLD = "Helvetica-Bold"


def rows(parsed: Parsed, kind: BlockKind = BlockKind.ROW) -> list[dict[str, str]]:
    """Header -> cell text of each row."""
    return [
        {cell.header: cut(parsed, cell.start, cell.end) for cell in block.cells}
        for block in parsed.blocks
        if block.kind is kind
    ]


def cut(parsed: Parsed, start: int, end: int) -> str:
    return " ".join(parsed.text[start:end].split())


@lru_cache(maxsize=2)
def real(path: Path) -> Parsed:
    return parse(path.read_bytes(), path.name)


def labels(parsed: Parsed, block: Block) -> list[str]:
    return [cut(parsed, cell.start, cell.end) for cell in block.cells if cell.is_label]


def grid(canvas: Canvas, xs: list[float], ys: list[float]) -> None:
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)


def test_a_ruled_table_gives_rows_with_headers_and_labels() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 780)
        grid(canvas, [60, 200, 320, 440], [700, 680, 660, 640])
        row(canvas, 686, {65: "Variant", 205: "Parameters", 325: "Tokens"}, BOLD)
        row(canvas, 666, {65: "Nova Small", 205: "3.1 billion", 325: "2 trillion"})
        row(canvas, 646, {65: "Nova Large", 205: "41 billion", 325: "9 trillion"})

    parsed = parse(made(page), "x.pdf")
    assert rows(parsed) == [
        {"Variant": "Nova Small", "Parameters": "3.1 billion", "Tokens": "2 trillion"},
        {"Variant": "Nova Large", "Parameters": "41 billion", "Tokens": "9 trillion"},
    ]
    body = [block for block in parsed.blocks if block.kind is BlockKind.ROW]
    assert [labels(parsed, block) for block in body] == [["Nova Small"], ["Nova Large"]]
    assert body[0].table == body[1].table is not None


def test_cells_are_contiguous_and_rows_follow_each_other_in_the_text() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, [60, 200, 320, 440], [700, 660, 620])
        row(canvas, 686, {65: "Task", 205: "Score of Nova", 325: "Score of others"}, BOLD)
        # Two lines in one cell, drawn after its neighbours.
        row(canvas, 646, {205: "71.3", 325: "70.2"})
        row(canvas, 646, {65: "Sorting of very"})
        row(canvas, 634, {65: "old letters"})

    parsed = parse(made(page), "x.pdf")
    (found,) = rows(parsed)
    assert found == {
        "Task": "Sorting of very old letters",
        "Score of Nova": "71.3",
        "Score of others": "70.2",
    }
    (block,) = [each for each in parsed.blocks if each.kind is BlockKind.ROW]
    assert all(block.start <= cell.start <= cell.end <= block.end for cell in block.cells)


def test_a_cell_that_spans_rows_is_lent_to_the_lower_one() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, [200, 320, 440], [700, 680, 660, 640])
        canvas.line(60, 700, 60, 640)
        for y in (700, 680, 640):
            canvas.line(60, y, 200, y)
        row(canvas, 686, {65: "Group", 205: "Task", 325: "Score"}, BOLD)
        row(canvas, 656, {65: "Letters"})
        row(canvas, 666, {205: "Sorting", 325: "71.3"})
        row(canvas, 646, {205: "Dating", 325: "55.0"})

    parsed = parse(made(page), "x.pdf")
    assert rows(parsed) == [
        {"Group": "Letters", "Task": "Sorting", "Score": "71.3"},
        {"Group": "Letters", "Task": "Dating", "Score": "55.0"},
    ]
    second = [block for block in parsed.blocks if block.kind is BlockKind.ROW][1]
    assert [cell.inherited for cell in second.cells] == [True, False, False]


def booktabs(canvas: Canvas) -> None:
    prose(canvas, 60, 780)
    for y in (700, 668, 610):
        canvas.line(60, y, 500, y)
    canvas.line(200, 683, 330, 683)
    canvas.line(350, 683, 500, 683)
    row(canvas, 687, {230: "Small models", 395: "Large models"}, BOLD)
    row(canvas, 672, {65: "Task", 210: "Nova", 290: "Orion", 370: "Nova", 450: "Orion"}, BOLD)
    row(canvas, 650, {65: "Sorting (acc.)", 210: "61.0", 290: "62.5", 370: "71.3", 450: "70.2"})
    row(canvas, 632, {65: "Dating", 210: "40.1", 370: "55.0", 450: "54.9"})
    row(canvas, 616, {65: "Naming", 210: "9", 290: "8", 370: "12", 450: "11"})
    write(canvas, 60, 590, "Table 1: Scores of Nova and Orion, higher is better.")
    prose(canvas, 60, 540)


def test_a_booktabs_table_keeps_two_levels_of_headers_and_empty_cells() -> None:
    parsed = parse(made(booktabs), "x.pdf")
    assert rows(parsed)[0] == {
        "Task": "Sorting (acc.)",
        "Small models > Nova": "61.0",
        "Small models > Orion": "62.5",
        "Large models > Nova": "71.3",
        "Large models > Orion": "70.2",
    }
    assert rows(parsed)[1]["Small models > Orion"] == ""
    assert rows(parsed)[1]["Large models > Nova"] == "55.0"
    assert len(rows(parsed)) == 3


def test_text_around_a_booktabs_table_stays_prose() -> None:
    parsed = parse(made(booktabs), "x.pdf")
    kinds = [block.kind for block in parsed.blocks]
    assert kinds.count(BlockKind.CAPTION) == 1
    assert " ".join(parsed.text.split()).count("judge what the models may be used for.") == 2
    last = max(block.end for block in parsed.blocks if block.kind is BlockKind.ROW)
    assert parsed.text.index("Table 1:") >= last


def test_a_group_name_at_half_height_names_all_rows_of_its_band() -> None:
    def page(canvas: Canvas) -> None:
        for y in (700, 680, 630, 580):
            canvas.line(60, y, 400, y)
        row(canvas, 686, {130: "Task", 300: "Nova"}, BOLD)
        row(canvas, 666, {130: "Sorting", 300: "71.3"})
        row(canvas, 652, {65: "Letters", 130: "Dating", 300: "55.0"})
        row(canvas, 638, {130: "Naming", 300: "12.0"})
        row(canvas, 616, {130: "Adding", 300: "99.1"})
        row(canvas, 609, {65: "Sums"})
        row(canvas, 602, {130: "Taking away", 300: "98.0"})

    parsed = parse(made(page), "x.pdf")
    seen = [(each[""], each["Task"]) for each in rows(parsed)]
    assert seen == [
        ("Letters", "Sorting"),
        ("Letters", "Dating"),
        ("Letters", "Naming"),
        ("Sums", "Adding"),
        ("Sums", "Taking away"),
    ]
    body = [block for block in parsed.blocks if block.kind is BlockKind.ROW]
    assert [labels(parsed, block)[0] for block in body] == [task for _, task in seen]


def test_names_in_two_columns_are_shared_between_short_rules() -> None:
    def page(canvas: Canvas) -> None:
        for y, left in ((700, 60), (680, 60), (640, 120), (606, 60)):
            canvas.line(left, y, 400, y)
        row(canvas, 686, {65: "Mode", 125: "Model", 220: "Size", 320: "Score"}, BOLD)
        row(canvas, 668, {125: "Nova", 220: "3B", 320: "61.0"})
        row(canvas, 656, {65: "Run", 220: "7B", 320: "62.0"})
        row(canvas, 644, {220: "9B", 320: "63.0"})
        row(canvas, 628, {125: "Orion", 220: "2B", 320: "51.0"})
        row(canvas, 612, {220: "4B", 320: "52.0"})

    parsed = parse(made(page), "x.pdf")
    assert [tuple(each.values()) for each in rows(parsed)] == [
        ("Run", "Nova", "3B", "61.0"),
        ("Run", "Nova", "7B", "62.0"),
        ("Run", "Nova", "9B", "63.0"),
        ("Run", "Orion", "2B", "51.0"),
        ("Run", "Orion", "4B", "52.0"),
    ]


def test_a_lone_value_is_not_shared_with_the_rows_around_it() -> None:
    def page(canvas: Canvas) -> None:
        for y in (700, 680, 630):
            canvas.line(60, y, 400, y)
        row(canvas, 686, {65: "Task", 160: "Nova", 300: "Orion"}, BOLD)
        row(canvas, 666, {65: "Sorting", 300: "yes"})
        row(canvas, 652, {65: "Dating", 160: "partly", 300: "no"})
        row(canvas, 638, {65: "Naming", 300: "yes"})

    assert [each["Nova"] for each in rows(parse(made(page), "x.pdf"))] == ["", "partly", ""]


def test_group_names_and_new_headers_inside_a_table() -> None:
    def page(canvas: Canvas) -> None:
        for y in (700, 680, 600):
            canvas.line(60, y, 400, y)
        row(canvas, 686, {65: "Model", 160: "Swift", 240: "Rust", 320: "Java"}, BOLD)
        row(canvas, 666, {200: "Open models"})
        row(canvas, 654, {65: "Nova", 160: "61.0", 240: "62.0", 320: "63.0"})
        row(canvas, 642, {65: "Orion", 160: "51.0", 240: "52.0", 320: "53.0"})
        row(canvas, 630, {160: "Bash", 240: "Perl", 320: "Ruby"})
        row(canvas, 618, {65: "Nova", 160: "71.0", 240: "72.0", 320: "73.0"})
        row(canvas, 606, {65: "Orion", 160: "41.0", 240: "42.0", 320: "43.0"})

    parsed = parse(made(page), "x.pdf")
    found = [block for block in parsed.blocks if block.kind is BlockKind.ROW]
    assert [labels(parsed, block) for block in found] == [
        ["Open models"],
        ["Nova"],
        ["Orion"],
        ["Nova"],
        ["Orion"],
    ]
    lent = [cell for cell in found[2].cells if cell.inherited]
    assert [cut(parsed, cell.start, cell.end) for cell in lent] == ["Open models"]
    assert rows(parsed)[2]["Rust"] == "52.0"
    assert rows(parsed)[3] == {"": "Nova", "Bash": "71.0", "Perl": "72.0", "Ruby": "73.0"}


def test_one_word_in_every_column_is_a_value_and_no_header() -> None:
    def page(canvas: Canvas) -> None:
        for y in (700, 680, 620):
            canvas.line(60, y, 400, y)
        row(canvas, 686, {65: "Model", 160: "Nova S", 240: "Nova M", 320: "Nova L"}, BOLD)
        row(canvas, 666, {65: "Layers", 160: "20", 240: "30", 320: "40"})
        row(canvas, 654, {65: "Activation", 160: "GELU", 240: "GELU", 320: "GELU"})
        row(canvas, 642, {65: "Width", 160: "512", 240: "768", 320: "1024"})
        row(canvas, 630, {65: "Heads", 160: "8", 240: "12", 320: "16"})

    found = rows(parse(made(page), "x.pdf"))
    assert [row["Nova M"] for row in found] == ["30", "GELU", "768", "12"]


def unruled(canvas: Canvas, *, names: bool = True) -> None:
    if names:
        row(canvas, 712, {200: "Nova", 280: "Orion 2", 360: "Lyra"})
    row(canvas, 700, {65: "Letters"})
    row(canvas, 688, {65: "Sorting", 200: "61.0", 280: "62.0", 360: "--"})
    row(canvas, 676, {65: "Dating of letters", 200: "51.0", 280: "52.0", 360: "53.0"})
    row(canvas, 664, {65: "Sums"})
    row(canvas, 652, {65: "Adding", 210: "71.0", 290: "72.0", 370: "73.0"})
    prose(canvas, 60, 600)


def test_figures_without_any_rule_are_rows_with_headers_and_groups() -> None:
    parsed = parse(made(unruled), "x.pdf")
    found = rows(parsed)
    assert found[1] == {"": "Sorting", "Nova": "61.0", "Orion 2": "62.0", "Lyra": "--"}
    assert found[4] == {"": "Adding", "Nova": "71.0", "Orion 2": "72.0", "Lyra": "73.0"}
    last = [block for block in parsed.blocks if block.kind is BlockKind.ROW][-1]
    assert [cut(parsed, c.start, c.end) for c in last.cells if c.inherited] == ["Sums"]


def test_unruled_figures_without_names_are_rows_without_headers() -> None:
    parsed = parse(made(lambda c: unruled(c, names=False)), "x.pdf")
    values = [
        [cut(parsed, c.start, c.end) for c in block.cells if not c.inherited]
        for block in parsed.blocks
        if block.kind is BlockKind.ROW
    ]
    assert ["Dating of letters", "51.0", "52.0", "53.0"] in values
    assert not [block for block in parsed.blocks if block.kind is BlockKind.HEADER_ROW]


def test_two_lines_of_figures_are_no_table() -> None:
    def page(canvas: Canvas) -> None:
        row(canvas, 688, {65: "Sorting", 200: "61.0", 280: "62.0"})
        row(canvas, 676, {65: "Dating", 200: "51.0", 280: "52.0"})
        prose(canvas, 60, 600)

    assert rows(parse(made(page), "x.pdf")) == []


def test_prose_between_rules_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        canvas.line(60, 800, 540, 800)
        prose(canvas, 60, 780, repeat=3)
        canvas.line(60, 600, 540, 600)

    parsed = parse(made(page), "x.pdf")
    assert {block.kind for block in parsed.blocks} == {BlockKind.PARAGRAPH}


def test_a_boxed_paragraph_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(50, 690, 500, 60)
        prose(canvas, 60, 735)

    parsed = parse(made(page), "x.pdf")
    assert {block.kind for block in parsed.blocks} == {BlockKind.PARAGRAPH}


def test_a_ruled_table_of_two_columns_without_header_is_a_form() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, [60, 220, 520], [700, 680, 660, 640])
        row(canvas, 686, {65: "Name of the provider:", 225: "Example Lab"})
        row(canvas, 666, {65: "Did you use crawlers?", 225: "\u2022 Yes"})
        row(canvas, 646, {65: "Further remarks:"})

    parsed = parse(made(page), "x.pdf")
    assert rows(parsed, BlockKind.PAIR) == [
        {"Name of the provider": "Example Lab"},
        {"Did you use crawlers?": "\u2022 Yes"},
        {"Further remarks": ""},
    ]


def underlined(canvas: Canvas, y: float, question: list[str], answer: list[str]) -> float:
    """Draw a question with its answer above a rule; return the y below."""
    write(canvas, 70, y, *question)
    write(canvas, 210, y, *answer)
    end = y - 12 * max(len(question), len(answer)) + 6
    canvas.line(200, end, 520, end)
    return end - 14


def test_answers_above_a_rule_belong_to_the_question_beside_them() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 70, 780, "1.1 Provider", size=12, font=BOLD)
        y = underlined(
            canvas, 750, ["Provider name and", "contact details:"], ["Example Lab, By the Sea 1"]
        )
        y = underlined(canvas, y, ["Model name:"], ["Nova Small,", "Nova Large"])
        underlined(canvas, y, ["Were crawlers used?"], ["Yes"])

    parsed = parse(made(page), "x.pdf")
    assert rows(parsed, BlockKind.PAIR) == [
        {"Provider name and contact details": "Example Lab, By the Sea 1"},
        {"Model name": "Nova Small, Nova Large"},
        {"Were crawlers used?": "Yes"},
    ]
    assert [cut(parsed, b.start, b.end) for b in parsed.blocks if b.kind is BlockKind.HEADING] == [
        "1.1 Provider"
    ]


def test_rules_below_groups_of_columns_make_no_form() -> None:
    def page(canvas: Canvas) -> None:
        for y, left in ((700, 60), (684, 200), (668, 60), (636, 130), (620, 60)):
            canvas.line(left, y, 400, y)
        row(canvas, 688, {270: "Metric"}, BOLD)
        row(canvas, 673, {65: "Task", 135: "Model", 210: "Chosen", 330: "Right"}, BOLD)
        row(canvas, 654, {135: "Nova", 210: "95.4", 330: "87.0"})
        row(canvas, 641, {65: "Run mode", 135: "Orion", 210: "86.1", 330: "68.9"})
        row(canvas, 625, {135: "Lyra", 210: "85.2", 330: "61.1"})
        prose(canvas, 60, 580)

    parsed = parse(made(page), "x.pdf")
    assert rows(parsed, BlockKind.PAIR) == []
    assert "95.4" in {text for each in rows(parsed) for text in each.values()}


def test_an_answer_that_goes_on_on_the_next_page_keeps_its_question() -> None:
    def first(canvas: Canvas) -> None:
        y = 780.0
        for number in range(4):
            y = underlined(canvas, y, [f"Question number {number}:"], [f"Answer {number}"])

    def second(canvas: Canvas) -> None:
        write(canvas, 210, 780, "and more of the last answer")
        canvas.line(200, 774, 520, 774)
        underlined(canvas, 750, ["Question at the end:"], ["No"])

    found = rows(parse(made(first, second), "x.pdf"), BlockKind.PAIR)
    assert found[3] == {"Question number 3": "Answer 3 and more of the last answer"}
    assert found[4] == {"Question at the end": "No"}


def test_headers_are_carried_to_the_part_of_a_table_on_the_next_page() -> None:
    xs = [60.0, 200.0, 320.0, 440.0]

    def first(canvas: Canvas) -> None:
        grid(canvas, xs, [100, 80, 60])
        row(canvas, 86, {65: "Modality", 205: "Size", 325: "Content"}, BOLD)
        row(canvas, 66, {65: "Text", 205: "over 10 trillion", 325: "letters"})

    def second(canvas: Canvas) -> None:
        grid(canvas, xs, [780, 760, 740])
        row(canvas, 766, {65: "Image", 205: "none", 325: "no pictures"})
        row(canvas, 746, {65: "Audio", 205: "none", 325: "no sound"})

    found = rows(parse(made(first, second), "x.pdf"))
    assert found[1:] == [
        {"Modality": "Image", "Size": "none", "Content": "no pictures"},
        {"Modality": "Audio", "Size": "none", "Content": "no sound"},
    ]


def test_every_word_of_a_page_with_tables_is_kept_once() -> None:
    parsed = parse(made(booktabs), "x.pdf")
    text = [parsed.text[word.start : word.end] for word in parsed.words]
    assert sorted(text) == sorted(parsed.text.split())
    assert text.count("61.0") == text.count("54.9") == 1


def filled(canvas: Canvas) -> None:
    form = canvas.acroForm
    write(canvas, 60, 700, "Provider name:")
    form.textfield(name="a", value="Example Lab", x=200, y=696, width=200, height=14)
    write(canvas, 60, 670, "Were crawlers used?")
    for x, name, checked in ((200, "yes", True), (260, "no", False)):
        form.checkbox(name=name, x=x, y=668, size=12, checked=checked)
    write(canvas, 216, 670, "Yes")
    write(canvas, 276, 670, "No")
    prose(canvas, 60, 600)


def test_what_was_filled_into_fields_stands_beside_its_question() -> None:
    parsed = parse(made(filled), "x.pdf")
    text = " ".join(parsed.text.split())
    assert "Provider name: Example Lab" in text
    assert "Were crawlers used? ☒ Yes ☐ No" in text
    lab = next(w for w in parsed.words if parsed.text[w.start : w.end] == "Lab")
    assert 200 <= lab.box[0] < lab.box[2] <= 400
    assert 690 < lab.box[1] < lab.box[3] < 715


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("D049", {"Pre-Training": "2664K", "Total": "2788K"}),
        ("D049", {"Benchmark (Metric)": "# Total Params", "DeepSeek-V3": "671B"}),
        ("D049", {"Large MoE Aux-Loss-Free": "228.7B"}),
    ],
)
def test_real_tables_hold_known_cells(shared: Path, name: str, cells: dict[str, str]) -> None:
    parsed = real(next((shared / "data" / "docs").glob(f"{name}_*.pdf")))
    found = rows(parsed)
    assert any(
        all(
            any(h.startswith(header) and v == text for h, v in each.items())
            for header, text in cells.items()
        )
        for each in found
    )


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("D089", "Date of placement of the model on the Union market", "Sept 2nd, 2025"),
        ("D102", "Model dependencies", "None"),
        ("D103", "Model dependencies", "N/A"),
        ("D099", "Versioned model name(s)", "Bielik v3 11B Instruct"),
        ("D101", "1.2.1 Versioned model name(s)", "phi-4"),
    ],
)
def test_real_forms_hold_known_answers(shared: Path, name: str, key: str, value: str) -> None:
    parsed = real(next((shared / "data" / "docs").glob(f"{name}_*.pdf")))
    assert {key: value} in rows(parsed, BlockKind.PAIR)
