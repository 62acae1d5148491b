"""``lacuna risks``: the taxonomy of risks and the crosswalk from the drafts."""

from __future__ import annotations

from pipeline.cli.options import FORMAT, OUTPUT, Format


def risks(
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
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
