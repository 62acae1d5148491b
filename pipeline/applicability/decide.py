"""Facts, claims and wording -> which duties apply to which variant, from when, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.applicability import licence_text
from pipeline.applicability.case import Case, case
from pipeline.applicability.compute import rows
from pipeline.applicability.due import due
from pipeline.applicability.facts import Facts
from pipeline.applicability.logic import both, either, negate, node
from pipeline.applicability.signals import Signals, read
from pipeline.applicability.variants import views
from pipeline.schema import (
    Applicability,
    Claim,
    ComputeEstimate,
    Condition,
    Document,
    Identity,
    Obligation,
    Reason,
    Segment,
    Support,
    Tri,
    Verdict,
)

#: Rows on these ask whether something is out of the Act: being within reach is no premise.
_NO_PREMISE = frozenset({Condition.RESEARCH_ONLY, Condition.PRE_MARKET, Condition.EU_EXCLUDED})
#: Rows on these help to find out whether it is a general-purpose model at all.
_REACH_ONLY = frozenset({Condition.CANDIDATE, Condition.MODIFIES_OTHER, Condition.ABOVE_1E23})

_VERDICTS = {
    Tri.YES: Verdict.APPLIES,
    Tri.NO: Verdict.DOES_NOT_APPLY,
    Tri.UNKNOWN: Verdict.UNDETERMINED,
}


@dataclass(frozen=True)
class Decision:
    """What ``decide`` gives.

    Attributes:
        applicability: One row an obligation and variant, in the order of the catalogue.
        compute: Compute estimates, two rows a variant that has any.
        general_purpose: Whether it is a general-purpose model: yes where a variant is one.
        because: Why, in a sentence.
        kinds: R1 of each variant by its name.
    """

    applicability: tuple[Applicability, ...]
    compute: tuple[ComputeEstimate, ...]
    general_purpose: Tri
    because: str
    kinds: Mapping[str, Reason]


def decide(
    obligations: Sequence[Obligation],
    identity: Identity,
    claims: Iterable[Claim],
    documents: Sequence[Document],
    facts: Facts | None,
    as_of: date,
    segments: Mapping[str, Sequence[Segment]] | None = None,
) -> Decision:
    """Return which obligations apply to each variant of a model.

    Args:
        obligations: The catalogue.
        identity: Which model the documents are about.
        claims: Typed claims, others' among them.
        documents: The documents.
        facts: What an analyst adds, or None.
        as_of: The day for which it is asked.
        segments: By document id; without them the wording of documents is not read.
    """
    facts = facts or Facts()
    signals = Signals({**read(documents, segments or {}).hits, **licence_text.read(documents)})
    all_claims = tuple(claims)
    cases = [
        case(view, identity, all_claims, facts, signals)
        for view in views(identity, all_claims, facts)
    ]
    applicability = tuple(
        _apply(obligation, each, facts, as_of) for obligation in obligations for each in cases
    )
    estimates = tuple(row for each in cases for row in rows(each.view, each.training))
    kinds = {each.view.name: each.general for each in cases}
    general = either([reason.verdict for reason in kinds.values()])
    because = next(r.because for r in kinds.values() if r.verdict is general)
    return Decision(applicability, estimates, general, because, kinds)


def _apply(obligation: Obligation, each: Case, facts: Facts, as_of: date) -> Applicability:
    name = each.view.name
    if not obligation.binds_provider and not obligation.provision:
        told = f"Binds nobody or others than the provider of the model ({obligation.kind})."
        stop = node("binds", Tri.NO, told, Support.CATALOGUE)
        return Applicability(
            obligation.id, name, Verdict.DOES_NOT_APPLY, None, _root(obligation, name, [stop])
        )
    premises = _premises(obligation, each)
    root = _root(obligation, name, premises)
    outcome = _VERDICTS[root.verdict]
    if outcome is not Verdict.APPLIES:
        return Applicability(obligation.id, name, outcome, None, root)
    day, branches, told = due(obligation, each.timing, facts, as_of, by_decision=each.by_decision)
    since = node(
        "R2a",
        Tri.YES if day else Tri.UNKNOWN,
        told,
        Support.CHILDREN,
        children=(each.timing.legacy,),
    )
    children = (*root.children, since)
    root = Reason(
        root.rule,
        root.question,
        root.verdict,
        root.basis,
        root.support,
        f"{root.because} {told}",
        children=children,
    )
    return Applicability(obligation.id, name, outcome, day, root, branches)


def _premises(obligation: Obligation, each: Case) -> list[Reason]:
    """Return what must hold, each answer turned so that yes is for the obligation."""
    conditions = set(obligation.conditions)
    premises: list[tuple[Reason, Tri]] = []
    if not conditions & _NO_PREMISE:
        premises.append((each.reach, Tri.YES))
        if not conditions & _REACH_ONLY:
            premises += [(each.role, Tri.YES), (each.general, Tri.YES)]
    for condition in obligation.conditions:
        if condition in each.conditions:
            premises.append(each.conditions[condition])
    return [
        reason if wanted is Tri.YES else _turned(reason, condition_says=negate(reason.verdict))
        for reason, wanted in premises
    ]


def _turned(reason: Reason, *, condition_says: Tri) -> Reason:
    """Return a node that asks for the opposite of a node, which stays below it."""
    return Reason(
        rule=f"not {reason.rule}",
        question=f"Is the answer no? {reason.question}",
        verdict=condition_says,
        basis=reason.basis,
        support=Support.CHILDREN,
        because=reason.because,
        settles=reason.settles,
        children=(reason,),
    )


def _root(obligation: Obligation, name: str, premises: Sequence[Reason]) -> Reason:
    verdict = both([premise.verdict for premise in premises])
    deciding = [premise for premise in premises if premise.verdict is verdict]
    if verdict is Tri.NO:
        deciding = deciding[:1]
    told = {
        Tri.YES: "Applies.",
        Tri.NO: f"Does not apply: {' '.join(p.because for p in deciding)}",
        Tri.UNKNOWN: f"Open: {' '.join(dict.fromkeys(p.because for p in deciding))}",
    }[verdict]
    settles = "; ".join(dict.fromkeys(p.settles for p in deciding if p.settles))
    return Reason(
        rule=obligation.id,
        question=f"Does {obligation.ref} apply to {name}?",
        verdict=verdict,
        basis=obligation.locators,
        support=Support.CHILDREN,
        because=told,
        settles=settles if verdict is Tri.UNKNOWN else "",
        children=tuple(deciding),
    )
