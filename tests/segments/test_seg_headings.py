"""Heading paths in every style of heading, in Markdown, plain text and pages."""

import pytest

from pipeline.schema import SegmentKind
from tests.segments.marked import cut, holding


@pytest.mark.parametrize(
    ("head", "path"),
    [
        ("# Nova", ("Nova",)),
        ("## Nova", ("Nova",)),
        ("###### Nova", ("Nova",)),
        ("# Nova #", ("Nova",)),
        ("## Nova ##", ("Nova",)),
        ("  # Nova", ("Nova",)),
        ("Nova\n====", ("Nova",)),
        ("Nova\n----", ("Nova",)),
        ("# **Nova**", ("Nova",)),
        ("# *Nova*", ("Nova",)),
        ("# `Nova`", ("Nova",)),
        ("# [Nova](https://v.example)", ("Nova",)),
        ("# Nova :", ("Nova",)),
        ("# Nova:", ("Nova",)),
        ("# Nova &amp; Co", ("Nova & Co",)),
        ("# 1. Nova", ("1. Nova",)),
        ("# 1.2 Nova", ("1.2 Nova",)),
        ("# Nova {#top}", ("Nova",)),
        ("# Nova ![logo](a.png)", ("Nova",)),
        ("# 🚀 Nova", ("🚀 Nova",)),
        ("# Nova[^1]", ("Nova",)),
        ("# <a name='n'></a>Nova", ("Nova",)),
        ("<h1>Nova</h1>", ("Nova",)),
        ("<h2 align=\"center\">Nova</h2>", ("Nova",)),
        ("<h1>\n  Nova\n</h1>", ("Nova",)),
        ("<div align=center>\n\n# Nova\n\n</div>", ("Nova",)),
        ("**Nova**", ("Nova",)),
        ("__Nova__", ("Nova",)),
        ("**Nova:**", ("Nova",)),
        ("**Nova**:", ("Nova",)),
        ("<b>Nova</b>", ("Nova",)),
        ("<strong>Nova</strong>", ("Nova",)),
        ("# Nova\n\n## Data", ("Nova", "Data")),
        ("# Nova\n\n### Data", ("Nova", "Data")),
        ("# Nova\n\n**Data**", ("Nova", "Data")),
        ("Nova\n====\n\nData\n----", ("Nova", "Data")),
        ("# Nova\n## Data\n### Web", ("Nova", "Data", "Web")),
        ("# Nova\n## Data\n## Web", ("Nova", "Web")),
        ("# Nova\n### Data\n## Web", ("Nova", "Web")),
        ("## Nova\n# Data", ("Data",)),
        ("# Nova\n\n## Data\n\n# Web", ("Web",)),
        ("# Nova\n\n## Data\n\n**Web**", ("Nova", "Data", "Web")),
        ("# Nova\n\n**Data**\n\n**Web**", ("Nova", "Web")),
        ("# Nova\n\n**Data**\n\n## Web", ("Nova", "Web")),
        ("<h1>Nova</h1>\n\n## Data", ("Nova", "Data")),
        ("<h1>Nova</h1>\n<h2>Data</h2>\n<h3>Web</h3>", ("Nova", "Data", "Web")),
        ("# Nova\n\n##\n\n", ("Nova",)),
        ("#Nova", ()),
        ("\\# Nova", ()),
        ("####### Nova", ()),
        ("```\n# Nova\n```", ()),
        ("<!-- # Nova -->", ()),
        ("<!--\n# Nova\n-->", ()),
        ("~~~\n# Nova\n~~~", ()),
        ("**Nova is open.**", ()),
        ("**Nova is open!**", ()),
        ("---", ()),
    ],
)  # fmt: skip
def test_the_path_below_a_heading(head, path):
    _, part = holding(f"{head}\n\nThe weights are public.\n", "The weights are public.")
    assert part.heading_path == path


@pytest.mark.parametrize(
    ("head", "quotation"),
    [
        ("# Nova", "Nova"),
        ("# **Nova**", "**Nova**"),
        ("# [Nova](a.md)", "[Nova](a.md)"),
        ("Nova\n====", "Nova"),
        ("<h1>Nova</h1>", "Nova"),
        ("**Nova**", "Nova"),
        ("**Nova:**", "Nova"),
        ("# Nova #", "Nova"),
    ],
)
def test_a_heading_is_a_segment_with_its_own_words(head, quotation):
    document, parts = cut(f"{head}\n\nIt is open.\n")
    assert [(p.kind, p.text) for p in parts] == [
        (SegmentKind.HEADING, "Nova"),
        (SegmentKind.SENTENCE, "It is open."),
    ]
    assert document.quote(parts[0].span) == quotation
    assert parts[0].heading_path == ()


@pytest.mark.parametrize(
    ("below", "kind", "text"),
    [
        ("It is open.", SegmentKind.SENTENCE, "It is open."),
        ("- It is open", SegmentKind.ITEM, "It is open"),
        ("1. It is open", SegmentKind.ITEM, "It is open"),
        ("> It is open", SegmentKind.QUOTE, "It is open"),
        ("- **State:** open", SegmentKind.PAIR, "State: open"),
        ("```\nopen()\n```", SegmentKind.CODE, "open()"),
        ("| a | b |\n|---|---|\n| open | 1 |", SegmentKind.ROW, "a: open | b: 1"),
        ("Figure 1: It is open", SegmentKind.CAPTION, "Figure 1: It is open"),
        ("[^1]: It is open", SegmentKind.FOOTNOTE, "It is open"),
        ("User: open?\nAssistant: Yes.", SegmentKind.DIALOGUE, "User: open? Assistant: Yes."),
        ("@misc{open,\n title={Nova}\n}", SegmentKind.REFERENCE, "@misc{open, title={Nova} }"),
    ],
)
def test_every_kind_of_block_has_the_path_above_it(below, kind, text):
    _, parts = cut(f"# Nova\n\n## Part\n\n{below}\n\n## Other\n\nThe end.\n")
    part = parts[2]
    assert (part.kind, part.text, part.heading_path) == (kind, text, ("Nova", "Part"))
    assert parts[-1].heading_path == ("Nova", "Other")


@pytest.mark.parametrize(
    ("html", "path"),
    [
        ("<h1>Nova</h1>", ("Nova",)),
        ("<h1><a href='#n'>Nova</a></h1>", ("Nova",)),
        ("<h1>Nova</h1><h2>Data</h2>", ("Nova", "Data")),
        ("<h1>Nova</h1><h3>Data</h3>", ("Nova", "Data")),
        ("<h1>Nova</h1><h2>Data</h2><h2>Web</h2>", ("Nova", "Web")),
        ("<section><h1>Nova</h1></section><section><h2>Data</h2></section>", ("Nova", "Data")),
        ("<h1>Nova</h1><p><b>Data</b></p>", ("Nova", "Data")),
        ("<h1>Nova</h1><p><strong>Data:</strong></p>", ("Nova", "Data")),
        ("<h1> Nova\n Two </h1>", ("Nova Two",)),
        ("<h1>Nova&nbsp;2</h1>", ("Nova 2",)),
        ("<nav><h1>Menu</h1></nav><h1>Nova</h1>", ("Nova",)),
        ("<h1 hidden>Menu</h1>", ()),
        ("<h1></h1>", ()),
        ("<p><b>It is open.</b></p>", ()),
    ],
)
def test_the_path_below_a_heading_of_a_page(html, path):
    page = f"<html><body>{html}<p>The weights are public.</p></body></html>"
    _, part = holding(page, "The weights are public.", "a.html")
    assert part.heading_path == path


@pytest.mark.parametrize(
    ("head", "path"),
    [
        ("NOVA LICENCE", ("NOVA LICENCE",)),
        ("Nova Licence Agreement", ("Nova Licence Agreement",)),
        ("Nova\n====", ("Nova",)),
        ("Nova\n----", ("Nova",)),
        ("Nova\n====\n\nTerms\n-----", ("Nova", "Terms")),
        ("1. Definitions", ("1. Definitions",)),
        ("1. Terms\n\n1.1 Scope of Use", ("1. Terms", "1.1 Scope of Use")),
        ("1. Terms\n\n2. Scope", ("2. Scope",)),
        ("Section 3. Limits", ("Section 3. Limits",)),
        ("ARTICLE IV Warranty", ("ARTICLE IV Warranty",)),
        ("Annex II Forms", ("Annex II Forms",)),
        ("NOVA LICENCE\n\n1. Terms\n\n1.1 Scope", ("NOVA LICENCE", "1. Terms", "1.1 Scope")),
        ("this is a line", ()),
        ("Copyright 2025 Vanta", ()),
        ("Version 2.1, May 2025", ()),
        ("We grant rights to all.", ()),
    ],
)
def test_the_path_below_a_heading_of_a_plain_text(head, path):
    body = "the weights may be copied by all who follow these terms."
    _, part = holding(f"{head}\n\n{body}\n", body, "licence.txt")
    assert part.heading_path == path


@pytest.mark.parametrize("title", ["References", "Bibliography", "Works cited", "REFERENCES:"])
def test_below_references_paragraphs_are_references(title):
    source = f"# Nova\n\n## {title}\n\nA. Muster. A paper. 2024.\n\n- B. Li. More. 2023.\n"
    _, parts = cut(source + "\n## Licence\n\nIt is open.\n")
    kinds = [(p.kind, p.text) for p in parts if p.kind is not SegmentKind.HEADING]
    assert kinds == [
        (SegmentKind.REFERENCE, "A. Muster. A paper. 2024."),
        (SegmentKind.REFERENCE, "B. Li. More. 2023."),
        (SegmentKind.SENTENCE, "It is open."),
    ]


def test_a_bold_item_is_a_heading_for_what_stands_below_it():
    source = "# Nova\n\n- **Data**\n\n  We used the web.\n\n- **Risks**\n\n  There are few.\n"
    _, web = holding(source, "We used the web.")
    _, few = holding(source, "There are few.")
    assert web.heading_path == ("Nova", "Data")
    assert few.heading_path == ("Nova", "Risks")


@pytest.mark.parametrize("words", [40, 60])
def test_a_paragraph_in_large_letters_is_no_heading(words):
    line = "word " * words + "end."
    _, parts = cut(f"# {line}\n\nIt is open.\n")
    assert [p.kind for p in parts] == [SegmentKind.SENTENCE] * 2
    assert parts[1].heading_path == ()
