"""The table of peak rates: each row finds its chip and no other, and its rates hang together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.applicability.accelerators import Accelerator, accelerators, named, precision

ROWS = accelerators()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_chip_is_found_by_its_name_alone(row: Accelerator) -> None:
    assert [found.name for found in named(f"trained on 512 {row.name} chips")] == [row.name]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_rates_are_dense_and_in_order(row: Accelerator) -> None:
    """Half the bits never run slower; a sparse figure would be twice the dense one."""
    usual = row.peak(None)
    assert Decimal("2e13") <= usual < Decimal("3e15")
    assert row.peaks.get("fp16", usual) == row.peaks.get("bf16", row.peaks.get("fp16", usual))
    for slower, faster in (("fp32", "tf32"), ("tf32", "bf16"), ("bf16", "fp8"), ("bf16", "int8")):
        if slower in row.peaks and faster in row.peaks:
            assert row.peaks[slower] <= row.peaks[faster]


def test_a_source_that_was_seen_has_an_address() -> None:
    for row in ROWS:
        assert (row.address == "none") is (row.confidence == "unverified"), row.name
    seen = {row.name for row in ROWS if row.confidence == "maker"}
    assert {"Google TPU v4", "Google TPU v5p", "AWS Trainium2", "NVIDIA V100"} <= seen


#: Figures of the makers' pages, typed by hand: TFLOP/s, dense.
BY_HAND = [
    ("NVIDIA H100", "bf16", "989.4"),  # 1979 with sparsity
    ("NVIDIA H100", "fp8", "1978.9"),  # 3958 with sparsity
    ("NVIDIA H100 PCIe", "bf16", "756"),  # 1513 with sparsity
    ("NVIDIA A100", "bf16", "312"),  # 624 with sparsity
    ("NVIDIA A100", "tf32", "156"),
    ("NVIDIA V100", "fp16", "125"),
    ("Google TPU v3", "bf16", "123"),
    ("Google TPU v4", "bf16", "275"),
    ("Google TPU v5e", "bf16", "197"),
    ("Google TPU v5p", "bf16", "459"),
    ("Google TPU v6e", "bf16", "918"),
    ("AWS Trainium", "bf16", "190"),
    ("AWS Trainium2", "fp8", "1299"),
]


@pytest.mark.parametrize(("name", "used", "tera"), BY_HAND)
def test_rates_as_the_makers_give_them(name: str, used: str, tera: str) -> None:
    row = next(row for row in ROWS if row.name == name)
    assert row.peaks[used] == Decimal(tera) * 10**12


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("2.788M H800 GPU hours", ["NVIDIA H800"]),
        ("H100 PCIe cards", ["NVIDIA H100 PCIe"]),
        ("H100-80GB (PCIe)", ["NVIDIA H100"]),
        ("A100s, then H100s", ["NVIDIA H100", "NVIDIA A100"]),
        ("GB200 superchips", ["NVIDIA GB200"]),
        ("GH200 nodes", ["NVIDIA GH200"]),
        ("Ascend 910B cards", ["Huawei Ascend 910B"]),
        ("L40S cards", ["NVIDIA L40S"]),
        ("Trainium2 chips", ["AWS Trainium2"]),
        ("a large cluster of GPUs", []),
        ("model A1000-H1000", []),
    ],
)
def test_words_name_chips(words: str, names: list[str]) -> None:
    assert [found.name for found in named(words)] == names


@pytest.mark.parametrize(
    ("words", "used"),
    [
        ("trained in bfloat16", "bf16"),
        ("BF16 mixed precision", "bf16"),
        ("FP8 with BF16 master weights", "fp8"),
        ("half precision (fp16)", "fp16"),
        ("TF32", "tf32"),
        ("full precision", "fp32"),
        ("16 GPUs", None),
        ("fp800", None),
    ],
)
def test_words_name_a_precision(words: str, used: str | None) -> None:
    assert precision(words) == used
