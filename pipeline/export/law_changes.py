"""Editions and changes of the law as lines for people and as plain data for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

#: Words of the law that are shown of each side unless everything is asked for, in characters.
SHORT = 400


def edition_lines(rows: Iterable[Json]) -> Iterator[str]:
    """Yield the list of editions: one a paragraph."""
    for row in rows:
        day = row["date"] or "day not known"
        yield f"{row['id']:<20} {day}  {row['name']}"
        yield f"    {row['number']}; {row['held']}"
        if row["in_force"] and row["in_force"] != row["date"]:
            yield f"    in force from {row['in_force']}"
        yield f"    rests on: {row['confidence_words']} ({row['source']})"
        if row["note"]:
            yield f"    {row['note']}"


def place_lines(row: Json) -> Iterator[str]:
    """Yield the places of an edition that are known by number only."""
    yield from edition_lines([row])
    yield ""
    if not row["places"]:
        yield "No places of it are listed by number."
    for place in row["places"]:
        told = place["place"] or "number not known"
        if place["about"]:
            told += f": {place['about']}"
        if place["elsewhere"]:
            told += f" -> {'; '.join(place['elsewhere'])}"
        if place["rows"]:
            told += f" [{', '.join(place['rows'])}]"
        yield f"{told} ({place['confidence_words']}: {place['source']})"


def diff_lines(data: Json, *, full: bool) -> Iterator[str]:
    """Yield what changed between two days.

    Args:
        data: As ``cli.law`` makes it.
        full: Show all words, of every provision; else those that the catalogue rests on, cut.
    """
    yield f"From {data['from']} to {data['to']}"
    yield ""
    yield from _editions(data["editions"])
    if data["act"]:
        yield from _amendments(data, full=full)
    yield from _days(data["begins"])
    if not (data["editions"] or data["provisions"] or data["begins"]):
        yield "Nothing changed between these days, as far as is known here."


def _editions(rows: Sequence[Json]) -> Iterator[str]:
    if rows:
        yield "Editions that came in between:"
    for row in rows:
        yield f"  {row['date']}  {row['name']} ({row['number']}; {row['confidence_words']})"
    if rows:
        yield ""


def _amendments(data: Json, *, full: bool) -> Iterator[str]:
    rows = data["provisions"]
    touching = [row for row in rows if row["obligations"]]
    yield (
        f"Regulation {data['act']} changes {len(rows)} provisions, {len(touching)} of which rows "
        "of the catalogue rest on:"
    )
    for row in rows if full else touching:
        yield ""
        yield from _provision(row, full=full)
    rest = [] if full else [row for row in rows if not row["obligations"]]
    if rest:
        yield ""
        yield "No row of the catalogue rests on these (--full shows them):"
        for row in rest:
            yield f"  {row['locator']}: {row['change']} ({row['point']})"
    for row in data["moved"]:
        yield ""
        yield (
            f"{', '.join(row['locators'])}: words as before; apply from {row['to']} instead of "
            f"{row['from']} ({row['basis']})"
        )
    if data["unexplained"]:
        yield ""
        yield "The consolidated text differs here as well, and no amending point says so:"
    for row in data["unexplained"]:
        yield from _provision(row, full=full)
    yield ""


def _provision(row: Json, *, full: bool) -> Iterator[str]:
    point = f" ({row['point']})" if row["point"] else ""
    later = f"; applies from {row['applies']}" if row["applies"] else ""
    yield f"{row['locator']}: {row['change']}{point}{later}"
    for name in ("before", "after"):
        side = row[name]
        text = side["text"] or f"[{side['notes'][0] if side['notes'] else 'no words'}]"
        if not full and len(text) > SHORT:
            text = text[:SHORT].rsplit(" ", 1)[0] + " […]"
        lines = text.split("\n")
        yield f"  {name}: {lines[0]}"
        yield from (f"    {line}" for line in lines[1:])
    if row["obligations"]:
        yield f"  rows of the catalogue: {', '.join(row['obligations'])}"


def _days(rows: Sequence[Json]) -> Iterator[str]:
    grouped: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        grouped.setdefault((row["day"], row["what"]), []).append(row["obligation"])
    if grouped:
        yield "Days of the catalogue in between:"
    for (day, what), ids in grouped.items():
        yield f"  {day}  {what}: {len(ids)} rows ({', '.join(ids[:6])}{', ...' * (len(ids) > 6)})"


def finding_lines(data: Json) -> Iterator[str]:
    """Yield the findings of a dossier that another day of the law changes."""
    yield f"{data['model']}: findings by the law of {data['from']} and of {data['to']}"
    yield f"{len(data['changes'])} of {data['findings']} change, the rest stay as they are."
    for row in data["changes"]:
        yield ""
        yield f"{row['obligation']} ({', '.join(row['variants'])}) {row['ref']}"
        for name in ("before", "after"):
            side = row[name]
            since = f", from {side['due_from']}" if side["due_from"] else ""
            yield f"  {name}: {side['outcome']} ({side['duty']}{since})"
            yield f"    {side['because']}"
        yield f"  why: {row['why']}"
