"""All dossiers that were kept."""

from __future__ import annotations

import streamlit as st

from pipeline.pages import places, session
from pipeline.schema import Outcome
from pipeline.view.findings import WORDS

_SHOWN = (
    Outcome.GAP_PUBLIC,
    Outcome.CONTRADICTED,
    Outcome.GAP_UPCOMING,
    Outcome.PARTLY_EVIDENCED,
    Outcome.EVIDENCED,
)


def draw() -> None:
    """Draw the list; opening one leads to its page."""
    st.title("Dossiers")
    st.write(
        "Lacuna reads what a provider has published about a general-purpose AI model and shows, "
        "for every piece of information that the EU AI Act and its Code of Practice ask for, "
        "where it is stated, half stated, declined, contradicted or nowhere to be found."
    )
    entries = session.store().entries()
    if not entries:
        st.info("No dossier yet. Scan a model's documents to make the first one.")
        if st.button("Scan documents", type="primary"):
            places.go("scan_page.py")
        return
    for entry in entries:
        with st.container(border=True):
            left, middle, right = st.columns([3, 5, 1], vertical_alignment="center")
            left.markdown(f"**{entry.model or 'Model not named'}**  \n{entry.provider or '–'}")
            left.caption(f"{len(entry.documents)} document(s) · law as of {entry.as_of}")
            parts = [
                f"**{entry.outcomes[outcome]}** {WORDS[outcome]}"
                for outcome in _SHOWN
                if entry.outcomes.get(outcome)
            ]
            middle.markdown(" · ".join(parts) or "No duty of a model provider applies.")
            middle.caption(", ".join(entry.documents))
            if right.button("Open", key=f"open-{entry.id}", width="stretch"):
                session.choose(entry.id)
                places.go("dossier_page.py")


if __name__ == "__main__":
    draw()
