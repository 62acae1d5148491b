"""Markdown inside strings: cards in answers of a hub, pages of a text dump, block scalars."""

import json
import time

import pytest

from pipeline.readers.embedded import unescape
from pipeline.readers.read import read_bytes
from pipeline.schema import Embedded, SegmentKind, WarningCode
from pipeline.segments import segment

CARD = (
    '---\nlicense: mit\n---\n# Nova 7B\n\n## Data\n\nTrained on **2T** tokens of "web" text 🚀.\n\n'
    "| Size | GPU hours |\n|---|---|\n| 7B | 512 |\n\n- **Languages:** German, English\n\n"
    "Compute: 10<sup>25</sup> FLOP, see [the report](https://nova.example/r).\n"
)


def parts(text: str, name: str):
    document = read_bytes(text.encode(), name)
    found = segment(document)
    for part in found:
        for run in (*part.runs, *part.lent):
            own = document.text[run.start : run.start + run.length]
            assert own == part.text[run.at : run.at + run.length]
    return document, found


@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_card_in_an_answer_of_a_hub(ascii_only):
    answer = json.dumps({"id": "acme/nova", "readme": CARD}, ensure_ascii=ascii_only)
    _, found = parts(answer, "model.json")
    inside = ("readme", "Nova 7B", "Data")
    assert [(p.kind, p.heading_path, p.text) for p in found] == [
        (SegmentKind.PAIR, (), "id: acme/nova"),
        (SegmentKind.PAIR, ("readme",), "license: mit"),
        (SegmentKind.HEADING, ("readme",), "Nova 7B"),
        (SegmentKind.HEADING, ("readme", "Nova 7B"), "Data"),
        (SegmentKind.SENTENCE, inside, 'Trained on 2T tokens of "web" text 🚀.'),
        (SegmentKind.ROW, inside, "Size: 7B | GPU hours: 512"),
        (SegmentKind.PAIR, inside, "Languages: German, English"),
        (SegmentKind.PAIR, inside, "Compute: 10^25 FLOP, see the report."),
    ]
    assert found[-1].links == ("https://nova.example/r",)


def test_quotations_are_the_files_own_characters():
    document, found = parts(json.dumps({"readme": CARD}), "model.json")
    (row,) = [p for p in found if p.kind is SegmentKind.ROW]
    assert document.quote(row.span) == "| 7B | 512 |"
    assert document.quote(row.locate(0, len("Size"))) == "Size"
    (said,) = [p for p in found if "web" in p.text]
    at = said.text.index("2T")
    assert document.quote(said.locate(at, at + 2)) == "2T"
    assert '\\"web\\"' in document.quote(said.span)


@pytest.mark.parametrize("lines", [False, True])
def test_headings_go_on_from_page_to_page(lines):
    pages = [
        {"page": 1, "text": "# Nova\n\n## Data\n\nWeb text."},
        {"page": 2, "text": "It has *2T* tokens.\n\n## Use\n\nChat."},
    ]
    text = "\n".join(map(json.dumps, pages)) if lines else json.dumps(pages)
    _, found = parts(text, "dump.jsonl" if lines else "dump.json")
    paths = {part.text: part.heading_path for part in found}
    assert paths["Web text."] == ("1", "text", "Nova", "Data")
    assert paths["It has 2T tokens."] == ("2", "text", "Nova", "Data")
    assert paths["Chat."] == ("2", "text", "Nova", "Use")


def test_headings_do_not_leave_their_string():
    text = json.dumps({"a": "# Nova\n\nOne.", "b": "- Two\n- Three", "c": 4})
    _, found = parts(text, "x.json")
    assert {p.text: p.heading_path for p in found} == {
        "Nova": ("a",),
        "One.": ("a", "Nova"),
        "Two": ("b",),
        "Three": ("b",),
        "c: 4": (),
    }


def test_tables_of_several_strings_have_numbers_of_their_own():
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    _, found = parts(json.dumps({"x": table, "y": table}), "x.json")
    assert [p.table for p in found] == [1, 2]


@pytest.mark.parametrize(
    "source",
    [
        "description: |\n  # Nova\n\n  Trained on **2T** tokens.\n\n  - English\n    - formal\n",
        "description: |-\n    # Nova\n\n    Trained on **2T** tokens.\n\n"
        "    - English\n      - formal",
        'description: "# Nova\\n\\nTrained on **2T** tokens.\\n\\n- English\\n  - formal"\n',
    ],
)
def test_scalars_of_yaml(source):
    _, found = parts(source, "spec.yaml")
    assert [(p.kind, p.text, p.lead) for p in found] == [
        (SegmentKind.HEADING, "Nova", ""),
        (SegmentKind.SENTENCE, "Trained on 2T tokens.", ""),
        (SegmentKind.ITEM, "English", ""),
        (SegmentKind.ITEM, "formal", "English"),
    ]


@pytest.mark.parametrize("value", ["plain words", "a_b_c", "C:\\new\\table", "# a comment", "*"])
def test_strings_without_structure_stay_pairs(value):
    _, found = parts(json.dumps({"key": value}), "x.json")
    assert [p.kind for p in found] == [SegmentKind.PAIR]


def test_numbers_are_quoted_as_written():
    source = '{"hidden_size": 4096, "rope_theta": 1e6, "eps": 1.00e-05, "x": NaN, "b": [2.5, 0]}'
    document, found = parts(source, "config.json")
    assert [p.text for p in found] == [
        "hidden_size: 4096",
        "rope_theta: 1e6",
        "eps: 1.00e-05",
        "x: NaN",
        "b: 2.5, 0",
    ]
    at = found[0].text.index("4096")
    span = found[0].locate(at, at + 4)
    assert document.position(span.start) == (1, source.index("4096") + 1)


@pytest.mark.parametrize(
    ("source", "text", "places"),
    [
        (r"a\nb", "a\nb", {0: (0, 1), 1: (1, 3), 2: (3, 4)}),
        (r"\u00e9x", "éx", {0: (0, 6), 1: (6, 7)}),
        (r"\ud83d\ude80!", "🚀!", {0: (0, 12), 1: (12, 13)}),
        (r"\ud83dx", "\ufffdx", {0: (0, 6)}),
        (r"\"q\"", '"q"', {0: (1, 2), 2: (4, 5)}),
        ("a\\", "a\\", {1: (1, 2)}),
    ],
)
def test_escapes_know_their_place(source, text, places):
    found = unescape(source, 0, len(source), Embedded.ESCAPED)
    assert found.text == text
    assert {at: found.place(at, at + 1) for at in places} == places


def test_values_beyond_the_limit_are_told():
    document = read_bytes(b"[" + b"{'a': 1},".replace(b"'", b'"') * 50_001 + b"{}]", "x.json")
    (warning,) = [w for w in document.warnings if w.code is WarningCode.LIMIT]
    assert "50000" in warning.message
    assert len(document.blocks) == 50_000
    small = read_bytes(b"[" + b'{"a": 1},' * 50 + b"{}]", "x.json")
    assert not [w for w in small.warnings if w.code is WarningCode.LIMIT]


@pytest.mark.parametrize("unit", ["\\n\\n# x", "\\n| a | b |", "\\u00e9\\n- ", "\\n```"])
def test_time_is_linear(unit):
    began = time.process_time()
    document = read_bytes(('{"a": "' + unit * 20_000 + '"}').encode(), "x.json")
    segment(document)
    assert time.process_time() - began < 6
