"""``lacuna law editions`` and ``lacuna law diff``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import FORMAT, OUTPUT, Format
from pipeline.cli.scan import day
from pipeline.errors import BadInput

if TYPE_CHECKING:
    from pipeline.as_of import State
    from pipeline.law.changes import Changed, LawDiff, Side
    from pipeline.law.editions import Edition

_LAW = Annotated[
    Path | None,
    typer.Option(
        "--law", help="Folder of the law texts; else LACUNA_LAW, else the user's data folder."
    ),
]
_FULL = Annotated[bool, typer.Option("--full", help="Every provision, all words.")]


def editions(
    edition: Annotated[
        str | None, typer.Argument(help="Id of one edition: its places known by number, too.")
    ] = None,
    law: _LAW = None,
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
) -> None:
    """List the editions of all texts: day, source, how sure, installed or not."""
    from pipeline.cli.output import write
    from pipeline.export.law_changes import edition_lines, place_lines
    from pipeline.law import layout
    from pipeline.law.editions import edition as named
    from pipeline.law.editions import editions as every

    here = {
        file.source.id
        for folder in layout.candidates(law)
        if folder.is_dir()
        for file in layout.files(folder)
    }
    rows = [edition_json(one, here) for one in ([named(edition)] if edition else every())]
    if format is Format.JSON:
        write(_json(rows), output)
    elif edition:
        write("".join(f"{line}\n" for line in place_lines(rows[0])), output)
    else:
        write("".join(f"{line}\n" for line in edition_lines(rows)), output)


def diff(
    first: Annotated[str | None, typer.Argument(help="The first day, YYYY-MM-DD.")] = None,
    second: Annotated[str | None, typer.Argument(help="The second day.")] = None,
    dossier: Annotated[
        str | None,
        typer.Option(
            "--dossier",
            help="JSON file of a dossier, or id of a kept one: which of its findings change.",
        ),
    ] = None,
    start: Annotated[str | None, typer.Option("--from", help="The first day.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="The second day; else today.")] = None,
    law: _LAW = None,
    full: _FULL = False,
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
) -> None:
    """Show what changed in the law between two days, or which findings of a dossier it changes."""
    from pipeline.cli.output import write
    from pipeline.export.law_changes import diff_lines, finding_lines

    days = _days(first or start, second or end)
    if dossier is not None:
        data = _finding_changes(dossier, *days)
        lines = finding_lines(data)
    else:
        data = _law_changes(law, *days)
        lines = diff_lines(data, full=full)
    text = _json(data) if format is Format.JSON else "".join(f"{line}\n" for line in lines)
    write(text, output)


def _days(first: str | None, second: str | None) -> tuple[date, date]:
    if first is None:
        raise BadInput("law diff: give two days, such as 2026-07-01 2026-11-25")
    start, end = day(first), day(second) if second else date.today()
    assert start is not None and end is not None
    if start > end:
        raise BadInput(f"the first day, {start}, is later than the second, {end}: swap them")
    return start, end


def _law_changes(law: Path | None, start: date, end: date) -> Mapping[str, Any]:
    from pipeline.catalogue.obligations import obligations
    from pipeline.law.changes import law_diff
    from pipeline.law.corpus import open_law

    return diff_json(law_diff(open_law(law, start), open_law(law, end), obligations()))


def _finding_changes(named: str, start: date, end: date) -> Mapping[str, Any]:
    from pipeline.as_of import finding_changes
    from pipeline.catalogue.obligations import obligations
    from pipeline.cli.dossiers import open_dossier

    found = finding_changes(open_dossier([named], quiet=True), start, end)
    refs = {row.id: row.ref for row in obligations()}
    return {
        "model": found.model,
        "from": start.isoformat(),
        "to": end.isoformat(),
        "findings": found.findings,
        "changes": [
            {
                "obligation": change.obligation,
                "ref": refs[change.obligation],
                "variants": list(change.variants),
                "before": _state(change.before),
                "after": _state(change.after),
                "why": change.why,
            }
            for change in found.changes
        ],
    }


def _state(state: State) -> dict[str, Any]:
    return {
        "outcome": state.outcome.value,
        "duty": state.duty.value,
        "due_from": state.due_from.isoformat() if state.due_from else None,
        "because": state.because,
    }


def edition_json(one: Edition, installed: set[str]) -> dict[str, Any]:
    """Return an edition as plain data, with what of it is installed."""
    from pipeline.law.editions import CONFIDENCE, places

    return {
        "id": one.id,
        "work": one.work.value,
        "name": one.name,
        "number": one.number,
        "date": one.published.isoformat() if one.published else None,
        "in_force": one.in_force.isoformat() if one.in_force else None,
        "draft": one.draft,
        "confidence": one.confidence,
        "confidence_words": CONFIDENCE[one.confidence],
        "source": one.source,
        "held": one.holding(installed).value,
        "note": one.note,
        "places": [
            {
                "place": place.place,
                "about": place.about,
                "elsewhere": list(place.elsewhere),
                "rows": list(place.rows),
                "confidence": place.confidence,
                "confidence_words": CONFIDENCE[place.confidence],
                "source": place.source,
            }
            for place in places(one)
        ],
    }


def diff_json(found: LawDiff) -> dict[str, Any]:
    """Return what changed as plain data."""
    return {
        "from": found.start.isoformat(),
        "to": found.end.isoformat(),
        "editions": [edition_json(one, set()) for one in found.editions],
        "act": found.act,
        "read_in": found.read_in,
        "provisions": [_changed(row) for row in found.provisions],
        "moved": [
            {
                "locators": [str(place) for place in row.locators],
                "from": row.before.isoformat(),
                "to": row.after.isoformat(),
                "basis": str(row.basis),
                "obligations": list(row.obligations),
            }
            for row in found.moved
        ],
        "unexplained": [_changed(row) for row in found.unexplained],
        "begins": [
            {
                "obligation": row.obligation,
                "ref": row.ref,
                "day": row.day.isoformat(),
                "what": row.what,
            }
            for row in found.begins
        ],
    }


def _changed(row: Changed) -> dict[str, Any]:
    from pipeline.law.changes import words

    both = bool(row.before.text and row.after.text)
    return {
        "locator": str(row.locator),
        "change": row.change,
        "point": row.point,
        "applies": row.applies.isoformat() if row.applies else None,
        "before": _side(row.before),
        "after": _side(row.after),
        "words": [list(part) for part in words(row.before.text, row.after.text)] if both else [],
        "obligations": list(row.obligations),
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "text": side.text,
        "source": side.source,
        "edition": side.edition,
        "sha256": side.sha256,
        "notes": list(side.notes),
    }


def _json(rows: Any) -> str:
    import json

    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
