"""PDF -> text with words, boxes, pages and structure.

PDFium is not safe in threads: read PDFs in processes only.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pipeline.readers import limits
from pipeline.readers.parsed import Parsed, Unreadable
from pipeline.readers.pdf_answers import carry_answers
from pipeline.readers.pdf_bullets import with_bullets
from pipeline.readers.pdf_figures import mark_figure_labels
from pipeline.readers.pdf_flow import carry_over, carry_tables, mend_page
from pipeline.readers.pdf_furniture import furniture_of
from pipeline.readers.pdf_glyphs import Frame, frame_of
from pipeline.readers.pdf_labels import mark_labels
from pipeline.readers.pdf_layout import (
    Piece,
    body_of,
    mark_headings,
    mark_references,
    normal_title,
    pieces_of,
)
from pipeline.readers.pdf_lines import Line, lines_of
from pipeline.readers.pdf_links import PageLink, links_of, with_links
from pipeline.readers.pdf_order import in_reading_order
from pipeline.readers.pdf_page import with_tables
from pipeline.readers.pdf_rules import Rules, rules_of
from pipeline.readers.pdf_runs import page_text
from pipeline.readers.pdf_scan import Scanned, Scans
from pipeline.readers.pdf_text import TextWriter, vocabulary_of
from pipeline.readers.pdf_ticks import Drawn, with_boxes
from pipeline.readers.ticks import with_ticks
from pipeline.schema import BlockKind, ReadWarning, WarningCode

#: A document with fewer words than this says next to nothing.
_STUB_WORDS = 60
#: Above this share of characters without Unicode value a page's text is not to be trusted.
_UNMAPPED = 0.05
#: A sign without Unicode value within a word, most often a ligature; in a formula it costs less.
_HOLE = re.compile("[^\\W\\d_]\ufffd+[^\\W\\d_]|(?<!\\S)\ufffd[^\\W\\d_]{2}")


def parse(data: bytes, name: str) -> Parsed:
    """Read a PDF.

    Args:
        data: The file.
        name: Its name, for messages.

    Returns:
        Text in reading order with structure; warnings name pages that could not be read.

    Raises:
        Unreadable: The file is damaged or needs a password.
    """
    document, warnings = _open(data, name)
    try:
        with _uncollected():
            return _read(document, name, warnings)
    finally:
        document.close()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the search for circles of objects: it takes a tenth of the time and finds none here.

    Words and lines hold no circles, so that memory is given back without it.
    """
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def _open(data: bytes, name: str) -> tuple[Any, list[ReadWarning]]:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(data)
        document.init_forms()
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if (
            getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
            or "password" in str(error).lower()
        ):
            raise Unreadable(
                ReadWarning(
                    WarningCode.PASSWORD,
                    f"{name} needs a password to be opened: ask its publisher for an open copy.",
                )
            ) from None
        raise _damaged(name) from None
    if count == 0:
        document.close()
        raise _damaged(name)
    warnings = []
    if pdfium.FPDF_GetSecurityHandlerRevision(document.raw) >= 0:
        warnings.append(
            ReadWarning(
                WarningCode.EMPTY_PASSWORD,
                f"{name} is encrypted, but opens with the empty password; it was read that way.",
            )
        )
    return document, warnings


def _damaged(name: str) -> Unreadable:
    return Unreadable(
        ReadWarning(
            WarningCode.DAMAGED,
            f"{name} is not a readable PDF: it is damaged or cut short. Fetch it again.",
        )
    )


def _read(document: Any, name: str, warnings: list[ReadWarning]) -> Parsed:
    frames: list[Frame] = []
    pages: list[list[Line]] = []
    drawn: list[Rules] = []
    boxes: Drawn = {}
    links: list[PageLink] = []
    scans, scanned = Scans(name), dict[int, Scanned]()
    count, most = len(document), limits.current().pages
    if count > most:
        message = f"{name}: {most:,} of {count:,} pages were read; {limits.raise_hint('pages')}."
        warnings.append(ReadWarning(WarningCode.LIMIT, message))
    for index in range(min(count, most)):
        page = _load(document, index)
        if page is None:
            frames.append(Frame(0, 0, 612, 792, 0))
            pages.append([])
            drawn.append(Rules())
            warnings.append(
                ReadWarning(WarningCode.DAMAGED, f"{name}: the page is damaged.", index + 1)
            )
            continue
        frame = frame_of(page, index)
        read = page_text(page, frame)
        lines = lines_of(read.runs)
        lines = with_boxes(document, page, frame, lines, index + 1, boxes)
        if read.unmapped > _UNMAPPED * max(read.characters, 1):
            message = f"{name}: {read.unmapped} characters of the page have no Unicode value."
            warnings.append(ReadWarning(WarningCode.NO_UNICODE, message, index + 1))
        elif holed := sum(1 for line in lines for token in line.tokens if _HOLE.search(token.text)):
            noun = "word lacks a letter" if holed == 1 else "words lack letters"
            message = f"{name}: {holed} {noun}: the font gives no Unicode value for them."
            warnings.append(ReadWarning(WarningCode.NO_UNICODE, message, index + 1))
        seen = scans.read(page, frame, lines, index + 1)
        if seen is not None:
            scanned[index] = seen
            lines, frame = seen.lines, seen.frame
        printed = seen.rules if seen is not None else None
        rules = printed or (rules_of(page, frame) if lines else Rules())
        frames.append(frame)
        pages.append(with_bullets(lines, rules.dots))
        drawn.append(rules)
        links += links_of(document, page, frame, index + 1)
        page.close()
    if not any(pages) and all(w.code is WarningCode.DAMAGED for w in warnings) and warnings:
        raise _damaged(name)
    parsed = _write(document, name, frames, pages, drawn, scanned, warnings)
    return with_links(with_ticks(parsed, boxes), links)


def _load(document: Any, index: int) -> Any:
    import pypdfium2

    try:
        return document[index]
    except pypdfium2.PdfiumError:
        return None


def _write(
    document: Any,
    name: str,
    frames: list[Frame],
    pages: list[list[Line]],
    drawn: list[Rules],
    scanned: dict[int, Scanned],
    warnings: list[ReadWarning],
) -> Parsed:
    running = furniture_of(pages, [frame.shown for frame in frames])
    prose = [
        in_reading_order([line for at, line in enumerate(lines) if at not in running[index]])
        for index, lines in enumerate(pages)
    ]
    body = body_of(prose)
    woven = with_tables(prose, drawn, [frame.shown for frame in frames])
    laid = [pieces_of(entries, body) for entries in woven]
    mark_headings(laid, body, _outline(document))
    laid = mark_references(laid)
    for pieces in laid:
        mark_figure_labels(pieces, body)
    laid = [mend_page(pieces) for pieces in mark_labels(laid, body)]
    carry_over(laid)
    carry_tables(laid)
    carry_answers(laid)
    writer = TextWriter(vocabulary_of(pages))
    for index, pieces in enumerate(laid):
        furniture = [
            Piece(BlockKind.FURNITURE, [pages[index][at]]) for at in sorted(running[index])
        ]
        carried = index > 0 and bool(laid[index - 1]) and laid[index - 1][-1].goes_on
        cut = 1 if carried else 0
        seen = scanned.get(index)
        readable = bool(pages[index]) if seen is None else seen.whole
        ordered = [*pieces[:cut], *furniture, *pieces[cut:]]
        if seen is not None:
            turn, by_ocr = seen.rotation, seen.by_ocr
            writer.page(ordered, frames[index], readable, by_ocr=by_ocr, rotation=turn)
            warnings.append(seen.warning)
            continue
        writer.page(ordered, frames[index], readable)
        if not readable:
            message = f"{name}: the page has no text that could be read; it may be a scan."
            warnings.append(ReadWarning(WarningCode.NO_TEXT, message, index + 1))
    if len(writer.words) < _STUB_WORDS and any(pages):
        message = f"{name} has only {len(writer.words)} words: it is a stub, not a document."
        warnings.append(ReadWarning(WarningCode.STUB, message))
    return Parsed(
        writer.text,
        tuple(writer.pages),
        tuple(writer.words),
        tuple(writer.blocks),
        tuple(warnings),
    )


def _outline(document: Any) -> dict[int, dict[str, int]]:
    """Return page index -> normalised title -> level (from 1)."""
    import pypdfium2

    found: dict[int, dict[str, int]] = {}
    try:
        for mark in document.get_toc(max_depth=6):
            target = mark.get_dest()
            index = target.get_index() if target else None
            title = normal_title(mark.get_title() or "")
            if index is not None and title:
                found.setdefault(index, {})[title] = mark.level + 1
    except (pypdfium2.PdfiumError, RecursionError):
        return found
    return found
