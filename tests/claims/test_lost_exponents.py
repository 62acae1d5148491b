"""Exponents that extraction has flattened: restored where the unit is FLOP, else left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.claims.compute import EXPERIMENTS, RESTORED, SYNTHETIC
from pipeline.claims.extract import extract
from pipeline.schema import Claim, Identity

SOLO = Identity(model="Nova 2", provider="Nova Labs", aliases=("Nova-2",))


@pytest.fixture
def flop(read) -> Callable[[str], list[Claim]]:
    def build(text: str) -> list[Claim]:
        document, segments = read(text)
        found = extract((document,), {document.id: segments}, SOLO)
        return [claim for claim in found if claim.element == "training_compute"]

    return build


#: (text, FLOP, words as they are quoted)
LOST = [
    ("Nova 2 was trained with 1025 FLOPs.", 1e25, "1025 FLOPs"),
    ("Nova 2 was trained with 10 25 FLOPs.", 1e25, "10 25 FLOPs"),
    ("Training used 8.35 × 1023 FLOPS.", 8.35e23, "8.35 × 1023 FLOPS"),
    ("Training used 8.35 × 10 23 FLOPS.", 8.35e23, "8.35 × 10 23 FLOPS"),
    ("Training used 3.8 x 1025 FLOPs.", 3.8e25, "3.8 x 1025 FLOPs"),
    ("Training used 3.8 · 1025 FLOP.", 3.8e25, "3.8 · 1025 FLOP"),
    ("Training used 2 * 1024 FLOPs.", 2e24, "2 * 1024 FLOPs"),
    ("We used 1.7 × 1022 floating point operations in training.", 1.7e22,
     "1.7 × 1022 floating point operations"),
    ("Training compute: 1025 FLOP", 1e25, "1025 FLOP"),
    ("| Training FLOPs |\n|---|\n| 6.2 × 1023 |", 6.2e23, "6.2 × 1023"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "words"), LOST)
def test_an_exponent_is_put_back(flop, text: str, value: float, words: str) -> None:
    (claim,) = flop(text)
    assert claim.value.norm == pytest.approx(value)
    assert claim.value.raw == words
    assert RESTORED in (claim.value.qualifier or "")


#: Written as they should be: the same value, and nothing was restored.
WHOLE = [
    ("Nova 2 was trained with 1e25 FLOPs.", 1e25),
    ("Nova 2 was trained with 10²⁵ FLOPs.", 1e25),
    ("Nova 2 was trained with 10^25 FLOPs.", 1e25),
    ("Nova 2 was trained with 10**25 FLOPs.", 1e25),
    ("Nova 2 was trained with 10^{25} FLOPs.", 1e25),
    ("Training used 8.35 × 10²³ FLOPS.", 8.35e23),
    ("Training used 8.35e+23 FLOPS.", 8.35e23),
]


@pytest.mark.parametrize(("text", "value"), WHOLE)
def test_what_is_whole_is_left_alone(flop, text: str, value: float) -> None:
    (claim,) = flop(text)
    assert claim.value.norm == pytest.approx(value)
    assert RESTORED not in (claim.value.qualifier or "")


@pytest.mark.parametrize(
    "text",
    [
        # other units, rates, too large or too small an exponent, other numbers
        "Nova 2 was trained on 1025 GPUs.",
        "Nova 2 was trained with 1025 GPU hours.",
        "Training ran at 1025 FLOP/s.",
        "Training used 1024 FLOPs per token.",
        "Training used 1017 FLOPs.",
        "Training used 1035 FLOPs.",
        "Training used 2025 FLOPs.",
        "Training used 110 25 FLOPs.",
        "Training used 0.1025 FLOPs.",
        "Training used 1025 TFLOPs.",
        "| Training FLOPs (×10^21) |\n|---|\n| 1025 |",
    ],
)
def test_what_lost_nothing(flop, text: str) -> None:
    assert [claim.value.norm for claim in flop(text) if claim.value.norm] == []


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("Generating the synthetic data took 2e23 FLOP of compute.", SYNTHETIC),
        ("We used 2e23 FLOP of compute for synthetic data generation.", SYNTHETIC),
        ("Discarded runs used another 3e22 FLOP of training compute.", EXPERIMENTS),
        ("Pre-training used 2e24 FLOP.", "for pre-training"),
        ("Fine-tuning used 2e22 FLOP of compute.", "for fine-tuning"),
        ("Training used 2e24 FLOP on web and synthetic data.", None),
        ("Training used 2e24 FLOP.", None),
    ],
)
def test_what_the_compute_was_spent_on(flop, text: str, purpose: str | None) -> None:
    (claim,) = flop(text)
    assert claim.value.qualifier == purpose
