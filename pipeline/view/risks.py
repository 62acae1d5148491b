"""The risks of a dossier as a matrix: rows risks, columns what of an assessment is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.schema import CodedRisk, Dossier, Facet, RiskEntry, RiskStatus, Span, Standing
from pipeline.view.elements import Quoted
from pipeline.view.places import citation, documents, quote

STATUS_WORDS = {
    RiskStatus.ASSESSED: "assessed",
    RiskStatus.MITIGATED: "measures only",
    RiskStatus.NOT_EVALUATED: "said not evaluated",
    RiskStatus.MENTIONED: "mentioned only",
    RiskStatus.FORBIDDEN: "use forbidden only",
    RiskStatus.SILENT: "silent",
    RiskStatus.NOT_ASSESSED: "could not be judged",
}

AXES = {
    "specified": "Specified systemic risks",
    "type": "Types of risks",
    "example": "Examples of types",
    "nature_essential": "Nature: essential",
    "nature_contributing": "Nature: contributing",
    "capability": "Sources: capabilities",
    "propensity": "Sources: propensities",
    "affordance": "Sources: affordances and others",
    "selected": "Selected risks",
    "considered": "Further risks to consider",
    "nature": "Nature",
    "sources": "Sources",
}

_RISKS = ("specified", "example")


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code that passages of a risk carry.

    Attributes:
        id: Id of the entry, with a value for a trait of a draft.
        name: Its name, with the value.
        axis: In words.
        superseded: True for a label of a draft.
        evidence: The passages.
    """

    id: str
    name: str
    axis: str
    superseded: bool
    evidence: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One risk, or one source of risk, as the viewer and the reports show it.

    Attributes:
        id: Id of the entry.
        name: Its name.
        axis: In words.
        specified: True for the four that a signatory must always assess.
        status: What the documents show.
        words: The same, in words.
        because: Why.
        gloss: Our words for the risk.
        locator: Where it stands in the Code.
        types: Names of the types that it belongs to.
        evidence: Passages that speak of it, best first.
        facets: Facet -> passages that tell it; empty where none does.
        codes: What else the passages carry.
    """

    id: str
    name: str
    axis: str
    specified: bool
    status: RiskStatus
    words: str
    because: str
    gloss: str
    locator: str
    types: tuple[str, ...]
    evidence: tuple[Quoted, ...]
    facets: Mapping[Facet, tuple[Quoted, ...]]
    codes: tuple[CodeRow, ...]


def risk_rows(dossier: Dossier, entries: Mapping[str, RiskEntry]) -> tuple[RiskRow, ...]:
    """Return the specified risks and the others that were found, in the taxonomy's order.

    Args:
        dossier: The dossier.
        entries: The taxonomies' entries by id.
    """
    return _rows(dossier, entries, risks=True)


def source_rows(dossier: Dossier, entries: Mapping[str, RiskEntry]) -> tuple[RiskRow, ...]:
    """Return the sources of risk that were found, in the taxonomy's order."""
    return _rows(dossier, entries, risks=False)


def silent(rows: Sequence[RiskRow]) -> tuple[str, ...]:
    """Return the names of the specified risks on which the record is silent."""
    return tuple(row.name for row in rows if row.specified and row.status is RiskStatus.SILENT)


def _rows(
    dossier: Dossier, entries: Mapping[str, RiskEntry], *, risks: bool
) -> tuple[RiskRow, ...]:
    texts = documents(dossier)

    def quoted(spans: Sequence[Span]) -> tuple[Quoted, ...]:
        return tuple(
            Quoted(
                quote(texts[span.document], span),
                citation(texts[span.document], span),
                span.document,
                span.start,
                span.end,
            )
            for span in spans
        )

    def row(item: CodedRisk) -> RiskRow:
        entry = entries[item.risk]
        codes = []
        for coded in item.codes:
            name, _, value = coded.code.partition("=")
            other = entries[name]
            codes.append(
                CodeRow(
                    coded.code,
                    f"{other.name}: {value}" if value else other.name,
                    AXES.get(other.axis, other.axis),
                    other.standing is Standing.SUPERSEDED,
                    quoted(coded.evidence),
                )
            )
        return RiskRow(
            id=item.risk,
            name=entry.name,
            axis=AXES.get(entry.axis, entry.axis),
            specified=entry.axis == "specified",
            status=item.status,
            words=STATUS_WORDS[item.status],
            because=item.because,
            gloss=entry.gloss,
            locator=entry.locator,
            types=tuple(entries[name].name for name in entry.types),
            evidence=quoted(item.evidence),
            facets={facet: quoted(item.facet(facet)) for facet in Facet},
            codes=tuple(codes),
        )

    return tuple(row(item) for item in dossier.risks if (item.axis in _RISKS) is risks)
