"""Damaged, locked, empty, odd and huge PDFs: read or refused in plain words, never a traceback."""

from __future__ import annotations

import re
import time
from io import BytesIO

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline.assess.statuses import unsearched
from pipeline.dossier import File, read
from pipeline.errors import BadInput
from pipeline.readers import media
from pipeline.readers.page_image import render
from pipeline.readers.parsed import Parsed, Unreadable
from pipeline.readers.pdf import parse
from pipeline.readers.read import read_bytes
from pipeline.schema import BlockKind, WarningCode
from tests.readers.hostile import FONT, WORDS, pdf, stream
from tests.readers.made_pdfs import made, prose, write
from tests.readers.raw_pdfs import of_kind, raw, show, whole

GOOD = raw(*(show(60, 500, f"Page {name} of the letters.") for name in ("one", "two", "three")))


def attempt(data: bytes) -> Parsed | WarningCode:
    """Read a file; its code where it is refused."""
    try:
        parsed = parse(data, "x.pdf")
    except Unreadable as error:
        assert "x.pdf" in error.warning.message
        return error.warning.code
    whole(parsed)
    return parsed


@pytest.mark.parametrize("share", [0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.99])
def test_a_file_cut_short_is_read_or_called_damaged(share: float) -> None:
    found = attempt(GOOD[: int(share * len(GOOD))])
    assert found is WarningCode.DAMAGED or (isinstance(found, Parsed) and found.pages)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (rb"startxref\n\d+", b"startxref\n999999"),
        (rb"startxref\n\d+", b"startxref\n-4"),
        (rb"xref\n0 \d+", b"xref\n0 999999999"),
        (rb"%%EOF", b""),
        (rb"%PDF-1.7\n", b"junk before the head\n%PDF-1.7\n"),
        (rb"/Size \d+", b"/Size 1"),
    ],
)
def test_a_broken_table_of_contents_of_the_file_is_rebuilt(old: bytes, new: bytes) -> None:
    found = attempt(re.sub(old, new, GOOD, count=1))
    assert isinstance(found, Parsed)
    assert re.findall(r"Page (\w+)", found.text) == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/Type/Catalog/Pages 2 0 R", b"/Type/Catalog/Pages 9 9 R"),
        (b"/Kids[4 0 R 6 0 R 8 0 R]", b"/Kids[]" + b" " * 19),
        (b"/Root 1 0 R", b"/Root 7 0 R"),
        (b"/Kids[4 0 R", b"/Kids[2 0 R"),
        (b"/Count 3", b"/Count -3"),
        (b"trailer<<", b"trail<<"),
        (b"/Count 3", b"/Count 99999999"),
        (b"(Page one", b"(Page \\(one"),
        (b" Tf", b" Tff"),
        (b"/Contents 5 0 R", b"/Contents 4 0 R"),
        (b"/F1 3 0 R", b"/F1 1 0 R"),
        (b"/MediaBox [0 0 400 600]", b"/MediaBox [0 0 (a) null]"),
        (b"/MediaBox [0 0 400 600]", b"/MediaBox [0 0 0 0]     "),
        (b"/MediaBox [0 0 400 600]", b"/MediaBox [0 0 1e9 -1e9]"),
    ],
)
def test_hostile_entries_never_raise(old: bytes, new: bytes) -> None:
    assert old in GOOD
    data = GOOD.replace(old, new)
    found = attempt(data)
    assert isinstance(found, Parsed) or found is WarningCode.DAMAGED
    document = read_bytes(data, "x.pdf")
    assert document.pages or document.warnings
    try:
        assert render(data, 1, 0.2).width >= 1
    except BadInput as error:
        assert "PDF" in str(error)


def test_a_page_that_is_broken_costs_only_itself() -> None:
    data = GOOD.replace(b"6 0 obj\n<</Type/Page/Parent", b"6 0 obj\n<</Type/Pagx/Parenx")
    data = data.replace(b"/Contents 7 0 R", b"/Contents 99 0R")
    found = attempt(data)
    assert isinstance(found, Parsed)
    assert "Page one" in found.text and "Page three" in found.text
    assert {w.page for w in found.warnings if w.page} == {2}


@pytest.mark.parametrize("strength", [40, 128])
@pytest.mark.parametrize(("user", "opens"), [("", True), ("secret", False)])
def test_locks_of_every_strength(strength: int, user: str, opens: bool) -> None:
    data = made(
        lambda c: prose(c, 60, 700, repeat=2),
        encrypt=StandardEncryption(user, "owner", strength=strength),
    )
    found = attempt(data)
    if opens:
        assert isinstance(found, Parsed)
        assert [w.code for w in found.warnings] == [WarningCode.EMPTY_PASSWORD]
        assert "Example Lab" in found.text
    else:
        assert found is WarningCode.PASSWORD


def blank(canvas: Canvas) -> None:
    canvas.setPageSize((595, 842))


@pytest.mark.parametrize("count", [1, 3])
def test_pages_without_anything_are_named_one_by_one(count: int) -> None:
    found = attempt(made(*[blank] * count))
    assert isinstance(found, Parsed)
    assert [(w.code, w.page) for w in found.warnings] == [
        (WarningCode.NO_TEXT, number) for number in range(1, count + 1)
    ]
    assert [page.readable for page in found.pages] == [False] * count
    assert found.text.strip() == ""


@pytest.mark.parametrize("empty", [1, 2, 3])
def test_an_empty_page_among_others_keeps_the_numbers_of_the_rest(empty: int) -> None:
    pages = [blank if at == empty else (lambda c, at=at: write(c, 60, 700, f"Leaf {at} here."))
             for at in (1, 2, 3)]  # fmt: skip
    found = attempt(made(*pages))
    assert isinstance(found, Parsed)
    words = {found.text[w.start : w.end]: w.page for w in found.words}
    assert {int(text): page for text, page in words.items() if text.isdigit()} == {
        at: at for at in (1, 2, 3) if at != empty
    }
    document = whole(found)
    for word in found.words:
        assert document.page_at(word.start) == word.page


def test_only_blanks_and_controls_are_no_text() -> None:
    found = attempt(raw(b"BT /F1 10 Tf 60 500 Td (   ) Tj ( ) Tj ET"))
    assert isinstance(found, Parsed)
    assert [w.code for w in found.warnings] == [WarningCode.NO_TEXT]


def test_a_long_document_is_read_in_time_and_in_order() -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 300), invariant=1)
    for number in range(1, 301):
        write(canvas, 40, 250, f"Leaf {number} tells of the harbour.", "Nobody read it twice.")
        write(canvas, 190, 20, str(number))
        canvas.showPage()
    canvas.save()
    start = time.monotonic()
    found = attempt(buffer.getvalue())
    assert time.monotonic() - start < 20
    assert isinstance(found, Parsed)
    assert re.findall(r"Leaf (\d+) tells", found.text) == [str(n) for n in range(1, 301)]
    assert len(of_kind(found, BlockKind.FURNITURE)) == 300


def test_a_page_of_very_many_lines_is_read_in_time() -> None:
    content = b"".join(b"%d 10 m %d 590 l S\n" % (x % 390, x % 390) for x in range(30_000))
    start = time.monotonic()
    found = attempt(raw(content + show(60, 500, "A plot with a name.")))
    assert time.monotonic() - start < 10
    assert isinstance(found, Parsed)
    assert found.text.strip() == "A plot with a name."


def test_a_form_that_holds_itself_ends() -> None:
    form = (
        b"<</Type/XObject/Subtype/Form/BBox [0 0 400 600]/Resources<</XObject<</X1 4 0 R>>"
        b"/Font<</F1 3 0 R>>>>/Length %d>>stream\n%s\nendstream"
    )
    inner = show(60, 500, "Held once.") + b"/X1 Do "
    data = raw(b"/X1 Do", resources=b"/XObject<</X1 4 0 R>>", objects=(form % (len(inner), inner),))
    found = attempt(data)
    assert isinstance(found, Parsed)
    assert "Held once." in found.text


def test_an_outline_in_a_circle_ends() -> None:
    data = raw(
        show(60, 500, "The harbour."),
        catalog=b"/Outlines 4 0 R",
        objects=(
            b"<</Type/Outlines/First 5 0 R/Last 5 0 R/Count 1>>",
            b"<</Title(The harbour.)/Parent 4 0 R/Next 5 0 R/First 5 0 R/Dest[6 0 R /Fit]>>",
        ),
    )
    found = attempt(data)
    assert isinstance(found, Parsed)
    assert of_kind(found, BlockKind.HEADING) == ["The harbour."]


@pytest.mark.parametrize("x", [-5000, 5000])
def test_words_far_off_the_page_do_not_hide_those_on_it(x: int) -> None:
    found = attempt(raw(show(60, 500, "On the page.") + show(x, 500, "Off the page.")))
    assert isinstance(found, Parsed)
    assert "On the page." in " ".join(found.text.split())


def test_reading_twice_gives_the_same() -> None:
    assert parse(GOOD, "x.pdf") == parse(GOOD, "x.pdf")


def test_a_damaged_page_costs_itself_only() -> None:
    data = pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        stream(WORDS),
        FONT,
        b"null",
    )
    reading = read([File("report.pdf", data)])
    (document,) = reading.documents
    assert (WarningCode.DAMAGED, 2) in {(w.code, w.page) for w in document.warnings}
    assert document.readable
    assert "parameters_total" in {claim.element for claim in reading.claims}
    assert unsearched(reading.documents) == ("page 2 of report.pdf",)


def test_what_stands_before_a_file_does_not_hide_it() -> None:
    data = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + GOOD
    assert read_bytes(data, "report.pdf").media_type == media.PDF
    assert read_bytes(
        b"Such files start with %PDF- and\nendobj ends a part.", "a.txt"
    ).media_type == (media.PLAIN)
