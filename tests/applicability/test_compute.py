"""Training compute by hand arithmetic: stated, 6ND, hardware; intervals and lines."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from pipeline.applicability.compute import estimate, rows, training
from pipeline.applicability.facts import Facts, VariantFacts
from pipeline.applicability.operations import never_above, parameters
from pipeline.applicability.variants import View, views
from pipeline.schema import Claim, Identity, Origin, Polarity, Span, Tri, Value, Variant, Whose


def said(element: str, raw: str, norm: Any, unit: str | None = None, **kwargs: Any) -> Claim:
    value = Value(raw, norm, kwargs.pop("low", None), kwargs.pop("high", None), unit)
    qualifier = kwargs.pop("qualifier", None)
    value = Value(raw, norm, value.low, value.high, unit, qualifier)
    fields: dict[str, Any] = {"variant": None, "whose": Whose.OWN, "polarity": Polarity.AFFIRMED}
    fields |= kwargs
    return Claim(
        element=element,
        subject="Nova",
        value=value,
        origin=Origin.STATED,
        span=Span("d", 0, 1),
        rule="r",
        **fields,
    )


def alone(*claims: Claim) -> View:
    (view,) = views(Identity("Nova", "Labs"), claims, Facts())
    return view


PARAMETERS = said("parameters_total", "7B", 7_000_000_000)
TOKENS = said("data_size", "2T tokens", 2_000_000_000_000, "tokens")


def test_stated_comes_first() -> None:
    found = estimate(alone(PARAMETERS, TOKENS, said("training_compute", "1e24", 1e24, "FLOP")))
    assert found is not None
    assert (found.method, found.low, found.point, found.high) == ("stated", 10**24, 10**24, 10**24)


def test_six_times_parameters_times_tokens() -> None:
    found = estimate(alone(PARAMETERS, TOKENS))
    assert found is not None
    assert found.method == "6ND"
    assert found.point == Decimal("8.4e22")
    assert found.low == Decimal("8.4e22") / Decimal("1.3")
    assert found.high == Decimal("8.4e22") * Decimal("1.3")
    assert found.above(Decimal("1e23")) is Tri.UNKNOWN
    assert found.above(Decimal("1e25")) is Tri.NO


def test_active_parameters_of_a_mixture() -> None:
    total = said("parameters_total", "671B", 671e9)
    active = said("parameters_active", "37B", 37e9)
    tokens = said("data_size", "14.8T", 14.8e12, "tokens")
    found = estimate(alone(total, active, tokens))
    assert found is not None
    assert float(found.point) == pytest.approx(3.2856e24)
    assert found.above(Decimal("1e25")) is Tri.NO


def test_a_mixture_without_its_active_count_has_no_lower_end() -> None:
    kind = said("architecture", "a mixture-of-experts transformer", "moe")
    small = estimate(alone(PARAMETERS, TOKENS, kind))
    assert small is not None
    assert small.low is None
    assert small.above(Decimal("1e25")) is Tri.NO
    large = estimate(alone(said("parameters_total", "671B", 671e9), said(
        "data_size", "14.8T", 14.8e12, "tokens"), kind))  # fmt: skip
    assert large is not None
    assert large.above(Decimal("1e25")) is Tri.UNKNOWN


def test_hardware() -> None:
    hours = said("training_time", "1,000,000 H100 GPU hours", 1_000_000, "GPU-hours")
    found = estimate(alone(hours))
    assert found is not None
    assert found.method == "hardware"
    # 1e6 h x 3600 s x 9.894e14 FLOP/s x 0.34, from 0.15 to 0.60
    assert found.point == Decimal("1.2110256e24")
    assert found.low == Decimal("5.34276e23")
    assert found.high == Decimal("2.137104e24")


def test_wall_clock_times_machines_and_hours_longer_than_a_run() -> None:
    machines = said("training_hardware", "512 A100 GPUs", "512 x NVIDIA A100", "accelerators")
    found = estimate(alone(said("training_time", "10 days", 10, "days"), machines))
    assert found is not None
    assert float(found.point) == pytest.approx(240 * 512 * 3600 * 3.12e14 * 0.34)
    long = estimate(alone(said("training_time", "200000", 200000, "hours"), machines))
    assert long is not None
    assert float(long.point) == pytest.approx(200000 * 3600 * 3.12e14 * 0.34)


def test_two_kinds_of_machine_give_no_figure() -> None:
    hours = said("training_time", "1000 GPU hours", 1000, "GPU-hours")
    mixed = said("training_hardware", "A100 and H100 GPUs", "A100 and H100")
    assert estimate(alone(hours, mixed)) is None


def test_a_sum_over_variants_is_no_variants_own() -> None:
    identity = Identity(
        "Nova", "Labs", variants=(Variant("Nova 7B", "7B"), Variant("Nova 70B", "70B"))
    )
    claims = [
        said("training_time", "9M H100 GPU hours", 9e6, "GPU-hours"),
        said("training_compute", "1e25", 1e25, "FLOP"),
        said("parameters_total", "7B", 7e9, variant="Nova 7B"),
        TOKENS,
    ]
    small, large = views(identity, claims, Facts())
    found = estimate(small)
    assert found is not None
    assert found.method == "6ND"
    bound = estimate(large)
    assert bound is not None
    assert (bound.method, bound.low, bound.high) == ("upper bound", None, 10**25)
    assert bound.above(Decimal("1e25")) is Tri.NO
    assert bound.above(Decimal("1e23")) is Tri.UNKNOWN


def test_others_figures_do_not_count() -> None:
    for change in ({"whose": Whose.RIVAL}, {"polarity": Polarity.NEGATED}, {"confidence": 0.4}):
        assert (
            estimate(alone(PARAMETERS, said("data_size", "2T", 2e12, "tokens", **change))) is None
        )


def test_bounds_are_drawn_near_their_figure() -> None:
    over = said("data_size", "15T+", None, "tokens", low=15e12, qualifier="more than")
    found = estimate(alone(PARAMETERS, over))
    assert found is not None
    assert found.point == 6 * 7 * 10**9 * 15 * 10**12
    # "15T+" is written of less than 16T, taken as 16.5T: a tenth more, at least.
    assert found.high == found.point * Decimal("1.1") * Decimal("1.3")
    upto = said("data_size", "up to 9T", None, "tokens", high=9e12, qualifier="up to")
    found = estimate(alone(PARAMETERS, upto))
    assert found is not None
    assert float(found.low or 0) == pytest.approx(6 * 7e9 * 4.5e12 / 1.3)


@pytest.mark.parametrize(
    ("size", "never"),
    [("7B", True), ("270M", True), ("12B", True), ("13B", False), ("8x1B", True), ("8x7B", False),
     ("1T", False), ("", False), ("large", False)],
)  # fmt: skip
def test_a_size_in_the_name_bounds_compute(size: str, never: bool) -> None:
    """6 x N x 1.3 x 1e14 tokens is at most 1e25 up to N = 12.8 billion."""
    view = View("N", VariantFacts(), size=size)
    assert never_above(view, Decimal(10) ** 25) is never


def test_a_stated_number_goes_before_the_size_in_the_name() -> None:
    identity = Identity("Nova", "Labs", variants=(Variant("Nova 2B", "2B", "2B"),))
    (view,) = views(identity, [said("parameters_total", "2.5B", 2.5e9)], Facts())
    found = parameters(view)
    assert found is not None
    assert found.point == Decimal("2.5e9")


def test_images_are_no_tokens() -> None:
    assert estimate(alone(PARAMETERS, said("data_size", "2B images", 2e9, "images"))) is None


def test_a_fact_is_exact_and_gives_two_quantities() -> None:
    view = View("N", VariantFacts(training_flop=Decimal(10) ** 25))
    found = estimate(view)
    assert found is not None
    update, cumulative = rows(view, training(view))
    assert (update.quantity, cumulative.quantity) == ("update", "cumulative")
    assert update.low == update.point == update.high == 1e25
    assert (update.vs_1e23, update.vs_1e25) == (Tri.YES, Tri.NO)


def test_intervals_of_rows_hold_their_point() -> None:
    view = alone(PARAMETERS, TOKENS, said("architecture", "MoE", "moe"))
    found = estimate(view)
    assert found is not None
    for row in rows(view, training(view)):
        assert 0 < row.low <= row.point <= row.high
