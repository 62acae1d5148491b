"""What every family of claims works with: the identity, one document, its segments, its names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline.claims.mentions import Mention, Names
from pipeline.schema import Document, Identity, Segment, SegmentKind

#: What parts paragraphs and list items from each other.
_PARAGRAPH = re.compile(r"\n\s*\n|\n\s*(?:[-*+•]|\d+[.)])\s|<(?:p|li|br|div|td)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Context:
    """One document as the families see it.

    Attributes:
        identity: Whose documents these are.
        document: The document.
        segments: Its segments, in text order.
        names: Finds model names and says whose they are.
        memory: What families work out once for a document and share, by name.
    """

    identity: Identity
    document: Document
    segments: tuple[Segment, ...]
    names: Names
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def own(self) -> re.Pattern[str] | None:
        """Matches the model's own name, an alias, or the full name of a variant."""
        return self.names.own

    @property
    def sizes(self) -> frozenset[str]:
        """Size tokens of the own variants, in lower case."""
        return self.names.sizes

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the model names in a text, in order; cached."""
        return self.names.mentions(text)

    def variant_in(self, text: str, *, loose: bool = False) -> str | None:
        """Return the key of the variant that a text names, or None; see ``Names``."""
        return self.names.variant_in(self.names.without_others(text), loose=loose)

    @cached_property
    def _places(self) -> dict[tuple[int, int], int]:
        return {(s.start, s.end): place for place, s in enumerate(self.segments)}

    def earlier(self, segment: Segment, most: int = 3) -> Iterator[Segment]:
        """Yield the sentences before one in its paragraph or list item, nearest first."""
        place = self._places.get((segment.start, segment.end), 0)
        after = segment
        for before in reversed(self.segments[max(0, place - most) : place]):
            gap = self.document.text[before.end : after.start]
            joined = before.heading_path == after.heading_path and before.kind is after.kind
            if not joined or _PARAGRAPH.search(gap) or before.end > after.start:
                return
            yield before
            after = before

    def section(self, segment: Segment, most: int = 12) -> Iterator[Segment]:
        """Yield what stands before a segment under the same headings, nearest first."""
        place = self._places.get((segment.start, segment.end), 0)
        depth = len(segment.heading_path)
        for before in reversed(self.segments[max(0, place - most) : place]):
            if before.heading_path[:depth] != segment.heading_path:
                return
            yield before

    def rows(self, table: int | None) -> tuple[Segment, ...]:
        """Return the rows of a table, in order."""
        return self._tables.get(table, ()) if table is not None else ()

    @cached_property
    def _tables(self) -> dict[int, tuple[Segment, ...]]:
        found: dict[int, list[Segment]] = {}
        for segment in self.segments:
            if segment.table is not None and segment.kind is SegmentKind.ROW:
                found.setdefault(segment.table, []).append(segment)
        return {table: tuple(rows) for table, rows in found.items()}


def context(document: Document, segments: Iterable[Segment], identity: Identity) -> Context:
    """Return the context of one document; segments of other documents are left out."""
    mine = tuple(segment for segment in segments if segment.document == document.id)
    return Context(identity, document, mine, Names(identity))
