"""``lacuna obligations`` and ``lacuna elements``: the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import FORMAT, OUTPUT, Format
from pipeline.cli.scan import day

if TYPE_CHECKING:
    from datetime import date

    from pipeline.schema import Element, Obligation


def obligations(
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="How each row stands on this day, YYYY-MM-DD.")
    ] = None,
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
) -> None:
    """List the provisions, measures and form fields, with whom they bind and what shows them."""
    from pipeline.catalogue.obligations import obligations as load
    from pipeline.catalogue.obligations import on_day
    from pipeline.cli.output import write

    rows, asked = load(), day(as_of)
    if format is Format.JSON:
        write(_json([{**_obligation(row), **_standing(row, asked)} for row in rows]), output)
        return
    lines = []
    for row in rows:
        lines += [f"{row.id:<22} {row.ref}", f"    our gloss: {row.gloss}"]
        if asked:
            lines.append(f"    on {asked}: {on_day(row, asked).told}")
    write("".join(f"{line}\n" for line in lines), output)


def _standing(row: Obligation, asked: date | None) -> dict[str, Any]:
    from pipeline.catalogue.obligations import on_day

    if asked is None:
        return {}
    found = on_day(row, asked)
    return {
        "as_of": {
            "day": asked.isoformat(),
            "standing": found.standing,
            "edition": found.edition or None,
            "told": found.told,
        }
    }


def elements(format: FORMAT = Format.TEXT, output: OUTPUT = None) -> None:
    """List the pieces of information that law and forms ask for."""
    from pipeline.catalogue.elements import elements as load
    from pipeline.cli.output import write

    rows = load()
    if format is Format.JSON:
        write(_json([_element(row) for row in rows]), output)
        return
    write("".join(f"{row.id:<28} {row.name}: {row.definition}\n" for row in rows), output)


def _json(rows: Sequence[dict[str, Any]]) -> str:
    import json

    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _obligation(row: Obligation) -> dict[str, Any]:
    return {
        "id": row.id,
        "ref": row.ref,
        "locators": list(row.locators),
        "edition": row.edition,
        "kind": row.kind,
        "gloss": row.gloss,
        "binds": row.binds,
        "binds_provider": row.binds_provider,
        "conditions": [item.value for item in row.conditions],
        "audience": [item.value for item in row.audience],
        "voluntary": row.voluntary,
        "applies_from": row.applies_from.isoformat(),
        "legacy_from": row.legacy_from.isoformat() if row.legacy_from else None,
        "since": row.first_day.isoformat(),
        "elements": list(row.elements),
        "without_element": row.without_element,
        "evidence": row.evidence,
    }


def _element(row: Element) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "family": row.family,
        "definition": row.definition,
        "value": row.value,
        "obligations": list(row.obligations),
        "anchors": list(row.anchors),
        "headings": list(row.headings),
        "cues": [
            {
                "id": cue.id,
                "pattern": cue.pattern,
                "role": cue.role,
                "scope": cue.scope,
                "must": list(cue.must),
                "must_not": list(cue.must_not),
            }
            for cue in row.cues
        ],
        "hint": row.hint,
    }
