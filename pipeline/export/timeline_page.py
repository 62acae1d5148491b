"""When each duty bites, as one HTML page with its picture; it needs no other file."""

from __future__ import annotations

from pipeline.export.html_page import page
from pipeline.export.html_page import words as html
from pipeline.export.text import NOTE
from pipeline.export.timeline import (
    SURE,
    based,
    heading,
    named,
    stands,
    summary,
    track_title,
    why_open,
)
from pipeline.export.timeline_svg import timeline_svg
from pipeline.view.tracks import Timeline, Track, TrackRow

_STYLE = """
svg{max-width:100%;height:auto}table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{border:1px solid #c8ced6;padding:.35rem .5rem;text-align:left;vertical-align:top}
th{background:#eef1f5}
"""


def timeline_html(found: Timeline) -> str:
    """Return the timeline as one page: the picture, what is due, and every day with its basis."""
    days = "".join(
        f"<tr><td>{day.day}</td><td>{html(day.words)}</td><td>{html(', '.join(day.locators))}"
        f"</td><td>{day.edition}</td><td>{SURE[day.confidence]}</td></tr>"
        for day in found.days
    )
    parts = [
        f"<p>Judged as of {found.as_of}. {html(NOTE)}</p>",
        timeline_svg(found),
        *(_track(track, found) for track in found.tracks),
        "<h2>Days of the law</h2>",
        "<table><thead><tr><th>Day</th><th>What begins, in our words</th><th>Where</th>"
        f"<th>Edition</th><th>Source</th></tr></thead><tbody>{days}</tbody></table>",
    ]
    return page(heading(found), _STYLE, parts)


def _track(track: Track, found: Timeline) -> str:
    title, names = track_title(track, found)
    lines = [*([f"{names}."] if names else []), *summary(track, found.as_of)]
    told = "".join(f"<p>{html(line)}</p>" for line in lines)
    rows = "".join(_row(row) for row in track.rows)
    return (
        f"<h2>{html(title)}</h2>{told}"
        "<table><thead><tr><th>Duties</th><th>Stands</th><th>From when</th><th>Why</th></tr>"
        f"</thead><tbody>{rows}</tbody></table>"
    )


def _row(row: TrackRow) -> str:
    why = [f"{day}: {based(basis)}" for day, basis in row.basis]
    why += why_open(row)
    return (
        f"<tr><td>{html(row.lane.title)}<br>{html(named(row))}</td>"
        f"<td>{stands(row)}</td><td>{html(row.when.words)}</td>"
        f"<td>{'<br>'.join(html(part) for part in why)}</td></tr>"
    )
