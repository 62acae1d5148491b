"""A summary as read, in rows for people."""

from __future__ import annotations

from dataclasses import replace

from pipeline.schema import Dossier, FieldReading, SummaryField, SummarySection, TrainingSummary
from pipeline.view.summaries import (
    READING_WORDS,
    SECTION_WORDS,
    field_answers,
    read_from,
    section_rows,
)
from tests.forms_example import SUMMARY, card, dossier, summary


def with_summary() -> Dossier:
    at = SUMMARY.index("Tern Works")
    provider = summary().span(at, at + len("Tern Works"))
    shares = {"S1": (1.0, False), "S2": (0.9999, True), "S8": (0.0, True)}
    read = TrainingSummary(
        summary().id,
        (card().id,),
        (
            SummaryField(
                "TCS-1.1-provider",
                FieldReading.PARTIAL,
                "Tern Works",
                (provider,),
                "Stated under its label.",
                ("contact details of the provider",),
            ),
            SummaryField("TCS-2.5-gpai", FieldReading.NOT_APPLICABLE, "", (), "Answered no above."),
        ),
        tuple(SummarySection(f"S{n}", *shares.get(f"S{n}", (0.5, True)), "x") for n in range(1, 9)),
    )
    return replace(dossier(), summary=read)


def test_sections_never_round_a_gap_up_to_all() -> None:
    rows = section_rows(with_summary())
    assert [row.share for row in rows] == ["100 %", "99 %", *["50 %"] * 5, "0 %"]
    assert [row.gap for row in rows] == [False, *[True] * 7]
    assert rows[0].name == "The summary itself"


def test_fields_tell_answer_lack_and_place() -> None:
    found = field_answers(with_summary())
    provider = found["TCS-1.1-provider"]
    assert (provider.words, provider.answer) == ("answered in part", "Tern Works")
    assert provider.because.endswith("Not found: contact details of the provider.")
    assert provider.quotes[0].text == "Tern Works"
    assert provider.quotes[0].place == "summary.pdf, page 1"
    assert found["TCS-2.5-gpai"].words == "does not apply" and not found["TCS-2.5-gpai"].quotes


def test_which_file_was_read_is_told() -> None:
    assert read_from(with_summary()) == (
        "Read as the published summary: summary.pdf. Not read for this: card.md."
    )


def test_without_a_summary_there_is_nothing() -> None:
    assert (section_rows(dossier()), dict(field_answers(dossier())), read_from(dossier())) == (
        (),
        {},
        "",
    )


def test_every_status_and_section_has_words() -> None:
    assert set(READING_WORDS) == set(FieldReading)
    assert list(SECTION_WORDS) == [f"S{number}" for number in range(1, 9)]
