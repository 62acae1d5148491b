"""Small PDFs drawn for the tests, so that every expected fact is known beforehand."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
PROSE = (
    "Nova is a family of text models that the Example Lab built in a small town by the sea.",
    "It reads and writes several tongues and was made for people who sort old letters by hand.",
    "The lab wrote this report so that others can judge what the models may be used for.",
)


def made(*pages: Callable[[Canvas], None], encrypt: StandardEncryption | None = None) -> bytes:
    """Return a PDF with one page for each function, which draws on the canvas."""
    buffer = BytesIO()
    canvas = Canvas(
        buffer, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=0, encrypt=encrypt
    )
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def write(
    canvas: Canvas, x: float, y: float, *lines: str, size: float = 10, font: str = "Helvetica"
) -> float:
    """Draw lines below each other; return the y below the last."""
    canvas.setFont(font, size)
    for line in lines:
        canvas.drawString(x, y, line)
        y -= 1.2 * size
    return y


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most ``width`` characters."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def prose(canvas: Canvas, x: float, y: float, width: int = 88, repeat: int = 1) -> float:
    """Draw body text; return the y below it."""
    return write(canvas, x, y, *wrapped(" ".join(PROSE * repeat), width))


def row(canvas: Canvas, y: float, cells: dict[float, str], font: str = "Helvetica") -> None:
    """Draw the cells of a row at their x."""
    canvas.setFont(font, 9)
    for x, text in cells.items():
        canvas.drawString(x, y, text)
