"""Risks at the level of the Union: the taxonomy's entries, and what documents say of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.schema.documents import Span


class Standing(StrEnum):
    """Whether a taxonomy counts today."""

    FINAL = "final"
    SUPERSEDED = "superseded"


class Confidence(StrEnum):
    """What a statement about the law rests on."""

    OFFICIAL = "official"
    COPY = "copy"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


class RiskStatus(StrEnum):
    """What the documents show of one risk, or of one source of risk."""

    ASSESSED = "assessed"
    MITIGATED = "mitigated_only"
    MENTIONED = "mentioned"
    NOT_EVALUATED = "not_evaluated"
    FORBIDDEN = "use_forbidden"
    SILENT = "silent"
    NOT_ASSESSED = "not_assessed"

    @property
    def speaks(self) -> bool:
        """True where the documents say something of the risk."""
        return self not in (RiskStatus.SILENT, RiskStatus.NOT_ASSESSED)


class Facet(StrEnum):
    """What of an assessment a passage tells."""

    METHOD = "method"
    THRESHOLD = "threshold"
    RESULT = "result"
    MITIGATION = "mitigation"


@dataclass(frozen=True, slots=True)
class RiskEntry:
    """One entry of a taxonomy of risks.

    Attributes:
        id: Such as ``cbrn`` or ``capability/autonomy``; unique over all taxonomies.
        taxonomy: ``code_final``, ``draft_third`` or ``draft_first``.
        axis: Such as ``specified``, ``type``, ``example``, ``capability``.
        name: A short name for people, ours.
        gloss: Our words; never to be shown as law.
        standing: Whether the taxonomy counts today.
        edition: Date of its text.
        confidence: What the entry rests on.
        source: Where it was read.
        locator: Where it stands in the Code; empty for drafts, of which no text is on hand.
        types: Of a risk, ids of the types that it belongs to, in our reading where the text gives
            none.
        serves: Of a source, ids of the risks that it feeds first, in our reading.
        values: Of a trait, the values that it could take.
    """

    id: str
    taxonomy: str
    axis: str
    name: str
    gloss: str
    standing: Standing
    edition: str
    confidence: Confidence
    source: str
    locator: str = ""
    types: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where labels of the drafts went in the final Code.

    Attributes:
        first: Id in the first draft, or None where there was none.
        third: Ids in the third draft.
        final: Ids in the final Code.
        relation: same, narrower, split, folded, moved, lost or new.
        confidence: What the row rests on.
        note: One sentence.
        place: Where in the final text a label went that is no label any more; a locator, or empty.
    """

    first: str | None
    third: tuple[str, ...]
    final: tuple[str, ...]
    relation: str
    confidence: Confidence
    note: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """A code of a taxonomy with the passages that carry it."""

    code: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class CodedRisk:
    """One risk, or one source of risk, and what the documents say of it.

    Attributes:
        risk: Id of an entry.
        taxonomy: Taxonomy of the entry.
        axis: Axis of the entry.
        status: What the documents show.
        evidence: Passages that name it, best first.
        because: One or two sentences.
        searched: Ids of the documents that were searched.
        facets: What of an assessment is told, with the passages that tell it.
        codes: Sources, traits and labels of drafts that the same passages carry.
    """

    risk: str
    taxonomy: str
    axis: str
    status: RiskStatus
    evidence: tuple[Span, ...]
    because: str
    searched: tuple[str, ...]
    facets: tuple[tuple[Facet, tuple[Span, ...]], ...] = ()
    codes: tuple[Coded, ...] = ()

    def __post_init__(self) -> None:
        if self.status.speaks != bool(self.evidence):
            raise ValueError(f"{self.risk}: {self.status} with {len(self.evidence)} passages")
        if self.status is RiskStatus.SILENT and not self.searched:
            raise ValueError(f"{self.risk}: silent, but nothing was searched")
        if any(not spans for _, spans in self.facets) or any(not c.evidence for c in self.codes):
            raise ValueError(f"{self.risk}: a facet or code without a passage")

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every passage of it."""
        told = [span for _, spans in self.facets for span in spans]
        told += [span for coded in self.codes for span in coded.evidence]
        return (*self.evidence, *told)

    def facet(self, facet: Facet) -> tuple[Span, ...]:
        """Return the passages that tell one facet; empty where none does."""
        return dict(self.facets).get(facet, ())
