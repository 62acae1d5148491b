"""Compute of real documents, each figure worked out by hand (docs/CASES.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import dossier
from pipeline.applicability.compute import rows, training
from pipeline.applicability.facts import Facts
from pipeline.applicability.variants import views
from pipeline.schema import ComputeEstimate, Tri

pytestmark = pytest.mark.shared


def estimates(shared: Path, *ids: str) -> dict[str, ComputeEstimate]:
    """Return the cumulative estimate of each variant, by its key or name."""
    folder = shared / "data" / "docs"
    paths = [path for one in ids for path in sorted(folder.glob(f"{one}_*"))]
    assert len(paths) == len(ids)
    reading = dossier.read(dossier.gather(paths), None)
    found = {}
    for view in views(reading.identity, reading.claims, Facts()):
        for row in rows(view, training(view)):
            if row.quantity == "cumulative":
                found[view.name.casefold()] = row
    return found


def of(found: dict[str, ComputeEstimate], *marks: str) -> list[ComputeEstimate]:
    rows_ = [row for name, row in found.items() if all(mark in name for mark in marks)]
    assert rows_
    return rows_


def test_a_mixture_counts_by_its_active_parameters(shared: Path) -> None:
    for row in estimates(shared, "D046").values():
        assert row.method == "6ND"
        assert row.point == pytest.approx(6 * 37e9 * 14.8e12)  # 3.29e24; 5.96e25 by all
        assert (row.vs_1e23, row.vs_1e25) == (Tri.YES, Tri.NO)


@pytest.mark.parametrize(
    ("size", "point", "systemic"),
    [("8b", 7.2e23, Tri.NO), ("70b", 6.3e24, Tri.NO), ("405b", 3.645e25, Tri.YES)],
)
def test_each_size_of_a_family_stands_alone(
    shared: Path, size: str, point: float, systemic: Tri
) -> None:
    found = of(estimates(shared, "D007"), f" {size}")
    assert len(found) == 2  # the instruct variant has the figures of its line
    for row in found:
        assert row.point == pytest.approx(point)
        assert (row.vs_1e23, row.vs_1e25) == (Tri.YES, systemic)


def test_a_total_of_several_models_is_nobodys_own(shared: Path) -> None:
    found = estimates(shared, "D069", "D070")
    for row in of(found, "8b"):
        assert (row.method, row.vs_1e23, row.vs_1e25) == ("6ND", Tri.YES, Tri.NO)
        assert row.point == pytest.approx(6 * 8.1e9 * 12e12)
    for row in of(found, "1b", "a400m"):
        assert (row.vs_1e23, row.vs_1e25) == (Tri.NO, Tri.NO)
        assert row.point == pytest.approx(6 * 4e8 * 10e12)
    stated = [row for row in found.values() if row.point == pytest.approx(8.35e23)]
    assert all(row.method == "upper bound" for row in stated)
    assert not any(row.method == "stated" for row in found.values())
