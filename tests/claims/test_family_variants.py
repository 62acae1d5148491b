"""Variants of a family that are written in several ways are one, and values follow them."""

from __future__ import annotations

import pytest

from pipeline.claims.extract import extract
from pipeline.claims.identity import identify
from pipeline.claims.identity_names import orders, size_of

MIXTURES = """# Ostrea 3.0

Ostrea 3.0 is a family of language models by Ostrea Labs: Ostrea-3.0-8B, Ostrea-3.0-1B-A400M and
Ostrea-3.0-3B-A800M. The smallest is Ostrea 3.0 1B. See Ostrea-3.0-A400M-1B for its card.

| Model | Training energy (MWh) |
|---|---|
| Ostrea 3.0 8B | 300.5 |
| Ostrea 3.0 1B-400M | 64.5 |
| Ostrea 3.0 3B-800M | 121.2 |
"""


@pytest.fixture
def scanned(read):
    def run(text: str):
        document, segments = read(text)
        identity = identify([document], {document.id: segments})
        return identity, extract([document], {document.id: segments}, identity)

    return run


def keys(identity) -> set[str]:
    return {variant.key for variant in identity.variants}


def test_other_orders_and_shorter_names_of_a_mixture_are_one_variant(scanned) -> None:
    identity, claims = scanned(MIXTURES)
    assert keys(identity) == {"8B", "1B-A400M", "3B-A800M"}
    energy = {c.variant: c.value.norm for c in claims if c.element == "energy_training"}
    assert energy == {"8B": 300.5, "1B-A400M": 64.5, "3B-A800M": 121.2}


@pytest.mark.parametrize(
    ("names", "found"),
    [
        pytest.param("Ostrea-8B-Chat, Ostrea-Chat-8B and Ostrea-2B-Chat", {"8B-Chat", "2B-Chat"},
                     id="order"),
        pytest.param("Ostrea-8B-Chat, Ostrea-8B-Base and Ostrea-8B", {"8B-Chat", "8B-Base", "8B"},
                     id="a plain size beside kinds stays: it speaks of both"),
        pytest.param("Ostrea-1B-A200M, Ostrea-1B-A400M and Ostrea-1B",
                     {"1B-A200M", "1B-A400M", "1B"}, id="two active parts: which one is 1B?"),
        pytest.param("Ostrea-1B-A400M-Base, Ostrea-1B-A400M-Chat and Ostrea-1B-Chat",
                     {"1B-A400M-Base", "1B-A400M-Chat"}, id="a kind of the only mixture"),
        pytest.param("Ostrea-30B-A3B, Ostrea-3B and Ostrea-8B", {"30B-A3B", "3B", "8B"},
                     id="an active part is no size"),
    ],
)  # fmt: skip
def test_which_names_are_one_variant(scanned, names: str, found: set[str]) -> None:
    text = f"# Ostrea\n\nOstrea is a family of language models by Ostrea Labs: {names}.\n"
    assert keys(scanned(text)[0]) == found


def test_a_table_may_turn_a_name_round(scanned) -> None:
    text = (
        "# Ostrea\n\nOstrea is a family of language models: Ostrea-8B-Chat and Ostrea-2B-Chat, "
        "Ostrea-8B and Ostrea-2B.\n\n| Model | Training tokens |\n|---|---|\n"
        "| Ostrea-Chat-8B | 3T |\n| Ostrea-2B | 2T |\n"
    )
    claims = scanned(text)[1]
    sizes = {c.variant: c.value.norm for c in claims if c.element == "data_size"}
    assert sizes == {"8B-Chat": 3e12, "2B": 2e12}


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Ostrea-1_8B", "1.8B"),
        ("Ostrea-1_8B-Chat-Int4", "1.8B"),
        ("Ostrea-8B", "8B"),
        ("ostrea_2_7b", "7B"),
        ("Ostrea-1_8Bit", ""),
    ],
)
def test_a_decimal_point_in_an_address(name: str, size: str) -> None:
    assert size_of(name) == size


def test_a_size_with_an_underscore_is_read_and_belongs_to_its_variant(scanned) -> None:
    text = (
        "# Ostrea\n\nOstrea is a family of language models: Ostrea-1_8B and Ostrea-7B.\n\n"
        "| Model | Tokens |\n|---|---|\n| Ostrea-1.8B | 2.2T |\n| Ostrea-7B | 2.4T |\n"
    )
    claims = scanned(text)[1]
    size = {c.variant: c.value.norm for c in claims if c.element == "parameters_total"}
    assert size == {"1_8B": 1.8e9, "7B": 7e9}
    tokens = {c.variant: c.value.norm for c in claims if c.element == "data_size"}
    assert tokens == {"1_8B": 2.2e12, "7B": 2.4e12}


@pytest.mark.parametrize(
    ("key", "others"),
    [
        ("7B Chat", {"Chat 7B"}),
        ("1B-A400M", {"A400M 1B", "1B 400M"}),
        ("7B", set()),
        ("Chat Turbo", set()),
        ("8B Chat Int4 v2", set()),
    ],
)
def test_orders(key: str, others: set[str]) -> None:
    assert set(orders(key)) == others


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ostrea models (`350M`, `1B` `7B`) for code are by Ostrea Labs.", {350e6, 1e9, 7e9}),
        ("Ostrea is a text model (`7B`).", set()),
        ("Ostrea gave dense models (1B, 3B) distilled from Ostrea.", set()),
    ],
)
def test_sizes_in_brackets_behind_models(scanned, text: str, found: set[float]) -> None:
    claims = scanned(f"# Ostrea\n\nOstrea is a language model.\n\n{text}\n")[1]
    assert {
        c.value.norm for c in claims
        if c.element == "parameters_total" and c.rule == "parameters.sizes"
    } == found  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "norm", "raw"),
    [
        ("11B (10.6)", 10.6e9, "11B (10.6)"),
        ("11B (20.5)", 11e9, "11B"),
        ("11B (2)", 11e9, "11B"),
    ],
)
def test_brackets_give_a_size_in_full(scanned, cell: str, norm: float, raw: str) -> None:
    text = (
        "# Ostrea\n\nOstrea is a language model by Ostrea Labs.\n\n"
        f"| Model | Parameters |\n|---|---|\n| Ostrea | {cell} |\n"
    )
    claims = scanned(text)[1]
    found = {(c.value.norm, c.value.raw) for c in claims if c.element == "parameters_total"}
    assert found == {(norm, raw)}


@pytest.mark.parametrize(
    ("sentence", "chips"),
    [
        ("In aggregate, training all 12 Ostrea models required 1400K GPU hours on hardware of "
         "type A100-80GB.", {"NVIDIA A100 80GB"}),
        ("Running Ostrea after training required 20 GPU hours on an A100.", {"NVIDIA A100"}),
        ("Inference required an A100.", set()),
        ("After training, serving Ostrea required an A100.", set()),
    ],
)  # fmt: skip
def test_what_training_required_is_training_hardware(scanned, sentence, chips) -> None:
    claims = scanned(f"# Ostrea\n\nOstrea is a language model.\n\n{sentence}\n")[1]
    assert {c.value.norm for c in claims if c.element == "training_hardware"} == chips
