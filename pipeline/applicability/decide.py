"""Facts, claims and wording -> which duties apply to which variant, from when, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from pipeline.applicability import licence_text
from pipeline.applicability.branches import Answer, alternatives, implied
from pipeline.applicability.case import Case, case
from pipeline.applicability.compute import rows
from pipeline.applicability.due import due
from pipeline.applicability.facts import Facts
from pipeline.applicability.given import told_of, with_given
from pipeline.applicability.logic import assuming, both, either, negate, node
from pipeline.applicability.signals import Signals, read
from pipeline.applicability.variants import View, views
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
    Sign,
    Support,
    Tri,
    Verdict,
)

#: Rows on these ask whether something is out of the Act: being within reach is no premise.
_NO_PREMISE = frozenset({Condition.RESEARCH_ONLY, Condition.PRE_MARKET, Condition.EU_EXCLUDED})
#: Rows on these help to find out whether it is a general-purpose model at all.
_REACH_ONLY = frozenset(
    {
        Condition.CANDIDATE,
        Condition.MODIFIES_OTHER,
        Condition.ORIGINAL_UNKNOWN,
        Condition.ABOVE_1E23,
        # Art. 25(4) binds whoever supplies a model, whatever its kind.
        Condition.HIGH_RISK_SUPPLIER,
    }
)

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
        signs: The wording that was read, kept so that facts can be changed without reading again.
    """

    applicability: tuple[Applicability, ...]
    compute: tuple[ComputeEstimate, ...]
    general_purpose: Tri
    because: str
    kinds: Mapping[str, Reason]
    signs: tuple[Sign, ...] = ()


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
    signals = wording(documents, segments or {})
    return decide_by(obligations, identity, claims, signals, facts, as_of)


def wording(documents: Sequence[Document], segments: Mapping[str, Sequence[Segment]]) -> Signals:
    """Return all that the wording of documents shows, their licence texts among them."""
    return Signals({**read(documents, segments).hits, **licence_text.read(documents)})


def decide_by(
    obligations: Sequence[Obligation],
    identity: Identity,
    claims: Iterable[Claim],
    signals: Signals,
    facts: Facts | None,
    as_of: date,
) -> Decision:
    """Return the same from wording that was read before."""
    facts = facts or Facts()
    all_claims = tuple(claims)
    situations = [
        _Situation(view, identity, all_claims, facts, signals, as_of)
        for view in views(identity, all_claims, facts)
    ]
    applicability = tuple(
        each.judge(obligation) for obligation in obligations for each in situations
    )
    cases = [each.case() for each in situations]
    estimates = tuple(row for each in cases for row in rows(each.view, each.training))
    kinds = {each.view.name: each.general for each in cases}
    general = either([reason.verdict for reason in kinds.values()])
    because = next(r.because for r in kinds.values() if r.verdict is general)
    return Decision(applicability, estimates, general, because, kinds, signals.signs())


class _Situation:
    """One variant with all that is known of it; cases are built once an assumption."""

    def __init__(
        self,
        view: View,
        identity: Identity,
        claims: tuple[Claim, ...],
        facts: Facts,
        signals: Signals,
        as_of: date,
    ) -> None:
        self._view = view
        self._facts = facts
        self._as_of = as_of
        self._build = partial(case, view, identity, claims, facts, signals)
        self._cases: dict[Answer | None, Case] = {}
        self._given = told_of(view, facts)

    def case(self, answer: Answer | None = None) -> Case:
        """Return the answers about the variant, with an open question answered if one is given."""
        if answer not in self._cases:
            with assuming(implied(answer) if answer else {}):
                self._cases[answer] = self._build()
        return self._cases[answer]

    def judge(self, obligation: Obligation) -> Applicability:
        """Return whether an obligation applies, with both branches of what is open."""
        found = self._apply(obligation, None)
        if found.outcome is Verdict.UNDETERMINED:
            found = replace(found, alternatives=alternatives(found.because, self._try(obligation)))
        return replace(found, because=with_given(found.because, self._given))

    def _try(self, obligation: Obligation) -> Callable[[Answer], Applicability]:
        return lambda answer: self._apply(obligation, answer)

    def _apply(self, obligation: Obligation, answer: Answer | None) -> Applicability:
        each, name = self.case(answer), self._view.name
        if not obligation.binds_provider and not obligation.provision:
            told = f"Binds nobody or others than the provider of the model ({obligation.kind})."
            stop = node("binds", Tri.NO, told, Support.CATALOGUE)
            return Applicability(
                obligation.id, name, Verdict.DOES_NOT_APPLY, None, _root(obligation, name, [stop])
            )
        with assuming(implied(answer) if answer else {}):
            root = _root(obligation, name, _premises(obligation, each))
        outcome = _VERDICTS[root.verdict]
        if outcome is not Verdict.APPLIES:
            return Applicability(obligation.id, name, outcome, None, root)
        since = due(obligation, each.timing, self._facts, self._as_of, by_decision=each.by_decision)
        told_since = node(
            "R2a",
            Tri.YES if since.day else Tri.UNKNOWN,
            since.told,
            Support.CHILDREN,
            children=(each.timing.legacy,),
        )
        keyed = tuple(fact for fact in self._given if fact.key in since.keys)
        basis = since.basis or told_since.basis
        settles = told_since.settles and (since.settles or told_since.settles)
        told_since = replace(told_since, given=keyed, basis=basis, settles=settles)
        root = replace(
            root,
            because=f"{root.because} {since.told}",
            children=(*root.children, told_since),
        )
        return Applicability(obligation.id, name, outcome, since.day, root, since.branches)


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
