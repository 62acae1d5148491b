"""A quotation where it stands: highlighted on its page, or marked in its lines."""

from __future__ import annotations

import streamlit as st

from pipeline.pages import session
from pipeline.readers.page_image import PageImage, highlight, render
from pipeline.schema import Document, Dossier, Span
from pipeline.view.elements import Quoted
from pipeline.view.highlight import excerpt, page_marks

_COLOUR = (255, 214, 0)


def draw(dossier: Dossier, quoted: Quoted, key: str) -> None:
    """Draw one quotation with its surroundings.

    Args:
        dossier: The dossier.
        quoted: The quotation.
        key: Prefix of widget keys, unique on the page.
    """
    document = dossier.document(quoted.document)
    span = Span(quoted.document, quoted.start, quoted.end)
    st.caption(quoted.place)
    if document.source.url:
        st.caption(
            f"{document.source.url}"
            + (f", retrieved {document.source.retrieved}" if document.source.retrieved else "")
        )
    marks = page_marks(document, [span])
    data = session.store().file(document.id) if marks else None
    if data is None:
        _lines(document, span)
        return
    for mark in marks:
        image = highlight(_page(document.id, mark.page, data), mark.boxes, _COLOUR)
        st.image(image.png, caption=f"page {mark.page}", width="stretch")
    with st.expander("The words", expanded=False):
        _lines(document, span)


@st.cache_data(show_spinner=False, max_entries=64)
def _page(identifier: str, page: int, _data: bytes) -> PageImage:
    """Render a page once; the document's id stands for its bytes in the cache's key."""
    return render(_data, page, 1.6)


def _lines(document: Document, span: Span) -> None:
    """Show text as text: nothing of a document is ever drawn as HTML or Markdown."""
    shown = excerpt(document, span)
    before = "".join(text for text, marked in shown.parts[:1] if not marked)
    marked = "".join(text for text, is_marked in shown.parts if is_marked)
    after = "".join(
        text for place, (text, is_marked) in enumerate(shown.parts) if place and not is_marked
    )
    if before.strip():
        st.text(before.rstrip("\n"))
    with st.container(border=True):
        st.text(marked)
    if after.strip():
        st.text(after.lstrip("\n"))
    st.caption(f"from line {shown.first_line}")
