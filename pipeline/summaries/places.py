"""Where the sections and fields of a summary begin and end in a document's text.

A label stands at the start of a line, of a table's cell or of a list item; its answer goes on to
the next label or heading. That holds for the official form, for pages and for slides alike.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.schema import Block, BlockKind, Document
from pipeline.summaries.rows import FieldRow, fields, sections

#: Nothing was recognised yet; a heading that is none of the form's.
START, FOREIGN = "", "?"
#: Longest question or label with its explanations, and longest title, in characters.
LONGEST_LABEL, LONGEST_TITLE = 480, 200
#: Words of a title that stands by itself, neither numbered nor marked as a heading.
ALONE = 4
_LINE = re.compile(r"(?:^|(?<=[\n\t|])|(?<=\s[-–—·•]\s))(?=[^\n])")
_LEAD = re.compile(
    r"[^\w\n\t]{0,8}(?:(?:section[ ]+)?"
    r"(?:\d+(?:\.\d+)*(?:\.[A-Z])?[.):]?|[QA][.):]|[a-z][.)]|[ivx]{1,4}[.)])"
    r"[^\w\n\t]{1,3}){0,2}(?=\w)",
    re.IGNORECASE,
)
_SIGN = re.compile(r"\s*(?:\([^)\n]{0,90}\)|\*+|_+)?\s*(?:[:?|\t–—]|\?\s*:)?[*_]*[ ]?")
_STRICT = re.compile(r"\s*(?:\([^)\n]{0,90}\)|[*_]+)?[ ]*(?:[:?|\t]|\n|$)")
_SENTENCE = re.compile(r"[.!]\s+[A-Z]")
_ENDS = re.compile(r"[?:](?=\s|[*_|]|$)|[\t|]|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Slice:
    """What a document says under one label.

    Attributes:
        label: First character of the label's line or cell.
        start: First character of the answer.
        end: One past its last; equal to ``start`` where there is none.
        section: Section in which it stands.
        core: One past the words that made the label, before explanations.
        cell: True for a cell of a column that has the label as its header.
    """

    label: int
    start: int
    end: int
    section: str
    core: int
    cell: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A document's sections and labelled answers.

    Attributes:
        sections: (id, first character, one past the last) of each section, in text order.
        slices: Answers by field id, in text order.
    """

    sections: tuple[tuple[str, int, int], ...]
    slices: dict[str, tuple[Slice, ...]]

    def section(self, identifier: str) -> tuple[int, int] | None:
        """Return where the first section of this id that is not empty stands."""
        found = [(start, end) for name, start, end in self.sections if name == identifier]
        return found[0] if found else None


class _Margins:
    """Running heads and page numbers: nothing begins in them, and no answer holds them."""

    def __init__(self, document: Document) -> None:
        found = [b for b in document.blocks if b.kind is BlockKind.FURNITURE]
        self.places = sorted((block.start, block.end) for block in found)

    def hold(self, place: int) -> bool:
        at = bisect_right(self.places, (place, sys.maxsize)) - 1
        return at >= 0 and place < self.places[at][1]


def words(document: Document, start: int, end: int) -> str:
    """Return the text of a stretch without running heads and page numbers in it."""
    parts, at = [], start
    for first, last in _Margins(document).places:
        if first < end and last > at:
            parts.append(document.text[at : max(first, at)])
            at = last
    return " ".join([*parts, document.text[at:end]]) if parts else document.text[start:end]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place where something begins: a section, or the label of a field."""

    at: int
    end: int
    section: str
    field: FieldRow | None = None
    core: int = 0


def layout(document: Document) -> Layout:
    """Return the sections of a document and the answers that stand under labels."""
    marks = list(_marks(document))
    text = document.text
    regions: list[tuple[str, int, int]] = []
    slices: dict[str, list[Slice]] = {}
    for number, mark in enumerate(marks):
        after = marks[number + 1].at if number + 1 < len(marks) else len(text)
        if mark.field:
            start, end = _trimmed(text, mark.end, after)
            if mark.section in (START, FOREIGN):  # no heading or label need end what stands here
                end = _paragraph(text, start, end)
            part = Slice(mark.at, start, end, mark.section, mark.core)
            slices.setdefault(mark.field.id, []).append(part)
        else:
            following = (one.at for one in marks[number + 1 :] if one.field is None)
            regions.append((mark.section, mark.end, next(following, len(text))))
    cells: dict[str, list[Slice]] = {}
    for name, part in _of_rows(document, regions):
        cells.setdefault(name, []).append(part)
    for name, found in cells.items():
        slices[name] = [*found, *slices.get(name, ())]
    return Layout(tuple(regions), {name: tuple(found) for name, found in slices.items()})


def section_of(title: str) -> str:
    """Return the id of the section that a title names; empty for none of the form's."""
    words = title.strip()
    lead = _LEAD.match(words)
    words = words[lead.end() :] if lead else words
    for row in sections():
        if row.title.fullmatch(words):
            return row.id
    return ""


def _marks(document: Document) -> Iterator[_Mark]:
    headings = {block.start: block for block in document.blocks if block.kind is BlockKind.HEADING}
    # The sign of a heading in Markdown stands before its block.
    signs = {document.text.rfind("\n", 0, start) + 1 for start in headings} - headings.keys()
    margins = _Margins(document)
    section, level, taken, opened = START, 0, 0, -1
    for place in sorted({*(m.start() for m in _LINE.finditer(document.text)), *headings}):
        if place < taken or place in signs or margins.hold(place):
            continue
        block = headings.get(place)
        name = _titled(document, place, block, place == opened + 1)
        label = None if name and block else _label(document.text, place, section, block)
        if label:
            row, core, end = label
            yield _Mark(place, end, section, row, core)
            taken = end
        elif name:
            end = block.end if block else document.text.find("\n", place + 1)
            end = len(document.text) if end < 0 else end
            section, level = name, block.level if block else level
            yield _Mark(place, end, section)
            taken = opened = end
        elif block and section not in (START, FOREIGN) and block.level <= level:
            section = FOREIGN
            yield _Mark(place, block.end, section)
            taken = block.end


def _titled(document: Document, place: int, block: Block | None, after: bool) -> str:
    """Return the section that opens here: by a heading, or a line with its number or by itself.

    Args:
        document: The summary.
        place: Where a line begins.
        block: The heading that begins here, where one does.
        after: True right below the title of another section.
    """
    text = document.text
    if block:
        title = text[block.start : block.end][:LONGEST_TITLE]
        above, _, last = title.rpartition("\n")  # two headings, one above the other
        inner = section_of(last) if above and section_of(above) else ""
        return inner or section_of(title)
    end = text.find("\n", place)
    line = text[place : len(text) if end < 0 else end]
    if len(line) > LONGEST_TITLE or (place and text[place - 1] != "\n"):
        return ""
    numbered = re.match(r"[^\w\n]{0,4}\d(?:\.\d)*\.?\s", line)
    apart = not text[max(place - 2, 0) : place].strip() and len(line.split()) >= ALONE
    return section_of(line) if numbered or after or apart else ""


def _label(
    text: str, place: int, section: str, block: Block | None
) -> tuple[FieldRow, int, int] | None:
    """Return (field, end of its own words, end with sign) of the longest label here."""
    lead = _LEAD.match(text, place)
    if not lead:
        return None
    at, best = lead.end(), None
    for row in fields():
        if row.within is not None and section not in row.within:
            continue
        match = row.labels.match(text, at)
        if not match or match.end() == at or (best and match.end() <= best[1]):
            continue
        end = _closed(text, at, match.end(), row, block)
        if end is not None:
            best = (row, match.end(), end)
    return best


def _closed(text: str, at: int, core: int, row: FieldRow, block: Block | None) -> int | None:
    """Return where a label ends with its explanations and sign; None where it is only prose."""
    if row.long:
        limit = min(core + LONGEST_LABEL, len(text))
        if block:
            limit = min(limit, max(block.end, core))
        match = _ENDS.search(text, core, limit)
        end = match.end() if match else limit
        if _SENTENCE.search(text, core, end):
            return None
        if match:
            return end
        return limit if block or limit == len(text) else None
    strict = _STRICT.match(text, core)
    if strict:
        return strict.end()
    if not row.loose or (at and text[at - 1] in "\t|"):
        return None  # an answer in a cell may begin with the words of a label
    sign = _SIGN.match(text, core)
    return sign.end() if sign else core


def _of_rows(
    document: Document, regions: list[tuple[str, int, int]]
) -> Iterator[tuple[str, Slice]]:
    """Yield answers in columns whose headers are labels."""
    starts = [start for _, start, _ in regions]
    for block in document.blocks:
        if block.kind is not BlockKind.ROW:
            continue
        at = bisect_right(starts, block.start) - 1
        section = regions[at][0] if at >= 0 else START
        for cell in block.cells:
            if not cell.header or cell.end <= cell.start:
                continue
            for row in fields():
                allowed = row.within is None or section in row.within
                if allowed and row.labels.match(cell.header.rpartition(" > ")[2].strip()):
                    start = cell.start
                    yield row.id, Slice(start, start, cell.end, section, start, cell=True)
                    break


def _paragraph(text: str, start: int, end: int) -> int:
    match = re.compile(r"\n\s*\n").search(text, start, end)
    return match.start() if match else end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in ":|•◦▪–—*"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "|•◦▪#*"):
        end -= 1
    return start, end
