"""Segments: exact runs, whatever the text; and what each kind of unit holds."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.catalogue.rows import load
from pipeline.readers.read import read_bytes, read_path
from pipeline.schema import Block, BlockKind, Document, Page, Run, SegmentKind
from pipeline.segments import segment
from pipeline.segments.build import CODE_LIMIT
from pipeline.segments.mapped import Mapped, gather, join
from pipeline.segments.sentences import LONGEST, boundaries


def segments(source, name="card.md"):
    document = read_bytes(source.encode(), name)
    return document, segment(document)


def check(document, found):
    """What must hold for every segment of every document."""
    for part in found:
        assert 0 <= part.start < part.end <= len(document.text)
        at = 0
        for run in part.runs:
            assert run.at >= at and run.length > 0
            at = run.at + run.length
            assert part.text[run.at : at] == document.text[run.start : run.start + run.length]
        assert part.runs and at <= len(part.text)


PIECES = st.sampled_from(
    ["# T\n\n", "**K:** v\n", "- a: b\n", "* **x**\n", "| a | b |\n|--|--|\n| 1 | |\n",
     "text. More", "\n", "\n\n", "[l](u)", "![i](u)", "`c`", "<b>x</b>",
     "<table><tr><td>1</td></tr></table>", "&amp;", "> q\n", "```\n", "<!-- c -->",
     "$10^{2}$", "é中。", " ", "\t", "\x00", "<li>", "  \n", "---\n", "a: b\n", "User: x\n",
     "1. y\n", "\\*", "\u00ad", "-\nx", "[^1]: n\n", "\u2060", "<br>"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25), st.sampled_from(["a.md", "a.txt", "a.html", "a.yaml"]))
def test_runs_are_exact_for_any_text(parts, name):
    document, found = segments("".join(parts), name)
    check(document, found)


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_runs_are_exact_for_any_json(value):
    import json

    document, found = segments(json.dumps(value), "a.json")
    check(document, found)


def test_markup_is_gone_and_offsets_lead_back():
    document, (part,) = segments("We *use* [16k](http://a.example) H100 &amp; A100 GPUs.")
    assert part.text == "We use 16k H100 & A100 GPUs."
    assert part.links == ("http://a.example",)
    assert document.quote(part.span) == document.text
    at = part.text.index("16k H100")
    assert document.quote(part.locate(at, at + 8)) == "16k](http://a.example) H100"
    assert document.quote(part.locate(at, at + 3)) == "16k"


def test_heading_paths():
    _, found = segments("# A\n\n## B *c*\n\nx.\n\n## D\n\ny.\n\n# E\n\nz.\n")
    paths = {part.text: part.heading_path for part in found}
    assert paths["x."] == ("A", "B c")
    assert paths["y."] == ("A", "D")
    assert paths["z."] == ("E",)
    assert paths["D"] == ("A",)


def test_rows_read_header_and_cell():
    source = "Table 1: Sizes\n\n| Model | Params |\n|---|---|\n| **Nova** | 7B |\n| Nova L | |\n"
    document, found = segments(source)
    rows = [part for part in found if part.kind is SegmentKind.ROW]
    assert [row.text for row in rows] == ["Model: Nova | Params: 7B", "Model: Nova L"]
    assert [row.label for row in rows] == ["Nova", "Nova L"]
    assert rows[0].heading_path == ("Table 1: Sizes",)
    assert document.quote(rows[0].locate(0, 5)) == "Model"
    assert rows[0].locate(5, 7) is None
    assert document.quote(rows[0].locate(0, len(rows[0].text))) == "Nova** | 7B"
    assert document.quote(rows[0].span) == "| **Nova** | 7B |"


def test_two_columns_without_headers_are_pairs():
    _, found = segments(
        "<table><tr><td>Size</td><td>7B</td></tr><tr><td>Use</td><td>chat</td></tr></table>"
    )
    assert [(part.text, part.label) for part in found] == [
        ("Size: 7B", "Size"),
        ("Use: chat", "Use"),
    ]


def test_pairs_and_what_follows_in_them():
    document, found = segments("# M\n\n**Data:** Public text. We filter it.\n")
    _, pair, rest = found
    assert (pair.kind, pair.text, pair.label) == (SegmentKind.PAIR, "Data: Public text.", "Data")
    assert (rest.text, rest.label, rest.heading_path) == ("We filter it.", "Data", ("M", "Data"))
    assert document.quote(pair.span) == "**Data:** Public text."


def test_front_matter_lists_are_one_pair():
    _, found = segments("---\nlanguage:\n- en\n- 'no'\nmodel:\n  size: 7B\n---\n")
    assert [(p.text, p.heading_path) for p in found] == [
        ("language: en, no", ()),
        ("size: 7B", ("model",)),
    ]


def test_leads_introduce_items():
    _, found = segments("We trained on:\n\n- books\n- web\n  - news\n\n# H\n\nNo list.\n\n- x\n")
    leads = {part.text: part.lead for part in found}
    assert leads["books"] == leads["web"] == "We trained on:"
    assert leads["news"] == "web"
    assert leads["x"] == ""


def test_kinds_and_furniture():
    document = Document(
        "d", "a.txt", "text/plain", "Page 3\nWords here.\nFig 1.",
        blocks=(
            Block(0, 6, BlockKind.FURNITURE),
            Block(7, 18, BlockKind.PARAGRAPH),
            Block(19, 25, BlockKind.CAPTION),
        ),
    )  # fmt: skip
    assert [(p.kind.value, p.text) for p in segment(document)] == [
        ("sentence", "Words here."),
        ("caption", "Fig 1."),
    ]


def test_splinters_of_formulas_on_pages_are_dropped():
    lines = ["j=1", "t , (7)", "ℎ", "No", "☒", "N/A", "7B model", "10"]
    text = "\n".join(lines)
    at = 0
    blocks = []
    for line in lines:
        blocks.append(Block(at, at + len(line), BlockKind.PARAGRAPH))
        at += len(line) + 1
    kept = ["No", "☒", "N/A", "7B model", "10"]
    paged = Document(
        "d", "a.pdf", "application/pdf", text, (Page(1, 0, len(text), 1, 1),), blocks=tuple(blocks)
    )
    assert [part.text for part in segment(paged)] == kept
    unpaged = Document("d", "a.txt", "text/plain", text, blocks=tuple(blocks))
    assert [part.text for part in segment(unpaged)] == lines


def test_code_is_one_segment_of_bounded_size():
    _, found = segments("```\n" + "x = 1\n" * 2000 + "```\n")
    assert [p.kind for p in found] == [SegmentKind.CODE]
    assert len(found[0].text) <= CODE_LIMIT


def test_items_of_laid_out_formats():
    lines = ["• Memory: 8 GB", "• We use: much", "- plain words"]
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    blocks = tuple(
        Block(at, at + len(line), BlockKind.ITEM, level=1)
        for at, line in zip(starts, lines, strict=True)
    )
    document = Document("d", "a.pdf", "application/pdf", text, blocks=blocks)
    found = segment(document)
    check(document, found)
    assert [(p.kind.value, p.text, p.label) for p in found] == [
        ("pair", "Memory: 8 GB", "Memory"),
        ("list_item", "We use: much", ""),
        ("list_item", "plain words", ""),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was exam-\nined twice.", "It was examined twice."),
        ("state-of-the-\nart results", "state-of-the-art results"),
        ("trained on GPT-\nBased data", "trained on GPT- Based data"),
        ("from 10-\n20 tokens", "from 10- 20 tokens"),
        ("a sim\u00ad\nple model", "a simple model"),
    ],
)
def test_line_end_hyphens_of_pdf(text, expected):
    document = Document(
        "d", "a.pdf", "application/pdf", text, blocks=(Block(0, len(text), BlockKind.PARAGRAPH),)
    )
    (part,) = segment(document)
    assert part.text == expected
    check(document, [part])


@pytest.mark.parametrize("row", load("lexicons/abbreviations.yaml")["examples"])
def test_sentences(row):
    text = row["text"]
    assert [text[a:b].strip() for a, b in boundaries(text)] == row["sentences"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We use v1.5. It has 7.5B parameters.", 2),
        ("Released Jan. 5, 2025 by Nova et al. in Paris.", 1),
        ("它很大。它很快！对吗？", 3),
        ("1. Introduction", 1),
        ("See Sec. 3.2 and Eq. 4. Then stop.", 2),
        ("Use model.generate() here. Done.", 2),
        ('Is it? "Yes." He left.', 3),
        ("first\nsecond", 2),
        ("no stop at all", 1),
        ("It is by the U.S. The rest is not.", 2),
        ("We report e.g. MMLU. 5 tasks remain.", 2),
    ],
)
def test_sentence_counts(text, expected):
    assert len(boundaries(text)) == expected


@given(st.text(alphabet='aB. ?!;\n"e.g1。', max_size=200))
def test_sentences_hold_every_visible_character(text):
    cut = boundaries(text)
    assert all(a < b for a, b in cut)
    assert all(left[1] <= right[0] for left, right in pairwise(cut))
    kept = "".join(text[a:b] for a, b in cut)
    assert "".join(kept.split()) == "".join(text.split())


def test_long_sentences_are_cut():
    text = "a long clause; " * 400
    assert all(b - a <= LONGEST for a, b in boundaries(text))
    assert len(boundaries("x" * (3 * LONGEST))) == 3


def test_gather_collapses_and_keeps_breaks():
    mapped = gather([("a  b", 0), ("\n", -1), ("  c", 10)])
    assert mapped.text == "a b\nc"
    assert mapped.runs == (Run(0, 0, 1), Run(2, 3, 1), Run(4, 12, 1))


def test_cut_and_join():
    mapped = gather([("one two three", 5)])
    part = mapped.cut(3, 8)
    assert (part.text, part.runs) == ("two", (Run(0, 9, 3),))
    both = join(["k: ", part, " | ", Mapped("x", ())])
    assert (both.text, both.runs) == ("k: two | x", (Run(3, 9, 3),))


@pytest.mark.shared
def test_real_documents_have_exact_runs(shared):
    files = [
        file
        for file in sorted((shared / "data" / "docs").iterdir())
        if file.suffix in {".md", ".txt", ".html"}
    ]
    assert len(files) == 125
    for file in files:
        document = read_path(file)
        assert document.readable, file.name
        found = segment(document)
        assert len(found) >= 5, file.name
        check(document, found)


@pytest.mark.shared
def test_facts_about_real_documents(shared):
    docs = shared / "data" / "docs"

    def of(prefix):
        (file,) = docs.glob(f"{prefix}_*")
        return read_path(file)

    assert (of("D068").language, of("D110").language, of("D130").language) == ("zh", "zh", "ko")
    assert any(w.code == "unfilled_template" for w in of("D135").warnings)
    rows = [p for p in segment(of("D046")) if p.kind is SegmentKind.ROW]
    sizes = next(p for p in rows if p.label == "DeepSeek-V3-Base")
    assert "#Total Params: 671B" in sizes.text and "#Activated Params: 37B" in sizes.text
    labels = [p.label for p in segment(of("D004")) if p.kind is SegmentKind.ROW]
    assert labels[:2] == ["Llama 3 8B", "Llama 3 70B"]


@pytest.mark.shared
@pytest.mark.parametrize("prefix", ["D004", "D020", "D040", "D098", "D119", "D133", "D141"])
def test_markdown_and_its_html_say_the_same(shared, prefix):
    """The Markdown reader against a renderer and the HTML reader, which share no code with it."""
    import re

    from markdown_it import MarkdownIt

    (file,) = (shared / "data" / "docs").glob(f"{prefix}_*")
    source = re.sub(r"\A---\n.*?\n---\n", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(source)
    texts = []
    for data, name in ((source, "a.md"), (f"<html><body>{rendered}</body></html>", "a.html")):
        _, found = segments(data, name)
        texts.append({p.text.rstrip(":") for p in found if p.kind is not SegmentKind.CODE})
    markdown, html = texts
    assert len(markdown) > 25
    # what remains are emphasis marks that are not Markdown
    assert len(markdown ^ html) <= 4, sorted(markdown ^ html)
