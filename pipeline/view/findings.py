"""Findings as rows, in the order in which a reader needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.schema import (
    Audience,
    Dossier,
    Duty,
    Finding,
    Obligation,
    Outcome,
    Record,
    Relief,
)

#: What is missing in public first, then what will be due, then the rest.
ORDER = (
    Outcome.GAP_PUBLIC,
    Outcome.CONTRADICTED,
    Outcome.GAP_UPCOMING,
    Outcome.PARTLY_EVIDENCED,
    Outcome.UNDETERMINED,
    Outcome.NOT_ASSESSED,
    Outcome.NOT_FOUND_NO_CONCLUSION,
    Outcome.EVIDENCED,
    Outcome.NOT_APPLICABLE,
)

WORDS = {
    Outcome.GAP_PUBLIC: "not found, due in public now",
    Outcome.CONTRADICTED: "the documents contradict each other",
    Outcome.GAP_UPCOMING: "not found, due in public later",
    Outcome.PARTLY_EVIDENCED: "partly stated",
    Outcome.UNDETERMINED: "depends on a fact that is not known",
    Outcome.NOT_ASSESSED: "could not be judged",
    Outcome.NOT_FOUND_NO_CONCLUSION: "not found, and need not be public",
    Outcome.EVIDENCED: "stated",
    Outcome.NOT_APPLICABLE: "does not apply",
}

DUTY_WORDS = {
    Duty.DUE: "due now",
    Duty.DUE_LATER: "due later",
    Duty.ON_REQUEST: "owed on request or voluntary",
    Duty.NOT_APPLICABLE: "does not apply",
    Duty.UNDETERMINED: "undetermined",
}

RECORD_WORDS = {
    Record.EVIDENCED: "stated",
    Record.PARTLY: "partly stated",
    Record.SILENT: "silent",
    Record.CONTRADICTED: "contradicted",
    Record.NOT_ASSESSED: "not judged",
}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding as the viewer and the reports show it."""

    id: str
    obligation: str
    ref: str
    gloss: str
    kind: str
    audience: tuple[Audience, ...]
    variants: tuple[str, ...]
    record: Record
    duty: Duty
    due_from: date | None
    outcome: Outcome
    words: str
    elements: tuple[str, ...]
    because: str
    needs_review: bool = False
    reliefs: tuple[Relief, ...] = ()


SIZE_WORDS = {"sme": "a small or medium-sized enterprise", "smc": "a small mid-cap"}
CONFIDENCE_WORDS = {
    "official": "read in an official text",
    "copy": "read in a copy of the official text",
    "secondary": "from a secondary source",
    "unverified": "not verified",
}


def relief_words(relief: Relief) -> str:
    """Return a relief in a sentence, with its place, edition and how it was read."""
    whom = " or ".join(SIZE_WORDS[size] for size in relief.sizes)
    start = f"Simpler for {whom}" if relief.given else f"If the provider is {whom}"
    read = CONFIDENCE_WORDS[relief.confidence]
    return f"{start}: {relief.gloss} ({relief.ref}, edition {relief.edition}, {read}; our words)"


def finding_rows(dossier: Dossier, catalogue: Sequence[Obligation]) -> tuple[FindingRow, ...]:
    """Return all findings by outcome (``ORDER``), then in the catalogue's order."""
    known = {item.id: (place, item) for place, item in enumerate(catalogue)}
    rows = [
        (ORDER.index(finding.outcome), known[finding.obligation][0], finding)
        for finding in dossier.findings
        if finding.obligation in known
    ]
    rows.sort(key=lambda row: (row[0], row[1], row[2].id))
    return tuple(_row(finding, known[finding.obligation][1]) for _, _, finding in rows)


def _row(finding: Finding, obligation: Obligation) -> FindingRow:
    return FindingRow(
        id=finding.id,
        obligation=obligation.id,
        ref=obligation.ref,
        gloss=obligation.gloss,
        kind=obligation.kind,
        audience=obligation.audience,
        variants=finding.variants,
        record=finding.record,
        duty=finding.duty,
        due_from=finding.due_from,
        outcome=finding.outcome,
        words=WORDS[finding.outcome],
        elements=finding.elements,
        because=finding.because,
        needs_review=finding.needs_review,
        reliefs=finding.reliefs,
    )


def outcome_counts(rows: Sequence[FindingRow]) -> Mapping[Outcome, int]:
    """Return the number of findings by outcome, in ``ORDER``, zeros left out."""
    counts = dict.fromkeys(ORDER, 0)
    for row in rows:
        counts[row.outcome] += 1
    return {outcome: count for outcome, count in counts.items() if count}
