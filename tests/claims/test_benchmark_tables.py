"""Scores in tables both ways round and in prose; settings; safety rates; whose they are."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.claims import benchmarks, safety_tests
from pipeline.claims.benchmarks import named
from pipeline.claims.context import context
from pipeline.claims.identity import identify
from pipeline.schema import Whose


@pytest.fixture
def find(read, nova):
    def run(text: str, family=benchmarks):
        document, segments = read(f"# Nova 2\n\n{text}")
        claims = list(family.find(context(document, segments, nova)))
        for claim in claims:
            assert document.quote(claim.span) == claim.value.raw
            assert claim.benchmark is not None
            assert claim.benchmark.whose is claim.whose
        return claims

    return run


def scores(claims, whose: Whose = Whose.OWN) -> set[tuple[str, float]]:
    return {(c.benchmark.name, c.value.norm) for c in claims if c.whose is whose}


BY_ROW = """| Benchmark | Nova 2 7B | Falcon-7B |
|---|---|---|
| MMLU | 70.1 | 60.2 |
| GSM8K | 55.0 | 44.5 |
"""
BY_COLUMN = """| Model | MMLU | GSM8K |
|---|---|---|
| Nova 2 7B | 70.1 | 55.0 |
| Falcon-7B | 60.2 | 44.5 |
"""
MMLU, GSM = named("MMLU")[0].name, named("GSM8K")[0].name
OWN, RIVAL = {(MMLU, 70.1), (GSM, 55.0)}, {(MMLU, 60.2), (GSM, 44.5)}


@pytest.mark.parametrize("table", [BY_ROW, BY_COLUMN], ids=["rows", "columns"])
def test_a_table_reads_the_same_both_ways_round(find, table: str) -> None:
    claims = find(f"## Evaluation\n\n{table}")
    assert scores(claims) == OWN
    assert scores(claims, Whose.RIVAL) == RIVAL
    assert {c.variant for c in claims if c.whose is Whose.OWN} == {"7B"}


def test_columns_may_change_places(find) -> None:
    swapped = "\n".join(
        "|" + "|".join([line.split("|")[i] for i in (1, 3, 2)]) + "|"
        for line in BY_ROW.strip().split("\n")
    )
    assert scores(find(f"## Evaluation\n\n{swapped}\n")) == OWN


def test_rows_may_change_places(find) -> None:
    head, rule, one, two = BY_ROW.strip().split("\n")
    assert scores(find("## Evaluation\n\n" + "\n".join([head, rule, two, one]) + "\n")) == OWN


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        ("70.1", 70.1),
        ("**70.1**", 70.1),
        ("70.1%", 70.1),
        ("70", 70.0),
        ("70.1 ± 0.4", 70.1),
        ("-0.5", -0.5),
        ("-", None),
        ("n/a", None),
        ("70.1 / 72.3", None),
        ("7B", None),
        ("", None),
    ],
)
def test_cells(find, cell: str, score: float | None) -> None:
    text = f"## Evaluation\n\n| Benchmark | Nova 2 7B |\n|---|---|\n| MMLU | {cell} |\n"
    assert scores(find(text)) == ({(MMLU, score)} if score is not None else set())


@pytest.mark.parametrize(
    ("column", "value", "setting"),
    [("# Shots", "5", "5-shot"), ("Setting", "0-shot", "0-shot"), ("Metric", "pass@1", "pass@1")],
)
def test_settings(find, column: str, value: str, setting: str) -> None:
    text = f"| Benchmark | {column} | Nova 2 7B |\n|---|---|---|\n| MMLU | {value} | 70.1 |\n"
    (claim,) = find(text)
    assert claim.benchmark.setting == setting
    assert claim.value.norm == 70.1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nova 2 7B achieves 70.1 on MMLU.\n", {(MMLU, 70.1)}),
        ("Nova 2 reaches an accuracy of 70.1% on MMLU.\n", {(MMLU, 70.1)}),
        ("Nova 2 scores 70.1 on MMLU and 55.0 on GSM8K.\n", OWN),
        ("Nova 2 achieves strong results: MMLU (70.1).\n", {(MMLU, 70.1)}),
        ("Our model obtains 70.1% on MMLU.\n", {(MMLU, 70.1)}),
        ("- MMLU (5-shot): 70.1\n- GSM8K: 55.0%\n", OWN),
        ("**MMLU:** 70.1\n", {(MMLU, 70.1)}),
        ("**MMLU:** 57 subjects of school and work\n", set()),
        ("**Context:** 70.1\n", set()),
        ("## Falcon-7B\n\n- MMLU: 60.2\n", set()),
        ("Falcon achieves 60.2 on MMLU.\n", set()),
        ("Nova 2 was trained on 70.1B tokens without MMLU.\n", set()),
        ("Nova 2 is evaluated on MMLU.\n", set()),
        ("MMLU has 57 subjects.\n", set()),
        ("Nova 2 achieves 70.1 overall.\n", set()),
        ("```\nNova 2 achieves 70.1 on MMLU.\n```\n", set()),
    ],
)
def test_prose(find, text: str, found: set[tuple[str, float]]) -> None:
    assert scores(find(text)) == found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("MMLU", 1),
        ("MMLU-Pro", 1),
        ("MMLU and MMLU-Pro", 2),
        ("HumanEval and GSM8K", 2),
        ("nothing of the kind", 0),
        ("", 0),
    ],
)
def test_names(text: str, count: int) -> None:
    found = named(text)
    assert len(found) == count
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_a_longer_name_beats_the_one_inside_it() -> None:
    assert named("MMLU-Pro")[0].name != MMLU
    assert named("MMLU-Pro")[0].end == len("MMLU-Pro")


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("Nova 2 has a violation rate of 2.5%.\n", {2.5}),
        ("The refusal rate of Nova 2 is 7 %.\n", {7.0}),
        ("Nova 2 shows an attack success rate of 3.1 percent.\n", {3.1}),
        ("| Metric | Nova 2 7B |\n|---|---|\n| Refusal rate | 7.0% |\n", {7.0}),
        ("| Model | Violation rate |\n|---|---|\n| Nova 2 7B | 0.4 |\n", {0.4}),
        ("The learning rate of Nova 2 is 3%.\n", set()),
        ("Nova 2 has a low violation rate.\n", set()),
        ("Falcon has a violation rate of 9%.\n", set()),
        ("Nova 2 lowers the violation rate. We saw 5% of prompts.\n", set()),
        ("Nova 2 lowers the violation rate by 5%.\n", set()),
        ("Nova 2 lowers the violation rate compared to 5% before.\n", set()),
        ("The win rate of Nova 2 is 60%.\n", set()),
    ],
)
def test_safety_rates(find, text: str, rates: set[float]) -> None:
    claims = find(text, safety_tests)
    assert {c.value.norm for c in claims if c.whose is Whose.OWN} == rates


@pytest.mark.parametrize("rival", ["Falcon achieves 99.9 on MMLU.", "Falcon-7B gets 1.0 on GSM8K."])
@pytest.mark.parametrize("table", [BY_ROW, BY_COLUMN], ids=["rows", "columns"])
def test_a_rivals_sentence_changes_nothing(find, table: str, rival: str) -> None:
    assert scores(find(f"## Evaluation\n\n{table}\n{rival}\n")) == OWN


def test_a_single_column_of_scores_is_the_models(find) -> None:
    text = "## Evaluation\n\n| Benchmark | Score |\n|---|---|\n| MMLU | 70.1 |\n"
    assert scores(find(text)) == {(MMLU, 70.1)}
    under_rival = text.replace("## Evaluation", "## Results of Falcon-7B")
    assert scores(find(under_rival)) == set()


def test_areas_are_results_only_beside_benchmarks(find) -> None:
    table = "| Model | Code | World Knowledge | MMLU |\n|---|---|---|---|\n| Nova 2 7B | {} |\n"
    claims = find(table.format("16.8 | 48.9 | 45.3"))
    assert scores(claims) == {("Code", 16.8), ("World Knowledge", 48.9), ("MMLU", 45.3)}
    alone = table.replace("MMLU", "Licence").format("16.8 | 48.9 | 45.3")
    assert find(alone) == []
    assert {one.name for one in named("Code of conduct", "area")} == set()


@pytest.mark.parametrize("header", ["Size", "Params", ""])
def test_a_size_column_tells_the_sizes_of_a_kind_apart(read, header: str) -> None:
    text = (
        "# Nova 2\n\nNova-2-Chat is tuned; Nova 2 7B and Nova 2 70B are not.\n\n"
        f"| Model | {header} | MMLU |\n|---|---|---|\n| Nova-2-Chat | 7B | 57.0 |\n"
        "| Nova-2-Chat | 70B | 64.1 |\n| Nova 2 | 7B | 45.3 |\n| Falcon-Chat | 7B | 30.0 |\n"
    )
    document, segments = read(text)
    identity = identify([document], {document.id: segments})
    claims = list(benchmarks.find(context(document, segments, identity)))
    own = {(c.variant, c.value.norm) for c in claims if c.whose is Whose.OWN}
    assert own == {("7B Chat", 57.0), ("70B Chat", 64.1), ("7B", 45.3)}
    assert scores(claims, Whose.RIVAL) == {("MMLU", 30.0)}


@pytest.mark.parametrize(
    ("name", "cell", "found"),
    [
        ("MTOB (half book) eng->kgv/kgv->eng", "42.2/36.6", {42.2, 36.6}),
        ("MMLU (en/de)", "70.1 / 60.3", {70.1, 60.3}),
        ("MMLU", "70.1/60.3", set()),
        ("MMLU (en/de)", "12/25/2024", set()),
    ],
)
def test_two_scores_in_a_cell(find, name: str, cell: str, found: set[float]) -> None:
    claims = find(f"| Benchmark | Nova 2 7B |\n|---|---|\n| {name} | {cell} |\n")
    assert {c.value.norm for c in claims} == found


def test_a_harder_version_is_a_benchmark_of_its_own() -> None:
    assert [one.name for one in named("MMMU and MMMU Pro^ and MMMU-Pro")] == [
        "MMMU", "MMMU-Pro", "MMMU-Pro",
    ]  # fmt: skip
