"""Identity and claims on real documents: facts that a reader sees on their first page."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from pipeline.claims.extract import extract
from pipeline.claims.identity import identify
from pipeline.readers.read import read_path
from pipeline.schema import Claim, Identity, Whose
from pipeline.segments import segment

pytestmark = pytest.mark.shared


@lru_cache(maxsize=8)
def _read(folder: Path, names: tuple[str, ...]) -> tuple[Identity, tuple[Claim, ...]]:
    documents = [read_path(next(folder.glob(f"{name}_*"))) for name in names]
    segments = {document.id: segment(document) for document in documents}
    identity = identify(documents, segments)
    claims = extract(documents, segments, identity)
    for claim in claims:
        document = next(d for d in documents if d.id == claim.span.document)
        assert document.quote(claim.span)
    return identity, claims


@pytest.mark.parametrize(
    ("names", "model", "provider", "variants"),
    [
        (("D007",), "Llama 3.1", "Meta", {"8B", "70B", "405B"}),
        (("D008",), "Llama 3.1", "Meta Platforms Ireland Limited", set()),
        (("D009",), "Llama 3.1", "Meta", set()),
        (("D016",), "Llama 4", "Meta", {"Scout", "Maverick"}),
        (("D027",), "OPT-175B", "Meta Platforms, Inc.", set()),
        (("D074",), "DBRX Base", "Databricks, Inc.", {"Base", "Instruct"}),
        (("D076",), "DBRX", "Databricks, Inc.", set()),
        (("D090",), "Apertus", "", {"8B", "70B-Instruct"}),
        (("D099",), "Bielik v3 11B Instruct", "FUNDACJA SPEAKLEASH", set()),
        (("D107",), "Yi", "01.AI", {"6B", "34B-200K"}),
        (("D009", "D008", "D007"), "Llama 3.1", "Meta", {"8B", "405B Instruct"}),
    ],
)
def test_identity(shared: Path, names, model: str, provider: str, variants: set[str]) -> None:
    identity, _ = _read(shared / "data" / "docs", names)
    assert identity.model == model
    assert not provider or identity.provider == provider
    assert variants <= {variant.key for variant in identity.variants}


@pytest.mark.parametrize(
    ("name", "element", "norms"),
    [
        ("D007", "licence", {"llama-3.1-license-2024"}),
        ("D007", "release_date", {"2024-07-23"}),
        ("D007", "data_cutoff", {"2023-12"}),
        ("D074", "base_model", {"none"}),
        ("D074", "input_modalities", {("text",)}),
        ("D099", "eu_release_date", {"2025-12-31"}),
        ("D099", "base_model", {"Mistral 7B v0.2"}),
        ("D107", "data_languages", {"English", "Chinese"}),
        ("D107", "licence", {"Apache-2.0", "yi-license"}),
    ],
)
def test_values(shared: Path, name: str, element: str, norms: set[object]) -> None:
    _, claims = _read(shared / "data" / "docs", (name,))
    own = {c.value.norm for c in claims if c.element == element and c.whose is Whose.OWN}
    assert own == norms


@pytest.mark.parametrize(
    ("name", "benchmark", "variant", "score", "rival"),
    [("D016", "MMLU", "Maverick", 85.5, 79.3), ("D107", "MMLU", "34B", 76.3, 68.9)],
)
def test_benchmarks(
    shared: Path, name: str, benchmark: str, variant: str, score: float, rival: float
) -> None:
    _, claims = _read(shared / "data" / "docs", (name,))
    told = [c for c in claims if c.benchmark and c.benchmark.name == benchmark]
    assert (variant, score) in {(c.variant, c.value.norm) for c in told if c.whose is Whose.OWN}
    assert rival in {c.value.norm for c in told if c.whose is Whose.RIVAL}
    assert rival not in {c.value.norm for c in told if c.whose is Whose.OWN}
