"""From when each duty bites: a picture, what is due now and next, and a table with every basis."""

from __future__ import annotations

import streamlit as st

from pipeline.export.timeline import SURE, based, named, stands, summary, track_title, why_open
from pipeline.export.timeline_page import timeline_html
from pipeline.export.timeline_svg import timeline_svg
from pipeline.pages import palette, places, session
from pipeline.schema import Dossier
from pipeline.view.plain import plain
from pipeline.view.tracks import Timeline, Track
from pipeline.view.when import Stage

#: Pixels of a row: the least in which Streamlit wraps text.
_ROW = 66


def draw(identifier: str, dossier: Dossier) -> None:
    """Draw the timeline of a dossier, variants apart where they differ."""
    found = session.timeline(identifier, dossier)
    if not found.tracks:
        st.info("No provision was judged.")
        return
    told = [f"{', '.join(t.variants)}: {' '.join(summary(t, found.as_of))}" for t in found.tracks]
    st.image(timeline_svg(found), width="stretch", alt=f"When duties bite. {' '.join(told)}")
    with st.container(horizontal=True, gap="small"):
        for label, ending, kind, made in (
            ("picture (SVG)", "svg", "image/svg+xml", lambda: timeline_svg(found)),
            ("page (HTML)", "html", "text/html", lambda: timeline_html(found)),
        ):
            st.download_button(
                f"As {label}",
                made,
                file_name=f"timeline.{ending}",
                mime=kind,
                icon=":material/download:",
                key=f"timeline-as-{ending}",
                on_click="ignore",
            )
    for track in found.tracks:
        _track(identifier, track, found)
    st.header("Days of the law")
    st.dataframe(
        {
            "day": [day.day.isoformat() for day in found.days],
            "what begins, in our words": [day.words for day in found.days],
            "where": [", ".join(day.locators) for day in found.days],
            "edition": [day.edition for day in found.days],
            "source": [SURE[day.confidence] for day in found.days],
        },
        hide_index=True,
        width="stretch",
        height="content",
        alt="Days on which law begins to bite, with locator and edition",
    )


def _track(identifier: str, track: Track, found: Timeline) -> None:
    title, names = track_title(track, found)
    st.header(plain(title))
    if names:
        st.caption(plain(names))
    for line in summary(track, found.as_of):
        st.markdown(plain(line))
    if any(row.when.stage is Stage.OPEN for row in track.rows):
        key = f"timeline-facts-{track.variants[0]}"
        if st.button("Give facts and scan again", key=key, icon=":material/edit_note:"):
            session.scan_again(identifier)
            places.go("scan_page.py")
    why = [
        " · ".join([*(f"{day}: {based(basis)}" for day, basis in row.basis), *why_open(row)])
        for row in track.rows
    ]
    st.dataframe(
        {
            "duties": [row.lane.title for row in track.rows],
            "stands": [stands(row) for row in track.rows],
            "from when": [row.when.words for row in track.rows],
            "references": [named(row) for row in track.rows],
            "why, and what the day rests on": why,
        },
        hide_index=True,
        width="stretch",
        row_height=_ROW,
        height=palette.table_height(len(track.rows), 8, _ROW),
        column_config={
            "duties": st.column_config.TextColumn(width=220),
            "stands": st.column_config.TextColumn(width=100),
            "from when": st.column_config.TextColumn(width=260),
            "references": st.column_config.TextColumn(width=260),
            "why, and what the day rests on": st.column_config.TextColumn(width=520),
        },
        alt="Duties: where they stand, from when, under which references, and why",
        key=f"timeline-{track.variants[0]}",
    )
