"""What the model is: architecture, design, size, inputs and outputs."""

from __future__ import annotations

import re

from pipeline.assess.rulings.evidence import Ruling
from pipeline.assess.rulings.general import fallback, fields_first
from pipeline.assess.rulings.reading import Reading, Unit, terms

_SIZE = re.compile(r"\d[\d,.]{5,}|\d\s?(?:[bmt]\b|billion|million|trillion)", re.IGNORECASE)
#: From this many choices with a reason on, the design counts as explained.
CHOICES = 4


def architecture(reading: Reading) -> Ruling:
    """A kind with parts or in a sentence of its own; a kind in passing is half of it."""
    own = reading.where(lambda u: not u.instructs and not u.has("elsewhere"))
    kinds = [u for u in own if u.has("kind")]
    parts = [u for u in own if u.has("parts") and not u.says("rival")]
    named = terms(kinds, "kind") - {"moe", "mamba"}
    both = [
        u for u in kinds if u.has("parts") or (u.has("firm") and (u.has("declares") or u.under))
    ]
    alike = [u for u in own if u.has("same_as")]
    pairs = [u for u in reading.fields if u.has("kind", "parts") and u.segment.table is None]
    if pairs:
        return reading.disclosed(pairs, "A field gives it.", 0.95) or fallback(reading)
    if both or ((kinds or alike) and parts):
        ruling = reading.disclosed([*both, *kinds, *alike, *parts], "Kind and parts are stated.")
        return ruling or fallback(reading)
    return (
        reading.partial(kinds if named or len(kinds) > 1 else [], "Its kind is named, no more.")
        or reading.partial(
            parts[:1] and parts if len(parts) > 1 else [], "Parts without a kind.", 0.5
        )
        or reading.mentioned([*kinds, *parts], "Only a word hints at it.", 0.3)
        or reading.absent("No architecture is named.")
    )


def _reasoned(reading: Reading, subject: str) -> list[Unit]:
    return reading.where(
        lambda u: (
            u.has("choice_purpose", "purpose_choice")
            and u.has(subject)
            and not u.instructs
            and not u.has("elsewhere")
        )
    )


def design_rationale(reading: Reading) -> Ruling:
    """A choice and its purpose in one clause, about a part of the model."""
    if reading.is_summary:
        return reading.absent("A summary of training content gives no reasons of design.")
    reasons = _reasoned(reading, "subject")
    motives = reading.where(lambda u: u.has("motive") and not u.instructs and not u.about_data)
    if len(reasons) >= CHOICES:
        ruling = reading.disclosed(reasons, "Several design choices come with their reasons.")
        return ruling or fallback(reading)
    return (
        reading.partial(reasons, "A design choice comes with its reason.", 0.6)
        or reading.partial(motives, "The make-up of the model is motivated in part.", 0.5)
        or reading.mentioned(
            reading.having("novel", "why_word"), "Design is praised, not explained."
        )
        or reading.absent("No design choice comes with a reason.")
    )


def parameters_total(reading: Reading) -> Ruling:
    """A number of parameters; sizes inside names are half of it."""
    counts = reading.where(
        lambda u: u.has("count", "weights_count") and not u.instructs and not _rival(u)
    )
    listed = reading.where(
        lambda u: u.has("size_b") and u.has("size_list") and not u.instructs and not _rival(u)
    )
    fields = [u for u in reading.fields if u.has("size_b", "count") or _number(u)]
    names = [u for u in reading.units if u.has("size_b") and not u.says("rival", "training_data")]
    if all(u.has("only_range") for u in counts) and not listed and not fields:
        ruling = reading.partial(counts, "Only the range of a family is given.", 0.7)
        if ruling:
            return ruling
    return (
        reading.disclosed([*fields, *counts], "A number of parameters is stated.", 0.95)
        or reading.disclosed(listed, "The sizes are listed.", 0.85)
        or reading.partial([*reading.claimed, *names], "A size stands inside a name only.", 0.6)
        or reading.absent("No size is given.")
    )


def _rival(unit: Unit) -> bool:
    return unit.says("rival") and not unit.says("own_voice") and unit.segment.table is not None


def _number(unit: Unit) -> bool:
    return _SIZE.search(unit.content) is not None


def parameters_active(reading: Reading) -> Ruling:
    """A count of active parameters, in words or in a column."""
    return (
        reading.disclosed(reading.claimed, "A number of active parameters is stated.", 0.95)
        or reading.disclosed(reading.having("strong"), "A number of active parameters is stated.")
        or reading.mentioned(reading.having("topic"), "Active parameters without their number.")
        or reading.absent("No active parameters are given.")
    )


def input_modalities(reading: Reading) -> Ruling:
    """Stated for the input; implied by "language model" is half of it."""
    return _modalities(reading, "input")


def output_modalities(reading: Reading) -> Ruling:
    """Stated for the output; implied by "language model" is half of it."""
    return _modalities(reading, "output")


def _modalities(reading: Reading, side: str) -> Ruling:
    stated = reading.where(
        lambda u: u.has("strong") and not u.instructs and not u.says("evaluation")
    )
    fields = [u for u in reading.fields if u.has("kind_word")]
    implied = reading.where(lambda u: u.has("implied"))
    plain = [u for u in reading.units if u.has("implied")]
    data = reading.having("data_kind")
    if reading.is_summary:
        return reading.partial(
            [*plain, *data], "Only the data's modality and the kind of model.", 0.6
        ) or fallback(reading)
    return (
        reading.disclosed(fields, f"A field gives the {side} modalities.", 0.95)
        or reading.disclosed(stated, f"The {side} modalities are stated.", 0.85)
        or reading.partial([*implied, *plain], "Implied by the kind of model.", 0.7)
        or fallback(reading)
    )


def max_input(reading: Reading) -> Ruling:
    """A length or a resolution with its cue in one unit, of the model and not of a test."""
    fields = [u for u in reading.fields if u.has("tokens")]
    stated = reading.where(
        lambda u: (
            u.has("context", "input_at_most")
            and u.has("tokens")
            and not u.instructs
            and not u.has("not_context")
        )
    )
    loose = reading.where(lambda u: u.has("long") and u.has("tokens"))
    settings = [u for u in reading.with_code.units if u.has("setting") and u not in reading.prose]
    return (
        reading.disclosed(reading.claimed, "The largest input is stated.", 0.95)
        or reading.disclosed(fields, "A field gives the largest input.", 0.9)
        or reading.disclosed(stated, "The largest input is stated.", 0.85)
        or reading.disclosed(loose, "A long context is stated with its length.", 0.7)
        or reading.mentioned(settings, "Only a setting of an example.", 0.35)
        or reading.mentioned(reading.having("long"), "Long context without a length.", 0.25)
        or reading.absent("No largest input is given.")
    )


def max_output(reading: Reading) -> Ruling:
    """A limit of the model's output; lengths used in tests are none."""
    stated = reading.where(
        lambda u: (
            u.has("max_out", "output_at_most")
            and u.has("amount")
            and not u.has("test_length")
            and not u.says("evaluation")
            and not u.instructs
        )
    )
    return (
        fields_first(reading)
        or reading.disclosed(stated, "The largest output is stated.", 0.9)
        or reading.mentioned(
            reading.having("eval_length"), "Only lengths used in tests or examples."
        )
        or reading.absent("No largest output is given.", 0.02)
    )


RULES = {
    "architecture": architecture,
    "design_rationale": design_rationale,
    "parameters_total": parameters_total,
    "parameters_active": parameters_active,
    "input_modalities": input_modalities,
    "output_modalities": output_modalities,
    "max_input": max_input,
    "max_output": max_output,
}
