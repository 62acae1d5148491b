"""What the documents show of one piece of information: quotations, sides, or what came near."""

from __future__ import annotations

import streamlit as st

from pipeline.pages import evidence_view, palette
from pipeline.schema import Dossier
from pipeline.view.elements import ElementRow, Quoted
from pipeline.view.plain import plain
from pipeline.view.silence import search

#: Quotations offered to choose from.
_MOST = 8
#: Characters of a quotation in the list of quotations.
_GLIMPSE = 90


def draw(dossier: Dossier, row: ElementRow, key: str) -> None:
    """Draw status, reason, values and the chosen quotation.

    Args:
        dossier: The dossier.
        row: The piece of information.
        key: Prefix of widget keys, unique on the page.
    """
    st.badge(row.words, color=palette.STATUS_BADGE[row.status])
    st.markdown(plain(row.because))
    if row.values:
        st.markdown("**Values:** " + plain("; ".join(row.values)))
    if row.needs_review:
        st.caption(":material/visibility: A person should look at this one.")
    if row.sides:
        _sides(dossier, row, key)
    elif row.evidence:
        _quotations(dossier, row.evidence, "Quotation", key)
    else:
        _silence(dossier, row, key)


def _sides(dossier: Dossier, row: ElementRow, key: str) -> None:
    st.markdown("**The documents disagree**")
    columns = st.columns(len(row.sides[:3]), gap="medium")
    for place, (column, (value, quoted)) in enumerate(zip(columns, row.sides, strict=False)):
        with column:
            st.markdown(f"**{plain(value)}**")
            evidence_view.draw(dossier, quoted, f"{key}-side{place}", narrow=True)


def _silence(dossier: Dossier, row: ElementRow, key: str) -> None:
    item = next((one for one in dossier.assessments if one.element == row.id), None)
    found = search(dossier, item.searched if item else ())
    if found.read:
        st.markdown(f"**Searched, {found.when}:** " + plain("; ".join(found.read)))
    if found.missed:
        st.markdown("**Could not be searched:** " + plain("; ".join(found.missed)))
    if not row.nearest:
        return
    st.markdown("**What came nearest, and why it is not enough**")
    _quotations(dossier, row.nearest, "Passage", key)


def _quotations(dossier: Dossier, quotes: tuple[Quoted, ...], label: str, key: str) -> None:
    place = 0
    offered = quotes[:_MOST]
    if len(offered) > 1:
        place = st.radio(
            label,
            range(len(offered)),
            format_func=lambda n: plain(_glimpse(offered[n])),
            captions=[plain(quoted.note) for quoted in offered] if offered[0].note else None,
            key=f"pick-{key}",
        )
    elif offered[0].note:
        st.markdown(plain(offered[0].note))
    evidence_view.draw(dossier, offered[place], f"{key}-{place}")
    if len(quotes) > _MOST:
        st.caption(f"{len(quotes) - _MOST} more are in the exported dossier.")


def _glimpse(quoted: Quoted) -> str:
    text = quoted.text
    if len(text) > _GLIMPSE:
        text = text[:_GLIMPSE].rsplit(" ", 1)[0] + " […]"
    return f"{quoted.place}: “{text}”"
