"""How a form's fields are told to people: labels, recipients, conditions and days in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.schema import Tri, Verdict
from pipeline.schema.forms import Confidence, Mode, Recipient
from pipeline.view.form_rows import Carrier, FieldRow, FieldStatus, FormView, Owed
from pipeline.view.when import Stage

MODE_WORDS = {
    Mode.UNASKED: "without being asked",
    Mode.ON_REQUEST: "on request",
}

CONFIDENCE_WORDS = {
    Confidence.VERIFIED: "recipients read in the final form",
    Confidence.VERIFIED_SPLIT: "recipients read in the final form, which splits this in two",
    Confidence.THIRD_DRAFT: "recipients from the third draft, unverified",
    Confidence.THIRD_DRAFT_UNCERTAIN: "recipients from the third draft and uncertain, unverified",
    Confidence.UNCERTAIN: "recipients uncertain, unverified",
}

_HOLDS = {Tri.YES: "it does", Tri.NO: "it does not", Tri.UNKNOWN: "not known"}

VERDICTS = {
    Verdict.APPLIES: "owed",
    Verdict.DOES_NOT_APPLY: "not owed",
    Verdict.UNDETERMINED: "open",
}

OwedKey = tuple[tuple[tuple[str, ...], str], ...]


def title(row: FieldRow) -> str:
    """Return what heads a field: its official label, else our gloss, which says that it is ours."""
    if row.official and not row.official.text:
        return row.official.label
    return f"{row.obligation.gloss} (our words)"


def section(identifier: str, name: str) -> str:
    """Return a section's number, where it has one, and our title."""
    return f"{identifier} {name}" if identifier[0].isdigit() else name


def recipients(row: FieldRow) -> str:
    """Return whom a field is for and how, such as ``AI Office on request``."""
    return told_to(row.recipients)


def usual_recipients(view: FormView) -> Sequence[Recipient]:
    """Return whom most fields are for, so that it is told once."""
    found = Counter(row.recipients for row in view.rows)
    return found.most_common(1)[0][0] if found else ()


def told_to(whom: Sequence[Recipient]) -> str:
    """Return recipients by how they get it."""
    groups: dict[str, list[str]] = {}
    for recipient in whom:
        groups.setdefault(how(recipient), []).append(recipient.name)
    return "; ".join(f"{', '.join(names)} {told}" for told, names in groups.items())


def how(recipient: Recipient) -> str:
    """Return how a recipient gets what a form holds."""
    if recipient.through:
        return f"on a request of {recipient.through}"
    return MODE_WORDS[recipient.mode]


def condition(row: FieldRow) -> str:
    """Return a field's condition and whether it holds; empty where it has none."""
    if row.condition is None:
        return ""
    found = row.condition
    return f"If {found.words}: {_HOLDS[found.holds]}. {found.because}".strip()


def owed(row: FieldRow, variants: int) -> str:
    """Return from when a field is owed, a group of variants each.

    Args:
        row: The field.
        variants: How many variants there are; with one, none is named.
    """
    if row.status is FieldStatus.DOES_NOT_APPLY:
        return "does not apply"
    told = [_owed(item, name_them=variants > 1 and len(row.owed) > 1) for item in row.owed]
    words = "; ".join(dict.fromkeys(told)) or "not judged"
    nobody = all(item.when.stage is Stage.NOT_OWED for item in row.owed)
    return words if row.field.required or nobody else f"optional; {words}"


def _owed(item: Owed, *, name_them: bool) -> str:
    return f"{', '.join(item.variants)}: {item.when.words}" if name_them else item.when.words


def key(row: FieldRow) -> OwedKey:
    """Return what tells apart fields that are owed from other days."""
    return tuple((item.variants, item.when.words) for item in row.owed)


def usual(view: FormView) -> OwedKey:
    """Return how most fields are owed, so that it is told once; empty without fields."""
    found = Counter(key(row) for row in view.rows)
    return found.most_common(1)[0][0] if found else ()


def is_usual(row: FieldRow, most: OwedKey) -> bool:
    """Return whether nothing needs to be said of when this field is owed."""
    return row.field.required and row.status is not FieldStatus.DOES_NOT_APPLY and key(row) == most


def carriers(view: FormView) -> tuple[tuple[str, Stage, str], ...]:
    """Return (references, stage, words) of whether the form as a whole is owed, and why.

    Duties of which the same is to be said share an entry; variants are named where they differ.
    """
    groups: dict[tuple[Stage, str], list[str]] = {}
    for item in view.carriers:
        alone = sum(other.obligation is item.obligation for other in view.carriers) == 1
        told = _carrier(item, name_them=not alone)
        groups.setdefault((item.when.stage, told), []).append(item.obligation.ref)
    return tuple((", ".join(refs), stage, told) for (stage, told), refs in groups.items())


def _carrier(item: Carrier, *, name_them: bool) -> str:
    whom = f"{', '.join(item.variants)}: " if name_them else ""
    words = VERDICTS[item.outcome]
    if item.outcome is Verdict.APPLIES:
        words = f"owed {item.when.words}"
    return f"{whom}{words}. {item.because}"


def variants(view: FormView) -> int:
    """Return how many variants the form was read for."""
    rows = (*view.publication, *view.rows)
    return len({name for row in rows for item in row.owed for name in item.variants})


def counted(view: FormView) -> str:
    """Return the number of fields by status in words."""
    return ", ".join(f"{count} {COUNTED[status]}" for status, count in view.counts.items())


COUNTED = {
    FieldStatus.STATED: "stated",
    FieldStatus.PARTLY: "partly stated",
    FieldStatus.GENERAL: "stated of the data as a whole only",
    FieldStatus.ELSEWHERE: "stated in other documents only",
    FieldStatus.CONTRADICTED: "contradicted",
    FieldStatus.NOT_FOUND: "not found",
    FieldStatus.NOT_READ: "not read from documents",
    FieldStatus.NOT_JUDGED: "could not be judged",
    FieldStatus.CONDITION_UNKNOWN: "not found and unknown whether they apply",
    FieldStatus.DOES_NOT_APPLY: "do not apply",
}
