"""Hyphens at the ends of typed and of printed lines."""

from __future__ import annotations

import pytest

from pipeline.readers.read import read_bytes
from pipeline.schema import Block, BlockKind, Document, Page
from pipeline.segments import segment


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("a worldwide, non-\ntransferable right to use it", "non-transferable"),
        ("a worldwide, non-exclusive, non-\n   transferable right", "non-transferable"),
        ("see https://example.org/the-\nlicence for it", "https://example.org/the-licence"),
        ("the years 2023-\n2024 were long and cold", "2023- 2024"),
        ("a rule - \nthat nobody keeps", "rule - that"),
    ],
)
def test_typed_text_keeps_the_hyphen_at_which_it_is_wrapped(typed: str, words: str) -> None:
    document = read_bytes(f"The grant is as follows: {typed}.\n".encode(), "LICENSE.txt")
    assert words in " ".join(one.text for one in segment(document))


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("the o1-\npreview model", "the o1-preview model"),
        ("the collec-\ntion of letters", "the collection of letters"),
        ("a state-of-\nthe-art model", "a state-of-the-art model"),
        ("from 5-\nto 7 letters", "from 5- to 7 letters"),
    ],
)
def test_printed_text_keeps_it_behind_a_number_or_a_hyphen(printed: str, words: str) -> None:
    text = f"It was tested beside {printed}."
    document = Document(
        "0" * 64,
        "made.pdf",
        "application/pdf",
        text,
        pages=(Page(1, 0, len(text), 600, 800),),
        blocks=(Block(0, len(text), BlockKind.PARAGRAPH),),
    )
    (one,) = segment(document)
    assert words in one.text
    for run in one.runs:
        assert one.text[run.at : run.at + run.length] == text[run.start : run.start + run.length]
