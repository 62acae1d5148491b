"""Builders of hand-made segments, so that a test says its whole input itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from pipeline.claims.context import Context, context
from pipeline.claims.extract import extract
from pipeline.readers.read import read_bytes
from pipeline.schema import (
    Claim,
    Document,
    Identity,
    Polarity,
    Run,
    Segment,
    SegmentKind,
    Variant,
    Whose,
)
from pipeline.segments import segment as cut

DOCUMENT = "d" * 64


def variant(name: str, key: str, size: str = "") -> Variant:
    return Variant(name, key, size)


NOVA = Identity(
    model="Nova 2",
    provider="Nova Labs",
    aliases=("Nova-2",),
    variants=(variant("Nova 2 7B", "7B", "7B"), variant("Nova 2 70B", "70B", "70B")),
    bases=("Llama 3.1 8B",),
)


@pytest.fixture
def nova() -> Identity:
    """An invented model with two sizes and a named base."""
    return NOVA


@pytest.fixture
def sentence() -> Callable[..., Segment]:
    """Build a sentence (or another kind) whose text is its document's text."""

    def build(
        text: str, *headings: str, kind: SegmentKind = SegmentKind.SENTENCE, lead: str = ""
    ) -> Segment:
        runs = (Run(0, 0, len(text)),)
        return Segment(DOCUMENT, 0, len(text), kind, headings, text, runs, lead=lead)

    return build


@pytest.fixture
def row() -> Callable[..., Segment]:
    """Build a table row from (header, cell) pairs; headers and separators are ours."""

    def build(cells: Sequence[tuple[str, str]], *headings: str, label: str = "") -> Segment:
        text, runs, at = "", [], 0
        for number, (header, cell) in enumerate(cells):
            text += (" | " if number else "") + (f"{header}: " if header else "")
            if cell:
                runs.append(Run(len(text), at, len(cell)))
            text += cell
            at += len(cell) + 1
        label = label or cells[0][1]
        return Segment(
            DOCUMENT, 0, at, SegmentKind.ROW, headings, text, tuple(runs), label=label, table=1
        )

    return build


@pytest.fixture
def about() -> Callable[..., Context]:
    """Build the context of a few segments; by default the invented model's."""

    def build(*segments: Segment, identity: Identity = NOVA, kind: str = "card") -> Context:
        length = max((s.end for s in segments), default=1)
        document = Document(DOCUMENT, "card.md", "text/markdown", "x" * length, kind=kind)
        return context(document, segments, identity)

    return build


@pytest.fixture
def read() -> Callable[..., tuple[Document, tuple[Segment, ...]]]:
    """Read Markdown or plain text as a user's file would be."""

    def build(text: str, name: str = "card.md", kind: str = "card") -> tuple[Document, tuple]:
        document = replace(read_bytes(text.encode(), name), kind=kind)
        return document, cut(document)

    return build


SOLO = Identity(model="Nova 2", provider="Nova Labs", aliases=("Nova-2",))
_SHORT = {
    "parameters_total": "total",
    "parameters_active": "active",
    "max_input": "input",
    "max_output": "output",
    "data_size": "data",
    "training_time": "time",
    "training_compute": "flop",
    "energy_training": "mwh",
    "carbon": "tco2",
    "training_hardware": "chip",
}


def _written(number: float | str) -> str:
    return f"{float(number):.7g}"


@pytest.fixture
def told(read) -> Callable[..., list[str]]:
    """Say everything that all numeric families take for the own model's in a Markdown text.

    Each figure reads ``element number unit @variant``; a range reads ``low..high``, an open end
    has one side only. The unit stands where an element has several. Sizes that only a name
    gives do not count unless ``names`` is true.
    """

    def figures(claim: Claim) -> str:
        value, short = claim.value, _SHORT[claim.element]
        if isinstance(value.norm, str):
            number = value.norm
        elif value.norm is not None:
            number = _written(value.norm)
        else:
            low, high = ("" if end is None else _written(end) for end in (value.low, value.high))
            number = f"{low}..{high}"
        unit = f" {value.unit}" if short in ("data", "time") else ""
        return f"{short} {number}{unit}" + (f" @{claim.variant}" if claim.variant else "")

    def build(text: str, identity: Identity = SOLO, names: bool = False) -> list[str]:
        document, segments = read(text)
        claims = extract([document], {document.id: segments}, identity)
        return sorted(
            {
                figures(claim)
                for claim in claims
                if claim.element in _SHORT
                and claim.whose is Whose.OWN
                and claim.confidence >= 0.5
                and claim.polarity is Polarity.AFFIRMED
                and (names or claim.value.qualifier != "in the name")
            }
        )

    return build


@pytest.fixture
def expected() -> Callable[[str], list[str]]:
    """Read predictions such as ``total 7e9 @7B; data 2e12.. tokens`` as ``told`` writes them."""

    def build(line: str) -> list[str]:
        found = []
        for item in filter(None, (part.strip() for part in line.split(";"))):
            short, number, *rest = item.split(" ")
            if short == "chip":
                found.append(item)
                continue
            number = "..".join(_written(end) if end else "" for end in number.split(".."))
            found.append(" ".join((short, number, *rest)))
        return sorted(found)

    return build
