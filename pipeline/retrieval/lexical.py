"""Search by words: Okapi BM25 over short units, with light stemming."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.catalogue.rows import load

#: The usual constants; segments are short, so that length is discounted less than in pages.
K1 = 1.2
B = 0.6

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

#: Endings, longest first, and what is put in their place; a stem keeps three characters.
_ENDINGS = (
    ("ational", "ate"),
    ("izations", "ize"),
    ("isations", "ize"),
    ("ization", "ize"),
    ("isation", "ize"),
    ("ations", "ate"),
    ("ation", "ate"),
    ("ities", "ity"),
    ("ments", "ment"),
    ("nesses", ""),
    ("ness", ""),
    ("sses", "ss"),
    ("ying", "y"),
    ("ising", "ize"),
    ("ised", "ize"),
    ("ing", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ally", "al"),
    ("edly", ""),
    ("ed", ""),
    ("ly", ""),
    ("es", "e"),
    ("s", ""),
)


#: British spellings whose stem would differ from the American one.
_SPELLINGS = {"licence": "license", "licences": "licenses", "licenced": "licensed"}


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Return the words that stand everywhere and tell nothing of a topic."""
    return frozenset(load("lexicons/stop_words.json"))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without its usual English ending; numbers and short words stay.

    >>> stem("licenses"), stem("training"), stem("evaluations"), stem("8b"), stem("gas")
    ('licens', 'train', 'evaluat', '8b', 'gas')
    """
    word = _SPELLINGS.get(word, word)
    if len(word) < 4 or not word.isalpha() or word.endswith(("ss", "us", "is")):
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeioulsz":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def tokens(text: str) -> list[str]:
    """Return the stems of a text's words, in order, stop words left out."""
    stop = stop_words()
    words = (match.group().lower().replace("’", "'") for match in _WORD.finditer(text))
    return [stem(word.removesuffix("'s")) for word in words if word not in stop]


class BM25:
    """An index over tokenised documents.

    Args:
        documents: Token lists, as ``tokens`` gives them.
    """

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self.size = len(documents)
        lengths = np.array([len(document) for document in documents], dtype=np.float64)
        mean = float(lengths.mean()) if self.size else 0.0
        norm = K1 * (1 - B + B * lengths / (mean or 1.0))
        postings: dict[str, list[tuple[int, int]]] = {}
        for row, document in enumerate(documents):
            for term, count in Counter(document).items():
                postings.setdefault(term, []).append((row, count))
        self._postings: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
        for term, found in postings.items():
            rows = np.array([row for row, _ in found], dtype=np.int64)
            counts = np.array([count for _, count in found], dtype=np.float64)
            rarity = math.log(1 + (self.size - len(found) + 0.5) / (len(found) + 0.5))
            self._postings[term] = (rows, rarity * counts * (K1 + 1) / (counts + norm[rows]))

    def scores(self, query: Sequence[str]) -> NDArray[np.float32]:
        """Return the score of every document for a query of tokens; each counts once."""
        total = np.zeros(self.size, dtype=np.float64)
        for term in dict.fromkeys(query):
            if term in self._postings:
                rows, weights = self._postings[term]
                total[rows] += weights
        return total.astype(np.float32)

    def search(self, query: Sequence[str], count: int) -> list[tuple[int, float]]:
        """Return (document, score) of the best ``count`` with any score, ties by number."""
        scores = self.scores(query)
        order = np.lexsort((np.arange(self.size), -scores))[:count]
        return [(int(row), float(scores[row])) for row in order if scores[row] > 0]
