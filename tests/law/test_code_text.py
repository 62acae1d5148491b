"""The Code's units: only its own parts, its numbering, from Markdown and from PDF."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.law.code_text import from_markdown, from_pdf
from pipeline.law.places import Chapter
from pipeline.law.units import Unit
from pipeline.readers.read import read_bytes, read_path
from tests.law import invented_act


@pytest.fixture(scope="module")
def units() -> dict[str, Unit]:
    document = read_bytes(invented_act.CODE.encode(), "code.md")
    return {str(u.locator): u for u in from_markdown(document, "2025-07-10", "copy")}


def test_units_and_nothing_else(units: dict[str, Unit]) -> None:
    safety = "Code, Safety and Security"
    assert list(units) == [
        "Code, Transparency, Recital 1",
        "Code, Transparency, Recital 2",
        "Code, Transparency, Commitment 1",
        "Code, Transparency, Commitment 1, first paragraph",
        "Code, Transparency, Measure 1.1",
        "Code, Transparency, Measure 1.1, first paragraph",
        "Code, Transparency, Measure 1.1, second paragraph",
        "Code, Copyright, Measure 1.3",
        "Code, Copyright, Measure 1.3(1)",
        "Code, Copyright, Measure 1.3(1)(a)",
        "Code, Copyright, Measure 1.3(1)(b)",
        "Code, Copyright, Measure 1.3(2)",
        f"{safety}, Recital a",
        f"{safety}, Recital b",
        f"{safety}, Measure 1.2",
        f"{safety}, Measure 1.2, first paragraph",
        f"{safety}, Measure 1.2(1)",
        f"{safety}, Measure 1.2(1)(a)",
        f"{safety}, Measure 1.2(1)(b)",
        f"{safety}, Measure 1.2(2)",
        f"{safety}, Measure 1.2, second paragraph",
        f"{safety}, Measure 1.2, second paragraph, point (1)",
        f"{safety}, Measure 1.2, second paragraph, point (2)",
        f"{safety}, Appendix 1",
        f"{safety}, Appendix 1.2",
        f"{safety}, Appendix 1.2.1",
        f"{safety}, Appendix 1.4",
        f"{safety}, Appendix 1.4(1)",
        f"{safety}, Appendix 2",
        f"{safety}, Appendix 2, first paragraph",
    ]


@pytest.mark.parametrize(
    ("locator", "text"),
    [
        ("Code, Transparency, Recital 2", "Second reason."),
        ("Code, Transparency, Commitment 1, first paragraph", "We commit to papers."),
        ("Code, Transparency, Measure 1.1, second paragraph", "Second paragraph on papers."),
        ("Code, Copyright, Measure 1.3(1)(b)", "to obey signs."),
        ("Code, Copyright, Measure 1.3(2)", "Second.\n\nIt goes on."),
        ("Code, Safety and Security, Recital b", "**Size.** They are small."),
        ("Code, Safety and Security, Measure 1.2(1)(b)", "with spouts;\n     - and handles;"),
        ("Code, Safety and Security, Measure 1.2, second paragraph, point (2)", "most."),
        ("Code, Safety and Security, Appendix 1.2.1", "- hot"),
        ("Code, Safety and Security, Appendix 1.4(1)", "burns"),
        ("Code, Safety and Security, Appendix 2", "Other."),
    ],
)
def test_words_by_hand(units: dict[str, Unit], locator: str, text: str) -> None:
    assert units[locator].text == text


def test_headings_and_what_stands_above(units: dict[str, Unit]) -> None:
    measure = units["Code, Transparency, Measure 1.1"]
    assert measure.heading == "Keep papers"
    assert str(measure.parent) == "Code, Transparency, Commitment 1"
    assert units["Code, Transparency, Commitment 1"].heading == "Papers"
    essential = units["Code, Safety and Security, Appendix 1.2.1"]
    assert str(essential.parent) == "Code, Safety and Security, Appendix 1.2"


def test_the_copiers_lines_are_in_no_unit(units: dict[str, Unit]) -> None:
    everything = "\n".join(unit.text for unit in units.values())
    for words in ("Copied words", "a vessel", "Somebody", "A copy", "---"):
        assert words not in everything


def test_a_pdf_gives_measures_paragraphs_and_points() -> None:
    document = read_bytes(invented_act.chapter_pdf(), "code.pdf")
    found = {
        str(u.locator).removeprefix("Code, Copyright, "): u
        for u in from_pdf(document, Chapter.COPYRIGHT, "2025-07-10", "pdf")
    }
    assert list(found) == [
        "Recital 1",
        "Recital 2",
        "Commitment 1",
        "Commitment 1(1)",
        "Measure 1.3",
        "Measure 1.3(1)",
        "Measure 1.3(1)(a)",
        "Measure 1.3(1)(b)",
        "Measure 1.3(2)",
        "Measure 1.4",
        "Measure 1.4, first paragraph",
        "Measure 1.4, second paragraph",
    ]
    measure = found["Measure 1.3"]
    assert measure.heading.endswith("at every table in the Union")
    assert measure.text.startswith("(1) In order to comply")
    assert found["Measure 1.3(1)(b)"].text == "to identify protocols."
    wrapped = " ".join(found["Measure 1.3(2)"].text.split())
    assert wrapped == "This does not affect others." + invented_act.CHAPTER[12][1][32:]
    for unit in found.values():
        assert document.text[unit.start : unit.end] == unit.text


@pytest.mark.shared
def test_the_copy_has_every_unit_that_others_found_in_it(shared: Path) -> None:
    folder = shared / "law" / "code"
    document = read_path(folder / "gpai-code-final.md")
    units = from_markdown(document, "2025-07-10", "copy")
    found = {
        f"{unit.locator.chapter}/{unit.kind}/{unit.locator.number}": unit
        for unit in units
        if not unit.locator.path
    }
    chapters = {"T": Chapter.TRANSPARENCY, "C": Chapter.COPYRIGHT, "S": Chapter.SAFETY}
    kinds = {"COMMIT-": "commitment", "M": "measure", "APP": "appendix"}
    rows = json.loads((folder / "gpai_code_final_units.json").read_text("utf-8"))
    compared = 0
    for row in rows:
        _, chapter, rest = row["id"].split("-", 2)
        kind = next((k for k in kinds if rest[len(k) :].replace(".", "").isdigit()), None)
        if kind is None or not rest.startswith(kind) or not row["text"]:
            continue
        unit = found[f"{chapters[chapter]}/{kinds[kind]}/{rest[len(kind) :]}"]
        theirs = "".join(row["text"].replace("---", "").split())
        assert "".join(unit.text.split()).startswith(theirs[:2000]), row["id"]
        compared += 1
    assert compared >= 70
    assert len(units) > 400


@pytest.mark.shared
def test_part_one_of_the_copy_is_not_the_codes(shared: Path) -> None:
    document = read_path(shared / "law" / "code" / "gpai-code-final.md")
    units = from_markdown(document, "2025-07-10", "copy")
    first = document.text.index("## Part II")
    assert min(unit.start for unit in units) > first
    glossary = document.text.index("## Part V:"), document.text.index("## Part VI:")
    assert not [u for u in units if glossary[0] < u.end and u.start < glossary[1]]
