"""Labels inside figures: text on the page, but nothing that the document says in words."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from itertools import pairwise

from pipeline.readers.pdf_layout import Body, Piece
from pipeline.readers.pdf_tables import Table, is_numeric
from pipeline.schema import BlockKind

_FIGURE = re.compile(r"(?:Figure|Fig\.|FIGURE|Chart)\s?[A-Z]?\.?\d")
_SECTION = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[A-Z](?:\.\d{1,2})*)\.?\s+[^\W\d_]{2}")
_TABLE = re.compile(r"(?:Table|Tab\.|TABLE)\s?[A-Z]?\.?\d")
#: Less than this share of a table's cells has words where it is a drawing.
_FILLED = 0.45
#: A piece of so many words is a sentence, not a label.
_WORDS = 12


def mark_figure_labels(pieces: Sequence[Piece], body: Body) -> None:
    """Turn labels that stand between a figure's caption and the text above it into furniture.

    Args:
        pieces: Pieces of one page, headings marked; changed in place.
        body: What is usual in the document.
    """
    named = {id(piece) for pair in pairwise(pieces) for piece in pair if _is_named(piece, *pair)}
    solid = [piece for piece in pieces if id(piece) in named or _is_solid(piece, body)]
    kept = {id(piece) for piece in solid}
    for caption in pieces:
        if caption.kind is not BlockKind.CAPTION or not caption.lines:
            continue
        if not _FIGURE.match(caption.text):
            continue
        left, _, right, top = caption.box
        floors = [
            piece.box[1]
            for piece in solid
            if piece is not caption and piece.box[1] >= top - 2 and _beside(piece, left, right)
        ]
        ceiling = min(floors, default=float("inf"))
        for piece in pieces:
            low, high = piece.box[1], piece.box[3]
            inside = low >= top - 2 and (low + high) / 2 < ceiling
            if inside and id(piece) not in kept and piece.kind is not BlockKind.CAPTION:
                piece.kind, piece.level = BlockKind.FURNITURE, 0


def _is_named(table: Piece, first: Piece, second: Piece) -> bool:
    """Tell whether one of two neighbours is a table and the other the caption that names it."""
    caption = first if table is second else second
    words = caption.kind is BlockKind.CAPTION and bool(_TABLE.match(caption.text))
    return table.table is not None and words


def _is_solid(piece: Piece, body: Body) -> bool:
    if piece.table is not None:
        return not _is_drawing(piece.table)
    if piece.kind in (BlockKind.CAPTION, BlockKind.REFERENCE):
        return True
    text = piece.text
    if piece.kind is BlockKind.HEADING:
        return bool(_SECTION.match(text)) or piece.lines[0].size > 1.12 * body.size
    return len(text.split()) >= _WORDS and piece.lines[0].size > 0.75 * body.size


def _is_drawing(table: Table) -> bool:
    """Boxes with labels look like a table of few words and no figures, or of mostly nothing."""
    cells = [cell for row in table.rows for cell in row.own]
    if len(cells) < 3:
        return not any(cell.text.endswith((".", "!", "?")) for cell in cells)
    words = statistics.median(len(cell.tokens) for cell in cells)
    figures = sum(is_numeric(cell.text) for cell in cells)
    series = sum(sum(is_numeric(token.text) for token in cell.tokens) > 2 for cell in cells)
    sparse = len(cells) < _FILLED * table.columns * len(table.rows) and table.columns > 3
    return sparse or series > 0.1 * len(cells) or (words <= 3 and figures < 0.3 * len(cells))


def _beside(piece: Piece, left: float, right: float) -> bool:
    """Tell whether a piece stands in the same column as a caption."""
    return piece.box[0] < right and piece.box[2] > left
