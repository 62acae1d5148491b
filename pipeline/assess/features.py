"""What the judge is told of an element in a document: named numbers, nothing learnt.

``gather`` collects, for one document, the passages of every element with their signals and the
numbers that need no fitted model; ``values`` adds what the relevance model makes of the passages.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.assess.cues import Hits, match
from pipeline.assess.passages import Candidates, Marks, Relevance, candidates, shape
from pipeline.assess.rulings import FEATURES as RULED
from pipeline.assess.rulings import ElementEvidence, Ruling, rule
from pipeline.assess.rulings.reading import stands_under
from pipeline.retrieval.rank import Scores
from pipeline.schema import (
    Claim,
    Document,
    Element,
    Polarity,
    Segment,
    Span,
    Status,
    Whose,
)

_SAID = (Status.DECLINED, Status.PLACEHOLDER, Status.ABSENT)
_ANY = ("strong", "weak", "value", "partial", "mentioned", "referred")

#: Numbers that need no fitted model.
PLAIN = (
    *(f"rule says {status.value}" for status in _SAID),
    *(name.replace("_", " ") for name in RULED),
    *(f"any {role} cue" for role in _ANY),
    "strong cue with value",
    "strong cues with value",
    "weak cues",
    "values",
    "distinct strong cues",
    "heading with cue",
    "own claim",
    "own claims found",
    "own claim sure",
    "claim on another model",
    "dense best",
    "dense mean of three",
    "lexical best",
    "lexical mean of three",
    "training summary",
    "document length",
)

#: Numbers that rest on the relevance model.
RELEVANT = ("relevance best", "relevance mean of three", "relevance log-odds")

#: All features, in the order of the judge's weights.
FEATURES = (*PLAIN, *RELEVANT)

#: Features that the rules give, as opposed to cues, claims and retrieval.
RULE = frozenset(
    {
        *(f"rule says {status.value}" for status in _SAID),
        *(f"rule {name}" for name in ("score", "disclosed", "partial", "mentioned", "referred")),
    }
)

#: Features that may only speak against an element being stated...
AGAINST = frozenset(
    {
        *(f"rule says {status.value}" for status in _SAID),
        "rule mentioned",
        "rule referred",
        "any mentioned cue",
        "any referred cue",
        "claim on another model",
    }
)

#: ... and those that may speak for it or against it. All others may only speak for it: evidence
#: that counts against what it shows could not be explained to anybody.
EITHER = frozenset(
    {
        "units topic",
        "units under",
        "units value",
        "any weak cue",
        "any value cue",
        "weak cues",
        "values",
        "training summary",
        "document length",
    }
)


@dataclass(frozen=True)
class Gathered:
    """Everything about one element in one document, before anything fitted.

    Attributes:
        element: Element id.
        marks: What the rules found.
        found: The passages looked at.
        plain: Numbers as named by ``PLAIN``.
        ruling: What the rules say.
    """

    element: str
    marks: Marks
    found: Candidates
    plain: tuple[float, ...]
    ruling: Ruling


def gather(
    elements: Sequence[Element],
    document: Document,
    segments: Sequence[Segment],
    claims: Sequence[Claim],
    scores: Scores,
) -> tuple[Gathered, ...]:
    """Gather what the judge needs of one document, for every element.

    Args:
        elements: The catalogue.
        document: The document.
        segments: Its segments.
        claims: Claims; those of other documents are ignored.
        scores: Retrieval scores of the same elements and segments.
    """
    hits = match(elements, segments)
    # A claim that cannot be told, such as a box with an unclear mark, speaks for nothing.
    sure = [claim for claim in claims if claim.confidence > 0]
    own = [c for c in sure if c.span is not None and c.span.document == document.id]
    units = tuple(segments)
    shapes = shape(units)
    starts = [segment.start for segment in segments]
    heads = _Headings(segments)
    about = [float(document.kind == "summary"), math.log(len(segments) + 1)]
    gathered = []
    for element in elements:
        mine = tuple(claim for claim in own if claim.element == element.id)
        evidence = ElementEvidence(element, hits.of(element.id), units, mine, (document.kind,))
        ruling = rule(element.id, evidence)
        marks = _marks(element, hits, mine, ruling, segments, starts, heads)
        row = scores.row(element.id)
        dense, lexical = scores.dense[row], scores.lexical[row]
        found = candidates(marks, dense, lexical, scores.fused[row], shapes)
        encoded = dense[scores.encoded]
        plain = [*_rule(ruling), *_counts(marks, hits, element.id), *_claims(mine)]
        plain += [*_retrieval(encoded, lexical), *about]
        gathered.append(
            Gathered(element.id, marks, found, tuple(round(float(x), 4) for x in plain), ruling)
        )
    return tuple(gathered)


def values(gathered: Gathered, relevance: Relevance) -> tuple[float, ...]:
    """Return the features of ``FEATURES``."""
    scores = np.sort(relevance(gathered.found))[::-1]
    best = float(scores[0]) if scores.size else 0.0
    three = float(scores[:3].mean()) if scores.size else 0.0
    odds = math.log(max(best, 1e-3) / (1 - min(best, 0.999)))
    return (*gathered.plain, best, three, odds)


def columns_of(span: Span, segments: Sequence[Segment], starts: Sequence[int]) -> set[int]:
    """Return the segments that a span of the same document touches."""
    found = set()
    place = bisect_right(starts, span.end - 1) - 1
    while place >= 0 and segments[place].start >= span.start - 5000:
        if segments[place].end > span.start:
            found.add(place)
        place -= 1
    return found


class _Headings:
    """Heading paths of a document, so that each is compared once an element."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._columns: dict[tuple[str, ...], list[int]] = {}
        for column, segment in enumerate(segments):
            self._columns.setdefault(segment.heading_path, []).append(column)

    def under(self, element: Element) -> frozenset[int]:
        """Return the columns under a heading that the element goes by."""
        return frozenset(
            column
            for path, columns in self._columns.items()
            if stands_under(element, path)
            for column in columns
        )


def _marks(
    element: Element,
    hits: Hits,
    claims: Sequence[Claim],
    ruling: Ruling,
    segments: Sequence[Segment],
    starts: Sequence[int],
    heads: _Headings,
) -> Marks:
    roles: dict[str, set[int]] = {}
    cues: dict[int, set[str]] = {}
    labels = set()
    for hit in hits.of(element.id):
        roles.setdefault(hit.cue.role, set()).add(hit.segment)
        cues.setdefault(hit.segment, set()).add(hit.cue.id)
        if hit.cue.scope == "label":
            labels.add(hit.segment)
    own: set[int] = set()
    others: set[int] = set()
    theirs: set[int] = set()
    for claim in claims:
        if claim.span is None:
            continue
        columns = columns_of(claim.span, segments, starts)
        if claim.whose is Whose.OWN:
            own |= columns
            continue
        others |= columns
        if claim.whose is Whose.RIVAL and claim.subject:
            theirs |= {column for column in columns if claim.subject in segments[column].text}
    ruled = frozenset(column for column, _, _ in ruling.evidence)
    return Marks(
        roles={role: frozenset(found) for role, found in sorted(roles.items())},
        distinct={column: len(found) for column, found in sorted(cues.items())},
        labels=frozenset(labels),
        headings=heads.under(element),
        claims=frozenset(own),
        others=frozenset(others - own),
        theirs=frozenset(theirs - own),
        ruled=ruled,
        stated=frozenset() if ruling.status.is_gap else ruled,
        first=frozenset(column for column, _, _ in ruling.evidence[:1]),
    )


def _rule(ruling: Ruling) -> list[float]:
    said = [float(ruling.status is status) for status in _SAID]
    return [*said, *(ruling.features[name] for name in RULED)]


def _counts(marks: Marks, hits: Hits, element: str) -> list[float]:
    strong, value = marks.role("strong"), marks.role("value")
    distinct = {hit.cue.id for hit in hits.of(element) if hit.cue.role == "strong"}
    cued = strong | value | marks.role("weak")
    return [
        *(float(bool(marks.role(role))) for role in _ANY),
        float(bool(strong & value)),
        math.log1p(len(strong & value)),
        math.log1p(len(marks.role("weak"))),
        math.log1p(len(value)),
        float(len(distinct)),
        float(bool(marks.headings & cued)),
    ]


def _claims(claims: Sequence[Claim]) -> list[float]:
    own = [claim for claim in claims if claim.whose is Whose.OWN]
    stated = [claim for claim in own if claim.polarity is not Polarity.DECLINED]
    return [
        float(bool(stated)),
        math.log1p(len(stated)),
        max((claim.confidence for claim in stated), default=0.0),
        float(len(own) < len(claims)),
    ]


def _retrieval(dense: NDArray[np.float32], lexical: NDArray[np.float32]) -> list[float]:
    def top(row: NDArray[np.float32]) -> tuple[float, float]:
        best = np.sort(row)[::-1][:3]
        return (float(best[0]), float(best.mean())) if best.size else (0.0, 0.0)

    return [*top(dense), *top(lexical)]
