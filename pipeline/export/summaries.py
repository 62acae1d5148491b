"""A published summary as it was read, as lines."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.schema import Dossier
from pipeline.view.summaries import read_from, section_rows


def summary_lines(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Yield (line, style) for each section of the summary; nothing where none was read."""
    rows = section_rows(dossier)
    if not rows:
        return
    yield "PUBLIC SUMMARY OF TRAINING CONTENT", "title"
    yield f"  {read_from(dossier)}", "quiet"
    for row in rows:
        missing = f": {row.missing}" if row.gap else ""
        yield f"  {row.name}, {row.share}{missing}", "gap" if row.gap else "good"
