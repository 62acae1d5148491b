"""Reads a made document and lays its segments open for tables of expectations."""

from pipeline.readers.read import read_bytes
from pipeline.schema import Document, Segment, SegmentKind
from pipeline.segments import segment


def cut(source: str, name: str = "card.md") -> tuple[Document, tuple[Segment, ...]]:
    """Return a document and its segments."""
    document = read_bytes(source.encode(), name)
    return document, segment(document)


def only(source: str, kind: SegmentKind, name: str = "card.md") -> list[Segment]:
    """Return the segments of one kind."""
    return [part for part in cut(source, name)[1] if part.kind is kind]


def holding(source: str, words: str, name: str = "card.md") -> tuple[Document, Segment]:
    """Return the only segment, headings apart, whose text holds the words."""
    document, parts = cut(source, name)
    found = [p for p in parts if words in p.text and p.kind is not SegmentKind.HEADING]
    assert len(found) == 1, [p.text for p in parts]
    return document, found[0]
