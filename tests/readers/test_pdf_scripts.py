"""Scripts that run from the right, set no blanks, or come in forms of their own.

The pages are drawn as programs draw them: letters where they are seen, from the left to the right.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.readers.parsed import Parsed
from pipeline.readers.pdf import parse
from pipeline.readers.pdf_direction import in_order
from pipeline.readers.pdf_lines import Token
from tests.readers.raw_pdfs import boxes_of, raw, show, stream


def page(*placed: tuple[float, float, str]) -> Parsed:
    """Read a page on which letters of any script are drawn; each is as wide as the type is high."""
    letters = "".join(dict.fromkeys(char for _, _, text in placed for char in text if char != " "))
    codes = {char: chr(0x21 + at) for at, char in enumerate(letters)} | {" ": " "}
    rows = "".join(
        f"<{ord(code):02x}> <{char.encode('utf-16-be').hex()}>\n" for char, code in codes.items()
    )
    named = f"1 begincodespacerange\n<00> <ff>\nendcodespacerange\n{len(codes)} beginbfchar\n{rows}"
    cmap = f"/CMapName /X def\n/CMapType 2 def\n{named}endbfchar\nendcmap".encode()
    font = (
        b"<</Type/Font/Subtype/TrueType/BaseFont/Any/FirstChar 32/LastChar 126/Widths[%s]"
        b"/Encoding/WinAnsiEncoding/ToUnicode 4 0 R>>" % (b"1000 " * 95)
    )
    content = b"".join(show(x, y, "".join(codes[char] for char in text)) for x, y, text in placed)
    return parse(raw(content, font=font, objects=(stream(cmap),)), "x.pdf")


def seen(text: str) -> str:
    """Return how letters from the right stand on paper, read from the left."""
    return text[::-1]


HEBREW = "המודל אומן על מיליארד מילים"
ARABIC = "تم تدريب النموذج"


@pytest.mark.parametrize("text", [HEBREW, ARABIC])
def test_words_from_the_right_are_read_from_the_right(text: str) -> None:
    parsed = page((60, 500, seen(text)))
    assert parsed.text.split() == text.split()
    lefts = [word.box[0] for word in parsed.words]
    assert lefts == sorted(lefts, reverse=True)


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        # Words of another script inside a line from the right.
        (f"{seen('אומן')} Nova 7B {seen('המודל')}", "המודל Nova 7B אומן"),
        (f"{seen('גדול')} Nova {seen('המודל')}", "המודל Nova גדול"),
        # A number alone stands where it is seen.
        (f"{seen('ליטר')} 70 {seen('המודל')}", "המודל 70 ליטר"),
        # One foreign word does not turn a line from the left.
        (f"Nova {seen('שלום')} model card", "Nova שלום model card"),
        ("Nova model card", "Nova model card"),
    ],
)
def test_a_line_of_two_scripts_is_read_in_the_order_of_the_one_that_carries_it(
    drawn: str, read: str
) -> None:
    assert page((60, 500, drawn)).text.split() == read.split()


def token(text: str, x: float) -> Token:
    return Token(text, (x, 0, x + 5 * len(text), 10), 10.0, False, False)


def test_cells_far_apart_keep_their_places() -> None:
    row = [token("שלום", 60), token("שלוה", 120), token("41.5", 300)]
    assert in_order(row) == row


def test_numbers_side_by_side_follow_the_words_around_them() -> None:
    # Seen from the left: word, 2, 1, word.
    row = [token("בבב", 60), token("22", 80), token("11", 95), token("אאא", 110)]
    assert [each.text for each in in_order(row)] == ["אאא", "11", "22", "בבב"]


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("ﬁne oﬃce ﬂow eﬀect", "fine office flow effect"),
        # Letters in the forms that they have inside, at the end and alone; lam with alef is two.
        (seen("ﺳﻼﻡ"), "سلام"),
        (seen("שׁלום"), "שׁלום"),
        ("⼈工智能", "人工智能"),
        ("Nova\uf8e8 \uf8ebx\uf8f6", "Nova® ⎛x⎞"),
        ("x\u2010ray", "x-ray"),
        ("in\u200bvisible", "invisible"),
    ],
)
def test_forms_that_fonts_have_are_read_as_the_letters_that_they_stand_for(
    drawn: str, read: str
) -> None:
    assert " ".join(page((60, 500, drawn)).text.split()) == read


CHINESE = "本模型使用七十亿参数，许可证为开源。"


def test_signs_without_blanks_have_a_box_each() -> None:
    parsed = page((60, 500, CHINESE))
    assert parsed.text.split() == [CHINESE]
    assert [parsed.text[word.start : word.end] for word in parsed.words] == list(CHINESE)
    # Ten points a sign, one after the other from 60.
    for at, word in enumerate(parsed.words):
        assert word.box[0] == pytest.approx(60 + 10 * at, abs=0.6)
        assert word.box[2] == pytest.approx(70 + 10 * at, abs=0.6)
    assert all(a.end == b.start for a, b in pairwise(parsed.words))


def test_a_quotation_of_some_signs_has_the_boxes_of_these_only() -> None:
    found = boxes_of(page((60, 500, CHINESE)), "七十亿参数")
    at = CHINESE.index("七")
    assert min(box[1] for box in found) == pytest.approx(60 + 10 * at, abs=0.6)
    assert max(box[3] for box in found) == pytest.approx(60 + 10 * (at + 5), abs=0.6)


def test_a_name_among_signs_without_blanks_is_one_word() -> None:
    parsed = page((60, 500, "模型Nova-7B有"))
    words = [parsed.text[word.start : word.end] for word in parsed.words]
    assert words == ["模", "型", "Nova-7B", "有"]
    assert parsed.text.split() == ["模型Nova-7B有"]


def test_a_page_of_signs_without_blanks_is_no_stub() -> None:
    lines = [(60.0, 500.0 - 12 * at, CHINESE) for at in range(5)]
    assert page(*lines).warnings == ()
    assert page(*lines[:2]).warnings != ()
