"""How numbers and units are written across the field: each form with its value by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.claims.quantities import Quantity, quantities


def one(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # parameter counts, from millions to trillions, in every dress
        ("124M parameters", "124e6"),
        ("0.5B parameters", "5e8"),
        ("1.3 B parameters", "1.3e9"),
        ("6.7b params", "6.7e9"),
        ("8.03B params", "8.03e9"),
        ("72.7B Params", "72.7e9"),
        ("1.04T parameters", "1.04e12"),
        ("1 trillion parameters", "1e12"),
        ("1.6-trillion-parameter", "1.6e12"),
        ("540-billion parameter", "540e9"),
        ("a 3.8 billion-parameter", "3.8e9"),
        ("2.7 bn parameters", "2.7e9"),
        ("137bn parameters", "137e9"),
        ("66 million trainable parameters", "66e6"),
        ("7 billion (7B) parameters", None),
        ("6,738,415,616 parameters", "6738415616"),
        ("7,241,732,096 params", "7241732096"),
        ("406.000.000.000 parameters", "406e9"),
        ("seven billion parameters", "7e9"),
        ("Seven billion parameters", "7e9"),
        ("twelve billion parameters", "12e9"),
        ("seventy billion parameters", "70e9"),
        ("a billion parameters", "1e9"),
        ("half a billion parameters", "5e8"),
        ("1.5 Billion Parameters", "1.5e9"),
        ("13 BILLION PARAMETERS", "13e9"),
        ("70B-parameter", "70e9"),
        ("70B dense parameters", "70e9"),
    ],
)
def test_parameters(text: str, value: str | None) -> None:
    if value is None:
        assert {q.value for q in quantities(text)} == {Decimal("7e9")}
        return
    quantity = one(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), "parameters")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2T tokens", "2e12"),
        ("2 T tokens", "2e12"),
        ("2.0T training tokens", "2e12"),
        ("18 trillion tokens", "18e12"),
        ("1.4 Trillion tokens", "1.4e12"),
        ("300B tokens", "3e11"),
        ("300 billion byte-pair-encoded tokens", "3e11"),
        ("524,288 tokens", "524288"),
        ("5.5 trillion code tokens", "5.5e12"),
        ("1.2 trillion RedPajama tokens", "1.2e12"),
        ("a 9T-token corpus", "9e12"),
        ("600 B unique tokens", "6e11"),
        ("2,6 billion tokens", "2.6e9"),
        ("1e12 tokens", "1e12"),
        ("1.5 × 10^13 tokens", "1.5e13"),
        ("3 x 10^11 tokens", "3e11"),
        ("$1.2\\times10^{12}$ tokens", "1.2e12"),
        ("8K tokens", "8000"),
        ("1M-token", "1e6"),
        ("10M token", "1e7"),
        ("two trillion tokens", "2e12"),
        ("fifteen trillion tokens", "15e12"),
        ("1000B tokens", "1e12"),
        ("0.3T tokens", "3e11"),
    ],
)
def test_tokens(text: str, value: str) -> None:
    quantity = one(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), "tokens")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        # images, pairs, clips, hours, documents, words, samples
        ("400M image-text pairs", "4e8", "images"),
        ("400 million (image, text) pairs", "4e8", "images"),
        ("1.8B image-alt-text pairs", "1.8e9", "images"),
        ("5.85 billion image-text pairs", "5.85e9", "images"),
        ("12M image-caption pairs", "12e6", "images"),
        ("2.3 billion English-captioned images", "2.3e9", "images"),
        ("600 million captioned images", "6e8", "images"),
        ("11M images", "11e6", "images"),
        ("680,000 hours of audio", "680000", "hours"),
        ("500k hours of speech", "500000", "hours"),
        ("4.5M hours of unlabelled audio", "4.5e6", "hours"),
        ("60k hrs of speech", "60000", "hours"),
        ("50M video clips", "5e7", "videos"),
        ("10 million videos", "1e7", "videos"),
        ("800GB of text", "0.8", "TB"),
        ("1.6 TB of text", "1.6", "TB"),
        ("570 GB of filtered text", "0.57", "TB"),
        ("825 GiB", "0.825", "TB"),
        ("6.4 terabytes", "6.4", "TB"),
        ("1.2 PB of data", "1200", "TB"),
        ("250 MB of text", "0.00025", "TB"),
        ("3.3 billion words", "3.3e9", "words"),
        ("40 GB of text", "0.04", "TB"),
        ("1.5 million preference pairs", "1.5e6", "samples"),
        ("15,000 instruction-response pairs", "15000", "samples"),
        ("52K instruction-following demonstrations", "52000", "samples"),
        ("800k samples", "800000", "samples"),
        ("3.3M SFT examples", "3.3e6", "samples"),
        ("939,343 prompts", "939343", "samples"),
        ("161,443 messages in 35 languages", "161443", None),
        ("5.5 million papers", "5.5e6", "documents"),
        ("8 million web pages", "8e6", "documents"),
        ("11,038 books", "11038", "documents"),
        ("119 languages", "119", "languages"),
        ("100+ languages", None, "languages"),
    ],
)
def test_units_of_data(text: str, value: str | None, unit: str | None) -> None:
    first = quantities(text)[0]
    assert first.unit == unit
    assert first.value == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.8e25 FLOPs", "3.8e25"),
        ("3.8E25 FLOPs", "3.8e25"),
        ("3.8e+25 FLOPs", "3.8e25"),
        ("3.8 × 10^25 FLOPs", "3.8e25"),
        ("3.8x10^25 FLOP", "3.8e25"),
        ("3.8*10^25 FLOP", "3.8e25"),
        ("3.8 * 10**25 FLOP", "3.8e25"),
        ("3.8·10^25 FLOPs", "3.8e25"),
        ("3.8 ⋅ 10^{25} FLOPs", "3.8e25"),
        ("3.8 × 10²⁵ FLOPs", "3.8e25"),
        ("3.8×10<sup>25</sup> FLOPs", "3.8e25"),
        ("3.8 × 1025 FLOPs", "3.8e25"),
        ("3.8 ×1025 floating point operations", "3.8e25"),
        ("3.8 × 1025 training FLOPs", "3.8e25"),
        ("$3.8 \\times 10^{25}$ FLOPs", "3.8e25"),
        ("3.8 \\cdot 10^{25} FLOPs", "3.8e25"),
        ("10^24 floating-point operations", "1e24"),
        ("10^24 floating point operations", "1e24"),
        ("1E+24 FLOPS", "1e24"),
        ("38 yottaFLOPs", "3.8e25"),
        ("38 YFLOPs", "3.8e25"),
        ("850 zettaFLOP", "8.5e23"),
        ("850 ZFLOP", "8.5e23"),
        ("2.5 exaFLOPs", "2.5e18"),
        ("3640 petaflop/s-days", "3.144960e23"),
        ("3,640 PF-days", "3.144960e23"),
        ("1 PFLOP/s-day", "8.64e19"),
        ("1 petaflops-day", "8.64e19"),
        ("2 exaflop/s-days", "1.728e23"),
    ],
)
def test_floating_point_operations(text: str, value: str) -> None:
    quantity = one(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), "FLOP")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("312 TFLOPS", "312e12"),
        ("989 TFLOP/s", "989e12"),
        ("400 TFLOPs/s", "400e12"),
        ("1.1 PFLOPS", "1.1e15"),
        ("1.8 EFLOP/s", "1.8e18"),
        ("140 teraFLOP/s", "140e12"),
        ("150 TFLOPs per GPU per second", "150e12"),
        ("5e14 FLOP/s", "5e14"),
        ("204 TFLOPs per second", "204e12"),
    ],
)
def test_rates_of_operations_are_no_amounts(text: str, value: str) -> None:
    quantity = one(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), "FLOP/s")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,720,320 GPU hours", "1720320", "GPU-hours"),
        ("1.7M GPU-hours", "1.7e6", "GPU-hours"),
        ("6.4 million GPU hours", "6.4e6", "GPU-hours"),
        ("30.84M H100-80GB GPU hours", "30.84e6", "GPU-hours"),
        ("200k A100-hours", "200000", "GPU-hours"),
        ("184,320 A100-SXM4-80GB GPU hours", "184320", "GPU-hours"),
        ("2.2M NVIDIA H100 GPU hours", "2.2e6", "GPU-hours"),
        ("90K MI250X GPU hours", "90000", "GPU-hours"),
        ("3 million MI300X hours", "3e6", "GPU-hours"),
        ("150,000 GPU hrs", "150000", "GPU-hours"),
        ("6,000 GPUh", "6000", "GPU-hours"),
        ("6,000 GPU·hours", "6000", "GPU-hours"),
        ("1,082,990 accelerator-hours", "1082990", "GPU-hours"),
        ("96 GPU-days", "2304", "GPU-hours"),
        ("12,000 V100 GPU days", "288000", "GPU-hours"),
        ("100 A100-days", "2400", "GPU-hours"),
        ("5 GPU-years", "43800", "GPU-hours"),
        ("25,600 TPU-v3 hours", "25600", "TPU-hours"),
        ("1.2M TPU hours", "1.2e6", "TPU-hours"),
        ("40,000 TPUv4-hours", "40000", "TPU-hours"),
        ("480 TPU v3 core-days", "11520", "TPU-hours"),
        ("54 days", "54", "days"),
        ("3.5 months", "3.5", "months"),
        ("2 weeks", "14", "days"),
        ("six weeks", "42", "days"),
        ("90 minutes", "1.5", "hours"),
        ("40 hours", "40", "hours"),
        ("about 21 wall-clock days", "21", "days"),
    ],
)
def test_time(text: str, value: str, unit: str) -> None:
    quantity = one(text)
    assert quantity.unit == unit
    assert quantity.value is not None
    assert float(quantity.value) == pytest.approx(float(value))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,287 MWh", "1287", "MWh"),
        ("433,196 kWh", "433.196", "MWh"),
        ("433196 KWh", "433.196", "MWh"),
        ("2.3 GWh", "2300", "MWh"),
        ("27.5 gigawatt-hours", "27500", "MWh"),
        ("27.5 gigawatt hours", "27500", "MWh"),
        ("500 megawatt hours", "500", "MWh"),
        ("500 MW·h", "500", "MWh"),
        ("900 Wh", "0.0009", "MWh"),
        ("3.6 GJ", "1", "MWh"),
        ("1.1 TJ", "305.556", "MWh"),
        ("552 tCO2e", "552", "tCO2e"),
        ("552 t CO₂-eq", "552", "tCO2e"),
        ("552 tonnes CO2 equivalent", "552", "tCO2e"),
        ("552 tonnes of CO2-equivalent", "552", "tCO2e"),
        ("552 metric tons of carbon dioxide equivalent", "552", "tCO2e"),
        ("552 tons of carbon", "552", "tCO2e"),
        ("25 tonnes of carbon emissions", "25", "tCO2e"),
        ("552 tCO2", "552", "tCO2e"),
        ("552 tCO_2eq", "552", "tCO2e"),
        ("50.5 tons of CO2eq emissions", "50.5", "tCO2e"),
        ("2.3 ktCO2e", "2300", "tCO2e"),
        ("13,5 t CO2e", "13.5", "tCO2e"),
        ("340 kgCO2eq", "0.34", "tCO2e"),
        ("340 kg CO₂e", "0.34", "tCO2e"),
        ("340 kg of CO2 equivalents", "0.34", "tCO2e"),
        ("340 kg CO2-eq", "0.34", "tCO2e"),
        ("4.32 g CO2e", "0.00000432", "tCO2e"),
        ("385 gCO2/kWh", "385", "gCO2e/kWh"),
        ("0.385 kg CO2eq/kWh", "385", "gCO2e/kWh"),
        ("0.429 kgCO2e per kWh", "429", "gCO2e/kWh"),
        ("400 W", "400", "W"),
        ("700 watts", "700", "W"),
    ],
)
def test_energy_and_carbon(text: str, value: str, unit: str) -> None:
    quantity = one(text)
    assert quantity.unit == unit
    assert quantity.value is not None
    assert float(quantity.value) == pytest.approx(float(value), rel=1e-4)


@pytest.mark.parametrize(
    ("text", "experts", "size"),
    [
        ("8x7B", 8, "7e9"),
        ("8x22B", 8, "22e9"),
        ("8 x 7B", 8, "7e9"),
        ("8×7B", 8, "7e9"),
        ("16x3.8B", 16, "3.8e9"),
        ("64x100M", 64, "1e8"),
    ],
)
def test_mixtures_keep_both_numbers(text: str, experts: int, size: str) -> None:
    quantity = one(text)
    assert quantity.mixture == (experts, Decimal(size))
    assert quantity.point is None and quantity.unit is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("17B active / 109B total", ["17e9", "109e9"]),
        ("total: 235B, activated: 22B", ["235e9", "22e9"]),
        ("1T total/32B activated", ["1e12", "32e9"]),
        ("270M, 1B, 4B, 12B and 27B", ["270e6", "1e9", "4e9", "12e9", "27e9"]),
        ("7B/13B/33B/65B", ["7e9", "13e9", "33e9", "65e9"]),
        ("1.5B & 3B", ["1.5e9", "3e9"]),
        ("4096, 8192 or 16384", ["4096", "8192", "16384"]),
        ("$2.5M", ["2.5e6"]),
        ("32 layers, 4096 hidden", ["32", "4096"]),
    ],
)
def test_neighbours_stay_apart(text: str, values: list[str]) -> None:
    assert [q.value for q in quantities(text)] == [Decimal(v) for v in values]
