"""``label: value`` in whatever dress: pairs, table cells, bold lead-ins, headings.

Cards answer most questions in this shape, so every family looks here first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.schema import Segment, SegmentKind, Span

_LEAD_IN = re.compile(
    r"^[\W_]*(?P<label>[^\W\d_][^:：|.!?\n]{1,80}?(?:\([^)]{1,40}\))?)\s*[:：](?!//)(?!(?<=\d:)\d)\s*(?P<value>\S.*)$",
    re.DOTALL,
)
_SEPARATOR = re.compile(r"\s*\|\s*")
_OPTIONAL = re.compile(r"\s*[\[(]optional[\])]\s*$", re.IGNORECASE)
_PROSE = (SegmentKind.SENTENCE, SegmentKind.ITEM, SegmentKind.QUOTE)


@dataclass(frozen=True, slots=True)
class Field:
    """One label with its value.

    Attributes:
        label: As written, without trailing colon.
        value: The answer's words, a stretch of the segment's text.
        segment: Where it stands.
        start: Where the value begins in ``segment.text``.
        end: One past its end.
        shape: ``pair``, ``cell``, ``lead_in`` or ``heading``: how the label is attached.
        row: Label of the table row that a cell stands in; empty elsewhere.
    """

    label: str
    value: str
    segment: Segment
    start: int
    end: int
    shape: str
    row: str = ""

    @property
    def span(self) -> Span:
        """The value as a span of the document; the whole segment where it has none."""
        return self.segment.locate(self.start, self.end) or self.segment.span


def fields(segment: Segment) -> Iterator[Field]:
    """Yield the label-value readings of one segment, the most direct ones first."""
    if segment.kind is SegmentKind.CODE:
        return
    if segment.kind is SegmentKind.ROW:
        yield from _cells(segment)
    elif segment.kind is SegmentKind.PAIR:
        yield from _pair(segment)
    elif segment.kind is not SegmentKind.HEADING:
        lead = _LEAD_IN.match(segment.text)
        if lead:
            yield _field(segment, lead["label"], lead.start("value"), lead.end("value"), "lead_in")
        if segment.kind in _PROSE and segment.heading_path:
            label = segment.heading_path[-1].strip().rstrip(":：")
            yield _field(segment, label, 0, len(segment.text), "heading")


def _pair(segment: Segment) -> Iterator[Field]:
    label = segment.label.strip().rstrip(":：")
    start = 0
    lead = re.match(re.escape(segment.label.rstrip(":：")) + r"\s*[:：]?\s*", segment.text)
    if lead and lead.end() < len(segment.text):
        start = lead.end()
    if not label:
        found = _LEAD_IN.match(segment.text)
        if not found:
            return
        label, start = found["label"], found.start("value")
    yield _field(segment, label, start, len(segment.text), "pair")


def cells(segment: Segment) -> list[tuple[str, int, int]]:
    """Return (header, start, end) of each cell of a row: offsets into the segment's text.

    What lies in no run is ours: the separator and the repeated header.
    """
    own = [False] * (len(segment.text) + 1)
    for run in segment.runs:
        own[run.at : run.at + run.length] = [True] * run.length
    bounds, at = [], 0
    for gap in _SEPARATOR.finditer(segment.text):
        bar = segment.text.index("|", gap.start())
        if not own[bar]:
            bounds.append((at, gap.start()))
            at = gap.end()
    bounds.append((at, len(segment.text)))
    found = []
    for low, high in bounds:
        start = next((i for i in range(low, high) if own[i]), high)
        header = segment.text[low:start].strip().rstrip(":").strip()
        found.append((header, start, high))
    return found


def _cells(segment: Segment) -> Iterator[Field]:
    parts = cells(segment)
    label = segment.label.strip().rstrip(":：")
    filled = [part for part in parts if part[1] < part[2]]
    if label and len(parts) == len(filled) == 2:
        _, start, end = filled[1]
        yield _field(segment, label, start, end, "pair")
    elif len(filled) == 1 and not filled[0][0] and (start := _behind(segment, label)):
        yield _field(segment, label, start, filled[0][2], "pair")
    for header, start, end in filled:
        if header:
            yield _field(segment, header, start, end, "cell", row=label)


def _behind(segment: Segment, label: str) -> int:
    """Return where the value begins in a row of a table without headers: ``Licence: MIT``.

    0 where the row has no such shape; the colon is ours, so it lies in no run.
    """
    match = re.match(re.escape(label) + r"\s*(:)\s*(?=\S)", segment.text) if label else None
    if not match or any(run.at <= match.start(1) < run.at + run.length for run in segment.runs):
        return 0
    return match.end()


def _field(segment: Segment, label: str, start: int, end: int, shape: str, row: str = "") -> Field:
    value = segment.text[start:end].rstrip()
    label = _OPTIONAL.sub("", label.strip())  # templates mark their labels so
    return Field(label, value, segment, start, start + len(value), shape, row)
