"""Which boxes to draw on which page, and which words to mark in a text without pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.schema import Document, Span

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageMarks:
    """What to highlight on one page.

    Attributes:
        page: Page number from 1.
        boxes: In PDF points of the unrotated MediaBox, one a line of text.
    """

    page: int
    boxes: tuple[Box, ...]


def page_marks(document: Document, spans: Sequence[Span]) -> tuple[PageMarks, ...]:
    """Return the pages that spans touch with one box for each run of words on a line.

    Words of one line that the quotation holds side by side are joined, so that the highlight
    looks as a marker pen would; empty for documents without geometry.
    """
    by_page: dict[int, list[Box]] = {}
    for span in spans:
        if span.document != document.id:
            continue
        for page, x0, y0, x1, y1 in document.boxes(span):
            by_page.setdefault(int(page), []).append((x0, y0, x1, y1))
    return tuple(PageMarks(page, tuple(_join(boxes))) for page, boxes in sorted(by_page.items()))


def _join(boxes: list[Box]) -> list[Box]:
    """Join boxes that follow each other on one line."""
    joined: list[Box] = []
    for box in boxes:
        if joined:
            x0, y0, x1, y1 = joined[-1]
            height = y1 - y0
            overlap = min(y1, box[3]) - max(y0, box[1])
            gap = box[0] - x1
            if overlap > 0.5 * min(height, box[3] - box[1]) and -1.0 <= gap < 1.5 * height:
                joined[-1] = (x0, min(y0, box[1]), max(x1, box[2]), max(y1, box[3]))
                continue
        joined.append(box)
    return joined


#: Characters shown on either side of a quotation, at most.
_AROUND = 500


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quotation among its lines.

    Attributes:
        before: Text before it.
        marked: Its own words.
        after: Text after it; the three joined are verbatim.
        first_line: Number of the first line shown, from 1.
        cut: (at the beginning, at the end): True where the excerpt does not begin or end at a
            line's end.
    """

    before: str
    marked: str
    after: str
    first_line: int
    cut: tuple[bool, bool]


def excerpt(document: Document, span: Span, lines_around: int = 4) -> Excerpt:
    """Return the lines of a span with some lines around them, long lines cut at a word."""
    text = document.text
    start = span.start
    for _ in range(lines_around + 1):
        start = text.rfind("\n", 0, max(start, 0))
        if start < 0:
            break
    start += 1
    end = span.end
    for _ in range(lines_around + 1):
        found = text.find("\n", end)
        if found < 0:
            end = len(text)
            break
        end = found + 1
    first, last = start, end
    if span.start - start > _AROUND:
        # Scripts without spaces are cut between characters.
        start = text.find(" ", span.start - _AROUND, span.start) + 1 or span.start - _AROUND
    if end - span.end > _AROUND:
        found = text.rfind(" ", span.end, span.end + _AROUND)
        end = found if found >= 0 else span.end + _AROUND
    return Excerpt(
        text[start : span.start],
        text[span.start : span.end],
        text[span.end : end],
        document.position(start)[0],
        (start > first, end < last),
    )
