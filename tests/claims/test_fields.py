"""Label and value, in every dress that cards use."""

from __future__ import annotations

import pytest

from pipeline.claims.fields import cells, fields
from pipeline.schema import SegmentKind


def found(segment) -> list[tuple[str, str, str]]:
    return [(f.label, f.value, f.shape) for f in fields(segment)]


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("License: Apache 2.0", "License", "Apache 2.0"),
        ("Model developer : Nova Labs", "Model developer", "Nova Labs"),
        ("Versioned model name(s): Nova 2", "Versioned model name(s)", "Nova 2"),
        ("Licence：MIT", "Licence", "MIT"),
    ],
)
def test_lead_ins(sentence, text: str, label: str, value: str) -> None:
    assert found(sentence(text))[0] == (label, value, "lead_in")


@pytest.mark.parametrize(
    "text", ["See https://example.org for more", "It is done. Then: nothing", "No label here"]
)
def test_no_label_where_there_is_none(sentence, text: str) -> None:
    assert all(shape != "lead_in" for _, _, shape in found(sentence(text)))


def test_a_heading_labels_the_sentence_below(sentence) -> None:
    segment = sentence("Nova Labs of Utrecht", "Card", "Model developer")
    assert found(segment) == [("Model developer", "Nova Labs of Utrecht", "heading")]


def test_code_has_no_fields(sentence) -> None:
    assert found(sentence("license: mit", kind=SegmentKind.CODE)) == []


def test_a_row_of_two_cells_is_a_pair(row) -> None:
    segment = row([("", "Model developer"), ("", "Nova Labs")], label="Model developer")
    assert found(segment) == [("Model developer", "Nova Labs", "pair")]


def test_cells_carry_their_header_and_row(row) -> None:
    segment = row([("Model", "Nova 7B"), ("Licence", "MIT"), ("Context", "8k")])
    assert [(f.label, f.value, f.row) for f in fields(segment)] == [
        ("Model", "Nova 7B", "Nova 7B"),
        ("Licence", "MIT", "Nova 7B"),
        ("Context", "8k", "Nova 7B"),
    ]


def test_a_bar_or_colon_inside_a_cell_is_the_cells_own(row) -> None:
    segment = row([("Use", "either a: b | or c"), ("Licence", "MIT")])
    texts = [segment.text[low:high] for _, low, high in cells(segment)]
    assert texts == ["either a: b | or c", "MIT"]


def test_an_empty_cell_is_no_field(row) -> None:
    assert [f.label for f in fields(row([("Model", "Nova"), ("Licence", ""), ("Size", "7B")]))] == [
        "Model",
        "Size",
    ]


def test_the_span_quotes_the_value(read) -> None:
    document, segments = read("# Nova\n\n**License:** Apache 2.0\n")
    field = next(f for s in segments for f in fields(s) if f.label == "License")
    assert document.quote(field.span) == "Apache 2.0"
