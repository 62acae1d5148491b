"""The pages of the viewer and how to get from one to another."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).resolve().parent

#: File, title and address of each page; files, because Streamlit's tests can switch to those only.
_PAGES = (
    ("dossiers_page.py", "Dossiers", "dossiers", ":material/folder_open:"),
    ("scan_page.py", "Scan documents", "scan", ":material/upload_file:"),
    ("dossier_page.py", "One dossier", "dossier", ":material/fact_check:"),
    ("law_page.py", "Law", "law", ":material/gavel:"),
)


def navigation() -> list[st.Page]:
    """Return the pages for ``st.navigation``, the first being the one that opens."""
    return [
        st.Page(_FOLDER / file, title=title, url_path=address, icon=icon, default=place == 0)
        for place, (file, title, address, icon) in enumerate(_PAGES)
    ]


def go(file: str) -> None:
    """Switch to a page by its file name."""
    st.switch_page(_FOLDER / file)
