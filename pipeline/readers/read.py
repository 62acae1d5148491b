"""Bytes -> Document, always: what cannot be read becomes a warning on the document.

Pure functions without limits of their own process: files from outside are read by ``isolate``,
which runs them in a process that may die.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from pipeline.errors import BadInput, LacunaError
from pipeline.readers import cut, kind, language, limits, media, table
from pipeline.readers.parsed import Parsed, Unreadable
from pipeline.readers.ticks import with_ticks
from pipeline.schema import Document, ReadWarning, Source, WarningCode
from pipeline.schema.documents import UNREADABLE

_NO_SOURCE = Source()
#: Warnings that say why a file shows no text.
_EXPLAINS = UNREADABLE | {WarningCode.NO_TEXT, WarningCode.LIMIT}


def read_path(path: Path, *, source: Source = _NO_SOURCE) -> Document:
    """Read a file.

    Args:
        path: The file.
        source: Where it came from, as the user says.

    Returns:
        The document; see ``read_bytes``.

    Raises:
        BadInput: there is no such file, or it may not be opened.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput(f"{path}: cannot be opened ({reason})") from error
    return read_bytes(data, path.name, source=source)


def read_bytes(data: bytes, name: str, *, source: Source = _NO_SOURCE) -> Document:
    """Read a file's content.

    Args:
        data: The bytes of the file.
        name: Its name; folders are left out, the suffix helps to tell its type.
        source: Where it came from, as the user says.

    Returns:
        The document. Content never raises: a file that is damaged, locked, empty or of an
        unknown kind gives a document without text whose warnings say so.
    """
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    # A name that is not UTF-8 comes with lone surrogates, which no file or database can hold.
    name = name.encode("utf-8", "replace").decode()
    type_ = media.media_type(data, name) if data.strip() else media.PLAIN
    parsed = parse(data, type_, name)
    digest = hashlib.sha256(data).hexdigest()
    try:
        return _document(digest, name, type_, parsed, source)
    except (LacunaError, MemoryError):
        raise
    except Exception as error:  # a reader whose offsets do not fit its text
        broken = Parsed("", warnings=(*parsed.warnings, _damaged(error)))
        return _document(digest, name, type_, broken, source)


def parse(data: bytes, media_type: str, name: str) -> Parsed:
    """Return the content of a file; pure and picklable, so that a child process can run it.

    Args:
        data: The bytes of the file.
        media_type: As ``media.media_type`` gives it.
        name: For messages.

    Returns:
        The content; without text, and with a warning, where it could not be read.
    """
    if not data.strip():
        message = f"{name} is empty; there is nothing to assess."
        return Parsed("", warnings=(ReadWarning(WarningCode.EMPTY, message),))
    try:
        parsed = table.reader(media_type)(data, name)
        parsed = parsed if parsed.ticks else with_ticks(parsed)
    except (LacunaError, MemoryError):  # our own data or installation; a limit of the process
        raise
    except ModuleNotFoundError as error:  # never the file's fault
        told = f"Lacuna's installation is incomplete ({error}): install it again, see the README."
        raise LacunaError(told) from error
    except Unreadable as error:
        return Parsed("", warnings=(error.warning,))
    except Exception as error:  # whatever a parser does to a hostile file, the scan goes on
        return Parsed("", warnings=(_damaged(error),))
    if not parsed.text.strip() and not any(w.code in _EXPLAINS for w in parsed.warnings):
        message = f"{name} shows no text; there is nothing to assess."
        empty = ReadWarning(WarningCode.EMPTY, message)
        return replace(parsed, warnings=(*parsed.warnings, empty))
    return cut.within(parsed, limits.current(), name)


def _damaged(error: Exception) -> ReadWarning:
    message = f"The file could not be read ({type(error).__name__}); it is damaged or unusual."
    return ReadWarning(WarningCode.DAMAGED, message)


def _document(digest: str, name: str, media_type: str, parsed: Parsed, source: Source) -> Document:
    spoken = language.listen(parsed.text, parsed.blocks, parsed.pages)
    said = language.warnings(spoken, name, parsed.pages)
    remarks = (*parsed.warnings, *kind.warnings(parsed), *said)
    return Document(
        id=digest,
        name=name,
        media_type=media_type,
        text=parsed.text,
        pages=tuple(replace(p, language=spoken.pages.get(p.number)) for p in parsed.pages),
        words=parsed.words,
        blocks=parsed.blocks,
        warnings=remarks,
        kind=kind.classify(parsed, media_type, name),
        language=spoken.main,
        foreign=spoken.foreign,
        source=source,
        ticks=parsed.ticks,
    )
