"""The reading process: takes one request after another from its parent, within limits.

Started by ``worker.Worker`` alone. Standard output and error of libraries lead nowhere, so that
what they print cannot be taken for an answer.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.errors import BadCorpus, LacunaError
from pipeline.readers import frames
from pipeline.readers.fence import raise_fence

#: Answers a request: (what is asked, blobs) -> (answer, blobs).
Handler = Callable[[Any, list[bytes]], tuple[Any, list[bytes]]]

#: Files that a reader may hold open, and bytes that it may write to one (bytecode of modules).
_OPEN_FILES, _FILE_BYTES = 256, 200_000_000
#: A request is no larger than a file may be; the parent has looked.
_LARGEST_REQUEST = 1 << 40
#: Seconds between looks at whether the parent is still there.
_LOOK = 1.0


def main(handler: str, memory_bytes: int) -> None:
    """Serve until the parent closes the pipe.

    Args:
        handler: ``module:function`` of the handler.
        memory_bytes: Address space that the process may take.
    """
    requests, answers = _own_pipes()
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    _bound(memory_bytes)
    module, _, function = handler.partition(":")
    answer: Handler = getattr(import_module(module), function)
    raise_fence()
    frames.send(answers, frames.packed({"ready": True}))
    while (request := frames.receive(requests, _LARGEST_REQUEST)) is not None:
        message, blobs = request
        _environment(message["environment"])
        _allow_seconds(message["cpu_seconds"])
        reply, out, spent = _answered(answer, message, blobs)
        pieces = frames.packed({**reply, "memory": _memory()}, out)
        if sum(map(len, pieces)) > message["answer_bytes"]:
            pieces = frames.packed({"stopped": "answer_bytes"})
        frames.send(answers, pieces)
        if spent:
            return


def _answered(
    answer: Handler, message: Any, blobs: list[bytes]
) -> tuple[dict[str, Any], list[bytes], bool]:
    """Return the reply, its blobs, and whether the process should end after it."""
    try:
        body, out = answer(message["ask"], blobs)
        return {"answer": body}, out, False
    except BadCorpus as error:
        told = {"class": "BadCorpus", "file": error.file, "faults": list(error.faults)}
        return {"error": told}, [], False
    except LacunaError as error:
        return {"error": {"class": type(error).__name__, "message": str(error)}}, [], False
    except MemoryError:
        return {"stopped": "memory_bytes"}, [], True
    except Exception as error:
        return {"stopped": "fault", "what": type(error).__name__}, [], True


def _end_with(parent: int) -> None:
    """End this process, and what it started, soon after its parent is gone.

    A parent that is killed cannot say so, and the pipe is looked at between two files only.
    """
    while os.getppid() == parent:
        time.sleep(_LOOK)
    if os.name == "posix" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take the pipes for ourselves and lead the standard streams nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    return requests, answers


def _bound(memory_bytes: int) -> None:
    """Set the limits of the whole process, where the system knows them."""
    try:
        import resource
    except ImportError:  # Windows has none: the parent's clock alone holds there
        return
    wanted = (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_AS", memory_bytes),
        ("RLIMIT_FSIZE", _FILE_BYTES),
        ("RLIMIT_NOFILE", _OPEN_FILES),
    )
    for name, value in wanted:
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        _, hard = resource.getrlimit(kind)
        top = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(kind, (top, top))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS
            continue


def _allow_seconds(seconds: int) -> None:
    """Let the process compute for so long from now on; then the system ends it."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _memory() -> int:
    """Return the largest memory that the process has held so far, in bytes; 0 if unknown.

    Linux hands a parent's own maximum on to what it starts (``ru_maxrss``), so that a large parent
    would make every process look used up; the kernel's account of this process alone does not.
    """
    try:
        told = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        for line in told.splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    try:
        import resource
    except ImportError:
        return 0
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held if sys.platform == "darwin" else held * 1024


def _environment(given: dict[str, str]) -> None:
    """Take over settings of the parent that may have changed since the start."""
    for name in [name for name in os.environ if name.startswith("LACUNA_") and name not in given]:
        del os.environ[name]
    os.environ.update(given)
