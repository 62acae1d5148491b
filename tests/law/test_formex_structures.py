"""Structures of Formex: each small file is written by hand, and so is what it must read as."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import BadInput
from pipeline.readers.formex import read_formex
from pipeline.readers.legal_text import LegalText, label_of, section_title
from pipeline.schema import BlockKind


def act(body: str, recitals: str = "") -> LegalText:
    text = (
        f"<ACT><PREAMBLE><GR.CONSID>{recitals}</GR.CONSID></PREAMBLE>"
        f"<ENACTING.TERMS>{body}</ENACTING.TERMS></ACT>"
    )
    return read_formex(text.encode(), "kettles.xml")


def article(body: str, number: str = "4", heading: str = "Kettles") -> LegalText:
    title = f"<TI.ART>Article {number}</TI.ART><STI.ART><P>{heading}</P></STI.ART>"
    return act(f"<ARTICLE>{title}{body}</ARTICLE>")


def annex(contents: str, title: str = "ANNEX II", below: str = "Spouts") -> LegalText:
    return read_formex(
        f"<ANNEX><TITLE><TI><P>{title}</P></TI><STI><P>{below}</P></STI></TITLE>"
        f"<CONTENTS>{contents}</CONTENTS></ANNEX>".encode(),
        "annex.xml",
    )


def item(mark: str, text: str, *, inner: str = "") -> str:
    return f"<ITEM><NP><NO.P>{mark}</NO.P><TXT>{text}</TXT>{inner}</NP></ITEM>"


def parts(read: LegalText) -> dict[str, str]:
    """Path -> words, with a slash between steps; the whole is the empty path."""
    found = {}
    for unit in read.units:
        key = "/".join(unit.path)
        assert key not in found
        found[key] = read.document.text[unit.start : unit.end]
    return found


def only(inline: str) -> str:
    """The words of an article with one sentence."""
    return parts(article(f"<ALINEA>{inline}</ALINEA>"))[""]


@pytest.mark.parametrize(
    ("inline", "words"),
    [
        ("Plain words.", "Plain words."),
        ("  Blanks \n and\tlines  ", "Blanks and lines"),
        ("Hard\u00a0blank", "Hard blank"),
        ('10<HT TYPE="SUP">2</HT> cups', "10² cups"),
        ('10<HT TYPE="SUP">-3</HT> cups', "10⁻³ cups"),
        ('10 <HT TYPE="SUP">25</HT> leaves', "10 ²⁵ leaves"),
        ('x<HT TYPE="SUP">n+1</HT>', "xⁿ⁺¹"),
        ('m<HT TYPE="SUP">ab</HT>', "m^(ab)"),
        ('the 3<HT TYPE="SUP">rd</HT> cup', "the 3^(rd) cup"),
        ('<HT TYPE="ITALIC">Camellia</HT> leaves', "Camellia leaves"),
        ('H<HT TYPE="SUB">2</HT>O', "H2O"),
        ('EUR <FT TYPE="NUMBER">35000000</FT>', "EUR 35 000 000"),
        ('EUR <FT TYPE="NUMBER">999</FT>', "EUR 999"),
        ('EUR <FT TYPE="NUMBER">1000</FT>', "EUR 1 000"),
        ('at <FT TYPE="NUMBER">2.5</FT> litres', "at 2.5 litres"),
        ('<FT TYPE="CODE">12345</FT>', "12345"),
        ("Pots<NOTE><P>See below.</P></NOTE>.", "Pots."),
        ("Pots <NOTE><P>See below.</P></NOTE> hold.", "Pots hold."),
        ('<QUOT.START CODE="2018"/>lid<QUOT.END CODE="2019"/>', "‘lid’"),
        ('<QUOT.START CODE="201C"/>lid<QUOT.END CODE="201D"/>', "“lid”"),
        ('<QUOT.START CODE="201E"/>lid<QUOT.END CODE="201C"/>', "„lid“"),
        ('<QUOT.START/>lid<QUOT.END CODE="ffff"/>', "'lid'"),
        ("Tea &amp; milk &lt; water", "Tea & milk < water"),
        ("&#233;pices &#x2013; leaves", "épices – leaves"),
        ("<DATE ISO='20240613'>13 June 2024</DATE>", "13 June 2024"),
        ("a<!-- hidden -->b", "ab"),
        ("a <?PAGE NO='7'?>b", "a b"),
        ("<![CDATA[<b> raw]]>", "<b> raw"),
        ("emoji 🫖 stays", "emoji 🫖 stays"),
    ],
)
def test_inline(inline: str, words: str) -> None:
    assert only(inline) == words


def test_a_comment_between_words_keeps_both_and_drops_itself() -> None:
    assert only("one <!-- no law --> two") == "one two"


@pytest.mark.parametrize("count", [1, 2, 5])
def test_unnumbered_subparagraphs_are_counted_from_two_on(count: int) -> None:
    lines = [f"Line {n}." for n in range(1, count + 1)]
    found = parts(article("".join(f"<ALINEA>{line}</ALINEA>" for line in lines)))
    assert found.pop("") == "\n".join(lines)
    assert found == ({f"¶{n}": f"Line {n}." for n in range(1, count + 1)} if count > 1 else {})


def test_subparagraphs_below_a_numbered_paragraph() -> None:
    found = parts(
        article(
            "<PARAG><NO.PARAG>1.</NO.PARAG><ALINEA>Boil.</ALINEA><ALINEA>Then pour.</ALINEA>"
            "</PARAG><PARAG><NO.PARAG>2.</NO.PARAG><ALINEA>Drink.</ALINEA></PARAG>"
        )
    )
    assert found == {
        "": "1. Boil.\nThen pour.\n2. Drink.",
        "1": "Boil.\nThen pour.",
        "1/¶1": "Boil.",
        "1/¶2": "Then pour.",
        "2": "Drink.",
    }


def test_points_in_points_in_points() -> None:
    third = f"<P><LIST>{item('—', 'never')}{item('(1)', 'hot')}</LIST></P>"
    second = f"<P><LIST>{item('(i)', 'pour:', inner=third)}{item('(ii)', 'stir')}</LIST></P>"
    first = f"<LIST>{item('(a)', 'first:', inner=second)}{item('(b)', 'last')}</LIST>"
    found = parts(article(f"<ALINEA><P>Do:</P>{first}</ALINEA>"))
    assert found["a/i/1"] == "hot"
    assert found["a/ii"] == "stir"
    assert found["b"] == "last"
    assert found["a/i"].startswith("pour:")
    assert found["a"].startswith("first:\n(i) pour:")
    assert found["a"].endswith("(ii) stir")


@pytest.mark.parametrize(
    ("mark", "label"),
    [
        ("(a)", "a"),
        ("(z)", "z"),
        ("(aa)", "aa"),
        ("(ab)", "ab"),
        ("(bb)", "bb"),
        ("(i)", "i"),
        ("(viii)", "viii"),
        ("(xlix)", "xlix"),
        ("(12)", "12"),
        ("(14a)", "14a"),
        ("3.", "3"),
        ("3.1.", "3.1"),
        ("3.1", "3.1"),
        ("a)", "a"),
        ("A.", "a"),
        ("‘(a)", "a"),
        (" (c) ", "c"),
        ("2a.", "2a"),
    ],
)
def test_labels(mark: str, label: str) -> None:
    assert label_of(mark) == label
    found = parts(article(f"<ALINEA><P>Do:</P><LIST>{item(mark, 'it')}</LIST></ALINEA>"))
    assert found[label] == "it"


def test_an_alphabet_beyond_z_keeps_every_point() -> None:
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)] + ["aa", "ab", "ac"]
    rows = "".join(item(f"({letter})", f"leaf {letter};") for letter in letters)
    found = parts(article(f"<ALINEA><P>Leaves:</P><LIST>{rows}</LIST></ALINEA>"))
    assert list(found) == ["", *letters]
    assert found["aa"] == "leaf aa;"


def test_words_after_the_points_belong_to_the_paragraph_and_to_no_point() -> None:
    found = parts(
        article(
            "<PARAG><NO.PARAG>1.</NO.PARAG><ALINEA><P>Do:</P>"
            f"<LIST>{item('(a)', 'boil;')}{item('(b)', 'pour;')}</LIST>"
            "<P>and drink.</P></ALINEA></PARAG>"
        )
    )
    assert found["1"] == "Do:\n(a) boil;\n(b) pour;\nand drink."
    assert (found["1/a"], found["1/b"]) == ("boil;", "pour;")
    assert "1/¶2" not in found


def test_a_second_list_with_the_same_letters_lies_under_its_subparagraph() -> None:
    one = f"<ALINEA><P>Hot:</P><LIST>{item('(a)', 'black;')}</LIST></ALINEA>"
    two = f"<ALINEA><P>Cold:</P><LIST>{item('(a)', 'green;')}</LIST></ALINEA>"
    found = parts(article(f"<PARAG><NO.PARAG>1.</NO.PARAG>{one}{two}</PARAG>"))
    assert found["1/a"] == "black;"
    assert found["1/¶2/a"] == "green;"
    assert found["1/¶2"] == "Cold:\n(a) green;"


def test_dashes_are_lines_and_not_points() -> None:
    rows = "<ITEM><P>milk,</P></ITEM><ITEM><P>sugar.</P></ITEM>"
    found = parts(article(f"<ALINEA><P>Add:</P><LIST TYPE='DASH'>{rows}</LIST></ALINEA>"))
    assert found == {"": "Add:\n— milk,\n— sugar."}


def test_text_that_is_quoted_into_another_act_makes_no_provision() -> None:
    quoted = (
        "<QUOT.S LEVEL='1'><PARAG><NO.PARAG>7.</NO.PARAG><ALINEA>Steep.</ALINEA></PARAG></QUOT.S>"
    )
    found = parts(article(f"<ALINEA><P>This is added:</P>{quoted}</ALINEA>"))
    assert found == {"": "This is added:\n7. Steep."}


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Article 1", "1"),
        ("Article 75a", "75a"),
        ("Article 4A", "4a"),
        ("Article\u00a0113", "113"),
        ("  Article \n 9 ", "9"),
    ],
)
def test_numbers_of_articles(title: str, number: str) -> None:
    read = act(f"<ARTICLE><TI.ART>{title}</TI.ART><ALINEA>Pour.</ALINEA></ARTICLE>")
    (unit,) = read.units
    assert (unit.head, unit.number, unit.heading) == ("article", number, "")


def test_a_heading_is_a_heading_block_and_not_in_the_words() -> None:
    read = article("<ALINEA>Pour.</ALINEA>", heading="On <HT TYPE='BOLD'>pouring</HT>")
    (unit,) = read.units
    headings = [b for b in read.document.blocks if b.kind is BlockKind.HEADING]
    assert unit.heading == "On pouring"
    assert [read.document.text[b.start : b.end] for b in headings] == ["Article 4", "On pouring"]
    assert read.document.text[unit.start : unit.end] == "Pour."


def test_an_article_without_words_is_no_unit() -> None:
    assert article("").units == ()
    assert article("<ALINEA> </ALINEA>").units == ()


def test_recitals_with_several_paragraphs_and_footnotes() -> None:
    one = "<CONSID><NP><NO.P>(9)</NO.P><TXT>Tea<NOTE><P>N.</P></NOTE> soothes.</TXT></NP></CONSID>"
    two = "<CONSID><NP><NO.P>(10)</NO.P><TXT>It cools.</TXT><P>It goes stale.</P></NP></CONSID>"
    read = act("", one + two)
    words = {u.number: read.document.text[u.start : u.end] for u in read.units if not u.path}
    assert words == {"9": "Tea soothes.", "10": "It cools.\nIt goes stale."}
    assert [(c.kind, c.source, c.shown) for c in read.changes] == [("note mark", "note", "")]


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("ANNEX I", "I"),
        ("ANNEX XIII", "XIII"),
        ("Annex iv", "IV"),
        ("ANNEX\u00a0XL", "XL"),
    ],
)
def test_numbers_of_annexes(title: str, number: str) -> None:
    read = annex("<P>Words.</P>", title)
    (unit,) = read.units
    assert (unit.head, unit.number, unit.heading) == ("annex", number, "Spouts")


@pytest.mark.parametrize(
    ("title", "label", "heading"),
    [
        ("Section 1", "1", ""),
        ("Section A — Long spouts", "A", "Long spouts"),
        ("SECTION B. Short spouts", "B", "Short spouts"),
        ("Section 12 – None", "12", "None"),
    ],
)
def test_section_titles(title: str, label: str, heading: str) -> None:
    assert section_title(title) == (label, heading)


@pytest.mark.parametrize("title", ["", "Part 1", "Sections", "Sectional 2", "A Section 1", "1."])
def test_what_is_no_section_title(title: str) -> None:
    assert section_title(title) is None


def test_sections_points_and_subpoints_of_an_annex() -> None:
    deep = f"<P><LIST>{item('3.1.', 'wide;')}{item('3.2.', 'narrow.')}</LIST></P>"
    body = (
        "<GR.SEQ><TITLE><TI><P>Section A</P></TI><STI><P>Shapes</P></STI></TITLE>"
        f"<LIST>{item('1.', 'round;')}{item('3.', 'else:', inner=deep)}</LIST></GR.SEQ>"
        "<GR.SEQ><TITLE><TI><P>Section B</P></TI></TITLE><P>Nothing more.</P></GR.SEQ>"
    )
    found = parts(annex(body))
    assert found["§A/1"] == "round;"
    assert found["§A/3/1"] == "wide;"
    assert found["§A/3/2"] == "narrow."
    assert found["§B"] == "Nothing more."
    assert "3" not in found


def test_a_titled_point_of_an_annex_keeps_its_title_as_heading() -> None:
    body = (
        "<GR.SEQ><TITLE><TI><NP><NO.P>2.</NO.P><TXT>On lids</TXT></NP></TI></TITLE>"
        f"<LIST>{item('(a)', 'shut;')}{item('(b)', 'open.')}</LIST></GR.SEQ>"
    )
    read = annex(body)
    unit = next(u for u in read.units if u.path == ("2",))
    assert (unit.heading, unit.kind) == ("On lids", "point")
    assert parts(read)["2/b"] == "open."


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("", "not well-formed"),
        ("<ACT>", "not well-formed"),
        ("<ACT><A></B></ACT>", "not well-formed"),
        ("<ACT>&nbsp;</ACT>", "not well-formed"),
        ("<ACT>\x01</ACT>", "not well-formed"),
        ("plain words", "not well-formed"),
        ("<html><body/></html>", "root is html"),
        ("<DOC/>", "root is DOC"),
        ("<ANNEX/>", "without number or contents"),
        ("<ANNEX><TITLE><TI><P>ANNEX</P></TI></TITLE><CONTENTS/></ANNEX>", "without number"),
        ("<ANNEX><TITLE><TI><P>ANNEX I</P></TI></TITLE></ANNEX>", "without number or contents"),
        ("<ACT><ARTICLE><ALINEA>x</ALINEA></ARTICLE></ACT>", "no title"),
        ("<ACT><CONSID><P>x</P></CONSID></ACT>", "has no number"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(data: str, told: str) -> None:
    with pytest.raises(BadInput, match=told) as caught:
        read_formex(data.encode(), "odd.xml")
    assert "Traceback" not in str(caught.value)


def test_a_bomb_of_entities_is_not_unfolded() -> None:
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 12)
    )  # twenty to the eleventh
    data = f'<!DOCTYPE ACT [<!ENTITY e0 "tea">{entities}]><ACT>&e11;</ACT>'
    try:
        read = read_formex(data.encode(), "bomb.xml")
    except BadInput:
        return
    assert len(read.document.text) < 1000


def test_an_entity_of_a_file_brings_nothing_in(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    body = "<ARTICLE><TI.ART>Article 1</TI.ART><ALINEA>Tea &x; pot.</ALINEA></ARTICLE>"
    data = f'<!DOCTYPE ACT [<!ENTITY x SYSTEM "{secret.as_uri()}">]><ACT>{body}</ACT>'
    assert "SECRET" not in read_formex(data.encode(), "x.xml").document.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_the_declared_encoding_counts(encoding: str) -> None:
    body = "<ARTICLE><TI.ART>Article 1</TI.ART><ALINEA>Thé à 5 §.</ALINEA></ARTICLE>"
    data = f'<?xml version="1.0" encoding="{encoding}"?><ACT>{body}</ACT>'.encode(encoding)
    read = read_formex(data, "t.xml")
    assert parts(read) == {"": "Thé à 5 §."}
    assert read.document.id == hashlib.sha256(data).hexdigest()


WORDS = st.text(alphabet="tea pot\n\t", min_size=1, max_size=30).filter(str.strip)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_white_space_is_of_no_account(lines: list[str]) -> None:
    wide = parts(article("".join(f"<ALINEA>{line}</ALINEA>" for line in lines)))
    flat = [" ".join(line.split()) for line in lines]
    narrow = parts(article("\n ".join(f"<ALINEA>\n{line}</ALINEA>" for line in flat)))
    assert wide == narrow
    assert wide[""] == "\n".join(flat)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["tea", '<HT TYPE="SUP">4</HT>', "<NOTE/>", " ", "pot "]),
                min_size=1, max_size=12))  # fmt: skip
def test_each_change_lies_where_its_shown_characters_stand(pieces: list[str]) -> None:
    read = article(f"<ALINEA>x{''.join(pieces)}</ALINEA>")
    assert len(read.changes) == sum("<" in piece for piece in pieces)
    for change in read.changes:
        assert read.document.text[change.at :].startswith(change.shown)
