"""Whether a field of a form is to be filled in for this model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.schema import Applicability, Tri, Verdict
from pipeline.schema.forms import FieldCondition, Form, FormField
from pipeline.view.boxes import Box


@dataclass(frozen=True, slots=True)
class Condition:
    """A field's condition for this model.

    Attributes:
        words: The condition, to follow "if".
        holds: Yes, no, unknown.
        because: One sentence.
    """

    words: str
    holds: Tri
    because: str


def holds(
    field: FormField,
    condition: FieldCondition,
    answers: Mapping[str, Box],
    applicability: Mapping[str, Mapping[str, Applicability]],
    form: Form,
) -> Condition:
    """Return whether a condition holds.

    What the form itself answers comes first; then the field's own duty. Where both speak and
    disagree, it is unknown.

    Args:
        field: The field.
        condition: Its condition.
        answers: Answers by field id.
        applicability: By duty and variant.
        form: The form; what asks for it as a whole says nothing of one field's condition.
    """
    said, because = _answered(condition, answers)
    if condition.duty:
        bound, why = _bound(field, applicability, form)
        if {said, bound} == {Tri.YES, Tri.NO}:
            said, because = Tri.UNKNOWN, f"The documents disagree. {because} {why}"
        elif said is Tri.UNKNOWN:
            said, because = bound, why or because
    if said is Tri.YES and condition.also:
        said, because = Tri.UNKNOWN, f"{because} Whether {condition.also} is not known."
    return Condition(condition.words, said, because)


def _answered(condition: FieldCondition, answers: Mapping[str, Box]) -> tuple[Tri, str]:
    if not condition.answers:
        return Tri.UNKNOWN, ""
    told = [box.answer for name in condition.answers if (box := answers.get(name))]
    if Tri.YES in told:
        return Tri.YES, "The form answers yes."
    if len(told) == len(condition.answers) and set(told) == {Tri.NO}:
        return Tri.NO, "The form answers no."
    return Tri.UNKNOWN, "No answer to the question that decides was read."


def _bound(
    field: FormField, applicability: Mapping[str, Mapping[str, Applicability]], form: Form
) -> tuple[Tri, str]:
    """Return whether the field's own duty holds, over all variants, and why."""
    found: dict[Tri, str] = {}
    for variant, item in applicability.get(field.id, {}).items():
        verdict = _verdict(item, [applicability.get(name, {}).get(variant) for name in form.duties])
        found.setdefault(verdict, item.because.because)
    if len(found) == 1:
        verdict, why = next(iter(found.items()))
        return verdict, why
    return Tri.UNKNOWN, "It differs between variants." if found else ""


def _verdict(item: Applicability, carriers: list[Applicability | None]) -> Tri:
    if item.outcome is Verdict.APPLIES:
        return Tri.YES
    ruled_out = any(c and c.outcome is Verdict.DOES_NOT_APPLY for c in carriers)
    # Where the whole form is not owed, that its field is not owed either tells nothing.
    if item.outcome is Verdict.DOES_NOT_APPLY and not ruled_out:
        return Tri.NO
    return Tri.UNKNOWN
