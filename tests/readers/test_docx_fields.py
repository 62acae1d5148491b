"""Fields, controls, formulas, pieces in other formats: what a Word file shows beyond its runs."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest

from pipeline.readers.docx import parse
from pipeline.readers.read import read_bytes
from pipeline.schema import BlockKind, WarningCode
from tests.readers.made_docx import (
    cells,
    facts,
    made,
    p,
    r,
    read,
    repacked,
    tbl,
    tc,
    texts,
    tr,
    xml,
)

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def char(kind: str, inner: str = "") -> str:
    return f"<w:r><w:fldChar w:fldCharType='{kind}'>{inner}</w:fldChar></w:r>"


def code(text: str) -> str:
    return f"<w:r><w:instrText xml:space='preserve'>{text}</w:instrText></w:r>"


def field(instruction: str, result: str) -> str:
    return char("begin") + code(instruction) + char("separate") + result + char("end")


@pytest.mark.parametrize(
    ("instruction", "target"),
    [
        (' HYPERLINK "https://example.org/nova" ', "https://example.org/nova"),
        (' HYPERLINK "https://example.org/nova" \\o "a tip" ', "https://example.org/nova"),
        (' hyperlink \\t "https://example.org/a" ', "https://example.org/a"),
        (' HYPERLINK \\l "_Toc12" ', None),
        (" REF _Ref12 \\h ", None),
        (' INCLUDETEXT "https://example.org/x" ', None),
    ],
)
def test_links_that_are_fields(instruction: str, target: str | None) -> None:
    inner = r("See ") + field(instruction.replace('"', "&quot;"), r("the page")) + r(" of it.")
    (block,) = (parsed := read(lambda d: xml(d, p(inner)))).blocks
    assert texts(parsed) == ["See the page of it."]
    assert block.links == (() if target is None else ((4, 12, target),))
    assert not target or parsed.text[4:12] == "the page"


def test_a_simple_field_that_links() -> None:
    inner = f"<w:fldSimple w:instr='HYPERLINK &quot;https://example.org&quot;'>{r('here')}</w:fldSimple>"
    (block,) = read(lambda d: xml(d, p(inner))).blocks
    assert block.links == ((0, 4, "https://example.org"),)


def test_a_table_of_contents_by_field_is_in_the_text_and_out_of_what_is_searched() -> None:
    parsed = read(
        lambda d: xml(
            d,
            p(char("begin") + code(' TOC \\o "1-3" ') + char("separate") + r("Data of Nova\t2")),
            p(r("Energy of Nova\t3")),
            p(char("end")),
            p(r("Nova was trained in May.")),
        )
    )
    assert [(kind, text) for kind, _, text in facts(parsed)] == [
        ("furniture", "Data of Nova 2"),
        ("furniture", "Energy of Nova 3"),
        ("paragraph", "Nova was trained in May."),
    ]


def test_a_table_of_contents_without_an_end_costs_no_more_than_its_page() -> None:
    def build(document: Any) -> None:
        xml(document, p(char("begin") + code(" TOC ") + char("separate") + r("Data of Nova\t2")))
        document.add_heading("Data", 1)
        xml(document, p(r("Nova read letters.")))

    assert [kind for kind, _, _ in facts(read(build))][-1] == "paragraph"


def test_a_table_of_contents_by_control() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
        f"</w:sdtPr><w:sdtContent>{p(r('Data of Nova 2'))}</w:sdtContent></w:sdt>"
    )
    parsed = read(lambda d: xml(d, control, p(r("Nova read letters."))))
    assert [kind for kind, _, _ in facts(parsed)] == ["furniture", "paragraph"]


@pytest.mark.parametrize(
    ("listed", "shown"),
    [
        ("<w:result w:val='1'/><w:listEntry w:val='Yes'/><w:listEntry w:val='No'/>", "No"),
        ("<w:listEntry w:val='Yes'/><w:listEntry w:val='No'/>", "Yes"),
        ("<w:default w:val='1'/><w:listEntry w:val='Yes'/><w:listEntry w:val='No'/>", "No"),
        ("<w:result w:val='7'/><w:listEntry w:val='Yes'/>", ""),
    ],
)
def test_what_was_chosen_from_the_list_of_an_old_form(listed: str, shown: str) -> None:
    mark = char("begin", f"<w:ffData><w:ddList>{listed}</w:ddList></w:ffData>")
    inner = r("Crawled: ") + mark + code(" FORMDROPDOWN ") + char("end")
    assert texts(read(lambda d: xml(d, p(inner)))) == [f"Crawled: {shown}".strip()]


def control(properties: str, shown: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{r(shown)}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("properties", "shown", "expected", "prompts"),
    [
        ("<w:text/>", "Example Lab", "Example Lab", 0),
        ("<w:showingPlcHdr/><w:text/>", "Click here to enter text.", "", 1),
        ("<w:showingPlcHdr w:val='0'/><w:text/>", "Example Lab", "Example Lab", 0),
        ("<w:date w:fullDate='2025-05-02T00:00:00Z'/>", "2 May 2025", "2 May 2025", 0),
        ("<w:dropDownList><w:listItem w:value='1'/></w:dropDownList>", "SME", "SME", 0),
        ("<w14:checkbox><w14:checked w14:val='1'/></w14:checkbox>", "☑", "☒", 0),
        ("<w14:checkbox><w14:checked w14:val='0'/></w14:checkbox>", "o", "☐", 0),
        ("<w14:checkbox><w14:checked w14:val='true'/></w14:checkbox>", "", "☒", 0),
        ("<w14:checkbox/>", "☐", "☐", 0),
    ],
)
def test_controls_and_what_they_hold(
    properties: str, shown: str, expected: str, prompts: int
) -> None:
    table = tbl(tr("Provider", tc(p(control(properties, shown)))), tr("Since", "May"))
    parsed = read(lambda d: xml(d, table))
    assert cells(parsed, BlockKind.PAIR)[0] == {"Provider": expected}
    codes = [warning.code for warning in parsed.warnings]
    assert codes == [WarningCode.PROMPTS] * prompts


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def e(name: str, inner: str) -> str:
    return f"<m:{name}>{inner}</m:{name}>"


FORMULAS = [
    ("a power", e("sSup", e("e", m("10")) + e("sup", m("25"))), "10²⁵"),
    ("a power below one", e("sSup", e("e", m("10")) + e("sup", m("−6"))), "10⁻⁶"),
    ("a power that is no number", e("sSup", e("e", m("x")) + e("sup", m("n+1"))), "x^(n+1)"),
    ("an index", e("sSub", e("e", m("L")) + e("sub", m("max"))), "L_max"),
    ("index and power", e("sSubSup", e("e", m("x")) + e("sub", m("i")) + e("sup", m("2"))), "x_i²"),
    ("a fraction", e("f", e("num", m("a+b")) + e("den", m("2"))), "(a+b)/2"),
    ("a root", e("rad", e("deg", "") + e("e", m("d"))), "√d"),
    ("a cube root", e("rad", e("deg", m("3")) + e("e", m("x+1"))), "³√(x+1)"),
    ("brackets", e("d", e("dPr", "<m:begChr m:val='['/><m:endChr m:val=']'/>") + e("e", m("x"))),
     "[x]"),
    ("usual brackets", e("d", e("e", m("x")) + e("e", m("y"))), "(x, y)"),
    ("a sum", e("nary", e("naryPr", "<m:chr m:val='∑'/>") + e("sub", m("i=1")) + e("sup", m("n"))
                + e("e", m("x"))), "∑_(i=1)^n x"),
    ("a function", e("func", e("fName", m("log")) + e("e", m("x"))), "logx"),
    ("a matrix", e("m", e("mr", e("e", m("1")) + e("e", m("2"))) + e("mr", e("e", m("3")))),
     "[1, 2; 3]"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "inner", "expected"), FORMULAS, ids=[row[0] for row in FORMULAS])
def test_formulas_as_a_line(name: str, inner: str, expected: str) -> None:
    parsed = read(lambda d: xml(d, p(r("It is ") + f"<m:oMath>{inner}</m:oMath>" + r("."))))
    assert texts(parsed) == [f"It is {expected}."]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ("<w:position w:val='6'/><w:sz w:val='14'/>", "10²⁵"),
        ("<w:position w:val='-6'/>", "1025"),
        ("<w:position w:val='2'/>", "1025"),
        ("<w:position w:val='6'/><w:vertAlign w:val='baseline'/>", "1025"),
        ("<w:rStyle w:val='Raised'/>", "10²⁵"),
    ],
)
def test_powers_by_place_and_by_style(properties: str, expected: str) -> None:
    def build(document: Any) -> None:
        style = document.styles.add_style("Raised", 2)
        style.font.superscript = True
        xml(document, p(r("10") + r("25", properties)))

    assert texts(read(build)) == [expected]


def test_a_sign_that_only_older_programs_get_as_text() -> None:
    inner = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='w16se'>"
        "<w16se:symEx xmlns:w16se='urn:x' w16se:font='Segoe UI Emoji' w16se:char='1F600'/>"
        "</mc:Choice><mc:Fallback><w:t>😀</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(read(lambda d: xml(d, p(r("Nova ") + inner)))) == ["Nova 😀"]


def test_hidden_by_style_and_bold_by_style() -> None:
    def build(document: Any) -> None:
        hidden = document.styles.add_style("Secret", 2)
        hidden.font.hidden = True
        loud = document.styles.add_style("Loud", 1)
        loud.font.bold = True
        xml(document, p(r("seen") + r(" not", "<w:rStyle w:val='Secret'/>")))
        document.add_paragraph("Intended Use", style="Loud")

    assert [(kind, text) for kind, _, text in facts(read(build))] == [
        ("paragraph", "seen"),
        ("heading", "Intended Use"),
    ]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    ended = "<w:rPr><w:del w:id='1' w:author='a'/></w:rPr>"
    parsed = read(lambda d: xml(d, p(r("Trained on "), ended), p(r("nine trillion tokens."))))
    assert texts(parsed) == ["Trained on nine trillion tokens."]
    assert [w.code for w in parsed.warnings] == [WarningCode.TRACKED_CHANGES]


def test_comments_are_not_read_and_said() -> None:
    inner = r("Nova.") + "<w:r><w:commentReference w:id='3'/></w:r>"
    parsed = read(lambda d: xml(d, p(inner)))
    assert texts(parsed) == ["Nova."]
    assert [w.code for w in parsed.warnings] == [WarningCode.COMMENTS]


def test_an_embedded_object_is_said() -> None:
    held = (
        "<w:r><w:object><o:OLEObject xmlns:o='urn:schemas-microsoft-com:office:office'/></w:object>"
        "</w:r>"
    )
    parsed = read(lambda d: xml(d, p(r("See the sheet: ") + held)))
    (warning,) = parsed.warnings
    assert warning.code is WarningCode.PARTLY_READ
    assert "1 embedded" in warning.message


def test_a_piece_of_html_is_read_where_it_stands() -> None:
    data = made(lambda d: xml(d, p(r("Before.")), "<w:altChunk r:id='rIdX'/>", p(r("After."))))
    out = BytesIO()
    page = b"<html><body><h2>Data</h2><table><tr><th>Model</th><th>Size</th><th>Days</th></tr>"
    page += b"<tr><td>Nova</td><td>3 B</td><td>4</td></tr></table></body></html>"
    link = f'<Relationship Id="rIdX" Type="{REL}/aFChunk" Target="piece.html"/></Relationships>'
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", link.encode())
            new.writestr(entry.filename, content)
        new.writestr("word/piece.html", page)
    parsed = parse(out.getvalue(), "x.docx")
    assert texts(parsed)[0] == "Before."
    assert texts(parsed)[-1] == "After."
    assert ("heading", 2, "Data") in facts(parsed)
    assert cells(parsed) == [{"Model": "Nova", "Size": "3 B", "Days": "4"}]


def test_headers_and_footers_are_in_the_text_and_out_of_what_is_searched() -> None:
    def build(document: Any) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].text = "Example Lab, confidential"
        section.footer.paragraphs[0].text = "Page 1"
        document.add_paragraph("Nova reads letters.")

    parsed = read(build)
    assert facts(parsed) == [
        ("paragraph", 0, "Nova reads letters."),
        ("furniture", 0, "Example Lab, confidential"),
        ("furniture", 0, "Page 1"),
    ]


@pytest.mark.parametrize(
    ("name", "level"),
    [("Überschrift 2", 2), ("Titre 1", 1), ("Título 3", 3), ("見出し 1", 1), ("Titel", 0)],
)
def test_names_of_styles_in_other_languages(name: str, level: int) -> None:
    def build(document: Any) -> None:
        document.styles.add_style(name, 1)
        document.add_paragraph("the attic of the house", style=name)

    assert facts(read(build)) == [("heading", level, "the attic of the house")]


def test_a_strict_file_reads_the_same() -> None:
    pairs = [
        (b"schemas.openxmlformats.org/wordprocessingml/2006/main",
         b"purl.oclc.org/ooxml/wordprocessingml/main"),
        (b"schemas.openxmlformats.org/officeDocument/2006/relationships",
         b"purl.oclc.org/ooxml/officeDocument/relationships"),
    ]  # fmt: skip

    def build(document: Any) -> None:
        document.add_heading("Data", 1)
        document.add_paragraph("letters", style="List Bullet")

    def strict(_: str, content: bytes) -> bytes:
        for usual, other in pairs:
            content = content.replace(usual, other)
        return content

    data = made(build)
    changed = repacked(data, strict)
    assert b"purl.oclc.org" in changed
    assert parse(changed, "x.docx") == parse(data, "x.docx")
    assert read_bytes(changed, "x.docx").readable


def test_a_body_under_another_name_is_found() -> None:
    data = made(lambda d: d.add_paragraph("Nova reads letters."))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry).replace(b"word/document.xml", b"word/document2.xml")
            name = entry.filename.replace("word/document.xml", "word/document2.xml")
            new.writestr(name.replace("document.xml.rels", "document2.xml.rels"), content)
    assert texts(parse(out.getvalue(), "x.docx")) == ["Nova reads letters."]


def test_words_from_right_to_left_stay_in_the_order_of_reading() -> None:
    inner = r("המודל", "<w:rtl/>") + r(" Nova ") + r("קורא מכתבים", "<w:rtl/>")
    assert texts(read(lambda d: xml(d, p(inner, "<w:bidi/>")))) == ["המודל Nova קורא מכתבים"]


def ticked(on: str) -> str:
    return control(f"<w14:checkbox><w14:checked w14:val='{on}'/></w14:checkbox>", "x")


def test_boxes_of_a_form_are_ticks_with_options_and_questions() -> None:
    table = tbl(
        tr("Kinds of data", tc(p(ticked("1") + r(" Text")) + p(ticked("0") + r(" Audio")))),
        tr("Crawlers used?", tc(p(ticked("0") + r(" Yes ") + ticked("1") + r(" No")))),
    )
    document = read_bytes(made(lambda d: xml(d, table)), "summary.docx")
    assert [
        (tick.state.value, document.text[slice(*tick.option or (0, 0))], tick.question)
        for tick in document.ticks
    ] == [
        ("yes", "Text", "Kinds of data"),
        ("no", "Audio", "Kinds of data"),
        ("no", "Yes", "Crawlers used?"),
        ("yes", "No", "Crawlers used?"),
    ]
