"""What a sentence denies and who its subject is: forms of English, judged by hand."""

from __future__ import annotations

import pytest

from pipeline.claims import syntax


@pytest.mark.parametrize(
    ("text", "stretch", "denied"),
    [
        ("The model was never trained on 2T tokens.", "2T", True),
        ("It wasn't trained on 2T tokens.", "2T", True),
        ("It cannot process 128K tokens.", "128K", True),
        ("It does not support 128K tokens.", "128K", True),
        ("The model is not a 70B model.", "70B", True),
        ("It was trained without any 2T corpus.", "2T", True),
        ("Neither 70B model was released.", "70B", True),
        ("It was trained on 2T tokens and not on images.", "2T", False),
        ("It was trained on 2T tokens, without personal data.", "2T", False),
        ("It was not only trained on 2T tokens but also tuned.", "2T", False),
        ("It was trained on no fewer than 2T tokens.", "2T", False),
        ("It accepts no more than 128K tokens.", "128K", False),
        ("It was trained on not less than 2T tokens.", "2T", False),
        ("The model, which is not open, was trained on 2T tokens.", "2T", False),
        ("It was trained on 2T tokens that are not public.", "2T", False),
        ("We do not doubt the result; it was trained on 2T tokens.", "2T", False),
        ("Not all users know that it was trained on 2T tokens.", "2T", False),
        ("It notably has 128K tokens of context.", "128K", False),
        ("", "", False),
    ],
)
def test_denials(text: str, stretch: str, denied: bool) -> None:
    at = text.index(stretch)
    assert syntax.negated(text, at, at + len(stretch)) is denied


@pytest.mark.parametrize(
    ("text", "names", "chosen"),
    [
        ("Nova was trained on 2T tokens.", ["Nova"], "Nova"),
        ("Falcon is old, and Nova was trained on 2T tokens.", ["Falcon", "Nova"], "Nova"),
        ("Nova is new, and Falcon was trained on 2T tokens.", ["Nova", "Falcon"], "Falcon"),
        ("Nova outperforms Falcon and was trained on 2T tokens.", ["Nova", "Falcon"], "Nova"),
        ("Compared to Falcon, Nova used 2T tokens.", ["Falcon", "Nova"], "Nova"),
        ("Nova replaces Falcon, which used 2T tokens.", ["Nova", "Falcon"], "Falcon"),
        ("Nova: a corpus of 2T", ["Nova"], None),
    ],
)
def test_subjects(text: str, names: list[str], chosen: str | None) -> None:
    at = text.index("2T")
    spans = [(text.find(name), text.find(name) + len(name)) for name in names]
    found = syntax.subject(text, at, at + 2, spans)
    assert (None if found is None else names[found]) == chosen


def test_a_stretch_outside_the_sentence_has_no_subject_and_is_not_denied() -> None:
    assert syntax.subject("Nova is here.", 400, 402, [(0, 4)]) is None
    assert syntax.negated("It is not here.", 400, 402) is False


def test_only_the_beginning_of_an_endless_sentence_is_parsed() -> None:
    text = "It is not small, " * 200 + "and has 7B parameters."
    at = text.index("7B")
    assert syntax.negated(text, at, at + 2) is False
