"""Documents of many styles by invented providers: which model, whose, which variants and bases."""

from __future__ import annotations

import pytest

from pipeline.claims.identity import identify


@pytest.fixture
def known(read):
    def run(text: str, kind: str = "card", name: str = "card.md"):
        document, segments = read(text, name, kind)
        return identify([document], {document.id: segments})

    return run


HUB_CARD = """---
license: apache-2.0
language: [en, is]
pipeline_tag: text-generation
---

# Geyser-2-7B-Instruct

Geyser-2-7B-Instruct is a chat model of the Geyser 2 family.

- **Developed by:** Hekla Research ehf.
- **Model type:** decoder-only transformer
- **License:** Apache 2.0

```python
model = load("hekla/Geyser-2-7B-Instruct")
```
"""
TEMPLATE = """# Model Card for Kestrel-Tiny

<!-- Provide a quick summary. -->

## Model Details

### Model Description

- **Developed by:** Aerie Institute
- **Funded by [optional]:** [More Information Needed]
- **Model type:** [More Information Needed]
- **Finetuned from model [optional]:** Pelagia-1B

## Uses

### Direct Use

Chat in the lab.

## Training Details

### Training Data

[More Information Needed]
"""
BADGES = """<div align="center">
  <img src="logo.png" width="60%">
</div>
<p align="center">
  <a href="https://huggingface.co/quarry-ai"><img src="https://img.shields.io/badge/Hub-Quarry"/></a>
</p>

# Basalt-V2: A Sparse Language Model

## 1. Introduction

We present Basalt-V2, a mixture-of-experts language model developed by Quarry AI.

## 2. Downloads

| Model | Total | Active | Download |
|---|---|---|---|
| Basalt-V2-Base | 120B | 12B | [hub](https://huggingface.co/quarry-ai/Basalt-V2-Base) |
| Basalt-V2 | 120B | 12B | [hub](https://huggingface.co/quarry-ai/Basalt-V2) |
"""
NO_TITLE = """## Training Details

Sorrel 3 was trained on 2T tokens of text.

## Evaluation

Sorrel 3 is a large language model developed by Meadow Labs. It reads text.

## Limitations

Sorrel 3 may err.
"""
SYSTEM_CARD = """# Lantern 4 System Card

Beacon Research, May 2025

## Introduction

Lantern 4 is a multimodal reasoning model. We compare it with GPT-4o and Gemini 1.5 Pro.

## Preparedness

Lantern 4 does not reach the threshold.
"""
AZURE = """Juniper-3 is a small language model with 4 billion parameters, trained by Cedar Works on
synthetic data.

| | |
|---|---|
| **Developers** | Cedar Works |
| **Architecture** | Juniper-3 has 4B parameters |
| **Inputs** | Text |
| **Outputs** | Generated text |

## Training Data

The data are filtered.
"""
FAMILY = """# Tundra 3

The Tundra 3 family of language models is released by Boreal Labs in four sizes.

| Model | Parameters | Context |
|---|---|---|
| Tundra-3-1B | 1B | 8k |
| Tundra-3-1B-Instruct | 1B | 8k |
| Tundra-3-30B-A3B | 30B | 32k |
| Tundra-3-30B-A3B-Thinking | 30B | 32k |
"""
QUANTISED = """---
base_model: boreal/Tundra-3-8B-Instruct
base_model_relation: quantized
quantized_by: pebble
---
# Tundra-3-8B-Instruct-GGUF

This repo contains GGUF files for Tundra-3-8B-Instruct.
"""
FINETUNE = """---
base_model: boreal/Tundra-3-8B
---
# Lichen-8B

Lichen-8B is a fine-tuned version of Tundra-3-8B for the law of the sea.

- **Developed by:** Reef Studio
"""
MERGE = """---
base_model:
- boreal/Tundra-3-8B
- reef/Lichen-8B
tags: [merge]
---
# Moss-8B

Moss-8B is a merge of pre-trained language models.
"""
DISTILLED = """# Minnow 2

Minnow 2 is a small language model distilled from Pelagia-70B by Shoal Labs.
"""


@pytest.mark.parametrize(
    ("text", "model", "provider"),
    [
        pytest.param(HUB_CARD, "Geyser-2-7B-Instruct", "Hekla Research ehf", id="hub card"),
        pytest.param(TEMPLATE, "Kestrel-Tiny", "Aerie Institute", id="template"),
        pytest.param(BADGES, "Basalt-V2", "Quarry AI", id="badges"),
        pytest.param(NO_TITLE, "Sorrel 3", "Meadow Labs", id="no title"),
        pytest.param(SYSTEM_CARD, "Lantern 4", "", id="system card"),
        pytest.param(AZURE, "Juniper-3", "Cedar Works", id="azure style"),
        pytest.param(FAMILY, "Tundra 3", "Boreal Labs", id="family"),
        pytest.param(FINETUNE, "Lichen-8B", "Reef Studio", id="fine-tune"),
        pytest.param(MERGE, "Moss-8B", "", id="merge"),
        pytest.param(DISTILLED, "Minnow 2", "Shoal Labs", id="distilled"),
        pytest.param("Marten-7B is a language model.", "Marten-7B", "", id="one line"),
        pytest.param("# Marten\n", "Marten", "", id="a title alone"),
        pytest.param("# marten-small-v2\n\nAn ASR model.\n", "marten-small-v2", "", id="small id"),
        pytest.param(
            "---\nmodel_name: Otter-2\n---\n## Evaluation\n\nSee the table.\n", "Otter-2", "",
            id="front matter alone",
        ),
        pytest.param(
            "Model name: Otter 2\nDeveloper: River Co.\nLicense: MIT\n", "Otter 2", "River Co.",
            id="pairs",
        ),
        pytest.param(
            "| Field | Value |\n|---|---|\n| Model name | Otter 2 |\n| Provider | River Works |\n",
            "Otter 2", "River Works", id="table form",
        ),
        pytest.param(
            "Otter 2\n=======\n\nOtter 2 is a language model built by River Works.\n",
            "Otter 2", "River Works", id="setext title",
        ),
        pytest.param(
            "<h1 align=\"center\">Otter 2</h1>\n\nOtter 2 is an open language model.\n",
            "Otter 2", "", id="html title",
        ),
    ],
)  # fmt: skip
def test_cards(known, text: str, model: str, provider: str) -> None:
    identity = known(text)
    assert identity.model == model
    assert identity.provider.rstrip(".") == provider.rstrip(".")


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        pytest.param(HUB_CARD, set(), id="own family is no base"),
        pytest.param(TEMPLATE, {"Pelagia-1B"}, id="template label"),
        pytest.param(BADGES, set(), id="base sibling is no base"),
        pytest.param(SYSTEM_CARD, set(), id="rivals are no bases"),
        pytest.param(FINETUNE, {"boreal/Tundra-3-8B", "Tundra-3-8B"}, id="fine-tune"),
        pytest.param(MERGE, {"boreal/Tundra-3-8B", "reef/Lichen-8B"}, id="merge"),
        pytest.param(DISTILLED, {"Pelagia-70B"}, id="distilled"),
        pytest.param(
            "# Stoat\n\nStoat is initialized from Pelagia-7B and trained further.\n",
            {"Pelagia-7B"}, id="initialised",
        ),
        pytest.param(
            "# Stoat\n\nWe use Pelagia-7B as the backbone of Stoat.\n", {"Pelagia-7B"},
            id="backbone",
        ),
        pytest.param(
            "# Stoat\n\nStoat outperforms models fine-tuned from Pelagia-7B.\n", set(),
            id="a rival's base",
        ),
        pytest.param(
            "# Stoat\n\nBase model: none\n\nStoat is a language model.\n", set(), id="none"
        ),
        pytest.param(
            "# Stoat\n\nStoat is trained on NVIDIA H100 GPUs.\n", set(), id="hardware"
        ),
    ],
)  # fmt: skip
def test_bases(known, text: str, bases: set[str]) -> None:
    assert set(known(text).bases) == bases


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(BADGES, {"Basalt-V2-Base", "Basalt-V2"}, id="base and plain"),
        pytest.param(
            FAMILY,
            {"Tundra-3-1B", "Tundra-3-1B-Instruct", "Tundra-3-30B-A3B",
             "Tundra-3-30B-A3B-Thinking"},
            id="sizes and kinds",
        ),
        pytest.param(
            "# Marten 2\n\nMarten 2 comes in 3B, 8B and 40B sizes.\n",
            {"Marten 2 3B", "Marten 2 8B", "Marten 2 40B"}, id="listed sizes",
        ),
        pytest.param(
            "# Marten 2\n\nMarten 2 is better than 7B and 13B models.\n", set(), id="rival sizes"
        ),
        pytest.param(
            "# Marten 2\n\nMarten 2 Base and Marten 2 Chat are language models.\n",
            {"Marten 2 Base", "Marten 2 Chat"}, id="kinds in prose: the plain name is a family's",
        ),
        pytest.param("# Marten 2\n\nMarten 2 is a language model.\n", set(), id="one model"),
        pytest.param(
            "# Marten\n\n- [Marten-Base](https://huggingface.co/mu/Marten-Base)\n"
            "- [Marten](https://huggingface.co/mu/Marten)\n\nMarten is a language model.\n",
            {"Marten-Base", "Marten"}, id="linked base and plain",
        ),
        pytest.param(
            "# Marten\n\n| Benchmark | Marten-Base | Marten |\n|---|---|---|\n| MMLU | 70 | 75 |\n"
            "\nMarten is a language model.\n",
            {"Marten-Base"}, id="columns of scores offer nothing",
        ),
        pytest.param(
            "# Marten\n\n| Model | Score |\n|---|---|\n| Marten-Base | 1 |\n| Marten-Large | 2 |\n"
            "| Marten | 2 |\n\nMarten is a language model.\n",
            {"Marten-Base", "Marten-Large"}, id="sizes in words: the plain name is a family's",
        ),
        pytest.param(
            "# Marten\n\nThe Marten Community License and the Marten Technical Report.\n",
            set(), id="things named after it",
        ),
    ],
)  # fmt: skip
def test_variants(known, text: str, names: set[str]) -> None:
    assert {variant.name for variant in known(text).variants} == names


def test_a_quantised_copy_is_of_the_quantised_model(known) -> None:
    identity = known(QUANTISED)
    assert identity.model.startswith("Tundra-3-8B-Instruct")
    assert "boreal" not in identity.provider or identity.provider == "boreal"


@pytest.mark.parametrize(
    ("text", "kind", "model"),
    [
        pytest.param("# Acceptable Use Policy\n\nDo not harm others.\n", "policy", "", id="use"),
        pytest.param("# Copyright Policy\n\nWe honour robots.txt.\n", "policy", "", id="copyright"),
        pytest.param("Usage Policies\n\nDo no harm.\n", "policy", "", id="usage"),
        pytest.param("# App Developer Terms\n\nYou agree.\n", "policy", "", id="developer terms"),
        pytest.param("# Terms of Service\n\nYou agree.\n", "policy", "", id="terms"),
        pytest.param("# Privacy\n\nWe keep nothing.\n", "policy", "", id="privacy"),
        pytest.param("# Frontier Safety Framework\n\nWe test.\n", "policy", "", id="framework"),
        pytest.param("MIT License\n\nCopyright (c) 2024 Jo Doe\n", "licence", "", id="MIT"),
        pytest.param("Modified MIT License\n\nUse it.\n", "licence", "", id="modified MIT"),
        pytest.param("Apache License\nVersion 2.0, January 2004\n", "licence", "", id="Apache"),
        pytest.param(
            "The canonical version can be found at the address below\n\nWe thank all.\n", "report",
            "", id="a sentence as first line",
        ),
        pytest.param("Reference ID: 4711\n\nDear applicant, we approve.\n", "other", "", id="form"),
        pytest.param("HQ OF THE ARMY\n\nDear Sir, the bridge is lost.\n", "other", "", id="letter"),
        pytest.param("Invoice 2024\n\nTotal: 12 EUR\n", "other", "", id="invoice"),
        pytest.param("# Weather\n\nIt rains.\n", "other", "", id="note"),
        pytest.param(
            "Cormorant Charter\n\nCormorant is an open language model for all.\n", "policy",
            "Cormorant", id="charter",
        ),
        pytest.param(
            "CORMORANT 2 COMMUNITY LICENSE AGREEMENT\n\nCormorant 2 Version Release Date: May 1, "
            "2025\n",
            "licence", "Cormorant 2", id="own licence",
        ),
        pytest.param(
            "# Cormorant 2 Acceptable Use Policy\n\nIf you access or use Cormorant 2, you agree.\n",
            "policy", "Cormorant 2", id="own policy",
        ),
        pytest.param(
            "Cormorant 2\nTechnical Report\nCormorant Team\n\nAbstract\n\nWe introduce Cormorant "
            "2, a large language model.\n",
            "report", "Cormorant 2", id="report",
        ),
        pytest.param(
            "Template for the Public Summary of Training Content for general-purpose AI models\n\n"
            "Version of the Summary: 1.0\n\n1.1 Provider identification\nProvider name and contact "
            "details: Marsh GmbH\n\n1.2 Model identification\nVersioned model name(s): Cormorant-2 "
            "9B\nModel dependencies: N/A\nDate of placement: 2.1.2026\n",
            "summary", "Cormorant-2 9B", id="official form",
        ),
    ],
)  # fmt: skip
def test_other_documents(known, text: str, kind: str, model: str) -> None:
    assert known(text, kind, "doc.md" if text.startswith("#") else "doc.txt").model == model


@pytest.mark.parametrize(
    ("text", "provider"),
    [
        ("Otter 2 is a language model developed by River Works.", "River Works"),
        ("Otter 2 was created by researchers at the River Institute.", "River Institute"),
        ("**Developer:** River Works GmbH", "River Works GmbH"),
        ("**Organization developing the model:** River Works", "River Works"),
        ("**Model owner:** River Works", "River Works"),
        ("**Publisher:** River Works", "River Works"),
        ("**Provider name:** River Works, S.A.", "River Works, S.A."),
        ("Copyright (c) 2025 River Works", "River Works"),
        ("River Works has released Otter 2.", "River Works"),
        ("Falcon is a language model developed by Sky Institute.", ""),
        ("The data set was collected by Sky Institute.", ""),
        ("We thank Sky Institute for compute.", ""),
        ("Otter 2 runs on the machines of Sky Institute.", ""),
        ("The benchmark of Sky Institute was used.", ""),
        ("**Developed by:** [More Information Needed]", ""),
        ("**Developed by:** the community", ""),
        ("**Contact:** Sky Institute", ""),
    ],
)
def test_providers(known, text: str, provider: str) -> None:
    assert known(f"# Otter 2\n\nOtter 2 is a language model.\n\n{text}\n").provider == provider


@pytest.mark.parametrize(
    "rival",
    [
        "Falcon 3 is a large language model developed by Sky Institute.",
        "We compare with Falcon-40B, which was built by Sky Institute.",
        "Falcon 3 was fine-tuned from Pelagia-7B.",
        "See also the Pelagia-7B repository, `ocean/pelagia-7b`.",
        "The data were made by Quartz Systems.",
    ],
)
@pytest.mark.parametrize("card", [HUB_CARD, BADGES, FAMILY, FINETUNE, DISTILLED])
def test_a_rivals_sentence_changes_nothing(known, card: str, rival: str) -> None:
    before, after = known(card), known(f"{card}\n## Related work\n\n{rival}\n")
    assert (after.model, after.provider, after.bases) == (
        before.model,
        before.provider,
        before.bases,
    )
    assert {v.name for v in after.variants} == {v.name for v in before.variants}


@pytest.mark.parametrize(
    ("card", "name", "other"),
    [
        (HUB_CARD, "Geyser", "Solfatara"),
        (BADGES, "Basalt", "Gneiss"),
        (FAMILY, "Tundra", "Savanna"),
        (NO_TITLE, "Sorrel", "Comfrey"),
        (DISTILLED, "Minnow", "Gudgeon"),
        (AZURE, "Juniper", "Hawthorn"),
    ],
)
def test_a_model_by_another_name_is_found_as_well(known, card: str, name: str, other: str) -> None:
    before, after = (
        known(card),
        known(card.replace(name, other).replace(name.lower(), other.lower())),
    )
    assert after.model == before.model.replace(name, other)
    assert after.provider == before.provider
    assert [v.key.replace(name, other) for v in before.variants] == [v.key for v in after.variants]


@pytest.mark.parametrize("card", [HUB_CARD, TEMPLATE, BADGES, FAMILY, FINETUNE, AZURE])
def test_line_ends_and_blank_lines_change_nothing(known, card: str) -> None:
    before = known(card)
    for text in (card.replace("\n", "\r\n"), card + "\n\n\n", card.replace("\n\n", "\n\n\n")):
        after = known(text)
        assert (after.model, after.provider, after.bases) == (
            before.model,
            before.provider,
            before.bases,
        )
