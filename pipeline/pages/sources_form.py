"""A table in which people say where each document comes from, and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from pipeline.catalogue.sources import KINDS, source_of
from pipeline.dossier import File
from pipeline.errors import BadInput

_FIELDS = ("kind", "model", "url", "retrieved", "publisher")


def draw(files: Sequence[File]) -> list[dict[str, Any]]:
    """Draw one row a file; return the rows as they stand in the table."""
    rows = [
        {"file": file.name, **{name: getattr(file.source, name) or "" for name in _FIELDS}}
        for file in files
    ]
    st.caption(
        "All of it is optional. Address, day and publisher go into every citation. Kind and model "
        "overrule what Lacuna finds: a document of another model is read, but counts for nothing."
    )
    kept: list[dict[str, Any]] = st.data_editor(
        rows,
        hide_index=True,
        width="stretch",
        disabled=["file"],
        key="sources-" + "-".join(file.name for file in files),
        column_config={
            "file": st.column_config.TextColumn("Document"),
            "kind": st.column_config.SelectboxColumn("Kind", options=["", *KINDS]),
            "model": st.column_config.TextColumn("About the model"),
            "url": st.column_config.TextColumn("Address"),
            "retrieved": st.column_config.TextColumn("Retrieved", help="Such as 2026-11-25"),
            "publisher": st.column_config.TextColumn("Publisher"),
        },
    )
    return kept


def with_sources(files: Sequence[File], rows: Sequence[dict[str, Any]]) -> list[File]:
    """Return the files with what the rows, in the same order, say of their sources.

    Raises:
        BadInput: days or kinds are wrong; all faults together.
    """
    faults: list[str] = []
    told = [source_of(row, str(row["file"]), faults) for row in rows]
    if faults:
        raise BadInput("Sources: " + "; ".join(faults))
    return [replace(file, source=source) for file, source in zip(files, told, strict=True)]
