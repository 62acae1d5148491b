"""A summary as read survives JSON and the store, fits the schema, and points into a document."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from pipeline.catalogue.files import corpora
from pipeline.schema import (
    Dossier,
    FieldReading,
    Span,
    SummaryField,
    SummarySection,
    TrainingSummary,
)
from pipeline.store.database import Store
from pipeline.wire.decode import from_json
from pipeline.wire.encode import to_json
from tests.examples import CARD_TEXT, dossier

CARD = "c" * 64
NAMED = Span(CARD, CARD_TEXT.index("Nova 7B"), CARD_TEXT.index(".\nIts"))
SUMMARY = TrainingSummary(
    document=CARD,
    others=("d" * 64,),
    fields=(
        SummaryField(
            "TCS-1.2-names", FieldReading.PARTIAL, "Nova 7B", (NAMED,), "Named.", ("link",)
        ),
        SummaryField("TCS-2.3-names", FieldReading.NOT_APPLICABLE, "", (), "No crawlers."),
    ),
    sections=tuple(SummarySection(f"S{n}", 0.25 * (n % 4), n % 4 > 0, "told") for n in range(1, 9)),
)


def with_summary() -> Dossier:
    return replace(dossier(), summary=SUMMARY)


def test_a_summary_comes_back_as_it_went() -> None:
    before = with_summary()
    data = json.loads(json.dumps(to_json(before)))
    after = from_json(data, {document.id: document for document in before.documents})
    assert after.summary == SUMMARY
    assert to_json(after) == to_json(before)


def test_its_json_is_that_of_the_contract() -> None:
    told = to_json(with_summary())["summary"]
    assert told["fields"][0]["field"] == "TCS-1.2-names"
    assert told["fields"][0]["evidence"][0]["quote"] == "Nova 7B has 7 billion parameters"
    assert told["sections"][0] == {
        "section": "S1",
        "completeness": 0.25,
        "gap": True,
        "because": "told",
    }
    schema = json.loads((corpora() / "schema" / "dossier.schema.json").read_text("utf-8"))
    jsonschema.validate(to_json(with_summary()), schema)


def test_without_a_summary_there_is_none() -> None:
    data = to_json(dossier())
    assert "summary" not in data
    assert from_json(data, {one.id: one for one in dossier().documents}).summary is None


def test_the_store_keeps_it(tmp_path: Path) -> None:
    store = Store(tmp_path / "d.sqlite")
    assert store.load(store.save(with_summary())).summary == SUMMARY


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="without evidence"):
        SummaryField("TCS-1.2-names", FieldReading.DISCLOSED, "Nova", (), "Named.")
    with pytest.raises(ValueError, match="completeness"):
        SummarySection("S1", 1.2, False, "")
    outside = SummaryField(
        "TCS-1.2-names", FieldReading.DISCLOSED, "x", (Span(CARD, 0, len(CARD_TEXT) + 1),), "x"
    )
    with pytest.raises(ValueError, match="no document"):
        replace(dossier(), summary=replace(SUMMARY, fields=(outside,)))
