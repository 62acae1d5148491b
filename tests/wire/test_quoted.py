"""A dossier from its JSON alone: every quotation is where it was, and damage is told."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import BadInput
from pipeline.schema import Document, Dossier, Page, Status
from pipeline.wire.encode import to_json
from pipeline.wire.quoted import is_dossier, read_dossier
from tests.examples import dossier as small
from tests.forms_example import dossier, row, stated


def _bytes(found: Dossier) -> bytes:
    return json.dumps(to_json(found)).encode()


def _without_boxes(data: Any) -> Any:
    if isinstance(data, list):
        return [_without_boxes(item) for item in data]
    if isinstance(data, dict):
        return {key: _without_boxes(value) for key, value in data.items() if key != "boxes"}
    return data


def test_what_was_written_is_read_back_but_for_boxes_of_words() -> None:
    data = _bytes(small())
    again = json.loads(_bytes(read_dossier(data, "d.json")))
    assert _without_boxes(again) == _without_boxes(json.loads(data))


def test_text_that_nothing_quotes_is_blank() -> None:
    read = read_dossier(_bytes(small()), "d.json")
    assert "Second page" not in read.documents[1].text
    assert read.documents[0].text.count("\n") >= 2


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(alphabet="ab \n", min_size=4, max_size=60),
    cuts=st.lists(st.tuples(st.integers(0, 59), st.integers(1, 12)), min_size=1, max_size=6),
    split=st.integers(1, 59),
)
def test_any_quotations_of_any_text(text: str, cuts: list[tuple[int, int]], split: int) -> None:
    split = min(split, len(text))
    document = Document(
        "e" * 64,
        "t.pdf",
        "application/pdf",
        text,
        pages=(Page(1, 0, split, 1, 1), Page(2, split, len(text), 1, 1)),
    )
    places = [(a % len(text), min(a % len(text) + n, len(text))) for a, n in cuts]
    found = stated("model_name", document, text[:1])
    spans = tuple(document.span(a, b) for a, b in dict.fromkeys(places))
    from dataclasses import replace

    item = replace(found, evidence=spans)
    whole = dossier([item], documents=(document,))
    read = read_dossier(_bytes(whole), "d.json")
    before, after = whole.documents[0], read.documents[0]
    for span in spans:
        assert after.quote(span) == before.quote(span)
        assert after.position(span.start) == before.position(span.start)
        assert after.page_at(span.start) == before.page_at(span.start)


def _broken(change: Any) -> bytes:
    data = json.loads(_bytes(small()))
    data = change(deepcopy(data)) or data
    return json.dumps(data).encode()


def _set(*path: Any) -> Any:
    def change(data: Any) -> Any:
        at = data
        for key in path[:-2]:
            at = at[key]
        at[path[-2]] = path[-1]
        return data

    return change


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"{", "is not JSON"),
        (b"[1]", "is not a dossier"),
        (b'{"a": 1}', "is not a dossier"),
        (b"\xff\xfe", "is not JSON"),
        (b"[" * 100000, "is not"),
        (_broken(_set("schema_version", "9")), "schema version"),
        (_broken(_set("documents", [])), "texts of these documents|damaged"),
        (_broken(_set("claims", 0, "span", "quote", "other words")), "does not fit its place"),
        (_broken(_set("assessments", 1, "sides", 0, "span", "line", "x")), "damaged"),
        (_broken(_set("assessments", 1, "sides", 0, "span", "line", 9999)), "do not agree"),
        (_broken(_set("assessments", 0, "evidence", 0, "end", 10**9)), "does not fit its place"),
        (_broken(_set("findings", [{"id": 1}])), "damaged"),
        (_broken(_set("findings", None)), "damaged"),
    ],
)
def test_damage_is_one_sentence_with_the_files_name(data: bytes, told: str) -> None:
    with pytest.raises(BadInput, match=told) as caught:
        read_dossier(data, "d.json")
    assert "d.json" in str(caught.value) or "schema version" in str(caught.value)


def test_quotations_that_overlap_must_agree() -> None:
    data = json.loads(_bytes(small()))
    span = data["assessments"][0]["evidence"][0]
    data["claims"][0]["span"]["quote"] = "8" + data["claims"][0]["span"]["quote"][1:]
    assert span["start"] < data["claims"][0]["span"]["start"] < span["end"]
    with pytest.raises(BadInput, match="overlap and differ"):
        read_dossier(json.dumps(data).encode(), "d.json")


def test_a_dossier_is_told_from_a_models_own_json() -> None:
    assert is_dossier(_bytes(small()))
    assert not is_dossier(b'{"model_type": "plover", "hidden_size": 64}')
    assert not is_dossier(b'[{"schema_version": "1"}]')


def test_statuses_and_branches_survive() -> None:
    found = dossier([], [], [row("ACT-53-1-d", branches=(("so", small().run.as_of),))])
    read = read_dossier(_bytes(found), "d.json")
    assert {a.status for a in read.assessments} == {Status.ABSENT}
    item = next(a for a in read.applicability if a.obligation == "ACT-53-1-d")
    assert item.branches == (("so", small().run.as_of),)
