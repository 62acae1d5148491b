"""Passages of all documents -> one row per risk: what the record shows of its assessment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.assess.statuses import searchable, unsearched
from pipeline.catalogue.risks import FINAL, RISK_AXES, SPECIFIED, crosswalk, entries
from pipeline.claims.mentions import Names
from pipeline.risks.passages import Passage, is_risk, passages
from pipeline.schema import Document, Identity, Segment, Span
from pipeline.schema.risks import Coded, CodedRisk, Facet, RiskEntry, RiskStatus

#: Axes whose entries get a row where a passage carries them: risks, and sources of risk.
_SOURCE_AXES = ("capability", "propensity", "affordance")
#: Passages kept of one risk, of one of its facets, of one of its codes; of a source of risk as
#: many as of a facet, and of its facets as many as of a code. The reason says how many there are.
KEPT, KEPT_FACET, KEPT_CODE = 24, 8, 3

#: What makes an assessment of what is said of a risk.
_ASSESSING = {Facet.METHOD, Facet.RESULT}


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with its place.

    Attributes:
        span: Where it stands.
        passage: What it carries and tells.
    """

    span: Span
    passage: Passage


def code(
    documents: Sequence[Document],
    segments: Mapping[str, Sequence[Segment]],
    identity: Identity,
) -> tuple[CodedRisk, ...]:
    """Return a row for every specified risk, and for each other risk and source that was found.

    Args:
        documents: The documents of one model.
        segments: Document id -> its segments.
        identity: Which model the documents are about.

    Returns:
        The specified risks first, then the others in the order of the taxonomy.
    """
    found = find(documents, segments, identity)
    searched = tuple(document.id for document in documents if searchable(document))
    missed = unsearched(documents)
    rows = []
    for entry in entries():
        if entry.taxonomy != FINAL or entry.axis not in (*RISK_AXES, *_SOURCE_AXES):
            continue
        mine = [one for one in found if entry.id in _codes(one.passage, entry)]
        if mine or entry.axis == SPECIFIED:
            rows.append(_row(entry, mine, searched, missed))
    return tuple(rows)


def find(
    documents: Sequence[Document],
    segments: Mapping[str, Sequence[Segment]],
    identity: Identity,
) -> tuple[Found, ...]:
    """Return every coded passage of the documents that can be judged, in their order."""
    names = Names(identity)
    return tuple(
        Found(segments[document.id][passage.segment].span, passage)
        for document in documents
        if searchable(document)
        for passage in passages(document, segments[document.id], names)
    )


def _codes(passage: Passage, entry: RiskEntry) -> frozenset[str]:
    """Return the codes that count for an entry: of a source only what the words themselves say."""
    return passage.about if entry.axis in RISK_AXES else passage.named


def _row(
    entry: RiskEntry, mine: Sequence[Found], searched: tuple[str, ...], missed: Sequence[str]
) -> CodedRisk:
    status = _status(mine, searched, missed)
    ordered = sorted(mine, key=lambda one: _rank(one, entry))
    told = {facet: [one.span for one in _telling(facet, entry, ordered)] for facet in Facet}
    risk = entry.axis in RISK_AXES
    most, most_told = (KEPT, KEPT_FACET) if risk else (KEPT_FACET, KEPT_CODE)
    return CodedRisk(
        risk=entry.id,
        taxonomy=entry.taxonomy,
        axis=entry.axis,
        status=status,
        evidence=tuple(one.span for one in ordered)[:most],
        because=_because(status, mine, told, missed),
        searched=searched,
        facets=tuple((facet, tuple(spans)[:most_told]) for facet, spans in told.items() if spans),
        codes=_carried(entry, ordered) if risk else (),
    )


def _rank(one: Found, entry: RiskEntry) -> tuple[bool, bool, int, bool]:
    """Order passages: what assesses first, then what tells most, then what names the risk."""
    told = one.passage.told
    first = not told.facets & _ASSESSING
    return told.forbidden, first, -len(told.facets), entry.id not in one.passage.named


def _telling(facet: Facet, entry: RiskEntry, ordered: Sequence[Found]) -> list[Found]:
    """Return the passages that tell a facet, best first.

    What names the risk itself comes first. A measure is told best by what tells nothing else.
    """
    more = 1 if facet is Facet.MITIGATION else -1
    found = [one for one in ordered if facet in one.passage.told.facets]
    return sorted(
        found,
        key=lambda one: (entry.id not in one.passage.named, more * len(one.passage.told.facets)),
    )


def _status(mine: Sequence[Found], searched: tuple[str, ...], missed: Sequence[str]) -> RiskStatus:
    told = {facet for one in mine for facet in one.passage.told.facets}
    if told & _ASSESSING:
        return RiskStatus.ASSESSED
    if Facet.MITIGATION in told:
        return RiskStatus.MITIGATED
    if any(one.passage.told.unevaluated for one in mine):
        return RiskStatus.NOT_EVALUATED
    if any(not one.passage.told.forbidden for one in mine):
        return RiskStatus.MENTIONED
    if mine:
        return RiskStatus.FORBIDDEN
    return RiskStatus.NOT_ASSESSED if missed or not searched else RiskStatus.SILENT


def _because(
    status: RiskStatus,
    mine: Sequence[Found],
    told: Mapping[Facet, Sequence[Span]],
    missed: Sequence[str],
) -> str:
    if status is RiskStatus.NOT_ASSESSED:
        what = "; ".join(missed) or "no document"
        return f"Nothing that was read speaks of it, but {what} could not be searched."
    if status is RiskStatus.SILENT:
        return "No document that was searched speaks of it."
    number = f"{len(mine)} passage{'s' if len(mine) != 1 else ''}"
    if status is RiskStatus.ASSESSED:
        have = [facet.value for facet in Facet if told[facet]]
        lack = [facet.value for facet in Facet if not told[facet]]
        return f"{number}: {_and(have)} stated" + (f"; no {_or(lack)} found." if lack else ".")
    return f"{number}: {_WHY[status]}"


_WHY = {
    RiskStatus.MITIGATED: "measures against it are stated, but neither a method nor a result.",
    RiskStatus.NOT_EVALUATED: "the documents say that it was not evaluated.",
    RiskStatus.MENTIONED: "it is named; no method, result or measure is stated.",
    RiskStatus.FORBIDDEN: "it is forbidden as a use; that is no assessment.",
}


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _or(words: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _carried(entry: RiskEntry, mine: Iterable[Found]) -> tuple[Coded, ...]:
    """Return the other codes of an entry's passages, and the drafts' labels that follow."""
    spans: dict[str, list[Span]] = {}
    for one in mine:
        if one.passage.told.forbidden:
            continue
        for name in sorted(one.passage.named):
            if name != entry.id and not is_risk(name):
                spans.setdefault(name, []).append(one.span)
    labels = {
        row.first: row.final[0]
        for row in crosswalk()
        if row.first and row.final and row.relation != "lost"
    }
    every = [one.span for one in mine]
    for label, final in labels.items():
        if carriers := every if final == entry.id else spans.get(final):
            spans[label] = list(carriers)
    return tuple(Coded(name, tuple(spans[name][:KEPT_CODE])) for name in sorted(spans))
