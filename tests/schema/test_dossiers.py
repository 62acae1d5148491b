"""Verdicts and dossiers refuse nonsense at birth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.schema import (
    Assessment,
    Claim,
    Cue,
    Element,
    Nearest,
    Obligation,
    Origin,
    Polarity,
    Reason,
    Span,
    Status,
    Support,
    Tri,
    Value,
    Whose,
)
from tests.examples import card, cut, dossier, reason

SPAN = cut(card(), "32k")


@pytest.mark.parametrize("status", [Status.DISCLOSED, Status.PARTIAL, Status.CONTRADICTED])
def test_a_positive_status_needs_evidence(status: Status) -> None:
    with pytest.raises(ValueError, match="without evidence"):
        Assessment("licence", status, (), (), "because", ("c",))
    assert Assessment("licence", status, (SPAN,), (), "because", ("c",)).status is status


def test_absent_needs_a_search() -> None:
    with pytest.raises(ValueError, match="nothing was searched"):
        Assessment("licence", Status.ABSENT, (), (), "because", ())
    assert Assessment("licence", Status.NOT_ASSESSED, (), (), "because", ()).evidence == ()


@pytest.mark.parametrize("chance", [-0.01, 1.01])
def test_a_probability_is_one(chance: float) -> None:
    with pytest.raises(ValueError, match="probability"):
        Assessment("licence", Status.ABSENT, (), (), "because", ("c",), (), chance)


@pytest.mark.parametrize(
    ("status", "gap"),
    [
        (Status.DISCLOSED, False),
        (Status.PARTIAL, False),
        (Status.MENTIONED, True),
        (Status.REFERRED, True),
        (Status.DECLINED, True),
        (Status.PLACEHOLDER, True),
        (Status.ABSENT, True),
        (Status.CONTRADICTED, False),
        (Status.NOT_ASSESSED, False),
    ],
)
def test_the_gap_class_of_the_contract(status: Status, gap: bool) -> None:
    assert status.is_gap is gap


def test_a_stated_claim_needs_its_words() -> None:
    def claim(origin: Origin) -> Claim:
        return Claim(
            "carbon", "Nova", None, Whose.OWN, Value("1 t", 1.0), origin, Polarity.AFFIRMED,
            None, "rule",
        )  # fmt: skip

    for origin in (Origin.STATED, Origin.DERIVED):
        with pytest.raises(ValueError, match="needs a span"):
            claim(origin)
    assert claim(Origin.ANALYST).span is None


def test_an_element_needs_anchors() -> None:
    with pytest.raises(ValueError, match="no anchors"):
        Element("carbon", "Carbon", "energy", "ours", "number", (), ())
    cue = Cue("carbon/co2", "co2", "strong", "text", ("CO2",), ("copper",))
    assert Element("carbon", "C", "energy", "ours", "number", (), ("a",), (), (cue,)).cues == (cue,)


@pytest.mark.parametrize(("elements", "why"), [((), ""), (("carbon",), "none")])
def test_an_obligation_has_elements_or_says_why_not(elements: tuple[str, ...], why: str) -> None:
    with pytest.raises(ValueError, match="elements"):
        Obligation(
            id="X", ref="x", locators=(), edition="2024", kind="power", gloss="g", binds="-",
            binds_provider=False, conditions=(), audience=(), voluntary=False,
            applies_from=date(2025, 8, 2), legacy_from=None, elements=elements,
            without_element=why,
        )  # fmt: skip


class TestReason:
    """What is inferred anywhere below is inferred above."""

    def test_inferred_below(self) -> None:
        assert reason().inferred
        assert not replace(reason(), children=()).inferred

    @pytest.mark.parametrize(
        ("support", "inferred"),
        [
            (Support.INFERENCE, True),
            (Support.DERIVED, True),
            (Support.DATED_LIST, True),
            (Support.CLAIM, False),
            (Support.ANALYST, False),
            (Support.NOTHING, False),
        ],
    )
    def test_by_support(self, support: Support, inferred: bool) -> None:
        assert Reason("R", "q", Tri.YES, (), support, "b").inferred is inferred


class TestDossier:
    """A dossier holds no quotation that is in none of its documents."""

    def test_dangling_spans_are_refused(self) -> None:
        made = dossier()
        stranger = Span("nowhere", 0, 3)
        far = Span(made.documents[0].id, 0, 10_000)
        for span in (stranger, far):
            absent = made.assessments[2]
            bad = replace(absent, nearest=(Nearest(span, "near"),))
            with pytest.raises(ValueError, match="in no document"):
                replace(made, assessments=(*made.assessments[:2], bad))
            claim = replace(made.claims[0], span=span)
            with pytest.raises(ValueError, match="in no document"):
                replace(made, claims=(claim,))

    def test_an_element_is_assessed_once(self) -> None:
        made = dossier()
        with pytest.raises(ValueError, match="assessed twice"):
            replace(made, assessments=(*made.assessments, made.assessments[0]))

    def test_a_finding_rests_on_assessed_elements(self) -> None:
        made = dossier()
        with pytest.raises(ValueError, match=r"not assessed: .'carbon'"):
            replace(made, findings=(replace(made.findings[0], elements=("carbon",)),))

    def test_quote_and_document(self) -> None:
        made = dossier()
        assert made.quote(SPAN) == "32k"
        with pytest.raises(KeyError):
            made.document("nowhere")
