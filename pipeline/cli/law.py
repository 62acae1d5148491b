"""``lacuna law``: the official texts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import law_changes
from pipeline.cli.options import FORMAT, OUTPUT, Format
from pipeline.cli.scan import day

if TYPE_CHECKING:
    from pipeline.law.showing import Shown

app = typer.Typer(help="The Act, the Code and the forms, verbatim from official files.")

_LAW = Annotated[
    Path | None,
    typer.Option(
        "--law", help="Folder of the law texts; else LACUNA_LAW, else the user's data folder."
    ),
]
_AS_OF = Annotated[str | None, typer.Option("--as-of", help="The law of this day, YYYY-MM-DD.")]


@app.command()
def fetch(
    source: Annotated[
        Path | None, typer.Option("--from", help="Copy from this folder; nothing is fetched.")
    ] = None,
    law: _LAW = None,
    timeout: Annotated[float, typer.Option(help="Seconds before giving up.")] = 60.0,
) -> None:
    """Install the official texts, and tell what differs from what is known."""
    from pipeline.catalogue.files import user_data
    from pipeline.export.law import fetch_lines
    from pipeline.law.fetch import fetch as run

    if source is not None and not source.is_dir():
        from pipeline.errors import BadInput

        raise BadInput(f"--from {source}: no such folder")
    report = run(law or user_data() / "law", from_folder=source, timeout=timeout)
    rows = [(row.source, row.status, row.notes) for row in report.fetched]
    for line in fetch_lines(str(report.target), rows):
        sys.stdout.write(f"{line}\n")
    if not report.ok:
        raise typer.Exit(2)


@app.command()
def verify(law: _LAW = None) -> None:
    """Check the files' hashes, and that every reference of the catalogue resolves."""
    from pipeline.catalogue.obligations import obligations
    from pipeline.law.verify import coverage
    from pipeline.law.verify import verify as run

    refs = [(row.id, row.locators) for row in obligations()]
    report = run(law, refs)
    sys.stdout.write(
        f"{report.folder}: {report.files} files, {report.locators} references of "
        f"{report.rows} rows\n"
    )
    for name in report.recorded:
        sys.stdout.write(f"hash recorded at first use: {name}\n")
    for note in report.notes:
        sys.stdout.write(f"note: {note}\n")
    problems = list(report.problems)
    for one in coverage(law, refs) if report.ok else ():
        found = one.should - len(one.missing)
        later = f"; {len(one.later)} came later" if one.later else ""
        sys.stdout.write(
            f"edition {one.edition} of {one.day}: {found} of {one.should} references{later}\n"
        )
        problems += [f"{one.edition}: {text} is not in it" for text in one.missing]
        problems += [f"{one.edition}: {text} is in it, and came later" for text in one.early]
    for problem in problems:
        sys.stdout.write(f"problem: {problem}\n")
    sys.stdout.write(f"{len(problems)} problem(s)\n" if problems else "all is well\n")
    if problems:
        raise typer.Exit(2)


@app.command()
def show(
    locator: Annotated[
        list[str],
        typer.Argument(help='Such as "Art. 53(1)(d)", "M1.3 copyright" or an id: ACT-53-1-d.'),
    ],
    law: _LAW = None,
    as_of: _AS_OF = None,
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
) -> None:
    """Print a provision verbatim, with its source, edition and hash."""
    from pipeline.cli.output import write
    from pipeline.law.corpus import open_law

    corpus = open_law(law, day(as_of))
    shown = [corpus.show(place) for place in _places(" ".join(locator))]
    write(_text(shown) if format is Format.TEXT else _json([_data(one) for one in shown]), output)


def _places(asked: str) -> tuple[str, ...]:
    """Return the locators of a catalogue row by its id; anything else is a locator itself."""
    from pipeline.catalogue.obligations import obligations

    wanted = asked.strip().casefold()
    rows = (row.locators for row in obligations() if row.id.casefold() == wanted)
    return next(rows, ()) or (asked,)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="What is looked for.")],
    law: _LAW = None,
    as_of: _AS_OF = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many places.")] = 10,
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
) -> None:
    """Search the law by words and by meaning."""
    from pipeline.catalogue.files import index_folder
    from pipeline.cli.output import write
    from pipeline.law.corpus import open_law
    from pipeline.law.search import law_index
    from pipeline.law.search import search as run

    if not any(character.isalnum() for word in words for character in word):
        from pipeline.errors import BadInput

        raise BadInput("law search: give words to look for")
    corpus = open_law(law, day(as_of))
    hits = run(
        " ".join(words), corpus, limit, index=law_index(corpus, index_folder(), progress=_say)
    )
    if format is Format.JSON:
        write(_json([{**_data(hit.shown), "score": hit.score} for hit in hits]), output)
        return
    write(_text([hit.shown for hit in hits], 400) if hits else "nothing found\n", output)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _cited(item: Shown) -> str:
    """Return source, edition and hash, as far as there are any."""
    parts = [item.source]
    if item.edition:
        parts.append(f"edition {item.edition}")
    if item.sha256:
        parts.append(f"sha256 {item.sha256}")
    return ", ".join(parts)


def _text(items: list[Shown], limit: int | None = None) -> str:
    from pipeline.export.law import provision_lines

    lines: list[str] = []
    for item in items:
        lines += provision_lines(
            str(item.locator),
            item.heading,
            item.text,
            _cited(item),
            item.notes,
            [str(child) for child in item.children],
            limit,
        )
        lines.append("")
    return "\n".join(lines)


def _data(shown: Shown) -> dict[str, Any]:
    return {
        "locator": str(shown.locator),
        "heading": shown.heading,
        "text": shown.text,
        "source": shown.source,
        "edition": shown.edition,
        "sha256": shown.sha256,
        "basis": shown.basis.value,
        "notes": list(shown.notes),
        "children": [str(child) for child in shown.children],
    }


def _json(rows: list[dict[str, Any]]) -> str:
    import json

    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


app.command()(law_changes.editions)
app.command()(law_changes.diff)
