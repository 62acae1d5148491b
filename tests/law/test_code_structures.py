"""Structures of the Code's copy, of the forms' JSON, and their faults, each read by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.errors import BadInput
from pipeline.law.code_text import from_markdown
from pipeline.law.forms import read_form, read_template
from pipeline.law.units import Unit
from pipeline.readers.read import read_bytes


def units(body: str, part: str = "Part IV: Chapter") -> dict[str, Unit]:
    document = read_bytes(f"# Copy\n\n## {part}\n\n{body}\n".encode(), "code.md")
    return {str(u.locator): u for u in from_markdown(document, "2025-07-10", "copy")}


def below(body: str, part: str = "Part IV: Chapter") -> dict[str, str]:
    """What stands below Measure 1.1, by its tail."""
    found = units(f"### Measure 1.1: Pour\n\n{body}", part)
    (head,) = [name for name in found if name.endswith("Measure 1.1")]
    return {name[len(head) :]: unit.text for name, unit in found.items() if name != head}


@pytest.mark.parametrize(
    ("heading", "locator", "title"),
    [
        ("### Measure 2.10: Pour", "Measure 2.10", "Pour"),
        ("#### Measure 3.4 Pour slowly", "Measure 3.4", "Pour slowly"),
        ("### Measure 3.4 – Pour", "Measure 3.4", "Pour"),
        ("### Measure 3.4. Pour", "Measure 3.4", "Pour"),
        ("### Measure 3.4", "Measure 3.4", ""),
        ("### Commitment 7: Lids (Detailed)", "Commitment 7", "Lids"),
        ("### Commitment 7: Lids and more", "Commitment 7", "Lids and more"),
        ("### Appendix 4: Leaves", "Appendix 4", "Leaves"),
        ("#### Appendix 4.2: Leaves", "Appendix 4.2", "Leaves"),
        ("**Appendix 4.2.1: Leaves**", "Appendix 4.2.1", "Leaves"),
    ],
)
def test_headings(heading: str, locator: str, title: str) -> None:
    unit = units(f"{heading}\n\nWords.")[f"Code, Safety and Security, {locator}"]
    assert (unit.text, unit.heading) == ("Words.", title)


@pytest.mark.parametrize(
    "heading",
    [
        "## Measure 2.1: Pour",
        "##### Measure 2.1: Pour",
        "Measure 2.1: Pour",
        "**Measure 2.1: Pour**",
        "### Measures: Pour",
        "### Measure: Pour",
        "### The Measure 2.1",
        "### Table of contents",
    ],
)
def test_what_is_no_heading_of_a_provision(heading: str) -> None:
    assert units(f"{heading}\n\nWords.") == {}


@pytest.mark.parametrize(
    ("part", "chapter"),
    [
        ("Part II: Transparency", "Transparency"),
        ("Part III", "Copyright"),
        ("Part IV: Safety", "Safety and Security"),
        ("Part VI: Appendices", "Safety and Security"),
        ("Part I: The copier's", None),
        ("Part V: Glossary", None),
        ("Part VII: Afterword", None),
        ("Chapter II", None),
    ],
)
def test_only_the_codes_parts_have_units(part: str, chapter: str | None) -> None:
    found = units("### Measure 1.1: Pour\n\nWords.", part)
    expected = {f"Code, {chapter}, Measure 1.1"} if chapter else set()
    assert {name for name in found if name.endswith("1.1")} == expected


@pytest.mark.parametrize(
    ("body", "tails"),
    [
        ("One.", {", first paragraph": "One."}),
        ("One.\n\nTwo.", {", first paragraph": "One.", ", second paragraph": "Two."}),
        ("One\nruns on.", {", first paragraph": "One\nruns on."}),
        (
            "Do:\n\n1. pour;\n2. drink.",
            {
                ", first paragraph": "Do:\n\n1. pour;\n2. drink.",
                "(1)": "pour;",
                "(2)": "drink.",
            },
        ),
        (
            "Do:\n\n1. pour:\n   - hot;\n   - slowly;\n2. drink.",
            {
                ", first paragraph": "Do:\n\n1. pour:\n   - hot;\n   - slowly;\n2. drink.",
                "(1)": "pour:\n   - hot;\n   - slowly;",
                "(1)(a)": "hot;",
                "(1)(b)": "slowly;",
                "(2)": "drink.",
            },
        ),
        (
            "Do:\n\n1. pour:\n   a) hot;\n   b) slowly.",
            {
                ", first paragraph": "Do:\n\n1. pour:\n   a) hot;\n   b) slowly.",
                "(1)": "pour:\n   a) hot;\n   b) slowly.",
                "(1)(a)": "hot;",
                "(1)(b)": "slowly.",
            },
        ),
        # A run-in title and the legal basis are no paragraphs.
        ("**Pouring:**\n\nOne.", {", first paragraph": "One."}),
        ("**Legal basis:** Article 53\n\nOne.", {", first paragraph": "One."}),
        ("LEGAL TEXT: Article 53\n\nOne.", {", first paragraph": "One."}),
        # Bold in a sentence is a paragraph.
        ("**Pour** the tea.", {", first paragraph": "**Pour** the tea."}),
    ],
)
def test_what_stands_below_a_measure(body: str, tails: dict[str, str]) -> None:
    assert below(body) == tails


def test_a_number_out_of_order_is_running_text() -> None:
    found = below("Do:\n\n1. pour as said in\n5. of another list;\n2. drink.")
    assert found["(1)"] == "pour as said in\n5. of another list;"
    assert found["(2)"] == "drink."
    assert "(5)" not in found


def test_a_separator_of_the_copier_ends_a_measure() -> None:
    assert below("One.\n\n---\n\nThe copier's remark.") == {", first paragraph": "One."}


def test_numbered_paragraphs_of_the_copyright_chapter_keep_what_follows() -> None:
    found = below("(1) Signatories pour.\n\nThey pour well.\n\n(2) They drink.", "Part III")
    assert found == {"(1)": "Signatories pour.\n\nThey pour well.", "(2)": "They drink."}


def test_line_ends_of_windows_give_the_same_words() -> None:
    body = "### Measure 1.1: Pour\n\nDo:\n\n1. pour;\n2. drink.\n\n### Measure 1.2: Drink\n\nSip."
    plain, windows = units(body), units(body.replace("\n", "\r\n"))
    assert list(plain) == list(windows)
    assert {n: u.text.split() for n, u in plain.items()} == {
        n: u.text.split() for n, u in windows.items()
    }


def test_parents_of_measures_and_appendices() -> None:
    found = units(
        "### Commitment 2: Lids\n\nWe shut.\n\n### Measure 2.1: Shut\n\nShut it.\n\n"
        "### Measure 3.1: Open\n\nOpen it.\n\n### Appendix 1: A\n\nx\n\n#### Appendix 1.3: B\n\ny"
    )
    code = "Code, Safety and Security"
    assert str(found[f"{code}, Measure 2.1"].parent) == f"{code}, Commitment 2"
    assert found[f"{code}, Measure 3.1"].parent is None
    assert str(found[f"{code}, Appendix 1.3"].parent) == f"{code}, Appendix 1"
    assert found[f"{code}, Appendix 1"].text.endswith("y")


def test_a_heading_that_stands_twice_counts_once() -> None:
    found = units("### Measure 1.1: Pour\n\nFirst.\n\n### Measure 1.1: Pour\n\nAgain.")
    assert found["Code, Safety and Security, Measure 1.1"].text == "First."


# Forms


def form(*fields: Any) -> bytes:
    return json.dumps({"fields": list(fields)}).encode()


FIELD = {"id": "F-1", "field": "MDF: Pots: Shape"}
SECTION = {"id": "T-1", "section": "2.1. Leaves", "label": "Kind of leaf"}


def test_fields_of_a_form() -> None:
    other = {"id": "F-2", "field": "Lids", "extra": 4}
    document, found = read_form(form(FIELD, other), "form.json", "2025", "form")
    assert document.text == "Pots: Shape\nLids\n"
    assert [(str(u.locator), u.label, u.text) for u in found] == [
        ("Form, Pots: Shape", "F-1", "Pots: Shape"),
        ("Form, Lids", "F-2", "Lids"),
    ]


@pytest.mark.parametrize(
    ("section", "locator", "heading"),
    [
        ("0", "Template, header", ""),
        ("2.1. Leaves", "Template, 2.1", "Leaves"),
        ("2.1 Leaves of tea", "Template, 2.1", "Leaves of tea"),
        ("3.", "Template, 3", ""),
        ("10.12. Else", "Template, 10.12", "Else"),
    ],
)
def test_sections_of_a_template(section: str, locator: str, heading: str) -> None:
    data = form({**SECTION, "section": section})
    _, (unit,) = read_template(data, "template.json", "2025", "template")
    assert (str(unit.locator), unit.heading, unit.text) == (locator, heading, "Kind of leaf")


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        (None, "Kind of leaf"),
        ([], "Kind of leaf"),
        ({}, "Kind of leaf"),
        (["black", "green"], "Kind of leaf\n- black; green"),
        ({"Tea": ["black", "green"], "Herb": "free"},
         "Kind of leaf\n- Tea: black; green\n- Herb: free"),
    ],
)  # fmt: skip
def test_options_are_lines_below_their_label(options: Any, lines: str) -> None:
    _, (unit,) = read_template(form({**SECTION, "options": options}), "t", "2025", "template")
    assert unit.text == lines


def test_fields_of_one_section_are_one_unit_wherever_they_stand() -> None:
    rows = [
        SECTION,
        {**SECTION, "section": "2.2. Pots", "label": "Pot"},
        {**SECTION, "label": "Age"},
    ]
    document, found = read_template(form(*rows), "t", "2025", "template")
    assert {u.label: u.text for u in found} == {"2.1": "Kind of leaf\nAge", "2.2": "Pot"}
    for unit in found:
        assert document.text[unit.start : unit.end] == unit.text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "not a form in JSON"),
        (b"{", "not a form in JSON"),
        (b"null", "not a form in JSON"),
        (b"[]", "not a form in JSON"),
        (b"{}", "fields"),
        (b'{"fields": 3}', "not a form in JSON"),
        (b'{"fields": null}', "not a form in JSON"),
        (b'{"fields": ["words"]}', "not a form in JSON"),
        (b"\xff\xfe\x00", "not a form in JSON"),
        (form({}), "field 1 has no"),
        (form(SECTION, {**SECTION, "label": 7}), "field 2 has no label"),
        (form({**SECTION, "id": None}), "field 1 has no id"),
        (form({"id": "x"}), "field 1 has no label, section"),
        (form({**SECTION, "options": [1, 2]}), "options of field 1"),
        (form({**SECTION, "options": {"Tea": 3}}), "options of field 1"),
        (form(SECTION, {**SECTION, "options": {"Tea": [None]}}), "options of field 2"),
        (form({**SECTION, "options": 5}), "options of field 1"),
    ],
)
def test_faults_of_a_template_are_told_with_the_field(data: bytes, told: str) -> None:
    with pytest.raises(BadInput, match="fetch it again") as caught:
        read_template(data, "template.json", "2025", "template")
    assert told in str(caught.value)
    assert str(caught.value).startswith("template.json")


@pytest.mark.parametrize(
    "data", [b"x", b"[1]", form({"id": "F"}), form({"field": "Lids"}), form({**FIELD, "field": []})]
)
def test_faults_of_a_form(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"form\.json is not a form"):
        read_form(data, "form.json", "2025", "form")


def test_words_given_as_one_string_of_options_are_not_spelled_out() -> None:
    _, (unit,) = read_template(form({**SECTION, "options": "free text"}), "t", "2025", "template")
    assert unit.text == "Kind of leaf\n- free text"
