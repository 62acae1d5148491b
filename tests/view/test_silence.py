"""What an absence rests on, in words: each document with its pages, when, and what was missed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.schema import About, Dossier, ReadWarning, Relation, WarningCode
from pipeline.view.silence import search
from tests.examples import card, dossier, report


def _warned(code: WarningCode, message: str, page: int | None = None) -> Dossier:
    warned = replace(card(), warnings=(ReadWarning(code, message, page),))
    return replace(dossier(), documents=(warned, report()))


def test_each_document_is_named_with_how_much_of_it_was_searched() -> None:
    found = search(dossier())
    # The report's second page could not be read, and no warning says so.
    assert found.read == ("card.md, its whole text", "report.pdf, 1 of 2 pages")
    assert found.missed == ("report.pdf, page 2: could not be read",)


def test_pages_that_were_all_read() -> None:
    pages = tuple(replace(page, readable=True) for page in report().pages)
    made = replace(dossier(), documents=(card(), replace(report(), pages=pages)))
    assert search(made).read[1] == "report.pdf, all 2 pages"
    assert search(made).missed == ()


@pytest.mark.parametrize(
    ("finished", "words"),
    [
        ("2026-11-25T18:31:02+00:00", "2026-11-25 18:31 UTC"),
        ("2026-11-25T18:31:02+02:00", "2026-11-25 18:31"),
        ("some day", "some day"),
        ("2026-11-25", "2026-11-25"),
    ],
)
def test_the_moment_is_told_as_people_read_it(finished: str, words: str) -> None:
    made = dossier()
    assert search(replace(made, run=replace(made.run, finished=finished))).when == words


@pytest.mark.parametrize(
    ("code", "counts"),
    [
        (WarningCode.LANGUAGE, True),
        (WarningCode.LANGUAGE_PART, True),
        (WarningCode.LIMIT, True),
        (WarningCode.DAMAGED, True),
        (WarningCode.NO_TEXT, True),
        (WarningCode.DUPLICATE, False),
        (WarningCode.STUB, False),
        (WarningCode.OCR, False),
    ],
)
def test_only_what_hides_something_counts_as_missed(code: WarningCode, counts: bool) -> None:
    told = search(_warned(code, "why it is so")).missed
    assert ("card.md: why it is so" in told) is counts


def test_a_page_is_named_once_and_a_name_is_not_repeated() -> None:
    made = _warned(WarningCode.NO_TEXT, "card.md: no text", 3)
    assert search(made).missed[0] == "card.md, page 3: no text"
    pages = replace(report(), warnings=(ReadWarning(WarningCode.NO_TEXT, "a picture", 2),))
    made = replace(dossier(), documents=(card(), pages))
    assert search(made).missed == ("report.pdf, page 2: a picture",)


def test_what_was_not_searched_at_all_is_said_to_be_so() -> None:
    found = search(dossier(), [report().id])
    assert found.read == ("report.pdf, 1 of 2 pages",)
    assert found.missed[0] == "card.md: left out"
    other = replace(card(), about=About("Vesper", "", (), Relation.OTHER))
    found = search(replace(dossier(), documents=(other, report())), [report().id])
    assert found.missed[0] == "card.md: about Vesper"
