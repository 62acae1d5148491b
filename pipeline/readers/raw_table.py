"""A ``<table>`` written into Markdown: its cells as offsets into the source, spans expanded."""

from __future__ import annotations

import re

from pipeline.readers import grid
from pipeline.readers.grid import MAX_SPAN, GridCell
from pipeline.readers.markdown_inline import plain
from pipeline.schema import Block, BlockKind, ReadWarning

_TAG = re.compile(
    r"<(?P<close>/?)(?P<tag>tr|td|th|caption|thead|tbody|table)\b(?P<attributes>[^<>]*)>", re.I
)
_SPAN = re.compile(r"(?P<which>row|col)span\s*=\s*[\"']?\s*(?P<count>\d{1,4})", re.I)
_BOLD = re.compile(r"\s*(?:<(?:b|strong)\b[^<>]*>.*</(?:b|strong)>|\*\*.*\*\*)\s*", re.I | re.S)


def blocks(
    source: str, start: int, end: int, table: int
) -> tuple[list[Block], tuple[ReadWarning, ...]]:
    """Return the rows (and the caption) of the table in ``source[start:end]``, and what was cut."""
    found: list[Block] = []
    rows: list[tuple[int, int, list[tuple[GridCell, int, int]]]] = []
    opened: tuple[str, int, str] | None = None

    def close(at: int) -> None:
        nonlocal opened
        if opened is None:
            return
        tag, began, attributes = opened
        opened = None
        low, high = _trim(source, began, at)
        if tag == "caption":
            if high > low:
                found.append(Block(low, high, BlockKind.CAPTION))
            return
        if not rows:
            rows.append((began, at, []))
        marked = tag == "th" or bool(_BOLD.fullmatch(source, low, high))
        cell = GridCell(low, high, plain(source, low, high), header=marked)
        rows[-1][2].append((cell, *_spans(attributes)))
        rows[-1] = (rows[-1][0], at, rows[-1][2])

    first = _TAG.search(source, start, end)
    low, high = _trim(source, start, first.start() if first else start)
    if plain(source, low, high):
        # words between the table's tag and its first row stand above the table in a browser
        found.append(Block(low, high, BlockKind.CAPTION))
    for match in _TAG.finditer(source, start, end):
        tag = match["tag"].lower()
        if tag in {"td", "th", "caption"}:
            close(match.start())
            if not match["close"]:
                opened = (tag, match.end(), match["attributes"])
        elif tag == "tr":
            close(match.start())
            if not match["close"]:
                rows.append((match.end(), match.end(), []))
    close(end)
    expanded, lost = grid.expand(rows)
    return found + grid.blocks(expanded, table), (grid.warning(table),) if lost else ()


def _spans(attributes: str) -> tuple[int, int]:
    spans = {"row": 1, "col": 1}
    for match in _SPAN.finditer(attributes):
        spans[match["which"].lower()] = max(1, min(int(match["count"]), MAX_SPAN))
    return spans["row"], spans["col"]


def _trim(source: str, start: int, end: int) -> tuple[int, int]:
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return start, end
