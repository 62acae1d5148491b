"""One table: which module reads which media type. Modules are imported when first needed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from pipeline.readers import media
from pipeline.readers.parsed import Parsed, Unreadable
from pipeline.schema import ReadWarning, WarningCode

#: Module under ``pipeline.readers`` with ``parse(data: bytes, name: str) -> Parsed``.
READERS = {
    media.MARKDOWN: "markdown",
    media.PLAIN: "text",
    media.HTML: "html",
    media.PDF: "pdf",
    media.DOCX: "docx",
    media.JSON: "structured",
    media.JSONL: "structured",
    media.YAML: "structured",
    **dict.fromkeys(media.pictures(), "picture"),
}


def reader(media_type: str) -> Callable[[bytes, str], Parsed]:
    """Return the function that reads a media type.

    Raises:
        Unreadable: no reader for it.
    """
    module = READERS.get(media_type)
    if media_type == media.ZIP:
        raise Unreadable(
            ReadWarning(
                WarningCode.UNKNOWN_TYPE,
                "This is an archive and was not opened here: scan it, or unpack it first.",
            )
        )
    if module is None:
        raise Unreadable(
            ReadWarning(
                WarningCode.UNKNOWN_TYPE,
                "This kind of file is not known, or stands for one that lies elsewhere, so nothing "
                "of it was read. "
                "Give PDF, Markdown, HTML, DOCX, text, YAML, JSON, a picture, or a ZIP of these.",
            )
        )
    parse: Callable[[bytes, str], Parsed] = import_module(f"pipeline.readers.{module}").parse
    return parse
