"""A quotation where it stands: highlighted on its page, or marked in its lines."""

from __future__ import annotations

from io import BytesIO

import streamlit as st

from pipeline.errors import LacunaError
from pipeline.pages import session
from pipeline.readers.isolate import shared
from pipeline.readers.page_image import PageImage, highlight
from pipeline.schema import Document, Dossier, Span
from pipeline.view.elements import Quoted
from pipeline.view.highlight import Box, excerpt, page_marks
from pipeline.view.places import origin, place
from pipeline.view.plain import plain

_COLOUR = (255, 214, 0)
#: Pixels a point; the passage is drawn finer than the whole page.
_FINE, _COARSE = 2.0, 1.6
#: Points shown above and below a quotation where only the passage is drawn.
_ABOVE_AND_BELOW = 150.0
#: Points across that a narrow passage shows at least.
_NARROW = 320.0


def draw(dossier: Dossier, quoted: Quoted, key: str, *, narrow: bool = False) -> None:
    """Draw one quotation with its surroundings.

    Args:
        dossier: The dossier.
        quoted: The quotation.
        key: Prefix of widget keys, unique on the page.
        narrow: True where two quotations stand side by side: a passage is cut at its sides too.
    """
    document = dossier.document(quoted.document)
    span = Span(quoted.document, quoted.start, quoted.end)
    marks = page_marks(document, [span])
    path = str(session.store().path)
    drawn = False
    if marks:
        whole = st.toggle("Whole page", key=f"whole-{key}")
        for mark in marks:
            try:
                picture = _picture(document.id, path, mark.page, mark.boxes, whole, narrow)
            except LacunaError as error:
                st.warning(plain(str(error)))
                continue
            if picture is not None:
                drawn = True
                st.image(
                    picture,
                    width="stretch",
                    alt=f"Page {mark.page} of {document.name}, the quotation highlighted",
                )
    st.caption(plain(_origin(document, quoted)))
    if drawn:
        with st.expander("The words, as text"):
            _lines(document, span, key)
    else:
        _lines(document, span, key)


def _origin(document: Document, quoted: Quoted) -> str:
    where = place(document, Span(quoted.document, quoted.start, quoted.end))
    if document.pages:
        where += f" of {len(document.pages)}"
    return " · ".join([where, *origin(document)])


@st.cache_data(show_spinner=False, max_entries=128)
def _picture(
    identifier: str, path: str, page: int, boxes: tuple[Box, ...], whole: bool, narrow: bool
) -> bytes | None:
    """Return a page, or the part of it around a quotation, as PNG; None without the file."""
    data = session.store().file(identifier)
    if data is None:
        return None
    image = highlight(shared().render(data, page, _COARSE if whole else _FINE), boxes, _COLOUR)
    return image.png if whole else _passage(image, boxes, _NARROW if narrow else None)


def _passage(image: PageImage, boxes: tuple[Box, ...], width: float | None) -> bytes:
    """Cut the part around the boxes; ``width`` in points, None for the page's own."""
    from PIL import Image

    pixels = [image.to_pixels(box) for box in boxes]
    margin = _ABOVE_AND_BELOW * image.scale
    top = max(min(box[1] for box in pixels) - margin, 0.0)
    bottom = min(max(box[3] for box in pixels) + margin, float(image.height))
    if bottom <= top:
        return image.png
    left, right = 0.0, float(image.width)
    if width is not None:
        first, last = min(box[0] for box in pixels), max(box[2] for box in pixels)
        spare = max(width * image.scale - (last - first), 40.0) / 2
        left, right = max(first - spare, 0.0), min(last + spare, right)
    buffer = BytesIO()
    picture = Image.open(BytesIO(image.png))
    picture.crop((round(left), round(top), round(right), round(bottom))).save(buffer, "PNG")
    return buffer.getvalue()


def _lines(document: Document, span: Span, key: str) -> None:
    """Show text as text: nothing of a document is ever drawn as HTML or Markdown."""
    shown = excerpt(document, span)
    begins = "[…] " if shown.cut[0] else ""
    ends = " […]" if shown.cut[1] else ""
    if shown.before.strip():
        with st.container(key=f"around-before-{key}"):
            st.text((begins + shown.before).rstrip("\n"))
    with st.container(key=f"quote-{key}"):
        st.text(shown.marked)
    if shown.after.strip():
        with st.container(key=f"around-after-{key}"):
            st.text((shown.after + ends).strip("\n"))
    st.caption(f"from line {shown.first_line} of the text")
