"""Official labels and options of a form's fields, from the installed file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from pipeline.catalogue.obligations import obligations
from pipeline.errors import BadInput, LawNotInstalled
from pipeline.law import layout
from pipeline.law.corpus import LawCorpus, open_law
from pipeline.law.forms import field_rows, options
from pipeline.schema.forms import Form, OfficialField

#: Ids of forms whose fields are points of the Act.
ACT = "act"


def official_fields(
    form: Form,
    folder: Path | None = None,
    as_of: date | None = None,
    *,
    law: Callable[[], LawCorpus] | None = None,
) -> Mapping[str, OfficialField]:
    """Return the official words of a form's fields by their ids.

    Args:
        form: The form.
        folder: Where the law is installed; otherwise as ``open_law`` looks for it.
        as_of: Day for which points of the Act are shown.
        law: Gives the law where it is open already.

    Returns:
        Empty where no text is installed; without the fields that an installed file lacks.
    """
    try:
        if form.installed == ACT:
            return _points(form, law() if law else open_law(folder, as_of))
        return _labels(form, layout.files(layout.installed_folder(folder)))
    except LawNotInstalled:
        return {}


def _labels(form: Form, files: tuple[layout.LawFile, ...]) -> Mapping[str, OfficialField]:
    wanted = {field.id for field in (*form.publication, *form.fields)}
    found: dict[str, OfficialField] = {}
    for file in files:
        if file.source.id != form.installed:
            continue
        for row in field_rows(file.path.read_bytes(), file.path.name):
            label = str(row.get("label") or row.get("field") or "").strip()
            if row["id"] in wanted and label:
                notes = (file.source.note,) if file.source.note else ()
                found.setdefault(
                    row["id"],
                    OfficialField(
                        label.removeprefix("MDF:").strip(),
                        options(row),
                        file.source.title,
                        file.source.edition,
                        notes,
                    ),
                )
    return found


def _points(form: Form, law: LawCorpus) -> Mapping[str, OfficialField]:
    places = {row.id: row.locators for row in obligations()}
    found: dict[str, OfficialField] = {}
    for field in form.fields:
        try:
            shown = law.show(places[field.id][0])
        except BadInput:
            continue
        if shown.text:
            found[field.id] = OfficialField(
                str(shown.locator), (), shown.source, shown.edition, shown.notes, shown.text
            )
    return found
