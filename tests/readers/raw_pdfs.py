"""PDFs written by hand in raw syntax, for what drawing programs do not make."""

from __future__ import annotations

from pipeline.readers.parsed import Parsed
from pipeline.schema import Block, BlockKind, Document

HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def raw(
    *contents: bytes,
    page: bytes = b"/MediaBox [0 0 400 600]",
    pages: bytes = b"",
    font: bytes = HELVETICA,
    resources: bytes = b"",
    objects: tuple[bytes, ...] = (),
    catalog: bytes = b"",
) -> bytes:
    """Return a PDF with one page for each content stream.

    Args:
        contents: Content streams; the font is ``/F1``.
        page: Entries of every page.
        pages: Entries of the node above the pages, which they inherit.
        font: The font object.
        resources: More entries of the resources.
        objects: Further objects, numbered from 4.
        catalog: More entries of the catalog.
    """
    first = 4 + len(objects)
    kids = b" ".join(b"%d 0 R" % (first + 2 * at) for at in range(len(contents)))
    held = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        b"<</Type/Pages/Kids[%s]/Count %d %s>>" % (kids, len(contents), pages),
        font,
        *objects,
    ]
    for at, content in enumerate(contents):
        held.append(
            b"<</Type/Page/Parent 2 0 R %s/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>%s>>>>"
            % (page, first + 2 * at + 1, resources)
        )
        held.append(stream(content))
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(held, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(held) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(out))
    )


def show(x: float, y: float, text: str, size: float = 10) -> bytes:
    """Return the operators that draw a text at a place."""
    inner = text.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (size, x, y, inner)


def flat(parsed: Parsed, block: Block) -> str:
    """Return the words of a block, blanks made single."""
    return " ".join(parsed.text[block.start : block.end].split())


def of_kind(parsed: Parsed, *kinds: BlockKind) -> list[str]:
    """Return the words of all blocks of some kinds, in order."""
    return [flat(parsed, block) for block in parsed.blocks if block.kind in kinds]


def rows(parsed: Parsed, kind: BlockKind = BlockKind.ROW) -> list[dict[str, str]]:
    """Return header -> cell of each row."""
    return [
        {c.header: " ".join(parsed.text[c.start : c.end].split()) for c in block.cells}
        for block in parsed.blocks
        if block.kind is kind
    ]


def whole(parsed: Parsed) -> Document:
    """Return the document; its own checks refuse pages that do not tile the text."""
    return Document(
        "0", "x.pdf", "application/pdf", parsed.text, parsed.pages, parsed.words, parsed.blocks
    )


def boxes_of(parsed: Parsed, quote: str) -> list[tuple[float, ...]]:
    """Return the boxes of a quotation, which must stand in the text exactly once."""
    assert parsed.text.count(quote) == 1, f"{quote!r} in {parsed.text!r}"
    at = parsed.text.index(quote)
    document = whole(parsed)
    return list(document.boxes(document.span(at, at + len(quote))))
