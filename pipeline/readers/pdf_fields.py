"""What was filled into the fields of a PDF form: PDFium keeps it apart from the page's text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.readers.pdf_glyphs import Box, Frame
from pipeline.readers.pdf_lines import Line, Token
from pipeline.readers.tick_words import WRITTEN
from pipeline.schema import TickState

_LONGEST = 20_000
#: What is larger, in points, is laid over words, not over a box.
_LARGEST_REMARK = 40.0
#: Flags of annotations that are not shown: hidden, no view.
_HIDDEN = 0x02 | 0x20


@dataclass(frozen=True, slots=True)
class Field:
    """A field that holds something.

    Attributes:
        box: Its place in display space.
        text: What was filled in; the sign of a button.
        ticked: What a button shows; None for other fields.
    """

    box: Box
    text: str
    ticked: TickState | None = None


def with_fields(document: Any, page: Any, frame: Frame, lines: Sequence[Line]) -> list[Line]:
    """Put the words and ticks of filled fields among a page's lines.

    Args:
        document: pypdfium2 document whose forms were initialised before its pages were loaded.
        page: One of its pages.
        frame: The page's geometry.
        lines: The page's own lines.

    Returns:
        The lines with each field in the line beside it, or in a line of its own.
    """
    result = list(lines)
    for field in fields_of(document, page, frame):
        for row in _rows(field.text, field.box):
            put(result, row)
    return result


def fields_of(document: Any, page: Any, frame: Frame) -> list[Field]:
    """Return the fields of a page that hold something; buttons always do.

    Args:
        document: As for ``with_fields``.
        page: One of its pages.
        frame: The page's geometry.
    """
    return list(_fields(document, page, frame)) if document.formenv is not None else []


def remarks_of(page: Any, frame: Frame) -> list[Box]:
    """Return where small stamps, strokes and texts were laid on a page afterwards.

    Args:
        page: A pypdfium2 page.
        frame: Its geometry.
    """
    import pypdfium2.raw as pdfium

    kinds = (
        pdfium.FPDF_ANNOT_STAMP,
        pdfium.FPDF_ANNOT_INK,
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_LINE,
        pdfium.FPDF_ANNOT_POLYLINE,
        pdfium.FPDF_ANNOT_CIRCLE,
    )
    rect = pdfium.FS_RECTF()
    found = []
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind in kinds and pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
            box = frame.display_box((rect.left, rect.bottom, rect.right, rect.top))
            if max(box[2] - box[0], box[3] - box[1]) <= _LARGEST_REMARK:
                found.append(box)
        pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _fields(document: Any, page: Any, frame: Frame) -> Iterator[Field]:
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    form = document.formenv.raw
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        shown = not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN
        if shown and pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET:
            kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
            text, ticked = "", None
            if kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
                ticked = _ticked(pdfium, form, annotation)
                text = WRITTEN[ticked]
            elif kind in (
                pdfium.FPDF_FORMFIELD_TEXTFIELD,
                pdfium.FPDF_FORMFIELD_COMBOBOX,
                pdfium.FPDF_FORMFIELD_LISTBOX,
            ):
                text = _value(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
            if text.strip() and pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
                box = frame.display_box((rect.left, rect.bottom, rect.right, rect.top))
                yield Field(box, text, ticked)
        pdfium.FPDFPage_CloseAnnot(annotation)


def _ticked(pdfium: Any, form: Any, annotation: Any) -> TickState:
    """Return what a button shows; indeterminate where appearance and value disagree."""
    on = bool(pdfium.FPDFAnnot_IsChecked(form, annotation))
    export = _value(pdfium.FPDFAnnot_GetFormFieldExportValue, form, annotation)
    length = pdfium.FPDFAnnot_GetStringValue(annotation, b"V", None, 0)
    buffer = (ctypes.c_ushort * (length // 2))() if 2 < length <= 2 * _LONGEST else None
    value = ""
    if buffer is not None:
        pdfium.FPDFAnnot_GetStringValue(annotation, b"V", buffer, length)
        value = bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
    torn = value == "Off" if on else bool(export) and value == export
    if torn:
        return TickState.INDETERMINATE
    return TickState.YES if on else TickState.NO


def _value(ask: Any, form: Any, annotation: Any) -> str:
    length = ask(form, annotation, None, 0)
    if not 2 < length <= 2 * _LONGEST:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    ask(form, annotation, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _rows(text: str, box: Box) -> Iterator[Line]:
    """Spread the words of a field over its box; the true places are not known."""
    x0, y0, x1, y1 = box
    texts = [line.split() for line in text.splitlines() if line.strip()]
    high = (y1 - y0) / max(len(texts), 1)
    size = min(10.0, max(high, 4.0))
    for number, words in enumerate(texts):
        top = y1 - number * high
        letters = sum(map(len, words)) + len(words) - 1
        step = min((x1 - x0) / letters, 0.5 * size) if letters > 1 else x1 - x0
        at, tokens = x0, []
        for word in words:
            end = at + step * len(word)
            tokens.append(Token(word, (at, top - high, end, top), size, False, False))
            at = end + step
        yield Line(tokens, top - 0.8 * high, size, False, False, True)


def put(lines: list[Line], row: Line) -> None:
    """Put a row into the nearest line at its height, or before the first line below it."""
    beside = [
        (max(line.box[0] - row.box[2], row.box[0] - line.box[2]), at)
        for at, line in enumerate(lines)
        if line.upright and _overlap(line.box, row.box) > 0.5
    ]
    if beside:
        _, at = min(beside)
        old = lines[at]
        tokens = sorted([*old.tokens, *row.tokens], key=lambda token: token.box[0])
        lines[at] = Line(tokens, old.baseline, old.size, old.bold, old.mono, old.upright)
        return
    below = (at for at, line in enumerate(lines) if line.box[3] <= row.box[1] + 1)
    lines.insert(next(below, len(lines)), row)


def _overlap(first: Box, second: Box) -> float:
    """Share of the lower of two boxes that lies at the height of the other."""
    shared = min(first[3], second[3]) - max(first[1], second[1])
    return shared / max(min(first[3] - first[1], second[3] - second[1]), 0.1)
