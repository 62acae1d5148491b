"""R1: whether it is a general-purpose model, from compute, output and what documents show."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.applicability.estimate import Estimate
from pipeline.applicability.facts import Facts
from pipeline.applicability.logic import both, either, figures, node
from pipeline.applicability.operations import parameters
from pipeline.applicability.signals import Hit, Signals
from pipeline.applicability.variants import View
from pipeline.schema import Reason, Support, Tri

#: Two different tests of many tasks speak for breadth; one alone is run on narrow models too.
ENOUGH_BENCHMARKS = 2


@dataclass(frozen=True, slots=True)
class Kind:
    """R1 and the presumption on which it may rest (more than 10^23 FLOP, generative output)."""

    general: Reason
    presumed: Reason


def kind(view: View, found: Estimate | None, facts: Facts, signals: Signals) -> Kind:
    """Return R1 for a variant.

    Compute above the line with generative output is presumed general, unless a narrow purpose is
    shown; below the line, or with compute unknown, generality must show. Where nothing shows it
    and the model is small in both compute and parameters, it is not general-purpose.
    """
    compute = _compute(found)
    output = _output(view, signals)
    narrow, general = _narrow(facts, signals), _general(view, facts, signals)
    presumption = both([compute.verdict, output.verdict])
    presumed = node(
        "R1-compute",
        presumption,
        f"{compute.because} {output.because}",
        Support.CHILDREN,
        children=(compute, output),
    )
    verdict, because = _weigh(view, compute, presumption, narrow, general)
    children = (compute, output, narrow, general)
    return Kind(node("R1", verdict, because, Support.CHILDREN, children=children), presumed)


def _weigh(
    view: View, compute: Reason, presumption: Tri, narrow: Reason, general: Reason
) -> tuple[Tri, str]:
    if narrow.verdict is Tri.YES:
        return Tri.NO, narrow.because
    if general.verdict is Tri.YES:
        return Tri.YES, general.because
    if presumption is Tri.YES:
        return Tri.YES, "Presumed: above 10^23 FLOP with generative output, and no narrow purpose."
    if compute.verdict is Tri.NO and _small(view):
        return Tri.NO, "Small in compute and parameters, and nothing shows generality."
    return (
        Tri.UNKNOWN,
        "Neither compute with output, nor breadth of tasks, nor a narrow purpose is known.",
    )


def _small(view: View) -> bool:
    """True where a model is known to have less than a billion parameters."""
    size = parameters(view)
    return size is not None and size.high < figures()["general_parameters"]


def _compute(found: Estimate | None) -> Reason:
    if found is None:
        return node("R1-compute", Tri.UNKNOWN, "Training compute is neither stated nor derivable.")
    line = figures()["general_purpose_flop"]
    told = f"Training compute {found.told('10^23', line)}"
    return node(
        "R1-compute", found.above(line), told, found.support, found.spans, interval=found.interval
    )


def _output(view: View, signals: Signals) -> Reason:
    given = view.facts.outputs
    if given is not None:
        inputs = view.facts.inputs
        picture = [name for name in ("image", "video") if name in given]
        from_text = inputs is None or "text" in inputs
        if "text" in given or (picture and from_text and inputs is not None):
            return node("R1-output", Tri.YES, f"Outputs: {', '.join(given)}.", Support.ANALYST)
        if picture and inputs is not None:
            told = "Pictures, but not from text."
            return node("R1-output", Tri.NO, told, Support.ANALYST)
        if picture or "audio" in given:
            told = "Whether pictures come from text, or sound is language, is not said."
            return node("R1-output", Tri.UNKNOWN, told, Support.ANALYST)
        return node("R1-output", Tri.NO, f"Outputs: {', '.join(given)}.", Support.ANALYST)
    for claim in view.claims("output_modalities"):
        named = claim.value.norm if isinstance(claim.value.norm, tuple) else (claim.value.norm,)
        if "text" in named and claim.span:
            told = f"Output as stated: {', '.join(str(name) for name in named)}."
            return node("R1-output", Tri.YES, told, Support.CLAIM, (claim.span,))
    for shows in ("generates:language", "picture"):
        if hits := signals.of(shows):
            told = f"Wording shows generative output: {hits[0].words!r}."
            return node("R1-output", Tri.YES, told, Support.INFERENCE, signals.spans(shows))
    if _many_tests(signals):
        told = "It is tested on tasks that are answered in language."
        spans = signals.spans("benchmark")
        return node("R1-output", Tri.YES, told, Support.INFERENCE, spans)
    return node("R1-output", Tri.UNKNOWN, "What it puts out was not found.")


def _many_tests(signals: Signals) -> bool:
    return len({hit.wording for hit in signals.of("benchmark")}) >= ENOUGH_BENCHMARKS


def _narrow(facts: Facts, signals: Signals) -> Reason:
    if facts.generality is not None:
        answer = Tri.YES if facts.generality == "narrow" else Tri.NO
        told = f"Given as a fact: its purpose is {facts.generality}."
        return node("R1a", answer, told, Support.ANALYST)
    narrow, general = signals.of("narrow"), signals.of("general") + signals.of("picture")
    if guard := signals.of("guard"):
        told = f"It judges the inputs or outputs of other models: {guard[0].words!r}."
        if min(hit.place for hit in guard) <= _first(general):
            return node("R1a", Tri.YES, told, Support.INFERENCE, signals.spans("guard"))
    if narrow and _outweighs(narrow, general):
        told = f"The opening names one task: {narrow[0].words!r}."
        return node("R1a", Tri.YES, told, Support.INFERENCE, signals.spans("narrow"))
    if narrow and not general:
        told = "A narrow task is named, further breadth was not found."
        return node("R1a", Tri.YES, told, Support.INFERENCE, signals.spans("narrow"))
    return node("R1a", Tri.NO, "No narrow purpose was found.", Support.INFERENCE)


def _outweighs(narrow: tuple[Hit, ...], general: tuple[Hit, ...]) -> bool:
    """True where more wording, or as much but earlier, is about one task than about many."""
    if len(narrow) == len(general):
        return _first(narrow) < _first(general)
    return len(narrow) > len(general)


def _first(hits: tuple[Hit, ...]) -> float:
    return min((hit.place for hit in hits), default=float("inf"))


def _general(view: View, facts: Facts, signals: Signals) -> Reason:
    if facts.generality is not None:
        answer = Tri.YES if facts.generality == "general" else Tri.NO
        told = f"Given as a fact: its purpose is {facts.generality}."
        return node("R1b", answer, told, Support.ANALYST)
    size = parameters(view)
    large = (
        size is not None and size.low is not None and size.low >= figures()["general_parameters"]
    )
    if declared := signals.spans("declared", 1):
        told = "It publishes what only providers of general-purpose models publish."
        return node("R1b", Tri.YES, told, Support.INFERENCE, declared)
    many = _many_tests(signals)
    # What a small model calls itself does not show breadth; results on many tasks do.
    wording = () if _small(view) and not many else signals.of("general")
    breadth = either([Tri.YES if sign else Tri.NO for sign in (wording, large, many)])
    generates = _output(view, signals)
    if breadth is Tri.YES and generates.verdict is Tri.YES:
        signs = []
        if wording:
            signs.append(f"wording such as {wording[0].words!r}")
        if many:
            signs.append("results on several tests of many tasks")
        if large:
            signs.append("a billion parameters or more")
        spans = (*signals.spans("general", 2), *signals.spans("benchmark", 1), *generates.spans)
        told = f"Generative output and breadth: {', '.join(signs)}."
        return node("R1b", Tri.YES, told, Support.INFERENCE, spans)
    told = "Generative output together with breadth was not found."
    return node("R1b", Tri.UNKNOWN, told, children=())
