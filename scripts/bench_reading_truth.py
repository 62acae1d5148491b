"""What other engines and the files themselves say of a PDF, to hold our reading against.

Words and their order come from Poppler (the ``pdftotext`` command), which shares no code with
PDFium; headings from the file's own outline, which the reader is not shown while it is tested.
"""

from __future__ import annotations

import subprocess
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Box = tuple[float, float, float, float]
#: Engines put the box of an index so many points higher or lower.
_SHIFT = 2.0
#: Words of the same letters further apart than this many points are not the same word.
_NEAR = 12.0


@dataclass(frozen=True)
class Placed:
    """A word as displayed: letters and digits only, and its box in points, y up."""

    text: str
    box: Box

    @property
    def x(self) -> float:
        """The middle from left to right."""
        return (self.box[0] + self.box[2]) / 2

    @property
    def y(self) -> float:
        """The middle from bottom to top."""
        return (self.box[1] + self.box[3]) / 2


@dataclass(frozen=True)
class Agreement:
    """How one page of ours agrees with another engine's.

    Attributes:
        words: Words of the other engine that hold a letter or digit.
        found: How many of them we have, cut the same way or another.
        strict: How many of them we have as one word.
        order: Longest run of words, not necessarily neighbours, that both have in the same
            order, as a share of the words that both have at the same place (0 to 1).
        pairs: Share of the other engine's neighbours on a line that are neighbours in ours.
        missing: Up to eight words that we lack.
    """

    words: int
    found: int
    strict: int
    order: float
    pairs: float
    missing: tuple[str, ...]


def normal(text: str) -> str:
    """Return the letters and digits of a word: ligatures and superscripts plain, no case."""
    return "".join(
        char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum()
    )


def poppler_words(file: Path) -> list[list[tuple[Placed, int]]]:
    """Return for each page Poppler's words in reading order, each with its line's number.

    Raises:
        ValueError: Poppler cannot open the file.
    """
    from lxml import etree

    run = subprocess.run(
        ["pdftotext", "-bbox-layout", str(file), "-"], capture_output=True, check=False
    )
    if run.returncode:
        raise ValueError(run.stderr.decode(errors="replace").strip() or "pdftotext failed")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=True)
    tree = etree.fromstring(run.stdout, parser)
    pages = []
    lines = 0
    for page in tree.iter("{*}page"):
        height = float(page.get("height"))
        words = []
        for line in page.iter("{*}line"):
            lines += 1
            for word in line.iter("{*}word"):
                text = normal(word.text or "")
                x0, x1 = float(word.get("xMin")), float(word.get("xMax"))
                y0, y1 = float(word.get("yMin")), float(word.get("yMax"))
                if text:
                    words.append((Placed(text, (x0, height - y1, x1, height - y0)), lines))
        pages.append(words)
    return pages


def our_words(parsed: Any) -> list[list[Placed]]:
    """Return for each page of what a reader gave its words in text order, as displayed."""
    pages: list[list[Placed]] = [[] for _ in parsed.pages]
    for word in parsed.words:
        page = parsed.pages[word.page - 1]
        text = normal(parsed.text[word.start : word.end])
        if text:
            pages[word.page - 1].append(Placed(text, _shown(page, word.box)))
    return pages


def _shown(page: Any, box: Box) -> Box:
    """Map a box of the unrotated MediaBox to the page as displayed."""
    x0, y0, x1, y1 = box
    wide, high = page.width, page.height
    turned = {
        90: (y0, wide - x1, y1, wide - x0),
        180: (wide - x1, high - y1, wide - x0, high - y0),
        270: (high - y1, x0, high - y0, x1),
    }
    return turned.get(page.rotation, box)


def compare(theirs: Sequence[tuple[Placed, int]], ours: Sequence[Placed]) -> Agreement:
    """Hold our words of one page against another engine's."""
    words = [word for word, _ in theirs]
    left = Counter(word.text for word in ours)
    missing = []
    for word in words:
        if left[word.text] > 0:
            left[word.text] -= 1
        else:
            missing.append(word)
    lost = [word.text for word in missing if not _cut_otherwise(word, ours)]
    places = _matched(words, ours)
    ranks = [place for place in places if place is not None]
    return Agreement(
        len(words),
        len(words) - len(lost),
        len(words) - len(missing),
        _longest_rising(ranks) / len(ranks) if ranks else 1.0,
        _pairs(theirs, places),
        tuple(lost[:8]),
    )


def _cut_otherwise(word: Placed, ours: Sequence[Placed]) -> bool:
    """Tell whether a word's letters stand at its place in ours, in words that are cut otherwise.

    Formulas are: where one engine sees a letter with an index, the other sees two words.
    """
    over = [each for each in ours if _touch(each.box, word.box)]
    if any(word.text in each.text for each in over):
        return True
    held = Counter("".join(each.text for each in over))
    return not Counter(word.text) - held


def _touch(first: Box, second: Box) -> bool:
    return (
        min(first[2], second[2]) - max(first[0], second[0]) > 0
        and min(first[3], second[3]) - max(first[1], second[1]) > -_SHIFT
    )


def _matched(words: Sequence[Placed], ours: Sequence[Placed]) -> list[int | None]:
    """Return for each of their words the place in our order of the same word on the page."""
    by_text: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(ours):
        by_text[word.text].append(at)
    found: list[int | None] = []
    for word in words:
        near = by_text.get(word.text, [])
        best = min(near, key=lambda at: _apart(ours[at], word), default=None)
        if best is not None and _apart(ours[best], word) < _NEAR:
            near.remove(best)
            found.append(best)
        else:
            found.append(None)
    return found


def _apart(first: Placed, second: Placed) -> float:
    return abs(first.x - second.x) + abs(first.y - second.y)


def _longest_rising(ranks: Iterable[int]) -> int:
    tails: list[int] = []
    for rank in ranks:
        at = bisect_left(tails, rank)
        tails[at : at + 1] = [rank]
    return len(tails)


def _pairs(theirs: Sequence[tuple[Placed, int]], places: Sequence[int | None]) -> float:
    total = kept = 0
    for at in range(1, len(theirs)):
        before, here = places[at - 1], places[at]
        if before is None or here is None or theirs[at - 1][1] != theirs[at][1]:
            continue
        total += 1
        kept += here == before + 1
    return kept / total if total else 1.0


@dataclass(frozen=True)
class Headings:
    """How the headings that the reader finds agree with the file's outline.

    Attributes:
        titles: Entries of the outline that name a page and stand in words on it.
        headings: Headings that we find without the outline.
        both: Entries of the outline that we have as headings, on their page.
        steps: Neighbouring entries that we both have.
        same: How many of these steps go the same way in ours: deeper, level, up.
        missed: Up to eight titles that we lack.
        extra: Up to eight headings that no entry has.
    """

    titles: int
    headings: int
    both: int
    steps: int
    same: int
    missed: tuple[str, ...]
    extra: tuple[str, ...]


def outline_of(document: Any) -> list[tuple[int, int, str]]:
    """Return (page index, depth from 0, title) of a pypdfium2 document's outline."""
    found = []
    for mark in document.get_toc(max_depth=8):
        target = mark.get_dest()
        index = target.get_index() if target else None
        if index is not None and (title := (mark.get_title() or "").strip()):
            found.append((index, mark.level, title))
    return found


def compare_headings(outline: Sequence[tuple[int, int, str]], parsed: Any) -> Headings:
    """Hold headings that were found without the outline against it."""
    from pipeline.readers.pdf_layout import normal_title

    ours: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    on_page: dict[int, str] = {
        page.number - 1: normal_title(parsed.text[page.start : page.end]) for page in parsed.pages
    }
    starts = [page.start for page in parsed.pages]
    total = 0
    for block in parsed.blocks:
        if block.kind.value == "heading":
            text = " ".join(parsed.text[block.start : block.end].split())
            page = bisect_left(starts, block.start + 1) - 1
            ours[normal_title(text)].append((page, block.level, text))
            total += 1
    titles = both = steps = same = 0
    missed = []
    last: tuple[int, int] | None = None
    for index, depth, title in outline:
        key = normal_title(title)
        if not key or not any(key in on_page.get(near, "") for near in (index - 1, index)):
            continue  # a name that does not stand on the page, such as the file's own
        titles += 1
        held = [each for each in ours.get(key, []) if each[0] in (index - 1, index)]
        if not held:
            missed.append(title)
            last = None
            continue
        ours[key].remove(held[0])
        both += 1
        if last is not None:
            steps += 1
            same += _sign(depth - last[0]) == _sign(held[0][1] - last[1])
        last = depth, held[0][1]
    extra = [text for rest in ours.values() for _, _, text in rest]
    return Headings(titles, total, both, steps, same, tuple(missed[:8]), tuple(extra[:8]))


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
