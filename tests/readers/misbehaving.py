"""Handlers of a worker that misbehave as a hostile file may make a parser do."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from pipeline.errors import BadCorpus, BadInput

_seen = 0


def answer(question: Any, blobs: list[bytes]) -> tuple[Any, list[bytes]]:
    """Do what the question says; ``echo`` answers with how many questions came before."""
    global _seen
    _seen += 1
    what = question["do"]
    if what == "exit":
        os._exit(3)
    if what == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == "loop":
        while True:
            pass
    if what == "sleep":
        time.sleep(60)
    if what == "allocate":
        return len(bytearray(8_000_000_000)), []
    if what == "recurse":
        return answer(question, blobs)
    if what == "print":
        sys.stdout.write("rubbish")
        sys.stdout.flush()
        os.write(1, b"more rubbish")
        sys.stderr.write("and more")
    if what == "large":
        return "", [bytes(50_000_000)]
    if what == "input":
        raise BadInput("no such page")
    if what == "corpus":
        raise BadCorpus("x.yaml", ["one", "two"])
    if what == "second" and _seen > 1:
        os._exit(4)
    if what == "setting":
        return os.environ.get("LACUNA_OCR"), []
    if what == "try":
        return _tried(question["call"], question["path"]), []
    return _seen, blobs


def _tried(call: str, path: str) -> str:
    """Return the kind of error that a forbidden call ends with; empty where it succeeds."""
    calls = {
        "connect": lambda: socket.create_connection(("127.0.0.1", 9), 1),
        "look up": lambda: socket.getaddrinfo("localhost", 80),
        "write": lambda: Path(path).write_text("x"),
        "append": lambda: Path(path).open("a").close(),
        "create": lambda: os.open(path, os.O_CREAT | os.O_WRONLY),
        "make folder": lambda: Path(path).mkdir(),
        "remove": lambda: Path(path).unlink(),
        "rename": lambda: Path(path).replace(path + "x"),
        "link": lambda: Path(path + "y").symlink_to(path),
        "shell": lambda: os.system("true"),
        "program": lambda: subprocess.run(["true"], check=True),
        "fork": os.fork,
        "nameless": lambda: tempfile.TemporaryFile().write(b"x"),  # noqa: SIM115
        "named": lambda: tempfile.NamedTemporaryFile(),  # noqa: SIM115
        "read": lambda: Path(__file__).read_text(),
    }
    try:
        calls[call]()
    except Exception as error:
        return type(error).__name__
    return ""
