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


#: Key of the tab that a dossier shows; also a parameter of its address.
TAB = "tab"

#: A ring with a gap, and the name.
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="132" height="32" viewBox="0 0 132 32">'
    '<path d="M 24.5 9.5 A 10.5 10.5 0 1 0 26.2 18" fill="none" stroke="#1f4e79" '
    'stroke-width="4" stroke-linecap="round"/>'
    '<text x="38" y="23" font-family="Source Sans, sans-serif" font-size="22" '
    'font-weight="700" fill="#1f2d3d">Lacuna</text></svg>'
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
