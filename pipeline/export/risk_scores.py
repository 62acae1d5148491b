"""Scores of coded risks as lines of Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.evaluate.intervals import wilson
from pipeline.evaluate.risks import Rate, Report

_SPLITS = {
    "fresh": "Documents coded after the words were done",
    "held_out": "Documents of providers that the words were not written on",
    "written_on": "Documents that the words were written on",
}


def risk_score_lines(reports: Mapping[str, Report]) -> Iterator[str]:
    """Yield the tables of each split, the held-out one first."""
    for name in sorted(reports, key=lambda name: (name != "held_out", name)):
        report = reports[name]
        yield f"## {_SPLITS.get(name, name)}"
        yield ""
        yield (
            f"{report.documents} documents, {report.cells} cells of one document and one risk. "
            f"The same status in {_share(report.same, report.cells)}; were every mention an "
            f"assessment: {_share(report.baseline_same, report.cells)}."
        )
        yield ""
        yield "| what | precision | found | recall | coded |"
        yield "|---|---|---|---|---|"
        yield _row("cells called assessed", report.assessed)
        yield _row("cells called silent", report.silent)
        for risk, rate in report.passages.items():
            yield _row("passages" if risk == "all" else f"passages on {risk}", rate)
        for facet, rate in report.facets.items():
            yield _row(f"told in passages: {facet}", rate)
        yield _row("sources of risk", report.codes)
        yield ""
        for (coded, called), count in sorted(report.confusion.items()):
            yield f"- coded {coded}, called {called}: {count}"
        for lost in report.lost:
            yield f"- not in the text any more: {lost}"
        yield ""


def _row(name: str, rate: Rate) -> str:
    return (
        f"| {name} | {_share(rate.right, rate.found)} | {rate.found} | "
        f"{_share(rate.hit, rate.coded)} | {rate.coded} |"
    )


def _share(hits: int, n: int) -> str:
    if not n:
        return "–"
    low, high = wilson(hits, n)
    return f"{hits / n:.3f} ({low:.2f}–{high:.2f})"
