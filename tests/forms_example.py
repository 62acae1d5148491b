"""A dossier with a published summary of an invented model, for tests of forms and timelines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipeline.assess.findings import findings
from pipeline.catalogue.elements import elements
from pipeline.catalogue.obligations import obligations
from pipeline.schema import (
    Applicability,
    Assessment,
    Claim,
    Document,
    Dossier,
    Model,
    Origin,
    Page,
    Polarity,
    Reason,
    RunInfo,
    Status,
    Support,
    Tri,
    Value,
    Variant,
    Verdict,
    Whose,
)

SUMMARY = """Summary of the training content of Plover 3
Provider: Tern Works, mail@tern.example
Version: 2
Crawlers used? Yes
Synthetic data used? No
Licensed data? Yes
\fPlover 3 was trained on text in Maltese.
"""
CARD = """# Plover 3

Plover 3 has 9 billion parameters. Tern Works made it.
Version 7 of this card.
"""
AS_OF = date(2026, 11, 25)
PLACED = date(2025, 10, 1)
LATE = date(2027, 8, 2)
BRANCHES = (("placed before", LATE), ("placed on or after", date(2025, 8, 2)))


def summary() -> Document:
    """The published summary: two pages."""
    cut = SUMMARY.index("\f") + 1
    return Document(
        id="a" * 64,
        name="summary.pdf",
        media_type="application/pdf",
        text=SUMMARY,
        pages=(Page(1, 0, cut, 595, 842), Page(2, cut, len(SUMMARY), 595, 842)),
        kind="summary",
    )


def card() -> Document:
    """A card beside it."""
    return Document("b" * 64, "card.md", "text/markdown", CARD, kind="card")


def box(document: Document, question: str, element: str, words: str, norm: str) -> Claim:
    """A claim that was read from the boxes of a question."""
    start = document.text.index(words)
    return Claim(
        element,
        "Plover 3",
        None,
        Whose.UNKNOWN if norm == "indeterminate" else Whose.OWN,
        Value(words, norm),
        Origin.STATED,
        Polarity.NEGATED if norm == "no" else Polarity.AFFIRMED,
        document.span(start, start + len(words)),
        f"{element}/box-{question}",
    )


def stated(
    element: str, document: Document, words: str, status: Status = Status.DISCLOSED
) -> Assessment:
    """An element that some words of a document state."""
    start = document.text.index(words)
    span = document.span(start, start + len(words))
    return Assessment(element, status, (span,), (), "its words", (document.id,), probability=0.9)


def because(told: str, verdict: Tri) -> Reason:
    """A tree of one node."""
    return Reason("R", "Does it apply?", verdict, (), Support.CHILDREN, told)


def row(
    obligation: str,
    outcome: Verdict = Verdict.APPLIES,
    day: date | None = PLACED,
    variant: str = "Plover 3",
    branches: tuple[tuple[str, date], ...] = (),
) -> Applicability:
    """Whether one duty applies."""
    verdict = {
        Verdict.APPLIES: Tri.YES,
        Verdict.DOES_NOT_APPLY: Tri.NO,
        Verdict.UNDETERMINED: Tri.UNKNOWN,
    }[outcome]
    due = day if outcome is Verdict.APPLIES and not branches else None
    told = f"{outcome.value} because of {obligation}."
    return Applicability(obligation, variant, outcome, due, because(told, verdict), branches)


def dossier(
    found: Sequence[Assessment] = (),
    claims: Sequence[Claim] = (),
    applicability: Sequence[Applicability] = (),
    documents: Sequence[Document] | None = None,
    variants: Sequence[str] = ("Plover 3",),
) -> Dossier:
    """A dossier: what is not given is absent, and what is not ruled on applies since placing."""
    read = tuple(documents) if documents is not None else (summary(), card())
    given = {item.element: item for item in found}
    silent = {
        element.id: Assessment(element.id, Status.ABSENT, (), (), "nothing", (read[0].id,))
        for element in elements()
    }
    rows: Mapping[tuple[str, str], Applicability] = {
        (item.obligation, item.variant): item
        for item in (
            *(row(o.id, variant=name) for o in obligations() for name in variants),
            *applicability,
        )
    }
    assessments = tuple(given.get(name, item) for name, item in silent.items())
    judged = tuple(rows.values())
    run = RunInfo("0", "0", (), (), (), AS_OF, "2026-11-25T10:00:00+00:00", "")
    return Dossier(
        model=Model("Plover 3", "Tern Works", tuple(Variant(n, n) for n in variants), Tri.YES),
        documents=read,
        claims=tuple(claims),
        assessments=assessments,
        applicability=judged,
        compute=(),
        findings=findings("Plover 3", obligations(), judged, assessments, AS_OF),
        run=replace(run, finished=run.started),
    )
