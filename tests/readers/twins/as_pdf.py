"""The tree -> PDF by reportlab, as an office program would lay it out."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    Flowable,
    Paragraph,
    Preformatted,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from tests.readers.twins.nodes import Held, Node, Piece, Words, placed

#: A little shorter than A4, so that the long table of our card runs over two pages.
_PAGE = (595, 740)
_FONTS = Path(rl_config.__file__).parent / "fonts"
_WIDE = Path("/usr/share/fonts/truetype/dejavu")


def _fonts() -> None:
    """Take a font of the machine that has most letters, else the one that reportlab brings."""
    wide = (_WIDE / "DejaVuSans.ttf").exists() and (_WIDE / "DejaVuSans-Bold.ttf").exists()
    plain = _WIDE / "DejaVuSans.ttf" if wide else _FONTS / "Vera.ttf"
    bold = _WIDE / "DejaVuSans-Bold.ttf" if wide else _FONTS / "VeraBd.ttf"
    for name, path in {
        "Twin": plain,
        "TwinBold": bold,
        "TwinItalic": _FONTS / "VeraIt.ttf",
    }.items():
        pdfmetrics.registerFont(TTFont(name, str(path)))
    pdfmetrics.registerFontFamily(
        "Twin", normal="Twin", bold="TwinBold", italic="TwinItalic", boldItalic="TwinBold"
    )


_BODY = ParagraphStyle("body", fontName="Twin", fontSize=10, leading=14, spaceAfter=6)
_SMALL = ParagraphStyle("small", parent=_BODY, fontSize=8, leading=10, spaceAfter=2)
_CELL = ParagraphStyle("cell", parent=_BODY, fontSize=8, leading=10, spaceAfter=0, splitLongWords=0)
_QUOTE = ParagraphStyle("quote", parent=_BODY, fontName="TwinItalic", leftIndent=24)
_CODE = ParagraphStyle("code", fontName="Courier", fontSize=8, leading=10, spaceAfter=6)
_SIZES = (20, 16, 13, 11.5, 10.5, 10)


def written(nodes: list[Node]) -> bytes:
    """Return the file; the same bytes each time."""
    _fonts()
    buffer = BytesIO()
    template = SimpleDocTemplate(buffer, pagesize=_PAGE, invariant=1, leftMargin=60, rightMargin=60)
    template.build([flow for node in nodes for flow in _flowables(node, template.width)])
    return buffer.getvalue()


def _flowables(node: Node, width: float) -> list[Flowable]:
    if node.kind == "heading":
        size = _SIZES[node.level - 1]
        style = ParagraphStyle(
            "heading",
            parent=_BODY,
            fontName="TwinBold",
            fontSize=size,
            leading=size * 1.25,
            spaceBefore=size * 0.8,
            keepWithNext=1,
        )
        return [Paragraph(_markup(node.words), style)]
    if node.kind == "item":
        indent = 18 * node.level
        bullet = f"{node.number}." if node.number else "•"
        style = ParagraphStyle(
            "item", parent=_BODY, leftIndent=indent, bulletIndent=indent - 12, spaceAfter=3
        )
        style.bulletFontName = "Twin"
        return [Paragraph(_markup(node.words), style, bulletText=bullet)]
    if node.kind == "code":
        return [Preformatted(node.words[0].text.rstrip("\n"), _CODE, maxLineLength=95)]
    if node.kind == "note":
        number = Piece(str(node.number), raised=True)
        return [Paragraph(_markup((number, Piece(" "), *node.words)), _SMALL)]
    if node.kind == "quote":
        return [Paragraph(_markup(node.words), _QUOTE)]
    if node.kind == "table":
        return [*_table(node, width), Spacer(1, 8)]
    return [Paragraph(_markup(node.words), _BODY)]


def _markup(words: Words) -> str:
    parts = []
    for piece in words:
        text = escape(piece.text).replace("\n", "<br/>")
        if piece.note:
            text = f"<super>{piece.note}</super>"
        if piece.raised or piece.lowered:
            tag = "super" if piece.raised else "sub"
            text = f"<{tag}>{text}</{tag}>"
        if piece.bold:
            text = f"<b>{text}</b>"
        if piece.italic:
            text = f"<i>{text}</i>"
        if piece.link.startswith(("http", "mailto")):
            text = f"<a href={quoteattr(piece.link)} color='blue'>{text}</a>"
        parts.append(text)
    return "".join(parts)


def _table(node: Node, width: float) -> list[Flowable]:
    rows = placed(node.table)
    columns = max((x + cell.columns for row in rows for x, cell in row), default=0)
    if not columns:
        return []
    grid: list[list[Flowable | str]] = [[""] * columns for _ in rows]
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    heads = 0
    for y, row in enumerate(rows):
        heads += heads == y and bool(row) and all(cell.header for _, cell in row)
        for x, cell in row:
            bold = tuple(Piece(**{**vars(w), "bold": w.bold or cell.header}) for w in cell.words)
            grid[y][x] = Paragraph(_markup(bold), _CELL)
            if cell.rows > 1 or cell.columns > 1:
                end = (x + cell.columns - 1, min(y + cell.rows, len(rows)) - 1)
                style.append(("SPAN", (x, y), end))
    made = Table(grid, colWidths=_widths(rows, columns, width), repeatRows=heads)
    made.setStyle(TableStyle(style))
    return [made]


def _widths(rows: list[list[tuple[int, Held]]], columns: int, width: float) -> list[float]:
    """Give each column room for its longest word, and share the rest by how much it holds."""
    words, sizes = [1] * columns, [1] * columns
    for x, cell in (place for row in rows for place in row if place[1].columns == 1):
        text = "".join(piece.text for piece in cell.words)
        words[x] = max(words[x], *map(len, text.split()), 1)
        sizes[x] = max(sizes[x], min(len(text), 60))
    least = [5.6 * count + 14 for count in words]
    rest = max(width - sum(least), 0)
    return [low + rest * size / sum(sizes) for low, size in zip(least, sizes, strict=True)]
