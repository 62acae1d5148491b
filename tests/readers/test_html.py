"""HTML: the visible text and its blocks."""

import pytest

from pipeline.readers import html
from pipeline.readers.limits import Limits
from pipeline.schema import BlockKind, WarningCode


def read(source):
    parsed = html.parse(source.encode(), "x")
    return parsed, [(b.kind, parsed.text[b.start : b.end]) for b in parsed.blocks]


def test_only_what_is_seen():
    _, blocks = read(
        "<html><head><title>t</title><style>x</style></head><body><nav>Home</nav>"
        "<script>y</script><p hidden>no</p><p style='display: none'>no</p>"
        "<p>Seen &amp; read <b>here</b>.</p><footer>foot</footer></body></html>"
    )
    assert blocks == [
        (BlockKind.FURNITURE, "Home"),
        (BlockKind.PARAGRAPH, "Seen & read here."),
        (BlockKind.FURNITURE, "foot"),
    ]


def test_structure():
    parsed, blocks = read(
        "<h1>Nova</h1><p>One.<br>Two.</p><ul><li>a<ul><li>b</li></ul></li></ul>"
        "<blockquote><p>said</p></blockquote><pre><code>x = {1}</code></pre>"
        "<dl><dt>Licence:</dt><dd>MIT</dd></dl>"
    )
    assert [(k.value, t) for k, t in blocks] == [
        ("heading", "Nova"),
        ("paragraph", "One.\nTwo."),
        ("list_item", "a"),
        ("list_item", "b"),
        ("quote", "said"),
        ("code", "x = {1}"),
        ("pair", "Licence:\n\nMIT"),
    ]
    assert [b.level for b in parsed.blocks if b.kind is BlockKind.ITEM] == [1, 2]
    assert parsed.blocks[-1].cells[0].header == "Licence"


def test_table_with_spans():
    parsed, _ = read(
        "<table><thead><tr><th>Model</th><th>Size</th><th>Score</th></tr></thead>"
        "<tr><td rowspan=2>Nova</td><td>7B</td><td>1</td></tr>"
        "<tr><td>70B</td><td>2</td></tr></table>"
    )
    rows = [b for b in parsed.blocks if b.kind is BlockKind.ROW]
    cells = [(c.header, parsed.text[c.start : c.end], c.is_label) for c in rows[1].cells]
    assert cells == [("Model", "Nova", True), ("Size", "70B", True), ("Score", "2", False)]


def test_layout_table_keeps_its_paragraphs():
    _, blocks = read(
        "<table><tr><td><table><tr><td>x</td></tr></table><p>Words.</p></td></tr></table>"
    )
    assert (BlockKind.PARAGRAPH, "Words.") in blocks


def test_links_and_navigation():
    parsed, blocks = read(
        "<p><a href='/'>Home</a> <a href='/a'>About</a> <a href='/b'>Blog</a></p>"
        "<p>See <a href='https://x.example'>the paper</a>.</p>"
    )
    assert [k.value for k, _ in blocks] == ["furniture", "paragraph"]
    ((start, end, target),) = parsed.blocks[1].links
    assert (parsed.text[start:end], target) == ("the paper", "https://x.example")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>10<sup>25</sup> FLOP</p>", "10²⁵ FLOP"),
        ("<p>Nova<sup>1</sup></p>", "Nova ¹"),
        ("<p>10<sup>th</sup></p>", "10th"),
    ],
)
def test_superscripts(source, text):
    assert read(source)[0].text == text


@pytest.mark.parametrize(
    ("source", "key", "value"),
    [
        ("<p><b>Licence:</b> MIT</p>", "Licence", "MIT"),
        ("<p><strong>Developer</strong> Nova Labs</p>", "Developer", "Nova Labs"),
        ("<ul><li>Licence: MIT</li></ul>", "Licence", "MIT"),
    ],
)
def test_pairs(source, key, value):
    parsed, _ = read(source)
    (block,) = parsed.blocks
    cell = block.cells[0]
    assert (block.kind, cell.header, parsed.text[cell.start : cell.end]) == (
        BlockKind.PAIR,
        key,
        value,
    )


def test_captions_and_contents_and_references():
    _, blocks = read(
        "<p>Table 1: Sizes</p><ul><li><a href='#a'>A</a></li></ul>"
        "<pre><code>@misc{a, title={b}}</code></pre>"
    )
    assert [k.value for k, _ in blocks] == ["caption", "furniture", "reference"]


def test_bold_headings_stand_below_real_ones_and_references_are_marked():
    parsed, blocks = read(
        "<h2>Use</h2><p><b>Direct</b></p><p>x y</p><p><b>Other</b></p><p>z</p>"
        "<h2>References</h2><p>Doe, 2020.</p>"
    )
    levels = [b.level for b in parsed.blocks if b.kind is BlockKind.HEADING]
    assert levels == [2, 3, 3, 2]
    assert blocks[-1] == (BlockKind.REFERENCE, "Doe, 2020.")


def test_bold_subject_is_no_key():
    _, blocks = read("<p><b>Nova</b> is a model.</p>")
    assert blocks == [(BlockKind.PARAGRAPH, "Nova is a model.")]


def test_preformatted_licence_is_prose():
    words = "The licensor grants a right to use the model, and to share it. " * 4
    _, blocks = read(f"<pre>NOVA LICENCE\n\n{words}\n\n{words}</pre>")
    assert [k.value for k, _ in blocks] == ["heading", "paragraph", "paragraph"]


def test_deep_nesting_is_read_flat_and_said():
    parsed = html.parse(("<div>" * (Limits().nesting + 1) + "deep words").encode(), "x")
    assert [w.code for w in parsed.warnings] == [WarningCode.LIMIT]
    assert "deep words" in parsed.text


def test_many_unclosed_paragraphs_are_not_deep():
    parsed = html.parse(("<p>word\n" * (Limits().nesting + 10)).encode(), "x")
    assert parsed.warnings == ()
    assert len(parsed.blocks) == Limits().nesting + 10


def test_declared_character_set():
    source = "<meta charset='iso-8859-1'><p>Modèle</p>".encode("latin-1")
    assert html.parse(source, "x").text == "Modèle"
