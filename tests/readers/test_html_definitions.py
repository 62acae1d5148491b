"""Definition lists of pages: a term is never lost, and what it means stands below it."""

import pytest

from pipeline.readers.read import read_bytes
from pipeline.schema import SegmentKind
from pipeline.segments import segment


def said(body):
    page = f"<html><body><h1>Nova</h1>{body}</body></html>"
    document = read_bytes(page.encode(), "page.html")
    return [(s.kind, s.heading_path[1:], s.text) for s in segment(document)][1:]


PAIR, ITEM, SENTENCE = SegmentKind.PAIR, SegmentKind.ITEM, SegmentKind.SENTENCE


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<dl><dt>Licence:</dt><dd>MIT</dd></dl>", [(PAIR, (), "Licence: MIT")]),
        (
            "<dl><dt>Size</dt><dd><p>7 billion</p><p>Counted with the embeddings.</p></dd></dl>",
            [
                (PAIR, (), "Size: 7 billion"),
                (SENTENCE, ("Size",), "Counted with the embeddings."),
            ],
        ),
        (
            "<dl><dt>Inputs</dt><dd><ul><li>Text</li><li>Images</li></ul></dd></dl>",
            [(ITEM, ("Inputs",), "Text"), (ITEM, ("Inputs",), "Images")],
        ),
        (
            "<dl><dt>Inputs</dt><dd>Text</dd><dd>Images</dd></dl>",
            [(PAIR, (), "Inputs: Text"), (PAIR, (), "Inputs: Images")],
        ),
        (
            "<dl><dt>Input</dt><dt>Output</dt><dd>Text</dd></dl>",
            [(PAIR, (), "Input, Output: Text")],
        ),
        (
            "<dl><div><dt>Owner</dt><dd>Nova Labs</dd></div>"
            "<div><dt>Sizes</dt><dd>two <dl><dt>Small</dt><dd>7B</dd></dl></dd></div></dl>",
            [
                (PAIR, (), "Owner: Nova Labs"),
                (PAIR, (), "Sizes: two"),
                (PAIR, (), "Small: 7B"),
            ],
        ),
        (
            "<dl><dt>A word alone</dt></dl><p>After it.</p>",
            [(SENTENCE, (), "A word alone"), (SENTENCE, (), "After it.")],
        ),
    ],
)
def test_terms_and_meanings(body, expected):
    assert said(body) == expected


def test_words_behind_a_list_are_not_its_terms():
    after = said("<dl><dt>Licence</dt><dd>MIT</dd></dl><p>Two words.</p><ul><li>One</li></ul>")
    assert after[1:] == [(SENTENCE, (), "Two words."), (ITEM, (), "One")]


def test_terms_outside_any_list_are_read_too():
    assert said("<dt>Licence</dt><dd>MIT</dd>") == [(PAIR, (), "Licence: MIT")]


def test_terms_beyond_what_a_key_can_hold_stay_as_words():
    found = said("<dl>" + "".join(f"<dt>Term {i}</dt>" for i in range(10)) + "<dd>Text</dd></dl>")
    assert [text for _, _, text in found if text in {"Term 8", "Term 9"}] == ["Term 8", "Term 9"]
    assert [text for kind, _, text in found if kind is PAIR] == [
        "Term 0, Term 1, Term 2, Term 3, Term 4, Term 5, Term 6, Term 7: Text"
    ]


def test_a_term_without_meaning_before_another_shares_the_next_one():
    body = "<dl><dt>Licence</dt><dd>MIT</dd><dt>Owner</dt><dt>Maker</dt><dd>Nova Labs</dd></dl>"
    assert said(body)[1] == (PAIR, (), "Owner, Maker: Nova Labs")
