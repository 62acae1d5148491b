"""One dossier: overview, findings, duties, elements, forms, timeline, documents."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pipeline.pages import (
    documents_panel,
    duties_panel,
    elements_panel,
    findings_panel,
    forms_panel,
    overview_panel,
    places,
    risks_panel,
    session,
    timeline_panel,
)
from pipeline.schema import Dossier, Tri
from pipeline.view.plain import plain

_KIND = {
    Tri.YES: "general-purpose AI model",
    Tri.NO: "not a general-purpose AI model",
    Tri.UNKNOWN: "not settled whether general-purpose",
}


#: Only the open one is drawn.
_TABS: dict[str, Callable[[str, Dossier], None]] = {
    "Overview": overview_panel.draw,
    "Findings": findings_panel.draw,
    "Duties": duties_panel.draw,
    "Elements": elements_panel.draw,
    "Risks": risks_panel.draw,
    "Forms": forms_panel.draw,
    "Timeline": timeline_panel.draw,
    "Documents": lambda _identifier, dossier: documents_panel.draw(dossier),
}


def draw() -> None:
    """Draw the open dossier, or say how to open one."""
    found = session.opened()
    if found is None:
        st.title("One dossier")
        st.info("No dossier is open. Choose one from the list.")
        if st.button("Dossiers", type="primary"):
            places.go("dossiers_page.py")
        return
    identifier, dossier = found
    _head(dossier)
    documents_panel.warn(dossier)
    if places.TAB not in st.session_state and "finding" in st.query_params:
        # Not as the default of the tabs: where that changes, the next choice of a tab is lost.
        st.session_state[places.TAB] = "Findings"
    tabs = st.tabs(list(_TABS), key=places.TAB, on_change="rerun")
    for tab, panel in zip(tabs, _TABS.values(), strict=True):
        if tab.open:
            with tab:
                panel(identifier, dossier)


def _head(dossier: Dossier) -> None:
    model = dossier.model
    st.title(plain(model.name or "Model not named in the documents"))
    parts = [model.provider or "provider not found", _KIND[model.general_purpose]]
    if model.variants:
        parts.append("variants: " + ", ".join(variant.name for variant in model.variants))
    parts.append(f"law as of {dossier.run.as_of.isoformat()}")
    st.caption(plain(" · ".join(parts)))
    if model.general_purpose is not Tri.YES and model.kind_because:
        st.info(plain(model.kind_because))


if __name__ == "__main__":
    draw()
