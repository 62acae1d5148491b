"""Scores of checked rows and of benchmark rows as lines of Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.evaluate.agreement import ratio
from pipeline.evaluate.benchmark_rows import BenchmarkReport
from pipeline.evaluate.cases import (
    ASKED,
    FEW,
    Answered,
    CaseScore,
    Outcome,
    cuts,
    score_cases,
)


def cases_lines(
    answers: Sequence[Answered],
    baselines: Mapping[str, Sequence[Answered]],
    provider_of: Mapping[str, str],
) -> Iterator[str]:
    """Yield tables: methods on all rows, parts of the rows, types of value, documents at fault.

    Args:
        answers: What became of each row.
        baselines: The same by name of a simpler method.
        provider_of: Provider by document.
    """
    yield (
        f"{len(answers)} checked rows, {len(provider_of)} documents, "
        f"{len(set(provider_of.values()))} providers; 95 % intervals by resampling documents. "
        "Right: the document's value is among the answer's. Any answer to a row that the document "
        "does not state is wrong. Right or silent: also counts "
        "silence on what is not stated."
    )
    yield ""
    yield "| method | rows | answered | precision | stated | recall | F1 | right or silent |"
    yield "|---|---|---|---|---|---|---|---|"
    yield _row("**Lacuna**", score_cases(answers))
    for name, others in baselines.items():
        yield _row(name, score_cases(others))
    yield ""
    yield "| rows | n | answered | precision | stated | recall | F1 | right or silent |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, select in cuts(provider_of):
        yield _row(name, score_cases([one for one in answers if select(one)]))
    yield ""
    yield f"Types of under {FEW} rows are reported and ask for nothing."
    yield ""
    yield "| type | n | answered | precision | stated | recall | F1 | right or silent |"
    yield "|---|---|---|---|---|---|---|---|"
    for asked in _types(answers):
        mine = [one for one in answers if _group(one.case.asked) == asked]
        few = " (few rows)" if len(mine) < FEW else ""
        yield _row(asked + few, score_cases(mine))
    yield ""
    yield "| verdict | n | right | wrong | missed | silent |"
    yield "|---|---|---|---|---|---|"
    for verdict in sorted({one.case.verdict for one in answers}):
        mine = [one for one in answers if one.case.verdict is verdict]
        counts = [sum(one.outcome is outcome for one in mine) for outcome in Outcome]
        yield f"| {verdict} | {len(mine)} | " + " | ".join(str(count) for count in counts) + " |"


def _group(asked: str) -> str:
    return "licence" if asked == "license" else asked


def _types(answers: Sequence[Answered]) -> list[str]:
    present = {_group(one.case.asked) for one in answers}
    return [asked for asked in ASKED if asked in present]


def _row(name: str, score: CaseScore) -> str:
    cells = [name, str(score.rows), str(score.answered), _cell(score, "precision")]
    cells += [str(score.stated), _cell(score, "recall"), f"{score.rates['f1']:.3f}"]
    return "| " + " | ".join([*cells, _cell(score, "accuracy")]) + " |"


def _cell(score: CaseScore, key: str) -> str:
    of = {"precision": score.answered, "recall": score.stated}.get(key, score.rows)
    if not of:
        return "–"
    low, high = score.intervals[key]
    return f"{score.rates[key]:.3f} ({low:.2f}–{high:.2f})"


def benchmark_lines(report: BenchmarkReport) -> Iterator[str]:
    """Yield a table of found rows, what was missed, and what takes no part."""
    low, high = report.interval
    rivals, rivals_found = report.rows - report.own, report.found - report.own_found
    yield "| rows | n | found | recall |"
    yield "|---|---|---|---|"
    yield (
        f"| all, with model and whose | {report.rows} | {report.found} | "
        f"{ratio(report.found, report.rows):.3f} ({low:.2f}–{high:.2f}) |"
    )
    for name, n, found in (
        ("the card's own models", report.own, report.own_found),
        ("other models", rivals, rivals_found),
        ("benchmark and score alone, whoever's", report.rows, report.anyone),
        ("baseline: own models' scores only", report.rows, report.own_found),
    ):
        yield f"| {name} | {n} | {found} | {ratio(found, n):.3f} |"
    yield ""
    yield (
        f"Of {report.claims} claims about a model and benchmark of the table {report.right} have "
        f"a score of the table."
    )
    for row in report.missed:
        part = f" ({row.split})" if row.split else ""
        yield f"- missed: {row.model}, {row.benchmark}{part}: {row.score:g}"
    for row, why in report.left_out:
        yield f"- left out: {row.model}, {row.benchmark}: {row.score:g} ({why})"
