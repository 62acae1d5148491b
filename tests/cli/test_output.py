"""Where results go: encodings, lines for people, and progress that keeps out of scripts' way."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from pipeline.cli import output
from pipeline.cli.output import Progress, write, write_lines
from pipeline.errors import BadInput
from pipeline.export.text import Line

LINES = [Line("Nova · Nova Labs", "title"), Line("", ""), Line("gap: none", "gap")]
PLAIN = "Nova · Nova Labs\n\ngap: none\n"


def stream(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")


def bytes_of(target: io.TextIOWrapper) -> bytes:
    target.flush()
    buffer = target.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_character_that_cannot_be_shown_is_told_and_never_replaced(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    out = stream(encoding)
    monkeypatch.setattr(sys, "stdout", out)
    with pytest.raises(BadInput, match=r"cannot show '模'.*--output.*PYTHONIOENCODING=utf-8"):
        write("the model, 模型\n", None)
    assert bytes_of(out) == b""


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("ascii", "plain\n"), ("cp1252", "“quoted” – 5 €\n"), ("utf-8", "模型 🦪\n"), ("utf-8", "")],
)
def test_what_can_be_shown_is_shown_at_once(
    monkeypatch: pytest.MonkeyPatch, encoding: str, text: str
) -> None:
    out = stream(encoding)
    monkeypatch.setattr(sys, "stdout", out)
    write(text, None)
    buffer = out.buffer
    assert isinstance(buffer, io.BytesIO)
    assert buffer.getvalue() == text.encode(encoding), "nothing waits in a buffer"


def test_a_file_is_utf_8_whatever_standard_output_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stdout", stream("ascii"))
    write("模型 🦪\n", tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_bytes() == "模型 🦪\n".encode()


class Full(io.StringIO):
    """An output that takes nothing."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def flush(self) -> None:
        raise self.error


def test_a_full_disk_is_told_and_a_closed_pipe_is_left_to_the_caller(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", Full(OSError(28, "No space left on device")))
    with pytest.raises(BadInput, match="standard output: cannot be written: No space left"):
        write("x\n", None)
    monkeypatch.setattr(sys, "stdout", Full(BrokenPipeError(32, "Broken pipe")))
    with pytest.raises(BrokenPipeError):
        write("x\n", None)


@pytest.mark.parametrize("colour", [True, False])
def test_lines_to_a_pipe_or_file_are_plain(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, colour: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = stream("utf-8")
    monkeypatch.setattr(sys, "stdout", out)
    write_lines(LINES, None, colour)
    write_lines(LINES, tmp_path / "out.txt", colour)
    assert bytes_of(out) == PLAIN.encode()
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == PLAIN


class Clock:
    """Time that passes only when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(output, "time", made)
    return made


def listen(monkeypatch: pytest.MonkeyPatch, terminal: bool = False) -> io.StringIO:
    """Put a stream that is or is no terminal in the place of standard error."""
    err = io.StringIO()
    monkeypatch.setattr(err, "isatty", lambda: terminal)
    monkeypatch.setattr(sys, "stderr", err)
    return err


def test_short_work_says_nothing_to_scripts(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    said = listen(monkeypatch)
    progress = Progress(quiet=False)
    for share in (0.0, 0.3, 0.6, 1.0):
        progress("reading", share)
        clock.now += 0.6
    assert said.getvalue() == ""


def test_long_work_says_a_line_every_two_seconds(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = listen(monkeypatch)
    progress = Progress(quiet=False)
    for step in range(10):
        progress(f"step {step}", step / 10)
        clock.now += 1
    # More than two seconds after the start or the last line: at 3, 6 and 9.
    assert said.getvalue() == " 30% step 3\n 60% step 6\n 90% step 9\n"


def test_quiet_is_quiet_however_long_it_takes(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = listen(monkeypatch)
    progress = Progress(quiet=True)
    for share in (0.0, 0.5, 1.0):
        clock.now += 60
        progress("reading", share)
    assert said.getvalue() == ""


@pytest.mark.parametrize(
    ("share", "passed", "shown"),
    [
        (0.0, 5.0, "\r\x1b[K" + "░" * 24 + "   0% x"),
        (0.05, 5.0, "\r\x1b[K█" + "░" * 23 + "   5% x"),
        (0.25, 5.0, "\r\x1b[K" + "█" * 6 + "░" * 18 + "  25% x   15 s left"),
        (0.5, 100.0, "\r\x1b[K" + "█" * 12 + "░" * 12 + "  50% x  100 s left"),
        (1.0, 9.0, "\r\x1b[K" + "█" * 24 + " 100% x\r\x1b[K"),
    ],
)
def test_the_bar_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch,
    clock: Clock,
    share: float,
    passed: float,
    shown: str,
) -> None:
    said = listen(monkeypatch, terminal=True)
    progress = Progress(quiet=False)
    clock.now += passed
    progress("x", share)
    assert said.getvalue() == shown


def test_json_stays_json_with_other_scripts_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    out = stream("utf-8")
    monkeypatch.setattr(sys, "stdout", out)
    write(json.dumps({"name": "Größe 模"}, ensure_ascii=False) + "\n", None)
    assert json.loads(bytes_of(out)) == {"name": "Größe 模"}
