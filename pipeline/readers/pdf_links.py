"""Link annotations: the address that a page gives to words is kept with these words."""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.readers.parsed import Parsed
from pipeline.readers.pdf_glyphs import Box, Frame
from pipeline.schema import Block, Word

#: Addresses that lead out of the document; what runs code or opens local files is left out.
_SCHEMES = ("http://", "https://", "mailto:", "ftp://")
#: So many links of a page are read, and so many bytes of an address.
_MOST, _LONGEST = 1000, 4000
#: Marks that stand before and after linked words, in one word with them.
_BEFORE, _AFTER = '([“"⁰¹²³⁴⁵⁶⁷⁸⁹', '.,;:)]”"⁰¹²³⁴⁵⁶⁷⁸⁹'
#: A word belongs to a link that covers this share of its width.
_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class PageLink:
    """An area of a page that leads to an address.

    Attributes:
        page: Page number from 1.
        box: In points of the unrotated MediaBox, as word boxes are.
        target: The address.
    """

    page: int
    box: Box
    target: str


def links_of(document: Any, page: Any, frame: Frame, number: int) -> list[PageLink]:
    """Collect the links of a pypdfium2 page that lead out of the document.

    Args:
        document: The pypdfium2 document.
        page: Its page.
        frame: The page's geometry.
        number: Page number from 1.

    Returns:
        One entry an area, in the file's order; a link over two lines has several.
    """
    import pypdfium2.raw as pdfium

    found = []
    at, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    for _ in range(_MOST):
        if not pdfium.FPDFLink_Enumerate(page.raw, ctypes.byref(at), ctypes.byref(link)):
            break
        if target := _target(pdfium, document, link):
            boxes = _areas(pdfium, link)
            found += [PageLink(number, _placed(frame, box), target) for box in boxes]
    return found


def _target(pdfium: Any, document: Any, link: Any) -> str:
    """Return where a link leads; empty where that is inside the document or not an address."""
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    length = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
    if not 1 < length <= _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, length)
    target = "".join(buffer.value.decode("utf-8", "replace").split())
    return target if target.lower().startswith(_SCHEMES) else ""


def _areas(pdfium: Any, link: Any) -> Iterator[Box]:
    """Yield the areas of a link in user space: its quadrilaterals, else its rectangle."""
    count = pdfium.FPDFLink_CountQuadPoints(link)
    quad = pdfium.FS_QUADPOINTSF()
    for index in range(min(count, _MOST)):
        if pdfium.FPDFLink_GetQuadPoints(link, index, ctypes.byref(quad)):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            yield min(xs), min(ys), max(xs), max(ys)
    rect = pdfium.FS_RECTF()
    if count < 1 and pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(rect)):
        low, high = sorted((rect.bottom, rect.top))
        yield min(rect.left, rect.right), low, max(rect.left, rect.right), high


def _placed(frame: Frame, box: Box) -> Box:
    return (
        box[0] - frame.left,
        box[1] - frame.bottom,
        box[2] - frame.left,
        box[3] - frame.bottom,
    )


def with_links(parsed: Parsed, links: Sequence[PageLink]) -> Parsed:
    """Give the blocks of a document the links that cover their words.

    Args:
        parsed: What was read.
        links: Links of its pages.

    Returns:
        The same with ``links`` of blocks set; a link without words is left out.
    """
    if not links:
        return parsed
    by_page: dict[int, list[Word]] = defaultdict(list)
    for word in parsed.words:
        by_page[word.page].append(word)
    turned = {page.number for page in parsed.pages if page.rotation in (90, 270)}
    covered: dict[int, tuple[int, str]] = {}
    for link in links:
        along = 1 if link.page in turned else 0
        for word in by_page[link.page]:
            if _covers(link.box, word.box, along):
                covered.setdefault(word.start, (word.end, link.target))
    spans = _joined(parsed.text, covered)
    starts = [start for start, _, _ in spans]
    blocks = tuple(_linked(block, spans, starts) for block in parsed.blocks)
    return replace(parsed, blocks=blocks)


def _covers(area: Box, word: Box, along: int) -> bool:
    """Tell whether an area covers a word's middle line and most of its length."""
    across = 1 - along
    middle = (word[across] + word[across + 2]) / 2
    if not area[across] <= middle <= area[across + 2]:
        return False
    shared = min(area[along + 2], word[along + 2]) - max(area[along], word[along])
    return shared >= _SHARE * (word[along + 2] - word[along])


def _joined(text: str, covered: dict[int, tuple[int, str]]) -> list[tuple[int, int, str]]:
    """Join neighbouring words of one link."""
    spans: list[tuple[int, int, str]] = []
    for start in sorted(covered):
        end, target = covered[start]
        if spans and spans[-1][2] == target and not text[spans[-1][1] : start].strip():
            spans[-1] = spans[-1][0], end, target
        else:
            spans.append((start, end, target))
    return [_bare(text, *span) for span in spans]


def _bare(text: str, start: int, end: int, target: str) -> tuple[int, int, str]:
    """Leave out marks around the words of a link, which are one word with them."""
    while end - start > 1 and text[end - 1] in _AFTER and not target.endswith(text[end - 1]):
        end -= 1
    while end - start > 1 and text[start] in _BEFORE:
        start += 1
    return start, end, target


def _linked(block: Block, spans: Sequence[tuple[int, int, str]], starts: Sequence[int]) -> Block:
    held = []
    for start, end, target in spans[max(bisect_left(starts, block.start) - 1, 0) :]:
        if start >= block.end:
            break
        low, high = max(start, block.start), min(end, block.end)
        if low < high:
            held.append((low, high, target))
    return replace(block, links=(*block.links, *held)) if held else block
