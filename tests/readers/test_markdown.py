"""Markdown: blocks against what a person reads off the source."""

import pytest

from pipeline.readers.markdown import read
from pipeline.readers.markdown_inline import links, plain
from pipeline.schema import BlockKind, WarningCode


def kinds(source):
    parsed = read(source)
    return [(b.kind, source[b.start : b.end]) for b in parsed.blocks]


def of_kind(source, kind):
    return [text for k, text in kinds(source) if k is kind]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**bold** and *it* and `code`", "bold and it and code"),
        ("[label](https://a.example/x_(y)) end", "label end"),
        ("[label][ref] end", "label end"),
        ("[![badge](a.svg)](b) text ![logo](c.png)", "text"),
        ("a &lt; b &amp; c&nbsp;d", "a < b & c d"),
        ("snake_case_name and 5*6*7", "snake_case_name and 5*6*7"),
        ("10<sup>25</sup> FLOP", "10^25 FLOP"),
        ("MMLU<sup>1</sup> and CO<sub>2</sub>", "MMLU and CO2"),
        ("$10^{25}$ FLOP, $3 \\times 10^{24}$", "10^25 FLOP, 3 ×10^24"),
        ("it costs $5 or $6", "it costs $5 or $6"),
        ("rate \\\\(\\beta_{1} = 0.9\\\\), done", "rate β_1 = 0.9, done"),
        ("\\(see below\\)", "(see below)"),
        ("### Terms of #1", "Terms of #1"),
        ("the <think> token and <b>bold</b>", "the <think> token and bold"),
        ("escaped \\* star and \\_under", "escaped * star and _under"),
        ("see https://a.example/x_y_z.", "see https://a.example/x_y_z."),
        ("{{< figure src='a.png' >}} text", "text"),
        ("[!NOTE] mind", "mind"),
        ("note[^1] here", "note here"),
        ("~~old~~ new", "old new"),
        ("Name: _______", "Name: _______"),
    ],
)
def test_inline_markup_is_looked_past(source, expected):
    assert plain(source) == expected


def test_links_point_at_their_words():
    source = 'See [the paper](https://a.example "T"), [it][r], <a href="b.html">page</a>, https://c.example.'
    found = [(source[a:b], target) for a, b, target in links(source, 0, len(source), {"r": "d"})]
    assert found == [
        ("the paper", "https://a.example"),
        ("it", "d"),
        ("page", "b.html"),
        ("https://c.example", "https://c.example"),
    ]


def test_headings_of_every_form():
    source = (
        "# One\n\nTwo\n===\n\n**Three**\n\ntext\n\n<h2 align='center'>Four</h2>\n\n**Five:**\n\nx\n"
    )
    levels = [
        (source[b.start : b.end], b.level)
        for b in read(source).blocks
        if b.kind is BlockKind.HEADING
    ]
    assert levels == [("One", 1), ("Two", 1), ("Three", 2), ("Four", 2), ("Five", 3)]


def test_a_bold_sentence_is_no_heading():
    assert of_kind("**We release no data.**\n\ntext\n", BlockKind.HEADING) == []


def test_a_sentence_above_a_rule_is_no_heading():
    source = "The model is released under a custom licence.\n---\n\nMore.\n"
    assert of_kind(source, BlockKind.HEADING) == []


@pytest.mark.parametrize(
    ("source", "key", "value"),
    [
        ("**License:** Apache 2.0", "License", "Apache 2.0"),
        ("**License**: Apache 2.0", "License", "Apache 2.0"),
        ("*Model type:* Decoder", "Model type", "Decoder"),
        ("- _Size_: 7B", "Size", "7B"),
        ("**Model Developer** Nova Labs", "Model Developer", "Nova Labs"),
        ("- Context length: 128k", "Context length", "128k"),
        ("- **Params** - 7B", "Params", "7B"),
        ("<b>Release date:</b> May 2025", "Release date", "May 2025"),
    ],
)
def test_pairs(source, key, value):
    (block,) = read(source).blocks
    assert block.kind is BlockKind.PAIR
    assert block.cells[0].header == key
    assert source[block.cells[0].start : block.cells[0].end] == value


@pytest.mark.parametrize(
    "source",
    [
        "**Nova** is a language model.",
        "- We release two sizes: 7B and 70B.",
        "**Note that the model was trained on more than** 7T tokens",
        "- https://a.example/x",
    ],
)
def test_near_pairs(source):
    assert of_kind(source, BlockKind.PAIR) == []


def test_lines_of_one_paragraph_become_pairs():
    source = "**A:** one  \n**B:** two\nthree\n"
    cells = [source[b.cells[0].start : b.cells[0].end] for b in read(source).blocks]
    assert cells == ["one", "two\nthree"]


def test_several_keys_in_one_line():
    source = "Nova is new. **License:** MIT **Size:** 7B\n"
    found = [(b.kind.value, source[b.start : b.end]) for b in read(source).blocks]
    assert found == [
        ("paragraph", "Nova is new."),
        ("pair", "**License:** MIT"),
        ("pair", "**Size:** 7B"),
    ]


def test_hard_broken_lines_become_pairs():
    source = "Some sizes were tested.<br>\nTotal size: 5 TB<br>\nLicence: MIT\n"
    pairs = [b for b in read(source).blocks if b.kind is BlockKind.PAIR]
    assert [source[b.cells[0].start : b.cells[0].end] for b in pairs] == ["5 TB", "MIT"]


def test_pipe_table_with_groups():
    source = "| Type | Task | Nova |\n|---|---|---|\n| **Code** | A \\| B | 1.5 |\n| | C | 2 |\n"
    rows = [b for b in read(source).blocks if b.kind is BlockKind.ROW]
    first, second = (
        [(c.header, source[c.start : c.end], c.is_label, c.inherited) for c in row.cells]
        for row in rows
    )
    assert first == [
        ("Type", "**Code**", True, False),
        ("Task", "A \\| B", True, False),
        ("Nova", "1.5", False, False),
    ]
    assert second[0] == ("Type", "**Code**", True, True)
    assert second[1:] == [("Task", "C", True, False), ("Nova", "2", False, False)]


def test_raw_table_with_spans_in_both_directions():
    source = """<table>
<caption>Sizes</caption>
<tr><th rowspan="2">Model</th><th colspan="2">Score</th></tr>
<tr><th>A</th><th>B</th></tr>
<tr><td rowspan="2">Nova</td><td>1</td><td>2</td></tr>
<tr><td>3</td><td>4</td></tr>
</table>
"""
    blocks = read(source).blocks
    assert [b.kind for b in blocks] == [
        BlockKind.CAPTION,
        BlockKind.HEADER_ROW,
        BlockKind.HEADER_ROW,
        BlockKind.ROW,
        BlockKind.ROW,
    ]
    last = blocks[-1]
    assert [(c.header, source[c.start : c.end]) for c in last.cells] == [
        ("Model", "Nova"),
        ("Score > A", "3"),
        ("Score > B", "4"),
    ]
    assert [c.inherited for c in last.cells] == [True, False, False]


def test_words_above_the_first_row_are_the_caption():
    source = "<table>\n<small>Table 1: Sizes</small>\n<tr><td>a</td><td>b</td></tr></table>\n"
    assert of_kind(source, BlockKind.CAPTION) == ["<small>Table 1: Sizes</small>"]


def test_table_in_a_fence_is_code():
    assert kinds("```\n<table><tr><td>x</td></tr></table>\n```\n") == [
        (BlockKind.CODE, "<table><tr><td>x</td></tr></table>")
    ]


def test_kinds_of_fences():
    assert of_kind("```bibtex\n@misc{a, title={b}}\n```\n", BlockKind.REFERENCE)
    assert of_kind("```\nUser: hi\nAssistant: hello\n```\n", BlockKind.DIALOGUE)
    assert of_kind("```python\nimport x\n```\n", BlockKind.CODE) == ["import x"]


@pytest.mark.parametrize(
    ("source", "is_sample"),
    [
        ("User: hi\nAssistant: hello", True),
        ("**Human:** a\n\n", False),
        ("**Input:** text\n**Output:** text", False),
        ("Model: Nova\nSystem: Linux", False),
        ("Q: Is it open?\nA: Yes.", False),
        ("<|im_start|>user hi", True),
    ],
)
def test_samples_of_dialogue(source, is_sample):
    assert bool(of_kind(source, BlockKind.DIALOGUE)) is is_sample


def test_turns_in_paragraphs_of_their_own():
    source = "**User:** Who?\n\n**Assistant:** Nobody.\n\n**License:** MIT\n"
    assert [k.value for k, _ in kinds(source)] == ["dialogue", "dialogue", "pair"]
    apart = "**User:** anyone\n\ntext\n\n**Model:** Nova\n"
    assert of_kind(apart, BlockKind.DIALOGUE) == []


def test_comments_and_images_are_out_and_details_in():
    source = (
        "<!-- [hidden] -->\n\n![a](b.png)\n\n"
        "<details>\n<summary>More</summary>\n\nInside.\n</details>\n"
    )
    assert [text for _, text in kinds(source)] == ["More", "Inside."]


def test_references_and_footnotes():
    source = "text[^1]\n\n[^1]: The note.\n\n## References\n\n1. Doe. A paper. 2020.\n"
    assert of_kind(source, BlockKind.FOOTNOTE) == ["The note."]
    assert of_kind(source, BlockKind.REFERENCE) == ["Doe. A paper. 2020."]


def test_contents_list_is_furniture_but_other_links_are_not():
    source = "- [Licence](#licence)\n- [Paper](https://a.example)\n- see [below](#x)\n"
    assert of_kind(source, BlockKind.FURNITURE) == ["[Licence](#licence)"]
    assert len(of_kind(source, BlockKind.ITEM)) == 2


def test_a_line_of_links_into_the_page_is_furniture():
    source = "[A](#a) | [B](#b)\n\n> [C](#c)\n\nSee [D](#d).\n"
    assert of_kind(source, BlockKind.FURNITURE) == ["[A](#a) | [B](#b)", "[C](#c)"]
    assert of_kind(source, BlockKind.PARAGRAPH) == ["See [D](#d)."]


def test_a_paragraph_in_large_letters_is_no_heading():
    source = "##### Note: " + "this document sums up the first analysis. " * 9 + "\n"
    assert of_kind(source, BlockKind.HEADING) == []
    assert of_kind("##### Short\n", BlockKind.HEADING) == ["Short"]


def test_a_second_header_row_says_how():
    source = "| | A | B |\n|--|--|--|\n| | 5-shot | EM |\n| Nova | 1 | 2 |\n| Mars | 3 | 4 |\n"
    rows = [b for b in read(source).blocks if b.kind is BlockKind.ROW]
    assert [[c.header for c in row.cells] for row in rows] == [["", "A > 5-shot", "B > EM"]] * 2
    first = "| | A | B |\n|--|--|--|\n| | 5 | EM |\n| Nova | 1 | 2 |\n| Mars | 3 | 4 |\n"
    assert len([b for b in read(first).blocks if b.kind is BlockKind.ROW]) == 3


def test_front_matter_keeps_values_as_written():
    source = (
        "---\nlanguage: no\nlicense: llama3\ntags:\n- a\n- 'b c'\nmodel-index:\n- name: Nova\n"
        "  results:\n  - task: {type: qa}\n    dataset: {name: Quiz}\n    metrics:\n"
        "    - type: acc\n      value: 0.50\n---\n# T\n"
    )
    parsed = read(source)
    got = [
        (b.path, b.cells[0].header, [source[c.start : c.end] for c in b.cells])
        for b in parsed.blocks
        if b.kind is BlockKind.PAIR
    ]
    assert got[:3] == [
        ((), "language", ["no"]),
        ((), "license", ["llama3"]),
        ((), "tags", ["a", "b c"]),
    ]
    assert (
        ("model-index", "Nova", "results", "qa, Quiz", "metrics", "acc"),
        "value",
        ["0.50"],
    ) in got
    assert parsed.blocks[-1].kind is BlockKind.HEADING
    assert parsed.warnings == ()


def test_malformed_front_matter_is_a_warning_and_still_read():
    source = "---\nlicense: mit\nbad: [1, 2\ntags:\n  - x\n---\nText here.\n"
    parsed = read(source)
    assert [w.code for w in parsed.warnings] == [WarningCode.FRONT_MATTER]
    assert "line" in parsed.warnings[0].message
    pairs = {
        b.cells[0].header: [source[c.start : c.end] for c in b.cells]
        for b in parsed.blocks
        if b.kind is BlockKind.PAIR
    }
    assert pairs["license"] == ["mit"]
    assert pairs["tags"] == ["x"]


def test_a_first_rule_is_no_front_matter():
    parsed = read("---\n\nHello there.\n\n---\n\nMore.\n")
    assert parsed.warnings == ()
    assert [b.kind for b in parsed.blocks] == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_item_levels():
    source = "- a\n  - b\n    1. c\n- d\n"
    assert [b.level for b in read(source).blocks] == [1, 2, 3, 1]


def test_a_lone_bold_item_heads_its_paragraphs():
    source = "# T\n\n- **Modes**\n\nThey are two.\n"
    assert [(k.value, t) for k, t in kinds(source)][1] == ("heading", "**Modes**")
