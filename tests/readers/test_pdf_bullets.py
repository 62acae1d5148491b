"""Bullets drawn as shapes, as browsers print them: which are bullets, and which are drawings."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.readers.pdf import parse
from pipeline.readers.pdf_bullets import BULLET, with_bullets
from pipeline.readers.pdf_lines import Line, Token
from pipeline.schema import BlockKind, Document
from tests.readers.made_pdfs import made, prose, write

ITEMS = ("letters of the attic", "labels of the cellar", "lists of the office")


def line(text: str, x: float, y: float, size: float = 10.0) -> Line:
    tokens = []
    for word in text.split():
        wide = 0.5 * size * len(word)
        tokens.append(Token(word, (x, y, x + wide, y + size), size, False, False))
        x += wide + 0.3 * size
    return Line(tokens, y, size, False, False, True)


def dot(x: float, y: float, side: float) -> tuple[float, float, float, float]:
    return x - side / 2, y - side / 2, x + side / 2, y + side / 2


def moved(box: tuple[float, ...], x: float, y: float) -> tuple[float, float, float, float]:
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


@pytest.mark.parametrize(
    ("name", "shape", "marked"),
    [
        ("a disc before the words", dot(92, 505, 4), True),
        ("a small one", dot(92, 505, 1.6), True),
        ("too small", dot(92, 505, 1.2), False),
        ("too large", dot(90, 505, 6.6), False),
        ("too far", dot(80, 505, 4), False),
        ("touching the first letter", dot(97, 505, 4), False),
        ("above the line", dot(92, 512, 4), False),
        ("below the line", dot(92, 499, 4), False),
        ("behind the words", dot(210, 505, 4), False),
    ],
)
def test_where_a_shape_is_a_bullet(name: str, shape: tuple[float, ...], marked: bool) -> None:
    lines = [line("letters of the attic", 100, 500), line("labels", 100, 480)]
    found, below = with_bullets(lines, [shape, moved(shape, 0, -20)])  # type: ignore[list-item]
    assert (found.tokens[0].text == BULLET) is marked
    assert (below.tokens[0].text == BULLET) is marked
    assert not marked or found.tokens[0].box == shape
    assert not marked or found.box[0] == shape[0]
    assert found.text.endswith("letters of the attic")


def test_a_shape_without_its_like_is_part_of_a_drawing() -> None:
    lines = [line("letters of the attic", 100, 500), line("labels", 100, 480)]
    for other in ((0, 40), (30, -20)):
        assert with_bullets(lines, [dot(92, 505, 4), moved(dot(92, 505, 4), *other)]) == lines
    assert with_bullets(lines, [dot(92, 505, 4), dot(92, 485, 2)]) == lines


def test_one_item_of_a_deeper_list_is_an_item_where_the_page_has_lists() -> None:
    lines = [line("letters", 100, 500), line("of May", 120, 480), line("labels", 100, 460)]
    found = with_bullets(lines, [dot(92, 505, 4), dot(112, 485, 4), dot(92, 465, 4)])
    assert [each.tokens[0].text for each in found] == [BULLET] * 3


def test_a_shape_between_words_is_a_sign_of_its_line() -> None:
    lines = [line("letters of the attic", 100, 500), line("labels", 100, 480)]
    dots = [dot(92, 505, 4), dot(92, 485, 4)]
    assert with_bullets(lines, dots)[0].tokens[0].text == BULLET
    beside = [line("Nova", 66, 500), *lines]
    assert with_bullets(beside, dots) == beside


def test_numbers_and_the_points_of_a_plot_get_none() -> None:
    numbers = [line("61.5 71.3", 100, 500), line("62.5", 100, 480)]
    assert with_bullets(numbers, [dot(92, 505, 4), dot(92, 485, 4)]) == numbers
    words = [line("letters", 100, 500), line("labels", 100, 480)]
    assert with_bullets(words, [dot(92, 505 - at, 4) for at in range(200)]) == words


@pytest.mark.parametrize("shape", ["disc", "ring", "square"])
def test_a_list_with_drawn_bullets_is_a_list(shape: str) -> None:
    def page(canvas: Any) -> None:
        prose(canvas, 60, 760)
        write(canvas, 60, 690, "The lab sorted three kinds of things:")
        for at, text in enumerate(ITEMS):
            y = 670 - 16 * at
            write(canvas, 90, y, text)
            if shape == "square":
                canvas.rect(79, y + 2, 3.5, 3.5, stroke=0, fill=1)
            else:
                canvas.circle(81, y + 3.5, 1.8, stroke=shape == "ring", fill=shape == "disc")

    parsed = parse(made(page), "x.pdf")
    document = Document(
        "0", "x.pdf", "application/pdf", parsed.text, parsed.pages, parsed.words, parsed.blocks
    )
    items = [b for b in parsed.blocks if b.kind is BlockKind.ITEM]
    assert [parsed.text[b.start : b.end].strip() for b in items] == [f"• {x}" for x in ITEMS]
    sign = next(word for word in document.words if parsed.text[word.start : word.end] == BULLET)
    assert sign.box[0] == pytest.approx(79, abs=1)
    assert sign.box[1] == pytest.approx(671.7, abs=1)
