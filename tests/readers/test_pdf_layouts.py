"""Layouts: columns, floats, sidebars, running lines, notes, lists; each read in its order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.pdf import parse
from pipeline.schema import BlockKind
from tests.readers.made_pdfs import made, prose, wrapped, write
from tests.readers.raw_pdfs import flat, of_kind, whole

BOLD = "Helvetica-Bold"
TOWN = (
    "The letters of the town were sorted by hand for many years before the lab came. "
    "Its people read each of them aloud and wrote down what they heard in long lists. "
    "Nobody kept the lists after the flood of the third winter, and so all began anew. "
)


def said(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("lefts", "width"), [((50, 310), 44), ((40, 220, 400), 30), ((40, 172, 304, 436), 21)]
)
def test_columns_are_read_from_left_to_right(lefts: tuple[int, ...], width: int) -> None:
    names = [f"Column {letter} begins. " for letter in "ABCD"[: len(lefts)]]

    def page(canvas: Canvas) -> None:
        for left, name in zip(lefts, names, strict=True):
            write(canvas, left, 760, *wrapped(name + TOWN, width), size=9)

    parsed = parse(made(page), "x.pdf")
    assert said(parsed.text) == said(" ".join(name + TOWN for name in names))
    assert set(of_kind(parsed, BlockKind.HEADING, BlockKind.ROW)) == set()


def test_a_title_over_two_columns_comes_first_and_the_words_below_last() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 50, 800, "Sorting Letters in a Small Town", size=18, font=BOLD)
        write(canvas, 50, 740, *wrapped("Left part. " + TOWN, 44))
        write(canvas, 310, 740, *wrapped("Right part. " + TOWN, 44))
        write(canvas, 50, 560, *wrapped("Across both. " + TOWN, 92))

    text = said(parse(made(page), "x.pdf").text)
    places = [text.index(each) for each in ("Sorting", "Left part", "Right part", "Across both")]
    assert places == sorted(places)


def test_a_hyphen_at_the_foot_of_a_column_joins_its_word_over_the_gutter() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 50, 124, "Letters that the old lab kept were", "sorted by rule and trans-")
        write(canvas, 310, 760, "lated by hand into the other tongue,", "which took a year or two.")

    parsed = parse(made(page), "x.pdf")
    assert "sorted by rule and translated by hand into" in said(parsed.text)
    at = parsed.text.index("translated")
    document = whole(parsed)
    boxes = document.boxes(document.span(at, at + len("translated")))
    assert [round(box[1]) >= 310 for box in boxes] == [False, True]


def test_a_sidebar_is_not_mixed_into_the_lines_beside_it() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 50, 740, *wrapped(TOWN, 60))
        write(canvas, 420, 740, *wrapped("Aside: the tea was cold and the cups small.", 22), size=8)

    parsed = parse(made(page), "x.pdf")
    assert any(said(TOWN) == text for text in of_kind(parsed, BlockKind.PARAGRAPH))
    assert "Aside: the tea was cold and the cups small." in said(parsed.text)


def footed(*lines: str, number: int, top: float = 760) -> Callable[[Canvas], None]:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, top, *lines)
        write(canvas, 290, 30, str(number))

    return page


def test_a_paragraph_over_three_pages_is_whole_but_for_its_footers() -> None:
    middle = wrapped("and the clerks of the harbour read on, " * 60, 88)[:55]
    first = footed("Nova was trained for nine weeks, in which the lab by the sea", number=1, top=80)
    last = footed("until the last letter was read and nobody had more to say.", number=3)
    parsed = parse(made(first, footed(*middle, number=2), last), "x.pdf")
    assert of_kind(parsed, BlockKind.FURNITURE) == ["1", "2", "3"]
    paragraphs = [b for b in parsed.blocks if b.kind is BlockKind.PARAGRAPH]
    assert all(flat(parsed, each).count("the harbour") != 1 for each in paragraphs[:1])
    for block in parsed.blocks:
        if block.kind is BlockKind.FURNITURE:
            assert not any(p.start <= block.start < p.end for p in paragraphs), "inside a paragraph"
    assert flat(parsed, paragraphs[-1]).endswith("nobody had more to say.")
    assert not any(text.isdigit() for text in of_kind(parsed, BlockKind.PARAGRAPH))


def test_sentences_over_three_pages_are_each_in_one_block() -> None:
    crossing = ("Nova was trained on nine weeks of letters that the lab", "had bought from a shop.")
    filler = "The clerks of the harbour read on and drank tea. " * 70
    lines = wrapped(f"{crossing[1]} {filler}At last the energy was measured and it came to", 88)
    first = footed(crossing[0], number=1, top=80)
    last = footed("about twelve megawatt hours in all, said the lab.", number=3)
    parsed = parse(made(first, footed(*lines, number=2, top=800), last), "x.pdf")
    blocks = of_kind(parsed, BlockKind.PARAGRAPH)
    assert sum(" ".join(crossing) in text for text in blocks) == 1
    assert sum("it came to about twelve megawatt hours in all" in text for text in blocks) == 1
    assert of_kind(parsed, BlockKind.FURNITURE) == ["1", "2", "3"]


def test_a_float_between_two_halves_of_a_sentence_follows_it() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 760, *wrapped(TOWN, 88))
        write(canvas, 60, 700, "After the flood the lab rented the second floor of the mill and")
        write(canvas, 60, 620, "Figure 4: The mill from the side of the river, in spring.")
        write(canvas, 60, 560, "brought all of its machines there by boat, one a day.")

    parsed = parse(made(page), "x.pdf")
    paragraphs = of_kind(parsed, BlockKind.PARAGRAPH)
    assert "rented the second floor of the mill and brought all of its machines" in paragraphs[-1]
    assert of_kind(parsed, BlockKind.CAPTION) == [
        "Figure 4: The mill from the side of the river, in spring."
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Figure 1: The mill in spring.", BlockKind.CAPTION),
        ("Figure A.1: The mill in spring.", BlockKind.CAPTION),
        ("Fig. 12. The mill in spring.", BlockKind.CAPTION),
        ("Table 3 | Scores of Nova.", BlockKind.CAPTION),
        ("TABLE 2: Scores of Nova.", BlockKind.CAPTION),
        ("Algorithm 1: How to sort.", BlockKind.CAPTION),
        ("Figure 1 shows the mill in spring.", BlockKind.PARAGRAPH),
        ("Figures of speech are left out.", BlockKind.PARAGRAPH),
        ("Table manners: these matter to us.", BlockKind.PARAGRAPH),
    ],
)
def test_captions_and_sentences_on_them(text: str, kind: BlockKind) -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 760)
        write(canvas, 60, 640, text)
        prose(canvas, 60, 580)

    assert text in of_kind(parse(made(page), "x.pdf"), kind)


BULLETS = "•▪–-*"


@pytest.mark.parametrize(
    ("mark", "is_item"),
    [*((mark, True) for mark in "•–-*"), ("1.", True), ("(2)", True), ("b)", True), ("iv.", True),
     ("(c)", True), ("Nova", False), ("12", False), ("z)", False), ("100.", False)],
)  # fmt: skip
def test_marks_that_begin_an_item(mark: str, is_item: bool) -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 760)
        write(canvas, 60, 640, f"{mark} letters from the attic of the mill")

    parsed = parse(made(page), "x.pdf")
    found = of_kind(parsed, BlockKind.ITEM)
    assert found == ([f"{mark} letters from the attic of the mill"] if is_item else [])


def test_nested_numbering_keeps_order_and_depth() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 780)
        write(canvas, 60, 700, "1. letters that were sent by sea")
        write(canvas, 85, 688, "(a) to the north")
        write(canvas, 110, 676, "i. in winter")
        write(canvas, 110, 664, "ii. in summer")
        write(canvas, 85, 652, "(b) to the south")
        write(canvas, 60, 640, "2. letters that were sent by land")

    parsed = parse(made(page), "x.pdf")
    items = [(b.level, flat(parsed, b)) for b in parsed.blocks if b.kind is BlockKind.ITEM]
    assert items == [
        (1, "1. letters that were sent by sea"),
        (2, "(a) to the north"),
        (3, "i. in winter"),
        (3, "ii. in summer"),
        (2, "(b) to the south"),
        (1, "2. letters that were sent by land"),
    ]


def test_an_item_over_two_lines_is_one_and_the_paragraph_after_it_another() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 780)
        write(canvas, 60, 700, "• letters that the clerks of the harbour read aloud and")
        write(canvas, 70, 688, "then wrote down in lists")
        write(canvas, 60, 660, "The lists were lost in the flood of the third winter.")

    parsed = parse(made(page), "x.pdf")
    assert of_kind(parsed, BlockKind.ITEM) == [
        "• letters that the clerks of the harbour read aloud and then wrote down in lists"
    ]
    assert "The lists were lost in the flood of the third winter." in of_kind(
        parsed, BlockKind.PARAGRAPH
    )


def noted(canvas: Canvas, y: float, mark: str, text: str, size: float = 8) -> None:
    write(canvas, 60, y + 3, mark, size=5)
    write(canvas, 60 + stringWidth(mark, "Helvetica", 5) + 1, y, text, size=size)


def test_two_notes_at_the_foot_are_two_and_come_after_the_text() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 780, repeat=3)
        noted(canvas, 90, "1", "The cellar is dry in most years.")
        noted(canvas, 78, "2", "The attic is not.")

    parsed = parse(made(page), "x.pdf")
    assert of_kind(parsed, BlockKind.FOOTNOTE) == [
        "¹The cellar is dry in most years.",
        "²The attic is not.",
    ]


def test_small_print_without_a_mark_is_no_note() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 780, repeat=3)
        write(canvas, 60, 120, "Printed by the harbour press in the spring of that year.", size=8)

    parsed = parse(made(page), "x.pdf")
    assert of_kind(parsed, BlockKind.FOOTNOTE) == []
    assert "Printed by the harbour press in the spring of that year." in said(parsed.text)


@pytest.mark.parametrize(
    "footer",
    ["{n}", "Page {n}", "page {n} of 4", "- {n} -", "{n} / 4", "Example Lab | {n}", "Version 1.2"],
)
def test_footers_of_every_style_are_furniture(footer: str) -> None:
    def page(n: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            prose(canvas, 60, 700)
            write(canvas, 60, 600, f"Sentence number {n} is about {'abcd'[n - 1] * 5} and tea.")
            write(canvas, 280, 30, footer.format(n=n))

        return draw

    parsed = parse(made(*(page(n) for n in range(1, 5))), "x.pdf")
    expected = [footer.format(n=n) for n in range(1, 5)]
    assert of_kind(parsed, BlockKind.FURNITURE) == expected
    assert len([p for p in parsed.pages if p.readable]) == 4


@pytest.mark.parametrize("lone", ["41 billion", "not disclosed", "A summary", "2 May 2025"])
def test_a_line_in_the_margin_of_one_page_only_is_kept(lone: str) -> None:
    def first(canvas: Canvas) -> None:
        write(canvas, 60, 810, lone)
        prose(canvas, 60, 700)

    parsed = parse(made(first, lambda c: prose(c, 60, 700)), "x.pdf")
    assert of_kind(parsed, BlockKind.FURNITURE) == []
    assert lone in said(parsed.text)


def test_a_stamp_up_the_margin_is_furniture_and_a_table_on_its_side_is_not_lost() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 90, 700)
        canvas.saveState()
        canvas.translate(30, 300)
        canvas.rotate(90)
        write(canvas, 0, 0, "preprint 2505.01234 of 2 May 2025", size=14)
        canvas.restoreState()
        canvas.translate(300, 200)
        canvas.rotate(90)
        write(canvas, 0, 0, "Sideways: 41 billion weights")

    parsed = parse(made(page), "x.pdf")
    assert of_kind(parsed, BlockKind.FURNITURE) == ["preprint 2505.01234 of 2 May 2025"]
    assert "Sideways: 41 billion weights" in said(parsed.text)


@pytest.mark.parametrize(
    ("text", "size", "font", "is_heading"),
    [
        ("Energy", 14, "Helvetica", True),
        ("Energy", 10, BOLD, True),
        ("3.2 Energy", 10, BOLD, True),
        ("Annex B", 12, BOLD, True),
        ("Energy", 10, "Helvetica", False),
        ("3.2 Energy", 10, "Helvetica", False),
        ("energy", 14, "Helvetica", False),
        ("41", 14, BOLD, False),
        ("Energy,", 14, BOLD, False),
        ("References", 10, "Helvetica", True),
    ],
)
def test_what_makes_a_heading(text: str, size: float, font: str, is_heading: bool) -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 760, repeat=3)
        write(canvas, 60, 600, text, size=size, font=font)
        prose(canvas, 60, 560, repeat=3)

    parsed = parse(made(page), "x.pdf")
    assert of_kind(parsed, BlockKind.HEADING) == ([text] if is_heading else [])
    assert text in said(parsed.text)


def test_bold_marks_nothing_where_all_is_bold() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 760, *wrapped(TOWN * 3, 80), font=BOLD)
        write(canvas, 60, 500, "Energy", font=BOLD)

    assert of_kind(parse(made(page), "x.pdf"), BlockKind.HEADING) == []


def test_titles_of_the_outline_are_headings_at_its_levels() -> None:
    def page(canvas: Canvas) -> None:
        for y, key, title, level in ((760, "a", "Energy", 0), (600, "b", "Measured use", 1)):
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(title, key, level)
            write(canvas, 60, y, title)
            prose(canvas, 60, y - 40)

    parsed = parse(made(page), "x.pdf")
    levels = [(b.level, flat(parsed, b)) for b in parsed.blocks if b.kind is BlockKind.HEADING]
    assert levels == [(1, "Energy"), (2, "Measured use")]


def test_code_keeps_apart_from_prose() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 760, repeat=2)
        write(canvas, 60, 640, "from nova import load", "model = load('7b')", font="Courier")
        prose(canvas, 60, 580)

    parsed = parse(made(page), "x.pdf")
    assert of_kind(parsed, BlockKind.CODE) == ["from nova import load model = load('7b')"]


def test_moving_the_whole_page_down_changes_no_block() -> None:
    def page(shift: float) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            write(canvas, 60, 700 - shift, "1 Energy", size=14, font=BOLD)
            prose(canvas, 60, 660 - shift)
            write(canvas, 60, 590 - shift, "• letters", "• labels")

        return draw

    seen = []
    for shift in (0.0, 13.7, 150.0):
        parsed = parse(made(page(shift)), "x.pdf")
        seen.append([(b.kind, b.level, flat(parsed, b)) for b in parsed.blocks])
    assert seen[0] == seen[1] == seen[2]
