"""``lacuna evaluate risks``: coded risks held against hand-coded ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import FORMAT, OUTPUT, QUIET, Format
from pipeline.cli.scores import put

if TYPE_CHECKING:
    from pipeline.cli.labelled import Read
    from pipeline.evaluate.risks import Predicted


def risks(
    truth: Annotated[Path, typer.Option("--truth", help="The hand-coded passages: a JSONL file.")],
    documents: Annotated[
        Path | None,
        typer.Option(
            "--documents", help="Folder of the coded documents; else data/docs beside the codes."
        ),
    ] = None,
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Risks that the documents assess, mention or leave out, against passages coded by hand."""
    from pipeline.cli.labelled import folder_of, read_all
    from pipeline.cli.output import Progress
    from pipeline.evaluate.risks import load, score
    from pipeline.export.risk_scores import risk_score_lines

    coded = load(truth)
    read = read_all([one.doc for one in coded], folder_of(truth, documents), Progress(quiet))
    reports = score(coded, {one.located.id: _predicted(one) for one in read})
    put(
        {name: report.to_json() for name, report in reports.items()},
        risk_score_lines(reports),
        format,
        output,
    )


def _predicted(one: Read) -> Predicted:
    from pipeline.evaluate.risks import Predicted, Told
    from pipeline.risks.coding import code, find
    from pipeline.risks.passages import is_risk

    reading = one.reading
    (document,) = reading.documents
    told = []
    for found in find(reading.documents, reading.segments, reading.identity):
        passage = found.passage
        if not passage.told.forbidden:
            told.append(
                Told(
                    found.span.start,
                    found.span.end,
                    frozenset(filter(is_risk, passage.about)),
                    frozenset(facet.value for facet in passage.told.facets),
                    frozenset(
                        name
                        for name in passage.named
                        if name.startswith(("capability/", "propensity/", "source/"))
                    ),
                )
            )
    rows = code(reading.documents, reading.segments, reading.identity)
    return Predicted(document.text, {row.risk: row.status.value for row in rows}, tuple(told))
