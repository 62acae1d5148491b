"""Benchmark results: tables both ways round, prose, own and others'."""

from __future__ import annotations

import pytest

from pipeline.claims import benchmarks, safety_tests
from pipeline.claims.benchmarks import named
from pipeline.claims.context import context


@pytest.fixture
def find(read, nova):
    def run(text: str, family=benchmarks):
        document, segments = read(text)
        return [
            (c.benchmark.name, c.value.norm, c.whose.value, c.variant)
            for c in family.find(context(document, segments, nova))
        ]

    return run


def test_a_column_a_model(find) -> None:
    text = (
        "| Benchmark | # Shots | Metric | Falcon 40B | Nova 2 7B | Nova 2 70B |\n"
        "|---|---|---|---|---|---|\n| MMLU | 5 | acc | 55.4 | 61.2 | **70.9** |\n"
    )
    assert find(text) == [
        ("MMLU", 55.4, "rival", None),
        ("MMLU", 61.2, "own", "7B"),
        ("MMLU", 70.9, "own", "70B"),
    ]


def test_a_row_a_model(find) -> None:
    text = (
        "| Model | MMLU (5-shot) | GSM8K |\n|---|---|---|\n"
        "| Nova 2 7B | 61.2 | 40.0 |\n| Falcon 40B | 55.4 | 20.1 |\n| Zebra-13B | 50.0 | 11.0 |\n"
    )
    assert find(text) == [
        ("MMLU", 61.2, "own", "7B"),
        ("GSM8K", 40.0, "own", "7B"),
        ("MMLU", 55.4, "rival", None),
        ("GSM8K", 20.1, "rival", None),
        ("MMLU", 50.0, "rival", None),
        ("GSM8K", 11.0, "rival", None),
    ]


def test_a_single_column_of_scores_is_the_models_own(find) -> None:
    text = "# Nova 2\n\n| Benchmark | Score |\n|---|---|\n| HumanEval | 48.2 |\n"
    assert find(text) == [("HumanEval", 48.2, "own", None)]


def test_metric_and_setting(read, nova) -> None:
    head = "| Benchmark | # Shots | Metric | Nova 2 7B |\n|---|---|---|---|\n"
    text = head + "| MATH | 4 | EM | 41.0 |\n"
    document, segments = read(text)
    (claim,) = benchmarks.find(context(document, segments, nova))
    assert claim.benchmark is not None
    assert (claim.benchmark.metric, claim.benchmark.setting) == ("EM", "4-shot")
    assert document.quote(claim.span) == "41.0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nova 2 achieves 71.2% on MMLU (5-shot).\n", [("MMLU", 71.2, "own", None)]),
        ("Nova 2 70B scores 85.7 on AIME 2024 and 40.1 on GPQA.\n",
         [("AIME", 85.7, "own", "70B"), ("GPQA", 40.1, "own", "70B")]),
        ("Nova 2 reaches a HumanEval score of 48.2.\n", [("HumanEval", 48.2, "own", None)]),
        ("Falcon achieves 55.4% on MMLU.\n", [("MMLU", 55.4, "rival", None)]),
    ],
)  # fmt: skip
def test_prose(find, text: str, expected) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We report results on MMLU, GSM8K and HumanEval.\n",
        "MMLU has 57 tasks and the results are in section 4.2.\n",
        "| Model | Params | Context |\n|---|---|---|\n| Nova 2 7B | 7.2 | 8 |\n",
        "| Benchmark | Items |\n|---|---|\n| MMLU | 14042 |\n",
        "```\nNova 2 achieves 71.2% on MMLU\n```\n",
    ],
)
def test_no_result(find, text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("MMLU-Pro and MMLU", ["MMLU-Pro", "MMLU"]),
        ("HumanEval+ (0-shot)", ["HumanEval+"]),
        ("a drop in the race", []),
        ("MATH-500", ["MATH-500"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [one.name for one in named(text)] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nova 2 has a violation rate of 2.1% on this set.\n", [("violation rate", 2.1, "own")]),
        ("On HarmBench the attack success rate of Nova 2 is 7 %.\n", [("HarmBench", 7.0, "own")]),
        ("| Model | Refusal rate |\n|---|---|\n| Nova 2 7B | 93.5% |\n",
         [("refusal rate", 93.5, "own")]),
        ("The learning rate is 3 %.\n", []),
        ("We measured the refusal rate.\n", []),
    ],
)  # fmt: skip
def test_safety(find, text: str, expected) -> None:
    assert [row[:3] for row in find(text, safety_tests)] == expected
