"""Scores on sections of model cards as lines of Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.evaluate.sections import SectionRates, SectionsReport


def section_lines(report: SectionsReport) -> Iterator[str]:
    """Yield a table a part, then each section of the first part, then what was not scored."""
    yield (
        f"{report.cards} cards; {len(report.scored)} sections that are absent from some card; F1 "
        "on absent; 95 % intervals with cards resampled."
    )
    for part, methods in report.parts.items():
        yield ""
        yield f"## {part}"
        yield ""
        yield "| method | pooled F1 | macro F1 | precision | recall |"
        yield "|---|---|---|---|---|"
        for name, rates in methods.items():
            cells = (_cell(rates, key) for key in ("f1", "macro", "precision", "recall"))
            yield f"| {name} | {' | '.join(cells)} |"
    yield ""
    yield "| section | absent | called absent | both |"
    yield "|---|---|---|---|"
    for rates in list(next(iter(report.parts.values())).values())[:1]:
        for section, (absent, called, both) in rates.sections.items():
            yield f"| {section} | {absent} | {called} | {both} |"
    for what, names in (
        ("Absent from no card, so not scored", report.never_absent),
        ("Asked for by no element, told by signs alone", report.without_element),
        ("Not covered", report.uncovered),
    ):
        if names:
            yield ""
            yield f"{what}: {'; '.join(names)}."


def _cell(rates: SectionRates, key: str) -> str:
    low, high = rates.intervals[key]
    return f"{rates.values[key]:.3f} ({low:.2f}–{high:.2f})"
