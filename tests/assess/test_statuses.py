from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from pipeline.assess import statuses
from pipeline.assess.statuses import NEAREST, QUOTES, assess, searchable, unsearched
from pipeline.catalogue.elements import elements
from pipeline.errors import BadCorpus
from pipeline.readers.read import read_bytes
from pipeline.retrieval.rank import Scores, lexical_scores, searched_text
from pipeline.schema import (
    Assessment,
    Claim,
    Document,
    Identity,
    Origin,
    Page,
    Polarity,
    ReadWarning,
    Side,
    Status,
    Value,
    WarningCode,
    Whose,
)
from pipeline.segments import segment

CARD = """# Ostrea 7B

Ostrea 7B is a decoder-only language model with 7 billion parameters.

## Licence

The weights are released under the Apache 2.0 license.

## Training data

The model was trained on 2 trillion tokens of web text, books and code.
The knowledge cutoff is March 2025.

## Limitations

It may produce wrong statements and should not be used for medical advice.
"""
NOBODY = Identity("Ostrea 7B", "Ostrea Labs")


def _read(text: str, name: str = "card.md") -> Document:
    return read_bytes(text.encode(), name)


def _run(
    *documents: Document, claims: Sequence[Claim] = (), identity: Identity = NOBODY
) -> dict[str, Assessment]:
    catalogue = elements()
    units = {document.id: segment(document) for document in documents}
    scores = {}
    for key, found in units.items():
        lexical = lexical_scores(
            catalogue, [searched_text(s) for s in found], np.ones(len(found), dtype=bool)
        )
        dense = (0.1 + lexical).astype(np.float32)
        ids = tuple(element.id for element in catalogue)
        scores[key] = Scores(ids, dense, lexical, lexical, np.ones(len(found), dtype=bool))
    given = assess(catalogue, documents, units, claims, identity, scores)
    assert [one.element for one in given] == [element.id for element in catalogue]
    return {one.element: one for one in given}


def test_what_is_stated_is_found_and_quoted_verbatim() -> None:
    document = _read(CARD)
    found = _run(document)
    for element, words in (
        ("parameters_total", "7 billion parameters"),
        ("licence", "Apache 2.0"),
        ("data_size", "2 trillion tokens"),
        ("data_cutoff", "March 2025"),
    ):
        one = found[element]
        assert not one.status.is_gap, element
        assert words in document.quote(one.evidence[0]), element
        assert one.searched == (document.id,)
        assert one.probability >= 0.5
        assert one.because


def test_what_is_not_stated_is_absent_with_what_came_near() -> None:
    document = _read(CARD)
    one = _run(document)["carbon"]
    assert one.status is Status.ABSENT
    assert one.evidence == ()
    assert len(one.nearest) == NEAREST
    assert all(near.why_not and document.quote(near.span) for near in one.nearest)
    assert "Ostrea 7B" in one.because
    assert one.probability < 0.5


def test_deleting_the_only_sentence_makes_it_a_gap() -> None:
    without = CARD.replace("The weights are released under the Apache 2.0 license.", "").replace(
        "## Licence\n", ""
    )
    assert _run(_read(without))["licence"].status.is_gap


def test_signals_name_what_decided() -> None:
    one = _run(_read(CARD))["parameters_total"]
    assert one.signals
    weights = [abs(weight) for _, weight in one.signals]
    assert weights == sorted(weights, reverse=True)


def test_the_best_document_wins_and_order_does_not_matter() -> None:
    card = _read(CARD)
    other = _read("# Ostrea 7B energy\n\nTraining used 310 MWh of electricity in total.\n", "e.md")
    alone, both, turned = _run(card), _run(card, other), _run(other, card)
    assert alone["energy_training"].status is Status.ABSENT
    assert not both["energy_training"].status.is_gap
    assert "310 MWh" in other.quote(both["energy_training"].evidence[0])
    assert not both["licence"].status.is_gap
    for element, one in both.items():
        assert replace(turned[element], searched=one.searched) == one
    assert both["licence"].searched == (card.id, other.id)


def test_evidence_of_all_documents_is_kept() -> None:
    card, copy = _read(CARD), _read(CARD.replace("Limitations", "Limits"), "b.md")
    one = _run(card, copy)["licence"]
    assert {span.document for span in one.evidence} == {card.id, copy.id}
    assert len(one.evidence) <= QUOTES


def test_where_nothing_could_be_read_nothing_is_assessed() -> None:
    broken = _read("", "empty.md")
    found = _run(broken)
    assert {one.status for one in found.values()} == {Status.NOT_ASSESSED}
    assert all(one.searched == () for one in found.values())


def _warned(document: Document, code: WarningCode) -> Document:
    return replace(document, warnings=(*document.warnings, ReadWarning(code, "said")))


def test_another_language_is_not_judged() -> None:
    foreign = _warned(_read(CARD), WarningCode.LANGUAGE)
    assert not searchable(foreign)
    found = _run(foreign)
    assert {one.status for one in found.values()} == {Status.NOT_ASSESSED}
    assert "card.md" in found["licence"].because


def test_absence_that_depends_on_an_unread_part_is_not_assessed() -> None:
    document = _read(CARD)
    middle = len(CARD) // 2
    pages = (
        Page(1, 0, middle, 600, 800),
        Page(2, middle, len(CARD), 600, 800, readable=False),
    )
    found = _run(replace(document, pages=pages))
    assert found["carbon"].status is Status.NOT_ASSESSED
    assert "page 2 of card.md" in found["carbon"].because
    assert not found["parameters_total"].status.is_gap


def test_what_counts_as_unsearched() -> None:
    document = _read(CARD)
    assert unsearched([document]) == ()
    assert unsearched([_warned(document, WarningCode.PASSWORD)]) == ("card.md",)
    assert unsearched([_warned(document, WarningCode.LANGUAGE)]) == ("card.md",)
    assert unsearched([_warned(document, WarningCode.DAMAGED)]) == ("card.md",)
    assert unsearched([_warned(document, WarningCode.EMPTY)]) == ("card.md",)
    assert unsearched([_warned(document, WarningCode.UNKNOWN_TYPE)]) == ("card.md",)
    assert unsearched([_warned(document, WarningCode.STUB)]) == ()


TERMS = """# OSTREA LICENSE AGREEMENT

Copyright (c) 2025 Ostrea Labs

The model weights are licensed under the Apache License, Version 2.0.

## Use restrictions

You agree not to use the model to harm minors or to exploit anybody.

## Limitation of liability

In no event shall the licensor be liable; the model has limitations and comes as is.
"""


def test_a_licence_states_its_terms_and_nothing_of_how_the_model_was_made() -> None:
    terms = replace(_read(TERMS, "LICENSE.md"), kind="licence")
    found = _run(terms)
    assert not found["licence"].status.is_gap
    one = found["limitations"]
    assert one.status is Status.ABSENT
    assert one.probability <= 0.05
    assert {near.why_not for near in one.nearest} == {
        "a term of the licence, not a statement about the model"
    }
    other = _run(replace(terms, kind="card"))["limitations"]
    assert other.probability > one.probability


def test_scopes_tell_all_faults_together(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "licence" in statuses.document_scopes()["licence"].elements
    bad = {"licence": {"elements": ["licence", "nonsense"]}, "policy": {"why_not": "x"}}
    monkeypatch.setattr(statuses, "load", lambda name: bad)
    with pytest.raises(BadCorpus) as caught:
        statuses.document_scopes()
    assert len(caught.value.faults) == 3
    assert "unknown element nonsense" in str(caught.value)


def _claim(document: Document, words: str, whose: Whose = Whose.OWN, **changes: object) -> Claim:
    start = document.text.index(words)
    claim = Claim(
        "parameters_total",
        "Ostrea 7B",
        None,
        whose,
        Value(words, 7_000_000_000),
        Origin.STATED,
        Polarity.AFFIRMED,
        document.span(start, start + len(words)),
        "test",
    )
    return replace(claim, **changes)  # type: ignore[arg-type]


def test_values_are_the_own_models_claims_once_each() -> None:
    document = _read(CARD)
    own = _claim(document, "7 billion parameters")
    rival = _claim(document, "2 trillion tokens", Whose.RIVAL)
    denied = replace(own, polarity=Polarity.NEGATED, value=Value("none", None))
    one = _run(document, claims=[own, own, rival, denied])["parameters_total"]
    assert one.values == ((own.value, None),)
    assert _run(document, claims=[replace(own, element="carbon")])["licence"].values == ()


def test_documents_that_disagree_are_a_contradiction(monkeypatch: pytest.MonkeyPatch) -> None:
    card = _read(CARD)
    other = _read("# Ostrea 7B\n\nOstrea 7B has 8 billion parameters.\n", "other.md")
    sides = (
        Side(Value("7 billion", 7e9), card.span(20, 40)),
        Side(Value("8 billion", 8e9), other.span(20, 40)),
    )
    monkeypatch.setattr(
        statuses, "find", lambda claims, documents: {"parameters_total": sides, "carbon": sides}
    )
    found = _run(card, other)
    one = found["parameters_total"]
    assert one.status is Status.CONTRADICTED
    assert one.sides == sides
    assert one.evidence[:2] == (sides[0].span, sides[1].span)
    assert "7 billion" in one.because
    assert "8 billion" in one.because
    assert one.needs_review
    assert found["carbon"].status is Status.ABSENT
