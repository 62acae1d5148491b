"""Scores on answers of the Foundation Model Transparency Index as lines of Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.evaluate.fmti import FmtiReport, Rates


def fmti_lines(report: FmtiReport) -> Iterator[str]:
    """Yield a table a part, then what was wrong and what no row of the mapping speaks of."""
    yield (
        f"{len(report.companies)} companies; a score of 0 is a gap; 95 % intervals with companies "
        "resampled."
    )
    for part, methods in report.parts.items():
        first = next(iter(methods.values()))
        yield ""
        yield f"## {part}: {first.n} answers, {first.gaps} of them gaps"
        yield ""
        yield "| method | kappa | balanced accuracy | gap precision | gap recall |"
        yield "|---|---|---|---|---|"
        for name, rates in methods.items():
            cells = (_cell(rates, key) for key in ("kappa", "balanced", "precision", "recall"))
            yield f"| {name} | {' | '.join(cells)} |"
    yield ""
    yield f"Wrong: {len(report.wrong)}."
    for call in report.wrong:
        kind = "a gap that was not seen" if call.answer.gap else f"no gap, but {call.because}"
        yield f"- {call.answer.company}, {call.answer.indicator}: {kind}"
    if report.unmapped:
        yield ""
        yield f"Not covered: {len(report.unmapped)} indicators that ask for something else."


def _cell(rates: Rates, key: str) -> str:
    low, high = rates.intervals[key]
    return f"{rates.values[key]:.3f} ({low:.2f}–{high:.2f})"
