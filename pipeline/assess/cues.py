"""Which cue of which element hits which segment, and where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.assess.literals import required
from pipeline.schema import Cue, Element, Segment, SegmentKind

#: Stands between segments in the text that is sifted; occurs in no document.
_BETWEEN = "\x00"


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
    texts = _Sieve([segment.text for segment in segments])
    labels = [tuple(_labels(segment)) for segment in segments]
    label_texts = _Sieve(["\n".join(name for name, _, _ in row) for row in labels])
    paths = ["\n".join(segment.heading_path) for segment in segments]
    heading_texts = _Sieve(paths)
    found: dict[str, tuple[Hit, ...]] = {}
    for element in elements:
        hits: list[Hit] = []
        for cue in element.cues:
            pattern = compiled(cue.pattern)
            if cue.scope == "text":
                for index in texts.candidates(cue.pattern):
                    if hit := pattern.search(segments[index].text):
                        hits.append(Hit(cue, index, *hit.span()))
            elif cue.scope == "label":
                for index in label_texts.candidates(cue.pattern):
                    for name, start, end in labels[index]:
                        if pattern.search(name):
                            hits.append(Hit(cue, index, start, end))
                            break
            else:
                seen: dict[str, bool] = {}
                for index in heading_texts.candidates(cue.pattern):
                    path = paths[index]
                    if path not in seen:
                        seen[path] = any(pattern.search(h) for h in path.split("\n"))
                    if seen[path]:
                        hits.append(Hit(cue, index, 0, len(segments[index].text)))
        if hits:
            found[element.id] = tuple(hits)
    return Hits(found)


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return the compiled pattern; patterns ignore case unless they say ``(?-i:...)``."""
    return re.compile(pattern, re.IGNORECASE)


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
        yield segment.label, (start if start < whole else 0), whole


class _Sieve:
    """Finds, by plain substring search, the texts on which a pattern is worth running."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._starts: list[int] = []
        at = 0
        for text in texts:
            self._starts.append(at)
            at += len(text) + 1
        joined = _BETWEEN.join(texts)
        lowered = joined.lower()
        # A few letters change length in lower case; then offsets would lie, so nothing is sifted.
        self._text = lowered if len(lowered) == len(joined) else None
        self._found: dict[str, frozenset[int]] = {}
        self._all = [index for index, text in enumerate(texts) if text]

    def candidates(self, pattern: str) -> list[int]:
        """Return the indexes of texts that may match, ascending."""
        words = required(pattern)
        if words is None or self._text is None:
            return self._all
        found: set[int] = set()
        for word in words:
            found |= self._holding(word)
        return sorted(found)

    def _holding(self, word: str) -> frozenset[int]:
        if word not in self._found:
            self._found[word] = frozenset(self._search(word))
        return self._found[word]

    def _search(self, word: str) -> Iterator[int]:
        text = self._text or ""
        at = text.find(word)
        while at >= 0:
            index = bisect_right(self._starts, at) - 1
            yield index
            if index + 1 >= len(self._starts):
                return
            at = text.find(word, self._starts[index + 1])
