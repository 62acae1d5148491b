"""Edits to a document that was read, without reading it again: words taken out or put in.

Taken out is what a stretch says; its characters become blanks, so that every other offset stays.
Put in are blocks of their own; whatever stands behind them moves on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.schema import Block, BlockKind, Cell, Document, Span

#: A stretch, [start, end).
Stretch = tuple[int, int]


def blanked(document: Document, stretches: Iterable[Stretch]) -> Document:
    """Return the document as if stretches of it said nothing: line ends stay, all else is blank.

    Boxes, links, column headers and keys in them go too: they are kept beside the text.
    """
    gone = list(stretches)
    text = document.text
    for start, end in gone:
        blank = "".join(char if char in "\n\f" else " " for char in text[start:end])
        text = text[:start] + blank + text[end:]

    def lost(start: int, end: int) -> bool:
        return any(low < end and start < high for low, high in gone)

    return replace(
        document,
        text=text,
        ticks=tuple(tick for tick in document.ticks if not lost(tick.start, tick.end)),
        blocks=tuple(
            replace(
                block,
                cells=tuple(
                    replace(cell, header="") if lost(cell.header_start, cell.header_end) else cell
                    for cell in block.cells
                ),
                links=tuple(link for link in block.links if not lost(link[0], link[1])),
            )
            for block in document.blocks
        ),
    )


def touched(segments: Sequence[Stretch], evidence: Sequence[Span]) -> tuple[Stretch, ...]:
    """Return the evidence and every segment that it touches, as stretches of the document."""
    spans = [(span.start, span.end) for span in evidence]
    whole = [
        (start, end)
        for start, end in segments
        if any(start < high and low < end for low, high in spans)
    ]
    return tuple(sorted({*spans, *whole}))


def places(document: Document) -> tuple[int, ...]:
    """Return where blocks can be put in: before a block that no other reaches across."""
    found = []
    reached = 0
    for block in document.blocks:
        if block.start >= reached and not (found and found[-1] == block.start):
            found.append(block.start)
        reached = max(reached, block.end)
    return (*found, max(reached, len(document.text)))


def heading_places(document: Document) -> tuple[tuple[int, int], ...]:
    """Return (place, level) where a section can be put in: before a heading, and at the end.

    A section of the level of the heading that follows changes no other's headings.
    """
    free = set(places(document))
    found = [
        (block.start, block.level)
        for block in document.blocks
        if block.kind is BlockKind.HEADING and block.level and block.start in free
    ]
    return (*found, (len(document.text), 1))


def inserted(
    document: Document, place: int, passage: Sequence[tuple[str, BlockKind, int]]
) -> tuple[Document, Stretch]:
    """Return the document with blocks put in, and where they stand in it.

    Args:
        document: The document.
        place: One of ``places``.
        passage: (text, kind, level) of each block; a pair reads ``key: value``.
    """
    text, blocks = "\n\n", []
    for words, kind, level in passage:
        start = place + len(text)
        text += words + "\n\n"
        end = start + len(words)
        cells: tuple[Cell, ...] = ()
        if kind is BlockKind.PAIR:
            key = words.partition(": ")[0]
            value = start + len(key) + 2
            cells = (Cell(value, end, key, header_start=start, header_end=start + len(key)),)
        blocks.append(Block(start, end, kind, level, cells))
    by = len(text)

    def at(offset: int, *, end: bool = False) -> int:
        """Return where a character is now; an end at the place stays with what it ends."""
        return offset + by if offset > place or (offset == place and not end) else offset

    def cell(one: Cell) -> Cell:
        known = one.header_end > one.header_start
        return replace(
            one,
            start=at(one.start),
            end=at(one.end, end=one.end > one.start),
            header_start=at(one.header_start) if known else one.header_start,
            header_end=at(one.header_end, end=True) if known else one.header_end,
        )

    def block(one: Block) -> Block:
        return replace(
            one,
            start=at(one.start),
            end=at(one.end, end=one.end > one.start),
            cells=tuple(cell(each) for each in one.cells),
            links=tuple((at(a), at(b, end=True), target) for a, b, target in one.links),
        )

    moved = [block(one) for one in document.blocks]
    before = [one for one in moved if one.start < place]
    after = [one for one in moved if one.start >= place]
    pages = tuple(
        # Of two pages that meet at the place, the later takes it; at the end, the last does.
        replace(
            one,
            start=at(one.start) if one.start > place else one.start,
            end=at(one.end, end=one.number < len(document.pages)),
        )
        for one in document.pages
    )
    made = replace(
        document,
        text=document.text[:place] + text + document.text[place:],
        pages=pages,
        blocks=(*before, *blocks, *after),
        words=tuple(
            replace(one, start=at(one.start), end=at(one.end, end=True)) for one in document.words
        ),
        ticks=tuple(
            replace(
                one,
                start=at(one.start),
                end=at(one.end, end=True),
                option=(at(one.option[0]), at(one.option[1], end=True)) if one.option else None,
            )
            for one in document.ticks
        ),
        foreign=tuple((at(a), at(b, end=True), code) for a, b, code in document.foreign),
    )
    return made, (place, place + by)
