"""Markdown inside a string of JSON or YAML: cards in answers of a hub, pages of a text dump.

The string is unescaped, read as Markdown, and every block is laid back onto the file's own
characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.readers import markdown
from pipeline.readers.markdown_inline import Piece, pieces, plain
from pipeline.readers.tree import Leaf
from pipeline.schema import Block, BlockKind, Embedded, ReadWarning

_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL
)
_SHORT = {"n": "\n", "t": "\t", "r": "", "b": " ", "f": "\n"}
_SIGNS = re.compile(
    r"^#{1,6} +\S|^#{2,6}[^\W_]|^\|.*\|[ \t]*$"
    r"|^[ \t]*(?:[-*+]|\d{1,2}[.)]) +\S|^(?:```|~~~)|\A\s*---\n"
    r"|^(?:=+|-{3,})[ \t]*$|\*\*[^*\s][^*\n]{0,100}\*\*|<(?:p|li|table|h[1-6]|br)\b",
    re.MULTILINE | re.IGNORECASE,
)
#: Tags that a page is made of; in a string without Markdown each begins or ends a line.
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|section|article|ul|ol|li|dl|dt|dd|h[1-6]|table|blockquote|details|summary"
    r"|header|footer|main|hr)\b[^<>]*>|<br\s*/?>",
    re.IGNORECASE,
)
#: Markup within a line: a tag that is closed, a link, bold words.
_INLINE = re.compile(
    r"\[[^\[\]\n]{1,300}\]\(https?://[^()\s]+\)|(?<![\w*])\*\*[^*\s][^*\n]{0,100}\*\*(?![\w*])"
    r"|<(?P<tag>a|abbr|b|code|em|i|mark|small|span|strong|sub|sup|u)(?:\s[^<>]*)?>[^<>]+</(?P=tag)\s*>",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"^#{1,6} +\S|^\|.*\|[ \t]*$|^[ \t]*(?:[-*+]|\d{1,2}[.)]) +\S|^(?:```|~~~)|\A\s*---\n",
    re.MULTILINE,
)


@dataclass(slots=True)
class Unescaped:
    """A stretch of the file as the text that it stands for, and the way back.

    Attributes:
        text: What the stretch says.
        at: Where each piece begins in ``text``, ascending.
        spans: Where each piece stands in the file.
        own: Whether a piece's characters are the file's.
    """

    text: str = ""
    at: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    own: list[bool] = field(default_factory=list)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``text[start:end]`` stands in the file."""
        if end <= start:
            low = self._edge(start, first=True) if self.at else 0
            return low, low
        return self._edge(start, first=True), self._edge(end - 1, first=False)

    def _edge(self, offset: int, first: bool) -> int:
        i = max(bisect_right(self.at, offset) - 1, 0)
        low, high = self.spans[i]
        if not self.own[i]:
            return low if first else high
        return min(low + offset - self.at[i], high) + (not first)

    def located(self, start: int, end: int) -> Iterator[Piece]:
        """Yield ``text[start:end]`` in pieces with their place in the file, -1 where decoded."""
        i = max(bisect_right(self.at, start) - 1, 0)
        while i < len(self.at) and self.at[i] < end:
            stop = self.at[i + 1] if i + 1 < len(self.at) else len(self.text)
            low, high = max(start, self.at[i]), min(end, stop)
            if low < high:
                origin = self.spans[i][0] + low - self.at[i] if self.own[i] else -1
                yield self.text[low:high], origin
            i += 1


def unescape(source: str, start: int, end: int, how: Embedded) -> Unescaped:
    """Return what ``source[start:end]`` stands for.

    Args:
        source: The file's text.
        start: First character of the string's content.
        end: One past its last.
        how: With escapes, as in JSON and in YAML's double quotes, or with indented lines.
    """
    found = Unescaped()
    parts: list[str] = []
    length = 0

    def add(text: str, low: int, high: int, own: bool) -> None:
        nonlocal length
        if text:
            parts.append(text)
            found.at.append(length)
            found.spans.append((low, high))
            found.own.append(own)
            length += len(text)

    if how is Embedded.ESCAPED:
        at = start
        for match in _ESCAPE.finditer(source, start, end):
            add(source[at : match.start()], at, match.start(), True)
            add(*_decoded(match))
            at = match.end()
        add(source[at:end], at, end, True)
    else:
        # the first line's indentation stands before the content
        indent = start - (source.rfind("\n", 0, start) + 1)
        at = start
        for line in source[start:end].splitlines(keepends=True):
            blank = len(line) - len(line.lstrip(" "))
            cut = min(blank, indent) if at > start else 0
            add(line[cut:], at + cut, at + len(line), True)
            at += len(line)
    found.text = "".join(parts)
    return found


def _decoded(match: re.Match[str]) -> tuple[str, int, int, bool]:
    escape, (low, high) = match[0], match.span()
    if escape[1] == "u" and len(escape) > 2:
        codes = [int(escape[i : i + 4], 16) for i in range(2, len(escape), 6)]
        if len(codes) == 2:
            return chr(0x10000 + (codes[0] - 0xD800) * 0x400 + codes[1] - 0xDC00), low, high, False
        return ("\ufffd" if 0xD800 <= codes[0] < 0xE000 else chr(codes[0])), low, high, False
    if escape[1] in _SHORT:
        return _SHORT[escape[1]], low, high, False
    return escape[1], low + 1, high, True


def laid_out(inner: Unescaped) -> Unescaped:
    """Return a string of HTML with the line ends that its tags stand for.

    Markdown reads paragraphs by lines; a page in a string has none.
    """
    found = Unescaped()
    parts: list[str] = []
    length = 0

    def add(text: str, low: int, high: int, own: bool) -> None:
        nonlocal length
        if text:
            parts.append(text)
            found.at.append(length)
            found.spans.append((low, high))
            found.own.append(own)
            length += len(text)

    def keep(start: int, end: int) -> None:
        i = max(bisect_right(inner.at, start) - 1, 0)
        while i < len(inner.at) and inner.at[i] < end:
            stop = inner.at[i + 1] if i + 1 < len(inner.at) else len(inner.text)
            low, high = max(start, inner.at[i]), min(end, stop)
            if low < high:
                place = inner.place(low, high) if inner.own[i] else inner.spans[i]
                add(inner.text[low:high], *place, inner.own[i])
            i += 1

    at = 0
    for match in _BLOCK_TAG.finditer(inner.text):
        before, after = _line_ends(match[0].lower())
        keep(at, match.start())
        place = inner.place(match.start(), match.end())
        add(before, place[0], place[0], False)
        keep(match.start(), match.end())
        add(after, place[1], place[1], False)
        at = match.end()
    keep(at, len(inner.text))
    found.text = "".join(parts)
    return found


def _line_ends(tag: str) -> tuple[str, str]:
    """What stands before and behind a tag; what a term means is marked as Markdown does."""
    if tag.startswith(("<br", "</dt")):
        return "", "\n"
    if tag.startswith("<dd"):
        return ": ", ""
    return ("", "\n\n") if tag.startswith(("</", "<hr")) else ("\n\n", "")


def cleaned(source: str, start: int, end: int, how: Embedded) -> Iterator[Piece]:
    """Yield what is left of Markdown inside a string, without escapes and without markup."""
    inner = unescape(source, start, end, how)
    for text, origin in pieces(inner.text, 0, len(inner.text)):
        if origin < 0:
            yield text, -1
        else:
            yield from inner.located(origin, origin + len(text))


class Strings:
    """Reads the strings of one file; headings go on from page to page of a dump."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tables = 0
        self.warnings: tuple[ReadWarning, ...] = ()
        self._above: dict[tuple[tuple[str, ...], str], list[tuple[int, str]]] = {}

    def blocks(self, leaf: Leaf, path: tuple[str, ...]) -> list[Block] | None:
        """Return the blocks of a string that is written in Markdown; None for any other.

        Args:
            leaf: The string.
            path: The keys above it, its own last.
        """
        lines = "\n" in leaf.text and _SIGNS.search(leaf.text)
        if not (lines or _BLOCK_TAG.search(leaf.text) or _INLINE.search(leaf.text)):
            return None
        quoted = leaf.start > 0 and self.source[leaf.start - 1] == '"'
        how = Embedded.ESCAPED if quoted else Embedded.INDENTED
        inner = unescape(self.source, leaf.start, leaf.end, how)
        if not _MARKDOWN.search(inner.text):
            inner = laid_out(inner)
        parsed = markdown.read(inner.text)
        self.warnings += parsed.warnings
        above = self._headings(path)
        found = []
        for block in parsed.blocks:
            if block.kind is BlockKind.HEADING:
                while above and above[-1][0] >= block.level:
                    above.pop()
            inside = tuple(title for _, title in above)
            found.append(self._laid(block, inner, how, (*path, *inside, *block.path)))
            if block.kind is BlockKind.HEADING:
                title = plain(inner.text, block.start, block.end).rstrip(" :：")
                above.append((block.level, title))
        self.tables += max((b.table or 0 for b in parsed.blocks), default=0)
        return found

    def _headings(self, path: tuple[str, ...]) -> list[tuple[int, str]]:
        """The headings that stand above: those of the page before, where pages are numbered."""
        if len(path) < 2 or not path[-2].isdigit():
            return []
        return self._above.setdefault((path[:-2], path[-1]), [])

    def _laid(self, block: Block, inner: Unescaped, how: Embedded, path: tuple[str, ...]) -> Block:
        start, end = inner.place(block.start, block.end)
        cells = []
        for cell in block.cells:
            low, high = inner.place(cell.start, cell.end)
            head = inner.place(cell.header_start, cell.header_end)
            cells.append(
                replace(cell, start=low, end=high, header_start=head[0], header_end=head[1])
            )
        return replace(
            block,
            start=start,
            end=end,
            cells=tuple(cells),
            path=path,
            table=None if block.table is None else block.table + self.tables,
            links=tuple((*inner.place(low, high), target) for low, high, target in block.links),
            embedded=how,
        )
