"""What a page shows, what it hides, what only frames it, and what stands above the line."""

import time

import pytest

from pipeline.readers import html_outline
from pipeline.readers.read import read_bytes
from pipeline.schema import BlockKind, SegmentKind, WarningCode
from pipeline.segments import segment


def page(body: str, name: str = "page.html"):
    return read_bytes(f"<!doctype html><html><body>{body}</body></html>".encode(), name)


def said(body: str) -> list[str]:
    return [part.text for part in segment(page(body))]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>Trained in Bern.</p>",
        "<p style='color:red; display:none'>Trained in Bern.</p>",
        "<p style='visibility: hidden'>Trained in Bern.</p>",
        "<span class='icon hidden'>Trained in Bern.</span>",
        "<div class='sr-only'>Trained in Bern.</div>",
        "<div aria-hidden='true'>Trained in Bern.</div>",
        "<template><p>Trained in Bern.</p></template>",
        "<noscript>Trained in Bern.</noscript>",
        '<script type=\'application/ld+json\'>{"text": "Trained in Bern."}</script>',
        "<script id='__NEXT_DATA__' type='application/json'>{\"t\": \"Trained in Bern.\"}</script>",
        "<style>.a::after { content: 'Trained in Bern.' }</style>",
        "<select><option>Trained in Bern.</option></select>",
        "<dialog><p>Trained in Bern.</p></dialog>",
        "<!-- Trained in Bern. -->",
        "<svg><text>Trained in Bern.</text></svg>",
    ],
)
def test_hidden_words_are_not_in_the_text(hidden):
    document = page(f"<p>Nova has 7B parameters.</p>{hidden}<p>It is open.</p>")
    assert "Bern" not in document.text
    assert [p.text for p in segment(document)] == ["Nova has 7B parameters.", "It is open."]


@pytest.mark.parametrize(
    "shown",
    [
        "<details><summary>Where</summary><p>Trained in Bern.</p></details>",
        "<div hidden='until-found'><p>Trained in Bern.</p></div>",
        "<div class='hidden lg:block'><p>Trained in Bern.</p></div>",
        "<div class='d-none d-md-block'><p>Trained in Bern.</p></div>",
        "<div role='tabpanel' hidden><p>Trained in Bern.</p></div>",
        "<button aria-controls='a1'>Where</button>"
        "<div id='a1' class='accordion-body' style='display:none'><p>Trained in Bern.</p></div>",
        "<a data-bs-target='#c' href='#c'></a><div id='c' class='collapse' hidden>"
        "<p>Trained in Bern.</p></div>",
        "<dialog open><p>Trained in Bern.</p></dialog>",
        "<p aria-hidden='false'>Trained in Bern.</p>",
    ],
)
def test_what_opens_on_demand_is_read(shown):
    assert "Trained in Bern." in said(shown)


@pytest.mark.parametrize(
    "menu",
    [
        "<button aria-controls='m'>Menu</button><div id='m' hidden><p>Trained in Bern.</p></div>",
        "<div class='accordion' hidden><p>Trained in Bern.</p></div>",
        "<div class='hidden lg:hidden'><p>Trained in Bern.</p></div>",
    ],
)
def test_hidden_elements_that_only_resemble_panels(menu):
    assert said(f"{menu}<p>Open.</p>") == ["Open."]


@pytest.mark.parametrize(
    "frame",
    [
        "<nav><ul><li><a href='/'>Models</a></li></ul></nav>",
        "<footer><p>Models</p></footer>",
        "<div role='navigation'>Models</div>",
        "<div id='cookie-banner'><h2>Models</h2></div>",
        "<section class='x onetrust-pc'><p>Models</p></section>",
        "<div class='breadcrumb'>Models</div>",
        "<form action='/subscribe'><label>Models</label><input></form>",
        "<nav><table><tr><td>Models</td><td>Prices</td></tr></table></nav>",
    ],
)
def test_frames_stay_in_the_text_and_make_no_segment(frame):
    document = page(f"{frame}<p>Nova has 7B parameters.</p>")
    assert "Models" in document.text
    assert [p.text for p in segment(document)] == ["Nova has 7B parameters."]
    assert document.blocks[0].kind is BlockKind.FURNITURE


@pytest.mark.parametrize(
    "content",
    [
        "<header><h1>Models</h1></header>",
        "<aside><p>Models</p></aside>",
        "<div class='skip-gram-model'>Models</div>",
        "<div id='consent-training-data'>Models</div>",
    ],
)
def test_what_resembles_a_frame_is_content(content):
    assert "Models" in said(content)


def test_a_form_around_the_whole_page_is_the_page():
    words = "".join(f"<p>Sentence {i} of the page says something.</p>" for i in range(60))
    assert len(said(f"<form id='aspnetForm'>{words}</form>")) == 60


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("10<sup>25</sup> FLOP", "10²⁵ FLOP"),
        ("10<sup> 25 </sup> FLOP", "10²⁵ FLOP"),
        ("10<sup>-3</sup>", "10⁻³"),
        ("10<sup>−3</sup>", "10⁻³"),
        ("10<sup>n+1</sup>", "10^n+1"),
        ("10<span style='vertical-align: super; font-size: 70%'>25</span>", "10²⁵"),
        ("<math><msup><mn>10</mn><mn>25</mn></msup></math> FLOP", "10²⁵ FLOP"),
        (
            "<math><semantics><mrow><mn>3</mn><mo>×</mo><msup>\n<mn>10</mn>\n<mn>24</mn></msup>"
            "</mrow><annotation encoding='application/x-tex'>3\\times 10^{24}</annotation>"
            "</semantics></math>",
            "3×10²⁴",
        ),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> of it", "1/2 of it"),
        ("the 4<sup>th</sup> of May", "the 4th of May"),
        ("CO<sub>2</sub>", "CO2"),
        ("7 B<sup>1</sup> tokens", "7 B ¹ tokens"),
        ("2<sup>[3]</sup>", "2[3]"),
        ("10&sup2;", "10²"),
        ("x&nbsp;y &lt;z&gt; &amp;amp;", "x\u00a0y <z> &amp;"),
    ],
)
def test_exponents_never_join_their_base(markup, expected):
    text = page(f"<p>{markup}</p>").text
    assert text.replace("\u00a0", " ") == expected.replace("\u00a0", " ")


def test_definition_lists_are_pairs():
    body = "<dl><dt>Licence:</dt><dd>MIT</dd><dt>Size</dt><dd>7B</dd></dl>"
    parts = [p for p in segment(page(body)) if p.kind is SegmentKind.PAIR]
    assert [(p.label, p.text) for p in parts] == [("Licence", "Licence: MIT"), ("Size", "Size: 7B")]


def test_headings_make_the_path_through_sections():
    body = (
        "<main><section><h2>Training</h2><div><h3>Data</h3><p>Web text.</p></div></section>"
        "<section><h2>Use</h2><p>Chat.</p></section></main>"
    )
    paths = {p.text: p.heading_path for p in segment(page(body))}
    assert paths["Web text."] == ("Training", "Data")
    assert paths["Chat."] == ("Use",)


def test_styles_of_a_captured_page_cost_nothing():
    css = "<style>" + ".a{color:red}\n" * 12_000 + "</style>"
    document = page(css + "<p>Nova has 7B parameters.</p>")
    assert document.text == "Nova has 7B parameters."
    assert not [w for w in document.warnings if w.code is not WarningCode.STUB]


@pytest.mark.parametrize(
    ("source", "deep"),
    [
        ("<div>" * 2001, True),
        ("<div>" * 2000, False),
        ("<p>x" * 5000, False),
        ("<div></div>" * 5000, False),
        ("<b>x</b>" * 5000, False),
        ("<div></x>" * 3000, True),
        ("<span><div></span>" * 1500, True),
        ("<script>" + "<div>" * 5000 + "</script>", False),
        ("<div>" * 1500 + "</div>" * 1500 + "<div>" * 1500, False),
    ],
)
def test_depth_is_counted_as_a_parser_nests(source, deep):
    assert html_outline.too_deep(source, 2000) is deep


def test_a_million_nested_elements_end_with_a_warning():
    began = time.process_time()
    document = page("<div>" * 1_000_000 + "Trained in Bern.<script>var a</script>")
    assert time.process_time() - began < 8
    assert document.text == "Trained in Bern."
    assert [w.code for w in document.warnings if w.code is not WarningCode.STUB] == [
        WarningCode.LIMIT
    ]


@pytest.mark.parametrize("unit", ["<script>", "<style>", "<b><script>", "<div></x>", "<", "<a "])
def test_time_is_linear(unit):
    began = time.process_time()
    page(unit * 40_000)
    assert time.process_time() - began < 4


def test_columns_beyond_the_limit_are_told():
    wide = "<table><tr><th>a</th>" + "<th>b</th>" * 600 + "</tr><tr><td>c</td></tr></table>"
    for name in ("page.html", "card.md"):
        document = read_bytes(wide.encode(), name)
        (warning,) = [w for w in document.warnings if w.code is WarningCode.LIMIT]
        assert "Table 1" in warning.message
        assert "500" in warning.message
