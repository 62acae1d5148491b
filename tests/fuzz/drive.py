"""Read damaged files through the isolated reader and write down what became of each."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.dossier import File, read
from pipeline.readers.isolate import Reader
from pipeline.readers.limits import Limits
from pipeline.schema import Document, WarningCode
from pipeline.schema.documents import UNREADABLE
from pipeline.segments import segment
from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import Seed

#: Limits of a fuzz run: tighter than for users, so that a hang shows.
BOUNDS = Limits(cpu_seconds=20, wall_seconds=30, memory_bytes=2_000_000_000, ocr_pages=1)
#: Seconds that cutting a document into segments may take in the parent.
SEGMENTS = 20.0
#: One file in so many is also searched for claims, which may take so many seconds.
DEEP, CLAIMS = 20, 60.0
#: Beyond its limit, a process may take so many seconds to be ended and replaced.
SLACK = 5.0


#: Warnings that say why nothing was read.
EXPLAINS = UNREADABLE | {WarningCode.NO_TEXT, WarningCode.LIMIT}


@dataclass
class Report:
    """What became of the damaged files.

    Attributes:
        files: How many by format.
        outcomes: ``read``, ``warned`` or the code of the warning after which nothing was read.
        faults: What must not be: format, name of the seed, number of the damage, what happened.
        slowest: Seconds, seed and number of the slowest file.
        left: Files that were found outside their place afterwards.
    """

    files: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: tuple[float, str, int] = (0.0, "", 0)
    left: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data."""
        return {
            "files": sum(self.files.values()),
            "by_format": dict(sorted(self.files.items())),
            "outcomes": dict(self.outcomes.most_common()),
            "slowest": {
                "seconds": round(self.slowest[0], 2),
                "seed": self.slowest[1],
                "damage": self.slowest[2],
            },
            "faults": self.faults,
            "left_outside": self.left,
        }


def run(seeds: Sequence[Seed], count: int, first: int = 0) -> Report:
    """Damage the seeds and read the results; every format gets the same share.

    Args:
        seeds: Undamaged files.
        count: How many damaged files.
        first: Number of the first damage; the number alone says which seed is damaged, and how.
    """
    report = Report()
    by_kind: dict[str, list[Seed]] = {}
    for seed in seeds:
        by_kind.setdefault(seed.kind, []).append(seed)
    kinds = sorted(by_kind)
    with _watched(report), Reader(BOUNDS) as reader:
        for number in range(first, first + count):
            turn, place = divmod(number, len(kinds))
            among = by_kind[kinds[place]]
            seed = among[turn % len(among)]
            try:
                one(reader, seed, number, report)
                if number % DEEP == 0:
                    claimed(seed, number, report)
            except Exception as error:  # whatever reaches the parent is a find
                report.faults.append(
                    f"{seed.kind} {seed.name} {number}: {type(error).__name__}: {error}"
                )
    return report


def one(reader: Reader, seed: Seed, number: int, report: Report) -> None:
    """Read one damaged file and the files in it; note what must not be."""
    data = mutated(seed.data, seed.kind, number)
    report.files[seed.kind] += 1
    started = time.monotonic()
    documents = []
    if (unpacked := reader.unpack(data, seed.name)) is not None:
        documents += [reader.read(member.data, member.name) for member in unpacked.members[:8]]
    else:
        documents.append(reader.read(data, seed.name))
    reading = time.monotonic() - started
    for document in documents:
        report.outcomes[_outcome(document)] += 1
        report.faults += [f"{seed.kind} {seed.name} {number}: {told}" for told in wrong(document)]
    taken = time.monotonic() - started
    if reading > (BOUNDS.wall_seconds + SLACK) * max(len(documents), 1):
        report.faults.append(f"{seed.kind} {seed.name} {number}: hung for {reading:.0f} s")
    report.slowest = max(report.slowest, (taken, seed.name, number))


def claimed(seed: Seed, number: int, report: Report) -> None:
    """Look for claims in a damaged file: their patterns run in the parent, on any text."""
    started = time.monotonic()
    read([File(seed.name, mutated(seed.data, seed.kind, number))])
    taken = time.monotonic() - started
    if taken > BOUNDS.wall_seconds + SLACK + CLAIMS:
        report.faults.append(f"{seed.kind} {seed.name} {number}: claims took {taken:.0f} s")


def _outcome(document: Document) -> str:
    if document.readable:
        return "warned" if document.warnings else "read"
    codes = [w.code for w in document.warnings if w.code in EXPLAINS]
    return codes[0].value if codes else "nothing said"


def wrong(document: Document) -> Iterator[str]:
    """Yield what is wrong with a document, however damaged its file was."""
    if not document.readable and _outcome(document) == "nothing said":
        yield "nothing was read and nothing said"
    for warning in document.warnings:
        if not warning.message.strip() or "Traceback" in warning.message:
            yield f"a warning without words: {warning.code}"
        if warning.code is WarningCode.PARSER_STOPPED:
            yield f"the process died: {warning.message}"
    if any(0xD800 <= ord(char) < 0xE000 for char in document.text):
        yield "half a character in the text"
    started = time.monotonic()
    for found in segment(document):
        span = document.span(found.start, found.end)
        for run in found.runs:
            own = document.text[run.start : run.start + run.length]
            if found.text[run.at : run.at + run.length] != own:
                yield f"a run of a segment is not the document's: {span}"
                return
    if time.monotonic() - started > SEGMENTS:
        yield f"segments took {time.monotonic() - started:.0f} s"


@contextmanager
def _watched(report: Report) -> Iterator[None]:
    """Run in an empty folder that is also the place of temporary files; note what is left there."""
    before, variables = Path.cwd(), {name: os.environ.get(name) for name in ("TMPDIR", "HOME")}
    with TemporaryDirectory() as folder:
        try:
            os.chdir(folder)
            os.environ.update(dict.fromkeys(variables, folder))
            yield
        finally:
            os.chdir(before)
            for name, value in variables.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
        report.left += sorted(str(path) for path in Path(folder).rglob("*"))
