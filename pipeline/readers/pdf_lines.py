"""Characters -> words and lines: superscripts, line-end hyphens, odd line breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.readers.pdf_characters import LINE_END_HYPHEN, WIDE
from pipeline.readers.pdf_direction import in_order
from pipeline.readers.pdf_glyphs import Box
from pipeline.readers.pdf_runs import Run, Style

_SUPERSCRIPT = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")


@dataclass(slots=True)
class Token:
    """A word, or the part of one that stands on one line; box in display space.

    Attributes:
        text: Its letters, with a hyphen at a line end.
        box: Around it.
        size: Font size of most of it in points.
        bold: True for heavy weights.
        mono: True for fixed-width fonts.
        hyphen: True where it goes on in the next line.
        parts: Letters and box of each sign of a script without blanks; empty for other words.
    """

    text: str
    box: Box
    size: float
    bold: bool
    mono: bool
    hyphen: bool = False
    parts: tuple[tuple[str, Box], ...] = ()

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
        self.box = union([token.box for token in self.tokens])

    @property
    def text(self) -> str:
        """The words joined with blanks."""
        return " ".join([token.text for token in self.tokens])

    @property
    def hyphen(self) -> bool:
        """True where the last word goes on in the next line."""
        return self.tokens[-1].hyphen


def union(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around boxes; there must be at least one."""
    x0s, y0s, x1s, y1s = zip(*boxes, strict=True)
    return min(x0s), min(y0s), max(x1s), max(y1s)


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """Group runs in reading order into lines of words."""
    found: list[Line] = []
    for words in _rows(runs):
        line = _line(words)
        if found and _repeats(found[-1], line):
            found.pop()
        found.append(line)
    return found


def _repeats(last: Line, line: Line) -> bool:
    """Tell whether a line is drawn over the last one again, as some programs embolden text."""
    if abs(last.baseline - line.baseline) >= 0.3 * line.size:
        return False
    inside = line.box[0] - 3 <= last.box[0] and last.box[2] <= line.box[2] + 3
    return inside and line.text.endswith(last.text)


def _rows(runs: Iterable[Run]) -> Iterator[list[list[Run]]]:
    """Split at line ends, but not where PDFium breaks a line at a raised character.

    Yields:
        The words of a line, each as its runs.
    """
    row: list[list[Run]] = []
    last: Run | None = None
    for run in runs:
        if last is None:
            row = [[run]]
        elif _breaks(last, run):
            yield row
            row = [[run]]
        elif run.spaced or (run.ended and run.box[0] - last.box[2] > 0.15 * last.style.size):
            row.append([run])
        else:
            row[-1].append(run)
        last = run
    if row:
        yield row


def _breaks(last: Run, run: Run) -> bool:
    """Tell whether a line ends between two runs."""
    if last.text.endswith(LINE_END_HYPHEN):
        return True
    if last.style is not run.style and last.style.upright != run.style.upright:
        return True
    if not run.style.upright:
        return run.ended
    shift = abs(run.baseline - last.baseline)
    if not run.ended and shift == 0.0:
        return False
    size = max(last.style.size, run.style.size, 4.0)
    if not run.ended:
        return shift > 0.6 * size and run.box[0] < last.box[2] - size
    overlap = min(last.box[3], run.box[3]) - max(last.box[1], run.box[1])
    small = min(last.style.size, run.style.size)
    close = -0.3 * size < run.box[0] - last.box[2] < 1.0 * size
    return not (close and shift < 0.55 * size and overlap > 0.4 * small)


def _line(words: list[list[Run]]) -> Line:
    runs = [run for word in words for run in word]
    first = runs[0]
    style, base = first.style, first.baseline
    even = all(run.style is style and run.baseline == base for run in runs)
    if even:
        size, base, raised = style.size, round(base, 1), frozenset[int]()
    else:
        size, base = _usual(runs)
        raised = frozenset(id(run) for run in runs if _is_raised(run, size, base))
    tokens = in_order(_mended([_token(word, raised) for word in words]))
    bold, mono = style.bold, style.mono
    if not even:
        total = sum([len(token.text) for token in tokens])
        bold = sum([len(token.text) for token in tokens if token.bold]) > 0.7 * total
        mono = sum([len(token.text) for token in tokens if token.mono]) > 0.9 * total
    return Line(
        tokens,
        baseline=base,
        size=size,
        bold=bold,
        mono=mono,
        upright=style.upright,
        raised_start=id(first) in raised,
    )


def _usual(runs: Sequence[Run]) -> tuple[float, float]:
    """Return the size of a line and the height on which most of what has it stands."""
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[run.style.size] += len(run.text)
    size = sizes.most_common(1)[0][0]
    if largest := [run for run in runs if run.style.size > 1.3 * size and run.text.isalnum()]:
        # A line of which most is raised ("10" with a long exponent) is still set in the larger.
        share = sum(len(run.text) for run in largest)
        size = largest[0].style.size if 3 * share >= sum(sizes.values()) else size
    heights: Counter[float] = Counter()
    for run in runs:
        if run.style.size == size:
            heights[round(run.baseline, 1)] += len(run.text)
    return size, heights.most_common(1)[0][0]


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
            last.hyphen, last.parts = token.hyphen, ()
        else:
            kept.append(token)
    return kept


def _is_raised(run: Run, size: float, base: float) -> bool:
    if not run.style.upright or run.style.size > 0.87 * size:
        return False
    return 0.15 * size < run.baseline - base < 0.9 * size


def _token(word: Sequence[Run], raised: frozenset[int]) -> Token:
    run = word[-1]
    hyphen = run.text.endswith(LINE_END_HYPHEN)
    parts: tuple[tuple[str, Box], ...] = ()
    if len(word) == 1 and not raised:
        text, box, style = run.text, run.box, run.style
    else:
        letters = [
            run.text.translate(_SUPERSCRIPT) if id(run) in raised else run.text for run in word
        ]
        text = "".join(letters)
        box = union(run.box for run in word)
        style = _main_style(word)
        if not hyphen and WIDE.search(text):
            parts = tuple((part, run.box) for part, run in zip(letters, word, strict=True))
    if hyphen:
        text = text.replace(LINE_END_HYPHEN, "-")
    return Token(text, box, style.size, style.bold, style.mono, hyphen, parts)


def _main_style(word: Sequence[Run]) -> Style:
    styles: Counter[Style] = Counter()
    for run in word:
        styles[run.style] += len(run.text)
    return styles.most_common(1)[0][0]
