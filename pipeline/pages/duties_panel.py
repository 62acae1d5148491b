"""Which duties apply, from when, and the tree of questions that decided it."""

from __future__ import annotations

import streamlit as st

from pipeline.pages import session
from pipeline.schema import Dossier, Tri
from pipeline.view.duties import HEADLINE, VERDICT_WORDS, DutyRow, duty_rows, reason_rows

_MARK = {Tri.YES: "✓ yes", Tri.NO: "✗ no", Tri.UNKNOWN: "? unknown"}


def draw(dossier: Dossier) -> None:
    """Draw the table of provisions and one provision's reasons."""
    everything = st.toggle("All provisions and form fields", value=False)
    rows = duty_rows(dossier, session.obligations(), None if everything else HEADLINE)
    if not rows:
        st.write("No provision was judged.")
        return
    chosen = st.dataframe(
        {
            "reference": [row.ref for row in rows],
            "outcome": [row.words + (" (inferred)" if row.inferred else "") for row in rows],
            "due from": [_when(row) for row in rows],
            "variants": [", ".join(row.variants) for row in rows],
            "because": [row.because for row in rows],
        },
        hide_index=True,
        width="stretch",
        on_select="rerun",
        selection_mode="single-row",
        key="duties-table",
    )
    selected = chosen.selection.rows if chosen else []
    row = rows[selected[0]] if selected and selected[0] < len(rows) else rows[0]
    st.subheader(f"Why {row.ref} {VERDICT_WORDS[row.outcome]}")
    _tree(dossier, row)
    _compute(dossier)


def _when(row: DutyRow) -> str:
    if row.due_from:
        return row.due_from.isoformat()
    return "; ".join(f"{day.isoformat()} if {text}" for text, day in row.branches)


def _tree(dossier: Dossier, row: DutyRow) -> None:
    for node in reason_rows(dossier, row.tree):
        _, cell = st.columns([max(node.depth, 0) * 0.04 + 0.001, 1])
        with cell.container(border=True):
            st.markdown(f"**{_MARK[node.verdict]}** · {node.question}")
            st.write(node.because)
            basis = ", ".join(node.basis)
            st.caption(f"rule {node.rule} · {basis} · {node.support}")
            for quoted in node.quotes[:3]:
                st.text(f"“{quoted.text}”")
                st.caption(quoted.place)
            if node.settles:
                st.caption(f"Would settle it: {node.settles}")


def _compute(dossier: Dossier) -> None:
    if not dossier.compute:
        return
    st.subheader("Training compute")
    st.dataframe(
        {
            "variant": [item.variant for item in dossier.compute],
            "quantity": [item.quantity for item in dossier.compute],
            "method": [item.method for item in dossier.compute],
            "FLOP, low": [f"{item.low:.2e}" for item in dossier.compute],
            "FLOP, best": [f"{item.point:.2e}" for item in dossier.compute],
            "FLOP, high": [f"{item.high:.2e}" for item in dossier.compute],
            "above 10²³": [item.vs_1e23.value for item in dossier.compute],
            "above 10²⁵": [item.vs_1e25.value for item in dossier.compute],
        },
        hide_index=True,
        width="stretch",
    )
