"""The dossier at a glance: what is missing, what will be due, how full the record is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt
import streamlit as st

from pipeline.pages import compute_chart, due_chart, findings_panel, palette, places, session
from pipeline.schema import Dossier, Outcome, Status
from pipeline.view.duties import inferred_nodes, unknown_nodes
from pipeline.view.elements import ORDER as STATUS_ORDER
from pipeline.view.elements import WORDS as STATUS_WORDS
from pipeline.view.elements import claim_rows, family_counts
from pipeline.view.facts import fact_words
from pipeline.view.findings import WORDS, FindingRow, outcome_counts
from pipeline.view.plain import plain

NOTE = (
    "A gap is information that was not found in the documents given. Lacuna speaks of the "
    "published record only; whether a duty is met is for the provider and the authorities to say."
)

_TILES = (
    (Outcome.GAP_PUBLIC, "Not found, due now"),
    (Outcome.GAP_UPCOMING, "Not found, due later"),
    (Outcome.CONTRADICTED, "Contradicted"),
    (Outcome.UNDETERMINED, "Open: a fact is missing"),
    (Outcome.PARTLY_EVIDENCED, "Partly stated"),
    (Outcome.EVIDENCED, "Stated"),
)
#: What the overview lists, and what it lists where there is none of that.
_URGENT = (Outcome.GAP_PUBLIC, Outcome.CONTRADICTED, Outcome.GAP_UPCOMING)
_OPEN_ENDED = (Outcome.UNDETERMINED, Outcome.PARTLY_EVIDENCED)
_OF_EACH = 4


def draw(identifier: str, dossier: Dossier) -> None:
    """Draw counts, what to look at first, the pictures, the claims and what was inferred."""
    findings = session.findings(identifier, dossier)
    counts = outcome_counts(findings)
    for tile, (outcome, label) in zip(st.columns(len(_TILES)), _TILES, strict=True):
        tile.metric(label, counts.get(outcome, 0), border=True, help=WORDS[outcome].capitalize())
    st.caption(NOTE)
    _first(findings)
    left, right = st.columns(2, gap="large")
    with left:
        st.header("How full the record is")
        _families(family_counts(session.element_table(identifier, dossier)))
    with right:
        st.header("Findings")
        _outcomes(counts)
        st.header("When they are due")
        due_chart.draw(dossier, findings)
    st.header("Training compute")
    compute_chart.draw(dossier)
    st.header("What the documents say")
    _claims(dossier)
    _inferred(identifier, dossier)


def _first(findings: Sequence[FindingRow]) -> None:
    """List what matters most, each with a way to its law and quotations."""
    urgent = [row for row in findings if row.outcome in _URGENT] or [
        row for row in findings if row.outcome in _OPEN_ENDED
    ]
    if not urgent:
        return
    st.header("Look at these first")
    by_outcome = [[row for row in urgent if row.outcome is o] for o in (*_URGENT, *_OPEN_ENDED)]
    listed = [row for rows in by_outcome for row in rows[:_OF_EACH]]
    for row in listed:
        ref, gloss, badge, button = st.columns([2, 5, 2, 1], vertical_alignment="center")
        ref.markdown(f"**{plain(row.ref)}**")
        gloss.markdown(plain(row.gloss))
        badge.badge(row.words, color=palette.BADGE[row.outcome])
        button.button(
            "Open", key=f"first-{row.id}", on_click=_open, args=(row.id,), width="stretch"
        )
    more = len(urgent) - len(listed)
    st.caption(
        "The middle column is our gloss, not the law's words."
        + (f" {more} more in the tab Findings." if more else "")
    )


def _open(finding: str) -> None:
    findings_panel.show(finding)
    st.session_state[places.TAB] = "Findings"


def _claims(dossier: Dossier) -> None:
    rows = claim_rows(dossier)
    if not rows:
        st.write("No typed values were found.")
        return
    names = {element.id: element.name for element in session.elements()}
    st.dataframe(
        {
            "what": [names.get(element, element) for element, _, _ in rows],
            "stated": [values for _, values, _ in rows],
            "quotation": [q.text if q else "" for _, _, q in rows],
            "where": [q.place if q else "" for _, _, q in rows],
        },
        hide_index=True,
        width="stretch",
        height="content",
        column_config={
            "what": st.column_config.TextColumn(width=170),
            "stated": st.column_config.TextColumn(width=420),
            "quotation": st.column_config.TextColumn(width=480),
            "where": st.column_config.TextColumn(width=230),
        },
        alt="Typed values that the documents state, with quotation and place",
    )


def _families(counts: tuple[tuple[str, Status, int], ...]) -> None:
    import pandas as pd

    if not counts:
        st.write("No piece of information was assessed.")
        return
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
            y=alt.Y(
                "family:N",
                sort=families,
                title=None,
                axis=alt.Axis(labelOverlap=False, labelLimit=160, labelFontSize=12),
            ),
            x=alt.X("elements:Q", title="pieces of information", axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(
                "status:N",
                title=None,
                scale=alt.Scale(
                    domain=[STATUS_WORDS[s] for s in used],
                    range=[palette.STATUS[s] for s in used],
                ),
                legend=alt.Legend(orient="top", columns=4, labelLimit=200, labelFontSize=12),
            ),
            order=alt.Order("order:Q"),
            tooltip=["family", "status", "elements"],
        )
        .properties(height=alt.Step(27))
    )
    st.altair_chart(chart, width="stretch")


def _outcomes(counts: Mapping[Outcome, int]) -> None:
    import pandas as pd

    shown = {o: n for o, n in counts.items() if o is not Outcome.NOT_APPLICABLE}
    if not shown:
        st.write("No duty of a model provider applies.")
        return
    frame = pd.DataFrame(
        [{"outcome": WORDS[outcome], "findings": number} for outcome, number in shown.items()]
    )
    bars = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            y=alt.Y(
                "outcome:N",
                sort=None,
                title=None,
                axis=alt.Axis(labelLimit=260, labelOverlap=False, labelFontSize=12),
            ),
            x=alt.X(
                "findings:Q",
                title="provisions and form fields",
                scale=alt.Scale(domainMax=max(shown.values()) * 1.12),
            ),
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
    labels = bars.mark_text(align="left", dx=4).encode(
        text="findings:Q", color=alt.value("#333333")
    )
    st.altair_chart((bars + labels).properties(height=alt.Step(27)), width="stretch")
    if out := counts.get(Outcome.NOT_APPLICABLE):
        st.caption(f"{out} more do not apply to this model or bind others.")


def _give() -> None:
    st.session_state[places.TAB] = "Duties"


def _inferred(identifier: str, dossier: Dossier) -> None:
    if nodes := unknown_nodes(dossier):
        st.header("What would settle open questions")
        facts = dict.fromkeys(fact_words(node.settles) for node, _ in nodes)
        st.markdown("\n".join(f"- {plain(text)}" for text in facts))
        st.button("Give these facts", icon=":material/edit_note:", on_click=_give, key="give-facts")
        if st.button("Give these facts and scan again", icon=":material/refresh:"):
            session.scan_again(identifier)
            places.go("scan_page.py")
    if nodes := inferred_nodes(dossier):
        st.header(f"What was inferred ({len(nodes)})")
        st.caption("No document says these outright; a fact that you give replaces each of them.")
        st.dataframe(
            {
                "question": [node.question for node, _ in nodes],
                "answer": [node.verdict.value for node, _ in nodes],
                "because": [node.because for node, _ in nodes],
                "legal basis": [", ".join(node.basis) for node, _ in nodes],
            },
            hide_index=True,
            width="stretch",
            height="content",
            column_config={
                "question": st.column_config.TextColumn(width=430),
                "answer": st.column_config.TextColumn(width=70),
                "because": st.column_config.TextColumn(width=590),
                "legal basis": st.column_config.TextColumn(width=200),
            },
            alt="Questions that were answered by inference",
        )
