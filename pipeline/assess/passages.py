"""Which passages speak to an element, best first: retrieval and the rules' signals together.

One small relevance model is shared by all elements: a logistic score over named signals of a
(element, segment) pair, fitted on the passages that readers quoted. Its weights are data
(``corpora/fitted/passages.json``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.catalogue.rows import load
from pipeline.errors import BadCorpus
from pipeline.schema import Segment, SegmentKind

FILE = "fitted/passages.json"

#: Cue roles that are signals of their own.
ROLES = ("strong", "weak", "value", "partial", "mentioned", "referred", "declined", "placeholder")

_KINDS = (
    SegmentKind.ROW,
    SegmentKind.PAIR,
    SegmentKind.ITEM,
    SegmentKind.HEADING,
    SegmentKind.CAPTION,
    SegmentKind.CODE,
    SegmentKind.REFERENCE,
    SegmentKind.FOOTNOTE,
)

#: Signals of a pair, in the order of their columns.
SIGNALS = (
    "dense",
    "lexical",
    "dense below best",
    "lexical below best",
    "lexical share of best",
    *(f"cue {role}" for role in ROLES),
    "cue strong with value",
    "distinct cues",
    "label cue",
    "heading",
    "heading with cue",
    "own claim",
    "claim on another model",
    "named by a rule",
    "named by a rule first",
    "stated by a rule",
    "below a question with cue",
    *(f"kind {kind.value}" for kind in _KINDS),
    "length",
    "very short",
    "digits",
    "position",
    "beginning",
    "question or label",
    "link alone",
)

_QUESTION = -2

#: Signals that may only speak for a passage.
FOR = frozenset(
    {
        "dense",
        "lexical",
        "dense below best",
        "lexical below best",
        "lexical share of best",
        "cue strong",
        "cue value",
        "cue strong with value",
        "distinct cues",
        "label cue",
        "heading with cue",
        "own claim",
        "named by a rule",
        "named by a rule first",
        "stated by a rule",
        "below a question with cue",
    }
)

#: Passages by retrieval alone that are looked at, besides all with a cue, claim or rule.
DEPTH = 25

#: What leaves the answer to what follows: the question or label of a form.
_ASKS = re.compile(r"^Q\s*[:.)]|[:?？：][\s*_\"'”’)\]]*$")

#: What a passage holds besides words of its own: addresses.
_ADDRESS = re.compile(r"\S*(?:https?://|www\.|\w@\w)\S*|\b[\w-]+(?:\.[\w-]+)+/\S+")

#: Segments with fewer characters than this are labels rather than statements.
SHORT = 25


@dataclass(frozen=True)
class Marks:
    """What the rules found for one element: columns of the document's segments.

    Attributes:
        roles: Cue role -> columns that a cue of that role hits.
        distinct: Column -> how many different cues hit it.
        labels: Columns whose label (row label, key) a cue hits.
        headings: Columns under a heading that usually holds the element.
        claims: Columns with a typed claim about the own model.
        others: Columns with a typed claim about another model.
        theirs: Those of them that name that model themselves; a heading's word is less sure.
        ruled: Columns that the ruling rests on.
        stated: The same, where the ruling is that it is stated, in full or in part.
        first: The first of them.
    """

    roles: Mapping[str, frozenset[int]] = field(default_factory=dict)
    distinct: Mapping[int, int] = field(default_factory=dict)
    labels: frozenset[int] = frozenset()
    headings: frozenset[int] = frozenset()
    claims: frozenset[int] = frozenset()
    others: frozenset[int] = frozenset()
    theirs: frozenset[int] = frozenset()
    ruled: frozenset[int] = frozenset()
    stated: frozenset[int] = frozenset()
    first: frozenset[int] = frozenset()

    def role(self, name: str) -> frozenset[int]:
        """Return the columns that a cue of a role hits."""
        return self.roles.get(name, frozenset())

    @property
    def supported(self) -> frozenset[int]:
        """Columns with content of their own: a strong cue, a claim, or a ruling that states.

        A passage that gives a value to another model by name supports nothing.
        """
        own = self.role("strong") | self.role("partial") | self.claims | self.stated
        return own - self.theirs


@dataclass(frozen=True)
class Candidates:
    """The passages of one document that are looked at for one element.

    Attributes:
        columns: Their segments, in text order.
        signals: One row a candidate, columns as in ``SIGNALS``.
    """

    columns: tuple[int, ...]
    signals: NDArray[np.float32]


def shape(segments: Sequence[Segment]) -> NDArray[np.float32]:
    """Return the signals of segments that depend on no element, (n, kinds + 7)."""
    rows = []
    for place, segment in enumerate(segments):
        at = place / max(len(segments), 1)
        rows.append(
            [
                *(float(segment.kind is kind) for kind in _KINDS),
                math.log(len(segment.text) + 5),
                float(len(segment.text) < SHORT),
                float(any(char.isdigit() for char in segment.text)),
                at,
                float(at < 0.1),
                float(_asks(segment)),
                float(not any(map(str.isalpha, _ADDRESS.sub("", segment.text)))),
            ]
        )
    return np.array(rows, dtype=np.float32).reshape(len(segments), len(_KINDS) + 7)


def _asks(segment: Segment) -> bool:
    """Tell whether a segment leaves the answer to the next, as the labels of a form do."""
    return _ASKS.search(segment.text) is not None


def candidates(
    marks: Marks,
    dense: NDArray[np.float32],
    lexical: NDArray[np.float32],
    fused: NDArray[np.float32],
    shapes: NDArray[np.float32],
) -> Candidates:
    """Return the candidates of one element in one document, with their signals.

    Args:
        marks: What the rules found.
        dense: Scores of all segments.
        lexical: The same, by words.
        fused: The same, of both.
        shapes: From ``shape``.
    """
    order = np.lexsort((np.arange(len(fused)), -np.round(fused, 4)))[:DEPTH]
    chosen = set(order.tolist())
    both = marks.role("strong") & marks.role("value")
    cued = marks.role("strong") | marks.role("weak") | marks.role("value")
    asking = shapes[:, _QUESTION] > 0 if len(shapes) else np.zeros(0, dtype=bool)
    below = frozenset(
        column + 1
        for column in cued | marks.labels
        if asking[column] and column + 1 < len(shapes) and not asking[column + 1]
    )
    known = (marks.claims, marks.others, marks.ruled, marks.labels, below)
    for found in (*marks.roles.values(), *known):
        chosen |= found
    columns = tuple(sorted(chosen))
    if not columns:
        return Candidates((), np.zeros((0, len(SIGNALS)), dtype=np.float32))
    at = np.array(columns)

    def flag(found: frozenset[int]) -> list[float]:
        return [float(column in found) for column in columns]

    best_dense, best_lexical = float(dense.max()), float(lexical.max())
    table = [
        dense[at],
        lexical[at],
        dense[at] - best_dense,
        lexical[at] - best_lexical,
        lexical[at] / (best_lexical or 1.0),
        *(flag(marks.role(role)) for role in ROLES),
        flag(both),
        [math.log1p(marks.distinct.get(column, 0)) for column in columns],
        flag(marks.labels),
        flag(marks.headings),
        flag(marks.headings & cued),
        flag(marks.claims),
        flag(marks.others),
        flag(marks.ruled),
        flag(marks.first),
        flag(marks.stated),
        flag(below),
    ]
    signals = np.hstack([np.array(table, dtype=np.float32).T, shapes[at]])
    return Candidates(columns, np.round(signals, 4))


@dataclass(frozen=True)
class Relevance:
    """The fitted relevance model: log-odds that a reader would quote a passage."""

    weights: NDArray[np.float64]
    base: float

    def __call__(self, found: Candidates) -> NDArray[np.float64]:
        """Return the relevance of each candidate, 0..1, in steps of 1e-4."""
        scores = found.signals.astype(np.float64) @ self.weights + self.base
        return np.round(1 / (1 + np.exp(-np.clip(scores, -50, 50))), 4)

    def ranked(self, found: Candidates) -> list[tuple[int, float]]:
        """Return (column, relevance) of all candidates, best first, ties in text order."""
        scores = self(found)
        order = np.lexsort((np.array(found.columns, dtype=np.int64), -scores))
        return [(found.columns[i], float(scores[i])) for i in order]

    def to_json(self) -> dict[str, Any]:
        """Return plain data that ``load_relevance`` reads."""
        return {
            "signals": list(SIGNALS),
            "weights": [round(float(w), 5) for w in self.weights],
            "base": round(self.base, 5),
        }


def load_relevance() -> Relevance:
    """Return the fitted relevance model.

    Raises:
        BadCorpus: the file is faulty or was fitted on other signals.
    """
    data = load(FILE)
    try:
        found = Relevance(np.array(data["weights"], dtype=np.float64), float(data["base"]))
        if tuple(data["signals"]) != SIGNALS or len(found.weights) != len(SIGNALS):
            raise ValueError("fitted on other signals")
    except (KeyError, TypeError, ValueError) as error:
        raise BadCorpus(FILE, [f"{error}; run scripts/fit_judge.py"]) from error
    return found
