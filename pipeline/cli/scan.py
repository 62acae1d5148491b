"""``lacuna scan`` and ``lacuna claims``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import FORMAT, OUTPUT, QUIET, Format
from pipeline.errors import BadInput

if TYPE_CHECKING:
    from pipeline.dossier import File
    from pipeline.schema import Document, Dossier, Source


class FailOn(StrEnum):
    """From which findings on the exit code is 1."""

    GAP = "gap"
    UPCOMING = "upcoming"
    PARTIAL = "partial"
    CONTRADICTED = "contradicted"


class Ocr(StrEnum):
    """Who reads scanned pages."""

    AUTO = "auto"
    TESSERACT = "tesseract"
    RAPIDOCR = "rapidocr"
    OFF = "off"


_FILES = Annotated[
    list[Path],
    typer.Argument(
        help="The model's documents; a folder is all the files in it, - is standard input.",
        show_default=False,
    ),
]
_MODEL = Annotated[str | None, typer.Option("--model", help="The model's name, if you know it.")]
_OCR = Annotated[
    Ocr | None,
    typer.Option("--ocr", help="Who reads scanned pages; LACUNA_OCR says so for good."),
]
_SOURCES = Annotated[
    Path | None,
    typer.Option("--sources", help="CSV with the columns file, url, retrieved, publisher."),
]


def scan(
    files: _FILES,
    model: _MODEL = None,
    facts: Annotated[
        Path | None, typer.Option("--facts", help="YAML file with what documents do not say.")
    ] = None,
    sources: _SOURCES = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Judge by the law of this day, YYYY-MM-DD.")
    ] = None,
    format: FORMAT = Format.TEXT,
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="Exit with 1 from such findings on.")
    ] = None,
    save: Annotated[
        bool, typer.Option("--save", help="Keep the dossier for the viewer as well.")
    ] = False,
    full: Annotated[bool, typer.Option("--full", help="List every finding.")] = False,
    ocr: _OCR = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours.")] = False,
) -> None:
    """Read the documents of one model and show what they state and what is missing."""
    from pipeline.cli.output import Progress, write, write_lines
    from pipeline.dossier import Options, unpacked
    from pipeline.dossier import scan as run

    _read_scans_by(ocr)
    judged = day(as_of)
    loaded = None
    if facts is not None:
        from pipeline.applicability.facts import load

        loaded = load(facts)
    given = unpacked(_gather(files, sources))
    options = Options(model, loaded, judged) if judged else Options(model, loaded)
    dossier = run(given, options, Progress(quiet))
    if dossier.facts:
        from pipeline.view.facts import undocumented_words

        if told := undocumented_words(dossier):
            sys.stderr.write(f"{told}\n")
    if save:
        import hashlib

        from pipeline.store.database import Store

        contents = {hashlib.sha256(file.data).hexdigest(): file.data for file in given}
        kept = Store().save(dossier, contents)
        sys.stderr.write(f"kept as {kept}; lacuna view shows it\n")
    if format is Format.JSON:
        from pipeline.wire.encode import dumps, to_json

        write(dumps(to_json(dossier)), output)
    else:
        from pipeline.catalogue.elements import elements
        from pipeline.catalogue.obligations import obligations
        from pipeline.export.text import report

        write_lines(
            report(dossier, elements(), obligations(), full=full), output, colour=not no_color
        )
    if fail_on and _fails(dossier, fail_on):
        raise typer.Exit(1)


def claims(
    files: _FILES,
    model: _MODEL = None,
    sources: _SOURCES = None,
    format: FORMAT = Format.TEXT,
    ocr: _OCR = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Show the typed claims of the documents, without judging them."""
    from pipeline.cli.output import Progress, write
    from pipeline.dossier import read
    from pipeline.wire.encode import claims_json, dumps

    _read_scans_by(ocr)
    reading = read(_gather(files, sources), model, Progress(quiet))
    _tell_unread(reading.documents)
    if format is Format.JSON:
        write(dumps(claims_json(reading.identity, reading.claims, reading.documents)), output)
        return
    from pipeline.export.claims import claim_lines

    write("".join(f"{line}\n" for line in claim_lines(reading.claims, reading.documents)), output)


def _tell_unread(documents: Sequence[Document]) -> None:
    """Say on standard error which documents gave no claims because they were not read, and why."""
    from pipeline.export.plain import plain

    for document in documents:
        if not document.readable:
            why = " ".join(warning.message for warning in document.warnings)
            sys.stderr.write(f"lacuna: {plain(f'{document.name}: {why}')}\n")


def _read_scans_by(ocr: Ocr | None) -> None:
    """Choose who reads scanned pages, for this process and those that it starts to read files."""
    import os

    from pipeline.readers.ocr import SETTING, setting

    if ocr is not None:
        os.environ[SETTING] = ocr.value
    setting()


def _gather(paths: list[Path], sources: Path | None) -> list[File]:
    from pipeline.dossier import File, gather
    from pipeline.export.plain import plain
    from pipeline.readers import limits
    from pipeline.readers.folder import read_within

    known = _sources(sources) if sources else {}
    files = gather([path for path in paths if str(path) != "-"], known)
    if any(str(path) == "-" for path in paths):
        if sys.stdin is None:
            raise BadInput("standard input is closed: there is nothing to read from -")
        most = limits.current().file_bytes
        files.append(File("standard input", read_within(sys.stdin.buffer, most)))
    given = {file.name for file in files}
    if unused := [name for name in known if Path(name).name not in given]:
        sys.stderr.write(f"lacuna: {sources}: no document is called {plain(', '.join(unused))}\n")
    return files


def _sources(path: Path) -> dict[str, Source]:
    from pipeline.catalogue.sources import load_sources

    return load_sources(path)


def day(text: str | None) -> date | None:
    """Return the day of ``--as-of``; None where it was not given."""
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise BadInput(f"--as-of {text!r}: expected a day such as 2026-11-25") from None


def _fails(dossier: Dossier, level: FailOn) -> bool:
    from pipeline.schema import Outcome

    bad = {
        FailOn.GAP: {Outcome.GAP_PUBLIC},
        FailOn.UPCOMING: {Outcome.GAP_PUBLIC, Outcome.GAP_UPCOMING},
        FailOn.PARTIAL: {Outcome.GAP_PUBLIC, Outcome.GAP_UPCOMING, Outcome.PARTLY_EVIDENCED},
        FailOn.CONTRADICTED: {Outcome.CONTRADICTED},
    }[level]
    return any(finding.outcome in bad for finding in dossier.findings)
