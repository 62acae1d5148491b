"""Scores of public summaries, on cells and ranks worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import BadInput
from pipeline.evaluate.summaries import (
    Item,
    Lacking,
    Scored,
    load_scored,
    score,
    spearman,
    table,
)
from pipeline.export.summary_scores import summary_score_lines
from pipeline.summaries.rows import checks, fields

#: Two summaries: gaps in S2 and S3 of the first, S2 of the second.
SCORED = (
    Scored("heron", "heron.pdf", {"S1": 1.0, "S2": 0.5, "S3": 0.2}),
    Scored("stork", "stork.pdf", {"S1": 1.0, "S2": 0.9}),
)
READ = {
    "heron": Lacking(
        {"S1": (1.0, False), "S2": (0.6, True), "S3": (1.0, False)},
        frozenset({"TCS-2.1-large"}),
        frozenset({("TCS-1.3-lang", "eu_languages")}),
    ),
    "stork": Lacking({"S1": (0.7, True), "S2": (0.8, True)}, frozenset(), frozenset()),
}


def file(folder: Path, name: str, score: str, most: str, section: str = "S1") -> None:
    rows = {f"S{n}": ("1", "1") for n in range(1, 9)} | {section: (score, most)}
    text = "".join(
        f"{key}:\n  D2:\n    score: {a}\n    max_score: {b}\n" for key, (a, b) in rows.items()
    )
    (folder / name).write_text(f"archive_file_name: {name}.pdf\n{text}", "utf-8")


def test_rates_by_hand() -> None:
    report = score(SCORED, READ, ())
    # right gaps: heron S2, stork S2; missed: heron S3; wrong: stork S1.
    assert (report.sections, report.gaps) == (5, 3)
    assert report.rates["precision"] == pytest.approx(2 / 3)
    assert report.rates["recall"] == pytest.approx(2 / 3)
    assert report.rates["f1"] == pytest.approx(2 / 3)
    assert report.always == pytest.approx(2 * 3 / (5 + 3))
    assert report.wrong == (("heron", "S3", True), ("stork", "S1", False))


def test_items_are_covered_by_the_same_lack_only() -> None:
    def item(field: str, test: str) -> Item:
        return Item("heron", "S3", field, test, "x")

    items = [
        item("TCS-2.1-large", "link"),  # the field is open: all of it is lacking
        item("TCS-1.3-lang", "eu_languages"),
        item("TCS-1.3-lang", ""),
        item("TCS-1.3-lang", "languages"),  # another lack of the field
        item("TCS-2.3-names", "answered"),
    ]
    report = score(SCORED, READ, [*items, Item("crane", "S1", "TCS-0-version", "", "x")])
    assert (report.items, report.covered, report.named) == (5, 3, 2)
    assert [one.test for one in report.missed] == ["languages", "answered"]


def test_a_summary_that_was_not_read_counts_as_missed() -> None:
    report = score(SCORED, {"stork": READ["stork"]}, ())
    assert report.rates["recall"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        ([(1, 10), (2, 20), (3, 30)], 1.0),
        ([(1, 3), (2, 2), (3, 1)], -1.0),
        ([(1, 1), (2, 3), (3, 2)], 0.5),  # 1 - 6 * 2 / (3 * 8)
        ([(1, 1), (1, 2), (2, 3)], 0.8660),  # ties: ranks 1.5, 1.5, 3
        ([(1, 1), (1, 2)], 0.0),
    ],
)
def test_rank_correlation_by_hand(pairs: list[tuple[float, float]], value: float) -> None:
    assert spearman(np.array(pairs, dtype=np.float64)) == pytest.approx(value, abs=1e-4)


def test_sections_without_a_maximum_are_left_out(tmp_path: Path) -> None:
    file(tmp_path, "a.yaml", "2", "4")
    file(tmp_path, "b.yaml", "0", "0", "S4")
    file(tmp_path, "c.yaml", "", "", "S5")
    first, second, third = load_scored(tmp_path)
    assert first.shares["S1"] == 0.5 and len(first.shares) == 8
    assert "S4" not in second.shares and "S5" not in third.shares


@pytest.mark.parametrize("text", ["", "S1: [", "S1: {D2: {score: x, max_score: 3}}"])
def test_other_files_are_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.yaml").write_text(text, "utf-8")
    with pytest.raises(BadInput, match="odd"):
        load_scored(tmp_path)


def test_the_table_speaks_of_fields_and_checks_that_exist() -> None:
    documents, items, seen = table()
    known = {row.id for row in fields()}
    asked = {(check.field, check.test) for check in checks()}
    assert items and seen < set(documents)
    assert 2 * len(seen) <= len(documents)
    for item in items:
        assert item.summary in documents and item.field in known
        assert not item.test or (item.field, item.test) in asked


def test_lines_tell_figures_and_what_is_wrong() -> None:
    lines = list(summary_score_lines({"all": score(SCORED, READ, ())}))
    assert "all: 2 summaries, 5 sections, 3 gaps" in lines
    assert "  heron S3: gap not called" in lines
    assert "  stork S1: called a gap, is none" in lines
