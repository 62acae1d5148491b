"""``lacuna limits``."""

from __future__ import annotations

import typer


def limits() -> None:
    """List what reading one file may cost, and the settings that change it."""
    from pipeline.readers.limits import current, rows

    for row in rows(current()):
        now = f"{row.value:,} {row.unit}"
        changed = f" (default {row.default:,})" if row.value != row.default else ""
        typer.echo(f"{row.variable:34} {now}{changed}\n    {row.why}")
