"""Pictures of pages -> words, by an engine that the user's machine may have.

Nothing here is needed to run Lacuna: without an engine a scanned page is a page that could not
be read, and is called so. Engines are found anew in every process; none fetches anything.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pipeline.errors import BadInput

if TYPE_CHECKING:
    from PIL.Image import Image

#: Environment variable that chooses the engine, and what it may say.
SETTING = "LACUNA_OCR"
CHOICES = ("auto", "tesseract", "rapidocr", "off")

#: Pixels (left, top, right, bottom) from the picture's upper left corner.
Pixels = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word as an engine read it.

    Attributes:
        text: Its characters, without blanks.
        box: Where it stands in the picture.
        confidence: 0..100, as the engine says.
    """

    text: str
    box: Pixels
    confidence: float


@dataclass(frozen=True, slots=True)
class SeenLine:
    """Words on one line, from left to right; lines come in reading order.

    Attributes:
        words: At least one.
        block: Number of the part of the page (a column, a cell) that the line belongs to.
    """

    words: tuple[SeenWord, ...]
    block: int

    @property
    def confidence(self) -> float:
        """Mean confidence of its words, weighed by their lengths."""
        return mean_confidence(self.words)


class EngineFailed(Exception):
    """An engine that is installed did not read a picture; the message says why."""


class Engine(Protocol):
    """What reads pictures."""

    @property
    def name(self) -> str:
        """Name and version, for people."""

    def read(self, picture: Image, dpi: int, seconds: float) -> tuple[SeenLine, ...]:
        """Return the lines of a picture in reading order.

        Args:
            picture: A page in grey or colour.
            dpi: Its pixels an inch.
            seconds: Time that it may take.

        Raises:
            EngineFailed: The engine broke, or took too long.
        """


@dataclass(frozen=True)
class Choice:
    """Which engine reads, or why none does.

    Attributes:
        engine: The engine; None where none reads.
        why_not: What to do to have one, as a sentence; empty where there is one.
    """

    engine: Engine | None = field(default=None)
    why_not: str = ""


def setting() -> str:
    """Return what the user chose: one of ``CHOICES``.

    Raises:
        BadInput: The environment says something else.
    """
    said = os.environ.get(SETTING, "").strip().lower() or "auto"
    if said not in CHOICES:
        raise BadInput(f"{SETTING} must be one of {', '.join(CHOICES)}, not {said!r}")
    return said


def choose() -> Choice:
    """Return the engine that the user's setting and machine give.

    ``auto`` takes Tesseract where it is installed with English, else RapidOCR where that is.

    Raises:
        BadInput: The setting is unknown.
    """
    from pipeline.readers import ocr_rapid, ocr_tesseract

    said = setting()
    if said == "off":
        return Choice(why_not=f"Text recognition is switched off ({SETTING}=off).")
    reasons = []
    if said in ("auto", "tesseract"):
        found = ocr_tesseract.find()
        if found.engine is not None:
            return found
        reasons.append(found.why_not)
    if said in ("auto", "rapidocr"):
        found = ocr_rapid.find()
        if found.engine is not None:
            return found
        if said == "rapidocr":
            reasons.append(found.why_not)
    return Choice(why_not=" ".join(reasons))


def mean_confidence(words: tuple[SeenWord, ...] | list[SeenWord]) -> float:
    """Return the mean confidence of words weighed by their lengths; 0 for none."""
    letters = sum(len(word.text) for word in words)
    if not letters:
        return 0.0
    return sum(len(word.text) * word.confidence for word in words) / letters
