"""Scores on an index of invented companies, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadInput
from pipeline.evaluate.fmti import Answer, Call, load_answers, rates, score
from pipeline.export.fmti import fmti_lines


def calls(company: str, *pairs: tuple[bool, bool]) -> list[Call]:
    return [Call(Answer(company, f"i{n}", "x", gap), said) for n, (gap, said) in enumerate(pairs)]


def test_rates_by_hand() -> None:
    # 4 gaps, 3 of them called; 6 others, 1 called: agreement 0.8, by chance 0.16 + 0.36.
    found = rates(
        [
            *calls("Heron", (True, True), (True, True), (False, False), (False, False)),
            *calls("Plover", (True, True), (True, False), (False, True), (False, False)),
            *calls("Wren", (False, False), (False, False)),
        ]
    )
    assert (found.n, found.gaps) == (10, 4)
    assert found.values["kappa"] == pytest.approx((0.8 - 0.52) / 0.48)
    assert found.values["balanced"] == pytest.approx((3 / 4 + 5 / 6) / 2)
    assert found.values["precision"] == found.values["recall"] == 0.75
    low, high = found.intervals["balanced"]
    assert low <= found.values["balanced"] <= high
    assert found.to_json()["kappa"] == 0.5833


def test_a_part_is_scored_by_itself_and_mistakes_are_those_of_the_first() -> None:
    answers = [
        Answer("Heron", "Size", "9T", False),
        Answer("Heron", "Energy", "", True),
        Answer("Plover", "Size", "much", True),
        Answer("Plover", "Energy", "none", True),
        Answer("Plover", "Other", "?", True),
    ]
    report = score(
        answers,
        {
            "ours": lambda a: Call(a, a.text != "much" and a.text != "9T", "so"),
            "always": lambda a: Call(a, True),
        },
        {
            "all": lambda a: True,
            "hard": lambda a: a.text in ("9T", "much"),
            "nothing": lambda a: False,
        },
        lambda a: a.indicator != "Other",
    )
    assert report.companies == ("Heron", "Plover")
    assert report.unmapped == ("Other",)
    assert list(report.parts) == ["all", "hard"]
    assert report.parts["all"]["ours"].n == 4
    assert report.parts["hard"]["ours"].values["recall"] == 0.0
    assert report.parts["hard"]["always"].values["balanced"] == 0.5
    assert [call.answer.text for call in report.wrong] == ["much"]
    assert report.indicators == {"Size": (2, 1), "Energy": (2, 2)}
    lines = list(fmti_lines(report))
    assert "## all: 4 answers, 3 of them gaps" in lines
    assert "- Plover, Size: a gap that was not seen" in lines
    assert "Not covered: 1 indicators that ask for something else." in lines
    made = report.to_json()
    assert made["unmapped"] == ["Other"]


def test_both_editions_of_the_table_are_read(tmp_path: Path) -> None:
    new, old = tmp_path / "new.csv", tmp_path / "old.csv"
    new.write_text(
        'company,indicator,disclosure,score\nHeron,Size,"two\nlines",1\nHeron,Energy,,0\n',
        encoding="utf-8-sig",
    )
    old.write_text("company,Indicator,Disclosure,References,Score\nHeron,Size ,,https://x,1\n")
    assert load_answers(new) == (
        Answer("Heron", "Size", "two\nlines", False),
        Answer("Heron", "Energy", "", True),
    )
    assert load_answers(old) == (Answer("Heron", "Size", "", False, "https://x"),)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("company,indicator\nHeron,Size\n", "columns are missing: disclosure, score"),
        ("company,indicator,disclosure,score\n", "it holds no row"),
        ("company,indicator,disclosure,score\nHeron,Size,x,2\n", "row 1 (Heron, Size): score '2'"),
        ("company,indicator,disclosure,score\nHeron,Size\n", "row 1 (Heron, Size): score ''"),
    ],
)
def test_faulty_tables_are_told(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(content)
    with pytest.raises(BadInput) as caught:
        load_answers(path)
    assert told in str(caught.value)


def test_what_is_no_table_is_told(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00")
    for name in ("none.csv", "b.csv"):
        with pytest.raises(BadInput, match="cannot be read"):
            load_answers(tmp_path / name)
