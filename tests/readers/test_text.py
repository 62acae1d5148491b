"""Plain text: licences and policies."""

import pytest

from pipeline.readers.text import is_prose, parse, read
from pipeline.schema import BlockKind


def kinds(source):
    return [(b.kind.value, source[b.start : b.end]) for b in read(source)]


def test_a_licence():
    source = (
        "NOVA LICENSE AGREEMENT\nVersion 1.0, 3 May 2025\n\n"
        '1. Definitions\n\n"Model" means the\nweights.\n\n'
        "Section II: GRANTS\n\n  a. First grant of rights;\n  b. second grant.\n"
    )
    assert kinds(source) == [
        ("heading", "NOVA LICENSE AGREEMENT"),
        ("paragraph", "Version 1.0, 3 May 2025"),
        ("heading", "1. Definitions"),
        ("paragraph", '"Model" means the\nweights.'),
        ("heading", "Section II: GRANTS"),
        ("list_item", "First grant of rights;"),
        ("list_item", "second grant."),
    ]


def test_underlined_headings_and_rulers():
    source = "Title here\n==========\n\nText one.\n\nPart\n----\nMore.\n\n----------\n"
    assert kinds(source) == [
        ("heading", "Title here"),
        ("paragraph", "Text one."),
        ("heading", "Part"),
        ("paragraph", "More."),
    ]


def test_key_value_lines():
    source = "Name: Nova\nLicense: MIT\nSize: 7B\n"
    blocks = read(source)
    assert [(b.cells[0].header, source[b.cells[0].start : b.cells[0].end]) for b in blocks] == [
        ("Name", "Nova"),
        ("License", "MIT"),
        ("Size", "7B"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Copyright (c) 2025 Nova Labs",
        "We grant you a right to use the model.",
        "https://nova.example/licence",
        "and the rest of the clause goes on",
    ],
)
def test_lines_that_are_no_headings(line):
    assert kinds(line)[0][0] != "heading"


def test_levels_follow_the_numbers():
    source = "1. General Terms\n\nx y.\n\n1.2 Further Terms\n\nz.\n"
    assert [b.level for b in read(source) if b.kind is BlockKind.HEADING] == [2, 3]


def test_prose_and_code():
    assert is_prose("The model may be used, and it may be shared. " * 10)
    assert not is_prose("for i in range(10):\n    x[i] = f(i) + {a: b}\n" * 20)


def test_line_ends_become_line_feeds():
    assert parse(b"a\r\nb\rc", "a.txt").text == "a\nb\nc"
