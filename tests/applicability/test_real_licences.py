"""Real licence files: what each restricts, by reading them, and what permissive ones do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from pipeline.applicability.decide import decide
from pipeline.applicability.licence_terms import terms
from pipeline.applicability.licence_text import CLOSES, IS, LIMITS, NEAR, read
from pipeline.catalogue.obligations import obligations
from pipeline.dossier import gather
from pipeline.dossier import read as read_files
from pipeline.readers.read import read_path
from pipeline.schema import Document, Reason, Tri, Verdict

pytestmark = pytest.mark.shared

SAYS = {term.id: term.says for term in terms()}
LLAMA = {"user_threshold", "separate_commercial_licence", "use_policy"}
RAIL = {"safety_use_limits", "pass_on", "monitoring"}
NC = {"non_commercial"}

#: file -> (the least that it restricts, words that a quotation must have, each)
RESTRICTED: dict[str, tuple[set[str], tuple[str, ...]]] = {
    "licences/meta-llama__llama__LICENSE": (
        LLAMA | {"no_training_others"},
        ("greater than 700 million", "must request a license", "Acceptable Use Policy",
         "improve any other"),
    ),
    "licences/meta-llama__llama3__LICENSE": (
        LLAMA | {"no_training_others"}, ("greater than 700 million", "improve any other"),
    ),
    "docs/D008_llama-models-LICENSE.txt": (
        LLAMA, ("greater than 700 million", "must request a license", "Acceptable Use Policy"),
    ),
    "docs/D011_llama-models-LICENSE.txt": (LLAMA, ("greater than 700 million",)),
    "docs/D014_llama-models-LICENSE.txt": (LLAMA, ("greater than 700 million",)),
    "docs/D017_llama-models-LICENSE.txt": (LLAMA, ("greater than 700 million",)),
    "docs/D027_metaseq-MODEL-LICENSE.md": (
        NC | {"research_only", "revocable"}, ("solely for your non-commercial research",),
    ),
    "docs/D048_DeepSeek-V3-LICENSE-MODEL.txt": (
        RAIL, ("military use", "exploiting, harming", "remotely or otherwise"),
    ),
    "licences/deepseek-ai__DeepSeek-LLM__LICENSE-MODEL": (RAIL, ("military use",)),
    "docs/D060_Qwen-Tongyi-Qianwen-LICENSE-AGREEMENT.txt": (
        {"user_threshold", "separate_commercial_licence", "no_training_others"},
        ("100 million monthly active users", "request a license", "improve any other"),
    ),
    "docs/D061_Qwen-Tongyi-Qianwen-RESEARCH-LICENSE-AGREEMENT.txt": (
        NC | {"separate_commercial_licence", "no_training_others"}, ("request a license",),
    ),
    "docs/D076_dbrx-LICENSE.txt": (
        LLAMA | {"no_training_others", "monitoring"},
        ("greater than 700 million", "improve any other"),
    ),
    "docs/D081_stablediffusion-LICENSE-MODEL.txt": (RAIL, ("medical advice",)),
    "docs/D083_generative-models-LICENSE-SDXL1.txt": (RAIL, ("medical advice",)),
    "licences/CompVis__stable-diffusion__LICENSE": (RAIL, ("medical advice",)),
    "docs/D084_generative-models-LICENSE-SVD.txt": (
        NC | {"use_policy", "revocable"}, ("other than commercial or production use",),
    ),
    "docs/D085_generative-models-LICENCE-SD-Turbo.txt": (
        NC | {"field_of_use", "use_policy", "revocable"},
        ("Non-Commercial Uses only", "hosted service"),
    ),
    "licences/Stability-AI__generative-models__model_licenses__LICENSE-SV3D": (
        NC | {"use_policy"}, ("Non-Commercial Uses only",),
    ),
    "licences/Stability-AI__generative-models__model_licenses__LICENSE-SDXL0.9": (
        NC | {"research_only"}, ("solely for your non-commercial research",),
    ),
    "docs/D088_flux-LICENSE-FLUX1-dev.txt": (
        NC | {"separate_commercial_licence", "no_training_others", "safety_use_limits"},
        ("solely for your Non-Commercial", "must request a license", "military purposes",
         "competitive with the FLUX.1"),
    ),
    "docs/D113_GLM-130B-MODEL-LICENSE.txt": (
        NC | {"research_only", "safety_use_limits", "revocable"},
        ("solely for your non-commercial research", "undermine"),
    ),
    "licences/facebookresearch__seamless_communication__SEAMLESS_LICENSE": (
        NC | {"research_only", "use_policy"}, ("solely for Noncommercial Research",),
    ),
    "licences/facebookresearch__audiocraft__LICENSE_weights": (
        NC, ("NonCommercial purposes only",),
    ),
}  # fmt: skip

#: Texts that restrict nothing that must be free, whatever is added to them.
PERMISSIVE = """licences/openai__gpt-oss__LICENSE licences/openai__whisper__LICENSE
licences/QwenLM__Qwen__LICENSE licences/EleutherAI__gpt-neox__LICENSE docs/D036_gpt-2-LICENSE.txt
docs/D087_flux-LICENSE-FLUX1-schnell.txt docs/D108_Yi-MODEL-LICENSE-AGREEMENT.txt
licences/InternLM__InternLM__LICENSE licences/salesforce__CodeGen__codegen1__LICENSE.txt
licences/facebookresearch__metaseq__LICENSE docs/D047_DeepSeek-V3-LICENSE-CODE.txt
licences/Stability-AI__generative-models__sgm__modules__autoencoding__lpips__loss__LICENSE
licences/Stability-AI__generative-models__sgm__modules__autoencoding__lpips__model__LICENSE"""


def document(shared: Path, name: str) -> Document:
    path = shared / "data" / name
    text = path.read_text(encoding="utf-8")
    # Under another name: a file that says that it is for code is not read for restrictions.
    return Document("f" * 64, "LICENSE", "text/plain", text, kind="licence")


@pytest.mark.parametrize("name", RESTRICTED)
def test_restrictions_are_found_each_with_its_quotation(shared: Path, name: str) -> None:
    source = document(shared, name)
    hits = read([source])
    found = (*hits.get(CLOSES, ()), *hits.get(LIMITS, ()))
    least, words = RESTRICTED[name]
    assert least <= {SAYS.get(hit.wording, "safety_use_limits") for hit in found}
    quoted = [" ".join(source.text[hit.span.start : hit.span.end].split()) for hit in found]
    for phrase in words:
        assert any(phrase in quote for quote in quoted), phrase
    assert max(map(len, quoted)) < 2_000


@pytest.mark.parametrize("name", PERMISSIVE.split())
def test_permissive_texts_restrict_nothing(shared: Path, name: str) -> None:
    hits = read([document(shared, name)])
    assert CLOSES not in hits
    assert LIMITS not in hits


def test_a_new_edition_and_an_altered_text_are_near_and_no_more(shared: Path) -> None:
    for name, key in (
        ("docs/D036_gpt-2-LICENSE.txt", "mit"),
        ("docs/D083_generative-models-LICENSE-SDXL1.txt", "bigscience-open-rail-m2"),
        ("licences/EleutherAI__gpt-neox__LICENSE", "apache-2.0"),
    ):
        hits = read([document(shared, name)])
        assert IS not in hits
        (near,) = hits[NEAR]
        assert near.wording == key


def test_gemmas_terms_on_a_web_page(shared: Path) -> None:
    page = read_path(next((shared / "data/docs").glob("D129_*")))
    hits = read([replace(page, name="LICENSE", kind="licence")])
    assert CLOSES not in hits
    assert {"safety_use_limits", "use_policy", "pass_on", "monitoring"} <= {
        SAYS.get(hit.wording, "safety_use_limits") for hit in hits[LIMITS]
    }
    quoted = [page.quote(hit.span) for hit in hits[LIMITS]]
    for words in ("Prohibited Use Policy", "enforceable provision", "remotely or otherwise"):
        assert any(words in quote for quote in quoted), words
    (near,) = hits[NEAR]
    assert near.wording == "gemma-tou-2025-03-24"


@lru_cache(maxsize=4)
def decided(folder: Path, *names: str) -> tuple[dict[str, Document], list[tuple[str, Reason]]]:
    """Return the documents and R4 of each variant."""
    reading = read_files(gather([next(folder.glob(f"{name}_*")) for name in names]))
    rows = tuple(row for row in obligations() if row.id == "ACT-53-2")
    decision = decide(
        rows, reading.identity, reading.claims, reading.documents, None, date(2026, 11, 25),
        reading.segments,
    )  # fmt: skip
    answers = [(row.variant or "", row.because) for row in decision.applicability]
    assert {row.outcome for row in decision.applicability} <= set(Verdict)
    return {d.id: d for d in reading.documents}, answers


def nodes(reason: Reason) -> Iterator[Reason]:
    yield reason
    for child in reason.children:
        yield from nodes(child)


def test_deepseek_v3_has_limits_that_a_person_must_judge(shared: Path) -> None:
    documents, answers = decided(shared / "data/docs", "D046", "D047", "D048")
    for _, tree in answers:
        reason = next(node for node in nodes(tree) if node.rule == "R4-licence")
        assert reason.verdict is Tri.UNKNOWN
        assert "DeepSeek License Agreement 1.0" in reason.because
        assert "11 uses are forbidden" in reason.because
        assert "says nothing on the weights: MIT License" in reason.because
        quoted = [documents[s.document].quote(s) for s in reason.spans]
        for words in ("For military use in any way", "harm minors", "without due authorization"):
            assert any(words in quote for quote in quoted), words


def test_llama_3_1_has_two_reasons_against_it(shared: Path) -> None:
    documents, answers = decided(shared / "data/docs", "D007", "D008")
    assert len(answers) >= 3
    for _, tree in answers:
        reason = next(node for node in nodes(tree) if node.rule == "R4-licence")
        assert reason.verdict is Tri.NO
        assert "above a number of users" in reason.because
        assert "need a separate licence" in reason.because
        assert "a policy on use is part of it" in reason.because
        quoted = [documents[s.document].quote(s) for s in reason.spans]
        assert any("greater than 700 million monthly active users" in q for q in quoted)


def test_granite_3_0_is_apache_by_its_card(shared: Path) -> None:
    _, answers = decided(shared / "data/docs", "D069")
    for _, tree in answers:
        reason = next(node for node in nodes(tree) if node.rule == "R4-licence")
        assert reason.verdict is Tri.YES
        assert "Apache License 2.0" in reason.because
