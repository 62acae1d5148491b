"""A published summary as it was read, in rows: sections and what is missing, fields and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.schema import Dossier, FieldReading
from pipeline.view.elements import Quoted
from pipeline.view.places import citation, documents, quote

READING_WORDS = {
    FieldReading.DISCLOSED: "answered",
    FieldReading.PARTIAL: "answered in part",
    FieldReading.REFERRED: "points elsewhere",
    FieldReading.DECLINED: "declined",
    FieldReading.PLACEHOLDER: "left open",
    FieldReading.ABSENT: "not there",
    FieldReading.NOT_APPLICABLE: "does not apply",
}

SECTION_WORDS = {
    "S1": "The summary itself",
    "S2": "General information",
    "S3": "Public data sets",
    "S4": "Private data sets",
    "S5": "Crawled data",
    "S6": "User data",
    "S7": "Synthetic data and other sources",
    "S8": "Processing",
}


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section of the summary for people.

    Attributes:
        name: Its title in our words.
        share: How much of what counts is there, as ``78 %``; a gap is never shown as 100 %.
        gap: True where something required is missing.
        missing: What, field by field.
    """

    name: str
    share: str
    gap: bool
    missing: str


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """One field as it was read.

    Attributes:
        status: What was read.
        words: The status in words.
        answer: The answer; empty where there is none.
        because: Why, with what is missing.
        quotes: Where it stands.
    """

    status: FieldReading
    words: str
    answer: str
    because: str
    quotes: tuple[Quoted, ...]


def section_rows(dossier: Dossier) -> tuple[SectionRow, ...]:
    """Return the sections S1 to S8; none where the dossier holds no summary."""
    if dossier.summary is None:
        return ()
    return tuple(
        SectionRow(
            SECTION_WORDS[row.section], _share(row.completeness, row.gap), row.gap, row.because
        )
        for row in dossier.summary.sections
    )


def field_answers(dossier: Dossier) -> Mapping[str, FieldAnswer]:
    """Return what was read of each field, by field id; empty without a summary."""
    if dossier.summary is None:
        return {}
    texts = documents(dossier)
    found = {}
    for item in dossier.summary.fields:
        lacks = f" Not found: {'; '.join(item.lacks)}." if item.lacks else ""
        found[item.field] = FieldAnswer(
            item.status,
            READING_WORDS[item.status],
            item.answer,
            item.because + lacks,
            tuple(
                Quoted(
                    quote(texts[span.document], span),
                    citation(texts[span.document], span),
                    span.document,
                    span.start,
                    span.end,
                )
                for span in item.evidence
            ),
        )
    return found


def read_from(dossier: Dossier) -> str:
    """Return which file was read as the summary, and which others there are; empty without one."""
    if dossier.summary is None:
        return ""
    names = {document.id: document.name for document in dossier.documents}
    told = f"Read as the published summary: {names[dossier.summary.document]}."
    others = [names[one] for one in dossier.summary.others if one in names]
    return f"{told} Not read for this: {', '.join(others)}." if others else told


def _share(completeness: float, gap: bool) -> str:
    percent = round(100 * completeness)
    return f"{min(percent, 99) if gap else percent} %"
