"""What a PDF says, page by page: order, words, furniture, headings, and what cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.parsed import Parsed, Unreadable
from pipeline.readers.pdf import parse
from pipeline.schema import Block, BlockKind, Document, WarningCode
from tests.readers.made_pdfs import HEIGHT, PROSE, WIDTH, made, prose, wrapped, write


def blocks(parsed: Parsed, kind: BlockKind) -> list[str]:
    """The texts of all blocks of a kind, blanks normalised."""
    return [flat(parsed, block) for block in parsed.blocks if block.kind is kind]


def flat(parsed: Parsed, block: Block) -> str:
    return " ".join(parsed.text[block.start : block.end].split())


def whole(parsed: Parsed) -> Document:
    """The document; its own checks refuse pages that do not tile the text."""
    return Document(
        "0", "x.pdf", "application/pdf", parsed.text, parsed.pages, parsed.words, parsed.blocks
    )


def test_a_paragraph_keeps_its_words_and_their_boxes() -> None:
    parsed = parse(made(lambda c: prose(c, 60, 700)), "x.pdf")
    assert blocks(parsed, BlockKind.PARAGRAPH) == [" ".join(PROSE)]
    first = parsed.words[0]
    assert parsed.text[first.start : first.end] == "Nova"
    # Drawn at (60, 700) in 10 point Helvetica, whose letters N, o, v, a are 7.22, 5.56, 5, 5.56.
    assert first.box[0] == pytest.approx(60, abs=0.5)
    assert first.box[2] == pytest.approx(60 + 7.22 + 5.56 + 5.0 + 5.56, abs=0.6)
    assert first.box[1] < 700 < first.box[3] < 712


def test_every_character_of_the_text_belongs_to_one_word() -> None:
    parsed = parse(made(lambda c: prose(c, 60, 700), lambda c: prose(c, 60, 500)), "x.pdf")
    joined = "".join(parsed.text[word.start : word.end] for word in parsed.words)
    assert joined == re.sub(r"\s", "", parsed.text)
    assert [page.number for page in whole(parsed).pages] == [1, 2]


def test_columns_are_read_one_after_the_other() -> None:
    def page(canvas: Canvas) -> None:
        left = wrapped("Left column first: " + " ".join(PROSE), 40)
        right = wrapped("Right column last: " + " ".join(PROSE), 40)
        write(canvas, 50, 700, *left)
        write(canvas, 310, 700, *right)

    text = " ".join(parse(made(page), "x.pdf").text.split())
    assert text.index("judge what the models may be used for.") < text.index("Right column last")


def test_a_sentence_that_goes_on_in_the_next_column_is_one_block() -> None:
    def page(canvas: Canvas) -> None:
        write(
            canvas,
            50,
            120,
            "The weights of Nova were trained for three",
            "weeks on machines that stand in",
        )
        write(
            canvas,
            310,
            700,
            "the cellar of the old customs house, and",
            "nothing was sent elsewhere.",
        )

    found = blocks(parse(made(page), "x.pdf"), BlockKind.PARAGRAPH)
    assert any(
        "machines that stand in the cellar of the old customs house" in each for each in found
    )


def test_a_sentence_that_goes_on_on_the_next_page_is_one_block_despite_footers() -> None:
    def page(number: int, y: float, *lines: str) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            write(canvas, 60, y, *lines)
            write(canvas, 290, 40, str(number))

        return draw

    first = page(
        1, 100, "The lab measured the power that the training drew and states that it used"
    )
    last = page(2, 760, "about twelve megawatt hours in all, most of it from the wind park nearby.")
    parsed = parse(made(first, last), "x.pdf")
    assert any(
        "states that it used about twelve megawatt hours" in each
        for each in blocks(parsed, BlockKind.PARAGRAPH)
    )
    assert blocks(parsed, BlockKind.FURNITURE) == ["1", "2"]
    word = next(w for w in parsed.words if parsed.text[w.start : w.end] == "megawatt")
    assert word.page == 2


@pytest.mark.parametrize(
    ("size", "rise", "expected"),
    [
        (6.5, 4, "10²⁵"),  # set smaller and raised: an exponent
        (10, 0, "1025"),  # same size, same line: a number
        (6.5, 0, "1025"),  # smaller, not raised: still a number
    ],
)
def test_exponents_are_not_glued_to_their_base(size: float, rise: float, expected: str) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 700, "Training took 3 x 10")
        end = 60 + canvas.stringWidth("Training took 3 x 10", "Helvetica", 10)
        write(canvas, end, 700 + rise, "25", size=size)
        write(canvas, end + canvas.stringWidth("25", "Helvetica", size) + 3, 700, "operations.")

    assert f"3 x {expected} operations." in parse(made(page), "x.pdf").text


def test_a_word_broken_at_a_line_end_is_joined_and_keeps_both_boxes() -> None:
    def page(canvas: Canvas) -> None:
        write(
            canvas, 60, 700, "The model was trained on a large collec-", "tion of letters by hand."
        )

    parsed = parse(made(page), "x.pdf")
    assert "a large collection of letters" in parsed.text
    start = parsed.text.index("collection")
    parts = [w for w in parsed.words if start <= w.start < start + len("collection")]
    assert [parsed.text[w.start : w.end] for w in parts] == ["collec", "tion"]
    assert parts[0].box[1] > parts[1].box[3] - 3


@pytest.mark.parametrize(
    ("above", "elsewhere", "joined"),
    [
        ("pre-", "It knows pretraining only.", "pretraining"),
        ("pre-", "It knows pre-training only.", "pre-training"),
    ],
)
def test_the_document_decides_whether_a_hyphen_belongs_to_a_word(
    above: str, elsewhere: str, joined: str
) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 700, f"The lab speaks of {above}", "training in all of its reports here.")
        write(canvas, 60, 600, elsewhere)

    assert f"speaks of {joined} in all" in parse(made(page), "x.pdf").text


def test_a_hyphen_before_a_version_stays() -> None:
    page = made(lambda c: write(c, 60, 700, "We compare our model with Orion-", "V3 on all tasks."))
    assert "with Orion-V3 on all" in parse(page, "x.pdf").text


def test_running_lines_are_furniture_and_body_lines_are_not() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            write(canvas, 60, 810, "Example Lab - Nova report")
            prose(canvas, 60, 700)
            write(canvas, 60, 600, f"Page {number} holds only this sentence of its own, about tea.")
            write(canvas, 270, 30, f"Page {number} of 4")

        return draw

    parsed = parse(made(*(page(n) for n in range(1, 5))), "x.pdf")
    furniture = blocks(parsed, BlockKind.FURNITURE)
    assert furniture.count("Example Lab - Nova report") == 4
    assert "Page 3 of 4" in furniture
    assert len(furniture) == 8
    assert sum("about tea" in each for each in blocks(parsed, BlockKind.PARAGRAPH)) == 4


def test_a_table_of_contents_gives_no_headings() -> None:
    def contents(canvas: Canvas) -> None:
        write(canvas, 60, 760, "Contents", size=16, font="Helvetica-Bold")
        write(canvas, 60, 700, *(f"{n} Part number {n} {'. ' * 30}{n + 1}" for n in range(1, 5)))

    parsed = parse(made(contents, lambda c: prose(c, 60, 700)), "x.pdf")
    assert blocks(parsed, BlockKind.HEADING) == ["Contents"]
    assert len(blocks(parsed, BlockKind.FURNITURE)) == 4


def test_headings_by_size_weight_and_number_with_levels() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 790, "Nova Technical Report", size=20, font="Helvetica-Bold")
        write(canvas, 60, 740, "1 Data", size=14, font="Helvetica-Bold")
        prose(canvas, 60, 715)
        write(canvas, 60, 650, "1.1 Sources", size=11, font="Helvetica-Bold")
        prose(canvas, 60, 630)
        write(canvas, 60, 560, "Licences", size=11, font="Helvetica-Bold")
        prose(canvas, 60, 540)
        write(
            canvas,
            60,
            470,
            "This sentence is bold, but it ends with a stop as sentences do.",
            font="Helvetica-Bold",
        )

    parsed = parse(made(page), "x.pdf")
    levels = {flat(parsed, b): b.level for b in parsed.blocks if b.kind is BlockKind.HEADING}
    assert levels == {"Nova Technical Report": 0, "1 Data": 1, "1.1 Sources": 2, "Licences": 2}


def test_run_in_headings_and_labelled_values() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(60, 700, "Hardware.")
        write(
            canvas,
            115,
            700,
            "The lab used a row of machines in its own cellar for all of the runs,",
        )
        write(canvas, 60, 688, "and one borrowed machine for the last of them, which failed twice.")
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(60, 640, "Release date:")
        write(canvas, 135, 640, "2 May 2025")
        prose(canvas, 60, 600, repeat=3)

    parsed = parse(made(page), "x.pdf")
    assert "Hardware." in blocks(parsed, BlockKind.HEADING)
    (pair,) = [block for block in parsed.blocks if block.kind is BlockKind.PAIR]
    (cell,) = pair.cells
    assert (cell.header, parsed.text[cell.start : cell.end]) == ("Release date", "2 May 2025")


def test_lists_nest_by_indent() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 760)
        write(canvas, 60, 700, "\u2022 fruit that grows on trees and is", "   picked in autumn")
        write(canvas, 80, 670, "- apples of two kinds", "- pears")
        write(canvas, 60, 640, "\u2022 bread")

    parsed = parse(made(page), "x.pdf")
    items = [(b.level, flat(parsed, b)) for b in parsed.blocks if b.kind is BlockKind.ITEM]
    assert items == [
        (1, "\u2022 fruit that grows on trees and is picked in autumn"),
        (2, "- apples of two kinds"),
        (2, "- pears"),
        (1, "\u2022 bread"),
    ]


def test_notes_captions_and_references_have_their_kinds() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 760, repeat=3)
        write(canvas, 60, 600, "Figure 2: Loss of Nova over the weeks of its training.")
        write(canvas, 60, 560, "References", size=14, font="Helvetica-Bold")
        write(canvas, 60, 540, "[1] A. Writer. On letters. 2019.", "[2] B. Reader. On tea. 2021.")
        write(canvas, 60, 63, "1", size=5)
        write(canvas, 64, 60, "The cellar is dry in most years.", size=8)

    parsed = parse(made(page), "x.pdf")
    assert blocks(parsed, BlockKind.CAPTION) == [
        "Figure 2: Loss of Nova over the weeks of its training."
    ]
    assert blocks(parsed, BlockKind.REFERENCE)[:2] == [
        "[1] A. Writer. On letters. 2019.",
        "[2] B. Reader. On tea. 2021.",
    ]


def test_labels_of_a_figure_stay_out_of_the_prose() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 780, repeat=2)
        for at in range(5):
            write(canvas, 80 + 60 * at, 600, f"{20 * at}.5", size=7)
        write(canvas, 90, 560, "Accuracy", size=7)
        write(canvas, 60, 520, "Figure 1: Accuracy of Nova on five sets of letters.")
        prose(canvas, 60, 480)

    parsed = parse(made(page), "x.pdf")
    assert "Accuracy" in blocks(parsed, BlockKind.FURNITURE)
    prose_text = " ".join(blocks(parsed, BlockKind.PARAGRAPH))
    assert "20.5" not in prose_text
    assert prose_text.count("Nova is a family") == 3


def test_a_rotated_page_is_read_as_it_is_seen_and_boxed_as_it_lies() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        prose(canvas, 60, 500)

    parsed = parse(made(page), "x.pdf")
    assert blocks(parsed, BlockKind.PARAGRAPH) == [" ".join(PROSE)]
    assert (parsed.pages[0].rotation, parsed.pages[0].width) == (90, HEIGHT)
    # reportlab lays the sheet on its side; drawn at (60, 500) of axes turned about (WIDTH, 0).
    x0, y0, x1, y1 = parsed.words[0].box
    assert x0 < WIDTH - 500 < x1 + 1
    assert y0 == pytest.approx(60, abs=0.5)
    assert y1 - y0 > x1 - x0  # four letters, running upwards


def test_the_origin_of_the_media_box_is_subtracted() -> None:
    plain = made(lambda c: prose(c, 160, 700))
    moved = plain.replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 100 42 695 884 ]".ljust(25))
    assert moved != plain
    before, after = parse(plain, "x.pdf").words[0].box, parse(moved, "x.pdf").words[0].box
    assert after[0] == pytest.approx(before[0] - 100, abs=0.1)
    assert after[1] == pytest.approx(before[1] - 42, abs=0.1)


def test_a_password_is_needed_and_said() -> None:
    data = made(lambda c: prose(c, 60, 700), encrypt=StandardEncryption("secret", "owner"))
    with pytest.raises(Unreadable) as caught:
        parse(data, "x.pdf")
    assert caught.value.warning.code is WarningCode.PASSWORD


def test_an_empty_password_opens_and_is_said() -> None:
    data = made(lambda c: prose(c, 60, 700, repeat=2), encrypt=StandardEncryption("", "owner"))
    parsed = parse(data, "x.pdf")
    assert "Example Lab" in parsed.text
    assert [w.code for w in parsed.warnings] == [WarningCode.EMPTY_PASSWORD]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnothing here", b"\x00" * 300])
def test_damage_is_said_and_not_raised_as_a_bug(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(data, "x.pdf")
    assert caught.value.warning.code is WarningCode.DAMAGED


def test_a_file_cut_in_half_is_either_read_or_called_damaged() -> None:
    data = made(lambda c: prose(c, 60, 700, repeat=4))
    for cut in (len(data) // 4, len(data) // 2, len(data) - 40):
        try:
            parsed = parse(data[:cut], "x.pdf")
        except Unreadable as error:
            assert error.warning.code is WarningCode.DAMAGED
        else:
            assert whole(parsed).pages


def test_pages_without_text_are_named() -> None:
    parsed = parse(
        made(lambda c: prose(c, 60, 700, repeat=2), lambda c: c.rect(50, 50, 200, 200, fill=1)),
        "x.pdf",
    )
    assert [page.readable for page in parsed.pages] == [True, False]
    assert [(w.code, w.page) for w in parsed.warnings] == [(WarningCode.NO_TEXT, 2)]


@pytest.mark.parametrize(("mapped", "warned"), [(True, False), (False, True)])
def test_a_font_that_maps_to_no_letters_is_warned_of(mapped: bool, warned: bool) -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    data = made(lambda c: write(c, 60, 700, *wrapped(" ".join(PROSE * 3), 80), font="Vera"))
    if not mapped:
        # The table from codes to letters says "unknown" for all small letters.
        data = re.sub(rb"(<[67][0-9A-F]> )<00[67][0-9A-F]>", rb"\1<FFFD>", data)
    parsed = parse(data, "x.pdf")
    assert ((WarningCode.NO_UNICODE, 1) in {(w.code, w.page) for w in parsed.warnings}) is warned


@pytest.mark.parametrize(("words", "is_stub"), [(19, True), (140, False)])
def test_a_stub_is_called_one(words: int, is_stub: bool) -> None:
    text = ("Nova sorts letters all day long by hand and by rule. " * 20).split()[:words]
    parsed = parse(made(lambda c: write(c, 60, 780, *wrapped(" ".join(text), 80))), "x.pdf")
    assert (WarningCode.STUB in {w.code for w in parsed.warnings}) is is_stub
    assert len(parsed.words) == words
    assert parsed.words[0].box[3] < HEIGHT


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "present"),
    [
        ("D049", "671B total parameters with 37B activated for each token"),
        ("D049", "Let d denote the embedding dimension"),
        ("D044", "201,088 tokens"),
        ("D099", "https://arxiv.org/abs/2505.02410"),
    ],
)
def test_real_pages_hold_known_words(shared: Path, name: str, present: str) -> None:
    parsed = parse(next((shared / "data" / "docs").glob(f"{name}_*.pdf")).read_bytes(), name)
    assert present in " ".join(parsed.text.split())


@pytest.mark.shared
def test_real_scans_and_stubs_say_what_they_are(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LACUNA_OCR", "off")
    docs = shared / "data" / "docs"
    for name in ("D151", "D153", "D154", "D155"):
        parsed = parse(next(docs.glob(f"{name}_*.pdf")).read_bytes(), name)
        assert [(w.code, w.page) for w in parsed.warnings] == [(WarningCode.NO_TEXT, 1)], name
    stub = parse(next(docs.glob("D045_*.pdf")).read_bytes(), "D045")
    assert [w.code for w in stub.warnings] == [WarningCode.STUB]
