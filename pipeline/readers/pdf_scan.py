"""Pages that are pictures of text: which they are, and what an engine reads on them.

A page is a scan where it shows something but has no text, or only a few words (a stamp, a page
number) over a picture of a printed page, or where its text is an invisible layer over a picture:
the work of somebody else's text recognition.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipeline.readers import ocr
from pipeline.readers.limits import current, raise_hint
from pipeline.readers.ocr_ink import ink_of
from pipeline.readers.ocr_lines import rules_on, to_lines
from pipeline.readers.pdf_glyphs import Box, Frame
from pipeline.readers.pdf_lines import Line, Token, union
from pipeline.readers.pdf_rules import Rules
from pipeline.schema import ReadWarning, WarningCode

if TYPE_CHECKING:
    from PIL.Image import Image

#: Dots an inch at which a page is drawn, and seconds for one page.
DPI, PAGE_SECONDS = 300, 60.0
#: A page whose words are read with less confidence (0..100) on average could not be read;
#: handwriting stays below it, print that people find hard to read lies about it.
READABLE = 65.0
#: With less than this, words are missing: on blurred, faint and coarse scans of our own the share
#: of words found was about the confidence. The text counts, but the page was not read whole.
SURE = 80.0
#: Nor was it where less of its ink is in words: lines that lie aslant (8 degrees: 0.05) are passed
#: over without a word; a page with a chart has 0.5.
INK = 0.4
#: A line with less is left out: it is dirt, a drawing, or lost.
LINE = 50.0
#: Where the page reads worse than this it may lie on its side; so good, no other side is tried.
TURNED = 75.0
#: So much better another side must read.
CLEARLY = 5.0
#: Where more than these shares of the letters are on lines left out, the page was not read whole,
#: or counts as not read.
LOST, UNREAD = 0.2, 0.5

#: A picture that fills so much of a page may be the page.
_COVER = 0.6
#: No more words than this can be a stamp, a header or a number on a scanned page.
_STAMP = 25
#: Objects of a page that are looked at to tell whether its text is invisible.
_LOOKED_AT = 9
_INVISIBLE = 3
#: Pixels that are enough to tell print from a photograph.
SMALL = 500_000
#: Shares of light and of dark pixels of a picture of a printed page.
_PAPER, _INK = 0.6, (0.002, 0.35)
#: Share of tokens that look like words or figures in a text layer of any use.
_WORDS = 0.75
_WORDLIKE = re.compile(
    r"[\"'“‘(\[]*(?:[^\W\d_]?[^\W\d_A-Z]+|[A-Z]+s?|[\d.,:/%$€£+-]*\d[\d.,:/%$€£+-]*|[^\W\d_]+(?:[-’'][^\W\d_]+)+)"
    r"[\"'”’)\].,;:!?%]*"
)


@dataclass(frozen=True)
class Scanned:
    """What was read on a page that is a picture.

    Attributes:
        lines: Its words; also those of its own visible text.
        frame: Its geometry, turned so that the lines are upright.
        rotation: The page's rotation as the file says.
        by_ocr: True where words of it come from text recognition.
        whole: False where part of it, or all, could not be read.
        warning: What to say of it.
        rules: What is printed on it beside words; None where that is as in any other page.
    """

    lines: list[Line]
    frame: Frame
    rotation: int
    by_ocr: bool
    whole: bool
    warning: ReadWarning
    rules: Rules | None = None


class Scans:
    """Reads the scanned pages of one document, within limits of pages and time."""

    def __init__(self, name: str) -> None:
        """Begin a document; ``name`` is for messages."""
        self._name = name
        self._choice: ocr.Choice | None = None
        self._limits = current()
        self._pages = 0
        self._seconds = 0.0

    def read(self, page: Any, frame: Frame, lines: Sequence[Line], number: int) -> Scanned | None:
        """Return what is read on a page that is a picture; None where it is none.

        Args:
            page: A pypdfium2 page.
            frame: Its geometry.
            lines: The text that it has of itself.
            number: From 1.
        """
        hidden = bool(lines) and _is_hidden(page)
        words = sum(len(line.tokens) for line in lines)
        if not hidden and words > _STAMP:
            return None
        if (hidden or lines) and _cover(page, frame) < _COVER:
            return None
        if not lines and not _shows_something(page):
            return None
        if hidden and _is_worded(lines):
            said = (
                "is a picture with an invisible layer of text, made by somebody's text recognition"
            )
            warning = self._said(said, number)
            return Scanned(list(lines), frame, frame.rotation, True, True, warning)
        if lines and not hidden and not looks_printed(drawn(page, frame, SMALL)[0]):
            return None
        picture, scale = drawn(page, frame, self._limits.pixels)
        own = [] if hidden else list(lines)
        return self._recognised(page, frame, own, picture, scale, number)

    def _recognised(
        self,
        page: Any,
        frame: Frame,
        own: list[Line],
        picture: Image,
        scale: float,
        number: int,
    ) -> Scanned | None:
        if self._choice is None:
            self._choice = ocr.choose()
        engine = self._choice.engine
        if engine is None:
            return self._unread(own, frame, number, self._choice.why_not)
        left = self._limits.ocr_seconds - self._seconds
        if self._pages >= self._limits.ocr_pages:
            return self._cut(own, frame, number, "ocr_pages")
        if left <= 0:
            return self._cut(own, frame, number, "ocr_seconds")
        self._pages += 1
        started = time.monotonic()
        try:
            turn, picture, seen = _upright(
                engine, picture, round(scale * 72), min(PAGE_SECONDS, left)
            )
        except ocr.EngineFailed as error:
            return self._unread(own, frame, number, f"{engine.name} failed: {error}.")
        finally:
            self._seconds += time.monotonic() - started
        kept = [line for line in seen if line.confidence >= LINE]
        confidence, lost = _mean(kept), 1 - _letters(kept) / max(_letters(seen), 1)
        turned = replace(frame, rotation=(frame.rotation + turn) % 360)
        own_turned = [_turned(line, frame, turned) for line in own] if turn else own
        shown = turned.display_box(page.get_bbox())
        ink = ink_of(picture, scale)
        lines = _besides(to_lines(kept, ink, shown), own_turned)
        if own and not lines:
            return None  # the picture says nothing more than the text
        if confidence < READABLE or lost > UNREAD:
            why = f"{engine.name} read it with a mean confidence of only {_mean(seen):.0f} of 100"
            return self._unread(own, frame, number, f"{why}: read it by eye.")
        gaps = []
        if lost > LOST:
            gaps.append(f"{lost:.0%} of it could not be made out")
        if confidence < SURE:
            gaps.append("words are probably missing")
        if ink.read_share(kept) < INK:
            gaps.append("most of its ink was not recognised as words")
        said = f"is a picture, read by {engine.name} with a confidence of {confidence:.0f} of 100"
        warning = self._said("; ".join([said, *gaps]), number)
        whole, rules = not gaps, rules_on(ink, shown, lines)
        read = [*own_turned, *lines]
        return Scanned(read, turned, frame.rotation, True, whole, warning, rules)

    def _unread(self, own: list[Line], frame: Frame, number: int, why: str) -> Scanned:
        what = "the page is a picture" if own else "the page has no text that could be read"
        message = f"{self._name}: {what}; it may be a scan. {why}"
        warning = ReadWarning(WarningCode.NO_TEXT, message, number)
        return Scanned(own, frame, frame.rotation, False, False, warning)

    def _cut(self, own: list[Line], frame: Frame, number: int, limit: str) -> Scanned:
        most = f"{getattr(self._limits, limit)} {limit.removeprefix('ocr_')}"
        message = (
            f"{self._name}: the page is a picture and was not read: text recognition stops after "
            f"{most} of one document; {raise_hint(limit)}."
        )
        warning = ReadWarning(WarningCode.LIMIT, message, number)
        return Scanned(own, frame, frame.rotation, False, False, warning)

    def _said(self, said: str, number: int) -> ReadWarning:
        return ReadWarning(WarningCode.OCR, f"{self._name}: the page {said}.", number)


def drawn(page: Any, frame: Frame, pixels: int) -> tuple[Image, float]:
    """Draw a page in grey; return the picture and its pixels a point.

    Args:
        page: A pypdfium2 page.
        frame: Its geometry.
        pixels: The most that the picture may have.
    """
    shown = frame.display_box(page.get_bbox())
    wide, high = max(shown[2] - shown[0], 1.0), max(shown[3] - shown[1], 1.0)
    scale = min(DPI / 72, (pixels / (wide * high)) ** 0.5, 30_000 / max(wide, high))
    return page.render(scale=scale, grayscale=True).to_pil(), scale


def looks_printed(picture: Image) -> bool:
    """Tell whether a picture is of a printed page: mostly paper, some ink; no photograph."""
    small = picture.convert("L")
    small.thumbnail((600, 600))
    counts = small.histogram()
    total = sum(counts)
    paper = max(range(128, 256), key=lambda at: counts[at])
    light = sum(counts[max(paper - 24, 0) :]) / total
    dark = sum(counts[: max(paper - 64, 0)]) / total
    return light >= _PAPER and _INK[0] <= dark <= _INK[1]


def _upright(
    engine: ocr.Engine, picture: Image, dpi: int, seconds: float
) -> tuple[int, Image, tuple[ocr.SeenLine, ...]]:
    """Return how far a page must be turned to be read (clockwise), the picture, and its lines."""
    seen = engine.read(picture, dpi, seconds)
    flat, worth = _lies_flat(seen), _mean(seen)
    if not seen or (flat and worth >= TURNED):
        return 0, picture, seen
    # Engines find lines that run up or down, too: only two sides are left to try.
    small = picture.reduce(2)
    best, turn = worth if flat else 0.0, 0
    for other in (180,) if flat else (90, 270):
        tried = engine.read(small.rotate(-other, expand=True), dpi // 2, seconds)
        if _lies_flat(tried) and _mean(tried) > best + CLEARLY:
            best, turn = _mean(tried), other
    if not turn:
        return 0, picture, seen
    picture = picture.rotate(-turn, expand=True)
    return turn, picture, engine.read(picture, dpi, seconds)


def _lies_flat(seen: Sequence[ocr.SeenLine]) -> bool:
    """Tell whether most letters stand on lines that run across: engines read upright ones too."""
    flat = steep = 0
    for line in seen:
        box = union(word.box for word in line.words)
        letters = sum(len(word.text) for word in line.words)
        if letters > 3:
            flat += letters * (box[2] - box[0] >= box[3] - box[1])
            steep += letters * (box[2] - box[0] < box[3] - box[1])
    return flat >= steep


def _turned(line: Line, frame: Frame, turned: Frame) -> Line:
    """Return a line of the page's own text as it stands when the page is turned."""
    bare = replace(turned, left=0.0, bottom=0.0)
    tokens = [
        Token(
            token.text,
            bare.display_box(frame.unrotated(token.box)),
            token.size,
            token.bold,
            token.mono,
            token.hyphen,
        )
        for token in line.tokens
    ]
    base = min(token.box[1] for token in tokens)
    return Line(tokens, base, line.size, line.bold, line.mono, upright=False)


def _besides(lines: Sequence[Line], own: Sequence[Line]) -> list[Line]:
    """Return lines without the words that the page's own text has at the same place."""
    taken = [token.box for line in own for token in line.tokens]
    found = []
    for line in lines:
        tokens = [token for token in line.tokens if not _inside(token.centre, taken)]
        if len(tokens) == len(line.tokens):
            found.append(line)
        elif tokens:
            found.append(Line(tokens, line.baseline, line.size, False, False, True))
    return found


def _inside(point: tuple[float, float], boxes: Sequence[Box]) -> bool:
    x, y = point
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in boxes)


def _letters(lines: Sequence[ocr.SeenLine]) -> int:
    return sum(len(word.text) for line in lines for word in line.words)


def _mean(lines: Sequence[ocr.SeenLine]) -> float:
    return ocr.mean_confidence([word for line in lines for word in line.words])


def _is_worded(lines: Sequence[Line]) -> bool:
    """Tell whether a text layer consists of words: failed recognition leaves shreds."""
    tokens = [token.text for line in lines for token in line.tokens]
    good = sum(_WORDLIKE.fullmatch(token) is not None for token in tokens)
    return good >= _WORDS * len(tokens)


def _is_hidden(page: Any) -> bool:
    """Tell whether a page's text is not painted, by a look at a few of its objects."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_CountObjects(page.raw)
    step = max(1, count // _LOOKED_AT)
    shown = unseen = 0
    for index in {*range(0, count, step), count - 1} if count else ():
        handle = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(handle) == pdfium.FPDF_PAGEOBJ_TEXT:
            if pdfium.FPDFTextObj_GetTextRenderMode(handle) == _INVISIBLE:
                unseen += 1
            else:
                shown += 1
    return unseen > 4 * shown


def _shows_something(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    return bool(pdfium.FPDFPage_CountObjects(page.raw))


def _cover(page: Any, frame: Frame) -> float:
    """Return the share of the page that pictures cover, at most 1."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    left, bottom, right, top = page.get_bbox()
    covered = 0.0
    try:
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            box = item.get_bounds()
            wide = min(box[2], right) - max(box[0], left)
            high = min(box[3], top) - max(box[1], bottom)
            covered += max(wide, 0.0) * max(high, 0.0)
    except pypdfium2.PdfiumError:
        return covered
    return float(min(covered / max((right - left) * (top - bottom), 1.0), 1.0))
