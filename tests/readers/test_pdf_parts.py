"""Parts of the PDF reader on words and rules placed by hand: lines, rules, spans, forms, flow."""

from __future__ import annotations

import pytest

from pipeline.readers.pdf_fields import _rows as field_rows
from pipeline.readers.pdf_flow import carry_over, mend_page
from pipeline.readers.pdf_furniture import furniture_of
from pipeline.readers.pdf_layout import Piece, body_of, is_leader, normal_title
from pipeline.readers.pdf_lines import Line, Token, lines_of, union
from pipeline.readers.pdf_rules import Rules, without_underlines
from pipeline.readers.pdf_runs import Run, Style
from pipeline.readers.pdf_tables import (
    Table,
    TableCell,
    TableRow,
    column_headers,
    in_reading_order,
    looks_like_prose,
    name_cells,
)
from pipeline.schema import BlockKind

PLAIN = Style(10.0, False, False, True)
SMALL = Style(6.5, False, False, True)


def token(text: str, x: float = 60, y: float = 700, *, bold: bool = False) -> Token:
    """A word of ten-point type, five points a letter."""
    return Token(text, (x, y - 2, x + 5 * len(text), y + 8), 10.0, bold, False)


def line(text: str, y: float = 700, x: float = 60, *, size: float = 10, bold: bool = False) -> Line:
    tokens, at = [], x
    for word in text.split():
        end = at + 0.5 * size * len(word)
        tokens.append(Token(word, (at, y - 2, end, y + 0.8 * size), size, bold, False))
        at = end + 0.3 * size
    return Line(tokens, y, size, bold, False, True)


def run(text: str, x: float = 60, y: float = 700, style: Style = PLAIN, *, then: str = "") -> Run:
    """Letters half as wide as high; ``then`` is what stands before them: a blank, a line end."""
    wide = 0.5 * style.size * len(text)
    box = (x, y - 2, x + wide, y + 0.8 * style.size)
    return Run(text, box, y, style, spaced=" " in then, ended="\n" in then)


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([run("two"), run("words", 80, then=" ")], ["two words"]),
        ([run("one"), run("two", y=688, then="\n")], ["one", "two"]),
        # PDFium ends a line at a raised figure; the figure stands close and is kept.
        ([run("10"), run("25", 70.5, 704, SMALL, then="\n")], ["10²⁵"]),
        # The same figure far away, or on the line above, begins a line of its own.
        ([run("10"), run("25", 300, 704, SMALL, then="\n")], ["10", "25"]),
        ([run("10"), run("25", 70.5, 716, SMALL, then="\n")], ["10", "25"]),
        # A line that goes on after a gap has a blank there, with or without a sign for it.
        ([run("at"), run("10", 74, then="\n")], ["at 10"]),
        ([run("at"), run("10", 70.4, then="\n")], ["at10"]),
        ([run("at"), run("10", 70.4, then=" \n")], ["at 10"]),
        # Pieces of one word stay one word, the raised ones raised: a sign, a power, a mark.
        ([run("10"), run("−3", 70, 704, SMALL), run("mol", 76.5)], ["10⁻³mol"]),
        ([run("H"), run("2", 65, 698, SMALL), run("O", 68)], ["H2O"]),
        # Most of the line is raised: the one large figure still tells what is raised.
        ([run("10"), run("2345", 70, 704, SMALL)], ["10²³⁴⁵"]),
        ([], []),
    ],
)
def test_runs_become_lines(runs: list[Run], expected: list[str]) -> None:
    assert [each.text for each in lines_of(runs)] == expected


def test_a_line_end_hyphen_is_marked_and_ends_its_line() -> None:
    found = lines_of([run("collec\x02"), run("tion", y=688)])
    assert [(each.text, each.hyphen) for each in found] == [("collec-", True), ("tion", False)]


def test_a_word_in_two_styles_has_that_of_most_of_its_letters_and_one_box() -> None:
    bold = Style(10.0, True, False, True)
    (found,) = lines_of([run("un"), run("released", 70, style=bold)])
    assert [(word.text, word.bold, word.box) for word in found.tokens] == [
        ("unreleased", True, (60, 698, 110, 708))
    ]


def test_a_box_around_boxes() -> None:
    assert union([(1, 2, 3, 4), (0, 3, 2, 9)]) == (0, 2, 3, 9)


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ((60, 698, 110, 698.5), False),  # from the first to the last letter
        ((60, 698, 107, 698.5), False),  # the stop at the end left out
        ((60, 700.5, 110, 701), False),  # between the baseline and the lower edge of the boxes
        ((60, 703.5, 110, 704), True),  # through the middle of the words
        ((60, 694, 110, 694.5), True),  # too far below: a border
        ((20, 698, 540, 698.5), True),  # reaches over both sides
        ((60, 698, 300, 698.5), True),  # reaches far beyond the words
        ((60, 712, 110, 712.5), True),  # above them
        ((300, 698, 350, 698.5), True),  # below no word at all
    ],
)
def test_what_underlines_words_is_no_rule(rule: tuple[float, ...], kept: bool) -> None:
    box = (float(rule[0]), float(rule[1]), float(rule[2]), float(rule[3]))
    words = [token("link", 60), token("words", 85)]
    left = without_underlines(Rules(across=[box], down=[(1.0, 1.0, 1.0, 9.0)]), words)
    assert left.across == ([box] if kept else [])
    assert left.down == [(1.0, 1.0, 1.0, 9.0)]


def test_words_of_a_cell_are_sorted_by_line_then_from_the_left() -> None:
    words = [token("d", 90, 688), token("b", 90, 701), token("c", 60, 688), token("a", 60, 700)]
    assert [each.text for each in in_reading_order(words)] == ["a", "b", "c", "d"]


def cell(text: str, column: int, span: int = 1, **more: bool) -> TableCell:
    bold = more.pop("bold", False)
    return TableCell([token(word, bold=bold) for word in text.split()], column, span, **more)


def grid(*rows: tuple[str, ...], bold_head: bool = False) -> list[TableRow]:
    return [
        TableRow([cell(text, at, bold=bold_head and number == 0) for at, text in enumerate(row)])
        for number, row in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[("Task", 0, 1), ("Nova", 1, 1)]], ["Task", "Nova"]),
        ([[("Small", 1, 2)], [("Task", 0, 1), ("Nova", 1, 1), ("Orion", 2, 1)]],
         ["Task", "Small > Nova", "Small > Orion"]),
        # A header broken over two lines is one header.
        ([[("GPU", 1, 1)], [("Task", 0, 1), ("hours", 1, 1)]], ["Task", "GPU hours"]),
        # A name that stands in both levels is said once.
        ([[("Task", 0, 1), ("Nova", 1, 1)], [("Task", 0, 1), ("2025", 1, 1)]],
         ["Task", "Nova 2025"]),
        ([], ["", ""]),
    ],
)  # fmt: skip
def test_levels_of_headers(rows: list[list[tuple[str, int, int]]], expected: list[str]) -> None:
    held = [TableRow([cell(*each) for each in row]) for row in rows]
    assert column_headers(len(expected), held) == expected


@pytest.mark.parametrize(
    ("rows", "bold", "kinds"),
    [
        (
            (("Task", "Nova", "Orion"), ("Sorting", "61", "62")),
            False,
            ["table_header", "table_row"],
        ),
        ((("Sorting", "61", "62"), ("Dating", "40", "41")), False, ["table_row", "table_row"]),
        ((("Energy", "2024", "2025"), ("Main", "12", "14")), True, ["table_header", "table_row"]),
        ((("Energy", "2024", "2025"), ("Main", "12", "14")), False, ["table_row", "table_row"]),
        ((("Name:", "Nova"), ("Licence:", "MIT")), False, ["pair", "pair"]),
        ((("Setting", "Value"), ("Batch", "64")), True, ["table_header", "table_row"]),
        ((("☐ Yes", "☒ No", "☐ Partly"), ("a", "b", "c")), True, ["table_row", "table_row"]),
        ((("One", "row", "only"),), False, ["table_row"]),
    ],
)
def test_which_rows_are_headers(
    rows: tuple[tuple[str, ...], ...], bold: bool, kinds: list[str]
) -> None:
    table = Table((0, 0, 1, 1), len(rows[0]), grid(*rows, bold_head=bold))
    named = name_cells(table, None)
    assert [row.kind.value for row in named.rows] == kinds


def test_a_title_above_headers_is_a_caption() -> None:
    title = TableRow([cell("Sizes of Nova", 0, 3)])
    table = Table(
        (0, 0, 1, 1), 3, [title, *grid(("Variant", "Size", "Tokens"), ("Small", "3", "2"))]
    )
    assert [row.kind for row in name_cells(table, None).rows] == [
        BlockKind.CAPTION,
        BlockKind.HEADER_ROW,
        BlockKind.ROW,
    ]


@pytest.mark.parametrize(
    ("texts", "prose"),
    [
        (["Running text that is broken at the end of each line and goes"] * 6, True),
        (["Running text that is broken at the end of each line and stops."] * 6, False),
        (["short"] * 6, False),
        (["Running text that is broken at the end of each line and goes"] * 3, False),
        ([], True),
    ],
)
def test_running_text_in_columns_is_no_table(texts: list[str], prose: bool) -> None:
    assert looks_like_prose([TableRow([cell(text, 0)]) for text in texts]) is prose


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("3.1 Energy Use", "energyuse"),
        ("A.2. Energy-use", "energyuse"),
        ("ENERGY  USE", "energyuse"),
        ("2025", "2025"),
        ("Énergie", "énergie"),
        ("—", ""),
    ],
)
def test_titles_compare_without_number_case_and_marks(text: str, title: str) -> None:
    assert normal_title(text) == title


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("1 Energy ........ 12", True),
        ("1 Energy . . . . . . 12", True),
        ("Energy ………… iv", True),
        ("Energy ......", True),
        ("And so on ... 12", False),
        ("Energy 12", False),
    ],
)
def test_entries_of_a_table_of_contents_have_leaders(text: str, leads: bool) -> None:
    assert is_leader(line(text)) is leads


def test_the_usual_size_is_that_of_most_letters_not_of_most_lines() -> None:
    page = [line("a b", 700 - 9 * at, size=7) for at in range(8)]
    page += [line("many words of usual size " * 3, 500 - 12 * at) for at in range(4)]
    body = body_of([page])
    assert (body.size, body.leading, body.bold) == (10, 12, False)
    assert body_of([[], []]).size == 10


def test_a_number_in_the_margin_is_a_page_number_only_in_a_document_of_pages() -> None:
    page = [*(line("words of the page", 700 - 20 * at) for at in range(12)), line("7", 30)]
    assert furniture_of([page], [(595, 842)]) == [set()]
    assert furniture_of([page, page[:-1]], [(595, 842)] * 2)[0] >= {12}


def piece(text: str, kind: BlockKind = BlockKind.PARAGRAPH, y: float = 700) -> Piece:
    return Piece(kind, [line(text, y)])


OPEN = "The lab measured the power that its machines drew and found that"
REST = "it was more than anybody in the town had thought before."


@pytest.mark.parametrize(
    ("first", "between", "second", "joined"),
    [
        (OPEN, BlockKind.CAPTION, REST, True),
        (OPEN, BlockKind.FOOTNOTE, REST, True),
        (OPEN, BlockKind.HEADING, REST, False),
        (f"{OPEN} all was well.", BlockKind.CAPTION, REST, False),
        (OPEN, BlockKind.CAPTION, REST.capitalize(), False),
        ("Too short to", BlockKind.CAPTION, REST, False),
    ],
)
def test_what_a_float_parts_is_joined_where_it_goes_on(
    first: str, between: BlockKind, second: str, joined: bool
) -> None:
    pieces = [piece(first), piece("Figure 1: The mill.", between), piece(second)]
    texts = [each.text for each in mend_page(pieces)]
    if joined:
        assert texts == [f"{first} {second}", "Figure 1: The mill."]
    else:
        assert texts == [first, "Figure 1: The mill.", second]


def test_a_piece_that_fills_a_page_is_parted_after_its_last_sentence() -> None:
    pages = [
        [piece(OPEN)],
        [piece(f"{REST} Then the flood came and took {OPEN[4:]}")],
        [piece(REST)],
    ]
    carry_over(pages)
    assert [[each.text for each in page] for page in pages] == [
        [OPEN],
        [REST, f"Then the flood came and took {OPEN[4:]}"],
        [REST],
    ]
    assert [[each.goes_on for each in page] for page in pages] == [[True], [False, True], [False]]


def test_a_page_without_any_sentence_end_ends_the_paragraph() -> None:
    pages = [[piece(OPEN)], [piece(OPEN.lower())], [piece(REST)]]
    carry_over(pages)
    assert [[each.goes_on for each in page] for page in pages] == [[True], [False], [False]]


@pytest.mark.parametrize("text", ["Nova 7B", "one\ntwo words\nthree", "a" * 300, "x"])
def test_words_of_a_field_stay_inside_its_box_in_order(text: str) -> None:
    rows = list(field_rows(text, (100.0, 200.0, 300.0, 260.0)))
    assert [each.text for each in rows] == text.split("\n")
    for each in rows:
        assert 100 <= each.box[0] < each.box[2] <= 300.01
        assert 199.99 <= each.box[1] < each.box[3] <= 260.01
    tops = [each.box[3] for each in rows]
    assert tops == sorted(tops, reverse=True)
