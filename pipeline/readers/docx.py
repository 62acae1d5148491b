"""DOCX -> text with structure: headings, lists, tables, notes, check boxes, tracked changes."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Any

from pipeline.readers.docx_body import BodyReader
from pipeline.readers.docx_runs import RunReader
from pipeline.readers.parsed import Parsed, Unreadable
from pipeline.schema import ReadWarning, WarningCode

#: Limits of a package, before anything of it is unpacked.
MAX_ENTRIES, MAX_BYTES, MAX_RATIO = 5_000, 200_000_000, 150
#: Below this size a part may be packed as tightly as it likes.
_SMALL = 5_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def parse(data: bytes, name: str) -> Parsed:
    """Read a DOCX file.

    Args:
        data: The file.
        name: Its name, for messages.

    Returns:
        The text of the body in order, with tracked changes accepted; footnotes at the end.

    Raises:
        Unreadable: The file is damaged, locked, empty, or would unpack to more than is safe.
    """
    _check_package(data, name)
    document = _open(data, name)
    runs = RunReader(document.part.rels)
    body = BodyReader(document, runs)
    body.read()
    if not body.text.strip():
        raise Unreadable(ReadWarning(WarningCode.EMPTY, f"{name} holds no text."))
    warnings = []
    if runs.tracked:
        message = f"{name} has tracked changes; it was read as if all of them were accepted."
        warnings.append(ReadWarning(WarningCode.TRACKED_CHANGES, message))
    return Parsed(body.text, blocks=tuple(body.blocks), warnings=tuple(warnings))


def _check_package(data: bytes, name: str) -> None:
    """Refuse what is no package, is locked, or unpacks to more than a document needs."""
    if data.startswith(_OLE):
        if _LOCKED in data:
            message = f"{name} needs a password to be opened: ask its publisher for an open copy."
            raise Unreadable(ReadWarning(WarningCode.PASSWORD, message))
        message = f"{name} is an old binary Word file, not DOCX: save it as DOCX or PDF."
        raise Unreadable(ReadWarning(WarningCode.UNKNOWN_TYPE, message))
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise _damaged(name) from None
    total = sum(entry.file_size for entry in entries)
    dense = any(
        entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    if len(entries) > MAX_ENTRIES or total > MAX_BYTES or dense:
        message = (
            f"{name} would unpack to {total / 1e6:.0f} MB in {len(entries)} parts, "
            "more than a document needs: it was not opened."
        )
        raise Unreadable(ReadWarning(WarningCode.LIMIT, message))


def _open(data: bytes, name: str) -> Any:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(BytesIO(data))
        if document.element.body is None:
            raise _damaged(name)
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, OSError, EOFError):
        raise _damaged(name) from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError):
        raise _damaged(name) from None
    return document


def _damaged(name: str) -> Unreadable:
    message = f"{name} is not a readable DOCX file: it is damaged or cut short. Fetch it again."
    return Unreadable(ReadWarning(WarningCode.DAMAGED, message))
