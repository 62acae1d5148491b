"""Results to standard output or a file; progress and warnings to standard error."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import BadInput
from pipeline.export.text import Line

_STYLES = {
    "title": "bold",
    "good": "green",
    "partly": "yellow",
    "gap": "red",
    "quiet": "dim",
}


def write(text: str, target: Path | None) -> None:
    """Write text to a file, or to standard output.

    Raises:
        BadInput: the file cannot be written, or standard output's encoding lacks a character.
    """
    if target is None:
        try:
            sys.stdout.write(text)
            sys.stdout.flush()  # A closed pipe is noticed here and not at the very end.
        except UnicodeEncodeError as error:
            # Quotations are verbatim or not shown: no character is put in another's place.
            raise BadInput(
                f"standard output ({error.encoding}) cannot show {error.object[error.start]!r}: "
                f"write to a file with --output, or set PYTHONIOENCODING=utf-8"
            ) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            raise BadInput(f"standard output: cannot be written: {error.strerror}") from error
        return
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{target}: cannot be written: {error.strerror}") from error


def write_lines(lines: Iterable[Line], target: Path | None, colour: bool) -> None:
    """Write styled lines; colour only where it is wanted and standard output is a terminal."""
    plain = target is not None or not colour or not sys.stdout.isatty()
    if plain or os.environ.get("NO_COLOR"):
        write("".join(line.text + "\n" for line in lines), target)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text(line.text, style=_STYLES.get(line.style, "")))


class Progress:
    """Says on standard error what is being done: a bar on a terminal, else plain lines.

    Plain lines come only for work that takes longer than two seconds, so that scripts stay quiet.
    """

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._started = time.monotonic()
        self._said = 0.0

    def __call__(self, what: str, share: float) -> None:
        """Show one step; ``share`` is 0..1."""
        if self._quiet:
            return
        passed = time.monotonic() - self._started
        if self._terminal:
            filled = int(24 * share)
            left = f" {passed / share - passed:4.0f} s left" if 0.05 < share < 1 else ""
            bar = "█" * filled + "░" * (24 - filled)
            end = "\r\x1b[K" if share >= 1 else ""
            sys.stderr.write(f"\r\x1b[K{bar} {share:4.0%} {what}{left}{end}")
            sys.stderr.flush()
        elif passed - self._said > 2:
            self._said = passed
            sys.stderr.write(f"{share:4.0%} {what}\n")
