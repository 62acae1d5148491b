"""Forms that law or Code ask for: fields, recipients, and when a field is to be filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.schema.catalogue import Audience


class FieldType(StrEnum):
    """What kind of answer a field takes."""

    TEXT = "text"
    DATE = "date"
    MONTH = "month"
    PERIOD = "period"
    NUMBER = "number"
    RANGE = "range"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    LIST = "list"
    LINK = "link"
    DUTY = "duty"


class Confidence(StrEnum):
    """How sure it is whom a field is for."""

    VERIFIED = "verified"
    VERIFIED_SPLIT = "verified_split"
    THIRD_DRAFT = "third_draft"
    THIRD_DRAFT_UNCERTAIN = "third_draft_uncertain"
    UNCERTAIN = "uncertain"

    @property
    def verified(self) -> bool:
        """True where the recipients were read in the final form."""
        return self in (Confidence.VERIFIED, Confidence.VERIFIED_SPLIT)


class Mode(StrEnum):
    """How a recipient gets what a form holds."""

    UNASKED = "unasked"
    ON_REQUEST = "on_request"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody whom a form is for.

    Attributes:
        id: Short name for the command line, such as ``dp``.
        audience: The same as in the catalogue of duties.
        name: Name for people.
        mode: Whether it is to be asked for.
        basis: Locator of what says so.
        through: Who asks in their place, such as ``the AI Office``; empty where they ask.
    """

    id: str
    audience: Audience
    name: str
    mode: Mode
    basis: str
    through: str = ""


@dataclass(frozen=True, slots=True)
class FieldCondition:
    """When a field is to be filled in.

    Attributes:
        words: The condition in our words, to follow "if".
        answers: Ids of fields of which one must be answered with yes; empty where none decides.
        duty: True where the field's own duty decides.
        also: What else must hold and no answer tells; empty where nothing.
    """

    words: str
    answers: tuple[str, ...] = ()
    duty: bool = False
    also: str = ""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form; gloss, elements and recipients stand in the duty of the same id.

    Attributes:
        id: Id of the field and of its row in the catalogue of duties.
        section: Id of its section.
        type: What kind of answer it takes.
        required: False for optional fields.
        condition: When it is to be filled in; None where always.
        confidence: How sure its recipients are; None where the form names one for all fields.
        question: Row of the list of questions that reads its boxes; empty where it has none.
        whole: True where its elements speak of all training data, not of its section alone.
        own: True where only the form itself can answer it, as with its own version.
    """

    id: str
    section: str
    type: FieldType
    required: bool = True
    condition: FieldCondition | None = None
    confidence: Confidence | None = None
    question: str = ""
    whole: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One form.

    Attributes:
        id: Such as ``mdf``.
        title: Its name.
        about: What it is for, in our words.
        edition: Day of the edition that the fields follow.
        installed: Id of the law source whose file holds its official labels.
        duties: Ids of the duties that ask for the form as a whole.
        recipients: Whom it is for.
        sections: (id, our title) in order.
        fields: In order.
        publication: Duties on how it is published, shown before the fields.
    """

    id: str
    title: str
    about: str
    edition: date
    installed: str
    duties: tuple[str, ...]
    recipients: tuple[Recipient, ...]
    sections: tuple[tuple[str, str], ...]
    fields: tuple[FormField, ...]
    publication: tuple[FormField, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialField:
    """A field in official words, from an installed file.

    Attributes:
        label: The label, or where the point stands.
        options: What may be ticked, one string each.
        source: Name of the file's source.
        edition: Day of the text.
        notes: What must be said with it.
        text: The words of a point of the Act; empty for fields that have a label.
    """

    label: str
    options: tuple[str, ...]
    source: str
    edition: str
    notes: tuple[str, ...] = ()
    text: str = ""
