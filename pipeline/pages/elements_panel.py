"""Every piece of information: what the documents show of it."""

from __future__ import annotations

import streamlit as st

from pipeline.pages import evidence_view, session
from pipeline.schema import Dossier
from pipeline.view.elements import ORDER, WORDS, element_rows


def draw(dossier: Dossier) -> None:
    """Draw filters, the table, and the chosen element with its quotations."""
    rows = element_rows(dossier, session.elements())
    families = list(dict.fromkeys(row.family for row in rows))
    left, right = st.columns(2)
    family = left.multiselect("Family", families)
    status = right.multiselect(
        "Record",
        [s for s in ORDER if any(row.status is s for row in rows)],
        format_func=lambda s: WORDS[s],
    )
    kept = [
        row
        for row in rows
        if (not family or row.family in family) and (not status or row.status in status)
    ]
    chosen = st.dataframe(
        {
            "family": [row.family for row in kept],
            "piece of information": [row.name for row in kept],
            "record": [row.words for row in kept],
            "values": ["; ".join(row.values) for row in kept],
            "best quotation": [row.evidence[0].text if row.evidence else "" for row in kept],
            "where": [row.evidence[0].place if row.evidence else "" for row in kept],
            "review": ["look" if row.needs_review else "" for row in kept],
            "probability stated": [row.probability for row in kept],
        },
        hide_index=True,
        width="stretch",
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "probability stated": st.column_config.ProgressColumn(min_value=0.0, max_value=1.0)
        },
        height=420,
        key="elements-table",
    )
    selected = chosen.selection.rows if chosen else []
    row = kept[selected[0]] if selected and selected[0] < len(kept) else (kept[0] if kept else None)
    if row is None:
        return
    st.subheader(row.name)
    st.markdown(f"**{row.words.capitalize()}.** {row.because}")
    st.caption(f"Counts as stated (our words): {row.definition}")
    if row.hint:
        st.caption(f"To fill it: {row.hint}")
    quotes = row.evidence or row.nearest
    for place, quoted in enumerate(quotes[:5]):
        with st.expander(quoted.place + (f" – {quoted.note}" if quoted.note else ""), place == 0):
            evidence_view.draw(dossier, quoted, f"element-{row.id}-{place}")
