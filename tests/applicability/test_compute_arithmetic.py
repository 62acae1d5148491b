"""Training compute of invented models, each figure worked out by hand in the row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.applicability.compute import estimate, rows, training
from pipeline.applicability.estimate import Estimate
from pipeline.applicability.facts import Facts, VariantFacts
from pipeline.applicability.operations import never_above, parameters
from pipeline.applicability.variants import View, views
from pipeline.schema import Claim, Identity, Support, Tri, Variant
from tests.applicability.test_compute import alone, said

LINE_23, LINE_25 = Decimal(10) ** 23, Decimal(10) ** 25
BAND = Decimal("1.3")


def total(number: float, **kwargs: Any) -> Claim:
    return said("parameters_total", f"{number:g}", number, **kwargs)


def active(number: float, **kwargs: Any) -> Claim:
    return said("parameters_active", f"{number:g}", number, **kwargs)


def tokens(number: float, **kwargs: Any) -> Claim:
    return said("data_size", f"{number:g} tokens", number, "tokens", **kwargs)


def hours(number: float, words: str = "GPU hours", unit: str = "GPU-hours") -> Claim:
    return said("training_time", f"{number:g} {words}", number, unit)


def machines(words: str) -> Claim:
    return said("training_hardware", words, words, "accelerators")


def of(*claims: Claim) -> Estimate:
    found = estimate(alone(*claims))
    assert found is not None
    return found


#: (parameters, tokens, 6 x N x D, above 10^23, above 10^25); the band is a factor of 1.3.
SIX_N_D = [
    (1e8, 1e10, "6e18", Tri.NO, Tri.NO),
    (1.1e9, 3e12, "1.98e22", Tri.NO, Tri.NO),
    (3e9, 4e12, "7.2e22", Tri.NO, Tri.NO),  # 9.36e22 at most
    (3e9, 4.2e12, "7.56e22", Tri.NO, Tri.NO),  # 9.828e22 at most
    (3e9, 4.3e12, "7.74e22", Tri.UNKNOWN, Tri.NO),  # 1.0062e23 at most
    (8e9, 2e12, "9.6e22", Tri.UNKNOWN, Tri.NO),
    (4e9, 5e12, "1.2e23", Tri.UNKNOWN, Tri.NO),  # 9.23e22 at least
    (5e9, 4.4e12, "1.32e23", Tri.YES, Tri.NO),  # 1.0154e23 at least
    (8e9, 15e12, "7.2e23", Tri.YES, Tri.NO),
    (70e9, 15e12, "6.3e24", Tri.YES, Tri.NO),  # 8.19e24 at most
    (100e9, 12e12, "7.2e24", Tri.YES, Tri.NO),  # 9.36e24 at most
    (100e9, 13e12, "7.8e24", Tri.YES, Tri.UNKNOWN),  # 1.014e25 at most
    (100e9, 20e12, "1.2e25", Tri.YES, Tri.UNKNOWN),
    (100e9, 21e12, "1.26e25", Tri.YES, Tri.UNKNOWN),  # 9.69e24 at least
    (100e9, 22e12, "1.32e25", Tri.YES, Tri.YES),  # 1.0154e25 at least
    (400e9, 15e12, "3.6e25", Tri.YES, Tri.YES),
]


@pytest.mark.parametrize(("size", "seen", "flop", "general", "systemic"), SIX_N_D)
def test_six_n_d(size: float, seen: float, flop: str, general: Tri, systemic: Tri) -> None:
    found = of(total(size), tokens(seen))
    assert found.method == "6ND"
    assert found.point == Decimal(flop)
    assert found.low == Decimal(flop) / BAND
    assert found.high == Decimal(flop) * BAND
    assert (found.above(LINE_23), found.above(LINE_25)) == (general, systemic)


#: (total, active, tokens, 6 x active x tokens): experts that rest cost nothing.
MIXTURES = [
    (16e9, 2e9, 5e12, "6e22"),
    (47e9, 13e9, 6e12, "4.68e23"),
    (235e9, 22e9, 36e12, "4.752e24"),
    (1e12, 32e9, 15.5e12, "2.976e24"),
    (2e12, 288e9, 30e12, "5.184e25"),
]


@pytest.mark.parametrize(("size", "used", "seen", "flop"), MIXTURES)
def test_active_parameters_count(size: float, used: float, seen: float, flop: str) -> None:
    kind = said("architecture", "sparse mixture-of-experts", "moe")
    for claims in ([total(size), active(used), tokens(seen), kind],
                   [tokens(seen), active(used)]):  # fmt: skip
        found = of(*claims)
        assert found.point == Decimal(flop)
        assert found.inputs[0][0] == "active parameters"
        assert found.low == Decimal(flop) / BAND


@pytest.mark.parametrize(
    ("words", "bounded"),
    [
        ("a mixture-of-experts decoder", True),
        ("Mixture of Experts with 64 experts", True),
        ("MoE transformer", True),
        ("sparsely-activated transformer", True),
        ("dense decoder-only transformer", False),
        ("a mixture of convolution and attention", False),
        ("MoExtra layers", False),
        ("sparse attention transformer", False),
    ],
)
def test_only_a_mixture_leaves_the_lower_end_open(words: str, bounded: bool) -> None:
    found = of(total(100e9), tokens(30e12), said("architecture", words, words))
    assert (found.low is None) is bounded
    assert found.above(LINE_25) is (Tri.UNKNOWN if bounded else Tri.YES)


#: (words of the hardware, hours, the point): hours x 3600 x peak x 0.34.
HARDWARE = [
    ("NVIDIA H100 80GB", 1_000, "1.2110256e21"),
    ("H100s", 300_000, "3.6330768e23"),
    ("H100 PCIe", 1_000, "9.25344e20"),
    ("A100-80GB", 1_000, "3.81888e20"),
    ("A100 40GB", 500_000, "1.90944e23"),
    ("V100 32GB", 100_000, "1.53e22"),
    ("A40 GPUs", 10_000, "1.832328e21"),
    ("AMD Instinct MI250X", 1_000_000, "4.68792e23"),
    ("NVIDIA B200", 100_000, "2.754e23"),
    ("GB200 NVL72", 100_000, "3.06e23"),
    ("TPU v4 chips", 1_000_000, "3.366e23"),
    ("AWS Trainium", 1_000_000, "2.3256e23"),
]


@pytest.mark.parametrize(("words", "count", "flop"), HARDWARE)
def test_hours_times_peak_times_utilisation(words: str, count: int, flop: str) -> None:
    found = of(hours(count), machines(words))
    assert found.method == "hardware"
    assert found.point == Decimal(flop)
    assert found.low == found.point * 15 / 34
    assert found.high == found.point * 60 / 34


@pytest.mark.parametrize(
    ("words", "point", "high"),
    [
        # 1e6 h x 3600 s: 8 bits give the upper end alone, since not all products use them.
        ("H100 GPUs, FP8 mixed precision", "1.2110256e24", "4.274424e24"),
        ("H100 GPUs in bfloat16", "1.2110256e24", "2.137104e24"),
        ("H100 GPUs in TF32", "6.055128e23", "1.068552e24"),
        ("A100 GPUs in FP32", "2.3868e22", "4.212e22"),
        ("A100 GPUs in FP8", "3.81888e23", "6.7392e23"),  # has no such rate
    ],
)
def test_the_precision_gives_the_rate(words: str, point: str, high: str) -> None:
    found = of(hours(1_000_000), machines(words))
    assert (found.point, found.high) == (Decimal(point), Decimal(high))


#: (time, unit, hardware, accelerator-hours)
WALLS = [
    (10, "days", "64 x NVIDIA A100", 15_360),
    (10, "days", "64 A100 GPUs", 15_360),
    (1, "days", "8x H100", 192),
    (36, "hours", "16 H100 GPUs", 576),
    (100, "hours", "1,024 A100 GPUs", 102_400),
    (21, "days", "2048 A100s", 1_032_192),
    (3, "days", "256 V100 GPUs", 18_432),
    (2, "days", "4 × A100 80GB", 192),
    (5, "hours", "1 H100", 5),
    (2, "days", "32 Tesla V100 GPUs", 1_536),
]


@pytest.mark.parametrize(("time", "unit", "words", "together"), WALLS)
def test_wall_clock_times_machines(time: int, unit: str, words: str, together: int) -> None:
    peak = {"A": "3.12e14", "H": "9.894e14", "V": "1.25e14"}
    mark = next(letter for letter in peak if f"{letter}100" in words)
    found = of(said("training_time", f"{time} {unit}", time, unit), machines(words))
    assert found.point == together * 3600 * Decimal(peak[mark]) * Decimal("0.34")


def test_a_month_has_28_to_31_days() -> None:
    found = of(said("training_time", "2 months", 2, "months"), machines("512 A100 GPUs"))
    rate = 512 * 3600 * Decimal("3.12e14")
    assert found.low == 2 * 28 * 24 * rate * Decimal("0.15")
    assert found.high == 2 * 31 * 24 * rate * Decimal("0.60")


def test_days_longer_than_a_year_are_accelerator_time_already() -> None:
    year = of(said("training_time", "8760 hours", 8760, "hours"), machines("2 A100 GPUs"))
    more = of(said("training_time", "8761 hours", 8761, "hours"), machines("2 A100 GPUs"))
    assert year.point == 2 * 8760 * 3600 * Decimal("3.12e14") * Decimal("0.34")
    assert more.point == 8761 * 3600 * Decimal("3.12e14") * Decimal("0.34")


@pytest.mark.parametrize(
    "claims",
    [
        [],
        [total(7e9)],
        [tokens(2e12)],
        [active(2e9)],
        [hours(1000)],
        [machines("8 A100 GPUs")],
        [hours(1000), machines("some GPUs")],
        [hours(1000), machines("A100 and V100 GPUs")],
        [said("training_time", "10 days", 10, "days"), machines("A100 GPUs")],
        # The number in a name is no count of machines.
        [said("training_time", "10 days", 10, "days"), machines("Tesla V100 GPUs")],
        [said("training_time", "10 days", 10, "days"), machines("H100 x GPU nodes")],
        [said("training_time", "10 weeks", 10, "weeks"), machines("8 A100 GPUs")],
        [total(7e9), said("data_size", "2 TB", 2e12, "bytes")],
        [total(7e9), said("data_size", "2B pairs", 2e9, "pairs")],
        [said("training_compute", "3e5", 3e5, "GPU-hours")],
        [total(0), tokens(2e12)],
        [said("parameters_total", "many", "many"), tokens(2e12)],
    ],
)
def test_too_little_gives_nothing(claims: list[Claim]) -> None:
    assert estimate(alone(*claims)) is None


@pytest.mark.parametrize(
    ("low", "high", "flop_low", "flop_high", "general"),
    [
        (6e9, 8e9, "7.2e22", "9.6e22", Tri.UNKNOWN),  # x 2e12 tokens; 1.248e23 at most
        (5e9, 6e9, "6e22", "7.2e22", Tri.NO),  # 9.36e22 at most
        (11e9, 12e9, "1.32e23", "1.44e23", Tri.YES),  # 1.0154e23 at least
        (10e9, 12e9, "1.2e23", "1.44e23", Tri.UNKNOWN),  # 9.23e22 at least
    ],
)
def test_a_range_has_both_ends(
    low: float, high: float, flop_low: str, flop_high: str, general: Tri
) -> None:
    found = of(said("parameters_total", "range", None, low=low, high=high), tokens(2e12))
    assert found.low == Decimal(flop_low) / BAND
    assert found.high == Decimal(flop_high) * BAND
    assert found.point == (Decimal(flop_low) + Decimal(flop_high)) / 2
    assert found.above(LINE_23) is general


@pytest.mark.parametrize(
    ("words", "flop", "low", "high"),
    [
        ("1e23 FLOP", 1e23, "1e23", "1e23"),
        ("about 1.3e23 FLOP", 1.3e23, "1e23", "1.69e23"),
        ("approximately 2.6e24 FLOPs", 2.6e24, "2e24", "3.38e24"),
        ("~1.3e25", 1.3e25, "1e25", "1.69e25"),
        ("roughly 3.9e22", 3.9e22, "3e22", "5.07e22"),
        ("exactly 3.9e22", 3.9e22, "3.9e22", "3.9e22"),
    ],
)
def test_a_stated_figure_is_exact_unless_it_says_about(
    words: str, flop: float, low: str, high: str
) -> None:
    found = of(said("training_compute", words, flop, "FLOP"))
    assert (found.method, found.low, found.high) == ("stated", Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("flop", "general", "systemic"),
    [
        ("9.9e22", Tri.NO, Tri.NO),
        ("1e23", Tri.NO, Tri.NO),
        ("1.0000001e23", Tri.YES, Tri.NO),
        ("9.999999e24", Tri.YES, Tri.NO),
        ("1e25", Tri.YES, Tri.NO),
        ("10000000000000000000000001", Tri.YES, Tri.YES),
    ],
)
def test_the_line_itself_is_not_above_the_line(flop: str, general: Tri, systemic: Tri) -> None:
    view = View("N", VariantFacts(training_flop=Decimal(flop)))
    found = estimate(view)
    assert found is not None
    assert (found.above(LINE_23), found.above(LINE_25)) == (general, systemic)
    assert found.support is Support.ANALYST


def test_an_upper_end_on_the_line_is_not_above_and_a_lower_end_on_it_is_unknown() -> None:
    on = Estimate("x", LINE_25 / 2, LINE_25, LINE_25, (), Support.CLAIM)
    up = Estimate("x", LINE_25, LINE_25 * 2, LINE_25, (), Support.CLAIM)
    assert on.above(LINE_25) is Tri.NO
    assert up.above(LINE_25) is Tri.UNKNOWN


def test_the_largest_corpus_counts_where_stages_are_told_apart() -> None:
    found = of(total(10e9), tokens(1e11), tokens(8e12), tokens(2e12))
    assert found.point == Decimal("4.8e23")


def test_two_counts_that_differ_give_a_range_over_both() -> None:
    found = of(total(7e9), total(8e9), tokens(1e12))
    assert found.low == 6 * Decimal("7e21") / BAND
    assert found.high == 6 * Decimal("8e21") * BAND


@pytest.mark.parametrize("word", ["smallest", "largest"])
def test_ends_of_a_family_are_no_ones_size(word: str) -> None:
    assert estimate(alone(total(1e9, qualifier=word), tokens(2e12))) is None


def test_each_model_of_a_family_has_its_own_figure() -> None:
    sizes = {"1B": 1e9, "8B": 8e9, "70B": 70e9}
    identity = Identity("Nova", "Labs", variants=tuple(Variant(f"Nova {s}", s, s) for s in sizes))
    claims = [total(number, variant=f"Nova {size}") for size, number in sizes.items()]
    claims += [tokens(15e12), tokens(9e12, variant="Nova 1B")]
    found = {view.name: estimate(view) for view in views(identity, claims, Facts())}
    points = {name: one.point for name, one in found.items() if one}
    assert points == {
        "Nova 1B": Decimal("5.4e22"),
        "Nova 8B": Decimal("7.2e23"),
        "Nova 70B": Decimal("6.3e24"),
    }


@pytest.mark.parametrize(
    ("size", "low", "high"),
    [
        ("7B", "7e9", "7e9"),
        ("1.5B", "1.5e9", "1.5e9"),
        ("560M", "5.6e8", "5.6e8"),
        ("1T", "1e12", "1e12"),
        ("8x7B", "7e9", "5.6e10"),
        ("16x1.5b", "1.5e9", "2.4e10"),
    ],
)
def test_a_size_in_the_name_is_near_the_number(size: str, low: str, high: str) -> None:
    found = parameters(View("N", VariantFacts(), size=size))
    assert found is not None
    assert (found.low, found.high) == (Decimal(low) / BAND, Decimal(high) * BAND)


@pytest.mark.parametrize("size", ["", "B", "7", "7K", "seven B", "x7B", "7B-it", "-7B", "v2"])
def test_what_is_no_size(size: str) -> None:
    view = View("N", VariantFacts(), size=size)
    assert parameters(view) is None
    assert not never_above(view, LINE_25)


def test_a_modification_has_a_lower_end_and_no_upper() -> None:
    view = alone(total(70e9), tokens(1e12))
    found = training(view, modification=True).update
    assert found is not None
    assert found.high is None
    assert found.above(LINE_25) is Tri.UNKNOWN
    assert found.above(LINE_23) is Tri.YES
    told = View("N", VariantFacts(training_flop=Decimal("1e22")))
    given = training(told, modification=True).update
    assert given is not None
    assert given.high == Decimal("1e22")
    assert given.above(LINE_23) is Tri.NO


def test_facts_go_before_what_documents_say() -> None:
    facts = VariantFacts(
        parameters_total=Decimal("9e9"), parameters_active=Decimal("1e9"),
        training_tokens=Decimal("1e12"),
    )  # fmt: skip
    found = estimate(View("N", facts, own=(total(70e9), tokens(15e12))))
    assert found is not None
    assert found.point == Decimal("6e21")


@settings(max_examples=60, deadline=None)
@given(st.integers(10**6, 10**13), st.integers(10**8, 10**14), st.booleans())
def test_rows_are_ordered_and_agree_with_the_lines(size: int, seen: int, moe: bool) -> None:
    kind = [said("architecture", "MoE", "moe")] if moe else []
    view = alone(total(size), tokens(seen), *kind)
    found = estimate(view)
    assert found is not None
    assert found.point == 6 * size * seen
    for row in rows(view, training(view)):
        assert 0 < row.low <= row.point <= row.high
        if row.vs_1e25 is Tri.YES:
            assert row.vs_1e23 is Tri.YES
        if row.vs_1e23 is Tri.NO:
            assert row.vs_1e25 is Tri.NO
            assert 6 * size * seen * 13 <= 10**24


@settings(max_examples=40, deadline=None)
@given(st.permutations([total(7e9), total(8e9), tokens(1e12), tokens(2e12), hours(9)]))
def test_the_order_of_claims_is_of_no_account(claims: list[Claim]) -> None:
    found = of(*claims)
    assert (found.low, found.high) == (
        6 * Decimal("7e9") * Decimal("2e12") / BAND,
        6 * Decimal("8e9") * Decimal("2e12") * BAND,
    )
