"""Which cue of which element hits which segment, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.assess.forms import answer_place, forms, is_field_line
from pipeline.assess.literals import compiled
from pipeline.assess.sieve import Sieve
from pipeline.schema import Cue, Element, Segment, SegmentKind

#: A heading with more words than this names nothing.
HEADING_WORDS = 8
#: A key with this many words is a form's question.
QUESTION_WORDS = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """One cue in one segment.

    Attributes:
        cue: The cue.
        segment: Index of the segment.
        start: First character of the match in ``segment.text``. A hit on a label is placed at
            what stands under the label; one on a heading covers the whole segment.
        end: One past the last.
    """

    cue: Cue
    segment: int
    start: int
    end: int


@dataclass(frozen=True)
class Hits:
    """All hits, element by element, each in the order of cues and segments."""

    by_element: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)

    def of(self, element: str) -> tuple[Hit, ...]:
        """Return the hits of one element; empty where it has none."""
        return self.by_element.get(element, ())


def match(elements: Sequence[Element], segments: Sequence[Segment]) -> Hits:
    """Match every cue of every element against the segments.

    Args:
        elements: The catalogue, or some of it.
        segments: Of one document, or of several one after another.

    Returns:
        For every cue the first match in every segment that it hits.
    """
    ground = _Ground(segments)
    found: dict[str, tuple[Hit, ...]] = {}
    for element in elements:
        hits = [hit for cue in element.cues for hit in ground.hits(cue)]
        if hits:
            found[element.id] = tuple(hits)
    return Hits(found)


class _Ground:
    """The segments, prepared for many cues."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        self.starts = [_text_start(segment) for segment in segments]
        self.texts = Sieve([segment.text for segment in segments])
        self.labels = [tuple(_labels(segment)) for segment in segments]
        self.label_texts = Sieve(["\n".join(name for name, _, _ in row) for row in self.labels])
        self.paths = ["\n".join(_short(segment.heading_path)) for segment in segments]
        self.heading_texts = Sieve(self.paths)
        whole = forms(segments)
        self.lines = Sieve(
            [s.text if s.document in whole and is_field_line(s) else "" for s in segments]
        )

    def hits(self, cue: Cue) -> Iterator[Hit]:
        """Yield the first hit of a cue in every segment that it hits."""
        if cue.scope == "text":
            return self._in_text(cue)
        return self._in_labels(cue) if cue.scope == "label" else self._in_headings(cue)

    def _in_text(self, cue: Cue) -> Iterator[Hit]:
        pattern = compiled(cue.pattern)
        for index in self.texts.candidates(cue.pattern):
            if hit := pattern.search(self.segments[index].text, self.starts[index]):
                yield Hit(cue, index, *hit.span())

    def _in_labels(self, cue: Cue) -> Iterator[Hit]:
        pattern = compiled(cue.pattern)
        for index in self.label_texts.candidates(cue.pattern):
            for name, start, end in self.labels[index]:
                if pattern.search(name):
                    yield Hit(cue, index, start, end)
                    break
        for index in self.lines.candidates(cue.pattern):
            asked = max((m.end() for m in pattern.finditer(self.segments[index].text)), default=0)
            if asked and (place := answer_place(self.segments, index, asked)):
                yield Hit(cue, *place)

    def _in_headings(self, cue: Cue) -> Iterator[Hit]:
        pattern = compiled(cue.pattern)
        known: dict[str, bool] = {}
        for index in self.heading_texts.candidates(cue.pattern):
            path = self.paths[index]
            if path not in known:
                known[path] = any(pattern.search(heading) for heading in path.split("\n"))
            if known[path]:
                yield Hit(cue, index, 0, len(self.segments[index].text))


def cells(segment: Segment) -> Iterator[tuple[str, int, int]]:
    """Yield (header, start, end) of the cells of a row's text, its label cell without header.

    ``start`` and ``end`` lie in ``segment.text`` and bound the cell, not its header.
    """
    at = 0
    for part in segment.text.split(" | "):
        header, colon, _ = part.partition(": ")
        skip = len(header) + 2 if colon and len(header) < 120 else 0
        yield (header if skip else ""), at + skip, at + len(part)
        at += len(part) + 3


def _short(path: Sequence[str]) -> list[str]:
    """Return the headings that are names; a long one is a sentence that happens to be bold."""
    return [heading for heading in path if len(heading.split()) <= HEADING_WORDS]


def _text_start(segment: Segment) -> int:
    """Return where the statement begins: a form's question, or a key without value, states none."""
    label, text = segment.label, segment.text
    if segment.kind is not SegmentKind.PAIR or not text.startswith(label):
        return 0
    if not text[len(label) :].strip(" :\n\t"):
        return len(text)
    asks = len(label.split()) >= QUESTION_WORDS or label.endswith("?")
    return len(label) if asks else 0


def _labels(segment: Segment) -> Iterator[tuple[str, int, int]]:
    """Yield what a segment's content stands under: its key, its row label, its headers."""
    whole = len(segment.text)
    if segment.kind is SegmentKind.ROW:
        if segment.label:
            first = segment.text.find(" | ")
            yield segment.label, (first + 3 if 0 <= first < whole - 3 else 0), whole
        for header, start, end in cells(segment):
            if header and start < end:
                yield header, start, end
    elif segment.label:
        start = 0
        if segment.kind is SegmentKind.PAIR and segment.text.startswith(segment.label):
            start = min(len(segment.label) + 2, whole)
        yield segment.label, start, whole
