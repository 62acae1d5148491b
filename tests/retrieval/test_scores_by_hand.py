"""BM25, vectors, encoder and fusion against numbers worked out another way."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.errors import StaleIndex
from pipeline.retrieval import model
from pipeline.retrieval.encoder import BATCH_PIECES, Encoder, _batches
from pipeline.retrieval.lexical import BM25, tokens
from pipeline.retrieval.rank import (
    HALF,
    LONGEST_TEXT,
    MOST_ENCODED,
    Scores,
    lexical_scores,
    searched_text,
    worth_encoding,
)
from pipeline.retrieval.vectors import Vectors
from pipeline.schema import Element, Run, Segment, SegmentKind

# --- BM25: K1 = 1.2 and B = 0.6, so a document of mean length has the norm 1.2. ---


@pytest.mark.parametrize(
    ("documents", "query", "scores"),
    [
        # One document: rarity ln(1 + 0.5/1.5), one hit at mean length counts 2.2/2.2 = 1.
        ([["a"]], ["a"], [math.log(4 / 3)]),
        # Two documents of equal length, one holds it: rarity ln(1 + 1.5/1.5) = ln 2.
        ([["a", "x"], ["y", "z"]], ["a"], [math.log(2), 0]),
        # Two hits at mean length count 2 * 2.2 / 3.2 = 1.375.
        ([["a", "a"], ["y", "z"]], ["a"], [1.375 * math.log(2), 0]),
        # Lengths 1 and 3, mean 2: the norms are 1.2 * 0.7 = 0.84 and 1.2 * 1.3 = 1.56.
        (
            [["a"], ["a", "x", "y"]],
            ["a"],
            [math.log(1.2) * 2.2 / 1.84, math.log(1.2) * 2.2 / 2.56],
        ),
        # Words add up; a word that is nowhere adds nothing.
        ([["a", "b"], ["y", "z"]], ["a", "b", "nowhere"], [2 * math.log(2), 0]),
        # An empty document counts in the mean (lengths 0 and 2, mean 1, norm 1.2 * 1.6 = 1.92).
        ([[], ["a", "x"]], ["a"], [0, math.log(2) * 2.2 / 2.92]),
        ([[], []], ["a"], [0, 0]),
        ([["a"], ["b"]], [], [0, 0]),
        ([["模型", "参数"], ["größe", "x"]], ["größe"], [0, math.log(2)]),
        ([["a"], ["A"]], ["A"], [0, math.log(2)]),
    ],
)
def test_bm25_by_hand(documents: list[list[str]], query: list[str], scores: list[float]) -> None:
    assert BM25(documents).scores(query).tolist() == pytest.approx(scores, abs=1e-6)


@pytest.mark.parametrize(
    ("query", "count", "order"),
    [
        ("licence", 9, [0, 3, 4]),
        ("licence", 2, [0, 3]),
        ("licence", 0, []),
        ("LICENSES", 9, [0, 3, 4]),
        ("energy licence", 1, [4]),
        ("energy", 9, [1, 4]),
        ("the of and", 9, []),
        ("", 9, []),
        ("...", 9, []),
        ("café", 9, [5]),
        ("参数", 9, [6]),
    ],
)
def test_search_by_words(query: str, count: int, order: list[int]) -> None:
    texts = [
        "MIT licence",
        "energy used",
        "",
        "Apache license",
        "licensed energy",
        "Café crème",
        "参数 模型",
    ]
    found = BM25([tokens(text) for text in texts]).search(tokens(query), count)
    assert [row for row, _ in found] == order
    assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)


def test_a_word_in_every_document_still_counts_a_little() -> None:
    scores = BM25([["a", "x"], ["a", "y"], ["a", "z"]]).scores(["a"])
    assert (scores > 0).all() and len(set(scores.tolist())) == 1


@given(st.lists(st.text(max_size=30), min_size=1, max_size=6), st.text(max_size=30))
def test_any_text_can_be_searched(texts: list[str], query: str) -> None:
    scores = BM25([tokens(text) for text in texts]).scores(tokens(query))
    assert scores.shape == (len(texts),) and np.isfinite(scores).all() and (scores >= 0).all()


# --- Vectors against numpy. ---


def unit(seed: int, rows: int, width: int = 8) -> NDArray[np.float32]:
    found = np.random.default_rng(seed).normal(size=(rows, width)).astype(np.float32)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


@settings(max_examples=40)
@given(st.integers(0, 999), st.integers(1, 40), st.integers(0, 4), st.integers(0, 45))
def test_the_nearest_are_those_of_numpy(seed: int, rows: int, asked: int, count: int) -> None:
    matrix, queries = unit(seed, rows), unit(seed + 1, asked)
    found = Vectors(matrix).search(queries, count)
    assert len(found) == asked
    for query, hits in zip(queries, found, strict=True):
        cosines = matrix @ query
        assert len(hits) == min(count, rows)
        assert [score for _, score in hits] == pytest.approx(
            sorted(cosines.tolist(), reverse=True)[:count], abs=1e-5
        )
        for row, score in hits:
            assert score == pytest.approx(float(cosines[row]), abs=1e-5)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 9])
def test_ties_at_the_cut_go_to_the_first_rows(count: int) -> None:
    one, other = np.eye(2, 8, dtype=np.float32)
    matrix = np.stack([other, one, one, other, one, one, one])
    wanted = [1, 2, 4, 5, 6, 0, 3]
    (hits,) = Vectors(matrix).search(one[None], count)
    assert [row for row, _ in hits] == wanted[:count]


def test_an_empty_index_and_no_queries(tmp_path: Path) -> None:
    empty = Vectors(np.zeros((0, 8), np.float32))
    assert empty.search(unit(1, 2), 5) == [[], []]
    assert empty.matrix.shape == (0, 8)
    empty.save(tmp_path / "empty")
    assert Vectors.load(tmp_path / "empty").matrix.shape == (0, 8)
    assert Vectors(unit(1, 3)).search(np.zeros((0, 8), np.float32), 2) == []


def test_columns_in_another_order_in_memory_are_the_same_vectors() -> None:
    matrix = unit(5, 6)
    turned = np.asfortranarray(matrix)
    assert np.array_equal(Vectors(turned).matrix, matrix)
    assert Vectors(turned).search(turned[:2], 3) == Vectors(matrix).search(matrix[:2], 3)


@pytest.mark.parametrize("content", [b"", b"IxF", b"\x00" * 400, b"{}"], ids=repr)
def test_files_that_hold_no_vectors(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "v").write_bytes(content)
    with pytest.raises(StaleIndex, match="cannot be read"):
        Vectors.load(tmp_path / "v")
    with pytest.raises(StaleIndex, match="cannot be read"):
        Vectors.load(tmp_path / "nowhere")


# --- The encoder: what may and what may not move a vector. ---


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b", "\x00", "…", "🦪", "\ud7ff", "a" * 9])
def test_odd_texts_have_a_vector_of_unit_length(encoder: Encoder, text: str) -> None:
    (vector,) = encoder.encode([text])
    assert np.isfinite(vector).all()
    assert float(np.linalg.norm(vector)) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("size", [2, 7, 40])
def test_copies_of_a_text_have_one_vector(encoder: Encoder, size: int) -> None:
    texts = ["Weights are open."] * size + ["Weights are closed."] + ["Weights are open."]
    found = encoder.encode(texts)
    assert found.shape == (size + 2, model.WIDTH)
    assert all(np.array_equal(found[0], row) for row in found[:size])
    assert np.array_equal(found[0], found[-1]) and not np.array_equal(found[0], found[size])


def test_of_a_very_long_text_only_the_start_counts(encoder: Encoder) -> None:
    start = "energy " * (model.LONGEST + 10)
    one, two, other = encoder.encode(
        [start + "licence " * 4000, start + "tokens", "licence " + start]
    )
    assert np.abs(one - two).max() < 1e-5
    assert np.abs(one - other).max() > 1e-3


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The MIT License", "the mit license"),
        ("open   weights", "open weights"),
        ("open\nweights", "open weights"),
        (" open weights ", "open weights"),
    ],
)
def test_case_and_white_space_are_nothing_to_it(encoder: Encoder, one: str, two: str) -> None:
    first, second = encoder.encode([one, two])
    assert np.abs(first - second).max() < 1e-5


def test_long_neighbours_do_not_move_a_short_text(encoder: Encoder) -> None:
    short = ["MIT", "8B", "Energy used: 12 MWh"]
    alone = np.vstack([encoder.encode([text]) for text in short])
    crowd = encoder.encode(["word " * n for n in (1, 60, 250, 900)] + short)
    assert np.abs(crowd[4:] - alone).max() < 1e-5


@given(st.lists(st.integers(2, model.LONGEST), max_size=60))
def test_batches_hold_all_texts_once_and_keep_to_their_size(lengths: list[int]) -> None:
    batches = _batches(lengths)
    assert sorted(place for batch in batches for place in batch) == list(range(len(lengths)))
    for batch in batches:
        widest = max(lengths[place] for place in batch)
        assert len(batch) == 1 or widest * len(batch) <= BATCH_PIECES
    assert batches == _batches(lengths)


# --- What is searched of a segment, and the brought-down score. ---


def segment(text: str, *path: str, lead: str = "") -> Segment:
    return Segment(
        "d", 0, len(text), SegmentKind.SENTENCE, path, text, (Run(0, 0, len(text)),), lead=lead
    )


@pytest.mark.parametrize(
    ("given_segment", "searched"),
    [
        (segment("Open."), "Open."),
        (segment("Open.", "Use"), "Use: Open."),
        (segment("Open.", "A", "B", "C", "D"), "B > C > D: Open."),
        (segment("MIT", "Use", lead="Licences are:"), "Use: Licences are: MIT"),
        (segment("MIT", lead="Licences are:"), "Licences are: MIT"),
        (segment("", "Use"), "Use: "),
        (segment(""), ""),
        (segment("x" * 600), "x" * LONGEST_TEXT),
        (segment("MIT", lead="y" * 200), "y" * 160 + " MIT"),
    ],
)
def test_what_is_searched(given_segment: Segment, searched: str) -> None:
    assert searched_text(given_segment) == searched


def test_the_score_by_words_is_half_mean_half_best_then_squeezed() -> None:
    element = Element("e", "Zebra", "f", "Stripes.", "text", (), ("licence terms", "weights"))
    texts = ["licence terms", "weights", "zebra stripes licence", "other"]
    index = BM25([tokens(text) for text in texts])
    each = [index.scores(tokens(q)) for q in ("licence terms", "weights", "Zebra: Stripes.")]
    (found,) = lexical_scores((element,), texts, np.ones(4, np.bool_))
    for column in range(4):
        parts = [float(row[column]) for row in each]
        raw = (sum(parts) / 3 + max(parts)) / 2
        assert float(found[column]) == pytest.approx(raw / (raw + HALF), abs=1e-6)
    assert found[3] == 0 and (found[:3] > 0).all()


def test_what_is_not_usable_scores_nothing_by_words() -> None:
    element = Element("e", "Licence", "f", "Terms.", "text", (), ("licence",))
    usable = np.array([True, False])
    (found,) = lexical_scores((element,), ["licence", "licence"], usable)
    assert found[0] > 0 and found[1] == 0


@pytest.mark.parametrize(
    ("lengths", "most", "chosen"),
    [
        # Element one likes 0, 1, 2 in turn, element two 3, 2, 1; they take turns.
        ([10, 10, 10, 10], 40, [True, True, True, True]),
        ([10, 10, 10, 10], 39, [True, True, False, True]),
        ([10, 10, 10, 10], 30, [True, True, False, True]),
        ([10, 10, 10, 10], 20, [True, False, False, True]),
        ([10, 10, 10, 10], 10, [True, False, False, False]),
        ([10, 10, 10, 10], 9, [False, False, False, False]),
        # The first that does not fit ends it, even where a later one would.
        ([10, 10, 1, 30], 25, [True, False, False, False]),
        ([0, 0, 0, 0], 0, [True, True, True, True]),
    ],
)
def test_which_segments_are_worth_encoding(
    lengths: list[int], most: int, chosen: list[bool]
) -> None:
    lexical = np.array([[0.9, 0.6, 0.3, 0.1], [0.1, 0.3, 0.6, 0.9]], dtype=np.float32)
    # Element two's second is 2, after element one's second, which is 1.
    found = worth_encoding(lexical, np.ones(4, np.bool_), lengths, most)
    assert found.tolist() == chosen


def test_unusable_segments_cost_nothing_and_are_never_encoded() -> None:
    lexical = np.array([[0.9, 0.6, 0.3]], dtype=np.float32)
    usable = np.array([False, True, True])
    assert worth_encoding(lexical, usable, [999, 5, 5], 10).tolist() == [False, True, True]
    assert worth_encoding(lexical, usable, [999, 5, 5], 9).tolist() == [False, True, False]
    assert worth_encoding(lexical, usable, [MOST_ENCODED, 5, 5]).tolist() == [False, True, True]


@pytest.mark.parametrize(
    ("row", "count", "best"),
    [
        ([0.1, 0.9, 0.5], 2, [1, 2]),
        ([0.5, 0.5, 0.5], 3, [0, 1, 2]),
        ([0.50001, 0.50004, 0.5], 3, [0, 1, 2]),
        ([0.5, 0.5002, 0.5], 3, [1, 0, 2]),
        ([0.5, 0.6], 9, [1, 0]),
        ([0.5, 0.6], 0, []),
        ([], 3, []),
        ([-0.2, 0.0, -0.1], 3, [1, 2, 0]),
    ],
)
def test_the_best_by_score_and_then_by_place(row: list[float], count: int, best: list[int]) -> None:
    matrix = np.array([row], dtype=np.float32).reshape(1, -1)
    scores = Scores(("e",), matrix, matrix, matrix, np.ones(len(row), np.bool_))
    assert scores.best("e", count) == best
