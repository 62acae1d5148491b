"""R6: whether a model modifies another provider's so much that its maker becomes a provider."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipeline.applicability.compute import Training
from pipeline.applicability.estimate import Estimate, fact_of
from pipeline.applicability.facts import Facts, Modifies
from pipeline.applicability.logic import analyst, both, either, figures, node
from pipeline.applicability.operations import never_above
from pipeline.applicability.owners import named_after_another, same_house
from pipeline.applicability.variants import View, fold
from pipeline.schema import Identity, Reason, Support, Tri

_NONE = frozenset(
    {"", "none", "scratch", "trainedfromscratch", "fromscratch", "na", "notapplicable"}
)


def bases(view: View, identity: Identity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (models of others, earlier models of the same provider) that a variant builds on."""
    named: list[str] = []
    # What one of several variants is built from says nothing about its siblings.
    for claim in view.claims("base_model", together=False):
        norm = claim.value.norm
        names = norm if isinstance(norm, tuple) else (str(norm or claim.value.raw),)
        named += [name for name in names if fold(name) not in _NONE]
    if not named and view.alone:
        named = list(identity.bases)
    if not named and (family := named_after_another(identity)):
        named.append(family)
    unique = list(dict.fromkeys(named))
    ours = [name for name in unique if same_house(name, identity)]
    return tuple(n for n in unique if n not in ours), tuple(ours)


def modifies_other(others: Sequence[str], facts: Facts, provider: str) -> Reason:
    """Return R6-other."""
    given = facts.modifies
    if given is not None:
        if given.provider and provider and fold(given.provider) == fold(provider):
            told = (
                f"{given.model or 'The base'} is of the same provider: one line, no modification."
            )
            return node("R6-other", Tri.NO, told, Support.ANALYST)
        told = f"Given as a fact: it modifies {given.model or 'another model'}."
        return node("R6-other", Tri.YES, told, Support.ANALYST)
    if others:
        told = f"Built from {', '.join(others)}, which is not of this provider by its name."
        return node("R6-other", Tri.YES, told, Support.INFERENCE)
    told = "No model of another provider was found that it is built from."
    return node("R6-other", Tri.NO, told, Support.INFERENCE)


def original_unknown(other: Reason, given: Modifies | None) -> Reason:
    """Return whether it modifies another's model whose training compute nobody can tell."""
    if other.verdict is Tri.NO or given is None or given.original_flop is None:
        return other
    told = f"The original took {given.original_flop} FLOP: no line stands in for it."
    return node("R6-unknown", Tri.NO, told, Support.ANALYST)


def base_systemic(given: Modifies | None, base: View | None, found: Training) -> Reason:
    """Return R6b: from the facts, else from what is known of the original's compute or size."""
    line = figures()["systemic_flop"]
    if given is not None and given.original_systemic is not None:
        return analyst("R6b", given.original_systemic)
    original = found.base
    if original is not None and original.above(line) is not Tri.UNKNOWN:
        told = f"The original took {_words(original)}."
        return node("R6b", original.above(line), told, original.support, original.spans)
    if given is None and base is not None and never_above(base, line):
        told = f"{base.name} has so few parameters that no corpus ever reported takes 10^25 FLOP."
        return node("R6b", Tri.NO, told, Support.DERIVED, interval=(None, float(line)))
    return node("R6b", Tri.UNKNOWN, "Whether the original has systemic risk is not known.")


def more_than_a_third(given: Modifies | None, systemic: Reason, found: Training) -> Reason:
    """Return R6-third, or R6a where the original's compute is unknown.

    Intervals are compared as wholes: where they leave it open, so does the answer.
    """
    spent, lines = _spent(given, found), figures()
    if spent is None:
        return node("R6-third", Tri.UNKNOWN, "The compute of the modification is not known.")
    took, original = _words(spent), found.base
    if original is not None:
        told = f"{took} against a third of {_words(original)}."
        exact = spent.support is original.support is Support.ANALYST
        support = Support.ANALYST if exact else Support.DERIVED
        spans = (*spent.spans, *original.spans)
        verdict = _more(spent, original.low, original.high)
        return node("R6-third", verdict, told, support, spans, interval=spent.interval)
    stand_in: dict[Tri, Decimal] = {
        Tri.YES: lines["systemic_flop"],
        Tri.NO: lines["general_purpose_flop"],
    }
    if systemic.verdict in stand_in:
        line = stand_in[systemic.verdict]
        told = f"{took} against a third of {line:.0E}, which stands in for the original."
        verdict = _more(spent, line, line)
    else:
        answers = {_more(spent, line, line) for line in stand_in.values()}
        told = f"{took}; which line stands in for the original depends on its systemic risk."
        verdict = answers.pop() if len(answers) == 1 else Tri.UNKNOWN
    return node("R6a", verdict, told, spent.support, spent.spans, interval=spent.interval)


def _spent(given: Modifies | None, found: Training) -> Estimate | None:
    """Return what the modification took; a figure for the whole model is another thing."""
    if given is not None and given.modification_flop is not None:
        return fact_of(given.modification_flop, "compute of the modification")
    own = found.own
    return own if own is not None and own.support is not Support.ANALYST else None


def _more(spent: Estimate, low: Decimal | None, high: Decimal | None) -> Tri:
    share = figures()["modification_share"]
    if spent.low is not None and high is not None and spent.low * share > high:
        return Tri.YES
    if spent.high is not None and low is not None and spent.high * share <= low:
        return Tri.NO
    return Tri.UNKNOWN


def _words(found: Estimate) -> str:
    if found.low == found.high:
        return f"{found.point} FLOP"
    low, high = ("open" if end is None else f"{end:.2E}" for end in (found.low, found.high))
    return f"{low} to {high} FLOP ({found.method})"


def role(other: Reason, third: Reason) -> Reason:
    """Return R6: yes for a model of one's own, and for a modification of more than a third."""
    if other.verdict is Tri.NO:
        return node("R6", Tri.YES, other.because, Support.CHILDREN, children=(other,))
    verdict = either([Tri.NO, both([other.verdict, third.verdict])])
    told = {
        Tri.YES: f"The modification makes its maker a provider: {third.because}",
        Tri.NO: f"The modification is too small to make its maker a provider: {third.because}",
        Tri.UNKNOWN: f"{other.because} {third.because}",
    }[verdict]
    return node("R6", verdict, told, Support.CHILDREN, children=(other, third))
