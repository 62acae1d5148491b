"""Plain text (licences, policies, notices) -> paragraphs, headings, items, pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.readers import pairs
from pipeline.readers.charset import decode
from pipeline.readers.parsed import Parsed
from pipeline.schema import Block, BlockKind, Cell

_UNDERLINE = re.compile(r"\s*([-=~*_])\1{2,}\s*")
#: A numbered clause whose title runs into its first sentence.
_CLAUSE = re.compile(
    r"[ \t]*(?P<whole>\d{1,2}\.[ \t]+(?P<title>[A-Z][^.:;\n]{2,80}\.))[ \t]+(?=[\"'“‘(]?[A-Z])"
)
#: A title between rulers on one line.
_BANNER = re.compile(r"\s*([-=~*_#])\1{2,}[ \t]+(?P<title>[^\W_][^\n]{0,88}\S)[ \t]+\1{3,}\s*")
_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>[-*•·‣o]|\(?[a-z]{1,4}[.)]|\(?\d{1,2}\)|\d{1,2}\.)[ \t]+(?=\S)"
)
_NUMBERED = re.compile(
    r"[ \t]*(?P<number>(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVXLC]{1,5}\.|(?:section|article|part|annex"
    r"|appendix)\s+[\dIVXLC]+[.:]?))[ \t]+(?P<title>[A-Z][^\n]{1,90})",
    re.IGNORECASE,
)
#: Lines below a title that are none: whose, which version, when, where.
_IMPRINT = re.compile(
    r"copyright|©|\(c\)|\bversion\b|\b(?:19|20)\d\d\b|://|@|\bpage\b", re.IGNORECASE
)
_CONDITION = re.compile(r";(?:[ \t]+(?:and|or|and/or))?[ \t]*$", re.IGNORECASE)
_LONGEST_HEADING = 90


def parse(data: bytes, name: str) -> Parsed:
    """Return the content of a plain text file."""
    text, warnings = decode(data)
    return Parsed(text, blocks=tuple(read(text)), warnings=warnings)


def read(text: str) -> list[Block]:
    """Return the blocks of a plain text."""
    found: list[Block] = []
    for lines in _paragraphs(text):
        found.extend(_paragraph(text, lines))
    return found


def is_prose(text: str) -> bool:
    """True for preformatted text that is written in sentences and not in code."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    signs = re.findall(r"[{}=<>$\\|]|\w\(", text)
    stops = re.findall(r"[^\W\d_]{2,}[.,;:]\s", text)
    return len(words) > 30 and len(signs) * 25 < len(words) and len(stops) * 30 > len(words)


def shifted(blocks: list[Block], by: int) -> list[Block]:
    """Return the blocks of a text that stands ``by`` characters into another."""
    return [
        replace(
            block,
            start=block.start + by,
            end=block.end + by,
            cells=tuple(
                replace(
                    cell,
                    start=cell.start + by,
                    end=cell.end + by,
                    header_start=cell.header_start + by,
                    header_end=cell.header_end + by,
                )
                for cell in block.cells
            ),
            links=tuple((low + by, high + by, target) for low, high, target in block.links),
        )
        for block in blocks
    ]


def _paragraphs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the lines of each paragraph: stretches without outer spaces, blank lines between."""
    lines: list[tuple[int, int]] = []
    at = 0
    for raw in text.split("\n"):
        start = at + len(raw) - len(raw.lstrip())
        end = at + len(raw.rstrip())
        at += len(raw) + 1
        if end > start:
            lines.append((start, end))
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _paragraph(text: str, lines: list[tuple[int, int]]) -> Iterator[Block]:
    starts = [at for at, line in enumerate(lines) if at and _clause(text, line)]
    for low, high in pairwise([0, *starts, len(lines)]):
        yield from _part(text, lines[low:high])


def _part(text: str, lines: list[tuple[int, int]]) -> Iterator[Block]:
    lines, titles = _split_underlined(text, lines)
    yield from titles
    if lines and (banner := _BANNER.fullmatch(text, *lines[0])):
        yield Block(*banner.span("title"), BlockKind.HEADING, level=1)
        lines = lines[1:]
    while lines and _is_heading(text, lines):
        start, end = lines[0]
        yield Block(start, end, BlockKind.HEADING, level=_level(text[start:end]))
        lines = lines[1:]
    if lines and (clause := _clause(text, lines[0])):
        start, end = clause.span("whole")
        yield Block(start, end, BlockKind.HEADING, level=_level(text[start : end - 1]))
        lines = [(clause.end(), lines[0][1]), *lines[1:]]
    keyed = [pairs.simple(text, *line) for line in lines]
    as_pairs = len(lines) > 1 and sum(p is not None for p in keyed) * 2 >= len(lines)
    group: list[tuple[int, int]] = []
    conditions = _are_conditions(text, lines)
    for number, line in enumerate(lines):
        opens = conditions or _ITEM.match(text, *line) or (as_pairs and keyed[number])
        if opens and group:
            yield _block(text, group, as_pairs)
            group = []
        group.append(line)
    if group:
        yield _block(text, group, as_pairs or len(lines) == 1)


def _are_conditions(text: str, lines: list[tuple[int, int]]) -> bool:
    """True for lines that are each a condition of a list without marks: all end in a semicolon."""
    ends = [_CONDITION.search(text, start, end) is not None for start, end in lines[:-1]]
    return len(ends) > 1 and all(ends)


def _split_underlined(
    text: str, lines: list[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[Block]]:
    """Take off a first line that is underlined, and rulers."""
    if len(lines) > 1 and _UNDERLINE.fullmatch(text, *lines[1]):
        start, end = lines[0]
        if end - start <= _LONGEST_HEADING and not _UNDERLINE.fullmatch(text, start, end):
            level = 1 if text[lines[1][0]] == "=" else 2
            return lines[2:], [Block(start, end, BlockKind.HEADING, level=level)]
    return [line for line in lines if not _UNDERLINE.fullmatch(text, *line)], []


def _is_heading(text: str, lines: list[tuple[int, int]]) -> bool:
    start, end = lines[0]
    line = text[start:end]
    if len(line) > _LONGEST_HEADING or not any(char.isalpha() for char in line):
        return False
    letters = [char for char in line if char.isalpha()]
    capitals = all(char.isupper() for char in letters) and len(letters) > 3
    if len(lines) == 1:
        match = _NUMBERED.fullmatch(line)
        numbered = match and (not line.endswith((".", ";", ",")) or _is_clause(match["title"]))
        titled = line[0].isupper() and len(line.split()) <= 8 and _is_title(line)
        return bool(numbered or capitals or titled)
    # inside a paragraph only a line in capitals, or a short numbered title, stands out
    if capitals:
        return not line.endswith((",", ";")) and not text[slice(*lines[1])].isupper()
    match = _NUMBERED.fullmatch(line)
    if match is None or ". " in match["title"]:
        return False
    return _is_title(match["title"]) and len(match["title"].split()) <= 8


def _clause(text: str, line: tuple[int, int]) -> re.Match[str] | None:
    """Return the number and title of a clause that go before its text on a line."""
    match = _CLAUSE.match(text, *line)
    return match if match and _is_clause(match["title"]) else None


def _is_clause(title: str) -> bool:
    """True for the title of a numbered clause that ends in a stop, as licences write them."""
    bare = title.removesuffix(".")
    return len(bare.split()) <= 8 and ". " not in bare and _has_capitals(bare)


def _is_title(line: str) -> bool:
    """True for words that mostly begin with capitals and do not end as a sentence does."""
    if line.endswith((".", ";", ",", "!", "?")) or ": " in line or _IMPRINT.search(line):
        return False
    return _has_capitals(line)


def _has_capitals(line: str) -> bool:
    """True where most longer words begin with a capital."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", line) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) * 3 >= len(words) * 2


def _level(line: str) -> int:
    match = _NUMBERED.fullmatch(line)
    if match is None:
        return 1
    return 2 + match["number"].rstrip(".").count(".")


def _block(text: str, lines: list[tuple[int, int]], as_pairs: bool) -> Block:
    start, end = lines[0][0], lines[-1][1]
    item = _ITEM.match(text, start, end)
    level = 1 if item else 0
    begin = item.end() if item and not item["mark"][-1].isalnum() else start
    pair = pairs.simple(text, begin, end) if as_pairs else None
    if pair is not None and pair.end == end:
        cell = Cell(pair.start, pair.end, text[pair.key_start : pair.key_end])
        return Block(begin, end, BlockKind.PAIR, level=level, cells=(cell,))
    return Block(begin, end, BlockKind.ITEM if item else BlockKind.PARAGRAPH, level=level)
