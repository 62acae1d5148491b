"""Tables of a page: rows of cells with their headers."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.readers.pdf_glyphs import Box
from pipeline.readers.pdf_lines import Token
from pipeline.schema import BlockKind


@dataclass(slots=True)
class TableCell:
    """A cell; its tokens stand in reading order."""

    tokens: list[Token]
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


@dataclass(slots=True)
class Table:
    """A table with its place in display space."""

    box: Box
    rows: list[TableRow] = field(default_factory=list)
