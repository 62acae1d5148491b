"""Editions of the law, the day whose law is shown, and what changed between two days."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from pipeline.as_of import FindingChange, State, finding_changes
from pipeline.law import layout
from pipeline.law.changes import Begins, Changed, LawDiff, Moved, Side, law_diff, words
from pipeline.law.editions import CONFIDENCE, Edition, Place, edition, editions, places
from pipeline.pages import session
from pipeline.schema import Dossier
from pipeline.view.plain import plain

_TODAY = "today"
_FIRST = date(2024, 7, 12)
_LAST = date(2035, 12, 31)
#: Words of each side that are shown at once; longer ones are folded.
_LONG = 1500


def pick_day() -> date:
    """Draw the choice of a day, by itself or by the edition that stood on it, and return it."""
    left, right = st.columns(2)
    dated = [one for one in editions() if one.published and not one.draft]
    with left:
        st.selectbox(
            "Edition",
            [_TODAY, *(one.id for one in dated)],
            format_func=_named,
            key="law-edition",
            on_change=_take_edition,
            help="Takes the first day of an edition as the day whose law is shown.",
        )
    with right:
        if "law-day" not in st.session_state:
            st.session_state["law-day"] = date.today()
        day = st.date_input("As of", min_value=_FIRST, max_value=_LAST, key="law-day")
    return day if isinstance(day, date) else date.today()


def _named(identifier: str) -> str:
    if identifier == _TODAY:
        return "Today's law"
    one = edition(identifier)
    return f"{one.name} ({one.published})"


def _take_edition() -> None:
    chosen = st.session_state.get("law-edition", _TODAY)
    day = None if chosen == _TODAY else edition(chosen).published
    st.session_state["law-day"] = day or date.today()


def draw_editions() -> None:
    """Draw the editions of all texts, and the places of one that are known by number only."""
    here = _installed()
    rows = [
        {
            "Edition": one.name + (" (superseded)" if one.draft else ""),
            "Number": one.number,
            "Day": str(one.published) if one.published else "not known",
            "Rests on": CONFIDENCE[one.confidence],
            "On hand": one.holding(here).value,
            "Source": one.source,
        }
        for one in editions()
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", height="content")
    listed = [one for one in editions() if places(one)]
    chosen = st.selectbox(
        "Places known by number, without text",
        [one.id for one in listed],
        format_func=_named,
        key="law-places",
    )
    one = edition(chosen)
    if one.note:
        st.caption(plain(one.note))
    st.dataframe(
        pd.DataFrame([_place(row) for row in places(one)]), hide_index=True, width="stretch"
    )


def _place(row: Place) -> dict[str, str]:
    return {
        "Place": row.place or "number not known",
        "About": row.about,
        "Elsewhere": "; ".join(row.elsewhere),
        "Rows": ", ".join(row.rows),
        "Rests on": CONFIDENCE[row.confidence],
        "Source": row.source,
    }


def _installed() -> set[str]:
    return {
        file.source.id
        for folder in layout.candidates()
        if folder.is_dir()
        for file in layout.files(folder)
    }


def draw_changes() -> None:
    """Draw what changed between two days, in the law and in the open dossier's findings."""
    left, right = st.columns(2)
    with left:
        start = st.date_input(
            "From", date(2026, 7, 1), min_value=_FIRST, max_value=_LAST, key="law-from"
        )
    with right:
        end = st.date_input("To", date.today(), min_value=_FIRST, max_value=_LAST, key="law-to")
    if start > end:
        st.warning("The first day is later than the second.")
        return
    before, after = session.law(start), session.law(end)
    if before is None or after is None:
        return
    found = _diff((str(after.folder), start, end), before, after)
    _draw_diff(found)
    opened = session.opened()
    if opened is not None:
        _draw_findings(*opened, start, end)


@st.cache_resource(show_spinner="Comparing the law of the two days", max_entries=4)
def _diff(key: tuple[str, date, date], _before: object, _after: object) -> LawDiff:
    return law_diff(_before, _after, session.obligations())  # type: ignore[arg-type]


def _draw_diff(found: LawDiff) -> None:
    if not (found.editions or found.provisions or found.begins):
        st.info("Nothing changed between these days, as far as is known here.")
        return
    if found.editions:
        st.subheader("Editions that came in between")
        for one in found.editions:
            _draw_edition(one)
    if found.provisions:
        st.subheader(f"Provisions that Regulation {found.act} changes")
        st.caption(plain(f"Read in: {found.read_in}."))
        _draw_provisions(found.provisions)
        for row in found.moved:
            _draw_moved(row)
        if found.unexplained:
            st.subheader("Other differences of the consolidated text")
            _draw_provisions(found.unexplained)
    if found.begins:
        st.subheader("Days of the catalogue in between")
        st.dataframe(
            pd.DataFrame([_begins(row) for row in found.begins]), hide_index=True, width="stretch"
        )


def _draw_edition(one: Edition) -> None:
    told = f"{one.published}: {one.name}, {one.number} ({CONFIDENCE[one.confidence]})"
    st.markdown(f"- {plain(told)}")


def _draw_provisions(rows: Sequence[Changed]) -> None:
    touching = [row for row in rows if row.obligations]
    every = st.toggle(
        f"All {len(rows)}, not only the {len(touching)} that rows of the catalogue rest on",
        key=f"law-all-{rows[0].locator}",
    )
    for row in rows if every else touching:
        _draw_changed(row)


def _draw_changed(row: Changed) -> None:
    with st.container(border=True):
        later = f", applies from {row.applies}" if row.applies else ""
        point = f" ({row.point})" if row.point else ""
        st.markdown(f"**{plain(str(row.locator))}**: {plain(row.change + point + later)}")
        left, right = st.columns(2)
        with left:
            _draw_side("Before", row.before)
        with right:
            _draw_side("After", row.after)
        if row.before.text and row.after.text:
            with st.expander("Word by word"):
                st.markdown(marked(words(row.before.text, row.after.text)))
                st.caption("Struck through: left out. Bold: put in.")
        if row.obligations:
            st.caption(plain(f"Rows of the catalogue: {', '.join(row.obligations)}"))


def _draw_side(name: str, side: Side) -> None:
    st.caption(name)
    if not side.text:
        st.caption(f":material/warning: {plain(side.notes[0] if side.notes else 'no words')}")
        return
    if len(side.text) > _LONG:
        with st.expander(f"The whole text ({len(side.text):,} characters)"):
            st.text(side.text)
    else:
        st.text(side.text)
    st.caption(plain(f"{side.source} · edition {side.edition} · sha256 {side.sha256[:16]}…"))


def marked(parts: Sequence[tuple[str, str]]) -> str:
    """Return a word-by-word comparison as Markdown; the law's own signs stay what they are."""
    signs = {"=": "{}", "-": ":red[~~{}~~]", "+": ":green[**{}**]"}
    return " ".join(signs[sign].format(plain(text)) for sign, text in parts)


def _draw_moved(row: Moved) -> None:
    names = ", ".join(str(place) for place in row.locators)
    told = f"{names}: words as before; apply from {row.after} instead of {row.before}"
    st.markdown(f"- {plain(f'{told} ({row.basis})')}")


def _begins(row: Begins) -> dict[str, str]:
    return {"Day": str(row.day), "What": row.what, "Row": row.obligation, "Reference": row.ref}


def _draw_findings(identifier: str, dossier: Dossier, start: date, end: date) -> None:
    st.subheader(f"Findings of the open dossier: {plain(dossier.model.name)}")
    data = os.environ.get("LACUNA_DATA", "")
    found = _findings((identifier, data, start, end), dossier)
    number = "1 obligation is" if len(found) == 1 else f"{len(found)} obligations are"
    st.write(
        f"{number} decided in another way by the law of {end} than by that of {start}. Documents "
        "and facts are the same on both days."
    )
    if found:
        rows = [_finding(row) for row in found]
        st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")


@st.cache_resource(show_spinner="Deciding by the law of both days", max_entries=8)
def _findings(key: tuple[str, str, date, date], _dossier: Dossier) -> tuple[FindingChange, ...]:
    return finding_changes(_dossier, key[2], key[3]).changes


def _finding(row: FindingChange) -> dict[str, str]:
    return {
        "Row": row.obligation,
        "Variants": ", ".join(row.variants),
        "Before": _state(row.before),
        "After": _state(row.after),
        "Why": row.why,
    }


def _state(state: State) -> str:
    since = f", from {state.due_from}" if state.due_from else ""
    return f"{state.outcome} ({state.duty}{since})".replace("_", " ")
