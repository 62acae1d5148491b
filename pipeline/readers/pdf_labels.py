"""Words at the head of a paragraph that name what follows: ``Label: value`` and run-in headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.readers.pdf_layout import Body, Piece
from pipeline.readers.pdf_lines import Line, Token
from pipeline.schema import BlockKind

_PLAIN = re.compile(r"[^\W\d_a-z][^.:;?!]{2,70}:$")
#: A label has at most so many words, an answer that is no section of its own so many.
_LABEL, _ANSWER = 9, 45
#: A bold question may be longer.
_QUESTION = 40
#: So many plain ``Label: value`` paragraphs make a document a form.
_FORM = 5
#: Run-in headings stand below all others.
_RUN_IN = 6


def mark_labels(pages: Sequence[Sequence[Piece]], body: Body) -> list[list[Piece]]:
    """Set ``label`` on short ``Label: value`` paragraphs, and split run-in headings off.

    A bold label is one in any document; a plain one only in a document with many of them.

    Args:
        pages: Pieces by page, headings marked.
        body: What is usual in the document.

    Returns:
        The pieces by page.
    """
    plain = [
        (piece, words)
        for pieces in pages
        for piece in pieces
        if piece.kind is BlockKind.PARAGRAPH and (words := _plain_label(piece))
    ]
    if len(plain) >= _FORM:
        for piece, words in plain:
            piece.label = words
    if body.bold:
        return [list(pieces) for pieces in pages]
    return [[part for piece in pieces for part in _split(piece)] for pieces in pages]


def _plain_label(piece: Piece) -> int:
    """Return how many words of the first line are a label; 0 for none."""
    count = sum(len(line.tokens) for line in piece.lines)
    if count > _ANSWER:
        return 0
    tokens = piece.lines[0].tokens
    for at, token in enumerate(tokens[:_LABEL], 1):
        if token.text.endswith(":"):
            text = " ".join(each.text for each in tokens[:at])
            return at if at < count and _PLAIN.match(text) else 0
    return 0


def _is_parted(last: Token, following: Token) -> bool:
    """Tell whether a wide gap and a capital part a heading from the sentence after it."""
    wide = following.box[0] - last.box[2] > 0.8 * last.size
    return wide and following.text[:1].isupper()


def _split(piece: Piece) -> list[Piece]:
    if piece.kind is not BlockKind.PARAGRAPH or piece.table is not None or piece.label:
        return [piece]
    tokens = [token for line in piece.lines for token in line.tokens]
    words = 0
    while words < len(tokens) and tokens[words].bold:
        words += 1
    count, line = len(tokens), len(piece.lines[0].tokens)
    if not 0 < words < count or sum(t.bold for t in tokens[words:]) > 0.3 * (count - words):
        return [piece]
    end = tokens[words - 1].text[-1]
    if end in ":?" and words <= _QUESTION and count <= words + _ANSWER:
        piece.label = words
        return [piece]
    parted = words < line and _is_parted(tokens[words - 1], tokens[words])
    if not (end in ".:" or parted) or words > _LABEL or words >= line or count < 12:
        return [piece]
    first = piece.lines[0]
    head = Line(first.tokens[:words], first.baseline, first.size, True, first.mono, first.upright)
    rest = Line(first.tokens[words:], first.baseline, first.size, False, first.mono, first.upright)
    return [
        Piece(BlockKind.HEADING, [head], level=_RUN_IN),
        Piece(BlockKind.PARAGRAPH, [rest, *piece.lines[1:]]),
    ]
