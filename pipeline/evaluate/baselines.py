"""What any method has to beat: verdicts that need no reading, or hardly any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.evaluate.labels import Label, Prediction
from pipeline.schema import Status


def always_gap(labels: Sequence[Label]) -> list[Prediction]:
    """Call every element absent."""
    return [Prediction(label.document, label.element, Status.ABSENT, 0.0) for label in labels]


def element_majority(labels: Sequence[Label], groups: Mapping[str, str]) -> list[Prediction]:
    """Call what is most common for the element in documents of other groups.

    Gap or not is decided first; the status is the most common one of that side, and of two
    equally common ones the weaker. An element with no label elsewhere is called absent.

    Args:
        labels: The hand labels.
        groups: Document id -> provider (or whatever must not be seen on both sides).
    """
    order = list(Status)
    predictions = []
    for label in labels:
        own = groups[label.document]
        others = Counter(
            other.status
            for other in labels
            if other.element == label.element and groups[other.document] != own
        )
        gaps = sum(count for status, count in others.items() if status.is_gap)
        filled = others.total() - gaps
        gap = gaps >= filled
        side = [status for status in others if status.is_gap == gap]
        status = max(side, key=lambda s: (others[s], order.index(s)), default=Status.ABSENT)
        probability = filled / others.total() if others else 0.0
        predictions.append(Prediction(label.document, label.element, status, round(probability, 4)))
    return predictions


def by_threshold(
    scores: Mapping[tuple[str, str], float],
    labels: Sequence[Label],
    groups: Mapping[str, str],
) -> list[Prediction]:
    """Call a gap below a threshold on one score, tuned on documents of other groups.

    The threshold is the one with the best F1 of the gap class elsewhere; there is one for all
    elements, because a baseline knows no element.

    Args:
        scores: (document, element) -> score; higher speaks against a gap.
        labels: The hand labels.
        groups: Document id -> provider.
    """
    thresholds: dict[str, float] = {}
    for own in sorted({groups[label.document] for label in labels}):
        seen = sorted(
            (scores[other.document, other.element], other.status.is_gap)
            for other in labels
            if groups[other.document] != own
        )
        thresholds[own] = _best_cut(seen)
    predictions = []
    for label in labels:
        value = scores[label.document, label.element]
        gap = value < thresholds[groups[label.document]]
        status = Status.ABSENT if gap else Status.DISCLOSED
        predictions.append(Prediction(label.document, label.element, status, 0.0 if gap else 1.0))
    return predictions


def _best_cut(seen: Sequence[tuple[float, bool]]) -> float:
    """Return the score below which to call a gap, for the best F1; ``seen`` is sorted."""
    gaps = sum(gap for _, gap in seen)
    best, cut = -1.0, 0.0
    hits = 0
    for called, (value, gap) in enumerate(seen, 1):
        hits += gap
        following = seen[called][0] if called < len(seen) else value + 1.0
        f1 = 2 * hits / (called + gaps) if called + gaps else 0.0
        if following > value and f1 > best:
            best, cut = f1, (value + following) / 2
    return cut
