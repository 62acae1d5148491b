"""Markdown that hubs show and CommonMark does not know: against what a person reads off it."""

import time

import pytest

from pipeline.readers.markdown import read
from pipeline.readers.markdown_inline import plain
from pipeline.readers.read import read_bytes
from pipeline.schema import BlockKind, SegmentKind
from pipeline.segments import segment


def blocks(source, *wanted):
    return [(b.kind, source[b.start : b.end]) for b in read(source).blocks if b.kind in wanted]


def headings(source):
    return [
        (b.level, source[b.start : b.end])
        for b in read(source).blocks
        if b.kind is BlockKind.HEADING
    ]


def pairs(source):
    return [
        (c.header, source[c.start : c.end])
        for b in read(source).blocks
        if b.kind is BlockKind.PAIR
        for c in b.cells
    ]


def rows(source):
    return [
        [(c.header, source[c.start : c.end]) for c in b.cells]
        for b in read(source).blocks
        if b.kind is BlockKind.ROW
    ]


def segments(source):
    return segment(read_bytes(source.encode(), "card.md"))


class TestHeadingsWithoutASpace:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("##Training Data\n\nWords.\n", [(2, "Training Data")]),
            ("text above\n###Licence###\ntext below\n", [(3, "Licence")]),
            ("##1. Introduction\n", [(2, "1. Introduction")]),
            ("##**Bold Title**\n", [(2, "**Bold Title**")]),
            ("#Intended Use\n\nWords.\n", [(1, "Intended Use")]),
            ("#模型介绍\n", [(1, "模型介绍")]),
        ],
    )
    def test_is_a_heading(self, source, expected):
        assert headings(source) == expected

    @pytest.mark.parametrize(
        "source",
        [
            "#AI #ML #LLM\n",  # hashtags
            "#OpenSource\n",
            "#1 in the ranking of May\n",
            "text\n#Define Something\nmore\n",  # inside a paragraph one mark is no heading
            "##This sentence was stressed by its author and goes on to an end.\n",
            "##\n",
            "```\n##Comment here\n```\n",
        ],
    )
    def test_is_none(self, source):
        assert headings(source) == []

    def test_what_stands_below_has_it_in_its_path(self):
        (_, said) = segments("##Data\nTrained on text from the web.\n")
        assert said.heading_path == ("Data",)


class TestTablesWithoutADelimiterRow:
    def test_words_above_numbers_are_headers(self):
        source = "| Model | Size | Context |\n| Nova | 7 | 8192 |\n| Nova L | 70 | 131072 |\n"
        assert rows(source) == [
            [("Model", "Nova"), ("Size", "7"), ("Context", "8192")],
            [("Model", "Nova L"), ("Size", "70"), ("Context", "131072")],
        ]

    def test_keys_and_values_have_no_header(self):
        source = "Facts:\n| Licence | MIT |\n| Owner | Nova Labs |\n\nAfter.\n"
        assert rows(source) == [
            [("", "Licence"), ("", "MIT")],
            [("", "Owner"), ("", "Nova Labs")],
        ]
        said = [s.text for s in segments(source)]
        assert said == ["Facts:", "Licence: MIT", "Owner: Nova Labs", "After."]

    def test_a_delimiter_row_of_another_width_still_parts_head_and_body(self):
        source = "| Set | Tokens | Share |\n|---|---|\n| Web | 2T | 80 % |\n"
        assert rows(source) == [[("Set", "Web"), ("Tokens", "2T"), ("Share", "80 %")]]

    def test_two_rows_above_the_delimiter_are_two_levels(self):
        source = "| | Nova | Nova |\n| Test | 0-shot | 5-shot |\n|---|---|---|\n| QA | 61 | 67 |\n"
        assert rows(source) == [[("Test", "QA"), ("Nova > 0-shot", "61"), ("Nova > 5-shot", "67")]]

    def test_a_delimiter_row_above_all_is_no_row(self):
        assert rows("|---|---|\n| Licence | MIT |\n") == [[("", "Licence"), ("", "MIT")]]

    @pytest.mark.parametrize("mark", ["> ", "- ", "  "])
    def test_inside_quotes_and_lists(self, mark):
        rest = mark if mark != "- " else "  "
        source = f"{mark}| Licence | MIT |\n{rest}| Owner | Nova Labs |\n"
        assert len(rows(source)) == 2

    @pytest.mark.parametrize(
        "source",
        [
            "| a single | line |\n",
            "|x| is small,\n|y| is large\n",
            "[Paper](a) | [Code](b) | [Demo](c)\n[Data](d) | [Site](e) | [Chat](f)\n",
            "```\n| a | b |\n| c | d |\n```\n",
            "| only one cell |\n| and another |\n",
            "---\n\ntext\n",
        ],
    )
    def test_near_tables(self, source):
        assert rows(source) == []

    def test_a_proper_table_is_read_as_before(self):
        source = "| a | b |\n|---|---|\n| c | d |\n| e | f |\n"
        assert rows(source) == [[("a", "c"), ("b", "d")], [("a", "e"), ("b", "f")]]

    def test_many_lines_take_time_that_grows_with_them(self):
        began = time.process_time()
        assert len(rows("| a | b |\n" * 20_000)) == 20_000
        assert time.process_time() - began < 5


class TestDefinitionLists:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("Licence\n: MIT\n", [("Licence", "MIT")]),
            ("Licence\n\n:   MIT\n", [("Licence", "MIT")]),
            ("**Licence**\n: MIT\n\nOwner\n: Nova\n", [("Licence", "MIT"), ("Owner", "Nova")]),
            ("Licence\n: MIT\nOwner\n: Nova\n", [("Licence", "MIT"), ("Owner", "Nova")]),
            ("Data\n: Text of the web\n  and books\n", [("Data", "Text of the web\n  and books")]),
            ("Input\n: Text\n: Images\n", [("Input", "Text"), ("Input", "Images")]),
        ],
    )
    def test_terms_are_keys(self, source, expected):
        assert pairs(source) == expected

    @pytest.mark.parametrize(
        "source",
        [
            "This sentence ends here.\n: MIT\n",
            ": MIT\n",
            "A paragraph.\n\n: a line that opens with a colon\n",
            "Licence\n:smile: so\n",
            "one\ntwo\nthree : four\n",
        ],
    )
    def test_near_definitions(self, source):
        assert pairs(source) == []

    def test_the_term_stays_in_the_quotation(self):
        source = "# Card\n\nLicence\n: MIT, see the file\n"
        (_, pair) = segments(source)
        assert (pair.kind, pair.text) == (SegmentKind.PAIR, "Licence: MIT, see the file")
        assert source[pair.start : pair.end].startswith("Licence")


class TestFootnotes:
    SOURCE = (
        "# Data\n\nWe filtered the web.[^f] Nothing else.\n\n# Size\n\n"
        "| Model | Tokens |\n|---|---|\n| Nova | 2T[^t] |\n\n# Notes\n\n"
        "[^f]: With our own classifier.\n[^t]: After cleaning.\n    Counted twice.\n\n"
        "[^lost]: Nowhere marked.\n"
    )

    def test_a_note_belongs_where_its_mark_stands(self):
        notes = [s for s in segments(self.SOURCE) if s.kind is SegmentKind.FOOTNOTE]
        assert [(n.heading_path, n.lead, n.text) for n in notes] == [
            (("Data",), "We filtered the web.", "With our own classifier."),
            (("Size",), "Model: Nova | Tokens: 2T", "After cleaning."),
            (("Size",), "Model: Nova | Tokens: 2T", "Counted twice."),
            (("Notes",), "", "Nowhere marked."),
        ]

    def test_the_first_mark_counts_and_a_mark_in_a_heading_stands_below_it(self):
        source = "# Use[^a]\n\nText.\n\n# Other\n\nMore[^a].\n\n[^a]: Said once.\n"
        assert segments(source)[-1].heading_path == ("Use",)

    def test_notes_in_lines_of_their_own_are_apart(self):
        source = "a[^1] b[^2]\n\n[^1]: One.\n[^2]: Two.\n"
        assert blocks(source, BlockKind.FOOTNOTE) == [
            (BlockKind.FOOTNOTE, "One."),
            (BlockKind.FOOTNOTE, "Two."),
        ]

    def test_an_empty_note_is_no_block(self):
        assert blocks("a[^1]\n\n[^1]:\n", BlockKind.FOOTNOTE) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**1**0 models", "10 models"),
        ("**12**3", "123"),
        ("**1**0 of **ten**", "10 of ten"),
        ("10**25 FLOP", "10^25 FLOP"),
        ("**10**25 FLOP**", "10^25 FLOP"),
        ("**about 10**25 FLOP**", "about 10^25 FLOP"),
        ("x 10**25 and **y**", "x 10^25 and y"),
    ],
)
def test_stressed_digits_are_no_powers(source, expected):
    assert plain(source) == expected


def test_a_reference_list_in_square_brackets_is_no_link_definition():
    source = "## References\n\n[1]: [Nova](https://n.example/p): A Paper on Nova, Doe et al. 2021\n"
    assert [s.text for s in segments(source)][1:] == ["[1]: Nova: A Paper on Nova, Doe et al. 2021"]


@pytest.mark.parametrize("title", ["", ' "The paper"', " 'x'", " (x)"])
def test_link_definitions_are_no_text(title):
    source = f"See [the paper][p].\n\n[p]: https://n.example/p{title}\n"
    (said,) = segments(source)
    assert (said.text, said.links) == ("See the paper.", ("https://n.example/p",))


def test_escapes_inside_an_address_are_not_its_own():
    (said,) = segments(
        "Read https://n.example/nova3\\_3/LICENSE and [it](https://n.example/a\\_b).\n"
    )
    assert said.text == "Read https://n.example/nova3_3/LICENSE and it."
    assert said.links == ("https://n.example/nova3_3/LICENSE", "https://n.example/a_b")


def test_marks_alone_are_no_segment():
    assert [s.text for s in segments("Nova reads text. **.**\n\n***.***\n\n✓\n\n模型\n")] == [
        "Nova reads text.",
        "✓",
        "模型",
    ]


def test_a_sentence_below_references_is_no_reference():
    source = (
        "## References\n\n- Doe, J. A paper on Nova. 2021.\n- [The report](https://n.example)\n"
        "- Roe et al. On models. arXiv:2101.00001\n- Nova was developed on our own machines\n"
    )
    assert [s.kind for s in segments(source)][1:] == [SegmentKind.REFERENCE] * 3 + [
        SegmentKind.ITEM
    ]


def test_what_a_hub_offers_to_try_is_no_statement():
    source = (
        "---\nlicense: mit\nwidget:\n- text: The model was trained on\n  output:\n"
        "    text: twelve dragons of the north\n---\nNova reads text.\n"
    )
    assert [(s.kind, s.text) for s in segments(source) if s.kind is not SegmentKind.DIALOGUE] == [
        (SegmentKind.PAIR, "license: mit"),
        (SegmentKind.SENTENCE, "Nova reads text."),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "<!-- made by a tool -->\n---\nlicense: mit\n---\n# Nova\n",
        "----\nlicense: mit\n----\n# Nova\n",
        '---\n{"license": "mit"}\n---\n# Nova\n',
        '---json\n{"license": "mit"}\n---\n# Nova\n',
        "+++\ntitle = 'Nova'\nlicense = \"mit\"\n[extra]\nsizes = [7, 70]\n+++\n# Nova\n",
    ],
)
def test_metadata_at_the_head_in_other_clothes(source):
    assert ("license", "mit") in pairs(source)
    assert headings(source) == [(1, "Nova")]


def test_sections_of_toml_are_the_path_of_their_keys():
    source = '+++\n[extra]\nsizes = ["7B", "70B"]\n+++\n# Nova\n'
    assert segments(source)[0].text == "sizes: 7B, 70B"
    assert segments(source)[0].heading_path == ("extra",)


@pytest.mark.parametrize(
    "source", ["+++\n\nNova\n", "-----\n\nNova reads text.\n\n-----\n\nMore.\n"]
)
def test_rulers_at_the_head_are_no_metadata(source):
    assert pairs(source) == []


class TestTablesThatLostTheirText:
    def test_a_table_of_headers_alone_is_read(self):
        assert [s.text for s in segments("| **Licence** | MIT |\n|---|---|\n")] == ["Licence: MIT"]

    def test_headers_above_pictures_stay_headers(self):
        assert rows("| Loss |  Score |\n|---|---|\n| ![a](b.png) | ![c](d.png) |\n") == []

    def test_a_table_tag_around_a_table_in_markdown(self):
        source = "<table>\n\n| Size | Use |\n|---|---|\n| 7B | chat |\n\n</table>\n"
        assert rows(source) == [[("Size", "7B"), ("Use", "chat")]]


class TestLineBreaks:
    def test_a_key_behind_a_break_opens_a_line(self):
        source = "<b>Licence:</b> MIT<br><b>Size:</b> 7B<br/>Nova reads text.\n"
        assert [s.text for s in segments(source)][:2] == ["Licence: MIT", "Size: 7B"]

    def test_a_paragraph_tag_ends_a_sentence(self):
        assert [s.text for s in segments("<p>Read text<p>Seen once\n")] == [
            "Read text",
            "Seen once",
        ]

    def test_a_break_in_a_sentence_only_ends_it(self):
        source = "Nova reads text<br>and pictures\n"
        assert [s.text for s in segments(source)] == ["Nova reads text", "and pictures"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("::: warning\nDo not rely on it.\n:::\n", ["Do not rely on it."]),
        (":::{.callout-note}\nDo not rely on it.\n:::\n", ["Do not rely on it."]),
        ('!!! note "Mind"\n    The text.\n', ['"Mind" The text.']),
        ("Wow!!! It works.\n", ["Wow!!!", "It works."]),
    ],
)
def test_marks_of_boxes_are_no_words(source, expected):
    assert [s.text for s in segments(source)] == expected
