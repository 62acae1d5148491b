"""The grammar of quantities, against values written by hand."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims import units as table
from pipeline.claims.quantities import Quantity, quantities
from pipeline.errors import BadCorpus


def one(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("7B", "7e9", None),
        ("6.74 billion parameters", "6740000000", "parameters"),
        ("6,74 billion parameters", "6740000000", "parameters"),
        ("176,247,271,424 parameters", "176247271424", "parameters"),
        ("176.247.271.424 parameters", "176247271424", "parameters"),
        ("176 247 271 424 parameters", "176247271424", "parameters"),
        ("a 70-billion-parameter model", "70e9", "parameters"),
        ("410m parameters", "410e6", "parameters"),
        ("14.8 trillion diverse and high-quality tokens", "14.8e12", "tokens"),
        ("128k tokens", "128000", "tokens"),
        ("131,072 tokens", "131072", "tokens"),
        ("1T tokens", "1e12", "tokens"),
        ("one million preference pairs", "1000000", "samples"),
        ("1.8e24 FLOP", "1.8e24", "FLOP"),
        ("1.8×10^24 FLOPs", "1.8e24", "FLOP"),
        ("1.8 x 10^24 floating-point operations", "1.8e24", "FLOP"),
        ("$3.5 \\times 10^{24}$ FLOPs", "3.5e24", "FLOP"),
        ("8.35 × 1023 FLOPs", "8.35e23", "FLOP"),
        ("10²⁵ FLOP", "1e25", "FLOP"),
        ("2 zettaFLOPs", "2e21", "FLOP"),
        ("100 petaflop/s-days", "8.64e21", "FLOP"),
        ("150 TFLOPS", "150e12", "FLOP/s"),
        ("150 TFLOP per GPU per second", "150e12", "FLOP/s"),
        ("39.3M GPU hours", "39300000", "GPU-hours"),
        ("2.1 million H100-hours", "2100000", "GPU-hours"),
        ("50 A100 GPU-days", "1200", "GPU-hours"),
        ("1,500 TPU v4 chip-hours", "1500", "TPU-hours"),
        ("3 weeks", "21", "days"),
        ("433 MWh", "433", "MWh"),
        ("1.2 GWh", "1200", "MWh"),
        ("24,500 kWh", "24.5", "MWh"),
        ("11,250 kg CO2 eq.", "11.25", "tCO2e"),
        ("1,354 tons CO2eq", "1354", "tCO2e"),
        ("7t CO2eq", "7", "tCO2e"),
        ("7 tCO2e", "7", "tCO2e"),
        ("30 gCO2eq/kWh", "30", "gCO2e/kWh"),
        ("384 A100 80GB GPUs", "384", "accelerators"),
        ("1.5TB", "1.5", "TB"),
        ("500 GB", "0.5", "TB"),
        ("(1T) tokens", "1e12", "tokens"),
        ("479 million images", "479e6", "images"),
        ("46 natural languages", "46", "languages"),
        ("3,000 tokens per second", "3000", "tokens/s"),
        ("4M tokens per batch", "4e6", "tokens/item"),
    ],
)
def test_plain_quantities(text: str, value: str, unit: str | None) -> None:
    quantity = one(text)
    assert quantity.value == Decimal(value)
    assert quantity.unit == unit
    assert text[quantity.start : quantity.end] == quantity.raw


@pytest.mark.parametrize(
    ("text", "qualifier", "low", "high", "point"),
    [
        ("more than 10 trillion tokens", "more than", "10e12", None, "10e12"),
        ("15T+ tokens", "more than", "15e12", None, "15e12"),
        ("up to 128K tokens", "up to", None, "128000", "128000"),
        ("less than 5 MWh", "less than", None, "5", "5"),
        ("1 billion to 10 trillion tokens", "range", "1e9", "10e12", None),
        ("10,000 to 1 million hours", "range", "10000", "1e6", None),
        ("4-128K tokens", "range", "4000", "128000", None),
        ("between 4 and 5 days", "range", "4", "5", None),
        ("from 3M to 5M tokens", "range", "3e6", "5e6", None),
        ("about 5T tokens", "about", None, None, "5e12"),
        ("~40 trillion tokens", "about", None, None, "40e12"),
    ],
)
def test_qualifiers_and_ranges(
    text: str, qualifier: str, low: str | None, high: str | None, point: str | None
) -> None:
    quantity = one(text)
    assert quantity.qualifier == qualifier
    assert quantity.low == (Decimal(low) if low else None)
    assert quantity.high == (Decimal(high) if high else None)
    assert quantity.point == (Decimal(point) if point else None)


def test_a_mixture_is_not_multiplied_out() -> None:
    quantity = one("8x7B")
    assert quantity.mixture == (8, Decimal(7_000_000_000))
    assert quantity.value is None
    assert quantity.point is None


def test_a_letter_alone_is_never_bytes() -> None:
    assert one("8B").unit is None
    assert one("8 GB").unit == "TB"


def test_words_that_end_the_search_for_a_unit() -> None:
    size, tokens = quantities("a 8B model trained on 2T tokens")
    assert (size.value, size.unit) == (Decimal(8_000_000_000), None)
    assert (tokens.value, tokens.unit) == (Decimal(2_000_000_000_000), "tokens")


def test_numbers_inside_names_are_not_quantities() -> None:
    assert quantities("GPT4 and T5v1 and H100") == []
    assert [q.value for q in quantities("H100-80GB")] == [Decimal("0.08")]


def test_and_joins_only_behind_between() -> None:
    assert [q.value for q in quantities("4096 and 8192 tokens")] == [Decimal(4096), Decimal(8192)]


def test_a_product_is_not_a_lost_power_of_ten() -> None:
    assert [q.value for q in quantities("2 × 1024 GPUs")] == [Decimal(2), Decimal(1024)]
    assert all(q.value < 10_000 for q in quantities("1024 × 1024 pixels") if q.value)


@given(st.integers(min_value=1, max_value=10**15))
def test_grouped_digits_mean_what_plain_digits_mean(number: int) -> None:
    assert one(f"{number:,} tokens").value == one(f"{number} tokens").value == number


@given(st.text(max_size=60))
def test_offsets_hold_for_any_text(text: str) -> None:
    found = quantities(text)
    assert all(text[q.start : q.end] == q.raw for q in found)
    assert all(a.number[1] <= b.number[0] for a, b in pairwise(found))


def test_all_faults_of_the_table_come_together() -> None:
    good = table.load(table.FILE)
    broken = dict(good)
    broken["units"] = [
        {"id": "one", "unit": "x", "pattern": "(", "must": [], "must_not": []},
        {"id": "two", "unit": "y", "pattern": "y", "must": ["z"], "must_not": ["y"], "odd": 1},
    ]
    with pytest.raises(BadCorpus) as caught:
        table.read(broken)
    assert len(caught.value.faults) == 4
