"""A process that answers questions about foreign bytes and may die of them.

The process is spawned, never forked: the parent has threads and large libraries. It is one of a
session of its own, so that what it started ends with it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import pipeline
from pipeline import errors
from pipeline.readers import frames, limits
from pipeline.readers.limits import Limits

#: Answers after which a process is replaced, and the share of its memory that it may hold on to.
FILES, HELD = 200, 0.5
#: Bytes that a process may send to say that it is ready.
_READY_BYTES = 1_000

_BOOT = (
    "import sys; sys.path[:] = sys.argv[3:]; "
    "from pipeline.readers.child import main; main(sys.argv[1], int(sys.argv[2]))"
)
#: Libraries that would start threads, each with memory of its own.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_THREAD_LIMIT")
#: onnxruntime, which RapidOCR uses, would report its use over the network.
_SILENT = {"ORT_DISABLE_TELEMETRY": "1"}


@dataclass(frozen=True)
class Stopped(Exception):
    """The process gave no answer.

    Attributes:
        limit: Name of the limit that it reached; empty where it failed otherwise.
        what: How it ended, in a few plain words.
    """

    limit: str
    what: str


class Worker:
    """One process at a time, started when needed and replaced when it died or grew.

    Calls from several threads wait for each other. Use it as a context, or ``close`` it.

    Args:
        bounds: What each call may cost.
        handler: ``module:function`` that answers in the process; see ``child.Handler``.
    """

    def __init__(self, bounds: Limits, handler: str = "pipeline.readers.desk:answer") -> None:
        self.limits = bounds
        self._handler = handler
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = False
        self._answered = 0

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Id of the process that runs now; None where none does."""
        return self._process.pid if self._process is not None else None

    def warm(self) -> None:
        """Start the process without waiting for it."""
        with self._lock:
            self._started()

    def close(self) -> None:
        """End the process and all that it started."""
        with self._lock:
            self._end()

    def ask(self, question: Any, blobs: Sequence[bytes] = ()) -> tuple[Any, list[bytes]]:
        """Return the answer of the process, and its blobs.

        A process that dies, other than by taking too long, after it has answered before is
        replaced and asked once more: what a file gives must not depend on the files before it.

        Raises:
            Stopped: the process died, took too long or too much memory.
            LacunaError: raised by the handler, or no process can be started.
        """
        with self._lock:
            fresh = self._process is None or self._answered == 0
            try:
                return self._asked(question, blobs)
            except Stopped as stopped:
                if fresh or stopped.limit in ("cpu_seconds", "wall_seconds", "answer_bytes"):
                    raise
            return self._asked(question, blobs)

    def _asked(self, question: Any, blobs: Sequence[bytes]) -> tuple[Any, list[bytes]]:
        process = self._started()
        late = threading.Event()

        def stop() -> None:
            late.set()
            _kill(process)

        timer = threading.Timer(min(self.limits.wall_seconds, threading.TIMEOUT_MAX), stop)
        timer.daemon = True
        timer.start()
        try:
            reply, out = self._exchange(process, question, blobs)
        except BaseException as error:
            self._end()
            if isinstance(error, frames.TooLarge):
                raise Stopped("answer_bytes", "its answer was too large") from None
            if isinstance(error, frames.Broken | OSError):
                if not (self._ready or late.is_set()):
                    raise self._not_begun() from None
                raise _death(process, late.is_set()) from None
            raise
        finally:
            timer.cancel()
        return self._judged(reply), out

    def _exchange(
        self, process: subprocess.Popen[bytes], question: Any, blobs: Sequence[bytes]
    ) -> tuple[dict[str, Any], list[bytes]]:
        message = {
            "environment": self._settings(),
            "cpu_seconds": self.limits.cpu_seconds,
            "answer_bytes": self.limits.answer_bytes,
            "ask": question,
        }
        if not self._ready:
            # Nothing of the file has been sent: what goes wrong until here is not its fault.
            self._ready = frames.receive(cast("BinaryIO", process.stdout), _READY_BYTES) is not None
            if not self._ready:
                raise frames.Broken("it ended before it began")
        frames.send(cast("BinaryIO", process.stdin), frames.packed(message, blobs))
        reply = frames.receive(cast("BinaryIO", process.stdout), self.limits.answer_bytes)
        if reply is None or not isinstance(reply[0], dict):
            raise frames.Broken("no answer")
        return reply

    def _judged(self, reply: dict[str, Any]) -> Any:
        """Return the answer of a reply; replace a process that is used up."""
        self._answered += 1
        held = reply.get("memory")
        grown = isinstance(held, int) and held > HELD * self.limits.memory_bytes
        if grown or self._answered >= FILES or "stopped" in reply:
            self._end()
        if "stopped" in reply:
            limit = reply["stopped"]
            if limit in ("memory_bytes", "answer_bytes"):
                raise Stopped(limit, "it needed too much memory")
            raise Stopped("", f"it failed ({str(reply.get('what'))[:60]})")
        if "error" in reply:
            raise _error(reply["error"])
        return reply.get("answer")

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        root = str(Path(pipeline.__file__).resolve().parent.parent)
        path = [root, *(str(Path(entry).absolute()) for entry in sys.path if entry)]
        command = [sys.executable, "-I", "-c", _BOOT, self._handler]
        command += [str(self.limits.memory_bytes), *dict.fromkeys(path)]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **dict.fromkeys(_THREADS, "1"), **_SILENT, **self._settings()},
                start_new_session=os.name == "posix",
            )
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise errors.BadInput(
                f"the process that reads files cannot be started ({sys.executable}: {reason})"
            ) from error
        self._ready, self._answered = False, 0
        return self._process

    def _not_begun(self) -> errors.LacunaError:
        """Return what is said where a process ends before it is given anything to do."""
        return errors.BadInput(
            "the process that reads files ends before it can begin: allow it more memory "
            f"({self.limits.memory_bytes:,} bytes; {limits.raise_hint('memory_bytes')}), or "
            "install Lacuna anew"
        )

    def _settings(self) -> dict[str, str]:
        """Return the settings that the process must share with us, the limits among them."""
        ours = {
            name: value
            for name, value in os.environ.items()
            if name.startswith("LACUNA_") or name == "PATH"
        }
        kept = {name: value for name, value in ours.items() if not name.startswith(limits.PREFIX)}
        return {**kept, **limits.as_environment(self.limits)}

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        _kill(process)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and its children; one that has been waited for is left alone."""
    if process.returncode is not None:
        return
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _death(process: subprocess.Popen[bytes], late: bool) -> Stopped:
    """Return why a process that has ended gave no answer."""
    code = process.returncode
    if late:
        return Stopped("wall_seconds", "it took too long")
    if code == -getattr(signal, "SIGXCPU", 0) != 0:
        return Stopped("cpu_seconds", "it computed for too long")
    if code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        return Stopped("", f"it crashed or ran out of memory ({name})")
    return Stopped("", f"it ended without an answer (exit code {code})")


def _error(told: Any) -> errors.LacunaError:
    """Return an error of the handler as if it had been raised here."""
    if told.get("class") == "BadCorpus":
        return errors.BadCorpus(str(told["file"]), [str(fault) for fault in told["faults"]])
    kinds = (errors.BadInput, errors.MissingModel, errors.StaleIndex, errors.LawNotInstalled)
    kind = {kind.__name__: kind for kind in kinds}.get(told.get("class"), errors.LacunaError)
    return kind(str(told.get("message")))
