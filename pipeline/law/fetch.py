"""Get law texts into a folder: from their addresses, or from another folder.

Nothing that arrives is trusted: sizes are bounded, archives are unpacked member by member, a page
must read as law before it replaces one, and every hash is compared with what is known.
"""

from __future__ import annotations

import hashlib
import io
import time
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from http.client import HTTPException
from pathlib import Path
from threading import Thread
from typing import Protocol

from pipeline.errors import BadInput, LacunaError
from pipeline.law import layout
from pipeline.law.layout import LawSource
from pipeline.law.renderings import compared, is_text, named, published, texts, texts_of
from pipeline.law.verify import INSTALLED, read_lock, write_lock

#: Larger answers are refused: the largest official file is about 1.5 MB.
LARGEST = 30_000_000
MOST_MEMBERS = 200
#: Characters of a reason for failure that are kept: some hold the server's words.
LONGEST_REASON = 300


class Response(Protocol):
    """What an opener gives: something to read from, closed after use."""

    def read(self, amount: int, /) -> bytes:
        """Return at most so many bytes."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


#: (address, headers, seconds) -> an open response.
Opener = Callable[[str, dict[str, str], float], Response]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one source.

    Attributes:
        source: Id of the source.
        files: Files that were written, by path in the law folder.
        status: ``installed``, ``unchanged`` or ``failed``.
        notes: Hashes recorded at first use; what differs from what is known; why it failed.
    """

    source: str
    files: tuple[str, ...]
    status: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What a fetch did."""

    target: Path
    fetched: tuple[Fetched, ...]

    @property
    def ok(self) -> bool:
        """True where nothing failed."""
        return all(row.status != "failed" for row in self.fetched)

    @property
    def installed(self) -> tuple[str, ...]:
        """Files that were written."""
        return tuple(file for row in self.fetched for file in row.files)


def fetch(
    target: Path,
    sources: Iterable[LawSource] | None = None,
    *,
    from_folder: Path | None = None,
    timeout: float = 20.0,
    opener: Opener | None = None,
) -> FetchReport:
    """Install law texts.

    Args:
        target: The law folder; made where there is none.
        sources: What to get; all that have an address (or lie in ``from_folder``) by default.
        from_folder: Copy from this folder instead of fetching; nothing is fetched then.
        timeout: Seconds for everything together; what did not come by then has failed.
        opener: Opens an address; a plain HTTP client by default.

    Returns:
        What became of each source; a failure of one does not stop the others.

    Raises:
        BadInput: ``from_folder`` holds no law texts, or ``target`` cannot be written.
    """
    wanted = tuple(layout.sources() if sources is None else sources)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{target} cannot be made: {error.strerror}") from error
    work = _Work(target, opener or open_address)
    try:
        if from_folder is not None:
            work.copy(from_folder, wanted)
        else:
            work.download([source for source in wanted if source.fetched], timeout)
        work.compare_renderings()
        if work.lock:  # an empty folder must look empty, so that the next try is made
            write_lock(target / INSTALLED, work.lock)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput(f"{error.filename or target}: {reason}") from error
    return FetchReport(target, tuple(work.done))


def open_address(url: str, headers: dict[str, str], seconds: float) -> Response:
    """Open an address over HTTP(S) with the standard library's client."""
    from urllib.request import Request, urlopen

    if not url.startswith(("https://", "http://")):
        raise BadInput(f"not an address of the web: {url}")
    response: Response = urlopen(Request(url, headers=headers), timeout=seconds)  # noqa: S310
    return response


class _Work:
    def __init__(self, target: Path, opener: Opener) -> None:
        self.target = target
        self.opener = opener
        self.lock = read_lock(target / INSTALLED)
        self.done: list[Fetched] = []

    def copy(self, folder: Path, wanted: tuple[LawSource, ...]) -> None:
        ids = {source.id for source in wanted}
        found = [file for file in layout.files(folder) if file.source.id in ids]
        if not found:
            raise BadInput(f"{folder} holds no law texts; expected act/formex, code, form...")
        for source in wanted:
            mine = [file for file in found if file.source.id == source.id]
            files = {file.path.name: file.path.read_bytes() for file in mine}
            if files:
                self._keep(source, files, [])
        manifest = folder / "act" / "formex" / "MANIFEST.json"
        if manifest.is_file():
            _write(self.target / "act" / "formex" / manifest.name, manifest.read_bytes())

    def download(self, wanted: list[LawSource], timeout: float) -> None:
        """Fetch all at once and wait no longer than ``timeout``, whatever a name server does."""
        deadline = time.monotonic() + timeout
        answers: dict[str, bytes | Exception] = {}

        def run(source: LawSource) -> None:
            try:
                answers[source.id] = self._get(source, deadline)
            except (LacunaError, OSError, ValueError, HTTPException) as error:
                answers[source.id] = error

        # Daemons: a connection that hangs must not keep the program from ending.
        threads = [Thread(target=run, args=(source,), daemon=True) for source in wanted]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(max(deadline - time.monotonic(), 0.0))
        late = BadInput(f"gave up after {timeout:g} s")
        for source in wanted:
            self._arrived(source, answers.get(source.id, late))

    def _arrived(self, source: LawSource, answer: bytes | Exception) -> None:
        try:
            if isinstance(answer, Exception):
                raise answer
            files, notes = unpack(source, answer)
            _check_readable(source, files)
        except (LacunaError, OSError, ValueError, HTTPException) as error:
            reason = _one_line(str(error)) or type(error).__name__
            self.done.append(Fetched(source.id, (), "failed", (f"{source.url}: {reason}",)))
        else:
            self._keep(source, files, notes)

    def _get(self, source: LawSource, deadline: float) -> bytes:
        left = max(deadline - time.monotonic(), 0.1)
        response = self.opener(source.url, dict(source.headers), left)
        try:
            data = bytearray()
            while chunk := response.read(65536):
                data += chunk
                if len(data) > LARGEST:
                    raise BadInput(f"more than {LARGEST // 1_000_000} MB; refused")
                if time.monotonic() > deadline:
                    raise BadInput("too slow; gave up")
        finally:
            response.close()
        if not data:
            raise BadInput("the answer was empty")
        return bytes(data)

    def compare_renderings(self) -> None:
        """Say of a page that was written whether its units read as those of Formex."""
        formex = published(self.target)
        for index, row in enumerate(self.done):
            pages = [file for file in row.files if file.endswith(".html")]
            if not formex or not pages:
                continue
            amended = row.source == "act-2026-consolidated-html"
            found = compared(formex, texts_of(self.target / pages[-1]), amended=amended)
            self.done[index] = replace(row, notes=(*row.notes, found.told))

    def _keep(self, source: LawSource, files: dict[str, bytes], notes: list[str]) -> None:
        known = dict(source.sha256)
        written: list[str] = []
        for name, data in sorted(files.items()):
            relative = f"{source.folder}/{name}"
            digest = hashlib.sha256(data).hexdigest()
            path = self.target / relative
            old = path.read_bytes() if path.is_file() else None
            if name in known and digest != known[name]:
                notes.append(f"{name}: its bytes are not the known ones ({digest[:12]}...)")
            elif name not in known and relative not in self.lock:
                notes.append(f"{name}: no hash is known; recorded {digest[:12]}... at first use")
            if old is not None and old != data:
                notes.append(difference(source, name, old, data))
            if old != data:
                _write(path, data)
                written.append(relative)
            self.lock[relative] = digest
        status = "installed" if written else "unchanged"
        self.done.append(Fetched(source.id, tuple(written), status, tuple(notes)))


def _one_line(text: str) -> str:
    """Return what a server said without line breaks or signs that steer a terminal."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(plain.split())[:LONGEST_REASON]


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def unpack(source: LawSource, data: bytes) -> tuple[dict[str, bytes], list[str]]:
    """Return name -> bytes of what an address gave, and what to say about it.

    Raises:
        BadInput: an archive is damaged, too large, or holds none of the source's files.
    """
    if source.media != "formex zip":
        return {source.save_as: data}, []
    digest = hashlib.sha256(data).hexdigest()
    known = dict(source.sha256).get("*.zip")
    notes = (
        []
        if digest == known
        else [f"the archive's bytes are not the known ones ({digest[:12]}...)"]
    )
    files: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > LARGEST:
                raise BadInput("the archive is larger than any act; refused")
            for member in members:
                # Only the name counts: folders in an archive decide nothing here.
                name = member.filename.replace("\\", "/").rpartition("/")[2]
                if not member.is_dir() and source.owns(f"{source.folder}/{name}"):
                    files[name] = archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BadInput(f"not an archive that can be unpacked: {error}") from error
    if not files:
        raise BadInput("the archive holds no Formex file of the act")
    return files, notes


def _check_readable(source: LawSource, files: dict[str, bytes]) -> None:
    """Refuse what does not read as the text that was asked for: error pages, for one."""
    for name, data in files.items():
        if source.media == "pdf":
            _check_pdf(source, name, data)
        if source.media in ("html", "formex zip") and is_text(name):
            texts(name, data)


def _check_pdf(source: LawSource, name: str, data: bytes) -> None:
    from pipeline.law.code_text import PDF_CHAPTERS, from_pdf
    from pipeline.readers.read import read_bytes

    if not data.startswith(b"%PDF-"):
        raise BadInput(f"{name} is not a PDF but {data[:20]!r}")
    document = read_bytes(data, name)
    if not document.readable:
        raise BadInput(f"{name} could not be read: {document.warnings[0].message}")
    chapter = PDF_CHAPTERS.get(source.id)
    if chapter and not from_pdf(document, chapter, source.edition, source.id):
        raise BadInput(f"{name} holds no measure of the Code")


def difference(source: LawSource, name: str, old: bytes, new: bytes) -> str:
    """Return a sentence on how a file differs from the one that was installed before."""
    if source.media not in ("html", "formex zip") or not is_text(name):
        return f"{name}: other bytes than the file installed before"
    try:
        before, after = texts(name, old), texts(name, new)
    except BadInput:
        return f"{name}: other bytes than the file installed before, which could not be read"
    changed = sorted(key for key in set(before) | set(after) if before.get(key) != after.get(key))
    if not changed:
        return f"{name}: other bytes than before, the text of all {len(after)} units is the same"
    return f"{name}: the text differs from before in {named(changed)}"
