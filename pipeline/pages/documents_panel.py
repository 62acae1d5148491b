"""The documents behind a dossier, what could not be read in them, and the run."""

from __future__ import annotations

import streamlit as st

from pipeline.schema import Dossier


def draw(dossier: Dossier) -> None:
    """Draw documents, warnings and how the dossier came about."""
    st.dataframe(
        {
            "document": [d.name for d in dossier.documents],
            "kind": [d.kind for d in dossier.documents],
            "pages": [len(d.pages) or None for d in dossier.documents],
            "language": [d.language or "" for d in dossier.documents],
            "source": [d.source.url or "" for d in dossier.documents],
            "retrieved": [d.source.retrieved or "" for d in dossier.documents],
            "sha256": [d.id for d in dossier.documents],
        },
        hide_index=True,
        width="stretch",
    )
    for document in dossier.documents:
        for warning in document.warnings:
            at = f", page {warning.page}" if warning.page else ""
            st.warning(f"{document.name}{at}: {warning.message}")
    run = dossier.run
    st.caption(
        f"Lacuna {run.version} {run.commit} · scanned {run.started} to {run.finished} · "
        f"law as of {run.as_of.isoformat()}"
    )
    with st.expander("Settings, corpora and models of this run"):
        st.json(
            {
                "settings": dict(run.settings),
                "corpora": dict(run.corpora),
                "models": dict(run.models),
            }
        )
