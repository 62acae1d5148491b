"""Evaluation results as lines of Markdown: they are printed, and stand in the docs as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.evaluate.gold import Report, Score
from pipeline.evaluate.retrieval import Hits
from pipeline.evaluate.values import ValuesReport


def _with_interval(value: float, interval: tuple[float, float] | None) -> str:
    if interval is None:
        return f"{value:.3f}"
    return f"{value:.3f} ({interval[0]:.2f}–{interval[1]:.2f})"


def gold_lines(report: Report, providers: int) -> Iterator[str]:
    """Yield tables: total beside baselines, statuses, families, elements, documents."""
    total = report.total
    yield (
        f"{total.n} labels, {total.documents} documents, {providers} providers; one provider left "
        f"out of everything fitted; 95 % intervals by resampling documents."
    )
    yield ""
    yield "| method | gap precision | gap recall | F1 | F2 | kappa | seven-way | seven-way kappa |"
    yield "|---|---|---|---|---|---|---|---|"
    yield _score_row("**Lacuna**", total)
    for name, score in report.baselines.items():
        yield _score_row(name, score)
    yield ""
    yield (
        f"Macro F1 over elements {report.macro_f1:.3f}; not assessed {total.not_assessed}, "
        f"contradicted {total.contradicted} (both count as wrong)."
    )
    calibration = report.calibration
    yield (
        f"Calibration error {calibration.ece:.3f}; {calibration.reviewed:.0%} of the verdicts ask "
        f"for a person, the others are right on gap or not in {calibration.accuracy_of_rest:.3f}."
    )
    yield ""
    yield "| surest share of verdicts | accuracy on gap or not |"
    yield "|---|---|"
    for share, accuracy in calibration.coverage:
        yield f"| {share:.0%} | {accuracy:.3f} |"
    yield ""
    yield "| labelled status | n | called the same |"
    yield "|---|---|---|"
    for status, (share, n) in total.recall_by_status.items():
        if n:
            yield f"| {status} | {n} | {share:.2f} |"
    for title, table in (
        ("family", report.by_family),
        ("element", report.by_element),
        ("document", report.by_document),
    ):
        yield ""
        yield f"| {title} | n | gaps | gap precision | gap recall | accuracy | seven-way |"
        yield "|---|---|---|---|---|---|---|"
        for name, score in table.items():
            gap = score.gap
            yield (
                f"| {name} | {score.n} | {score.gaps} | {gap['precision']:.2f} | "
                f"{gap['recall']:.2f} | {gap['accuracy']:.2f} | {score.status_agreement:.2f} |"
            )


def _score_row(name: str, score: Score) -> str:
    cells = [
        _with_interval(score.gap[key], score.intervals.get(key))
        for key in ("precision", "recall", "f1", "f2", "kappa")
    ]
    cells += [f"{score.status_agreement:.3f}", f"{score.status_kappa:.3f}"]
    return f"| {name} | " + " | ".join(cells) + " |"


def retrieval_lines(hits: Mapping[str, Hits]) -> Iterator[str]:
    """Yield a table of hit rates by ranking."""
    first = next(iter(hits.values()))
    yield f"{first.n} labelled cells with quotations, {first.documents} documents."
    yield ""
    yield "| ranking | " + " | ".join(f"hit@{depth}" for depth in first.hit) + " |"
    yield "|---" * (len(first.hit) + 1) + "|"
    for name, hit in hits.items():
        cells = [_with_interval(hit.hit[d], hit.intervals.get(d)) for d in hit.hit]
        yield f"| {name} | " + " | ".join(cells) + " |"


def values_lines(report: ValuesReport, baseline: ValuesReport) -> Iterator[str]:
    """Yield tables of typed values: overall beside the baseline, then per element."""
    yield (
        f"{report.documents} documents; every distinct value of a cell counts once; "
        f"{report.prose} labelled values are prose and take no part."
    )
    yield ""
    yield "| method | values | precision | stated values | recall | F1 |"
    yield "|---|---|---|---|---|---|"
    for name, one in (("**Lacuna**", report), ("first pattern hit", baseline)):
        score = one.overall
        yield (
            f"| {name} | {score.predicted} | "
            f"{_with_interval(score.rates['precision'], score.intervals.get('precision'))} | "
            f"{score.stated} | "
            f"{_with_interval(score.rates['recall'], score.intervals.get('recall'))} | "
            f"{score.rates['f1']:.3f} |"
        )
    yield ""
    yield "| element | values | precision | stated | recall |"
    yield "|---|---|---|---|---|"
    for name, score in report.elements.items():
        precision = f"{score.rates['precision']:.2f}" if score.predicted else "–"
        recall = f"{score.rates['recall']:.2f}" if score.stated else "–"
        yield f"| {name} | {score.predicted} | {precision} | {score.stated} | {recall} |"
