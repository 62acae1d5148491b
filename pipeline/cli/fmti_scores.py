"""``lacuna evaluate fmti``: answers to an index, held against the scores that it gave."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import FORMAT, OUTPUT, QUIET, Format
from pipeline.cli.scores import put

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.evaluate.fmti import Answer, Call, FmtiReport


def fmti(
    truth: Annotated[
        Path, typer.Option("--truth", help="CSV: company, indicator, disclosure, score.")
    ],
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Whether answers to the Foundation Model Transparency Index say what was asked."""
    from pipeline.cli.output import Progress
    from pipeline.evaluate.fmti import load_answers
    from pipeline.export.fmti import fmti_lines

    report = _report(load_answers(truth), Progress(quiet))
    put(report.to_json(), fmti_lines(report), format, output)


def _report(answers: tuple[Answer, ...], progress: Callable[[str, float], None]) -> FmtiReport:
    from pipeline.assess.answers import indicators, key, patterns, silent, tell, written_on
    from pipeline.evaluate.fmti import Call, score

    rows, read_before = indicators(), written_on()
    done = 0

    def ours(answer: Answer) -> Call:
        told = tell(rows[key(answer.indicator)], answer.text)
        return Call(answer, told.gap, told.because)

    def with_references(answer: Answer) -> Call:
        if not answer.text and answer.references:
            return Call(answer, False, "it is a pointer, which was not followed")
        return ours(answer)

    def by_elements(answer: Answer) -> Call:
        nonlocal done
        done += 1
        progress(f"reading {answer.company}, {answer.indicator}", done / len(answers))
        return Call(answer, _elements_silent(answer, rows[key(answer.indicator)].elements))

    def phrase(answer: Answer) -> Call:
        return Call(answer, silent(answer.text))

    def not_disclosed(answer: Answer) -> Call:
        return Call(
            answer, not answer.text or bool(patterns()["not_disclosed"].search(answer.text))
        )

    def direct(answer: Answer) -> bool:
        return rows[key(answer.indicator)].strength == "direct"

    def hard(answer: Answer) -> bool:
        return direct(answer) and not silent(answer.text)

    def unread(answer: Answer) -> bool:
        return answer.company not in read_before

    found = score(
        answers,
        {
            "**Lacuna**": ours,
            "Lacuna; references without words are pointers": with_references,
            "empty, or a phrase of non-disclosure": phrase,
            "the same; references without words are pointers": lambda answer: Call(
                answer, silent(answer.text) and not (answer.references and not answer.text)
            ),
            "empty, or 'not disclosed'": not_disclosed,
            "empty": lambda answer: Call(answer, not answer.text),
            "elements' rules for documents": by_elements,
        },
        {
            "Direct indicators": direct,
            "Direct, companies not read before": lambda a: direct(a) and unread(a),
            "Direct and hard (not empty, no phrase)": hard,
            "Direct and hard, companies not read before": lambda a: hard(a) and unread(a),
            "All mapped indicators": lambda a: True,
        },
        lambda answer: key(answer.indicator) in rows,
    )
    progress("done", 1.0)
    return found


def _elements_silent(answer: Answer, ids: tuple[str, ...]) -> bool:
    """Return whether no element's rule finds anything in the answer, read as a document."""
    from pipeline.cli.labelled import ruled

    if not (ids and answer.text):
        return not answer.text
    text = f"# {answer.indicator}\n\n{answer.text}\n"
    _, statuses = ruled("answer.md", text.encode(), ids)
    return all(status.is_gap for status in statuses.values())
