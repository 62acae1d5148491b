"""Rules and heavy type on pictures; sizes and baselines of type from boxes around ink."""

from __future__ import annotations

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.ocr import SeenLine, SeenWord
from pipeline.readers.ocr_ink import ink_of
from pipeline.readers.ocr_lines import rules_on, to_lines
from pipeline.readers.parsed import Parsed
from pipeline.readers.pdf import parse
from pipeline.schema import BlockKind
from tests.readers.made_pdfs import made, row, wrapped, write
from tests.readers.scans import CARD, scan, tesseract

PAPER = (0.0, 0.0, 600.0, 800.0)


def picture(*boxes: tuple[int, int, int, int], paper: int = 250, ink: int = 20) -> Image.Image:
    """A page of 600 x 800 points at 2 pixels a point, with filled boxes in pixels."""
    image = Image.new("L", (1200, 1600), paper)
    draw = ImageDraw.Draw(image)
    for x0, y0, x1, y1 in boxes:
        draw.rectangle((x0, y0, x1 - 1, y1 - 1), fill=ink)
    return image


def test_long_thin_ink_is_a_rule_and_stands_where_it_is_drawn() -> None:
    rules = rules_on(ink_of(picture((100, 200, 900, 202), (300, 400, 303, 900)), 2.0), PAPER)
    assert rules.across == [(50.0, 699.0, 450.0, 700.0)]
    assert rules.down == [(150.0, 350.0, 151.5, 600.0)]


@pytest.mark.parametrize(
    "box",
    [(100, 200, 150, 202), (100, 200, 900, 260), (100, 200, 160, 260), (100, 200, 158, 204)],
)
def test_short_or_thick_ink_is_none(box: tuple[int, int, int, int]) -> None:
    rules = rules_on(ink_of(picture(box), 2.0), PAPER)
    assert rules.across == rules.down == []


def test_a_slanted_rule_is_one_rule() -> None:
    image = picture()
    ImageDraw.Draw(image).line((100, 200, 1100, 208), fill=0, width=3)
    (rule,) = rules_on(ink_of(image, 2.0), PAPER).across
    assert rule[0] == pytest.approx(50, abs=1) and rule[2] == pytest.approx(550, abs=1)


def test_grey_paper_and_grey_ink_are_told_apart() -> None:
    dark = picture((100, 200, 900, 202), paper=190, ink=90)
    assert len(rules_on(ink_of(dark, 2.0), PAPER).across) == 1
    shade = picture((100, 200, 900, 202), paper=250, ink=225)
    assert rules_on(ink_of(shade, 2.0), PAPER).across == []


def test_a_drawing_of_a_thousand_lines_has_no_rules() -> None:
    boxes = [(100, 10 + 3 * number, 900, 11 + 3 * number) for number in range(500)]
    assert rules_on(ink_of(picture(*boxes), 2.0), PAPER).across == []


def word(text: str, left: float, top: float, bottom: float) -> SeenWord:
    return SeenWord(text, (left, top, left + 40, bottom), 95)


@pytest.mark.parametrize(
    ("text", "tall", "tail"),
    [("nova", 0, 0), ("hello", 1, 0), ("page", 0, 1), ("Gauge", 1, 1), ("2025", 1, 0)],
)
def test_size_and_baseline_follow_from_the_letters(text: str, tall: int, tail: int) -> None:
    """A face of 20 points at 1 pixel a point, standing on y = 500 from the top."""
    top = 500 - (14.2 if tall else 10.0)
    bottom = 500 + (4.2 if tail else 0.0)
    line = SeenLine((word(text, 100, top, bottom),), 1)
    (found,) = to_lines([line], ink_of(Image.new("L", (600, 800), 255), 1.0), PAPER)
    assert found.size == pytest.approx(20, abs=0.3)
    assert found.baseline == pytest.approx(300, abs=0.5)


def test_lines_of_nearly_one_size_are_set_in_one() -> None:
    heights = [14.0, 14.6, 13.7, 14.2, 28.0]
    lines = [
        SeenLine((word("Hello", 100, 100 + 40 * n, 100 + 40 * n + h),), 1)
        for n, h in enumerate(heights)
    ]
    found = to_lines(lines, ink_of(Image.new("L", (600, 800), 255), 1.0), PAPER)
    assert len({line.size for line in found[:4]}) == 1
    assert found[4].size > 1.5 * found[0].size


@pytest.mark.parametrize(
    ("last", "first", "joined"),
    [("train-", "ing", True), ("train-", "Ing", False), ("a-", "b", False), ("train", "ing", False),
     ("7-", "b", False), ("train¬", "ing", True)],
)  # fmt: skip
def test_a_word_broken_at_a_line_end_goes_on(last: str, first: str, joined: bool) -> None:
    lines = [
        SeenLine((word("the", 10, 100, 114), word(last, 100, 100, 114)), 1),
        SeenLine((word(first, 10, 130, 144),), 1),
    ]
    found = to_lines(lines, ink_of(Image.new("L", (600, 800), 255), 1.0), PAPER)
    assert found[0].hyphen is joined


def kinds(parsed: Parsed, kind: BlockKind) -> list[str]:
    return [" ".join(parsed.text[b.start : b.end].split()) for b in parsed.blocks if b.kind is kind]


def headed(canvas: Canvas) -> None:
    y = write(canvas, 60, 760, "Training data", size=11, font="Helvetica-Bold")
    y = write(canvas, 60, y - 6, *wrapped(" ".join(CARD), 80), size=11)
    y = write(canvas, 60, y - 14, "Limits of use", size=11, font="Helvetica-Bold")
    write(canvas, 60, y - 6, *wrapped(" ".join(reversed(CARD)), 80), size=11)


def test_bold_headings_of_the_size_of_the_text_are_found() -> None:
    tesseract()
    assert kinds(parse(scan(headed), "x.pdf"), BlockKind.HEADING) == [
        "Training data",
        "Limits of use",
    ]


TABLE = (
    {70: "Model", 220: "Parameters", 370: "Licence"},
    {70: "Ostrea 7B", 220: "7 billion", 370: "Apache 2.0"},
    {70: "Ostrea 13B", 220: "13 billion", 370: "MIT"},
)


def ruled(canvas: Canvas) -> None:
    write(canvas, 60, 780, *wrapped(" ".join(CARD), 80), size=11)
    for number, cells in enumerate(TABLE):
        row(canvas, 600 - 24 * number, cells, font="Helvetica-Bold" if number == 0 else "Helvetica")
    for number in range(4):
        canvas.line(60, 616 - 24 * number, 520, 616 - 24 * number)
    for x in (60, 210, 360, 520):
        canvas.line(x, 616, x, 544)


def test_a_ruled_table_on_a_scan_has_the_cells_of_the_page() -> None:
    tesseract()
    scanned, plain = parse(scan(ruled), "x.pdf"), parse(made(ruled), "x.pdf")

    def cells(parsed: Parsed) -> list[list[tuple[str, str]]]:
        return [
            [(parsed.text[c.start : c.end], c.header) for c in block.cells]
            for block in parsed.blocks
            if block.kind is BlockKind.ROW
        ]

    assert cells(scanned) == cells(plain)
    assert cells(plain)[0][1] == ("7 billion", "Parameters")


def test_a_scanned_page_of_a_pdf_is_drawn_as_it_is_seen() -> None:
    page = pypdfium2.PdfDocument(made(ruled))[0]
    ink = ink_of(page.render(scale=2, grayscale=True).to_pil(), 2.0)
    rules = rules_on(ink, (0.0, 0.0, 595.0, 842.0))
    assert [round(rule[1]) for rule in rules.across] == pytest.approx([616, 592, 568, 544], abs=1)
    assert [round(rule[0]) for rule in rules.down] == pytest.approx([60, 210, 360, 520], abs=1)


def test_the_share_of_ink_in_words_leaves_rules_out() -> None:
    """Two blocks of one size, a long rule; one block is a word."""
    image = picture((100, 100, 150, 130), (300, 100, 350, 130), (100, 400, 1000, 403))
    ink = ink_of(image, 2.0)
    one = SeenLine((SeenWord("Nova", (100, 100, 150, 130), 90),), 1)
    both = SeenLine((*one.words, SeenWord("Nova", (300, 100, 350, 130), 90)), 1)
    assert ink.read_share([one]) == pytest.approx(0.5, abs=0.01)
    assert ink.read_share([both]) == pytest.approx(1.0, abs=0.01)
    assert ink.read_share([]) == 0.0
    assert ink_of(picture(), 2.0).read_share([]) == 1.0


def test_a_frame_that_nothing_divides_is_no_table() -> None:
    frame = ((100, 200, 900, 202), (100, 600, 900, 602), (100, 200, 102, 602), (898, 200, 900, 602))
    bare = rules_on(ink_of(picture(*frame), 2.0), PAPER)
    assert bare.across == []
    divided = rules_on(ink_of(picture(*frame, (100, 400, 900, 402)), 2.0), PAPER)
    assert len(divided.across) == 3
    columns = rules_on(ink_of(picture(*frame, (500, 200, 502, 602)), 2.0), PAPER)
    assert len(columns.across) == 2


def test_a_rule_below_words_and_no_longer_underlines_them() -> None:
    words = SeenLine((SeenWord("nova", (100, 480, 160, 500), 95),), 1)
    ink = ink_of(picture((100, 506, 162, 508)), 2.0)
    lines = to_lines([words], ink, PAPER)
    assert rules_on(ink, PAPER, lines).across == []
    longer = ink_of(picture((100, 506, 400, 508)), 2.0)
    assert len(rules_on(longer, PAPER, lines).across) == 1
