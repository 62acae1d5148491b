"""When a value is the labelled one: both sides of every line that the comparison draws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.value_baseline import first_hits
from pipeline.evaluate.value_match import (
    TYPED,
    Kind,
    Typed,
    compatible,
    fold,
    of_label,
    of_value,
    same,
    sizes,
)
from pipeline.schema import Value


def agree(kind: Kind, norm: object, gold: object, raw: str = "", **more: object) -> bool:
    mine = of_value(kind, Value("x", norm, **more))
    theirs = of_label(kind, gold, raw)
    return any(same(kind, one, other) for one in mine for other in theirs)


@pytest.mark.parametrize(
    ("said", "gold", "raw", "right"),
    [
        (7.07e9, 7e9, "7B", True),  # 0.99 % apart
        (7.1e9, 7e9, "7B", False),  # 1.4 %
        (6.95e9, 7e9, "7B", True),
        (6.9e9, 7e9, "7B", False),
        (7.3e9, 7e9, "~7B", True),  # 4.1 %, and the label says about
        (7.3e9, 7e9, "about 7B", True),
        (7.3e9, 7e9, "approximately 7B", True),
        (7.3e9, 7e9, "around 7B", True),
        (7.3e9, 7e9, "roughly 7B", True),
        (7.3e9, 7e9, "≈7B", True),
        (7.3e9, 7e9, "roundabout7B", False),
        (7.45e9, 7e9, "~7B", False),  # 6 %
        (0, 0, "0", True),
        (0, 1, "1", False),
        (1, 0, "0", False),
        (7e9, "7000000000", "7B", True),
        (7e9, "7000000000 parameters", "7B", True),
        (7e9, "7e9", "7B", True),
        (1.8e24, "1.8e+24", "", True),
        (-3, "-3", "", True),
        (600000, "600000 samples", "", True),
        (600000, "about 600000 samples", "", True),
        (625000, "about 600000 samples", "", True),  # the norm itself says about
        (116, "~116 days", "", True),
        (5, "<5 MWh", "", True),
        (5, "<=5 MWh", "", True),
        (5, ">=5 MWh", "", True),
        (5, "> 5 MWh", "", True),
        (5, "5 GPU-hours/day", "", True),
        (5, "five", "", False),
        (5, "5 or so, we guess", "", False),
        (5, "trillions of tokens (number not given)", "", False),
        (5, None, "", False),
        (True, 1, "", False),
        (1, True, "", False),
        (5, [4, 5], "", True),
        (5, [4, 6], "", False),
        (5, [], "", False),
    ],
)
def test_numbers(said: object, gold: object, raw: str, right: bool) -> None:
    assert agree(Kind.NUMBER, said, gold, raw) is right


@pytest.mark.parametrize(
    ("low", "high", "gold", "right"),
    [
        (1e9, 1e13, "1000000000-10000000000000 tokens", True),
        (1e9, 1e13, "1000000000 - 10000000000000", True),
        (1e9, 1e12, "1000000000-10000000000000 tokens", False),
        (1e9, None, ">1000000000 tokens", True),
        (None, 1e9, "<1000000000 tokens", True),
        (1e9, None, "1000000000", True),
        (1e9, 1e13, "1000000000", False),
        (None, None, "1000000000", False),
    ],
)
def test_ranges_and_open_ends(
    low: float | None, high: float | None, gold: str, right: bool
) -> None:
    assert agree(Kind.NUMBER, None, gold, low=low, high=high) is right


@pytest.mark.parametrize(
    ("said", "gold", "right"),
    [
        (131072, 128000, True),
        (128000, 131072, True),
        (32768, 32000, True),
        (4096, 4000, True),
        (8000, 8192, True),
        (1048576, 1000000, True),
        (10485760, 10000000, True),
        (262144, 256000, True),
        (128000, 64000, False),
        (4096, 8192, False),
        (2048, 2000, True),
        (2048, 2200, False),
        (1000000, 1100000, False),
    ],
)
def test_windows(said: int, gold: int, right: bool) -> None:
    assert agree(Kind.WINDOW, said, gold) is right
    assert agree(Kind.WINDOW, gold, said) is right


def test_only_windows_may_differ_by_the_size_of_a_k() -> None:
    assert agree(Kind.WINDOW, 131072, 128000)
    assert not agree(Kind.NUMBER, 131072, 128000)


@pytest.mark.parametrize(
    ("said", "gold", "right"),
    [
        ("2024", "2024", True),
        ("2024-07", "2024", True),
        ("2024-07-23", "2024", True),
        ("2024-07-23", "2024-07-23", True),
        ("2024", "2024-07", False),
        ("2024-07", "2024-08", False),
        ("2024-12", "2024-1", False),
        ("2023-07", "2024-07", False),
        ("July 2024", "2024-07", False),
        ("2024-07", "July 2024", False),
        ("not applicable", "not applicable", False),
    ],
)
def test_dates(said: str, gold: str, right: bool) -> None:
    assert agree(Kind.DATE, said, gold) is right


@pytest.mark.parametrize(
    ("said", "gold", "right"),
    [
        ("Meta", "Meta AI", True),
        ("Mistral AI", "Mistral", True),
        ("Google DeepMind", "Google", True),
        ("Tidewater A.I., Inc.", "tidewater a.i. inc", True),
        ("BigScience", "Big Science", True),
        ("Qwen2.5", "Qwen2.5-7B", True),
        ("Qwen2.5-7B", "Qwen2.5-72B", False),
        ("Qwen2", "Qwen2.5", False),
        ("Llama 2", "Llama 3", False),
        ("Llama-3.1-8B", "llama_3.1_8b", True),
        ("Al", "Alibaba", False),
        ("none", "from scratch", True),
        ("N/A", "none", True),
        ("not applicable", "trained from scratch", True),
        ("none", "Qwen2.5-7B", False),
        ("Qwen2.5-7B", "none", False),
        ("", "Qwen2.5-7B", False),
        ("-", "-", False),
    ],
)
def test_names(said: str, gold: str, right: bool) -> None:
    assert agree(Kind.NAME, said, gold) is right
    assert agree(Kind.NAME, gold, said) is right


@pytest.mark.parametrize(
    ("said", "gold", "right"),
    [
        ("NVIDIA A100", "A100", True),
        ("NVIDIA A100 80GB", "NVIDIA A100 PCIe 40GB", True),
        ("8 x NVIDIA A100", "8x A100 80GB", True),
        ("8 x NVIDIA A100", "8× A100", True),
        ("8 x NVIDIA A100", "16 x A100", False),
        ("1024 x NVIDIA H100", "1,024 x H100", True),
        ("24 x NVIDIA H100", "1,024 x H100", False),
        ("16 x NVIDIA A100", "NVIDIA A100; number not given", True),
        ("NVIDIA A100", "512 x A100", True),
        ("NVIDIA H100", "NVIDIA H200", False),
        ("NVIDIA H20", "NVIDIA H200", False),
        ("NVIDIA H100", "NVIDIA GH200", False),
        ("AMD MI250X", "AMD MI300X", False),
        ("AMD MI250X", "MI250X", True),
        ("NVIDIA RTX 3090", "RTX 4090", False),
        ("NVIDIA RTX 4090", "RTX 4090", True),
        ("512 x Google TPU", "512 x TPU v4", True),
        ("AWS Trainium", "Trainium2", True),
        ("a large cluster", "a large cluster", False),
    ],
)
def test_accelerators(said: str, gold: str, right: bool) -> None:
    assert agree(Kind.HARDWARE, said, gold) is right


@pytest.mark.parametrize(
    ("kind", "said", "gold", "right"),
    [
        (Kind.LANGUAGE, "English", "english", True),
        (Kind.LANGUAGE, ("English", "French"), ["French"], True),
        (Kind.LANGUAGE, ("English", "French"), ["German"], False),
        (Kind.LANGUAGE, "over 100 languages", "over 100 languages", False),
        (Kind.LANGUAGE, "many languages of the world", "many languages of the world", False),
        (Kind.MODALITY, ("text", "image"), ["image"], True),
        (Kind.MODALITY, "text", "audio", False),
        (Kind.LICENCE, "Apache 2.0", "apache-2.0", True),
        (Kind.LICENCE, "apache-2.0", "apache-1.1", False),
        (Kind.LICENCE, None, "mit", False),
    ],
)
def test_members_of_sets(kind: Kind, said: object, gold: object, right: bool) -> None:
    assert agree(kind, said, gold) is right


@pytest.mark.parametrize(
    ("variant", "tokens"),
    [
        ("8B", {"8b"}),
        ("8B Instruct", {"8b"}),
        ("Nova-3-235B-A22B", {"235b"}),
        ("8x7B", {"8x7b"}),
        ("1.5b", {"1.5b"}),
        ("410M", {"410m"}),
        ("8B and 70B", {"8b", "70b"}),
        ("Large", set()),
        ("total", set()),
        ("", set()),
        (None, set()),
        ("80GB", set()),
    ],
)
def test_sizes_of_variants(variant: str | None, tokens: set[str]) -> None:
    assert sizes(variant) == tokens


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("8B", "8B, location-based", True),
        ("8B", "70B", False),
        ("1.5B", "15B", False),
        ("8B", "8B and 70B", True),
        ("Large", "8B", True),
        (None, None, True),
    ],
)
def test_variants_fit_either_way(one: str | None, other: str | None, fits: bool) -> None:
    assert compatible(one, other) is compatible(other, one) is fits


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.floats(1, 1e25), st.floats(1, 1e25), st.booleans())
def test_agreement_of_numbers_has_no_direction(one: float, other: float, rough: bool) -> None:
    first, second = Typed(one, one, rough=rough), Typed(other, other)
    assert same(Kind.NUMBER, first, second) == same(Kind.NUMBER, second, first)
    assert same(Kind.NUMBER, first, first)
    if abs(one - other) > 0.06 * max(one, other):
        assert not same(Kind.NUMBER, first, second)


@given(st.sampled_from(sorted(TYPED.values())), st.text(max_size=30))
def test_no_label_breaks_the_comparison(kind: Kind, text: str) -> None:
    for typed in of_label(kind, text, text):
        assert same(kind, typed, typed)


@pytest.mark.parametrize(
    ("text", "element", "norm"),
    [
        ("A 7B model", "parameters_total", 7e9),
        ("1.3 billion parameters", "parameters_total", 1.3e9),
        ("410M parameters", "parameters_total", 410e6),
        ("5 thousand parameters", "parameters_total", 5e3),
        ("37B activated parameters", "parameters_active", 37e9),
        ("a context window of 128K tokens", "max_input", 128e3),
        ("context: 8,192", "max_input", 8192),
        ("context needs library 4.37.2 or later", "max_input", 4.37),
        ("2T training tokens", "data_size", 2e12),
        ("15T+ tokens", "data_size", 15e12),
        ("1,720,320 GPU hours", "training_time", 1720320),
        ("7.0M H100 GPU-hours", "training_time", 7e6),
        ("433 MWh", "energy_training", 433),
        ("552 tCO2eq", "carbon", 552),
        ("11 tons CO2eq", "carbon", 11),
        ("trained on A100 GPUs", "training_hardware", "A100"),
        ("licensed under Apache 2.0", "licence", "Apache 2.0"),
        ("released on 2024-07-23", "release_date", "2024-07-23"),
        ("intro\n# Nova 2 \ntext", "model_name", "Nova 2"),
        ("It speaks French", "data_languages", "French"),
    ],
)
def test_the_baseline_takes_the_first_hit(text: str, element: str, norm: object) -> None:
    hits = {hit.element: hit.value.norm for hit in first_hits("D1", text)}
    assert hits[element] == norm


@pytest.mark.parametrize("text", ["", "no figure", "7", "GPU hours", "MWh", "# "])
def test_the_baseline_says_nothing_without_a_hit(text: str) -> None:
    assert first_hits("D1", text) == ()
