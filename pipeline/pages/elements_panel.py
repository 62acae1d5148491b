"""Every piece of information: what the documents show of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from pipeline.pages import palette, record_view, session
from pipeline.schema import Dossier
from pipeline.view.elements import WORDS, ElementRow, status_counts
from pipeline.view.plain import plain


def draw(identifier: str, dossier: Dossier) -> None:
    """Draw filters, the table, and the chosen element with its quotations."""
    rows = session.element_table(identifier, dossier)
    if not rows:
        st.info("This dossier holds no assessed piece of information.")
        return
    kept = _filtered(rows)
    st.caption(
        f"{len(kept)} of {len(rows)} pieces of information. “Chance” is the method's own "
        "estimate that the documents do state it."
    )
    if not kept:
        st.info("No piece of information has all that. Take a filter away.")
        return
    _detail(dossier, _table(kept))


def _filtered(rows: Sequence[ElementRow]) -> list[ElementRow]:
    counts = status_counts(rows)
    statuses = st.pills(
        "Record",
        list(counts),
        selection_mode="multi",
        format_func=lambda status: f"{WORDS[status]} · {counts[status]}",
    )
    left, middle, right = st.columns([3, 3, 1], vertical_alignment="bottom")
    families = left.multiselect("Family", list(dict.fromkeys(row.family for row in rows)))
    words = middle.text_input("Words in name or definition").strip().lower()
    close = right.toggle("Close calls only")
    return [
        row
        for row in rows
        if (not families or row.family in families)
        and (not statuses or row.status in statuses)
        and (not close or row.needs_review)
        and words in f"{row.name} {row.definition}".lower()
    ]


def _table(kept: Sequence[ElementRow]) -> ElementRow:
    mark = hashlib.sha256("".join(row.id for row in kept).encode()).hexdigest()[:12]
    chosen = st.dataframe(
        {
            "family": [row.family for row in kept],
            "piece of information": [row.name for row in kept],
            "record": [row.words for row in kept],
            "values": ["; ".join(row.values) for row in kept],
            "best quotation": [row.evidence[0].text if row.evidence else "" for row in kept],
            "where": [row.evidence[0].place if row.evidence else "" for row in kept],
            "chance": [row.probability for row in kept],
            "close call": [row.needs_review for row in kept],
        },
        hide_index=True,
        width="stretch",
        on_select="rerun",
        selection_mode="single-row-required",
        height=palette.table_height(len(kept), 10),
        column_config={
            "family": st.column_config.TextColumn(width=90),
            "piece of information": st.column_config.TextColumn(width=200),
            "record": st.column_config.TextColumn(width=110),
            "values": st.column_config.TextColumn(width=230),
            "best quotation": st.column_config.TextColumn(width=300),
            "where": st.column_config.TextColumn(width=170),
            "chance": st.column_config.ProgressColumn(
                min_value=0.0, max_value=1.0, format="%.2f", width=85
            ),
            "close call": st.column_config.CheckboxColumn(width=75),
        },
        alt="Pieces of information: record, values, best quotation and place",
        key=f"elements-{mark}",
    )
    selected = chosen.selection.rows
    return kept[selected[0]] if selected and selected[0] < len(kept) else kept[0]


def _detail(dossier: Dossier, row: ElementRow) -> None:
    st.header(plain(row.name), divider="gray")
    left, right = st.columns([2, 3], gap="large")
    with left:
        with st.container(key=f"gloss-{row.id}"):
            st.markdown(f"**Counts as stated, in our words:** {plain(row.definition)}")
        if row.hint:
            st.markdown(f"**To fill it:** {plain(row.hint)}")
        if row.obligations:
            refs = {item.id: item.ref for item in session.obligations()}
            asked = dict.fromkeys(refs[name] for name in row.obligations if name in refs)
            st.markdown("**Asked for by:** " + plain("; ".join(asked)))
    with right:
        record_view.draw(dossier, row, f"e-{row.id}")
