"""Rules on training and its data: only what the model was trained on counts."""

from __future__ import annotations

import pytest

from tests.assess.ruled import field, row, say, status, title

SUMMARY = (
    title("Public Summary"),
    field("Version of the Summary", "1.0"),
    field("Model dependencies", "N/A"),
    field("Date of placement of the model on the Union market", "1.9.2025"),
    field("Description of the linguistic characteristics of the overall training data", "N/A"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nova was tuned with SFT and RLHF, using the AdamW optimizer in training.", "disclosed"),
        ("Instruct models undergo supervised fine-tuning.", "partial"),
        ("Nova was trained on text.", "mentioned"),
        ("To fine-tune the model, use DPO or GRPO in your own script.", "absent"),
    ],
)
def test_training_process(text: str, expected: str) -> None:
    found = status("training_process", say(text))
    assert found == expected or (expected == "absent" and found == "mentioned")


def test_training_choices_need_a_purpose() -> None:
    reason = "We trained on more code to improve reasoning."
    assert status("training_rationale", say(reason)) == "partial"
    assert status("training_rationale", say("We trained on more code.")) == "absent"
    advice = "You can fine-tune the model to improve reasoning."
    assert status("training_rationale", say(advice)) == "absent"
    effort = "During training we made efforts to ensure safety and to reduce harm."
    assert status("training_rationale", say(effort)) in {"absent", "mentioned"}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((say("Nova was trained on text and code data."),), "disclosed"),
        ((row("X Text | Modality: X Text | Size: 1"),), "disclosed"),
        ((say("It was pretrained on 22 trillion tokens."),), "partial"),
        ((say("It was evaluated on image and audio data."),), "absent"),
    ],
)
def test_kind_of_data(parts: tuple, expected: str) -> None:
    assert status("data_modality", *parts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The training data combine web crawl data, licensed content and synthetic data.",
            "disclosed",
        ),
        ("It was trained on a mix of publicly available online data.", "partial"),
        ("The benchmark uses publicly available data.", "absent"),
    ],
)
def test_provenance(text: str, expected: str) -> None:
    assert status("data_provenance", say(text)) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((say("The corpus was trained on Common Crawl and Wikipedia."),), "disclosed"),
        ((say("Nova was trained on GitHub code."),), "partial"),
        ((say("Nova was trained on publicly available data from the web."),), "mentioned"),
        ((say("We evaluated it on Wikipedia questions and the Pile."),), "absent"),
    ],
)
def test_named_data_sets_of_training_not_of_tests(parts: tuple, expected: str) -> None:
    assert status("data_named_sources", *parts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nova was pretrained on 15 trillion tokens of data.", "disclosed"),
        ("The training corpus holds 570GB of text.", "partial"),
        ("Nova extends its context window to 1 million tokens.", "absent"),
        ("Every 50th token of the training data is not predicted.", "absent"),
        ("PAWS has 23,659 evaluation pairs.", "absent"),
    ],
)
def test_amount_of_data(text: str, expected: str) -> None:
    assert status("data_size", say(text)) == expected


def test_scope_counts_domains() -> None:
    several = "The training data cover web pages, books, news and scientific papers."
    assert status("data_scope", say(several)) == "disclosed"
    assert status("data_scope", say("Nova was trained on textbooks.")) == "partial"
    praise = "Nova was trained on high-quality large-scale data."
    assert status("data_scope", say(praise)) == "mentioned"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((field("Supported languages", "English, German and Thai"),), "disclosed"),
        ((say("The training data is mostly English."),), "disclosed"),
        ((say("It covers 134 languages."),), "partial"),
        ((say("Nova is a multilingual model."),), "mentioned"),
        ((say("The benchmark covers English and Polish."),), "absent"),
    ],
)
def test_languages_of_the_model_not_of_a_benchmark(parts: tuple, expected: str) -> None:
    assert status("data_languages", *parts) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((say("The training data has a cutoff of December 2023."),), "disclosed"),
        ((field("Latest date of data acquisition for model training", "05/2025"),), "disclosed"),
        ((say("Nova was trained between April 2023 and May 2023."),), "absent"),
        ((say("The knowledge cutoff follows later."),), "mentioned"),
    ],
)
def test_cut_off_is_not_the_period_of_training(parts: tuple, expected: str) -> None:
    assert status("data_cutoff", *parts) == expected


def test_curation_counts_steps() -> None:
    steps = [
        "The training data was deduplicated with MinHash.",
        "The training data was filtered by quality classifiers.",
        "The training data was cleaned by heuristic rules.",
        "The training data was tokenized with SentencePiece.",
    ]
    assert status("data_curation", *(say(text) for text in steps)) == "disclosed"
    assert status("data_curation", say(steps[0])) == "partial"
    api = "Due to preprocessing of API requests, content is dropped."
    assert status("data_curation", say(api)) == "absent"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Personal information was removed from the training data.", "disclosed"),
        ("Data filtering is a first step against child safety risk in training data.", "partial"),
        ("The training dataset contains adult material.", "mentioned"),
        ("Outputs may be toxic.", "absent"),
    ],
)
def test_measures_on_unsuitable_data(text: str, expected: str) -> None:
    assert status("data_unsuitable_measures", say(text)) == expected


def test_bias_of_the_data_needs_a_measure() -> None:
    assert (
        status("data_bias_measures", say("We reduce gender bias in the training data."))
        == "partial"
    )
    known = "The model reflects biases present in its training data."
    assert status("data_bias_measures", say(known)) == "mentioned"


def test_a_summary_of_training_content_is_read_by_its_fields() -> None:
    assert status("base_model", *SUMMARY) == "disclosed"
    assert status("data_languages", *SUMMARY) == "disclosed"
    assert status("eu_release_date", *SUMMARY) == "disclosed"
    assert status("release_date", *SUMMARY) == "partial"
    assert status("training_process", *SUMMARY, say("It was trained with SFT and DPO.")) == "absent"
    checked = say(
        "Classifiers check that content used for training meets our rules (see the policy).",
        links=("https://nova.example/policy",),
    )
    assert status("training_process", *SUMMARY, checked) == "absent"


def test_a_form_whose_table_was_lost_is_read_line_by_line() -> None:
    lines = (
        say("Version of the Summary 1.0"),
        say("Model dependencies N/A"),
        say("Date of placement of the model on the Union market"),
        say("June 10, 2025"),
        say("Description of linguistic characteristics"),
        say("Mainly Polish"),
        say("Were crawlers used by the provider?"),
        say("No"),
    )
    assert status("base_model", *lines) == "disclosed"
    assert status("eu_release_date", *lines) == "disclosed"
    assert status("crawlers", *lines) == "disclosed"
    prose = (say("Model dependencies N/A"), say("All is fine."))
    assert status("base_model", *prose) == "absent"
