"""Order of words on a line that runs from the right to the left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.readers.pdf_lines import Token

#: Letters of Hebrew, Arabic and their neighbours, also in the forms that fonts have for them.
_RIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEFT = re.compile(r"[^\W\d_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def in_order(tokens: Sequence[Token]) -> list[Token]:
    """Return the words of a line in the order in which they are read.

    PDFium turns such letters, and such words among themselves; but where a line also has words
    from the left, it takes these for the frame, and the parts around them change places. Here a
    line with at least two words and half its letters from the right is read from the right, and
    what it has from the left between these is read from the left.

    Args:
        tokens: As PDFium gives them.

    Returns:
        The same tokens. A line with wide gaps is one of a table and stays as it is.
    """
    text = "".join([token.text for token in tokens])
    if text.isascii():
        return list(tokens)
    right = len(_RIGHT.findall(text))
    if not right or right < len(_LEFT.findall(text)):
        return list(tokens)
    placed = sorted(tokens, key=lambda token: -token.box[2])
    wide = any(a.box[0] - b.box[2] > 2.0 * a.size for a, b in pairwise(placed))
    if wide or sum(map(_from_right, tokens)) < 2:
        return list(tokens)
    found: list[Token] = []
    for from_right, group in groupby(placed, key=_from_right):
        words = list(group)
        # Numbers alone follow each other from the right, as the words around them do.
        turned = not from_right and any(_LEFT.search(word.text) for word in words)
        found += reversed(words) if turned else words
    return found


def _from_right(token: Token) -> bool:
    return _RIGHT.search(token.text) is not None
