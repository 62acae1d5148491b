"""Rules on distribution, licence and use."""

from __future__ import annotations

import pytest

from tests.assess.ruled import code, field, say, status, title

LINK = "https://acme.example/use-policy"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((field("License", "Apache 2.0"),), "disclosed"),
        ((say("The model weights are released under the MIT License."),), "disclosed"),
        ((say("A custom license, the Nova Community License, applies."),), "disclosed"),
        ((say("This library is licensed under the Apache 2.0 License."),), "partial"),
        ((say("The data are licensed from stock agencies."),), "absent"),
    ],
)
def test_licence(parts: tuple, expected: str) -> None:
    found = status("licence", *parts)
    assert found == expected or (expected == "absent" and found == "mentioned")


def test_open_release_without_a_place_is_no_channel() -> None:
    assert status("distribution_channels", say("We openly release the model weights.")) in {
        "mentioned",
        "partial",
    }
    hub = "The weights are available for download on Hugging Face."
    assert status("distribution_channels", say(hub)) == "disclosed"
    score = "The Hugging Face leaderboard shows our scores on this benchmark."
    assert status("distribution_channels", say(score)) in {"absent", "mentioned"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We also release the training code and intermediate checkpoints.", "disclosed"),
        ("This repository contains code for training and evaluation of Nova.", "disclosed"),
        ("The code is released.", "partial"),
        ("We will release the training code soon.", "absent"),
        ("You can use your own training data.", "absent"),
    ],
)
def test_other_assets(text: str, expected: str) -> None:
    assert status("additional_assets", say(text)) == expected


def test_a_use_policy_that_is_only_linked_is_referred_to() -> None:
    text = "Use must follow the Acceptable Use Policy."
    assert status("acceptable_use_policy", say(text, links=(LINK,))) == "referred"
    assert status("acceptable_use_policy", say("The weather policy changed.")) == "absent"
    ruled_out = "Our terms and conditions explicitly prohibit deception."
    assert status("acceptable_use_policy", say(ruled_out)) == "partial"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            (
                say("Nova is intended for research and commercial use.", "Intended Use"),
                say("Instruct models are meant for assistant-like chat.", "Intended Use"),
            ),
            "disclosed",
        ),
        ((say("Nova can be used for translation."),), "partial"),
        ((say("Nova excels at everything."),), "mentioned"),
        ((say("The day was long."),), "absent"),
    ],
)
def test_intended_uses(parts: tuple, expected: str) -> None:
    assert status("intended_uses", *parts) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            (
                say("It must not be used for medical advice."),
                say("Use for surveillance is prohibited, as is illegal conduct."),
            ),
            "disclosed",
        ),
        ((say("You must not use this model to break the law."),), "partial"),
        ((say("We are not responsible for any misuse or illegal usage."),), "mentioned"),
        ((say("It should not require more than a day."),), "absent"),
    ],
)
def test_uses_out_of_scope(parts: tuple, expected: str) -> None:
    assert status("out_of_scope_uses", *parts) == expected


def test_systems_need_a_frame() -> None:
    can = "Nova can be integrated into chatbots and coding assistants."
    assert status("system_types", say(can)) == "partial"
    barred = "It should not be used in high-risk systems."
    assert status("system_types", say(barred)) == "partial"
    assert status("system_types", say("Chatbots are everywhere.")) == "mentioned"
    assert status("system_types", say("Rain is everywhere.")) == "absent"


def test_code_shows_how_to_integrate_and_a_link_only_points() -> None:
    assert status("technical_means", code("pip install nova\nnova = load()")) == "disclosed"
    link = ("https://github.com/acme/nova",)
    pointing = say("See our repository for how to use the model.", links=link)
    assert status("technical_means", pointing) == "referred"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((say("Inference requires a single GPU with 80GB."),), "disclosed"),
        ((say("Deployment on Apple silicon works."),), "partial"),
        ((say("It was trained on 512 H100 GPUs."),), "absent"),
    ],
)
def test_hardware_to_run_it_is_not_that_of_training(parts: tuple, expected: str) -> None:
    assert status("required_hardware", *parts) == expected


def test_packages_need_versions_to_be_whole() -> None:
    versions = say("Requires transformers>=4.51.0 and torch>=2.1.0 and Python 3.10.")
    assert status("required_software", versions) == "disclosed"
    assert status("required_software", code("pip install transformers")) == "partial"
    assert status("required_software", say("vLLM is a fine engine.")) == "mentioned"
    asked = field("Required software", "N/A")
    assert status("required_software", asked) == "disclosed"


def test_a_common_disclaimer_is_half_a_limitation() -> None:
    common = "As with all language models, it may produce inaccurate output."
    assert status("limitations", say(common)) == "partial"
    own = [
        f"Nova {verb} produce {fault} output in {where}."
        for verb, fault, where in (
            ("may", "incorrect", "Polish"),
            ("can", "biased", "law"),
            ("may", "toxic", "chats"),
            ("does not always", "harmful", "code"),
        )
    ]
    assert status("limitations", *(say(text) for text in own)) == "disclosed"
    assert status("limitations", say("The rate limit is ten.")) == "absent"


def _titled(heading: str) -> tuple:
    return (title(heading), *(say(f"Clause {n} binds the user.") for n in range(15)))


def test_a_document_that_is_the_licence_or_the_policy_states_it() -> None:
    assert status("licence", *_titled("NOVA 2 COMMUNITY LICENSE AGREEMENT")) == "disclosed"
    assert status("acceptable_use_policy", *_titled("Acceptable Use Policy")) == "disclosed"
    assert status("copyright_policy", *_titled("Acme Copyright Policy")) == "disclosed"
    assert status("licence", *_titled("Nova 2")) == "absent"


def test_a_title_over_nothing_states_nothing() -> None:
    assert status("acceptable_use_policy", title("Acceptable Use Policy")) != "disclosed"
