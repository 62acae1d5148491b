"""A plain model listed beside its base owns what is said of the family's name."""

from __future__ import annotations

import pytest

from pipeline.applicability.compute import estimate
from pipeline.applicability.facts import Facts
from pipeline.applicability.variants import views
from pipeline.schema import (
    Claim,
    Identity,
    Origin,
    Polarity,
    Span,
    Value,
    Variant,
    Whose,
)


def _claim(element: str, number: float, unit: str, subject: str, variant: str | None) -> Claim:
    return Claim(
        element, subject, variant, Whose.OWN, Value(str(number), number, unit=unit),
        Origin.STATED, Polarity.AFFIRMED, Span("d", 0, 5), "test",
    )  # fmt: skip


BESIDE_ITS_BASE = Identity(
    "Nova", "Nova Labs", (), (Variant("Nova-Base", "Base"), Variant("Nova", "Nova"))
)
SIZES = Identity("Nova", "Nova Labs", (), (Variant("Nova 7B", "7B"), Variant("Nova 70B", "70B")))
CLAIMS = (
    _claim("parameters_total", 6e11, "parameters", "Nova", None),
    _claim("parameters_active", 4e10, "parameters", "Nova", None),
    _claim("data_size", 1e13, "tokens", "Nova", None),
)


def test_the_plain_model_gets_six_n_d_with_active_parameters() -> None:
    _, plain = views(BESIDE_ITS_BASE, CLAIMS, Facts())
    found = estimate(plain)
    assert found is not None
    # 6 x 4e10 x 1e13 = 2.4e24, whatever the total of 6e11 would give.
    assert float(found.point) == pytest.approx(2.4e24)


def test_figures_of_a_family_of_sizes_are_no_variants_own() -> None:
    for view in views(SIZES, CLAIMS, Facts()):
        assert view.claims("parameters_total", together=False) == ()
        assert estimate(view) is None


def test_another_subject_is_not_the_plain_model() -> None:
    other = _claim("parameters_total", 6e11, "parameters", "Nova Mini", None)
    _, plain = views(BESIDE_ITS_BASE, (other,), Facts())
    assert plain.claims("parameters_total", together=False) == ()
