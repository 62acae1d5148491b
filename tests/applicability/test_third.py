"""R6: one third of the original's compute, exact and as intervals, near misses on both sides."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.applicability.compute import Training
from pipeline.applicability.estimate import Estimate
from pipeline.applicability.facts import Modifies, VariantFacts
from pipeline.applicability.logic import node
from pipeline.applicability.modification import base_systemic, more_than_a_third
from pipeline.applicability.variants import View
from pipeline.schema import Reason, Support, Tri

OPEN = node("R6b", Tri.UNKNOWN, "open")
NONE = Training(None, None)


def between(low: str | None, high: str | None) -> Estimate:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    point = next(end for end in ends if end is not None)
    return Estimate("6ND", ends[0], ends[1], point, (), Support.DERIVED)


def asked(answer: Tri) -> Reason:
    return node("R6b", answer, "told")


@pytest.mark.parametrize(
    ("spent", "original", "verdict"),
    [
        ("1e24", "3e24", Tri.NO),  # a third exactly is not more than a third
        ("1.0000001e24", "3e24", Tri.YES),
        ("9.999999e23", "3e24", Tri.NO),
    ],
)
def test_exact_figures(spent: str, original: str, verdict: Tri) -> None:
    given = Modifies("Big", "Maker", Decimal(original), Decimal(spent))
    exact = Estimate(
        "analyst", Decimal(original), Decimal(original), Decimal(original), (), Support.ANALYST
    )
    found = more_than_a_third(given, OPEN, Training(None, None, exact))
    assert (found.rule, found.verdict, found.support) == ("R6-third", verdict, Support.ANALYST)


@pytest.mark.parametrize(
    ("spent", "original", "verdict"),
    [
        (("2e22", "3e22"), ("9e22", "1e23"), Tri.NO),
        (("2e22", "3.1e22"), ("9e22", "1e23"), Tri.UNKNOWN),
        (("3.3e22", "4e22"), ("9e22", "1e23"), Tri.UNKNOWN),
        (("3.4e22", "4e22"), ("9e22", "1e23"), Tri.YES),
        (("3.4e22", None), ("9e22", "1e23"), Tri.YES),
        (("1e22", None), ("9e22", "1e23"), Tri.UNKNOWN),
        ((None, "1e22"), ("9e22", "1e23"), Tri.NO),
        (("1e22", "2e22"), ("9e22", None), Tri.NO),
        (("9e22", "1e23"), ("9e22", None), Tri.UNKNOWN),
    ],
)
def test_intervals(
    spent: tuple[str | None, str | None], original: tuple[str | None, str | None], verdict: Tri
) -> None:
    training = Training(None, None, between(*original), between(*spent))
    found = more_than_a_third(None, OPEN, training)
    assert (found.rule, found.verdict, found.support) == ("R6-third", verdict, Support.DERIVED)


@pytest.mark.parametrize(
    ("spent", "systemic", "verdict"),
    [
        # a third of 10^25 is 3.333e24, a third of 10^23 is 3.333e22
        (("3.34e24", "4e24"), Tri.YES, Tri.YES),
        (("3.32e24", "4e24"), Tri.YES, Tri.UNKNOWN),
        (("1e24", "3.33e24"), Tri.YES, Tri.NO),
        (("3.34e22", "4e22"), Tri.NO, Tri.YES),
        (("3.32e22", "4e22"), Tri.NO, Tri.UNKNOWN),
        (("1e22", "3.33e22"), Tri.NO, Tri.NO),
        (("3.34e24", "4e24"), Tri.UNKNOWN, Tri.YES),
        (("1e22", "3.33e22"), Tri.UNKNOWN, Tri.NO),
        (("1e23", "2e23"), Tri.UNKNOWN, Tri.UNKNOWN),
    ],
)
def test_a_line_stands_in_for_an_unknown_original(
    spent: tuple[str, str], systemic: Tri, verdict: Tri
) -> None:
    training = Training(None, None, None, between(*spent))
    found = more_than_a_third(None, asked(systemic), training)
    assert (found.rule, found.verdict) == ("R6a", verdict)


def test_unknown_effort_stays_open() -> None:
    assert more_than_a_third(None, OPEN, NONE).verdict is Tri.UNKNOWN
    assert more_than_a_third(Modifies("Big"), asked(Tri.YES), NONE).rule == "R6-third"


def test_a_figure_for_the_whole_model_is_no_modification() -> None:
    whole = Estimate("analyst", *(Decimal("2e24"),) * 3, (), Support.ANALYST)
    found = more_than_a_third(None, asked(Tri.NO), Training(whole, whole, None, whole))
    assert found.verdict is Tri.UNKNOWN


@pytest.mark.parametrize(
    ("original", "size", "verdict"),
    [
        (between("2e25", "3e25"), "", Tri.YES),
        (between("2e24", "1e25"), "", Tri.NO),
        (between("9e24", "1.1e25"), "", Tri.UNKNOWN),
        (None, "8B", Tri.NO),  # 6 x 8e9 x 1.3 x 1e14 stays under 10^25
        (None, "70B", Tri.UNKNOWN),
        (None, "", Tri.UNKNOWN),
    ],
)
def test_whether_the_original_has_systemic_risk(
    original: Estimate | None, size: str, verdict: Tri
) -> None:
    view = View("Other", VariantFacts(), size=size)
    found = base_systemic(None, view, Training(None, None, original))
    assert (found.rule, found.verdict) == ("R6b", verdict)


def test_facts_on_the_original_go_first() -> None:
    training = Training(None, None, between("2e25", "3e25"))
    given = Modifies("Big", original_systemic=False)
    assert base_systemic(given, None, training).verdict is Tri.NO
