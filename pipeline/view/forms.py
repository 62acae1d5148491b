"""A dossier in the shape of a form: for each field what is answered, where, and to whom it is owed.

Findings and elements are taken as they are. The form adds two things: a field whose condition does
not hold does not apply, and words about the training data as a whole do not answer a field on one
kind of source.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.schema import (
    Applicability,
    Dossier,
    Element,
    Finding,
    Obligation,
    Record,
    Tri,
    Verdict,
)
from pipeline.schema.forms import FieldType, Form, FormField, OfficialField, Recipient
from pipeline.view.boxes import Box, boxes
from pipeline.view.conditions import Condition, holds
from pipeline.view.elements import ElementRow, Quoted, element_rows
from pipeline.view.findings import relief_words
from pipeline.view.form_rows import (
    STATUS_WORDS,
    Answer,
    Carrier,
    FieldRow,
    FieldStatus,
    FormView,
    Owed,
)
from pipeline.view.when import When, when

#: What kind of document a published summary is.
SUMMARY = "summary"


_BY_RECORD = {
    Record.EVIDENCED: FieldStatus.STATED,
    Record.PARTLY: FieldStatus.PARTLY,
    Record.CONTRADICTED: FieldStatus.CONTRADICTED,
    Record.NOT_ASSESSED: FieldStatus.NOT_JUDGED,
    Record.SILENT: FieldStatus.NOT_FOUND,
}


@dataclass(frozen=True)
class Catalogue:
    """What a form is read against: all elements, all duties, official words where installed."""

    elements: Sequence[Element]
    obligations: Sequence[Obligation]
    official: Mapping[str, OfficialField]


def form_view(
    dossier: Dossier, form: Form, catalogue: Catalogue, recipient: Recipient | None = None
) -> FormView:
    """Return a dossier in the shape of a form.

    Args:
        dossier: The dossier.
        form: The form.
        catalogue: Elements, duties and official words.
        recipient: Show the fields for this one alone; None for all.
    """
    reader = _Reader(dossier, form, catalogue)
    rows = tuple(reader.row(field) for field in form.fields)
    publication = tuple(reader.row(field) for field in form.publication)

    def shown(row: FieldRow) -> bool:
        return recipient is None or recipient in row.recipients

    return FormView(
        form=form,
        model=dossier.model.name,
        provider=dossier.model.provider,
        as_of=dossier.run.as_of,
        recipient=recipient,
        carriers=reader.carriers(),
        notes=reader.notes(),
        publication=tuple(row for row in publication if shown(row)),
        rows=tuple(row for row in rows if shown(row)),
    )


class _Reader:
    def __init__(self, dossier: Dossier, form: Form, catalogue: Catalogue) -> None:
        self.dossier, self.form, self.official = dossier, form, catalogue.official
        self.duties = {row.id: row for row in catalogue.obligations}
        self.elements = {row.id: row for row in element_rows(dossier, catalogue.elements)}
        self.applicability: dict[str, dict[str, Applicability]] = {}
        for item in dossier.applicability:
            self.applicability.setdefault(item.obligation, {})[item.variant] = item
        self.findings: dict[str, list[Finding]] = {}
        for finding in dossier.findings:
            self.findings.setdefault(finding.obligation, []).append(finding)
        self.asks_for_summary = bool(form.publication)
        self.summaries = {
            document.id: document.name
            for document in dossier.documents
            if document.kind == SUMMARY and not (document.about and document.about.foreign)
        }
        every = (*form.publication, *form.fields)
        self.boxes = {
            field.id: box
            for field in every
            if field.question and (box := boxes(dossier, field.question))
        }

    def row(self, field: FormField) -> FieldRow:
        duty = self.duties[field.id]
        condition = None
        if field.condition:
            condition = holds(field, field.condition, self.boxes, self.applicability, self.form)
        status = self._status(field, duty, condition)
        return FieldRow(
            field=field,
            obligation=duty,
            official=self.official.get(field.id),
            recipients=tuple(r for r in self.form.recipients if r.audience in duty.audience),
            status=status,
            words=self._words(duty, status),
            condition=condition,
            answers=()
            if field.whole and status is FieldStatus.DOES_NOT_APPLY
            else self._answers(field, duty),
            owed=tuple(o for finding in self._of(field.id) for o in self._owed(duty, finding)),
            simpler=self._simpler(field.id),
        )

    def _simpler(self, identifier: str) -> tuple[str, ...]:
        told = (relief_words(one) for finding in self._of(identifier) for one in finding.reliefs)
        return tuple(dict.fromkeys(told))

    def _of(self, identifier: str) -> Sequence[Finding]:
        return self.findings.get(identifier, ())

    def _status(
        self, field: FormField, duty: Obligation, condition: Condition | None
    ) -> FieldStatus:
        if condition and condition.holds is Tri.NO:
            return FieldStatus.DOES_NOT_APPLY
        if box := self.boxes.get(field.id):
            return _of_box(box)
        if not duty.elements:
            return FieldStatus.NOT_READ
        records = [finding.record for finding in self._of(field.id)]
        status = _BY_RECORD[records[0]] if records else FieldStatus.NOT_JUDGED
        if status is FieldStatus.NOT_FOUND and condition and condition.holds is Tri.UNKNOWN:
            return FieldStatus.CONDITION_UNKNOWN
        if status not in (FieldStatus.STATED, FieldStatus.PARTLY):
            return status
        if field.whole:
            return FieldStatus.GENERAL
        if not self.asks_for_summary or field.type is FieldType.DUTY or self._in_summary(duty):
            return status
        return FieldStatus.NOT_FOUND if field.own else FieldStatus.ELSEWHERE

    def _in_summary(self, duty: Obligation) -> bool:
        """Return whether a published summary of this model states what a duty asks for."""
        found = (self.elements[name] for name in duty.elements if name in self.elements)
        return any(quoted.document in self.summaries for row in found for quoted in row.evidence)

    def _words(self, duty: Obligation, status: FieldStatus) -> str:
        """Return the status in words; silence in the words of its elements where they agree."""
        found = [self.elements[name] for name in duty.elements if name in self.elements]
        said = {row.words for row in found if row.status.is_gap}
        if status is FieldStatus.NOT_FOUND and len(said) == 1:
            return said.pop()
        return STATUS_WORDS[status]

    def _answers(self, field: FormField, duty: Obligation) -> tuple[Answer, ...]:
        found = []
        if box := self.boxes.get(field.id):
            quotes = self._first(box.quotes, field)
            name = self.elements[box.element].name if box.element in self.elements else box.element
            found.append(Answer(box.element, name, "box", box.values, quotes))
        for identifier in duty.elements:
            row = self.elements.get(identifier)
            if row is not None and not (box and identifier == box.element):
                found.append(self._answer(row, field))
        return tuple(found)

    def _answer(self, row: ElementRow, field: FormField) -> Answer:
        sides = tuple(quoted for _, quoted in row.sides)
        quotes = self._first(sides or row.evidence, field)
        if field.own:
            quotes = tuple(quoted for quoted in quotes if quoted.document in self.summaries)
        # An answer of yes to another question is no value of this field.
        values = tuple(value for value in row.values if value.lower() not in ("yes", "no"))
        return Answer(row.id, row.name, row.words, values, quotes, field.whole)

    def _first(self, quotes: Sequence[Quoted], field: FormField) -> tuple[Quoted, ...]:
        """Return quotations, those first that begin with the field's label, then a summary's."""
        official = self.official.get(field.id)
        label = _flat(official.label) if official and not official.text else ""

        def place(quoted: Quoted) -> tuple[bool, bool]:
            labelled = bool(label) and _flat(quoted.text).startswith(label)
            return not labelled, self.asks_for_summary and quoted.document not in self.summaries

        return tuple(sorted(quotes, key=place))

    def _owed(self, duty: Obligation, finding: Finding) -> list[Owed]:
        """Return a finding's groups of variants that share their days."""
        groups: dict[When, list[str]] = {}
        for variant in finding.variants:
            item = self.applicability.get(finding.obligation, {}).get(variant)
            told = when(finding.duty, duty, item, self.dossier.run.as_of)
            groups.setdefault(told, []).append(variant)
        return [
            Owed(tuple(variants), finding.id, finding.duty, finding.outcome, told, finding.because)
            for told, variants in groups.items()
        ]

    def carriers(self) -> tuple[Carrier, ...]:
        """Return the duties that ask for the form; of reasons that differ the first, with whose."""
        found = []
        for identifier in self.form.duties:
            duty = self.duties[identifier]
            groups: dict[tuple[Verdict, When], dict[str, list[str]]] = {}
            for item in self.applicability.get(identifier, {}).values():
                told = when(None, duty, item, self.dossier.run.as_of)
                reasons = groups.setdefault((item.outcome, told), {})
                reasons.setdefault(item.because.because, []).append(item.variant)
            for (outcome, told), reasons in groups.items():
                because, names = next(iter(reasons.items()))
                if len(reasons) > 1:
                    because = f"{names[0]}: {because}"
                variants = tuple(name for each in reasons.values() for name in each)
                found.append(Carrier(duty, variants, outcome, told, because))
        return tuple(found)

    def notes(self) -> tuple[str, ...]:
        found = []
        if self.dossier.run.as_of < self.form.edition:
            found.append(
                f"The fields follow the edition of {self.form.edition}, not yet published on the "
                "day of judgement; lacuna law editions lists earlier ones."
            )
        if self.asks_for_summary:
            found.append(
                f"Published summaries among the documents: {', '.join(self.summaries.values())}."
                if self.summaries
                else "No published summary of this model is among the documents: what is shown "
                "comes from other documents, and tells what such a summary could say."
            )
        if any(f.confidence and not f.confidence.verified for f in self.form.fields):
            found.append(
                "Each field says whom it is for and how sure that is: some marks were read in the "
                "final form, others only in its third draft, or are uncertain."
            )
        if not self.official:
            found.append(
                "The official words are not installed: fields are shown in our words. "
                "lacuna law fetch installs them."
            )
        simpler = (told for name in self.form.duties for told in self._simpler(name))
        return (*found, *dict.fromkeys(simpler))


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())


def _of_box(box: Box) -> FieldStatus:
    if box.answer is Tri.UNKNOWN:
        return FieldStatus.CONTRADICTED if box.disputed else FieldStatus.NOT_JUDGED
    return FieldStatus.STATED
