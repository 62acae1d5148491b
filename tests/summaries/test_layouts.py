"""Other layouts than labels in Markdown: tables of a page, columns, titles, running heads."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document

from pipeline.readers.read import read_bytes
from pipeline.schema import Block, BlockKind, FieldReading
from pipeline.segments import segment
from pipeline.summaries.places import layout, section_of, words
from pipeline.summaries.read import read
from pipeline.summaries.rows import checks, fields, sections
from tests.summaries.invented import FORM, HEADED, PAGE, by_field, summary


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        ("TCS-0-version", "2"),
        ("TCS-0-update", "4 May 2026"),
        ("TCS-1.3-modality", "Text"),
        ("TCS-1.3-size", "2 trillion tokens"),
        ("TCS-1.3-types", "Books and news"),
        ("TCS-2.1-used", "Yes"),
        ("TCS-2.5-used", "No"),
    ],
)
def test_tables_of_a_page_are_read(field: str, answer: str) -> None:
    assert by_field(PAGE, "summary.html")[field].answer == answer


def test_targets_of_links_count_as_links() -> None:
    item = by_field(PAGE, "summary.html")["TCS-2.1-large"]
    assert item.status is FieldReading.DISCLOSED and not item.lacks


def test_a_section_denied_but_filled_in_is_held_to_what_it_says() -> None:
    items = by_field(PAGE, "summary.html")
    assert items["TCS-2.3-used"].answer == "No"
    assert items["TCS-2.3-period"].status.answered
    assert items["TCS-2.3-names"].status is FieldReading.ABSENT
    one = PAGE.replace("<td>Period of data collection</td><td>2024 to 2025</td>", "<td></td>")
    assert by_field(one, "summary.html")["TCS-2.3-names"].status is FieldReading.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("2.1. Publicly available datasets", "2.1"),
        ("Section 2.4 User data", "2.4"),
        ("SYNTHETIC DATA", "2.5"),
        ("3.2 Removal of illegal content", "3.2"),
        ("Removal of our product", ""),
        ("2.1 How we work", ""),
    ],
)
def test_titles_are_known_by_their_words(title: str, section: str) -> None:
    assert section_of(title) == section


def test_running_heads_are_no_part_of_an_answer_and_open_no_section() -> None:
    text = "Data summary\n\nVersion: 1\n\n2. List of data sources\n\nmore of it"
    document = read_bytes(text.encode(), "summary.txt")
    start = text.index("2. List")
    margin = Block(start, start + len("2. List of data sources"), BlockKind.FURNITURE)
    marked = replace(document, blocks=(margin,))
    assert words(marked, text.index("1"), len(text)).split() == ["1", "more", "of", "it"]
    assert "2" not in {name for name, _, _ in layout(marked).sections}
    assert "2" in {name for name, _, _ in layout(document).sections}


def test_a_cell_that_begins_like_a_label_is_an_answer() -> None:
    page = PAGE.replace(
        "<td>2 trillion tokens</td>", "<td>Other datasets of 2 trillion tokens</td>"
    )
    assert "2 trillion" in by_field(page, "summary.html")["TCS-1.3-size"].answer


def test_order_of_reading_changes_nothing() -> None:
    assert summary(FORM) == summary(FORM)


def test_each_field_has_words_and_each_section_a_part() -> None:
    assert len(fields()) == 53
    assert {row.part for row in sections()} <= {"", *(check.part for check in checks())}
    assert all(row.name and not row.name.endswith((".", "?")) for row in fields())


@pytest.mark.parametrize(
    ("field", "begins"),
    [
        ("TCS-0-version", "Version 1.1"),
        ("TCS-0-update", "12 June 2026"),
        ("TCS-1.1-provider", "Wading Birds SAS"),
        ("TCS-1.2-names", "Heron 2 Large"),
        ("TCS-1.2-date", "Released in the EU on 12 June 2026"),
        ("TCS-1.3-size", "Text: more than 10 trillion tokens"),
        ("TCS-1.3-lang", "English, French, German"),
        ("TCS-2.1-used", "Yes"),
        ("TCS-2.2.1-used", "Yes"),
        ("TCS-2.2.2-used", "No"),
        ("TCS-2.3-used", "Yes"),
        ("TCS-2.3-names", "HeronBot"),
        ("TCS-2.3-behaviour", "It respects robots.txt"),
        ("TCS-2.3-domains", "The top domains"),
        ("TCS-2.4-model", "No"),
        ("TCS-2.4-services", "No"),
        ("TCS-2.5-used", "Yes"),
        ("TCS-2.5-gpai", "We generated synthetic text"),
        ("TCS-2.6-used", "No"),
        ("TCS-3.1-signatory", "Yes"),
        ("TCS-3.1-measures", "We honour robots.txt"),
        ("TCS-3.2-illegal", "We filter known CSAM"),
    ],
)
def test_sentences_under_headings_of_ones_own_are_read(field: str, begins: str) -> None:
    assert by_field(HEADED, "heron.html")[field].answer.startswith(begins)


def test_gaps_of_a_page_without_labels() -> None:
    found = summary(HEADED, "heron.html")
    assert found is not None
    assert [row.section for row in found.sections if row.gap] == ["S5"]
    assert "no languages" in found.sections[4].because


def test_where_the_form_is_followed_a_missing_section_is_missing() -> None:
    cut = HEADED.index("<h3>Synthetic data")
    text = HEADED[:cut] + HEADED[HEADED.index("<h3>Other sources") :]
    text = text.replace("Heron 2 Large (", "Heron 2 Large, without synthetic data (")
    assert by_field(text, "heron.html")["TCS-2.5-used"].status is FieldReading.ABSENT


def test_a_form_in_word_is_read_as_the_same_form_in_markdown() -> None:
    word = Document()
    word.add_heading("Public summary of training content", 0)
    table = None
    for line in FORM.splitlines()[1:]:
        if line.startswith("#"):
            signs, _, title = line.partition(" ")
            word.add_heading(title, len(signs) - 1)
            table = None
        elif line.startswith("**"):
            label, _, answer = line.removeprefix("**").partition("**")
            table = table or word.add_table(0, 2)
            cells = table.add_row().cells
            cells[0].text = label
            cells[1].text = answer.strip().replace("[x]", "☒").replace("[ ]", "☐")
    file = io.BytesIO()
    word.save(file)
    document = read_bytes(file.getvalue(), "form.docx")
    found = read((document,), {document.id: segment(document)})
    assert found is not None
    told = {item.field: (item.status, item.answer) for item in found.fields}
    assert told == {name: (item.status, item.answer) for name, item in by_field(FORM).items()}
