"""Made forms with what a person reads on them: encoding, PDF, options with their states.

A state of None is a box that cannot be told; an option of None is a sign without words.
"""

from __future__ import annotations

from tests.readers import tick_pdfs as draw
from tests.readers.tick_pdfs import Shape, text

#: Option words and the state of their box, in the order of the text.
Boxes = list[tuple[str, str]]
Y, N, U = "yes", "no", "indeterminate"
ASKED = "Were web crawlers used to collect the data?"

_INTRO = text(40, 560, "Summary of the content that Ostrea 2 was trained on", size=12)


def _glyphs(font: str, empty: str, full: str, words: tuple[str, ...], ticked: set[str]) -> bytes:
    parts = [_INTRO, text(40, 520, ASKED)]
    for number, word in enumerate(words):
        y = 500 - 18 * number
        parts += [text(60, y, full if word in ticked else empty, font), text(76, y, word)]
    return draw.page(*parts)


def _drawn(outline: Shape, marks: dict[str, Shape | None], *, step: float = 18) -> bytes:
    parts = [_INTRO, text(40, 520, ASKED)]
    for number, (word, mark) in enumerate(marks.items()):
        y = 500 - step * number
        parts += [outline(60, y - 1), text(76, y, word)]
        if mark is not None:
            parts.append(mark(60, y - 1))
    return draw.page(*parts)


def _in_line(outline: Shape, marks: dict[str, Shape | None], *, left: bool = False) -> bytes:
    """Boxes on one line, the words to the right of each, or to the left."""
    parts = [_INTRO, text(40, 520, ASKED)]
    x = 60.0
    for word, mark in marks.items():
        wide = 5.6 * len(word)
        at = x + wide + 4 if left else x
        parts += [text(x if left else x + 13, 500, word), outline(at, 499)]
        if mark is not None:
            parts.append(mark(at, 499))
        x += wide + 13 + 30
    return draw.page(*parts)


def _states(marks: dict[str, Shape | None]) -> Boxes:
    return [(word, Y if mark else N) for word, mark in marks.items()]


_YES_NO: dict[str, Shape | None] = {"Yes": None, "No": None}


def _cases() -> dict[str, tuple[str, bytes, Boxes]]:
    found: dict[str, tuple[str, bytes, Boxes]] = {}

    def add(name: str, kind: str, data: bytes, boxes: Boxes) -> None:
        found[name] = (kind, data, boxes)

    pairs = {
        "zapf-cross": (draw.ZAPF, "o", "8"),
        "zapf-check": (draw.ZAPF, "q", "4"),
        "zapf-square": (draw.ZAPF, "o", "n"),
        "wing-o-x": (draw.WING, "o", "x"),
        "wing-box-cross": (draw.WING, "\xa8", "\xfd"),
        "wing-box-check": (draw.WING, "\xa8", "\xfe"),
        "wing-box-tick": (draw.WING, "\xa8", "\xfc"),
        "wing2-check": (draw.WING2, "\xa3", "R"),
        "wing2-cross": (draw.WING2, "\xa3", "S"),
        "webdings": (draw.WEB, "c", "a"),
    }
    for name, (font, empty, full) in pairs.items():
        data = _glyphs(font, empty, full, ("Text", "Image", "Audio"), {"Image"})
        add(name, "symbol font", data, [("Text", N), ("Image", Y), ("Audio", N)])

    outlines = {
        "rectangle": draw.square,
        "four-lines": draw.four_lines,
        "framed": draw.framed,
        "hollow": draw.hollow,
        "rounded": draw.rounded,
    }
    inks = {
        "cross": draw.cross,
        "check": draw.check,
        "two-strokes": draw.check_of_two,
        "inner": draw.inner,
    }
    for outline, shape in outlines.items():
        for ink, mark in inks.items():
            marks: dict[str, Shape | None] = {"Yes": mark, "No": None}
            add(f"{outline}-{ink}", "drawn square", _drawn(shape, marks), _states(marks))
    filled: dict[str, Shape | None] = {"Text": None, "Image": draw.solid, "Audio": None}
    add("solid", "drawn square", _drawn(draw.square, filled), _states(filled))
    radios: dict[str, Shape | None] = {"Yes": None, "No": draw.dot}
    add("radio", "drawn circle", _drawn(draw.circle, radios), _states(radios))
    add("radio-line", "drawn circle", _in_line(draw.circle, radios), _states(radios))
    line: dict[str, Shape | None] = {
        "Text": draw.cross, "Image": None, "Video": draw.cross, "Audio": None, "Other": None,
    }  # fmt: skip
    add("line-right", "drawn square", _in_line(draw.square, line), _states(line))
    add("line-left", "drawn square", _in_line(draw.square, line, left=True), _states(line))

    letter = draw.page(
        _INTRO, text(40, 520, ASKED), draw.square(60, 499), text(61.5, 500, "X", size=9),
        text(76, 500, "Yes"), draw.square(110, 499), text(126, 500, "No"),
    )  # fmt: skip
    add("letter-in-square", "drawn square", letter, [("Yes", Y), ("No", N)])
    glyph = draw.page(
        _INTRO, text(40, 520, ASKED), draw.square(60, 499), text(61, 500, "4", draw.ZAPF, 9),
        text(76, 500, "Yes"), draw.square(110, 499), text(126, 500, "No"),
    )  # fmt: skip
    add("check-in-square", "drawn square", glyph, [("Yes", Y), ("No", N)])
    over = draw.page(
        _INTRO, text(40, 520, ASKED), text(60, 500, "o", draw.ZAPF, 11), draw.cross(61, 499),
        text(76, 500, "Yes"), text(110, 500, "o", draw.ZAPF, 11), text(126, 500, "No"),
    )  # fmt: skip
    add("cross-over-glyph", "drawn over sign", over, [("Yes", Y), ("No", N)])

    add("in-form-object", "form object", _form_object(), [("Yes", N), ("No", Y)])
    for turn in (90, 180, 270):
        rows = [_INTRO, text(40, 520, ASKED)]
        rows += [draw.square(60, 499), draw.check(60, 499), text(76, 500, "Yes")]
        rows += [draw.square(60, 480), text(76, 481, "No")]
        data = draw.page(_turned(turn, rows), entries=f"/Rotate {turn}".encode())
        add(f"rotated-{turn}", "rotated page", data, [("Yes", Y), ("No", N)])

    add("check-boxes", "form field", _fields(), [("Text", Y), ("Image", N), ("Audio", N)])
    add("radio-group", "form field", _radio_group(), [("Yes", N), ("No", Y)])
    add("fields-over-squares", "form field", _fields(squares=True),
        [("Text", Y), ("Image", N), ("Audio", N)])  # fmt: skip

    plain = draw.page(
        _INTRO, text(40, 520, ASKED), text(60, 500, "[X] Yes"), text(60, 484, "[ ] No"),
        text(40, 450, "Which modalities are in the data?"), text(60, 430, "( ) Text"),
        text(60, 414, "(x) Image"), text(40, 380, "Was synthetic data used?"),
        text(60, 360, "Yes [ ]   No [x]"),
    )  # fmt: skip
    add("brackets", "plain text", plain,
        [("Yes", Y), ("No", N), ("Text", N), ("Image", Y), ("Yes", N), ("No", Y)])  # fmt: skip
    add("letters-in-grid", "grid", _grid(lambda x, y: text(x, y, "X"), None), _GRID_TICKED)
    add("squares-in-grid", "grid", _grid(_crossed, _empty), _GRID)
    add("columns", "columns", _columns(), _COLUMNS)
    add("below", "above and below", _below(), [("Yes", N), ("No", Y)])
    left = draw.page(
        _INTRO, text(40, 520, ASKED), text(60, 500, "Yes"), text(80, 500, "o", draw.WING),
        text(120, 500, "No"), text(136, 500, "\xfd", draw.WING),
    )  # fmt: skip
    add("signs-left", "symbol font", left, [("Yes", N), ("No", Y)])

    # What cannot be told
    strike: dict[str, Shape | None] = {"Yes": _stroke, "No": None}
    add("one-stroke", "unclear", _drawn(draw.square, strike), [("Yes", U), ("No", N)])
    speck: dict[str, Shape | None] = {"Yes": None, "No": _speck}
    add("speck", "unclear", _drawn(draw.square, speck), [("Yes", N), ("No", U)])
    add("pictures", "unclear", _pictures(), [("Yes", U), ("No", U)])
    torn = draw.button("60 499 69 508", "On", "Off", "On", name="a")
    add("torn-field", "unclear", _widgets([torn], ["Yes"]), [("Yes", U)])
    return found


def _stroke(x: float, y: float) -> str:
    return f"{x + 1} {y + 1} m {x + 8} {y + 8} l S"


def _speck(x: float, y: float) -> str:
    return f"{x + 4} {y + 4} 1.5 1.5 re f"


def _crossed(x: float, y: float) -> str:
    return draw.square(x, y) + " " + draw.cross(x, y)


def _empty(x: float, y: float) -> str:
    return draw.square(x, y)


def _turned(turn: int, rows: list[str]) -> str:
    """Draw so that a page shown turned reads upright."""
    matrix = {90: "0 1 -1 0 400 0", 180: "-1 0 0 -1 400 600", 270: "0 -1 1 0 0 600"}[turn]
    shift = "1 0 0 1 0 -180" if turn in (90, 270) else "1 0 0 1 0 0"
    return "\n".join([f"q {matrix} cm {shift} cm", *rows, "Q"])


def _form_object() -> bytes:
    """Boxes of one form object that is drawn twice, scaled."""
    box = draw.form(draw.square(0, 0), "-1 -1 12 12")
    ticked = draw.form(draw.square(0, 0) + " " + draw.check(0, 0), "-1 -1 12 12")
    return draw.page(
        _INTRO, text(40, 520, ASKED), "q 1.2 0 0 1.2 60 498 cm /A Do Q", text(78, 500, "Yes"),
        "q 1.2 0 0 1.2 120 498 cm /T Do Q", text(138, 500, "No"),
        extra=(box, ticked), xobjects=b"/A 8 0 R/T 9 0 R",
    )  # fmt: skip


def _widgets(buttons: list[bytes], words: list[str], *parts: str, group: bytes = b"") -> bytes:
    on = draw.form(draw.square(0, 0) + " " + draw.cross(0, 0), "0 0 9 9")
    off = draw.form(draw.square(0, 0), "0 0 9 9")
    first = 10 + bool(group)
    numbers = b" ".join(b"%d 0 R" % (first + at) for at in range(len(buttons)))
    fields = b"10 0 R" if group else numbers
    rows = [text(76, 500 - 18 * at, word) for at, word in enumerate(words)]
    return draw.page(
        _INTRO, text(40, 520, ASKED), *rows, *parts,
        extra=(on, off, *([group] if group else []), *buttons),
        entries=b"/Annots[%s]" % numbers, catalog=b"/AcroForm<</Fields[%s]>>" % fields,
    )  # fmt: skip


def _fields(*, squares: bool = False) -> bytes:
    boxes = [
        draw.button("60 499 69 508", "On", "On", "On", name="a"),
        draw.button("60 481 69 490", "On", "Off", "Off", name="b"),
        draw.button("60 463 69 472", "On", None, name="c"),
        draw.button("60 445 69 454", "On", "On", "On", hidden=True, name="d"),
    ]
    drawn = [draw.square(60, y) for y in (499, 481, 463)] if squares else []
    return _widgets(boxes, ["Text", "Image", "Audio"], *drawn)


def _radio_group() -> bytes:
    group = b"<</FT/Btn/Ff 49152/T(crawled)/V/no/Kids[11 0 R 12 0 R]>>"
    kids = []
    for rect, name, state in (("60 499 69 508", "yes", "Off"), ("60 481 69 490", "no", "no")):
        kids.append(
            f"<</Type/Annot/Subtype/Widget/Parent 10 0 R/Rect[{rect}]/F 4/AS/{state}"
            f"/AP<</N<</{name} 8 0 R/Off 9 0 R>>>>>>".encode()
        )
    return _widgets(kids, ["Yes", "No"], group=group)


_ROWS = ("Public data sets", "Licensed data", "Data of users")
_ANSWERS = (True, False, True)
_GRID: Boxes = [
    pair for yes in _ANSWERS for pair in (("Yes", Y if yes else N), ("No", N if yes else Y))
]
_GRID_TICKED: Boxes = [("Yes" if yes else "No", Y) for yes in _ANSWERS]


def _grid(full: Shape, empty: Shape | None) -> bytes:
    """Draw a ruled table with a column for each answer."""
    xs, top = (40, 200, 260, 320), 500
    parts = [
        _INTRO,
        text(210, top - 14, "Yes"),
        text(270, top - 14, "No"),
        text(46, top - 14, "Source"),
    ]
    for number, (row, yes) in enumerate(zip(_ROWS, _ANSWERS, strict=True), 1):
        y = top - 20 * number - 14
        parts.append(text(46, y, row))
        for x, ticked in ((225, yes), (285, not yes)):
            shape = full if ticked else empty
            if shape is not None:
                parts.append(shape(x, y))
    for at in range(5):
        parts.append(f"{xs[0]} {top - 20 * at} m {xs[-1]} {top - 20 * at} l S")
    parts += [f"{x} {top} m {x} {top - 80} l S" for x in xs]
    return draw.page(*parts)


_COLUMNS: Boxes = [("Text", Y), ("Video", N), ("Image", N), ("Audio", Y)]


def _columns() -> bytes:
    parts = [_INTRO, text(40, 520, "Which modalities are in the data?")]
    for at, (word, state) in enumerate(_COLUMNS):
        x, y = 60 + 150 * (at % 2), 500 - 18 * (at // 2)
        parts += [draw.four_lines(x, y - 1), text(x + 16, y, word)]
        if state == Y:
            parts.append(draw.check(x, y - 1))
    return draw.page(*parts)


def _below() -> bytes:
    """Draw the words above their boxes, the question to the left."""
    return draw.page(
        _INTRO, text(290, 520, "Yes"), text(340, 520, "No"), text(40, 500, ASKED),
        draw.square(293, 499), draw.square(343, 499), draw.cross(343, 499),
    )  # fmt: skip


def _pictures() -> bytes:
    return draw.page(
        _INTRO, text(40, 520, ASKED), "q 9 0 0 9 60 499 cm /P Do Q", text(76, 500, "Yes"),
        "q 9 0 0 9 60 481 cm /P Do Q", text(76, 482, "No"),
        extra=(draw.image(),), xobjects=b"/P 8 0 R",
    )  # fmt: skip


CASES = _cases()
