"""What the ink of a scanned page shows beside its letters: rules, and heavy type.

Recognition gives words only. Rules are what tables and forms are made of, and headings are often
told by their weight alone; both are measured on the picture.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.readers.ocr import Pixels, SeenLine

if TYPE_CHECKING:
    from PIL.Image import Image

#: So much darker (of 255) than the paper is ink.
_DARKER = 56
#: A rule is at least so long and at most so thick, in points.
_LONG, _THICK = 30.0, 2.6
#: A page with more rules is a plot or a drawing.
_MOST = 400
#: Strokes so many times wider than usual on the page, for their size, are heavy.
HEAVY = 1.2
#: Words with fewer letters say too little about the width of strokes.
_LETTERS = 3


@dataclass(frozen=True)
class Ink:
    """The ink of a picture.

    Attributes:
        dark: Rows of pixels, True where there is ink (numpy).
        scale: Pixels a point.
    """

    dark: Any
    scale: float

    def across(self) -> list[Pixels]:
        """Return horizontal rules, as boxes in pixels."""
        return _rules(self.dark, self.scale)

    def down(self) -> list[Pixels]:
        """Return vertical rules, as boxes in pixels."""
        return [(y0, x0, y1, x1) for x0, y0, x1, y1 in _rules(self.dark.T, self.scale)]

    def heavy(self, lines: Sequence[SeenLine], sizes: Sequence[float]) -> list[list[bool]]:
        """Return for each line which of its words are set in heavy type.

        Args:
            lines: Of the page.
            sizes: Size of type of each line, in pixels.
        """
        measured = [
            [self._stroke(word.box) / size for word in line.words]
            for line, size in zip(lines, sizes, strict=True)
        ]
        told = [
            (width, len(word.text))
            for line, widths in zip(lines, measured, strict=True)
            for word, width in zip(line.words, widths, strict=True)
            if len(word.text) >= _LETTERS and width > 0
        ]
        if not told:
            return [[False] * len(line.words) for line in lines]
        usual = statistics.median(width for width, letters in told for _ in range(letters))
        return [_heavy(line, widths, usual) for line, widths in zip(lines, measured, strict=True)]

    def read_share(self, lines: Sequence[SeenLine]) -> float:
        """Return the share of the ink that lies in words, long rules left out; 1 without ink."""
        import numpy as np

        within = np.zeros_like(self.dark)
        for line in lines:
            for word in line.words:
                left, top, right, bottom = (round(side) for side in word.box)
                within[max(top - 1, 0) : bottom + 1, max(left - 1, 0) : right + 1] = True
        total = int(np.count_nonzero(self.dark))
        for rule in (*self.across(), *self.down()):
            left, top, right, bottom = (int(side) for side in rule)
            total -= int(np.count_nonzero(self.dark[top:bottom, left:right]))
        return int(np.count_nonzero(self.dark & within)) / max(total, 1) if total > 0 else 1.0

    def _stroke(self, box: Pixels) -> float:
        """Return the mean width of what ink crosses a row of pixels in a box; 0 without ink."""
        import numpy as np

        left, top, right, bottom = (round(side) for side in box)
        part = self.dark[max(top, 0) : bottom, max(left, 0) : right]
        if part.size == 0:
            return 0.0
        begins = np.count_nonzero(part[:, 1:] & ~part[:, :-1]) + np.count_nonzero(part[:, 0])
        return float(np.count_nonzero(part)) / max(int(begins), 1)


def ink_of(picture: Image, scale: float) -> Ink:
    """Return the ink of a page's picture; paper is its most frequent light grey."""
    import numpy as np

    grey = np.asarray(picture.convert("L"))
    counts = np.bincount(grey.reshape(-1), minlength=256)
    paper = 128 + int(counts[128:].argmax())
    return Ink(grey < paper - _DARKER, scale)


def _heavy(line: SeenLine, widths: Sequence[float], usual: float) -> list[bool]:
    """Tell heavy words; a line that is heavy on the whole is heavy in all of its words."""
    told = [
        (width, len(word.text))
        for word, width in zip(line.words, widths, strict=True)
        if len(word.text) >= _LETTERS
    ]
    letters = sum(number for _, number in told)
    if letters and sum(width * number for width, number in told) / letters >= HEAVY * usual:
        return [True] * len(widths)
    return [
        width >= HEAVY * 1.1 * usual and len(word.text) > _LETTERS
        for word, width in zip(line.words, widths, strict=True)
    ]


def _rules(dark: Any, scale: float) -> list[Pixels]:
    """Return long thin stretches of ink along the rows of an array."""
    import numpy as np

    high, wide = dark.shape
    padded = np.zeros((high, wide + 2), dtype=np.int8)
    padded[:, 1:-1] = dark
    steps = np.diff(padded.reshape(-1))
    begins, ends = np.flatnonzero(steps == 1) + 1, np.flatnonzero(steps == -1) + 1
    long = ends - begins >= _LONG * scale
    open_: list[list[int]] = []  # x0, y0, x1, y1, pixels
    done: list[list[int]] = []
    for begin, end in zip(begins[long].tolist(), ends[long].tolist(), strict=True):
        row, left = divmod(begin, wide + 2)
        right = left + end - begin
        done += [each for each in open_ if each[3] < row]
        open_ = [each for each in open_ if each[3] >= row]
        for each in open_:
            if left < each[2] and each[0] < right:
                each[0], each[2] = min(each[0], left), max(each[2], right)
                each[3], each[4] = row + 1, each[4] + right - left
                break
        else:
            open_.append([left, row, right, row + 1, right - left])
        if len(done) + len(open_) > _MOST * 4:
            return []
    found = [
        (float(x0 - 1), float(y0), float(x1 - 1), float(y1))
        for x0, y0, x1, y1, pixels in (*done, *open_)
        if pixels / (x1 - x0) <= _THICK * scale and y1 - y0 < 0.1 * (x1 - x0) + _THICK * scale
    ]
    return found if len(found) <= _MOST else []
