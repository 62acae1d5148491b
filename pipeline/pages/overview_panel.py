"""The dossier at a glance: what is missing, what will be due, how full the record is."""

from __future__ import annotations

import altair as alt
import streamlit as st

from pipeline.pages import palette, session
from pipeline.schema import Dossier, Outcome, Status
from pipeline.view.duties import inferred_nodes, unknown_nodes
from pipeline.view.elements import ORDER as STATUS_ORDER
from pipeline.view.elements import WORDS as STATUS_WORDS
from pipeline.view.elements import claim_rows, element_rows, family_counts
from pipeline.view.findings import WORDS, finding_rows, outcome_counts

NOTE = (
    "A gap is information that was not found in the documents given. Lacuna speaks of the "
    "published record only; whether a duty is met is for the provider and the authorities to say."
)


def draw(dossier: Dossier) -> None:
    """Draw counts, the two pictures, the claims and what was inferred."""
    findings = finding_rows(dossier, session.obligations())
    counts = outcome_counts(findings)
    tiles = st.columns(4)
    for tile, outcome in zip(
        tiles,
        (
            Outcome.GAP_PUBLIC,
            Outcome.GAP_UPCOMING,
            Outcome.CONTRADICTED,
            Outcome.EVIDENCED,
        ),
        strict=True,
    ):
        tile.metric(WORDS[outcome].capitalize(), counts.get(outcome, 0), border=True)
    st.caption(NOTE)
    rows = element_rows(dossier, session.elements())
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader("How full the record is")
        _families(family_counts(rows))
    with right:
        st.subheader("Findings")
        _outcomes(counts)
    st.subheader("What the documents say")
    names = {element.id: element.name for element in session.elements()}
    st.dataframe(
        {
            "what": [names.get(element, element) for element, _, _ in claim_rows(dossier)],
            "stated": [values for _, values, _ in claim_rows(dossier)],
            "quotation": [q.text if q else "" for _, _, q in claim_rows(dossier)],
            "where": [q.place if q else "" for _, _, q in claim_rows(dossier)],
        },
        hide_index=True,
        width="stretch",
    )
    _inferred(dossier)


def _families(counts: tuple[tuple[str, Status, int], ...]) -> None:
    import pandas as pd

    families = list(dict.fromkeys(family for family, _, _ in counts))
    frame = pd.DataFrame(
        [
            {
                "family": family,
                "status": STATUS_WORDS[status],
                "elements": number,
                "order": STATUS_ORDER.index(status),
            }
            for family, status, number in counts
        ]
    )
    used = [s for s in STATUS_ORDER if STATUS_WORDS[s] in set(frame["status"])]
    chart = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            y=alt.Y("family:N", sort=families, title=None),
            x=alt.X("elements:Q", title="pieces of information", axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(
                "status:N",
                title=None,
                scale=alt.Scale(
                    domain=[STATUS_WORDS[s] for s in used],
                    range=[palette.STATUS[s] for s in used],
                ),
                legend=alt.Legend(orient="bottom", columns=4),
            ),
            order=alt.Order("order:Q"),
            tooltip=["family", "status", "elements"],
        )
        .properties(height=28 * len(families) + 60)
    )
    st.altair_chart(chart, width="stretch")


def _outcomes(counts: object) -> None:
    import pandas as pd

    assert isinstance(counts, dict)
    shown = {o: n for o, n in counts.items() if o is not Outcome.NOT_APPLICABLE}
    frame = pd.DataFrame(
        [{"outcome": WORDS[outcome], "findings": number} for outcome, number in shown.items()]
    )
    if frame.empty:
        st.write("No duty of a model provider applies.")
        return
    bars = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            y=alt.Y("outcome:N", sort=None, title=None, axis=alt.Axis(labelLimit=260)),
            x=alt.X("findings:Q", title="provisions and form fields"),
            color=alt.Color(
                "outcome:N",
                legend=None,
                scale=alt.Scale(
                    domain=[WORDS[o] for o in shown], range=[palette.OUTCOME[o] for o in shown]
                ),
            ),
            tooltip=["outcome", "findings"],
        )
    )
    labels = bars.mark_text(align="left", dx=4, color="#333").encode(
        text="findings:Q", color=alt.value("#333333")
    )
    st.altair_chart((bars + labels).properties(height=34 * len(shown) + 40), width="stretch")
    if out := counts.get(Outcome.NOT_APPLICABLE):
        st.caption(f"{out} more do not apply to this model or bind others.")


def _inferred(dossier: Dossier) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        if nodes := inferred_nodes(dossier):
            st.subheader("What was inferred")
            for node, _ in nodes:
                st.markdown(f"- **{node.rule}** {node.because}")
    with right:
        if nodes := unknown_nodes(dossier):
            st.subheader("What would settle open questions")
            for text in dict.fromkeys(node.settles for node, _ in nodes):
                st.markdown(f"- {text}")
