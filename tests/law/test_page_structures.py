"""Structures of EUR-Lex pages, and the tree that all legal readers write, by hand."""

from __future__ import annotations

import pytest

from pipeline.errors import BadInput
from pipeline.readers.eurlex_html import read_eurlex_html
from pipeline.readers.legal_text import Inline, LegalText, Provision, Text, write
from pipeline.schema import BlockKind


def page(body: str) -> LegalText:
    return read_eurlex_html(f"<html><body>{body}</body></html>".encode(), "kettles.html")


def article(body: str, number: str = "4") -> str:
    return (
        f'<div id="art_{number}"><p class="oj-ti-art">Article {number}</p>'
        f'<div class="eli-title"><p class="oj-sti-art">Kettles</p></div>{body}</div>'
    )


def row(mark: str, content: str) -> str:
    return f"<table><tr><td><p>{mark}</p></td><td>{content}</td></tr></table>"


def parts(read: LegalText, head: str = "article") -> dict[str, str]:
    return {
        "/".join(unit.path): read.document.text[unit.start : unit.end]
        for unit in read.units
        if unit.head == head
    }


def only(inline: str) -> str:
    return parts(page(article(f"<p>{inline}</p>")))[""]


@pytest.mark.parametrize(
    ("inline", "words"),
    [
        ("Plain words.", "Plain words."),
        (" Blanks\n and\u00a0hard\u2009ones ", "Blanks and hard ones"),
        ("10<span class='oj-super'>25</span> cups", "10²⁵ cups"),
        ("the 2<span class='oj-super'>nd</span> cup", "the 2^(nd) cup"),
        ("H<span class='oj-sub'>2</span>O", "H2O"),
        ("<span class='oj-italic'>Camellia</span> leaves", "Camellia leaves"),
        ("Pots<a id='ntc3' href='#n'> (<span class='oj-super'>3</span>)</a>.", "Pots."),
        ("Pots <a href='#x'>see there</a>.", "Pots see there."),
        ("Tea &amp; milk &lt;3", "Tea & milk <3"),
        ("caf&eacute;&nbsp;&ndash; tea", "café – tea"),
        ("a<!-- hidden -->b", "ab"),
        ("tea<br>pot", "tea pot"),
    ],
)
def test_inline(inline: str, words: str) -> None:
    assert only(inline) == words


@pytest.mark.parametrize(
    ("opening", "label", "words"),
    [
        ("1.\u00a0\u00a0\u00a0Boil.", "1", "Boil."),
        ("10. Boil.", "10", "Boil."),
        ("2a.   Boil.", "2a", "Boil."),
    ],
)
def test_numbered_paragraphs(opening: str, label: str, words: str) -> None:
    found = parts(page(article(f'<div id="004.001"><p>{opening}</p></div>')))
    assert found[label] == words


@pytest.mark.parametrize("body", ["1.5 litres are enough.", "1.No blank.", "Boil 1. first."])
def test_what_is_no_number_of_a_paragraph_stays_in_the_words(body: str) -> None:
    found = parts(page(article(f'<div id="004.001"><p>{body}</p></div>')))
    assert found[""] == body
    assert "1" not in found


def test_nested_tables_are_nested_points() -> None:
    deep = "<p>second:</p>" + row("(i)", "<p>warm;</p>") + row("(ii)", "<p>cold;</p>")
    found = parts(page(article("<p>Do:</p>" + row("(a)", "<p>first;</p>") + row("(b)", deep))))
    assert found["a"] == "first;"
    assert found["b/i"] == "warm;"
    assert found["b/ii"] == "cold;"
    assert found["b"] == "second:\n(i) warm;\n(ii) cold;"


def test_several_rows_in_one_table_are_several_points() -> None:
    rows = "".join(f"<tr><td>({m})</td><td>leaf {m}</td></tr>" for m in ("y", "z", "aa", "ab"))
    found = parts(page(article(f"<p>Leaves:</p><table><tbody>{rows}</tbody></table>")))
    assert {key: found[key] for key in ("y", "z", "aa", "ab")} == {
        m: f"leaf {m}" for m in ("y", "z", "aa", "ab")
    }


@pytest.mark.parametrize("dash", ["—", "–", "-"])
def test_dashes_are_lines(dash: str) -> None:
    found = parts(page(article("<p>Add:</p>" + row(dash, "<p>milk,</p>"))))
    assert found == {"": f"Add:\n{dash} milk,"}


def test_an_empty_first_column_indents_and_does_not_name() -> None:
    rows = "<tr><td></td><td><p>(c)</p></td><td><p>stir.</p></td></tr>"
    assert parts(page(article(f"<p>Do:</p><table>{rows}</table>")))["c"] == "stir."


def test_footnotes_at_the_end_of_an_article_are_no_law() -> None:
    note = '<p class="oj-note">(3) A note on tea.</p>'
    assert parts(page(article(f"<p>Boil.</p>{note}"))) == {"": "Boil."}


def test_words_quoted_into_another_act_are_lines() -> None:
    quoted = "<div><div><p>‘7. Steep.’;</p></div>" + row("(a)", "<p>long.</p>") + "</div>"
    found = parts(page(article(f"<p>This is added:</p>{quoted}")))
    assert found == {"": "This is added:\n‘7. Steep.’;\n(a) long."}


def test_recitals_articles_and_annexes_come_in_the_order_of_the_page() -> None:
    recital = f'<div id="rct_1">{row("(1)", "<p>Tea soothes.</p>")}</div>'
    annex = '<div id="anx_IV"><p class="oj-doc-ti">ANNEX IV</p><p>Spouts.</p></div>'
    read = page(recital + article("<p>Boil.</p>", "9") + annex)
    heads = [(u.head, u.number) for u in read.units]
    assert heads == [("recital", "1"), ("article", "9"), ("annex", "IV")]


def test_an_annex_with_sections_and_titled_points() -> None:
    body = (
        '<p class="oj-doc-ti">ANNEX II</p><p class="oj-doc-ti">Spouts</p>'
        '<p class="oj-ti-grseq-1">Section A — Long</p>'
        + row("1.", "<p>round;</p>")
        + '<p class="oj-ti-grseq-1">Section B</p><p class="oj-ti-grseq-1">Short</p>'
        + row("1.", "<p>flat;</p>")
        + '<p class="oj-ti-grseq-1">2. On lids</p><p>Shut them.</p>'
    )
    read = page(article("<p>x</p>") + f'<div id="anx_II">{body}</div>')
    found = parts(read, "annex")
    assert found["§A/1"] == "round;"
    assert found["§B/1"] == "flat;"
    assert found["2"] == "Shut them."
    headings = {u.path: u.heading for u in read.units if u.head == "annex"}
    assert headings[()] == "Spouts"
    assert headings["§A",] == "Long"
    assert headings["§B",] == "Short"
    assert headings["2",] == "On lids"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>The requested document does not exist.</p>",
        '<div id="anx_I"><p>Only an annex.</p></div>',
        '<div id="article_4"><p>Another layout.</p></div>',
        '<div id="art_"><p>No number.</p></div>',
        '<p id="art_4">No div.</p>',
    ],
)
def test_a_page_of_another_kind_is_refused(body: str) -> None:
    with pytest.raises(BadInput, match=r"kettles\.html has no articles"):
        page(body)


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"<<<>>>", b"\xff\xfe<", b"<html>"])
def test_bytes_that_are_no_page_are_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match="has no articles"):
        read_eurlex_html(data, "p.html")


@pytest.mark.parametrize(
    "inside",
    ["<p>Tea.</p>", "", row("(1)", "<p>a</p>") .replace("</table>", "<tr><td>(2)</td><td>b</td>"
     "</tr></table>"), row("—", "<p>a</p>")],
)  # fmt: skip
def test_a_recital_that_is_not_one_numbered_row_is_refused(inside: str) -> None:
    with pytest.raises(BadInput, match="recital 3"):
        page(f'<div id="rct_3">{inside}</div>' + article("<p>x</p>"))


def test_tags_that_are_not_closed_lose_no_article() -> None:
    read = page('<div id="art_1"><p class="oj-ti-art">Article 1<p>Boil.</div>' + article("<p>x"))
    words = {u.number: read.document.text[u.start : u.end] for u in read.units}
    assert words == {"1": "Boil.", "4": "x"}


# The tree itself, without any format.


def tree(*provisions: Provision) -> LegalText:
    return write(b"data", "t", "text/plain", list(provisions))


def test_a_point_without_words_of_its_own_spans_its_points() -> None:
    inner = Provision("point", "i", "(i)", parts=[Text("warm")])
    outer = Provision("article", "1", parts=[Provision("point", "a", "(a)", parts=[inner])])
    found = parts(tree(outer))
    assert found == {"": "(a) (i) warm", "a": "(i) warm", "a/i": "warm"}


def test_continuing_text_makes_no_subparagraph() -> None:
    lines = [Text("One."), Text("— two", continues=True), Text("Three.")]
    found = parts(tree(Provision("article", "1", parts=[*lines])))
    assert found["¶1"] == "One.\n— two"
    assert found["¶2"] == "Three."
    assert "¶3" not in found


def test_units_nest_or_are_apart() -> None:
    deepest = Provision("point", "i", parts=[Text("y")])
    deep = Provision("point", "b", "(b)", parts=[Text("x"), deepest])
    shallow = Provision("point", "a", parts=[Text("z")])
    read = tree(
        Provision("article", "1", parts=[Text("q"), shallow, deep]),
        Provision("article", "2", parts=[Text("r"), Text("s")]),
    )  # fmt: skip
    for one in read.units:
        for other in read.units:
            apart = one.end <= other.start or other.end <= one.start
            assert (
                apart
                or (one.start <= other.start and other.end <= one.end)
                or (other.start <= one.start and one.end <= other.end)
            )


def test_blocks_are_headings_paragraphs_and_items_in_text_order() -> None:
    body = [Text("Do:"), Provision("point", "a", "(a)", parts=[Text("boil")])]
    read = tree(Provision("article", "1", title=("Article 1", "Kettles"), parts=body))
    seen = [(b.kind, read.document.text[b.start : b.end]) for b in read.document.blocks]
    assert seen == [
        (BlockKind.HEADING, "Article 1"),
        (BlockKind.HEADING, "Kettles"),
        (BlockKind.PARAGRAPH, "Do:"),
        (BlockKind.ITEM, "boil"),
    ]


@pytest.mark.parametrize(
    ("digits", "shown", "changes"),
    [("7", "7", 0), ("999", "999", 0), ("1000", "1 000", 1), ("15000000", "15 000 000", 1)],
)
def test_numbers_are_grouped_from_four_digits_on(digits: str, shown: str, changes: int) -> None:
    inline = Inline()
    inline.number(digits)
    assert inline.text() == shown
    assert len(inline.changes) == changes


def test_a_note_takes_the_blank_before_it_and_not_the_one_after() -> None:
    inline = Inline()
    inline.add("tea ")
    inline.leave_out_note("4")
    inline.add(" pot ")
    inline.leave_out_note("5")
    inline.add(".")
    assert inline.text() == "tea pot."
    assert [(c.source, c.at) for c in inline.changes] == [("4", 3), ("5", 7)]
