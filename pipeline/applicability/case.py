"""All answers about one variant, and which of them each condition of a duty asks for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.applicability.compute import Training, training
from pipeline.applicability.facts import CHAPTERS, Facts
from pipeline.applicability.generality import Kind, kind
from pipeline.applicability.logic import analyst, both, either, figures, negate, node
from pipeline.applicability.market import (
    Timing,
    before_market,
    excluded,
    reach,
    research,
    timing,
)
from pipeline.applicability.modification import (
    base_systemic,
    bases,
    modifies_other,
    more_than_a_third,
    original_unknown,
    role,
)
from pipeline.applicability.open_source import openly
from pipeline.applicability.signals import Signals
from pipeline.applicability.signatures import signature, unsigned
from pipeline.applicability.systemic import (
    above_line,
    accepted,
    classified,
    designated,
    notified_or_above,
    systemic,
)
from pipeline.applicability.variants import View, base_view
from pipeline.schema import Claim, Condition, Identity, Polarity, Reason, Support, Tri, Whose


@dataclass(frozen=True)
class Case:
    """The answers about one variant.

    Attributes:
        view: The variant.
        training: Its compute, as far as it is known.
        reach: R0.
        role: R6.
        general: R1.
        timing: R2.
        by_decision: Whether only a designation makes it one with systemic risk: the duties
            that follow then begin with that decision, not with crossing the line.
        conditions: For each condition, (question's answer, the verdict that satisfies it).
    """

    view: View
    training: Training
    reach: Reason
    role: Reason
    general: Reason
    timing: Timing
    by_decision: bool
    conditions: dict[Condition, tuple[Reason, Tri]]


def case(
    view: View, identity: Identity, claims: tuple[Claim, ...], facts: Facts, signals: Signals
) -> Case:
    """Answer every question about a variant."""
    others, ours = bases(view, identity)
    provider = facts.provider or identity.provider
    other = modifies_other(others, facts, provider)
    modifies = other.verdict is Tri.YES
    before = base_view((others or ours)[:1], claims)
    found = training(
        view,
        before,
        modification=modifies,
        given=facts.modifies if modifies else None,
    )
    base = base_systemic(facts.modifies, before, found)
    third = more_than_a_third(facts.modifies, base, found)
    modifier = role(other, third)
    sort = kind(view, found.whole if modifies else found.update, facts, signals)
    general = sort.general
    small = found.whole is not None and found.whole.above(_general_line()) is Tri.NO
    if modifies and modifier.verdict is Tri.YES and facts.generality != "narrow" and not small:
        told = "A general-purpose model, modified so much that the result counts as one of its own."
        general = node("R1", Tri.YES, told, Support.CHILDREN, children=(modifier,))
    compute = above_line(
        view,
        found.cumulative,
        modification=modifies and facts.modifies is None,
        given=facts.modifies if modifies else None,
    )
    no_base = node("R6b", Tri.NO, "It modifies no model of another provider.", other.support)
    met = notified_or_above(compute, facts, base if modifies else no_base)
    named = designated(facts)
    rebutted = accepted(facts)
    risk = systemic(named, met, rebutted)
    crossed = classified(met, rebutted)
    when = timing(view, facts, own_base=ours)
    return Case(
        view,
        found,
        reach(view, facts, signals),
        modifier,
        general,
        when,
        named.verdict is Tri.YES and crossed.verdict is not Tri.YES,
        _conditions(
            _Parts(view, identity, claims, facts, signals),
            sort,
            {
                Condition.SYSTEMIC_RISK: risk,
                Condition.NOTIFIED_OR_ABOVE: met,
                Condition.CLASSIFIED: crossed,
                Condition.ABOVE_1E25: compute,
                Condition.DESIGNATED: named,
                Condition.LEGACY: when.legacy,
                Condition.MODIFIES_OTHER: other,
                Condition.ORIGINAL_UNKNOWN: original_unknown(other, facts.modifies),
                Condition.MODIFIER: _modifier(other, modifier),
                Condition.MODIFIES_SYSTEMIC: _of_systemic(other, modifier, base),
            },
        ),
    )


def _general_line() -> Decimal:
    return figures()["general_purpose_flop"]


@dataclass(frozen=True, slots=True)
class _Parts:
    view: View
    identity: Identity
    claims: tuple[Claim, ...]
    facts: Facts
    signals: Signals


def _conditions(
    parts: _Parts, sort: Kind, plain: dict[Condition, Reason]
) -> dict[Condition, tuple[Reason, Tri]]:
    facts, signals = parts.facts, parts.signals
    risk = plain[Condition.SYSTEMIC_RISK]
    openness = openly(parts.view, facts, signals, risk)
    signed = {chapter: signature(chapter, facts, parts.identity) for chapter in CHAPTERS}
    plain = {
        **plain,
        Condition.OPEN_SOURCE: openness.exempt,
        Condition.CLAIMS_OPEN: openness.claimed,
        Condition.SIGNED_TRANSPARENCY: signed["transparency"],
        Condition.SIGNED_COPYRIGHT: signed["copyright"],
        Condition.SIGNED_SAFETY: signed["safety"],
        Condition.NOT_SIGNED: unsigned(signed, risk, openness.exempt),
        Condition.ESTABLISHED_OUTSIDE_EU: _outside(parts.view, facts),
        Condition.CRAWLS: _crawls(parts.claims, signals),
        Condition.HIGH_RISK_SUPPLIER: _high_risk(facts, sort.general, openness.licence),
        Condition.RESEARCH_ONLY: research(facts),
        Condition.PRE_MARKET: before_market(facts),
        Condition.EU_EXCLUDED: excluded(facts),
        Condition.ABOVE_1E23: sort.presumed,
    }
    out = {condition: (answer, Tri.YES) for condition, answer in plain.items()}
    out[Condition.NOT_OPEN_SOURCE_EXEMPT] = (openness.exempt, Tri.NO)
    out[Condition.WEIGHTS_NOT_PUBLIC] = (openness.weights, Tri.NO)
    return out


def _modifier(other: Reason, modifier: Reason) -> Reason:
    """Return whether it is a modification whose maker has become a provider."""
    if other.verdict is Tri.NO:
        return other
    return modifier


def _of_systemic(other: Reason, modifier: Reason, base: Reason) -> Reason:
    if other.verdict is Tri.NO:
        return other
    verdict = both([modifier.verdict, base.verdict])
    told = f"{modifier.because} {base.because}"
    return node("R6b", verdict, told, Support.CHILDREN, children=(modifier, base))


def _outside(view: View, facts: Facts) -> Reason:
    if facts.provider_established_in_eu is not None:
        return analyst("R5", not facts.provider_established_in_eu)
    spans = [claim.span for claim in view.claims("authorised_representative") if claim.span]
    if spans:
        told = "An authorised representative is named, which only providers from outside need."
        return node("R5", Tri.YES, told, Support.INFERENCE, spans[:1])
    return node("R5", Tri.UNKNOWN, "Where the provider is established is not known.")


def _crawls(claims: tuple[Claim, ...], signals: Signals) -> Reason:
    denied = [
        claim.span
        for claim in claims
        if claim.element == "crawlers"
        and claim.whose is Whose.OWN
        and claim.polarity is Polarity.NEGATED
        and claim.span
    ]
    spans = (*denied, *signals.spans("no_crawling"))
    if spans:
        return node("crawls", Tri.NO, "The provider says that it did not.", Support.CLAIM, spans)
    told = "Read as yes: nothing says that it did not, by itself or through others."
    return node("crawls", Tri.YES, told, Support.INFERENCE)


def _high_risk(facts: Facts, general: Reason, licence: Reason) -> Reason:
    """Return R9: whoever supplies a model into a high-risk system, general-purpose or not.

    Only components other than general-purpose models are let off where they are free and open.
    """
    into = node("R9", Tri.UNKNOWN, "Whether a high-risk system builds on it is not known.")
    if facts.into_high_risk_system is not None:
        into = analyst("R9", facts.into_high_risk_system)
    if general.verdict is Tri.YES or into.verdict is Tri.NO:
        return into
    bound = either([general.verdict, negate(licence.verdict)])
    told = "Open licences free components, but not general-purpose models:"
    told = f"{told} {general.because} {licence.because}"
    let_off = node("R9-component", bound, told, Support.CHILDREN, children=(general, licence))
    verdict = both([into.verdict, bound])
    told = " ".join(each.because for each in (into, let_off) if each.verdict is verdict)
    return node("R9", verdict, told, Support.CHILDREN, children=(into, let_off))
