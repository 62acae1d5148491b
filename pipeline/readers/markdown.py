"""Markdown -> blocks. The text stays the file's own; markup is looked past by the segments."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any

from pipeline.readers import (
    dialogue,
    front_matter,
    grid,
    markdown_definitions,
    markdown_regions,
    markdown_rules,
    pairs,
    signs,
)
from pipeline.readers.charset import decode
from pipeline.readers.grid import GridCell, GridRow
from pipeline.readers.markdown_inline import links, plain
from pipeline.readers.parsed import Parsed
from pipeline.readers.settle import settle
from pipeline.schema import Block, BlockKind, Cell, ReadWarning

_FOOTNOTE = re.compile(r"^[ \t]{0,3}\[\^[^\]\s]+\]:[ \t]*", re.M)
_BOLD_CELL = re.compile(r"(\*\*|__)[^*_].*\1|<(?:b|strong)>.*</(?:b|strong)>", re.S)
_LINE = re.compile(r"[^\n]+")
_PIPE = re.compile(r"(?<!\\)\|")
#: Where a key opens a line of its own within a line: bold behind a blank, or behind a break.
_INNER_KEY = re.compile(
    r"(?<=[.;,!?)*\w] )\*\*[^*\n:：]{1,60}(?:[:：]\*\*|\*\*[:：])(?= )|(?P<br><br\s*/?>)(?=\s*\S)",
    re.IGNORECASE,
)
_LISTED = {BlockKind.ITEM, BlockKind.PARAGRAPH, BlockKind.QUOTE}
_HARD_BREAK = re.compile(r"(?:(?<! )  |\\|<br\s*/?>)\s*+$", re.I)
_TRIM = " \t\n" + markdown_regions.FILLER
_LONGEST_SETEXT = 120
#: A heading with more characters is a paragraph in large letters.
_LONGEST_HEADING = 200


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt

    # indented code and raw HTML are read as prose: on cards they are nearly always slips
    return markdown_rules.install(
        MarkdownIt("commonmark", {"maxNesting": 40})
        .enable("table")
        .disable(["inline", "text_join", "reference", "code", "html_block"])
    )


def parse(data: bytes, name: str) -> Parsed:
    """Return the content of a Markdown file."""
    text, warnings = decode(data)
    return read(text, warnings)


def read(text: str, warnings: tuple[ReadWarning, ...] = ()) -> Parsed:
    """Return the blocks of a Markdown text; the text itself is unchanged."""
    start, head, faults = front_matter.read(text)
    walk = _Walk(text, start)
    blocks = walk.blocks(_parser().parse(walk.masked))
    blocks = _settle(text, head + blocks, walk.references)
    return Parsed(text, blocks=tuple(blocks), warnings=warnings + faults + walk.warnings)


class _Walk:
    """Walks markdown-it's tokens and finds each one's text inside its lines."""

    def __init__(self, text: str, start: int) -> None:
        regions = markdown_regions.find(text, start)
        self.text = text
        # the parser replaces NUL; one character for one keeps the offsets
        self.masked = regions.masked.replace("\x00", "\ufffd")
        self.references = regions.references
        self.found = regions.blocks
        self.tables = regions.tables
        self.warnings = regions.warnings
        self.lines = [0, *(i + 1 for i, c in enumerate(text) if c == "\n"), len(text) + 1]
        self.depth = 0
        self.quotes = 0
        self.fresh_item = False
        self.heading = 0
        self.setext = False
        self.titles: dict[int, str] = {}

    def blocks(self, tokens: list[Any]) -> list[Block]:
        i = 0
        while i < len(tokens):
            token = tokens[i]
            if token.type == "table_open":
                i = self._table(tokens, i)
            else:
                self._token(token)
            i += 1
        return self.found

    def _token(self, token: Any) -> None:
        kind = token.type
        if kind in {"bullet_list_open", "ordered_list_open"}:
            self.depth += 1
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            self.depth -= 1
        elif kind == "list_item_open":
            self.fresh_item = True
        elif kind == "blockquote_open":
            self.quotes += 1
        elif kind == "blockquote_close":
            self.quotes -= 1
        elif kind == "heading_open":
            self.heading = int(token.tag[1])
            self.setext = token.markup in {"-", "="}
        elif kind == "heading_close":
            self.heading = 0
        elif kind == "fence":
            self._fence(token)
        elif kind == "inline":
            self._inline(token)

    def _fence(self, token: Any) -> None:
        start, end = self._extent(token.map[0] + 1, token.map[1], token.content)
        if end <= start:
            return
        body = self.text[start:end]
        if token.info.strip().lower().startswith("bib") or signs.is_bibtex(body):
            kind = BlockKind.REFERENCE
        elif dialogue.is_dialogue(body):
            kind = BlockKind.DIALOGUE
        else:
            kind = BlockKind.CODE
        self.found.append(Block(start, end, kind))

    def _inline(self, token: Any) -> None:
        start, end = self._extent(token.map[0], token.map[1], token.content)
        fresh, self.fresh_item = self.fresh_item, False
        if end <= start:
            return
        if self.heading and not self._is_large_print(start, end):
            self.found.append(Block(start, end, BlockKind.HEADING, level=self.heading))
        elif self.depth and fresh:
            self._item(start, end)
        else:
            before = len(self.found)
            self._paragraph(start, end)
            if self.depth and self.titles.get(self.depth):
                path = (self.titles[self.depth],)
                self.found[before:] = [replace(b, path=path) for b in self.found[before:]]

    def _is_large_print(self, start: int, end: int) -> bool:
        """True for a paragraph that is set as a heading."""
        words = plain(self.text, start, end)
        if len(words) > _LONGEST_HEADING or (len(words) > 100 and words.endswith(".")):
            return True
        return self.setext and self._is_prose(start, end)

    def _is_prose(self, start: int, end: int) -> bool:
        """A paragraph right above a rule is no heading, though Markdown makes it one."""
        words = self.text[start:end]
        return len(words) > _LONGEST_SETEXT or "\n" in words or words.endswith((".", "!", "?", ":"))

    def _extent(self, first: int, last: int, content: str) -> tuple[int, int]:
        """Find a token's content inside its lines; the lines themselves where it is not there."""
        low = self.lines[min(first, len(self.lines) - 1)]
        high = min(self.lines[min(last, len(self.lines) - 1)] - 1, len(self.text))
        rows = [row.strip(_TRIM) for row in content.split("\n")]
        rows = [row for row in rows if row]
        if not rows or high <= low:
            return low, low
        start = self.masked.find(rows[0], low, high)
        end = self.masked.rfind(rows[-1], low, high)
        if start < 0 or end < 0:
            start, end = low, high
        else:
            end += len(rows[-1])
        while start < end and self.masked[start] in _TRIM:
            start += 1
        while end > start and self.masked[end - 1] in _TRIM:
            end -= 1
        return start, end

    def _item(self, start: int, end: int) -> None:
        # paragraphs below a bold item belong to it as to a heading
        title = pairs.heading(self.text, start, end)
        self.titles[self.depth] = plain(self.text, *title) if title else ""
        self._keyed(start, end, BlockKind.ITEM, plain_keys=True)

    def _keyed(self, start: int, end: int, kind: BlockKind, plain_keys: bool) -> None:
        """Add a pair where the stretch opens with a key, else a block of ``kind``."""
        level = self.depth if kind is BlockKind.ITEM else 0
        pair = pairs.bold(self.text, start, end)
        if pair is None and plain_keys:
            pair = pairs.simple(self.text, start, end)
        if pair is None:
            if plain(self.text, start, end):
                self.found.append(Block(start, end, kind, level=level))
            return
        key = plain(self.text, pair.key_start, pair.key_end).rstrip(" :：")
        cell = Cell(pair.start, pair.end, key)
        self.found.append(Block(start, end, BlockKind.PAIR, level=level, cells=(cell,)))

    def _paragraph(self, start: int, end: int) -> None:
        text = self.text
        body = text[start:end]
        if _FOOTNOTE.match(body):
            self._footnotes(start, end)
        elif signs.is_bibtex(body):
            self.found.append(Block(start, end, BlockKind.REFERENCE))
        elif dialogue.is_dialogue(body):
            self.found.append(Block(start, end, BlockKind.DIALOGUE))
        elif self.quotes:
            self.found.append(Block(start, end, BlockKind.QUOTE))
        elif signs.is_caption(body):
            self.found.append(Block(start, end, BlockKind.CAPTION))
        elif not self._definitions(start, end):
            self._lines(start, end)

    def _footnotes(self, start: int, end: int) -> None:
        """Add a block for each note; notes in lines of their own need no blank line between."""
        marks = list(_FOOTNOTE.finditer(self.text, start, end))
        for mark, below in pairwise([*marks, None]):
            assert mark is not None
            low, high = mark.end(), below.start() if below is not None else end
            while high > low and self.text[high - 1].isspace():
                high -= 1
            if high > low:
                self.found.append(Block(low, high, BlockKind.FOOTNOTE))

    def _definitions(self, start: int, end: int) -> bool:
        """Add the pairs of a definition list; False where the paragraph is none."""
        text = self.text
        above = self.found[-1] if self.found else None
        term = None
        if markdown_definitions.is_definition(text, start, end):
            if (
                above is None
                or above.kind is not BlockKind.PARAGRAPH
                or self.masked[above.end : start].strip(_TRIM)
                or not markdown_definitions.is_term(text, above.start, above.end)
            ):
                return False
            term = (above.start, above.end)
        lines = [(m.start(), m.end()) for m in _LINE.finditer(text, start, end)]
        found = markdown_definitions.pairs(text, term, lines)
        if found and term is not None:
            self.found.pop()
        self.found.extend(found)
        return bool(found)

    def _lines(self, start: int, end: int) -> None:
        """Cut a paragraph at lines that are headings or open with a key."""
        group = start
        spans = list(_line_spans(self.text, start, end))
        keyed = sum(pairs.simple(self.text, low, high) is not None for low, high in spans)
        plain_keys = keyed == len(spans) or (keyed >= 2 and keyed * 2 >= len(spans))
        broken = False
        for number, (low, high) in enumerate(spans):
            title = pairs.heading(self.text, low, high)
            opens = title is not None or pairs.bold(self.text, low, high) is not None
            may = plain_keys or (number > 0 and _breaks(self.text, spans[number - 1]))
            opens = opens or (may and pairs.simple(self.text, low, high) is not None)
            if opens and low > group:
                self._close(group, low, plain_keys or broken)
                group = low
            broken = broken or _breaks(self.text, (low, high))
            if title is not None and (len(spans) == 1 or _alone(self.text, spans, number)):
                # level 0: one below whatever heading stands above it, settled at the end
                self.found.append(Block(*title, BlockKind.HEADING, level=0))
                group = high
        self._close(group, end, plain_keys or broken)

    def _close(self, start: int, end: int, plain_keys: bool) -> None:
        while start < end and self.masked[start] in _TRIM:
            start += 1
        while end > start and self.masked[end - 1] in _TRIM:
            end -= 1
        if self.masked[end - 1 : end + 1] == "\\\n" and self.masked[end - 2 : end - 1] != "\\":
            end -= 1  # the mark of a forced break, not a word
        if end > start:
            self._keyed(start, end, BlockKind.PARAGRAPH, plain_keys)

    def _table(self, tokens: list[Any], i: int) -> int:
        """Add the rows of the pipe table that opens at token ``i``; return where it closes."""
        rows: list[GridRow] = []
        headers = 0
        head = False
        while tokens[i].type != "table_close":
            token = tokens[i]
            if token.type in {"thead_open", "thead_close"}:
                head = token.type == "thead_open"
            elif token.type == "tr_open" and token.map:
                row = self._table_row(token.map[0])
                headers += head and any(cell.text for cell in row.cells)
                rows.append(row)
            i += 1
        self.tables += 1
        # an empty header row hides a header in the first body row, or none
        self.found.extend(grid.blocks(rows, self.tables, headers or None))
        return i

    def _table_row(self, line: int) -> GridRow:
        low = self.lines[line]
        high = min(self.lines[line + 1] - 1, len(self.text))
        while low < high and self.text[low] in " \t>":
            low += 1
        while high > low and self.text[high - 1] in " \t":
            high -= 1
        edges = [m.start() for m in _PIPE.finditer(self.text, low, high)]
        if not edges or edges[0] != low:
            edges.insert(0, low - 1)
        if edges[-1] != high - 1:
            edges.append(high)
        cells = []
        for left, right in pairwise(edges):
            start, end = left + 1, right
            while start < end and self.text[start] in " \t":
                start += 1
            while end > start and self.text[end - 1] in " \t":
                end -= 1
            bold = bool(_BOLD_CELL.fullmatch(self.text, start, end))
            cells.append(GridCell(start, end, plain(self.text, start, end), header=bold))
        return GridRow(low, high, tuple(cells))


def _line_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the lines of a stretch; a bold key with a colon opens a line wherever it stands."""
    spans = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        for match in _INNER_KEY.finditer(text, start + 1, stop):
            at = match.end() if match["br"] else match.start()
            spans.append((start, at))
            start = at
        spans.append((start, stop))
        start = stop + 1
    return spans


def _alone(text: str, spans: list[tuple[int, int]], number: int) -> bool:
    """A bold line inside a paragraph is a heading where the line above ends or breaks there."""
    if number == 0:
        return True
    above = text[slice(*spans[number - 1])]
    return _breaks(text, spans[number - 1]) or above.rstrip()[-1:] in ".:;!?*_"


def _breaks(text: str, line: tuple[int, int]) -> bool:
    """True for a line whose end the author forced: two spaces, a backslash or a ``br``."""
    return _HARD_BREAK.search(text, *line) is not None


def _settle(text: str, blocks: list[Block], references: dict[str, str]) -> list[Block]:
    """Order the blocks, and add what their neighbours and their links say."""
    ordered = sorted(blocks, key=lambda b: (b.start, b.end))
    for number, block in enumerate(ordered):
        if _is_lone_title(text, ordered, number):
            ordered[number] = replace(block, kind=BlockKind.HEADING, level=0)
    settled = []
    for block in settle(text, ordered, partial(plain, text)):
        if block.kind is BlockKind.CODE:
            settled.append(block)
            continue
        found = links(text, block.start, block.end, references)
        if block.kind in _LISTED and _is_contents(text, block, found):
            block = replace(block, kind=BlockKind.FURNITURE, level=0)
        settled.append(replace(block, links=found))
    return settled


def _is_lone_title(text: str, blocks: list[Block], number: int) -> bool:
    """True for a list of one bold item above a paragraph: a heading with a bullet."""
    block = blocks[number]
    if block.kind is not BlockKind.ITEM or pairs.heading(text, block.start, block.end) is None:
        return False
    above = blocks[number - 1] if number else None
    below = blocks[number + 1] if number + 1 < len(blocks) else None
    alone = above is None or not above.level or above.kind is BlockKind.HEADING
    return alone and below is not None and below.kind is BlockKind.PARAGRAPH and not below.path


def _is_contents(text: str, block: Block, found: tuple[tuple[int, int, str], ...]) -> bool:
    words = [(plain(text, start, end), target) for start, end, target in found]
    return signs.is_contents(plain(text, block.start, block.end), words)
