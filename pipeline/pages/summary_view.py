"""A published summary as it was read: how complete its sections are, and each field's answer."""

from __future__ import annotations

import streamlit as st

from pipeline.pages import evidence_view, palette
from pipeline.schema import Dossier, FieldReading
from pipeline.view.plain import plain
from pipeline.view.summaries import field_answers, read_from, section_rows

BADGE: dict[FieldReading, palette.Badge] = {
    FieldReading.DISCLOSED: "green",
    FieldReading.PARTIAL: "orange",
    FieldReading.REFERRED: "orange",
    FieldReading.DECLINED: "violet",
    FieldReading.PLACEHOLDER: "red",
    FieldReading.ABSENT: "red",
    FieldReading.NOT_APPLICABLE: "gray",
}
#: Quotations shown for one answer.
_MOST = 3


def sections(dossier: Dossier) -> None:
    """Draw the sections of the summary with what is missing; nothing without a summary."""
    rows = section_rows(dossier)
    if not rows:
        return
    with st.expander("The published summary, section by section", expanded=True):
        st.caption(plain(read_from(dossier)))
        st.dataframe(
            {
                "section": [row.name for row in rows],
                "complete": [row.share for row in rows],
                "gap": ["gap" if row.gap else "none found" for row in rows],
                "what is missing": [row.missing for row in rows],
            },
            hide_index=True,
            width="stretch",
            column_config={
                "section": st.column_config.TextColumn(width=190),
                "complete": st.column_config.TextColumn(width=70),
                "gap": st.column_config.TextColumn(width=80),
            },
            alt="Sections of the summary: how complete each is and what is missing",
            key="summary-sections",
        )


def answer(dossier: Dossier, field: str) -> None:
    """Draw what the summary answers to one field of the form; nothing without a summary."""
    read = field_answers(dossier).get(field)
    if read is None:
        return
    st.markdown("**In the published summary**")
    st.badge(read.words, color=BADGE[read.status])
    if read.answer:
        st.markdown(plain(read.answer))
    st.caption(plain(read.because))
    for number, quoted in enumerate(read.quotes[:_MOST]):
        with st.expander(plain(quoted.place)):
            evidence_view.draw(dossier, quoted, f"summary-{field}-{number}")
    if len(read.quotes) > _MOST:
        st.caption(f"and {len(read.quotes) - _MOST} more quotations")
