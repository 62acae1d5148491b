"""Verbatim law with its source, edition and hash."""

from __future__ import annotations

from datetime import date

import streamlit as st

from pipeline.errors import LacunaError
from pipeline.law.corpus import LawCorpus, Shown
from pipeline.law.showing import UNCHANGED, Basis
from pipeline.pages import session
from pipeline.view.plain import plain

#: Provisions longer than this (characters) are folded.
_LONG = 1100


def draw_obligation(identifier: str, as_of: date) -> None:
    """Draw the text behind a row of the catalogue, as it stood on a day."""
    obligation = next(o for o in session.obligations() if o.id == identifier)
    corpus = session.law(as_of)
    if corpus is None:
        return
    if not obligation.locators:
        st.write(f"{plain(obligation.ref)}: no text is on hand.")
    for locator in obligation.locators:
        draw_locator(corpus, locator)


def draw_locator(corpus: LawCorpus, locator: str) -> None:
    """Draw one provision, or say why it cannot be shown."""
    try:
        shown = corpus.show(locator)
    except LacunaError as error:
        st.warning(plain(str(error)))
        return
    draw_shown(shown)


def draw_shown(shown: Shown, label: str = "") -> None:
    """Draw a provision's text as text, with what must be said about it.

    Args:
        shown: The provision.
        label: What else to say of it, such as how well it answers a search.
    """
    with st.container(border=True):
        above = [part for part in shown.heading_path if part != shown.heading]
        if above:
            st.caption(plain(" › ".join(above)))
        title = f"**{plain(str(shown.locator))}**"
        st.markdown(title + (f" – {plain(shown.heading)}" if shown.heading else ""))
        if len(shown.text) > _LONG:
            with st.expander(f"The whole text ({len(shown.text):,} characters)"):
                st.text(shown.text)
        elif shown.text:
            st.text(shown.text)
        for note in shown.notes:
            icon = ":material/check:" if note == UNCHANGED else ":material/warning:"
            st.caption(f"{icon} {plain(note)}")
        parts = [shown.source, f"edition {shown.edition}"]
        if shown.sha256:
            parts.append(f"sha256 {shown.sha256[:16]}…")
        if label:
            parts.append(label)
        st.caption(plain(" · ".join(parts)))
        if shown.basis is Basis.NO_TEXT and shown.children:
            st.caption("Below it: " + plain(", ".join(str(child) for child in shown.children)))
