"""Columns and titles that a file draws in another order than they are read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.pdf import parse
from pipeline.schema import BlockKind
from tests.readers.made_pdfs import made, write

LEFT = (
    "The left column tells first how the model",
    "was trained and on which data, then who",
    "may use it, and under which conditions a",
    "copy may be given to somebody else.",
)
RIGHT = (
    "The right column goes on with the tests",
    "that were run after training, names what",
    "they showed, and closes with an address",
    "for questions that remain open, and",
)
LABELS = ("Exams 71", "Code 64", "Maths 58", "Law 49")

Part = Callable[[Canvas], object]


def title(canvas: Canvas) -> None:
    write(canvas, 60, 740, "How the model was made", size=18)


def left_title(canvas: Canvas) -> None:
    write(canvas, 60, 705, "Reading aids", size=16)


def left(canvas: Canvas) -> None:
    write(canvas, 60, 680, *LEFT)


def right(canvas: Canvas) -> None:
    write(canvas, 320, 680, *RIGHT)


def high_right(canvas: Canvas) -> None:
    write(canvas, 320, 707, *RIGHT, "which come in at any hour of day.")


def texts(*parts: Part) -> list[str]:
    def page(canvas: Canvas) -> None:
        for part in parts:
            part(canvas)

    parsed = parse(made(page), "made.pdf")
    return [
        " ".join(parsed.text[b.start : b.end].split())
        for b in parsed.blocks
        if b.kind is not BlockKind.FURNITURE
    ]


WANTED = ["How the model was made", " ".join(LEFT), " ".join(RIGHT)]


@pytest.mark.parametrize(
    "drawn",
    [
        (title, left, right),
        (title, right, left),
        (right, title, left),
        (right, left, title),
        (left, right, title),
    ],
    ids=lambda drawn: "-".join(part.__name__ for part in drawn),
)
def test_a_title_stands_before_its_two_columns_however_they_are_drawn(
    drawn: tuple[Part, ...],
) -> None:
    assert texts(*drawn) == WANTED


def test_a_title_over_the_left_column_only_stands_before_that_column() -> None:
    wanted = [
        "Reading aids",
        " ".join(LEFT),
        " ".join((*RIGHT, "which come in at any hour of day.")),
    ]
    assert texts(high_right, left_title, left) == wanted
    assert texts(left_title, left, high_right) == wanted


def test_labels_that_are_drawn_in_any_order_stay_where_they_are() -> None:
    """Short pieces are no columns: their order on the page says nothing about reading."""

    def labels(canvas: Canvas) -> None:
        for at, label in enumerate(LABELS):
            write(canvas, 400 - 90 * at, 300 + 20 * at, label)

    got = " ".join(texts(title, left, labels))
    places = [got.index(label) for label in LABELS]
    assert places == sorted(places)
    assert got.index(LEFT[0]) < places[0]


def test_a_note_in_the_margin_that_is_drawn_last_does_not_break_the_text() -> None:
    def note(canvas: Canvas) -> None:
        write(canvas, 480, 660, "see p. 4", size=8)

    assert " ".join(LEFT) in texts(title, left, note)


def test_columns_of_different_heights_are_read_down_before_across() -> None:
    def low_right(canvas: Canvas) -> None:
        write(canvas, 320, 655, *RIGHT)

    assert texts(title, low_right, left) == WANTED


def test_one_column_over_another_is_read_from_the_top() -> None:
    def below(canvas: Canvas) -> None:
        write(canvas, 60, 500, *RIGHT)

    assert texts(below, title, left) == WANTED
