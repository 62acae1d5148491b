"""Whose figure it is: sentences and rows with a judgement made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.claims.subject import attribute
from pipeline.schema import Run, SegmentKind, Whose


@pytest.mark.parametrize(
    ("text", "value", "whose"),
    [
        ("Nova 2 has 7B parameters.", "7B", Whose.OWN),
        ("Our model was trained on 2T tokens.", "2T", Whose.OWN),
        ("The corpus holds 2T tokens.", "2T", Whose.OWN),
        ("Nova 2 outperforms GPT-3 (175B) on all tasks.", "175B", Whose.RIVAL),
        ("Nova 2 beats the 70B Falcon on many tasks.", "70B", Whose.RIVAL),
        ("Falcon was trained on 1T tokens.", "1T", Whose.RIVAL),
        ("Nova 2, with 7B parameters, is smaller than Falcon.", "7B", Whose.OWN),
        ("Unlike GPT-4, Nova 2 was trained on 2T tokens.", "2T", Whose.OWN),
        ("Falcon saw 1T tokens, while Nova 2 saw 3T tokens.", "3T", Whose.OWN),
        ("Falcon saw 1T tokens, while Nova 2 saw 3T tokens.", "1T", Whose.RIVAL),
        ("It starts from Llama 3.1 8B with 15T tokens.", "8B", Whose.BASE),
        ("Nova 1 was trained on 1T tokens.", "1T", Whose.RIVAL),
        ("Nova 2 is a 7B parameter Llama 3-based model.", "7B", Whose.OWN),
        ("Unheard-40B has 40B parameters.", "40B p", Whose.RIVAL),
        ("The 65B Nova 2 took 1M GPU hours.", "1M", Whose.RIVAL),
        ("The 7.2B Nova 2 took 1M GPU hours.", "1M", Whose.OWN),
        ("The 33B Nova 2 took 1M GPU hours.", "1M", Whose.RIVAL),
        ("Nova V1 has 5B parameters.", "5B", Whose.RIVAL),
        ("Nova Coder has 5B parameters.", "5B", Whose.RIVAL),
        ("We compare with a 175B-parameter GPT-3.", "175B", Whose.RIVAL),
    ],
)
def test_sentences(sentence, about, text: str, value: str, whose: Whose) -> None:
    segment = sentence(text)
    at = text.index(value)
    assert attribute(segment, at, at + len(value), about(segment)).whose is whose


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("Nova 2 70B took 5M GPU hours.", "70B"),
        ("The 7B model took 5M GPU hours.", "7B"),
        ("Nova 2 took 5M GPU hours.", None),
    ],
)
def test_variants_of_sentences(sentence, about, text: str, variant: str | None) -> None:
    segment = sentence(text)
    at = text.index("5M")
    found = attribute(segment, at, at + 2, about(segment))
    assert (found.whose, found.variant) == (Whose.OWN, variant)


def test_the_label_of_a_row_is_its_subject(row, about) -> None:
    ours = row([("Model", "Nova 2 7B"), ("Params", "7.2B")])
    theirs = row([("Model", "Falcon 40B"), ("Params", "40B")])
    base = row([("Model", "Llama 3.1 8B"), ("Params", "8B")])
    found = [
        attribute(s, s.text.rindex(":") + 2, len(s.text), about(s)) for s in (ours, theirs, base)
    ]
    assert [a.whose for a in found] == [Whose.OWN, Whose.RIVAL, Whose.BASE]
    assert found[0].variant == "7B"


def test_the_header_of_a_column_is_its_subject(row, about) -> None:
    segment = row([("", "Training tokens"), ("Nova 2 7B", "2T"), ("Falcon 40B", "1T")])
    ours, theirs = segment.text.index("2T"), segment.text.index("1T")
    context = about(segment)
    assert attribute(segment, ours, ours + 2, context).variant == "7B"
    assert attribute(segment, theirs, theirs + 2, context).whose is Whose.RIVAL


def test_the_heading_above_decides_where_the_sentence_names_nobody(sentence, about) -> None:
    under_own = sentence("It has 70B parameters.", "Models", "Nova 2 70B")
    under_rival = sentence("Its size is 40B parameters.", "Baselines", "Falcon")
    assert attribute(under_own, 7, 10, about(under_own)).variant == "70B"
    assert attribute(under_rival, 12, 15, about(under_rival)).whose is Whose.RIVAL


@pytest.mark.parametrize("kind", [SegmentKind.CODE, SegmentKind.REFERENCE, SegmentKind.DIALOGUE])
def test_places_that_state_nothing(sentence, about, kind: SegmentKind) -> None:
    segment = sentence("Nova 2 has 7B parameters", kind=kind)
    found = attribute(segment, 11, 13, about(segment))
    assert found.confidence == 0.0
    assert not found.own


def test_an_address_states_nothing(sentence, about) -> None:
    segment = sentence("See https://example.org/nova-2-7B for more.")
    at = segment.text.index("7B")
    assert not attribute(segment, at, at + 2, about(segment)).own


def test_a_nameless_row_beside_other_models_is_not_ours(row, about) -> None:
    def line(name: str, size: str, at: int):
        made = row([("Model", name), ("Params", size)], label=name)
        runs = tuple(replace(run, start=run.start + at) for run in made.runs)
        return replace(made, start=at, end=made.end + at, runs=runs)

    table = [
        line("Nova 2", "7B", 0),
        line("70B", "70B", 100),
        line("Falcon", "7B", 200),
        line("40B", "40B", 300),
        line("Somebody's model", "9B", 400),
    ]
    context = about(*table)
    found = [attribute(s, s.text.rindex(":") + 2, len(s.text), context) for s in table]
    assert [a.whose for a in found] == [
        Whose.OWN,
        Whose.OWN,
        Whose.RIVAL,
        Whose.RIVAL,
        Whose.UNKNOWN,
    ]
    assert found[1].variant == "70B"


def test_what_is_said_of_cited_work_is_not_said_of_the_model(sentence, about) -> None:
    segment = sentence("Model sizes grew to over 10 billion parameters (Doe et al., 2020).")
    assert not attribute(segment, 24, 34, about(segment)).own


def test_these_models_are_those_named_last(sentence, about) -> None:
    text = "Falcon is a series of open models. These models are available in 7B and 40B sizes."
    whole = sentence(text)
    cut = text.index("These")
    first = replace(whole, end=cut - 1, text=text[: cut - 1], runs=(Run(0, 0, cut - 1),))
    second = replace(whole, start=cut, text=text[cut:], runs=(Run(0, cut, len(text) - cut),))
    context = about(first, second)
    at = second.text.index("40B")
    assert attribute(second, at, at + 3, context).whose is Whose.RIVAL
