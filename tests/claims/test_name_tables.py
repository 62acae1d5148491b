"""Names of models in running text: own, other version, other line, base, rival; by hand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.mentions import Names
from pipeline.schema import Identity, Variant, Whose

OWN, RIVAL, BASE = Whose.OWN, Whose.RIVAL, Whose.BASE
PLOVER = Identity(
    model="Plover 3",
    provider="Tidewater AI",
    aliases=("Plover-3", "Plover3"),
    variants=(
        Variant("Plover-3-1.7B", "1.7B", "1.7B"),
        Variant("Plover-3-30B-A3B", "30B-A3B", "30B"),
        Variant("Plover-3-8B-Instruct", "8B-Instruct", "8B"),
        Variant("Plover-3-8B", "8B", "8B"),
    ),
    bases=("Mistral-Nemo-Base-2407",),
)


def found(text: str, identity: Identity = PLOVER) -> list[tuple[str, Whose, str | None]]:
    return [(m.name, m.whose, m.variant) for m in Names(identity).mentions(text)]


@pytest.mark.parametrize(
    ("text", "whose", "variant"),
    [
        ("Plover 3", OWN, None),
        ("PLOVER 3", OWN, None),
        ("plover-3", OWN, None),
        ("Plover3", OWN, None),
        ("Plover-3-1.7B", OWN, "1.7B"),
        ("Plover 3 1.7B", OWN, "1.7B"),
        ("plover-3-1.7b", OWN, "1.7B"),
        ("Plover-3-30B-A3B", OWN, "30B-A3B"),
        ("Plover-3-8B", OWN, "8B"),
        ("Plover-3-8B-Instruct", OWN, "8B-Instruct"),
        # other versions, sizes and lines are others
        ("Plover 2", RIVAL, None),
        ("Plover-2.5", RIVAL, None),
        ("Plover 4", RIVAL, None),
        ("Plover 3.5", RIVAL, None),
        ("Plover-3-17B", RIVAL, None),
        ("Plover-3-70B", RIVAL, None),
        ("Plover-3-Coder", RIVAL, None),
        ("Plover-3-VL", RIVAL, None),
        ("Plover-3-Embedding", RIVAL, None),
        ("Plover-3-Guard", RIVAL, None),
        ("Plover 3 Vision", RIVAL, None),
        ("Plover 3 Omni", RIVAL, None),
        # the base
        ("Mistral-Nemo-Base-2407", BASE, None),
        ("mistral nemo base 2407", BASE, None),
    ],
)
def test_one_name(text: str, whose: Whose, variant: str | None) -> None:
    for sentence in (f"{text} is described here.", f"We describe {text}.", f"({text})"):
        first = found(sentence)[0]
        assert first[1:] == (whose, variant)


@pytest.mark.parametrize(
    "name",
    [
        "GPT-4",
        "GPT-4o",
        "GPT-3.5 Turbo",
        "Claude 3.5 Sonnet",
        "Gemini 1.5 Pro",
        "Gemma 2 27B",
        "Llama 3.1 405B",
        "LLaMA-65B",
        "Mixtral-8x7B",
        "Mistral 7B",
        "Qwen2.5-72B-Instruct",
        "DeepSeek-V3",
        "Falcon-180B",
        "Phi-3",
        "BLOOM",
        "OPT-175B",
        "MPT-30B",
        "Yi-34B",
        "Baichuan2-13B",
        "Command R+",
        "Grok-1",
        "Pythia-12B",
        "OLMo 2",
        "StarCoder2-15B",
        "Granite 3.0",
        "Whisper",
        "PaLM 2",
        "Unknownish-13B",
        "Sandpiper-X-7B",
        "Sandpiper-v2-3.5B",
    ],
)
def test_rivals_are_seen_wherever_they_stand(name: str) -> None:
    for sentence in (f"{name} is larger.", f"Ours is smaller than {name}.", f"Some ({name}) grow."):
        assert [whose for _, whose, _ in found(sentence)] == [RIVAL]


@pytest.mark.parametrize(
    "text",
    [
        "A falconer holds the bird.",
        "The opt-out form is online.",
        "We are optimistic.",
        "A phishing mail arrived.",
        "Flowers bloom in May.",
        "Philosophy and yin.",
        "She whispered it.",
        "the plovers 3 of us saw",
        "An H100-80GB GPU.",
        "A 70B-parameter model.",
        "RTX-3090 cards",
        "We use FineWeb-Edu and DCLM-4T.",
        "See https://example.org/plover-3 and https://huggingface.co/tiiuae/falcon-40b.",
        "arXiv:2401.12345",
        "COVID-19 and UTF-8",
        "",
    ],
)
def test_no_model_is_named(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "loose", "variant"),
    [
        ("the 1.7B model", False, "1.7B"),
        ("the 1.7 billion model", False, "1.7B"),
        ("the 17B model", False, None),
        ("the 30B model", False, "30B-A3B"),
        ("30B-A3B", False, "30B-A3B"),
        ("8B", False, "8B"),
        ("8B Instruct", False, "8B-Instruct"),
        ("8b-instruct", False, "8B-Instruct"),
        ("18B", False, None),
        ("0.8B", False, None),
        ("8 bits", False, None),
        ("", True, None),
    ],
)
def test_variants(text: str, loose: bool, variant: str | None) -> None:
    assert Names(PLOVER).variant_in(text, loose=loose) == variant


@given(st.lists(st.sampled_from(["Plover 3", "Falcon-40B", "Plover 2", "and", "has", "(", ")"]),
                max_size=8))  # fmt: skip
def test_mentions_do_not_overlap(words: list[str]) -> None:
    text = " ".join(words)
    mentions = Names(PLOVER).mentions(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))
    assert all(text[m.start : m.end] == m.name for m in mentions)
    own = sum(word == "Plover 3" for word in words)
    assert sum(m.whose is OWN for m in mentions) == own
