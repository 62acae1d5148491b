"""Boxes of quotations lie where the words were drawn, whatever the page does to them.

Widths are those of Helvetica's metrics, summed by reportlab, not by the reader.
"""

from __future__ import annotations

import math
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import BadInput
from pipeline.readers.page_image import PageImage, highlight, render
from pipeline.readers.pdf import parse
from pipeline.readers.pdf_glyphs import Frame
from tests.readers.made_pdfs import made, write
from tests.readers.raw_pdfs import boxes_of, raw, show

WORD = "Lighthouse"
SIZE = 20.0
WIDE = stringWidth(WORD, "Helvetica", SIZE)
Box = tuple[float, float, float, float]

#: Entries of the page, of the node above it, and then: size of the MediaBox, its corner, what of
#: it is shown (user space).
GEOMETRIES = {
    "own": (b"/MediaBox [0 0 400 600]", b"", (400, 600), (0, 0), (0, 0, 400, 600)),
    "inherited": (b"", b"/MediaBox [0 0 400 600]", (400, 600), (0, 0), (0, 0, 400, 600)),
    "own before inherited": (
        b"/MediaBox [0 0 400 600]",
        b"/MediaBox [0 0 200 200]",
        (400, 600),
        (0, 0),
        (0, 0, 400, 600),
    ),
    "origin moved": (
        b"/MediaBox [50 60 450 660]",
        b"",
        (400, 600),
        (50, 60),
        (50, 60, 450, 660),
    ),
    "inherited origin": (
        b"",
        b"/MediaBox [50 60 450 660]",
        (400, 600),
        (50, 60),
        (50, 60, 450, 660),
    ),
    "negative origin": (
        b"/MediaBox [-200 -300 200 400]",
        b"",
        (400, 700),
        (-200, -300),
        (-200, -300, 200, 400),
    ),
    "corners swapped": (b"/MediaBox [400 600 0 0]", b"", (400, 600), (0, 0), (0, 0, 400, 600)),
    "none at all": (b"", b"", (612, 792), (0, 0), (0, 0, 612, 792)),
    "crop": (
        b"/MediaBox [0 0 400 600]/CropBox [50 250 350 550]",
        b"",
        (400, 600),
        (0, 0),
        (50, 250, 350, 550),
    ),
    "crop corners swapped": (
        b"/MediaBox [0 0 400 600]/CropBox [350 550 50 250]",
        b"",
        (400, 600),
        (0, 0),
        (50, 250, 350, 550),
    ),
    "crop inherited": (
        b"/MediaBox [0 0 400 600]",
        b"/CropBox [50 250 350 550]",
        (400, 600),
        (0, 0),
        (50, 250, 350, 550),
    ),
    "both inherited": (
        b"",
        b"/MediaBox [0 0 400 600]/CropBox [50 250 350 550]",
        (400, 600),
        (0, 0),
        (50, 250, 350, 550),
    ),
    "only the crop is own": (
        b"/CropBox [50 250 350 550]",
        b"/MediaBox [10 20 410 620]",
        (400, 600),
        (10, 20),
        (50, 250, 350, 550),
    ),
    "crop larger than the sheet": (
        b"/MediaBox [0 0 400 600]/CropBox [-50 -50 500 700]",
        b"",
        (400, 600),
        (0, 0),
        (0, 0, 400, 600),
    ),
    "crop over an edge": (
        b"/MediaBox [0 0 400 600]/CropBox [80 -90 900 400]",
        b"",
        (400, 600),
        (0, 0),
        (80, 0, 400, 400),
    ),
}
ROTATIONS = {
    "upright": (b"", 0),
    "90": (b"/Rotate 90", 90),
    "180": (b"/Rotate 180", 180),
    "270": (b"/Rotate 270", 270),
    "less than none": (b"/Rotate -90", 270),
    "more than once around": (b"/Rotate 450", 90),
}


def ink(image: PageImage) -> tuple[int, int, int, int]:
    """The box around everything dark, in pixels."""
    grey = Image.open(BytesIO(image.png)).convert("L")
    found = grey.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert found is not None
    return found


def assert_around(outer: tuple[float, ...], inner: tuple[float, ...], slack: float) -> None:
    assert outer[0] - slack <= inner[0] and outer[1] - slack <= inner[1], (outer, inner)
    assert inner[2] <= outer[2] + slack and inner[3] <= outer[3] + slack, (outer, inner)


@pytest.mark.parametrize("rotation", ROTATIONS)
@pytest.mark.parametrize("name", GEOMETRIES)
def test_a_box_is_in_the_media_box_and_its_pixels_on_the_ink(name: str, rotation: str) -> None:
    page, pages, size, corner, seen = GEOMETRIES[name]
    entry, angle = ROTATIONS[rotation]
    data = raw(show(100, 300, WORD, SIZE), page=page + entry, pages=pages)
    parsed = parse(data, "x.pdf")
    assert (parsed.pages[0].width, parsed.pages[0].height) == size
    assert parsed.pages[0].rotation == angle
    ((number, x0, y0, x1, y1),) = boxes_of(parsed, WORD)
    # Drawn at (100, 300) of user space; the published box counts from the corner.
    assert number == 1
    assert x0 == pytest.approx(100 - corner[0], abs=0.6)
    assert x1 == pytest.approx(100 - corner[0] + WIDE, abs=0.6)
    assert y0 < 300 - corner[1] < y1 < 300 - corner[1] + 1.1 * SIZE
    image = render(data, 1, 2.0)
    shown = (seen[2] - seen[0], seen[3] - seen[1])
    assert (image.width, image.height) == tuple(
        2 * side for side in (shown[::-1] if angle in (90, 270) else shown)
    )
    assert_around(image.to_pixels((x0, y0, x1, y1)), ink(image), 3.0)


def test_the_direct_crop_of_another_page_is_not_borrowed() -> None:
    data = raw(show(100, 300, "first", SIZE), show(200, 100, "second", SIZE), page=b"").replace(
        b"/Kids", b"/MediaBox [0 0 400 600]/Kids"
    )
    parsed = parse(data, "x.pdf")
    assert [(page.width, page.height) for page in parsed.pages] == [(400, 600)] * 2
    assert [round(word.box[0]) for word in parsed.words] == [100, 200]
    assert [word.page for word in parsed.words] == [1, 2]


def test_each_page_has_a_geometry_of_its_own() -> None:
    def upright(canvas: Canvas) -> None:
        write(canvas, 72, 500, "portrait", size=SIZE)

    def lying(canvas: Canvas) -> None:
        canvas.setPageSize((842, 595))
        write(canvas, 600, 500, "landscape", size=SIZE)

    def turned(canvas: Canvas) -> None:
        canvas.setPageSize((595, 842))
        canvas.setPageRotation(90)
        write(canvas, 72, 500, "turned", size=SIZE)

    data = made(upright, lying, turned)
    parsed = parse(data, "x.pdf")
    assert [(p.width, p.height, p.rotation) for p in parsed.pages] == [
        (595, 842, 0),
        (842, 595, 0),
        (842, 595, 90),  # reportlab lays a turned sheet on its side
    ]
    for number, quote, left in ((1, "portrait", 72), (2, "landscape", 600), (3, "turned", 72)):
        ((page, x0, y0, x1, y1),) = boxes_of(parsed, quote)
        assert (page, round(x0)) == (number, left)
        image = render(data, number, 1.0)
        assert_around(image.to_pixels((x0, y0, x1, y1)), ink(image), 2.0)


@pytest.mark.parametrize("angle", [90, 180, 270, 45, 30, -20, 5])
def test_text_that_runs_askew_lies_inside_its_boxes(angle: int) -> None:
    turn = math.radians(angle)
    a, b = math.cos(turn), math.sin(turn)
    content = b"BT /F1 20 Tf %.6f %.6f %.6f %.6f 200 300 Tm (Askew) Tj ET" % (a, b, -b, a)
    data = raw(content)
    parsed = parse(data, "x.pdf")
    found = [word.box for word in parsed.words]
    assert "".join(parsed.text.split()) == "Askew"
    image = render(data, 1, 2.0)
    pixels = [image.to_pixels(box) for box in found]
    around = (
        min(box[0] for box in pixels),
        min(box[1] for box in pixels),
        max(box[2] for box in pixels),
        max(box[3] for box in pixels),
    )
    assert_around(around, ink(image), 4.0)


@pytest.mark.parametrize(
    ("matrix", "x", "y", "scale"),
    [
        (b"1 0 0 1 0 0", 40, 30, 1.0),
        (b"1 0 0 1 60 200", 100, 230, 1.0),
        (b"2 0 0 2 10 20", 90, 80, 2.0),
        (b"0.5 0 0 0.5 100 100", 120, 115, 0.5),
    ],
)
def test_words_of_a_form_object_lie_where_the_form_is_put(
    matrix: bytes, x: float, y: float, scale: float
) -> None:
    form = (
        b"<</Type/XObject/Subtype/Form/BBox [0 0 400 600]/Matrix [1 0 0 1 0 0]"
        b"/Resources<</Font<</F1 3 0 R>>>>/Length %d>>stream\n%s\nendstream"
    )
    inner = show(40, 30, WORD, 12)
    data = raw(
        b"q %s cm /X1 Do Q" % matrix,
        resources=b"/XObject<</X1 4 0 R>>",
        objects=(form % (len(inner), inner),),
    )
    ((_, x0, y0, x1, y1),) = boxes_of(parse(data, "x.pdf"), WORD)
    assert x0 == pytest.approx(x, abs=0.6)
    assert x1 == pytest.approx(x + scale * stringWidth(WORD, "Helvetica", 12), abs=0.8)
    assert y0 < y < y1
    image = render(data, 1, 2.0)
    assert_around(image.to_pixels((x0, y0, x1, y1)), ink(image), 3.0)


def test_a_form_put_twice_is_read_twice_each_at_its_place() -> None:
    inner = show(0, 0, "stamp", 12)
    form = b"<</Type/XObject/Subtype/Form/BBox [-5 -5 90 20]/Resources<</Font<</F1 3 0 R>>>>"
    data = raw(
        b"q 1 0 0 1 50 500 cm /X1 Do Q q 1 0 0 1 250 100 cm /X1 Do Q",
        resources=b"/XObject<</X1 4 0 R>>",
        objects=(form + b"/Length %d>>stream\n%s\nendstream" % (len(inner), inner),),
    )
    parsed = parse(data, "x.pdf")
    assert [(round(w.box[0]), w.box[1] < 500 < w.box[3]) for w in parsed.words] == [
        (50, True),
        (250, False),
    ]


def test_a_quotation_over_lines_has_the_boxes_of_its_words_only() -> None:
    lines = ("The lab trained Nova in nine", "days on sixty machines and then", "slept for a week.")

    def page(canvas: Canvas) -> None:
        write(canvas, 60, 700, *lines)

    parsed = parse(made(page), "x.pdf")
    found = boxes_of(parsed, "nine\ndays on sixty machines")
    starts = [stringWidth("The lab trained Nova in ", "Helvetica", 10), 0.0]
    starts += [stringWidth(f"{text} ", "Helvetica", 10) for text in ("days", "days on")]
    starts.append(stringWidth("days on sixty ", "Helvetica", 10))
    assert [round(box[1]) for box in found] == [round(60 + start) for start in starts]
    # The baselines: 700 for the first word, 688 for the others.
    assert [box[2] < 700 < box[4] for box in found] == [True] + [False] * 4
    assert all(box[2] < 688 < box[4] for box in found[1:])


@pytest.mark.parametrize("quote", ["nin", "e", "ine"])
def test_a_part_of_a_word_has_the_box_of_the_word(quote: str) -> None:
    parsed = parse(made(lambda c: write(c, 60, 700, "nine")), "x.pdf")
    at = parsed.text.index(quote)
    (word,) = parsed.words
    assert word.start <= at < word.end
    assert word.box[2] - word.box[0] == pytest.approx(stringWidth("nine", "Helvetica", 10), abs=1)


COORDINATE = st.floats(-500, 500).map(lambda value: round(value, 1))


@settings(max_examples=60, deadline=None)
@given(
    corner=st.tuples(COORDINATE, COORDINATE),
    size=st.tuples(st.floats(50, 2000), st.floats(50, 2000)),
    rotation=st.sampled_from([0, 90, 180, 270]),
    share=st.tuples(*[st.floats(0, 1)] * 4),
)
def test_a_frame_maps_there_and_back(
    corner: tuple[float, float],
    size: tuple[float, float],
    rotation: int,
    share: tuple[float, float, float, float],
) -> None:
    frame = Frame(*corner, *size, rotation)
    x0, x1 = sorted(corner[0] + size[0] * each for each in share[:2])
    y0, y1 = sorted(corner[1] + size[1] * each for each in share[2:])
    shown = frame.display_box((x0, y0, x1, y1))
    assert -0.01 <= shown[0] <= shown[2] <= frame.shown[0] + 0.01
    assert -0.01 <= shown[1] <= shown[3] <= frame.shown[1] + 0.01
    back = frame.unrotated(shown)
    expected = x0 - corner[0], y0 - corner[1], x1 - corner[0], y1 - corner[1]
    assert back == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(
    ("rotation", "shown"),
    # A point near the lower left corner of a sheet 400 wide and 600 high, as a person sees it.
    [(0, (10, 20)), (90, (20, 390)), (180, (390, 580)), (270, (580, 10))],
)
def test_a_corner_goes_around_clockwise(rotation: int, shown: tuple[float, float]) -> None:
    assert Frame(0, 0, 400, 600, rotation).display(10, 20) == shown


def test_a_page_cut_to_nothing_is_said() -> None:
    data = raw(
        show(100, 300, WORD, SIZE), page=b"/MediaBox [0 0 400 600]/CropBox [1000 1000 1200 1200]"
    )
    with pytest.raises(BadInput, match="page 1 of the PDF shows nothing"):
        render(data, 1)
    assert parse(data, "x.pdf").pages[0].width == 400


@pytest.mark.parametrize("scale", [0.0, -1.0, float("nan")])
def test_a_scale_that_draws_nothing_is_said(scale: float) -> None:
    with pytest.raises(BadInput, match="scale"):
        render(raw(show(100, 300, WORD)), 1, scale)


@pytest.mark.parametrize("side", [14_400, 90_000])
def test_a_huge_sheet_gives_a_picture_of_bounded_size(side: int) -> None:
    data = raw(show(100, 300, WORD, side / 10), page=b"/MediaBox [0 0 %d %d]" % (side, side))
    image = render(data, 1, 3.0)
    assert max(image.width, image.height) <= 4001
    ((_, *box),) = boxes_of(parse(data, "x.pdf"), WORD)
    assert_around(image.to_pixels((box[0], box[1], box[2], box[3])), ink(image), 3.0)


def test_a_picture_of_a_locked_file_is_refused_in_words() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    data = made(lambda c: write(c, 60, 700, WORD), encrypt=StandardEncryption("secret", "owner"))
    with pytest.raises(BadInput, match="cannot be opened to draw page 1"):
        render(data, 1)


def test_marks_off_the_picture_are_cut_and_not_an_error() -> None:
    data = raw(show(100, 300, WORD, SIZE), page=b"/MediaBox [0 0 400 600]/CropBox [90 250 250 350]")
    image = render(data, 1, 1.0)
    plain = Image.open(BytesIO(image.png)).convert("RGB")
    away = Image.open(BytesIO(highlight(image, [(300.0, 500.0, 390.0, 590.0)]).png))
    assert away.convert("RGB").tobytes() == plain.tobytes()
    half = Image.open(BytesIO(highlight(image, [(0.0, 250.0, 120.0, 350.0)], (255, 0, 0)).png))
    half = half.convert("RGB")
    assert half.getpixel((5, 5)) == (255, 0, 0)
    assert half.getpixel((150, 5)) == (255, 255, 255)


def test_boxes_move_with_the_words_and_not_with_the_other_words() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 700, "Nova holds 41 billion weights.")

    def fuller(canvas: Canvas) -> None:
        write(canvas, 60, 760, "Another sentence stands above it.")
        page(canvas)
        write(canvas, 60, 100, "And one below.")

    quote = "41 billion"
    assert boxes_of(parse(made(page), "x.pdf"), quote) == boxes_of(
        parse(made(fuller), "x.pdf"), quote
    )
