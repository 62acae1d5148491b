"""R4: the open-source exemption, condition by condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.applicability import licence_text
from pipeline.applicability.facts import Facts
from pipeline.applicability.logic import analyst, assumed, both, either, negate, node
from pipeline.applicability.signals import Signals
from pipeline.applicability.variants import View
from pipeline.claims.licences import Openness, lookup
from pipeline.schema import Reason, Span, Support, Tri

_ANSWER = {Openness.YES: Tri.YES, Openness.NO: Tri.NO, Openness.DEPENDS: Tri.UNKNOWN}

_HOLDS = {
    Tri.YES: "The open-source exemption holds.",
    Tri.NO: "The open-source exemption does not hold.",
    Tri.UNKNOWN: "Whether the open-source exemption holds is open.",
}


@dataclass(frozen=True, slots=True)
class Openly:
    """R4, whether openness is claimed, whether the weights are public, and the licence's answer."""

    exempt: Reason
    claimed: Reason
    weights: Reason
    licence: Reason


def openly(view: View, facts: Facts, signals: Signals, systemic: Reason) -> Openly:
    """Return R4 for a variant: all five conditions, and no systemic risk."""
    licence = _licence(view, signals)
    weights = _weights(view, signals)
    conditions = (
        licence,
        weights,
        _shown(view.facts.architecture_public, "architecture", view, signals),
        _shown(view.facts.usage_public, "usage", view, signals),
        _money(facts, signals),
    )
    verdict = both([*(c.verdict for c in conditions), negate(systemic.verdict)])
    children: tuple[Reason, ...] = (*conditions, systemic)
    if verdict is Tri.NO:
        failed = [c for c in conditions if c.verdict is Tri.NO]
        if systemic.verdict is Tri.YES:
            failed.append(systemic)
        children = tuple(failed)
    elif verdict is Tri.UNKNOWN:
        children = tuple(c for c in children if c.verdict is Tri.UNKNOWN)
    told = " ".join(child.because for child in children)
    told = f"{_HOLDS[verdict]} {told}"
    exempt = node("R4", verdict, told, Support.CHILDREN, children=children)
    claim = either([licence.verdict, weights.verdict])
    words = f"{licence.because} {weights.because}"
    claimed = node("R4-claims", claim, words, Support.CHILDREN, children=(licence, weights))
    return Openly(exempt, claimed, weights, licence)


def _licence(view: View, signals: Signals) -> Reason:
    if view.facts.licence is not None:
        found = lookup(view.facts.licence)
        if found is None:
            told = f"{view.facts.licence} is not in the table of licences."
            return _by_text(told, Support.ANALYST, signals)
        told = f"{found.name}: {found.because}."
        return node("R4-licence", _ANSWER[found.open], told, Support.ANALYST)
    answers: dict[str, Tri] = {}
    spans = []
    known = False
    for claim in view.claims("licence"):
        # A licence for code says nothing about weights.
        if "code" in (claim.value.qualifier or "").lower() or not isinstance(claim.value.norm, str):
            continue
        row = lookup(claim.value.norm)
        known = known or row is not None
        if row is None:
            answers[f"{claim.value.norm}: not in the table of licences"] = Tri.UNKNOWN
        else:
            answers[f"{row.name}: {row.because}"] = _ANSWER[row.open]
        if claim.span:
            spans.append(claim.span)
    if not answers:
        return _by_text("No licence was found by its name.", Support.NOTHING, signals)
    kinds = set(answers.values())
    told = "; ".join(sorted(answers)) + "."
    if not known:
        return _by_text(told, Support.CLAIM, signals, spans)
    if len(kinds) > 1:
        told = f"Several licences are named, and which covers the weights must be read. {told}"
        return node("R4-licence", Tri.UNKNOWN, told, Support.CLAIM, spans)
    return node("R4-licence", kinds.pop(), told, Support.CLAIM, spans)


def _by_text(told: str, support: Support, signals: Signals, spans: Sequence[Span] = ()) -> Reason:
    """Return R4-licence for a licence that no table knows, by the text of the licence file.

    A text can show that a licence is not open; that it is, only a person who reads it can say.
    """
    if closes := signals.of(licence_text.CLOSES):
        quoted = "; ".join(f"{hit.words!r}" for hit in closes[:3])
        told = f"{told} Its text restricts what must be free: {quoted}."
        return node("R4-licence", Tri.NO, told, Support.CLAIM, signals.spans(licence_text.CLOSES))
    if limits := signals.of(licence_text.LIMITS):
        told = f"{told} Its text limits use, and whether no more than safety asks for must be read:"
        told = f"{told} {limits[0].words!r}."
        found = signals.spans(licence_text.LIMITS)
        return node("R4-licence", Tri.UNKNOWN, told, Support.CLAIM, found)
    return node("R4-licence", Tri.UNKNOWN, told, support, spans)


def _weights(view: View, signals: Signals) -> Reason:
    if view.facts.weights_public is not None:
        return analyst("R4-weights", view.facts.weights_public, "weights_public")
    closed, offered = signals.of("weights_not"), signals.of("weights")
    if offered and not closed:
        told = f"Wording offers the weights: {offered[0].words!r}."
        return node("R4-weights", Tri.YES, told, Support.INFERENCE, signals.spans("weights"))
    if closed and not offered:
        told = f"Wording keeps the weights back: {closed[0].words!r}."
        return node("R4-weights", Tri.NO, told, Support.INFERENCE, signals.spans("weights_not"))
    told = "Whether the weights are public was not found." if not offered else "Wording differs."
    return node("R4-weights", Tri.UNKNOWN, told)


def _shown(given: bool | None, what: str, view: View, signals: Signals) -> Reason:
    rule = f"R4-{what}"
    if given is not None:
        return analyst(rule, given, f"{what}_public")
    element = {"architecture": "architecture", "usage": "technical_means"}[what]
    spans = tuple(claim.span for claim in view.claims(element) if claim.span)
    spans = spans or signals.spans(what)
    if spans:
        told = f"The documents speak of it ({what})."
        return node(rule, Tri.YES, told, Support.INFERENCE, spans[:3])
    return node(rule, Tri.UNKNOWN, f"Nothing on it was found ({what}).")


def _money(facts: Facts, signals: Signals) -> Reason:
    if facts.monetised is not None:
        return analyst("R4-money", not facts.monetised, "not monetised")
    if hits := signals.of("money"):
        told = f"A sign that it is monetised, to be read by a person: {hits[0].words!r}."
        return node("R4-money", Tri.UNKNOWN, told, Support.CLAIM, signals.spans("money"))
    return assumed("R4-money", True, "monetised")
