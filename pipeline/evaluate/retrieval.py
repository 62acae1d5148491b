"""Whether the first passages are the ones that a reader quoted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.evaluate.intervals import bootstrap
from pipeline.evaluate.labels import Label

#: How many passages are looked at.
DEPTHS = (1, 3, 10)

#: Letters and digits in common from which two passages count as overlapping.
SHORTEST = 12

_REST = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Hits:
    """How often a quoted passage was among the first k.

    Attributes:
        n: (element, document) pairs with a quotation.
        documents: Documents that they come from.
        hit: depth -> share of pairs.
        intervals: depth -> 95 % interval over documents.
    """

    n: int
    documents: int
    hit: Mapping[int, float]
    intervals: Mapping[int, tuple[float, float]]


@lru_cache(maxsize=65536)
def reduce(text: str) -> str:
    """Return letters and digits alone, lower case: what survives every way of reading a PDF."""
    return _REST.sub("", text).casefold()


def matches(passage: str, quote: str) -> bool:
    """Tell whether a passage and a quotation share words, after reducing both.

    One holds the other, or the end of one is the beginning of the other over at least 12
    characters (a quotation that runs over two passages matches both). A passage of a few
    characters does not match a long quotation that happens to hold them.
    """
    one, other = reduce(passage), reduce(quote)
    if not one or not other:
        return False
    if other in one:
        return True
    if one in other:
        return len(one) >= min(SHORTEST, len(other) / 2)
    return _joined(one, other) or _joined(other, one)


def _joined(first: str, second: str) -> bool:
    """Tell whether the end of ``first`` is the beginning of ``second``."""
    start = second[:SHORTEST]
    if len(start) < SHORTEST:
        return False
    at = first.find(start, max(0, len(first) - len(second)))
    while at >= 0:
        if second.startswith(first[at:]):
            return True
        at = first.find(start, at + 1)
    return False


def evaluate(
    labels: Sequence[Label], ranked: Mapping[tuple[str, str], Sequence[str]], *, rounds: int = 1000
) -> Hits:
    """Score ranked passages against labelled quotations.

    Args:
        labels: The hand labels; those without a quotation are left out.
        ranked: (document, element) -> passages, best first; a missing one counts as no passage.
        rounds: Samples for the intervals.
    """
    per_document: dict[str, NDArray[np.int64]] = {}
    for label in labels:
        if not label.quotes:
            continue
        passages = ranked.get((label.document, label.element), ())[: max(DEPTHS)]
        first = next(
            (
                place
                for place, passage in enumerate(passages)
                if any(matches(passage, quote) for quote in label.quotes)
            ),
            max(DEPTHS),
        )
        found = [1, *(int(first < depth) for depth in DEPTHS)]
        counts = per_document.setdefault(label.document, np.zeros(len(found), dtype=np.int64))
        counts += np.array(found, dtype=np.int64)
    total = sum(per_document.values(), np.zeros(len(DEPTHS) + 1, dtype=np.int64))
    intervals = bootstrap([per_document[d] for d in sorted(per_document)], _shares, rounds=rounds)
    return Hits(
        n=int(total[0]),
        documents=len(per_document),
        hit={int(name): value for name, value in _shares(total).items()},
        intervals={int(name): pair for name, pair in intervals.items()},
    )


def _shares(counts: NDArray[np.int64]) -> dict[str, float]:
    n = int(counts[0])
    return {
        str(depth): float(counts[place]) / n if n else 0.0 for place, depth in enumerate(DEPTHS, 1)
    }
