"""The ``tesseract`` command as an engine: picture in, words with boxes and confidence out."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from pipeline.readers.ocr import Choice, EngineFailed, SeenLine, SeenWord

if TYPE_CHECKING:
    from PIL.Image import Image

#: The only language that Lacuna judges, and so the only one that is asked for.
LANGUAGE = "eng"
#: Seconds for the questions which version and which languages are installed.
_ASKING = 10.0
#: What of the environment the command needs; nothing else is passed on.
_KEPT = ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
#: Row of a word in the table that the command writes.
_WORD_LEVEL = "5"


@dataclass(frozen=True)
class Tesseract:
    """A Tesseract that is installed on this machine.

    Attributes:
        command: Path of the program.
        version: As it says.
    """

    command: str
    version: str

    @property
    def name(self) -> str:
        """Name and version."""
        return f"Tesseract {self.version}"

    def read(self, picture: Image, dpi: int, seconds: float) -> tuple[SeenLine, ...]:
        """Return the lines of a picture; see ``ocr.Engine``."""
        buffer = BytesIO()
        picture.save(buffer, "PNG", compress_level=1)
        # Page segmentation 3: columns and blocks are found, the direction of the page is not.
        arguments = ["-", "-", "-l", LANGUAGE, "--psm", "3", "--dpi", str(dpi), "tsv"]
        return lines_of(_run(self.command, arguments, buffer.getvalue(), seconds))


def find() -> Choice:
    """Return the installed Tesseract, or why it cannot be used."""
    command = shutil.which("tesseract")
    if command is None:
        return Choice(
            why_not="Install Tesseract with English (Debian: tesseract-ocr tesseract-ocr-eng) "
            "to have scanned pages read."
        )
    return _asked(command, os.environ.get("TESSDATA_PREFIX", ""))


@lru_cache(maxsize=4)
def _asked(command: str, _data: str) -> Choice:
    """Return a Tesseract at a path; its answers are kept while its data folder is the same."""
    try:
        version = _run(command, ["--version"], b"", _ASKING)
        languages = _run(command, ["--list-langs"], b"", _ASKING)
    except EngineFailed as error:
        return Choice(why_not=f"Tesseract is installed but does not run: {error}")
    if LANGUAGE not in languages.split():
        return Choice(
            why_not="Tesseract is installed without English; add its language data "
            f"({LANGUAGE}.traineddata, Debian: tesseract-ocr-eng)."
        )
    found = re.search(r"tesseract\s+v?(\S+)", version)
    return Choice(Tesseract(command, found.group(1) if found else "of unknown version"))


def _run(command: str, arguments: list[str], data: bytes, seconds: float) -> str:
    # One thread: the same words each time, and no more cores than the user gave.
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    environment["OMP_THREAD_LIMIT"] = "1"
    try:
        done = subprocess.run(
            [command, *arguments],
            input=data,
            capture_output=True,
            timeout=seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise EngineFailed(f"it took longer than {seconds:.0f} seconds") from None
    except OSError as error:
        raise EngineFailed(error.strerror or type(error).__name__) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise EngineFailed(said[-1][:200] if said else f"it ended with code {done.returncode}")
    return done.stdout.decode("utf-8", "replace")


def lines_of(table: str) -> tuple[SeenLine, ...]:
    """Return the lines in Tesseract's table of words (``tsv``).

    Raises:
        EngineFailed: It is no such table.
    """
    found: dict[tuple[str, ...], list[SeenWord]] = {}
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    try:
        if "text" not in (rows.fieldnames or ()):
            raise KeyError("text")
        for row in rows:
            if row["level"] != _WORD_LEVEL or not (row["text"] or "").strip():
                continue
            left, top = float(row["left"]), float(row["top"])
            box = left, top, left + float(row["width"]), top + float(row["height"])
            key = row["block_num"], row["par_num"], row["line_num"]
            text = "".join(row["text"].split())
            found.setdefault(key, []).append(SeenWord(text, box, max(float(row["conf"]), 0.0)))
    except (KeyError, ValueError, TypeError, csv.Error):
        raise EngineFailed("its answer is not the table that was asked for") from None
    return tuple(SeenLine(tuple(words), int(key[0])) for key, words in found.items())
