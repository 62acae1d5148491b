"""Tick boxes that a page draws, or that are fields: a sign is written for each into its line.

A drawn square is a box where words of a form stand beside it, or beside another square of its
size. Squares that hold words, cells, tiles of figures and filled bullets are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pipeline.readers import tick_words
from pipeline.readers.pdf_fields import fields_of, put, remarks_of, with_fields
from pipeline.readers.pdf_glyphs import Box, Frame
from pipeline.readers.pdf_ink import Ink, Look
from pipeline.readers.pdf_lines import Line, Token
from pipeline.readers.pdf_shapes import Drawing, drawing_of
from pipeline.readers.pdf_squares import LARGEST, SMALLEST, Square, mark_inside, squares_of
from pipeline.schema import TickEncoding, TickState

#: Boxes of the published words, by page number and box, that are not what their sign looks like.
Drawn = dict[tuple[int, Box], TickEncoding]

#: Marks that stand in a square as a tick does.
_TICKS = frozenset("xX×✕✖✗✘✓✔✅☓•●■◼▪▀█") | frozenset("✗✘")
_LONGEST = 14


@dataclass(slots=True)
class _Found:
    box: Box
    state: TickState
    encoding: TickEncoding


def with_boxes(
    document: Any, page: Any, frame: Frame, lines: Sequence[Line], number: int, drawn: Drawn
) -> list[Line]:
    """Put filled fields and a sign for each drawn box among a page's lines.

    Args:
        document: pypdfium2 document whose forms were initialised before its pages were loaded.
        page: One of its pages.
        frame: The page's geometry.
        lines: The page's own lines.
        number: The page's number, from 1.
        drawn: Takes the boxes that have no character of their own.

    Returns:
        The lines with each field and box in the line beside it, or in a line of its own.
    """
    result = with_fields(document, page, frame, lines)
    buttons = [field.box for field in fields_of(document, page, frame) if field.ticked is not None]
    for box in buttons:
        drawn[number, frame.unrotated(box)] = TickEncoding.FIELD
    if not _like_a_form(result):
        return result
    drawing = drawing_of(page, frame)
    result = _merged(result, drawing, buttons, remarks_of(page, frame))
    for each in _boxes(drawing, Ink(page, frame), result, buttons):
        result = _without(result, each.box)
        _write(result, each)
        drawn[number, frame.unrotated(each.box)] = each.encoding
    return result


def _like_a_form(lines: Iterable[Line]) -> bool:
    found = {
        token.text
        for line in lines
        for token in line.tokens
        if len(token.text) <= _LONGEST and _is_option(token.text)
    }
    return len(found) > 1 or bool(found & {"Yes", "No"})


@lru_cache(maxsize=4096)
def _is_option(word: str) -> bool:
    """Tell a single word, in capitals, with which an option may begin."""
    if not word[:1].isupper() and not word[:1].isdigit() and word[:1] not in "<>≤≥☐☒":
        return False
    return tick_words.known(f"{word} 1") is not None or tick_words.known(word) is not None


def _boxes(
    drawing: Drawing, ink: Ink, lines: Sequence[Line], buttons: Sequence[Box]
) -> list[_Found]:
    tokens = [token for line in lines if line.upright for token in line.tokens]
    squares = [
        square
        for square in squares_of(drawing)
        if not any(_overlap(square.box, box) for box in buttons)
        and _judge(square, tokens)
        and _worded(square.box, tokens)
    ]
    for square in squares:
        _look(square, ink.look(square.box, round_=square.round))
    found = [
        _Found(square.box, square.state, TickEncoding.DRAWN)
        for square in squares
        if _in_company(square, squares, tokens)
    ]
    taken = [*buttons, *(each.box for each in found)]
    pictures = [
        image
        for image in drawing.images
        if min(image[2] - image[0], image[3] - image[1]) >= SMALLEST
        and max(image[2] - image[0], image[3] - image[1]) <= LARGEST
        and not any(_overlap(image, box) for box in taken)
        and _beside_option(image, tokens)
    ]
    if len(pictures) > 1:
        state = TickState.INDETERMINATE
        found += [_Found(image, state, TickEncoding.IMAGE) for image in pictures]
    return found


def _look(square: Square, look: Look) -> None:
    """Hold what the shapes say of a square against what is seen inside it."""
    bare = not square.marked
    if look is Look.MARK and bare and (square.solid or square.shaded):
        square.state, square.marked = TickState.YES, True
    elif (bare and square.solid and look is not Look.INK) or (
        bare and not square.solid and not square.shaded and look is not Look.PAPER
    ):
        square.state, square.marked = TickState.INDETERMINATE, True
    elif square.marked and look in (Look.PAPER, Look.UNSEEN):
        square.state = TickState.INDETERMINATE


def _judge(square: Square, tokens: Sequence[Token]) -> bool:
    """Settle a square by the words inside it; False for one that is no tick box."""
    inside = [token for token in tokens if _holds(square.box, token)]
    said = "".join(token.text for token in inside)
    if not said or set(said) <= tick_words.EMPTY | tick_words.RINGS:
        return True
    if set(said) <= _TICKS or set(said) <= tick_words.FULL:
        square.state, square.marked = TickState.YES, True
        return True
    if any(char.isalnum() for char in said):
        return False
    square.state, square.marked = TickState.INDETERMINATE, True
    return True


def _holds(box: Box, token: Token) -> bool:
    x, y = token.centre
    side = box[2] - box[0]
    narrow = token.box[2] - token.box[0] < 1.6 * side
    return narrow and box[0] < x < box[2] and box[1] - 0.3 * side < y < box[3] + 0.3 * side


def _in_company(square: Square, squares: Sequence[Square], tokens: Sequence[Token]) -> bool:
    alike = [
        each
        for each in squares
        if each.round == square.round and abs(each.side - square.side) < 0.15 * square.side
    ]
    if all(each.solid and not each.marked for each in alike):
        return False
    if square.shaded and not square.marked and any(not each.shaded for each in alike):
        square.state = TickState.INDETERMINATE
    if any(_beside_option(each.box, tokens) for each in alike):
        return True
    return not square.round and any(each.marked for each in alike) and len(alike) > 1


def _worded(box: Box, tokens: Sequence[Token]) -> bool:
    """Tell whether words stand beside, above or below a box."""
    side = box[3] - box[1]
    for token in tokens:
        if _holds(box, token) or not any(char.isalnum() for char in token.text):
            continue
        if _level(box, token.box):
            near = max(token.box[0] - box[2], box[0] - token.box[2])
            if near < 3 * side:
                return True
        elif abs(token.centre[0] - (box[0] + box[2]) / 2) < 2 * side and _is_option(token.text):
            return True
    return False


def _beside_option(box: Box, tokens: Sequence[Token]) -> bool:
    side = box[3] - box[1]
    for token in tokens:
        if not _is_option(token.text):
            continue
        if _level(box, token.box):
            if max(token.box[0] - box[2], box[0] - token.box[2]) < 2.2 * side:
                return True
            continue
        over = abs(token.centre[0] - (box[0] + box[2]) / 2) < side
        near = abs(token.centre[1] - box[1]) < 2.5 * side
        if over and (near or tick_words.is_answer(token.text)):
            return True
    return False


def _level(first: Box, second: Box) -> bool:
    shared = min(first[3], second[3]) - max(first[1], second[1])
    return shared > 0.5 * min(first[3] - first[1], second[3] - second[1])


def _overlap(first: Box, second: Box) -> bool:
    wide = min(first[2], second[2]) - max(first[0], second[0])
    high = min(first[3], second[3]) - max(first[1], second[1])
    return wide > 0 and high > 0


def _merged(
    lines: list[Line], drawing: Drawing, buttons: Sequence[Box], remarks: Sequence[Box]
) -> list[Line]:
    """Read strokes and marks that lie over a box of the text as its tick."""
    tokens = [token for line in lines for token in line.tokens]
    empty = [token for token in tokens if token.text in tick_words.EMPTY]
    empty = [token for token in empty if not any(_overlap(token.box, box) for box in buttons)]
    for token in empty:
        box = _ink(token.box)
        over = [t for t in tokens if t is not token and t.text in _TICKS and _holds(box, t)]
        state, marked = mark_inside(box, (), drawing)
        if over or marked:
            token.text = tick_words.WRITTEN[TickState.YES if over else state]
            for each in over:
                each.text = ""
        elif any(_overlap(box, remark) for remark in remarks):
            token.text = tick_words.WRITTEN[TickState.INDETERMINATE]
    if any(not token.text for token in tokens):
        return _kept(lines, lambda token: bool(token.text))
    return lines


def _ink(box: Box) -> Box:
    """Return the square in the middle of a character's box, which is often higher than its ink."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    half = min(box[2] - box[0], box[3] - box[1]) / 2
    return x - half, y - half, x + half, y + half


def _without(lines: list[Line], box: Box) -> list[Line]:
    """Leave out the characters inside a drawn box: its sign says what they say."""
    if not any(_holds(box, token) for line in lines for token in line.tokens):
        return lines
    return _kept(lines, lambda token: not _holds(box, token))


def _kept(lines: Sequence[Line], keep: Any) -> list[Line]:
    kept = []
    for line in lines:
        tokens = [token for token in line.tokens if keep(token)]
        if len(tokens) == len(line.tokens):
            kept.append(line)
        elif tokens:
            kept.append(replace(line, tokens=tokens))
    return kept


def _write(lines: list[Line], found: _Found) -> None:
    """Write the sign of a box into the line beside it."""
    size = min(max(found.box[3] - found.box[1], 4.0), 12.0)
    sign = Token(tick_words.WRITTEN[found.state], found.box, size, False, False)
    put(lines, Line([sign], found.box[1], size, False, False, True))
