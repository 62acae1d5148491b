"""A column's header can be quoted where it stands, though it is repeated in every row."""

import pytest

from pipeline.schema import SegmentKind
from tests.segments.marked import cut, only

PIPE = """# Nova

| Size | Context *length* | GPU hours |
|------|------------------|-----------|
| 7B   | 8k               | 1.2M      |
| 70B  | 32k              | 9.1M      |
"""
RAW = """<table>
<tr><th rowspan="2">Size</th><th colspan="2">Training</th></tr>
<tr><th>Hours</th><th>Tokens</th></tr>
<tr><td>7B</td><td>10</td><td>2T</td></tr>
</table>
"""


@pytest.mark.parametrize("row", [0, 1])
@pytest.mark.parametrize("header", ["Context length", "GPU hours"])
def test_header_is_found_in_the_head_of_the_table(row, header):
    document, _ = cut(PIPE)
    part = only(PIPE, SegmentKind.ROW)[row]
    at = part.text.index(header)
    quoted = document.quote(part.locate(at, at + len(header)))
    assert quoted.replace("*", "") == header
    assert document.text.count(quoted) == 1


def test_header_with_its_value_is_quoted_as_the_value_alone():
    document, _ = cut(PIPE)
    part = only(PIPE, SegmentKind.ROW)[0]
    at = part.text.index("GPU hours: 1.2M")
    assert document.quote(part.locate(at, at + len("GPU hours: 1.2M"))) == "1.2M"


def test_separators_are_nobodys():
    part = only(PIPE, SegmentKind.ROW)[0]
    at = part.text.index(" | ")
    assert part.locate(at, at + 3) is None


@pytest.mark.parametrize("name", ["card.md", "card.html"])
def test_lowest_level_of_a_header_is_the_one_that_is_quoted(name):
    document, _ = cut(RAW, name)
    (part,) = only(RAW, SegmentKind.ROW, name)
    assert "Training > Tokens: 2T" in part.text
    at = part.text.index("Training > Tokens")
    span = part.locate(at, at + len("Training > Tokens"))
    assert document.quote(span) == "Tokens"


def test_every_lent_run_equals_the_document():
    for source, name in ((PIPE, "card.md"), (RAW, "card.md"), (RAW, "card.html")):
        document, parts = cut(source, name)
        lent = [(part, run) for part in parts for run in part.lent]
        assert lent
        for part, run in lent:
            own = document.text[run.start : run.start + run.length]
            assert own == part.text[run.at : run.at + run.length]
