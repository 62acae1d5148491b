"""Verbatim law with its source, edition and hash."""

from __future__ import annotations

import streamlit as st

from pipeline.errors import LacunaError
from pipeline.law.corpus import LawCorpus, Shown
from pipeline.pages import session


def draw_obligation(identifier: str) -> None:
    """Draw the text behind a row of the catalogue."""
    obligation = next(o for o in session.obligations() if o.id == identifier)
    corpus = session.law()
    if corpus is None:
        return
    if not obligation.locators:
        st.write(f"{obligation.ref}: no text is on hand.")
    for locator in obligation.locators:
        draw_locator(corpus, locator)


def draw_locator(corpus: LawCorpus, locator: str) -> None:
    """Draw one provision, or say why it cannot be shown."""
    try:
        shown = corpus.show(locator)
    except LacunaError as error:
        st.warning(str(error))
        return
    draw_shown(shown)


def draw_shown(shown: Shown) -> None:
    """Draw a provision's text as text, with what must be said about it."""
    with st.container(border=True):
        st.markdown(f"**{shown.locator}**" + (f" – {shown.heading}" if shown.heading else ""))
        if shown.text:
            st.text(shown.text)
        for note in shown.notes:
            st.caption(f"⚠ {note}")
        st.caption(f"{shown.source} · edition {shown.edition} · sha256 {shown.sha256[:16]}…")
