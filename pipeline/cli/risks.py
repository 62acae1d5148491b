"""``lacuna risks``: the taxonomy of risks and the crosswalk from the drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.scan import Format


def risks(
    format: Annotated[
        Format, typer.Option("--format", help="For people or for machines.")
    ] = Format.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.")
    ] = None,
) -> None:
    """List the Code's taxonomy of risks, the drafts before it, and where their labels went."""
    from pipeline.catalogue.risks import crosswalk, entries, titles
    from pipeline.cli.output import write
    from pipeline.export.risks import taxonomy_json, taxonomy_lines

    if format is Format.JSON:
        import json

        data = taxonomy_json(entries(), crosswalk(), titles())
        write(json.dumps(data, ensure_ascii=False, indent=1) + "\n", output)
        return
    write("".join(f"{line}\n" for line in taxonomy_lines(entries(), crosswalk(), titles())), output)
