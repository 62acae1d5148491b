"""Markdown -> a small tree that the writers of DOCX and PDF turn into their formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import lxml.html
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin


@dataclass(frozen=True)
class Piece:
    """Words of one look; ``note`` is the number of a footnote cited here."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    raised: bool = False
    lowered: bool = False
    link: str = ""
    note: int = 0


Words = tuple[Piece, ...]


@dataclass(frozen=True)
class Held:
    """A cell with how many rows and columns it covers."""

    words: Words
    header: bool = False
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Node:
    """A heading, paragraph, item, quote, code, table or note.

    ``level`` is a heading's or an item's depth; ``number`` an ordered item's or a note's.
    """

    kind: str
    words: Words = ()
    level: int = 0
    number: int = 0
    table: tuple[tuple[Held, ...], ...] = ()


def parser() -> MarkdownIt:
    """Return the Markdown parser that all twins share."""
    return MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)


def nodes(markdown: str) -> list[Node]:
    """Return what a Markdown text holds, raw HTML included."""
    tokens = parser().parse(markdown)
    return list(_blocks(tokens))


def _blocks(tokens: Sequence[Token]) -> Iterator[Node]:
    lists: list[int] = []  # the next number of each open list, 0 for bullets
    note = quotes = 0
    at = 0
    fresh = False
    while at < len(tokens):
        token = tokens[at]
        match token.type:
            case "bullet_list_open":
                lists.append(0)
            case "ordered_list_open":
                lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                fresh = True
            case "list_item_close":
                if lists[-1]:
                    lists[-1] += 1
            case "blockquote_open" | "blockquote_close":
                quotes += 1 if token.type == "blockquote_open" else -1
            case "footnote_open":
                note = int(token.meta["id"]) + 1
            case "footnote_close":
                note = 0
            case "heading_open":
                yield Node("heading", words(tokens[at + 1]), int(token.tag[1]))
                at += 1
            case "inline":
                held = words(token)
                if note:
                    yield Node("note", held, number=note)
                elif lists and fresh:
                    yield Node("item", held, len(lists), lists[-1])
                    fresh = False
                elif any(piece.text.strip() for piece in held):
                    yield Node("quote" if quotes else "paragraph", held)
            case "fence" | "code_block":
                yield Node("code", (Piece(token.content),))
            case "table_open":
                end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
                yield Node("table", table=tuple(_pipe_rows(tokens[at:end])))
                at = end
            case "html_block":
                yield from _raw(token.content)
        at += 1


def _pipe_rows(tokens: Sequence[Token]) -> Iterator[tuple[Held, ...]]:
    row: list[Held] = []
    for at, token in enumerate(tokens):
        if token.type in ("th_open", "td_open"):
            row.append(Held(words(tokens[at + 1]), token.type == "th_open"))
        elif token.type == "tr_close":
            yield tuple(row)
            row = []


def words(token: Token) -> Words:
    """Return the pieces of an inline token."""
    found: list[Piece] = []
    look = Piece("")
    for child in token.children or ():
        match child.type:
            case "text":
                found.append(replace(look, text=child.content))
            case "code_inline":
                found.append(replace(look, text=child.content, code=True))
            case "softbreak":
                found.append(replace(look, text=" "))
            case "hardbreak":
                found.append(replace(look, text="\n"))
            case "strong_open" | "strong_close":
                look = replace(look, bold=child.type == "strong_open")
            case "em_open" | "em_close":
                look = replace(look, italic=child.type == "em_open")
            case "link_open":
                look = replace(look, link=str(child.attrs["href"]))
            case "link_close":
                look = replace(look, link="")
            case "footnote_ref":
                found.append(Piece("", note=int(child.meta["id"]) + 1))
            case "html_inline":
                look = _inline_tag(child.content, look, found)
    return tuple(found)


def _inline_tag(tag: str, look: Piece, found: list[Piece]) -> Piece:
    name = tag.strip("</> ").split()[0].lower() if tag.strip("</> ") else ""
    opens = not tag.startswith("</")
    if name == "br":
        found.append(replace(look, text="\n"))
    elif name == "sup":
        look = replace(look, raised=opens)
    elif name == "sub":
        look = replace(look, lowered=opens)
    elif name in ("b", "strong"):
        look = replace(look, bold=opens)
    elif name == "a":
        href = lxml.html.fromstring(f"{tag}</a>").get("href", "") if opens else ""
        look = replace(look, link=href)
    return look


def _raw(html: str) -> Iterator[Node]:
    """Yield what a block of raw HTML shows."""
    tree = lxml.html.fragment_fromstring(html, create_parent="div")
    yield from _inside(tree, Piece(""))


_FLOW = {"div", "p", "center", "details", "section", "ul", "ol", "summary", "blockquote", "body"}


def _inside(element: lxml.html.HtmlElement, look: Piece) -> Iterator[Node]:
    loose: list[Piece] = [replace(look, text=element.text or "")]
    for child in element.iterchildren():
        name = child.tag if isinstance(child.tag, str) else ""
        heading = len(name) == 2 and name[0] == "h" and name[1].isdigit()
        if name == "table" or heading or name == "li" or name in _FLOW or name == "pre":
            yield from _loose(loose)
            loose = []
            if name == "table":
                yield Node("table", table=tuple(_html_rows(child)))
            elif heading:
                yield Node("heading", tuple(_pieces(child, look)), int(name[1]))
            elif name == "li":
                yield Node("item", tuple(_pieces(child, look)), 1)
            elif name == "pre":
                yield Node("code", (Piece(child.text_content()),))
            else:
                yield from _inside(child, look)
        elif name:
            loose.extend(_pieces(child, look))
        loose.append(replace(look, text=child.tail or ""))
    yield from _loose(loose)


def _loose(pieces: list[Piece]) -> Iterator[Node]:
    if any(piece.text.strip() for piece in pieces):
        yield Node("paragraph", tuple(_flat(pieces)))


def _flat(pieces: list[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        text = piece.text if piece.text == "\n" else " ".join(f"|{piece.text}|".split())[1:-1]
        yield replace(piece, text=text)


def _pieces(element: lxml.html.HtmlElement, look: Piece) -> Iterator[Piece]:
    name = element.tag
    if name == "br":
        yield replace(look, text="\n")
    if name in ("b", "strong", "th"):
        look = replace(look, bold=True)
    elif name in ("sup", "sub"):
        look = replace(look, raised=name == "sup", lowered=name == "sub")
    elif name == "a" and element.get("href"):
        look = replace(look, link=element.get("href"))
    yield replace(look, text=" ".join(f"|{element.text or ''}|".split())[1:-1])
    for child in element.iterchildren():
        if isinstance(child.tag, str):
            yield from _pieces(child, look)
        yield replace(look, text=" ".join(f"|{child.tail or ''}|".split())[1:-1])


def _html_rows(table: lxml.html.HtmlElement) -> Iterator[tuple[Held, ...]]:
    for row in table.iter("tr"):
        yield tuple(
            Held(
                tuple(_pieces(cell, Piece(""))),
                cell.tag == "th",
                int(cell.get("rowspan", "1")),
                int(cell.get("colspan", "1")),
            )
            for cell in row.iterchildren("td", "th")
        )


def placed(table: Sequence[Sequence[Held]]) -> list[list[tuple[int, Held]]]:
    """Return each row's cells with the column in which they begin."""
    taken: set[tuple[int, int]] = set()
    rows = []
    for y, row in enumerate(table):
        line, x = [], 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            line.append((x, cell))
            taken |= {(y + j, x + i) for j in range(cell.rows) for i in range(cell.columns)}
            x += cell.columns
        rows.append(line)
    return rows
