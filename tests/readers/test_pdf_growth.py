"""What a page costs grows with its words, not faster; and reading leaves Python as it was."""

from __future__ import annotations

import gc
import time
import zlib

import pytest

from pipeline.readers.parsed import Unreadable
from pipeline.readers.pdf import parse
from pipeline.readers.pdf_furniture import _is_outermost
from tests.readers.hostile import page_of, stream


def page_of_lines(count):
    """One page with so many lines of ten words, one point high; most lie below its edge."""
    text = b"BT /F 1 Tf 1 TL 0 792 Td " + b"(a b c d e f g h i j) ' " * count + b"ET"
    return page_of(stream(zlib.compress(text, 9), b"/Filter/FlateDecode"))


def seconds(data, words):
    taken = []
    for _ in range(2):
        start = time.process_time()
        assert len(parse(data, "lines.pdf").words) == words
        taken.append(time.process_time() - start)
    return min(taken)


def test_four_times_the_lines_take_about_four_times_as_long():
    few, many = page_of_lines(2000), page_of_lines(8000)
    # Comparing each line with each would make it sixteen.
    assert seconds(many, 80_000) < 8 * seconds(few, 20_000)


@pytest.mark.parametrize(
    ("here", "outermost"), [(0, True), (4, True), (5, False), (14, False), (15, True), (19, True)]
)
def test_a_line_is_outermost_with_at_most_four_heights_beyond_it(here, outermost):
    assert _is_outermost(here, range(20)) is outermost


@pytest.mark.parametrize("here", [-3, 40])
def test_a_sideways_line_beyond_all_heights_is_outermost(here):
    assert _is_outermost(here, range(20))


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("broken", [True, False])
def test_reading_leaves_the_collector_as_it_was(enabled, broken):
    before = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        if broken:
            with pytest.raises(Unreadable):
                parse(b"%PDF-1.4 and no more", "broken.pdf")
        else:
            parse(page_of_lines(3), "lines.pdf")
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_reading_keeps_no_memory_that_only_the_collector_would_give_back():
    data = page_of_lines(500)
    parse(data, "lines.pdf")
    gc.collect()
    before = gc.isenabled()
    gc.disable()
    try:
        parse(data, "lines.pdf")
        # Nothing that grows with the 5,000 words.
        assert gc.collect() < 500
    finally:
        if before:
            gc.enable()
