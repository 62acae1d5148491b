"""A form without a model: its fields, as text for people and as JSON for machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.export.plain import plain
from pipeline.export.text import Line
from pipeline.schema import Obligation
from pipeline.schema.forms import Form, FormField, OfficialField, Recipient
from pipeline.view import form_words as words

Json = dict[str, Any]


def fields_json(
    form: Form,
    obligations: Sequence[Obligation],
    official: Mapping[str, OfficialField],
    recipient: Recipient | None = None,
) -> list[Json]:
    """Return the fields of a form, duties of publication first, for one recipient or for all."""
    duties = {row.id: row for row in obligations}
    return [
        _field(form, field, duties[field.id], official.get(field.id))
        for field in (*form.publication, *form.fields)
        if recipient is None or recipient.audience in duties[field.id].audience
    ]


def _field(form: Form, field: FormField, duty: Obligation, official: OfficialField | None) -> Json:
    condition = field.condition
    return {
        "id": field.id,
        "section": field.section,
        "section_title": dict(form.sections)[field.section],
        "type": field.type.value,
        "required": field.required,
        "condition": {
            "if": condition.words,
            "answers": list(condition.answers),
            "duty": condition.duty,
            "also": condition.also,
        }
        if condition
        else None,
        "gloss": duty.gloss,
        "label": official.label if official and not official.text else None,
        "text": official.text if official and official.text else None,
        "options": list(official.options) if official else [],
        "source": f"{official.source}, edition {official.edition}" if official else None,
        "recipients": [
            {
                "id": whom.id,
                "name": whom.name,
                "mode": whom.mode.value,
                "through": whom.through or None,
                "basis": whom.basis,
            }
            for whom in form.recipients
            if whom.audience in duty.audience
        ],
        "confidence": field.confidence.value if field.confidence else None,
        "verified": field.confidence.verified if field.confidence else None,
        "reference": duty.ref,
        "locators": list(duty.locators),
        "edition": duty.edition,
        "elements": list(duty.elements),
    }


def fields_lines(
    form: Form,
    obligations: Sequence[Obligation],
    official: Mapping[str, OfficialField],
    recipient: Recipient | None = None,
) -> Iterator[Line]:
    """Yield the fields of a form for a terminal."""
    yield Line(f"{form.title}, edition {form.edition}: {form.about}", "title")
    section = ""
    rows = fields_json(form, obligations, official, recipient)
    confidence = {field.id: field.confidence for field in form.fields}
    for row in rows:
        if row["section"] != section:
            section = row["section"]
            yield Line("")
            yield Line(words.section(section, row["section_title"]), "title")
        title = row["label"] or f"{row['gloss']} (our words)"
        yield Line(plain(f"  {row['id']}: {title}"))
        kind = row["type"].replace("_", " ") + ("" if row["required"] else ", optional")
        whom = ", ".join(item["name"] for item in row["recipients"])
        yield Line(f"      {kind}; for {whom}", "quiet")
        if sure := confidence.get(row["id"]):
            yield Line(f"      {words.CONFIDENCE_WORDS[sure]}", "quiet")
        if row["condition"]:
            told = row["condition"]["if"]
            also = row["condition"]["also"]
            yield Line(f"      if {told}{f', and {also}' if also else ''}", "quiet")
