"""Whose figure it is, in sentences and rows as the field writes them; judged by hand."""

from __future__ import annotations

import pytest

from pipeline.claims.subject import attribute
from pipeline.schema import Whose

OWN, RIVAL, BASE, UNKNOWN = Whose.OWN, Whose.RIVAL, Whose.BASE, Whose.UNKNOWN


@pytest.mark.parametrize(
    ("text", "value", "whose"),
    [
        # the own model in many guises
        ("Nova 2 was trained on 2T tokens.", "2T", OWN),
        ("nova-2 was trained on 2T tokens.", "2T", OWN),
        ("NOVA 2 was trained on 2T tokens.", "2T", OWN),
        ("Nova 2 70B was trained on 2T tokens.", "2T", OWN),
        ("The Nova 2 models were trained on 2T tokens.", "2T", OWN),
        ("Nova 2's training set has 2T tokens.", "2T", OWN),
        ("We pre-trained on 2T tokens.", "2T", OWN),
        ("Our 70B model saw 2T tokens.", "2T", OWN),
        ("This model was trained on 2T tokens.", "2T", OWN),
        ("It was trained on 2T tokens.", "2T", OWN),
        ("Trained on 2T tokens, Nova 2 is strong.", "2T", OWN),
        ("With 2T tokens, Nova 2 saw more data than Falcon.", "2T", OWN),
        ("Nova 2 saw 2T tokens, twice as many as Falcon.", "2T", OWN),
        ("Nova 2 saw 2T tokens (Falcon: 1.5T).", "2T", OWN),
        ("Like Llama 2, Nova 2 was trained on 2T tokens.", "2T", OWN),
        ("Inspired by Falcon, we train on 2T tokens.", "2T", OWN),
        ("Following Falcon, we train on 2T tokens.", "2T", OWN),
        # rivals in many guises
        ("GPT-4 was trained on 13T tokens.", "13T", RIVAL),
        ("Falcon's training set has 1.5T tokens.", "1.5T", RIVAL),
        ("Falcon (40B) is larger.", "40B", RIVAL),
        ("The larger Falcon 180B is slower.", "180B", RIVAL),
        ("With 180B parameters, Falcon is slower.", "180B", RIVAL),
        ("Mixtral-8x22B has 141B parameters.", "141B", RIVAL),
        ("Nova 2 saw 2T tokens (Falcon: 1.5T).", "1.5T", RIVAL),
        ("Nova 2 is better than Falcon, which was trained on 1.5T tokens.", "1.5T", RIVAL),
        ("Nova 2 was compared to Falcon, which saw 1.5T tokens.", "1.5T", RIVAL),
        ("Nova 2 beats GPT-3 (which has 175B parameters).", "175B", RIVAL),
        ("Nova 2 beats the 175B-parameter GPT-3.", "175B", RIVAL),
        ("Whereas Falcon saw 1.5T tokens, Nova 2 saw 2T.", "1.5T", RIVAL),
        ("Nova 2 saw 2T tokens, whereas Falcon saw 1.5T.", "1.5T", RIVAL),
        ("Falcon saw 1.5T tokens, but Nova 2 saw 2T.", "1.5T", RIVAL),
        ("The authors of Falcon trained on 1.5T tokens.", "1.5T", RIVAL),
        # other versions and lines of the same family
        ("Nova 1 was trained on 1T tokens.", "1T", RIVAL),
        ("Nova 1.5 was trained on 1T tokens.", "1T", RIVAL),
        ("Nova 3 will be trained on 9T tokens.", "9T", RIVAL),
        ("Nova 2.5 was trained on 9T tokens.", "9T", RIVAL),
        ("Nova-Coder has 9B parameters.", "9B", RIVAL),
        ("Nova 2 Vision has 9B parameters.", "9B", RIVAL),
        ("While Nova 1 saw 1T tokens, Nova 2 saw 2T.", "1T", RIVAL),
        ("While Nova 1 saw 1T tokens, Nova 2 saw 2T.", "2T", OWN),
        # the base
        ("Llama 3.1 8B was trained on 15T tokens.", "15T", BASE),
        ("Llama 3.1 8B, its base, has 8.03B parameters.", "8.03B", BASE),
        # the work of others
        ("Hoffmann et al. (2022) trained 70B parameters on 1.4T tokens.", "1.4T", UNKNOWN),
        ("Earlier work used 300B tokens (Brown et al., 2020).", "300B", UNKNOWN),
        ("See https://example.org/2T-tokens for the data.", "2T", UNKNOWN),
    ],
)
def test_sentences(sentence, about, text: str, value: str, whose: Whose) -> None:
    segment = sentence(text)
    at = text.index(value)
    found = attribute(segment, at, at + len(value), about(segment))
    assert found.whose is whose
    assert 0.0 <= found.confidence <= 1.0 and found.because


@pytest.mark.parametrize(
    ("first", "second", "value", "whose"),
    [
        ("Falcon is a rival.", "It has 40B parameters.", "40B", OWN),  # "it is" of documents
        ("Falcon is an open model.", "Training took 1M GPU hours.", "1M", RIVAL),
        ("Nova 2 is an open model.", "Training took 1M GPU hours.", "1M", OWN),
        ("Nova 2 beats Falcon.", "Training took 1M GPU hours.", "1M", OWN),
        ("Falcon is an open model.", "Our training took 1M GPU hours.", "1M", OWN),
        ("Nobody is named.", "Training took 1M GPU hours.", "1M", OWN),
    ],
)
def test_the_sentence_before(read, nova, first: str, second: str, value: str, whose) -> None:
    from pipeline.claims.context import context

    document, segments = read(f"{first} {second}")
    about = context(document, segments, nova)
    last = segments[-1]
    at = last.text.index(value)
    if first == "Falcon is a rival.":
        # a bare "It" behind a rival's sentence must not be surely ours
        assert attribute(last, at, at + 3, about).confidence < 0.9
        return
    assert attribute(last, at, at + len(value), about).whose is whose


@pytest.mark.parametrize(
    ("heading", "whose", "variant"),
    [
        ("Nova 2", OWN, None),
        ("Nova 2 70B", OWN, "70B"),
        ("70B", OWN, "70B"),
        ("Training", OWN, None),
        ("Falcon 40B", RIVAL, None),
        ("Nova 1", RIVAL, None),
        ("Comparison with GPT-4", RIVAL, None),
        ("Llama 3.1 8B", BASE, None),
    ],
)
def test_headings(sentence, about, heading: str, whose: Whose, variant: str | None) -> None:
    segment = sentence("Training took 1M GPU hours.", "Models", heading)
    found = attribute(segment, 14, 16, about(segment))
    assert (found.whose, found.variant) == (whose, variant)


@pytest.mark.parametrize(
    ("cells", "value", "whose", "variant"),
    [
        ([("Model", "Nova 2 7B"), ("Tokens", "2T")], "2T", OWN, "7B"),
        ([("Model", "7B"), ("Tokens", "2T")], "2T", OWN, "7B"),
        ([("Model", "Nova 2"), ("Size", "70B"), ("Tokens", "2T")], "2T", OWN, "70B"),
        ([("Model", "Falcon"), ("Size", "7B"), ("Tokens", "1T")], "1T", RIVAL, None),
        ([("Model", "Nova 1 7B"), ("Tokens", "1T")], "1T", RIVAL, None),
        ([("Model", "Llama 3.1 8B"), ("Tokens", "15T")], "15T", BASE, None),
        ([("", "Tokens"), ("Falcon", "1T"), ("Nova 2 70B", "2T")], "1T", RIVAL, None),
        ([("", "Tokens"), ("Falcon", "1T"), ("Nova 2 70B", "2T")], "2T", OWN, "70B"),
        ([("Property", "Tokens"), ("Value", "2T")], "2T", OWN, None),
    ],
)
def test_rows(row, about, cells, value: str, whose: Whose, variant: str | None) -> None:
    segment = row(cells)
    at = segment.text.index(value)
    found = attribute(segment, at, at + len(value), about(segment))
    assert (found.whose, found.variant) == (whose, variant)
