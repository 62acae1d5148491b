"""Which duties apply, from when, and the tree of questions that decided it."""

from __future__ import annotations

import hashlib

import streamlit as st

from pipeline.pages import compute_chart, facts_panel, palette, session
from pipeline.schema import Dossier, Tri, Verdict
from pipeline.view.duties import (
    HEADLINE,
    DutyRow,
    ReasonRow,
    alternative_words,
    counts,
    duty_rows,
    reason_rows,
)
from pipeline.view.facts import fact_words
from pipeline.view.plain import plain

_MARK = {Tri.YES: "yes", Tri.NO: "no", Tri.UNKNOWN: "unknown"}
_PLURAL = {
    Verdict.APPLIES: "apply",
    Verdict.UNDETERMINED: "undetermined",
    Verdict.DOES_NOT_APPLY: "do not apply",
}
#: Pixels of a row: the least in which Streamlit wraps text.
_ROW = 66
#: Quotations shown below one question.
_QUOTES = 3


def draw(identifier: str, dossier: Dossier) -> None:
    """Draw the given facts, the table of provisions and one provision's reasons."""
    facts_panel.draw(identifier, dossier)
    every = duty_rows(dossier, session.obligations(), None)
    if not every:
        st.info("No provision was judged.")
        return
    if dossier.model.general_purpose is Tri.YES and dossier.model.kind_because:
        st.markdown(plain(dossier.model.kind_because))
    words = " · ".join(f"{number} {_PLURAL[verdict]}" for verdict, number in counts(every).items())
    st.caption(f"Provisions, measures and form fields: {words}.")
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    everything = left.toggle("All provisions and form fields")
    wanted = right.text_input("Words in reference or gloss", key="duty-words").strip().lower()
    rows = [
        row
        for row in every
        if (everything or wanted or row.obligation in HEADLINE)
        and wanted in f"{row.ref} {row.gloss}".lower()
    ]
    rows.sort(key=lambda row: list(_PLURAL).index(row.outcome))
    if not rows:
        st.info("No provision has these words.")
        return
    row = _table(dossier, rows)
    st.header(f"Why {plain(row.ref)} {_verdict(row)}")
    st.markdown(f"**Our gloss, not the law's words:** {plain(row.gloss)}")
    for branch in row.alternatives:
        st.markdown(f"- {plain(alternative_words(branch))}")
    _tree(dossier, row)
    st.header("Training compute")
    compute_chart.draw(dossier)
    compute_chart.draw_table(dossier)


def _verdict(row: DutyRow) -> str:
    return "is undetermined" if row.words == "undetermined" else row.words


def _table(dossier: Dossier, rows: list[DutyRow]) -> DutyRow:
    everybody = {item.variant for item in dossier.applicability}
    mark = hashlib.sha256(
        "".join(row.obligation + str(row.variants) for row in rows).encode()
    ).hexdigest()[:12]
    columns: dict[str, list[str]] = {
        "reference": [row.ref for row in rows],
        "outcome": [row.words + (" (inferred)" if row.inferred else "") for row in rows],
        "due from": [_when(row) for row in rows],
        "because": [row.because for row in rows],
    }
    if len(everybody) > 1:
        columns["variants"] = [
            "all" if set(row.variants) >= everybody else ", ".join(row.variants) for row in rows
        ]
    chosen = st.dataframe(
        columns,
        hide_index=True,
        width="stretch",
        on_select="rerun",
        selection_mode="single-row-required",
        row_height=_ROW,
        height=palette.table_height(len(rows), 6, _ROW),
        column_config={
            "reference": st.column_config.TextColumn(width=170),
            "outcome": st.column_config.TextColumn(width=150),
            "due from": st.column_config.TextColumn(width=130),
            "because": st.column_config.TextColumn(width=620),
            "variants": st.column_config.TextColumn(width=180),
        },
        alt="Provisions: outcome, day, reason and variants",
        key=f"duties-{mark}",
    )
    selected = chosen.selection.rows
    return rows[selected[0]] if selected and selected[0] < len(rows) else rows[0]


def _when(row: DutyRow) -> str:
    if row.due_from:
        return row.due_from.isoformat()
    return " or ".join(sorted({day.isoformat() for _, day in row.branches}))


def _tree(dossier: Dossier, row: DutyRow) -> None:
    with st.container(border=True, key="tree-of-reasons"):
        for node in reason_rows(dossier, row.tree):
            if node.depth == 0:
                _node(node)
                continue
            _, cell = st.columns([node.depth * 0.045, 1], gap="small")
            with cell:
                _node(node)


def _node(node: ReasonRow) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(_MARK[node.verdict], color=palette.ANSWER[node.verdict])
        st.markdown(f"**{plain(node.question)}**", width="stretch")
    st.markdown(plain(node.because))
    parts = [", ".join(node.basis), node.support, node.interval, f"rule {node.rule}"]
    st.caption(plain(" · ".join(part for part in parts if part)))
    for told in node.given:
        st.caption(":material/person: " + plain(told))
    if node.settles:
        st.caption(":material/help: Would settle it: " + plain(fact_words(node.settles)))
    for quoted in node.quotes[:_QUOTES]:
        st.caption(f"“{plain(quoted.text)}” – {plain(quoted.place)}")
    if len(node.quotes) > _QUOTES:
        st.caption(f"and {len(node.quotes) - _QUOTES} more quotations")
