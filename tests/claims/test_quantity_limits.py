"""Ranges, limits, lists, and numbers that are none: names, dates, prices, versions."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.quantities import Quantity, quantities
from pipeline.claims.units import units


def one(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, found
    return found[0]


def decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1-3B parameters", "1e9", "3e9", "parameters"),
        ("1B-3B parameters", "1e9", "3e9", "parameters"),
        ("1B–70B parameters", "1e9", "70e9", "parameters"),
        ("1B to 70B parameters", "1e9", "70e9", "parameters"),
        ("125M to 175B parameters", "125e6", "175e9", "parameters"),
        ("125 million to 175 billion parameters", "125e6", "175e9", "parameters"),
        ("70M–12B parameters", "70e6", "12e9", "parameters"),
        ("between 1 and 2 trillion tokens", "1e12", "2e12", "tokens"),
        ("between 100 billion and 1 trillion tokens", "100e9", "1e12", "tokens"),
        ("ranging from 0.5B to 72B parameters", "0.5e9", "72e9", "parameters"),
        ("10–15 trillion tokens", "10e12", "15e12", "tokens"),
        ("10,000 - 1 million hours", "10000", "1e6", "hours"),
        ("1 million to 1 billion images", "1e6", "1e9", "images"),
        ("4K to 32K tokens", "4000", "32000", "tokens"),
        ("2-3 weeks", "14", "21", "days"),
        ("20-25 MWh", "20", "25", "MWh"),
        ("5 to 7 tCO2e", "5", "7", "tCO2e"),
        ("100 - 200 kg CO2eq", "0.1", "0.2", "tCO2e"),
        ("1e24-1e25 FLOP", "1e24", "1e25", "FLOP"),
        ("1e24 to 3e24 FLOP", "1e24", "3e24", "FLOP"),
        ("10^23 to 10^24 FLOPs", "1e23", "1e24", "FLOP"),
        ("1.0–1.2M GPU hours", "1e6", "1.2e6", "GPU-hours"),
        ("500 GB to 2 TB", "0.5", "2", "TB"),
        ("1 to 10 TB of text", "1", "10", "TB"),
    ],
)
def test_ranges(text: str, low: str, high: str, unit: str) -> None:
    quantity = one(text)
    assert (quantity.low, quantity.high) == (Decimal(low), Decimal(high))
    assert (quantity.qualifier, quantity.unit, quantity.value) == ("range", unit, None)
    assert text[quantity.start : quantity.end] == quantity.raw


@pytest.mark.parametrize(
    ("text", "qualifier", "low", "high", "value"),
    [
        ("over 15 trillion tokens", "more than", "15e12", None, None),
        ("15T+ tokens", "more than", "15e12", None, None),
        ("15 trillion+ tokens", "more than", "15e12", None, None),
        ("15 trillion or more tokens", "more than", "15e12", None, None),
        ("at least 15 trillion tokens", "more than", "15e12", None, None),
        (">15T tokens", "more than", "15e12", None, None),
        ("> 15T tokens", "more than", "15e12", None, None),
        (">= 15T tokens", "more than", "15e12", None, None),
        ("≥15T tokens", "more than", "15e12", None, None),
        ("in excess of 15T tokens", "more than", "15e12", None, None),
        ("upwards of 15T tokens", "more than", "15e12", None, None),
        ("no fewer than 15T tokens", "more than", "15e12", None, None),
        ("well over 15T tokens", "more than", "15e12", None, None),
        ("more than one trillion tokens", "more than", "1e12", None, None),
        ("up to 128k tokens", "up to", None, "128000", None),
        ("up to a 128k tokens", "up to", None, "128000", None),
        ("at most 8,192 tokens", "up to", None, "8192", None),
        ("no more than 8,192 tokens", "up to", None, "8192", None),
        ("a maximum of 8,192 tokens", "up to", None, "8192", None),
        ("as many as 8,192 tokens", "up to", None, "8192", None),
        ("≤ 8,192 tokens", "up to", None, "8192", None),
        ("less than 100 MWh", "less than", None, "100", None),
        ("fewer than 13 billion parameters", "less than", None, "13e9", None),
        ("under 4B parameters", "less than", None, "4e9", None),
        ("below 10^25 FLOP", "less than", None, "1e25", None),
        ("< 1e25 FLOP", "less than", None, "1e25", None),
        ("<10 billion tokens", "less than", None, "10e9", None),
        ("approximately 2T tokens", "about", None, None, "2e12"),
        ("approx. 2T tokens", "about", None, None, "2e12"),
        ("ca. 2T tokens", "about", None, None, "2e12"),
        ("~2T tokens", "about", None, None, "2e12"),
        ("≈2T tokens", "about", None, None, "2e12"),
        ("roughly 2T tokens", "about", None, None, "2e12"),
        ("nearly 2T tokens", "about", None, None, "2e12"),
        ("almost 2T tokens", "about", None, None, "2e12"),
        ("an estimated 2T tokens", "about", None, None, "2e12"),
        ("exactly 2T tokens", None, None, None, "2e12"),
        ("a total of 2T tokens", None, None, None, "2e12"),
        ("moreover 2T tokens", None, None, None, "2e12"),
        ("thereunder 2T tokens", None, None, None, "2e12"),
    ],
)
def test_limits(
    text: str, qualifier: str | None, low: str | None, high: str | None, value: str | None
) -> None:
    quantity = one(text)
    assert quantity.qualifier == qualifier
    assert (quantity.low, quantity.high) == (decimal(low), decimal(high))
    assert quantity.value == decimal(value)
    assert text[quantity.start : quantity.end] == quantity.raw


@pytest.mark.parametrize(
    "text",
    [
        "GPT4",
        "T5-XXL",
        "H100 and A100s",
        "v2.1",
        "Qwen2.5",
        "LLaMA2",
        "Phi3",
        "fp16, bf16, int8",
        "x86_64",
        "gpt-j-v1",
        "sha256:ab12",
        "p99",
        "arXiv",
        "",
        "no number at all",
        "MI300X",
    ],
)
def test_names_hold_no_quantities(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("32 layers", ["counted"]),
        ("128 experts", ["counted"]),
        ("32 attention heads", ["counted"]),
        ("3 epochs", ["counted"]),
        ("143,000 steps", ["counted"]),
        ("5-shot", ["counted"]),
        ("87.3%", ["%"]),
        ("87.3 percent", ["%"]),
        ("224 px", ["pixels"]),
        ("$5 USD", ["USD"]),
        ("50 tokens/s", ["tokens/s"]),
        ("50 tokens per second", ["tokens/s"]),
        ("50 tok/s", ["tokens/s"]),
        ("256 tokens per image", ["tokens/item"]),
        ("1M tokens/day", ["tokens/s"]),
        ("4M tokens per batch", ["tokens/item"]),
        ("4M tokens/step", ["tokens/item"]),
        ("128,256 vocabulary", [None]),
        ("80 GB of memory", ["TB"]),
        ("700 W", ["W"]),
        ("8 GPUs", ["accelerators"]),
        ("1024 NVIDIA H100 GPUs", ["accelerators"]),
        ("2048 TPUs", ["accelerators"]),
        ("16 chips", ["accelerators"]),
    ],
)
def test_units_that_no_family_may_take_for_its_own(text: str, units: list[str | None]) -> None:
    assert [q.unit for q in quantities(text)] == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("a 7B model trained on 2T tokens", [None, "tokens"]),
        ("a 7B model with 128K context", [None, None]),
        ("trained for 54 days on 2T tokens", ["days", "tokens"]),
        ("7B parameters and 2T tokens", ["parameters", "tokens"]),
        ("7B and 13B parameters", ["parameters", "parameters"]),
        ("7B, 13B, and 70B parameters", ["parameters"] * 3),
        ("7B / 13B parameters", ["parameters"] * 2),
        ("2 nodes and 7B parameters", [None, "parameters"]),
        ("4K or 8K tokens", ["tokens", "tokens"]),
        ("300 GB and 2T tokens", ["TB", "tokens"]),
        ("1.2T tokens and 400M images", ["tokens", "images"]),
        ("96 kWh and 7 kg CO2eq", ["MWh", "tCO2e"]),
    ],
)
def test_a_list_shares_the_unit_of_its_last_member(text: str, units: list[str | None]) -> None:
    assert [q.unit for q in quantities(text)] == units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 8K to 4K tokens", 2),  # a range does not fall
        ("8B and 70B", 2),
        ("8x7B to 8x22B", 2),
        ("2T tokens, 3T tokens", 2),
        ("2T tokens to 3T tokens", 1),
        ("12-16 tokens", 1),
        ("2023-2024", 1),
    ],
)
def test_what_joins_to_a_range(text: str, expected: int) -> None:
    assert len(quantities(text)) == expected


@pytest.mark.parametrize("blank", [" ", " ", " "])
@pytest.mark.parametrize("words", ["7{}billion parameters", "176{}247{}271{}424 parameters"])
def test_unusual_blanks_mean_blanks(words: str, blank: str) -> None:
    strange, plain = one(words.replace("{}", blank)), one(words.replace("{}", " "))
    assert (strange.value, strange.unit) == (plain.value, plain.unit)


UNITS = [
    ("B parameters", 10**9),
    ("M parameters", 10**6),
    ("T tokens", 10**12),
    ("k samples", 10**3),
    ("M GPU hours", 10**6),
    (" million images", 10**6),
    (" trillion tokens", 10**12),
]


@given(st.integers(1, 999), st.sampled_from(UNITS))
def test_a_multiplier_multiplies(number: int, unit: tuple[str, int]) -> None:
    assert one(f"{number}{unit[0]}").value == number * unit[1]


@given(st.integers(1, 99), st.integers(1, 9), st.sampled_from(UNITS))
def test_tenths_are_exact(whole: int, tenth: int, unit: tuple[str, int]) -> None:
    assert one(f"{whole}.{tenth}{unit[0]}").value == Decimal(f"{whole}.{tenth}") * unit[1]


@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from(UNITS[:5]))
def test_a_range_has_the_ends_of_its_numbers(one_end: int, other: int, unit) -> None:
    low, high = sorted((one_end, other + 400))
    quantity = one(f"{low} to {high}{unit[0]}")
    assert (quantity.low, quantity.high) == (low * unit[1], high * unit[1])


@given(st.integers(1, 9), st.integers(18, 27), st.sampled_from(["^", "**", "^{", "e"]))
def test_all_spellings_of_a_power_agree(mantissa: int, exponent: int, sign: str) -> None:
    written = f"{mantissa} × 10{sign}{exponent}{'}' if '{' in sign else ''} FLOPs"
    if sign == "e":
        written = f"{mantissa}e{exponent} FLOPs"
    assert one(written).value == Decimal(mantissa).scaleb(exponent)


@given(st.text(alphabet="0123456789.,-+xX×^ eEBMTKkbm%$()~<>toandGPUhours", max_size=50))
def test_no_text_of_digits_and_signs_breaks_the_grammar(text: str) -> None:
    found = quantities(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(text[q.start : q.end] == q.raw for q in found)
    assert all(a.start < b.start for a, b in pairwise(found))
    assert all(q.low <= q.high for q in found if q.low is not None and q.high is not None)


@given(st.sampled_from(["In short, ", "- ", "(", "“", "Note: ", "* ", "\n"]))
def test_what_stands_before_does_not_change_a_quantity(before: str) -> None:
    assert one(f"{before}2T tokens").value == Decimal("2e12")


@pytest.mark.parametrize("row", units().units, ids=lambda row: row.id)
def test_every_unit_is_a_power_or_share_of_its_canonical_one(row) -> None:
    """The scale of each row, against physics and the calendar."""
    by_hand = {
        "flop_days": 24 * 60 * 60,
        "pf_days": 24 * 60 * 60 * 10**15,
        "gpu_days": 24,
        "tpu_days": 24,
        "gpu_years": 24 * 365,
        "twh": 10**6,
        "gwh": 10**3,
        "kwh": 10**-3,
        "wh": 10**-6,
        "joules": 1 / (3600 * 10**6),
        "kt_co2": 10**3,
        "kg_co2": 10**-3,
        "g_co2": 10**-6,
        "co2_rate_kg": 10**3,
        "minutes": 1 / 60,
        "weeks": 7,
        "gigabyte": 10**-3,
        "megabyte": 10**-6,
        "petabyte": 10**3,
    }
    assert float(row.scale) == pytest.approx(by_hand.get(row.id, 1))
