"""ZIP of documents: each member is a document of its own, and nothing is written to disk."""

from __future__ import annotations

import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO

from pipeline.readers import media, names
from pipeline.readers.limits import Limits, raise_hint
from pipeline.schema import ReadWarning, WarningCode

#: Below this size a member may be packed as tightly as it likes.
_SMALL = 1_000_000
_PIECE = 1 << 20
_JUNK = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
#: Members named in one warning; the others are counted.
_NAMED = 5
_FAULTS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError,
           RuntimeError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive.

    Attributes:
        name: Its path within the archive, fit to be shown; never a place to write to.
        data: Its bytes.
    """

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What an archive holds.

    Attributes:
        members: Files of kinds that are read, in the order of the archive.
        warnings: What was left out, and why.
    """

    members: tuple[Member, ...]
    warnings: tuple[ReadWarning, ...]


class _Full(Exception):
    """A limit of the whole archive is reached."""


@dataclass
class _Search:
    """What is found so far, and what was left out by reason."""

    bounds: Limits
    members: list[Member] = field(default_factory=list)
    left: dict[tuple[WarningCode, str], list[str]] = field(default_factory=dict)
    entries: int = 0
    unpacked: int = 0

    def leave(self, code: WarningCode, why: str, name: str) -> None:
        self.left.setdefault((code, why), []).append(name)

    def read(self, data: bytes, within: str, depth: int) -> None:
        with zipfile.ZipFile(BytesIO(data)) as package:
            for entry in package.infolist():
                if entry.is_dir() or _is_junk(entry.filename):
                    continue
                path = f"{within}{names.path_shown(entry.filename)}"
                self.entries += 1
                if self.entries > self.bounds.archive_entries:
                    why = f"the archive holds more files; {raise_hint('archive_entries')}"
                    self.leave(WarningCode.LIMIT, why, path)
                    raise _Full
                self._member(package, entry, path, depth)

    def _member(
        self, package: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str, depth: int
    ) -> None:
        if entry.flag_bits & 1:
            self.leave(WarningCode.PASSWORD, "locked with a password: give an open copy", path)
            return
        if stat.S_ISLNK(entry.external_attr >> 16):
            self.leave(WarningCode.NOT_OPENED, "a link, and links are not followed", path)
            return
        if names.is_odd(entry.filename):
            why = "the name leads out of its folder or hides signs; it is shown without them"
            self.leave(WarningCode.NAME, why, path)
        try:
            data = self._content(package, entry, path)
        except _FAULTS:
            self.leave(WarningCode.DAMAGED, "damaged, or packed in a way that is not known", path)
            return
        if data is None:
            return
        if is_archive(data, path):
            self._nested(data, path, depth)
        elif data.strip() and media.media_type(data, path) in (media.UNKNOWN, media.ZIP):
            self.leave(WarningCode.UNKNOWN_TYPE, "of a kind that is not read", path)
        else:
            self.members.append(Member(path, data))

    def _content(self, package: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str) -> bytes | None:
        """Return a member's bytes; None, with a word, where it unpacks to more than is allowed.

        What the archive says of sizes may be a lie: what comes out is counted.
        """
        most = max(_SMALL, entry.compress_size * self.bounds.archive_ratio)
        pieces: list[bytes] = []
        size = 0
        with package.open(entry) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                self.unpacked += len(piece)
                if self.unpacked > self.bounds.archive_bytes:
                    why = f"the archive unpacks to too much; {raise_hint('archive_bytes')}"
                    self.leave(WarningCode.LIMIT, why, path)
                    raise _Full
                if size > most:
                    why = f"it unpacks to too much for its size; {raise_hint('archive_ratio')}"
                    self.leave(WarningCode.LIMIT, why, path)
                    return None
                pieces.append(piece)
        return b"".join(pieces)

    def _nested(self, data: bytes, path: str, depth: int) -> None:
        if depth >= self.bounds.archive_depth:
            why = f"archives lie too deep in each other; {raise_hint('archive_depth')}"
            self.leave(WarningCode.LIMIT, why, path)
            return
        try:
            self.read(data, f"{path}/", depth + 1)
        except _FAULTS:
            self.leave(WarningCode.DAMAGED, "damaged, or packed in a way that is not known", path)


def is_archive(data: bytes, name: str) -> bool:
    """Return whether a file is a ZIP of documents, and not a document packed as ZIP."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    return media.media_type(data, name) == media.ZIP


def unpack(data: bytes, name: str, bounds: Limits) -> Unpacked | None:
    """Return the files of an archive.

    Args:
        data: The bytes of the file.
        name: Its name, for messages.
        bounds: How many files, bytes and levels are read.

    Returns:
        The files; None where it is no archive. What could not be read is told in warnings, never
        by an exception.
    """
    if not is_archive(data, name):
        return None
    search = _Search(bounds)
    try:
        search.read(data, "", 1)
    except _Full:
        pass  # the warning is there already
    except _FAULTS:
        search.leave(WarningCode.DAMAGED, "damaged: fetch it again", name)
    if not search.members and not search.left:
        search.leave(WarningCode.EMPTY, "an archive without files", name)
    told = [_warning(name, code, why, paths) for (code, why), paths in search.left.items()]
    return Unpacked(tuple(search.members), tuple(told))


def _is_junk(path: str) -> bool:
    parts = [part.lower() for part in path.replace("\\", "/").split("/")]
    return any(p in _JUNK or (p.startswith(".") and p not in (".", "..")) for p in parts)


def _warning(name: str, code: WarningCode, why: str, paths: list[str]) -> ReadWarning:
    listed = ", ".join(paths[:_NAMED])
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    verb = "read" if code is WarningCode.NAME else "not read"
    return ReadWarning(code, f"{name}: {verb}: {listed}{more} ({why}).")
