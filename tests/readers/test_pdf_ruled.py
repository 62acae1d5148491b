"""Tables in many settings: grids, booktabs, no rules at all; over pages, on turned pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.pdf import parse
from pipeline.readers.pdf_tables import is_numeric
from pipeline.schema import BlockKind
from tests.readers.made_pdfs import HEIGHT, WIDTH, made, prose, row, write
from tests.readers.raw_pdfs import boxes_of, of_kind, rows

BOLD = "Helvetica-Bold"
XS = [60.0, 220.0, 330.0, 440.0]
HEAD = ("Variant", "Parameters", "Tokens")
BODY = [
    ("Nova Small", "3.1 billion", "2 trillion"),
    ("Nova Large", "41 billion", "9 trillion"),
    ("Nova Vision", "45 billion", "n/a"),
]
EXPECTED = [dict(zip(HEAD, cells, strict=True)) for cells in BODY]

Draw = Callable[[Canvas, float], None]


def cells(canvas: Canvas, y: float, texts: Sequence[str], font: str = "Helvetica") -> None:
    row(canvas, y, {x + 5: text for x, text in zip(XS, texts, strict=False) if text}, font)


def words(canvas: Canvas, top: float, font: str = BOLD) -> None:
    cells(canvas, top - 14, HEAD, font)
    for at, texts in enumerate(BODY, 1):
        cells(canvas, top - 14 - 20 * at, texts)


def across(canvas: Canvas, *ys: float) -> None:
    for y in ys:
        canvas.line(XS[0], y, XS[-1], y)


def lines(canvas: Canvas, top: float) -> None:
    across(canvas, *(top - 20 * at for at in range(5)))
    for x in XS:
        canvas.line(x, top, x, top - 80)
    words(canvas, top)


def boxed(canvas: Canvas, top: float) -> None:
    """Each cell is a stroked rectangle, as spreadsheet programs draw them."""
    for at in range(4):
        for left, right in pairwise(XS):
            canvas.rect(left, top - 20 * (at + 1), right - left, 20)
    words(canvas, top)


def thin_areas(canvas: Canvas, top: float) -> None:
    """Rules are filled rectangles half a point thick, as word processors draw them."""
    for at in range(5):
        canvas.rect(XS[0], top - 20 * at - 0.25, XS[-1] - XS[0], 0.5, fill=1, stroke=0)
    for x in XS:
        canvas.rect(x - 0.25, top - 80, 0.5, 80, fill=1, stroke=0)
    words(canvas, top)


def shaded_head(canvas: Canvas, top: float) -> None:
    canvas.setFillGray(0.8)
    canvas.rect(XS[0], top - 20, XS[-1] - XS[0], 20, fill=1, stroke=0)
    canvas.setFillGray(0)
    across(canvas, *(top - 20 * at for at in range(5)))
    for x in XS:
        canvas.line(x, top, x, top - 80)
    words(canvas, top, "Helvetica")


def open_sides(canvas: Canvas, top: float) -> None:
    across(canvas, *(top - 20 * at for at in range(5)))
    for x in XS[1:-1]:
        canvas.line(x, top, x, top - 80)
    words(canvas, top)


def booktabs(canvas: Canvas, top: float) -> None:
    across(canvas, top, top - 20, top - 80)
    words(canvas, top)


def rule_below_each_row(canvas: Canvas, top: float) -> None:
    across(canvas, *(top - 20 * at for at in range(5)))
    words(canvas, top)


def dashed_in_pieces(canvas: Canvas, top: float) -> None:
    """Each rule is drawn cell by cell."""
    for y in (top, top - 20, top - 80):
        for left, right in pairwise(XS):
            canvas.line(left, y, right, y)
    words(canvas, top)


SETTINGS: dict[str, Draw] = {
    each.__name__: each
    for each in (
        lines,
        boxed,
        thin_areas,
        shaded_head,
        open_sides,
        booktabs,
        rule_below_each_row,
        dashed_in_pieces,
    )
}


@pytest.mark.parametrize("name", SETTINGS)
def test_the_same_table_in_every_setting(name: str) -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 780)
        SETTINGS[name](canvas, 700)
        prose(canvas, 60, 560)

    parsed = parse(made(page), "x.pdf")
    assert rows(parsed) == EXPECTED
    labels = [
        parsed.text[c.start : c.end]
        for block in parsed.blocks
        if block.kind is BlockKind.ROW
        for c in block.cells
        if c.is_label
    ]
    assert labels == [texts[0] for texts in BODY]
    assert len(of_kind(parsed, BlockKind.PARAGRAPH)) == 2


@pytest.mark.parametrize("name", ["lines", "booktabs"])
def test_boxes_of_cells_lie_in_their_cells(name: str) -> None:
    parsed = parse(made(lambda c: SETTINGS[name](c, 700)), "x.pdf")
    for quote, column, at in (("41", 1, 2), ("Vision", 0, 3), ("n/a", 2, 3)):
        ((_, x0, y0, x1, y1),) = boxes_of(parsed, quote)
        assert XS[column] < x0 < x1 < XS[column + 1]
        assert 700 - 20 * (at + 1) < (y0 + y1) / 2 < 700 - 20 * at


@pytest.mark.parametrize("angle", [90, 180, 270])
@pytest.mark.parametrize("name", ["lines", "booktabs"])
def test_a_table_on_a_turned_page_reads_the_same(name: str, angle: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(angle)
        # Turn the drawing against the page, so that a person sees it upright.
        if angle == 90:
            canvas.translate(HEIGHT, 0)
        elif angle == 180:
            canvas.translate(WIDTH, HEIGHT)
        else:
            canvas.translate(0, WIDTH)
        canvas.rotate(angle)
        SETTINGS[name](canvas, 500)

    parsed = parse(made(page), "x.pdf")
    assert parsed.pages[0].rotation == angle
    assert rows(parsed) == EXPECTED


@pytest.mark.parametrize("name", ["lines", "booktabs", "rule_below_each_row"])
def test_where_the_table_stands_on_the_page_changes_nothing(name: str) -> None:
    drawn = [made(lambda c, top=top: SETTINGS[name](c, top)) for top in (750, 500.3, 261.7)]
    assert [rows(parse(data, "x.pdf")) for data in drawn] == [EXPECTED] * 3


def test_two_tables_on_a_page_keep_apart() -> None:
    def page(canvas: Canvas) -> None:
        booktabs(canvas, 760)
        write(canvas, 60, 640, "Table 1: Sizes of the variants of Nova.")
        lines(canvas, 560)

    parsed = parse(made(page), "x.pdf")
    assert rows(parsed) == EXPECTED * 2
    numbers = [block.table for block in parsed.blocks if block.kind is BlockKind.ROW]
    assert numbers == [numbers[0]] * 3 + [numbers[-1]] * 3
    assert numbers[0] != numbers[-1]


@pytest.mark.parametrize("repeats", [True, False])
def test_a_grid_over_two_pages_keeps_its_headers(repeats: bool) -> None:
    def first(canvas: Canvas) -> None:
        prose(canvas, 60, 780)
        lines(canvas, 120)

    def second(canvas: Canvas) -> None:
        count = 4 if repeats else 3
        across(canvas, *(780 - 20 * at for at in range(count)))
        for x in XS:
            canvas.line(x, 780, x, 780 - 20 * (count - 1))
        top = 766
        if repeats:
            cells(canvas, top, HEAD, BOLD)
            top -= 20
        cells(canvas, top, ("Nova Sound", "12 billion", "4 trillion"))
        cells(canvas, top - 20, ("Nova Code", "8 billion", "3 trillion"))
        prose(canvas, 60, 600)

    assert rows(parse(made(first, second), "x.pdf")) == [
        *EXPECTED,
        {"Variant": "Nova Sound", "Parameters": "12 billion", "Tokens": "4 trillion"},
        {"Variant": "Nova Code", "Parameters": "8 billion", "Tokens": "3 trillion"},
    ]


@pytest.mark.parametrize(
    ("heads", "texts"),
    [
        (("Run", "Energy (MWh)", "Time / h"), ("Main", "12.4", "39")),
        (("Run", "tCO2e", "% renewable"), ("Main", "3.1", "88 %")),
        (("Model", "Params (B)", "Context (k)"), ("Nova", "41", "128")),
        (("Stage", "LR x 1e-4", "Batch [M tokens]"), ("First", "3.0", "4")),
    ],
)
def test_units_in_headers_reach_their_cells(heads: Sequence[str], texts: Sequence[str]) -> None:
    def page(canvas: Canvas) -> None:
        across(canvas, 700, 680, 640)
        cells(canvas, 686, heads, BOLD)
        cells(canvas, 666, texts)
        cells(canvas, 648, ("Other", "1.0", "2"))

    assert rows(parse(made(page), "x.pdf"))[0] == dict(zip(heads, texts, strict=True))


def test_a_header_across_two_columns_of_a_grid_is_a_level_of_its_own() -> None:
    def page(canvas: Canvas) -> None:
        across(canvas, 700, 660, 640, 620)
        canvas.line(XS[1], 680, XS[3], 680)
        for x in (XS[0], XS[1], XS[3]):
            canvas.line(x, 700, x, 620)
        canvas.line(XS[2], 680, XS[2], 620)
        row(canvas, 686, {300: "Scores"}, BOLD)
        cells(canvas, 666, ("", "Nova", "Orion"), BOLD)
        cells(canvas, 646, ("Sorting", "61.0", "62.5"))
        cells(canvas, 626, ("Dating", "40.1", "41.9"))

    assert [
        {key: text for key, text in each.items() if key}
        for each in rows(parse(made(page), "x.pdf"))
    ] == [
        {"Scores > Nova": "61.0", "Scores > Orion": "62.5"},
        {"Scores > Nova": "40.1", "Scores > Orion": "41.9"},
    ]


def borderless(canvas: Canvas, gap: float = 90) -> None:
    lefts = [60, 240, 240 + gap, 240 + 2 * gap]
    table = [
        ("Task", "Nova", "Orion", "Lyra"),
        ("Sorting of letters", "61.0", "62.5", "60.1"),
        ("Dating of letters", "40.1", "41.9", "39.0"),
        ("Naming of senders", "9.5", "8.8", "-"),
        ("Reading aloud", "71.3", "70.2", "69.9"),
    ]
    for at, texts in enumerate(table):
        row(canvas, 600 - 14 * at, dict(zip(lefts, texts, strict=True)))


@pytest.mark.parametrize("gap", [50, 90])
def test_figures_without_rules_have_headers_and_holes(gap: float) -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 760, repeat=2)
        borderless(canvas, gap)
        prose(canvas, 60, 480, repeat=2)

    found = rows(parse(made(page), "x.pdf"))
    assert [list(each.values()) for each in found] == [
        ["Sorting of letters", "61.0", "62.5", "60.1"],
        ["Dating of letters", "40.1", "41.9", "39.0"],
        ["Naming of senders", "9.5", "8.8", "-"],
        ["Reading aloud", "71.3", "70.2", "69.9"],
    ]
    assert [list(each)[1:] for each in found] == [["Nova", "Orion", "Lyra"]] * 4


def test_a_sum_in_a_sentence_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 700, "In May 12 boxes came, in June 14, in July 9, and then 3 more.")
        write(canvas, 60, 688, "Of these 7 were opened, 5 were kept, 4 were lost, 1 was sold.")
        write(canvas, 60, 676, "So 12 and 14 and 9 and 3 make 38 boxes in all, said the clerk.")

    parsed = parse(made(page), "x.pdf")
    assert {block.kind for block in parsed.blocks} == {BlockKind.PARAGRAPH}


@pytest.mark.parametrize("name", SETTINGS)
def test_no_word_of_a_table_is_lost_or_doubled(name: str) -> None:
    parsed = parse(made(lambda c: SETTINGS[name](c, 700)), "x.pdf")
    expected = sorted(" ".join([*HEAD, *(" ".join(texts) for texts in BODY)]).split())
    assert sorted(parsed.text.split()) == expected
    assert sorted(parsed.text[w.start : w.end] for w in parsed.words) == expected


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("61.0", True), ("1,234", True), ("-3.5", True), ("−3.5", True), ("~40", True),
        ("8x7B", True), ("128K", True), ("41B", True), ("88%", True), ("61.0*", True),
        ("12.4 ± 0.3", True), ("10²⁵", True), ("$3.50", True), ("3 – 5", True), ("2/3", True),
        ("", False), ("n/a", False), ("Nova", False), ("7B-chat", False), ("v2", False),
        ("two", False), ("3.1 billion", False), ("☐", False), ("May 2025", False),
    ],
)  # fmt: skip
def test_what_is_a_figure(text: str, figure: bool) -> None:
    assert is_numeric(text) is figure


def test_years_in_a_bold_header_are_headers() -> None:
    def page(canvas: Canvas) -> None:
        across(canvas, 700, 680, 660, 640)
        for x in XS:
            canvas.line(x, 700, x, 640)
        cells(canvas, 686, ("Energy (MWh)", "2024", "2025"), BOLD)
        cells(canvas, 666, ("Training", "12", "14"))
        cells(canvas, 646, ("Inference", "3", "5"))

    assert rows(parse(made(page), "x.pdf")) == [
        {"Energy (MWh)": "Training", "2024": "12", "2025": "14"},
        {"Energy (MWh)": "Inference", "2024": "3", "2025": "5"},
    ]


def test_a_grid_of_figures_only_has_no_headers() -> None:
    def page(canvas: Canvas) -> None:
        across(canvas, 700, 680, 660, 640)
        for x in XS:
            canvas.line(x, 700, x, 640)
        for at, texts in enumerate((("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"))):
            cells(canvas, 686 - 20 * at, texts)

    parsed = parse(made(page), "x.pdf")
    assert [block.kind for block in parsed.blocks] == [BlockKind.ROW] * 3
    assert parsed.text.split() == list("123456789")


@pytest.mark.parametrize("answer", ["12 May 2025", "41 billion", "3"])
def test_an_underlined_phrase_in_prose_makes_no_table(answer: str) -> None:
    def page(canvas: Canvas) -> None:
        y = prose(canvas, 60, 700)
        write(canvas, 60, y, f"Nova came out on {answer} as planned.")
        canvas.line(60, y - 1, 200, y - 1)
        prose(canvas, 60, y - 12)

    assert {block.kind for block in parse(made(page), "x.pdf").blocks} == {BlockKind.PARAGRAPH}
