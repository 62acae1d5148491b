"""All dossiers that were kept."""

from __future__ import annotations

import streamlit as st

from pipeline.pages import palette, places, session
from pipeline.schema import Outcome
from pipeline.store.database import Entry
from pipeline.view.findings import WORDS
from pipeline.view.plain import plain

_SHOWN = (
    Outcome.GAP_PUBLIC,
    Outcome.CONTRADICTED,
    Outcome.GAP_UPCOMING,
    Outcome.UNDETERMINED,
    Outcome.PARTLY_EVIDENCED,
    Outcome.EVIDENCED,
    Outcome.NOT_ASSESSED,
)
#: Dossiers drawn at once, and from how many on a search field helps.
_MOST, _MANY = 25, 6


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
    if len(entries) > _MANY:
        words = st.text_input("Model, provider or document").strip().lower()
        entries = tuple(entry for entry in entries if words in _searchable(entry))
    for entry in entries[:_MOST]:
        _card(entry)
    if len(entries) > _MOST:
        st.caption(f"{len(entries) - _MOST} older ones are not shown: search for them.")
    if not entries:
        st.info("No dossier has these words.")


def _searchable(entry: Entry) -> str:
    return " ".join((entry.model, entry.provider, *entry.documents)).lower()


def _card(entry: Entry) -> None:
    with st.container(border=True):
        left, middle, right = st.columns([3, 7, 1], vertical_alignment="center")
        left.markdown(
            f"**{plain(entry.model or 'Model not named')}**  \n"
            f"{plain(entry.provider or 'provider not found')}"
        )
        left.caption(f"scanned {entry.saved[:16].replace('T', ' ')} · law as of {entry.as_of}")
        with middle, st.container(horizontal=True):
            shown = [outcome for outcome in _SHOWN if entry.outcomes.get(outcome)]
            for outcome in shown:
                st.badge(
                    f"{entry.outcomes[outcome]} {WORDS[outcome]}", color=palette.BADGE[outcome]
                )
            if not shown:
                st.badge("no duty of a model provider applies", color="gray")
        middle.caption(plain(", ".join(entry.documents)))
        if right.button("Open", key=f"open-{entry.id}", width="stretch"):
            session.choose(entry.id)
            places.go("dossier_page.py")


if __name__ == "__main__":
    draw()
