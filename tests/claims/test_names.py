"""Claims of provider, model and base names."""

from __future__ import annotations

import pytest

from pipeline.claims import names
from pipeline.claims.context import context
from pipeline.claims.identity import identify

PROVIDER, MODEL, BASE = "provider_name", "model_name", "base_model"


@pytest.fixture
def find(read):
    def run(text: str, element: str):
        document, segments = read(text)
        identity = identify([document], {document.id: segments})
        claims = list(names.find(context(document, segments, identity)))
        for claim in claims:
            assert document.quote(claim.span) == claim.value.raw
        return [claim for claim in claims if claim.element == element]

    return run


CARD = (
    "# Ostrea 2 Model Card\n\n**Model developer:** Ostrea Labs, Inc.\n\n"
    "Ostrea 2 7B and Ostrea 2 70B are language models trained from scratch by Ostrea Labs.\n"
)


def test_provider_with_the_words_themselves(find) -> None:
    claims = find(CARD, PROVIDER)
    assert {c.value.norm for c in claims} == {"Ostrea Labs, Inc.", "Ostrea Labs"}
    assert any(c.rule == "provider_name/label" and c.value.raw == c.value.norm for c in claims)


def test_a_handle_alone_has_its_own_rule(find) -> None:
    text = "# Ostrea\n\n`ostrea-labs/ostrea-7b` and `ostrea-labs/ostrea-70b` can be had.\n"
    claims = find(text, PROVIDER)
    assert {c.rule for c in claims} == {"provider_name/handle"}
    assert all(c.confidence < 0.5 for c in claims)


def test_model_and_variants(find) -> None:
    claims = find(CARD, MODEL)
    assert {(c.value.norm, c.variant) for c in claims} >= {
        ("Ostrea 2", None),
        ("Ostrea 2 7B", "7B"),
        ("Ostrea 2 70B", "70B"),
    }


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        (CARD, ["none"]),
        ("# Ostrea 2\n\nModel dependencies: N/A\n", ["not applicable"]),
        ("# Ostrea 2\n\nModel dependencies: None. Trained from scratch.\n", ["none", "none"]),
        ("# Ostrea 2\n\nOstrea 2 is fine-tuned from Falcon-7B.\n", ["Falcon-7B"]),
        ("# Ostrea 2\n\n**Base model:** meta-llama/Llama-3.1-8B\n", ["meta-llama/Llama-3.1-8B"]),
    ],
)
def test_bases(find, text: str, norms) -> None:
    assert [c.value.norm for c in find(text, BASE)] == norms


@pytest.mark.parametrize(
    "text",
    [
        "# Ostrea 2\n\nFalcon was trained from scratch.\n",
        "# Ostrea 2\n\nOstrea 2 was adapted instead of being trained from scratch.\n",
        "# Ostrea 2\n\nOstrea 2 is based on the transformer architecture.\n",
        "# Ostrea 2\n\nOstrea 2 beats models fine-tuned on more data.\n",
    ],
)
def test_no_base(find, text: str) -> None:
    assert find(text, BASE) == []
