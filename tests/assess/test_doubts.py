"""What a person should look at because of how it was read reaches the findings, with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.assess.doubts import FOREIGN, RECOGNISED, UNCLEAR, doubts
from pipeline.assess.findings import findings
from pipeline.catalogue.obligations import obligations
from pipeline.readers.read import read_bytes
from pipeline.schema import (
    Applicability,
    Assessment,
    Claim,
    Document,
    Origin,
    Page,
    Polarity,
    ReadWarning,
    Reason,
    Status,
    Support,
    Tri,
    Value,
    Verdict,
    WarningCode,
    Whose,
)

TEXT = "Licence: Apache-2.0\n\nWere crawlers used? Yes or no, both boxes ticked.\n"


def _document(*, by_ocr: bool = False, foreign: bool = False) -> Document:
    document = read_bytes(TEXT.encode(), "card.txt")
    page = Page(1, 0, len(document.text), 600, 800, by_ocr=by_ocr)
    warnings = (ReadWarning(WarningCode.LANGUAGE, "in Korean"),) if foreign else ()
    return replace(document, pages=(page,), warnings=warnings)


def _stated(document: Document, element: str, words: str) -> Assessment:
    start = document.text.index(words)
    span = document.span(start, start + len(words))
    return Assessment(element, Status.DISCLOSED, (span,), (), "Stated.", (document.id,))


def _box(document: Document, confidence: float) -> Claim:
    start = document.text.index("Were")
    return Claim(
        element="crawlers",
        subject="Ostrea",
        variant=None,
        value=Value("indeterminate", "indeterminate"),
        span=document.span(start, start + 18),
        polarity=Polarity.AFFIRMED,
        whose=Whose.OWN,
        confidence=confidence,
        origin=Origin.STATED,
        rule="ticks",
    )


@pytest.mark.parametrize(
    ("by_ocr", "foreign", "confidence", "expected"),
    [
        (False, False, 0.9, {}),
        (True, False, 0.9, {"licence": RECOGNISED, "crawlers": RECOGNISED}),
        (False, True, 0.9, {"licence": FOREIGN, "crawlers": FOREIGN}),
        (False, False, 0.0, {"crawlers": UNCLEAR}),
        (True, True, 0.0, {"licence": RECOGNISED, "crawlers": RECOGNISED}),
    ],
)
def test_each_doubt_has_its_reason_and_no_other_element_has_one(
    by_ocr: bool, foreign: bool, confidence: float, expected: dict[str, str]
) -> None:
    document = _document(by_ocr=by_ocr, foreign=foreign)
    stated = [_stated(document, "licence", "Apache-2.0"), _stated(document, "crawlers", "Were")]
    assert doubts(stated, [_box(document, confidence)], [document]) == expected


def test_a_box_of_an_element_that_is_not_assessed_is_no_doubt() -> None:
    document = _document()
    one = _stated(document, "licence", "Apache-2.0")
    assert doubts([one], [_box(document, 0.0)], [document]) == {}


def test_a_finding_says_why_a_person_should_look() -> None:
    document = _document()
    duty = next(o for o in obligations() if "crawlers" in o.elements and len(o.elements) > 1)
    other = next(name for name in duty.elements if name != "crawlers")
    stated = [_stated(document, "crawlers", "Were"), _stated(document, other, "Apache-2.0")]
    root = Reason(duty.id, "?", Tri.YES, duty.locators, Support.CATALOGUE, "Applies.")
    row = Applicability(duty.id, "Ostrea", Verdict.APPLIES, date(2026, 1, 1), root)
    day = date(2026, 11, 25)
    told = findings("Ostrea", [duty], [row], stated, day, {"crawlers": UNCLEAR})[0]
    plain = findings("Ostrea", [duty], [row], stated, day)[0]
    assert (told.needs_review, plain.needs_review) == (True, False)
    assert f"For a person to check ({UNCLEAR}): crawlers." in told.because
    assert told.id == plain.id
    assert "For a person" not in plain.because
