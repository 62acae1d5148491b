"""``lacuna evaluate licences``: which licence a file is, held against keys that others gave."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import FORMAT, OUTPUT, QUIET, Format
from pipeline.cli.scores import put
from pipeline.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.evaluate.licences import File, LicencesReport, Quoted
    from pipeline.schema import Document

#: How many altered texts are made of those that were told.
ALTERED = 200
#: How much of a text the simpler method looks at for a name.
_HEAD = 700


def licences(
    truth: Annotated[
        Path, typer.Option("--truth", help="The table: repo, path, gold, local, with tabs.")
    ],
    documents: Annotated[
        Path | None,
        typer.Option("--documents", help="Folder that `local` starts from; else beside the table."),
    ] = None,
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Which licence each file is, by fingerprint, and 200 altered texts that are none."""
    from pipeline.cli.output import Progress
    from pipeline.evaluate.licences import load_files
    from pipeline.export.licences import licences_lines

    files = load_files(truth)
    progress = Progress(quiet)
    texts: list[tuple[File, Document]] = []
    for place, (file, path) in enumerate(_paths(files, truth, documents)):
        progress(f"reading {file.name}", place / len(files))
        texts.append((file, _read(path)))
    progress("read", 1.0)
    report = _report(texts)
    put(report.to_json(), licences_lines(report), format, output)


def _paths(files: Sequence[File], truth: Path, documents: Path | None) -> list[tuple[File, Path]]:
    bases = [documents, documents.parent] if documents else [truth.parent, truth.parent.parent]
    found, missing = [], []
    for file in files:
        path = next((base / file.local for base in bases if (base / file.local).is_file()), None)
        if file.local and path:
            found.append((file, path))
        else:
            missing.append(file.local or file.name)
    if missing:
        raise BadInput(
            f"{len(missing)} file(s) of {truth} are not there: {', '.join(missing[:8])}"
            f"{' ...' if len(missing) > 8 else ''}; name their folder with --documents"
        )
    return found


def _read(path: Path) -> Document:
    from pipeline.readers.isolate import shared

    return shared().read(path.read_bytes(), path.name)


def _report(texts: Sequence[tuple[File, Document]]) -> LicencesReport:
    from pipeline.claims.licences import known_id
    from pipeline.evaluate.licences import Answer, LicencesReport, score, score_altered
    from pipeline.licences.altered import altered
    from pipeline.licences.confirmed import confirmed
    from pipeline.licences.identify import identify

    told = lru_cache(maxsize=None)(identify)
    read = confirmed()
    hashes = {file: document.id for file, document in texts}

    def by_text(text: str) -> str | None:
        return told(text).key

    def nearest(text: str) -> str | None:
        near = told(text).near
        return near[0].key if near else None

    def same(one: str, two: str) -> bool:
        return (known_id(one) or one.lower()) == (known_id(two) or two.lower())

    def sure(answer: Answer) -> bool:
        return read.get(hashes[answer.file]) == answer.key

    answers = []
    for file, document in texts:
        found = told(document.text)
        near = found.near[0].key if found.near else ""
        answers.append(Answer(file, found.key, found.because, near))
    simple: dict[str, Callable[[str], str | None]] = {
        "nearest text, never abstaining": nearest,
        "first name in the text": _first_name,
    }
    known = [(a.key, d.text) for a, (_, d) in zip(answers, texts, strict=True) if a.key]
    changed = list(altered(known, ALTERED))
    return LicencesReport(
        len(texts),
        score(answers, sure, same),
        {
            name: score([Answer(file, tell(d.text)) for file, d in texts], sure, same)
            for name, tell in simple.items()
        },
        score_altered([(one.of, one.kind, one.change, by_text(one.text)) for one in changed]),
        {
            name: score_altered([(one.of, one.kind, one.change, tell(one.text)) for one in changed])
            for name, tell in simple.items()
        },
        {file.name: _terms(document) for file, document in texts},
    )


def _terms(document: Document) -> tuple[Quoted, ...]:
    """Return what a file grants and restricts, whatever its name says that it is for."""
    from dataclasses import replace

    from pipeline.applicability.licence_terms import terms
    from pipeline.applicability.licence_text import ALLOWED, CLOSES, GRANTS, LIMITS, read
    from pipeline.evaluate.licences import Quoted

    says = {term.id: term.says for term in terms()}
    found = read([replace(document, name="LICENSE", kind="licence")])
    return tuple(
        Quoted(
            says.get(hit.wording, "safety_use_limits"),
            shows.removeprefix("licence_"),
            document.quote(hit.span),
            hit.span.start,
        )
        for shows in (CLOSES, LIMITS, ALLOWED, GRANTS)
        for hit in found.get(shows, ())
    )


def _first_name(text: str) -> str | None:
    """Return the licence that is named first at the head of a text."""
    from pipeline.claims.licences import licences as table

    head = text[:_HEAD]
    found = [
        (match.start(), -match.end(), row.id)
        for row in table()
        for regex in (row.text, row.regex)
        if regex and (match := regex.search(head))
    ]
    return min(found)[2] if found else None
