"""What rests on text recognition asks for review and says so; what does not, does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.assess.recognised import marked, resting
from pipeline.claims.extract import extract
from pipeline.dossier import File, Options, scan
from pipeline.readers.read import read_bytes
from pipeline.schema import Assessment, Document, Identity, Page, Status
from pipeline.segments import segment
from pipeline.wire.decode import from_json
from pipeline.wire.encode import to_json
from tests.readers import scans

TEXT = (
    "Ostrea 7B has 7 billion parameters and was built by Ostrea Labs in 2025.\n\n"
    "The weights of Ostrea 7B are released under the Apache License, Version 2.0.\n"
)


def paged(by_ocr: tuple[bool, bool]) -> Document:
    document = read_bytes(TEXT.encode(), "card.txt")
    middle = TEXT.index("The weights")
    first = Page(1, 0, middle, 600, 800, by_ocr=by_ocr[0])
    second = Page(2, middle, len(TEXT), 600, 800, by_ocr=by_ocr[1])
    return replace(document, pages=(first, second))


def assessment(document: Document, words: str | None) -> Assessment:
    if words is None:
        return Assessment("licence", Status.ABSENT, (), (), "Nothing.", (document.id,))
    start = document.text.index(words)
    span = document.span(start, start + len(words))
    return Assessment("licence", Status.DISCLOSED, (span,), (), "Stated.", (document.id,))


def test_evidence_on_a_recognised_page_asks_for_review() -> None:
    document = paged((False, True))
    one = marked([assessment(document, "Apache License")], [document])[0]
    assert one.needs_review
    assert one.because == (
        "Stated. It rests on text recognition, which errs (page 2 of card.txt): look at the page."
    )
    assert resting([one], [document]) == {"licence"}


def test_evidence_on_a_page_of_text_does_not() -> None:
    document = paged((False, True))
    one = assessment(document, "7 billion")
    assert marked([one], [document]) == (one,)
    assert resting([one], [document]) == frozenset()


def test_silence_asks_where_any_page_was_recognised() -> None:
    document = paged((True, True))
    one = marked([assessment(document, None)], [document])[0]
    assert one.needs_review
    assert "Text recognition read pages 1, 2 of card.txt and may have missed it" in one.because
    plain = paged((False, False))
    assert not marked([assessment(plain, None)], [plain])[0].needs_review


def test_claims_on_a_recognised_page_ask_for_review() -> None:
    document = paged((False, True))
    claims = extract(
        [document], {document.id: segment(document)}, Identity("Ostrea 7B", "Ostrea Labs")
    )
    asked = {claim.element: claim.needs_review for claim in claims}
    assert asked["parameters_total"] is False
    assert asked["licence"] is True


def test_a_scanned_card_from_file_to_findings() -> None:
    """The same card as text and as a scan: the same answers, but the scan's ask for review."""
    scans.tesseract()
    dossier = scan([File("card.pdf", scans.scan())], Options(as_of=date(2026, 11, 1)))
    found = {one.element: one for one in dossier.assessments}
    for element in ("parameters_total", "licence", "data_size"):
        assert not found[element].status.is_gap
        assert found[element].needs_review and "page 1 of card.pdf" in found[element].because
    assert found["carbon"].status is Status.ABSENT and found["carbon"].needs_review
    assert dossier.claims and all(claim.needs_review for claim in dossier.claims)
    shown = [one for one in dossier.findings if "licence" in one.elements]
    assert shown and all(one.needs_review and "text recognition" in one.because for one in shown)
    data = to_json(dossier)
    assert from_json(data, {d.id: d for d in dossier.documents}) == dossier
