"""Findings with filters; one of them with the law beside the quotation."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pipeline.errors import LacunaError
from pipeline.pages import evidence_view, law_view, palette, session
from pipeline.schema import Audience, Dossier
from pipeline.view.elements import ElementRow, element_rows
from pipeline.view.findings import DUTY_WORDS, ORDER, RECORD_WORDS, WORDS, FindingRow, finding_rows

_AUDIENCE = {
    Audience.PUBLIC: "the public",
    Audience.AI_OFFICE: "the AI Office",
    Audience.AUTHORITIES: "authorities",
    Audience.INTEGRATORS: "integrators",
    Audience.RIGHTSHOLDERS: "rightsholders",
    Audience.INTERNAL: "nobody (internal)",
    Audience.NOBODY: "nobody",
}


def draw(identifier: str, dossier: Dossier) -> None:
    """Draw the filters, the table and the chosen finding."""
    rows = finding_rows(dossier, session.obligations())
    present = [outcome for outcome in ORDER if any(row.outcome is outcome for row in rows)]
    first, second, third = st.columns([3, 2, 2])
    outcomes = first.multiselect(
        "Outcome",
        present,
        default=[outcome for outcome in present if outcome.value != "not_applicable"],
        format_func=lambda outcome: WORDS[outcome],
    )
    audiences = second.multiselect(
        "Owed to", list(_AUDIENCE), format_func=lambda audience: _AUDIENCE[audience]
    )
    words = third.text_input("Words in reference or gloss").strip().lower()
    kept = [
        row
        for row in rows
        if row.outcome in outcomes
        and (not audiences or set(audiences) & set(row.audience))
        and (not words or words in f"{row.ref} {row.gloss} {row.obligation}".lower())
    ]
    st.caption(f"{len(kept)} of {len(rows)} findings. Choose a row to see law and evidence.")
    chosen = st.dataframe(
        {
            "outcome": [row.words for row in kept],
            "reference": [row.ref for row in kept],
            "our gloss, not the law's words": [row.gloss for row in kept],
            "due from": [row.due_from.isoformat() if row.due_from else "" for row in kept],
            "variants": [", ".join(row.variants) for row in kept],
        },
        hide_index=True,
        width="stretch",
        on_select="rerun",
        selection_mode="single-row",
        height=320,
        key="findings-table",
    )
    selected = chosen.selection.rows if chosen else []
    row = kept[selected[0]] if selected and selected[0] < len(kept) else None
    row = row or _linked(rows) or (kept[0] if kept else None)
    if row is not None:
        _detail(identifier, dossier, row)


def _linked(rows: Sequence[FindingRow]) -> FindingRow | None:
    wanted = st.query_params.get("finding")
    return next((row for row in rows if row.id == wanted), None)


def _detail(identifier: str, dossier: Dossier, row: FindingRow) -> None:
    st.divider()
    st.subheader(row.ref)
    st.badge(row.words, color=palette.BADGE[row.outcome])
    st.markdown(
        f"The record is **{RECORD_WORDS[row.record]}**; the duty is "
        f"**{DUTY_WORDS[row.duty]}**"
        + (f" from {row.due_from}" if row.due_from else "")
        + f". {row.because}"
    )
    law, evidence = st.columns(2, gap="large")
    with law:
        st.markdown("##### The law")
        law_view.draw_obligation(row.obligation)
        st.caption(f"Our gloss, not the law's words: {row.gloss}")
    by_id = {item.id: item for item in element_rows(dossier, session.elements())}
    with evidence:
        st.markdown("##### The record")
        shown = [by_id[name] for name in row.elements if name in by_id]
        if not shown:
            st.write("No piece of information in documents shows this provision.")
            return
        item = shown[0]
        if len(shown) > 1:
            item = st.selectbox(
                "Piece of information",
                shown,
                format_func=lambda e: f"{e.name}: {e.words}",
                key=f"element-{row.id}",
            )
        _element(dossier, item, row.id)
    _reviews(identifier, dossier, row)


def _element(dossier: Dossier, item: ElementRow, key: str) -> None:
    st.markdown(f"**{item.name}: {item.words}.** {item.because}")
    for value in item.values:
        st.text(value)
    quotes = item.evidence or item.nearest
    if not quotes:
        return
    if not item.evidence:
        st.caption("The nearest passages, and why each is not enough:")
    place = 0
    if len(quotes) > 1:
        place = st.radio(
            "Quotation",
            range(len(quotes)),
            format_func=lambda n: (
                quotes[n].place + (f" – {quotes[n].note}" if quotes[n].note else "")
            ),
            key=f"quote-{key}-{item.id}",
        )
    if quotes[place].note:
        st.caption(f"Why it is not enough: {quotes[place].note}")
    evidence_view.draw(dossier, quotes[place], f"{key}-{item.id}")


def _reviews(identifier: str, dossier: Dossier, row: FindingRow) -> None:
    said = [review for review in dossier.reviews if review.finding == row.id]
    with st.expander(f"Reviews ({len(said)})", expanded=bool(said)):
        for review in said:
            st.text(f"{review.when} {review.by}: {review.outcome} – {review.reason}")
        with st.form(f"review-{row.id}", clear_on_submit=True):
            by = st.text_input("Your name")
            verdict = st.selectbox("What you find", ["agree", "disagree", "unsure"])
            reason = st.text_area("Reason")
            if st.form_submit_button("Add the review"):
                try:
                    session.store().review(identifier, row.id, by, verdict, reason)
                    st.rerun()
                except LacunaError as error:
                    st.error(str(error))
