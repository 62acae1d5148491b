"""A dossier in the shape of a form, as text for people and as JSON for machines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.export.plain import plain
from pipeline.export.text import NOTE, WIDTH, Line
from pipeline.schema import Dossier
from pipeline.schema.forms import Recipient
from pipeline.view import form_words as words
from pipeline.view.conditions import Condition
from pipeline.view.elements import Quoted
from pipeline.view.form_rows import Answer, Carrier, FieldRow, FieldStatus, FormView, Owed
from pipeline.view.when import When

#: Raised by a breaking change only.
SCHEMA_VERSION = "1"
#: Quotations shown below one piece of information; the JSON has all.
QUOTES = 2

_STYLE = {
    FieldStatus.STATED: "good",
    FieldStatus.PARTLY: "partly",
    FieldStatus.GENERAL: "partly",
    FieldStatus.ELSEWHERE: "partly",
    FieldStatus.CONTRADICTED: "gap",
    FieldStatus.NOT_FOUND: "gap",
    FieldStatus.DOES_NOT_APPLY: "quiet",
}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Usual:
    """What holds of most fields of a form, and so is told once.

    Attributes:
        owed: From when they are owed.
        recipients: Whom they are for.
        variants: Number of variants that the form was read for.
    """

    owed: words.OwedKey
    recipients: Sequence[Recipient]
    variants: int

    @classmethod
    def of(cls, view: FormView) -> Usual:
        """Return what is usual in a form."""
        return cls(words.usual(view), words.usual_recipients(view), words.variants(view))


def form_lines(view: FormView) -> Iterator[Line]:
    """Yield the lines of a form for a terminal."""
    for line in _lines(view):
        yield Line(plain(line.text), line.style)


def _lines(view: FormView) -> Iterator[Line]:
    yield Line(heading(view), "title")
    yield Line(f"judged as of {view.as_of}; edition of the form {view.form.edition}", "quiet")
    for note in head_notes(view):
        yield from _wrapped(note, "")
    yield from _wrapped(f"Fields: {words.counted(view)}.", "")
    usual = Usual.of(view)
    for identifier, title in view.form.sections:
        if rows := view.section(identifier):
            yield Line("")
            yield Line(words.section(identifier, title), "title")
            for row in rows:
                yield from _field(row, usual)


def heading(view: FormView) -> str:
    """Return what heads a form: its title, the model and its provider."""
    whose = view.model or "model not named"
    return f"{view.form.title}: {whose}" + (f" ({view.provider})" if view.provider else "")


def head_notes(view: FormView) -> Iterator[str]:
    """Yield what must be said before the fields, a sentence or two each."""
    shown = f"Only fields for {view.recipient.name}. " if view.recipient else ""
    yield f"{shown}To be given to: {words.told_to(view.form.recipients)}."
    for refs, _, told in words.carriers(view):
        yield f"{refs}: {told}"
    yield from view.notes
    if most := words.usual(view):
        days = [f"{', '.join(names)}: {day}" if len(most) > 1 else day for names, day in most]
        yield f"Where nothing else is said, a field is owed so: {'; '.join(dict.fromkeys(days))}."
    yield NOTE


def _field(row: FieldRow, usual: Usual) -> Iterator[Line]:
    head = f"[{row.words}] {words.title(row)} ({row.field.id})"
    yield from _wrapped(head, "  ", _STYLE.get(row.status, "plain"))
    for told in details(row, usual):
        yield from _wrapped(told, "      ")
    for answer in row.answers:
        yield from _wrapped(said(answer), "      ")
        for quoted in answer.quotes[:QUOTES]:
            yield from _wrapped(f"“{quoted.text}” – {quoted.place}", "        ", "quiet")
        if len(answer.quotes) > QUOTES:
            yield Line(f"        and {len(answer.quotes) - QUOTES} more quotations", "quiet")


def details(row: FieldRow, usual: Usual) -> Iterator[str]:
    """Yield what is to be said of a field beside its answers."""
    if row.official and row.official.text:
        yield f"official words, {row.official.label}: {row.official.text}"
    elif row.official:
        yield f"in our words: {row.obligation.gloss}"
    if row.official and row.official.options:
        yield f"options: {'; '.join(row.official.options)}"
    if row.field.confidence:
        yield f"for: {words.recipients(row)} ({words.CONFIDENCE_WORDS[row.field.confidence]})"
    elif row.recipients != usual.recipients:
        yield f"for: {words.recipients(row)}"
    if told := words.condition(row):
        yield told
    if not words.is_usual(row, usual.owed):
        yield f"owed: {words.owed(row, usual.variants)}"
    yield from row.simpler
    if row.status is FieldStatus.NOT_READ and row.obligation.without_element:
        yield f"not read: {row.obligation.without_element}"


def said(answer: Answer) -> str:
    """Return what the documents say of one piece of information, in one line."""
    values = "; ".join(answer.values)
    name = answer.name + (" (of the training data as a whole)" if answer.whole else "")
    if answer.words == "box":
        return f"answer: {values}"
    return f"{name}: {answer.words}" + (f": {values}" if values else "")


def _wrapped(text: str, indent: str, style: str = "plain") -> Iterator[Line]:
    for part in textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    ):
        yield Line(part, style)


def form_json(view: FormView, dossier: Dossier) -> Json:
    """Return a form as JSON: everything that the text has, every quotation whole."""
    return {
        "schema_version": SCHEMA_VERSION,
        "form": {
            "id": view.form.id,
            "title": view.form.title,
            "about": view.form.about,
            "edition": view.form.edition.isoformat(),
            "duties": list(view.form.duties),
            "recipients": [_recipient(item) for item in view.form.recipients],
            "sections": [{"id": key, "title": title} for key, title in view.form.sections],
        },
        "model": {"name": view.model, "provider": view.provider},
        "as_of": view.as_of.isoformat(),
        "recipient": view.recipient.id if view.recipient else None,
        "owed": [_carrier(item) for item in view.carriers],
        "notes": [*view.notes, NOTE],
        "counts": {status.value: count for status, count in view.counts.items()},
        "publication": [_row(row, dossier) for row in view.publication],
        "fields": [_row(row, dossier) for row in view.rows],
    }


def _recipient(item: Recipient) -> Json:
    return {
        "id": item.id,
        "name": item.name,
        "mode": item.mode.value,
        "through": item.through or None,
        "basis": item.basis,
    }


def _carrier(item: Carrier) -> Json:
    return {
        "duty": item.obligation.id,
        "reference": item.obligation.ref,
        "edition": item.obligation.edition,
        "variants": list(item.variants),
        "outcome": item.outcome.value,
        **when_json(item.when),
        "because": item.because,
    }


def when_json(item: When) -> Json:
    """Return from when something is owed."""
    return {
        "when": item.stage.value,
        "due_from": item.day.isoformat() if item.day else None,
        "branches": [{"if": told, "due_from": day.isoformat()} for told, day in item.branches],
        "words": item.words,
    }


def _row(row: FieldRow, dossier: Dossier) -> Json:
    field = row.field
    return {
        "id": field.id,
        "section": field.section,
        "type": field.type.value,
        "required": field.required,
        "reference": row.obligation.ref,
        "locators": list(row.obligation.locators),
        "edition": row.obligation.edition,
        "gloss": row.obligation.gloss,
        "official": {
            "label": row.official.label,
            "text": row.official.text,
            "options": list(row.official.options),
            "source": row.official.source,
            "edition": row.official.edition,
            "notes": list(row.official.notes),
        }
        if row.official
        else None,
        "recipients": [_recipient(item) for item in row.recipients],
        "confidence": field.confidence.value if field.confidence else None,
        "verified": field.confidence.verified if field.confidence else None,
        "condition": _condition(row.condition) if row.condition else None,
        "status": row.status.value,
        "words": row.words,
        "elements": list(row.obligation.elements),
        "answers": [_answer(item, dossier) for item in row.answers],
        "owed": [_owed(item) for item in row.owed],
        "simpler": list(row.simpler),
    }


def _condition(item: Condition) -> Json:
    return {"if": item.words, "holds": item.holds.value, "because": item.because}


def _answer(item: Answer, dossier: Dossier) -> Json:
    return {
        "element": item.element,
        "name": item.name,
        "status": item.words,
        "values": list(item.values),
        "whole": item.whole,
        "quotations": [_quotation(quoted, dossier) for quoted in item.quotes],
    }


def _quotation(quoted: Quoted, dossier: Dossier) -> Json:
    document = dossier.document(quoted.document)
    line, column = document.position(quoted.start)
    return {
        "document": document.id,
        "name": document.name,
        "kind": document.kind,
        "start": quoted.start,
        "end": quoted.end,
        "page": document.page_at(quoted.start),
        "line": line,
        "column": column,
        "quote": document.text[quoted.start : quoted.end],
    }


def _owed(item: Owed) -> Json:
    return {
        "finding": item.finding,
        "variants": list(item.variants),
        "duty": item.duty.value,
        "outcome": item.outcome.value,
        **when_json(item.when),
        "because": item.because,
    }
