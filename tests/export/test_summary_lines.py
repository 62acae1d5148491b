"""A published summary in the report for people."""

from __future__ import annotations

from pipeline.catalogue.elements import elements
from pipeline.catalogue.obligations import obligations
from pipeline.export.summaries import summary_lines
from pipeline.export.text import report
from tests.forms_example import dossier
from tests.view.test_summary_rows import with_summary


def test_each_section_has_a_line_and_only_a_gap_says_what() -> None:
    lines = list(summary_lines(with_summary()))
    assert lines[0] == ("PUBLIC SUMMARY OF TRAINING CONTENT", "title")
    assert ("  The summary itself, 100 %", "good") in lines
    assert ("  General information, 99 %: x", "gap") in lines
    assert len(lines) == 2 + 8


def test_the_report_holds_it_and_is_the_same_without_one() -> None:
    told = [line.text for line in report(with_summary(), elements(), obligations())]
    plain = [line.text for line in report(dossier(), elements(), obligations())]
    at = told.index("PUBLIC SUMMARY OF TRAINING CONTENT")
    assert told[:at] + told[at + 11 :] == plain
    assert list(summary_lines(dossier())) == []
