"""What a file from outside may cost: settings with defaults, each with its reason.

``LACUNA_LIMIT_<NAME>`` in the environment sets another value; ``lacuna limits`` lists them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from pipeline.errors import BadInput

PREFIX = "LACUNA_LIMIT_"
_MOST = 999_999_999_999_999


def _limit(default: int, unit: str, why: str) -> int:
    value: int = field(default=default, metadata={"unit": unit, "why": why})
    return value


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings of reading one file; whole numbers of at least 1.

    The unit and the reason of each are its field's metadata: ``rows`` lists them.
    """

    file_bytes: int = _limit(200_000_000, "bytes", "A larger file is not opened.")
    memory_bytes: int = _limit(
        3_000_000_000, "bytes", "Address space of the reading process; without it, it is stopped."
    )
    cpu_seconds: int = _limit(240, "seconds", "Computing time for one file.")
    wall_seconds: int = _limit(420, "seconds", "Time on the clock for one file, OCR included.")
    answer_bytes: int = _limit(500_000_000, "bytes", "What the reading process may send back.")
    text_characters: int = _limit(20_000_000, "characters", "Text of a document; the rest is cut.")
    pages: int = _limit(5_000, "pages", "Pages of a PDF that are read.")
    words: int = _limit(2_000_000, "words", "Words with boxes of a document.")
    archive_entries: int = _limit(1_000, "files", "Files of an archive that are read.")
    archive_bytes: int = _limit(500_000_000, "bytes", "What all files of an archive unpack to.")
    archive_ratio: int = _limit(
        200, "times", "How many times larger a packed file may become; small ones are exempt."
    )
    archive_depth: int = _limit(2, "levels", "Archives within archives that are opened.")
    folder_files: int = _limit(5_000, "files", "Files of a folder that are read.")
    nesting: int = _limit(2_000, "levels", "Elements within elements of a page.")
    yaml_nodes: int = _limit(200_000, "nodes", "Values of a YAML file, aliases counted each time.")
    leaves: int = _limit(50_000, "values", "Values of a JSON or YAML file that are read.")
    pixels: int = _limit(16_000_000, "pixels", "A page drawn as a picture.")
    ocr_pages: int = _limit(100, "pages", "Scanned pages of a document that are recognised.")
    ocr_seconds: int = _limit(300, "seconds", "Time of text recognition in one document.")

    def __post_init__(self) -> None:
        wrong = [name for name, value in values(self).items() if value < 1]
        if wrong:
            raise BadInput(f"limits must be whole numbers from 1 on: {', '.join(wrong)}")


@dataclass(frozen=True, slots=True)
class Row:
    """A limit as it is listed.

    Attributes:
        variable: What to set in the environment.
        value: In force now.
        default: Without a setting.
        unit: Of both.
        why: What it bounds.
    """

    variable: str
    value: int
    default: int
    unit: str
    why: str


def values(limits: Limits) -> dict[str, int]:
    """Return the limits by name."""
    return {item.name: getattr(limits, item.name) for item in fields(limits)}


def variable(name: str) -> str:
    """Return the environment variable that sets a limit."""
    return PREFIX + name.upper()


def current(environment: Mapping[str, str] | None = None) -> Limits:
    """Return the limits in force.

    Args:
        environment: Where settings are looked up; the process's own by default.

    Raises:
        BadInput: a setting is no whole number from 1 to 999,999,999,999,999, or names no limit;
            all are told together.
    """
    environment = os.environ if environment is None else environment
    known = {variable(item.name): item.name for item in fields(Limits)}
    given: dict[str, int] = {}
    faults = []
    for key in sorted(key for key in environment if key.startswith(PREFIX)):
        text = environment[key].strip().replace("_", "")
        if key not in known:
            faults.append(f"{key} is no limit (lacuna limits lists them)")
        elif not text.isascii() or not text.isdigit() or not 1 <= int(text[:17]) <= _MOST:
            faults.append(f"{key}={environment[key]!r} is no whole number from 1 to {_MOST:,}")
        else:
            given[known[key]] = int(text)
    if faults:
        raise BadInput("; ".join(faults))
    return Limits(**given)


def as_environment(limits: Limits) -> dict[str, str]:
    """Return the settings that give these limits to another process."""
    return {variable(name): str(value) for name, value in values(limits).items()}


def rows(limits: Limits) -> tuple[Row, ...]:
    """Return every limit with its value, default, unit and reason."""
    defaults = values(Limits())
    return tuple(
        Row(
            variable(item.name),
            getattr(limits, item.name),
            defaults[item.name],
            item.metadata["unit"],
            item.metadata["why"],
        )
        for item in fields(limits)
    )


def raise_hint(name: str) -> str:
    """Return the half sentence that says how to raise a limit."""
    return f"set {variable(name)} to raise the limit"
