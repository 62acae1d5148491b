"""The table of base models: each row finds its own; a fine-tune adds to it, by hand arithmetic."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.applicability.compute import training
from pipeline.applicability.known_bases import Known, known, table
from pipeline.applicability.modification import base_systemic, more_than_a_third
from pipeline.applicability.variants import base_view
from pipeline.schema import Origin, Tri, Whose
from tests.applicability.test_compute import alone, said


@pytest.mark.parametrize("row", table(), ids=lambda row: row.name)
def test_rows_are_plausible(row: Known) -> None:
    assert 1e11 <= row.tokens <= 1e14
    assert row.source
    for claim in known(next(iter([row.name]))):
        assert (claim.whose, claim.origin, claim.span) == (Whose.BASE, Origin.ANALYST, None)
        assert "table of base models" in claim.value.raw


@pytest.mark.parametrize(
    ("name", "flop"),
    [
        ("meta-llama/Llama-3.1-8B", "7.2e23"),  # 6 x 8e9 x 15e12
        ("Meta-Llama-3-70B-Instruct", "6.3e24"),
        ("Llama-2-7b-hf", "8.4e22"),
        ("Llama-2-13b-chat", "1.56e23"),
        ("deepseek-ai/DeepSeek-V3-Base", "3.2856e24"),  # 37e9 active
        ("Qwen/Qwen3-8B-Base", "1.728e24"),
        ("EleutherAI/pythia-12b-deduped", "2.16e22"),
        ("bigscience/bloom", "3.86496e23"),
        ("GPT-J", "1.459260e22"),  # 6 x 6.05e9 x 4.02e11
    ],
)
def test_compute_of_a_known_base(name: str, flop: str) -> None:
    view = base_view([name], [])
    assert view is not None
    found = training(alone(), view).base
    assert found is not None
    assert found.point == Decimal(flop)


@pytest.mark.parametrize(
    "name",
    ["Nova-7B", "Llama-30B", "Mistral-7B-v0.1", "Qwen3-30B-A3B", "bloom-7b1", "DeepSeek-V3.1", ""],
)
def test_other_names_are_unknown(name: str) -> None:
    assert known(name) == ()


def test_documents_go_before_the_table() -> None:
    claims = [said("data_size", "1T", 1e12, "tokens", whose=Whose.BASE)]
    view = base_view(["Llama-2-7b"], claims)
    found = training(alone(), view).base
    assert found is not None
    assert found.point == Decimal("4.2e22")


def test_a_fine_tune_of_a_known_base() -> None:
    mine = alone(said("parameters_total", "8B", 8e9), said("data_size", "1B tokens", 1e9, "tokens"))
    view = base_view(["Llama-3.1-8B"], [])
    found = training(mine, view, modification=True)
    # 7.2e23 + 6 x 8e9 x 1e9 = 7.2e23 + 4.8e19
    assert found.cumulative is not None
    assert found.cumulative.point == Decimal("7.20048e23")
    assert found.cumulative.above(Decimal("1e25")) is Tri.NO
    assert found.cumulative.above(Decimal("1e23")) is Tri.YES
    base = base_systemic(None, view, found)
    assert base.verdict is Tri.NO
    third = more_than_a_third(None, base, found)
    assert (third.rule, third.verdict) == ("R6-third", Tri.NO)


def test_a_fine_tune_of_a_systemic_base() -> None:
    view = base_view(["Llama-3.1-405B"], [])
    found = training(alone(), view, modification=True)
    assert base_systemic(None, view, found).verdict is Tri.YES
    # What was added is not told: all training together took no less than the base.
    assert found.update is None
    assert found.cumulative is not None and found.cumulative.high is None
    assert found.cumulative.above(Decimal("1e25")) is Tri.YES


def test_a_model_that_goes_on_from_its_own_base_took_no_less() -> None:
    found = training(alone(), base_view(["Llama-3.1-8B"], []))
    assert found.update is not None and found.update == found.cumulative
    assert found.update.above(Decimal("1e23")) is Tri.YES
    assert found.update.above(Decimal("1e25")) is Tri.UNKNOWN
