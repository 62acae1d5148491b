"""The forms of ``corpora/forms``, checked against the catalogue of duties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from pipeline.catalogue.obligations import obligations
from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.errors import BadInput
from pipeline.schema import Audience
from pipeline.schema.forms import (
    Confidence,
    FieldCondition,
    FieldType,
    Form,
    FormField,
    Mode,
    Recipient,
)

#: Files under ``corpora/forms``, in the order in which forms are listed.
FILES = ("documentation_form", "training_summary", "annex_xi", "annex_xii")

_TEXTS = ("id", "title", "about", "installed")
_LISTS = ("duties", "recipients", "sections", "fields")
_FIELD = ("id", "section", "type")
_FIELD_OPTIONAL = ("required", "condition", "confidence", "question", "whole", "own")


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """Return all forms.

    Raises:
        BadCorpus: a file is faulty; all of its faults are told together.
    """
    known = {row.id for row in obligations()}
    found = []
    for name in FILES:
        path = f"forms/{name}.yaml"
        found.append(parse(load(path), path, known))
    return tuple(found)


def form(identifier: str) -> Form:
    """Return a form by its id.

    Raises:
        BadInput: there is none such; the message names those that there are.
    """
    for found in forms():
        if found.id == identifier:
            return found
    raise BadInput(f"no form {identifier!r}; there are {', '.join(found.id for found in forms())}")


def parse(content: Any, file: str, duties: set[str]) -> Form:
    """Return the form of one file's content.

    Args:
        content: What the YAML file holds.
        file: Its name, for messages.
        duties: Ids of the catalogue of duties.

    Raises:
        BadCorpus: with every fault of the file.
    """
    faults = Faults(file)
    if not isinstance(content, Mapping):
        faults.add("file", "expected keys and values")
        faults.done()
    _check(content, faults)
    faults.done()
    recipients = [
        faults.attempt(f"recipient {number}", lambda row=row: _recipient(row))  # type: ignore[misc]
        for number, row in enumerate(content["recipients"], 1)
    ]
    sections = [
        faults.attempt(f"section {number}", lambda row=row: (str(row["id"]), str(row["title"])))  # type: ignore[misc]
        for number, row in enumerate(content["sections"], 1)
    ]
    names = {section[0] for section in sections if section}
    fields = _fields(content["fields"], names, duties, faults)
    publication = _fields(content.get("publication", []), names, duties, faults)
    for name in content["duties"]:
        if name not in duties:
            faults.add("duties", f"{name} is not in the catalogue of duties")
    every = [field.id for field in (*publication, *fields)]
    for name in sorted({name for name in every if every.count(name) > 1}):
        faults.add(name, "stands twice")
    for field in fields:
        for name in field.condition.answers if field.condition else ():
            if name not in every:
                faults.add(field.id, f"its condition names {name}, which is no field")
    faults.done()
    return Form(
        id=content["id"],
        title=content["title"],
        about=content["about"],
        edition=content["edition"],
        installed=content["installed"],
        duties=tuple(content["duties"]),
        recipients=tuple(item for item in recipients if item),
        sections=tuple(item for item in sections if item),
        fields=tuple(fields),
        publication=tuple(publication),
    )


def _check(content: Mapping[str, Any], faults: Faults) -> None:
    for key in unknown_keys(content, (*_TEXTS, *_LISTS, "edition", "publication")):
        faults.add("file", f"unknown key {key!r}")
    for key in _TEXTS:
        if not (isinstance(content.get(key), str) and content[key].strip()):
            faults.add(key, "must be words")
    for key in _LISTS:
        if not (isinstance(content.get(key), list) and content[key]):
            faults.add(key, "must be a list that is not empty")
    if type(content.get("edition")) is not date:
        faults.add("edition", "must be a date such as 2025-07-10")


def _recipient(row: Mapping[str, Any]) -> Recipient:
    if unknown := unknown_keys(row, ("id", "audience", "name", "mode", "basis", "through")):
        raise ValueError(f"unknown keys {', '.join(unknown)}")
    return Recipient(
        id=row["id"],
        audience=Audience(row["audience"]),
        name=row["name"],
        mode=Mode(row["mode"]),
        basis=row["basis"],
        through=row.get("through", ""),
    )


def _fields(
    rows: Sequence[Any], sections: set[str], duties: set[str], faults: Faults
) -> list[FormField]:
    found = []
    for number, row in enumerate(rows, 1):
        if not isinstance(row, Mapping):
            faults.add(f"field {number}", "expected keys and values")
            continue
        where = str(row.get("id", f"field {number}"))
        before = len(faults.found)
        for key in _FIELD:
            if not isinstance(row.get(key), str):
                faults.add(where, f"{key} must be words")
        for key in unknown_keys(row, (*_FIELD, *_FIELD_OPTIONAL)):
            faults.add(where, f"unknown key {key!r}")
        if row.get("section") not in sections:
            faults.add(where, f"no section {row.get('section')!r}")
        if where not in duties:
            faults.add(where, "is not in the catalogue of duties")
        if len(faults.found) == before:
            built = faults.attempt(where, lambda row=row: _field(row))  # type: ignore[misc]
            if built:
                found.append(built)
    return found


def _field(row: Mapping[str, Any]) -> FormField:
    sure = row.get("confidence")
    for key in ("required", "whole", "own"):
        if not isinstance(row.get(key, False), bool):
            raise ValueError(f"{key} must be true or false, not {row[key]!r}")
    return FormField(
        id=row["id"],
        section=row["section"],
        type=FieldType(row["type"]),
        required=row.get("required", True),
        condition=_condition(row["condition"]) if "condition" in row else None,
        confidence=Confidence(sure) if sure else None,
        question=row.get("question", ""),
        whole=row.get("whole", False),
        own=row.get("own", False),
    )


def _condition(row: Mapping[str, Any]) -> FieldCondition:
    if unknown := unknown_keys(row, ("words", "answers", "duty", "also")):
        raise ValueError(f"condition: unknown keys {', '.join(unknown)}")
    answers, duty = tuple(row.get("answers", ())), row.get("duty", False)
    if not answers and duty is not True:
        raise ValueError("condition: give answers, or duty: true")
    return FieldCondition(row["words"], answers, duty, row.get("also", ""))
