"""Small documents for tests of rules: segments by hand, and the ruling that they get."""

from __future__ import annotations

from pipeline.assess.cues import match
from pipeline.assess.rulings import ElementEvidence, Ruling, rule
from pipeline.catalogue.elements import by_id
from pipeline.schema import Claim, Run, Segment, SegmentKind

Part = tuple[SegmentKind, str, tuple[str, ...], str, tuple[str, ...]]


def say(text: str, *path: str, links: tuple[str, ...] = ()) -> Part:
    """A sentence under headings."""
    return SegmentKind.SENTENCE, text, path, "", links


def field(label: str, value: str, *path: str, links: tuple[str, ...] = ()) -> Part:
    """A key and its value."""
    return SegmentKind.PAIR, f"{label}: {value}", path, label, links


def row(text: str, *path: str) -> Part:
    """A table row, ``label | header: cell | ...``."""
    return SegmentKind.ROW, text, path, text.split(" | ")[0], ()


def title(text: str, *path: str) -> Part:
    """A heading."""
    return SegmentKind.HEADING, text, path, "", ()


def code(text: str, *path: str) -> Part:
    """Example code."""
    return SegmentKind.CODE, text, path, "", ()


def other(kind: SegmentKind, text: str) -> Part:
    """A segment of any kind."""
    return kind, text, (), "", ()


def segments(*parts: Part) -> tuple[Segment, ...]:
    """Lay the parts one after another in one document."""
    found = []
    at = 0
    for kind, text, path, label, links in parts:
        runs = (Run(0, at, len(text)),)
        table = 1 if kind is SegmentKind.ROW else None
        found.append(Segment("d", at, at + len(text), kind, path, text, runs, label, table, links))
        at += len(text) + 1
    return tuple(found)


def ruled(element: str, *parts: Part, claims: tuple[Claim, ...] = ()) -> Ruling:
    """Rule on one element of a document made of these parts."""
    units = segments(*parts)
    one = by_id()[element]
    return rule(element, ElementEvidence(one, match([one], units).of(element), units, claims))


def status(element: str, *parts: Part) -> str:
    """Return the status alone."""
    return ruled(element, *parts).status.value
