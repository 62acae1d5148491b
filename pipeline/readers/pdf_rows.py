"""Words between the rules of a table, as rows of chunks that wide gaps part."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.readers.pdf_glyphs import Box
from pipeline.readers.pdf_lines import Token, union


@dataclass(slots=True)
class Chunk:
    """Words of one row with no wide gap between them."""

    tokens: list[Token]
    box: Box

    @property
    def text(self) -> str:
        """The words joined with blanks."""
        return " ".join(token.text for token in self.tokens)


@dataclass(slots=True)
class Row:
    """Words at one height.

    Attributes:
        chunks: From left to right.
        middle: Height of their middle.
        band: Number of the stretch between two rules that they stand in, from 0 at the top.
    """

    chunks: list[Chunk]
    middle: float
    band: int


def rows_of(tokens: Sequence[Token], band: int) -> list[Row]:
    """Group words by height, then by gaps; top to bottom, left to right."""
    groups: list[list[Token]] = []
    for token in sorted(tokens, key=lambda each: (-each.centre[1], each.box[0])):
        for group in groups[-3:]:
            middle = statistics.fmean(each.centre[1] for each in group)
            if abs(middle - token.centre[1]) < 0.4 * max(token.size, group[0].size):
                group.append(token)
                break
        else:
            groups.append([token])
    rows = []
    for group in groups:
        middle = statistics.median(token.centre[1] for token in group)
        rows.append(Row(_chunks(group), middle, band))
    return rows


def _chunks(tokens: Sequence[Token]) -> list[Chunk]:
    chunks: list[Chunk] = []
    for token in sorted(tokens, key=lambda each: each.box[0]):
        last = chunks[-1] if chunks else None
        if last and token.box[0] - last.box[2] < 0.62 * max(token.size, last.tokens[-1].size):
            last.tokens.append(token)
            last.box = union((last.box, token.box))
        else:
            chunks.append(Chunk([token], token.box))
    return chunks
