"""R3: whether a model has systemic risk: designated, above 10^25 FLOP, or notified."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipeline.applicability.estimate import Estimate
from pipeline.applicability.facts import Facts, Modifies
from pipeline.applicability.logic import (
    FILE,
    analyst,
    assumed,
    both,
    either,
    figures,
    negate,
    node,
    tri,
)
from pipeline.applicability.operations import never_above
from pipeline.applicability.variants import View
from pipeline.catalogue.rows import load
from pipeline.schema import Reason, Support, Tri


def above_line(
    view: View, found: Estimate | None, *, modification: bool = False, given: Modifies | None = None
) -> Reason:
    """Return R3-compute: whether all training took more than 10^25 FLOP.

    Args:
        view: The variant.
        found: Its compute, or None.
        modification: True where that covers a modification of another's model only.
        given: What the facts say of such a modification: the original's compute counts too.
    """
    line = figures()["systemic_flop"]
    whole = view.facts.training_flop is not None
    if not whole and given is not None and (told_node := _of_modification(given, line)):
        return told_node
    if found is not None:
        verdict = found.above(line)
        told = f"Compute {found.told('10^25', line)}"
        if verdict is not Tri.UNKNOWN or modification:
            return node(
                "R3-compute",
                verdict,
                told,
                found.support,
                found.spans,
                interval=found.interval,
            )
    else:
        told = "Training compute is neither stated nor derivable."
    if not modification and never_above(view, line):
        told = "With so few parameters no corpus ever reported takes 10^25 FLOP."
        return node("R3-compute", Tri.NO, told, Support.DERIVED, interval=(None, float(line)))
    return node(
        "R3-compute",
        Tri.UNKNOWN,
        told,
        found.support if found else Support.NOTHING,
        found.spans if found else (),
        interval=found.interval if found else None,
    )


def _of_modification(given: Modifies, line: Decimal) -> Reason | None:
    spent = given.modification_flop
    if spent is None:
        return None
    if given.original_flop is not None:
        total = given.original_flop + spent
        told = f"Original and modification together took {total} FLOP."
        return node("R3-compute", tri(total > line), told, Support.ANALYST)
    if spent > line:
        return node("R3-compute", Tri.YES, f"The modification took {spent} FLOP.", Support.ANALYST)
    if given.original_systemic is False:
        told = f"The original has no systemic risk, and the modification took {spent} FLOP only."
        return node("R3-compute", Tri.NO, told, Support.INFERENCE)
    return None


def notified_or_above(compute: Reason, facts: Facts, base: Reason) -> Reason:
    """Return R3b: whether the line is met or foreseen, or the base of a modification met it."""
    children = [compute]
    if facts.notified is not None:
        children.append(analyst("R3-notified", facts.notified))
    # That nothing was notified does not show that nothing had to be: only a yes counts.
    verdicts = [compute.verdict, Tri.YES if facts.notified else Tri.NO]
    if base.verdict is not Tri.NO:
        children.append(base)
        verdicts.append(base.verdict)
    verdict = either(verdicts)
    told = " ".join(child.because for child in children if child.verdict is verdict)
    return node("R3b", verdict, told or compute.because, Support.CHILDREN, children=children)


def designated(facts: Facts) -> Reason:
    """Return R3-designated; without a fact, none was published up to a day."""
    if facts.designated_systemic is not None:
        return analyst("R3-designated", facts.designated_systemic)
    if facts.designation_date is not None:
        return node(
            "R3-designated", Tri.YES, "The facts give a day of designation.", Support.ANALYST
        )
    seen: date = load(FILE)["designations_seen"]
    told = f"No designation was published as of {seen}."
    return node("R3-designated", Tri.NO, told, Support.DATED_LIST)


def accepted(facts: Facts) -> Reason:
    """Return R3a: until a rebuttal is accepted, the duties run."""
    if facts.rebuttal is None:
        return assumed("R3a", False, "rebuttal")
    return analyst("R3a", facts.rebuttal == "accepted")


def classified(met: Reason, rebutted: Reason) -> Reason:
    """Return whether the model is classified without any decision of the Commission."""
    if met.verdict is Tri.NO:
        return met
    verdict = both([met.verdict, negate(rebutted.verdict)])
    told = f"{met.because} {rebutted.because}"
    return node("R3-classified", verdict, told, Support.CHILDREN, children=(met, rebutted))


def systemic(named: Reason, met: Reason, rebutted: Reason) -> Reason:
    """Return R3."""
    verdict = either([named.verdict, both([met.verdict, negate(rebutted.verdict)])])
    children: tuple[Reason, ...] = (named, met)
    if met.verdict is not Tri.NO:
        children = (named, met, rebutted)
    if verdict is Tri.YES:
        told = named.because if named.verdict is Tri.YES else met.because
    elif verdict is Tri.NO and met.verdict is Tri.YES:
        told = f"{met.because} {rebutted.because}"
    elif verdict is Tri.NO:
        told = f"{named.because} {met.because}"
    else:
        told = met.because
    return node("R3", verdict, told, Support.CHILDREN, children=children)
