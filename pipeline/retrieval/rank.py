"""How near every segment is to every element: by meaning, by words, and by both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.catalogue.rows import load
from pipeline.retrieval.index import Index, queries
from pipeline.retrieval.lexical import BM25, tokens
from pipeline.schema import Element, Segment, SegmentKind

#: Characters that are encoded at most: about a second of one core. In a longer document the best
#: segments by words of every element are encoded and the rest keeps a dense score of 0. On the
#: 37 labelled documents the judge's kappa and the first-three hits are the same (within 0.003)
#: with everything encoded, with 60,000, with 30,000 and with 16,000 characters.
MOST_ENCODED = 20_000

#: Headings of the path that go in front of a segment's text, innermost last.
HEADINGS = 3

#: Characters of a segment's own text that are searched; what follows is a table or a listing.
LONGEST_TEXT = 500

#: A BM25 score that counts as half of a full one.
HALF = 8.0

#: Kinds of segment that never state an element.
_SILENT = frozenset({SegmentKind.CODE, SegmentKind.REFERENCE, SegmentKind.DIALOGUE})

_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True)
class Scores:
    """Scores of elements (rows) against segments (columns), float32, in 0..1 or a cosine.

    Attributes:
        elements: Element ids, one a row.
        dense: Cosine of the element's anchors with the segment; 0 where it was not encoded.
        lexical: BM25, brought to 0..1.
        fused: Convex combination of both.
        encoded: Which segments were encoded.
    """

    elements: tuple[str, ...]
    dense: NDArray[np.float32]
    lexical: NDArray[np.float32]
    fused: NDArray[np.float32]
    encoded: NDArray[np.bool_]

    def row(self, element: str) -> int:
        """Return the row of an element; ValueError for an unknown one."""
        return self.elements.index(element)

    def best(self, element: str, count: int) -> list[int]:
        """Return the columns of the best ``count`` segments by fused score, ties in text order."""
        row = np.round(self.fused[self.row(element)], 4)
        return [int(i) for i in np.lexsort((np.arange(len(row)), -row))[:count]]


def searched_text(segment: Segment) -> str:
    """Return what is searched of a segment: ``A > B: lead text``."""
    path = " > ".join(segment.heading_path[-HEADINGS:])
    body = " ".join(part for part in (segment.lead[:160], segment.text[:LONGEST_TEXT]) if part)
    return f"{path}: {body}" if path else body


def fusion_weight() -> float:
    """Return the weight of the dense score, 0..1, as tuned on development labels."""
    return float(load("fitted/fusion.json")["dense_weight"])


def lexical_scores(
    elements: Sequence[Element], texts: Sequence[str], usable: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Return BM25 of every element against every text, in 0..1; 0 where not usable.

    An element's score is half the mean over its query texts and half the best of them.
    """
    index = BM25([tokens(text) if ok else [] for text, ok in zip(texts, usable, strict=True)])
    found = np.zeros((len(elements), len(texts)), dtype=np.float32)
    for row, element in enumerate(elements):
        each = np.stack([index.scores(tokens(text)) for text in queries(element)])
        raw = (each.mean(axis=0) + each.max(axis=0)) / 2
        found[row] = raw / (raw + HALF)
    return found


def worth_encoding(
    lexical: NDArray[np.float32],
    usable: NDArray[np.bool_],
    lengths: Sequence[int],
    most: int = MOST_ENCODED,
) -> NDArray[np.bool_]:
    """Return which segments to encode: all usable ones, or of many the best by words.

    Elements take turns, so that none goes without.

    Args:
        lexical: Scores by words, elements x segments.
        usable: Which segments may be encoded.
        lengths: Characters of each segment's searched text.
        most: Characters in all; the segment that would exceed it is the first left out.
    """
    cost = np.asarray(lengths, dtype=np.int64)
    if int(cost[usable].sum()) <= most or not lexical.size:
        return usable.copy()
    order = np.argsort(-np.round(lexical, 4), axis=1, kind="stable")
    chosen = np.zeros_like(usable)
    spent = 0
    for rank in range(order.shape[1]):
        for column in order[:, rank]:
            if usable[column] and not chosen[column]:
                spent += int(cost[column])
                if spent > most:
                    return chosen
                chosen[column] = True
    return chosen


def score(elements: Sequence[Element], segments: Sequence[Segment], index: Index) -> Scores:
    """Score every element against every segment.

    Args:
        elements: The elements; each must be in the index.
        segments: Segments of one document.
        index: The open index.

    Returns:
        Matrices of len(elements) x len(segments).
    """
    texts = [searched_text(segment) for segment in segments]
    usable = np.array(
        [
            segment.kind not in _SILENT and bool(_LETTERS.search(segment.text))
            for segment in segments
        ],
        dtype=np.bool_,
    )
    lexical = lexical_scores(elements, texts, usable)
    encoded = worth_encoding(lexical, usable, [len(text) for text in texts])
    columns = np.flatnonzero(encoded)
    dense = np.zeros_like(lexical)
    if columns.size:
        vectors = index.encoder.encode([texts[i] for i in columns])
        for row, element in enumerate(elements):
            cosines = index.rows(element.id) @ vectors.T
            dense[row, columns] = (cosines.mean(axis=0) + cosines.max(axis=0)) / 2
    weight = fusion_weight()
    fused = (weight * dense + (1 - weight) * lexical).astype(np.float32)
    return Scores(tuple(element.id for element in elements), dense, lexical, fused, encoded)
