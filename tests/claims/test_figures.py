"""The numeric families: what they must find, what they must leave alone."""

from __future__ import annotations

import pytest

from pipeline.claims import (
    compute,
    context_length,
    data_size,
    declined,
    energy,
    hardware,
    parameters,
    training_time,
)
from pipeline.claims.extract import extract
from pipeline.schema import Document, Identity, Polarity, SegmentKind, Whose

ELEMENTS = {
    "parameters": parameters.find,
    "window": context_length.find,
    "data": data_size.find,
    "time": training_time.find,
    "compute": compute.find,
    "energy": energy.find,
    "hardware": hardware.find,
}
PLAIN = Identity(model="Nova", provider="Nova Labs")


def own(find, *segments, about, identity=PLAIN):
    """Return (element, number) of the own model's claims."""
    found = []
    for claim in find(about(*segments, identity=identity)):
        if claim.whose is Whose.OWN and claim.value.qualifier != "in the name":
            value = claim.value
            number = value.norm if value.norm is not None else (value.low, value.high)
            found.append((claim.element, number))
    return found


@pytest.mark.parametrize(
    ("family", "text", "expected"),
    [
        ("parameters", "Nova has 6.74 billion parameters.", [("parameters_total", 6.74e9)]),
        (
            "parameters",
            "It has 132B total parameters of which 36B parameters are active on any input.",
            [("parameters_total", 132e9), ("parameters_active", 36e9)],
        ),
        (
            "parameters",
            "A mixture of experts with 671B total parameters with 37B activated for each token.",
            [("parameters_total", 671e9), ("parameters_active", 37e9)],
        ),
        (
            "parameters",
            "The model comes in 300M, 1.5B and 3.3B sizes.",
            [("parameters_total", 3e8), ("parameters_total", 1.5e9), ("parameters_total", 3.3e9)],
        ),
        ("parameters", "It has 1.2B non-embedding parameters.", []),
        ("parameters", "The vision encoder has 400M parameters.", []),
        ("parameters", "It is an 8x7B model.", []),
        ("parameters", "It leads among models with fewer than 13 billion parameters.", []),
        ("parameters", "This doubles the size of the 120B text corpus.", []),
        ("parameters", "We trained it on 15T tokens with a batch size of 4M.", []),
        ("window", "Nova supports a context window of up to 128K tokens.", [("max_input", 128000)]),
        ("window", "It accepts inputs of up to 32,768 tokens.", [("max_input", 32768)]),
        ("window", "It generates up to 8,192 output tokens.", [("max_output", 8192)]),
        ("window", "We evaluate on RULER with a context length of 64K.", []),
        ("window", "We trained on 2T tokens.", []),
        ("data", "Nova was pretrained on 14.8 trillion diverse tokens.", [("data_size", 14.8e12)]),
        ("data", "It was trained on 20K hours of licensed music.", [("data_size", 20000)]),
        ("data", "Fine-tuning used a dataset of 25 million examples.", [("data_size", 25e6)]),
        ("data", "The model was evaluated on 5,000 examples.", []),
        ("data", "Training used a batch size of 4M tokens.", []),
        ("data", "It generates 3,000 tokens per second.", []),
        ("time", "Training took 2.788M H800 GPU hours.", [("training_time", 2.788e6)]),
        ("time", "Nova was trained for 3 weeks.", [("training_time", 21)]),
        ("time", "Inference of the test set took 40 hours.", []),
        ("compute", "Training used 3.8 × 10^25 FLOPs.", [("training_compute", 3.8e25)]),
        ("compute", "The GPUs reached 400 TFLOP/s in training.", []),
        ("compute", "Models trained above the threshold of 10^25 FLOP are listed.", []),
        ("energy", "Training consumed 433 MWh.", [("energy_training", 433)]),
        ("energy", "Training emitted 11,250 kg CO2eq.", [("carbon", 11.25)]),
        ("energy", "The grid's intensity was 57 gCO2eq/kWh.", []),
        ("energy", "Inference needs 3 kWh per query.", []),
        ("hardware", "Nova was trained on 384 A100 80GB GPUs.",
         [("training_hardware", "384 x NVIDIA A100 80GB")]),
        ("hardware", "Training ran on 32 x 8 x A100 GPUs.",
         [("training_hardware", "256 x NVIDIA A100")]),
        ("hardware", "It was trained on 8 16 GB V100 GPUs.",
         [("training_hardware", "8 x NVIDIA V100")]),
        ("hardware", "It was pre-trained on a cluster of H100s.",
         [("training_hardware", "NVIDIA H100")]),
        ("hardware", "It runs on a single H100 GPU.", []),
        ("hardware", "Inference needs two A100 GPUs.", []),
        ("hardware", "Nova was post-trained so that it can run on a single H100 GPU.", []),
    ],
)  # fmt: skip
def test_sentences(sentence, about, family: str, text: str, expected: list[object]) -> None:
    found = own(ELEMENTS[family], sentence(text), about=about)
    assert [element for element, _ in found] == [element for element, _ in expected]
    for (_, mine), (_, theirs) in zip(found, expected, strict=True):
        assert mine == (theirs if isinstance(theirs, str) else pytest.approx(theirs))


@pytest.mark.parametrize("family", sorted(ELEMENTS))
@pytest.mark.parametrize(
    "text",
    [
        "Falcon has 40B parameters and a context window of 2,048 tokens.",
        "Unlike Nova, Falcon was trained on 1T tokens for 500,000 GPU hours on 384 A100 GPUs.",
        "Falcon needed 2e23 FLOPs, 433 MWh and 30 tCO2eq in training.",
    ],
)
def test_a_rivals_figures_are_never_the_models(sentence, about, family: str, text: str) -> None:
    assert own(ELEMENTS[family], sentence(text), about=about) == []


@pytest.mark.parametrize("family", sorted(ELEMENTS))
def test_code_states_nothing(sentence, about, family: str) -> None:
    text = "Nova was trained: 7B parameters, 2T tokens, 128K context, 384 A100 GPUs, 5 MWh"
    assert own(ELEMENTS[family], sentence(text, kind=SegmentKind.CODE), about=about) == []


def test_units_and_multipliers_of_headers(row, about, nova) -> None:
    segment = row(
        [
            ("Model", "Nova 2 7B"),
            ("Params (B)", "7.2"),
            ("Context length", "128k"),
            ("Training tokens (T)", "2.5"),
            ("Training time (GPU hours)", "1.46M"),
            ("Energy (MWh)", "174.6"),
            ("Emissions (tons CO2eq)", "68.1"),
        ]
    )
    found = {}
    for find in ELEMENTS.values():
        for claim in find(about(segment, identity=nova)):
            if claim.rule != "parameters.name":
                found[claim.element] = (claim.value.norm, claim.variant)
    assert found == {
        "parameters_total": (7_200_000_000, "7B"),
        "max_input": (128_000, "7B"),
        "data_size": (2_500_000_000_000, "7B"),
        "training_time": (1_460_000, "7B"),
        "energy_training": (pytest.approx(174.6), "7B"),
        "carbon": (pytest.approx(68.1), "7B"),
    }


def test_columns_are_variants_where_headers_name_them(row, about, nova) -> None:
    segment = row([("", "# Parameters"), ("Nova 2 7B", "7.2B"), ("Nova 2 70B", "70.6B")])
    claims = list(parameters.find(about(segment, identity=nova)))
    assert {(c.variant, c.value.norm) for c in claims if c.rule != "parameters.name"} == {
        ("7B", 7_200_000_000),
        ("70B", 70_600_000_000),
    }


def test_a_size_in_a_name_is_used_where_nothing_better_is_stated(sentence, about, nova) -> None:
    named = sentence("We release Nova 2 7B and Nova 2 70B today.")
    claims = list(parameters.find(about(named, identity=nova)))
    assert {(c.variant, c.value.norm, c.value.qualifier) for c in claims} == {
        ("7B", 7_000_000_000, "in the name"),
        ("70B", 70_000_000_000, "in the name"),
    }
    stated = sentence("Nova 2 7B has 7.2B parameters.")
    claims = list(parameters.find(about(stated, identity=nova)))
    assert [(c.variant, c.value.norm) for c in claims] == [("7B", 7_200_000_000)]


def test_an_exact_size_goes_to_the_variant_that_rounds_to_it(sentence, about, nova) -> None:
    listed = sentence("Nova 2 is two models of 7.2 billion and 70.6 billion parameters.")
    claims = list(parameters.find(about(listed, identity=nova)))
    assert [(c.variant, c.value.norm) for c in claims] == [
        ("7B", 7_200_000_000),
        ("70B", 70_600_000_000),
    ]


def test_the_training_length_stands_in_only_where_no_window_is_stated(sentence, about) -> None:
    trained = sentence("Nova was trained with a sequence length of 4,096 tokens.")
    assert own(context_length.find, trained, about=about) == [("max_input", 4096)]
    window = sentence("Its context window is 32K tokens.")
    assert own(context_length.find, trained, window, about=about) == [("max_input", 32000)]


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("We do not disclose the training compute.", {"training_compute"}),
        ("The number of parameters has not been made public.", {"parameters_total"}),
        ("The size of the training data is confidential.", {"data_size"}),
        (
            "This report contains no further details about the model size, hardware, or training "
            "compute.",
            {"parameters_total", "training_compute", "training_hardware"},
        ),
        ("We disclose the training compute below.", set()),
        ("The weights are not publicly available.", set()),
    ],
)
def test_refusals(sentence, about, text: str, elements: set[str]) -> None:
    claims = list(declined.find(about(sentence(text), identity=PLAIN)))
    assert {claim.element for claim in claims} == elements
    assert all(c.polarity is Polarity.DECLINED and c.value.norm is None for c in claims)


def test_extract_sorts_and_says_everything_once(sentence, nova) -> None:
    text = "Nova 2 7B has 7.2B parameters and was trained on 2T tokens on 64 H100 GPUs."
    segment = sentence(text)
    document = Document(segment.document, "card.md", "text/markdown", text, kind="card")
    both = extract([document], {document.id: (segment, segment)}, nova)
    once = extract([document], {document.id: (segment,)}, nova)
    assert both == once
    assert [claim.span.start for claim in once] == sorted(claim.span.start for claim in once)
    assert {claim.element for claim in once} >= {
        "parameters_total",
        "data_size",
        "training_hardware",
    }
    assert all(text[c.span.start : c.span.end] == c.value.raw for c in once if c.value.raw)


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("Nova was pretrained on 2T tokens and fine-tuned on 1M examples.",
         ["for pre-training", "for fine-tuning"]),
        ("Nova saw 2T tokens during pre-training.", ["for pre-training"]),
        ("Nova was trained on a total of 3T tokens.", ["total"]),
        ("Nova was trained on 3T tokens.", [None]),
    ],
)  # fmt: skip
def test_the_stage_of_training_is_a_qualifier(sentence, about, text: str, stages) -> None:
    claims = list(data_size.find(about(sentence(text), identity=PLAIN)))
    assert [claim.value.qualifier for claim in claims] == stages


def test_a_row_of_totals_is_no_variant(row, about, nova) -> None:
    rows = [
        row([("Model", "Nova 2 7B"), ("Training time (GPU hours)", "1.5M")]),
        row([("Model", "Total"), ("Training time (GPU hours)", "8.5M")]),
    ]
    claims = [c for s in rows for c in training_time.find(about(s, identity=nova))]
    assert [(c.variant, c.value.qualifier) for c in claims] == [("7B", None), (None, "total")]
