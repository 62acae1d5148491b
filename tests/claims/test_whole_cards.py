"""Whole cards by invented providers in many styles: the exact figures that must come out.

What must not change them is tried on each: sentences about rivals, line ends, the order of
sections, another name for the model.
"""

from __future__ import annotations

import pytest

from pipeline.schema import Identity, Variant

HERON = Identity(model="Heron-13B", provider="Marshlight")
PLOVER = Identity(
    model="Plover 3",
    provider="Tidewater AI",
    variants=(
        Variant("Plover 3 Small", "Small"),
        Variant("Plover 3 Large", "Large"),
    ),
)
CURLEW = Identity(
    model="Curlew-2",
    provider="Saltmarsh Research",
    variants=(
        Variant("Curlew-2-8B", "8B", "8B"),
        Variant("Curlew-2-47B-A9B", "47B-A9B", "47B"),
    ),
)
GANNET = Identity(model="Gannet Speech", provider="Skerry Audio")
TERN = Identity(model="Tern-VL", provider="Holm Labs", bases=("Qwen2.5-7B",))
DUNLIN = Identity(model="Dunlin 1.5", provider="Ebb Institute")

CARDS = {
    "prose": (
        HERON,
        "# Heron-13B\n\nHeron-13B is a decoder-only language model with 13.02 billion parameters, "
        "developed by Marshlight.\n\n## Training\n\nIt was trained on 1.8 trillion tokens of web "
        "text, books and code. Training took 21 days on 512 NVIDIA A100 80GB GPUs and 258,000 GPU "
        "hours in total. We used a global batch size of 4M tokens and a peak learning rate of "
        "3e-4.\n\n## Evaluation\n\nHeron-13B scores 61.3 on MMLU (5-shot, 15,908 questions) and "
        "outperforms Falcon-40B, which was trained on 1T tokens.\n\n## Limits\n\nThe context "
        "window is 4,096 tokens. Serving needs 28 GB of memory.\n",
        "total 13.02e9; data 1.8e12 tokens; time 21 days; time 258000 GPU-hours;"
        "chip 512 x NVIDIA A100 80GB; input 4096",
    ),
    "list": (
        HERON,
        "# Model Card for Heron-13B\n\n- **Developed by:** Marshlight\n- **Parameters:** 13.0B\n"
        "- **Layers:** 40\n- **Vocabulary size:** 64,000\n- **Context length:** 8,192\n"
        "- **Training tokens:** 2.0T\n- **Batch size:** 2,048 sequences\n\n"
        "## Environmental Impact\n\n- **Hardware Type:** H100 80GB\n- **Hours used:** 96,000\n"
        "- **Cloud Provider:** CoreWeave\n- **Compute Region:** Norway\n"
        "- **Carbon Emitted:** 1,250 kg CO2eq\n",
        "total 13e9; input 8192; data 2e12 tokens; chip NVIDIA H100 80GB; time 96000 hours;"
        "tco2 1.25",
    ),
    "variants": (
        PLOVER,
        "# Plover 3\n\nPlover 3 is a family of two models.\n\n"
        "| | Plover 3 Small | Plover 3 Large |\n|---|---|---|\n| Parameters | 3.1B | 61.5B |\n"
        "| Context length | 32K | 128K |\n| Training tokens | 6T | 14T |\n"
        "| MMLU | 64.2 | 81.7 |\n\n## Comparison\n\n"
        "| Model | Parameters | MMLU |\n|---|---|---|\n| Plover 3 Large | 61.5B | 81.7 |\n"
        "| Llama 3.1 70B | 70.6B | 79.3 |\n| Mixtral-8x22B | 141B | 77.8 |\n",
        "total 3.1e9 @Small; total 61.5e9 @Large; input 32000 @Small; input 128000 @Large;"
        "data 6e12 tokens @Small; data 14e12 tokens @Large",
    ),
    "mixture": (
        CURLEW,
        "# Curlew-2\n\nSaltmarsh Research releases Curlew-2-8B (dense) and Curlew-2-47B-A9B "
        "(MoE).\n\n| Model | Total params | Active params | Context | Tokens |\n|---|---|---|---|"
        "---|\n| Curlew-2-8B | 8.2B | - | 64K | 9T |\n| Curlew-2-47B-A9B | 46.9B | 9.1B | 128K | "
        "12T |\n\nCurlew-2 replaces Curlew-1, which had 7B parameters and saw 2T tokens.\n\n"
        "## Compute\n\nTraining Curlew-2-47B-A9B took 6.6 × 10^23 FLOPs and 1.4M H100 GPU hours.\n",
        "total 8.2e9 @8B; total 46.9e9 @47B-A9B; active 9.1e9 @47B-A9B; input 64000 @8B;"
        "input 128000 @47B-A9B; data 9e12 tokens @8B; data 12e12 tokens @47B-A9B;"
        "flop 6.6e23 @47B-A9B; time 1.4e6 GPU-hours @47B-A9B; chip NVIDIA H100 @47B-A9B",
    ),
    "audio": (
        GANNET,
        "# Gannet Speech\n\nGannet Speech is an encoder-decoder with 1.55B parameters for "
        "transcription in 99 languages. It was trained on 680k hours of labelled audio, of which "
        "117k hours are not English. Whisper large was trained on the same amount.\n\n"
        "## Evaluation\n\nThe test sets hold 1,200 hours of speech. The word error rate is 4.3%."
        "\n\n## Training\n\nTraining ran for 12 days on 64 A100 GPUs.\n",
        "total 1.55e9; data 680000 hours; data 117000 hours; time 12 days; chip 64 x NVIDIA A100",
    ),
    "finetune": (
        TERN,
        "# Tern-VL\n\nTern-VL is a vision-language model that starts from Qwen2.5-7B (7.6B "
        "parameters, pretrained on 18T tokens). A vision encoder with 400M parameters is added."
        "\n\n## Training\n\nTern-VL was fine-tuned on 3.2 million image-text pairs and 150K "
        "instruction samples on 32 H100 GPUs for 4 days.\n\n## Use\n\n"
        "```python\nmodel.generate(max_new_tokens=2048)  # trained on 5T tokens\n```\n",
        "data 3.2e6 images; data 150000 samples; chip 32 x NVIDIA H100; time 4 days",
    ),
    "report": (
        DUNLIN,
        "# Dunlin 1.5: technical report\n\n## Abstract\n\nWe present Dunlin 1.5, an 8-billion "
        "parameter model pre-trained on 7.5 trillion tokens. Dunlin 1.0 had 3 billion parameters."
        "\n\n## Energy\n\nTraining consumed 612 MWh at a PUE of 1.08. With a grid intensity of "
        "30 gCO2eq/kWh, this corresponds to 18.4 tCO2eq. An average household uses 3.5 MWh a "
        "year.\n\n## Related work\n\nLLaMA was trained on 1.4T tokens. The training of GPT-3 "
        "consumed 1,287 MWh and emitted 552 tCO2eq. BLOOM has 176B parameters.\n\n"
        "## Ablations\n\nEach ablation trained a 1B-parameter proxy on 100B tokens.\n",
        "total 8e9; data 7.5e12 tokens; mwh 612; tco2 18.4",
    ),
}
RIVALS = (
    "Falcon has 180B parameters and was trained on 3.5T tokens.",
    "Unlike GPT-3, which took 3.14e23 FLOPs, ours is open.",
    "Mixtral-8x22B has 141B total parameters, 39B of which are active.",
    "Claude 3 has a context window of 200K tokens.",
    "BLOOM was trained on 384 A100 80GB GPUs for 3.5 months and 1,082,990 GPU hours.",
    "The training of BLOOM consumed 433 MWh and emitted 25 tCO2eq.",
    "Whisper was trained on 680,000 hours of audio.",
)


@pytest.mark.parametrize("card", sorted(CARDS))
def test_all_figures_and_no_others(told, expected, card: str) -> None:
    identity, text, line = CARDS[card]
    assert told(text, identity) == expected(line)


@pytest.mark.parametrize("rival", RIVALS)
@pytest.mark.parametrize("card", sorted(CARDS))
def test_a_paragraph_about_rivals_changes_nothing(told, expected, card: str, rival: str) -> None:
    identity, text, line = CARDS[card]
    assert told(f"{text}\n## Related models\n\n{rival}\n", identity) == expected(line)


@pytest.mark.parametrize("card", sorted(CARDS))
def test_line_ends_and_blanks_change_nothing(told, expected, card: str) -> None:
    identity, text, line = CARDS[card]
    assert told(text.replace("\n", "\r\n"), identity) == expected(line)
    assert told(text.replace("\n\n", "\n\n\n\n"), identity) == expected(line)


@pytest.mark.parametrize("card", sorted(CARDS))
def test_the_order_of_sections_changes_nothing(told, expected, card: str) -> None:
    identity, text, line = CARDS[card]
    first, *sections = text.split("\n## ")
    turned = "\n## ".join((first, *reversed([part.rstrip("\n") + "\n" for part in sections])))
    assert told(turned, identity) == expected(line)


@pytest.mark.parametrize("name", ["Kestrel-13B", "Aurora-X-13B", "zephyrus-13b"])
@pytest.mark.parametrize("card", ["prose", "list"])
def test_the_name_of_the_model_changes_nothing(told, expected, card: str, name: str) -> None:
    _, text, line = CARDS[card]
    named = Identity(model=name, provider="Marshlight")
    assert told(text.replace("Heron-13B", name), named) == expected(line)
