"""Rules on identity and properties: what counts, what is half, what is none."""

from __future__ import annotations

import pytest

from tests.assess.ruled import code, field, row, say, status, title


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((field("Model developer", "Acme Labs"),), "disclosed"),
        ((say("Nova was developed by Acme Labs in Zurich."),), "disclosed"),
        ((code("AutoModel.from_pretrained('acme/nova-7b')"),), "partial"),
        ((say("The filters were created by using simple rules."),), "absent"),
    ],
)
def test_provider(parts: tuple, expected: str) -> None:
    assert status("provider_name", *parts) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((title("Nova 7B"), say("Version 1.0 / 25.May.2022")), "disclosed"),
        ((field("Last update", "12.11.2025"),), "disclosed"),
        ((field("Last update", "soon"),), "absent"),
        ((title("Nova"), say("Version 1.0.0")), "partial"),
        ((field("Model date", "May 2023"),), "absent"),
    ],
)
def test_date_of_the_document_is_not_that_of_the_model(parts: tuple, expected: str) -> None:
    assert status("doc_version_or_date", *parts) == expected


def test_a_checksum_or_the_own_download_is_proof_of_origin() -> None:
    own = "https://huggingface.co/acme/nova-7b"
    intro = say("Nova is small. Nova is fast. Nova is here.")
    assert status("authenticity", say("SHA256 of the weights: abc")) == "disclosed"
    assert status("authenticity", intro, say("Weights", links=(own,))) == "disclosed"
    other = "https://huggingface.co/rival/zeta-9b"
    assert status("authenticity", intro, say("We tried this one", links=(other,))) == "absent"
    licence = "https://github.com/acme/nova/blob/main/LICENSE"
    assert status("authenticity", intro, say("License", links=(licence,))) == "absent"


def test_a_checksum_for_deduplication_proves_nothing() -> None:
    text = "For deduplication of the training data we compute the SHA256 of documents."
    assert status("authenticity", say(text)) == "absent"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((field("Model Release Date", "July 23, 2024"),), "disclosed"),
        ((field("Model date", "Nova was trained between April 2023 and May 2023"),), "absent"),
        ((say("2024-05-01: We released the weights of Nova."),), "partial"),
        ((field("Date of placement of the model on the Union market", "1.9.2025"),), "partial"),
    ],
)
def test_release_date(parts: tuple, expected: str) -> None:
    assert status("release_date", *parts) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((say("Nova was trained from scratch by Acme."),), "disclosed"),
        ((say("Nova-Chat was fine-tuned from Zeta-9B."),), "disclosed"),
        ((field("Model dependencies", "N/A"),), "disclosed"),
        ((say("We release base and instruct versions of Nova."),), "partial"),
        ((say("Nova can be fine-tuned from the hub with Zeta."),), "absent"),
        ((say("Prices rose and we had to start over."),), "absent"),
    ],
)
def test_base_model(parts: tuple, expected: str) -> None:
    assert status("base_model", *parts) in {expected, "mentioned"} - (
        {"mentioned"} if expected in {"disclosed", "partial"} else set()
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nova is a decoder-only transformer with rotary embeddings.", "disclosed"),
        ("It serves a Mixture-of-Experts line and dense models of many sizes.", "partial"),
        ("Install the transformers library first.", "absent"),
    ],
)
def test_architecture(text: str, expected: str) -> None:
    assert status("architecture", say(text)) == expected


def test_a_choice_needs_a_purpose_to_be_a_rationale() -> None:
    reason = "We use grouped-query attention to reduce the memory of the cache."
    assert status("design_rationale", say(reason)) == "partial"
    assert status("design_rationale", say("We use grouped-query attention.")) == "absent"
    many = [say(reason.replace("memory", word)) for word in ("cost", "size", "load", "time")]
    assert status("design_rationale", *many) == "disclosed"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((say("Nova has 6.7 billion parameters."),), "disclosed"),
        ((row("Nova | Params: 7B | Layers: 32"),), "disclosed"),
        ((say("It comes in two sizes, 7B and 70B."),), "disclosed"),
        ((say("A family ranging from 1 billion to 7 billion parameters."),), "partial"),
        ((title("Nova 7B Instruct"),), "partial"),
        ((say("It was trained on 30B tokens."),), "absent"),
    ],
)
def test_parameters(parts: tuple, expected: str) -> None:
    assert status("parameters_total", *parts) == expected


def test_active_parameters_are_their_own_element() -> None:
    text = "Nova has 132B parameters, of which 36B parameters are active on any input."
    assert status("parameters_active", say(text)) == "disclosed"
    assert status("parameters_active", say("Nova has 132B parameters.")) == "absent"


@pytest.mark.parametrize("element", ["input_modalities", "output_modalities"])
def test_a_modality_that_is_only_implied_is_half(element: str) -> None:
    assert status(element, say("Nova is a large language model.")) == "partial"
    assert status(element, say("Nova is a text-to-image model.")) == "disclosed"
    assert status(element, say("Nova is nice.")) == "absent"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((say("Nova has a context window of 128K tokens."),), "disclosed"),
        ((row("Nova 7B | Context length: 8192"),), "disclosed"),
        ((say("We evaluated on the RULER benchmark at a context length of 128K."),), "absent"),
        ((code("vllm serve acme/nova --max-model-len 8192"),), "mentioned"),
        ((say("It has a vocabulary of 32768 tokens."),), "absent"),
    ],
)
def test_largest_input(parts: tuple, expected: str) -> None:
    assert status("max_input", *parts) == expected


def test_lengths_used_in_tests_are_no_largest_output() -> None:
    assert status("max_output", say("The maximum output is 8,192 tokens.")) == "disclosed"
    text = "For evaluation we set the generation length to 32,768 tokens."
    assert status("max_output", say(text)) == "mentioned"
