"""Files from outside are read here: in a process of their own, within limits.

``read.read_bytes`` is the pure function that runs in that process. Everything that takes files
from outside goes through a ``Reader``; ``shared`` gives the one of this process.
"""

from __future__ import annotations

import atexit
import hashlib
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipeline.errors import BadInput
from pipeline.readers import codec, limits, media, names
from pipeline.readers.limits import Limits
from pipeline.readers.worker import Stopped, Worker
from pipeline.schema import Document, ReadWarning, Source, WarningCode

if TYPE_CHECKING:
    from pipeline.readers.archive import Unpacked
    from pipeline.readers.page_image import PageImage

_NO_SOURCE = Source()


class Reader:
    """Reads files in a process of its own, one after another.

    Calls from several threads wait for each other; several readers work side by side. Use it as a
    context, or ``close`` it.

    Args:
        bounds: What a file may cost; the settings in force by default.
    """

    def __init__(self, bounds: Limits | None = None) -> None:
        self.limits = bounds or limits.current()
        self._worker = Worker(self.limits)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process; a further call starts a new one."""
        self._worker.close()

    def warm(self) -> None:
        """Start the process without waiting, so that it is ready when the first file comes."""
        self._worker.warm()

    def read(self, data: bytes, name: str, *, source: Source = _NO_SOURCE) -> Document:
        """Read a file's content.

        Args:
            data: The bytes of the file.
            name: Its name; the suffix helps to tell its type, the last part is shown.
            source: Where it came from, as the user says.

        Returns:
            The document. Content never raises: a file that the process dies of, or that reaches
            a limit, gives a document without text whose warnings say so.

        Raises:
            LacunaError: our own data or installation is at fault, or no process can be started.
        """
        label = names.shown(name)
        if len(data) > self.limits.file_bytes:
            return unread(name, (too_large(label, len(data), self.limits),), data, source)
        try:
            document = self._ask({"do": "read", "name": label}, data, Document)
        except Stopped as stopped:
            return unread(name, (self._warning(label, stopped),), data, source)
        remarks = document.warnings
        if document.id != hashlib.sha256(data).hexdigest():
            failed = Stopped("", "it answered for another file")
            return unread(name, (self._warning(label, failed),), data, source)
        if _is_hiding(name, label):
            message = f"{label}: signs of the file's name that are not seen were replaced."
            remarks = (*remarks, ReadWarning(WarningCode.NAME, message))
        found: Document = replace(document, source=source, name=label, warnings=remarks)
        return found

    def unpack(self, data: bytes, name: str) -> Unpacked | None:
        """Return the files of an archive; None where it is none.

        Content never raises: what could not be read is told in warnings.
        """
        from pipeline.readers import archive

        label = names.shown(name)
        if not data.startswith(b"PK") or len(data) > self.limits.file_bytes:
            return None
        try:
            found: Unpacked | None = self._ask(
                {"do": "unpack", "name": label}, data, archive.Unpacked | None
            )
        except Stopped as stopped:
            return archive.Unpacked((), (self._warning(label, stopped),))
        return found

    def render(self, data: bytes, page: int, scale: float = 1.5) -> PageImage:
        """Draw one page of a PDF; see ``page_image.render``.

        Raises:
            BadInput: it cannot be drawn, or the process died of it.
        """
        from pipeline.readers.page_image import PageImage

        question = {"do": "render", "name": "", "page": page, "scale": scale}
        try:
            drawn: PageImage = self._ask(question, data, PageImage)
        except Stopped as stopped:
            raise BadInput(
                self._warning(f"page {page} of the PDF", stopped, "drawn").message
            ) from None
        return drawn

    def _ask(self, question: dict[str, Any], data: bytes, kind: Any) -> Any:
        body, blobs = self._worker.ask(question, (data,))
        try:
            return codec.decode(body, blobs, kind)
        except codec.Malformed:
            raise Stopped("", "its answer made no sense") from None

    def _warning(self, name: str, stopped: Stopped, done: str = "read") -> ReadWarning:
        """Say what happened, what follows and what to do."""
        if stopped.limit:
            most = limits.values(self.limits)[stopped.limit]
            unit = next(r.unit for r in limits.rows(self.limits) if r.variable.endswith(
                stopped.limit.upper()))  # fmt: skip
            message = (
                f"{name} was not {done}: {stopped.what} (limit {most:,} {unit}); "
                f"{limits.raise_hint(stopped.limit)}, if you trust the file."
            )
            return ReadWarning(WarningCode.LIMIT, message)
        message = (
            f"{name} was not {done}: the process that does it was stopped, {stopped.what}. "
            "The file is damaged or hostile: fetch it again, or give another format of it."
        )
        return ReadWarning(WarningCode.PARSER_STOPPED, message)


def unread(
    name: str,
    warnings: Sequence[ReadWarning],
    data: bytes | None = None,
    source: Source = _NO_SOURCE,
) -> Document:
    """Return the document of a file of which nothing was read.

    Args:
        name: Its name.
        warnings: Why.
        data: Its bytes; None where it was not opened: then the id is the hash of a note with the
            name and the warnings, for want of anything else.
        source: Where it came from.
    """
    said = "\0".join(["not opened", name, *(warning.message for warning in warnings)])
    noted = said.encode("utf-8", "surrogatepass") if data is None else data
    return Document(
        id=hashlib.sha256(noted).hexdigest(),
        name=names.shown(name),
        media_type=media.named(name),
        text="",
        warnings=tuple(warnings),
        source=source,
    )


def too_large(name: str, size: int, bounds: Limits) -> ReadWarning:
    """Return what is said of a file that is larger than files may be; sizes in bytes."""
    message = (
        f"{name} was not read: it has {size:,} bytes (limit {bounds.file_bytes:,}); "
        f"{limits.raise_hint('file_bytes')}, if you trust the file."
    )
    return ReadWarning(WarningCode.LIMIT, message)


def _is_hiding(name: str, label: str) -> bool:
    return "\ufffd" in label and "\ufffd" not in name


_shared: Reader | None = None
_lock = threading.Lock()


def shared() -> Reader:
    """Return the reader of this process, with the limits in force; it ends with the process."""
    global _shared
    bounds = limits.current()
    with _lock:
        if _shared is None or _shared.limits != bounds:
            if _shared is None:
                atexit.register(_close)
            else:
                _shared.close()
            _shared = Reader(bounds)
        return _shared


def _close() -> None:
    if _shared is not None:
        _shared.close()
