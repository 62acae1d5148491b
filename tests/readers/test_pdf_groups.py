"""A column of names of groups that only few rows of a table between rules hold."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.pdf import parse
from pipeline.schema import BlockKind
from tests.readers.made_pdfs import made, row

ROWS = {
    "English": ["Letters", "Diaries", "Novels", "Poems"],
    "Code": ["Loops", "Tests", "Types", "Tools"],
    "Maths": ["Sums", "Proofs", "Graphs", "Chance"],
    "Law": ["Deeds", "Wills", "Courts", "Acts"],
}


def table(canvas: Canvas) -> None:
    y = 700.0
    canvas.line(60, y + 14, 400, y + 14)
    row(canvas, y, {120: "Task", 240: "Nova 7B", 330: "Vega 9B"})
    canvas.line(60, y - 4, 400, y - 4)
    y -= 16
    for number, (group, tasks) in enumerate(ROWS.items(), 1):
        top = y
        for at, task in enumerate(tasks):
            row(canvas, y, {120: task, 246: f"{number}{at}.5", 336: f"{number}{at}.7"})
            y -= 12
        row(canvas, (top + y + 12) / 2, {70: group})
        canvas.line(60, y + 8, 400, y + 8)
        y -= 4


def test_each_row_has_the_name_of_its_group_that_stands_at_half_height() -> None:
    parsed = parse(made(table), "made.pdf")
    got = [
        [(cell.header, parsed.text[cell.start : cell.end]) for cell in block.cells]
        for block in parsed.blocks
        if block.kind is BlockKind.ROW
    ]
    wanted = [
        [("", group), ("Task", task), ("Nova 7B", f"{n}{at}.5"), ("Vega 9B", f"{n}{at}.7")]
        for n, (group, tasks) in enumerate(ROWS.items(), 1)
        for at, task in enumerate(tasks)
    ]
    assert got == wanted


def test_one_word_left_of_a_long_table_is_no_column() -> None:
    def page(canvas: Canvas) -> None:
        canvas.line(60, 714, 400, 714)
        row(canvas, 700, {120: "Task", 240: "Nova 7B", 330: "Vega 9B"})
        canvas.line(60, 696, 400, 696)
        for at in range(14):
            row(canvas, 684 - 12 * at, {120: f"Letters {at}", 246: f"1{at}.5", 336: f"1{at}.7"})
        row(canvas, 684 - 12, {70: "New"})
        canvas.line(60, 520, 400, 520)

    parsed = parse(made(page), "made.pdf")
    rows = [block for block in parsed.blocks if block.kind is BlockKind.ROW]
    assert [len(block.cells) for block in rows] == [3] * 14
