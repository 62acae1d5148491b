"""``lacuna evaluate statuses``: declined, placeholder, referred and mentioned, on written rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import FORMAT, OUTPUT, QUIET, Format
from pipeline.cli.scores import put
from pipeline.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.evaluate.statuses import Row
    from pipeline.schema import Status


def statuses(
    truth: Annotated[
        Path, typer.Option("--truth", help="The rows: YAML with texts and expected statuses.")
    ],
    texts: Annotated[
        Path | None,
        typer.Option(
            "--texts", help="CSV with company, indicator, disclosure, for rows with from."
        ),
    ] = None,
    part: Annotated[
        str | None, typer.Option("--part", help="Only rows of this part, such as b or inserted.")
    ] = None,
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Rare statuses on sentences, small cards and inserted passages, beside a keyword list."""
    from dataclasses import replace

    from pipeline.catalogue.elements import elements
    from pipeline.cli.output import Progress
    from pipeline.evaluate.statuses import load, report
    from pipeline.export.status_scores import status_score_lines

    known = load(truth, [element.id for element in elements()], _texts(texts))
    chosen = [row for row in known.rows if part is None or row.part == part]
    if not chosen:
        parts = ", ".join(sorted({row.part for row in known.rows}))
        raise BadInput(f"{truth} has no rows of part {part}; there are: {parts}")
    verdicts = judged(chosen, Progress(quiet))
    found = report(replace(known, rows=tuple(chosen)), verdicts)
    put(found.to_json(), status_score_lines(found), format, output)


def judged(
    rows: Sequence[Row], progress: Callable[[str, float], None]
) -> dict[str, dict[str, Status]]:
    """Return row id -> element -> status; each row's text is judged as a document by itself."""
    from pipeline.assess.statuses import assess
    from pipeline.catalogue.elements import elements
    from pipeline.dossier import File, read
    from pipeline.retrieval.index import open_index
    from pipeline.retrieval.rank import score

    catalogue, index = elements(), open_index()
    found = {}
    for place, row in enumerate(rows):
        progress(f"judging {row.id}", place / len(rows))
        reading = read([File("card.md", row.text.encode())])
        scores = {
            document.id: score(catalogue, reading.segments[document.id], index)
            for document in reading.documents
        }
        assessed = assess(
            catalogue,
            reading.documents,
            reading.segments,
            reading.claims,
            reading.identity,
            scores,
        )
        found[row.id] = {item.element: item.status for item in assessed}
    progress("done", 1.0)
    return found


def _texts(path: Path | None) -> dict[str, str]:
    """Return ``company / indicator`` -> disclosure of a table of disclosures."""
    import csv

    if path is None:
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        return {f"{row['company']} / {row['indicator']}": row["disclosure"] for row in rows}
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        raise BadInput(f"{path} is no table of disclosures: {error}") from error
