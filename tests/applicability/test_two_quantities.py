"""Compute of updates and cumulative compute: where they differ, by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from pipeline.applicability.compute import Training, estimate, rows, training
from pipeline.applicability.estimate import Estimate, bands
from pipeline.applicability.facts import Facts, Modifies, VariantFacts
from pipeline.applicability.variants import View, base_view, views
from pipeline.schema import Claim, Identity, Support, Tri, Variant, Whose
from tests.applicability.test_compute import alone, said

LINE_23, LINE_25 = Decimal(10) ** 23, Decimal(10) ** 25


def flop(number: float, purpose: str | None = None, **kwargs: Any) -> Claim:
    return said("training_compute", f"{number:g} FLOP", number, "FLOP", qualifier=purpose, **kwargs)


def tokens(number: float, stage: str | None = None, **kwargs: Any) -> Claim:
    return said("data_size", f"{number:g} tokens", number, "tokens", qualifier=stage, **kwargs)


def size(number: float, **kwargs: Any) -> Claim:
    return said("parameters_total", f"{number:g}", number, **kwargs)


def ends(found: Estimate | None) -> tuple[Decimal | None, Decimal | None]:
    assert found is not None
    return found.low, found.high


def test_without_more_both_are_the_same() -> None:
    found = training(alone(flop(3e24)))
    assert found.update == found.cumulative
    assert found.base is None


def test_synthetic_data_counts_for_all_training_only() -> None:
    view = alone(flop(8e24), flop(3e24, "for synthetic data"))
    found = training(view)
    assert ends(found.update) == (8 * 10**24, 8 * 10**24)
    assert ends(found.cumulative) == (11 * 10**24, 11 * 10**24)
    update, cumulative = rows(view, found)
    assert (update.vs_1e25, cumulative.vs_1e25) == (Tri.NO, Tri.YES)
    assert ("added: making of synthetic data", "3e+24 FLOP") in cumulative.inputs


def test_synthetic_data_is_added_to_a_derived_figure() -> None:
    found = training(alone(size(7e9), tokens(2e12), flop(1e24, "for synthetic data")))
    assert found.update is not None and found.update.method == "6ND"
    # 8.4e22 / 1.3 + 1e24 and 8.4e22 x 1.3 + 1e24
    low, high = ends(found.cumulative)
    assert float(low or 0) == pytest.approx(1.064615e24, rel=1e-6)
    assert float(high or 0) == pytest.approx(1.1092e24, rel=1e-6)


def test_discarded_runs_are_named_and_not_counted() -> None:
    view = alone(flop(8e24), flop(3e24, "for discarded runs"))
    found = training(view)
    assert found.update == found.cumulative
    told = dict(rows(view, found)[1].inputs)["not counted"]
    assert "3e+24 FLOP: experiments do not count" in told


@pytest.mark.parametrize(
    ("claims", "low", "high"),
    [
        ([flop(2e24, "for pre-training"), flop(1e23, "for fine-tuning")], 2.1e24, 2.1e24),
        ([flop(2e24, "for pre-training"), flop(1e23, "for fine-tuning"), flop(3e24, "total")],
         3e24, 3e24),
        ([flop(2e24, "for pre-training")], 2e24, 2e24),
        ([flop(2e24), flop(2.5e24)], 2e24, 2.5e24),
        ([flop(2e24, "total"), flop(1e20)], 2e24, 2e24),
    ],
)  # fmt: skip
def test_stages_are_added_up_unless_a_total_is_told(
    claims: list[Claim], low: float, high: float
) -> None:
    for order in (claims, claims[::-1]):
        found = estimate(alone(*order))
        assert [float(end or 0) for end in ends(found)] == [low, high]


@pytest.mark.parametrize(
    ("claims", "hours"),
    [
        ([("for pre-training", 900), ("for fine-tuning", 100)], 1000),
        ([("for pre-training", 900), ("for fine-tuning", 100), ("total", 1100)], 1100),
        ([("for pre-training", 900), ("for fine-tuning", 1000)], 900),
        ([(None, 500), (None, 900)], 900),
    ],
)  # fmt: skip
def test_hours_of_stages(claims: list[tuple[str | None, float]], hours: int) -> None:
    made = [
        said("training_time", f"{number} A100 GPU hours", number, "GPU-hours", qualifier=stage)
        for stage, number in claims
    ]
    found = estimate(alone(*made))
    assert found is not None
    assert found.point == hours * 3600 * Decimal("3.12e14") * Decimal("0.34")


@pytest.mark.parametrize(
    ("seen", "count"),
    [
        ([(2e12, None), (1e9, "for fine-tuning")], "2.001e12"),
        ([(2e12, "for pre-training"), (1e9, "for fine-tuning")], "2.001e12"),
        ([(2e12, "total"), (1e11, None)], "2e12"),
    ],
)
def test_tokens_of_fine_tuning_are_added(seen: list[tuple[float, str | None]], count: str) -> None:
    found = estimate(alone(size(7e9), *(tokens(number, stage) for number, stage in seen)))
    assert found is not None
    assert found.point == 6 * 7 * 10**9 * Decimal(count)


def test_fine_tuning_alone_never_places_a_model_below_a_line() -> None:
    found = training(alone(size(7e9), tokens(1e9, "for fine-tuning")))
    assert found.own is not None and found.own.partial
    for one in (found.update, found.cumulative):
        assert one is not None
        assert one.high is None
        assert one.above(LINE_23) is Tri.UNKNOWN


BASE = [
    size(7e9, whose=Whose.BASE),
    tokens(3e12, whose=Whose.BASE),
]


def test_a_later_stage_of_ones_own_model_adds_to_its_base() -> None:
    view = alone(size(7e9), tokens(1e10, "for fine-tuning"))
    found = training(view, base_view(["Nova Base"], BASE))
    # 6 x 7e9 x 3e12 = 1.26e23, 6 x 7e9 x 1e10 = 4.2e20
    for one in (found.update, found.cumulative):
        assert one is not None
        assert one.method == "sum"
        assert one.point == Decimal("1.2642e23")
        assert one.above(LINE_23) is Tri.UNKNOWN
        assert one.support is Support.DERIVED


def test_a_modification_adds_to_the_base_for_all_training_only() -> None:
    view = alone(size(7e9), tokens(1e11))
    found = training(view, base_view(["Other 7B"], BASE), modification=True)
    assert found.update is not None and found.update.high is None
    assert found.own is not None and found.own.point == Decimal("4.2e21")
    assert found.cumulative is not None
    assert found.cumulative.point == Decimal("1.302e23")
    assert found.cumulative.above(LINE_25) is Tri.NO
    assert found.whole == found.cumulative


def test_a_modification_of_an_unknown_base_is_open_above() -> None:
    found = training(alone(size(7e9), tokens(1e11)), modification=True)
    assert found.cumulative is not None and found.cumulative.high is None
    assert found.whole == found.update


@pytest.mark.parametrize(
    ("original", "spent", "above"),
    [
        ("9e24", "2e24", Tri.YES),
        ("8e24", "2e24", Tri.NO),  # exactly on the line
        ("8e24", "2.0001e24", Tri.YES),
    ],
)
def test_facts_of_a_modification_add_up_exactly(original: str, spent: str, above: Tri) -> None:
    given = Modifies("Big", "Maker", Decimal(original), Decimal(spent))
    found = training(View("N", VariantFacts()), modification=True, given=given)
    assert found.cumulative is not None
    assert found.cumulative.point == Decimal(original) + Decimal(spent)
    assert found.cumulative.support is Support.ANALYST
    assert found.cumulative.above(LINE_25) is above


def test_the_analysts_figure_stands_for_both() -> None:
    view = View("N", VariantFacts(training_flop=Decimal("2e25")), own=(flop(1e20),))
    found = training(view)
    assert found.update == found.cumulative
    assert found.cumulative is not None and found.cumulative.point == Decimal("2e25")


def test_nothing_known_gives_no_rows() -> None:
    view = alone()
    assert training(view) == Training(None, None)
    assert rows(view, training(view)) == ()


# Several models: what is said of all together is nobody's own.


def family(*claims: Claim) -> dict[str, Estimate | None]:
    sizes = ("1B", "8B")
    identity = Identity("Nova", "Labs", variants=tuple(Variant(f"Nova {s}", s, s) for s in sizes))
    return {view.name: estimate(view) for view in views(identity, claims, Facts())}


@pytest.mark.parametrize(
    ("total", "general", "systemic"),
    [
        (9e22, Tri.NO, Tri.NO),
        (1e23, Tri.NO, Tri.NO),
        (1.1e23, Tri.UNKNOWN, Tri.NO),
        (9.9e24, Tri.UNKNOWN, Tri.NO),
        (1.1e25, Tri.UNKNOWN, Tri.UNKNOWN),
    ],
)
def test_a_sum_over_models_bounds_each(total: float, general: Tri, systemic: Tri) -> None:
    for found in family(flop(total)).values():
        assert found is not None
        assert (found.method, found.low) == ("upper bound", None)
        assert (found.above(LINE_23), found.above(LINE_25)) == (general, systemic)
        assert any("several models" in words for _, words in found.inputs)


def test_hours_of_all_models_bound_each() -> None:
    hours = said("training_time", "100000 A100 GPU hours", 100_000, "GPU-hours")
    for found in family(hours).values():
        assert found is not None
        # 1e5 x 3600 x 3.12e14 x 0.60
        assert ends(found) == (None, Decimal("6.7392e22"))


def test_ones_own_figure_goes_before_the_sum() -> None:
    found = family(flop(9e24), flop(4e22, variant="Nova 1B"))
    one, eight = found["Nova 1B"], found["Nova 8B"]
    assert one is not None and one.method == "stated"
    assert eight is not None and eight.method == "upper bound"


# Stages of one model among the variants.


@pytest.mark.parametrize(
    ("keys", "same"),
    [
        (("8B", "8B Instruct"), True),
        (("8b-base", "8B-Instruct"), True),
        (("8B", "8B-Chat"), True),
        (("1B-A400M", "A400M-1B"), True),
        (("1B-400M", "1B-A400M-Instruct"), True),
        (("3B", "3B-A800M"), False),
        (("8B", "70B"), False),
        (("8B", "8B-Vision"), False),
        (("8B", "8B-v2"), False),
        (("Base", "Instruct"), False),
    ],
)
def test_a_stage_has_the_figures_of_its_line(keys: tuple[str, str], same: bool) -> None:
    identity = Identity("Nova", "Labs", variants=tuple(Variant(f"Nova {k}", k) for k in keys))
    claims = [size(8e9, variant=f"Nova {keys[0]}"), tokens(2e12, variant=f"Nova {keys[0]}")]
    _, later = views(identity, claims, Facts())
    found = estimate(later)
    assert (found is not None) is same
    if found is not None:
        assert found.point == Decimal("9.6e22")


def test_ones_own_size_goes_before_that_of_the_line_and_tokens_are_put_together() -> None:
    identity = Identity(
        "Nova",
        "Labs",
        variants=(Variant("Nova 8B", "8B"), Variant("Nova 8B Instruct", "8B Instruct")),
    )
    claims = [
        size(8e9, variant="Nova 8B"),
        tokens(2e12, variant="Nova 8B"),
        size(9e9, variant="Nova 8B Instruct"),
        tokens(1e10, "for fine-tuning", variant="Nova 8B Instruct"),
    ]
    _, later = views(identity, claims, Facts())
    found = estimate(later)
    assert found is not None and not found.partial
    assert found.point == 6 * Decimal("9e9") * Decimal("2.01e12")


# Two methods side by side.


def test_hardware_that_agrees_is_told_and_changes_nothing() -> None:
    hours = said("training_time", "400000 A100 GPU hours", 400_000, "GPU-hours")
    counted = estimate(alone(size(1e10), tokens(3e12)))
    both = estimate(alone(size(1e10), tokens(3e12), hours))
    assert ends(both) == ends(counted)
    assert both is not None and both.inputs[-1] == ("by hardware", "6.74E+22 to 2.70E+23 FLOP")


@pytest.mark.parametrize(
    ("claims", "low", "high"),
    [
        # 6 x 1e9 x 1e11 = 6e20 against 1e6 x 3600 x 3.12e14 x (0.15 to 0.60)
        ([size(1e9), tokens(1e11)], 6e20 / 1.3, 6.7392e23),
        ([said("parameters_active", "1e9", 1e9), tokens(1e11)], 6e20 / 1.3, 1.6848e23),
        ([size(1e11), tokens(3e13)], 1.6848e23, 1.8e25 * 1.3),
        ([said("parameters_active", "1e11", 1e11), tokens(3e13)], 6.7392e23, 1.8e25 * 1.3),
    ],
)
def test_hardware_that_disagrees_widens(claims: list[Claim], low: float, high: float) -> None:
    hours = said("training_time", "1000000 A100 GPU hours", 1_000_000, "GPU-hours")
    found = estimate(alone(*claims, hours))
    assert [float(end or 0) for end in ends(found)] == pytest.approx([low, high])
    assert found is not None and "do not overlap" in found.inputs[-1][1]


# Near a line.


@pytest.mark.parametrize(
    ("number", "near", "above"),
    [
        ("1e25", True, Tri.NO),
        ("1.3e25", True, Tri.YES),
        ("1.31e25", False, Tri.YES),
        ("7.7e24", True, Tri.NO),
        ("7.6e24", False, Tri.NO),
    ],
)
def test_a_stated_figure_decides_and_says_when_it_is_near(
    number: str, near: bool, above: Tri
) -> None:
    view = alone(flop(float(number)))
    found = training(view)
    assert found.cumulative is not None
    assert found.cumulative.near(LINE_25) is near
    assert found.cumulative.above(LINE_25) is above
    row = rows(view, found)[1]
    assert (("near a line", "within 30 percent of 10^25") in row.inputs) is near
    assert ("within 30 percent" in found.cumulative.told("10^25", LINE_25)) is near


def test_bands_are_never_under_the_tolerance_of_the_guidelines() -> None:
    assert bands()["six_n_d"]["factor"] >= Decimal("1.3")
    share = bands()["utilisation"]
    assert 0 < share["low"] * Decimal("1.3") <= share["point"]
    assert share["point"] * Decimal("1.3") <= share["high"] < 1


@pytest.mark.parametrize(
    ("bound", "high"),
    [
        (15e12, "16.5e12"),  # the next is 16, a tenth more is 16.5
        (1e12, "2e12"),
        (2e12, "3e12"),
        (36e12, "39.6e12"),
        (20e12, "30e12"),
        (1.5e12, "1.65e12"),
        (9e12, "10e12"),
        (15.6e12, "17.16e12"),
    ],
)
def test_more_than_a_number_is_less_than_the_next_round_one(bound: float, high: str) -> None:
    more = said("data_size", "more", None, "tokens", low=bound, qualifier="more than")
    found = estimate(alone(size(1e9), more))
    assert found is not None
    assert found.high == 6 * Decimal("1e9") * Decimal(high) * Decimal("1.3")
