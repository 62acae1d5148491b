"""Findings with filters; one of them with the law beside the quotation."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from pipeline.errors import LacunaError
from pipeline.pages import law_view, palette, record_view, session
from pipeline.schema import Audience, Dossier
from pipeline.view.duties import duty_rows
from pipeline.view.elements import LOOK_FIRST, WORDS, status_counts
from pipeline.view.findings import (
    DUTY_WORDS,
    RECORD_WORDS,
    FindingRow,
    outcome_counts,
    relief_words,
)
from pipeline.view.findings import WORDS as OUTCOME_WORDS
from pipeline.view.plain import plain

_AUDIENCE = {
    Audience.PUBLIC: "the public",
    Audience.AI_OFFICE: "the AI Office",
    Audience.AUTHORITIES: "authorities",
    Audience.INTEGRATORS: "integrators",
    Audience.RIGHTSHOLDERS: "rightsholders",
    Audience.INTERNAL: "nobody (internal)",
    Audience.NOBODY: "nobody",
}
_FINDING = "finding"
_VISIT = "visits-to-findings"


def show(finding: str) -> None:
    """Make a finding the one that the tab opens with."""
    st.query_params[_FINDING] = finding
    st.session_state[_VISIT] = st.session_state.get(_VISIT, 0) + 1


def draw(identifier: str, dossier: Dossier) -> None:
    """Draw the filters, the table and the chosen finding."""
    rows = session.findings(identifier, dossier)
    if not rows:
        st.info("This dossier holds no findings: no provision was judged.")
        return
    kept = _filtered(rows)
    st.caption(f"{len(kept)} of {len(rows)} findings. Choose a row to see law and record.")
    if not kept:
        st.info("No finding has all that. Take a filter away.")
        return
    row = _table(dossier, kept)
    st.query_params[_FINDING] = row.id
    _detail(identifier, dossier, row)


def _filtered(rows: Sequence[FindingRow]) -> list[FindingRow]:
    counts = outcome_counts(rows)
    linked = st.query_params.get(_FINDING)
    outcomes = st.pills(
        "Outcome",
        list(counts),
        selection_mode="multi",
        format_func=lambda outcome: f"{OUTCOME_WORDS[outcome]} · {counts[outcome]}",
        help="None chosen: all but those that do not apply.",
    )
    left, right = st.columns([3, 2])
    present = [a for a in _AUDIENCE if any(a in row.audience for row in rows)]
    audiences = left.multiselect(
        "Owed to", present, format_func=lambda audience: _AUDIENCE[audience]
    )
    words = right.text_input("Words in reference or gloss").strip().lower()
    wanted = set(outcomes) or {o for o in counts if o.value != "not_applicable"}
    return [
        row
        for row in rows
        if (row.outcome in wanted or (not outcomes and row.id == linked))
        and (not audiences or set(audiences) & set(row.audience))
        and (not words or words in f"{row.ref} {row.gloss} {row.obligation}".lower())
    ]


def _table(dossier: Dossier, kept: Sequence[FindingRow]) -> FindingRow:
    everybody = {item.variant for item in dossier.applicability}
    several = len(everybody) > 1
    # A filter that changes the rows must not leave another row chosen: the key holds the rows.
    visit = str(st.session_state.get(_VISIT, 0))
    mark = hashlib.sha256((visit + "".join(row.id for row in kept)).encode()).hexdigest()[:12]
    first = st.session_state.setdefault(f"first-of-{mark}", _linked(kept))
    columns: dict[str, list[str]] = {
        "outcome": [row.words for row in kept],
        "reference": [row.ref for row in kept],
        "due from": [row.due_from.isoformat() if row.due_from else "" for row in kept],
        "our gloss, not the law's words": [row.gloss for row in kept],
    }
    if several:
        columns["variants"] = [
            "all" if set(row.variants) >= everybody else ", ".join(row.variants) for row in kept
        ]
    chosen = st.dataframe(
        columns,
        hide_index=True,
        width="stretch",
        on_select="rerun",
        selection_mode="single-row-required",
        selection_default={"selection": {"rows": [first], "columns": [], "cells": []}},
        height=palette.table_height(len(kept), 8),
        column_config={
            "outcome": st.column_config.TextColumn(width=255),
            "reference": st.column_config.TextColumn(width=210),
            "due from": st.column_config.TextColumn(width=90),
            "our gloss, not the law's words": st.column_config.TextColumn(width=535),
            "variants": st.column_config.TextColumn(width=220),
        },
        alt="Findings: outcome, reference, day, gloss and variants",
        key=f"findings-{mark}",
    )
    selected = chosen.selection.rows
    place = selected[0] if selected and selected[0] < len(kept) else first
    return kept[place]


def _linked(kept: Sequence[FindingRow]) -> int:
    wanted = st.query_params.get(_FINDING)
    return next((place for place, row in enumerate(kept) if row.id == wanted), 0)


def _detail(identifier: str, dossier: Dossier, row: FindingRow) -> None:
    by_id = {item.id: item for item in session.element_table(identifier, dossier)}
    shown = [by_id[name] for name in row.elements if name in by_id]
    shown.sort(key=lambda item: LOOK_FIRST.index(item.status))
    st.header(plain(row.ref), divider="gray")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(row.words, color=palette.BADGE[row.outcome])
        st.badge(f"record: {RECORD_WORDS[row.record]}", color="gray")
        st.badge(f"duty: {DUTY_WORDS[row.duty]}", color="gray")
        if row.audience:
            st.badge("owed to " + ", ".join(_AUDIENCE[a] for a in row.audience), color="gray")
    law, record = st.columns([2, 3], gap="large")
    with law:
        st.markdown("### The law")
        with st.container(key=f"gloss-{row.id}"):
            st.markdown(f"**Our gloss, not the law's words:** {plain(row.gloss)}")
        law_view.draw_obligation(row.obligation, dossier.run.as_of)
        _why(dossier, row)
    with record:
        st.markdown("### The record")
        if not shown:
            st.write("No piece of information in documents shows this provision.")
        else:
            item = shown[0]
            if len(shown) > 1:
                counts = status_counts(shown)
                st.caption(" · ".join(f"{count} {WORDS[s]}" for s, count in counts.items()))
                item = st.selectbox(
                    "Piece of information",
                    shown,
                    format_func=lambda e: f"{e.name}: {e.words}",
                    key=f"element-{row.id}",
                )
            else:
                st.markdown(f"**{plain(item.name)}**")
            record_view.draw(dossier, item, f"{row.id}-{item.id}")
    _reviews(identifier, dossier, row)


def _why(dossier: Dossier, row: FindingRow) -> None:
    st.markdown("### Why the duty stands as it does")
    for duty in duty_rows(dossier, session.obligations(), (row.obligation,)):
        if not set(duty.variants) & set(row.variants):
            continue
        with st.container(border=True):
            if len(duty.variants) > 1 or len(row.variants) > 1:
                st.caption(plain(", ".join(duty.variants)))
            st.markdown(plain(duty.because))
            if duty.inferred:
                st.caption("Rests on something inferred; the tab Duties shows what.")
    if row.needs_review:
        st.caption(":material/visibility: It rests on text recognition: a person should look.")
    for relief in row.reliefs:
        st.caption(":material/compress: " + plain(relief_words(relief)))
    with st.expander("The finding in words"):
        st.text(row.because)


def _reviews(identifier: str, dossier: Dossier, row: FindingRow) -> None:
    said = [review for review in dossier.reviews if review.finding == row.id]
    with st.expander(f"Reviews ({len(said)})", expanded=bool(said)):
        for review in said:
            st.text(f"{review.when} {review.by}: {review.outcome} – {review.reason}")
        with st.form(f"review-{row.id}", clear_on_submit=True):
            left, right = st.columns(2)
            by = left.text_input("Your name")
            verdict = right.selectbox("What you find", ["agree", "disagree", "unsure"])
            reason = st.text_area("Reason")
            st.caption("Reviews are appended; none is ever changed or taken away.")
            if st.form_submit_button("Add the review"):
                try:
                    session.store().review(identifier, row.id, by, verdict, reason)
                    st.rerun()
                except LacunaError as error:
                    st.error(str(error))
