"""Signals of every document -> one assessment per element."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.assess import unclear
from pipeline.assess.contradictions import find
from pipeline.assess.features import FEATURES, Gathered, gather, values
from pipeline.assess.foreign import foreign_part, in_language, with_typed_values
from pipeline.assess.judge import Fitted, Judgement, judge, load_judge
from pipeline.assess.passages import Relevance, load_relevance
from pipeline.assess.reasons import absent_everywhere, because, why_not
from pipeline.assess.recognised import marked
from pipeline.catalogue.elements import elements as elements_of_catalogue
from pipeline.catalogue.rows import Faults, load
from pipeline.claims.about import left_out
from pipeline.retrieval.rank import Scores
from pipeline.schema import (
    Assessment,
    Claim,
    Document,
    Element,
    Identity,
    Nearest,
    Polarity,
    Segment,
    SegmentKind,
    Side,
    Span,
    Status,
    Value,
    WarningCode,
    Whose,
)
from pipeline.schema.documents import UNREADABLE

#: Statuses from what helps a reader most to what helps least.
BEST_FIRST = (
    Status.DISCLOSED,
    Status.PARTIAL,
    Status.DECLINED,
    Status.REFERRED,
    Status.PLACEHOLDER,
    Status.MENTIONED,
    Status.ABSENT,
)

#: Quotations kept of one document, and of all of them.
QUOTES_EACH = 5
QUOTES = 8

#: Passages shown beside an absent element.
NEAREST = 5

#: What kinds of documents can evidence.
SCOPES = "lexicons/document_scope.yaml"

#: Highest probability for an element that a document cannot evidence.
OUT_OF_SCOPE = 0.05

#: Warnings of a whole document after which what it states is unknown. Empty and unknown files are
#: among them: a download that broke off looks like either, and silence must not rest on it. So is
#: a limit, or a damaged part: of such a document some may have been read, and the rest not.
_CLOSED = frozenset(UNREADABLE | {WarningCode.LANGUAGE, WarningCode.LIMIT, WarningCode.PARTLY_READ})


@dataclass(frozen=True)
class _Opinion:
    """What one document says of one element."""

    document: Document
    segments: Sequence[Segment]
    gathered: Gathered
    said: Judgement
    ranked: tuple[tuple[int, float], ...]
    status: Status
    evidence: tuple[tuple[float, Span], ...]
    why_not: str = ""


@dataclass(frozen=True)
class Scope:
    """What a kind of document can evidence.

    Attributes:
        elements: Element ids; of all others it states nothing, whatever its words.
        why_not: Said of its passages that come near another element.
        alone: Those of the elements that it evidences only where every other document is of its
            kind too; beside a card or a report, they would be taken for the documentation's.
    """

    elements: frozenset[str]
    why_not: str
    alone: frozenset[str] = frozenset()

    def covers(self, element: str, *, accompanied: bool) -> bool:
        """Return whether it can evidence an element, alone or beside documents of other kinds."""
        return element in self.elements and not (accompanied and element in self.alone)


def document_scopes() -> dict[str, Scope]:
    """Return the scope of each kind of document that has one.

    Raises:
        BadCorpus: the file is faulty; all of its faults are named.
    """
    faults = Faults(SCOPES)
    known = {element.id for element in elements_of_catalogue()}
    found = {}
    for kind, row in load(SCOPES).items():
        named = row.get("elements") or []
        for element in sorted(set(named) - known):
            faults.add(kind, f"unknown element {element}")
        if not named or not row.get("why_not"):
            faults.add(kind, "needs elements and why_not")
        alone = row.get("alone") or []
        for element in sorted(set(alone) - set(named)):
            faults.add(kind, f"{element} is under alone and not under elements")
        found[kind] = Scope(frozenset(named), str(row.get("why_not")), frozenset(alone))
    faults.done()
    return found


def assess(
    elements: Sequence[Element],
    documents: Sequence[Document],
    segments: Mapping[str, Sequence[Segment]],
    claims: Sequence[Claim],
    identity: Identity,
    scores: Mapping[str, Scores],
) -> tuple[Assessment, ...]:
    """Return one assessment per element, in the order of the elements.

    Every document is judged by itself; the best status of an element wins, and the quotations of
    all documents are kept.

    Args:
        elements: The catalogue.
        documents: The documents of one model.
        segments: Document id -> its segments.
        claims: Typed claims of all documents.
        identity: Which model the documents are about.
        scores: Document id -> retrieval scores.
    """
    fitted, relevance = load_judge(FEATURES), load_relevance()
    scopes = document_scopes()
    searched = [document for document in documents if searchable(document)]
    opinions: dict[str, list[_Opinion]] = {element.id: [] for element in elements}
    kinds = {document.kind for document in documents}
    for document in searched:
        units = segments[document.id]
        scope = scopes.get(document.kind)
        accompanied = len(kinds) > 1
        for one in gather(elements, document, units, claims, scores[document.id]):
            opinion = _opinion(document, units, one, fitted, relevance)
            if scope is not None and not scope.covers(one.element, accompanied=accompanied):
                opinion = _silent(opinion, scope.why_not)
            opinions[one.element].append(opinion)
    sides = find(claims, documents)
    missed = unsearched(documents)
    found = with_typed_values(
        (
            _combine(
                element,
                opinions[element.id],
                tuple(document.id for document in searched),
                missed,
                claims,
                sides.get(element.id, ()),
                identity,
            )
            for element in elements
        ),
        documents,
        claims,
    )
    return unclear.marked(marked(found, documents), claims, documents)


def searchable(document: Document) -> bool:
    """Return whether a document's text can be judged: read, English, and not another model's."""
    return (
        document.readable
        and not left_out(document)
        and not any(warning.code is WarningCode.LANGUAGE for warning in document.warnings)
    )


def unsearched(documents: Sequence[Document]) -> tuple[str, ...]:
    """Return what could not be searched, in plain words; absence would depend on it."""
    found = []
    for document in documents:
        if left_out(document):
            continue
        closed = [warning for warning in document.warnings if warning.code in _CLOSED]
        whole = [warning for warning in closed if warning.page is None]
        pages = [str(page.number) for page in document.pages if not page.readable]
        if whole:
            found.append(in_language(document))
            continue
        if pages:
            noun = "page" if len(pages) == 1 else "pages"
            found.append(f"{noun} {', '.join(pages)} of {document.name}")
        if part := foreign_part(document):
            found.append(part)
    return tuple(found)


def _opinion(
    document: Document,
    segments: Sequence[Segment],
    gathered: Gathered,
    fitted: Fitted,
    relevance: Relevance,
) -> _Opinion:
    supported = bool(gathered.marks.supported)
    said = judge(
        fitted,
        gathered.element,
        values(gathered, relevance),
        gathered.ruling.status,
        supported=supported,
    )
    ranked = tuple(relevance.ranked(gathered.found))
    status = said.status
    evidence = _evidence(status, segments, gathered, ranked)
    if not evidence and status is not Status.ABSENT:
        status = Status.ABSENT
    return _Opinion(document, segments, gathered, said, ranked, status, evidence)


def _silent(opinion: _Opinion, why_not: str) -> _Opinion:
    """Return the opinion of a document that cannot evidence the element."""
    said = replace(
        opinion.said, filled=min(opinion.said.filled, OUT_OF_SCOPE), needs_review=False, signals=()
    )
    return replace(opinion, said=said, status=Status.ABSENT, evidence=(), why_not=why_not)


def _evidence(
    status: Status,
    segments: Sequence[Segment],
    gathered: Gathered,
    ranked: Sequence[tuple[int, float]],
) -> tuple[tuple[float, Span], ...]:
    """Return (relevance, span) of the passages that a status rests on, best first."""
    if status is Status.ABSENT:
        return ()
    marks = gathered.marks
    allowed = marks.ruled
    if not status.is_gap:
        allowed = marks.supported
    elif not allowed or gathered.ruling.status is not status:
        allowed = marks.role(status.value) | marks.role("weak") | marks.role("strong") | allowed
    stretches = {column: (start, end) for column, start, end in gathered.ruling.evidence}
    found: list[tuple[float, Span]] = []
    for column, relevance in ranked:
        if column not in allowed or len(found) == QUOTES_EACH:
            continue
        segment = segments[column]
        span = segment.locate(*stretches[column]) if column in stretches else segment.span
        if span is not None and span not in (other for _, other in found):
            found.append((relevance, span))
    return tuple(found)


def _combine(
    element: Element,
    opinions: Sequence[_Opinion],
    searched: tuple[str, ...],
    missed: Sequence[str],
    claims: Sequence[Claim],
    sides: tuple[Side, ...],
    identity: Identity,
) -> Assessment:
    if not opinions:
        what = "no document could be read" if not missed else f"not searched: {'; '.join(missed)}"
        return Assessment(
            element.id, Status.NOT_ASSESSED, (), (), f"Not assessed: {what}.", searched
        )
    best = min(
        opinions,
        key=lambda one: (BEST_FIRST.index(one.status), -one.said.filled, one.document.id),
    )
    if best.status is Status.ABSENT:
        return _absent(element, opinions, best, searched, missed, identity)
    status, reason = best.status, because(best.status, best.said, best.gathered)
    evidence = _quotes(opinions)
    borrowed = _borrowed(evidence, opinions)
    if borrowed:
        reason += f" Only {borrowed} says so, which is about another model or version."
    if sides and not status.is_gap:
        status = Status.CONTRADICTED
        reason = "The documents state different values: " + " against ".join(
            dict.fromkeys(side.value.raw for side in sides)
        )
        first = tuple(dict.fromkeys(side.span for side in sides))
        evidence = (*first, *(span for span in evidence if span not in first))
        reason += "."
    return Assessment(
        element=element.id,
        status=status,
        evidence=evidence[:QUOTES],
        values=() if status.is_gap else _values(element, claims, searched),
        because=reason,
        searched=searched,
        probability=best.said.filled,
        needs_review=best.said.needs_review or status is Status.CONTRADICTED or bool(borrowed),
        sides=sides if status is Status.CONTRADICTED else (),
        signals=best.said.signals,
    )


def _borrowed(evidence: Sequence[Span], opinions: Sequence[_Opinion]) -> str:
    """Return the documents, all about other models, on which evidence rests; empty otherwise."""
    cited = {span.document for span in evidence}
    documents = [one.document for one in opinions if one.document.id in cited]
    if any(one.about is None or not one.about.foreign for one in documents):
        return ""
    return ", ".join(document.name for document in documents)


def _absent(
    element: Element,
    opinions: Sequence[_Opinion],
    best: _Opinion,
    searched: tuple[str, ...],
    missed: Sequence[str],
    identity: Identity,
) -> Assessment:
    reason = absent_everywhere(identity.model, len(searched))
    if missed:
        reason = (
            f"Nothing that was read states it, but {'; '.join(missed)} could not be searched, "
            "so that its absence is not established."
        )
    return Assessment(
        element=element.id,
        status=Status.NOT_ASSESSED if missed else Status.ABSENT,
        evidence=(),
        values=(),
        because=reason,
        searched=searched,
        nearest=_nearest(element, opinions),
        probability=best.said.filled,
        needs_review=best.said.needs_review,
        signals=best.said.signals,
    )


def _quotes(opinions: Sequence[_Opinion]) -> tuple[Span, ...]:
    """Return the quotations of all documents: better statuses first, then relevance."""
    found = [
        (BEST_FIRST.index(one.status), -relevance, span)
        for one in opinions
        for relevance, span in one.evidence
    ]
    return tuple(dict.fromkeys(span for _, _, span in sorted(found)))


def _nearest(element: Element, opinions: Sequence[_Opinion]) -> tuple[Nearest, ...]:
    found = [
        (-relevance, one.segments[column].span, one, column)
        for one in opinions
        for column, relevance in one.ranked[: NEAREST * 2]
        if one.segments[column].kind is not SegmentKind.CODE
    ]
    found.sort(key=lambda item: item[:2])
    shown: dict[Span, Nearest] = {}
    for _, span, one, column in found:
        if span not in shown and len(shown) < NEAREST:
            why = one.why_not or why_not(element, one.segments[column], column, one.gathered)
            shown[span] = Nearest(span, why)
    return tuple(shown.values())


def _values(
    element: Element, claims: Sequence[Claim], searched: tuple[str, ...]
) -> tuple[tuple[Value, str | None], ...]:
    """Return the typed values about the own model, each once, in the order of the claims."""
    return tuple(
        dict.fromkeys(
            (claim.value, claim.variant)
            for claim in claims
            if claim.element == element.id
            and claim.whose is Whose.OWN
            and claim.polarity is Polarity.AFFIRMED
            and (claim.span is None or claim.span.document in searched)
        )
    )
