"""Pictures of pages given as files, and pictures that are none."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from pipeline.readers import media
from pipeline.readers.read import read_bytes
from pipeline.schema import Document, WarningCode
from tests.readers.scans import CARD, card, printed, tesseract


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def codes(document: Document) -> list[WarningCode]:
    return [warning.code for warning in document.warnings]


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff"), ("WEBP", "image/webp"),
     ("BMP", "image/bmp"), ("GIF", "image/gif")],
)  # fmt: skip
def test_pictures_are_told_by_their_first_bytes(form: str, media_type: str) -> None:
    data = saved(Image.new("L", (400, 400), 255), form)
    assert media.media_type(data, "card.txt") == media_type


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"BM is the name of a model.\n", "a.txt"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40), "a.wav"),
        (b"II*\x00", "a.txt"),
    ],
)
def test_what_begins_like_one_and_is_none(data: bytes, name: str) -> None:
    assert read_bytes(data, name).pages == ()


@pytest.mark.parametrize(("form", "name"), [("PNG", "card.png"), ("JPEG", "card.jpg")])
def test_a_photographed_card_is_read_like_a_scan(form: str, name: str) -> None:
    tesseract()
    document = read_bytes(saved(printed(card), form, dpi=(200, 200)), name)
    assert WarningCode.OCR in codes(document)
    assert [page.by_ocr for page in document.pages] == [True]
    assert document.pages[0].width == pytest.approx(595, abs=1)
    assert document.text.split() == ("Ostrea 7B Model Card Training " + " ".join(CARD)).split()
    box = document.words[0].box
    assert box[0] == pytest.approx(60.5, abs=2) and 755 < box[1] < 765


def test_each_frame_is_a_page() -> None:
    tesseract()
    page = printed(card)
    data = saved(page, "TIFF", save_all=True, append_images=[page], dpi=(200, 200))
    document = read_bytes(data, "card.tif")
    assert [page.by_ocr for page in document.pages] == [True, True]


def test_print_on_a_clear_ground_is_read() -> None:
    tesseract()
    ink = printed(card).point(lambda grey: 255 - grey)
    clear = Image.new("RGBA", ink.size, (0, 0, 0, 0))
    clear.paste((10, 10, 10, 255), mask=ink)
    document = read_bytes(saved(clear, "PNG", dpi=(200, 200)), "card.png")
    assert "7 billion parameters" in " ".join(document.text.split())


def test_without_an_engine_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LACUNA_OCR", "off")
    document = read_bytes(saved(printed(card, 60), "PNG"), "card.png")
    assert codes(document)[0] is WarningCode.NO_TEXT
    assert [page.readable for page in document.pages] == [False]


def test_a_logo_is_no_page() -> None:
    document = read_bytes(saved(Image.new("L", (200, 900), 255), "PNG"), "logo.png")
    assert codes(document)[0] is WarningCode.UNKNOWN_TYPE
    assert "too small" in document.warnings[0].message


def test_a_huge_picture_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LACUNA_LIMIT_PIXELS", "20000")
    document = read_bytes(saved(Image.new("L", (500, 500), 255), "PNG"), "huge.png")
    assert codes(document)[0] is WarningCode.LIMIT
    assert "LACUNA_LIMIT_PIXELS" in document.warnings[0].message


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "GIF"])
def test_a_damaged_picture_is_called_one(form: str) -> None:
    data = saved(printed(card, 60), form)
    for broken in (data[: len(data) // 3], data[:40] + b"\xff" * 200):
        document = read_bytes(broken, "card.png")
        assert set(codes(document)) <= {
            WarningCode.DAMAGED, WarningCode.NO_TEXT, WarningCode.EMPTY, WarningCode.UNKNOWN_TYPE
        }  # fmt: skip
        assert codes(document)


def test_frames_beyond_the_limit_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LACUNA_OCR", "off")
    blank = Image.new("L", (400, 500), 255)
    data = saved(blank, "TIFF", save_all=True, append_images=[blank, blank])
    assert WarningCode.LIMIT not in codes(read_bytes(data, "scan.tiff"))
    monkeypatch.setenv("LACUNA_LIMIT_OCR_PAGES", "2")
    document = read_bytes(data, "scan.tiff")
    assert len(document.pages) == 2
    (said,) = [w.message for w in document.warnings if w.code is WarningCode.LIMIT]
    assert "2 of 3" in said and "LACUNA_LIMIT_OCR_PAGES" in said


def test_what_a_picture_costs_too_much_is_no_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(Image.new("1", (400, 500)), "PNG")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)  # the library's own limit, met first
    assert codes(read_bytes(data, "scan.png")) == [WarningCode.LIMIT]
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)

    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Image.Image, "convert", full)
    with pytest.raises(MemoryError):
        read_bytes(data, "scan.png")
