"""When each duty bites, as text for people and as JSON for machines."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from pipeline.export.forms import when_json
from pipeline.export.plain import plain
from pipeline.export.text import NOTE, WIDTH, Line
from pipeline.view.tracks import Basis, Timeline, Track, TrackRow
from pipeline.view.when import Stage

#: Raised by a breaking change only.
SCHEMA_VERSION = "1"
#: References of a row that are named; the others are counted.
NAMED = 2
#: Variants of a track that head it by name; more are counted.
HEADED = 4

STAGE_WORDS = {
    Stage.NOW: "due now",
    Stage.LATER: "due later",
    Stage.OPEN: "open",
    Stage.NOT_OWED: "not owed",
}

SURE = {
    "P": "read in an official text",
    "C": "read in a copy",
    "S": "from secondary sources, unverified",
}

_STYLE = {
    Stage.NOW: "gap",
    Stage.LATER: "partly",
    Stage.NOT_OWED: "quiet",
}

Json = dict[str, Any]


def timeline_lines(found: Timeline) -> Iterator[Line]:
    """Yield the lines of a timeline for a terminal."""
    for line in _lines(found):
        yield Line(plain(line.text), line.style)


def _lines(found: Timeline) -> Iterator[Line]:
    yield from _wrapped(heading(found), "", "title")
    yield Line(f"judged as of {found.as_of}", "quiet")
    yield Line("")
    yield Line("Days of the law", "title")
    for day in found.days:
        where = f"{', '.join(day.locators)}, edition {day.edition}, {SURE[day.confidence]}"
        yield from _wrapped(f"{day.day}  {day.words} ({where})", "  ")
    for track in found.tracks:
        yield Line("")
        title, names = track_title(track, found)
        yield Line(title, "title")
        if names:
            yield from _wrapped(names, "  ", "quiet")
        for told in summary(track, found.as_of):
            yield from _wrapped(told, "  ")
        for row in track.rows:
            if row.when.stage is not Stage.NOT_OWED:
                yield from _row(row)
        yield from _not_owed(track)
    yield Line("")
    yield from _wrapped(NOTE, "")


def heading(found: Timeline) -> str:
    """Return what heads a timeline: what it is, the model and its provider."""
    whose = found.model or "model not named"
    return f"When duties bite: {whose}" + (f" ({found.provider})" if found.provider else "")


def track_title(track: Track, found: Timeline) -> tuple[str, str]:
    """Return what heads a track, and its variants' names where the heading only counts them."""
    names = ", ".join(track.variants)
    if len(track.variants) <= HEADED:
        return names, ""
    every = "All" if len(found.tracks) == 1 else "These"
    return f"{every} {len(track.variants)} variants", names


def summary(track: Track, as_of: date) -> Iterator[str]:
    """Yield when the variants were placed, what is due now, what next, what is open."""
    if all(row.when.stage is Stage.NOT_OWED for row in track.rows):
        yield "Nothing of this is owed."
        return
    if track.placing:
        told = f"Placing on the market: {track.placing.because}"
        if track.placing.settles:
            told += f" To settle it: {track.placing.settles}."
        yield told
        for quoted in track.placing.quotes[:NAMED]:
            yield f"“{quoted.text}” – {quoted.place}"
    now = _titles(track.now)
    yield f"Due now: {now}." if now else "Nothing is due now for certain."
    if coming := track.next(as_of):
        day, rows = coming
        surely = all(row.when.day == day for row in rows)
        yield f"Next, on {day}{'' if surely else ', if it then holds'}: {_titles(rows)}."
    else:
        yield "No later day is known."
    settled = {row.lane.id for row in track.rows if row.when.stage is not Stage.OPEN}
    if open_ := _titles(track.open, settled):
        yield f"Depends on a fact that is not known: {open_}."


def _titles(rows: Sequence[TrackRow], in_part: Collection[str] = ()) -> str:
    told = (
        f"{row.lane.title} (in part)" if row.lane.id in in_part else row.lane.title for row in rows
    )
    return "; ".join(dict.fromkeys(told))


def _row(row: TrackRow) -> Iterator[Line]:
    head = f"[{stands(row)}] {row.lane.title}: {row.when.words}"
    yield from _wrapped(head, "  ", _STYLE.get(row.when.stage, "plain"))
    yield from _wrapped(named(row), "      ", "quiet")
    for day, basis in row.basis:
        yield from _wrapped(f"{day}: {based(basis)}", "      ", "quiet")
    for told in why_open(row):
        yield from _wrapped(told, "      ")


def _not_owed(track: Track) -> Iterator[Line]:
    """Yield what is not owed, lanes of one reason together."""
    groups: dict[str, list[str]] = {}
    for row in track.rows:
        if row.when.stage is Stage.NOT_OWED:
            groups.setdefault(row.because, []).append(row.lane.title)
    for because, titles in groups.items():
        yield from _wrapped(f"[not owed] {'; '.join(titles)}", "  ", "quiet")
        yield from _wrapped(because, "      ")


def why_open(row: TrackRow) -> Iterator[str]:
    """Yield why a row is open or not owed, and what would follow from each answer."""
    if row.when.stage in (Stage.OPEN, Stage.NOT_OWED) and not row.when.branches:
        yield row.because
    for condition, follows in row.if_settled:
        yield f"if {condition}: {follows}"
    if row.settles and not row.if_settled:
        yield f"to settle it: {row.settles}"


def stands(row: TrackRow) -> str:
    """Return where a row stands on the day of judgement, in two words."""
    if row.lane.powers and row.when.stage is Stage.NOW:
        return "possible now"
    return STAGE_WORDS[row.when.stage]


def named(row: TrackRow) -> str:
    """Return a row's references, the first ones by name and the others by number."""
    more = len(row.refs) - NAMED
    return "; ".join(row.refs[:NAMED]) + (f"; and {more} more" if more > 0 else "")


def based(basis: Basis) -> str:
    """Return what a day rests on: locators, edition, and how sure it is."""
    sure = f", {SURE[basis.confidence]}" if basis.confidence else ""
    return f"{', '.join(basis.locators)}, edition {basis.edition}{sure}"


def _wrapped(text: str, indent: str, style: str = "plain") -> Iterator[Line]:
    for part in textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    ):
        yield Line(part, style)


def timeline_json(found: Timeline) -> Json:
    """Return a timeline as JSON."""
    return {
        "schema_version": SCHEMA_VERSION,
        "model": {"name": found.model, "provider": found.provider},
        "as_of": found.as_of.isoformat(),
        "days": [
            {
                "id": day.id,
                "day": day.day.isoformat(),
                "words": day.words,
                "locators": list(day.locators),
                "edition": day.edition,
                "confidence": day.confidence,
            }
            for day in found.days
        ],
        "tracks": [_track(track, found.as_of) for track in found.tracks],
    }


def _track(track: Track, as_of: date) -> Json:
    coming = track.next(as_of)
    placing = track.placing
    return {
        "variants": list(track.variants),
        "placing": {
            "before_2025_08_02": placing.before.value,
            "because": placing.because,
            "settles": placing.settles,
            "quotations": [{"quote": q.text, "place": q.place} for q in placing.quotes],
        }
        if placing
        else None,
        "due_now": list(dict.fromkeys(row.lane.id for row in track.now)),
        "next": {
            "day": coming[0].isoformat(),
            "lanes": list(dict.fromkeys(row.lane.id for row in coming[1])),
        }
        if coming
        else None,
        "rows": [
            {
                "lane": row.lane.id,
                "title": row.lane.title,
                **when_json(row.when),
                "duties": list(row.duties),
                "references": list(row.refs),
                "basis": [
                    {
                        "day": day.isoformat(),
                        "locators": list(basis.locators),
                        "edition": basis.edition,
                        "confidence": basis.confidence or None,
                    }
                    for day, basis in row.basis
                ],
                "because": row.because,
                "settles": row.settles,
                "if_settled": [{"if": told, "then": then} for told, then in row.if_settled],
            }
            for row in track.rows
        ],
    }
