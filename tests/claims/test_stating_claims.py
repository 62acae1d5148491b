"""How words become a claim: whose, which variant, how sure, and where none may be made."""

from __future__ import annotations

import pytest

from pipeline.claims.fields import fields
from pipeline.claims.stating import at_span, of_field, stated
from pipeline.claims.subject import Attribution
from pipeline.schema import Polarity, SegmentKind, Whose


@pytest.fixture
def make(sentence, about):
    """Make a claim of the first place of some words in a sentence."""

    def run(text: str, words: str, *headings: str, kind=SegmentKind.SENTENCE, **more):
        segment = sentence(text, *headings, kind=kind)
        start = text.index(words)
        where = about(segment)
        object.__setattr__(where.document, "text", text)
        return stated(where, "licence", "r", segment, start, start + len(words), "MIT", **more)

    return run


@pytest.mark.parametrize(
    ("text", "whose", "subject", "variant"),
    [
        ("Nova 2 is under MIT.", Whose.OWN, "Nova 2", None),
        ("Nova 2 7B is under MIT.", Whose.OWN, "Nova 2", "7B"),
        ("Nova 2 7B and Nova 2 70B are under MIT.", Whose.OWN, "Nova 2", None),
        ("Falcon-7B is under MIT.", Whose.RIVAL, "Falcon-7B", None),
        ("Our model is under MIT.", Whose.OWN, "Nova 2", None),
        ("It is under MIT.", Whose.OWN, "Nova 2", None),
        ("Unlike Falcon-7B, Nova 2 is under MIT.", Whose.OWN, "Nova 2", None),
    ],
)
def test_whose(make, text: str, whose: Whose, subject: str, variant: str | None) -> None:
    claim = make(text, "MIT")
    assert (claim.whose, claim.subject, claim.variant) == (whose, subject, variant)
    assert claim.value.raw == "MIT"
    assert claim.rule == "licence/r"


@pytest.mark.parametrize("kind", [SegmentKind.CODE, SegmentKind.REFERENCE, SegmentKind.DIALOGUE])
def test_no_claim_in_code_citation_or_dialogue(make, kind: SegmentKind) -> None:
    assert make("Nova 2 is under MIT.", "MIT", kind=kind) is None


def test_no_claim_in_an_address(make) -> None:
    assert make("See https://nova.example/MIT for more.", "MIT") is None


def test_what_the_caller_knows_overrides(make) -> None:
    rival = Attribution(Whose.RIVAL, None, 0.9, "known", "Tern")
    claim = make("Nova 2 is under MIT.", "MIT", attribution=rival)
    assert (claim.whose, claim.subject, claim.variant) == (Whose.RIVAL, "Tern", None)
    claim = make("Nova 2 is under MIT.", "MIT", variant="70B", confidence=0.33339)
    assert (claim.variant, claim.confidence) == ("70B", 0.3334)
    assert make("Falcon-7B is under MIT.", "MIT", variant="70B").variant is None


def test_unit_qualifier_and_polarity_are_kept(make) -> None:
    claim = make(
        "Nova 2 is not under MIT.", "MIT", unit="u", qualifier="weights", polarity=Polarity.NEGATED
    )
    assert (claim.value.unit, claim.value.qualifier) == ("u", "weights")
    assert claim.polarity is Polarity.NEGATED


def test_the_heading_names_the_subject_of_a_nameless_sentence(make) -> None:
    assert make("Under MIT.", "MIT", "Nova 2 70B").variant == "70B"
    assert make("Under MIT.", "MIT", "Falcon-7B").whose is Whose.RIVAL
    assert make("Under MIT.", "MIT", "Licence").whose is Whose.OWN


def test_a_field_claims_its_value_and_a_span_is_our_own(read, nova) -> None:
    from pipeline.claims.context import context

    document, segments = read("# Nova 2\n\n**License:** MIT\n")
    where = context(document, segments, nova)
    field = next(f for s in segments for f in fields(s) if f.label == "License")
    claim = of_field(where, "licence", "label", field, "MIT", qualifier="code", confidence=0.9)
    assert document.quote(claim.span) == claim.value.raw == "MIT"
    assert (claim.value.qualifier, claim.confidence, claim.whose) == ("code", 0.9, Whose.OWN)
    whole = at_span(where, "licence", "file", claim.span, "MIT", variant="7B", confidence=0.77777)
    assert (whole.variant, whole.confidence, whole.rule) == ("7B", 0.7778, "licence/file")
