"""Sentences that only point elsewhere, and fields that are answered in full or in part."""

from __future__ import annotations

import pytest

from tests.assess.spoken import heard

#: Nothing is stated here but where to look.
REFERRED = (
    ("architecture", "The architecture of Nova is described in our technical report."),
    ("base_model", "For the base model, see our technical report."),
    ("parameters_total", "For the number of parameters, see our technical report."),
    ("max_input", "The context window is given in our documentation."),
    ("input_modalities", "Input modalities are listed on the product page."),
    ("output_modalities", "Output modalities are listed on the product page."),
    ("required_hardware", "Hardware requirements are listed in our documentation."),
    ("required_software", "Software requirements are listed in our documentation."),
    ("training_process", "The training procedure is described in our technical report."),
    ("data_provenance", "Sources of the training data are described in our report."),
    ("data_size", "For the number of training tokens, see our technical report."),
    ("data_languages", "For the supported languages, see our documentation."),
    ("data_cutoff", "For the knowledge cutoff, see our documentation."),
    ("training_time", "For the training time, see our technical report."),
    ("training_compute", "The training compute is reported in our technical report."),
    ("training_hardware", "For the training hardware, see our technical report."),
    ("energy_training", "Energy consumption is reported in our sustainability report."),
    ("carbon", "Carbon emissions are published in our sustainability report."),
    ("evaluation_results", "Evaluation results are reported in our technical report."),
    ("adversarial_testing", "For details of red teaming, see our system card."),
    ("acceptable_use_policy", "Our acceptable use policy is published on our website."),
    ("max_output", "For the maximum output length, consult our documentation."),
    ("release_date", "The release date is given on the product page."),
    ("market_reach", "The number of users is published in our annual report."),
    ("authenticity", "Checksums are listed in our documentation."),
)

#: Element, key, answer, status.
ANSWERED = (
    ("provider_name", "Provider name", "Acme Robotics GmbH", "disclosed"),
    ("provider_name", "Developed by", "Acme Robotics", "disclosed"),
    ("model_name", "Model name", "Nova 7B", "disclosed"),
    ("doc_version_or_date", "Document version", "2.1", "disclosed"),
    ("doc_version_or_date", "Last update", "12 May 2025", "disclosed"),
    ("doc_version_or_date", "Last update", "soon", "absent"),
    ("release_date", "Release date", "May 2025", "disclosed"),
    ("release_date", "Release date", "2025-05-12", "disclosed"),
    ("eu_release_date", "Date of placement on the Union market", "2 August 2025", "disclosed"),
    ("eu_release_date", "Date of placement on the Union market", "N/A", "disclosed"),
    ("base_model", "Base model", "Quasar-13B", "disclosed"),
    ("base_model", "Model dependencies", "None", "disclosed"),
    ("base_model", "Model dependencies", "Not applicable", "disclosed"),
    ("architecture", "Architecture", "decoder-only transformer, 32 layers", "disclosed"),
    ("parameters_total", "Parameters", "7B", "disclosed"),
    ("parameters_total", "Model size", "6.7 billion parameters", "disclosed"),
    ("parameters_active", "Active parameters", "3.6B", "disclosed"),
    ("input_modalities", "Input", "text and images", "disclosed"),
    ("input_modalities", "Input modalities", "audio", "disclosed"),
    ("output_modalities", "Output", "text", "disclosed"),
    ("output_modalities", "Output modalities", "images", "disclosed"),
    ("max_input", "Context length", "128K", "disclosed"),
    ("max_input", "Maximum input size", "32,768 tokens", "disclosed"),
    ("max_output", "Maximum output size", "8,192 tokens", "disclosed"),
    ("licence", "License", "MIT", "disclosed"),
    ("licence", "Licence", "Apache 2.0", "disclosed"),
    ("licence", "License", "Acme Open License", "disclosed"),
    ("data_size", "Training tokens", "2 trillion", "disclosed"),
    ("data_languages", "Languages", "English, German", "disclosed"),
    ("data_languages", "Language(s)", "English (en), German (de)", "disclosed"),
    ("data_cutoff", "Knowledge cutoff", "June 2024", "disclosed"),
    ("training_time", "Training time", "21 days", "disclosed"),
    ("training_time", "GPU hours", "340,000", "disclosed"),
    ("training_time", "Training time", "short", "mentioned"),
    ("training_compute", "Training compute", "3e24 FLOP", "disclosed"),
    ("training_hardware", "Training hardware", "512 x NVIDIA H100", "disclosed"),
    ("training_hardware", "Hardware type", "A100", "partial"),
    ("energy_training", "Energy consumption", "310 MWh", "disclosed"),
    ("carbon", "Carbon emitted", "95 tCO2eq", "disclosed"),
    ("carbon", "CO2 emissions", "12,000 kg", "disclosed"),
    ("documentation_contact", "Contact", "nova@acme.example", "disclosed"),
    ("documentation_contact", "Contact", "our team", "partial"),
    ("authorised_representative", "Authorised representative", "Acme EU BV", "disclosed"),
    ("authorised_representative", "Authorised representative", "N/A", "disclosed"),
    ("code_signatory", "Signatory to the Code of Practice", "Yes", "disclosed"),
    ("code_signatory", "Signatory to the Code of Practice", "No", "disclosed"),
)


@pytest.mark.parametrize(("element", "text"), REFERRED)
def test_a_pointer_is_referred_and_quoted(element: str, text: str) -> None:
    read, ruling = heard(element, text)
    assert ruling.status.value == "referred", ruling.because
    assert text in read.text


#: A pointer beside a statement, a link that is the thing itself, a word that points at nothing.
NOT_REFERRED = (
    ("carbon", "disclosed", "Training emitted 95 tCO2eq, as reported in our technical report."),
    ("parameters_total", "disclosed", "Nova has 7 billion parameters; see our technical report."),
    (
        "training_summary",
        "disclosed",
        "Our summary of training content is published on our website.",
    ),
    ("safety_framework", "disclosed", "Our safety framework is published on our website."),
    ("carbon", "absent", "For installation, see our documentation."),
    ("data_size", "absent", "For the number of layers, see our technical report."),
    ("training_time", "absent", "We see the time pass."),
)


@pytest.mark.parametrize(("element", "expected", "text"), NOT_REFERRED)
def test_not_every_pointer_is_one(element: str, expected: str, text: str) -> None:
    assert heard(element, text)[1].status.value == expected


@pytest.mark.parametrize(("element", "key", "answer", "expected"), ANSWERED)
def test_a_field(element: str, key: str, answer: str, expected: str) -> None:
    assert heard(element, f"**{key}:** {answer}")[1].status.value == expected


@pytest.mark.parametrize(("element", "key", "answer", "expected"), ANSWERED)
def test_a_row_of_a_table_says_what_the_field_says(
    element: str, key: str, answer: str, expected: str
) -> None:
    table = f"| Field | Value |\n|---|---|\n| {key} | {answer} |\n| Colour | blue |"
    given = heard(element, table)[1].status.value
    assert given == expected
