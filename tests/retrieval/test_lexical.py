from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.retrieval.lexical import BM25, K1, B, stem, tokens


@pytest.mark.parametrize(
    "forms",
    [
        ("license", "licenses", "licensed", "licence", "licences"),
        ("train", "training", "trained", "trains"),
        ("evaluation", "evaluations", "evaluated"),
        ("policy", "policies"),
        ("modality", "modalities"),
        ("tokenization", "tokenizations"),
        ("run", "running"),
    ],
)
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("training", "trait"), ("emission", "mission"), ("hours", "house"), ("gas", "gap")],
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_numbers_and_short_words_stay() -> None:
    assert [stem(word) for word in ("8b", "gas", "a100s", "2024")] == ["8b", "gas", "a100s", "2024"]


def test_tokens_drop_stop_words_and_possessives_but_keep_order() -> None:
    assert tokens("The model's training-data, and 15T tokens!") == [
        "model",
        "train",
        "data",
        "15t",
        "token",
    ]


def test_score_is_the_formula_worked_by_hand() -> None:
    # Three documents of 2, 1 and 3 words: mean length 2. "a" is in two of them.
    index = BM25([["a", "b"], ["c"], ["a", "a", "d"]])
    rarity = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    first = rarity * 1 * (K1 + 1) / (1 + K1 * (1 - B + B * 2 / 2))
    third = rarity * 2 * (K1 + 1) / (2 + K1 * (1 - B + B * 3 / 2))
    assert index.scores(["a"]).tolist() == pytest.approx([first, 0.0, third], abs=1e-6)


def test_a_repeated_query_word_counts_once() -> None:
    index = BM25([["a", "b"], ["c"]])
    assert index.scores(["a", "a"]).tolist() == index.scores(["a"]).tolist()


def test_rare_words_weigh_more_than_common_ones() -> None:
    index = BM25([["common", "rare"], ["common", "x"], ["common", "y"]])
    assert index.scores(["rare"])[0] > index.scores(["common"])[0] > 0


def test_search_gives_ties_in_order_and_nothing_without_a_score() -> None:
    index = BM25([["x"], ["a"], ["a"], ["a", "b"]])
    assert [row for row, _ in index.search(["a", "b"], 3)] == [3, 1, 2]
    assert index.search(["zzz"], 3) == []


def test_no_documents_and_empty_documents() -> None:
    assert BM25([]).scores(["a"]).tolist() == []
    assert BM25([[], []]).scores(["a"]).tolist() == [0.0, 0.0]


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=6), max_size=6))
def test_a_document_scores_above_zero_exactly_where_it_shares_a_word(docs: list[list[str]]) -> None:
    scores = BM25(docs).scores(["a", "c"])
    assert [score > 0 for score in scores] == [bool({"a", "c"} & set(doc)) for doc in docs]
