"""What a published summary of training content answers, field by field, and how complete it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.schema.documents import Span


class FieldReading(StrEnum):
    """What was read of one field of a public summary. Part of the JSON contract."""

    DISCLOSED = "disclosed"
    PARTIAL = "partial"
    REFERRED = "referred"
    DECLINED = "declined"
    PLACEHOLDER = "placeholder"
    ABSENT = "absent"
    NOT_APPLICABLE = "not_applicable"

    @property
    def answered(self) -> bool:
        """True where the field has an answer of its own."""
        return self in (FieldReading.DISCLOSED, FieldReading.PARTIAL)


@dataclass(frozen=True, slots=True)
class SummaryField:
    """One field of a public summary as it was read.

    Attributes:
        field: Id of the form's field, such as ``TCS-2.1-used``.
        status: What was read.
        answer: The answer in the document's words with white space evened; for boxes the options
            that are ticked, for questions ``Yes`` or ``No``; empty where there is none.
        evidence: Where it stands, best first.
        because: One sentence.
        lacks: What is asked of the field and was not found, each to follow "no".
    """

    field: str
    status: FieldReading
    answer: str
    evidence: tuple[Span, ...]
    because: str
    lacks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.status.answered and not self.evidence:
            raise ValueError(f"{self.field}: {self.status} without evidence")


@dataclass(frozen=True, slots=True)
class SummarySection:
    """How complete one section of a public summary is.

    Attributes:
        section: ``S1`` (the summary itself) to ``S8`` (processing).
        completeness: 0..1, in steps of 1e-4: weight of what is there over weight of what counts.
        gap: True where something that the form requires, and that applies, is missing.
        because: What is missing, field by field, or that nothing is.
    """

    section: str
    completeness: float
    gap: bool
    because: str

    def __post_init__(self) -> None:
        if not 0.0 <= self.completeness <= 1.0:
            raise ValueError(f"{self.section}: completeness {self.completeness}")


@dataclass(frozen=True, slots=True)
class TrainingSummary:
    """A published summary of training content, read.

    Attributes:
        document: Id of the document that was read as the summary.
        others: Ids of further summaries among the documents, which were not read for this.
        fields: Every field of the form, in its order.
        sections: S1 to S8.
    """

    document: str
    others: tuple[str, ...]
    fields: tuple[SummaryField, ...]
    sections: tuple[SummarySection, ...]
