"""Running headers, footers and page numbers, and entries of a table of contents."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipeline.readers.pdf_layout import is_leader, normal_title
from pipeline.readers.pdf_lines import Line

#: Share of the page's height, at top and bottom, in which running lines are looked for.
_MARGIN = 0.12
_NUMBER = re.compile(
    r"(?:page|p\.|seite)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*(?:(?:/|of|von)\s*\d{1,4})?\s*[-–—|]?$",
    re.I,
)
_CONTENTS = re.compile(r"(?:table of )?contents\W*$", re.I)
_ENTRY_NUMBER = re.compile(r"\s\d{1,3}$")


def furniture_of(
    pages: Sequence[Sequence[Line]], sizes: Sequence[tuple[float, float]]
) -> list[set[int]]:
    """Find the lines of each page that are not part of what the document says.

    Args:
        pages: Lines by page.
        sizes: Width and height of each page as displayed.

    Returns:
        For each page the positions of its running lines.
    """
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    margins: list[dict[int, str]] = []
    for index, (lines, (_, height)) in enumerate(zip(pages, sizes, strict=True)):
        near: dict[int, str] = {}
        for at, line in enumerate(lines):
            middle = (line.box[1] + line.box[3]) / 2
            if middle > (1 - _MARGIN) * height or middle < _MARGIN * height:
                near[at] = _pattern(line.text)
                seen[_key(near[at], middle)].add(index)
        margins.append(near)
    found = []
    for index, (lines, (width, _)) in enumerate(zip(pages, sizes, strict=True)):
        here = {at for at, line in enumerate(lines) if _beside(line, width)}
        heights = sorted({_height(line) for line in lines if line.upright})
        for at, pattern in margins[index].items():
            middle = (lines[at].box[1] + lines[at].box[3]) / 2
            on = seen[_key(pattern, middle)] | seen[_key(pattern, middle + 6)]
            on = on | seen[_key(pattern, middle - 6)]
            outer = _is_outermost(_height(lines[at]), heights)
            repeated = len(on) >= 3 or (len(on) == 2 and len(pages) <= 4)
            if outer and (repeated or (_NUMBER.match(lines[at].text) and len(pages) > 1)):
                here.add(at)
        here |= _contents(lines) | _hidden(lines)
        found.append(here)
    return found


def _hidden(lines: Sequence[Line]) -> set[int]:
    """Small copies of a title that some programs lay below it for their bookmarks."""
    return {
        at
        for at, (line, below) in enumerate(pairwise(lines))
        if line.size < 0.8 * below.size and normal_title(line.text) == normal_title(below.text)
    }


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "#", text.lower())


def _key(pattern: str, middle: float) -> tuple[str, int]:
    return pattern, int(middle // 6)


def _beside(line: Line, width: float) -> bool:
    """Text that runs up the outer margin, such as a preprint server's stamp."""
    middle = (line.box[0] + line.box[2]) / 2
    return not line.upright and (middle < 0.1 * width or middle > 0.9 * width)


def _height(line: Line) -> int:
    return round(line.baseline / 4)


def _is_outermost(here: int, heights: Sequence[int]) -> bool:
    """Tell whether few lines lie further out than one does; ``heights`` are sorted."""
    return min(len(heights) - bisect_right(heights, here), bisect_left(heights, here)) <= 4


def _contents(lines: Sequence[Line]) -> set[int]:
    """Entries of a table of contents: with leaders, and those that stand among them."""
    leaders = {at for at, line in enumerate(lines) if is_leader(line)}
    if len(leaders) < 3:
        titled = any(_CONTENTS.match(line.text) for line in lines if len(line.tokens) < 5)
        if not titled or _numbered_share(lines) <= 0.6:
            return leaders if len(leaders) > 1 else set()
    return leaders | {
        at
        for at, line in enumerate(lines)
        if _ENTRY_NUMBER.search(line.text) and len(line.text) < 120
    }


def _numbered_share(lines: Sequence[Line]) -> float:
    return sum(bool(_ENTRY_NUMBER.search(line.text)) for line in lines) / max(len(lines), 1)
