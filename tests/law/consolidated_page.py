"""Write a tree of provisions as EUR-Lex lays out a consolidated act: a page for tests to read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from pipeline.readers.legal_text import Change, Provision, Text

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ"
_PLAIN = "0123456789+-()n"
_QUOTED_LABEL = re.compile(r"(‘?\(?\w+[.)])\s+(.*)", re.DOTALL)
MARKS = {
    "M1": '<p class="modref"><a href="x" title="32026R9999: {}">▼M1</a>{}</p>',
    "B": '<p class="modref"><a href="x" title="32024R9998">▼B</a></p>',
}


def mark(act: str, what: str = "INSERTED", dashes: str = "") -> str:
    """An editors' mark in a line of its own, with dashes where something was deleted."""
    return MARKS[act].format(what, f" {dashes}" if dashes else "")


def page(provisions: Sequence[Provision], between: dict[str, str] | None = None) -> bytes:
    """The page of an act; ``between`` gives lines that stand before an article or annex by id."""
    body = ['<p class="title-doc-first">An act</p>', mark("B")]
    for node in provisions:
        kind = {"article": "art", "annex": "anx"}.get(node.kind)
        if kind is None:
            continue
        place = f"{kind}_{node.label}"
        body.append((between or {}).get(place, ""))
        body.append(_article(node, place) if kind == "art" else _annex(node, place))
    notes = '<hr class="separator-short"/><p class="footnote">(<a id="E0001">1</a>) A note.</p>'
    head = '<html><head><meta charset="utf-8"/></head><body>'
    return (head + "\n".join(body) + notes + "</body></html>").encode()


def _article(node: Provision, place: str) -> str:
    inserted = node.label[-1].isalpha()
    name = f"Article{chr(0xA0) if inserted else ' '}{node.label}"
    heading = (
        f'<div class="eli-title"><p class="stitle-article-norm">{words(node.heading)}</p></div>'
    )
    inner = "".join(_in_article(part) for part in node.parts)
    return (
        f'<div class="eli-subdivision" id="{place}"><p class="title-article-norm">{name}</p>'
        f"{heading if node.heading else ''}{inner}</div>"
    )


def _between_marks(part: Text | Provision, html: str) -> str:
    """Put the editors' marks around a block whose first words an amending act wrote."""
    first = part if isinstance(part, Text) else next(iter(part.parts), None)
    signed = isinstance(first, Text) and any(c.kind == "amendment mark" for c in first.changes)
    return f"{mark('M1')}{html}{mark('B')}" if signed else html


def _in_article(part: Text | Provision) -> str:
    if isinstance(part, Provision) and part.kind == "paragraph":
        return _between_marks(part, _paragraph(part))
    return _block(part)


def _paragraph(node: Provision) -> str:
    """The first subparagraph stands inside; EUR-Lex lets later ones follow it."""
    seen = 0
    inside: list[str] = []
    after: list[str] = []
    for part in node.parts:
        seen += isinstance(part, Text) and not part.continues
        (inside if seen < 2 else after).append(_block(part))
    if len(node.parts) == 1 and isinstance(node.parts[0], Text):
        inside = [text(node.parts[0])]
    return (
        f'<div class="norm"><span class="no-parag">{node.mark}{chr(0xA0)} </span>'
        f'<div class="norm inline-element">{"".join(inside)}</div></div>{"".join(after)}'
    )


def _block(part: Text | Provision) -> str:
    if isinstance(part, Provision):
        inner = "".join(_block(below) for below in part.parts)
        return _between_marks(part, item(part.mark, inner))
    return _between_marks(part, _line(part))


def _line(part: Text) -> str:
    shown = text(part)
    if part.continues and shown.startswith("— "):
        return item("—", f'<p class="norm">{shown[2:]}</p>')
    if part.continues and shown.startswith("‘") and (match := _QUOTED_LABEL.match(shown)):
        return (
            f'<div class="norm"><span class="no-parag">{match[1]}{chr(0xA0)} </span>'
            f'<div class="norm inline-element">{match[2]}</div></div>'
        )
    return f'<p class="norm">{shown}</p>'


def item(label: str, content: str) -> str:
    """A list item: two columns."""
    return (
        '<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>'
        f'{words(label)} </span></div><div class="grid-list-column-2">{content}</div></div>'
    )


def _annex(node: Provision, place: str) -> str:
    name = f"ANNEX{chr(0xA0) if node.label == 'XIV' else ' '}{node.label}"
    titles = "".join(f'<p class="title-annex-2">{words(line)}</p>' for line in node.title[1:])
    inner = "".join(_in_annex(part) for part in node.parts)
    return (
        f'<div id="{place}"><p><br/></p><hr class="separator-annex"/>'
        f'<p class="title-annex-1">{name}</p>{titles}{inner}</div>'
    )


def _in_annex(part: Text | Provision) -> str:
    if isinstance(part, Text):
        return _block(part)
    if part.title:
        label = f"{part.mark}{chr(0xA0)}  " if part.kind == "point" else ""
        lines = [f"{label}{words(line)}" for line in part.title]
        titles = "".join(f'<p class="title-gr-seq-level-1">{line}</p>' for line in lines)
        return titles + "".join(_in_annex(below) for below in part.parts)
    if all(isinstance(below, Text) for below in part.parts) and len(part.parts) == 1:
        only = part.parts[0]
        assert isinstance(only, Text)
        return _between_marks(part, apart(part.mark, text(only)))
    return _block(part)


def apart(label: str, shown: str) -> str:
    """A numbered paragraph whose number is set apart by spacing, not by columns."""
    return (
        '<div style="margin-left: 24pt"><p class="norm">'
        f'{label}<span style="word-spacing: 15pt"> </span>{shown}</p></div>'
    )


def words(line: str) -> str:
    return escape(line, quote=False)


def text(part: Text) -> str:
    """A text as markup: superscripts raised, notes where they were left out."""
    out, at = "", 0
    for change in sorted(part.changes, key=lambda change: change.at):
        out += _raised(part.text[at : change.at]) + _sign(change)
        at = change.at
    return out + _raised(part.text[at:])


def _sign(change: Change) -> str:
    if change.kind != "note mark":
        return ""
    return ' (<a href="#E0001" id="src.E0001"><span class="superscript">1</span></a>)'


def _raised(piece: str) -> str:
    found = re.sub(
        rf"[{_RAISED}]+",
        lambda match: f"\x01{match[0].translate(str.maketrans(_RAISED, _PLAIN))}\x02",
        piece,
    )
    return words(found).replace("\x01", '<span class="superscript">').replace("\x02", "</span>")
