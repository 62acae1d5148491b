"""Scanned pages for the tests: pages of our own, printed to a picture and put into a PDF."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.readers.made_pdfs import HEIGHT, WIDTH, made, wrapped, write

CARD = (
    "Ostrea 7B is a language model with 7 billion parameters that Ostrea Labs built.",
    "It was trained on 2 trillion tokens of web pages, books and code.",
    "The weights are released under the Apache License, Version 2.0.",
    "Training took 120,000 hours on accelerators in a building by the sea.",
)

Page = Callable[[Canvas], None]


def tesseract() -> None:
    """Skip a test where Tesseract with English is not installed; CI fails on any skip."""
    if shutil.which("tesseract") is None:
        pytest.skip("needs the tesseract command (scripts/system_packages.txt)")
    os.environ.pop("LACUNA_OCR", None)


def printed(page: Page, dpi: int = 200) -> Image.Image:
    """Return the picture of a page."""
    document = pypdfium2.PdfDocument(made(page))
    return document[0].render(scale=dpi / 72).to_pil().convert("L")


def picture_page(picture: Image.Image, also: Page | None = None, turn: int = 0) -> Page:
    """Return a page that shows a picture over all of it, and what ``also`` draws on top."""

    def draw(canvas: Canvas) -> None:
        size = (HEIGHT, WIDTH) if picture.width > picture.height else (WIDTH, HEIGHT)
        canvas.setPageRotation(turn)
        # the drawing program turns the size, too
        canvas.setPageSize(size[::-1] if turn in (90, 270) else size)
        canvas.drawImage(ImageReader(picture), 0, 0, *size)
        if also is not None:
            also(canvas)

    return draw


def card(canvas: Canvas) -> None:
    """Draw a small model card: a title, a heading, a paragraph."""
    y = write(canvas, 60, 760, "Ostrea 7B Model Card", size=24)
    y = write(canvas, 60, y - 20, "Training", size=16)
    write(canvas, 60, y - 10, *wrapped(" ".join(CARD), 80), size=11)


def scan(page: Page = card, turn: int = 0, dpi: int = 200, also: Page | None = None) -> bytes:
    """Return a PDF with one scanned page; ``turn`` is how far its content lies on its side."""
    picture = printed(page, dpi)
    if turn:
        picture = picture.rotate(-turn, expand=True)
    return made(picture_page(picture, also))


def png(picture: Image.Image) -> bytes:
    """Return the picture as a PNG file."""
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
