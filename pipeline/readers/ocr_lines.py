"""What an engine saw on a picture -> lines of words for the layout code, in display space.

An engine tells boxes around ink, not sizes and baselines of type: both are worked out here from
the letters of each word, so that headings, paragraphs and tables are found as in any other PDF.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence

from pipeline.readers.ocr import Pixels, SeenLine, SeenWord
from pipeline.readers.ocr_ink import Ink
from pipeline.readers.pdf_glyphs import Box
from pipeline.readers.pdf_lines import Line, Token
from pipeline.readers.pdf_rules import Rules

#: Heights of letters in ems, as text faces have them: small ones, tall ones, and the tail below.
_SMALL, _TALL, _TAIL = 0.5, 0.71, 0.21
_TAILS = frozenset("gjpqy,;()[]{}|Q@§µ")
_RAISED = frozenset("'\"“”‘’`^*°´-–—=~·.…:_+<>•")
#: Lines whose sizes differ by less than this factor are set in one size.
_ONE_SIZE = 1.18
#: Points within which ends of rules meet.
NEAR = 4.0
#: Marks that end a line inside a word.
_HYPHENS = ("-", "‐", "¬", "­")


def to_lines(seen: Sequence[SeenLine], ink: Ink, shown: Box) -> list[Line]:
    """Return lines of words as if PDFium had found them.

    Args:
        seen: Lines in reading order.
        ink: Of the picture that they were seen on.
        shown: The part of the page in the picture, in display space.
    """
    scale = ink.scale
    sizes = _settled([(_size(line) / scale, sum(len(w.text) for w in line.words)) for line in seen])
    heavy = ink.heavy(seen, [size * scale for size in sizes])
    found = []
    for at, (line, size, bold) in enumerate(zip(seen, sizes, heavy, strict=True)):
        following = seen[at + 1] if at + 1 < len(seen) else None
        tokens = [
            Token(word.text, placed(word.box, scale, shown), size, dark, False)
            for word, dark in zip(line.words, bold, strict=True)
        ]
        if following is not None and _goes_on(line.words[-1], following.words[0]):
            tokens[-1].hyphen = True
            tokens[-1].text = tokens[-1].text[:-1] + "-"
        baseline = shown[3] - _baseline(line, size * scale) / scale
        found.append(Line(tokens, baseline, size, bold=all(bold), mono=False, upright=True))
    return found


def rules_on(ink: Ink, shown: Box, lines: Sequence[Line] = ()) -> Rules:
    """Return the rules that are printed on the page, in display space.

    Args:
        ink: Of the page's picture.
        shown: The part of the page in the picture.
        lines: What was read on it; a rule right below words, and no longer, underlines them.
    """
    across = [placed(box, ink.scale, shown) for box in ink.across()]
    down = [placed(box, ink.scale, shown) for box in ink.down()]
    across = [rule for rule in across if not _underlines(rule, lines)]
    bare = [rule for frame in _frames(across, down) for rule in frame]
    return Rules([rule for rule in across if rule not in bare], down)


def _frames(across: Sequence[Box], down: Sequence[Box]) -> Iterator[tuple[Box, Box]]:
    """Yield top and bottom of frames around a part of a page that no rule divides: no tables."""
    for top, low in itertools.permutations(across, 2):
        if top[1] - low[3] < NEAR or not _same_ends(top, low):
            continue
        sides = [
            side
            for side in down
            if abs(side[1] - low[1]) < NEAR and abs(side[3] - top[3]) < NEAR
            if top[0] - NEAR < side[0] < top[2] + NEAR
        ]
        ends = [any(abs(side[0] - x) < NEAR for side in sides) for x in (top[0], top[2])]
        within = [rule for rule in across if low[3] < rule[1] < top[1] and _same_ends(rule, top)]
        if all(ends) and not within and len(sides) == 2:
            yield top, low


def _same_ends(one: Box, other: Box) -> bool:
    return abs(one[0] - other[0]) < NEAR and abs(one[2] - other[2]) < NEAR


def _underlines(rule: Box, lines: Sequence[Line]) -> bool:
    for line in lines:
        below = line.baseline - (rule[1] + rule[3]) / 2
        if not -0.1 * line.size < below < 0.4 * line.size:
            continue
        over = [t.box for t in line.tokens if t.box[2] > rule[0] and t.box[0] < rule[2]]
        if over and rule[2] - rule[0] < over[-1][2] - over[0][0] + line.size:
            return True
    return False


def placed(box: Pixels, scale: float, shown: Box) -> Box:
    """Return a box in display space, from one in pixels of a picture of ``shown``."""
    left, top, right, bottom = box
    return (
        shown[0] + left / scale,
        shown[3] - bottom / scale,
        shown[0] + right / scale,
        shown[3] - top / scale,
    )


def _goes_on(last: SeenWord, first: SeenWord) -> bool:
    """Tell whether a word is broken at the end of its line."""
    text = last.text
    return (
        text.endswith(_HYPHENS) and len(text) > 2 and text[-2].isalpha() and first.text[0].islower()
    )


def _size(line: SeenLine) -> float:
    """Return the size of the type in pixels, the middle of what the words' heights say."""
    told = [size for word in line.words if (size := _word_size(word))]
    if told:
        return statistics.median(told)
    return max(word.box[3] - word.box[1] for word in line.words)


def _word_size(word: SeenWord) -> float:
    letters = [char for char in word.text if char not in _RAISED]
    if not letters:
        return 0.0
    tall = any(_is_tall(char) for char in letters)
    ems = (_TALL if tall else _SMALL) + (_TAIL if any(c in _TAILS for c in letters) else 0.0)
    return (word.box[3] - word.box[1]) / ems


def _is_tall(char: str) -> bool:
    return not (char.islower() and char not in "bdfhiklt") and char not in ",;"


def _baseline(line: SeenLine, size: float) -> float:
    """Return how far below the picture's top the letters stand, in pixels."""
    standing = [
        word.box[3]
        for word in line.words
        if any(char not in _RAISED for char in word.text) and not set(word.text) & _TAILS
    ]
    if standing:
        return statistics.median(standing)
    return statistics.median(word.box[3] for word in line.words) - _TAIL * size


def _settled(sizes: Sequence[tuple[float, int]]) -> list[float]:
    """Give lines of nearly one size the same size; boxes around ink waver from line to line.

    Args:
        sizes: Size and number of letters of each line.
    """
    left = sorted(sizes)
    known: list[float] = []
    while left:
        # The size of most letters first: other sizes are told by their distance from it.
        half, gone = sum(letters for _, letters in left) / 2, 0
        usual = left[-1][0]
        for size, letters in left:
            gone += letters
            if gone >= half:
                usual = size
                break
        known.append(usual)
        left = [each for each in left if not _near(each[0], usual)]
    return [_nearest(size, known) for size, _ in sizes]


def _nearest(size: float, known: Sequence[float]) -> float:
    distances = [abs(each - size) for each in known]
    return round(known[distances.index(min(distances))], 1)


def _near(size: float, usual: float) -> bool:
    return usual / _ONE_SIZE < size < usual * _ONE_SIZE
