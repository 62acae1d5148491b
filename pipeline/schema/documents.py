"""What was read: a document is one text, and everything else is an offset into it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class WarningCode(StrEnum):
    """Why something could not be read, or how it was read. Part of the JSON contract."""

    EMPTY = "empty"
    UNKNOWN_TYPE = "unknown_type"
    DAMAGED = "damaged"
    PASSWORD = "password"
    EMPTY_PASSWORD = "opened_with_empty_password"
    NO_TEXT = "page_without_text"
    NO_UNICODE = "font_without_unicode_map"
    OCR = "read_by_ocr"
    ENCODING = "encoding_guessed"
    FRONT_MATTER = "malformed_front_matter"
    MARKUP = "malformed_markup"
    LANGUAGE = "language_not_judged"
    LANGUAGE_PART = "part_in_another_language"
    DUPLICATE = "duplicate"
    STUB = "stub"
    TEMPLATE = "unfilled_template"
    LIMIT = "limit_reached"
    TRACKED_CHANGES = "tracked_changes_accepted"
    PARTLY_READ = "partly_read"
    COMMENTS = "comments_not_read"
    PROMPTS = "prompts_not_answered"
    NOT_ABOUT_MODEL = "not_about_a_gpai_model"
    OTHER_MODEL = "about_another_model"
    PARSER_STOPPED = "parser_stopped"
    NOT_OPENED = "not_opened"
    NAME = "name_changed"


#: Warnings after which nothing of the document could be read.
UNREADABLE = frozenset(
    {
        WarningCode.EMPTY,
        WarningCode.UNKNOWN_TYPE,
        WarningCode.DAMAGED,
        WarningCode.PASSWORD,
        WarningCode.PARSER_STOPPED,
        WarningCode.NOT_OPENED,
    }
)


@dataclass(frozen=True, slots=True)
class ReadWarning:
    """Something that a reader of the dossier must know about a document.

    Attributes:
        code: What kind of thing.
        message: One plain sentence: what, where, what to do.
        page: Page number from 1, or None for the whole document.
    """

    code: WarningCode
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one document's text, ``text[start:end]``; offsets are characters."""

    document: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start:
            raise ValueError(f"a span must not be empty or reversed: {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paged document.

    Attributes:
        number: From 1.
        start: First character of the page in the document's text.
        end: One past its last character.
        width: Width of the unrotated MediaBox in points (1/72 inch).
        height: Height of the same.
        rotation: Clockwise rotation for display: 0, 90, 180 or 270.
        readable: False where the page, or part of it, holds no text that could be read.
        by_ocr: True where words of it come from text recognition, which errs.
        language: ISO 639-1 code of its prose where that is not the document's; else None.
    """

    number: int
    start: int
    end: int
    width: float
    height: float
    rotation: int = 0
    readable: bool = True
    by_ocr: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page: its characters ``text[start:end]`` and its box.

    The box is (x0, y0, x1, y1) in PDF points of the unrotated MediaBox, origin bottom left.
    """

    start: int
    end: int
    page: int
    box: tuple[float, float, float, float]


class BlockKind(StrEnum):
    """How the format marks a stretch of text."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "list_item"
    ROW = "table_row"
    HEADER_ROW = "table_header"
    PAIR = "pair"
    CODE = "code"
    QUOTE = "quote"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"
    DIALOGUE = "dialogue"
    FURNITURE = "furniture"


class Embedded(StrEnum):
    """How Markdown stands inside a string of another format."""

    NO = ""
    ESCAPED = "escaped"
    INDENTED = "indented"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row, or the value of a ``key: value`` pair.

    Attributes:
        start: First character of the cell in the document's text.
        end: One past the last; equal to ``start`` for an empty cell.
        header: The column header (levels joined by `` > ``), or the key of a pair.
        is_label: True for the cell that names the row (usually the first).
        inherited: True where a cell that spans rows lends its text to this row.
        header_start: First character of the header (its lowest level) or the key where it stands
            in the document's text, so that it can be quoted.
        header_end: One past its last; equal to ``header_start`` where its place is not known.
    """

    start: int
    end: int
    header: str = ""
    is_label: bool = False
    inherited: bool = False
    header_start: int = 0
    header_end: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text as the reader understood it; readers emit them in text order.

    Attributes:
        start: First character.
        end: One past the last.
        kind: What it is.
        level: Depth of a heading from 1, or of a list item from 1; otherwise 0. A title of the
            whole document above sections that count from 1 has 0 too.
        cells: Cells of a row or a pair.
        path: Keys above it in structured formats; readers of prose leave it empty.
        table: Number of the table that a row belongs to, or None.
        links: (start, end, target) of link texts inside the block.
        embedded: How it is written where it is Markdown inside a string of JSON or YAML; its
            ``path`` then holds the keys and the headings above it.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    cells: tuple[Cell, ...] = ()
    path: tuple[str, ...] = ()
    table: int | None = None
    links: tuple[tuple[int, int, str], ...] = ()
    embedded: Embedded = Embedded.NO


class TickState(StrEnum):
    """What a box shows; what cannot be told is indeterminate, never an empty box."""

    YES = "yes"
    NO = "no"
    INDETERMINATE = "indeterminate"


class TickEncoding(StrEnum):
    """How a box comes in its file."""

    GLYPH = "glyph"
    LETTER = "letter"
    MARKUP = "markup"
    DRAWN = "drawn"
    FIELD = "form_field"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Tick:
    """A box of a form, ticked or not.

    Every box has a sign in the text. A box that is drawn, is a form field or a picture has no
    character of its own: the reader writes ☒, ☐ or ▣ (indeterminate) where it stands.

    Attributes:
        start: First character of the sign in the document's text.
        end: One past its last.
        state: What the box shows.
        encoding: How it comes in the file.
        option: (start, end) of the words that the box stands for; None where they are not known.
        question: Words of the question or heading that it answers; empty where none was found.
        group: Number of the question, from 0: the boxes of one question share it.
        page: Page number from 1; None for formats without pages.
        box: (x0, y0, x1, y1) in points of the unrotated MediaBox; None without geometry.
    """

    start: int
    end: int
    state: TickState
    encoding: TickEncoding
    option: tuple[int, int] | None = None
    question: str = ""
    group: int = 0
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file came from and what it is, as the user says (``--sources``).

    Attributes:
        url: Address.
        retrieved: Day or time of retrieval, ISO 8601.
        publisher: Who published it.
        kind: What kind of document it is, where the user knows better (see ``Document.kind``).
        model: Which model it is about, where the user knows better.
    """

    url: str | None = None
    retrieved: str | None = None
    publisher: str | None = None
    kind: str | None = None
    model: str | None = None


class Relation(StrEnum):
    """How the model of a document relates to that of the dossier. Part of the JSON contract."""

    OWN = "own"
    VERSION = "other_version"
    BASE = "base"
    OTHER = "other"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class About:
    """Which model a document is about.

    Attributes:
        model: The name, with its version; empty where the document names none.
        version: The version in that name, such as ``3.1``; empty without one.
        variants: Names of the variants of the dossier's model that the document names.
        relation: How that model relates to the one of the dossier.
        told: True where the user said so.
    """

    model: str
    version: str
    variants: tuple[str, ...]
    relation: Relation
    told: bool = False

    @property
    def foreign(self) -> bool:
        """True for a document about another model, or another version."""
        return self.relation in (Relation.VERSION, Relation.BASE, Relation.OTHER)


@dataclass(frozen=True)
class Document:
    """One file, read.

    Attributes:
        id: sha256 of the file's bytes, hexadecimal.
        name: File name as given, without folders.
        media_type: Such as ``text/markdown`` or ``application/pdf``.
        text: The one text; Markdown and plain text are kept as they were written.
        pages: Pages in order, tiling the text; empty for formats without pages.
        words: Word boxes in text order; empty for formats without geometry.
        blocks: Structure as offsets, in text order.
        warnings: What the user must know.
        kind: card, report, licence, policy, summary, config, page, other.
        language: ISO 639-1 code of the main language, or None.
        source: Where it came from.
        about: Which model it is about; None before all documents of the dossier are known.
        ticks: Boxes of forms, in text order.
        foreign: (start, end, ISO 639-1 code) of parts in a language that is not judged, where
            they could hold answers; empty for a document that is not judged as a whole.
    """

    id: str
    name: str
    media_type: str
    text: str
    pages: tuple[Page, ...] = ()
    words: tuple[Word, ...] = field(default=(), repr=False)
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    warnings: tuple[ReadWarning, ...] = ()
    kind: str = "other"
    language: str | None = None
    source: Source = Source()
    about: About | None = None
    ticks: tuple[Tick, ...] = field(default=(), repr=False)
    foreign: tuple[tuple[int, int, str], ...] = ()

    def __post_init__(self) -> None:
        at = 0
        for number, page in enumerate(self.pages, 1):
            if page.number != number or page.start != at or page.end < page.start:
                raise ValueError(f"{self.name}: page {page.number} leaves a gap or overlaps")
            at = page.end
        if self.pages and at != len(self.text):
            raise ValueError(f"{self.name}: pages end at {at}, the text at {len(self.text)}")
        for block in self.blocks:
            if not 0 <= block.start <= block.end <= len(self.text):
                raise ValueError(f"{self.name}: a block lies outside the text: {block}")
        for tick in self.ticks:
            ends = (tick.end, tick.option[1] if tick.option else 0)
            if not 0 <= tick.start < tick.end or max(ends) > len(self.text):
                raise ValueError(f"{self.name}: a tick lies outside the text: {tick}")

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *(i + 1 for i, char in enumerate(self.text) if char == "\n"))

    @cached_property
    def _page_starts(self) -> tuple[int, ...]:
        return tuple(page.start for page in self.pages)

    @cached_property
    def _word_starts(self) -> tuple[int, ...]:
        return tuple(word.start for word in self.words)

    @property
    def readable(self) -> bool:
        """False where nothing of the document could be read; a page that was not costs itself."""
        return bool(self.text.strip()) and not any(
            w.code in UNREADABLE and w.page is None for w in self.warnings
        )

    def span(self, start: int, end: int) -> Span:
        """Return the span ``start..end``; ValueError where it leaves the text."""
        if end > len(self.text):
            raise ValueError(f"{self.name}: span {start}..{end} leaves the text")
        return Span(self.id, start, end)

    def quote(self, span: Span) -> str:
        """Return the text of a span of this document; ValueError for another document's."""
        if span.document != self.id or span.end > len(self.text):
            raise ValueError(f"{self.name}: not a span of this document: {span}")
        return self.text[span.start : span.end]

    def position(self, offset: int) -> tuple[int, int]:
        """Return (line, column) of a character, both from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page that holds a character; None without pages."""
        if not self.pages:
            return None
        return bisect_right(self._page_starts, offset) or 1

    def boxes(self, span: Span) -> tuple[tuple[float, ...], ...]:
        """Return (page, x0, y0, x1, y1) of every word that the span touches, in points."""
        first = max(bisect_right(self._word_starts, span.start) - 1, 0)
        found = []
        for word in self.words[first:]:
            if word.start >= span.end:
                break
            if word.end > span.start:
                found.append((float(word.page), *word.box))
        return tuple(found)


class SegmentKind(StrEnum):
    """What sort of unit a segment is."""

    SENTENCE = "sentence"
    ROW = "table_row"
    ITEM = "list_item"
    PAIR = "pair"
    HEADING = "heading"
    CODE = "code"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"
    DIALOGUE = "dialogue"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` characters of a segment's text that lie unchanged in the document's."""

    at: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit that is searched, matched and encoded.

    ``text`` is for matching: markup is gone, a table row reads ``header: cell | header: cell``.
    ``runs`` map it back; characters in no run (a repeated header, a separator) are ours.

    Attributes:
        document: Document id.
        start: First character in the document's text.
        end: One past the last; the quotation of the whole segment is ``text[start:end]``.
        kind: What sort of unit.
        heading_path: Headings above it, outermost first, markup removed.
        text: The text to match against.
        runs: Where the characters of ``text`` lie in the document, in order of ``at``.
        label: Row label, or key of a pair; empty otherwise.
        table: Number of the table, or None.
        links: Targets of links in it.
        lead: For a list item, the sentence that introduces the list; for a note of Markdown, the
            sentence that it is marked in; else empty.
        lent: Where repeated column headers stand in the document; their characters are in no
            run, for they are not part of the row, but a header alone can be quoted.
    """

    document: str
    start: int
    end: int
    kind: SegmentKind
    heading_path: tuple[str, ...]
    text: str
    runs: tuple[Run, ...]
    label: str = ""
    table: int | None = None
    links: tuple[str, ...] = ()
    lead: str = ""
    lent: tuple[Run, ...] = ()

    @property
    def span(self) -> Span:
        """The whole segment as a span of its document."""
        return Span(self.document, self.start, self.end)

    def locate(self, start: int, end: int) -> Span | None:
        """Return the document span of ``text[start:end]``; None where no character is its own.

        A stretch that begins or ends in characters of ours shrinks to the document's own. A
        stretch that lies in a repeated header alone is found in the table's header row.
        """
        for runs in (self.runs, self.lent):
            first: int | None = None
            last: int | None = None
            for run in runs:
                low, high = max(start, run.at), min(end, run.at + run.length)
                if low < high:
                    if first is None:
                        first = run.start + low - run.at
                    last = run.start + high - run.at
            if first is not None and last is not None and last > first:
                return Span(self.document, first, last)
        return None
