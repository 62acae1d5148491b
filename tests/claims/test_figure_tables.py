"""Tables in the layouts that cards and reports use: every figure that must come out, by hand."""

from __future__ import annotations

import pytest

from pipeline.schema import Identity, Variant

FAMILY = Identity(
    model="Plover 3",
    provider="Tidewater AI",
    variants=(
        Variant("Plover 3 2B", "2B", "2B"),
        Variant("Plover 3 9B", "9B", "9B"),
        Variant("Plover 3 34B", "34B", "34B"),
    ),
)


def table(*rows: str) -> str:
    head, *rest = rows
    rule = "|".join("---" for _ in head.split("|"))
    return "\n".join(f"| {line} |" for line in (head, rule, *rest))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # variants in rows
        (table("Model | Params | Context | Tokens", "Plover 3 2B | 2.1B | 8K | 3T",
               "Plover 3 9B | 9.24B | 32K | 8T"),
         "total 2.1e9 @2B; total 9.24e9 @9B; input 8000 @2B; input 32000 @9B;"
         "data 3e12 tokens @2B; data 8e12 tokens @9B"),
        (table("Size | Context length | Training tokens", "2B | 8,192 | 3T", "9B | 32,768 | 8T"),
         "total 2e9 @2B; total 9e9 @9B; input 8192 @2B; input 32768 @9B;"
         "data 3e12 tokens @2B; data 8e12 tokens @9B"),
        (table("Model | #Params (B) | Layers | Heads", "Plover 3 2B | 2.1 | 24 | 16",
               "Plover 3 9B | 9.24 | 40 | 32"), "total 2.1e9 @2B; total 9.24e9 @9B"),
        (table("Model | Training time (GPU hours) | Power (W) | Emissions (tCO2eq)",
               "Plover 3 2B | 184,320 | 400 | 31.2", "Plover 3 9B | 512K | 400 | 88",
               "Total | 696,320 | | 119.2"),
         "time 184320 GPU-hours @2B; time 512000 GPU-hours @9B; time 696320 GPU-hours;"
         "tco2 31.2 @2B; tco2 88 @9B; tco2 119.2"),
        (table("Model | Energy (MWh) | Training FLOPs", "Plover 3 9B | 64.5 | 4.4e23",
               "Plover 3 34B | 212 | 1.7e24"),
         "mwh 64.5 @9B; mwh 212 @34B; flop 4.4e23 @9B; flop 1.7e24 @34B"),
        (table("Model | Energy (kWh)", "Plover 3 9B | 64,500"), "mwh 64.5 @9B"),
        (table("Model | Tokens (B)", "Plover 3 9B | 8,000"), "data 8e12 tokens @9B"),
        (table("Model | Tokens (T)", "Plover 3 9B | 8"), "data 8e12 tokens @9B"),
        # variants in columns
        (table(" | Plover 3 2B | Plover 3 9B", "Parameters | 2.1B | 9.24B",
               "Context window | 8K | 32K", "Vocabulary | 128K | 128K", "Layers | 24 | 40"),
         "total 2.1e9 @2B; total 9.24e9 @9B; input 8000 @2B; input 32000 @9B"),
        (table("Property | 2B | 9B", "Training tokens | 3T | 8T",
               "Training compute (FLOPs) | 3.8e22 | 4.4e23"),
         "data 3e12 tokens @2B; data 8e12 tokens @9B; flop 3.8e22 @2B; flop 4.4e23 @9B"),
        # key and value
        (table("Property | Value", "Parameters | 9.24B", "Context length | 32,768 tokens",
               "Training tokens | 8 trillion", "License | Apache-2.0"),
         "total 9.24e9 @9B; input 32768; data 8e12 tokens"),
        (table("Hyperparameter | Value", "Learning rate | 3e-4", "Batch size | 4M tokens",
               "Warm-up steps | 2,000", "Weight decay | 0.1", "Epochs | 1"), ""),
        (table("Item | Value", "Vocabulary size | 256,000", "Hidden size | 4096",
               "Head dimension | 128", "Feed-forward size | 14,336", "KV heads | 8"), ""),
        # beside rivals
        (table("Model | Params | Tokens", "Falcon-40B | 40B | 1T", "Llama 2 70B | 70B | 2T",
               "Plover 3 34B | 34.4B | 10T"), "total 34.4e9 @34B; data 10e12 tokens @34B"),
        (table(" | Falcon-40B | Llama 2 70B | Plover 3 34B", "Params | 40B | 70B | 34.4B",
               "Tokens | 1T | 2T | 10T"), "total 34.4e9 @34B; data 10e12 tokens @34B"),
        (table("Model | Params | Tokens", "Plover 2 34B | 33B | 2T",
               "Plover 3 34B | 34.4B | 10T"), "total 34.4e9 @34B; data 10e12 tokens @34B"),
        # scores, prices, tests, languages: no figures of the model
        (table("Benchmark | Plover 3 9B | Falcon-40B", "MMLU | 71.2 | 55.4", "GSM8K | 68.0 | 21.5",
               "HumanEval | 54.3 | 0.0"), ""),
        (table("Benchmark | Examples | Metric", "MMLU | 15,908 | accuracy",
               "TriviaQA | 17,944 | exact match"), ""),
        (table("Length | RULER", "4K | 96.1", "32K | 91.4", "128K | 83.0"), ""),
        (table("Model | Input price | Output price", "Plover 3 9B | $0.10 / 1M tokens | "
               "$0.40 / 1M tokens"), ""),
        (table("Model | Throughput (tokens/s) | Latency (ms)", "Plover 3 9B | 3,200 | 18"), ""),
        (table("Model | VRAM | Disk", "Plover 3 9B | 20 GB | 18.5 GB"), ""),
        (table("Quantization | Size | Quality", "Q4_K_M | 5.4GB | good", "Q8_0 | 9.8GB | best"),
         ""),
        (table("Date | Change", "2025-03-01 | Initial release", "2025-06-15 | 128K tokens fixed"),
         ""),
    ],
)  # fmt: skip
def test_tables(told, expected, text: str, line: str) -> None:
    assert told(text, FAMILY) == expected(line)


@pytest.mark.parametrize("blank", ["-", "–", "N/A", "TBD", "", "?"])
def test_empty_cells_state_nothing(told, expected, blank: str) -> None:
    text = table("Model | Params | Tokens", f"Plover 3 2B | {blank} | 3T")
    assert told(text, FAMILY) == expected("data 3e12 tokens @2B")


def test_the_order_of_columns_and_rows_changes_nothing(told) -> None:
    one = table("Model | Params | Tokens", "Plover 3 2B | 2.1B | 3T", "Plover 3 9B | 9.24B | 8T")
    two = table("Model | Tokens | Params", "Plover 3 9B | 8T | 9.24B", "Plover 3 2B | 3T | 2.1B")
    assert told(one, FAMILY) == told(two, FAMILY) != []


def test_a_table_and_its_transpose_say_the_same(told) -> None:
    rows = table("Model | Params | Tokens", "Plover 3 2B | 2.1B | 3T", "Plover 3 9B | 9.24B | 8T")
    columns = table(" | Plover 3 2B | Plover 3 9B", "Params | 2.1B | 9.24B", "Tokens | 3T | 8T")
    assert told(rows, FAMILY) == told(columns, FAMILY) != []


def test_a_column_of_a_rival_changes_nothing(told) -> None:
    alone = table(" | Plover 3 2B", "Params | 2.1B", "Tokens | 3T")
    beside = table(" | Plover 3 2B | Gemma 2 9B", "Params | 2.1B | 9.2B", "Tokens | 3T | 8T")
    assert told(alone, FAMILY) == told(beside, FAMILY) != []
