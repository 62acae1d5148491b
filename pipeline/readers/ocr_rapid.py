"""RapidOCR as an engine: a Python package with its models inside; nothing is downloaded."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.readers.ocr import Choice, EngineFailed, Pixels, SeenLine, SeenWord

if TYPE_CHECKING:
    from PIL.Image import Image

_PACKAGE, _DISTRIBUTION = "rapidocr_onnxruntime", "rapidocr-onnxruntime"
#: Boxes whose middles are nearer than this share of their height stand on one line.
_SAME_LINE = 0.5
#: A column has so many stretches; a blank across the page is so many times as high as they are.
_COLUMN, _BLANK = 3, 1.0

_Stretch = tuple[SeenWord, ...]


@dataclass(frozen=True)
class RapidOcr:
    """The package as installed.

    Attributes:
        version: Of the package.
    """

    version: str

    @property
    def name(self) -> str:
        """Name and version."""
        return f"RapidOCR {self.version}"

    def read(self, picture: Image, dpi: int, seconds: float) -> tuple[SeenLine, ...]:
        """Return the lines of a picture; see ``ocr.Engine``.

        The package cannot be stopped: ``seconds`` is kept by the limits of the process alone,
        and ``dpi`` means nothing to it.
        """
        import numpy as np

        try:
            found, _ = _engine()(np.asarray(picture.convert("RGB")))
        except Exception as error:  # whatever the package raises, the page was not read
            raise EngineFailed(f"{type(error).__name__}: {error}"[:200]) from error
        return lines_of(found or [])


def find() -> Choice:
    """Return RapidOCR where it is installed, or how to install it."""
    try:
        if importlib.util.find_spec(_PACKAGE) is not None:
            return Choice(RapidOcr(importlib.metadata.version(_DISTRIBUTION)))
    except (ImportError, ValueError):
        pass
    return Choice(why_not="RapidOCR is not installed (pip install 'lacuna-gpai[ocr]').")


@lru_cache(maxsize=1)
def _engine() -> Any:
    import rapidocr_onnxruntime

    return rapidocr_onnxruntime.RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)


def lines_of(found: Sequence[Sequence[Any]]) -> tuple[SeenLine, ...]:
    """Return lines in reading order from boxes (four corners, text, score) of the package.

    It boxes stretches of a line, not words: a stretch is shared out by its characters. It knows
    no columns: these are found by the blank between them.
    """
    stretches = []
    for corners, text, score in found:
        xs, ys = [point[0] for point in corners], [point[1] for point in corners]
        words = _shared_out(text, (min(xs), min(ys), max(xs), max(ys)), 100.0 * float(score))
        if words:
            stretches.append(words)
    return tuple(
        SeenLine(tuple(word for stretch in line for word in stretch), number)
        for number, part in enumerate(_parts(stretches))
        for line in _rows(part)
    )


def _parts(stretches: list[_Stretch]) -> Iterator[list[_Stretch]]:
    """Yield the parts of a page in reading order: what blanks set apart, columns left to right."""
    if len(stretches) < 2 * _COLUMN:
        yield stretches
        return
    sides = [_around(stretch) for stretch in stretches]
    usual = statistics.median(bottom - top for _, top, _, bottom in sides)
    gutter = _gap([(left, right) for left, _, right, _ in sides], usual)
    if gutter is not None:
        before = [s for s, box in zip(stretches, sides, strict=True) if box[2] <= gutter]
        after = [s for s, box in zip(stretches, sides, strict=True) if box[2] > gutter]
        if min(len(before), len(after)) >= _COLUMN:
            yield from _parts(before)
            yield from _parts(after)
            return
    level = _gap([(top, bottom) for _, top, _, bottom in sides], _BLANK * usual)
    if level is None:
        yield stretches
        return
    yield from _parts([s for s, box in zip(stretches, sides, strict=True) if box[3] <= level])
    yield from _parts([s for s, box in zip(stretches, sides, strict=True) if box[3] > level])


def _gap(spans: list[tuple[float, float]], least: float) -> float | None:
    """Return where the widest blank between spans begins; None below the least width."""
    spans = sorted(spans)
    end = spans[0][1]
    best: tuple[float, float | None] = (least, None)
    for start, stop in spans[1:]:
        if start - end > best[0]:
            best = start - end, end
        end = max(end, stop)
    return best[1]


def _rows(stretches: list[_Stretch]) -> Iterator[list[_Stretch]]:
    """Yield the stretches of each line, from left to right, lines from top to bottom."""
    row: list[_Stretch] = []
    for stretch in sorted(stretches, key=lambda each: _around(each)[1::2]):
        _, top, _, bottom = _around(stretch)
        if row:
            _, above, _, below = _around(row[0])
            if abs(top + bottom - above - below) / 2 > _SAME_LINE * (below - above):
                yield sorted(row, key=_around)
                row = []
        row.append(stretch)
    if row:
        yield sorted(row, key=_around)


def _around(stretch: _Stretch) -> Pixels:
    return stretch[0].box[0], stretch[0].box[1], stretch[-1].box[2], stretch[0].box[3]


def _shared_out(
    text: str, box: tuple[float, float, float, float], confidence: float
) -> tuple[SeenWord, ...]:
    left, top, right, bottom = (float(side) for side in box)
    step = (right - left) / max(len(text), 1)
    words, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        place = left + at * step, top, left + (at + len(word)) * step, bottom
        words.append(SeenWord(word, place, confidence))
        at += len(word)
    return tuple(words)
