from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.retrieval import index, rank
from pipeline.retrieval.encoder import Encoder
from pipeline.retrieval.rank import Scores, lexical_scores, score, searched_text, worth_encoding
from pipeline.schema import Element, Run, Segment, SegmentKind

ENERGY = Element(
    "energy",
    "Energy used in training",
    "energy",
    "Electricity that training used.",
    "energy",
    (),
    ("Training consumed megawatt-hours of electricity.", "Energy consumption: MWh"),
)
LICENCE = Element(
    "licence",
    "Licence",
    "use",
    "The licence of the weights.",
    "text",
    (),
    ("The model is released under the Apache 2.0 licence.", "License: MIT"),
)
ELEMENTS = (ENERGY, LICENCE)


def _segment(text: str, *path: str, kind: SegmentKind = SegmentKind.SENTENCE) -> Segment:
    return Segment("d", 0, max(len(text), 1), kind, path, text, (Run(0, 0, len(text)),))


SEGMENTS = (
    _segment("We are happy to share this work."),
    _segment("Pre-training took 1,200 MWh of electricity.", "Environmental impact"),
    _segment("The weights are available under an MIT license.", "License"),
    _segment("electricity MWh energy training", kind=SegmentKind.CODE),
    _segment("12 | 13"),
)


@pytest.fixture(scope="module")
def opened(index_folder: Path, encoder: Encoder) -> index.Index:
    rows = [(e.id, text) for e in ELEMENTS for text in index.queries(e)]
    return index.Index(
        encoder, tuple(owner for owner, _ in rows), encoder.encode([text for _, text in rows])
    )


def test_the_right_passage_is_best_for_each_element(opened: index.Index) -> None:
    found = score(ELEMENTS, SEGMENTS, opened)
    assert found.dense.shape == found.lexical.shape == found.fused.shape == (2, 5)
    assert found.dense.dtype == found.fused.dtype == np.float32
    assert found.best("energy", 1) == [1]
    assert found.best("licence", 1) == [2]
    assert found.row("licence") == 1
    assert ((found.lexical >= 0) & (found.lexical < 1)).all()


def test_code_and_bare_numbers_are_never_near(opened: index.Index) -> None:
    found = score(ELEMENTS, SEGMENTS, opened)
    assert found.encoded.tolist() == [True, True, True, False, False]
    assert not found.fused[:, 3:].any()


def test_fused_is_the_convex_sum_and_dense_the_cosine(opened: index.Index) -> None:
    found = score(ELEMENTS, SEGMENTS, opened)
    weight = rank.fusion_weight()
    assert 0 <= weight <= 1
    expected = weight * found.dense + (1 - weight) * found.lexical
    assert np.abs(found.fused - expected).max() < 1e-6
    vector = opened.encoder.encode([searched_text(SEGMENTS[1])])[0]
    cosines = opened.encoder.encode(index.queries(ENERGY)) @ vector
    by_hand = (cosines.mean() + cosines.max()) / 2
    assert found.dense[0, 1] == pytest.approx(by_hand, abs=1e-5)


def test_headings_count(opened: index.Index) -> None:
    bare = (_segment("1,200 MWh"), _segment("1,200 MWh", "Energy used in training"))
    found = score(ELEMENTS, bare, opened)
    assert found.dense[0, 1] > found.dense[0, 0] + 0.1
    assert found.lexical[0, 1] > found.lexical[0, 0]


def test_no_segments(opened: index.Index) -> None:
    found = score(ELEMENTS, (), opened)
    assert found.fused.shape == (2, 0)
    assert found.best("energy", 3) == []


def test_order_of_segments_changes_no_score(opened: index.Index) -> None:
    forth, back = score(ELEMENTS, SEGMENTS, opened), score(ELEMENTS, SEGMENTS[::-1], opened)
    assert np.abs(forth.fused - back.fused[:, ::-1]).max() < 1e-5


def test_what_is_searched_is_path_lead_and_text() -> None:
    item = Segment(
        "d", 0, 3, SegmentKind.ITEM, ("Top", "A", "B", "C"), "two", (), lead="Data sources:"
    )
    assert searched_text(item) == "A > B > C: Data sources: two"
    assert searched_text(_segment("alone")) == "alone"
    assert len(searched_text(_segment("word " * 1000))) == rank.LONGEST_TEXT


def test_lexical_score_is_squeezed_and_keeps_the_order() -> None:
    texts = ["license MIT license", "license", "nothing of it"]
    found = lexical_scores((LICENCE,), texts, np.array([True, True, True]))[0]
    assert 1 > found[0] > found[1] > found[2] >= 0
    without = lexical_scores((LICENCE,), texts, np.array([False, True, True]))[0]
    assert without[0] == 0


def test_ties_are_broken_in_text_order() -> None:
    flat = np.full((1, 4), 0.5, dtype=np.float32)
    flat[0, 2] = 0.50001
    scores = Scores(("e",), flat, flat, flat, np.ones(4, dtype=bool))
    assert scores.best("e", 3) == [0, 1, 2]


def test_a_short_document_is_encoded_whole_and_a_long_one_by_turns() -> None:
    lexical = np.array([[0.9, 0.8, 0.7, 0.0, 0.0], [0.0, 0.0, 0.1, 0.9, 0.2]], dtype=np.float32)
    usable = np.array([True, True, True, True, True])
    lengths = [10] * 5
    assert worth_encoding(lexical, usable, lengths, most=50).all()
    few = worth_encoding(lexical, usable, lengths, most=20)
    assert few.tolist() == [True, False, False, True, False]
    more = worth_encoding(lexical, usable, lengths, most=39)
    assert more.tolist() == [True, True, False, True, False]
    usable[0] = False
    assert worth_encoding(lexical, usable, lengths, most=20).tolist() == [
        False,
        True,
        False,
        True,
        False,
    ]
