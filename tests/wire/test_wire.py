"""The JSON of a dossier: quotations are cut, nothing is lost, and the way back is exact."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipeline.errors import BadInput
from pipeline.wire.decode import from_json
from pipeline.wire.documents import document_from_json, document_to_json
from pipeline.wire.encode import dumps, to_json
from tests.examples import CARD_TEXT, card, dossier, report


def _spans(node: object) -> list[dict[str, object]]:
    found = []
    if isinstance(node, dict):
        if {"start", "end", "quote"} <= set(node):
            found.append(node)
        for value in node.values():
            found += _spans(value)
    elif isinstance(node, list):
        for value in node:
            found += _spans(value)
    return found


def test_every_quote_is_cut_from_its_document() -> None:
    made = dossier()
    spans = _spans(to_json(made))
    assert len(spans) >= 9
    for span in spans:
        text = made.document(str(span["document"])).text
        assert span["quote"] == text[int(str(span["start"])) : int(str(span["end"]))]


def test_places_of_a_quotation_counted_by_hand() -> None:
    data = to_json(dossier())
    span = data["claims"][0]["span"]
    assert (span["page"], span["line"], span["column"]) == (None, 3, 13)
    assert span["quote"] == "7 billion parameters"
    assert span["boxes"] == []
    other = data["assessments"][1]["evidence"][1]
    assert (other["page"], other["line"], other["quote"]) == (1, 2, "8k tokens")
    assert other["boxes"] == [[1, 130, 700, 168, 712], [1, 170, 700, 208, 712]]


def test_way_back_is_exact() -> None:
    made = dossier()
    data = json.loads(dumps(to_json(made)))
    documents = {
        document.id: document_from_json(json.loads(json.dumps(document_to_json(document))))
        for document in made.documents
    }
    again = from_json(data, documents)
    bare = tuple(replace(document, blocks=()) for document in made.documents)
    assert again == replace(made, documents=bare)
    assert dumps(to_json(again)) == dumps(to_json(made))


def test_a_document_keeps_its_geometry() -> None:
    for document in (card(), report()):
        again = document_from_json(document_to_json(document))
        assert again == replace(document, blocks=())
        assert again.words == document.words


def test_unknown_version_and_missing_text_are_told() -> None:
    data = to_json(dossier())
    with pytest.raises(BadInput, match="schema version '9'"):
        from_json({**data, "schema_version": "9"}, {})
    with pytest.raises(BadInput, match=r"card\.md, report\.pdf"):
        from_json(data, {})


def test_source_and_retrieval_travel_with_the_document() -> None:
    first, second = to_json(dossier())["documents"]
    assert first["source"] == {
        "url": "https://nova.example/card",
        "retrieved": "2026-11-01",
        "publisher": "Nova Labs",
    }
    assert first["retrieved"] == "2026-11-01"
    assert second["source"] is None and second["pages"] == 2
    assert first["pages"] is None
    assert CARD_TEXT not in dumps(to_json(dossier()))


def test_json_follows_the_published_schema() -> None:
    import jsonschema

    from pipeline.catalogue.rows import load

    schema = load("schema/dossier.schema.json")
    data = json.loads(dumps(to_json(dossier())))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    assert list(validator.iter_errors(data)) == []
    data["findings"][0]["outcome"] = "compliant"
    del data["assessments"][0]["because"]
    assert len(list(validator.iter_errors(data))) == 2
