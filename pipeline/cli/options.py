"""Options that many verbs take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How results are written."""

    TEXT = "text"
    JSON = "json"


FORMAT = Annotated[Format, typer.Option("--format", help="For people or for machines.")]
OUTPUT = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")]
QUIET = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")]
