"""When findings are due, on a time line."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import streamlit as st

from pipeline.pages import palette
from pipeline.schema import Dossier
from pipeline.view.findings import FindingRow
from pipeline.view.timeline import due_rows, without_day


def draw(dossier: Dossier, findings: Sequence[FindingRow]) -> None:
    """Draw a circle for the findings of one outcome and day; hollow where the day is open."""
    import pandas as pd

    rows = due_rows(dossier, findings)
    open_ = without_day(dossier, findings)
    if rows:
        outcomes = list(dict.fromkeys(row.outcome for row in rows))
        frame = pd.DataFrame(
            [
                {
                    "day": pd.Timestamp(row.day),
                    "outcome": row.words,
                    "findings": row.count,
                    "which day": row.condition or "certain",
                    "references": ", ".join(row.refs[:6]) + (" …" if len(row.refs) > 6 else ""),
                    "colour": palette.OUTCOME[row.outcome],
                    "fill": "#ffffff" if row.condition else palette.OUTCOME[row.outcome],
                }
                for row in rows
            ]
        )
        today = pd.DataFrame(
            [{"day": pd.Timestamp(dossier.run.as_of), "text": f"judged as of {dossier.run.as_of}"}]
        )
        days = [row.day for row in rows] + [dossier.run.as_of]
        margin = pd.Timedelta(days=100)
        domain = [
            (pd.Timestamp(min(days)) - margin).isoformat(),
            (pd.Timestamp(max(days)) + margin).isoformat(),
        ]
        x = alt.X(
            "day:T",
            title=None,
            scale=alt.Scale(domain=domain),
            axis=alt.Axis(format="%b %Y", tickCount=6, grid=False),
        )
        y = alt.Y(
            "outcome:N",
            sort=[row.words for row in rows],
            title=None,
            scale=alt.Scale(paddingOuter=0.8),
            axis=alt.Axis(labelLimit=260, labelOverlap=False, labelFontSize=12, grid=True),
        )
        hint = ["outcome", "findings", alt.Tooltip("day:T", format="%Y-%m-%d"), "which day"]
        base = alt.Chart(frame)
        circles = base.mark_point(filled=True, size=330, opacity=1, strokeWidth=2).encode(
            x=x,
            y=y,
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
            tooltip=[*hint, "references"],
        )
        counts = base.mark_text(dx=17, align="left", color="#333333").encode(
            x=x, y=y, text="findings:Q"
        )
        rule = alt.Chart(today).mark_rule(color="#5a6472", strokeDash=[4, 3]).encode(x="day:T")
        words = (
            alt.Chart(today)
            .mark_text(align="right", dx=-4, color="#5a6472", baseline="top")
            .encode(x="day:T", y=alt.value(0), text="text:N")
        )
        chart = (rule + words + circles + counts).properties(height=36 * len(outcomes) + 70)
        st.altair_chart(chart, width="stretch")
    notes = []
    if any(row.condition for row in rows):
        notes.append(
            "Hollow: which of the two days counts depends on when the model was first placed "
            "on the Union market."
        )
    if open_:
        notes.append(f"{open_} more have no day: a fact is missing, or none is set.")
    if notes:
        st.caption(" ".join(notes))
