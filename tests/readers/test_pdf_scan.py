"""Pages that are pictures: which they are, what is read on them, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers import ocr, ocr_tesseract, pdf_scan
from pipeline.readers.ocr import Choice, EngineFailed, SeenLine, SeenWord
from pipeline.readers.parsed import Parsed
from pipeline.readers.pdf import parse
from pipeline.schema import BlockKind, WarningCode
from tests.readers.made_pdfs import PROSE, made, prose, wrapped, write
from tests.readers.scans import CARD, card, picture_page, printed, scan, tesseract


def said(parsed: Parsed) -> list[tuple[WarningCode, int | None]]:
    return [(w.code, w.page) for w in parsed.warnings if w.code is not WarningCode.STUB]


def words(parsed: Parsed) -> list[str]:
    return parsed.text.split()


def test_a_scanned_page_is_read_and_said() -> None:
    tesseract()
    parsed = parse(scan(), "x.pdf")
    assert said(parsed) == [(WarningCode.OCR, 1)]
    assert "Tesseract" in parsed.warnings[0].message
    assert [(p.readable, p.by_ocr) for p in parsed.pages] == [(True, True)]
    assert words(parsed) == ("Ostrea 7B Model Card Training " + " ".join(CARD)).split()
    headings = [parsed.text[b.start : b.end] for b in parsed.blocks if b.kind is BlockKind.HEADING]
    assert headings == ["Ostrea 7B Model Card", "Training"]
    assert [b.kind for b in parsed.blocks].count(BlockKind.PARAGRAPH) == 1


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_upright(turn: int) -> None:
    tesseract()
    upright, turned = parse(scan(), "x.pdf"), parse(scan(turn=turn), "x.pdf")
    assert words(turned) == words(upright)
    assert said(turned) == [(WarningCode.OCR, 1)]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("shown", [0, 90])
def test_boxes_cover_the_ink_of_their_words(turn: int, shown: int) -> None:
    """The only ink inside all boxes is the ink of the page: none is left outside."""
    tesseract()
    picture = printed(card)
    picture = picture.rotate(-turn, expand=True) if turn else picture
    parsed = parse(made(picture_page(picture, turn=shown)), "x.pdf")
    page = parsed.pages[0]
    assert page.rotation == shown
    left = picture.copy()
    draw = ImageDraw.Draw(left)
    across, down = picture.width / page.width, picture.height / page.height
    for word in parsed.words:
        x0, y0, x1, y1 = word.box
        assert 0 <= x0 < x1 <= page.width and 0 <= y0 < y1 <= page.height
        box = (
            x0 * across - 2,
            (page.height - y1) * down - 2,
            x1 * across + 2,
            (page.height - y0) * down + 2,
        )
        assert picture.crop(tuple(round(side) for side in box)).getextrema()[0] < 128
        draw.rectangle(box, fill=255)
    assert sum(left.histogram()[:128]) < 0.02 * sum(picture.histogram()[:128])


def test_two_real_scans_of_one_page_have_their_words_at_the_same_places(shared: Path) -> None:
    tesseract()
    docs = shared / "data" / "docs"
    one, other = (parse(next(docs.glob(f"{i}_*")).read_bytes(), i) for i in ("D154", "D155"))
    assert [p.rotation for p in (*one.pages, *other.pages)] == [0, 270]
    assert one.text == other.text
    assert len(one.words) == 15
    for a, b in zip(one.words, other.words, strict=True):
        assert b.box == pytest.approx(a.box, abs=2)


def test_a_scanned_page_among_pages_of_text() -> None:
    tesseract()
    page = lambda c: prose(c, 60, 700, repeat=2)  # noqa: E731
    parsed = parse(made(page, picture_page(printed(card)), page), "x.pdf")
    assert said(parsed) == [(WarningCode.OCR, 2)]
    assert [p.by_ocr for p in parsed.pages] == [False, True, False]
    second = parsed.text[parsed.pages[1].start : parsed.pages[1].end]
    assert "7 billion parameters" in " ".join(second.split())


def stamped(canvas: Canvas) -> None:
    write(canvas, 280, 30, "Page 12 of 40", size=8)


def test_a_stamp_on_a_scanned_page_does_not_hide_that_it_is_one() -> None:
    tesseract()
    parsed = parse(scan(also=stamped), "x.pdf")
    assert said(parsed) == [(WarningCode.OCR, 1)]
    text = " ".join(words(parsed))
    assert "Apache License" in text
    assert text.count("Page 12 of 40") == 1


def test_a_stamp_on_a_turned_scan_has_its_box_where_it_is() -> None:
    tesseract()
    parsed = parse(scan(turn=90, also=stamped), "x.pdf")
    box = next(w.box for w in parsed.words if parsed.text[w.start : w.end] == "Page")
    assert box[0] == pytest.approx(280, abs=2) and 20 < box[1] < 40
    assert "Apache License" in " ".join(words(parsed))


def test_without_an_engine_the_page_could_not_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LACUNA_OCR", "off")
    for data in (scan(), scan(also=stamped)):
        parsed = parse(data, "x.pdf")
        assert said(parsed) == [(WarningCode.NO_TEXT, 1)]
        assert "LACUNA_OCR=off" in parsed.warnings[0].message
        assert [(p.readable, p.by_ocr) for p in parsed.pages] == [(False, False)]
    assert words(parsed) == ["Page", "12", "of", "40"]


def test_a_photograph_behind_a_title_is_no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LACUNA_OCR", "off")
    photo = Image.linear_gradient("L").resize((595, 842))
    parsed = parse(made(picture_page(photo, lambda c: write(c, 60, 700, "Ostrea 7B"))), "x.pdf")
    assert said(parsed) == [] and parsed.pages[0].readable


def layer(*lines: str) -> bytes:
    """A scan with a text layer that is not painted, as scanning programs make it."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(60, 700)
        text.setTextRenderMode(3)
        text.setFont("Helvetica", 11)
        for line in lines:
            text.textLine(line)
        canvas.drawText(text)

    return scan(also=draw)


def test_an_invisible_layer_of_words_is_somebodys_recognition() -> None:
    parsed = parse(layer(*wrapped(" ".join(PROSE), 70)), "x.pdf")
    assert said(parsed) == [(WarningCode.OCR, 1)]
    assert parsed.pages[0].by_ocr and parsed.pages[0].readable
    assert words(parsed) == " ".join(PROSE).split()


SHREDS = ("7-,ad4v .0*1 -Aet. e-el-k- 5.:01.6e", '"617.- k..,~t 0-4)A-f cfk .adair..', "a1/~ e4*]")


def test_an_invisible_layer_of_shreds_is_read_anew() -> None:
    tesseract()
    parsed = parse(layer(*SHREDS), "x.pdf")
    assert said(parsed) == [(WarningCode.OCR, 1)]
    assert "adair" not in parsed.text and "Apache License" in " ".join(words(parsed))


def test_an_invisible_layer_of_shreds_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LACUNA_OCR", "off")
    parsed = parse(layer(*SHREDS), "x.pdf")
    assert said(parsed) == [(WarningCode.NO_TEXT, 1)]
    assert words(parsed) == []


@pytest.mark.shared
def test_handwriting_is_not_pretended_to_be_read(shared: Path) -> None:
    tesseract()
    docs = shared / "data" / "docs"
    other = parse(next(docs.glob("D153_*")).read_bytes(), "D153")
    assert said(other) == [(WarningCode.NO_TEXT, 1)]
    assert other.text.strip() == ""


class Fake:
    """An engine that says what it is told, by the turn of the picture."""

    name = "Fake 1"

    def __init__(self, *answers: tuple[SeenLine, ...] | EngineFailed) -> None:
        self.answers = list(answers)
        self.asked = 0

    def read(self, picture: Image.Image, dpi: int, seconds: float) -> tuple[SeenLine, ...]:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        if isinstance(answer, EngineFailed):
            raise answer
        return answer


def line(text: str, confidence: float, top: float = 100, height: float = 30) -> SeenLine:
    found, left = [], 100.0
    for word in text.split():
        found.append(SeenWord(word, (left, top, left + 15 * len(word), top + height), confidence))
        left += 15 * len(word) + 10
    return SeenLine(tuple(found), 1)


def inked(lines: int) -> Image.Image:
    """A page whose ink is where ``line`` says that so many lines stand."""
    page = Image.new("L", (620, 877), 255)
    ImageDraw.Draw(page).rectangle((26, 26, 90, 32 + 12 * (lines - 1)), fill=0)
    return page


def read_by(monkeypatch: pytest.MonkeyPatch, engine: Fake, data: bytes | None = None) -> Parsed:
    monkeypatch.setattr(ocr, "choose", lambda: Choice(engine))
    return parse(scan(dpi=40) if data is None else data, "x.pdf")


@pytest.mark.parametrize(
    ("good", "bad", "readable", "text"),
    [
        (90, 90, True, "the good line the bad line"),
        (90, 20, False, "the good line"),
        (64, 64, False, ""),
        (66, 66, False, "the good line the bad line"),
        (81, 81, True, "the good line the bad line"),
    ],
)
def test_what_is_read_with_little_confidence_is_left_out(
    monkeypatch: pytest.MonkeyPatch, good: float, bad: float, readable: bool, text: str
) -> None:
    seen = (line("the good line", good), line("the bad line", bad, top=150))
    parsed = read_by(monkeypatch, Fake(seen), made(picture_page(inked(2))))
    assert parsed.pages[0].readable is readable
    assert " ".join(words(parsed)) == text


def test_a_page_that_lies_aslant_is_not_taken_for_read() -> None:
    """Tesseract passes over lines at eight degrees, and is sure of the few words that it takes."""
    tesseract()
    for angle, readable in ((2, True), (8, False)):
        picture = printed(card).rotate(angle, fillcolor=255)
        assert parse(made(picture_page(picture)), "x.pdf").pages[0].readable is readable


def test_ink_that_is_in_no_word_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = read_by(monkeypatch, Fake((line("a line that reads well", 95, top=3000),)))
    assert not parsed.pages[0].readable and parsed.pages[0].by_ocr
    assert "most of its ink" in parsed.warnings[0].message


def test_an_engine_that_fails_costs_the_page_only(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made(picture_page(printed(card, 40)), lambda c: prose(c, 60, 700, repeat=2))
    parsed = read_by(monkeypatch, Fake(EngineFailed("it broke")), data)
    assert said(parsed) == [(WarningCode.NO_TEXT, 1)]
    assert "Fake 1 failed: it broke" in parsed.warnings[0].message
    assert "Nova" in parsed.text


def test_a_page_that_reads_well_is_not_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Fake((line("a line that reads well", 95),))
    read_by(monkeypatch, engine)
    assert engine.asked == 1
    doubtful = Fake((line("a line that reads so so", 70),))
    read_by(monkeypatch, doubtful)
    assert doubtful.asked == 2


def test_pages_beyond_the_limit_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LACUNA_LIMIT_OCR_PAGES", "2")
    page = picture_page(inked(1))
    engine = Fake((line("a line that reads well", 95),))
    parsed = read_by(monkeypatch, engine, made(page, page, page))
    assert [w.code for w in parsed.warnings if w.page == 3] == [WarningCode.LIMIT]
    assert "LACUNA_LIMIT_OCR_PAGES" in parsed.warnings[2].message
    assert [p.readable for p in parsed.pages] == [True, True, False]


def test_a_huge_page_is_drawn_within_the_limit_of_pixels() -> None:
    data = made(lambda c: (c.setPageSize((14000, 14000)), c.rect(10, 10, 300, 300, fill=1)))
    page = pypdfium2.PdfDocument(data)[0]
    from pipeline.readers.pdf_glyphs import frame_of

    picture, scale = pdf_scan.drawn(page, frame_of(page, 0), 2_000_000)
    assert picture.width * picture.height <= 2_020_000
    assert picture.width == pytest.approx(14000 * scale, abs=1)


def test_reading_twice_gives_the_same(shared: Path) -> None:
    tesseract()
    data = scan()
    assert parse(data, "x.pdf") == parse(data, "x.pdf")


def test_the_installed_command_says_its_version() -> None:
    tesseract()
    engine = ocr_tesseract.find().engine
    assert engine is not None and engine.name.startswith("Tesseract ")
