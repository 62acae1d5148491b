"""Labelled documents in, out-of-fold verdicts and rankings out: what an evaluation scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.assess.features import FEATURES, PLAIN, gather, values
from pipeline.assess.fit import Example, OutOfFold, cross_validate, with_review_band
from pipeline.assess.judge import judge, load_judge
from pipeline.assess.passages import load_relevance
from pipeline.assess.statuses import OUT_OF_SCOPE, document_scopes, searchable, unsearched
from pipeline.catalogue.rows import load
from pipeline.evaluate.labels import Label, Prediction
from pipeline.evaluate.retrieval import matches
from pipeline.retrieval.rank import Scores
from pipeline.schema import Claim, Document, Element, Segment, Status

GROUPS = "fitted/groups.json"
MANIFEST = "fitted/manifest.json"

#: How many ranked passages an evaluation looks at.
DEPTH = 10

_DENSE = PLAIN.index("dense best")
_HEADING = PLAIN.index("units under")
_STRONG = PLAIN.index("any strong cue")
_BOTH = PLAIN.index("strong cue with value")
_RULE = PLAIN.index("rule score")


@dataclass(frozen=True)
class Labelled:
    """A document with its hand labels, read and scored by itself.

    Attributes:
        id: As the labels name it.
        provider: Who published it.
        document: The document.
        segments: Its segments.
        claims: Its claims.
        scores: Retrieval scores; None where it could not be read.
        labels: The labels.
    """

    id: str
    provider: str
    document: Document
    segments: Sequence[Segment]
    claims: Sequence[Claim]
    scores: Scores | None
    labels: Sequence[Label]


@dataclass(frozen=True)
class Judged:
    """What an evaluation needs.

    Attributes:
        predictions: One for every label.
        ranked: (document, element) -> passages as text, best first.
        baselines: Name -> (document, element) -> score that speaks against a gap.
    """

    predictions: tuple[Prediction, ...]
    ranked: Mapping[tuple[str, str], tuple[str, ...]]
    baselines: Mapping[str, Mapping[tuple[str, str], float]]


def group_of(provider: str) -> str:
    """Return the group of a provider: providers that share card texts share a group."""
    groups: Mapping[str, str] = load(GROUPS)
    return groups.get(provider, provider)


def trained_on() -> frozenset[str]:
    """Return the sha256 of the documents that the shipped models were fitted on.

    By content, not by name: another set of labels may use the same ids for other documents.
    """
    return frozenset(load(MANIFEST)["documents"].values())


def examples(elements: Sequence[Element], labelled: Labelled) -> list[Example]:
    """Return an example per label of a document that could be read."""
    if labelled.scores is None or not searchable(labelled.document):
        return []
    by_element = {label.element: label for label in labelled.labels}
    texts = [labelled.document.text[segment.start : segment.end] for segment in labelled.segments]
    found = []
    for one in gather(
        elements, labelled.document, labelled.segments, labelled.claims, labelled.scores
    ):
        label = by_element.get(one.element)
        if label is None:
            continue
        quoted = frozenset(
            column
            for column in one.found.columns
            if any(matches(texts[column], quote) for quote in label.quotes)
        )
        group = group_of(labelled.provider)
        found.append(Example(labelled.id, group, one, label.status, quoted))
    return found


def evaluate(elements: Sequence[Element], corpus: Sequence[Labelled]) -> Judged:
    """Judge labelled documents by models that saw no document of their provider.

    Documents that the shipped models were fitted on are cross-validated, one provider left out
    at a time; others are judged by the shipped models.

    Args:
        elements: The catalogue.
        corpus: The documents.
    """
    hashes = trained_on()
    known = {labelled.id for labelled in corpus if labelled.document.id in hashes}
    given = [one for labelled in corpus for one in examples(elements, labelled)]
    inside = [one for one in given if one.document in known]
    outside = [one for one in given if one.document not in known]
    found = [*_inside(inside), *_shipped(outside)]
    by_id = {labelled.id: labelled for labelled in corpus}
    predictions = {(o.prediction.document, o.prediction.element): o.prediction for o in found}
    scopes = document_scopes()
    for labelled in corpus:
        missed = unsearched([labelled.document])
        scope = scopes.get(labelled.document.kind)
        for label in labelled.labels:
            key = (label.document, label.element)
            said = predictions.get(key)
            if said and scope and label.element not in scope.elements:
                said = Prediction(*key, Status.ABSENT, min(said.probability, OUT_OF_SCOPE))
                predictions[key] = said
            if said is None or (missed and said.status is Status.ABSENT):
                chance = said.probability if said else 0.5
                predictions[key] = Prediction(*key, Status.NOT_ASSESSED, chance, True)
    return Judged(
        predictions=tuple(predictions[key] for key in sorted(predictions)),
        ranked={
            (o.prediction.document, o.prediction.element): passages(
                by_id[o.prediction.document], o.ranked
            )
            for o in found
        },
        baselines=_baselines(given, predictions),
    )


def passages(labelled: Labelled, columns: Sequence[int]) -> tuple[str, ...]:
    """Return the texts of the first segments, verbatim."""
    text = labelled.document.text
    chosen = [labelled.segments[column] for column in columns[:DEPTH]]
    return tuple(text[segment.start : segment.end] for segment in chosen)


def _inside(given: Sequence[Example]) -> list[OutOfFold]:
    """Cross-validate; a person is asked inside the band that ships."""
    found = cross_validate(given)
    band = load_judge(FEATURES).review
    marked = with_review_band([one.prediction for one in found], band)
    return [replace(one, prediction=said) for one, said in zip(found, marked, strict=True)]


def _shipped(given: Sequence[Example]) -> list[OutOfFold]:
    if not given:
        return []
    fitted, relevance = load_judge(FEATURES), load_relevance()
    found = []
    for example in given:
        one = example.gathered
        said = judge(
            fitted,
            one.element,
            values(one, relevance),
            one.ruling.status,
            supported=bool(one.marks.supported),
        )
        ranked = tuple(column for column, _ in relevance.ranked(one.found))
        prediction = Prediction(
            example.document, one.element, said.status, said.filled, said.needs_review
        )
        found.append(OutOfFold(prediction, ranked))
    return found


def _baselines(
    given: Sequence[Example], predictions: Mapping[tuple[str, str], Prediction]
) -> dict[str, dict[tuple[str, str], float]]:
    """Return scores of methods that use one signal only; 0 where nothing could be read."""
    names = ("heading only", "keyword only", "keyword with value", "dense only", "rules only")
    columns = (_HEADING, _STRONG, _BOTH, _DENSE, _RULE)
    found = {name: dict.fromkeys(sorted(predictions), 0.0) for name in names}
    for example in given:
        plain = example.gathered.plain
        for name, column in zip(names, columns, strict=True):
            found[name][example.document, example.gathered.element] = plain[column]
    return found
