"""What a Word file says: structure, tables, notes, boxes, changes; and what is refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.readers import docx_package
from pipeline.readers.docx import parse
from pipeline.readers.parsed import Parsed, Unreadable
from pipeline.schema import Block, BlockKind, Document, WarningCode

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def made(build: Callable[[Any], None]) -> bytes:
    """Return the bytes of a Word file that a function filled."""
    document = docx.Document()
    build(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(build: Callable[[Any], None]) -> Parsed:
    parsed = parse(made(build), "x.docx")
    Document("0", "x.docx", "application/docx", parsed.text, blocks=parsed.blocks)
    return parsed


def facts(parsed: Parsed) -> list[tuple[str, int, str]]:
    return [(b.kind.value, b.level, flat(parsed, b)) for b in parsed.blocks]


def flat(parsed: Parsed, block: Block) -> str:
    return " ".join(parsed.text[block.start : block.end].split())


def cells(parsed: Parsed, kind: BlockKind = BlockKind.ROW) -> list[dict[str, str]]:
    return [
        {cell.header: " ".join(parsed.text[cell.start : cell.end].split()) for cell in block.cells}
        for block in parsed.blocks
        if block.kind is kind
    ]


def paragraph(inner: str) -> Any:
    return parse_xml(f"<w:p {nsdecls('w', 'r')} {W14}>{inner}</w:p>")


def add(document: Any, inner: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, paragraph(inner))


def test_headings_lists_and_prose_in_order() -> None:
    def build(document: Any) -> None:
        document.add_heading("Nova", 0)
        document.add_heading("Data", 1)
        document.add_paragraph("The lab sorted letters.")
        document.add_heading("Sources", 2)
        document.add_paragraph("attic", style="List Bullet")
        document.add_paragraph("box in the attic", style="List Bullet 2")
        document.add_paragraph("Figure 1: The attic.", style="Caption")

    assert facts(read(build)) == [
        ("heading", 0, "Nova"),
        ("heading", 1, "Data"),
        ("paragraph", 0, "The lab sorted letters."),
        ("heading", 2, "Sources"),
        ("list_item", 1, "attic"),
        ("list_item", 2, "box in the attic"),
        ("caption", 0, "Figure 1: The attic."),
    ]


@pytest.mark.parametrize(
    ("text", "bold", "kind"),
    [
        ("Safety Measures", True, BlockKind.HEADING),
        ("Safety measures were taken.", True, BlockKind.PARAGRAPH),
        ("Safety Measures", False, BlockKind.PARAGRAPH),
        ("2. Safety Measures", False, BlockKind.HEADING),
        ("2 cups of tea were drunk.", False, BlockKind.PARAGRAPH),
        ("•\tcups of tea", False, BlockKind.ITEM),
        ("Table 3 Cups of tea by day", False, BlockKind.CAPTION),
        ("Table manners matter.", False, BlockKind.PARAGRAPH),
    ],
)
def test_titles_and_bullets_typed_by_hand(text: str, bold: bool, kind: BlockKind) -> None:
    def build(document: Any) -> None:
        document.add_paragraph().add_run(text).bold = bold

    assert [block.kind for block in read(build).blocks] == [kind]


def test_a_style_based_on_a_heading_is_a_heading() -> None:
    def build(document: Any) -> None:
        style = document.styles.add_style("House Title", 1)
        style.base_style = document.styles["Heading 2"]
        document.add_paragraph("Energy", style="House Title")

    assert facts(read(build)) == [("heading", 2, "Energy")]


def test_a_table_with_header_and_labels() -> None:
    def build(document: Any) -> None:
        table = document.add_table(3, 3)
        for row, texts in zip(
            table.rows,
            [
                ("Variant", "Parameters", "Tokens"),
                ("Small", "3 B", "2 T"),
                ("Large", "41 B", "9 T"),
            ],
            strict=True,
        ):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    parsed = read(build)
    assert cells(parsed) == [
        {"Variant": "Small", "Parameters": "3 B", "Tokens": "2 T"},
        {"Variant": "Large", "Parameters": "41 B", "Tokens": "9 T"},
    ]
    rows = [block for block in parsed.blocks if block.kind is BlockKind.ROW]
    assert [[cell.is_label for cell in row.cells] for row in rows] == [[True, False, False]] * 2


def test_merged_cells_lend_their_text_down_and_across() -> None:
    def build(document: Any) -> None:
        table = document.add_table(3, 3)
        table.cell(0, 0).text = "Group"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "Scores"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "Letters"
        for at, text in {(1, 1): "71", (1, 2): "72", (2, 1): "55", (2, 2): "56"}.items():
            table.cell(*at).text = text

    parsed = read(build)
    rows = [block for block in parsed.blocks if block.kind is BlockKind.ROW]
    seen = [
        [(c.header, parsed.text[c.start : c.end].strip(), c.inherited) for c in row.cells]
        for row in rows
    ]
    assert seen == [
        [("Group", "Letters", False), ("Scores", "71", False), ("Scores", "72", False)],
        [("Group", "Letters", True), ("Scores", "55", False), ("Scores", "56", False)],
    ]


def test_a_table_of_questions_and_answers_is_a_form() -> None:
    def build(document: Any) -> None:
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Provider name:", "Example Lab"
        table.cell(1, 0).text, table.cell(1, 1).text = "Crawlers used?", "No"

    assert cells(read(build), BlockKind.PAIR) == [
        {"Provider name": "Example Lab"},
        {"Crawlers used?": "No"},
    ]


def test_a_bold_first_row_makes_a_table_of_two_columns_no_form() -> None:
    def build(document: Any) -> None:
        table = document.add_table(2, 2)
        for cell, text in zip(table.rows[0].cells, ("Setting", "Value"), strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        table.cell(1, 0).text, table.cell(1, 1).text = "Batch size", "15360"

    assert cells(read(build)) == [{"Setting": "Batch size", "Value": "15360"}]


def test_a_frame_of_one_column_is_no_table() -> None:
    def build(document: Any) -> None:
        document.add_table(1, 1).cell(0, 0).text = "Only a frame around words."

    assert facts(read(build)) == [("paragraph", 0, "Only a frame around words.")]


def test_tracked_changes_are_accepted_and_said() -> None:
    def build(document: Any) -> None:
        add(
            document,
            "<w:r><w:t xml:space='preserve'>Trained on </w:t></w:r>"
            "<w:del w:id='1' w:author='a'><w:r><w:delText>two</w:delText></w:r></w:del>"
            "<w:ins w:id='2' w:author='a'><w:r><w:t>nine</w:t></w:r></w:ins>"
            "<w:r><w:t xml:space='preserve'> trillion tokens.</w:t></w:r>",
        )

    parsed = read(build)
    assert parsed.text.strip() == "Trained on nine trillion tokens."
    assert [w.code for w in parsed.warnings] == [WarningCode.TRACKED_CHANGES]


def test_a_file_without_changes_has_no_such_warning() -> None:
    assert read(lambda d: d.add_paragraph("Nothing changed.")).warnings == ()


def test_check_boxes_of_three_kinds() -> None:
    def build(document: Any) -> None:
        add(
            document,
            "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='1'/></w14:checkbox></w:sdtPr>"
            "<w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
            "<w:r><w:t xml:space='preserve'> Yes </w:t></w:r>"
            "<w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r>"
            "<w:r><w:t xml:space='preserve'> No</w:t></w:r>",
        )
        for state in ("1", "0"):
            add(
                document,
                "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox>"
                f"<w:default w:val='0'/><w:checked w:val='{state}'/></w:checkBox></w:ffData>"
                "</w:fldChar></w:r><w:r><w:t xml:space='preserve'> Crawled</w:t></w:r>",
            )

    assert [text for _, _, text in facts(read(build))] == [
        "☒ Yes ☐ No",
        "☒ Crawled",
        "☐ Crawled",
    ]


def test_superscripts_links_and_hidden_text() -> None:
    def build(document: Any) -> None:
        link = document.part.relate_to(
            "https://example.org/nova",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        add(
            document,
            "<w:r><w:t>10</w:t></w:r>"
            "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>25</w:t></w:r>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
            "<w:r><w:t xml:space='preserve'> FLOP, see </w:t></w:r>"
            f"<w:hyperlink r:id='{link}'><w:r><w:t>the page</w:t></w:r></w:hyperlink>",
        )

    parsed = read(build)
    assert parsed.text.strip() == "10²⁵ FLOP, see the page"
    ((start, end, target),) = parsed.blocks[0].links
    assert (parsed.text[start:end], target) == ("the page", "https://example.org/nova")


def with_footnote() -> bytes:
    """A file with one footnote, put into the package by hand."""
    base = made(
        lambda d: add(
            d,
            "<w:r><w:t>Trained in May</w:t></w:r><w:r><w:footnoteReference w:id='7'/></w:r>"
            "<w:r><w:t>.</w:t></w:r>",
        )
    )
    note = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='7'><w:p><w:r><w:footnoteRef/>"
        "</w:r><w:r><w:t>In the cellar.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(base)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="rIdN" Type="{kind}" Target="footnotes.xml"/>'
                data = data.replace(b"</Relationships>", f"{link}</Relationships>".encode())
            if entry.filename == "[Content_Types].xml":
                part = (
                    '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.'
                    'openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
                )
                data = data.replace(b"</Types>", part.encode())
            new.writestr(entry.filename, data)
        new.writestr("word/footnotes.xml", note)
    return out.getvalue()


def test_footnotes_stand_at_the_end_with_their_mark() -> None:
    parsed = parse(with_footnote(), "x.docx")
    assert facts(parsed) == [
        ("paragraph", 0, "Trained in May¹."),
        ("footnote", 0, "1 In the cellar."),
    ]


def refused(data: bytes) -> WarningCode:
    with pytest.raises(Unreadable) as caught:
        parse(data, "x.docx")
    assert "x.docx" in caught.value.warning.message
    return caught.value.warning.code


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut short", b"plain words"])
def test_damage_is_said(data: bytes) -> None:
    assert refused(data) is WarningCode.DAMAGED


def test_a_zip_that_is_no_word_file_is_damaged() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "words")
    assert refused(out.getvalue()) is WarningCode.DAMAGED


def test_a_file_cut_short_is_damaged() -> None:
    data = made(lambda d: d.add_paragraph("Nova."))
    assert refused(data[: len(data) // 2]) is WarningCode.DAMAGED


def test_a_locked_file_needs_its_password() -> None:
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
    )
    assert refused(locked) is WarningCode.PASSWORD


def test_an_old_binary_file_is_not_called_damaged() -> None:
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500) is WarningCode.UNKNOWN_TYPE


def test_an_empty_file_is_called_empty() -> None:
    assert refused(made(lambda d: None)) is WarningCode.EMPTY


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 8_000_000)
    assert len(out.getvalue()) < 20_000
    assert refused(out.getvalue()) is WarningCode.LIMIT


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made(lambda d: d.add_paragraph("Nova."))
    parts = len(zipfile.ZipFile(BytesIO(data)).infolist())
    monkeypatch.setattr(docx_package, "MAX_ENTRIES", parts)
    assert "Nova" in parse(data, "x.docx").text
    monkeypatch.setattr(docx_package, "MAX_ENTRIES", parts - 1)
    assert refused(data) is WarningCode.LIMIT


@pytest.mark.shared
def test_a_real_file_has_sections_and_lists(shared: Path) -> None:
    path = next((shared / "data" / "docs").glob("D157_*.docx"))
    parsed = parse(path.read_bytes(), path.name)
    found = facts(parsed)
    assert ("heading", 2, "Design and Architecture") in found
    assert any(kind == "list_item" and "8 GB" in text for kind, _, text in found)
