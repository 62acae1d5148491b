"""The verbs and their help; each verb's work lies in a file of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline import __version__
from pipeline.cli import catalogue, evaluate, forms, index, law, limits, risks, scan, view

app = typer.Typer(
    name="lacuna",
    help="Which information the EU AI Act, the GPAI Code of Practice and their forms ask for, and "
    "what a model's published documents state, half state, decline, contradict or leave out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"lacuna {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Options of all verbs."""


app.command("scan")(scan.scan)
app.command("claims")(scan.claims)
app.command("view")(view.view)
app.command("form")(forms.form)
app.command("timeline")(forms.timeline)
app.add_typer(law.app, name="law")
app.command("obligations")(catalogue.obligations)
app.command("elements")(catalogue.elements)
app.command("risks")(risks.risks)
app.command("limits")(limits.limits)
app.add_typer(index.app, name="index")
app.add_typer(evaluate.app, name="evaluate")
