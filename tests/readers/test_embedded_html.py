"""HTML inside strings of JSON and YAML, and markup within one line."""

import json

import pytest

from pipeline.readers.read import read_bytes
from pipeline.schema import SegmentKind
from pipeline.segments import segment

PAGE = (
    "<h2>Nova</h2><p>Trained on web text</p><p>Filtered <b>twice</b></p>"
    "<ul><li>Text</li><li>Images</li></ul>"
    "<table><tr><th>Size</th><th>Context</th></tr><tr><td>7B</td><td>8k</td></tr></table>"
    "<dl><dt>Licence</dt><dd>MIT &amp; more</dd></dl>One line<br>and another"
)


def parts(text, name):
    document = read_bytes(text.encode(), name)
    found = segment(document)
    for part in found:
        for run in (*part.runs, *part.lent):
            own = document.text[run.start : run.start + run.length]
            assert own == part.text[run.at : run.at + run.length]
    return document, found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (json.dumps({"card": {"description": PAGE}}), "model.json"),
        (f"card:\n  description: '{PAGE}'\n", "model.yaml"),
    ],
)
def test_a_page_in_one_line_has_its_paragraphs(text, name):
    _, found = parts(text, name)
    above = ("card", "description")
    inside = (*above, "Nova")
    assert [(p.kind, p.heading_path, p.text) for p in found] == [
        (SegmentKind.HEADING, above, "Nova"),
        (SegmentKind.SENTENCE, inside, "Trained on web text"),
        (SegmentKind.SENTENCE, inside, "Filtered twice"),
        (SegmentKind.ITEM, inside, "Text"),
        (SegmentKind.ITEM, inside, "Images"),
        (SegmentKind.ROW, inside, "Size: 7B | Context: 8k"),
        (SegmentKind.PAIR, inside, "Licence: MIT & more"),
        (SegmentKind.SENTENCE, inside, "One line"),
        (SegmentKind.SENTENCE, inside, "and another"),
    ]


def test_quotations_are_the_files_own_characters():
    document, found = parts(json.dumps({"d": '<p>Größe "L"</p><p>Nova <i>7B</i></p>'}), "a.json")
    assert document.quote(found[0].span) == 'Gr\\u00f6\\u00dfe \\"L\\"'
    at = found[1].text.index("7B")
    assert document.quote(found[1].locate(at, at + 2)) == "7B"


@pytest.mark.parametrize(
    ("value", "text", "links"),
    [
        ('<a href="https://n.example">MIT</a> only', "MIT only", ("https://n.example",)),
        ("[MIT](https://n.example/l) only", "MIT only", ("https://n.example/l",)),
        ("The **Nova** licence", "The Nova licence", ()),
        ("10<sup>25</sup> FLOP", "10^25 FLOP", ()),
    ],
)
def test_a_short_value_with_markup_stays_the_value_of_its_key(value, text, links):
    _, (pair,) = parts(json.dumps({"info": {"licence": value}}), "a.json")
    assert (pair.kind, pair.label, pair.text) == (SegmentKind.PAIR, "licence", f"licence: {text}")
    assert (pair.heading_path, pair.links) == (("info",), links)


@pytest.mark.parametrize(
    "value",
    ["a < b and c > d", "List<int> of <T>", "src/**/*.py", "<|im_start|>user", "2 ** 3 ** 2"],
)
def test_near_markup_is_left_alone(value):
    _, (pair,) = parts(json.dumps({"x": value}), "a.json")
    assert pair.text == f"x: {value}"


def test_pages_of_markdown_keep_their_own_lines():
    page = "# Nova\n\n| Size<br>(B) | Use |\n|---|---|\n| 7 | chat<br>code |\n"
    _, found = parts(json.dumps({"readme": page}), "a.json")
    assert found[-1].text == "Size (B): 7 | Use: chat code"
