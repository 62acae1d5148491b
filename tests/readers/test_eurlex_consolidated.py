"""EUR-Lex's consolidated page: each of its habits on a small page of an invented act, and whole.

Expected texts and places are written by hand. The whole Act as published is written out in the
layout of a consolidated page and must give the units that Formex gave.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadInput
from pipeline.readers import formex
from pipeline.readers.eurlex_consolidated import (
    AMENDMENT_MARK,
    DELETED_TEXT,
    is_consolidated,
    read_consolidated,
)
from pipeline.readers.legal_text import LegalText, Provision
from tests.law.consolidated_page import apart, item, mark, page

NBSP = "\u00a0"


def _page(*bodies: str) -> bytes:
    return ("<html><body>" + "".join(bodies) + "</body></html>").encode()


def _article(number: str, body: str, heading: str = "Pots") -> str:
    return (
        f'<div class="eli-subdivision" id="art_{number}">'
        f'<p class="title-article-norm">Article{NBSP}{number}</p>'
        f'<div class="eli-title" id="art_{number}.tit_1"><p class="stitle-article-norm">{heading}'
        f"</p></div>{body}</div>"
    )


def _norm(words: str) -> str:
    return f'<p class="norm">{words}</p>'


def _paragraph(label: str, words: str) -> str:
    return (
        f'<div class="norm"><span class="no-parag">{label}{NBSP} </span>'
        f'<div class="norm inline-element">{words}</div></div>'
    )


def _units(read: LegalText) -> dict[tuple[str, ...], str]:
    return {
        (unit.head, unit.number, *unit.path): read.document.text[unit.start : unit.end]
        for unit in read.units
    }


def read(*bodies: str) -> dict[tuple[str, ...], str]:
    return _units(read_consolidated(_page(*bodies), "page.html"))


def test_paragraphs_points_and_what_follows_them() -> None:
    points = item("(a)", _norm("with a lid:") + item("(i)", _norm("of clay;")))
    inner = f'<p class="norm inline-element">Pots come:</p>{points}{item("(b)", _norm("without."))}'
    got = read(
        _article(
            "5",
            _paragraph("1.", inner)
            + _norm("Point (b) holds for cups.")
            + _paragraph("1a.", "Inserted words.")
            + _paragraph("2.", "Last words.")
            + _norm("They hold where:")
            + item("(a)", _norm("it rains;")),
        )
    )
    assert got == {
        ("article", "5"): "1. Pots come:\n(a) with a lid:\n(i) of clay;\n(b) without.\n"
        "Point (b) holds for cups.\n1a. Inserted words.\n2. Last words.\nThey hold where:\n"
        "(a) it rains;",
        ("article", "5", "1"): "Pots come:\n(a) with a lid:\n(i) of clay;\n(b) without.\n"
        "Point (b) holds for cups.",
        ("article", "5", "1", "¶1"): "Pots come:\n(a) with a lid:\n(i) of clay;\n(b) without.",
        ("article", "5", "1", "a"): "with a lid:\n(i) of clay;",
        ("article", "5", "1", "a", "i"): "of clay;",
        ("article", "5", "1", "b"): "without.",
        ("article", "5", "1", "¶2"): "Point (b) holds for cups.",
        ("article", "5", "1a"): "Inserted words.",
        ("article", "5", "2"): "Last words.\nThey hold where:\n(a) it rains;",
        ("article", "5", "2", "¶1"): "Last words.",
        ("article", "5", "2", "¶2"): "They hold where:\n(a) it rains;",
        ("article", "5", "2", "a"): "it rains;",
    }


def test_no_words_are_lost_where_a_paragraph_has_no_block_of_its_own() -> None:
    label = f'<span class="no-parag">1.{NBSP} </span>'
    got = read(_article("5", f'<p class="norm">{label}Bare <i>words</i>.</p><p>Loose.</p>'))
    assert got[("article", "5", "1", "¶1")] == "Bare words."
    assert got[("article", "5", "1", "¶2")] == "Loose."
    mixed = f'<div class="norm">Before {item("(a)", _norm("a pot;"))} and after.</div>'
    assert read(_article("6", mixed))[("article", "6")] == "Before\n(a) a pot;\nand after."


def test_an_article_without_paragraphs_and_inserted_headings_with_no_break_spaces() -> None:
    found = read_consolidated(
        _page(
            _article("75b", _norm("One part.") + item("(a)", _norm("a cup;")), "Commit\u00a0ments")
        ),
        "page.html",
    )
    (whole, point) = found.units
    assert (whole.number, whole.heading) == ("75b", "Commit ments")
    assert point.path == ("a",)
    assert found.document.text.startswith("Article 75b\nCommit ments\nOne part.\n(a) a cup;")


def test_editors_marks_are_left_out_and_told() -> None:
    found = read_consolidated(
        _page(
            mark("B"),
            _article(
                "3",
                _norm("Words mean:")
                + item("(14)", _norm("a lid;"))
                + mark("M1", "INSERTED")
                + item("(14a)", _norm("►M1 a cosy ◄;"))
                + mark("B")
                + item("(15)", _norm("a tray.")),
            ),
            mark("M1", "INSERTED"),
            _article("4a", _norm("New words.")),
            mark("B"),
            _article("5", _norm("Old words.")),
        ),
        "page.html",
    )
    assert _units(found)[("article", "3", "14a")] == "a cosy;"
    told = [
        (change.source, found.document.text[change.at :][:9])
        for change in found.changes
        if change.kind == AMENDMENT_MARK
    ]
    assert told == [
        ("▼B 32024R9998", "Words mea"),
        ("▼M1 32026R9999: INSERTED", "a cosy;\n("),
        ("►M1", "a cosy;\n("),
        ("◄", ";\n(15) a "),
        ("▼B 32024R9998", "a tray.\nA"),
        ("▼M1 32026R9999: INSERTED", "New words"),
        ("▼B 32024R9998", "Old words"),
    ]
    assert not set("▼►◄") & set(found.document.text)


@pytest.mark.parametrize("dashes", ["—————", "— — — — —", "——"])
def test_deleted_text_leaves_no_words_and_no_number(dashes: str) -> None:
    found = read_consolidated(
        _page(
            _article("10", _paragraph("4.", "Kept.") + mark("M1", "DELETED", dashes) + mark("B")
                     + _paragraph("6.", f"Kept, {dashes} too.")),
            _article("11", _paragraph("1.", "Stays.") + mark("M1", "DELETED", dashes)),
        ),
        "page.html",
    )  # fmt: skip
    assert list(_units(found).values()) == [
        "4. Kept.\n6. Kept, too.",
        "Kept.",
        "Kept, too.",
        "1. Stays.",
        "Stays.",
    ]
    deleted = [change for change in found.changes if change.kind == DELETED_TEXT]
    assert [change.source for change in deleted] == [dashes] * 3
    assert found.document.text[: deleted[-1].at].endswith("Stays.")


def test_a_dash_as_a_label_is_no_deletion() -> None:
    got = read(
        _article("6", _norm("It holds:") + item("—", _norm("tea;")) + item("—", _norm("milk.")))
    )
    assert got == {("article", "6"): "It holds:\n— tea;\n— milk."}


def test_text_for_another_act_keeps_that_acts_numbers_to_itself() -> None:
    note = '(<a href="#E0006" id="src.E0006"><span class="superscript">*4</span></a>)'
    got = read(
        _article("105", _norm("In Article 8 of the Cup Act, the following paragraph is added:")
                 + _paragraph("‘5.", f"For pots of the Pot Act {note}, cups shall be checked.")),
        _article("107", _norm("In the Jug Act, the following paragraphs are inserted:")
                 + _paragraph("‘3.", "First.") + _paragraph("4.", "Second.’")
                 + _norm("Jugs stay.")),
        _article("108", _norm("The Mug Act is amended as follows:")
                 + item("(1)", _norm("the following paragraph is added:")
                        + _paragraph("‘2.", "Mugs:") + item("(a)", _norm("blue;")))
                 + item("(2)", _norm("in Article 4, this is added:") + _norm("‘Tea only.’;"))),
        _article("109", _norm("The following point is added:") + item("‘(e)", _norm("a spoon.’"))
                 + _paragraph("2.", "An own paragraph.")),
    )  # fmt: skip
    assert got == {
        ("article", "105"): "In Article 8 of the Cup Act, the following paragraph is added:\n"
        "‘5. For pots of the Pot Act, cups shall be checked.",
        ("article", "107"): "In the Jug Act, the following paragraphs are inserted:\n‘3. First.\n"
        "4. Second.’\nJugs stay.",
        ("article", "107", "¶1"): "In the Jug Act, the following paragraphs are inserted:\n"
        "‘3. First.\n4. Second.’",
        ("article", "107", "¶2"): "Jugs stay.",
        ("article", "108"): "The Mug Act is amended as follows:\n(1) the following paragraph is "
        "added:\n‘2. Mugs:\n(a) blue;\n(2) in Article 4, this is added:\n‘Tea only.’;",
        ("article", "108", "1"): "the following paragraph is added:\n‘2. Mugs:\n(a) blue;",
        ("article", "108", "2"): "in Article 4, this is added:\n‘Tea only.’;",
        ("article", "109"): "The following point is added:\n‘(e) a spoon.’\n2. An own paragraph.",
        ("article", "109", "2"): "An own paragraph.",
    }


def test_definitions_begin_with_a_quotation_mark_and_are_points_all_the_same() -> None:
    got = read(
        _article("3", _norm("The following definitions apply:")
                 + item("(1)", _norm("‘pot’ means a vessel;"))
                 + item("(2)", _norm("‘lid’ means a cover.")))
    )  # fmt: skip
    assert got[("article", "3", "1")] == "‘pot’ means a vessel;"
    assert got[("article", "3", "2")] == "‘lid’ means a cover."


def test_superscripts_and_footnotes() -> None:
    found = read_consolidated(
        _page(
            _article("51", _norm(
                'More than 10<span class="superscript">25</span> leaves (<a href="#E0001" '
                'id="src.E0001"><span class="superscript">1</span></a>) (see the list) count.'))
            + '<p class="footnote">(<a id="E0001" href="#src.E0001">1</a>) Leaves of tea.</p>'
        ),
        "page.html",
    )  # fmt: skip
    assert list(_units(found).values()) == ["More than 10²⁵ leaves (see the list) count."]
    assert [(c.kind, c.source) for c in found.changes] == [
        ("superscript", "25"),
        ("note mark", "1"),
    ]


def test_annexes_with_split_titles_numbers_set_apart_and_tables() -> None:
    row = "<tr><td><p>{}</p></td><td><p>{}</p></td></tr>"
    got = read(
        _article("1", _norm("See the annexes.")),
        '<div id="anx_XI"><p class="title-annex-1">ANNEX XI</p><p class="title-annex-2">Papers</p>'
        '<p class="title-gr-seq-level-1">Section 1</p><p class="title-gr-seq-level-1">For all</p>'
        + _norm("Papers hold:")
        + item(
            "1.",
            _norm("a picture:") + item("(a)", _norm("of a pot;")) + '<p class="list">Or none.</p>',
        )
        + '<p class="title-gr-seq-level-1">Section 2</p>'
        + apart("1.", "A list.")
        + mark("M1", "DELETED", "—————")
        + apart("3.", "A seal.")
        + "</div>",
        f'<div id="anx_XIV"><p class="title-annex-1">ANNEX{NBSP}XIV</p>'
        + _norm("Codes of pots")
        + f'<p class="title-gr-seq-level-1">1.{NBSP}  <span class="boldface">Start</span></p>'
        + _norm("Codes begin here.")
        + f'<p class="title-gr-seq-level-1">2.{NBSP}  List</p>'
        + f'<p class="title-gr-seq-level-2">a.{NBSP}  Of clay</p><div class="centered"><table>'
        + row.format("Code", "")
        + row.format("P 1", "Round pots")
        + "</table></div>"
        + f'<p class="title-gr-seq-level-2">b.{NBSP}  Of tin</p>'
        + _norm("None.")
        + "</div>",
    )
    del got[("article", "1")]
    assert got[("annex", "XI", "§1", "1")] == "a picture:\n(a) of a pot;\nOr none."
    assert got[("annex", "XI", "§1", "1", "¶2")] == "Or none."
    assert got[("annex", "XI", "§2")] == "1. A list.\n3. A seal."
    assert ("annex", "XI", "§2", "2") not in got
    assert got[("annex", "XIV", "1")] == "Codes begin here."
    assert got[("annex", "XIV", "2", "a")] == "Code\nP 1 | Round pots"
    assert got[("annex", "XIV", "2", "b")] == "None."


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body><p>Not found</p></body></html>",
        b'<html><body><p class="title-article-norm">Article 1</p></body></html>',
        b'<html><body><div id="anx_I"><p class="title-annex-1">ANNEX I</p></div></body></html>',
    ],
)
def test_what_is_no_consolidated_act_is_bad_input(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"page\.html has no articles"):
        read_consolidated(data, "page.html")


def test_the_two_layouts_are_told_apart() -> None:
    assert is_consolidated(_page(_article("1", _norm("Words."))))
    assert not is_consolidated(b'<div id="art_1"><p class="oj-ti-art">Article 1</p></div>')


@pytest.mark.shared
def test_the_whole_act_in_this_layout_gives_the_units_of_formex(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trees: list[Provision] = []
    from pipeline.readers.legal_text import write as real

    def keep(data: bytes, name: str, media: str, provisions: list[Provision]) -> LegalText:
        trees.extend(provisions)
        return real(data, name, media, provisions)

    monkeypatch.setattr("pipeline.readers.formex.write", keep)
    expected: dict[tuple[str, ...], str] = {}
    for path in sorted((shared / "law" / "act" / "formex").glob("*.0[01]*.fmx.xml")):
        expected.update(_units(formex.read_formex(path.read_bytes(), path.name)))
    expected = {place: text for place, text in expected.items() if place[0] != "recital"}
    got = _units(read_consolidated(page(trees), "page.html"))
    assert len(expected) > 1400
    unlike = {place for place in set(expected) | set(got) if expected.get(place) != got.get(place)}
    # Formex takes the last sentence of Art. 22(3) into the subparagraph before; a page cannot show
    # that. Its paragraph as a whole is the same.
    assert unlike == {("article", "22", "3", "¶1"), ("article", "22", "3", "¶2")}
