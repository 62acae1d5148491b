"""What a reader sees of a page, and what kind of thing each part is."""

import pytest

from pipeline.readers.read import read_bytes
from pipeline.schema import BlockKind, WarningCode

B = BlockKind


def blocks(html, name="page.html"):
    document = read_bytes(f"<html><body>{html}</body></html>".encode(), name)
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>It is open.</p>", [(B.PARAGRAPH, "It is open.")]),
        ("<p>It <b>is</b> <i>open</i>.</p>", [(B.PARAGRAPH, "It is open.")]),
        ("<p>It\n  is\topen.</p>", [(B.PARAGRAPH, "It is open.")]),
        ("<p>It is<br>open.</p>", [(B.PARAGRAPH, "It is\nopen.")]),
        ("<p>A &amp; B &lt; C</p>", [(B.PARAGRAPH, "A & B < C")]),
        ("<p>H<b>2</b>O is wet.</p>", [(B.PARAGRAPH, "H2O is wet.")]),
        ("<p>It used 10<sup>25</sup> FLOP.</p>", [(B.PARAGRAPH, "It used 10²⁵ FLOP.")]),
        ("<p>It used 10<sup>-3</sup> of it.</p>", [(B.PARAGRAPH, "It used 10⁻³ of it.")]),
        ("<p>It is open<sup>1</sup>.</p>", [(B.PARAGRAPH, "It is open ¹.")]),
        ("<p>One.</p><p>Two.</p>", [(B.PARAGRAPH, "One."), (B.PARAGRAPH, "Two.")]),
        ("<div>One.<div>Two.</div>Three.</div>",
         [(B.PARAGRAPH, "One."), (B.PARAGRAPH, "Two."), (B.PARAGRAPH, "Three.")]),
        ("<span>One.</span> <span>Two.</span>", [(B.PARAGRAPH, "One. Two.")]),
        ("<h2>Data</h2><p>It is open.</p>", [(B.HEADING, "Data"), (B.PARAGRAPH, "It is open.")]),
        ("<ul><li>web</li><li>code</li></ul>", [(B.ITEM, "web"), (B.ITEM, "code")]),
        ("<ol><li>web</li></ol>", [(B.ITEM, "web")]),
        ("<ul><li>web<ul><li>news</li></ul></li></ul>", [(B.ITEM, "web"), (B.ITEM, "news")]),
        ("<ul><li><p>web</p><p>It is big.</p></li></ul>",
         [(B.ITEM, "web"), (B.PARAGRAPH, "It is big.")]),
        ("<blockquote>It is open.</blockquote>", [(B.QUOTE, "It is open.")]),
        ("<blockquote><p>It is open.</p></blockquote>", [(B.QUOTE, "It is open.")]),
        ("<pre>x = {1}\ny = [x]</pre>", [(B.CODE, "x = {1}\ny = [x]")]),
        ("<pre><code>a = f(1)</code></pre>", [(B.CODE, "a = f(1)")]),
        ("<pre>User: hi\nAssistant: ho</pre>", [(B.DIALOGUE, "User: hi\nAssistant: ho")]),
        ("<pre>@misc{nova,\ntitle={N}}</pre>", [(B.REFERENCE, "@misc{nova,\ntitle={N}}")]),
        ("<figure><img><figcaption>A map</figcaption></figure>", [(B.CAPTION, "A map")]),
        ("<p>Table 3: Sizes of all</p>", [(B.CAPTION, "Table 3: Sizes of all")]),
        ("<p>User: hi<br>Assistant: ho</p>", [(B.DIALOGUE, "User: hi\nAssistant: ho")]),
        ("<dl><dt>Size</dt><dd>7B</dd><dt>Use</dt><dd>chat</dd></dl>",
         [(B.PAIR, "Size\n\n7B"), (B.PAIR, "Use\n\nchat")]),
        ("<h2>References</h2><p>A. Muster. 2024.</p>",
         [(B.HEADING, "References"), (B.REFERENCE, "A. Muster. 2024.")]),
        ("<details><summary>More</summary><p>It is open.</p></details>",
         [(B.PARAGRAPH, "More"), (B.PARAGRAPH, "It is open.")]),
        ("<p></p><div> </div>", []),
        ("", []),
    ],
)  # fmt: skip
def test_parts_of_a_page(html, expected):
    assert blocks(html) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>secret()</script>",
        "<style>.secret{}</style>",
        "<noscript>secret</noscript>",
        "<template><p>secret</p></template>",
        "<button>secret</button>",
        "<select><option>secret</option></select>",
        "<svg><text>secret</text></svg>",
        "<iframe>secret</iframe>",
        "<!-- secret -->",
        "<p hidden>secret</p>",
        "<p aria-hidden='true'>secret</p>",
        "<p style='display:none'>secret</p>",
        "<p style='color:red; DISPLAY : none;'>secret</p>",
        "<p style='visibility:hidden'>secret</p>",
        "<p class='x sr-only y'>secret</p>",
        "<p class='d-none'>secret</p>",
        "<textarea>secret</textarea>",
        "<p title='secret'></p>",
        "<img alt='secret'>",
    ],
)
def test_what_is_not_shown_is_not_read(hidden):
    assert blocks(f"<p>One.</p>{hidden}<p>Two.</p>") == [
        (B.PARAGRAPH, "One."),
        (B.PARAGRAPH, "Two."),
    ]


@pytest.mark.parametrize(
    "around",
    [
        "<nav><p>Home</p></nav>",
        "<footer>Home</footer>",
        "<form><p>Home</p></form>",
        "<div role='navigation'>Home</div>",
        "<div role='banner'>Home</div>",
    ],
)
def test_what_stands_around_a_page_is_furniture(around):
    assert blocks(f"<p>One.</p>{around}<p>Two.</p>") == [
        (B.PARAGRAPH, "One."),
        (B.FURNITURE, "Home"),
        (B.PARAGRAPH, "Two."),
    ]


@pytest.mark.parametrize(
    "shown",
    [
        "<p aria-hidden='false'>Seen.</p>",
        "<p style='display:block'>Seen.</p>",
        "<p class='hiddenly'>Seen.</p>",
        "<div role='main'>Seen.</div>",
        "<header>Seen.</header>",
        "<main><article><section>Seen.</section></article></main>",
        "<aside>Seen.</aside>",
        "<center>Seen.</center>",
        "<custom-tag>Seen.</custom-tag>",
        "<p>Seen.",
        "Seen.</p>",
    ],
)
def test_what_is_shown_is_read(shown):
    found = blocks(f"<p>One.</p>{shown}<p>Two.</p>")
    assert (B.PARAGRAPH, "Seen.") in found and len(found) == 3


@pytest.mark.parametrize(
    ("html", "furniture"),
    [
        ("<p><a href='/a'>One</a> <a href='/b'>Two</a> <a href='/c'>Three</a></p>", True),
        ("<p><a href='/a'>One</a> <a href='/b'>Two</a></p>", False),
        ("<p><a href='https://a.x'>One</a> <a href='https://b.x'>Two</a> "
         "<a href='https://c.x'>Three</a></p>", False),
        ("<p>We used <a href='/a'>a</a>, <a href='/b'>b</a> and <a href='/c'>c</a> for it.</p>",
         False),
        ("<ul><li><a href='#data'>Data</a></li></ul>", True),
        ("<ul><li><a href='#data'>Data</a> is open</li></ul>", False),
        ("<h2><a href='#data'>Data</a></h2>", False),
    ],
)  # fmt: skip
def test_rows_of_links_are_furniture(html, furniture):
    ((kind, _),) = blocks(html)
    assert (kind is B.FURNITURE) is furniture


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ("<p>See <a href='u'>it</a>.</p>", [("it", "u")]),
        ("<p>See <a href='u'> it </a>.</p>", [("it", "u")]),
        ("<p>See <a href='u'><b>it</b></a>.</p>", [("it", "u")]),
        ("<p>See <a href='u'>it</a> or <a href='v'>that</a>.</p>", [("it", "u"), ("that", "v")]),
        ("<p>See <a>it</a>.</p>", []),
        ("<p>See <a href=''>it</a>.</p>", []),
        ("<p>See <a href='u'><img></a>.</p>", []),
        ("<p>See <a href='u?a=1&amp;b=2'>it</a>.</p>", [("it", "u?a=1&b=2")]),
    ],
)
def test_links_of_a_page_cover_their_words(html, links):
    document = read_bytes(f"<html><body>{html}</body></html>".encode(), "a.html")
    (block,) = document.blocks
    assert [(document.text[a:b], target) for a, b, target in block.links] == links


@pytest.mark.parametrize(
    ("charset", "warned"),
    [("utf-8", False), ("iso-8859-1", False), ("windows-1252", False), ("no-such-set", True)],
)
def test_the_declared_character_set_counts_where_it_fits(charset, warned):
    encoding = charset if charset != "no-such-set" else "cp1252"
    html = f"<html><head><meta charset='{charset}'></head><body><p>{'café déjà ' * 9}</p></body>"
    document = read_bytes(html.encode(encoding), "a.html")
    assert document.text.startswith("café déjà")
    assert (WarningCode.ENCODING in {w.code for w in document.warnings}) is warned


@pytest.mark.parametrize(
    "wrap", ["<div>{}</div>", "<table><tr><td><div>{}</div></td></tr></table>"]
)
def test_a_table_for_layout_keeps_its_paragraphs(wrap):
    rows = "<tr><th>M</th><th>S</th></tr><tr><td>a</td><td>1</td></tr>"
    inner = f"<p>It is open.</p><table>{rows}</table>"
    found = blocks(wrap.format(inner))
    assert (B.PARAGRAPH, "It is open.") in found
    assert [kind for kind, _ in found].count(B.ROW) == 1
