"""Lines of a page -> pieces: paragraphs, headings, items, notes, captions, references."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.readers.pdf_glyphs import Box
from pipeline.readers.pdf_lines import Line, union
from pipeline.readers.pdf_tables import Table
from pipeline.schema import BlockKind

_BULLET = re.compile(r"[•▪‣◦●○■□⁃∙·➢➤✓✔▸►▶❖⇒*–—-]$")
_ENUMERATOR = re.compile(r"(?:\(?\d{1,2}[.)]|\(\d{1,2}\)|\(?[a-hA-H][.)]|\(?[ivx]{1,4}[.)])$")
_CAPTION = re.compile(
    r"(?:Figure|Fig\.|FIGURE|Table|TABLE|Tab\.|Listing|Algorithm|Chart|Exhibit)\s?"
    r"(?:[A-Z]\.?)?\d+(?:\.\d+)?\s*(?:[:.|–—]|\s\|)"
)
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z](?:\.\d{1,2}){0,3})\.?\s+(?=[^\W\d_])")
_APPENDIX = re.compile(r"(?:Appendix|Annex|Part|Chapter|Section)\s+[A-Z0-9]+\b")
_LEADERS = re.compile(r"(?:[.…·]\s?){4,}\s*(?:\d{1,4}|[ivxl]+)?\s*$")
_REFERENCES = re.compile(
    r"(?:[\dA-Z]{1,2}\.?\s+)?(?:references|bibliography|literature|works cited)\W*$", re.I
)
_ENTRY = re.compile(r"\[[\w+]{1,12}\]\s|\d{1,3}\.\s")
_TERMINAL = re.compile(r"[.!?:;。！？]['\"”’)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")


@dataclass(slots=True)
class Piece:
    """What becomes one block of text, or one table.

    Attributes:
        kind: What it is.
        lines: Its lines; empty for a table.
        level: Depth of a heading or item.
        table: The table.
        goes_on: True where it goes on as the first piece of the next page.
        label: How many words at its head are the key of a ``key: value`` pair.
    """

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    level: int = 0
    table: Table | None = None
    goes_on: bool = False
    label: int = 0

    @property
    def text(self) -> str:
        """Its words, for patterns; a word broken over two lines is put together."""
        parts = []
        for line in self.lines:
            text = line.text
            parts.append(text[:-1] if line.hyphen else text + " ")
        return "".join(parts).strip()

    @property
    def box(self) -> Box:
        """The box around it in display space."""
        return self.table.box if self.table else union(line.box for line in self.lines)


@dataclass(frozen=True, slots=True)
class Body:
    """What is usual in a document.

    Attributes:
        size: Font size of most characters.
        leading: Usual distance of baselines of two such lines.
        bold: True where most of it is bold, so that bold marks nothing.
        mono: True where most of it has a fixed width.
    """

    size: float
    leading: float
    bold: bool = False
    mono: bool = False


def body_of(pages: Sequence[Sequence[Line]]) -> Body:
    """Measure the usual size and leading over all pages."""
    sizes: Counter[float] = Counter()
    lengths = [(line, len(line.text)) for page in pages for line in page]
    for line, length in lengths:
        sizes[round(line.size * 2) / 2] += length
    if not sizes:
        return Body(10.0, 12.0)
    size = max(sorted(sizes), key=lambda each: sizes[each])
    gaps: Counter[float] = Counter()
    for page in pages:
        for above, below in pairwise(page):
            gap = above.baseline - below.baseline
            if (
                abs(above.size - size) < 0.6
                and abs(below.size - size) < 0.6
                and size < gap < 2.4 * size
            ):
                gaps[round(gap, 0)] += 1
    leading = max(sorted(gaps), key=lambda each: gaps[each]) if gaps else 1.2 * size
    usual = [each for each in lengths if abs(each[0].size - size) < 0.6]
    total = sum(length for _, length in usual)
    bold = sum(length for line, length in usual if line.bold)
    mono = sum(length for line, length in usual if line.mono)
    return Body(size, leading, bold > 0.6 * total, mono > 0.6 * total)


def pieces_of(lines: Sequence[Line | Table], body: Body) -> list[Piece]:
    """Group a page's lines (tables stand between them) into pieces, kinds set but for headings."""
    rights = _right_margins([line for line in lines if isinstance(line, Line)])
    pieces: list[Piece] = []
    current: Piece | None = None
    left = 0.0
    for entry in lines:
        if isinstance(entry, Table):
            pieces.append(Piece(BlockKind.ROW, table=entry))
            current = None
            continue
        if current is None or _starts(current, entry, body, rights, left):
            current = Piece(BlockKind.ITEM if is_item(entry) else BlockKind.PARAGRAPH)
            pieces.append(current)
            left = entry.box[0]
        left = min(left, entry.box[0])
        current.lines.append(entry)
    for piece in pieces:
        if piece.lines and piece.kind is not BlockKind.ITEM:
            if _CAPTION.match(piece.text):
                piece.kind = BlockKind.CAPTION
            elif not body.mono and all(line.mono for line in piece.lines) and len(piece.lines) > 1:
                piece.kind = BlockKind.CODE
    _mark_items(pieces)
    _mark_footnotes(pieces, body)
    return pieces


def is_item(line: Line) -> bool:
    """Tell whether a line begins a list item."""
    first = line.tokens[0].text
    if len(line.tokens) < 2:
        return False
    return bool(
        _BULLET.match(first)
        or _ENUMERATOR.match(first)
        or (first == "o" and line.tokens[1].box[0] - line.tokens[0].box[2] > 0.4 * line.size)
    )


def is_leader(line: Line) -> bool:
    """Tell whether a line is an entry of a table of contents."""
    return bool(_LEADERS.search(line.text))


def _right_margins(lines: Sequence[Line]) -> dict[int, float]:
    """Right edge of the text by left edge, in steps of 20 points."""
    rights: dict[int, float] = defaultdict(float)
    for line in lines:
        key = int(line.box[0] // 20)
        for near in (key - 1, key, key + 1):
            rights[near] = max(rights[near], line.box[2])
    return rights


def _starts(piece: Piece, line: Line, body: Body, rights: dict[int, float], left: float) -> bool:
    """Tell whether a line begins a new piece after those, from ``left`` on, that one has."""
    last, first = piece.lines[-1], piece.lines[0]
    if last.hyphen and abs(line.size - last.size) < 0.15 * body.size:
        return False
    if line.upright != last.upright or is_item(line):
        return True
    if abs(line.size - last.size) > 0.1 * max(last.size, line.size):
        return True
    if line.raised_start and line.size < 0.95 * body.size:
        return True
    right = rights[int(last.box[0] // 20)]
    full = last.box[2] > right - 2.5 * last.size
    bold_on = last.tokens[-1].bold and line.tokens[0].bold and _is_lower(line)
    if line.bold != last.bold and not bold_on and not (full and first is last and first.bold):
        one_way = first.bold and all(each.bold for each in piece.lines)
        if one_way or (line.bold and not full):
            return True
    gap = last.baseline - line.baseline
    if _CAPTION.match(line.text) and (_ends(last) or gap < 0 or not full):
        return True
    if gap < 0:
        # Next column: goes on unless the last line ended a sentence or was cut short.
        return _ends(last) or not full
    leading = max(1.3 * line.size, body.leading * line.size / body.size)
    if gap > 1.28 * leading or line.box[0] > last.box[2] or line.box[2] < last.box[0]:
        return True
    if piece.kind is BlockKind.ITEM:
        return line.box[0] < first.box[0] + 0.5 * line.size and not full
    indented = line.box[0] - left > 0.8 * line.size and _ends(last)
    return indented or _cut_short(last, line, right)


def _ends(line: Line) -> bool:
    """Tell whether a line ends as a sentence does; its last word shows it."""
    return _TERMINAL.search(line.tokens[-1].text) is not None


def _is_lower(line: Line) -> bool:
    return line.tokens[0].text[:1].islower()


def _cut_short(last: Line, line: Line, right: float) -> bool:
    """Tell whether the next line's first word would have fitted on the last line."""
    word = line.tokens[0].box
    room = right - last.box[2] - 0.5 * last.size
    fits = word[2] - word[0] + 0.3 * line.size < room
    return fits and (_ends(last) or not _is_lower(line))


def _mark_items(pieces: Sequence[Piece]) -> None:
    """Set the depth of list items from their indent within a list."""
    edges: list[float] = []
    for piece in pieces:
        if piece.kind is not BlockKind.ITEM:
            if piece.kind is not BlockKind.PARAGRAPH:
                edges = []
            continue
        left = piece.lines[0].box[0]
        while edges and edges[-1] > left + 4:
            edges.pop()
        if not edges or left > edges[-1] + 4:
            edges.append(left)
        piece.level = len(edges)


def _mark_footnotes(pieces: Sequence[Piece], body: Body) -> None:
    """Small lines with a mark below all text of body size are footnotes."""
    sized = [p.box[1] for p in pieces if p.lines and p.lines[0].size > 0.93 * body.size]
    floor = min(sized, default=float("inf"))
    open_note = False
    for piece in pieces:
        if not piece.lines or piece.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            continue
        first = piece.lines[0]
        low = first.size < 0.93 * body.size and piece.box[3] <= floor + 2
        marked = first.raised_start or bool(re.match(r"[*†‡§¶]|\d{1,2}\s", first.text))
        if low and (marked or open_note):
            piece.kind, piece.level, open_note = BlockKind.FOOTNOTE, 0, True
        else:
            open_note = False


def mark_headings(
    pages: Sequence[Sequence[Piece]], body: Body, outline: dict[int, dict[str, int]]
) -> None:
    """Turn pieces that are set as headings into headings, with levels, over all pages.

    Args:
        pages: Pieces by page.
        body: What is usual.
        outline: Page index -> normalised title -> level, from the file's outline.
    """
    found: list[tuple[Piece, int | None]] = []
    classes: list[str] = []
    for index, pieces in enumerate(pages):
        titles = {**outline.get(index - 1, {}), **outline.get(index, {})}
        for at, piece in enumerate(pieces):
            if piece.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or not piece.lines:
                continue
            level = titles.get(normal_title(piece.text)) if titles else None
            if level is None and _is_listed(pieces, at):
                continue
            if level is not None or _looks_like_heading(piece, body):
                found.append((piece, level or _numbered_level(piece.text, classes)))
    by_style: dict[tuple[float, bool], Counter[int]] = defaultdict(Counter)
    for piece, level in found:
        if level:
            by_style[_style(piece)][level] += 1
    sizes = sorted({round(piece.lines[0].size) for piece, _ in found}, reverse=True)
    for piece, level in found:
        piece.kind = BlockKind.HEADING
        known = by_style.get(_style(piece))
        if level is None and known:
            level = known.most_common(1)[0][0]
        piece.level = level or min(sizes.index(round(piece.lines[0].size)) + 1, 6)
    if found and _is_title(found, pages[0]):
        found[0][0].level = 0
    for pieces in pages:
        _mark_items(pieces)  # numbered headings are no items any more


def _is_title(found: Sequence[tuple[Piece, int | None]], first: Sequence[Piece]) -> bool:
    """Tell whether the first heading names the whole document, though sections count from 1.

    It stands on the first page, is larger than all others, and has no number of its own.
    """
    (title, level), *rest = found
    sizes = [round(piece.lines[0].size) for piece, _ in rest]
    return (
        level is None
        and any(piece is title for piece in first)
        and any(piece.level <= 1 for piece, _ in rest)
        and round(title.lines[0].size) > max(sizes, default=0)
    )


def _is_listed(pieces: Sequence[Piece], at: int) -> bool:
    """Tell whether an item stands right below or above its like, as titles do not."""
    mark = _mark_of(pieces[at])
    beside = [pieces[near] for near in (at - 1, at + 1) if 0 <= near < len(pieces)]
    return bool(mark) and any(
        _mark_of(piece) == mark and _style(piece) == _style(pieces[at]) for piece in beside
    )


def _mark_of(piece: Piece) -> str:
    """Return the marks around an item's number, such as ``)`` or ``.``; empty for no such item."""
    if piece.kind is not BlockKind.ITEM or not piece.lines:
        return ""
    first = piece.lines[0].tokens[0].text
    return re.sub(r"\w", "", first) if _ENUMERATOR.match(first) else ""


def _style(piece: Piece) -> tuple[float, bool]:
    return round(piece.lines[0].size), piece.lines[0].bold


def normal_title(text: str) -> str:
    """Return a title without its number, case, blanks and marks, for comparison."""
    number = _NUMBERED.match(text)
    return re.sub(r"[\W_]+", "", text[number.end() if number else 0 :].lower())


def _numbered_level(text: str, classes: list[str]) -> int | None:
    """Return the level that a number states; ``A)`` and ``1)`` nest as they first come."""
    if bracket := re.match(r"\(?(?:(\d{1,2})|([A-Z])|([a-z]{1,4}))\)\s", text):
        if (kind := str(bracket.lastindex)) not in classes:
            classes.append(kind)
        return classes.index(kind) + 2
    if match := _NUMBERED.match(text):
        return match.group(1).count(".") + 1
    return 1 if _APPENDIX.match(text) or _REFERENCES.match(text) else None


def _all_bold(lines: Sequence[Line]) -> bool:
    """Tell whether all words are bold, but for a number or a stray mark."""
    first, *rest = [token for line in lines for token in line.tokens]
    rest = [token for token in rest if len(token.text) > 1]
    numbered = first.text[0].isdigit() and bool(rest)
    return (first.bold or numbered) and all(token.bold for token in rest)


def _looks_like_heading(piece: Piece, body: Body) -> bool:
    text, lines = piece.text, piece.lines
    if len(lines) > 3 or len(text) > 160 or not re.search(r"[^\W\d_]{2}", text):
        return False
    if not all(line.upright for line in lines) or text[-1] in ",;" or _CAPTION.match(text):
        return False
    if not (text[0].isupper() or text[0].isdigit() or not text[0].isascii()):
        return False
    if _REFERENCES.match(text):
        return True
    size = min(line.size for line in lines)
    larger = size > 1.12 * body.size
    bold = not body.bold and _all_bold(lines) and size > 0.93 * body.size
    numbered = bool(_NUMBERED.match(text)) and not (
        piece.kind is BlockKind.ITEM and text.endswith(".")
    )
    if piece.kind is BlockKind.ITEM:
        # A lettered or numbered title is set like an item; a bold one without stop is a title.
        titled = bool(_ENUMERATOR.match(lines[0].tokens[0].text)) and text[-1] not in ".:;"
        if not (bold or larger) or not (numbered or titled):
            return False
    # Small capitals are small, but their number and first letters are not.
    largest = max(token.size for token in lines[0].tokens)
    usual = not body.mono and largest > 0.93 * body.size
    if usual and piece.kind is BlockKind.PARAGRAPH and _is_shouted(text):
        return True
    if larger:
        return not (text.endswith(".") and len(text) > 80)
    return bold and not (text.endswith(".") and len(text.split()) > 8)


def _is_shouted(text: str) -> bool:
    """Tell whether a text is a few words in capitals that end in no stop.

    Behind a number one long word is enough: sections are set in small capitals.
    """
    number = _NUMBERED.match(text)
    words = re.findall(r"[^\W\d_]{3,}", text)
    shouted = all(char.isupper() for char in text if char.isalpha())
    long = 4 if number and "." in number[1] else 5
    least = 1 if number and any(len(word) >= long for word in words) else 3
    return shouted and least <= len(words) <= 12 and not _TERMINAL.search(text)


def mark_references(pages: Iterable[Sequence[Piece]]) -> list[list[Piece]]:
    """Split what stands below a references heading into one piece an entry."""
    inside = 0
    result = []
    for pieces in pages:
        kept: list[Piece] = []
        for piece in pieces:
            if piece.kind is BlockKind.HEADING:
                if _REFERENCES.match(piece.text):
                    inside = piece.level
                elif inside and piece.level <= inside:
                    inside = 0
                kept.append(piece)
            elif inside and piece.lines and piece.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
                kept.extend(_entries(piece))
            else:
                kept.append(piece)
        result.append(kept)
    return result


def _entries(piece: Piece) -> Iterable[Piece]:
    left = min(line.box[0] for line in piece.lines)
    hanging = any(line.box[0] > left + 5 for line in piece.lines)
    group: list[Line] = []
    for line in piece.lines:
        outdented = hanging and line.box[0] < left + 2
        if group and not group[-1].hyphen and (_ENTRY.match(line.text) or outdented):
            yield Piece(BlockKind.REFERENCE, group)
            group = []
        group.append(line)
    yield Piece(BlockKind.REFERENCE, group)
