"""Definition lists in Markdown: a term on its line, ``: what it means`` on the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.readers.markdown_inline import plain
from pipeline.schema import Block, BlockKind, Cell

_OPENS = re.compile(r" {0,3}:[ \t]+(?=\S)")
_LONGEST_TERM = 100

Stretch = tuple[int, int]


def is_definition(text: str, start: int, end: int) -> bool:
    """True for a paragraph that opens with a colon: its term stands above a blank line."""
    return _OPENS.match(text, start, end) is not None


def is_term(text: str, start: int, end: int) -> bool:
    """True for a line that can be defined: short, and no sentence."""
    words = text[start:end].strip()
    return (
        0 < len(words) <= _LONGEST_TERM
        and "\n" not in words
        and any(char.isalnum() for char in words)
        and not words.endswith((".", "!", "?", ";", ","))
    )


def pairs(text: str, term: Stretch | None, lines: Sequence[Stretch]) -> list[Block]:
    """Return a pair for each definition in the lines of a paragraph; empty where there is none.

    Args:
        text: The document's text.
        term: The term of a definition that the first line gives, where it stands above.
        lines: The paragraph's lines.
    """
    if term is None and (len(lines) < 2 or not _OPENS.match(text, *lines[1])):
        return []
    found: list[Block] = []
    for key, (start, end) in _stretches(text, term, lines):
        if not is_term(text, *key):
            return []
        header = plain(text, *key).rstrip(" :：")
        low = min(key[0], start) if not found or found[-1].end <= key[0] else start
        cell = Cell(start, end, header, header_start=key[0], header_end=key[1])
        found.append(Block(low, end, BlockKind.PAIR, cells=(cell,)))
    return found


def _stretches(
    text: str, term: Stretch | None, lines: Sequence[Stretch]
) -> Iterator[tuple[Stretch, Stretch]]:
    """Yield each definition with its term; a line that the next one defines is a term."""
    opens = [_OPENS.match(text, *line) for line in lines]
    begun: tuple[Stretch, int, int] | None = None
    for number, (low, high) in enumerate(lines):
        mark = opens[number]
        if mark is not None and term is not None:
            if begun is not None:
                yield begun[0], (begun[1], begun[2])
            begun = term, mark.end(), high
        elif number + 1 < len(lines) and opens[number + 1] is not None and text[low] not in " \t":
            term = low, high
        elif begun is not None:
            begun = begun[0], begun[1], high
    if begun is not None:
        yield begun[0], (begun[1], begun[2])
