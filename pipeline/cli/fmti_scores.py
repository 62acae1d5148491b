"""``lacuna evaluate fmti``: answers to an index, held against the scores that it gave."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.scan import Format

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.evaluate.fmti import Answer, Call, FmtiReport


def fmti(
    truth: Annotated[
        Path, typer.Option("--truth", help="CSV: company, indicator, disclosure, score.")
    ],
    format: Annotated[Format, typer.Option("--format", help="For people or for machines.")] = (
        Format.TEXT
    ),
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.")
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress on standard error.")
    ] = False,
) -> None:
    """Whether answers to the Foundation Model Transparency Index say what was asked."""
    import json

    from pipeline.cli.output import Progress, write
    from pipeline.evaluate.fmti import load_answers
    from pipeline.export.fmti import fmti_lines

    report = _report(load_answers(truth), Progress(quiet))
    if format is Format.JSON:
        write(json.dumps(report.to_json(), ensure_ascii=False, indent=1) + "\n", output)
    else:
        write("\n".join(fmti_lines(report)) + "\n", output)


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
    from pipeline.assess.cues import match
    from pipeline.assess.rulings import ElementEvidence, rule
    from pipeline.catalogue.elements import elements
    from pipeline.dossier import File, read

    asked = [element for element in elements() if element.id in ids]
    if not (asked and answer.text):
        return not answer.text
    reading = read([File("answer.md", f"# {answer.indicator}\n\n{answer.text}\n".encode())])
    (document,) = reading.documents
    units = tuple(reading.segments[document.id])
    hits = match(asked, units)
    return all(
        rule(
            element.id,
            ElementEvidence(
                element,
                hits.of(element.id),
                units,
                tuple(claim for claim in reading.claims if claim.element == element.id),
                (document.kind,),
            ),
        ).status.is_gap
        for element in asked
    )
