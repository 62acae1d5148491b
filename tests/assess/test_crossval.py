from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from pipeline.assess import crossval
from pipeline.assess.crossval import Labelled, evaluate, examples, group_of, passages, trained_on
from pipeline.assess.features import PLAIN, Gathered
from pipeline.assess.fit import Example, OutOfFold, cross_validate, fit_relevance
from pipeline.assess.passages import SIGNALS, Candidates, Marks
from pipeline.assess.rulings import Ruling
from pipeline.catalogue.elements import elements
from pipeline.errors import BadInput
from pipeline.evaluate.labels import Label, Prediction
from pipeline.readers.read import read_bytes
from pipeline.retrieval.rank import Scores, lexical_scores, searched_text
from pipeline.schema import Status
from pipeline.segments import segment

A, D = Status.ABSENT, Status.DISCLOSED
CUE = PLAIN.index("any strong cue")


def _example(group: str, number: int, cue: float, label: Status) -> Example:
    """Two candidates, of which the one with a strong cue is quoted."""
    plain = [0.0] * len(PLAIN)
    plain[CUE] = cue
    signals = np.zeros((2, len(SIGNALS)), dtype=np.float32)
    signals[0, SIGNALS.index("cue strong")] = 1.0
    ruling = Ruling(A, (), "Nothing.", 0.0)
    marks = Marks(roles={"strong": frozenset({4})})
    gathered = Gathered(f"e{number % 3}", marks, Candidates((4, 7), signals), tuple(plain), ruling)
    return Example(f"{group}{number}", group, gathered, label, frozenset({4}))


def test_cross_validation_never_sees_the_group_it_judges() -> None:
    # In each group the cue is there for the elements that are absent in it and filled elsewhere.
    given = [
        _example(group, number, cue, D if (cue == 1.0) == (group == "one") else A)
        for group in ("one", "two")
        for number in range(60)
        for cue in (0.0, 1.0)
    ]
    said = [one.prediction for one in cross_validate(given)]
    right = [p.status.is_gap == e.label.is_gap for p, e in zip(said, given, strict=True)]
    assert sum(right) <= len(right) / 2


def test_cross_validation_learns_across_groups_and_keeps_order() -> None:
    given = [
        _example(group, number, float(number % 2), D if number % 2 else A)
        for group in ("one", "two", "three")
        for number in range(40)
    ]
    said = cross_validate(given)
    assert [one.prediction.document for one in said] == [e.document for e in given]
    assert all(
        one.prediction.status.is_gap == e.label.is_gap for one, e in zip(said, given, strict=True)
    )
    assert {one.ranked for one in said} == {(4, 7)}


def test_doubtful_verdicts_of_known_documents_ask_for_a_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    doubt = {"licence": 0.55, "carbon": 0.01}
    said = [OutOfFold(Prediction("x", element, A, chance), ()) for element, chance in doubt.items()]
    card = _labelled("x", CARD, _labels("x"))
    monkeypatch.setattr(crossval, "trained_on", lambda: frozenset({card.document.id}))
    monkeypatch.setattr(crossval, "cross_validate", lambda given: said)
    judged = evaluate(elements(), [card])
    assert {p.element: p.needs_review for p in judged.predictions} == {
        "licence": True,
        "carbon": False,
    }


def test_without_quotations_there_is_nothing_to_fit_on() -> None:
    with pytest.raises(BadInput, match="nothing to fit on"):
        fit_relevance([replace(_example("one", 1, 1.0, D), quoted=frozenset())])


CARD = """# Ostrea 7B

Ostrea 7B is a decoder-only language model with 7 billion parameters.

## Licence

The weights are released under the Apache 2.0 license.
"""


def _labelled(name: str, text: str, labels: Sequence[Label], provider: str = "Nobody") -> Labelled:
    document = read_bytes(text.encode(), f"{name}.md")
    units = segment(document)
    scores = None
    if units:
        lexical = lexical_scores(
            elements(), [searched_text(s) for s in units], np.ones(len(units), dtype=bool)
        )
        dense = (0.1 + lexical).astype(np.float32)
        ids = tuple(element.id for element in elements())
        scores = Scores(ids, dense, lexical, lexical, np.ones(len(units), dtype=bool))
    return Labelled(name, provider, document, units, (), scores, labels)


def _labels(name: str) -> list[Label]:
    quote = "The weights are released under the **Apache 2.0** license"
    return [Label(name, "licence", D, (quote,)), Label(name, "carbon", A)]


def test_examples_follow_the_labels_and_find_the_quotations() -> None:
    labelled = _labelled("x", CARD, _labels("x"))
    found = {one.gathered.element: one for one in examples(elements(), labelled)}
    assert set(found) == {"licence", "carbon"}
    quoted = [labelled.segments[column].text for column in found["licence"].quoted]
    assert quoted == ["The weights are released under the Apache 2.0 license."]
    assert found["carbon"].quoted == frozenset()


def test_a_document_outside_the_training_set_is_judged_by_what_ships(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(given: Sequence[Example]) -> list[object]:
        assert not given
        return []

    monkeypatch.setattr(crossval, "cross_validate", never)
    judged = evaluate(elements(), [_labelled("new", CARD, _labels("new"))])
    said = {p.element: p for p in judged.predictions}
    assert not said["licence"].status.is_gap
    assert said["carbon"].status is A
    assert "Apache" in judged.ranked["new", "licence"][0]
    assert judged.baselines["keyword only"]["new", "licence"] == 1.0
    assert judged.baselines["keyword only"]["new", "carbon"] == 0.0
    assert set(judged.baselines) == {
        "heading only",
        "keyword only",
        "keyword with value",
        "dense only",
        "rules only",
    }


def test_a_licence_is_held_to_what_a_licence_can_state() -> None:
    one = _labelled("new", CARD, [Label("new", "parameters_total", A), *_labels("new")])
    terms = replace(one, document=replace(one.document, kind="licence"))
    card = {p.element: p for p in evaluate(elements(), [one]).predictions}
    held = {p.element: p for p in evaluate(elements(), [terms]).predictions}
    assert not card["parameters_total"].status.is_gap
    assert held["parameters_total"].status is A
    assert not held["licence"].status.is_gap


def test_an_unreadable_document_is_not_assessed_but_counted() -> None:
    judged = evaluate(elements(), [_labelled("void", "", _labels("void"))])
    assert [p.status for p in judged.predictions] == [Status.NOT_ASSESSED] * 2
    assert judged.baselines["dense only"]["void", "carbon"] == 0.0
    assert judged.ranked == {}


def test_passages_are_cut_from_the_document() -> None:
    labelled = _labelled("x", CARD, ())
    for text in passages(labelled, range(len(labelled.segments))):
        assert text in CARD


def test_providers_that_share_texts_share_a_group() -> None:
    assert group_of("CompVis") == group_of("Stability AI") == "Stability AI"
    assert group_of("Meta") == "Meta"


def test_the_manifest_names_documents_and_holds_no_text() -> None:
    known = trained_on()
    assert len(known) == 37
    assert all(len(name) == 64 and int(name, 16) for name in known)
