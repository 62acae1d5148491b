"""Answers and questions of a form that a page end interrupts."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.readers.pdf_layout import Piece
from pipeline.readers.pdf_lines import Token
from pipeline.readers.pdf_tables import Table, TableCell, TableRow
from pipeline.schema import BlockKind

_ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_NOTES = (BlockKind.FOOTNOTE, BlockKind.FURNITURE)
_LONGEST_QUESTION = 300
#: Lines of one answer begin so near each other.
_ALIGNED = 8.0
#: Answers stand at least so far right of their questions.
_INDENT = 40.0


def carry_answers(pages: list[list[Piece]]) -> None:
    """Put together what goes on on the next page, in place.

    An answer that stops in the middle of a sentence becomes one with its rest, which then stands
    first on the next page. The half of a question that stands at the end of a page joins the key
    of the answer that follows.

    Args:
        pages: Pieces by page, whose tables know the questions that they answer.
    """
    carried: Piece | None = None
    for here, after in pairwise(pages):
        last = next((p for p in reversed(here) if p.kind not in _NOTES), None)
        before, carried = carried, None
        if last is None:
            continue
        if _pair(last, -1) is not None:
            after[:] = _under_column(last, after)
        first = next((p for p in after if p.kind not in _NOTES), None)
        row = _pair(first, 0) if first else None
        if first is None or row is None:
            continue
        if any(cell.is_label and cell.tokens for cell in row.cells):
            _join_question(last, row)
        elif last is not before and _breaks_off(last, row):
            last.goes_on = True
            here[:] = [*(piece for piece in here if piece is not last), last]
            after[:] = [first, *(piece for piece in after if piece is not first)]
            carried = first


def _pair(piece: Piece, number: int) -> TableRow | None:
    row = piece.table.rows[number] if piece.table else None
    return row if row is not None and row.kind is BlockKind.PAIR else None


def _under_column(last: Piece, pieces: list[Piece]) -> list[Piece]:
    """Read lines at the head of a page as answers where they stand under the answers' column."""
    before = _pair(last, -1)
    answer = _answer(before) if before else []
    left = min((token.box[0] for token in answer), default=0.0)
    if before is None or left < last.box[0] + _INDENT:
        return pieces
    header = next((cell.header for cell in reversed(before.cells) if cell.header), "")
    read: list[Piece] = []
    for number, piece in enumerate(pieces):
        if piece.kind in _NOTES:
            read.append(piece)
            continue
        loose = piece.kind is BlockKind.PARAGRAPH and not piece.table and not piece.label
        if not loose or abs(piece.box[0] - left) > _ALIGNED:
            return [*read, *pieces[number:]]
        tokens = [token for line in piece.lines for token in line.tokens]
        row = TableRow([TableCell(tokens, 1, header=header)], BlockKind.PAIR)
        read.append(Piece(BlockKind.ROW, table=Table(piece.box, 2, [row])))
    return read


def _answer(row: TableRow) -> list[Token]:
    return next((cell.tokens for cell in reversed(row.cells) if not cell.is_label), [])


def _breaks_off(last: Piece, row: TableRow) -> bool:
    """Tell an answer that stops within a sentence, which the first row of a page goes on with."""
    before = _pair(last, -1)
    if before is None or len(row.cells) != 1 or not (ends := _answer(before)):
        return False
    starts = _answer(row)
    lower = bool(starts) and not starts[0].text[0].isupper()
    return lower and not ends[-1].hyphen and not _ENDED.search(ends[-1].text)


def _join_question(last: Piece, row: TableRow) -> None:
    question = next(cell for cell in row.cells if cell.is_label)
    answer = _answer(row)
    half = (
        last.table is None
        and last.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
        and not last.label
        and len(last.text) <= _LONGEST_QUESTION
        and not _ENDED.search(last.text)
        and question.tokens[0].text[:1].islower()
    )
    if half and answer and last.box[2] < min(token.box[0] for token in answer) + 3:
        for cell in row.cells:
            if not cell.is_label:
                cell.header = f"{last.text} {cell.header}"
