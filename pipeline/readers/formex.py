"""Read Formex 4, the XML of the Official Journal: acts and annexes as trees of provisions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.errors import BadInput
from pipeline.readers.legal_text import (
    Inline,
    LegalText,
    Provision,
    Text,
    label_of,
    section_title,
    write,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Node

MEDIA_TYPE = "application/xml;type=fmx4"
_BLOCKS = frozenset({"P", "LIST", "QUOT.S", "NP", "ALINEA", "PARAG", "ITEM"})
#: Code points that Formex gives quotation marks by.
_QUOTES = {"2018": "‘", "2019": "’", "201A": "‚", "201C": "“", "201D": "”", "201E": "„"}
_ANNEX = re.compile(r"ANNEX\s+([IVXLC]+)")


def read_formex(data: bytes, name: str) -> LegalText:
    """Read one Formex file.

    Args:
        data: Its bytes.
        name: Its name, for messages and the document.

    Returns:
        Articles and recitals of an act, or the annex; nothing of the publication's data.

    Raises:
        BadInput: it is not well-formed, or holds neither act nor annex.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BadInput(f"{name} is not well-formed Formex: {error}; fetch it again") from error
    if root.tag == "ACT":
        provisions = [_recital(node) for node in root.iter("CONSID")]
        provisions += [_article(node) for node in root.iter("ARTICLE")]
    elif root.tag == "ANNEX":
        provisions = [_annex(root, name)]
    else:
        raise BadInput(f"{name} holds neither an act nor an annex: its root is {root.tag}")
    return write(data, name, MEDIA_TYPE, provisions)


def _recital(node: Node) -> Provision:
    inner = node.find("NP")
    if inner is None:
        raise BadInput("a recital of the Formex file has no number")
    return _numbered(inner, "recital")


def _article(node: Node) -> Provision:
    title = _flat(node.find("TI.ART"))
    if not title:
        raise BadInput("an article of the Formex file has no title; fetch it again")
    heading = _flat(node.find("STI.ART"))
    article = Provision("article", title.split()[-1].lower(), "", (title, heading), heading)
    for child in node:
        if child.tag == "PARAG":
            article.parts.append(_paragraph(child))
        elif child.tag == "ALINEA":
            article.parts += _blocks(child)
    return article


def _paragraph(node: Node) -> Provision:
    mark = _flat(node.find("NO.PARAG"))
    paragraph = Provision("paragraph", label_of(mark), mark)
    for child in node:
        if child.tag == "ALINEA":
            paragraph.parts += _blocks(child)
    return paragraph


def _annex(root: Node, name: str) -> Provision:
    title = _flat(root.find("TITLE/TI"))
    match = _ANNEX.match(title.upper())
    contents = root.find("CONTENTS")
    if not match or contents is None:
        raise BadInput(f"{name}: an annex without number or contents")
    heading = _flat(root.find("TITLE/STI"))
    annex = Provision("annex", match[1], "", tuple(t for t in (title, heading) if t), heading)
    annex.parts = _flow(contents)
    return annex


def _sequence(node: Node) -> Provision:
    """Read a titled part of an annex: a section, or a numbered point with a title."""
    numbered = node.find("TITLE/TI/NP")
    if numbered is not None:
        mark, heading = _flat(numbered.find("NO.P")), _flat(numbered.find("TXT"))
        part = Provision("point", label_of(mark), mark, (heading,), heading)
    else:
        title, below = _flat(node.find("TITLE/TI")), _flat(node.find("TITLE/STI"))
        label, heading = section_title(title) or ("", title)
        lines = tuple(line for line in (title, below) if line)
        part = Provision("section", label, "", lines, heading or below)
    part.parts = _flow(node)
    return part


def _flow(node: Node) -> list[Text | Provision]:
    """Read contents of an annex, where each paragraph of text stands for itself."""
    parts: list[Text | Provision] = []
    for child in node:
        if child.tag == "GR.SEQ":
            parts.append(_sequence(child))
        elif child.tag == "NP":
            parts.append(_numbered(child, "point"))
        elif child.tag in ("P", "LIST"):
            parts += _blocks(child)
    return parts


def _numbered(node: Node, kind: str) -> Provision:
    mark = _flat(node.find("NO.P"))
    point = Provision(kind, label_of(mark), mark)
    for child in node:
        if child.tag == "TXT":
            point.parts.append(_text(child))
        elif child.tag == "P":
            point.parts += _blocks(child)
    return point


def _blocks(node: Node) -> list[Text | Provision]:
    """Read an ALINEA, P or LIST: its first text opens it, later ones continue it."""
    parts: list[Text | Provision] = []
    if node.tag == "LIST":
        return _list(node)
    inline = Inline()
    inline.add(node.text)
    for child in node:
        if child.tag in _BLOCKS:
            _flush(inline, parts)
            inline = Inline()
            if child.tag == "QUOT.S":
                parts += [Text(t.text, t.changes, continues=True) for t in _quoted(child)]
            else:
                parts += _blocks(child)
        else:
            _inline(child, inline)
        inline.add(child.tail)
    _flush(inline, parts)
    return _joined(parts)


def _flush(inline: Inline, parts: list[Text | Provision]) -> None:
    if inline.text():
        parts.append(Text(inline.text(), tuple(inline.changes)))


def _joined(parts: list[Text | Provision]) -> list[Text | Provision]:
    """Mark every text after the first as continuing: together they are one subparagraph."""
    out: list[Text | Provision] = []
    for part in parts:
        first = not any(isinstance(earlier, Text) for earlier in out)
        if isinstance(part, Text) and not first:
            part = Text(part.text, part.changes, continues=True)
        out.append(part)
    return out


def _list(node: Node) -> list[Text | Provision]:
    parts: list[Text | Provision] = []
    for item in node:
        if item.tag != "ITEM":
            continue
        numbered = item.find("NP")
        if numbered is not None:
            parts.append(_numbered(numbered, "point"))
        else:
            inline = Inline()
            inline.add("— ")
            _content(item, inline)
            parts.append(Text(inline.text(), tuple(inline.changes), continues=True))
    return parts


def _quoted(node: Node) -> list[Text]:
    """Read text that the act inserts into other acts: lines, not provisions of this act."""
    lines: list[Text] = []
    for child in node:
        if child.tag in ("LIST", "QUOT.S"):
            lines += _quoted(child)
        elif child.tag in ("ITEM", "PARAG", "NP", "ALINEA", "P"):
            lines.append(_text(child))
    return lines


def _text(node: Node) -> Text:
    inline = Inline()
    _content(node, inline)
    return Text(inline.text(), tuple(inline.changes))


def _flat(node: Node | None) -> str:
    return "" if node is None else _text(node).text


def _content(node: Node, inline: Inline) -> None:
    inline.add(node.text)
    for child in node:
        _inline(child, inline)
        inline.add(child.tail)


def _inline(node: Node, inline: Inline) -> None:
    """Add an inline element; its tail is its parent's affair."""
    if node.tag in ("QUOT.START", "QUOT.END"):
        inline.add(_QUOTES.get(node.get("CODE", ""), "'"))
    elif node.tag == "NOTE":
        inline.leave_out_note(node.get("NUMBER.ORG") or "note")
    elif node.tag == "HT" and node.get("TYPE") == "SUP":
        inline.superscript(_flat(node))
    elif node.tag == "FT" and node.get("TYPE") == "NUMBER" and _flat(node).isdecimal():
        inline.number(_flat(node))
    else:
        if node.tag in ("NO.PARAG", "NO.P", "TXT", "P", "ALINEA"):
            inline.add(" ")
        _content(node, inline)
        if node.tag in ("NO.PARAG", "NO.P"):
            inline.add(" ")
