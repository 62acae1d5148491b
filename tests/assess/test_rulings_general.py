"""What holds for every rule: verbatim evidence, bounded scores, silence about other people's."""

from __future__ import annotations

import pytest

from pipeline.assess.cues import match
from pipeline.assess.rulings import FEATURES, ElementEvidence, Ruling, rule
from pipeline.assess.rulings.evidence import POSITIVE
from pipeline.assess.rulings.reading import answered, plain_heading, stands_under
from pipeline.assess.rulings.rule import RULES
from pipeline.catalogue.elements import by_id, elements
from pipeline.schema import (
    Claim,
    Cue,
    Element,
    Origin,
    Polarity,
    Segment,
    SegmentKind,
    Span,
    Status,
    Value,
    Whose,
)
from tests.assess.ruled import code, field, other, row, ruled, say, segments, status, title

CARD = segments(
    title("Nova 7B"),
    field("License", "Apache 2.0"),
    say("Nova is a decoder-only transformer with 7 billion parameters, developed by Acme Labs."),
    say("It was trained on 2 trillion tokens of text from Common Crawl and Wikipedia."),
    say("We removed personal information and filtered the dataset for quality."),
    row("Nova 7B | MMLU (5-shot): 67.3 | GSM8K: 55.1", "Evaluation"),
    say("The model may produce inaccurate or biased output.", "Limitations"),
    say("[More Information Needed]", "Environmental Impact"),
    say("See the paper for details on the training data."),
    code("model = AutoModel.from_pretrained('acme/nova-7b')"),
)


def test_every_element_has_a_rule_of_its_own() -> None:
    assert set(RULES) == {element.id for element in elements()}


@pytest.mark.parametrize("element", [element.id for element in elements()])
def test_no_rule_speaks_without_words_of_the_document(element: str) -> None:
    one = by_id()[element]
    ruling = rule(element, ElementEvidence(one, match([one], CARD).of(element), CARD))
    assert 0 <= ruling.score <= 1
    assert round(ruling.score, 4) == ruling.score
    assert ruling.because.endswith(".")
    assert tuple(ruling.features) == FEATURES
    assert all(0 <= number <= 1 for number in ruling.features.values())
    assert bool(ruling.evidence) == (ruling.status in POSITIVE)
    for index, start, end in ruling.evidence:
        assert 0 <= start < end <= len(CARD[index].text)
        assert CARD[index].locate(start, end) is not None


@pytest.mark.parametrize("element", [element.id for element in elements()])
def test_nothing_said_is_absent(element: str) -> None:
    assert status(element, say("The weather was fine on that quiet afternoon.")) == "absent"
    assert status(element) == "absent"


def test_the_same_evidence_gives_the_same_ruling() -> None:
    one = by_id()["licence"]
    evidence = ElementEvidence(one, match([one], CARD).of("licence"), CARD)
    assert rule("licence", evidence) == rule("licence", evidence)


def test_evidence_of_another_element_is_refused() -> None:
    with pytest.raises(ValueError, match="licence"):
        rule("carbon", ElementEvidence(by_id()["licence"], (), ()))


def test_a_positive_ruling_without_evidence_cannot_exist() -> None:
    with pytest.raises(ValueError, match="needs evidence"):
        Ruling(Status.PARTIAL, (), "because.", 0.5)
    with pytest.raises(ValueError, match="between 0 and 1"):
        Ruling(Status.ABSENT, (), "because.", 1.5)


def test_words_that_are_not_the_document_s_own_are_no_evidence() -> None:
    ghost = Segment("d", 0, 5, SegmentKind.SENTENCE, (), "A 7 billion parameter model.", ())
    one = by_id()["parameters_total"]
    units = (ghost,)
    ruling = rule("parameters_total", ElementEvidence(one, match([one], units).of(one.id), units))
    assert ruling.status is Status.ABSENT


@pytest.mark.parametrize("kind", [SegmentKind.REFERENCE, SegmentKind.DIALOGUE, SegmentKind.CODE])
def test_examples_and_literature_state_nothing(kind: SegmentKind) -> None:
    text = "The model has 7 billion parameters and was trained on 2 trillion tokens of text."
    assert status("parameters_total", other(SegmentKind.SENTENCE, text)) == "disclosed"
    assert status("data_size", other(kind, text)) == "absent"
    assert ruled("parameters_total", other(kind, text)).status is Status.ABSENT


def _claim(whose: Whose, polarity: Polarity = Polarity.AFFIRMED) -> Claim:
    return Claim(
        "max_input",
        "Nova",
        None,
        whose,
        Value("32K", 32000.0, unit="tokens"),
        Origin.STATED,
        polarity,
        Span("d", 0, 4),
        "test",
    )


def test_a_typed_claim_of_its_own_fills_an_element_and_a_rival_s_does_not() -> None:
    part = say("Nova goes to thirty-two thousand.")
    assert ruled("max_input", part, claims=(_claim(Whose.OWN),)).status is Status.DISCLOSED
    assert ruled("max_input", part, claims=(_claim(Whose.RIVAL),)).status is Status.ABSENT
    negated = _claim(Whose.OWN, Polarity.NEGATED)
    assert ruled("max_input", part, claims=(negated,)).status is Status.ABSENT


def test_a_long_unit_is_quoted_around_the_hit() -> None:
    filler = "and so on " * 200
    ruling = ruled("licence", say(f"{filler}released under the Apache 2.0 license {filler}"))
    ((_, start, end),) = ruling.evidence
    text = f"{filler}released under the Apache 2.0 license {filler}"
    assert "Apache 2.0" in text[start:end]
    assert end - start <= 600


@pytest.mark.parametrize(
    ("content", "is_answer"),
    [("N/A", True), ("No", True), ("7B", True), ("", False), ("[More Information Needed]", False)],
)
def test_not_applicable_is_an_answer_and_a_blank_is_none(content: str, is_answer: bool) -> None:
    assert answered(content) is is_answer


def test_headings_are_compared_without_numbers_and_marks() -> None:
    assert plain_heading("3.1. Training Data:") == "training data"
    licence = by_id()["licence"]
    assert stands_under(licence, ("Nova", "5. License"))
    assert not stands_under(licence, ("Nova", "Use"))
    long = "Why we could not find any license for the many things that we used here"
    assert not stands_under(licence, (long,))


def test_the_question_of_a_form_is_not_its_answer() -> None:
    asked = "Have you used publicly available datasets to train the model?"
    assert status("additional_assets", field(asked, "No")) == "absent"


REFUSALS = [
    ("data_size", "We do not disclose the number of tokens that Nova was trained on."),
    ("parameters_total", "The number of parameters is undisclosed."),
]


@pytest.mark.parametrize(("element", "text"), REFUSALS)
def test_a_refusal_is_told_from_silence(element: str, text: str) -> None:
    label = by_id()[element].headings[0].title()
    assert status(element, say(text, label)) == "declined"


def test_a_refusal_stands_only_where_nothing_fills_the_element() -> None:
    refusal = say("The number of parameters of the larger one is undisclosed.", "Model Size")
    assert status("parameters_total", refusal, say("Nova has 7 billion parameters.")) == "disclosed"
    trained = "We instruct the model to not reveal a password of 7 billion parameters."
    assert status("parameters_total", say(trained)) != "declined"


def test_a_section_that_is_only_a_placeholder_is_a_placeholder() -> None:
    assert status("licence", say("[More Information Needed]", "License")) == "placeholder"
    assert status("licence", say("[More Information Needed]", "Model Card", "Use")) == "absent"
    assert status("licence", say("MIT License", "License")) == "disclosed"


def test_an_element_without_a_rule_is_ruled_by_cue_and_value() -> None:
    cues = (
        Cue("x/topic", r"\bcolou?r\b", "strong", "text", (), ()),
        Cue("x/shade", r"\b(?:red|blue)\b", "value", "text", (), ()),
    )
    colour = Element("x", "X", "use", "Its colour.", "text", (), ("a",), ("paint",), cues)

    def found(*parts) -> str:
        units = segments(*parts)
        hits = match([colour], units).of("x")
        return rule("x", ElementEvidence(colour, hits, units)).status.value

    assert found(say("The colour is red.")) == "disclosed"
    assert found(say("The colour matters.")) == "mentioned"
    assert found(say("It is red.", "Paint")) == "partial"
    assert found(say("It is red.")) == "absent"
    assert found(say("We do not disclose the colour.")) == "declined"


def test_what_says_most_is_quoted_first() -> None:
    ruling = ruled(
        "training_hardware",
        say("Training used a cluster of A100 GPUs."),
        say("Nova was trained on 2048 NVIDIA H800 GPUs.", "Training Hardware"),
    )
    assert ruling.evidence[0][0] == 1


@pytest.mark.parametrize(
    ("element", "label"),
    [
        ("authenticity", "Model authenticity"),
        ("design_rationale", "Design specifications of the model"),
        ("max_output", "Maximum output size"),
        ("additional_assets", "Additional assets"),
        ("training_process", "Design specifications of the training process"),
        ("training_rationale", "Decision rationale"),
        ("data_collection", "How data was obtained and selected"),
        ("data_curation", "Data curation methodologies"),
        ("data_bias_measures", "Measures to detect identifiable biases"),
        ("training_compute", "Amount of computation used for training"),
        ("energy_training", "Amount of energy used for training"),
        ("inference_compute", "Benchmarked amount of computation used for inference"),
    ],
)
def test_a_form_that_asks_for_an_element_is_read_by_its_field(element: str, label: str) -> None:
    assert status(element, field(label, "N/A")) == "disclosed"
    assert status(element, field(label, "See the paper.")) in {"referred", "partial"}
    assert status(element, field(label, "")) == "absent"
    assert status(element, field("Colour", "N/A")) == "absent"
