"""Load a data file and report all of its faults together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pipeline.catalogue.files import corpora
from pipeline.errors import BadCorpus

_T = TypeVar("_T")


class Faults:
    """Collects what is wrong with one file; ``done`` raises them together."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[str] = []

    def add(self, where: str, what: str) -> None:
        """Note one fault: which row, and what was expected."""
        self.found.append(f"{where}: {what}")

    def attempt(self, where: str, build: Callable[[], _T]) -> _T | None:
        """Return ``build()``; note the fault and return None where it refuses."""
        try:
            return build()
        except (ValueError, KeyError, TypeError, re.error) as error:
            self.add(where, f"{type(error).__name__}: {error}")
            return None

    def pattern(
        self,
        where: str,
        pattern: str,
        must: Iterable[str],
        must_not: Iterable[str],
        flags: int = re.IGNORECASE,
    ) -> None:
        """Note a pattern that does not compile or fails one of its own examples."""
        try:
            compiled = re.compile(pattern, flags)
        except re.error as error:
            self.add(where, f"the pattern does not compile: {error}")
            return
        for text in must:
            if not compiled.search(text):
                self.add(where, f"must match {text!r} and does not")
        for text in must_not:
            if compiled.search(text):
                self.add(where, f"must not match {text!r} and does")

    def done(self) -> None:
        """Raise BadCorpus where anything was noted."""
        if self.found:
            raise BadCorpus(self.file, self.found)


@lru_cache(maxsize=64)
def load(name: str) -> Any:
    """Return the content of a YAML or JSON file under ``corpora``.

    Treat it as read-only: it is shared by all callers.

    Raises:
        BadCorpus: the file is missing or cannot be parsed.
    """
    return load_file(corpora() / name, name)


def load_file(path: Path, name: str) -> Any:
    """Return the content of a YAML or JSON file anywhere."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadCorpus(name, [f"cannot be read: {error}"]) from error
    try:
        if path.suffix == ".json":
            import json

            return json.loads(text)
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        return yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader, the C one
    except ValueError as error:
        raise BadCorpus(name, [f"cannot be parsed: {error}"]) from error
    except Exception as error:
        if type(error).__module__.startswith("yaml"):
            raise BadCorpus(name, [f"cannot be parsed: {error}"]) from error
        raise


def unknown_keys(row: Mapping[str, Any], known: Iterable[str]) -> list[str]:
    """Return the keys of a row that no field answers to, sorted."""
    return sorted({str(key) for key in row} - set(known))
