"""Paragraphs that a float, a footnote or a page end interrupts are put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.readers.pdf_layout import Piece
from pipeline.readers.pdf_tables import continue_table
from pipeline.schema import BlockKind

_OPEN_END = re.compile(r"(?:[^\W_]|[,(–—-]|[\d%)]|\x22|’)$")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*$")
_FLOATS = (BlockKind.CAPTION, BlockKind.FOOTNOTE, BlockKind.FURNITURE, BlockKind.ROW)
_NOTES = (BlockKind.FOOTNOTE, BlockKind.FURNITURE)
_FLOWS = (BlockKind.PARAGRAPH, BlockKind.ITEM)


def mend_page(pieces: Sequence[Piece]) -> list[Piece]:
    """Join paragraphs of one page that only floats part; the floats follow them."""
    result: list[Piece] = []
    waiting: list[Piece] = []
    current: Piece | None = None
    for piece in pieces:
        if piece.kind in _FLOATS and current is not None:
            waiting.append(piece)
        elif current is not None and _continues(current, piece):
            current.lines.extend(piece.lines)
        else:
            result.extend(waiting)
            waiting = []
            result.append(piece)
            current = piece if _is_open(piece) else None
            continue
        if current is not None and not _is_open(current):
            result.extend(waiting)
            waiting, current = [], None
    return result + waiting


def carry_over(pages: list[list[Piece]]) -> None:
    """Mark paragraphs that go on on the next page and bring their parts together, in place.

    A paragraph that fills a page is parted at its last whole sentence there, so that the page's
    footer and floats stand between two blocks and not inside one.
    """
    carried: Piece | None = None
    for here, after in pairwise(pages):
        last = next((p for p in reversed(here) if p.kind not in _FLOATS), None)
        first = next((p for p in after if p.kind not in _FLOATS), None)
        before, carried = carried, None
        if last is None or first is None or not _is_open(last) or not _continues(last, first):
            continue
        at = next(place for place, piece in enumerate(here) if piece is last)
        parts = _parted(last) if last is before else [last]
        if not parts:
            continue
        here[at : at + 1] = parts[:-1]
        here.append(parts[-1])
        parts[-1].goes_on = True
        carried = first
        after[:] = [first, *(piece for piece in after if piece is not first)]


def _parted(piece: Piece) -> list[Piece]:
    """Part a piece after its last whole sentence; empty where no sentence ends in it."""
    tokens = [token for line in piece.lines for token in line.tokens]
    ends = [
        at
        for at, (token, following) in enumerate(pairwise(tokens), 1)
        if _SENTENCE_END.search(token.text) and following.text[:1].isupper()
    ]
    if not ends:
        return []
    head, tail = Piece(piece.kind, level=piece.level), Piece(BlockKind.PARAGRAPH)
    left = ends[-1]
    for line in piece.lines:
        cut = max(left, 0)
        for part, held in ((head, line.tokens[:cut]), (tail, line.tokens[cut:])):
            if held:
                part.lines.append(replace(line, tokens=held))
        left -= len(line.tokens)
    return [head, tail]


def carry_tables(pages: Sequence[Sequence[Piece]]) -> None:
    """Tables that go on on the next page keep their headers and open questions, in place."""
    for here, after in pairwise(pages):
        last = next((p for p in reversed(here) if p.kind not in _NOTES), None)
        first = next((p for p in after if p.kind not in _NOTES), None)
        if last and first and last.table and first.table:
            continue_table(last.table, first.table)


def _is_open(piece: Piece) -> bool:
    return (
        piece.kind in _FLOWS
        and piece.table is None
        and not piece.label
        and len(piece.text) > 30
        and (piece.lines[-1].hyphen or bool(_OPEN_END.search(piece.text)))
    )


def _continues(last: Piece, piece: Piece) -> bool:
    if piece.kind is not BlockKind.PARAGRAPH or not piece.lines:
        return False
    same = abs(last.lines[-1].size - piece.lines[0].size) < 0.6
    upright = last.lines[-1].upright == piece.lines[0].upright
    lower = piece.text[:1].islower() or last.lines[-1].hyphen
    return same and upright and lower and len(piece.text) > 20
