"""Texts and pages full of signs are read in linear time, and recognised ones are not trusted."""

from __future__ import annotations

import time

import pytest

from pipeline.readers.parsed import Parsed
from pipeline.readers.pdf import parse
from pipeline.readers.ticks import with_ticks
from pipeline.schema import Block, BlockKind, Page, TickState, Word
from tests.readers import tick_pdfs as draw
from tests.readers.tick_pdfs import page, text

MANY = 20_000


def _prose(words: str) -> Parsed:
    return Parsed(words, blocks=(Block(0, len(words), BlockKind.PARAGRAPH),))


@pytest.mark.parametrize(
    "words",
    [
        "☐ " * MANY,
        "☐ Yes " * MANY,
        "Yes? " + "?" * 10 * MANY + " ☐ No",
        "☒ " + " " * 10 * MANY + "please",
        "☒ " + "(" * 10 * MANY,
        "[ ] [x] ( ) X " * MANY,
        "○ Yes ● No " * MANY,
    ],
    ids=["boxes", "answers", "questions", "blanks", "brackets", "signs", "circles"],
)
def test_many_signs_take_little_time(words: str) -> None:
    start = time.process_time()
    with_ticks(_prose(words))
    assert time.process_time() - start < 6


def test_many_blocks_take_little_time() -> None:
    line = "☐ Yes\n"
    words = line * MANY
    blocks = tuple(
        Block(at * len(line), at * len(line) + 5, BlockKind.ITEM, level=1) for at in range(MANY)
    )
    start = time.process_time()
    found = with_ticks(Parsed(words, blocks=blocks)).ticks
    assert time.process_time() - start < 6
    assert len(found) == MANY


@pytest.mark.parametrize(
    "shape",
    [draw.square, draw.four_lines, draw.cross, draw.circle],
    ids=["squares", "lines", "crosses", "circles"],
)
def test_pages_full_of_shapes_take_little_time(shape: draw.Shape) -> None:
    shapes = [shape(5 + 12 * (at % 32), 5 + 0.3 * (at // 32)) for at in range(4_000)]
    data = page(*shapes, text(60, 580, "Yes"), text(120, 580, "No"))
    start = time.process_time()
    parse(data, "shapes.pdf")
    assert time.process_time() - start < 6


def test_boxes_that_text_recognition_read_are_not_answered() -> None:
    words = "Crawlers? ☒ Yes"
    parsed = Parsed(
        words,
        pages=(Page(1, 0, len(words), 600, 800, by_ocr=True),),
        words=(Word(10, 11, 1, (10, 10, 20, 20)), Word(12, 15, 1, (25, 10, 40, 20))),
        blocks=(Block(0, len(words), BlockKind.PARAGRAPH),),
    )
    (tick,) = with_ticks(parsed).ticks
    assert tick.state is TickState.INDETERMINATE
