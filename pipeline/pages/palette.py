"""Colours of statuses and outcomes: distinguishable with impaired colour vision, and legible."""

from __future__ import annotations

from typing import Literal

from pipeline.schema import Outcome, Status, Tri, Verdict

Badge = Literal["red", "orange", "green", "blue", "violet", "gray"]

STATUS = {
    Status.DISCLOSED: "#1b7f5c",
    Status.PARTIAL: "#8cc5a2",
    Status.CONTRADICTED: "#a03f9c",
    Status.DECLINED: "#c2410c",
    Status.REFERRED: "#e79a4b",
    Status.PLACEHOLDER: "#efbf7a",
    Status.MENTIONED: "#f3d9a4",
    Status.ABSENT: "#c9ccd1",
    Status.NOT_ASSESSED: "#7b8794",
}

OUTCOME = {
    Outcome.GAP_PUBLIC: "#b42318",
    Outcome.CONTRADICTED: "#a03f9c",
    Outcome.GAP_UPCOMING: "#e79a4b",
    Outcome.PARTLY_EVIDENCED: "#8cc5a2",
    Outcome.UNDETERMINED: "#5b8def",
    Outcome.NOT_ASSESSED: "#7b8794",
    Outcome.NOT_FOUND_NO_CONCLUSION: "#c9ccd1",
    Outcome.EVIDENCED: "#1b7f5c",
    Outcome.NOT_APPLICABLE: "#e6e8eb",
}

BADGE: dict[Outcome, Badge] = {
    Outcome.GAP_PUBLIC: "red",
    Outcome.CONTRADICTED: "violet",
    Outcome.GAP_UPCOMING: "orange",
    Outcome.PARTLY_EVIDENCED: "green",
    Outcome.UNDETERMINED: "blue",
    Outcome.NOT_ASSESSED: "gray",
    Outcome.NOT_FOUND_NO_CONCLUSION: "gray",
    Outcome.EVIDENCED: "green",
    Outcome.NOT_APPLICABLE: "gray",
}

STATUS_BADGE: dict[Status, Badge] = {
    Status.DISCLOSED: "green",
    Status.PARTIAL: "green",
    Status.CONTRADICTED: "violet",
    Status.DECLINED: "red",
    Status.REFERRED: "orange",
    Status.PLACEHOLDER: "orange",
    Status.MENTIONED: "orange",
    Status.ABSENT: "red",
    Status.NOT_ASSESSED: "gray",
}

VERDICT: dict[Verdict, Badge] = {
    Verdict.APPLIES: "orange",
    Verdict.DOES_NOT_APPLY: "gray",
    Verdict.UNDETERMINED: "blue",
}

ANSWER: dict[Tri, Badge] = {Tri.YES: "green", Tri.NO: "gray", Tri.UNKNOWN: "blue"}


def table_height(rows: int, most: int, row: int = 35) -> int:
    """Return the height in pixels of a table that shows ``most`` rows and scrolls the others."""
    shown = min(max(rows, 1), most)
    return 36 + shown * row + (row // 2 if rows > most else 2)


#: Our own elements; Streamlit's widgets keep their looks. No text of a document goes in here.
STYLE = """<style>
.stMainBlockContainer {padding-top: 4.5rem; padding-bottom: 3rem; max-width: 1500px;}
[class*="st-key-quote-"] {background: #fff7cf; border-left: 4px solid #d9a800;
  padding: .45rem .9rem; border-radius: 3px;}
[class*="st-key-around-"] {color: #5a6472;}
[class*="st-key-gloss-"] {background: #eef3f9; border-left: 4px solid #35618f;
  padding: .55rem .9rem; border-radius: 3px;}
[class*="st-key-tree-"] [data-testid="stVerticalBlock"] {gap: .35rem;}
[data-testid="stImage"] img {border: 1px solid #cfd6df; border-radius: 3px;}
.stMainBlockContainer h1 {padding-bottom: .2rem; font-size: 2.4rem;}
.stMainBlockContainer h2 {font-size: 1.5rem;}
.stMainBlockContainer h3 {font-size: 1.15rem;}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] * {
  color: #4f5a69; opacity: 1;}
</style>"""
