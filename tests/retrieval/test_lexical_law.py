"""Search by words: what must hold of any scores, and what people search for."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.retrieval.lexical import BM25, K1, B, stem, tokens

#: Forms that a search must not tell apart.
SAME = [
    ("licence", "license", "licences", "licenses", "Licence", "LICENSES"),
    ("train", "training", "trained", "trains"),
    ("evaluation", "evaluations", "evaluate", "evaluated"),
    ("parameter", "parameters"),
    ("dataset", "datasets"),
    ("policy", "policies"),
    ("capability", "capabilities"),
    ("mitigation", "mitigations", "mitigate"),
    ("requirement", "requirements"),
    ("crawler", "crawlers", "crawler's"),
    ("filter", "filtered", "filtering", "filters"),
    ("model", "models", "model's"),
]

#: Words that look alike and mean different things.
APART = [
    ("train", "terrain"), ("token", "taken"), ("policy", "police"), ("use", "us"),
    ("general", "generate"), ("compute", "company"), ("bias", "base"), ("risk", "disk"),
    ("7b", "70b"), ("gpt", "gpu"), ("mit", "mixed"), ("eu", "us"),
]  # fmt: skip


@pytest.mark.parametrize("forms", SAME, ids=[forms[0] for forms in SAME])
def test_forms_of_a_word_meet(forms: tuple[str, ...]) -> None:
    assert len({tuple(tokens(form)) for form in forms}) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_lookalikes_do_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("   \n", []),
        ("The of and", []),
        ("GPT-4's weights", ["gpt", "4", "weight"]),
        ("10^25 FLOP", ["10", "25", "flop"]),
        ("Apache-2.0", ["apach", "2", "0"]),
        ("model_card", ["model", "card"]),
        ("训练 数据", ["训练", "数据"]),
        ("Größe", ["größ"]),
    ],
)
def test_words_by_hand(text: str, found: list[str]) -> None:
    assert tokens(text) == found


@given(st.text(max_size=80))
def test_any_text_gives_small_words(text: str) -> None:
    for token in tokens(text):
        assert token and not any(char.isspace() or char in "’'\"-_" for char in token.strip("'’"))


DOCUMENTS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=8), min_size=1, max_size=8)
QUERY = st.lists(st.sampled_from("abcdefz"), max_size=5)


def slow(documents: list[list[str]], query: list[str]) -> list[float]:
    """Okapi BM25 from its definition, one document and one word at a time."""
    count = len(documents)
    mean = sum(map(len, documents)) / count or 1.0
    out = []
    for document in documents:
        total = 0.0
        for word in set(query):
            holding = sum(word in other for other in documents)
            times = document.count(word)
            if times:
                rarity = math.log(1 + (count - holding + 0.5) / (holding + 0.5))
                length = K1 * (1 - B + B * len(document) / mean)
                total += rarity * times * (K1 + 1) / (times + length)
        out.append(total)
    return out


@given(DOCUMENTS, QUERY)
def test_scores_are_those_of_the_definition(documents: list[list[str]], query: list[str]) -> None:
    assert BM25(documents).scores(query) == pytest.approx(slow(documents, query), abs=1e-5)


@given(DOCUMENTS, QUERY, st.integers(0, 10))
def test_search_is_the_sorted_scores(
    documents: list[list[str]], query: list[str], count: int
) -> None:
    index = BM25(documents)
    scores = index.scores(query)
    found = index.search(query, count)
    wanted = sorted((-float(s), row) for row, s in enumerate(scores) if s > 0)[:count]
    assert [(row, -score) for score, row in wanted] == found


@given(DOCUMENTS, QUERY)
def test_the_order_of_documents_moves_scores_along(
    documents: list[list[str]], query: list[str]
) -> None:
    there, back = BM25(documents).scores(query), BM25(documents[::-1]).scores(query)
    assert np.allclose(there, back[::-1], atol=1e-5)


@given(DOCUMENTS, QUERY)
def test_the_order_of_a_query_is_of_no_account(
    documents: list[list[str]], query: list[str]
) -> None:
    index = BM25(documents)
    assert np.allclose(index.scores(query), index.scores(query[::-1] * 2), atol=1e-5)


def test_more_of_a_word_helps_less_and_less() -> None:
    rest = [["x"] * 10 for _ in range(5)]

    def gain(times: int) -> float:
        documents = [["a"] * times + ["x"] * (10 - times), *rest]
        return float(BM25(documents).scores(["a"])[0])

    steps = [gain(n + 1) - gain(n) for n in range(1, 6)]
    assert all(step > 0 for step in steps)
    assert steps == sorted(steps, reverse=True)


def test_of_two_that_hold_a_word_the_shorter_is_first() -> None:
    documents = [["a", *["x"] * 20], ["a", "x"], ["x"] * 5]
    assert [row for row, _ in BM25(documents).search(["a"], 5)] == [1, 0]
