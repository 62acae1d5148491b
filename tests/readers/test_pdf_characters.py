"""Characters: superscripts, ligatures, hyphens, symbols, fonts without a map, forms in forms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.pdf import parse
from pipeline.readers.pdf_text import Vocabulary, clean_key, keeps_hyphen, vocabulary_of
from pipeline.schema import BlockKind, WarningCode
from tests.readers.made_pdfs import PROSE, made, prose, wrapped, write
from tests.readers.raw_pdfs import HELVETICA, boxes_of, of_kind, raw, show, stream, whole

SYMBOLIC = HELVETICA.replace(b">>", b"/ToUnicode 4 0 R>>")


def mapping(**codes: str) -> bytes:
    """Return a font's table from codes to characters; letters not named map to themselves."""
    table = {f"{code:02X}": f"{code:04X}" for code in range(32, 127)}
    for letter, text in codes.items():
        table[f"{ord(letter):02X}"] = text.encode("utf-16-be").hex().upper()
    pairs = "".join(f"<{code}> <{text}>\n" for code, text in table.items())
    chunks = pairs.splitlines()
    held = "".join(
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n"
        for part in (chunks[:90], chunks[90:])
        if part
    )
    return stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def "
        b"1 begincodespacerange <00> <FF> endcodespacerange\n" + held.encode() + b"endcmap end end"
    )


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("ﬁ", "fi"),
        ("ﬂ", "fl"),
        ("ﬀ", "ff"),
        ("ﬃ", "ffi"),
        ("ﬄ", "ffl"),
        ("ﬆ", "st"),
        ("\u00ad", ""),
        ("\u200b", ""),
        ("\u2011", "-"),
        ("\U0001d7d9", "1"),  # a double-struck one
        ("\U0001d400", "A"),  # a bold A of formulas
        ("\uf0a8", "☐"),
        ("\uf0fe", "☒"),
        ("\uf0fc", "✓"),
        ("\uf0b7", "•"),
        ("é", "é"),
        ("漢", "漢"),
        ("☑", "☑"),
    ],
)
def test_what_a_code_stands_for(code: str, shown: str) -> None:
    data = raw(show(60, 500, "ab#cd stays"), font=SYMBOLIC, objects=(mapping(**{"#": code}),))
    parsed = parse(data, "x.pdf")
    assert " ".join(parsed.text.split()) == f"ab{shown}cd stays"
    first, *rest, _ = parsed.words
    assert parsed.text[first.start : (rest or [first])[-1].end] == f"ab{shown}cd"
    assert first.box[0] == pytest.approx(60, abs=0.6)


def test_a_ligature_does_not_move_the_words_after_it() -> None:
    plain = raw(show(60, 500, "a#ter all of the letters"))
    bound = raw(
        show(60, 500, "a#ter all of the letters"), font=SYMBOLIC, objects=(mapping(**{"#": "ﬃ"}),)
    )
    assert boxes_of(parse(plain, "x.pdf"), "letters") == boxes_of(parse(bound, "x.pdf"), "letters")
    assert "affiter" in parse(bound, "x.pdf").text


@pytest.mark.parametrize(
    ("share", "warned"), [("e", True), ("z", False), ("aeinorst", True), ("", False)]
)
def test_many_unknown_characters_are_warned_of_and_a_few_are_not(share: str, warned: bool) -> None:
    text = b""
    for at, line in enumerate(wrapped(" ".join(PROSE), 60)):
        text += show(20, 560 - 14 * at, line)
    data = raw(text, font=SYMBOLIC, objects=(mapping(**dict.fromkeys(share, "\ufffd")),))
    codes = [(w.code, w.page) for w in parse(data, "x.pdf").warnings]
    assert ((WarningCode.NO_UNICODE, 1) in codes) is warned


@pytest.mark.parametrize(
    ("base", "raised", "shown"),
    [
        ("3 x 10", "25", "3 x 10²⁵"),
        ("10", "-9", "10⁻⁹"),
        ("m", "2", "m²"),
        ("Nova", "1", "Nova¹"),
        ("Nova", "1,2", "Nova¹,²"),
        ("the 4", "th", "the 4th"),
        ("Nova", "*", "Nova*"),
    ],
)
@pytest.mark.parametrize("size", [9.0, 10.0, 14.0])
def test_raised_figures_become_superscripts(
    base: str, raised: str, shown: str, size: float
) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 700, base, size=size)
        at = 60 + stringWidth(base, "Helvetica", size)
        write(canvas, at, 700 + 0.38 * size, raised, size=0.66 * size)
        after = at + stringWidth(raised, "Helvetica", 0.66 * size) + 0.3 * size
        write(canvas, after, 700, "was measured by hand.", size=size)

    assert f"{shown} was measured by hand." in parse(made(page), "x.pdf").text


@pytest.mark.parametrize("drop", [0.2, 0.33])
def test_lowered_figures_stay_plain_and_on_their_line(drop: float) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 700, "Tonnes of CO")
        at = 60 + stringWidth("Tonnes of CO", "Helvetica", 10)
        write(canvas, at, 700 - 10 * drop, "2", size=6.5)
        write(canvas, at + 7, 700, "were emitted.")

    assert " ".join(parse(made(page), "x.pdf").text.split()) == "Tonnes of CO2 were emitted."


def test_lines_set_close_are_not_superscripts_of_each_other() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 700, "The model has 10", size=10)
        write(canvas, 60, 709, "25 letters were read before", size=8)

    text = parse(made(page), "x.pdf").text
    assert "10²⁵" not in text
    assert "25 letters" in text


HYPHENS = [
    # A word broken at its line end, and what the document writes elsewhere.
    ("trans-", "formers", "", "transformers"),
    ("multi-", "lingual", "multi-lingual", "multi-lingual"),
    ("multi-", "lingual", "multilingual", "multilingual"),
    ("GPU-", "hours", "", "GPU-hours"),
    ("Nova-", "7B", "", "Nova-7B"),
    ("state-of-", "the-art", "", "state-of-the-art"),
    ("Anglo-", "Saxon", "", "Anglo-Saxon"),
]


@pytest.mark.parametrize(("first", "second", "elsewhere", "joined"), HYPHENS)
def test_a_broken_word_is_put_together(
    first: str, second: str, elsewhere: str, joined: str
) -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 700, f"In this house we speak of {first}", f"{second} each evening.")
        write(canvas, 60, 600, f"Elsewhere {elsewhere} is what one says.")

    parsed = parse(made(page), "x.pdf")
    assert f"speak of {joined} each evening." in " ".join(parsed.text.split())
    at = parsed.text.index(f"{joined} each")
    document = whole(parsed)
    assert len(document.boxes(document.span(at, at + len(joined)))) == 2


@pytest.mark.parametrize(
    ("first", "second", "words", "kept"),
    [
        ("pre", "training", ["pretraining"], False),
        ("pre", "training", ["pre-training"], True),
        ("pre", "training", ["pre-training", "pretraining"], False),
        ("(pre", "training)", ["pre-training."], True),
        ("collec", "tion", [], False),
        ("B", "52", [], True),
        ("and/or", "both", [], True),
        ("mT", "five", [], True),
        ("GPT4", "like", [], True),
    ],
)
def test_when_a_hyphen_belongs_to_a_word(
    first: str, second: str, words: list[str], kept: bool
) -> None:
    from collections import Counter

    vocabulary = Vocabulary(Counter(word.strip(".") for word in words))
    assert keeps_hyphen(first, second, vocabulary) is kept


def test_the_vocabulary_counts_whole_words_only() -> None:
    from pipeline.readers.pdf_lines import Line, Token

    box = (0.0, 0.0, 1.0, 1.0)
    tokens = [
        Token("(Pre-training,", box, 10, False, False),
        Token("pre-training", box, 10, False, False),
        Token("collec-", box, 10, False, False, hyphen=True),
    ]
    words = vocabulary_of([[Line(tokens, 0, 10, False, False, True)]])
    assert dict(words.words) == {"pre-training": 2}


@pytest.mark.parametrize(
    ("lines", "breaks"),
    [
        (["fine-tuning, well-known", "fine-", "tuning", "well-", "known"], False),
        (["fine-tuning", "fine-", "tuning", "well-", "known"], True),
        (
            ["fine-tuning, well-known, model", "fine-", "tuning", "well-", "known", "mo-", "del"],
            True,
        ),
        (["no hyphens at all"], True),
    ],
)
def test_a_document_shows_by_its_line_ends_whether_it_cuts_words(
    lines: list[str], breaks: bool
) -> None:
    from pipeline.readers.pdf_lines import Line, Token

    box = (0.0, 0.0, 1.0, 1.0)
    page = [
        Line(
            [Token(w, box, 10, False, False, hyphen=w.endswith("-")) for w in text.split()],
            0,
            10,
            False,
            False,
            True,
        )
        for text in lines
    ]
    assert vocabulary_of([page]).breaks is breaks


@pytest.mark.parametrize(
    ("breaks", "words", "kept"),
    [
        (False, ["over", "filtering"], True),
        (False, ["over"], False),
        (True, ["over", "filtering"], False),
        (False, ["over", "filtering", "overfiltering"], False),
    ],
)
def test_two_words_are_a_compound_where_a_document_cuts_none(
    breaks: bool, words: list[str], kept: bool
) -> None:
    from collections import Counter

    assert keeps_hyphen("over", "filtering", Vocabulary(Counter(words), breaks)) is kept


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Name:", "Name"),
        ("Name : ", "Name"),
        ("Name\n of the model:", "Name of the model"),
        ("Name –", "Name"),
        ("Name|", "Name"),
        ("Used?", "Used?"),
        ("pre-trained", "pre-trained"),
        ("Ratio 1:2", "Ratio 1:2"),
        ("名称：", "名称"),
        ("::", ""),
    ],
)
def test_keys_lose_the_marks_at_their_end_only(text: str, key: str) -> None:
    assert clean_key(text) == key


def test_text_drawn_twice_to_embolden_it_is_read_once() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 700, "Energy used in training")
        write(canvas, 60.3, 700, "Energy used in training")
        prose(canvas, 60, 660)

    assert parse(made(page), "x.pdf").text.count("Energy used in training") == 1


def test_the_same_words_twice_on_different_lines_are_read_twice() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 700, "Not disclosed.", "Not disclosed.")

    assert parse(made(page), "x.pdf").text.count("Not disclosed.") == 2


def test_words_spread_letter_by_letter_stay_words() -> None:
    content = b"BT /F1 10 Tf 1 0 0 1 60 500 Tm "
    content += b"[(N) -20 (o) 30 (v) -10 (a) -400 (has) -350 (41)] TJ ET"
    assert " ".join(parse(raw(content), "x.pdf").text.split()) == "Nova has 41"


def test_words_drawn_in_any_order_are_read_along_the_line() -> None:
    parts = [(60, "Nova"), (90, "holds"), (122, "many"), (152, "weights")]
    straight = raw(b"".join(show(x, 500, text) for x, text in parts))
    text = " ".join(parse(straight, "x.pdf").text.split())
    assert text == "Nova holds many weights"


WORDS = st.lists(st.from_regex(r"[A-Za-z]{2,9}", fullmatch=True), min_size=1, max_size=40)


@settings(max_examples=20, deadline=None)
@given(WORDS, st.sampled_from([8.0, 10.0, 12.5]))
def test_no_word_of_a_paragraph_is_lost_doubled_or_moved(words: list[str], size: float) -> None:
    lines = wrapped(" ".join(words), 60)
    parsed = parse(made(lambda c: write(c, 60, 700, *lines, size=size)), "x.pdf")
    assert parsed.text.split() == words
    assert [parsed.text[w.start : w.end] for w in parsed.words] == words
    lefts = [word.box[0] for word in parsed.words]
    expected = [
        60 + stringWidth(" ".join([*line.split()[:at], ""]) if at else "", "Helvetica", size)
        for line in lines
        for at in range(len(line.split()))
    ]
    assert lefts == pytest.approx(expected, abs=1.0)


def test_two_fonts_in_a_line_make_one_line() -> None:
    def page(canvas: Canvas) -> None:
        prose(canvas, 60, 760, repeat=2)
        write(canvas, 60, 600, "Nova runs with")
        at = 63 + stringWidth("Nova runs with", "Helvetica", 10)
        write(canvas, at, 600, "load_nova()", font="Courier")
        at += 3 + stringWidth("load_nova()", "Courier", 10)
        write(canvas, at, 600, "on any machine of the lab that has a screen.")

    assert "Nova runs with load_nova() on any machine of the lab that has a screen." in of_kind(
        parse(made(page), "x.pdf"), BlockKind.PARAGRAPH
    )


def test_white_and_invisible_words_do_not_join_others() -> None:
    content = show(60, 500, "seen words") + b"BT 3 Tr /F1 10 Tf 1 0 0 1 60 300 Tm (layer) Tj ET"
    parsed = parse(raw(content, font=HELVETICA), "x.pdf")
    assert parsed.text.split() == ["seen", "words", "layer"]
    assert [round(word.box[1]) for word in parsed.words][:2] == [498, 498]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("the work#ow of speci#c parts", "2 words lack letters"),
        ("the #rst of many parts", "1 word lacks a letter"),
        ("O(L#) grows with #", ""),  # formulas lose signs too; their words are whole
        ("the workflow of parts", ""),
    ],
)
def test_a_word_that_lacks_a_letter_is_said_with_its_page(words: str, told: str) -> None:
    rest = " ".join(["plain words follow"] * 8)
    data = raw(
        show(60, 500, f"{words} {rest}"),
        font=SYMBOLIC,
        objects=(mapping(**{"#": "\ufffd"}),),
        page=b"/MediaBox [0 0 2000 600]",
    )
    found = [
        (warning.page, warning.message)
        for warning in parse(data, "x.pdf").warnings
        if warning.code is WarningCode.NO_UNICODE
    ]
    assert bool(found) == bool(told)
    assert all(page == 1 and told in message for page, message in found)
