"""Read EUR-Lex's HTML of an act as published (classes ``oj-*``, ids ``art_N``, ``anx_R``...)."""

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

MEDIA_TYPE = "text/html"
_ID = re.compile(r"(art|anx|rct)_(\d+[a-z]*|[IVXLC]+)")
_PARAGRAPH_ID = re.compile(r"\d{3}\.\d{3}")
_MARK = re.compile(r"(\d+[a-z]?\.)\s+")
_BLOCKS = frozenset({"p", "table", "div"})


def read_eurlex_html(data: bytes, name: str) -> LegalText:
    """Read one page.

    Args:
        data: Its bytes, UTF-8.
        name: Its name, for messages and the document.

    Returns:
        Recitals, articles and annexes in the order of the page.

    Raises:
        BadInput: the page has no articles: an error page, or another page than the published act.
    """
    from lxml import etree

    parser = etree.HTMLParser(
        no_network=True, huge_tree=False, encoding="utf-8", remove_comments=True
    )
    root = etree.fromstring(data, parser)
    provisions = []
    for node in root.iter("div") if root is not None else ():
        if match := _ID.fullmatch(node.get("id", "")):
            read = {"art": _article, "anx": _annex, "rct": _recital}[match[1]]
            provisions.append(read(node, match[2]))
    if not any(provision.kind == "article" for provision in provisions):
        raise BadInput(f"{name} has no articles: not the published act's page from EUR-Lex")
    return write(data, name, MEDIA_TYPE, provisions)


def _class(node: Node) -> str:
    return node.get("class") or ""


def _recital(node: Node, number: str) -> Provision:
    tables = [child for child in node if child.tag == "table"]
    rows = _rows(tables[0], "recital") if tables else []
    if len(rows) != 1 or not isinstance(rows[0], Provision):
        raise BadInput(f"recital {number} of the page is not one numbered paragraph")
    return rows[0]


def _article(node: Node, number: str) -> Provision:
    title = heading = ""
    article = Provision("article", number)
    for child in node:
        if "oj-ti-art" in _class(child):
            title = _flat(child)
        elif "eli-title" in _class(child):
            heading = _flat(child)
        elif _PARAGRAPH_ID.fullmatch(child.get("id", "")):
            article.parts.append(_paragraph(child))
        else:
            article.parts += _blocks([child])
    article.title, article.heading = (title, heading), heading
    return article


def _paragraph(node: Node) -> Provision:
    paragraph = Provision("paragraph", "")
    paragraph.parts = _blocks(list(node))
    first = paragraph.parts[0] if paragraph.parts else None
    if isinstance(first, Text) and (match := _MARK.match(first.text)):
        paragraph.mark, paragraph.label = match[1], label_of(match[1])
        paragraph.parts[0] = _without(first, match.end())
    return paragraph


def _without(text: Text, cut: int) -> Text:
    from dataclasses import replace

    changes = tuple(replace(change, at=change.at - cut) for change in text.changes)
    return Text(text.text[cut:], changes, text.continues)


def _annex(node: Node, number: str) -> Provision:
    annex = Provision("annex", number)
    titles: list[str] = []
    here = annex
    open_title = False
    for child in node:
        if "oj-doc-ti" in _class(child):
            titles.append(_flat(child))
        elif "oj-ti-grseq" in _class(child):
            title = _flat(child)
            if open_title and here.kind == "section" and not section_title(title):
                here.title, here.heading = (*here.title, title), title
            else:
                here = _sequence(title)
                annex.parts.append(here)
            open_title = True
        else:
            here.parts += _blocks([child])
            open_title = False
    annex.title, annex.heading = tuple(titles), titles[-1] if len(titles) > 1 else ""
    return annex


def _sequence(title: str) -> Provision:
    if match := _MARK.match(title):
        heading = title[match.end() :]
        return Provision("point", label_of(match[1]), match[1], (heading,), heading)
    label, heading = section_title(title) or ("", title)
    return Provision("section", label, "", (title,), heading)


def _blocks(nodes: list[Node]) -> list[Text | Provision]:
    parts: list[Text | Provision] = []
    for node in nodes:
        if node.tag == "table":
            parts += _rows(node, "point")
        elif "oj-enumeration-spacing" in _class(node) and len(node):
            mark, *texts = (_text(child) for child in node)
            parts.append(Provision("point", label_of(mark.text), mark.text, parts=[*texts]))
        elif node.tag == "div":
            parts += [Text(t.text, t.changes, continues=True) for t in _quoted(node)]
        elif node.tag in ("p", "span") and "oj-note" not in _class(node):
            text = _text(node)
            if text.text:
                parts.append(text)
    return parts


def _rows(table: Node, kind: str) -> list[Text | Provision]:
    """Read a list item: EUR-Lex lays each out as a table of label and content."""
    parts: list[Text | Provision] = []
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is not table:
            continue
        cells = [cell for cell in row if cell.tag == "td"]
        if not cells:
            continue
        mark = next((text for cell in cells[:-1] if (text := _flat(cell))), "")
        content = _cell(cells[-1])
        if mark and label_of(mark) not in {"", "—", "–", "-"}:
            parts.append(Provision(kind, label_of(mark), mark, parts=content))
        else:
            for part in content:
                if isinstance(part, Text):
                    part = Text(f"{mark} {part.text}".strip(), part.changes, continues=True)
                parts.append(part)
    return parts


def _cell(cell: Node) -> list[Text | Provision]:
    inline = Inline()
    inline.add(cell.text)
    parts: list[Text | Provision] = []
    for child in cell:
        if child.tag in _BLOCKS:
            if inline.text():
                parts.append(Text(inline.text(), tuple(inline.changes)))
                inline = Inline()
            parts += _blocks([child])
        else:
            _inline(child, inline)
        inline.add(child.tail)
    if inline.text():
        parts.append(Text(inline.text(), tuple(inline.changes)))
    return parts


def _quoted(node: Node) -> list[Text]:
    lines: list[Text] = []
    for child in node:
        if child.tag == "div":
            lines += _quoted(child)
        elif child.tag == "table":
            for row in child.iter("tr"):
                lines.append(_text(row))
        elif child.tag == "p" and "oj-note" not in _class(child):
            lines.append(_text(child))
    return [line for line in lines if line.text]


def _text(node: Node) -> Text:
    inline = Inline()
    _content(node, inline)
    return Text(inline.text(), tuple(inline.changes))


def _flat(node: Node) -> str:
    return _text(node).text


def _inner(node: Node) -> str:
    return (node.text or "") + "".join(_inner(child) + (child.tail or "") for child in node)


def _content(node: Node, inline: Inline) -> None:
    inline.add(node.text)
    for child in node:
        _inline(child, inline)
        inline.add(child.tail)


def _inline(node: Node, inline: Inline) -> None:
    if node.tag == "a" and node.get("id", "").startswith("ntc"):
        inline.leave_out_note(_inner(node).strip(" ()\u00a0"))
    elif node.tag == "span" and _class(node).split() == ["oj-super"]:
        inline.superscript(_inner(node))
    else:
        if node.tag in _BLOCKS or node.tag in ("td", "tr", "br"):
            inline.add(" ")
        _content(node, inline)
