"""``lacuna evaluate summaries``: public summaries as read, against scores by people."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import FORMAT, OUTPUT, QUIET, Format
from pipeline.cli.scores import put

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.cli.labelled import Read
    from pipeline.evaluate.summaries import Lacking, Scored

_DAY = re.compile(r"20\d{6}")


def summaries(
    truth: Annotated[
        Path, typer.Option("--truth", help="Folder of scored summaries: one YAML file each.")
    ],
    documents: Annotated[
        Path | None,
        typer.Option(
            "--documents", help="Folder of the summaries; else data/docs beside the truth."
        ),
    ] = None,
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Gaps and completeness of public summaries by section, against scores by people."""
    from pipeline.cli.labelled import read_all
    from pipeline.cli.output import Progress
    from pipeline.evaluate.summaries import load_scored, score, table
    from pipeline.export.summary_scores import summary_score_lines

    scored = load_scored(truth)
    known, items, seen = table()
    folder = documents or _beside(truth)
    names = _places(scored, known, folder)
    read = read_all(list(names.values()), folder, Progress(quiet))
    by_document = {one.located.id: _lacking(one) for one in read}
    readings = {name: by_document[place] for name, place in names.items()}
    groups: Mapping[str, Sequence[Scored]] = {
        "all": scored,
        "rules written on": [one for one in scored if one.id in seen],
        "held out": [one for one in scored if one.id not in seen],
    }
    reports = {name: score(group, readings, items) for name, group in groups.items() if group}
    put(
        {name: report.to_json() for name, report in reports.items()},
        summary_score_lines(reports),
        format,
        output,
    )


def _beside(truth: Path) -> Path:
    """Return the folder of documents beside ``data/truth/NAME``.

    Raises:
        BadInput: there is none.
    """
    from pipeline.cli.labelled import folder_of

    near = truth.resolve().parent.parent / "docs"
    return near if near.is_dir() else folder_of(truth, None)


def _places(scored: Sequence[Scored], known: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return by summary the id or the file name of its document.

    The table that ships with the evaluation comes first, then the name under which it was
    archived, then a file whose name holds the letters and digits of the summary's; of several
    the one with the day of the archive, then one that calls itself a summary.
    """
    files = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    found = {}
    for one in scored:
        listed = known.get(one.id)
        if listed and any(name.startswith(listed) for name in files):
            found[one.id] = listed
            continue
        wanted = (_plain(one.archive.rpartition(".")[0]), _plain(one.id))
        near = [name for want in wanted if want for name in files if want in _plain(name)]
        day = _DAY.search(_plain(one.archive))
        near.sort(
            key=lambda name: (not (day and day[0] in _plain(name)), "summar" not in name.lower())
        )
        found[one.id] = near[0] if near else one.archive or one.id
    return found


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _lacking(one: Read) -> Lacking:
    from pipeline.catalogue.forms import form
    from pipeline.evaluate.summaries import Lacking
    from pipeline.schema import FieldReading
    from pipeline.summaries.read import read
    from pipeline.summaries.rows import checks

    summary = read(one.reading.documents, one.reading.segments)
    if summary is None:
        return Lacking({}, frozenset(), frozenset())
    told = {item.field: item.lacks for item in summary.fields}
    required = {field.id for field in form("summary").fields if field.required}
    return Lacking(
        sections={row.section: (row.completeness, row.gap) for row in summary.sections},
        open=frozenset(
            item.field
            for item in summary.fields
            if item.field in required
            and not item.status.answered
            and item.status is not FieldReading.NOT_APPLICABLE
        ),
        lacks=frozenset(
            (check.field, check.test) for check in checks() if check.words in told[check.field]
        ),
    )
