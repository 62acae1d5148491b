"""RapidOCR as an engine: a Python package with its models inside; nothing is downloaded."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.readers.ocr import Choice, EngineFailed, SeenLine, SeenWord

if TYPE_CHECKING:
    from PIL.Image import Image

_PACKAGE, _DISTRIBUTION = "rapidocr_onnxruntime", "rapidocr-onnxruntime"
#: Boxes whose middles are nearer than this share of their height stand on one line.
_SAME_LINE = 0.5


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
    """Return lines from boxes (four corners, text, score), as the package gives them.

    It boxes stretches of a line, not words: a stretch is shared out by its characters.
    """
    stretches = []
    for corners, text, score in found:
        xs, ys = [point[0] for point in corners], [point[1] for point in corners]
        words = _shared_out(text, (min(xs), min(ys), max(xs), max(ys)), 100.0 * float(score))
        if words:
            stretches.append(words)
    return tuple(SeenLine(words, number) for number, words in enumerate(stretches))


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
