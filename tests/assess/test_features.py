from __future__ import annotations

import math

import numpy as np
import pytest

from pipeline.assess.features import (
    AGAINST,
    EITHER,
    FEATURES,
    PLAIN,
    Gathered,
    columns_of,
    gather,
    values,
)
from pipeline.assess.passages import SIGNALS, Candidates, Relevance
from pipeline.readers.read import read_bytes
from pipeline.retrieval.rank import Scores
from pipeline.schema import (
    Claim,
    Cue,
    Document,
    Element,
    Origin,
    Polarity,
    Segment,
    Span,
    Value,
    Whose,
)
from pipeline.segments import segment


def _cue(name: str, role: str, pattern: str) -> Cue:
    return Cue(f"energy/{name}", pattern, role, "text", (), ())


ENERGY = Element(
    "energy",
    "Energy",
    "energy",
    "Electricity used.",
    "energy",
    (),
    ("energy used",),
    ("energy",),
    (_cue("word", "strong", r"\belectricity\b"), _cue("unit", "value", r"\d\s?MWh\b")),
)
QUIET = Element("quiet", "Quiet", "x", "Nothing asks for it.", "text", (), ("quiet",))

TEXT = """# Model

It is a model that is open.

## Energy

Training used 310 MWh of electricity.
Electricity came from the grid.
"""


def _gather(
    document: Document, claims: tuple[Claim, ...] = ()
) -> tuple[dict[str, Gathered], tuple[Segment, ...]]:
    units = segment(document)
    row = np.linspace(0.1, 0.6, len(units), dtype=np.float32)
    both = np.stack([row, row[::-1]])
    scores = Scores(("energy", "quiet"), both, both / 2, both, np.ones(len(units), dtype=bool))
    found = gather((ENERGY, QUIET), document, units, claims, scores)
    return {one.element: one for one in found}, units


def _plain(one: Gathered, name: str) -> float:
    return one.plain[PLAIN.index(name)]


@pytest.fixture(scope="module")
def document() -> Document:
    return read_bytes(TEXT.encode(), "card.md")


def test_numbers_are_those_counted_by_hand(document: Document) -> None:
    found, units = _gather(document)
    one, quiet = found["energy"], found["quiet"]
    both = {i for i, unit in enumerate(units) if "310 MWh" in unit.text}
    grid = {i for i, unit in enumerate(units) if "grid" in unit.text}
    assert one.marks.role("strong") == both | grid
    assert one.marks.role("value") == both
    assert _plain(one, "strong cues with value") == pytest.approx(math.log(2), abs=1e-4)
    assert _plain(one, "distinct strong cues") == 1.0
    assert _plain(one, "any referred cue") == 0.0
    assert _plain(one, "heading with cue") == 1.0
    assert _plain(one, "units strong") == pytest.approx(2 / 5)
    assert _plain(quiet, "any strong cue") == _plain(quiet, "heading with cue") == 0.0
    assert _plain(quiet, "rule says absent") == 1.0
    assert _plain(one, "rule disclosed") == 1.0
    assert _plain(one, "document length") == pytest.approx(math.log(len(units) + 1), abs=1e-4)
    assert len(one.plain) == len(PLAIN)


def test_retrieval_numbers(document: Document) -> None:
    found, units = _gather(document)
    row = np.linspace(0.1, 0.6, len(units))
    one = found["energy"]
    assert _plain(one, "dense best") == pytest.approx(0.6, abs=1e-4)
    assert _plain(one, "dense mean of three") == pytest.approx(row[-3:].mean(), abs=1e-4)
    assert _plain(one, "lexical best") == pytest.approx(0.3, abs=1e-4)


def _claim(document: Document, words: str, whose: Whose, polarity: Polarity) -> Claim:
    start = document.text.index(words)
    span = Span(document.id, start, start + len(words))
    return Claim(
        "energy", "m", None, whose, Value(words, 310), Origin.STATED, polarity, span, "r", 0.9
    )


def test_claims_count_for_whom_they_are_about(document: Document) -> None:
    own = _claim(document, "310 MWh", Whose.OWN, Polarity.AFFIRMED)
    rival = _claim(document, "the grid", Whose.RIVAL, Polarity.AFFIRMED)
    declined = _claim(document, "the grid", Whose.OWN, Polarity.DECLINED)
    found, units = _gather(document, (own, rival))
    one = found["energy"]
    assert [units[c].text for c in one.marks.claims] == ["Training used 310 MWh of electricity."]
    assert [units[c].text for c in one.marks.others] == ["Electricity came from the grid."]
    assert _plain(one, "own claim") == _plain(one, "claim on another model") == 1.0
    assert _plain(one, "own claim sure") == 0.9
    assert _plain(found["quiet"], "own claim") == 0.0
    only = _gather(document, (declined,))[0]["energy"]
    assert _plain(only, "own claim") == 0.0


def test_claims_of_another_document_do_not_count(document: Document) -> None:
    other = read_bytes((TEXT + "\nMore.\n").encode(), "other.md")
    claim = _claim(other, "310 MWh", Whose.OWN, Polarity.AFFIRMED)
    one = _gather(document, (claim,))[0]["energy"]
    assert one.marks.claims == frozenset()
    assert _plain(one, "own claim") == 0.0


def test_relevance_is_added_at_the_end() -> None:
    plain = tuple(0.0 for _ in PLAIN)
    weights = np.zeros(len(SIGNALS))
    weights[0] = 1.0
    signals = np.zeros((4, len(SIGNALS)), dtype=np.float32)
    signals[:, 0] = [0.0, 2.0, -2.0, -9.0]
    one = Gathered("e", None, Candidates((0, 1, 2, 3), signals), plain, None)  # type: ignore[arg-type]
    *rest, best, three, odds = values(one, Relevance(weights, 0.0))
    assert len(rest) + 3 == len(FEATURES)
    assert best == pytest.approx(1 / (1 + math.exp(-2)), abs=1e-4)
    assert three == pytest.approx((best + 0.5 + (1 - best)) / 3, abs=1e-4)
    assert odds == pytest.approx(2.0, abs=1e-2)
    none = Gathered("e", None, Candidates((), signals[:0]), plain, None)  # type: ignore[arg-type]
    assert values(none, Relevance(weights, 0.0))[-3:-1] == (0.0, 0.0)


def test_every_feature_has_one_name_and_known_directions() -> None:
    assert len(set(FEATURES)) == len(FEATURES)
    assert set(FEATURES) >= AGAINST | EITHER
    assert not AGAINST & EITHER


def test_a_span_touches_the_segments_it_overlaps() -> None:
    units = [
        Segment("d", a, b, "sentence", (), "x", ())  # type: ignore[arg-type]
        for a, b in [(0, 10), (10, 20), (15, 18), (30, 40)]
    ]
    starts = [unit.start for unit in units]
    assert columns_of(Span("d", 9, 11), units, starts) == {0, 1}
    assert columns_of(Span("d", 16, 17), units, starts) == {1, 2}
    assert columns_of(Span("d", 20, 30), units, starts) == set()
    assert columns_of(Span("d", 39, 50), units, starts) == {3}
