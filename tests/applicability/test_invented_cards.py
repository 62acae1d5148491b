"""Forty short cards by invented makers: which kind of model each is about, decided by reading.

The kind was written down from the card's own words before any pattern was run on it. A card may
leave it open where its words do; it may never say the opposite.
"""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.applicability.decide import decide
from pipeline.readers.read import read_bytes
from pipeline.schema import Identity, Tri
from pipeline.segments.build import segment


def answer(card: str) -> Tri:
    document = read_bytes(card.encode(), "README.md")
    segments = {document.id: segment(document)}
    made = decide((), Identity("", ""), (), [document], None, date(2026, 11, 25), segments)
    return made.general_purpose


#: (name, card): general-purpose by its words.
GENERAL = {
    "chat": """# Tern-9B-Chat
Tern-9B-Chat is a large language model that answers questions, drafts letters and writes code.
It was aligned with direct preference optimisation on human ratings.""",
    "base": """# Tern-2 base
A pretrained language model in three sizes. We release a family of open foundation models.
Scores: MMLU 71.2, GSM8K 64.0, HumanEval 41.5.""",
    "tagged": """---
pipeline_tag: text-generation
license: apache-2.0
---
# Tern mini
Runs on a laptop. Ask it anything.""",
    "vlm": """# Plover-VL
Plover-VL is a vision-language model: it reads photographs, charts and screens and answers
in text. Results on MMMU and MathVista stand in the table below.""",
    "coder": """# Plover-Code 15B
Plover-Code is a large language model for code. It completes, explains and reviews programs in
eighty programming languages and follows instructions in plain words.""",
    "reasoner": """# Avocet-R
Avocet-R is a reasoning language model with long chains of thought. On AIME it reaches 70 and on
GPQA 61; the weights are under MIT.""",
    "experts": """# Avocet 16x4B
The Avocet language model is a decoder-only mixture of experts; 4 of 16 experts are active.
It is an instruction-tuned model for multi-turn conversations.""",
    "omni": """# Avocet Omni
Avocet Omni is a multimodal large language model. It takes speech, images and text, and it answers
in speech and text.""",
    "frontier": """# Godwit 4 system card
Godwit 4 is our most capable frontier model. It uses tools, browses and writes software.
It generates text and code.""",
    "summary": """# Public summary of training content
Version of the summary: 1.0. Model: Godwit 4. Provider: Godwit Works.""",
    "distilled": """# Godwit Nano
Godwit Nano is a small language model distilled from Godwit 4. It is an AI assistant for phones
and is trained with RLHF.""",
    "multilingual": """# Smew
Smew is a multilingual large language model for the twenty-four languages of the Union, trained
from scratch on 6 trillion tokens.""",
    "german": """# Smew-Deutsch
Smew-Deutsch ist ein großes Sprachmodell. It is a bilingual large language model, German and
English, that chats, translates and summarises.""",
    "long": """# Smew-Long
We present Smew-Long, a 30B decoder-only language model with a context of a million tokens.
It keeps its scores on MMLU and HumanEval.""",
    "agent": """# Dunlin
Dunlin is an instruct model for agents. It supports tool calling, function calling and parallel
calls, and it generates text only.""",
}

#: (name, card): made for one task by its words.
NARROW = {
    "asr": """# Tern-Listen
Tern-Listen is an automatic speech recognition model. It transcribes calls in forty languages.
Word error rates are listed below.""",
    "asr-tagged": """---
pipeline_tag: automatic-speech-recognition
---
# Tern-Listen small
A smaller encoder and decoder for phones.""",
    "tts": """# Tern-Speak
Tern-Speak is a text-to-speech model with twelve voices. Voice cloning is switched off.""",
    "detector": """# Plover-Eye
Plover-Eye is a real-time object detection model with 30M parameters, for 80 classes.""",
    "segmenter": """# Plover-Cut
A semantic segmentation model for street scenes; it labels each pixel as road, car or sky.""",
    "embedder": """# Avocet-Embed
Avocet-Embed is a text embedding model. It maps sentences to vectors for semantic search.""",
    "embedder-tagged": """---
pipeline_tag: sentence-similarity
tags:
- sentence-transformers
---
# Avocet-Embed mini
It maps paragraphs to 384 dimensions.""",
    "reranker": """# Avocet-Rank
Avocet-Rank is a reranker: for a query it orders a hundred passages in 20 milliseconds.""",
    "protein": """# Godwit-Fold
Godwit-Fold is a protein structure model. It predicts how chains of amino acids fold.""",
    "weather": """# Godwit-Sky
Godwit-Sky is a weather forecasting model with steps of six hours, trained on reanalysis data.""",
    "series": """# Godwit-Series
A time-series forecasting model for sales, energy and traffic. Zero-shot, 200M parameters.""",
    "translator": """# Smew-MT
Smew-MT is a machine translation model between Finnish and Estonian. BLEU is 31.""",
    "sentiment": """# Smew-Mood
Smew-Mood is a sentiment classifier: a text classification model with three labels.""",
    "entities": """# Smew-Names
Smew-Names does named entity recognition in court records: persons, places and dates.""",
    "guard": """# Dunlin Guard
Dunlin Guard is a safeguard model that judges prompts and answers of an LLM as safe or unsafe.""",
    "guard-llm": """# Dunlin Shield 8B
Dunlin Shield is a moderation model for content safety classification, fine-tuned from a large
language model. It answers with one word.""",
    "music": """# Dunlin-Tune
Dunlin-Tune is a music generation model: thirty seconds of music from a short description.""",
    "summariser": """# Dunlin-Brief
Dunlin-Brief is an abstractive summarization model for news in English.""",
    "masked": """# Knot-base
Knot-base is an encoder-only transformer, pretrained with masked language modeling on laws.""",
    "shapes": """# Knot-3D
Knot-3D makes 3D assets from one picture: a mesh with texture in ten seconds.""",
}

#: (name, card): words that settle neither, or are at the edge; the wrong answer is named.
OPEN = {
    "painter": ("""# Tern-Paint
Tern-Paint is a text-to-image diffusion model. It draws from a short description.""", Tri.NO),
    "film": ("""# Tern-Film
Tern-Film is a text-to-video model that makes clips of five seconds.""", Tri.NO),
    "reward": ("""# Avocet-Reward
Avocet-Reward gives one score to an answer. It ranks answers by how much people like them.""",
               Tri.YES),
    "chess": ("""# Godwit-Chess
Godwit-Chess plays chess at the level of a master. It was trained by playing itself.""", Tri.YES),
    "upscaler": ("""# Plover-Sharp
Plover-Sharp makes small photographs four times larger.""", Tri.YES),
}  # fmt: skip

RENAMED = {"Tern": "Kestrel", "Plover": "Merlin", "Avocet": "Osprey", "Godwit": "Harrier",
           "Smew": "Buzzard", "Dunlin": "Goshawk", "Knot": "Falcone"}  # fmt: skip


def renamed(card: str) -> str:
    for old, new in RENAMED.items():
        card = card.replace(old, new)
    return card


@pytest.mark.parametrize("name", GENERAL)
def test_general(name: str) -> None:
    assert answer(GENERAL[name]) is Tri.YES


@pytest.mark.parametrize("name", NARROW)
def test_narrow(name: str) -> None:
    assert answer(NARROW[name]) is Tri.NO


@pytest.mark.parametrize("name", OPEN)
def test_the_opposite_is_never_said(name: str) -> None:
    card, wrong = OPEN[name]
    assert answer(card) is not wrong


@pytest.mark.parametrize("name", GENERAL)
def test_a_general_model_by_another_name(name: str) -> None:
    assert answer(renamed(GENERAL[name])) is Tri.YES


@pytest.mark.parametrize("name", NARROW)
def test_a_narrow_model_by_another_name(name: str) -> None:
    assert answer(renamed(NARROW[name])) is Tri.NO


#: Sentences far down a card, of others' models and of what may be done with this one.
FAR = {
    "narrow": "It was compared with a speech recognition model and an object detection model.",
    "general": "Large language models, chat models and vision-language models exist elsewhere.",
}
FILLER = "\n\n".join(f"Note {n}. Nothing is said here of what it does." for n in range(1, 40))


@pytest.mark.parametrize("name", GENERAL)
def test_what_stands_far_down_makes_no_general_model_narrow(name: str) -> None:
    assert answer(f"{GENERAL[name]}\n\n{FILLER}\n\n{FAR['narrow']}\n") is Tri.YES


@pytest.mark.parametrize("name", NARROW)
def test_what_stands_far_down_makes_no_narrow_model_general(name: str) -> None:
    assert answer(f"{NARROW[name]}\n\n{FILLER}\n\n{FAR['general']}\n") is Tri.NO


@pytest.mark.parametrize("name", [*GENERAL, *NARROW])
def test_line_ends_change_nothing(name: str) -> None:
    card = {**GENERAL, **NARROW}[name]
    assert answer(card.replace("\n", "\r\n")) is answer(card)


@pytest.mark.parametrize("name", [*GENERAL, *NARROW])
def test_code_shows_nothing(name: str) -> None:
    card = {**GENERAL, **NARROW}[name]
    code = "\n\n```python\n# a text-to-speech model; a large language model\nrun()\n```\n"
    assert answer(card + code) is answer(card)
