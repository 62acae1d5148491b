"""One card in many styles, and changes of the source that must not change its segments."""

import pytest

from pipeline.schema import SegmentKind
from tests.segments.marked import cut

CARD = """# Kestrel 3B

Kestrel 3B is a language model by Vanta Labs. It was released on 3 March 2025.

## Details

- **Licence:** Apache 2.0
- **Context:** 16,384 tokens

## Data

We trained it on:

- books (12%)
- web pages, e.g. news

| Set | Score |
|---|---|
| MMLU | 61.2 |
| GSM8K | 48.0 |

## Limits

It may be wrong. Do not use it in medicine.
"""

EXPECTED = [
    ("heading", "Kestrel 3B", (), ""),
    ("sentence", "Kestrel 3B is a language model by Vanta Labs.", ("Kestrel 3B",), ""),
    ("sentence", "It was released on 3 March 2025.", ("Kestrel 3B",), ""),
    ("heading", "Details", ("Kestrel 3B",), ""),
    ("pair", "Licence: Apache 2.0", ("Kestrel 3B", "Details"), "Licence"),
    ("pair", "Context: 16,384 tokens", ("Kestrel 3B", "Details"), "Context"),
    ("heading", "Data", ("Kestrel 3B",), ""),
    ("sentence", "We trained it on:", ("Kestrel 3B", "Data"), ""),
    ("list_item", "books (12%)", ("Kestrel 3B", "Data"), ""),
    ("list_item", "web pages, e.g. news", ("Kestrel 3B", "Data"), ""),
    ("table_row", "Set: MMLU | Score: 61.2", ("Kestrel 3B", "Data"), "MMLU"),
    ("table_row", "Set: GSM8K | Score: 48.0", ("Kestrel 3B", "Data"), "GSM8K"),
    ("heading", "Limits", ("Kestrel 3B",), ""),
    ("sentence", "It may be wrong.", ("Kestrel 3B", "Limits"), ""),
    ("sentence", "Do not use it in medicine.", ("Kestrel 3B", "Limits"), ""),
]


def read(source, name="card.md"):
    return [(str(p.kind), p.text, p.heading_path, p.label) for p in cut(source, name)[1]]


def test_the_card_as_it_is():
    assert read(CARD) == EXPECTED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("\n\n", "\n\n\n\n"),
        ("\n\n", "  \n\n"),
        ("- ", "* "),
        ("- ", "-   "),
        ("**Licence:**", "**Licence**:"),
        ("**Licence:**", "__Licence:__"),
        ("**Licence:**", "Licence:"),
        ("# Kestrel 3B\n", "# Kestrel 3B #\n"),
        ("# Kestrel 3B\n", "Kestrel 3B\n==========\n"),
        ("## Data\n", "Data\n----\n"),
        ("## Data\n", "<h2>Data</h2>\n"),
        ("## Data\n", "## **Data**\n"),
        ("## Data\n", "<a id='data'></a>\n\n## Data\n"),
        ("## Data\n", "---\n\n## Data\n"),
        ("## Data\n", "<!-- a note. -->\n\n## Data\n"),
        ("## Data\n", "[![b](b.svg)](c)\n\n## Data\n"),
        ("Labs. It", "Labs.\nIt"),
        ("Labs. It", "Labs.  \nIt"),
        ("Labs. It", "Labs.<br>It"),
        ("Labs. It", "Labs.\n\nIt"),
        ("Vanta Labs", "[Vanta Labs](https://v.example)"),
        ("Vanta Labs", "**Vanta Labs**"),
        ("Vanta Labs", "`Vanta Labs`"),
        ("Vanta Labs", "Vanta&nbsp;Labs"),
        ("Vanta Labs", "Vanta\nLabs"),
        ("It may be wrong.", "It may be wrong[^1]."),
        ("It may be wrong.", "*It may be wrong.*"),
        ("|---|---|", "|:---|---:|"),
        ("| MMLU | 61.2 |", "| **MMLU** | **61.2** |"),
        ("| MMLU | 61.2 |", "|MMLU|61.2|"),
    ],
)
def test_what_changes_the_source_only(old, new):
    assert old in CARD
    assert read(CARD.replace(old, new)) == EXPECTED


def test_a_page_says_the_same_as_the_card():
    from markdown_it import MarkdownIt

    html = MarkdownIt().enable("table").render(CARD)
    assert read(f"<html><body>{html}</body></html>", "card.html") == EXPECTED


@pytest.mark.parametrize("title", ["Other", "Licence", "Notes on use"])
def test_a_part_added_at_the_end_changes_nothing_above(title):
    more = read(f"{CARD}\n## {title}\n\nNothing else is known.\n")
    assert more[: len(EXPECTED)] == EXPECTED
    assert more[len(EXPECTED) :] == [
        ("heading", title, ("Kestrel 3B",), ""),
        ("sentence", "Nothing else is known.", ("Kestrel 3B", title), ""),
    ]


def test_parts_in_another_order_hold_the_same():
    head, details, data, limits = CARD.split("\n## ")
    turned = "\n## ".join([head, limits.rstrip() + "\n", data, details.rstrip() + "\n"])
    assert sorted(read(turned)) == sorted(EXPECTED)


@pytest.mark.parametrize("name", ["Luna 7B", "Ørn-2", "模型 A", "X & Y"])
def test_the_name_of_the_model_changes_only_itself(name):
    renamed = [
        (kind, text.replace("Kestrel 3B", name), (name, *path[1:]) if path else (), label)
        for kind, text, path, label in EXPECTED
    ]
    assert read(CARD.replace("Kestrel 3B", name)) == renamed


def test_every_visible_word_is_in_one_quotation():
    document, parts = cut(CARD)
    quoted = "\n".join(document.quote(part.span) for part in parts)
    for words in ("Vanta Labs", "Apache 2.0", "16,384", "books (12%)", "61.2", "medicine"):
        assert quoted.count(words) == 1
    assert [p.lead for p in parts if p.kind is SegmentKind.ITEM] == ["We trained it on:"] * 2
