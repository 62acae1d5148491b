"""What a table is, and which of its cells are headers and labels."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.readers.pdf_glyphs import Box
from pipeline.readers.pdf_lines import Token, union
from pipeline.schema import BlockKind

_NUMERIC = re.compile(r"[<>~≈±$€£]?[-+−]?\d[\d.,:×x%KMBT+−/()±⁰¹²³⁴-⁹e-]*\*?$")
_BOXES = re.compile(r"[☐☒☑✓✗✔✘]")


@dataclass(slots=True)
class TableCell:
    """A cell; its tokens stand in reading order.

    Attributes:
        tokens: Words.
        column: First column that it stands in, from 0.
        span: How many columns it covers.
        header: Header texts of its columns.
        is_label: True where it names the row.
        inherited: True where it stands in another row and covers this one too.
    """

    tokens: list[Token]
    column: int
    span: int = 1
    header: str = ""
    is_label: bool = False
    inherited: bool = False

    @property
    def text(self) -> str:
        """Its words joined with blanks."""
        return " ".join(token.text for token in self.tokens)


@dataclass(slots=True)
class TableRow:
    """A row; ``kind`` is ROW, HEADER_ROW, PAIR, or HEADING for a title across all columns."""

    cells: list[TableCell]
    kind: BlockKind = BlockKind.ROW
    level: int = 0

    @property
    def bold(self) -> bool:
        """True where every word is bold."""
        tokens = [token for cell in self.cells for token in cell.tokens]
        return bool(tokens) and all(token.bold for token in tokens)

    @property
    def own(self) -> list[TableCell]:
        """Cells with words that stand in this row."""
        return [cell for cell in self.cells if cell.tokens and not cell.inherited]


@dataclass(slots=True)
class Table:
    """A table with its place in display space.

    Attributes:
        box: Around it.
        columns: Number of columns.
        rows: Top to bottom.
        headers: Header text of each column, once known.
    """

    box: Box
    columns: int
    rows: list[TableRow] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)


def in_reading_order(tokens: Sequence[Token]) -> list[Token]:
    """Sort words of one cell: lines from the top, each from the left."""
    lines: list[list[Token]] = []
    for token in sorted(tokens, key=lambda each: (-each.centre[1], each.box[0])):
        height = max(token.box[3] - token.box[1], 1.0)
        if lines and abs(lines[-1][0].centre[1] - token.centre[1]) < 0.45 * height:
            lines[-1].append(token)
        else:
            lines.append([token])
    return [token for line in lines for token in sorted(line, key=lambda each: each.box[0])]


def name_cells(table: Table, header_rows: int | None, shaded: bool = False) -> Table:
    """Give cells their headers and labels, and rows their kinds.

    Args:
        table: With rows and cells, columns set.
        header_rows: How many rows are headers where the rules say so; None to judge.
        shaded: Whether the first row is shaded.

    Returns:
        The same table.
    """
    title_rows = 0
    while title_rows < len(table.rows) - 1 and _is_title(table, table.rows[title_rows]):
        title_rows += 1
    body = table.rows[title_rows:]
    if header_rows is None:
        header_rows = _judge_header(table, body, shaded)
    else:
        header_rows = max(header_rows - title_rows, 0)
    if table.columns == 2 and header_rows == 0:
        _as_form(table)
        return table
    for row in table.rows[:title_rows]:
        row.kind = BlockKind.CAPTION if header_rows else BlockKind.HEADING
        row.level = 0 if header_rows else 4
    table.headers = column_headers(table.columns, body[:header_rows])
    for row in body[:header_rows]:
        row.kind = BlockKind.HEADER_ROW
    groups = [row for row in body[:header_rows] if any(cell.span > 1 for cell in row.own)]
    _label_rows(table, body[header_rows:], groups)
    return table


def continue_table(before: Table, table: Table) -> None:
    """Carry headers, or an open question, from the table at the end of the page before.

    Args:
        before: Last table of the page before.
        table: First table of this page, changed in place where it goes on with ``before``.
    """
    last, first = before.rows[-1], table.rows[0]
    if last.kind is BlockKind.PAIR and first.kind is BlockKind.PAIR:
        question = next((cell.header for cell in reversed(last.cells) if cell.header), "")
        answers = [cell for cell in first.cells if not cell.is_label and not cell.header]
        if not any(cell.is_label and cell.tokens for cell in first.cells):
            for cell in answers:
                cell.header = question
        return
    same = before.columns == table.columns and all(
        abs(before.box[side] - table.box[side]) < 4 for side in (0, 2)
    )
    if not same or not before.headers or first.kind is BlockKind.PAIR:
        return
    if (
        first.kind is BlockKind.HEADER_ROW
        and column_headers(table.columns, [first]) == before.headers
    ):
        return
    if first.kind is BlockKind.HEADER_ROW and first.bold:
        return
    table.headers = before.headers
    for row in table.rows:
        for cell in row.cells:
            cell.header = _header(table.headers, cell) if not cell.inherited else cell.header
        if row.kind is BlockKind.HEADER_ROW and (label := _label(row, set())):
            label.is_label = True
        row.kind = BlockKind.ROW


def column_headers(columns: int, rows: Sequence[TableRow]) -> list[str]:
    """Join the levels of header rows, outermost first, for each column."""
    headers: list[list[str]] = [[] for _ in range(columns)]
    for row in rows:
        for cell in row.cells:
            if cell.span > 1 and cell.column == 0 and all(headers[: cell.span]):
                continue  # it names the header row, not the columns that have names already
            for column in range(cell.column, min(cell.column + cell.span, columns)):
                text = cell.text
                if text and text not in headers[column]:
                    headers[column].append(text)
    # A header broken over two lines reads on; spanning cells are levels of their own.
    spanning = {cell.text for row in rows for cell in row.cells if cell.span > 1}
    joined = []
    for parts in headers:
        text = ""
        for part in parts:
            glue = " > " if any(text.endswith(each) for each in spanning) else " "
            text = f"{text}{glue}{part}" if text else part
        joined.append(text)
    return joined


def _label_rows(table: Table, rows: Sequence[TableRow], groups: Sequence[TableRow]) -> None:
    """Set headers and labels; a row with one cell names the rows below it.

    ``groups`` are header rows that name groups of columns: they stay where the names of the single
    columns are given anew.
    """
    lent = {id(cell.tokens) for row in rows for cell in row.cells if cell.inherited}
    headers, group = table.headers, None
    for number, row in enumerate(rows):
        if _repeats_header(table, rows, number):
            row.kind = BlockKind.HEADER_ROW
            headers, group = column_headers(table.columns, [*groups, row]), None
            continue
        for cell in row.cells:
            cell.header = _header(headers, cell)
        if len(row.own) == 1 and table.columns > 2 and not is_numeric(row.own[0].text):
            group = row.own[0]
            group.is_label, group.header = True, ""
            continue
        if label := _label(row, lent):
            label.is_label = True
        if group is not None:
            row.cells.insert(0, TableCell(group.tokens, 0, 1, inherited=True))


def _label(row: TableRow, lent: set[int]) -> TableCell | None:
    """Return the cell that names a row: its first words, but not those that name several rows."""
    worded = [cell for cell in row.cells if cell.tokens and not is_numeric(cell.text)]
    own = [cell for cell in worded if not cell.inherited and id(cell.tokens) not in lent]
    if own and own[0] is not row.cells[-1] and own[0].column <= 1:
        return own[0]
    if near := [cell for cell in worded if cell.column <= 1 and cell is not row.cells[-1]]:
        return near[-1]
    first = row.own[0] if row.own else None
    return first if first is not row.cells[-1] else None


def _repeats_header(table: Table, rows: Sequence[TableRow], number: int) -> bool:
    """Tell whether a row of words in a table of figures starts a new set of columns."""
    own = [cell for cell in rows[number].own if cell.span == 1]
    if len(own) < max(3, 0.6 * table.columns) or any(is_numeric(cell.text) for cell in own):
        return False
    if len({cell.text for cell in own[1:]}) == 1:
        return False  # the same word for every column is a value that they share
    above = [row for row in rows[:number] if len(row.own) > 1]
    below = [row for row in rows[number + 1 :] if len(row.own) > 1]
    return bool(above and below) and all(
        sum(is_numeric(cell.text) for cell in row.own) >= 0.5 * len(own)
        for row in (above[-1], below[0])
    )


def _header(headers: Sequence[str], cell: TableCell) -> str:
    covered = headers[cell.column : cell.column + cell.span]
    return " / ".join(dict.fromkeys(text for text in covered if text))


def _is_title(table: Table, row: TableRow) -> bool:
    return len(row.own) == 1 and row.own[0].span >= table.columns > 1


def _judge_header(table: Table, rows: Sequence[TableRow], shaded: bool) -> int:
    """Return how many rows look like headers: 2 where groups of columns are named, 1 or 0."""
    if len(rows) < 2:
        return 0
    if _names_groups(rows):
        return 2
    first, rest = rows[0], rows[1:]
    differs = first.bold and not all(row.bold for row in rest)
    figures = any(is_numeric(cell.text) for cell in first.own[1:])
    if (figures and not differs) or _BOXES.search(_text(first)):
        return 0
    if len(first.own) < min(2, table.columns):
        return 0
    if table.columns > 2:
        return 1
    columns = [[cell for cell in row.own if cell.column == 0] for row in rest]
    labels_bold = all(cell.tokens[0].bold for cells in columns for cell in cells)
    return int((differs and not labels_bold) or (shaded and not first.own[0].text.endswith(":")))


def _names_groups(rows: Sequence[TableRow]) -> bool:
    """Tell whether the first row names groups of columns and the second the columns in them."""
    first, second, below = rows[0], rows[1], rows[2:]
    names = [cell for cell in second.own if cell.span == 1]
    if not below or len(names) < 2 or all(cell.span == 1 for cell in first.own):
        return False
    if any(is_numeric(cell.text) for cell in [*names, *first.own]):
        return False
    cells = [cell for row in below for cell in row.own[1:]]
    figures = sum(is_numeric(cell.text) for cell in cells) > 0.5 * len(cells)
    bold = first.bold and second.bold and not any(row.bold for row in below)
    return figures or bold


def _as_form(table: Table) -> None:
    """Turn rows of two columns into pairs of a question and its answer."""
    for row in table.rows:
        if _is_title(table, row):
            row.kind, row.level = BlockKind.HEADING, 4
            continue
        row.kind = BlockKind.PAIR
        key = next((cell for cell in row.cells if cell.column == 0), None)
        for cell in row.cells:
            if cell.column == 0:
                cell.is_label = True
            elif key is not None:
                cell.header = key.text


def is_numeric(text: str) -> bool:
    """Tell whether a cell holds a figure rather than words."""
    return bool(text) and all(_NUMERIC.match(part) or part in "±-–—/" for part in text.split())


def looks_like_prose(rows: Sequence[TableRow]) -> bool:
    """Tell whether rows are running text that only happens to stand in columns."""
    lengths = [len(cell.text) for row in rows for cell in row.own]
    if not lengths:
        return True
    ends = [cell.text[-1:] for row in rows for cell in row.own if len(cell.text) > 30]
    broken = sum(end.islower() or end in ",-" for end in ends)
    return statistics.median(lengths) > 30 and broken > 0.6 * len(ends) and len(rows) > 4


def _text(row: TableRow) -> str:
    return " ".join(cell.text for cell in row.cells)


def around(tokens: Sequence[Token]) -> Box:
    """Return the box around words."""
    return union(token.box for token in tokens)
