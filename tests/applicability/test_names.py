"""Whose model it is and who has signed: names as hubs, lawyers and namesakes write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.applicability.owners import family_word, owner, owners, same_house
from pipeline.applicability.signatures import signatories
from pipeline.schema import Identity

ALL = ("transparency", "copyright", "safety")

#: Providers as documents name them, and what the list of June 2026 says (legal brief, (d)).
SIGNED = [
    ("Aleph Alpha", ALL), ("Aleph-Alpha", ALL), ("AlephAlpha", ALL), ("Aleph Alpha GmbH", ALL),
    ("Amazon", ALL), ("Amazon Web Services", ALL), ("Anthropic PBC", ALL), ("anthropic", ALL),
    ("Black Forest Labs", ALL), ("black-forest-labs", ALL), ("Bria AI", ALL), ("briaai", ALL),
    ("Cohere", ALL), ("Cohere For AI", ALL), ("CohereLabs", ALL), ("Domyn", ALL),
    ("Google LLC", ALL), ("Google DeepMind", ALL), ("google", ALL), ("IBM", ALL),
    ("ibm-granite", ALL), ("LINAGORA", ALL), ("Microsoft Corporation", ALL), ("microsoft", ALL),
    ("Mistral AI", ALL), ("mistralai", ALL), ("MistralAI", ALL), ("Open Hippo", ALL),
    ("OpenAI", ALL), ("openai", ALL), ("PleIAs", ALL), ("ServiceNow", ALL), ("WRITER", ALL),
    ("xAI", ("safety",)), ("xAI Corp.", ("safety",)), ("X.AI", ("safety",)),
]  # fmt: skip

#: Not on the list, or other firms whose names look like those of signatories.
UNSIGNED = [
    "Meta", "Meta AI", "meta-llama", "DeepSeek", "deepseek-ai", "Qwen", "Alibaba Cloud", "NVIDIA",
    "Stability AI", "Tencent", "Zhipu AI", "EleutherAI", "Allen Institute for AI", "TII",
    "HexAI", "Metaphor", "Coherent Labs", "IBMaker", "Googleplex Fans", "Mistralite", "OpenAIR",
    "Anthropical", "Screenwriter", "Typewriter AI", "Friends of OpenAI", "Not Google", "",
    "  ", "-",
]  # fmt: skip


@pytest.mark.parametrize(("provider", "chapters"), SIGNED, ids=[name for name, _ in SIGNED])
def test_signatories_under_their_many_names(provider: str, chapters: tuple[str, ...]) -> None:
    assert signatories().chapters(provider) == chapters
    assert signatories().chapters(provider.upper()) == chapters
    assert signatories().chapters(f"  {provider} ") == chapters


@pytest.mark.parametrize("provider", UNSIGNED)
def test_who_is_not_on_the_list(provider: str) -> None:
    assert signatories().chapters(provider) is None


#: owner in the table, and providers that are it
HOUSES = [
    ("Meta", ["Meta", "Meta AI", "MetaAI", "meta-llama", "Meta Platforms, Inc.", "facebook",
              "facebookresearch", "Facebook AI Research", "FAIR", "FAIR at Meta"]),
    ("Google", ["Google", "google", "Google DeepMind", "DeepMind", "Alphabet Inc."]),
    ("Alibaba", ["Alibaba", "Qwen", "Qwen Team, Alibaba Cloud", "Tongyi Lab"]),
    ("Mistral AI", ["Mistral AI", "mistralai", "Mistral"]),
    ("OpenAI", ["OpenAI", "openai", "OpenAI, L.L.C."]),
    ("xAI", ["xAI", "xai-org", "xAI Corp."]),
    ("IBM", ["IBM", "ibm-granite", "IBM Research"]),
    ("AI2", ["Ai2", "allenai", "Allen Institute for AI"]),
    ("TII", ["TII", "tiiuae TII", "Technology Innovation Institute"]),
    ("Zhipu AI", ["Zhipu AI", "zai-org", "THUDM", "Tsinghua University"]),
    ("Black Forest Labs", ["Black Forest Labs", "black-forest-labs", "BFL"]),
    ("EleutherAI", ["EleutherAI", "Eleuther"]),
    ("DeepSeek", ["DeepSeek", "deepseek-ai", "DeepSeek-AI"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("house", "provider"), [(house, name) for house, names in HOUSES for name in names]
)
def test_a_provider_is_one_house_and_no_other(house: str, provider: str) -> None:
    assert [row.name for row in owners() if row.provides(provider)] == [house]


@pytest.mark.parametrize(
    "provider",
    [
        "HexAI", "Metaphor Systems", "Comet AI", "Fairplay", "Unfair Labs", "Ubfly",
        "Challenger AI", "Nixai", "Sibmar", "Latii", "Opaque", "Nobody Labs", "Heron", "",
    ],
)  # fmt: skip
def test_namesakes_are_nobodys_house(provider: str) -> None:
    assert [row.name for row in owners() if row.provides(provider)] == []


@pytest.mark.parametrize(
    ("model", "house"),
    [
        ("Llama-3.1-8B", "Meta"), ("meta-llama-3", "Meta"), ("CodeLlama-34b", "Meta"),
        ("gemma-2-9b", "Google"), ("PaLM 2", "Google"), ("Qwen2.5-72B-Instruct", "Alibaba"),
        ("QwQ-32B", "Alibaba"), ("Mixtral-8x7B", "Mistral AI"), ("Codestral", "Mistral AI"),
        ("DeepSeek-V3", "DeepSeek"), ("phi-4", "Microsoft"), ("gpt-oss-20b", "OpenAI"),
        ("o3", "OpenAI"), ("falcon-40b", "TII"), ("bloomz", "BigScience"), ("granite-3.0", "IBM"),
        ("stable-diffusion-xl", "Stability AI"), ("FLUX.1-dev", "Black Forest Labs"),
        ("OLMo-2-7B", "AI2"), ("Command-R", "Cohere"), ("grok-1", "xAI"), ("GLM-4", "Zhipu AI"),
        ("Yi-34B", "01.AI"), ("Heron-7B", None), ("", None), ("7B", None), ("llamas", None),
        ("gemmation", None), ("grokking", None), ("commander", None),
    ],
)  # fmt: skip
def test_families_have_an_owner(model: str, house: str | None) -> None:
    found = owner(model)
    assert (found.name if found else None) == house


@pytest.mark.parametrize(
    ("base", "model", "provider", "same"),
    [
        ("meta-llama/Llama-3.1-8B", "Heron-8B", "Heron Labs", False),
        ("meta-llama/Llama-3.1-8B", "Llama 3.1 Instruct", "Meta", True),
        ("heron/Heron-7B-base", "Heron-7B-chat", "Heron", True),
        ("heron-labs/Wader-7B", "Plover-7B", "Heron Labs", True),
        ("Qwen/Qwen2.5-7B", "Qwen2.5-7B-Instruct", "Qwen", True),
        ("Qwen/Qwen2.5-7B", "QwenHeron", "Heron", False),
        ("grok-1", "HexBot", "HexAI", False),
        ("Llama-2-7b", "Muse", "Metaphor", False),
        ("Heron-7B", "Heron-7B-chat", "Heron", True),
        ("Wader-7B", "Plover-7B", "Nobody", False),
    ],
)
def test_ones_own_base_is_told_from_anothers(
    base: str, model: str, provider: str, same: bool
) -> None:
    assert same_house(base, Identity(model, provider)) is same


@given(st.text(max_size=30))
def test_any_name_is_read(text: str) -> None:
    assert isinstance(family_word(text), str)
    assert signatories().chapters(text) in (None, ALL, ("safety",))
    assert sum(row.provides(text) for row in owners()) <= len(owners())
