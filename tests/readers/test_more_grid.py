"""Grids of cells: headers by look, groups, labels, spans, limits."""

import pytest

from pipeline.readers.grid import MAX_WIDTH, GridCell, GridRow, blocks, expand
from pipeline.schema import BlockKind

HEAD, ROW = BlockKind.HEADER_ROW, BlockKind.ROW


def grid(*lines):
    """Rows of cells from ``a|b|c``; ``*a`` is marked as a header. Each cell has its own place."""
    rows, at = [], 0
    for line in lines:
        start, cells = at, []
        for words in line.split("|"):
            bare = words.lstrip("*")
            cells.append(GridCell(at, at + len(bare), bare, header=words.startswith("*")))
            at += len(bare) + 1
        rows.append(GridRow(start, at - 1, tuple(cells)))
    return rows


def read(rows, headers=None):
    """Kind, names of columns and which cells name the row, for each block."""
    return [
        (b.kind, [c.header for c in b.cells], [i for i, c in enumerate(b.cells) if c.is_label])
        for b in blocks(rows, 1, headers)
    ]


@pytest.mark.parametrize(
    ("lines", "headers"),
    [
        (["*M|*A|*B", "n|1|2"], 1),
        (["M|A|B", "n|1|2"], 1),
        (["M|A|B", "n|x|y"], 0),
        (["M|A", "n|1"], 0),
        (["1|2|3", "4|5|6"], 0),
        (["M|M|M", "n|1|2"], 0),
        (["*M|*A|*B"], 0),
        (["*M|*A|*B", "*n|*1|*2", "o|3|4"], 1),
        (["*M|A|B", "*n|x|y"], 0),
        (["*M||*B", "n|1|2"], 1),
        (["M|A|2024", "n|1|2"], 0),
        (["M|" + "a" * 60 + "|B", "n|1|2"], 0),
        (["M|" + "a" * 59 + "|B", "n|1|2"], 1),
    ],
)
def test_how_many_rows_are_headers(lines, headers):
    found = [kind for kind, _, _ in read(grid(*lines))]
    assert found == [HEAD] * headers + [ROW] * (len(lines) - headers)


@pytest.mark.parametrize(
    ("lines", "headers", "labels"),
    [
        (["M|A|B", "n|1|2", "o|3|4"], 1, [[0], [0]]),
        (["#|M|B", "1|n|2", "2|o|4"], 1, [[1], [1]]),
        (["No.|M|B", "1|n|2", "2|o|4"], 1, [[1], [1]]),
        (["Year|M|B", "2023|n|2", "2024|o|4"], 1, [[0], [0]]),
        (["T|M|B", "q|n|2", "q|o|4"], 1, [[0, 1], [0, 1]]),
        (["T|M|B", "q|n|2", "|o|4"], 1, [[0, 1], [0, 1]]),
        (["T|M|B", "q|n|2", "r|n|4"], 1, [[0], [0]]),
        (["T|M|B", "q|n|2", "q|n|4"], 1, [[0, 2], [0, 2]]),
        (["|M|B", "|n|2", "|o|4"], 1, [[1], [1]]),
        (["a|b", "c|d"], 0, [[0], [0]]),
    ],
)
def test_which_cells_name_a_row(lines, headers, labels):
    assert [names for kind, _, names in read(grid(*lines), headers) if kind is ROW] == labels


@pytest.mark.parametrize(
    ("lines", "lent"),
    [
        (["M|A|B", "Code||", "n|1|2"], [False, True]),
        (["M|A|B", "n|1|2", "Code||", "o|3|4"], [False, False, True]),
        (["M|A|B", "5||", "n|1|2"], [False, False]),
        (["M|A", "Code|", "n|1"], [False, False]),
        (["M|A|B", "|x|", "n|1|2"], [False, False]),
    ],
)
def test_a_row_with_one_cell_is_lent_to_the_rows_below(lines, lent):
    rows = [b for b in blocks(grid(*lines), 1, 1) if b.kind is ROW]
    assert [b.cells[0].inherited and len(b.cells) == 4 for b in rows] == lent


def test_a_second_header_row_says_how_not_what():
    rows = grid("M|A|B", "|(%)|(ms)", "n|1|2", "o|3|4")
    found = read(rows, 1)
    assert [kind for kind, _, _ in found] == [HEAD, HEAD, ROW, ROW]
    assert found[2][1] == ["M", "A > (%)", "B > (ms)"]


@pytest.mark.parametrize("lines", [[], ["|"], ["||", "||"]])
def test_an_empty_grid_has_no_rows(lines):
    assert blocks(grid(*lines), 1) == []


def cell(words, at):
    return GridCell(at, at + len(words), words)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([[("a", 1, 1), ("b", 1, 1)]], ["ab"]),
        ([[("a", 1, 2), ("b", 1, 1)]], ["aab"]),
        ([[("a", 2, 1), ("b", 1, 1)], [("c", 1, 1)]], ["ab", "ac"]),
        ([[("a", 1, 1), ("b", 2, 1)], [("c", 1, 1)]], ["ab", "cb"]),
        ([[("a", 2, 2), ("b", 1, 1)], [("c", 1, 1)]], ["aab", "aac"]),
        ([[("a", 3, 1), ("b", 1, 1)], [("c", 1, 1)], [("d", 1, 1)]], ["ab", "ac", "ad"]),
        ([[("a", 2, 1), ("b", 2, 1)], [], [("c", 1, 1)]], ["ab", "ab", "c"]),
        ([[("a", 9, 1)]], ["a"]),
        ([[], [("a", 1, 1)]], ["a"]),
    ],
)
def test_spans_lend_their_cell_to_every_place(spans, expected):
    at, rows = 0, []
    for line in spans:
        start, cells = at, []
        for words, down, across in line:
            cells.append((cell(words, at), down, across))
            at += 2
        rows.append((start, at, cells))
    found, lost = expand(rows)
    assert not lost
    assert ["".join(c.text for c in row.cells) for row in found] == expected
    own = [c.text for row in found for c in row.cells if not c.inherited]
    assert own == [words for line in spans for words, _, _ in line]


def test_a_row_is_never_wider_than_the_limit():
    (row,), lost = expand([(0, 1, [(cell("a", 0), 1, 200)] * 5)])
    assert lost
    assert len(row.cells) == MAX_WIDTH
