"""A small dossier made by hand, for tests of rooms that see only the nouns."""

from __future__ import annotations

from datetime import date

from pipeline.schema import (
    Applicability,
    Assessment,
    Benchmark,
    Block,
    BlockKind,
    Claim,
    ComputeEstimate,
    Document,
    Dossier,
    Duty,
    Finding,
    Model,
    Nearest,
    Origin,
    Outcome,
    Page,
    Polarity,
    ReadWarning,
    Reason,
    Record,
    RunInfo,
    Side,
    Source,
    Span,
    Status,
    Support,
    Tri,
    Value,
    Variant,
    Verdict,
    WarningCode,
    Whose,
    Word,
)

CARD_TEXT = "# Nova\n\nNova 7B has 7 billion parameters.\nIts context is 32k tokens.\n"
REPORT_TEXT = "Nova report\nContexts of 8k tokens.\fSecond page.\n"


#: What a citation of ``card()`` says after its place.
CITED = "; Nova Labs; https://nova.example/card; retrieved 2026-11-01"


def card() -> Document:
    """A Markdown card without pages."""
    return Document(
        id="c" * 64,
        name="card.md",
        media_type="text/markdown",
        text=CARD_TEXT,
        blocks=(Block(0, 6, BlockKind.HEADING, 1),),
        warnings=(ReadWarning(WarningCode.STUB, "hardly any text"),),
        kind="card",
        language="en",
        source=Source("https://nova.example/card", "2026-11-01", "Nova Labs"),
    )


def report() -> Document:
    """A report of two pages with word boxes for its second line."""
    start = REPORT_TEXT.index("Contexts")
    words, at = [], start
    for place, word in enumerate(["Contexts", "of", "8k", "tokens."]):
        words.append(Word(at, at + len(word), 1, (50 + 40 * place, 700, 88 + 40 * place, 712)))
        at += len(word) + 1
    split = REPORT_TEXT.index("Second")
    return Document(
        id="d" * 64,
        name="report.pdf",
        media_type="application/pdf",
        text=REPORT_TEXT,
        pages=(
            Page(1, 0, split, 595, 842),
            Page(2, split, len(REPORT_TEXT), 595, 842, 90, False),
        ),
        words=tuple(words),
        kind="report",
    )


def cut(document: Document, words: str) -> Span:
    """Return the span of some words of a document."""
    start = document.text.index(words)
    return document.span(start, start + len(words))


def reason() -> Reason:
    """A tree with an inferred and an unknown node."""
    return Reason(
        "R2",
        "Was the model first placed before 2 August 2025?",
        Tri.UNKNOWN,
        ("Art. 111(3)",),
        Support.CHILDREN,
        "no document states the date",
        settles="the date of placing on the Union market",
        children=(
            Reason(
                "R0a",
                "Is it on the Union market?",
                Tri.YES,
                ("Art. 2(1)(a)",),
                Support.INFERENCE,
                "the weights can be downloaded by everybody",
                spans=(cut(card(), "Nova 7B"),),
            ),
        ),
    )


def dossier() -> Dossier:
    """A dossier that has one of everything."""
    one, two = card(), report()
    parameters = Value("7 billion", 7e9, unit="parameters")
    context = Value("32k", 32000, unit="tokens", qualifier="up to")
    shorter = Value("8k", None, low=8000, high=8192, unit="tokens")
    return Dossier(
        model=Model("Nova", "Nova Labs", (Variant("Nova 7B", "7B", "7B"),), Tri.YES, "it writes"),
        documents=(one, two),
        claims=(
            Claim(
                "parameters_total",
                "Nova 7B",
                "Nova 7B",
                Whose.OWN,
                parameters,
                Origin.STATED,
                Polarity.AFFIRMED,
                cut(one, "7 billion parameters"),
                "prose",
                0.9,
            ),
            Claim(
                "evaluation_results",
                "Nova 7B",
                None,
                Whose.RIVAL,
                Value("8k", 8.0),
                Origin.STATED,
                Polarity.AFFIRMED,
                cut(two, "8k"),
                "table",
                benchmark=Benchmark("MMLU", "accuracy", "5-shot", Whose.RIVAL),
            ),
            Claim(
                "release_date",
                "Nova",
                None,
                Whose.OWN,
                Value("2025-09-16", "2025-09-16"),
                Origin.ANALYST,
                Polarity.AFFIRMED,
                None,
                "facts",
            ),
        ),
        assessments=(
            Assessment(
                "parameters_total",
                Status.DISCLOSED,
                (cut(one, "Nova 7B has 7 billion parameters."),),
                ((parameters, "Nova 7B"),),
                "a figure with its unit",
                (one.id, two.id),
                probability=0.98,
                signals=(("rule", 2.5),),
            ),
            Assessment(
                "max_input",
                Status.CONTRADICTED,
                (cut(one, "32k tokens"), cut(two, "8k tokens")),
                ((context, None), (shorter, None)),
                "two documents give different figures",
                (one.id, two.id),
                probability=0.9,
                needs_review=True,
                sides=(
                    Side(context, cut(one, "32k tokens")),
                    Side(shorter, cut(two, "8k tokens"), "Nova 7B"),
                ),
            ),
            Assessment(
                "training_summary",
                Status.ABSENT,
                (),
                (),
                "nothing of the kind",
                (one.id, two.id),
                nearest=(Nearest(cut(two, "Nova report"), "on topic, but no summary"),),
                probability=0.02,
            ),
        ),
        applicability=(
            Applicability(
                "ACT-53-1-d",
                "Nova 7B",
                Verdict.APPLIES,
                None,
                reason(),
                (("placed before", date(2027, 8, 2)), ("placed later", date(2025, 8, 2))),
            ),
        ),
        compute=(
            ComputeEstimate(
                "Nova 7B", "update", "6ND", 1e22, 2e22, 3e22, (("N", "7e9"),), Tri.NO, Tri.NO
            ),
        ),
        findings=(
            Finding(
                "f1",
                "ACT-53-1-d",
                ("Nova 7B",),
                Record.SILENT,
                Duty.DUE,
                date(2025, 9, 16),
                Outcome.GAP_PUBLIC,
                ("training_summary",),
                "no summary was found",
            ),
            Finding(
                "f2",
                "ANNEX-XI-1-1-d",
                ("Nova 7B",),
                Record.EVIDENCED,
                Duty.ON_REQUEST,
                None,
                Outcome.EVIDENCED,
                ("parameters_total",),
                "stated",
            ),
        ),
        run=RunInfo(
            "0.1.0",
            "abc",
            (("model", ""),),
            (("all", "0" * 64),),
            (("encoder", "1" * 64),),
            date(2026, 11, 25),
            "2026-11-25T10:00:00+00:00",
            "2026-11-25T10:00:02+00:00",
        ),
    )
