"""Look law up by locator, or search it."""

from __future__ import annotations

import streamlit as st

from pipeline.errors import LacunaError
from pipeline.law.search import search
from pipeline.pages import law_view, session


def draw() -> None:
    """Draw the two ways into the law."""
    st.title("Law")
    corpus = session.law()
    if corpus is None:
        return
    st.write(
        "The Act, the Code of Practice and the forms, verbatim, each with source, edition and hash."
    )
    wanted = st.text_input(
        "Reference or words", placeholder="Art. 53(1)(d), or: energy used in training"
    ).strip()
    if not wanted:
        return
    try:
        law_view.draw_shown(corpus.show(wanted))
        return
    except LacunaError as error:
        problem = str(error)
    hits = search(wanted, corpus)
    if not hits:
        st.warning(problem)
    for hit in hits:
        law_view.draw_shown(hit.shown)


if __name__ == "__main__":
    draw()
