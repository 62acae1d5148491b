"""Coded risks survive JSON and the store, fit the schema, and must point into a document."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from pipeline.catalogue.files import corpora
from pipeline.schema import Coded, CodedRisk, Dossier, Facet, RiskStatus, Span
from pipeline.store.database import Store
from pipeline.wire.decode import from_json
from pipeline.wire.encode import to_json
from tests.examples import CARD_TEXT, dossier

CARD = "c" * 64
NAMED = Span(CARD, CARD_TEXT.index("Nova 7B"), CARD_TEXT.index(".\nIts"))
OTHER = Span(CARD, CARD_TEXT.index("Its context"), CARD_TEXT.index(" tokens"))
ROW = CodedRisk(
    risk="cbrn",
    taxonomy="code_final",
    axis="specified",
    status=RiskStatus.ASSESSED,
    evidence=(NAMED, OTHER),
    because="2 passages: method and result stated; no threshold or mitigation found.",
    searched=(CARD,),
    facets=((Facet.METHOD, (NAMED,)), (Facet.RESULT, (NAMED, OTHER))),
    codes=(Coded("capability/weapons", (NAMED,)), Coded("d1/intent=intentional", (OTHER,))),
)
QUIET = CodedRisk(
    "loss_of_control", "code_final", "specified", RiskStatus.SILENT, (), "Nothing.", (CARD,)
)


def with_risks() -> Dossier:
    return replace(dossier(), risks=(ROW, QUIET))


def test_risks_come_back_as_they_went() -> None:
    before = with_risks()
    data = json.loads(json.dumps(to_json(before)))
    after = from_json(data, {document.id: document for document in before.documents})
    assert after.risks == before.risks
    assert to_json(after) == to_json(before)


def test_rows_say_risk_taxonomy_status_and_quote_verbatim() -> None:
    first, second, *older = to_json(with_risks())["risks"]
    assert (first["risk"], first["taxonomy"], first["status"]) == ("cbrn", "code_final", "assessed")
    assert first["evidence"][0]["quote"] == "Nova 7B has 7 billion parameters"
    assert set(first["facets"]) == {"method", "result"}
    assert first["codes"][1]["code"] == "d1/intent=intentional"
    assert (second["status"], second["evidence"], second["facets"]) == ("silent", [], {})
    assert all(row["taxonomy"] == "elements" for row in older)


def test_rows_fit_the_schema() -> None:
    schema = json.loads((corpora() / "schema" / "dossier.schema.json").read_text("utf-8"))
    rules = {**schema["properties"]["risks"], "$defs": schema["$defs"]}
    rows = to_json(with_risks())["risks"]
    jsonschema.validate(rows, rules)
    rows[0]["facets"]["colour"] = []
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(rows, rules)


def test_the_store_keeps_risks(tmp_path: Path) -> None:
    before = with_risks()
    store = Store(tmp_path / "lacuna.sqlite")
    identifier = store.save(before, {})
    assert store.load(identifier).risks == before.risks


def test_a_passage_in_no_document_is_refused() -> None:
    stray = replace(ROW, codes=(Coded("capability/weapons", (Span(CARD, 1, 9999),)),))
    with pytest.raises(ValueError, match="in no document"):
        replace(dossier(), risks=(stray,))


@pytest.mark.parametrize(
    ("status", "evidence", "searched"),
    [
        (RiskStatus.ASSESSED, (), (CARD,)),
        (RiskStatus.SILENT, (NAMED,), (CARD,)),
        (RiskStatus.SILENT, (), ()),
        (RiskStatus.NOT_ASSESSED, (NAMED,), ()),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(
    status: RiskStatus, evidence: tuple[Span, ...], searched: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match="cbrn"):
        CodedRisk("cbrn", "code_final", "specified", status, evidence, "", searched)


def test_a_facet_without_passage_is_refused() -> None:
    with pytest.raises(ValueError, match="without a passage"):
        replace(ROW, facets=((Facet.METHOD, ()),))
