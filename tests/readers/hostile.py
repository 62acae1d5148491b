"""Files that are made to break a reader: small to keep, large or endless to open.

Each function makes one from nothing; no provider's file is behind any of them.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO

HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {}


def hostile(name: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Put a maker into ``HOSTILE`` under what it makes, with the name of its file."""

    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        HOSTILE[make.__name__] = (name, make)
        return make

    return keep


def zipped(members: Sequence[tuple[str, bytes]]) -> bytes:
    """Pack files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members:
            package.writestr(name, data)
    return out.getvalue()


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """Return a PDF of these objects, numbered from 1, with a table of their places."""
    out = BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    at = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<</Size %d/Root %d 0 R>>\n" % (len(objects) + 1, root))
    out.write(b"startxref\n%d\n%%%%EOF\n" % at)
    return out.getvalue()


def stream(data: bytes, extra: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (extra, len(data), data)


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
WORDS = b"BT /F 12 Tf 72 700 Td (Nova has 7 billion parameters.) Tj ET "


def page_of(content: bytes, box: bytes = b"0 0 612 792", resources: bytes = b"") -> bytes:
    """Return a PDF of one page."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>%s>>>>" % (box, resources),
        content,
        FONT,
    )


@hostile("bomb.zip")
def zip_bomb() -> bytes:
    return zipped([(f"{n}.md", bytes(20_000_000)) for n in range(4)] + [("card.md", b"# Nova\n")])


@hostile("nested.zip")
def zip_in_zip() -> bytes:
    inner = zipped([("deep.md", b"# Deep\n")])
    for level in range(6):
        inner = zipped([(f"{level}.zip", inner)])
    return inner


@hostile("bomb.docx")
def docx_bomb() -> bytes:
    body = b"<w:p><w:r><w:t>" + bytes(b"a" * 150_000_000) + b"</w:t></w:r></w:p>"
    head = (
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body>"
    )
    return _docx(head + body + b"</w:body></w:document>")


def _docx(document: bytes) -> bytes:
    kinds = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        b'relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/'
        b'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    return zipped(
        [("[Content_Types].xml", kinds), ("_rels/.rels", rels), ("word/document.xml", document)]
    )


def _laughs(root: str, after: str) -> bytes:
    rows = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(12)
    )
    return f"<?xml version='1.0'?><!DOCTYPE {root} [{rows}]>{after}".encode()


@hostile("laughs.docx")
def docx_of_laughs() -> bytes:
    body = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&l11;</w:t></w:r></w:p></w:body></w:document>"
    )
    return _docx(_laughs("w:document", body))


@hostile("outside.docx")
def docx_of_a_file_outside() -> bytes:
    body = (
        b"<?xml version='1.0'?><!DOCTYPE w:document [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>Nova &x;</w:t></w:r></w:p></w:body></w:document>"
    )
    return _docx(body)


@hostile("laughs.html")
def html_of_laughs() -> bytes:
    return _laughs("html", "<html><body><p>Nova &l11;</p></body></html>")


@hostile("nested.html")
def html_of_a_million_tags() -> bytes:
    return b"<html><body>" + b"<div>" * 1_000_000 + b"Nova has 7 billion parameters."


@hostile("tables.html")
def html_of_nested_tables() -> bytes:
    return b"<table><tr><td>" * 20_000 + b"Nova"


@hostile("spans.html")
def html_of_huge_spans() -> bytes:
    row = b"<tr>" + b"<td rowspan=65000 colspan=1000>x</td>" * 20 + b"</tr>"
    return b"<table>" + row * 50 + b"</table>"


@hostile("tags.yaml")
def yaml_of_tags() -> bytes:
    return b"a: !!python/object/apply:os.system ['touch pwned']\nmodel: Nova\n"


@hostile("laughs.yaml")
def yaml_of_aliases() -> bytes:
    rows = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    return "\n".join(rows).encode()


@hostile("laughs.md")
def front_matter_of_aliases() -> bytes:
    return b"---\n" + yaml_of_aliases() + b"\n---\n# Nova\n"


@hostile("deep.json")
def json_of_depth() -> bytes:
    return b"[" * 100_000 + b"]" * 100_000


@hostile("deep.yaml")
def yaml_of_depth() -> bytes:
    return b"[" * 100_000 + b"]" * 100_000


@hostile("quotes.md")
def markdown_of_depth() -> bytes:
    return b">" * 50_000 + b" Nova\n" + b"* " * 5_000 + b"x\n" + b"[" * 50_000


@hostile("cycle.pdf")
def pdf_of_a_page_tree_in_a_circle() -> bytes:
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R/Outlines 3 0 R>>",
        b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000/Parent 2 0 R>>",
        b"<</Type/Outlines/First 4 0 R/Last 4 0 R>>",
        b"<</Title(Nova)/Parent 3 0 R/Next 4 0 R/First 4 0 R>>",
    )


@hostile("form.pdf")
def pdf_of_a_form_in_itself() -> bytes:
    form = stream(WORDS + b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]"
                  b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>")  # fmt: skip
    base = page_of(stream(WORDS + b"/X Do "), resources=b"/XObject<</X 6 0 R>>")
    return base.replace(b"xref\n", b"6 0 obj\n" + form + b"\nendobj\nxref\n", 1)


@hostile("pages.pdf")
def pdf_of_many_pages() -> bytes:
    kids = b" ".join(b"3 0 R" for _ in range(100_000))
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count 100000>>" % kids,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        stream(WORDS),
        FONT,
    )


@hostile("image.pdf")
def pdf_of_a_huge_image() -> bytes:
    image = stream(
        zlib.compress(bytes(60_000 * 5_000), 9),
        b"/Type/XObject/Subtype/Image/Width 60000/Height 40000/BitsPerComponent 8"
        b"/ColorSpace/DeviceRGB/Filter/FlateDecode",
    )
    base = page_of(stream(b"q 612 0 0 792 0 0 cm /I Do Q"), resources=b"/XObject<</I 6 0 R>>")
    return base.replace(b"xref\n", b"6 0 obj\n" + image + b"\nendobj\nxref\n", 1)


@hostile("box.pdf")
def pdf_of_a_huge_page() -> bytes:
    return page_of(stream(WORDS), box=b"0 0 1000000000 1000000000")


@hostile("stream.pdf")
def pdf_of_a_packed_stream() -> bytes:
    once = zlib.compress(WORDS + b"% " + bytes(b" " * 400_000_000), 9)
    return page_of(stream(zlib.compress(once, 9), b"/Filter[/FlateDecode/FlateDecode]"))


@hostile("words.pdf")
def pdf_of_a_million_words() -> bytes:
    text = b"BT /F 1 Tf 1 TL 0 792 Td " + b"(a b c d e f g h i j) ' " * 100_000 + b"ET"
    return page_of(stream(zlib.compress(text, 9), b"/Filter/FlateDecode"))


@hostile("paths.pdf")
def pdf_of_a_million_rules() -> bytes:
    text = WORDS + b"".join(b"%d 0 m %d 792 l S " % (n % 612, n % 612) for n in range(200_000))
    return page_of(stream(zlib.compress(text, 9), b"/Filter/FlateDecode"))


@hostile("depth.pdf")
def pdf_of_depth() -> bytes:
    return page_of(stream(WORDS + b"q " * 100_000 + b"[" * 100_000 + b"<<" * 100_000))


@hostile("arrays.pdf")
def pdf_of_nested_arrays() -> bytes:
    return pdf(b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 200_000 + b"]" * 200_000 + b">>")


@hostile("line.txt")
def text_of_one_line() -> bytes:
    return b"Nova has 7 billion parameters, " * 60_000


@hostile("stars.md")
def markdown_of_stars() -> bytes:
    return b"*a **b _c __d `e ~~f " * 50_000
