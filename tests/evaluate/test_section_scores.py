"""Scores on absent sections, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadInput
from pipeline.evaluate.sections import Presence, SectionsReport, load_presence, rates
from pipeline.export.sections import section_lines

TRUTH = [
    Presence("a", "Licence", True),
    Presence("b", "Licence", True),
    Presence("c", "Licence", False),
    Presence("a", "Date", True),
    Presence("b", "Date", False),
    Presence("c", "Date", False),
    Presence("a", "Name", False),
]


def said(*absent: tuple[str, str]) -> dict[tuple[str, str], bool]:
    return {(cell.card, cell.section): (cell.card, cell.section) in absent for cell in TRUTH}


def test_pooled_and_macro_by_hand() -> None:
    found = rates(
        TRUTH, said(("a", "Licence"), ("c", "Licence"), ("b", "Date")), ["Licence", "Date"]
    )
    # Licence: 2 absent, 2 called, 1 both: 0.5. Date: 1 absent, 1 called, none both: 0.
    assert found.sections == {"Licence": (2, 2, 1), "Date": (1, 1, 0)}
    assert found.values["macro"] == 0.25
    assert found.values["f1"] == pytest.approx(1 / 3)
    assert found.values["precision"] == found.values["recall"] == pytest.approx(1 / 3)
    low, high = found.intervals["macro"]
    assert 0 <= low <= 0.25 <= high <= 1
    made = found.to_json()
    assert made["macro"] == 0.25
    assert made["f1"] == 0.3333


def test_a_section_without_an_absent_case_has_no_part_in_the_mean() -> None:
    rows = [cell for cell in TRUTH if cell.card != "a"]
    found = rates(rows, said(("b", "Licence"), ("b", "Date")), ["Licence", "Date"])
    assert found.values["macro"] == 1.0
    assert found.values["f1"] == pytest.approx(2 / 3)


def test_lines_say_what_was_not_scored() -> None:
    scored = rates(TRUTH, said(("a", "Date")), ["Licence", "Date"])
    report = SectionsReport(
        3, ("Licence", "Date"), ("Name",), ("Odd",), ("Date",), {"With": {"ours": scored}}
    )
    lines = list(section_lines(report))
    assert "| Licence | 2 | 0 | 0 |" in lines
    assert "Absent from no card, so not scored: Name." in lines
    assert "Asked for by no element, told by signs alone: Date." in lines
    assert "Not covered: Odd." in lines
    assert report.to_json()["uncovered"] == ["Odd"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("card\tsection\na\tLicence\n", "columns are missing: present"),
        ("card\tsection\tpresent\n", "it holds no row"),
        ("card\tsection\tpresent\na\tLicence\tyes\n", "row 1 (a, Licence): present 'yes'"),
        ("card\tsection\tpresent\na\tDate\t1\na\tDate\t0\n", "row 2: a, Date stands twice"),
    ],
)
def test_faulty_tables_are_told(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "t.tsv"
    path.write_text(content)
    with pytest.raises(BadInput) as caught:
        load_presence(path)
    assert told in str(caught.value)


def test_a_table_with_more_columns_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("card\tsection\tclaim\tpresent\na\tDate\tdate\t0\n", encoding="utf-8-sig")
    assert load_presence(path) == (Presence("a", "Date", True),)
    with pytest.raises(BadInput, match="cannot be read"):
        load_presence(tmp_path / "none.tsv")
