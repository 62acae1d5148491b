"""Read EUR-Lex's HTML of a consolidated act (classes ``norm``, ``grid-list``, ``title-annex-*``).

Consolidated pages share no class with pages of acts as published. They carry signs of the editors
(``▼M1``: what follows was written by the first amending act; ``—————``: something was deleted
here), which are no law: they are left out and told as changes of characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.errors import BadInput
from pipeline.readers.legal_text import (
    Change,
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
#: Kinds of changes that this reader tells beside those of ``legal_text``.
AMENDMENT_MARK, DELETED_TEXT = "amendment mark", "deleted text"

_SIGNATURE = b"title-article-norm"
_ID = re.compile(r"(art|anx)_(\d+[a-z]*|[IVXLC]+)")
_EDITORS = re.compile(r"[►▼]\s*[A-Z]{1,2}\d*|◄|—(?:\s*—)+")
_MARK = re.compile(r"(\d+(?:\.\d+)*[a-z]?\.|\d+(?:\.\d+)+|\([a-z]+\)|\d+[a-z]?\))\s+")
_TITLE_MARK = re.compile(r"(\d+[a-z]?\.|[a-z]\.)\s+")
_LABEL = re.compile(r"\(?(\d+(?:\.\d+)*[a-z]*|[a-z]{1,5})\)?\.?")
_CLOSES = re.compile(r"[’”'\"][.;,]?$")
_AMENDS = re.compile(r"\b(?:is|are)\s+(?:added|inserted|replaced|amended)\b.*:$", re.IGNORECASE)
_BLOCKS = frozenset({"p", "div", "table"})
_APART = frozenset({"title-article-norm", "stitle-article-norm", "eli-title", "footnote"})
_NOTE = re.compile(r"E\d+")


def is_consolidated(data: bytes) -> bool:
    """True where a page is laid out as EUR-Lex lays out consolidated acts."""
    return _SIGNATURE in data


def read_consolidated(data: bytes, name: str) -> LegalText:
    """Read one page.

    Args:
        data: Its bytes, UTF-8.
        name: Its name, for messages and the document.

    Returns:
        Articles and annexes in the order of the page; a consolidated act has no recitals. Each
        amendment mark and each run of dashes for deleted text is a change of characters.

    Raises:
        BadInput: the page has no articles: an error page, or another page than a consolidated act.
    """
    from lxml import etree

    parser = etree.HTMLParser(
        no_network=True, huge_tree=False, encoding="utf-8", remove_comments=True
    )
    root = etree.fromstring(data, parser)
    page = _Page()
    provisions: list[Provision] = []
    for node in root.iter("div", "p") if root is not None else ():
        match = _ID.fullmatch(node.get("id", "")) if node.tag == "div" else None
        if match and match[1] == "art":
            provisions.append(page.article(node, match[2]))
        elif match:
            provisions.append(page.annex(node, match[2]))
        elif "modref" in _classes(node) and not _inside(node):
            page.mark(node)  # between articles: it tells of the one that follows
    if not any(provision.kind == "article" for provision in provisions):
        raise BadInput(f"{name} has no articles: not a consolidated act's page from EUR-Lex")
    return write(data, name, MEDIA_TYPE, provisions)


def _classes(node: Node) -> frozenset[str]:
    return frozenset((node.get("class") or "").split())


def _inside(node: Node) -> bool:
    return any(_ID.fullmatch(above.get("id", "")) for above in node.iterancestors("div"))


class _Page:
    """Reads provisions in order, and hands the editors' signs on to the text that follows them."""

    def __init__(self) -> None:
        self.pending: list[Change] = []
        self.quoted = False  # between the quotation marks around text for another act
        self.items = 0  # list items around: an act's own paragraphs stand in none
        self.amending = False  # after words such as "the following paragraph is added:"

    def mark(self, node: Node) -> None:
        """Take the signs of a line that holds nothing else."""
        link = next(iter(node.iter("a")), None)
        told = link.get("title", "") if link is not None else ""
        inline = Inline()
        _content(node, inline)
        for change in inline.changes:
            source = change.source
            if change.kind == AMENDMENT_MARK and told:
                source = f"{source} {told}"
            self.pending.append(Change(change.kind, source, "", 0))

    def article(self, node: Node, number: str) -> Provision:
        self.quoted = self.amending = False
        title = heading = ""
        article = Provision("article", number)
        for child in node:
            classes = _classes(child)
            if "title-article-norm" in classes:
                title = _flat(child)
            elif classes & {"eli-title", "stitle-article-norm"}:
                heading = _flat(child)
            else:
                self._block(child, article)
        article.title = tuple(line for line in (title, heading) if line)
        article.heading = heading
        self._close(article)
        return article

    def annex(self, node: Node, number: str) -> Provision:
        self.quoted = self.amending = False
        annex = Provision("annex", number)
        titles: list[str] = []
        here: list[Provision] = [annex]
        fresh = False
        for child in node:
            classes = _classes(child)
            if classes & {"title-annex-1", "title-annex-2"}:
                titles.append(_flat(child))
            elif "title-gr-seq-level-1" in classes or "title-gr-seq-level-2" in classes:
                depth = 1 if "title-gr-seq-level-1" in classes else 2
                fresh = self._titled(_flat(child), depth, here, fresh=fresh)
            elif child.tag in _BLOCKS:
                before = len(here[-1].parts)
                self._block(child, here[-1])
                fresh = fresh and len(here[-1].parts) == before
        annex.title = tuple(titles)
        annex.heading = titles[1] if len(titles) > 1 else ""
        self._close(annex)
        return annex

    def _titled(self, title: str, depth: int, here: list[Provision], *, fresh: bool) -> bool:
        """Open a titled part; ``Section 1`` and its own title may stand in two lines."""
        named = section_title(title)
        numbered = _TITLE_MARK.match(title)
        if fresh and here[-1].kind == "section" and not named and not numbered:
            here[-1].title, here[-1].heading = (*here[-1].title, title), title
            return False
        del here[min(depth, len(here)) :]
        if numbered:
            heading = title[numbered.end() :]
            mark = numbered[1]
            part = Provision("point", label_of(mark), mark, (heading,), heading)
        else:
            label, heading = named or ("", title)
            part = Provision("section", label, "", (title,), heading)
        here[-1].parts.append(part)
        here.append(part)
        return True

    def _close(self, provision: Provision) -> None:
        """Put signs that nothing follows, such as a last deletion, at the end of the text.

        A last mark of another act tells of what comes after the provision, and is handed on.
        """
        deleted = [change for change in self.pending if change.kind == DELETED_TEXT]
        if deleted and (at := _last_text(provision)) is not None:
            holder, place, text = at
            end = tuple(replace(change, at=len(text.text)) for change in deleted)
            holder.parts[place] = replace(text, changes=(*text.changes, *end))
            self.pending = [change for change in self.pending if change.kind != DELETED_TEXT]

    def _block(self, node: Node, into: Provision) -> None:
        """Add what a block of an article or annex holds to the provision that it belongs to."""
        classes = _classes(node)
        if node.tag not in _BLOCKS or classes & _APART:
            return
        for part in self._parts(node):
            own = isinstance(part, Provision) and part.kind == "paragraph"
            last = into.parts[-1] if into.kind == "article" and into.parts else None
            if not own and isinstance(last, Provision) and last.kind == "paragraph":
                last.parts.append(part)  # later subparagraphs and points belong to it
            else:
                into.parts.append(part)

    def _paragraph(self, node: Node, label: Node) -> list[Text | Provision]:
        mark = _flat(label)
        # Asked before its words are read: a quotation may end in them.
        quoted = bool(self.quoted or self.items or not _LABEL.fullmatch(mark))
        parts = self._mixed(node, label)
        if quoted:
            return list(self._quotation(_opened(mark, parts)))
        return [Provision("paragraph", label_of(mark), mark, parts=parts)]

    def _quotation(self, parts: Sequence[Text | Provision]) -> Iterator[Text]:
        """Yield text that the act puts into another act, as lines: its labels are not its own."""
        for line in _lines(parts):
            self.quoted = not _CLOSES.search(line.text)
            yield replace(line, continues=True)

    def _parts(self, node: Node) -> list[Text | Provision]:
        classes = _classes(node)
        if "modref" in classes:
            self.mark(node)
            return []
        if classes & _APART:
            return []
        if (label := _child(node, "span", "no-parag")) is not None:
            return self._paragraph(node, label)
        if "grid-list" in classes:
            return self._item(node)
        if node.tag == "table":
            return [text for row in node.iter("tr") if (text := self._row(row))]
        blocks = [child for child in node if child.tag in _BLOCKS]
        if not blocks:
            return self._line(node)
        return self._mixed(node)

    def _mixed(self, node: Node, left_out: Node | None = None) -> list[Text | Provision]:
        """Read blocks and the running text between them; of one child only what follows it."""
        parts: list[Text | Provision] = []
        inline = Inline()
        _add(inline, node.text)
        for child in node:
            if child.tag in _BLOCKS:
                parts += self._flush(inline)
                inline = Inline()
                parts += self._parts(child)
            elif child is not left_out:
                _inline(child, inline)
            _add(inline, child.tail)
        return parts + self._flush(inline)

    def _line(self, node: Node) -> list[Text | Provision]:
        """Read a paragraph of running text; one whose number is set apart is a point."""
        inline = Inline()
        _content(node, inline)
        texts = self._flush(inline)
        if not texts:
            return []
        text = texts[0]
        assert isinstance(text, Text)
        spaced = any("word-spacing" in (child.get("style") or "") for child in node.iter("span"))
        match = _MARK.match(text.text) if spaced else None
        if match:
            mark = match[1]
            return [Provision("point", label_of(mark), mark, parts=[_cut(text, match.end())])]
        if self.quoted or (self.amending and _quotes(text.text)):
            return list(self._quotation(texts))
        self.amending = self.amending or bool(_AMENDS.search(text.text))
        return texts

    def _item(self, node: Node) -> list[Text | Provision]:
        """Read a list item: a column for its label, one for its content."""
        columns = [child for child in node if child.tag == "div"]
        label = next((c for c in columns if "grid-list-column-1" in _classes(c)), None)
        content = next((c for c in columns if "grid-list-column-2" in _classes(c)), None)
        if label is None or content is None:
            return [part for child in columns for part in self._parts(child)]
        mark = _flat(label)
        if self.quoted or _quotes(mark):
            return list(self._quotation(_opened(mark, self._parts(content))))
        outside = self.amending
        self.items += 1
        parts = self._parts(content)
        self.items -= 1
        # What an item quotes ends with the item at the latest, closed or not.
        self.quoted, self.amending = False, outside
        if not _LABEL.fullmatch(mark):
            opened = _opened(mark, parts)
            return [replace(p, continues=True) if isinstance(p, Text) else p for p in opened]
        return [Provision("point", label_of(mark), mark, parts=parts)]

    def _row(self, row: Node) -> Text | None:
        cells = [_flat(cell) for cell in row if cell.tag in ("td", "th")]
        words = " | ".join(cell for cell in cells if cell)
        return Text(words, continues=True) if words else None

    def _flush(self, inline: Inline) -> list[Text | Provision]:
        text = inline.text()
        changes = [change for change in inline.changes if change.kind in _OWN]
        if not text:
            self.pending += [replace(change, at=0) for change in changes]
            return []
        kept = (*self.pending, *inline.changes)
        self.pending = []
        # A mark alone, such as the ";" after a quotation, ends the text before it.
        return [Text(text, kept, continues=not any(char.isalnum() for char in text))]


_OWN = frozenset({AMENDMENT_MARK, DELETED_TEXT})


def _quotes(mark: str) -> bool:
    return mark[:1] in {"‘", "“", "„", "'", '"'}


def _opened(mark: str, parts: Sequence[Text | Provision]) -> list[Text | Provision]:
    """Return parts with a label that is none of this act's put before their first words."""
    out = list(parts)
    first = next((n for n, part in enumerate(out) if isinstance(part, Text)), None)
    if first is not None and mark:
        text = out[first]
        assert isinstance(text, Text)
        out[first] = _before(f"{mark} ", text)
    return out


def _before(mark: str, text: Text) -> Text:
    changes = tuple(replace(change, at=change.at + len(mark)) for change in text.changes)
    return replace(text, text=mark + text.text, changes=changes)


def _cut(text: Text, length: int) -> Text:
    changes = tuple(replace(c, at=max(c.at - length, 0)) for c in text.changes)
    return replace(text, text=text.text[length:], changes=changes)


def _lines(parts: Sequence[Text | Provision]) -> Iterator[Text]:
    for part in parts:
        if isinstance(part, Text):
            yield part
            continue
        below = list(_lines(part.parts))
        if below and part.mark:
            below[0] = _before(f"{part.mark} ", below[0])
        yield from below


def _last_text(provision: Provision) -> tuple[Provision, int, Text] | None:
    for place in range(len(provision.parts) - 1, -1, -1):
        part = provision.parts[place]
        if isinstance(part, Text):
            return provision, place, part
        if (found := _last_text(part)) is not None:
            return found
    return None


def _child(node: Node, tag: str, name: str) -> Node | None:
    return next((c for c in node if c.tag == tag and name in _classes(c)), None)


def _flat(node: Node) -> str:
    inline = Inline()
    _content(node, inline)
    return inline.text()


def _content(node: Node, inline: Inline) -> None:
    _add(inline, node.text)
    for child in node:
        _inline(child, inline)
        _add(inline, child.tail)


def _inline(node: Node, inline: Inline) -> None:
    if node.tag == "a" and _NOTE.fullmatch(node.get("href", "").removeprefix("#")):
        _leave_out_note(node, inline)
    elif node.tag == "span" and "superscript" in _classes(node):
        inline.superscript(_inner(node))
    else:
        if node.tag in _BLOCKS or node.tag in ("td", "tr", "br"):
            inline.add(" ")
        _content(node, inline)


def _inner(node: Node) -> str:
    return (node.text or "") + "".join(_inner(child) + (child.tail or "") for child in node)


def _leave_out_note(node: Node, inline: Inline) -> None:
    """Leave out a footnote's mark with the brackets that stand around its link."""
    mark = _inner(node).strip(" ()\u00a0\n")
    tail = node.tail or ""
    if tail.lstrip().startswith(")") and inline.take_back("("):
        node.tail = tail.lstrip()[1:]
    inline.leave_out_note(mark)


def _add(inline: Inline, text: str | None) -> None:
    """Append text without the editors' signs, each told as a change."""
    at = 0
    for match in _EDITORS.finditer(text or ""):
        inline.add((text or "")[at : match.start()])
        kind = DELETED_TEXT if match[0].startswith("—") else AMENDMENT_MARK
        inline.leave_out(kind, match[0], close=match[0] == "◄")
        at = match.end()
    inline.add((text or "")[at:])
