"""Run the command line as a user does, in the process or as a command of its own."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import find_shared


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def lacuna(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Ran]:
    """Call ``lacuna ARGS...`` in this process, with an empty data folder."""
    monkeypatch.setenv("LACUNA_DATA", str(tmp_path / "data"))
    shared = find_shared()
    if shared is None:
        monkeypatch.delenv("LACUNA_LAW", raising=False)
    else:
        monkeypatch.setenv("LACUNA_LAW", str(shared / "law"))

    def run(*arguments: str, stdin: bytes = b"") -> Ran:
        from pipeline.cli import main

        out, err = io.StringIO(), io.StringIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["lacuna", *arguments])
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            try:
                main()
                code = 0
            except SystemExit as stop:
                code = int(stop.code or 0)
        return Ran(code, out.getvalue(), err.getvalue())

    return run
