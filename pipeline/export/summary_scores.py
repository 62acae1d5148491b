"""Scores of public summaries as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.catalogue.forms import form
from pipeline.evaluate.intervals import wilson
from pipeline.evaluate.summaries import Scores


def summary_score_lines(reports: Mapping[str, Scores]) -> Iterator[str]:
    """Yield the scores of each group, then what is wrong in the first.

    Args:
        reports: Scores by name of the group; the first holds all summaries.
    """
    number = len(form("summary").fields)
    yield "Public summaries against the completeness scores (D2) of the AI Accountability Lab"
    for name, report in reports.items():
        yield ""
        counts = f"{report.summaries} summaries, {report.sections} sections, {report.gaps} gaps"
        yield f"{name}: {counts}"
        rates = report.rates
        yield (
            f"  section gap F1 {_told(rates['f1'], report.intervals['f1'])}"
            f"  precision {rates['precision']:.3f}  recall {rates['recall']:.3f}"
            f"  always gap {report.always:.3f}"
        )
        yield f"  Spearman {_told(rates['spearman'], report.intervals['spearman'])}"
        if report.items:
            share = report.covered / report.items
            interval = wilson(report.covered, report.items)
            yield (
                f"  items of the notes {report.covered}/{report.items} {_told(share, interval)}"
                f"  fields named as lacking {report.named} of {report.summaries * number}"
            )
    first = next(iter(reports.values()), None)
    if first is None:
        return
    yield ""
    for summary, section, gap in first.wrong:
        yield f"  {summary} {section}: {'gap not called' if gap else 'called a gap, is none'}"
    for item in first.missed:
        yield f"  {item.summary} {item.section} {item.field}: not covered: {item.about}"


def _told(value: float, interval: tuple[float, float]) -> str:
    return f"{value:.3f} [{interval[0]:.3f}, {interval[1]:.3f}]"
