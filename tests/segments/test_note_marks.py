"""Raised numbers that point to notes are no part of what a sentence says; powers are."""

from __future__ import annotations

import pytest

from pipeline.readers import media
from pipeline.schema import Block, BlockKind, Document
from pipeline.segments import segment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They were trained from scratch¹.", "They were trained from scratch."),
        ("Made in the attic (Bremen)² by hand.", "Made in the attic (Bremen) by hand."),
        ("Letters, labels³ and books⁴,⁵ were read.", "Letters, labels and books were read."),
        ("A page as a browser prints it[⁶].", "A page as a browser prints it."),
        ("It took 10²⁵ FLOP.", "It took 10²⁵ FLOP."),
        ("It fills 12 m² or 3 km² of floor.", "It fills 12 m² or 3 km² of floor."),
        ("The square (x+y)² is taken.", "The square (x+y)² is taken."),
        ("Measured in words⁻¹ of text.", "Measured in words⁻¹ of text."),
    ],
)
@pytest.mark.parametrize("media_type", [media.DOCX, media.PDF, media.HTML])
def test_note_marks_and_powers(text: str, expected: str, media_type: str) -> None:
    block = Block(0, len(text), BlockKind.PARAGRAPH)
    document = Document("0", "x", media_type, text, blocks=(block,))
    (found,) = segment(document)
    assert found.text == expected
    for run in found.runs:
        own = text[run.start : run.start + run.length]
        assert found.text[run.at : run.at + run.length] == own
