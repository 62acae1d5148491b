"""How cards of many makers open: a general model is never called narrow, nor the reverse.

One sentence often leaves it open, which is no error; the wrong answer is one.
"""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.applicability.decide import decide
from pipeline.applicability.facts import parse
from pipeline.readers.read import read_bytes
from pipeline.schema import Identity, Tri
from pipeline.segments.build import segment

GENERAL = [
    "Heron is a multilingual large language model for text generation.",
    "Heron is a 70B decoder-only language model trained on 4T tokens.",
    "Heron-Instruct is an instruction-tuned large language model with tool use.",
    "Heron is a foundation model family: three large language models of 2B, 9B and 27B.",
    "Heron-7B is a general-purpose assistant that can chat, write, code and translate.",
    "A foundation model for a wide range of natural language tasks.",
    "Heron-VL understands images and documents and answers in text.",
    "Heron-VL is a vision-language model for charts, photographs and screens.",
    "Heron is a text-to-image diffusion model that draws anything from a prompt.",
    "Heron Video makes clips from text: a text-to-video model.",
    "Heron-Code is a code generation model that completes and reviews programs.",
    "Heron-Omni takes speech, images and text and replies in speech and text.",
    "Unlike translation models, Heron is a large language model for many tasks.",
    "Heron is a large language model. It was also evaluated on speech recognition.",
    "Heron is a large language model; its classifier heads were dropped.",
    "Our large language model chats, and an embedding model will follow.",
    "Heron is a chat model that was aligned with RLHF and a reward model.",
    "The Heron language model is a mixture of experts with 8 active of 64.",
    "Heron reasons step by step: a reasoning language model with long answers.",
    "Heron est un grand modèle de langage multilingue.",
]

NARROW = [
    "Heron-ASR transcribes speech into text in 90 languages.",
    "Heron-ASR is an automatic speech recognition model.",
    "Heron-TTS is a text-to-speech model with forty voices.",
    "Heron-TTS turns text into natural speech.",
    "Heron-Embed maps sentences to dense vectors for semantic search.",
    "Heron-Embed is a sentence embedding model.",
    "Heron-Rerank scores passages for a query.",
    "Heron-Rerank is a reranker with 300M parameters.",
    "Heron-Guard classifies prompts as safe or unsafe.",
    "Heron-OCR reads scanned documents.",
    "Heron-Upscale is a super-resolution model for photographs.",
    "Heron-MT translates between German and French.",
    "Heron-MT is a machine translation model.",
    "Heron-Med-NER finds names of drugs in clinical notes.",
    "Heron-NER is a token classification model for named entity recognition.",
    "Heron-Weather forecasts temperature and wind for ten days.",
    "Heron-Fold predicts protein structures from sequences.",
    "Heron-Sentiment is a sentiment classifier for tweets.",
    "Heron-Music composes music from a text prompt.",
    "Heron-Music is a music generation model.",
    "Heron-Depth estimates depth from single images.",
    "Heron-Seg is a semantic segmentation model for street scenes.",
    "Heron-Chess plays chess.",
    "Heron-Detect is an object detection model.",
    "Heron-Time is a time-series forecasting model.",
]


def answer(*lines: str, facts: dict[str, str] | None = None) -> Tri:
    text = "\n\n".join(["# Heron", *lines])
    document = read_bytes(f"{text}\n".encode(), "README.md")
    segments = {document.id: segment(document)}
    made = decide((), Identity("", ""), (), [document], parse(facts), date(2026, 11, 25), segments)
    return made.general_purpose


@pytest.mark.parametrize("line", GENERAL)
def test_a_general_model_is_never_called_narrow(line: str) -> None:
    assert answer(line) is not Tri.NO


@pytest.mark.parametrize("line", NARROW)
def test_a_narrow_model_is_never_called_general(line: str) -> None:
    assert answer(line) is not Tri.YES


def test_most_openings_are_settled() -> None:
    """The shares are low bounds: more words of a card settle more."""
    general = sum(answer(line) is Tri.YES for line in GENERAL)
    narrow = sum(answer(line) is Tri.NO for line in NARROW)
    assert general >= len(GENERAL) // 2
    assert narrow >= len(NARROW) // 2


@pytest.mark.parametrize("line", [*GENERAL, *NARROW])
def test_a_fact_goes_before_every_opening(line: str) -> None:
    assert answer(line, facts={"generality": "narrow"}) is Tri.NO
    assert answer(line, facts={"generality": "general"}) is Tri.YES


@pytest.mark.parametrize("line", [*GENERAL[:6], *NARROW[:6]])
def test_names_case_and_blank_lines_change_nothing(line: str) -> None:
    expected = answer(line)
    assert answer(line.replace("Heron", "Plover")) is expected
    assert answer("", line, "", "It was named after a bird.") is expected
