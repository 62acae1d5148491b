"""What code in the reading process may not do: connect, write, start programs.

A second wall behind the limits of the process: an audit hook that refuses such calls of Python
code, whatever library makes them. It cannot be taken down again in that process. Native code is
out of its reach; no reader needs any of these.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import PurePath
from typing import Any

#: The one program that a reader may start: text recognition.
PROGRAMS = frozenset({"tesseract"})

_REFUSED = frozenset(
    {
        "os.chflags", "os.chmod", "os.chown", "os.exec", "os.fork", "os.forkpty", "os.link",
        "os.mkdir", "os.remove", "os.removexattr", "os.rmdir", "os.setxattr", "os.spawn",
        "os.startfile", "os.symlink", "os.system", "os.truncate", "os.utime", "pty.spawn",
        "sqlite3.connect", "urllib.Request", "webbrowser.open",
    }
)  # fmt: skip
_REFUSED_GROUPS = ("ftplib.", "http.", "imaplib.", "poplib.", "shutil.", "smtplib.", "socket.")
_STARTING = frozenset({"subprocess.Popen", "os.posix_spawn", "_winapi.CreateProcess"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Refused(PermissionError):
    """A call that a reader has no business to make."""


def raise_fence() -> None:
    """Refuse connections, writing and programs from now on, for the rest of the process."""
    with contextlib.suppress(OSError):  # no folder can be written: then nothing needs one
        tempfile.tempdir = tempfile.gettempdir()  # found by writing, which ends now
    sys.addaudithook(_watch)


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event == "open":
        path, mode, flags = args
        if _writes(mode, flags) and not (_may_write(path) or _is_temporary(path, flags)):
            raise Refused(f"a reader must not write {path!r}")
    elif event in _STARTING:
        if not _may_start(args):
            raise Refused("a reader must not start programs")
    elif event == "os.rename":
        if not all(_is_bytecode(path) for path in args[:2]):
            raise Refused("a reader must not rename files")
    elif event in _REFUSED or event.startswith(_REFUSED_GROUPS):
        if event == "os.remove" and (_is_bytecode(args[0]) or _is_temporary(args[0], 0)):
            return
        if event == "os.mkdir" and PurePath(os.fsdecode(args[0])).name == "__pycache__":
            return
        raise Refused(f"a reader must not call {event}")


def _writes(mode: Any, flags: Any) -> bool:
    if isinstance(mode, str):
        return any(sign in mode for sign in "wax+")
    return isinstance(flags, int) and bool(flags & _WRITING)


def _may_write(path: Any) -> bool:
    """Return whether a path may be opened for writing: pipes, the null device, bytecode."""
    return isinstance(path, int) or os.fsdecode(path) == os.devnull or _is_bytecode(path)


def _is_temporary(path: Any, flags: Any) -> bool:
    """Return whether it is a temporary file: one without a name where the system has such.

    The model that tells languages unpacks itself into one.
    """
    if nameless := getattr(os, "O_TMPFILE", 0):
        # Python asks for the folder first, which nobody can write to as a file.
        is_nameless = isinstance(flags, int) and flags & nameless == nameless
        return is_nameless or (isinstance(path, str) and path == tempfile.tempdir)
    if not isinstance(path, str):
        return False
    place = PurePath(path)
    return str(place.parent) == tempfile.tempdir and place.name.startswith(tempfile.template)


def _is_bytecode(path: Any) -> bool:
    """Return whether a path is Python's own cache of a module."""
    if not isinstance(path, str | bytes | os.PathLike):
        return False
    place = PurePath(os.fsdecode(path))
    return place.parent.name == "__pycache__" and ".pyc" in place.suffixes


def _may_start(args: tuple[Any, ...]) -> bool:
    program = args[0]
    if not program and len(args) > 1 and args[1]:
        program = args[1] if isinstance(args[1], str) else args[1][0]
    if not isinstance(program, str | bytes | os.PathLike):
        return False
    return PurePath(os.fsdecode(program)).stem in PROGRAMS
