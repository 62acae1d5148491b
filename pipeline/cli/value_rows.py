"""``lacuna evaluate values`` for two more formats: checked rows, and benchmark scores."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.evaluate.cases import Answered


def report(
    truth: Path, folder: Callable[[], Path], quiet: bool
) -> tuple[list[str], dict[str, object]] | None:
    """Return the lines and the data of a report on another format's truth; None for labels.

    Args:
        truth: The file with the truth.
        folder: Gives the folder of its documents.
        quiet: No progress on standard error.

    Raises:
        BadInput: the file is faulty, or documents are missing.
    """
    from pipeline.evaluate.benchmark_rows import is_benchmark_rows
    from pipeline.evaluate.cases import is_cases

    if not truth.is_file():
        return None
    if is_cases(truth):
        return _cases(truth, folder(), quiet)
    if is_benchmark_rows(truth):
        return _benchmarks(truth, folder(), quiet)
    return None


def _cases(truth: Path, folder: Path, quiet: bool) -> tuple[list[str], dict[str, object]]:
    from pipeline.claims.normal import normalisers
    from pipeline.cli.labelled import read_all
    from pipeline.cli.output import Progress
    from pipeline.evaluate import cases
    from pipeline.evaluate.value_baseline import first_hits
    from pipeline.export.value_cases import cases_lines

    rows = cases.load_cases(truth)
    read = read_all(sorted({row.document for row in rows}), folder, Progress(quiet))
    said: dict[str, dict[str, tuple[cases.Said, ...]]] = {"": {}, _FIRST: {}, _ANYONE: {}}
    for one in read:
        name = one.located.id
        said[""][name] = cases.from_claims(one.reading.claims)
        said[_ANYONE][name] = cases.whoever(one.reading.claims)
        said[_FIRST][name] = cases.from_hits(
            hit for document in one.reading.documents for hit in first_hits(name, document.text)
        )
    how = normalisers()
    answers = {
        name: [cases.answer(row, made[row.document], how) for row in rows]
        for name, made in said.items()
    }
    answers[_NEVER] = [cases.answer(row, (), how) for row in rows]
    providers = {one.located.id: one.located.provider for one in read}
    mine = answers.pop("")
    data: dict[str, object] = {
        "parts": {
            name: asdict(cases.score_cases([one for one in mine if select(one)]))
            for name, select in cases.cuts(providers)
        },
        "baselines": {name: asdict(cases.score_cases(made)) for name, made in answers.items()},
        "rows": [_shown(one, providers[one.case.document]) for one in mine],
    }
    return list(cases_lines(mine, answers, providers)), data


_FIRST, _ANYONE = "first pattern hit", "all claims, whoever's and of whatever variant"
_NEVER = "never an answer"


def _shown(one: Answered, provider: str) -> dict[str, object]:
    return {
        "document": one.case.document,
        "provider": provider,
        "asked": one.case.asked,
        "model": one.case.model,
        "verdict": str(one.case.verdict),
        "expected": one.case.expected,
        "weak": one.case.weak,
        "outcome": str(one.outcome),
        "said": list(one.said),
    }


def _benchmarks(truth: Path, folder: Path, quiet: bool) -> tuple[list[str], dict[str, object]]:
    from pipeline.cli.labelled import read_all
    from pipeline.cli.output import Progress
    from pipeline.evaluate.benchmark_rows import load_rows, score_rows
    from pipeline.export.value_cases import benchmark_lines

    rows = load_rows(truth)
    read = read_all(sorted({row.document for row in rows}), folder, Progress(quiet))
    found = score_rows(rows, {one.located.id: one.reading.claims for one in read})
    return list(benchmark_lines(found)), found.to_json()
