"""What goes in, what comes out, what the data are: many wordings, and what is none of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims import modalities
from pipeline.claims.context import context
from pipeline.claims.modalities import words
from pipeline.schema import Polarity, Whose

IN, OUT, DATA = "input_modalities", "output_modalities", "data_modality"
T, P, A, V = "text", "image", "audio", "video"


@pytest.fixture
def find(read, nova):
    def run(text: str, element: str):
        document, segments = read(text)
        claims = list(modalities.find(context(document, segments, nova)))
        for claim in claims:
            assert document.quote(claim.span) == claim.value.raw
        return [c for c in claims if c.element == element and c.whose is Whose.OWN]

    return run


def kinds(claims, *, implied: bool = False) -> set[str]:
    return {
        kind
        for c in claims
        if c.polarity is Polarity.AFFIRMED and c.rule.endswith("/implied") == implied
        for kind in c.value.norm
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("**Input:** Text\n", {T}),
        ("**Inputs:** Text and images\n", {T, P}),
        ("**Input modalities:** text, image, audio and video\n", {T, P, A, V}),
        ("**Input Type(s):** Text, Image\n", {T, P}),
        ("**Model input:** text only\n", {T}),
        ("**Modality (input):** speech\n", {A}),
        ("**Accepted inputs:** code\n", {T}),
        ("- Input: Models input text only.\n", {T}),
        ("| | |\n|---|---|\n| Inputs | Text |\n", {T}),
        ("| Field | Value |\n|---|---|\n| Input modalities | Text, image |\n", {T, P}),
        ("| Model | Input modalities |\n|---|---|\n| Nova 2 7B | Text and images |\n", {T, P}),
        ("## Input\n\nText and images.\n", {T, P}),
        ("Nova 2 accepts text and image inputs.\n", {T, P}),
        ("Nova 2 takes images as input.\n", {P}),
        ("Nova 2 takes text prompts as input.\n", {T}),
        ("Nova 2 accepts text as input and generates text as output.\n", {T}),
        ("Nova 2 processes text, images and audio inputs.\n", {T, P, A}),
        ("Nova 2 takes text or image as input.\n", {T, P}),
        ("The input to the model is text.\n", {T}),
        ("Nova 2 is a text-to-image model.\n", {T}),
        ("Nova 2 is an image-to-text model.\n", {P}),
        ("Nova 2 is a speech-to-text model.\n", {A}),
        ("Nova 2 (text in/text out) is small.\n", {T}),
        ("Nova 2 generates images from text prompts.\n", {T}),
        ("Nova 2 is a multimodal model that understands text, images and video.\n", {T, P, V}),
        ("Nova 2 can understand and generate text in 9 languages.\n", {T}),
        (
            "- **Model Description:** This is a model that is used to generate and modify images "
            "based on text prompts.\n",
            {T, P},
        ),
        ("Nova 2 takes a text prompt and/or existing image as an input.\n", {T, P}),
        ("Nova 2 generates images from text prompts and edits none.\n", {T}),
        ("Nova 2 edits music with a text prompt.\n", {T, A}),
        ("Both Nova 2 checkpoints are text-only models.\n", {T}),
        ("Nova 2 makes music conditioned on text or melody.\n", {T, A}),
        ("Input modalities: not applicable\n", {"not applicable"}),
    ],
)
def test_inputs(find, text: str, found: set[str]) -> None:
    assert kinds(find(f"# Nova 2\n\n{text}", IN)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("**Output:** Text\n", {T}),
        ("**Outputs:** Text and code\n", {T}),
        ("**Output modalities:** image\n", {P}),
        ("**Output Type(s):** Text\n", {T}),
        ("| | |\n|---|---|\n| Outputs | Generated text |\n", {T}),
        ("| Model | Output modalities |\n|---|---|\n| Nova 2 7B | Text |\n", {T}),
        ("## Output\n\nText only.\n", {T}),
        ("Nova 2 generates text.\n", {T}),
        ("Nova 2 generates realistic images.\n", {P}),
        ("Nova 2 produces text outputs.\n", {T}),
        ("The output of the model is text.\n", {T}),
        ("Nova 2 is a text-to-speech model.\n", {A}),
        ("Nova 2 is a text-to-video model.\n", {V}),
        ("Nova 2 is a model for music generation.\n", {A}),
        ("Nova 2 takes images and returns text.\n", {T}),
        ("Output modalities: N/A\n", {"not applicable"}),
    ],
)
def test_outputs(find, text: str, found: set[str]) -> None:
    assert kinds(find(f"# Nova 2\n\n{text}", OUT)) == found


@pytest.mark.parametrize(
    ("element", "text"),
    [
        (IN, "**Input length:** 8k tokens of text\n"),
        (IN, "**Maximum input size:** 20 images\n"),
        (IN, "**Inputs:** up to 8192 tokens\n"),
        (IN, "Falcon accepts text and image inputs.\n"),
        (IN, "Unlike Falcon, which accepts image inputs, it is small.\n"),
        (IN, "We compare with text-to-image benchmarks.\n"),
        (IN, "The text encoder is frozen.\n"),
        (IN, "```\ninput: image\n```\n"),
        (OUT, "**Output length:** 2k tokens\n"),
        (OUT, "**Outputs:** [More Information Needed]\n"),
        (OUT, "Falcon generates images.\n"),
        (OUT, "We generate image captions for filtering.\n"),
        (OUT, "It produces long outputs.\n"),
        (DATA, "Falcon was trained on text and images.\n"),
        (DATA, "Nova 2 was trained on 2T tokens.\n"),
        (DATA, "Nova 2 was trained with a text encoder.\n"),
        (DATA, "We fine-tuned a classifier on text data.\n"),
        (DATA, "Modality: ☐ Text ☐ Image ☐ Audio ☐ Video\n"),
    ],
)
def test_not_stated(find, element: str, text: str) -> None:
    assert kinds(find(f"# Nova 2\n\n{text}", element)) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nova 2 was trained on 2T tokens of text.\n", {T}),
        ("Nova 2 was pre-trained on text and code.\n", {T}),
        ("We trained Nova 2 on text, images and video.\n", {T, P, V}),
        ("The model was trained on 3M hours of audio data.\n", {A}),
        ("Nova 2 was trained on 2B image-text pairs.\n", {T, P}),
        ("**Data Modality:** Text\n", {T}),
        ("**Training data type:** Text, Audio\n", {T, A}),
        ("Modality: ☒ Text ☒ Image ☐ Audio ☐ Video\n", {T, P}),
        ("Modality: [x] Text [ ] Image [x] Audio\n", {T, A}),
        ("Modality: ☑ Video\n", {V}),
    ],
)
def test_data(find, text: str, found: set[str]) -> None:
    assert kinds(find(f"# Nova 2\n\n{text}", DATA)) == found


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("Nova 2 does not generate images.\n", OUT),
        ("Nova 2 cannot generate audio.\n", OUT),
        ("Nova 2 does not accept image inputs.\n", IN),
    ],
)
def test_a_denial_affirms_nothing(find, text: str, element: str) -> None:
    claims = find(f"# Nova 2\n\n{text}", element)
    assert {c.polarity for c in claims} == {Polarity.NEGATED}


@pytest.mark.parametrize(
    ("text", "element", "found"),
    [
        ("Nova 2 is a large language model.\n", IN, {T}),
        ("Nova 2 is a large language model.\n", OUT, {T}),
        ("Nova 2 is an autoregressive LLM.\n", IN, {T}),
        ("Nova 2 is made for code generation.\n", OUT, {T}),
        ("Nova 2 is made for code generation.\n", IN, set()),
        ("Nova 2 is a diffusion model.\n", IN, set()),
        ("Nova 2 is a vision transformer.\n", OUT, set()),
        ("Falcon is a large language model.\n", IN, set()),
        ("Write to llm-team@nova.example.\n", IN, set()),
    ],
)
def test_implied(find, text: str, element: str, found: set[str]) -> None:
    assert kinds(find(f"# Nova 2\n\n{text}", element), implied=True) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("text", (T,)),
        ("Images and text", (T, P)),
        ("video, audio, image, text", (T, P, A, V)),
        ("source code", (T,)),
        ("melodies", (A,)),
        ("a picture", (P,)),
        ("sounds", (A,)),
        ("textual", (T,)),
        ("code of conduct", ()),
        ("imagination", ()),
        ("provider", ()),
        ("context", ()),
        ("invoice", ()),
        ("", ()),
    ],
)
def test_words(text: str, found: tuple[str, ...]) -> None:
    assert words(text) == found


@given(st.lists(st.sampled_from(["text", "images", "audio", "video"]), max_size=6))
def test_the_order_of_words_changes_nothing(names: list[str]) -> None:
    assert words(", ".join(names)) == words(" and ".join(reversed(names)))
    assert len(words(" ".join(names))) == len(set(names))


@pytest.mark.parametrize("element", [IN, OUT, DATA])
def test_a_rivals_sentences_change_nothing(find, element: str) -> None:
    card = (
        "# Nova 2\n\n**Inputs:** text\n\n**Outputs:** text\n\n"
        "Nova 2 was trained on 2T tokens of text.\n"
    )
    rival = "\nFalcon accepts text, image and video inputs. Falcon generates audio.\n"
    assert kinds(find(card + rival, element)) == kinds(find(card, element)) == {T}
