"""Units of the Model Documentation Form and of the training-summary template, from their JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from pipeline.errors import BadInput
from pipeline.law.places import Kind, Locator, Work
from pipeline.law.units import Unit
from pipeline.schema import Document


def read_form(
    data: bytes, name: str, edition: str, source_id: str
) -> tuple[Document, tuple[Unit, ...]]:
    """Return the form as a document of one field a line, and a unit a field.

    Raises:
        BadInput: the file is not the form's JSON.
    """
    fields = _fields(data, name, {"id", "field"})
    builder = _Builder(data, name, edition, source_id)
    for field in fields:
        title = field["field"].removeprefix("MDF:").strip()
        locator = Locator(Work.FORM, Kind.FIELD, title)
        builder.add(locator, "field", field["id"], "", [title])
    return builder.done()


def read_template(
    data: bytes, name: str, edition: str, source_id: str
) -> tuple[Document, tuple[Unit, ...]]:
    """Return the template as a document, and a unit a section: its title and its fields' labels.

    Raises:
        BadInput: the file is not the template's JSON.
    """
    sections: dict[str, list[dict[str, Any]]] = {}
    for field in _fields(data, name, {"id", "section", "label"}):
        sections.setdefault(field["section"], []).append(field)
    builder = _Builder(data, name, edition, source_id)
    for title, fields in sections.items():
        number = "header" if title == "0" else title.split(" ")[0].rstrip(".")
        locator = Locator(Work.TEMPLATE, Kind.SECTION, number)
        heading = title.partition(" ")[2]
        lines = [line for field in fields for line in _lines(field)]
        builder.add(locator, "section", number, heading, lines)
    return builder.done()


def field_rows(data: bytes, name: str) -> list[dict[str, Any]]:
    """Return the fields of a form's or the template's JSON, in its order.

    Raises:
        BadInput: the file is no form's JSON.
    """
    return _fields(data, name, {"id"})


def options(field: dict[str, Any]) -> tuple[str, ...]:
    """Return what may be ticked in a field, one string each; those of one kind are joined."""
    found = field.get("options") or []
    if isinstance(found, dict):
        return tuple(f"{key}: {_joined(values)}" for key, values in found.items())
    return (found,) if isinstance(found, str) else tuple(found)


def _lines(field: dict[str, Any]) -> Iterable[str]:
    yield field["label"]
    found = field.get("options") or []
    if isinstance(found, dict):
        yield from (f"- {line}" for line in options(field))
    elif found:
        yield f"- {_joined(found)}"


def _joined(words: str | list[str]) -> str:
    return words if isinstance(words, str) else "; ".join(words)


def _fields(data: bytes, name: str, needed: set[str]) -> list[dict[str, Any]]:
    try:
        fields = json.loads(data)["fields"]
        for number, field in enumerate(fields, 1):
            if missing := sorted(key for key in needed if not isinstance(field.get(key), str)):
                raise ValueError(f"field {number} has no {', '.join(missing)}")
            options = field.get("options") or []
            lists = options.values() if isinstance(options, dict) else [options]
            if not all(_are_words(option) for option in lists):
                raise ValueError(f"the options of field {number} are no lists of words")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(f"{name} is not a form in JSON: {error}; fetch it again") from error
    return list(fields)


def _are_words(option: object) -> bool:
    if isinstance(option, list):
        return all(isinstance(word, str) for word in option)
    return isinstance(option, str)


class _Builder:
    """Writes fields as lines of one text and remembers where each stands."""

    def __init__(self, data: bytes, name: str, edition: str, source_id: str) -> None:
        self.id = hashlib.sha256(data).hexdigest()
        self.name, self.edition, self.source_id = name, edition, source_id
        self.text = ""
        self.rows: list[tuple[Locator, str, str, str, int, int]] = []

    def add(self, locator: Locator, kind: str, label: str, heading: str, lines: list[str]) -> None:
        start = len(self.text)
        self.text += "\n".join(lines)
        self.rows.append((locator, kind, label, heading, start, len(self.text)))
        self.text += "\n"

    def done(self) -> tuple[Document, tuple[Unit, ...]]:
        document = Document(
            self.id, self.name, "application/json", self.text, kind="law", language="en"
        )
        units = tuple(
            Unit(
                locator=locator,
                kind=kind,
                label=label,
                heading=heading,
                text=self.text[start:end],
                document_id=self.id,
                start=start,
                end=end,
                edition=self.edition,
                source_id=self.source_id,
                parent=None,
            )
            for locator, kind, label, heading, start, end in self.rows
        )
        return document, units
