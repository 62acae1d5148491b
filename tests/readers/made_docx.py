"""Small Word files for the tests, by python-docx and by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.readers.docx import parse
from pipeline.readers.parsed import Parsed
from pipeline.schema import BlockKind, Document

SPACES = (
    f"{nsdecls('w', 'r', 'wp', 'a')} "
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def made(build: Callable[[Any], None]) -> bytes:
    """Return the bytes of a Word file that a function filled."""
    document = docx.Document()
    build(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(build: Callable[[Any], None]) -> Parsed:
    """Read a file that a function filled; refuse offsets that do not fit."""
    parsed = parse(made(build), "x.docx")
    Document("0", "x.docx", "application/docx", parsed.text, blocks=parsed.blocks)
    for block in parsed.blocks:
        for cell in block.cells:
            assert cell.inherited or block.start <= cell.start <= cell.end <= block.end
        for start, end, _ in block.links:
            assert block.start <= start < end <= block.end
    return parsed


def xml(document: Any, *elements: str) -> None:
    """Add elements in raw syntax at the end of the body."""
    body = document.element.body
    for element in elements:
        head, _, rest = element.partition(">")
        closed = head.endswith("/")
        head = head.removesuffix("/")
        inner = f"{head} {SPACES}{'/' if closed else ''}>{rest}"
        body.insert(len(body) - 1, parse_xml(inner))


def p(inner: str, properties: str = "") -> str:
    """Return a paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Return a run."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def tc(inner: str, properties: str = "") -> str:
    """Return a cell; plain words become a paragraph."""
    held = inner if inner.startswith("<") else p(r(inner))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{held}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """Return a row of cells."""
    held = "".join(cell if cell.startswith("<w:tc>") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{held}</w:tr>"


def tbl(*rows: str) -> str:
    """Return a table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def facts(parsed: Parsed) -> list[tuple[str, int, str]]:
    """Return kind, level and words of each block."""
    return [
        (b.kind.value, b.level, " ".join(parsed.text[b.start : b.end].split()))
        for b in parsed.blocks
    ]


def texts(parsed: Parsed) -> list[str]:
    """Return the words of each block."""
    return [text for _, _, text in facts(parsed)]


def cells(parsed: Parsed, kind: BlockKind = BlockKind.ROW) -> list[dict[str, str]]:
    """Return header -> words of the cells of each row."""
    return [
        {c.header: " ".join(parsed.text[c.start : c.end].split()) for c in block.cells}
        for block in parsed.blocks
        if block.kind is kind
    ]


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None], **parts: bytes) -> bytes:
    """Return a package with its parts changed (None leaves one out) and others added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = change(entry.filename, old.read(entry))
            if content is not None:
                new.writestr(entry.filename, content)
        for name, content in parts.items():
            new.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def with_notes(data: bytes, kind: str, notes: bytes) -> bytes:
    """Return a package with a part of footnotes or endnotes."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rIdN" Type="{base}/{kind}s" Target="{kind}s.xml"/></Relationships>'
    type_ = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
    part = f'<Override PartName="/word/{kind}s.xml" ContentType="{type_}"/></Types>'

    def change(name: str, content: bytes) -> bytes:
        if name == "word/_rels/document.xml.rels":
            return content.replace(b"</Relationships>", link.encode())
        if name == "[Content_Types].xml":
            return content.replace(b"</Types>", part.encode())
        return content

    return repacked(data, change, **{f"{kind}s": notes})
