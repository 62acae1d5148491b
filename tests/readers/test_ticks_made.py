"""Boxes in PDFs that the tests draw, in encodings that the published summaries do not use."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.readers.read import read_bytes
from pipeline.schema import Document, Tick, TickEncoding, TickState
from tests.readers import tick_pdfs as draw
from tests.readers.tick_cases import ASKED, CASES, U
from tests.readers.tick_pdfs import page, text


def _read(name: str) -> Document:
    return read_bytes(CASES[name][1], f"{name}.pdf")


def _said(document: Document, tick: Tick) -> str | None:
    return document.text[slice(*tick.option)] if tick.option else None


@pytest.mark.parametrize("name", CASES)
def test_each_box_is_read_as_a_person_does(name: str) -> None:
    document = _read(name)
    found = [(_said(document, tick), tick.state.value) for tick in document.ticks]
    assert found == CASES[name][2]


def test_there_are_enough_boxes_and_encodings() -> None:
    boxes = Counter({kind: 0 for kind, _, _ in CASES.values()})
    for kind, _, expected in CASES.values():
        boxes[kind] += sum(state != U for _, state in expected)
    assert sum(boxes.values()) >= 125
    assert len(boxes) >= 11
    states = Counter(state for _, _, expected in CASES.values() for _, state in expected)
    assert min(states["yes"], states["no"]) > 50


@pytest.mark.parametrize("name", [name for name in CASES if name not in ("brackets", "columns")])
def test_the_question_is_found(name: str) -> None:
    for tick in _read(name).ticks:
        if "grid" not in name:
            assert tick.question == ASKED
        else:
            assert tick.question in ("Public data sets", "Licensed data", "Data of users")


def test_the_sign_of_a_drawn_box_stands_in_the_text_with_its_place() -> None:
    document = _read("rectangle-cross")
    yes, no = document.ticks
    assert document.text[yes.start : yes.end] == "☒"
    assert document.text[no.start : no.end] == "☐"
    assert (yes.page, yes.encoding) == (1, TickEncoding.DRAWN)
    assert yes.box == pytest.approx((60, 499, 69, 508), abs=0.6)
    assert no.box == pytest.approx((60, 481, 69, 490), abs=0.6)


@pytest.mark.parametrize(
    ("turn", "box"),
    [
        # By hand: (x, y) of the upright drawing, moved by -180 where the page lies on its side.
        (90, (400 - 328, 60, 400 - 319, 69)),
        (180, (400 - 69, 600 - 508, 400 - 60, 600 - 499)),
        (270, (319, 600 - 69, 328, 600 - 60)),
    ],
)
def test_boxes_of_turned_pages_are_in_the_unrotated_page(turn: int, box: tuple[float, ...]) -> None:
    first = _read(f"rotated-{turn}").ticks[0]
    assert first.box == pytest.approx(box, abs=0.6)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("check-boxes", TickEncoding.FIELD),
        ("radio-group", TickEncoding.FIELD),
        ("pictures", TickEncoding.IMAGE),
        ("in-form-object", TickEncoding.DRAWN),
        ("radio", TickEncoding.DRAWN),
        ("wing-box-cross", TickEncoding.GLYPH),
        ("brackets", TickEncoding.MARKUP),
    ],
)
def test_how_a_box_comes_is_told(name: str, encoding: TickEncoding) -> None:
    assert {tick.encoding for tick in _read(name).ticks} == {encoding}


def test_a_letter_in_the_place_of_a_box_is_told() -> None:
    assert {tick.encoding for tick in _read("letters-in-grid").ticks} == {TickEncoding.LETTER}


@pytest.mark.parametrize("name", ["one-stroke", "speck", "pictures", "torn-field"])
def test_what_cannot_be_told_has_a_sign_of_its_own(name: str) -> None:
    document = _read(name)
    unsure = [tick for tick in document.ticks if tick.state is TickState.INDETERMINATE]
    assert unsure
    assert {document.text[tick.start : tick.end] for tick in unsure} == {"▣"}


def _ticks(*parts: str, extra: tuple[bytes, ...] = (), xobjects: bytes = b"") -> list[str]:
    data = page(text(40, 560, "Notes on Ostrea 2", size=12), *parts, extra=extra, xobjects=xobjects)
    document = read_bytes(data, "notes.pdf")
    return [document.text[tick.start : tick.end + 12] for tick in document.ticks]


def test_squares_with_words_in_them_are_no_boxes() -> None:
    keys = [
        draw.square(60 + 40 * at, 499) + text(62 + 40 * at, 501, "AB"[at], size=8) for at in (0, 1)
    ]
    assert not _ticks(*keys, text(76, 500, "Yes"), text(116, 500, "No"))


def test_filled_bullets_are_no_boxes() -> None:
    bullets = [draw.solid(60, 499 - 18 * at, 6) for at in range(2)]
    assert not _ticks(*bullets, text(76, 500, "Yes, it reads text"), text(76, 482, "No video"))


def test_cells_of_a_ruled_table_are_no_boxes() -> None:
    lines = [f"60 {y} m 120 {y} l S" for y in (460, 475, 490, 505)]
    lines += [f"{x} 460 m {x} 505 l S" for x in (60, 75, 90, 105, 120)]
    assert not _ticks(*lines, text(124, 494, "Yes"), text(124, 479, "No"))


def test_tiles_of_a_figure_are_no_boxes() -> None:
    tiles = [draw.square(60 + 9 * (at % 4), 480 + 9 * (at // 4)) for at in range(12)]
    assert not _ticks(*tiles, text(100, 500, "Yes"), text(100, 490, "No"))


def test_the_legend_of_a_chart_is_no_form() -> None:
    legend = [
        f"{shade} g 60 {499 - 18 * at} 9 9 re B 0 g" for at, shade in enumerate(("0.1", "0.3"))
    ]
    assert not _ticks(*legend, text(76, 500, "Text"), text(76, 482, "Image"))


def test_squares_away_from_any_words_are_no_boxes() -> None:
    assert not _ticks(draw.square(300, 300), draw.square(300, 280), text(40, 500, "Yes or No?"))


def test_a_picture_that_is_an_icon_before_a_sentence_is_no_box() -> None:
    icons = ["q 9 0 0 9 60 499 cm /P Do Q", "q 9 0 0 9 60 481 cm /P Do Q"]
    words = [text(76, 500, "The weights are open."), text(76, 482, "The report is long.")]
    asked = text(40, 520, "Yes and No")
    assert not _ticks(*icons, *words, asked, extra=(draw.image(),), xobjects=b"/P 8 0 R")


def test_white_strokes_do_not_tick() -> None:
    white = f"1 G {draw.cross(60, 499)} 0 G"
    data = page(text(40, 520, ASKED), draw.square(60, 499), white, text(76, 500, "Yes"),
                draw.square(110, 499), draw.cross(110, 499), text(126, 500, "No"))  # fmt: skip
    assert [tick.state.value for tick in read_bytes(data, "a.pdf").ticks] == ["no", "yes"]


def test_a_square_over_a_field_is_one_box() -> None:
    assert len(_read("fields-over-squares").ticks) == 3
