"""The words of Word paragraphs: runs, formulas, symbols, changes, boxes, notes, kinds."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.readers.docx import parse
from pipeline.schema import WarningCode
from tests.readers.made_docx import facts, made, p, r, read, texts, with_notes, xml

UP = "<w:vertAlign w:val='superscript'/>"
BOLD = "<w:b/>"


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def power(base: str, exponent: str) -> str:
    return f"<m:sSup><m:e>{m(base)}</m:e><m:sup>{m(exponent)}</m:sup></m:sSup>"


WORDS = [
    ("runs without blanks", r("No") + r("va"), "Nova"),
    ("a tab", r("Licence") + "<w:r><w:tab/></w:r>" + r("MIT"), "Licence\tMIT"),
    ("a line break", r("one") + "<w:r><w:br/></w:r>" + r("two"), "one\ntwo"),
    ("blanks at the ends", r("  Nova 7B  "), "Nova 7B"),
    ("raised figures", r("3 x 10") + r("25", UP) + r(" FLOP"), "3 x 10²⁵ FLOP"),
    ("a raised minus", r("10") + r("-9", UP), "10⁻⁹"),
    ("a raised word", r("the 4") + r("th", UP) + r(" run"), "the 4th run"),
    ("lowered figures", r("CO") + r("2", "<w:vertAlign w:val='subscript'/>"), "CO2"),
    ("a formula", r("It took ") + f"<m:oMath>{m('3×')}{power('10', '25')}</m:oMath>" + r(" FLOP."),
     "It took 3×10²⁵ FLOP."),
    ("a formula set apart", f"<m:oMathPara><m:oMath>{m('C=6ND')}</m:oMath></m:oMathPara>", "C=6ND"),
    ("a hidden run", r("seen") + r("hidden", "<w:vanish/>"), "seen"),
    ("hidden switched off", r("seen") + r(" too", "<w:vanish w:val='0'/>"), "seen too"),
    ("a hyphen that breaks no line", r("pre") + "<w:r><w:noBreakHyphen/></w:r>" + r("trained"),
     "pre-trained"),
    ("a soft hyphen", r("multi\u00adlingual"), "multilingual"),
    ("a soft hyphen of its own", r("multi") + "<w:r><w:softHyphen/></w:r>" + r("lingual"),
     "multilingual"),
    ("a field's result, not its code",
     r("On ") + "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
     "<w:r><w:instrText> DATE </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
     + r("2 May 2025") + "<w:r><w:fldChar w:fldCharType='end'/></w:r>", "On 2 May 2025"),
    ("a simple field", f"<w:fldSimple w:instr='TITLE'>{r('Nova')}</w:fldSimple>", "Nova"),
    ("a smart tag", f"<w:smartTag w:element='place'>{r('Paris')}</w:smartTag>", "Paris"),
    ("text in a control", f"<w:sdt><w:sdtPr/><w:sdtContent>{r('Nova')}</w:sdtContent></w:sdt>",
     "Nova"),
    ("a link without a target", f"<w:hyperlink w:anchor='top'>{r('above')}</w:hyperlink>", "above"),
    ("characters read aloud",
     "<w:r><w:ruby><w:rt><w:r><w:t>かんじ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢字</w:t></w:r>"
     "</w:rubyBase></w:ruby></w:r>", "漢字"),
    ("a moved phrase", r("here ") +
     f"<w:moveFrom w:id='1' w:author='a'>{r('old place')}</w:moveFrom>"
     f"<w:moveTo w:id='2' w:author='a'>{r('new place')}</w:moveTo>", "here new place"),
    ("an insertion deleted again",
     f"<w:ins w:id='1' w:author='a'><w:del w:id='2' w:author='b'><w:r><w:delText>x</w:delText>"
     f"</w:r></w:del>{r('kept')}</w:ins>", "kept"),
    ("a copy for older programs",
     f"<mc:AlternateContent><mc:Choice Requires='w14'>{r('once')}</mc:Choice>"
     f"<mc:Fallback>{r('once')}</mc:Fallback></mc:AlternateContent>", "once"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "inner", "expected"), WORDS, ids=[row[0] for row in WORDS])
def test_what_a_paragraph_shows(name: str, inner: str, expected: str) -> None:
    parsed = read(lambda d: xml(d, p(inner)))
    (block,) = parsed.blocks
    assert parsed.text[block.start : block.end] == expected


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>", "☒ yes"),
        ("<w:r><w:sym w:font='Wingdings' w:char='f0fe'/></w:r>", "☒ yes"),
        ("<w:r><w:sym w:font='Wingdings' w:char='00FE'/></w:r>", "☒ yes"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F06F'/></w:r>", "☐ yes"),
        ("<w:r><w:sym w:font='Wingdings' w:char='00A8'/></w:r>", "☐ yes"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>", "✓ yes"),
        ("<w:r><w:sym w:font='Symbol' w:char='F061'/></w:r>", "α yes"),
        ("<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>", "≥ yes"),
        ("<w:r><w:sym w:font='Wingdings 2' w:char='F052'/></w:r>", "☒ yes"),
        ("<w:r><w:sym w:font='Wingdings 2' w:char='F0A3'/></w:r>", "☐ yes"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F04A'/></w:r>", "yes"),
        ("<w:r><w:sym w:font='Wingdings' w:char='zz'/></w:r>", "yes"),
        (r("\uf0a8"), "☐ yes"),
        (r("\uf0fe"), "☒ yes"),
        (r("☑"), "☑ yes"),
        (r("X"), "X yes"),
    ],
)
def test_boxes_however_they_are_typed(inner: str, expected: str) -> None:
    assert texts(read(lambda d: xml(d, p(inner + r(" yes"))))) == [expected]


@pytest.mark.parametrize(
    ("state", "box"),
    [
        ("<w:default w:val='1'/>", "☒"),
        ("<w:default w:val='0'/>", "☐"),
        ("<w:default w:val='1'/><w:checked w:val='0'/>", "☐"),
        ("<w:default w:val='0'/><w:checked/>", "☒"),
        ("<w:checked w:val='false'/>", "☐"),
        ("<w:checked w:val='true'/>", "☒"),
        ("", "☐"),
    ],
)
def test_a_box_of_an_old_form_is_as_it_was_left(state: str, box: str) -> None:
    field = "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox>%s</w:checkBox></w:ffData>"
    inner = field % state + "</w:fldChar></w:r>" + r(" Crawled")
    assert texts(read(lambda d: xml(d, p(inner)))) == [f"{box} Crawled"]


@pytest.mark.parametrize(
    ("inner", "tracked"),
    [
        (f"<w:ins w:id='1' w:author='a'>{r('new')}</w:ins>", True),
        ("<w:del w:id='1' w:author='a'><w:r><w:delText>old</w:delText></w:r></w:del>", True),
        (f"<w:moveTo w:id='1' w:author='a'>{r('moved')}</w:moveTo>", True),
        (r("struck through by hand", "<w:strike/>"), False),
    ],
)
def test_changes_are_said_where_there_are_any(inner: str, tracked: bool) -> None:
    parsed = read(lambda d: xml(d, p(r("Nova stays. ") + inner)))
    codes = {warning.code for warning in parsed.warnings}
    assert (WarningCode.TRACKED_CHANGES in codes) is tracked


@pytest.mark.parametrize(
    ("text", "properties", "expected"),
    [
        # A section's number has a stop or levels; a count, a day or a year has not.
        ("1. Data", "", "heading"),
        ("2.1 Sources of data", "", "heading"),
        ("3.2.1. Filters", "", "heading"),
        ("4 Limitations", BOLD, "heading"),
        ("12 May 2025", "", "paragraph"),
        ("40 layers", "", "paragraph"),
        ("7 billion parameters", "", "paragraph"),
        ("2025 was dry", "", "paragraph"),
        ("Intended Use", BOLD, "heading"),
        ("Intended Use", "<w:rStyle w:val='Strong'/>", "heading"),
        ("Intended Use", "<w:b w:val='0'/>", "paragraph"),
        ("Intended Use", "<w:rStyle w:val='Emphasis'/>", "paragraph"),
        ("Nova must not be used to sort people.", BOLD, "paragraph"),
        ("see also the annex", BOLD, "paragraph"),
        ("W" * 101, BOLD, "paragraph"),
        ("W" * 100, BOLD, "heading"),
        # A caption names and then tells; a sentence goes on in lower case.
        ("Figure 2: Loss over time", "", "caption"),
        ("Figure 2. Loss over time", "", "caption"),
        ("Fig. 2 – Loss", "", "caption"),
        ("Table 3.1: Scores", "", "caption"),
        ("Table 3 Scores of Nova", "", "caption"),
        ("Table 3", "", "caption"),
        ("Figure 2 shows that the loss of Nova fell each week.", "", "paragraph"),
        ("Table 3 lists the scores of Nova and Orion.", "", "paragraph"),
        ("Tables of figures follow.", "", "paragraph"),
        ("•\tletters", "", "list_item"),
        ("• letters", "", "list_item"),
        ("1)\tletters", "", "list_item"),
        ("a.\tletters", "", "list_item"),
        ("- not a bullet without a tab", "", "paragraph"),
    ],
)
def test_the_kind_of_a_paragraph_without_style(text: str, properties: str, expected: str) -> None:
    ((kind, _, found),) = facts(read(lambda d: xml(d, p(r(text, properties)))))
    assert (kind, found) == (expected, " ".join(text.split()))


def test_bold_titles_stand_below_the_heading_above_them() -> None:
    def build(document: Any) -> None:
        document.add_heading("Data", 2)
        xml(document, p(r("Sources", BOLD)), p(r("Letters and labels.")), p(r("Filters", BOLD)))

    assert [(kind, level) for kind, level, _ in facts(read(build))] == [
        ("heading", 2),
        ("heading", 3),
        ("paragraph", 0),
        ("heading", 3),
    ]


def number(level: int, identifier: int = 1) -> str:
    return f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{identifier}'/></w:numPr>"


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (number(0), ("list_item", 1)),
        (number(2), ("list_item", 3)),
        ("<w:numPr><w:numId w:val='4'/></w:numPr>", ("list_item", 1)),
        (number(0, 0), ("paragraph", 0)),
        ("<w:pStyle w:val='ListBullet'/>" + number(0, 0), ("paragraph", 0)),
        ("<w:pStyle w:val='ListBullet'/>", ("list_item", 1)),
        ("<w:pStyle w:val='ListNumber3'/>", ("list_item", 3)),
        ("<w:pStyle w:val='Heading2'/>" + number(1), ("heading", 2)),
        ("<w:outlineLvl w:val='0'/>", ("heading", 1)),
        ("<w:outlineLvl w:val='9'/>", ("paragraph", 0)),
        ("<w:pStyle w:val='Quote'/>", ("quote", 0)),
        ("<w:pStyle w:val='IntenseQuote'/>", ("quote", 0)),
        ("<w:pStyle w:val='Caption'/>", ("caption", 0)),
        ("<w:pStyle w:val='Title'/>", ("heading", 0)),
        ("<w:pStyle w:val='NoSuchStyle'/>", ("paragraph", 0)),
    ],
)
def test_kind_and_depth_by_style_and_numbering(properties: str, expected: tuple[str, int]) -> None:
    ((kind, level, _),) = facts(
        read(lambda d: xml(d, p(r("the attic of the customs house"), properties)))
    )
    assert (kind, level) == expected


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("toc 1", "furniture"),
        ("toc 3", "furniture"),
        ("table of figures", "furniture"),
        ("toc of the house", "paragraph"),
        ("Tock", "paragraph"),
    ],
)
def test_entries_of_a_table_of_contents_are_no_headings(style: str, kind: str) -> None:
    def build(document: Any) -> None:
        document.styles.add_style(style, 1)
        document.add_paragraph("the data and its sources 12", style=style)
        document.add_paragraph("Nova was trained on letters.")

    assert [each for each, _, _ in facts(read(build))] == [kind, "paragraph"]


def test_a_style_that_is_based_on_itself_ends() -> None:
    def build(document: Any) -> None:
        first = document.styles.add_style("One", 1)
        second = document.styles.add_style("Two", 1)
        first.base_style, second.base_style = second, first
        document.add_paragraph("the attic", style="One")

    assert facts(read(build)) == [("paragraph", 0, "the attic")]


def test_a_text_box_follows_the_paragraph_that_holds_it() -> None:
    box = f"<w:txbxContent>{p(r('In the margin.'))}</w:txbxContent>"
    inner = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    parsed = read(lambda d: xml(d, p(r("Before. ") + inner + r("After.")), p(r("Next."))))
    assert texts(parsed) == ["Before. After.", "In the margin.", "Next."]


def notes(kind: str, *held: tuple[int, str]) -> bytes:
    from tests.readers.made_docx import SPACES

    inner = "".join(f"<w:{kind} w:id='{at}'>{p(r(text))}</w:{kind}>" for at, text in held)
    return f"<w:{kind}s {SPACES}>{inner}</w:{kind}s>".encode()


def cite(kind: str, identifier: int) -> str:
    return f"<w:r><w:{kind}Reference w:id='{identifier}'/></w:r>"


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_are_numbered_as_they_are_cited_and_uncited_ones_left_out(kind: str) -> None:
    body = p(r("Trained in May") + cite(kind, 9)) + p(r("It rained") + cite(kind, 4))
    held = notes(kind, (-1, "a rule"), (4, "Not much."), (7, "Nobody cites this."), (9, "2025."))
    data = with_notes(made(lambda d: xml(d, *body.replace("</w:p>", "</w:p>|").split("|")[:-1])),
                      kind, held)  # fmt: skip
    first, second = ("footnote", 0, "1 2025."), ("footnote", 0, "2 Not much.")
    may, rain = ("paragraph", 0, "Trained in May¹"), ("paragraph", 0, "It rained²")
    beside, behind = [may, first, rain, second], [may, rain, first, second]
    assert facts(parse(data, "x.docx")) == (beside if kind == "footnote" else behind)


@pytest.mark.parametrize(
    "part", [b"<w:footnotes", b"", b"not xml at all", notes("footnote", (8, "Other."))]
)
def test_a_damaged_or_missing_note_costs_no_more_than_itself(part: bytes) -> None:
    data = made(lambda d: xml(d, p(r("Trained in May") + cite("footnote", 7))))
    assert texts(parse(with_notes(data, "footnote", part), "x.docx")) == ["Trained in May¹"]


def test_a_note_cited_in_a_table_is_counted_once() -> None:
    from tests.readers.made_docx import tbl, tc, tr

    table = tbl(
        tr("Run", "Energy"), tr(tc(p(r("Main") + cite("footnote", 7))), "12"), tr("Last", "3")
    )
    data = with_notes(
        made(lambda d: xml(d, table, p(r("See also") + cite("footnote", 8)))),
        "footnote",
        notes("footnote", (7, "Measured."), (8, "Estimated.")),
    )
    parsed = parse(data, "x.docx")
    assert texts(parsed)[-3:] == ["1 Measured.", "See also²", "2 Estimated."]
    assert "Main¹" in parsed.text


PLAIN = st.text(
    st.characters(codec="utf-8", categories=["Lu", "Ll", "Nd", "Po", "Zs"], exclude_characters="&<")
)


@settings(max_examples=25, deadline=None)
@given(st.lists(PLAIN, min_size=1, max_size=6))
def test_the_text_is_that_of_the_paragraphs_whatever_they_hold(lines: list[str]) -> None:
    data = made(lambda d: [d.add_paragraph(line) for line in ["Nova.", *lines]])
    parsed = parse(data, "x.docx")
    expected = [line.strip() for line in ["Nova.", *lines] if line.strip()]
    assert [parsed.text[b.start : b.end] for b in parsed.blocks] == expected


@settings(max_examples=25, deadline=None)
@given(cuts=st.sets(st.integers(1, 41), max_size=8))
def test_how_a_sentence_is_cut_into_runs_changes_nothing(cuts: set[int]) -> None:
    sentence = "Nova was trained on 9.5 trillion tokens."
    places = [0, *sorted(cut for cut in cuts if cut < len(sentence)), len(sentence)]
    parts = [sentence[a:b] for a, b in itertools.pairwise(places)]
    parsed = read(lambda d: xml(d, p("".join(map(r, parts)))))
    assert facts(parsed) == [("paragraph", 0, sentence)]
