"""Lines of pages -> lines and tables in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.readers.pdf_columns import ruled_tables
from pipeline.readers.pdf_forms import form_tables
from pipeline.readers.pdf_grid import grid_tables
from pipeline.readers.pdf_lines import Line, Token
from pipeline.readers.pdf_plain import plain_tables
from pipeline.readers.pdf_rules import Rules, without_underlines
from pipeline.readers.pdf_tables import Table
from pipeline.schema import BlockKind

#: So many questions with answers make a document a form.
_FORM = 4


def with_tables(
    pages: Sequence[Sequence[Line]], drawn: Sequence[Rules], sizes: Sequence[tuple[float, float]]
) -> list[list[Line | Table]]:
    """Find the tables among each page's lines and put them where their first words stood.

    Args:
        pages: Lines in reading order by page, without running headers and footers.
        drawn: What is drawn on each page.
        sizes: Width and height of each page as displayed.

    Returns:
        Remaining lines and tables by page, in reading order; every word is in exactly one.
    """
    each = list(zip(pages, drawn, sizes, strict=True))
    found = [_page(*page, least=2) for page in each]
    pairs = sum(
        isinstance(entry, Table) and entry.rows[0].kind is BlockKind.PAIR
        for entries in found
        for entry in entries
    )
    if pairs < _FORM:
        return found
    # The document is a form: a page may hold one long answer only.
    return [
        entries if any(isinstance(entry, Table) for entry in entries) else _page(*page, least=1)
        for entries, page in zip(found, each, strict=True)
    ]


def _page(
    lines: Sequence[Line], rules: Rules, size: tuple[float, float], least: int
) -> list[Line | Table]:
    found: list[Line | Table] = list(lines)
    if rules.across:
        found = _woven(found, _ruled(lines, rules, size, least))
    plain = plain_tables([entry for entry in found if isinstance(entry, Line)])
    return _woven(found, plain)


def _ruled(
    lines: Sequence[Line], rules: Rules, size: tuple[float, float], least: int
) -> list[Table]:
    left = [token for line in lines if line.upright for token in line.tokens]
    rules = without_underlines(rules, left)
    right = max((token.box[2] for token in left), default=0.0)
    tables = grid_tables(left, rules, size)
    left = _without(left, tables)
    forms = form_tables(left, rules.across, right, least)
    left = _without(left, forms)
    return [*tables, *forms, *ruled_tables(left, rules.across)]


def _ids(table: Table) -> set[int]:
    return {id(token) for row in table.rows for cell in row.cells for token in cell.tokens}


def _without(tokens: Sequence[Token], tables: Sequence[Table]) -> list[Token]:
    taken = {key for table in tables for key in _ids(table)}
    return [token for token in tokens if id(token) not in taken]


def _woven(entries: Sequence[Line | Table], tables: Sequence[Table]) -> list[Line | Table]:
    owner = {key: table for table in tables for key in _ids(table)}
    woven: list[Line | Table] = []
    written: set[int] = set()
    for line in entries:
        if isinstance(line, Table):
            woven.append(line)
            continue
        rest = []
        for token in line.tokens:
            table = owner.get(id(token))
            if table is None:
                rest.append(token)
            elif id(table) not in written:
                written.add(id(table))
                woven.append(table)
        if len(rest) == len(line.tokens):
            woven.append(line)
        elif rest:
            woven.append(Line(rest, line.baseline, line.size, line.bold, line.mono, line.upright))
    return woven
