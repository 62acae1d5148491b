"""Pictures of pages: a box must land on the ink of its word, however the page lies."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import BadInput
from pipeline.readers.page_image import PageImage, highlight, render
from pipeline.readers.pdf import parse
from tests.readers.made_pdfs import HEIGHT, WIDTH, made, write


def lone_word(angle: int) -> Callable[[Canvas], None]:
    """One word on a page with the given /Rotate; everything else is white."""

    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(angle)
        write(canvas, 120, 300, "Lighthouse", size=20)

    return page


def picture(image: PageImage) -> Image.Image:
    return Image.open(BytesIO(image.png)).convert("RGB")


def ink(image: PageImage) -> tuple[int, int, int, int]:
    """The box around everything dark, in pixels."""
    dark = picture(image).convert("L").point(lambda value: 255 if value < 128 else 0)
    found = dark.getbbox()
    assert found is not None
    return found


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_box_of_a_word_lies_around_its_ink(angle: int, scale: float) -> None:
    data = made(lone_word(angle))
    (word,) = parse(data, "x.pdf").words
    image = render(data, 1, scale)
    left, top, right, bottom = image.to_pixels(word.box)
    seen = ink(image)
    slack = 2 * scale
    assert left - slack <= seen[0] < seen[2] <= right + slack
    assert top - slack <= seen[1] < seen[3] <= bottom + slack
    # And not merely around it: the box is no larger than a line of type.
    long, short = max(right - left, bottom - top), min(right - left, bottom - top)
    assert long < (max(seen[2] - seen[0], seen[3] - seen[1])) + 6 * scale
    assert short < 30 * scale


def test_a_crop_box_moves_the_picture_and_not_the_words() -> None:
    plain = made(lone_word(0))
    crop = b"/MediaBox [ 0 0 595 842 ] /CropBox [ 100 250 400 700 ]"
    data = plain.replace(b"/MediaBox [ 0 0 595 842 ]", crop)
    assert data != plain
    (before,), (after,) = parse(plain, "x.pdf").words, parse(data, "x.pdf").words
    assert after.box == before.box
    image = render(data, 1, 1.0)
    assert (image.width, image.height) == (300, 450)
    left, _, right, bottom = image.to_pixels(after.box)
    assert left == pytest.approx(20, abs=0.5)
    seen = ink(image)
    assert left - 2 <= seen[0] < seen[2] <= right + 2
    assert seen[3] <= bottom + 1


def test_sizes_follow_the_scale_and_have_a_ceiling() -> None:
    data = made(lone_word(0))
    assert (render(data, 1, 2.0).width, render(data, 1, 2.0).height) == (2 * WIDTH, 2 * HEIGHT)
    huge = render(data, 1, 50.0)
    assert max(huge.width, huge.height) <= 4001
    assert huge.scale == pytest.approx(4000 / HEIGHT)


def test_highlighting_colours_the_box_and_nothing_else() -> None:
    data = made(lone_word(0))
    (word,) = parse(data, "x.pdf").words
    image = render(data, 1, 1.0)
    marked = highlight(image, [word.box], (255, 0, 0))
    before, after = picture(image), picture(marked)
    left, top, right, bottom = (round(value) for value in image.to_pixels(word.box))
    changed = {
        (x, y)
        for x in range(before.width)
        for y in range(before.height)
        if before.getpixel((x, y)) != after.getpixel((x, y))
    }
    assert changed
    assert all(left - 3 <= x <= right + 3 and top - 3 <= y <= bottom + 3 for x, y in changed)
    assert (255, 0, 0) in {after.getpixel(place) for place in changed}
    assert ink(image) == ink(render(data, 1, 1.0)), "the picture given must stay as it was"
    assert min(after.convert("RGB").getchannel("R").getextrema()) < 90, "ink stays dark"


def test_no_boxes_change_nothing() -> None:
    image = render(made(lone_word(0)), 1, 1.0)
    assert picture(highlight(image, [])).tobytes() == picture(image).tobytes()


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_is_not_there_is_said(page: int) -> None:
    with pytest.raises(BadInput, match=r"has 1 page\(s\)"):
        render(made(lone_word(0)), page)


def test_bytes_that_are_no_pdf_are_said() -> None:
    with pytest.raises(BadInput, match="cannot be opened"):
        render(b"no pdf", 1)
