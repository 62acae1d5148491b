"""Facts become claims of the analyst: exact, without a span, and only where they answer."""

from __future__ import annotations

from pipeline.applicability.fact_claims import fact_claims
from pipeline.applicability.facts import parse
from pipeline.schema import Identity, Origin

NOVA = Identity("Nova", "Nova Labs")


def test_no_facts_no_claims() -> None:
    assert fact_claims(None, NOVA) == ()
    assert fact_claims(parse({"monetised": False}), NOVA) == ()


def test_each_fact_that_answers_an_element() -> None:
    facts = parse(
        {
            "provider": "Nova Labs GmbH",
            "placement_date": "2025-09-16",
            "code_signatory": ["transparency"],
            "variants": {"Nova 7B": {"training_flop": "3.3e24", "inputs": ["text", "image"]}},
        }
    )
    claims = fact_claims(facts, NOVA)
    assert {claim.element: claim.value.norm for claim in claims} == {
        "provider_name": "Nova Labs GmbH",
        "eu_release_date": "2025-09-16",
        "code_signatory": ("transparency",),
        "training_compute": 3.3e24,
        "input_modalities": ("text", "image"),
    }
    assert {claim.origin for claim in claims} == {Origin.ANALYST}
    assert {claim.span for claim in claims} == {None}
    assert {claim.variant for claim in claims} == {None, "Nova 7B"}
