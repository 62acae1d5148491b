"""Licences: named in prose, labels, badges and files; of weights, code or data."""

from __future__ import annotations

import pytest

from pipeline.claims import licence
from pipeline.claims.context import context
from pipeline.claims.licences import Openness, known_id, licences, lookup, slug
from pipeline.schema import Polarity, Whose


@pytest.fixture
def find(read, nova):
    def run(text: str, name: str = "card.md", kind: str = "card"):
        document, segments = read(text, name, kind)
        return list(licence.find(context(document, segments, nova)))

    return run


def brief(claims) -> list[tuple[object, str | None]]:
    return [(c.value.norm, c.value.qualifier) for c in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\nlicense: apache-2.0\n---\n# Nova 2\n", [("Apache-2.0", None)]),
        ("---\nlicense: llama3.1\n---\n# Nova 2\n", [("llama-3.1-license-2024", None)]),
        ("**License:** MIT\n", [("MIT", None)]),
        (
            "**License:** Code is released under MIT, model weights are released under "
            "CC-BY-NC 4.0.\n",
            [("MIT", "code"), ("CC-BY-NC-4.0", "weights")],
        ),
        ("Code and model weights are licensed under Apache-2.0.\n", [("Apache-2.0", "weights")]),
        ("All our models are released under an Apache 2.0 license.\n", [("Apache-2.0", "weights")]),
        ("This library is licensed under the MIT License.\n", [("MIT", "code")]),
        ("## License\n\nApache 2.0\n", [("Apache-2.0", None)]),
        (
            "Nova 2 is offered under the Novum Open Model License 1.1.\n",
            [("novum-open-model-license-1.1", None)],
        ),
        (
            "Use of the models is subject to the Model License.\n",
            [("nova-2-model-license", "weights")],
        ),
        (
            "All use of the models must adhere to the Model License Agreement 2.0.\n",
            [("nova-2-model-license-agreement-2.0", "weights")],
        ),
    ],
)
def test_named(find, text: str, expected) -> None:
    assert brief(find(text)) == expected


def test_a_licence_of_the_code_is_nobodys_model_licence(find) -> None:
    (claim,) = find("This library is licensed under the MIT License.\n")
    assert claim.whose is Whose.UNKNOWN


def test_a_licence_that_bears_a_rivals_name_can_be_ours(find) -> None:
    for text in (
        "**License:** Llama 3.1 Community License\n",
        "Nova 2 is released under the Llama 3.1 Community License.\n",
    ):
        (claim,) = find(text)
        assert (claim.whose, claim.value.norm) == (Whose.OWN, "llama-3.1-license-2024")
    (other,) = find("Falcon is released under the Apache 2.0 license.\n")
    assert other.whose is Whose.RIVAL


@pytest.mark.parametrize(
    "text",
    [
        "The training data are released under CC-BY-4.0.\n",
        "We kept permissively licensed repositories (MIT, Apache 2.0).\n",
        "Nova 2 was trained by researchers of the MIT Media Lab.\n",
        "See the license for details. You accept this License.\n",
        "Apache Spark 2.0 was used under load.\n",
    ],
)
def test_what_is_no_licence_of_the_model(find, text: str) -> None:
    assert find(text) == []


def test_a_denied_licence_is_negated(find) -> None:
    claims = find("The models are not released under Apache 2.0.\n")
    assert [(c.value.norm, c.polarity) for c in claims] == [("Apache-2.0", Polarity.NEGATED)]


def test_badges(find) -> None:
    text = (
        "![](https://img.shields.io/badge/Code_License-MIT-f5de53)\n"
        "![](https://img.shields.io/badge/license-Apache--2.0-blue)\n"
    )
    assert brief(find(text)) == [("MIT", "code"), ("Apache-2.0", None)]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("MIT License\n\nCopyright (c) 2024 Nova Labs\n", "LICENSE", [("MIT", None)]),
        ("MIT License\n\nCopyright (c) 2024 Nova Labs\n", "LICENSE-CODE.txt", [("MIT", "code")]),
        (
            "LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\n\nTerms.\n",
            "LICENSE.txt",
            [("llama-3.1-license-2024", None)],
        ),
        (
            "NOVUM OPEN LICENSE AGREEMENT\n\nTerms.\n",
            "L.txt",
            [("novum-open-license-agreement", None)],
        ),
    ],
)
def test_files(find, text: str, name: str, expected) -> None:
    assert brief(find(text, name, "licence")) == expected


def test_a_notice_under_its_heading(find) -> None:
    text = (
        "## License\n\nThe following applies to the code and the Nova models.\n\n"
        "```\nLicensed under the Apache License, Version 2.0;\n```\n"
    )
    assert brief(find(text)) == [("Apache-2.0", "weights")]


def test_quotes_are_the_words(read, nova) -> None:
    document, segments = read("# Nova 2\n\nThe models are **released** under `Apache 2.0`.\n")
    (claim,) = licence.find(context(document, segments, nova))
    assert document.quote(claim.span) == "Apache 2.0" == claim.value.raw


@pytest.mark.parametrize(
    ("name", "norm"),
    [
        ("apache-2.0", "Apache-2.0"),
        ("Apache License 2.0", "Apache-2.0"),
        ("LicenseRef-scancode-llama-2-license-2023", "llama-2-license-2023"),
        ("creativeml-openrail-m", "stable-diffusion-2022-08-22"),
        ("gpl-2.0", "GPL-2.0-only"),
        ("no-such-licence", None),
    ],
)
def test_ids(name: str, norm: str | None) -> None:
    assert known_id(name) == norm


@pytest.mark.parametrize(
    ("name", "openness", "restricts"),
    [
        ("apache-2.0", Openness.YES, "attribution"),
        ("llama3.1", Openness.NO, "user_threshold"),
        ("llama4", Openness.NO, "eu_exclusion"),
        ("cc-by-nc-4.0", Openness.NO, "non_commercial"),
        ("deepseek-license", Openness.DEPENDS, "safety_use_limits"),
    ],
)
def test_openness(name: str, openness: Openness, restricts: str) -> None:
    found = lookup(name)
    assert found is not None
    assert found.open is openness
    assert restricts in found.restricts


def test_no_open_licence_restricts_use() -> None:
    forbidden = {"non_commercial", "research_only", "user_threshold", "no_redistribution"}
    forbidden |= {"separate_commercial_licence", "no_derivatives", "eu_exclusion"}
    for row in licences():
        assert (row.open is Openness.NO) or not forbidden & set(row.restricts), row.id


def test_slugs() -> None:
    assert slug("Novum Open-Model  License (v1.1)") == "novum-open-model-license-v1.1"
