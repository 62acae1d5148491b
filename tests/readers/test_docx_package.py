"""Word packages that are damaged, hostile, odd or very large; nested content; whole documents."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from pipeline.readers.docx import parse
from pipeline.readers.docx_package import MAX_BYTES, MAX_RATIO
from pipeline.readers.parsed import Unreadable
from pipeline.readers.read import read_bytes
from pipeline.schema import BlockKind, WarningCode
from tests.readers.made_docx import (
    SPACES,
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
    with_notes,
    xml,
)

PLAIN = made(lambda d: d.add_paragraph("Nova sorts letters."))
BODY = "word/document.xml"
CITED = "<w:r><w:footnoteReference w:id='7'/></w:r>"


def edited(part: str, edit: Callable[[bytes], bytes | None]) -> bytes:
    return repacked(PLAIN, lambda name, data: edit(data) if name == part else data)


def refused(data: bytes) -> WarningCode:
    with pytest.raises(Unreadable) as caught:
        parse(data, "x.docx")
    assert "x.docx" in caught.value.warning.message
    assert "Traceback" not in caught.value.warning.message
    return caught.value.warning.code


@pytest.mark.parametrize(
    ("part", "edit"),
    [
        (BODY, lambda data: None),
        (BODY, lambda data: b""),
        (BODY, lambda data: data[:200]),
        (BODY, lambda data: b"<html><body>not Word</body></html>"),
        (BODY, lambda data: data.replace(b"w:body", b"w:boby")),
    ],
)
def test_a_broken_part_makes_the_file_damaged(
    part: str, edit: Callable[[bytes], bytes | None]
) -> None:
    data = edited(part, edit)
    assert refused(data) is WarningCode.DAMAGED
    document = read_bytes(data, "x.docx")
    assert not document.readable


@pytest.mark.parametrize(
    ("part", "edit"),
    [
        ("[Content_Types].xml", lambda data: None),
        ("[Content_Types].xml", lambda data: b"<Types/>"),
        ("_rels/.rels", lambda data: None),
        ("_rels/.rels", lambda data: data.replace(b"word/document.xml", b"word/nowhere.xml")),
        ("word/styles.xml", lambda data: None),
        ("word/numbering.xml", lambda data: None),
        ("word/_rels/document.xml.rels", lambda data: None),
    ],
)
def test_a_part_that_is_missing_costs_only_what_it_says(
    part: str, edit: Callable[[bytes], bytes | None]
) -> None:
    parsed = parse(edited(part, edit), "x.docx")
    assert texts(parsed) == ["Nova sorts letters."]
    assert parsed.warnings == ()


@pytest.mark.parametrize(
    "part", ["word/styles.xml", "word/_rels/document.xml.rels", "word/numbering.xml"]
)
def test_a_damaged_part_costs_itself_and_is_named(part: str) -> None:
    for edit in (lambda data: data[: len(data) // 2], lambda data: b"\xff\xfe\x00"):
        parsed = parse(edited(part, edit), "x.docx")
        assert texts(parsed) == ["Nova sorts letters."]
        (warning,) = parsed.warnings
        assert warning.code is WarningCode.PARTLY_READ
        assert part in warning.message


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_anywhere_is_damaged(share: float) -> None:
    assert refused(PLAIN[: int(share * len(PLAIN))]) is WarningCode.DAMAGED


def test_a_part_whose_sum_is_wrong_is_damaged() -> None:
    at = PLAIN.index(b"word/document.xml") + 60
    broken = PLAIN[:at] + bytes(255 - byte for byte in PLAIN[at : at + 40]) + PLAIN[at + 40 :]
    assert refused(broken) is WarningCode.DAMAGED


def test_entities_are_not_expanded() -> None:
    head = (
        b'<!DOCTYPE w [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    )

    def edit(data: bytes) -> bytes:
        start = data.index(b"<w:document")
        return data[:start] + head + data[start:].replace(b"Nova sorts", b"Nova &c; &f; sorts")

    document = read_bytes(edited(BODY, edit), "x.docx")
    assert "lollol" not in document.text
    assert len(document.text) < 100


def test_a_link_to_a_part_outside_the_package_is_not_followed() -> None:
    def edit(data: bytes) -> bytes:
        link = (
            b'<Relationship Id="rIdX" TargetMode="External" Target="file:///etc/hostname" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/>'
        )
        return data.replace(b"</Relationships>", link + b"</Relationships>")

    parsed = parse(edited("word/_rels/document.xml.rels", edit), "x.docx")
    assert texts(parsed) == ["Nova sorts letters."]


def packed(name: str, size: int, *, tight: bool) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        with zipfile.ZipFile(BytesIO(PLAIN)) as old:
            for entry in old.infolist():
                package.writestr(entry.filename, old.read(entry))
        filler = b"x" * size if tight else bytes((at * 7919) >> 3 & 255 for at in range(size))
        package.writestr(name, filler)
    return out.getvalue()


@pytest.mark.parametrize(
    ("size", "allowed"),
    # A part of up to five million bytes may be packed as tightly as it likes.
    [(4_900_000, True), (5_100_000, False)],
)
def test_a_tightly_packed_part_is_judged_by_its_size(size: int, allowed: bool) -> None:
    data = packed("word/media/map.bmp", size, tight=True)
    assert size > MAX_RATIO * (len(data) - len(PLAIN))
    if allowed:
        assert texts(parse(data, "x.docx")) == ["Nova sorts letters."]
    else:
        assert refused(data) is WarningCode.LIMIT


def test_many_parts_that_are_large_together_are_refused() -> None:
    out = BytesIO()
    size = 4_800_000
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for at in range(MAX_BYTES // size + 1):
            package.writestr(f"word/media/{at}.bin", b"\0" * size)
    assert refused(out.getvalue()) is WarningCode.LIMIT


@pytest.mark.parametrize("depth", [3, 40, 80])
def test_words_in_tables_in_tables_are_read_once(depth: int) -> None:
    inner = p(r("deep words"))
    for _ in range(depth):
        inner = tbl(f"<w:tr>{tc(inner + p(''))}</w:tr>")
    document = read_bytes(made(lambda d: xml(d, p(r("Before.")), inner)), "x.docx")
    assert document.text.split() == ["Before.", "deep", "words"]


@pytest.mark.parametrize("wrap", ["sdt", "ins", "customXml", "moveTo"])
def test_paragraphs_inside_a_wrapper_of_the_body_are_read(wrap: str) -> None:
    inner = p(r("Wrapped words."))
    if wrap == "sdt":
        inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    else:
        inner = f"<w:{wrap}>{inner}</w:{wrap}>"
    assert texts(read(lambda d: xml(d, p(r("Before.")), inner, p(r("After."))))) == [
        "Before.",
        "Wrapped words.",
        "After.",
    ]


@pytest.mark.parametrize("value", ["0", "-1", "x", "", "99999999999"])
@pytest.mark.parametrize("name", ["gridSpan", "gridBefore", "ilvl"])
def test_numbers_that_make_no_sense_raise_nothing_from_reading(name: str, value: str) -> None:
    entry = f"<w:{name} w:val='{value}'/>"
    if name == "ilvl":
        part = p(r("a letter"), f"<w:numPr>{entry}<w:numId w:val='1'/></w:numPr>")
    elif name == "gridSpan":
        part = tbl(tr("a letter", "b", "c"), tr(tc("d", entry), "e", "f"))
    else:
        part = tbl(tr("a letter", "b", "c"), tr("d", "e", properties=entry))
    document = read_bytes(made(lambda d: xml(d, p(r("Nova stays.")), part)), "x.docx")
    assert "Nova stays." in document.text
    assert "a letter" in document.text


def test_a_long_document_is_read_whole_and_in_order() -> None:
    def build(document: Any) -> None:
        xml(document, *(p(r(f"Letter {at} was read.")) for at in range(2_000)))

    parsed = read(build)
    assert texts(parsed) == [f"Letter {at} was read." for at in range(2_000)]


def test_a_whole_model_card() -> None:
    def build(document: Any) -> None:
        document.add_heading("Nova 7B Model Card", 0)
        xml(document, p(r("2 May 2025")))
        document.add_heading("Overview", 1)
        document.add_paragraph("Nova is a family of text models by the Example Lab.")
        xml(document, tbl(tr("Provider:", "Example Lab"), tr("Licence:", "Apache 2.0"),
                          tr("Energy used:", "")))  # fmt: skip
        document.add_heading("Training", 1)
        document.add_paragraph("letters from the attic", style="List Bullet")
        document.add_paragraph("labels of tea", style="List Bullet")
        xml(
            document,
            tbl(
                tr("Stage", "Tokens (T)", "GPU hours (k)"), tr("First", "9.5", "39"),
                tr("Second", "0.4", "2"),
            ),
            p(r("Table 1: Stages of the training.")),
            p(r("Table 1 shows that the second stage was short.")),
        )  # fmt: skip

    parsed = read(build)
    assert [(kind, level) for kind, level, _ in facts(parsed)] == [
        ("heading", 0),
        ("paragraph", 0),
        ("heading", 1),
        ("paragraph", 0),
        ("pair", 0),
        ("pair", 0),
        ("pair", 0),
        ("heading", 1),
        ("list_item", 1),
        ("list_item", 1),
        ("table_header", 0),
        ("table_row", 0),
        ("table_row", 0),
        ("caption", 0),
        ("paragraph", 0),
    ]
    assert cells(parsed, BlockKind.PAIR)[2] == {"Energy used": ""}
    assert cells(parsed)[0] == {"Stage": "First", "Tokens (T)": "9.5", "GPU hours (k)": "39"}


def test_many_notes_links_and_cells_are_read_in_linear_time() -> None:
    def written(count: int) -> bytes:
        body = [
            p(r(f"Letter {at}") + f"<w:r><w:footnoteReference w:id='{at}'/></w:r>")
            for at in range(count)
        ]
        rows = [tr(f"Day {at}", "12", "13") for at in range(count)]
        notes = "".join(
            f"<w:footnote w:id='{at}'>{p(r(f'Note {at}'))}</w:footnote>" for at in range(count)
        )
        data = made(lambda d: xml(d, *body, tbl(tr("Day", "Small", "Large"), *rows)))
        head = f"<w:footnotes {SPACES}>"
        return with_notes(data, "footnote", f"{head}{notes}</w:footnotes>".encode())

    took = []
    for count in (500, 4000):
        data = written(count)
        start = time.process_time()
        parsed = parse(data, "x.docx")
        took.append(time.process_time() - start)
        kinds = [block.kind for block in parsed.blocks]
        assert kinds.count(BlockKind.FOOTNOTE) == count
        assert kinds.count(BlockKind.ROW) == count
    assert took[1] < 30 * took[0] + 0.5  # eight times as much; a quadratic reader takes 64


def test_silence_does_not_rest_on_notes_that_are_damaged() -> None:
    from pipeline.dossier import File, scan

    cited = p(r("Nova 3B is a language model of Nova Labs") + CITED)
    whole = f"<w:footnotes {SPACES}><w:footnote w:id='7'>{p(r('Made in May.'))}</w:footnote>"
    statuses = []
    for part in (f"{whole}</w:footnotes>", whole):
        data = with_notes(made(lambda d: xml(d, cited)), "footnote", part.encode())
        found = scan([File("x.docx", data)])
        statuses.append({each.status.value for each in found.assessments})
    assert "absent" in statuses[0]
    assert "absent" not in statuses[1]
    assert "not_assessed" in statuses[1]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        (
            "fields without ends",
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>" * 20_000,
        ),
        ("spans", tbl(*[tr(*[tc("a", "<w:gridSpan w:val='63'/>")] * 150)] * 150)),
        ("one wide row", tbl(tr(*["a"] * 15_000))),
        ("deleted ends", p(r("a"), "<w:rPr><w:del w:id='1'/></w:rPr>") * 15_000),
    ],
)
def test_what_is_made_to_take_long_takes_seconds(name: str, body: str) -> None:
    whole = f"<w:document {SPACES}><w:body>{body}{p(r('Nova.'))}</w:body></w:document>".encode()
    data = edited(BODY, lambda _: whole)
    start = time.process_time()
    assert "Nova." in parse(data, "x.docx").text
    assert time.process_time() - start < 6
