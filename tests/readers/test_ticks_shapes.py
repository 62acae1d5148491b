"""Drawn boxes of many sizes, line widths, outlines and marks; and a library's own form fields."""

from __future__ import annotations

import itertools
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.parsed import Parsed
from pipeline.readers.pdf import parse
from tests.readers import tick_pdfs as draw
from tests.readers.tick_cases import ASKED
from tests.readers.tick_pdfs import page, text

_SIDES, _WIDTHS = (6.0, 7.5, 12.0, 22.0), (0.25, 1.0)


def _found(parsed: Parsed) -> list[tuple[str | None, str]]:
    return [
        (parsed.text[slice(*tick.option)] if tick.option else None, tick.state.value)
        for tick in parsed.ticks
    ]


@pytest.mark.parametrize("mark", ["cross", "check", "check_of_two", "inner", "dot"])
@pytest.mark.parametrize(
    "outline", ["square", "four_lines", "framed", "hollow", "rounded", "circle"]
)
def test_boxes_of_any_size_and_width(outline: str, mark: str) -> None:
    for side, width in itertools.product(_SIDES, _WIDTHS):
        box, ink = getattr(draw, outline), getattr(draw, mark)
        y = 500 - 0.15 * side
        data = page(
            text(40, 560, ASKED), f"{width} w", box(60, y, side), ink(60, y, side),
            text(64 + side, 500, "Yes"), box(150, y, side), text(154 + side, 500, "No"),
        )  # fmt: skip
        expected = [("Yes", "yes"), ("No", "no")]
        assert _found(parse(data, "form.pdf")) == expected, (side, width)


@pytest.mark.parametrize("style", ["check", "cross", "circle", "star", "diamond"])
def test_fields_that_a_library_makes(style: str) -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.drawString(50, 800, ASKED)
    for at, (word, on) in enumerate((("Yes", True), ("No", False))):
        canvas.acroForm.checkbox(
            name=word, x=60 + 80 * at, y=778, size=12, checked=on, buttonStyle=style, borderWidth=1
        )
        canvas.drawString(76 + 80 * at, 780, word)
    canvas.drawString(50, 740, "Was synthetic data used?")
    for at, (word, on) in enumerate((("Yes", False), ("No", True))):
        canvas.acroForm.radio(
            name="used", value=word, selected=on, x=60 + 80 * at, y=718, size=12,
            buttonStyle=style, tooltip="used",
        )  # fmt: skip
        canvas.drawString(76 + 80 * at, 720, word)
    canvas.save()
    parsed = parse(buffer.getvalue(), "form.pdf")
    assert _found(parsed) == [("Yes", "yes"), ("No", "no"), ("Yes", "no"), ("No", "yes")]
    assert [tick.group for tick in parsed.ticks] == [0, 0, 1, 1]
