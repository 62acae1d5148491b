"""``lacuna form`` and ``lacuna timeline``: a dossier in the shape of a form, and on a time line."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import OUTPUT, QUIET

if TYPE_CHECKING:
    from datetime import date

    from pipeline.schema.forms import Form, Recipient


class FormName(StrEnum):
    """Which form."""

    MDF = "mdf"
    SUMMARY = "summary"
    ANNEX_XI = "annex-xi"
    ANNEX_XII = "annex-xii"


class FormFormat(StrEnum):
    """How a form is written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "md"
    HTML = "html"


class TimelineFormat(StrEnum):
    """How a timeline is written."""

    TEXT = "text"
    JSON = "json"
    SVG = "svg"
    HTML = "html"


DOSSIER = Annotated[
    list[str],
    typer.Argument(
        help="A dossier in JSON (lacuna scan --format json), the id of a kept one, or documents.",
        show_default=False,
    ),
]
FACTS = Annotated[
    Path | None, typer.Option("--facts", help="YAML file with facts; only with documents.")
]
AS_OF = Annotated[
    str | None, typer.Option("--as-of", help="Judge by the law of this day; only with documents.")
]
NO_COLOR = Annotated[bool, typer.Option("--no-color", help="No colours.")]


def form(
    name: Annotated[FormName, typer.Argument(help="The form.", show_default=False)],
    dossier: Annotated[
        list[str] | None,
        typer.Argument(
            help="A dossier in JSON, the id of a kept one, or documents; none lists the fields.",
            show_default=False,
        ),
    ] = None,
    recipient: Annotated[
        str | None,
        typer.Option("--recipient", help="Only fields for aio, nca, dp, public or rightsholders."),
    ] = None,
    format: Annotated[
        FormFormat, typer.Option("--format", help="text, json, md or html.")
    ] = FormFormat.TEXT,
    law: Annotated[
        Path | None, typer.Option("--law", help="Folder of the official texts, for their labels.")
    ] = None,
    facts: FACTS = None,
    as_of: AS_OF = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
    no_color: NO_COLOR = False,
) -> None:
    """Show a dossier as the Model Documentation Form, the training summary, or Annex XI or XII."""
    from pipeline.catalogue.elements import elements
    from pipeline.catalogue.forms import form as find
    from pipeline.catalogue.obligations import obligations
    from pipeline.cli.dossiers import open_dossier
    from pipeline.cli.output import write, write_lines
    from pipeline.cli.scan import day
    from pipeline.export import forms as export
    from pipeline.law.form_texts import official_fields
    from pipeline.view.forms import Catalogue, form_view

    wanted = find(name.value)
    whom = _recipient(wanted, recipient)
    if not dossier:
        _blank(wanted, whom, format, law, day(as_of), output, colour=not no_color)
        return
    found = open_dossier(dossier, facts=facts, as_of=day(as_of), quiet=quiet)
    official = official_fields(wanted, law, found.run.as_of)
    view = form_view(found, wanted, Catalogue(elements(), obligations(), official), whom)
    if format is FormFormat.JSON:
        from pipeline.wire.encode import dumps

        write(dumps(export.form_json(view, found)), output)
    elif format is FormFormat.MARKDOWN:
        from pipeline.export.form_pages import form_markdown

        write(form_markdown(view), output)
    elif format is FormFormat.HTML:
        from pipeline.export.form_pages import form_html

        write(form_html(view), output)
    else:
        write_lines(export.form_lines(view), output, colour=not no_color)


def _blank(
    wanted: Form,
    whom: Recipient | None,
    format: FormFormat,
    law: Path | None,
    as_of: date | None,
    output: Path | None,
    *,
    colour: bool,
) -> None:
    """Write the fields of a form without a model."""
    import json

    from pipeline.catalogue.obligations import obligations
    from pipeline.cli.output import write, write_lines
    from pipeline.errors import BadInput
    from pipeline.export.form_fields import fields_json, fields_lines
    from pipeline.law.form_texts import official_fields

    official = official_fields(wanted, law, as_of)
    if format is FormFormat.JSON:
        rows = fields_json(wanted, obligations(), official, whom)
        write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", output)
    elif format is FormFormat.TEXT:
        write_lines(fields_lines(wanted, obligations(), official, whom), output, colour)
    else:
        raise BadInput(f"a form without a dossier is written as text or json, not {format.value}")


def timeline(
    dossier: DOSSIER,
    format: Annotated[
        TimelineFormat, typer.Option("--format", help="text, json, svg (the picture) or html.")
    ] = TimelineFormat.TEXT,
    facts: FACTS = None,
    as_of: AS_OF = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
    no_color: NO_COLOR = False,
) -> None:
    """Show from when each duty bites: what is due now, what next, and what that depends on."""
    from pipeline.catalogue.obligations import obligations
    from pipeline.catalogue.timeline import timeline as known
    from pipeline.cli.dossiers import open_dossier
    from pipeline.cli.output import write, write_lines
    from pipeline.cli.scan import day
    from pipeline.export import timeline as export
    from pipeline.view.tracks import build

    found = build(
        open_dossier(dossier, facts=facts, as_of=day(as_of), quiet=quiet), obligations(), *known()
    )
    if format is TimelineFormat.JSON:
        from pipeline.wire.encode import dumps

        write(dumps(export.timeline_json(found)), output)
    elif format is TimelineFormat.SVG:
        from pipeline.export.timeline_svg import timeline_svg

        write(timeline_svg(found), output)
    elif format is TimelineFormat.HTML:
        from pipeline.export.timeline_page import timeline_html

        write(timeline_html(found), output)
    else:
        write_lines(export.timeline_lines(found), output, colour=not no_color)


def _recipient(wanted: Form, name: str | None) -> Recipient | None:
    from pipeline.errors import BadInput

    if name is None:
        return None
    for recipient in wanted.recipients:
        if recipient.id == name:
            return recipient
    known = ", ".join(recipient.id for recipient in wanted.recipients)
    raise BadInput(f"{wanted.title} has no recipient {name!r}; it has {known}")
