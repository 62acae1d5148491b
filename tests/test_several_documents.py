"""Several documents of one model: copies, other models' documents, sources in every citation."""

from __future__ import annotations

import json
from datetime import date

import pytest

from pipeline.catalogue.elements import elements
from pipeline.catalogue.obligations import obligations
from pipeline.dossier import File, Options, scan
from pipeline.export.text import report
from pipeline.schema import Dossier, Source, Status, WarningCode
from pipeline.wire.encode import to_json

CARD = """---
license: apache-2.0
---
# Ostrea 2 Model Card

Ostrea 2 is a large language model for text generation by Ostrea Labs.
Ostrea 2 7B has 7.2 billion parameters and a context window of 32,768 tokens.

## Intended uses

Ostrea 2 is meant for research and for assistants that answer in English.
"""
OTHER = """# Pinna Model Card

Pinna is a large language model by Mare AI.

## Training

Pinna was trained on 2 trillion tokens with 512 NVIDIA H100 GPUs for 41 days.
Training emitted 310 tonnes of CO2 equivalent and used 950 MWh of energy.
"""
SOURCE = Source("https://ostrea.example/card", "2026-11-01", "Ostrea Labs")


def _scan(*files: File, model: str | None = "Ostrea 2") -> Dossier:
    return scan(list(files), Options(model=model, as_of=date(2026, 11, 25)))


@pytest.fixture(scope="module")
def guessed() -> Dossier:
    return _scan(File("card.md", CARD.encode(), SOURCE), File("other.md", OTHER.encode()))


@pytest.fixture(scope="module")
def told() -> Dossier:
    other = File("other.md", OTHER.encode(), Source(model="Pinna"))
    return _scan(File("card.md", CARD.encode(), SOURCE), other)


def test_what_only_another_models_card_says_needs_a_look(guessed: Dossier) -> None:
    other = next(document for document in guessed.documents if document.name == "other.md")
    assert any(w.code is WarningCode.OTHER_MODEL for w in other.warnings)
    resting = [
        item
        for item in guessed.assessments
        if item.evidence and {span.document for span in item.evidence} == {other.id}
    ]
    assert all(item.needs_review and "other.md" in item.because for item in resting)
    own = next(item for item in guessed.assessments if item.element == "parameters_total")
    assert {span.document for span in own.evidence} == {guessed.documents[0].id}
    assert "another model" not in own.because


def test_by_the_users_word_it_counts_for_nothing(told: Dossier) -> None:
    other = next(document for document in told.documents if document.name == "other.md")
    for item in told.assessments:
        assert other.id not in item.searched
        assert other.id not in {span.document for span in item.evidence}
        assert item.status is not Status.NOT_ASSESSED
    assert not [c for c in told.claims if c.span and c.span.document == other.id]
    silent = {item.element for item in told.assessments if item.status is Status.ABSENT}
    assert {"training_hardware", "energy"} & silent


def test_a_near_copy_is_one_source_and_its_repeated_words_are_cited_once() -> None:
    longer = CARD + "".join(
        f"\nSentence {n} says what {n} of its parts are for.\n" for n in range(30)
    )
    mirror = longer.replace("## Intended uses", "Intended uses\n---")
    made = _scan(File("card.md", longer.encode()), File("mirror.md", mirror.encode()))
    copies = [
        document
        for document in made.documents
        if any(w.code is WarningCode.DUPLICATE for w in document.warnings)
    ]
    assert len(copies) == 1
    assert not [c for c in made.claims if c.span and c.span.document == copies[0].id]
    for item in made.assessments:
        assert copies[0].id not in {span.document for span in item.evidence}


def test_address_day_and_publisher_are_in_every_citation(told: Dossier) -> None:
    card = told.documents[0]
    data = json.loads(json.dumps(to_json(told)))
    (row,) = [d for d in data["documents"] if d["name"] == "card.md"]
    assert row["source"]["publisher"] == "Ostrea Labs"
    assert row["about"] == {
        "model": "Ostrea 2",
        "version": "2",
        "variants": row["about"]["variants"],
        "relation": "own",
        "told": False,
    }
    cited = [span for item in data["assessments"] for span in item["evidence"]]
    assert cited
    for span in cited:
        assert span["document"] == card.id
        assert (span["url"], span["retrieved"]) == (SOURCE.url, SOURCE.retrieved)
        assert span["publisher"] == "Ostrea Labs"
    lines = " ".join(line.text for line in report(told, elements(), obligations(), full=True))
    lines = " ".join(lines.split())
    assert lines.count("card.md, line") == lines.count(
        "Ostrea Labs; https://ostrea.example/card; retrieved 2026-11-01)"
    )
