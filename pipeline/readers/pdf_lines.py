"""Characters -> words and lines: superscripts, line-end hyphens, odd line breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.readers.pdf_glyphs import LINE_END_HYPHEN, Box, Glyph

_SUPERSCRIPT = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")


@dataclass(slots=True)
class Token:
    """A word, or the part of one that stands on one line; box in display space."""

    text: str
    box: Box
    size: float
    bold: bool
    mono: bool
    hyphen: bool = False

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the box."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


@dataclass(slots=True)
class Line:
    """Words on one baseline, in reading order."""

    tokens: list[Token]
    baseline: float
    size: float
    bold: bool
    mono: bool
    upright: bool
    raised_start: bool = False
    box: Box = field(init=False)

    def __post_init__(self) -> None:
        self.box = union(token.box for token in self.tokens)

    @property
    def text(self) -> str:
        """The words joined with blanks."""
        return " ".join(token.text for token in self.tokens)

    @property
    def hyphen(self) -> bool:
        """True where the last word goes on in the next line."""
        return self.tokens[-1].hyphen


def union(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around boxes; there must be at least one."""
    x0s, y0s, x1s, y1s = zip(*boxes, strict=True)
    return min(x0s), min(y0s), max(x1s), max(y1s)


def lines_of(glyphs: list[Glyph]) -> list[Line]:
    """Group glyphs in reading order into lines of words."""
    found: list[Line] = []
    for group in _rows(glyphs):
        line = _line(group)
        if line is None:
            continue
        if found and _repeats(found[-1], line):
            found.pop()
        found.append(line)
    return found


def _repeats(last: Line, line: Line) -> bool:
    """Tell whether a line is drawn over the last one again, as some programs embolden text."""
    if not line.text.endswith(last.text):
        return False
    inside = line.box[0] - 3 <= last.box[0] and last.box[2] <= line.box[2] + 3
    return inside and abs(last.baseline - line.baseline) < 0.3 * line.size


def _rows(glyphs: list[Glyph]) -> Iterable[list[Glyph]]:
    """Split at line ends, but not where PDFium breaks a line at a raised character."""
    row: list[Glyph] = []
    last: Glyph | None = None
    ended = False
    for glyph in glyphs:
        if glyph.char == "\n":
            ended = True
            continue
        if glyph.char.isspace():
            if row and not ended:
                row.append(glyph)
            continue
        if last is not None and row and _breaks(last, glyph, ended):
            yield row
            row = []
        elif ended and row and last is not None and glyph.x0 - last.x1 > 0.15 * last.style.size:
            row.append(Glyph(" ", last.x1, last.y0, last.x1, last.y1, last.baseline, last.style))
        row.append(glyph)
        last, ended = glyph, False
    if row:
        yield row


def _breaks(last: Glyph, glyph: Glyph, ended: bool) -> bool:
    """Tell whether a line ends between two glyphs."""
    if last.char == LINE_END_HYPHEN or last.style.upright != glyph.style.upright:
        return True
    if not glyph.style.upright:
        return ended
    size = max(last.style.size, glyph.style.size, 4.0)
    if not ended:
        return abs(glyph.baseline - last.baseline) > 0.6 * size and glyph.x0 < last.x1 - size
    overlap = min(last.y1, glyph.y1) - max(last.y0, glyph.y0)
    small = min(last.style.size, glyph.style.size)
    gap = glyph.x0 - last.x1
    close = -0.3 * size < gap < 1.0 * size
    shifted = abs(glyph.baseline - last.baseline) < 0.55 * size
    return not (close and shifted and overlap > 0.4 * small)


def _line(glyphs: list[Glyph]) -> Line | None:
    inked = [glyph for glyph in glyphs if not glyph.char.isspace()]
    if not inked:
        return None
    size = Counter(glyph.style.size for glyph in inked).most_common(1)[0][0]
    if largest := [g for g in inked if g.style.size > 1.3 * size and g.char.isalnum()]:
        # A line of which most is raised ("10" with a long exponent) is still set in the larger.
        size = largest[0].style.size if 2 * len(largest) >= len(inked) - len(largest) else size
    base = Counter(round(g.baseline, 1) for g in inked if g.style.size == size).most_common(1)[0][0]
    raised = [_is_raised(glyphs, at, size, base) for at in range(len(glyphs))]
    tokens: list[Token] = []
    start = 0
    for at in range(len(glyphs) + 1):
        if at == len(glyphs) or glyphs[at].char.isspace():
            if at > start:
                tokens.append(_token(glyphs[start:at], raised[start:at]))
            start = at + 1
    tokens = _mended(tokens)
    if not tokens:
        return None
    bold = sum(len(token.text) for token in tokens if token.bold)
    mono = sum(len(token.text) for token in tokens if token.mono)
    total = sum(len(token.text) for token in tokens)
    return Line(
        tokens,
        baseline=base,
        size=size,
        bold=bold > 0.7 * total,
        mono=mono > 0.9 * total,
        upright=inked[0].style.upright,
        raised_start=raised[0] and not all(raised),
    )


def _mended(tokens: list[Token]) -> list[Token]:
    """Give addresses the slash back that PDFium takes for a shadow of the one before it."""
    kept: list[Token] = []
    for token in tokens:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.text.endswith(("http:/", "https:/"))
            and token.box[0] - last.box[2] < 0.6 * token.size
        ):
            last.text = f"{last.text}/{token.text}"
            last.box = union((last.box, token.box))
            last.hyphen = token.hyphen
        else:
            kept.append(token)
    return kept


def _is_raised(glyphs: list[Glyph], at: int, size: float, base: float) -> bool:
    glyph = glyphs[at]
    if glyph.char.isspace() or not glyph.style.upright or glyph.style.size > 0.87 * size:
        return False
    rise = glyph.baseline - base
    return 0.15 * size < rise < 0.9 * size


def _token(glyphs: list[Glyph], raised: list[bool]) -> Token:
    hyphen = glyphs[-1].char == LINE_END_HYPHEN
    text = "".join(
        glyph.char.translate(_SUPERSCRIPT) if up else glyph.char
        for glyph, up in zip(glyphs, raised, strict=True)
    ).replace(LINE_END_HYPHEN, "-")
    style = Counter(glyph.style for glyph in glyphs).most_common(1)[0][0]
    box = union((g.x0, g.y0, g.x1, g.y1) for g in glyphs)
    return Token(text, box, style.size, style.bold, style.mono, hyphen)
