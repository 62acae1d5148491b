"""R4: the open-source exemption, condition by condition."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.applicability import exemption
from pipeline.applicability.facts import Facts
from pipeline.applicability.licence_answer import in_short, licence_answer
from pipeline.applicability.logic import analyst, assumed, both, either, negate, node
from pipeline.applicability.signals import Signals
from pipeline.applicability.variants import View
from pipeline.schema import Reason, Span, Support, Tri

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
    licence = licence_answer(view, signals)
    weights = _weights(view, signals)
    conditions = (
        licence,
        weights,
        _shown(view.facts.architecture_public, "architecture", view, signals),
        _shown(view.facts.usage_public, "usage", view, signals),
        _money(facts, signals),
    )
    verdict = both([*(c.verdict for c in conditions), negate(systemic.verdict)])
    deciding = [c for c in conditions if c.verdict is verdict]
    if systemic.verdict is (Tri.YES if verdict is Tri.NO else verdict):
        deciding.append(systemic)
    if verdict is Tri.YES:
        deciding = [*conditions, systemic]
    told = " ".join(_briefly(child, signals) for child in deciding)
    told = f"{_HOLDS[verdict]} {told} {_follows(verdict, weights)}".strip()
    # All that is settled stands in the tree; what is open only where it decides.
    children = [c for c in (*conditions, systemic) if c in deciding or _settled(c, verdict)]
    exempt = node("R4", verdict, told, Support.CHILDREN, children=children)
    claim = either([licence.verdict, weights.verdict])
    words = f"{_briefly(licence, signals)} {weights.because}"
    claimed = node("R4-claims", claim, words, Support.CHILDREN, children=(licence, weights))
    return Openly(exempt, claimed, weights, licence)


def _briefly(condition: Reason, signals: Signals) -> str:
    """Return why, without the quotations of the licence: they stand in its own node."""
    return in_short(condition, signals) if condition.rule == "R4-licence" else condition.because


def _settled(condition: Reason, verdict: Tri) -> bool:
    return verdict is not Tri.YES and condition.verdict is not Tri.UNKNOWN


def _follows(verdict: Tri, weights: Reason) -> str:
    """Return what follows for the provider's duties."""
    if verdict is Tri.NO:
        if weights.verdict is Tri.YES:
            return "With public weights it is open-weight, not open-source in the Act's sense."
        return ""
    return exemption.told() if verdict is Tri.YES else ""


def _weights(view: View, signals: Signals) -> Reason:
    if view.facts.weights_public is not None:
        return analyst("R4-weights", view.facts.weights_public)
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
        return analyst(rule, given)
    element = {"architecture": "architecture", "usage": "technical_means"}[what]
    spans = tuple(claim.span for claim in view.claims(element) if claim.span)
    spans = (spans or signals.spans(what))[:3]
    if not spans:
        return node(rule, Tri.UNKNOWN, f"Nothing on it was found ({what}).")
    words = next((f": {hit.words!r}" for hit in signals.of(what)), "")
    told = f"The documents speak of it ({what}){words}."
    if what == "usage":
        more, also = _usage_parts(view, signals)
        told, spans = f"{told} {more}", (*spans, *also)
    return node(rule, Tri.YES, told, Support.INFERENCE, spans)


def _usage_parts(view: View, signals: Signals) -> tuple[str, tuple[Span, ...]]:
    """Return what else the Guidelines ask of information on use, found or not (GL-OS-PUB)."""
    claims = [*view.claims("input_modalities"), *view.claims("output_modalities")]
    parts = {
        "modalities": tuple(claim.span for claim in claims if claim.span)[:1],
        "capabilities": signals.spans("usage_abilities", 1),
        "limitations": signals.spans("usage_limits", 1),
    }
    found = [name for name, spans in parts.items() if spans]
    missing = [name for name, spans in parts.items() if not spans]
    told = []
    if found:
        told.append(f"Also found: {', '.join(found)}.")
    if missing:
        told.append(f"Not found by its wording, to be read: {', '.join(missing)}.")
    return " ".join(told), tuple(span for spans in parts.values() for span in spans)


def _money(facts: Facts, signals: Signals) -> Reason:
    if facts.monetised is not None:
        return analyst("R4-money", not facts.monetised)
    if hits := signals.of("money"):
        quoted = "; ".join(repr(words) for words in dict.fromkeys(hit.words for hit in hits[:3]))
        told = f"Signs that it may be monetised, to be read by a person: {quoted}."
        return node("R4-money", Tri.UNKNOWN, told, Support.CLAIM, signals.spans("money"))
    return assumed("R4-money", True, "monetised")
