"""What is put into documents: words that state nothing of their model, all of them our own.

Placeholders under the name of an element, figures of other models, licences of other models. The
rivals are invented, or known by name; what is said of them is invented.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from pipeline.schema import BlockKind

#: (text, kind, level) of each block.
Passage = tuple[tuple[str, BlockKind, int], ...]

PLACEHOLDERS = (
    "[More Information Needed]",
    "[More information needed]",
    "TBD",
    "To be announced.",
    "To be determined.",
    "Coming soon.",
    "To be completed.",
    "To be added in a later version.",
    "<to be filled in>",
    "[Insert here]",
    "TODO",
    "Information forthcoming.",
)

#: Names that no list of models has.
INVENTED = ("Pinna 9B", "Halcyon-2 34B", "Quill Large", "Solen-XL")
#: Names that lists of models have.
KNOWN = (
    "GPT-4",
    "Llama 3.1 70B",
    "Mistral 7B",
    "Gemini 1.5 Pro",
    "Falcon 180B",
    "Claude 3 Opus",
)

#: Element -> what is said of a rival; ``{}`` is its name.
FIGURES: dict[str, tuple[str, ...]] = {
    "parameters_total": (
        "By comparison, {} has 41 billion parameters.",
        "{}, at 41B parameters, is the larger model.",
        "This beats {}, a model with 41 billion parameters.",
    ),
    "parameters_active": (
        "{} activates 11 billion of its parameters for each token.",
        "In contrast, {} has 11B active parameters.",
    ),
    "max_input": (
        "{} has a context window of 96,000 tokens.",
        "The context length of {} is 96k tokens.",
    ),
    "data_size": (
        "{} was trained on 4.6 trillion tokens.",
        "The corpus of {} holds 4.6T tokens of text.",
    ),
    "training_compute": (
        "Training {} took 3.1e24 FLOP.",
        "An estimate puts the training compute of {} at 3.1e24 FLOPs.",
    ),
    "training_hardware": (
        "{} was trained on 640 NVIDIA A100 GPUs.",
        "The makers of {} used a cluster of 640 A100 GPUs.",
    ),
    "training_time": (
        "Training of {} took 57 days.",
        "{} needed 1.9 million GPU hours to train.",
    ),
    "energy_training": (
        "Training {} consumed 1,240 MWh of electricity.",
        "The training run of {} drew 1,240 MWh.",
    ),
    "carbon": (
        "Training {} emitted 530 tonnes of CO2 equivalent.",
        "The emissions of {} in training were 530 tCO2eq.",
    ),
    "data_cutoff": (
        "The training data of {} end in June 2023.",
        "{} has a knowledge cutoff of June 2023.",
    ),
    "release_date": (
        "{} was released on 14 May 2023.",
        "{} came out on 14 May 2023.",
    ),
    "evaluation_results": (
        "{} scores 61.3 on MMLU.",
        "On GSM8K, {} reaches 48.7 %.",
    ),
    "market_reach": (
        "{} has 12 million monthly users.",
        "More than 12 million people use {} each month.",
    ),
}

LICENCES = (
    "{} is released under the Apache License 2.0.",
    "The weights of {} are available under the MIT licence.",
    "{} is licensed under CC BY-NC 4.0.",
    "In contrast, {} comes under a research-only licence.",
    "License of {}: Apache-2.0.",
    "We thank the authors of {}, whose model is MIT-licensed.",
)


def placeholder(dice: random.Random, name: str, level: int) -> Passage:
    """Return an empty place for an element: a section, or a key with a value.

    Args:
        dice: Where chance comes from.
        name: The element's name.
        level: Level of the heading.
    """
    words = dice.choice(PLACEHOLDERS)
    if dice.randrange(2):
        return ((name, BlockKind.HEADING, level), (words, BlockKind.PARAGRAPH, 0))
    return ((f"{name}: {words}", BlockKind.PAIR, 0),)


def about_rival(
    dice: random.Random, sayings: Sequence[str], own: Sequence[str]
) -> tuple[Passage, str]:
    """Return a sentence about a model that is not one of the names given, and how it is known.

    Args:
        dice: Where chance comes from.
        sayings: Sentences with a place for the name.
        own: Names of the model, its variants and bases: no rival shares a word with them.
    """
    mine = {word for name in own for word in _words(name)}
    names = dice.choice((INVENTED, KNOWN))
    rival = dice.choice([name for name in names if not mine & _words(name)])
    said = dice.choice(sayings).format(rival)
    told = "a rival that lists know" if names is KNOWN else "a rival that no list knows"
    return ((said, BlockKind.PARAGRAPH, 0),), told


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]{3,}", name.lower()) if word not in ("pro", "large")}
