"""Modalities of input, output and training data, stated or only implied."""

from __future__ import annotations

import pytest

from pipeline.claims import modalities
from pipeline.claims.context import context
from pipeline.claims.modalities import words
from pipeline.schema import Polarity, Whose

IN, OUT, DATA = "input_modalities", "output_modalities", "data_modality"


@pytest.fixture
def find(read, nova):
    def run(text: str, element: str):
        document, segments = read(text)
        claims = modalities.find(context(document, segments, nova))
        return [c for c in claims if c.element == element and c.whose is Whose.OWN]

    return run


@pytest.mark.parametrize(
    ("element", "text", "kinds"),
    [
        (IN, "**Inputs:** Nova 2 only accepts text-based inputs.\n", {("text",)}),
        (IN, "**Input modalities:** Multilingual text and image\n", {("text", "image")}),
        (IN, "Input modalities: N/A\n", {("not applicable",)}),
        (IN, "Nova 2 generates music guided by text or melody.\n", {("text", "audio")}),
        (IN, "Nova 2 is a text-to-image model.\n", {("text",)}),
        (OUT, "Nova 2 is a text-to-image model.\n", {("image",)}),
        (OUT, "**Outputs:** text and code only\n", {("text",)}),
        (OUT, "The models come in two sizes (text in/text out).\n", {("text",)}),
        (DATA, "Nova 2 was pre-trained on 12T tokens of text and code data.\n", {("text",)}),
        (DATA, "We train our models on a mixture of monolingual text.\n", {("text",)}),
        (DATA, "Nova 2 was trained on 400M image-text pairs.\n", {("text", "image")}),
        (DATA, "Modality: ☒ Text ☐ Image ☒ Audio\n", {("text", "audio")}),
        (DATA, "Training Data Type/Modality: Text\n", {("text",)}),
    ],
)
def test_stated(find, element: str, text: str, kinds) -> None:
    claims = find(text, element)
    assert kinds <= {c.value.norm for c in claims}
    assert all(not c.rule.endswith("/implied") for c in claims)


@pytest.mark.parametrize(
    ("element", "text"),
    [
        (DATA, "Nova 2 was trained on 12T tokens.\n"),
        (DATA, "We trained a classifier to filter images.\n"),
        (DATA, "Modality: ☐ Text ☐ Image\n"),
        (IN, "Maximum input size: long texts\n"),
        (IN, "We compare on text-to-image benchmarks.\n"),
        (OUT, "Nova 2 produces long outputs.\n"),
    ],
)
def test_not_stated(find, element: str, text: str) -> None:
    assert find(text, element) == []


def test_text_that_only_follows_has_its_own_rule(find) -> None:
    text = "Nova 2 is a large language model.\n"
    for element in (IN, OUT):
        (claim,) = find(text, element)
        assert claim.rule == f"{element}/implied"
        assert claim.value.norm == ("text",)
        assert claim.confidence <= 0.5


def test_a_stated_modality_silences_the_implied_one(find) -> None:
    text = "Nova 2 is a large language model.\n\n**Inputs:** text and images\n"
    assert [c.rule for c in find(text, IN)] == [f"{IN}/label"]


def test_a_rivals_modality_is_not_ours(find) -> None:
    assert find("Falcon accepts text and image inputs.\n", IN) == []


def test_a_denied_modality_is_negated(find) -> None:
    (claim,) = find("Nova 2 does not generate images from prompts.\n", OUT)
    assert (claim.value.norm, claim.polarity) == (("image",), Polarity.NEGATED)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("videos, speech and text", ("text", "audio", "video")), ("context", ()), ("imagine", ())],
)
def test_words(text: str, kinds) -> None:
    assert words(text) == kinds
