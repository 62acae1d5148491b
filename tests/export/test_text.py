"""The report for people: order, quotations, and words that must never be in it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.export.text import WIDTH, report
from pipeline.schema import Outcome, Verdict
from tests.examples import CITED, dossier
from tests.view.test_view import CATALOGUE, OBLIGATIONS


def _text(**changes: object) -> str:
    made = replace(dossier(), **changes)  # type: ignore[arg-type]
    return "\n".join(line.text for line in report(made, CATALOGUE, OBLIGATIONS))


def test_order_of_the_sections() -> None:
    text = _text()
    order = [
        "Nova · Nova Labs",
        "DUTIES",
        "WHAT THE DOCUMENTS SAY",
        "CONTRADICTIONS",
        "NOT FOUND, AND DUE IN PUBLIC NOW (1)",
        "THE RECORD, ELEMENT BY ELEMENT",
        "WHAT WAS SEARCHED",
        "ALL FINDINGS",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_gap_has_reference_gloss_and_nearest_passage() -> None:
    text = _text()
    part = text[text.index("DUE IN PUBLIC NOW") :]
    assert "act-53-1-d (from 2025-09-16) — our gloss: gloss of ACT-53-1-d" in part
    assert "“Nova report” (report.pdf, page 1) — on topic, but no summary" in part


def test_what_was_searched_and_what_was_not_is_said_once() -> None:
    part = _text().split("WHAT WAS SEARCHED")[1].split("ALL FINDINGS")[0]
    assert "- card.md, its whole text" in part
    assert "- report.pdf, 1 of 2 pages" in part
    assert "! report.pdf, page 2: could not be read" in part
    assert "--full lists the passages" in part


def test_the_full_report_lists_what_came_near_below_the_element() -> None:
    lines = [line.text for line in report(dossier(), CATALOGUE, OBLIGATIONS, full=True)]
    record = lines[lines.index("THE RECORD, ELEMENT BY ELEMENT") :]
    near = [line for line in record if "nearest: “Nova report”" in line]
    assert len(near) == 1
    assert "on topic, but no summary" in " ".join(record)
    assert not any("--full lists the passages" in line for line in lines)


def test_both_sides_of_a_contradiction_are_quoted() -> None:
    part = _text().split("CONTRADICTIONS")[1].split("NOT FOUND")[0]
    assert f"“32k tokens” (card.md, line 4{CITED})" in " ".join(part.split())
    assert "“8k tokens” (report.pdf, page 1)" in part


def test_what_was_inferred_and_both_dates_are_named() -> None:
    part = _text().split("DUTIES")[1].split("WHAT THE")[0]
    assert "from 2027-08-02 if placed before, or 2025-08-02 if placed later" in part
    assert "R0a: the weights can be downloaded by everybody (inferred)" in part
    assert "R2: the date of placing on the Union market" in part
    assert "1 apply" in part and Verdict.APPLIES.value in part


def test_never_calls_anything_compliant() -> None:
    assert "complian" not in _text().lower()


def test_lines_fit_and_lists_can_be_long() -> None:
    made = dossier()
    many = tuple(
        replace(made.findings[0], id=f"f{n}", outcome=Outcome.GAP_PUBLIC) for n in range(40)
    )
    long = replace(made, findings=many)
    short = [line.text for line in report(long, CATALOGUE, OBLIGATIONS)]
    full = [line.text for line in report(long, CATALOGUE, OBLIGATIONS, full=True)]
    assert max(len(line) for line in short) <= WIDTH
    assert any("15 more (--full lists all)" in line for line in short)
    assert sum("our gloss" in line for line in full) == 40
