"""An analyst's facts as claims: what a person adds is a claim too, with the person as source."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.applicability.facts import Facts, VariantFacts
from pipeline.schema import Claim, Identity, Origin, Polarity, Value, Whose
from pipeline.schema.statements import Norm


def fact_claims(facts: Facts | None, identity: Identity) -> tuple[Claim, ...]:
    """Return a claim for each fact that answers an element; other facts steer rules only.

    They carry no span and evidence no element: the record is what the documents say.
    """
    if facts is None:
        return ()
    model = identity.model
    found: list[Claim] = []
    if facts.provider:
        found.append(_claim("provider_name", model, None, facts.provider))
    if facts.placement_date:
        found.append(_claim("eu_release_date", model, None, facts.placement_date.isoformat()))
    if facts.code_signatory is not None:
        found.append(_claim("code_signatory", model, None, tuple(facts.code_signatory) or "none"))
    for name, known in sorted(facts.variants.items()):
        found += [
            _claim(element, model, name, norm, unit) for element, norm, unit in _of_variant(known)
        ]
    return tuple(found)


def _of_variant(known: VariantFacts) -> Iterator[tuple[str, Norm, str | None]]:
    numbers = (
        ("training_compute", known.training_flop, "FLOP"),
        ("parameters_total", known.parameters_total, "parameters"),
        ("parameters_active", known.parameters_active, "parameters"),
        ("data_size", known.training_tokens, "tokens"),
    )
    for element, number, unit in numbers:
        if number is not None:
            yield element, float(number), unit
    if known.inputs:
        yield "input_modalities", tuple(known.inputs), None
    if known.outputs:
        yield "output_modalities", tuple(known.outputs), None
    if known.licence:
        yield "licence", known.licence, None


def _claim(
    element: str, model: str, variant: str | None, norm: Norm, unit: str | None = None
) -> Claim:
    raw = ", ".join(norm) if isinstance(norm, tuple) else str(norm)
    return Claim(
        element=element,
        subject=variant or model,
        variant=variant,
        whose=Whose.OWN,
        value=Value(raw, norm, unit=unit),
        origin=Origin.ANALYST,
        polarity=Polarity.AFFIRMED,
        span=None,
        rule="facts",
    )
