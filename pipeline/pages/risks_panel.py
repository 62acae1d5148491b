"""Risks at the level of the Union: what the documents tell of each, with the quotations."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pipeline.catalogue.risks import by_id, titles
from pipeline.pages import evidence_view, palette
from pipeline.schema import Dossier, Facet, RiskStatus
from pipeline.view.elements import Quoted
from pipeline.view.plain import plain
from pipeline.view.risks import RiskRow, risk_rows, silent, source_rows

BADGE: dict[RiskStatus, palette.Badge] = {
    RiskStatus.ASSESSED: "green",
    RiskStatus.MITIGATED: "orange",
    RiskStatus.NOT_EVALUATED: "violet",
    RiskStatus.MENTIONED: "orange",
    RiskStatus.FORBIDDEN: "gray",
    RiskStatus.SILENT: "red",
    RiskStatus.NOT_ASSESSED: "gray",
}

#: Letters of a quotation in the matrix and in the list; the whole stands below.
_CELL, _GLIMPSE = 64, 110
#: Quotations offered to choose from.
_MOST = 12
_ALL = "all passages"


def draw(_identifier: str, dossier: Dossier) -> None:
    """Draw the matrix, one risk with its passages, and the sources of risk that were found."""
    rows = risk_rows(dossier, by_id())
    if not rows:
        st.info("This dossier holds no coded risks. Scan the documents again to code them.")
        return
    st.caption(
        plain(
            f"After {titles()['code_final']}. Names and glosses are ours. The first four risks "
            "are those that a signatory of the chapter must always assess; others are shown "
            "where a document speaks of them."
        )
    )
    if quiet := silent(rows):
        st.markdown(f"**The documents are silent on:** {plain(', '.join(quiet))}")
    row, facet = _matrix(rows)
    _detail(dossier, row, facet)
    _sources(source_rows(dossier, by_id()))


def _matrix(rows: Sequence[RiskRow]) -> tuple[RiskRow, Facet | None]:
    """Draw the matrix; return the risk and the facet of the cell that was clicked."""
    chosen = st.dataframe(
        {
            "risk": [row.name for row in rows],
            "record": [row.words for row in rows],
            **{facet.value: [_cell(row.facets[facet]) for row in rows] for facet in Facet},
        },
        hide_index=True,
        width="stretch",
        on_select="rerun",
        selection_mode="single-cell",
        row_height=66,
        height=palette.table_height(len(rows), 7, 66),
        column_config={
            "risk": st.column_config.TextColumn(width=190),
            "record": st.column_config.TextColumn(width=120),
            **{facet.value: st.column_config.TextColumn(width=210) for facet in Facet},
        },
        alt="Risks: record, and what is told of method, threshold, result and mitigation",
        key="risk-matrix",
    )
    if not chosen.selection.cells:
        return rows[0], None
    place, column = chosen.selection.cells[0]
    facet = next((one for one in Facet if one.value == column), None)
    return rows[min(place, len(rows) - 1)], facet


def _cell(quotes: Sequence[Quoted]) -> str:
    if not quotes:
        return "–"
    more = f"  (+{len(quotes) - 1})" if len(quotes) > 1 else ""
    return _cut(quotes[0].text, _CELL) + more


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " […]"


def _detail(dossier: Dossier, row: RiskRow, facet: Facet | None) -> None:
    st.header(plain(row.name), divider="gray")
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.badge(row.words, color=BADGE[row.status])
        st.markdown(plain(row.because))
        with st.container(key=f"gloss-risk-{row.id}"):
            st.markdown(f"**Our gloss, not the Code's words:** {plain(row.gloss)}")
        st.caption(plain(row.locator))
        if row.types:
            st.markdown("**Type, in our reading:** " + plain(", ".join(row.types)))
        _codes(row)
    with right:
        _passages(dossier, row, facet)


def _codes(row: RiskRow) -> None:
    final = [f"{code.name} ({code.axis.lower()})" for code in row.codes if not code.superseded]
    drafts = [code.name for code in row.codes if code.superseded]
    if final:
        st.markdown("**The same passages name:** " + plain("; ".join(final)))
    if drafts:
        st.badge("draft, superseded", color="gray")
        st.markdown("Labels of the first draft: " + plain("; ".join(drafts)))


def _passages(dossier: Dossier, row: RiskRow, facet: Facet | None) -> None:
    if not row.evidence:
        return
    choices = [_ALL, *(one.value for one in Facet if row.facets[one])]
    told = st.segmented_control(
        "What the passages tell",
        choices,
        default=facet.value if facet and row.facets[facet] else _ALL,
        key=f"risk-facet-{row.id}-{facet or ''}",
    )
    one = next((item for item in Facet if item.value == told), None)
    quotes = row.facets[one] if one else row.evidence
    offered = quotes[:_MOST]
    place = 0
    if len(offered) > 1:
        place = st.radio(
            "Passage",
            range(len(offered)),
            format_func=lambda n: plain(f"{offered[n].place}: “{_cut(offered[n].text, _GLIMPSE)}”"),
            key=f"risk-passage-{row.id}-{told}",
        )
    if len(quotes) > _MOST:
        st.caption(f"{len(quotes) - _MOST} more are in the exported dossier.")
    evidence_view.draw(dossier, offered[place], f"risk-{row.id}-{told}-{place}")


def _sources(rows: Sequence[RiskRow]) -> None:
    st.header("Sources of risk that the documents name", divider="gray")
    if not rows:
        st.info("None of the capabilities, propensities and other sources is named.")
        return
    st.dataframe(
        {
            "source": [row.name for row in rows],
            "kind": [row.axis.removeprefix("Sources: ") for row in rows],
            "record": [row.words for row in rows],
            "first passage": [_cut(row.evidence[0].text, 160) for row in rows],
            "where": [row.evidence[0].place for row in rows],
            "our gloss": [row.gloss for row in rows],
            "in the Code": [row.locator for row in rows],
        },
        hide_index=True,
        width="stretch",
        height=palette.table_height(len(rows), 10),
        alt="Sources of risk: kind, record, first passage, place, gloss and locator",
    )
