"""Plain passages on who, which, when and what of: stated, half, in passing, elsewhere."""

from __future__ import annotations

import pytest

from tests.assess.spoken import heard

CASES = (
    # Who provides it.
    ("provider_name", "disclosed", "Nova was developed by Acme Robotics GmbH, based in Graz."),
    ("provider_name", "disclosed", "**Developer:** Acme Robotics GmbH"),
    ("provider_name", "disclosed", "| Model provider | Acme Robotics |\n|---|---|\n| Size | 7B |"),
    ("provider_name", "disclosed", "Acme Labs introduced the model at its spring conference."),
    ("provider_name", "partial", "```python\nAutoModel.from_pretrained('acme/nova-7b')\n```"),
    ("provider_name", "absent", "The filters were built by hand over several months."),
    ("provider_name", "absent", "Developers can call the model from any language."),
    # The document's own version or date.
    ("doc_version_or_date", "disclosed", "Last updated: 4 March 2025"),
    ("doc_version_or_date", "disclosed", "This model card was published on 12 May 2025."),
    ("doc_version_or_date", "disclosed", "**Document version:** 1.3"),
    ("doc_version_or_date", "disclosed", "Card version 2.1, last revised 2025-06-01"),
    ("doc_version_or_date", "disclosed", "Acme Robotics, 3 June 2025"),
    ("doc_version_or_date", "disclosed", "Acme Research Labs | June 2025"),
    ("doc_version_or_date", "absent", "Graz, Austria"),
    ("doc_version_or_date", "absent", "Acme, founded in Graz in May 2015, builds robots."),
    ("doc_version_or_date", "partial", "This card describes the state of the model in 2024."),
    ("doc_version_or_date", "absent", "We may update this card from time to time."),
    ("doc_version_or_date", "absent", "The model was trained in May 2024 on web text."),
    ("doc_version_or_date", "absent", "Nova requires Python version 3.11 or newer."),
    ("doc_version_or_date", "absent", "The MMLU test set was last updated in 2020."),
    # Proof of origin.
    ("authenticity", "disclosed", "The SHA-256 checksum of model.safetensors is 9f2c77ab."),
    ("authenticity", "disclosed", "All weight files carry a Sigstore signature of the provider."),
    ("authenticity", "partial", "The weights can be downloaded from Hugging Face."),
    ("authenticity", "absent", "Users should obtain models from sources that they trust."),
    ("authenticity", "absent", "Training documents were deduplicated by their MD5 hash."),
    ("authenticity", "absent", "Each author signed the paper."),
    # When it was released.
    ("release_date", "disclosed", "Nova was first released on 12 March 2025."),
    ("release_date", "disclosed", "**Release date:** 2025-03-12"),
    ("release_date", "disclosed", "We launched Nova in March 2025."),
    ("release_date", "disclosed", "Nova has been available since 3 April 2025."),
    ("release_date", "disclosed", "Nova came out in April 2025."),
    ("release_date", "mentioned", "Nova was released in 2025."),
    ("release_date", "absent", "Nova was trained between May 2024 and July 2024."),
    ("release_date", "absent", "The weights will be released once the paper is out."),
    ("release_date", "absent", "The data was retrieved in March 2025."),
    # The Union's market.
    ("eu_release_date", "disclosed", "Nova was placed on the Union market on 2 August 2025."),
    ("eu_release_date", "disclosed", "The service is not available in the European Union."),
    ("eu_release_date", "disclosed", "We do not offer Nova to users in the EU."),
    ("eu_release_date", "disclosed", "Nova has been on the EU market since 1 September 2025."),
    ("eu_release_date", "absent", "Nova was released on 12 March 2025."),
    ("eu_release_date", "absent", "The European market for cars grows."),
    ("eu_release_date", "absent", "The corpus has parliamentary debates of the European Union."),
    # What it is built on.
    ("base_model", "disclosed", "Nova was trained from scratch."),
    ("base_model", "disclosed", "Nova is a fine-tuned version of Quasar-13B."),
    ("base_model", "disclosed", "Nova is based on Quasar-13B by Stellar AI."),
    ("base_model", "disclosed", "We initialised Nova with the weights of Quasar-13B."),
    ("base_model", "disclosed", "Nova builds on Quasar 13B, to which we added vision layers."),
    ("base_model", "disclosed", "Nova was distilled from Quasar-70B."),
    ("base_model", "disclosed", "Nova does not derive from any other model."),
    ("base_model", "disclosed", "| Base model | Quasar-13B |\n|---|---|\n| Licence | MIT |"),
    ("base_model", "partial", "We release Nova-Base and Nova-Instruct, a base and a chat model."),
    ("base_model", "mentioned", "Nova was fine-tuned for dialogue."),
    ("base_model", "absent", "Users can fine-tune Nova on their own data."),
    # The architecture.
    ("architecture", "disclosed", "Nova is a decoder-only transformer."),
    ("architecture", "disclosed", "Nova uses a mixture-of-experts architecture with 64 experts."),
    ("architecture", "disclosed", "**Architecture:** latent diffusion with a U-Net backbone"),
    ("architecture", "disclosed", "Nova has 32 transformer layers and grouped-query attention."),
    ("architecture", "disclosed", "The network is an encoder-decoder Transformer."),
    ("architecture", "disclosed", "Nova is a state space model with selective scan layers."),
    ("architecture", "absent", "Install the transformers library before you start."),
    ("architecture", "absent", "The architecture of the cathedral was much admired."),
    ("architecture", "referred", "For the architecture of Nova, see our technical report."),
    # Why it is built so.
    ("design_rationale", "partial", "We chose grouped-query attention to reduce memory use."),
    ("design_rationale", "partial", "To speed up decoding, we adopted multi-query attention."),
    ("design_rationale", "partial", "RMSNorm was preferred because it is cheaper to compute."),
    ("design_rationale", "absent", "Nova uses grouped-query attention and RMSNorm."),
    ("design_rationale", "mentioned", "Nova has a novel architecture."),
    ("design_rationale", "absent", "We chose the hotel because it was close to the venue."),
    # How large it is.
    ("parameters_total", "disclosed", "Nova has 6.7 billion parameters."),
    ("parameters_total", "disclosed", "**Number of parameters:** 13,015,864,320"),
    ("parameters_total", "disclosed", "Nova is a 13B-parameter model."),
    ("parameters_total", "disclosed", "The network consists of 350 million weights."),
    ("parameters_total", "disclosed", "| Model | Parameters |\n|---|---|\n| Nova | 7B |"),
    ("parameters_total", "partial", "Our models range from 1 billion to 70 billion parameters."),
    ("parameters_total", "partial", "You can load Nova-7B from the hub."),
    ("parameters_total", "absent", "Nova was trained on 30B tokens."),
    ("parameters_total", "absent", "The number of parameters matters for memory use."),
    ("parameters_total", "absent", "Sampling parameters: temperature 0.7, top-p 0.9"),
    # How much of it works at a time.
    ("parameters_active", "disclosed", "Of 132B parameters, 36B are active per token."),
    ("parameters_active", "disclosed", "Nova activates 3.6 billion parameters for each token."),
    ("parameters_active", "disclosed", "**Active parameters:** 12B"),
    ("parameters_active", "mentioned", "Only some of the parameters are active per token."),
    ("parameters_active", "absent", "Nova has 132B parameters."),
    ("parameters_active", "absent", "The service has 36 million active users."),
    # What goes in and comes out.
    ("input_modalities", "disclosed", "Nova accepts text and images as input."),
    ("input_modalities", "disclosed", "**Input modalities:** text, audio"),
    (
        "input_modalities",
        "disclosed",
        "Inputs are images and text.",
    ),
    ("input_modalities", "disclosed", "Nova reads text only."),
    ("input_modalities", "partial", "Nova is a large language model."),
    ("input_modalities", "absent", "Nova is fast and small."),
    ("input_modalities", "absent", "Input size matters for latency."),
    ("output_modalities", "disclosed", "Nova generates text and code."),
    ("output_modalities", "disclosed", "**Output:** text"),
    ("output_modalities", "disclosed", "Given a prompt, Nova produces 512x512 images."),
    ("output_modalities", "disclosed", "Nova answers in text or speech."),
    ("output_modalities", "partial", "Nova is a large language model."),
    ("output_modalities", "absent", "Nova is fast and small."),
    ("output_modalities", "absent", "The factory produces steel."),
    # How much goes in and comes out.
    ("max_input", "disclosed", "Nova has a context window of 128K tokens."),
    ("max_input", "disclosed", "Nova handles inputs of up to 32,768 tokens."),
    ("max_input", "disclosed", "**Context length:** 8192"),
    ("max_input", "disclosed", "Prompts may be at most 4,096 tokens long."),
    ("max_input", "disclosed", "Images are limited to a resolution of 1024x1024 at the input."),
    ("max_input", "mentioned", "Nova is good at long-context tasks."),
    ("max_input", "absent", "In the RULER benchmark we evaluated at a context length of 128K."),
    ("max_input", "absent", "The vocabulary has 32,768 tokens."),
    ("max_input", "absent", "Unlike Nova, Quasar has a context window of 1M tokens."),
    ("max_output", "disclosed", "The model can generate up to 8,192 tokens of output."),
    ("max_output", "disclosed", "**Maximum output length:** 4096 tokens"),
    ("max_output", "disclosed", "Answers are limited to 2,048 tokens."),
    ("max_output", "disclosed", "Nova generates at most 4,096 tokens per response."),
    ("max_output", "disclosed", "Generated clips are at most 30 seconds long."),
    ("max_output", "mentioned", "For evaluation we set max_new_tokens to 512."),
    ("max_output", "absent", "Output quality depends on the prompt."),
    ("max_output", "absent", "The context window is 128K tokens."),
)

NAMES = (
    ("disclosed", "We introduce Nova 7B, a language model for Nordic languages.\n"),
    ("disclosed", "**Model name:** Nova 7B Instruct\n"),
    ("disclosed", "Nova-7B-Chat is a model for dialogue.\n"),
    ("disclosed", "The Nova family comprises Nova-S, Nova-M and Nova-L.\n"),
    ("disclosed", "---\nmodel_name: Nova 7B\n---\n\nSome text.\n"),
)


@pytest.mark.parametrize(("element", "expected", "text"), CASES)
def test_rule(element: str, expected: str, text: str) -> None:
    read, ruling = heard(element, text)
    assert ruling.status.value == expected, ruling.because
    assert bool(ruling.evidence) == (expected != "absent")
    assert read.text.endswith(text + "\n")


@pytest.mark.parametrize(("expected", "text"), NAMES)
def test_name_without_a_title(expected: str, text: str) -> None:
    _, ruling = heard("model_name", text)
    assert ruling.status.value == expected
