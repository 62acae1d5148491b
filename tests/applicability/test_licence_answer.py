"""R4-licence: texts, names and facts against one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from pipeline.applicability import exemption, licence_text
from pipeline.applicability.decide import Decision, decide
from pipeline.applicability.facts import parse as facts
from pipeline.catalogue.files import root
from pipeline.catalogue.obligations import obligations
from pipeline.claims.licences import lookup
from pipeline.law.locators import parse as locator
from pipeline.licences.identify import Identification, Near, Stretch
from pipeline.readers.read import read_bytes
from pipeline.schema import (
    Claim,
    Document,
    Identity,
    Origin,
    Polarity,
    Reason,
    Span,
    Tri,
    Value,
    Verdict,
    Whose,
)
from pipeline.segments.build import segment

EXEMPT = tuple(row for row in obligations() if row.id == "ACT-53-2")
KNOWN = {
    "placed_on_eu_market": True,
    "placement_date": "2026-01-01",
    "generality": "general",
    "monetised": False,
    "variants": {
        "N": {
            "weights_public": True,
            "architecture_public": True,
            "usage_public": True,
            "training_flop": 1e24,
        }
    },
}
APACHE = (root() / "LICENSE").read_text(encoding="utf-8")
CARD = Document("c" * 64, "README.md", "text/markdown", "licence names here", kind="card")


def file(text: str, name: str = "LICENSE") -> Document:
    return Document(f"{name.encode().hex():0<64}"[:64], name, "text/plain", text, kind="licence")


def named(norm: str, qualifier: str | None = None) -> Claim:
    return Claim(
        "licence", "Heron", None, Whose.OWN, Value(raw=norm, norm=norm, qualifier=qualifier),
        Origin.STATED, Polarity.AFFIRMED, Span(CARD.id, 0, 7), "test", confidence=0.9,
    )  # fmt: skip


def decided(*documents: Document, claims: tuple[Claim, ...] = (), licence: str = "") -> Decision:
    content = {**KNOWN}
    if licence:
        content["variants"] = {"N": {**KNOWN["variants"]["N"], "licence": licence}}  # type: ignore[index]
    return decide(
        EXEMPT, Identity("", ""), claims, (CARD, *documents), facts(content), date(2026, 11, 25)
    )


def nodes(reason: Reason) -> Iterator[Reason]:
    yield reason
    for child in reason.children:
        yield from nodes(child)


def node(decision: Decision, rule: str = "R4-licence") -> Reason:
    return next(n for n in nodes(decision.applicability[0].because) if n.rule == rule)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch):
    """Make files be told for a licence by a word in them, as if their text were known."""
    keys = {
        "LLAMA": "llama-3.1-license-2024",
        "CARE": "deepseek-la-1.0",
        "FREE": "mit",
        "APPLE": "apple-amlr",
    }

    def identify(text: str) -> Identification:
        for word, key in keys.items():
            if word in text:
                return Identification(key, key.title(), (), "every word")
        if "NEARLY" in text:
            at = text.index("But")
            odd = Stretch(at, len(text), len(text[at:].split()))
            return Identification(
                None, "", (Near("mit", "MIT License", 0.9, 1.0, (odd,), 0),), "not word for word."
            )
        return Identification(None, "", (), "near nothing")

    monkeypatch.setattr(licence_text, "identify", identify)


def test_a_text_word_for_word_answers_without_any_name() -> None:
    reason = node(decided(file(APACHE)))
    assert reason.verdict is Tri.YES
    assert "word for word: Apache License 2.0" in reason.because
    assert "Words that grant: free of charge, use, modification, distribution." in reason.because
    # The title and the words that grant are quoted.
    assert len(reason.spans) >= 3


def test_one_word_changed_and_it_answers_nothing() -> None:
    changed = APACHE.replace("no-charge", "low-charge")
    reason = node(decided(file(changed), claims=(named("Apache-2.0"),)))
    assert reason.verdict is Tri.UNKNOWN
    assert "not that text word for word" in reason.because
    quoted = [changed[s.start : s.end] for s in reason.spans if s.document == file(changed).id]
    assert "low" in quoted


def test_a_clause_that_closes_beside_an_open_text_is_no_open_licence() -> None:
    more = APACHE + "\nYou may not use the Work for any commercial purpose.\n"
    reason = node(decided(file(more), claims=(named("Apache-2.0"),)))
    assert reason.verdict is Tri.UNKNOWN
    assert "commercial use is excluded" in reason.because
    # Without an open name there is nothing that speaks for it.
    assert node(decided(file(more))).verdict is Tri.NO


@pytest.mark.parametrize(
    ("text", "names", "verdict"),
    [
        ("LLAMA text", [], Tri.NO),
        ("LLAMA text", ["Apache-2.0"], Tri.NO),
        ("CARE text", ["MIT"], Tri.UNKNOWN),
        ("FREE text", [], Tri.YES),
        ("FREE text", ["heron-terms"], Tri.UNKNOWN),
        ("FREE text", ["Apache-2.0"], Tri.YES),
        ("FREE text", ["CC-BY-NC-4.0"], Tri.UNKNOWN),
        ("NEARLY free. But not for banks.", ["MIT"], Tri.UNKNOWN),
        ("NEARLY free. But not for banks.", [], Tri.UNKNOWN),
        ("Heron terms. For research use only.", ["MIT"], Tri.UNKNOWN),
        ("Heron terms. For research use only.", ["CC-BY-NC-4.0"], Tri.NO),
        ("Heron terms.", ["MIT"], Tri.YES),
    ],
)
def test_text_and_names_together(told: None, text: str, names: list[str], verdict: Tri) -> None:
    reason = node(decided(file(text), claims=tuple(named(name) for name in names)))
    assert reason.verdict is verdict
    for name in names:
        row = lookup(name)
        assert (row.name if row else name) in reason.because


def test_what_an_analyst_says_stands(told: None) -> None:
    reason = node(decided(file("LLAMA text"), licence="mit"))
    assert reason.verdict is Tri.YES
    assert reason.support == "analyst"


def test_the_codes_licence_is_kept_apart(told: None) -> None:
    reason = node(decided(file("CARE text", "LICENSE-MODEL"), file("FREE text", "LICENSE-CODE")))
    assert reason.verdict is Tri.UNKNOWN
    assert "says nothing on the weights: Mit" in reason.because
    alone = node(decided(file("FREE text", "LICENSE-CODE")))
    assert alone.verdict is Tri.UNKNOWN


def test_two_texts_that_differ_must_be_read(told: None) -> None:
    reason = node(decided(file("FREE text", "LICENSE"), file("LLAMA text", "MODEL_LICENSE")))
    assert reason.verdict is Tri.UNKNOWN
    assert "Which of the texts covers the weights must be read" in reason.because
    same = node(decided(file("FREE text", "LICENSE"), file("FREE too", "MODEL_LICENSE")))
    assert same.verdict is Tri.YES


def test_a_row_that_rests_on_a_name_is_shown_as_unverified(told: None) -> None:
    reason = node(decided(claims=(named("apple-amlr"),)))
    assert reason.verdict is Tri.NO
    assert "not read here: unverified" in reason.because


def test_each_restriction_is_quoted(told: None) -> None:
    text = (
        "CARE terms\n\nYou agree not to use the Model:\n- For war;\n- To harm minors;\n"
        "- In breach of law.\n\nHeron may restrict your use."
    )
    reason = node(decided(file(text)))
    assert "3 uses are forbidden ('For war'; 'To harm minors'; 'In breach of law." in reason.because
    quoted = [text[s.start : s.end] for s in reason.spans]
    for words in ("For war", "To harm minors", "Heron may restrict your use."):
        assert words in quoted
    # The question above says it in short: kinds and numbers, the words stand below.
    above = node(decided(file(text)), "R4").because
    assert "3 uses are forbidden" in above
    assert "the licensor may restrict use from afar (1 passage)" in above
    assert "For war" not in above
    assert len(above) < len(reason.because) + 200


def test_what_falls_away_and_what_stays_is_told() -> None:
    holds = node(decided(file(APACHE)), "R4")
    assert holds.verdict is Tri.YES
    gone, _, kept = holds.because.partition("These stay:")
    for words in ("Art. 53(1)(a)", "Art. 53(1)(b)", "Art. 54"):
        assert words in gone
        assert words not in kept
    for words in ("Art. 53(1)(c)", "Art. 53(1)(d)", "Art. 53(3)", "Art. 25(4)"):
        assert words in kept
    assert {child.rule for child in holds.children} >= {
        "R4-licence", "R4-weights", "R4-architecture", "R4-usage", "R4-money", "R3",
    }  # fmt: skip


def test_open_weights_are_not_called_open_source(told: None) -> None:
    decision = decided(file("LLAMA text"))
    reason = node(decision, "R4")
    assert decision.applicability[0].outcome is Verdict.DOES_NOT_APPLY
    assert "open-weight, not open-source" in reason.because
    # What is settled stands beside what decides.
    assert {child.rule for child in reason.children} >= {"R4-licence", "R4-weights", "R4-usage"}


def test_open_conditions_stay_out_of_a_refusal(told: None) -> None:
    given = facts({**KNOWN, "variants": {"N": {"training_flop": 1e24}}})
    decision = decide(
        EXEMPT, Identity("", ""), (), (file("LLAMA text"),), given, date(2026, 11, 25)
    )
    reason = node(decision, "R4")
    assert reason.verdict is Tri.NO
    assert {c.rule for c in reason.children if c.verdict is Tri.UNKNOWN} == set()


def test_the_locators_of_the_exemption_are_of_the_act() -> None:
    sides = exemption.provisions()
    assert set(sides) == {"falls_away", "stays"}
    found = [text for rows in sides.values() for text, _ in rows]
    assert len(found) == len(set(found)) >= 9
    for text in found:
        assert str(locator(text))
    assert all(text in exemption.told() for text in found)


def test_the_order_of_files_changes_nothing(told: None) -> None:
    one, two = file("CARE text", "A"), file("FREE text", "LICENSE-CODE")
    assert decided(one, two).applicability == decided(two, one).applicability
    claim = named("MIT")
    other = replace(named("Apache-2.0"), span=Span(CARD.id, 8, 13))
    assert (
        node(decided(claims=(claim, other))).because == node(decided(claims=(other, claim))).because
    )


@pytest.mark.parametrize(
    ("lines", "found", "missing"),
    [
        (["## Usage", "pip install heron"], set(), {"modalities", "capabilities", "limitations"}),
        (
            ["## Usage", "pip install heron", "## Limitations", "It may produce inaccurate text."],
            {"limitations"},
            {"modalities", "capabilities"},
        ),
        (
            ["pip install heron", "It can answer questions and is designed for chat."],
            {"capabilities"},
            {"modalities", "limitations"},
        ),
    ],
)
def test_information_on_use_names_its_parts(
    lines: list[str], found: set[str], missing: set[str]
) -> None:
    card = read_bytes("\n\n".join(["# Heron-7B", *lines]).encode(), "README.md")
    given = facts({**KNOWN, "variants": {"N": {"training_flop": 1e24, "licence": "mit"}}})
    decision = decide(
        EXEMPT, Identity("", ""), (), (card,), given, date(2026, 11, 25),
        {card.id: segment(card)},
    )  # fmt: skip
    reason = node(decision, "R4-usage")
    assert reason.verdict is Tri.YES
    first, _, rest = reason.because.partition("Not found by its wording, to be read: ")
    assert {
        part for part in ("modalities", "capabilities", "limitations") if part in first
    } == found
    assert set(rest.rstrip(".").split(", ")) == missing


def test_data_usage_says_nothing_on_use() -> None:
    text = b"# Heron-7B\n\nThe transparency around data usage and memory usage is high.\n"
    card = read_bytes(text, "README.md")
    given = facts({**KNOWN, "variants": {"N": {"training_flop": 1e24, "licence": "mit"}}})
    decision = decide(
        EXEMPT, Identity("", ""), (), (card,), given, date(2026, 11, 25),
        {card.id: segment(card)},
    )  # fmt: skip
    assert node(decision, "R4-usage").verdict is Tri.UNKNOWN
