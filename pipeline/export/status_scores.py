"""Scores of the rare statuses as lines of Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.evaluate.intervals import wilson
from pipeline.evaluate.statuses import RARE, Rate, Report, Score

#: How many misses are listed of one part.
LISTED = 40


def status_score_lines(report: Report) -> Iterator[str]:
    """Yield a table for each part, the keyword list beside the method, and what was missed."""
    for name, found in report.parts.items():
        simple = report.keywords.get(name)
        yield f"## Part {name}"
        yield ""
        told = f"The same status in {_share(found.same, found.cells)}"
        if simple:
            told += f" (keyword list: {_share(simple.same, simple.cells)})"
        yield (
            f"{found.rows} texts, {found.cells} labelled cells. {told}; the same side (gap or "
            f"not) in {_share(found.same_side, found.cells)}. Declined, placeholder or referred "
            f"said of elements that the rows do not name: {found.beside}."
        )
        yield ""
        yield "| status | precision | recall | keyword list: precision | recall |"
        yield "|---|---|---|---|---|"
        yield from _rows(found, simple)
        yield ""
        for miss in found.misses[:LISTED]:
            yield f"- {miss.row}, {miss.element}: {miss.expected}, said {miss.said}"
        if len(found.misses) > LISTED:
            yield f"- ... and {len(found.misses) - LISTED} more (--format json lists all)"
        yield ""


def _rows(found: Score, simple: Score | None) -> Iterator[str]:
    for status in (*RARE, *(other for other in found.rates if other not in RARE)):
        rate = found.rates.get(status)
        if rate is None:
            continue
        other = simple.rates.get(status, Rate(0, 0, rate.coded)) if simple else Rate(0, 0, 0)
        yield (
            f"| {status} | {_share(rate.right, rate.said)} | {_share(rate.right, rate.coded)} | "
            f"{_share(other.right, other.said)} | {_share(other.right, other.coded)} |"
        )


def _share(hits: int, n: int) -> str:
    if not n:
        return "–"
    low, high = wilson(hits, n)
    return f"{hits / n:.3f} of {n} ({low:.2f}–{high:.2f})"
