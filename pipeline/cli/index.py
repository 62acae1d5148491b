"""``lacuna index``: the derived indexes."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

app = typer.Typer(help="The derived indexes: built from corpora and model, refused when stale.")


@app.command()
def build(
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Build the indexes; those that are up to date are left alone."""
    from pipeline.catalogue.files import index_folder
    from pipeline.law.search import installed_parts
    from pipeline.retrieval.index import build as run

    def say(text: str) -> None:
        if not quiet:
            sys.stderr.write(f"{text}\n")

    run(index_folder(), say, parts=installed_parts(index_folder()))
    say(f"indexes lie in {index_folder()}")


@app.command()
def verify() -> None:
    """Check that the indexes belong to these corpora, this model and this code."""
    from pipeline.catalogue.files import index_folder
    from pipeline.law.search import installed_parts
    from pipeline.retrieval.index import verify as run

    run(index_folder(), parts=installed_parts(index_folder()))
    sys.stdout.write(f"the indexes in {index_folder()} are up to date\n")
