"""What the verbs of ``lacuna evaluate`` share: their options, and how a report is written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.cli.options import Format
from pipeline.cli.output import write


def put(data: object, lines: Iterable[str], format: Format, output: Path | None) -> None:
    """Write a report: its data as JSON, or its lines.

    Args:
        data: What JSON holds.
        lines: The same for people; consumed only where they are written.
        format: Which of the two.
        output: File, or None for standard output.

    Raises:
        BadInput: it cannot be written.
    """
    if format is Format.JSON:
        import json

        write(json.dumps(data, ensure_ascii=False, indent=1) + "\n", output)
    else:
        write("\n".join(lines) + "\n", output)
