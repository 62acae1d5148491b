"""Files and folders of a disk -> bytes, without following what leads elsewhere or never ends."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import BadInput
from pipeline.readers import names
from pipeline.readers.isolate import too_large
from pipeline.readers.limits import Limits, raise_hint
from pipeline.schema import ReadWarning, WarningCode

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it lies on the disk.

    Attributes:
        path: Where it lies.
        data: Its bytes; empty where it was not opened.
        remark: Why it was not opened; None where it was.
    """

    path: Path
    data: bytes = b""
    remark: ReadWarning | None = None


def is_folder(path: Path) -> bool:
    """Return whether a path leads to a folder; False where that cannot be found out."""
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, a folder above it that may not be searched
        return False


def open_file(path: Path, bounds: Limits) -> Opened:
    """Return a file that was named by the user.

    Raises:
        BadInput: there is no such file, it may not be read, or it is a pipe or a device.
    """
    try:
        return _opened(path, bounds)
    except FileNotFoundError:
        raise BadInput(f"{path}: no such file or folder") from None
    except _Special:
        raise BadInput(
            f"{path}: is a pipe, a socket or a device, which are not opened; - reads standard input"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"{path}: cannot be read: {reason}") from error


def open_folder(folder: Path, bounds: Limits) -> list[Opened]:
    """Return the files in a folder and below, in the order of their paths; hidden ones are out.

    A link that leads out of the folder, a pipe, a device and what may not be read cost that file
    only: it comes without bytes and with a remark.

    Raises:
        BadInput: the folder holds no file.
    """
    found: list[Opened] = []
    home = folder.resolve()
    for path in sorted(_paths(folder)):
        if len(found) >= bounds.folder_files:
            message = (
                f"{names.shown(folder.name)}: only {bounds.folder_files:,} files of the folder "
                f"were read; {raise_hint('folder_files')}."
            )
            found.append(Opened(folder, remark=ReadWarning(WarningCode.LIMIT, message)))
            break
        found.append(_inside(path, folder, home, bounds))
    if not found:
        raise BadInput(f"{folder}: the folder holds no file")
    return found


def read_within(stream: BinaryIO, most: int) -> bytes:
    """Return what a stream holds, up to one byte more than ``most``.

    In pieces: what is asked for at once is set aside in memory before anything comes.
    """
    pieces, size = [], 0
    while size <= most and (piece := stream.read(min(_PIECE, most + 1 - size))):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


class _Special(Exception):
    """A pipe, a socket or a device: reading it may hang, or never end."""


def _paths(folder: Path) -> Iterator[Path]:
    """Yield files below a folder, links to folders and folders that cannot be listed."""
    failed: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in folders:
            if (link := Path(place, name)).is_symlink():
                yield link
        for name in files:
            if not name.startswith("."):
                yield Path(place, name)
    for error in failed:
        yield Path(error.filename)


def _inside(path: Path, folder: Path, home: Path, bounds: Limits) -> Opened:
    place = path.relative_to(folder)
    label = names.path_shown(str(place)) if place.parts else names.shown(folder.name)
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(home):
            return _closed(path, f"{label} is a link out of the folder; it was not followed.")
        if path.is_dir():
            if path.is_symlink():
                return _closed(path, f"{label} is a link to a folder; it was not followed.")
            return _closed(path, f"{label} is a folder that may not be read.")
        return _opened(path, bounds, label)
    except _Special:
        return _closed(path, f"{label} is a pipe, a socket or a device; it was not opened.")
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        return _closed(path, f"{label} cannot be opened ({reason}).")


def _closed(path: Path, message: str) -> Opened:
    return Opened(path, remark=ReadWarning(WarningCode.NOT_OPENED, message))


def _opened(path: Path, bounds: Limits, label: str = "") -> Opened:
    # A pipe without a writer would hang in open(): looked at first, and opened without waiting
    # in case that it was put there in between.
    if not stat.S_ISREG(path.stat().st_mode):
        raise _Special
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:  # noqa: PTH123 - flags that Path has not
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise _Special
        size = found.st_size
        data = b"" if size > bounds.file_bytes else read_within(file, bounds.file_bytes)
    if max(size, len(data)) > bounds.file_bytes:
        size = max(size, len(data))
        return Opened(path, remark=too_large(label or names.shown(path.name), size, bounds))
    return Opened(path, data)
