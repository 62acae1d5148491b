"""Pieces -> the one text, with words, blocks and pages as offsets into it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.readers.pdf_glyphs import Frame
from pipeline.readers.pdf_layout import Piece
from pipeline.readers.pdf_lines import Line, Token
from pipeline.readers.pdf_tables import Table, TableCell
from pipeline.schema import Block, BlockKind, Cell, Page, Word

_PLAIN = re.compile(r"^\W+|\W+$")
#: So many hyphens of compounds at line ends, and no cut word, show that a document cuts none.
_HABIT = 2


class TextWriter:
    """Writes pieces page by page; afterwards its lists are the document's."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.pages: list[Page] = []
        self.words: list[Word] = []
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._length = 0
        self._vocabulary = vocabulary
        self._frame = Frame(0, 0, 0, 0, 0)
        self._open: tuple[int, BlockKind, int] | None = None
        self._hyphenated: Token | None = None
        self._answer: tuple[int, Cell] | None = None
        self._tables = 0

    @property
    def text(self) -> str:
        """What was written so far."""
        return "".join(self._parts)

    def page(
        self,
        pieces: Sequence[Piece],
        frame: Frame,
        readable: bool,
        *,
        by_ocr: bool = False,
        rotation: int | None = None,
    ) -> None:
        """Write one page; ``rotation`` is the file's where the frame is turned to be read."""
        start = self._length
        self._frame = frame
        for piece in pieces:
            self._piece(piece)
        if self._open is None and self._answer is None and self._length > start:
            self._put("\n")
        self.pages.append(
            Page(
                number=len(self.pages) + 1,
                start=start,
                end=self._length,
                width=round(frame.width, 2),
                height=round(frame.height, 2),
                rotation=frame.rotation if rotation is None else rotation,
                readable=readable,
                by_ocr=by_ocr,
            )
        )

    def _piece(self, piece: Piece) -> None:
        if piece.table is not None:
            if piece.kind is BlockKind.FURNITURE:
                for row in piece.table.rows:
                    row.kind = BlockKind.FURNITURE
            self._tables += 1
            self._table(piece.table, piece.goes_on)
            return
        if self._open:
            start, kind, level = self._open
        else:
            start, kind, level = self._length, piece.kind, piece.level
        mark = len(self._parts)
        value = self._lines(piece.lines, piece.label)
        if piece.goes_on:
            self._open = start, kind, level
            if self._hyphenated is None:
                self._put("\n")
            return
        self._open = self._hyphenated = None
        if piece.label:
            key = clean_key("".join(self._parts[mark:])[: value - start])
            cells = (Cell(value, self._length, key),)
            self.blocks.append(Block(start, self._length, BlockKind.PAIR, cells=cells))
        else:
            self.blocks.append(Block(start, self._length, kind, level=level))
        self._put("\n\n" if kind is not BlockKind.ITEM else "\n")

    def _lines(self, lines: Sequence[Line], label: int = 0) -> int:
        """Write lines; return where what follows the first ``label`` words starts."""
        value = self._length
        left = label
        for number, line in enumerate(lines):
            if number and self._hyphenated is None:
                self._put("\n")
            if label and left == 0:
                value, label = self._length, 0
            cut = min(left, len(line.tokens))
            left -= cut
            self._tokens(line.tokens[:cut])
            if 0 < cut < len(line.tokens):
                if self._hyphenated is None:
                    self._put(" ")
                value, label = self._length, 0
            self._tokens(line.tokens[cut:])
        return value

    def _tokens(self, tokens: Sequence[Token]) -> None:
        for number, token in enumerate(tokens):
            if number and self._hyphenated is None:
                self._put(" ")
            self._token(token)

    def _token(self, token: Token) -> None:
        start = self._length
        text = token.text
        if self._hyphenated is not None:
            self._join(self._hyphenated, token)
            start = self._length
        self._hyphenated = token if token.hyphen else None
        if token.hyphen:
            text = text[:-1]
        if text:
            self._put(text)
            for part, box in token.parts or ((text, token.box),):
                end = start + len(part)
                self.words.append(Word(start, end, len(self.pages) + 1, self._frame.unrotated(box)))
                start = end

    def _join(self, first: Token, second: Token) -> None:
        """Keep the hyphen of a word broken over two lines only where it belongs to the word."""
        if keeps_hyphen(first.text[:-1], second.text, self._vocabulary):
            self._put("-")
            last = self.words[-1] if self.words else None
            if last is not None and last.end == self._length - 1:
                self.words[-1] = Word(last.start, self._length, last.page, last.box)

    def _table(self, table: Table, goes_on: bool) -> None:
        places: dict[int, tuple[int, int]] = {}
        for row in table.rows:
            start = self._length
            cells: list[Cell] = []
            for cell in row.cells:
                if self._length > start and not cell.inherited:
                    self._put("\t")
                if cell.inherited:
                    at, end = places.get(id(cell.tokens), (self._length, self._length))
                else:
                    at, end = self._cell(cell)
                    places[id(cell.tokens)] = at, end
                cells.append(Cell(at, end, cell.header, cell.is_label, cell.inherited))
            end = self._length
            if row.kind is BlockKind.PAIR:
                values = [
                    Cell(cell.start, cell.end, clean_key(cell.header))
                    for cell in cells
                    if not cell.is_label
                ]
                if self._answer is not None:
                    start, opened = self._answer
                    values, self._answer = [Cell(opened.start, end, opened.header)], None
                if goes_on and row is table.rows[-1]:
                    self._answer = start, values[-1]
                    self._put("\n")
                    return
                self.blocks.append(Block(start, end, row.kind, cells=tuple(values)))
            elif row.kind in (BlockKind.HEADING, BlockKind.CAPTION, BlockKind.FURNITURE):
                self.blocks.append(Block(start, end, row.kind, level=row.level))
            else:
                self.blocks.append(
                    Block(start, end, row.kind, cells=tuple(cells), table=self._tables)
                )
            self._put("\n")
        self._put("\n")

    def _cell(self, cell: TableCell) -> tuple[int, int]:
        start = self._length
        self._tokens(cell.tokens)
        self._hyphenated = None
        return start, self._length

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def clean_key(text: str) -> str:
    """Return the key of a pair without the marks that part it from its value."""
    return " ".join(text.split()).rstrip(" :：-–—|=")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How a document writes its words.

    Attributes:
        words: How often each stands unbroken, in lower case without outer marks.
        breaks: False where its line ends show hyphens of compounds, and no word cut in two.
    """

    words: Counter[str]
    breaks: bool = True


def vocabulary_of(pages: Sequence[Sequence[Line]]) -> Vocabulary:
    """Count the words that stand unbroken in a document, and see whether it cuts words."""
    words: Counter[str] = Counter()
    for page in pages:
        for line in page:
            for token in line.tokens:
                if not token.hyphen:
                    words[_PLAIN.sub("", token.text.lower())] += 1
    compounds = cut = 0
    for page in pages:
        for line, following in pairwise(page):
            if line.hyphen:
                head, tail = _parts(line.tokens[-1].text[:-1], following.tokens[0].text)
                compounds += words[f"{head}-{tail}"] > words[head + tail]
                cut += words[head + tail] > words[f"{head}-{tail}"]
    return Vocabulary(words, cut > 0 or compounds < _HABIT)


def _parts(first: str, second: str) -> tuple[str, str]:
    return _PLAIN.sub("", first.lower()), _PLAIN.sub("", second.lower())


def keeps_hyphen(first: str, second: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a hyphen at a line end belongs to the word.

    The document itself decides where it has the word unbroken elsewhere; else a capital, a digit
    or an earlier hyphen in either part speaks for a compound. In a document that cuts no words,
    two words of its own are a compound.
    """
    head, tail = _parts(first, second)
    words = vocabulary.words
    with_hyphen, without = words[f"{head}-{tail}"], words[head + tail]
    if with_hyphen != without:
        return with_hyphen > without
    if not vocabulary.breaks and words[head] and words[tail]:
        return True
    if second[:1].isupper() or second[:1].isdigit() or first[-1:].isdigit() or "/" in first:
        return True
    return any(char.isupper() for char in first[1:]) or "-" in second
