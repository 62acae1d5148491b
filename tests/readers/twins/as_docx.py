"""The tree -> DOCX, with the styles, lists, merged cells and notes that Word itself would use."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.readers.made_docx import p, r, with_notes
from tests.readers.twins.nodes import Node, Piece, Words, placed

_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_SPACES = nsdecls("w", "r")


def written(nodes: list[Node]) -> bytes:
    """Return the file."""
    document = docx.Document()
    document.styles.add_style("HTML Preformatted", 1)
    notes = []
    for node in nodes:
        if node.kind == "note":
            text = "".join(piece.text for piece in node.words)
            notes.append(f"<w:footnote w:id='{node.number}'>{p(r(escape(text)))}</w:footnote>")
        elif node.kind == "table":
            _table(document, node)
        else:
            _words(_paragraph(document, node), node.words)
    buffer = BytesIO()
    document.save(buffer)
    if not notes:
        return buffer.getvalue()
    part = f"<w:footnotes {_SPACES}>{''.join(notes)}</w:footnotes>"
    return with_notes(buffer.getvalue(), "footnote", part.encode())


def _paragraph(document: Any, node: Node) -> Any:
    if node.kind == "heading":
        return document.add_heading("", node.level)
    if node.kind == "item":
        name = "List Number" if node.number else "List Bullet"
        depth = min(node.level, 3)
        return document.add_paragraph(style=name if depth == 1 else f"{name} {depth}")
    if node.kind == "code":
        paragraph = document.add_paragraph(style="HTML Preformatted")
        run = paragraph.add_run(node.words[0].text.rstrip("\n"))
        run.font.name = "Courier New"
        return paragraph
    return document.add_paragraph(style="Quote" if node.kind == "quote" else None)


def _words(paragraph: Any, words: Words) -> None:
    if paragraph.runs:  # code, written already
        return
    for piece in words:
        if piece.note:
            run = paragraph.add_run()
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), str(piece.note))
            run._r.append(reference)
        elif piece.link:
            _link(paragraph, piece)
        elif piece.text:
            _run(paragraph, piece)


def _run(paragraph: Any, piece: Piece) -> Any:
    run = paragraph.add_run(piece.text)
    run.bold, run.italic = piece.bold or None, piece.italic or None
    if piece.raised:
        run.font.superscript = True
    if piece.lowered:
        run.font.subscript = True
    if piece.code:
        run.font.name = "Courier New"
    return run


def _link(paragraph: Any, piece: Piece) -> None:
    target = paragraph.part.relate_to(piece.link, _LINK, is_external=True)
    link = parse_xml(f"<w:hyperlink {_SPACES} r:id='{target}'/>")
    link.append(_run(paragraph, piece)._r)
    paragraph._p.append(link)


def _table(document: Any, node: Node) -> None:
    rows = placed(node.table)
    width = max((x + cell.columns for row in rows for x, cell in row), default=0)
    if not width:
        return
    table = document.add_table(len(rows), width, style="Table Grid")
    for y, row in enumerate(rows):
        if row and all(cell.header for _, cell in row):
            table.rows[y]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for x, cell in row:
            last = table.cell(min(y + cell.rows, len(rows)) - 1, min(x + cell.columns, width) - 1)
            place = table.cell(y, x)
            if cell.rows > 1 or cell.columns > 1:
                place = place.merge(last)
            _words(place.paragraphs[0], cell.words)
