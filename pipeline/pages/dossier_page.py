"""One dossier: overview, duties, findings, elements, documents."""

from __future__ import annotations

import streamlit as st

from pipeline.pages import (
    documents_panel,
    duties_panel,
    elements_panel,
    findings_panel,
    overview_panel,
    places,
    session,
)
from pipeline.schema import Dossier, Tri

_KIND = {
    Tri.YES: "general-purpose AI model",
    Tri.NO: "not a general-purpose AI model",
    Tri.UNKNOWN: "not settled whether general-purpose",
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
    names = ["Overview", "Findings", "Duties", "Elements", "Documents"]
    tabs = st.tabs(names)
    with tabs[0]:
        overview_panel.draw(dossier)
    with tabs[1]:
        findings_panel.draw(identifier, dossier)
    with tabs[2]:
        duties_panel.draw(dossier)
    with tabs[3]:
        elements_panel.draw(dossier)
    with tabs[4]:
        documents_panel.draw(dossier)


def _head(dossier: Dossier) -> None:
    model = dossier.model
    st.title(model.name or "Model not named in the documents")
    parts = [model.provider or "provider not found", _KIND[model.general_purpose]]
    if model.variants:
        parts.append("variants: " + ", ".join(variant.name for variant in model.variants))
    parts.append(f"law as of {dossier.run.as_of.isoformat()}")
    st.caption(" · ".join(parts))


if __name__ == "__main__":
    draw()
