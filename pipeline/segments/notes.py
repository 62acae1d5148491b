"""Footnotes of Markdown: a note belongs where its mark stands, not where it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.schema import Block, BlockKind, Document, Segment, SegmentKind

_MARK = re.compile(r"\[\^(?P<name>[^\]\s]{1,60})\](?!:)")
_OWN = re.compile(r"\[\^(?P<name>[^\]\s]{1,60})\]:[ \t]*$")
_LONGEST_OWN = 80
_LONGEST_LEAD = 300


class Place(NamedTuple):
    """Where a note is marked: the headings above, and the sentence or row with the mark."""

    heading_path: tuple[str, ...]
    lead: str


class Notes:
    """Remembers where each note is marked; the first mark counts."""

    def __init__(self, document: Document) -> None:
        self._text = document.text if document.media_type == "text/markdown" else ""
        self._any = "[^" in self._text
        self._places: dict[str, Place] = {}

    def see(self, block: Block, made: Sequence[Segment]) -> None:
        """Note the marks in a block, of which ``made`` are the segments."""
        if not self._any or not made or block.kind is BlockKind.FOOTNOTE:
            return
        at = 0
        for mark in _MARK.finditer(self._text, block.start, block.end):
            while at + 1 < len(made) and made[at + 1].start <= mark.start():
                at += 1
            name = mark["name"].lower()
            if name in self._places:
                continue
            segment = made[at]
            path = segment.heading_path
            if segment.kind is SegmentKind.HEADING:
                path = (*path, segment.text)
            lead = segment.text if len(segment.text) <= _LONGEST_LEAD else ""
            self._places[name] = Place(path, lead)

    def place(self, block: Block) -> Place | None:
        """Return where the note that is this block is marked; None where no mark came before."""
        if not self._any or block.kind is not BlockKind.FOOTNOTE:
            return None
        own = _OWN.search(self._text, max(block.start - _LONGEST_OWN, 0), block.start)
        return self._places.get(own["name"].lower()) if own else None
