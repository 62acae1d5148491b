"""The errors that Lacuna raises on purpose.

Every message says what went wrong, where, what was expected and what to do next. The command
line turns each of them into one or two plain sentences and exit code 2; anything else that
escapes is a bug.
"""

from __future__ import annotations

from collections.abc import Sequence


class LacunaError(Exception):
    """Base of all errors that are meant for the user."""


class BadInput(LacunaError):
    """What the user gave cannot be used: a file, an option, a facts file, a locator."""


class BadCorpus(LacunaError):
    """A data file under ``corpora/`` is faulty.

    All faults of a file are collected and reported together, so that one edit mends them all.
    """

    def __init__(self, file: str, faults: Sequence[str]) -> None:
        self.file = file
        self.faults = tuple(faults)
        lines = "\n".join(f"  - {fault}" for fault in self.faults)
        super().__init__(f"{file}: {len(self.faults)} fault(s):\n{lines}")


class LawNotInstalled(LacunaError):
    """The official text that was asked for is not on this machine."""


class StaleIndex(LacunaError):
    """A derived index does not belong to the corpora, model or code in use."""


class MissingModel(LacunaError):
    """A model package is absent or its files are not the ones that were pinned."""
