"""Elements and applicability -> findings: what the record shows, and whether the duty bites.

The two questions are answered apart; the outcome follows by one table. Only what a provider owes
to the public, and what is not voluntary, can be a gap.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.schema import (
    Applicability,
    Assessment,
    Audience,
    Duty,
    Finding,
    Obligation,
    Outcome,
    Reason,
    Record,
    Status,
    Verdict,
)

#: Open questions of which a finding's words tell both branches; the tree tells all.
_QUESTIONS = 3
_POSITIVE = frozenset({Status.DISCLOSED, Status.PARTIAL})

_SILENT = {
    Duty.DUE: Outcome.GAP_PUBLIC,
    Duty.DUE_LATER: Outcome.GAP_UPCOMING,
    Duty.ON_REQUEST: Outcome.NOT_FOUND_NO_CONCLUSION,
    Duty.UNDETERMINED: Outcome.UNDETERMINED,
}
_SAME = {
    Record.EVIDENCED: Outcome.EVIDENCED,
    Record.PARTLY: Outcome.PARTLY_EVIDENCED,
    Record.CONTRADICTED: Outcome.CONTRADICTED,
    Record.NOT_ASSESSED: Outcome.NOT_ASSESSED,
}


def outcome(record: Record, duty: Duty) -> Outcome:
    """Return the cell of the table for a record and a duty."""
    if duty is Duty.NOT_APPLICABLE:
        return Outcome.NOT_APPLICABLE
    return _SILENT[duty] if record is Record.SILENT else _SAME[record]


@dataclass(frozen=True, slots=True)
class _Bite:
    """Whether a duty bites for a variant, from when, and the sentence that says why."""

    duty: Duty
    due_from: date | None
    because: str


def findings(
    model_name: str,
    obligations: Sequence[Obligation],
    applicability: Iterable[Applicability],
    assessments: Iterable[Assessment],
    as_of: date,
    doubted: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """Return the findings of a model: one an obligation and group of variants.

    Variants for which everything is the same share a finding.

    Args:
        model_name: Goes into the findings' ids.
        obligations: The catalogue; findings come in its order.
        applicability: Rows for these obligations; an obligation without a row has no finding.
        assessments: One an element.
        as_of: The day for which it is asked.
        doubted: Element id -> why a person should check it.
    """
    statuses = {assessment.element: assessment.status for assessment in assessments}
    by_obligation: dict[str, list[Applicability]] = {}
    for row in applicability:
        by_obligation.setdefault(row.obligation, []).append(row)
    out: list[Finding] = []
    for obligation in obligations:
        record, shown = _record(obligation, statuses)
        unsure = {name: why for name in obligation.elements if (why := (doubted or {}).get(name))}
        for why in dict.fromkeys(unsure.values()):
            named = _names(name for name, said in unsure.items() if said == why)
            shown += f" For a person to check ({why}): {named}."
        groups: dict[tuple[Duty, date | None], list[tuple[str, str]]] = {}
        for row in by_obligation.get(obligation.id, ()):
            bite = _bite(obligation, row, as_of)
            groups.setdefault((bite.duty, bite.due_from), []).append((row.variant, bite.because))
        for (duty, due_from), reasons in groups.items():
            variants = [variant for variant, _ in reasons]
            out.append(
                Finding(
                    id=identifier(model_name, obligation.id, variants),
                    obligation=obligation.id,
                    variants=tuple(variants),
                    record=record,
                    duty=duty,
                    due_from=due_from,
                    outcome=outcome(record, duty),
                    elements=tuple(name for name in obligation.elements if name in statuses),
                    because=f"{shown} {_why(reasons)}".strip(),
                    needs_review=bool(unsure),
                )
            )
    return tuple(out)


def _why(reasons: Sequence[tuple[str, str]]) -> str:
    """Return the one reason of all variants, or each variant's own."""
    if len({reason for _, reason in reasons}) == 1:
        return reasons[0][1]
    return " ".join(f"{variant}: {reason}" for variant, reason in reasons)


def identifier(model_name: str, obligation: str, variants: Iterable[str]) -> str:
    """Return a finding's id: the same for the same model, obligation and set of variants."""
    parts = (model_name, obligation, *sorted(variants))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _record(obligation: Obligation, statuses: Mapping[str, Status]) -> tuple[Record, str]:
    if not obligation.elements:
        return Record.SILENT, f"Not observable in documents: {obligation.without_element}."
    found = {name: statuses[name] for name in obligation.elements if name in statuses}
    if not found:
        return Record.NOT_ASSESSED, "None of its elements was assessed."
    needed = {name: s for name, s in found.items() if name not in obligation.supporting} or found
    positive = [name for name, status in found.items() if status in _POSITIVE]
    if disputed := [name for name, status in found.items() if status is Status.CONTRADICTED]:
        return Record.CONTRADICTED, f"Contradicted: {_names(disputed)}."
    if all(status is Status.DISCLOSED for status in needed.values()):
        return Record.EVIDENCED, f"Stated: {_names(needed)}."
    lacking = [name for name, status in needed.items() if status.is_gap]
    if positive:
        told = f"Stated at least in part: {_names(positive)}."
        return Record.PARTLY, f"{told} Not found: {_names(lacking)}." if lacking else told
    if unread := [name for name, status in found.items() if status is Status.NOT_ASSESSED]:
        return Record.NOT_ASSESSED, f"Could not be judged: {_names(unread)}."
    return Record.SILENT, f"Not stated: {_names(found)}."


def _names(elements: Iterable[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in elements)


def _bite(obligation: Obligation, row: Applicability, as_of: date) -> _Bite:
    if not obligation.binds_provider:
        kind = "a provision that asks for no information" if obligation.provision else "no duty"
        told = f"Not a duty of the provider ({obligation.kind}): {kind}."
        return _Bite(Duty.NOT_APPLICABLE, None, told)
    if as_of < obligation.first_day:
        told = f"Not part of the law or texts of {as_of}: it came with that of"
        return _Bite(Duty.NOT_APPLICABLE, None, f"{told} {obligation.first_day}.")
    reason: Reason = row.because
    if row.outcome is Verdict.DOES_NOT_APPLY:
        return _Bite(Duty.NOT_APPLICABLE, None, reason.because)
    if (earlier := obligation.before(as_of)) and not earlier.same:
        told = f" Another text held before {earlier.until}: {earlier.gloss}"
        bite = _biting(obligation, row, as_of)
        return _Bite(bite.duty, bite.due_from, f"{bite.because}{told}")
    return _biting(obligation, row, as_of)


def _biting(obligation: Obligation, row: Applicability, as_of: date) -> _Bite:
    """Return whether a duty of the provider bites that is not ruled out."""
    reason = row.because
    if row.outcome is Verdict.UNDETERMINED:
        settles = f" To settle it: {reason.settles}." if reason.settles else ""
        return _Bite(Duty.UNDETERMINED, None, f"{reason.because}{settles}{_branches(row)}")
    if obligation.voluntary:
        return _Bite(Duty.ON_REQUEST, row.due_from, "Voluntary: silence shows nothing.")
    if Audience.PUBLIC not in obligation.audience:
        told = "Owed to others than the public: that it was not found shows nothing."
        return _Bite(Duty.ON_REQUEST, row.due_from, told)
    if not obligation.elements:
        return _Bite(Duty.ON_REQUEST, row.due_from, "No gap is concluded from silence.")
    return _owed_to_public(row, as_of)


def _branches(row: Applicability) -> str:
    """Return both branches of the first open questions in words; empty where none is known."""
    shown = row.alternatives[: 2 * _QUESTIONS]
    if not shown:
        return ""
    more = (len(row.alternatives) - len(shown)) // 2
    rest = f"; and {more} more open question(s)" if more else ""
    return f" Both branches: {'; '.join(each.words for each in shown)}{rest}."


def _owed_to_public(row: Applicability, as_of: date) -> _Bite:
    if row.due_from is not None:
        if row.due_from <= as_of:
            return _Bite(Duty.DUE, row.due_from, f"Owed to the public since {row.due_from}.")
        return _Bite(Duty.DUE_LATER, row.due_from, f"Owed to the public from {row.due_from}.")
    days = [day for _, day in row.branches]
    if days and max(days) <= as_of:
        return _Bite(Duty.DUE, None, "Owed to the public, whichever day of placing holds.")
    if not days:
        return _Bite(Duty.UNDETERMINED, None, "From when it is owed to the public is open.")
    words = "; ".join(f"{condition}: owed from {day}" for condition, day in row.branches)
    return _Bite(Duty.UNDETERMINED, None, f"Open, both branches: {words}.")
