"""What is read of summaries of invented models, field by field, against what they say."""

from __future__ import annotations

import pytest

from pipeline.schema import FieldReading
from pipeline.summaries.read import read
from tests.summaries.invented import FORM, PROSE, by_field, summary


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        ("TCS-0-version", "1.2"),
        ("TCS-0-update", "03/05/2026"),
        ("TCS-1.1-provider", "Nova Labs AB, data@nova.example"),
        ("TCS-1.2-names", "Nova 7B v1, https://nova.example/card"),
        ("TCS-1.2-date", "2 June 2026"),
        ("TCS-1.3-modality", "Text"),
        ("TCS-1.3-size", "3 trillion tokens"),
        ("TCS-1.3-types", "web pages, books and source code"),
        ("TCS-1.3-latest", "01/2026"),
        ("TCS-1.3-lang", "English and French"),
        ("TCS-2.1-used", "Yes"),
        ("TCS-2.1-modality", "Text"),
        ("TCS-2.2.1-used", "No"),
        ("TCS-2.3-used", "Yes"),
        ("TCS-2.3-names", "NovaBot"),
        ("TCS-2.3-period", "02/2024 to 01/2026"),
        ("TCS-2.4-model", "No"),
        ("TCS-2.4-services", "No"),
        ("TCS-2.6-used", "No"),
        ("TCS-3.1-signatory", "Yes"),
        ("TCS-3.1-measures", "NovaBot obeys robots.txt."),
    ],
)
def test_answers_are_read_under_their_labels(field: str, answer: str) -> None:
    item = by_field(FORM)[field]
    assert item.status.answered
    assert item.answer == answer


@pytest.mark.parametrize(
    ("field", "status"),
    [
        ("TCS-1.2-deps", FieldReading.NOT_APPLICABLE),  # answered as none
        ("TCS-1.1-ar", FieldReading.NOT_APPLICABLE),
        ("TCS-2.2.1-modality", FieldReading.NOT_APPLICABLE),  # the question above says no
        ("TCS-2.5-gpai", FieldReading.NOT_APPLICABLE),
        ("TCS-2.2.2-used", FieldReading.PLACEHOLDER),  # both boxes are empty
        ("TCS-2.3-behaviour", FieldReading.PLACEHOLDER),  # the form's prompt is left standing
        ("TCS-2.3-purpose", FieldReading.DISCLOSED),
        ("TCS-2.3-domains", FieldReading.ABSENT),
        ("TCS-2.1-large", FieldReading.PARTIAL),  # names, no links
        ("TCS-2.1-comments", FieldReading.ABSENT),
        ("TCS-3.2-illegal", FieldReading.DECLINED),
    ],
)
def test_what_is_no_full_answer_has_its_own_status(field: str, status: FieldReading) -> None:
    assert by_field(FORM)[field].status is status


def test_sentences_answer_where_no_label_stands() -> None:
    items = by_field(PROSE)
    assert {name: items[name].answer for name in items if name.endswith(("-used", "-model"))} == {
        "TCS-2.1-used": "Yes",
        "TCS-2.2.1-used": "Yes",
        "TCS-2.2.2-used": "",
        "TCS-2.3-used": "",
        "TCS-2.4-model": "No",
        "TCS-2.5-used": "No",
        "TCS-2.6-used": "",
    }
    assert items["TCS-2.5-gpai"].status is FieldReading.NOT_APPLICABLE
    assert "OpenShelf" in items["TCS-2.1-other"].answer


@pytest.mark.parametrize(
    "yes", ["☒ Yes ☐ No", "Yes", "✓ Yes", "[x] Yes [ ] No", "Yes, from 2024 on"]
)
def test_yes_in_any_sign(yes: str) -> None:
    text = FORM.replace("used to train it?** No", f"used to train it?** {yes}")
    assert by_field(text)["TCS-2.4-services"].answer == "Yes"


def test_a_lone_box_of_no_is_read_as_no_and_says_so() -> None:
    text = FORM.replace("used to train it?** No", "used to train it?** ☐ No")
    item = by_field(text)["TCS-2.4-services"]
    assert item.answer == "No" and "not ticked" in item.because
    both = FORM.replace("used to train it?** No", "used to train it?** ☐ Yes ☐ No")
    assert by_field(both)["TCS-2.4-services"].status is FieldReading.PLACEHOLDER


def test_a_third_option_is_an_answer_and_decides_nothing() -> None:
    other = "used to train the model?** ☐ Yes ☐ No ☒ Other (see below)"
    items = by_field(FORM.replace("used to train the model?** No", other))
    assert items["TCS-2.5-used"].answer == "Other (see below)"
    assert items["TCS-2.5-gpai"].status is FieldReading.ABSENT


def test_quotations_are_the_documents_own_words() -> None:
    found = summary(FORM)
    assert found is not None
    for item in found.fields:
        for span in item.evidence:
            assert FORM[span.start : span.end].strip()
            assert span.document == found.document


def test_what_is_no_summary_is_not_read_as_one() -> None:
    card = "# Nova 7B\n\nA language model.\n\n## Training data\n\nWe used public data.\n"
    assert summary(card, "README.md") is None
    assert read((), {}) is None


def test_of_two_summaries_the_fuller_is_read_and_the_other_named() -> None:
    from pipeline.readers.read import read_bytes
    from pipeline.segments import segment

    full, short = read_bytes(FORM.encode(), "b.md"), read_bytes(PROSE.encode(), "a.md")
    pieces = {one.id: segment(one) for one in (full, short)}
    found = read((short, full), pieces)
    assert found is not None
    assert found.document == full.id and found.others == (short.id,)
    assert found == read((full, short), pieces)
