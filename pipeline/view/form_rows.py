"""The nouns of a form that is filled from a dossier: fields, answers, and to whom they are owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.schema import Duty, Obligation, Outcome, Verdict
from pipeline.schema.forms import Form, FormField, OfficialField, Recipient
from pipeline.view.conditions import Condition
from pipeline.view.elements import Quoted
from pipeline.view.when import When


class FieldStatus(StrEnum):
    """What the documents show of a field."""

    STATED = "stated"
    PARTLY = "partly_stated"
    GENERAL = "stated_in_general"
    ELSEWHERE = "stated_elsewhere"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"
    NOT_READ = "not_read"
    NOT_JUDGED = "not_judged"
    CONDITION_UNKNOWN = "condition_unknown"
    DOES_NOT_APPLY = "does_not_apply"


STATUS_WORDS = {
    FieldStatus.STATED: "stated",
    FieldStatus.PARTLY: "partly stated",
    FieldStatus.GENERAL: "stated of the data as a whole",
    FieldStatus.ELSEWHERE: "stated in other documents",
    FieldStatus.CONTRADICTED: "contradicted",
    FieldStatus.NOT_FOUND: "not found",
    FieldStatus.NOT_READ: "not read from documents",
    FieldStatus.NOT_JUDGED: "could not be judged",
    FieldStatus.CONDITION_UNKNOWN: "not found, and unknown whether it applies",
    FieldStatus.DOES_NOT_APPLY: "does not apply",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the documents say of one element behind a field.

    Attributes:
        element: Element id.
        name: Its name for people.
        words: Its status in words.
        values: Typed values in words; ``Yes`` or ``No`` for a box.
        quotes: Quotations, best first; of a summary those in the summary come first.
        whole: True where it speaks of the training data as a whole.
    """

    element: str
    name: str
    words: str
    values: tuple[str, ...]
    quotes: tuple[Quoted, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """Whether a field is owed, for the variants for which that is the same.

    Attributes:
        variants: Their names.
        finding: Id of the finding.
        duty: Whether the duty bites.
        outcome: What duty and record give together.
        when: From which day, in one word and in a sentence.
        because: The finding's reason.
    """

    variants: tuple[str, ...]
    finding: str
    duty: Duty
    outcome: Outcome
    when: When
    because: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field as viewer and reports show it.

    Attributes:
        field: The field.
        obligation: Its row of the catalogue of duties: reference, locators and gloss.
        official: Its official label and options; None where no text is installed.
        recipients: Whom it is for.
        status: What the documents show.
        words: The same in words.
        condition: Whether its condition holds; None where it has none.
        answers: What the documents say, an element each.
        owed: To be given from when, a group of variants each.
        simpler: What law or Code makes simpler for smaller providers, in sentences.
    """

    field: FormField
    obligation: Obligation
    official: OfficialField | None
    recipients: tuple[Recipient, ...]
    status: FieldStatus
    words: str
    condition: Condition | None
    answers: tuple[Answer, ...]
    owed: tuple[Owed, ...]
    simpler: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Carrier:
    """A duty that asks for the form as a whole, for the variants that share its outcome."""

    obligation: Obligation
    variants: tuple[str, ...]
    outcome: Verdict
    when: When
    because: str


@dataclass(frozen=True, slots=True)
class FormView:
    """A dossier in the shape of a form.

    Attributes:
        form: The form.
        model: Name of the model.
        provider: Name of its provider.
        as_of: Day for which it was judged.
        recipient: Whose fields are shown; None for everybody's.
        carriers: Whether the form as a whole is owed, and why.
        notes: What must be said first.
        publication: Duties on how it is published.
        rows: Fields, in the form's order.
    """

    form: Form
    model: str
    provider: str
    as_of: date
    recipient: Recipient | None
    carriers: tuple[Carrier, ...]
    notes: tuple[str, ...]
    publication: tuple[FieldRow, ...]
    rows: tuple[FieldRow, ...]

    @property
    def counts(self) -> Mapping[FieldStatus, int]:
        """Number of fields by status, zeros left out."""
        found = dict.fromkeys(FieldStatus, 0)
        for row in self.rows:
            found[row.status] += 1
        return {status: count for status, count in found.items() if count}

    def section(self, identifier: str) -> tuple[FieldRow, ...]:
        """Return the rows of one section."""
        every = (*self.publication, *self.rows)
        return tuple(row for row in every if row.field.section == identifier)
