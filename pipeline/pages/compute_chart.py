"""Training compute as intervals on a log scale, against the two lines of the Act."""

from __future__ import annotations

import altair as alt
import streamlit as st

from pipeline.schema import Dossier
from pipeline.view.compute import LINES, compute_rows

_ESTIMATE, _LINE = "#35618f", "#b42318"


def draw(dossier: Dossier) -> None:
    """Draw the chart; one sentence where there is no estimate."""
    import pandas as pd

    rows = compute_rows(dossier)
    if not rows:
        st.write(
            "No estimate: the documents state neither training compute nor the figures that it "
            "could be derived from."
        )
        return
    frame = pd.DataFrame(
        [
            {
                "variant": row.label,
                "low": row.low,
                "best": row.point,
                "high": row.high,
                "method": row.method,
                "words": row.words,
            }
            for row in rows
        ]
    )
    names = [row.label for row in rows]
    low = min(1e22, min(row.low for row in rows) / 3)
    high = max(1e26, max(row.high for row in rows) * 3)
    x = alt.X(
        "low:Q",
        scale=alt.Scale(type="log", domain=[low, high]),
        axis=alt.Axis(format="~e", tickCount=5, grid=False),
        title="training compute, FLOP (log scale)",
    )
    y = alt.Y(
        "variant:N",
        sort=names,
        title=None,
        scale=alt.Scale(paddingOuter=0.9),
        axis=alt.Axis(labelLimit=260, labelOverlap=False, labelFontSize=12),
    )
    base = alt.Chart(frame)
    hint = ["variant", "method", "words"]
    interval = base.mark_bar(height=10, color=_ESTIMATE, opacity=0.45, cornerRadius=3).encode(
        x=x, x2="high:Q", y=y, tooltip=hint
    )
    best = base.mark_tick(thickness=3, size=18, color=_ESTIMATE).encode(
        x="best:Q", y=y, tooltip=hint
    )
    label = base.mark_text(dy=-15, color="#333333").encode(x="best:Q", y=y, text="words:N")
    lines = pd.DataFrame([{"flop": flop, "line": words} for flop, words in LINES])
    rule = alt.Chart(lines).mark_rule(color=_LINE, strokeDash=[5, 3]).encode(x="flop:Q")
    names_of_lines = (
        alt.Chart(lines)
        .mark_text(align="left", dx=5, dy=2, color=_LINE, baseline="top")
        .encode(x="flop:Q", y=alt.value(0), text="line:N")
    )
    chart = (interval + best + label + rule + names_of_lines).properties(
        height=46 * len(rows) + 110
    )
    st.altair_chart(chart, width="stretch")


def draw_table(dossier: Dossier) -> None:
    """Draw the figures behind the chart."""
    rows = compute_rows(dossier)
    if not rows:
        return
    st.dataframe(
        {
            "variant": [row.label for row in rows],
            "FLOP, low": [f"{row.low:.2e}" for row in rows],
            "FLOP, best": [f"{row.point:.2e}" for row in rows],
            "FLOP, high": [f"{row.high:.2e}" for row in rows],
            "above 10²³": [row.above_1e23.value for row in rows],
            "above 10²⁵": [row.above_1e25.value for row in rows],
            "method": [row.method for row in rows],
            "from": [row.inputs for row in rows],
        },
        hide_index=True,
        width="stretch",
        row_height=66,
        column_config={"from": st.column_config.TextColumn(width=480)},
        alt="Estimates of training compute",
    )
