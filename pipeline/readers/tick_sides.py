"""Which words of a line or cell belong to which of its boxes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.readers import tick_words as words
from pipeline.readers.tick_words import Kind

#: An option has few words; a longer stretch after a box is an explanation.
MOST_WORDS = 8
_HINT = re.compile(
    r"\s*[,(]?\s*(?:\bif (?:so|yes|other|any)\b|\bplease\b|\bspecify\b)", re.IGNORECASE
)
_ASKS = frozenset("?:：…")
#: Signs that may follow a question mark or colon.
_TRAILING = " \t\n)]}*_\"'”’»"
#: Characters in which the words of a box are looked for.
_NEAR = 400
_GOES_ON = re.compile(r"\s+(?:[^\W\dA-Z_]\S*|\(.{0,30}?\)|\d\S*)")
_SENTENCE = re.compile(r"[.;!?…](?=\s|$)|\s\|\s|\n\s*\n")

Gap = Callable[[int, int], float | None]


@dataclass(slots=True)
class Sign:
    """A sign in the text, its words once they are known, and whether it is a box.

    ``chosen`` is True where a box without a mark stands near: a cross then marks what is chosen.
    ``quoted`` is True where running text speaks of the sign.
    """

    start: int
    end: int
    kind: Kind
    option: tuple[int, int] | None = None
    box: bool = False
    chosen: bool = False
    quoted: bool = False


def signs_in(text: str, start: int, end: int) -> list[Sign]:
    """Return the signs of a stretch of text, in order."""
    return [
        Sign(match.start(), match.end(), words.kind_of(match.group()))
        for match in words.SIGN.finditer(text, start, end)
    ]


def give_options(text: str, start: int, end: int, signs: Sequence[Sign], gap: Gap) -> None:
    """Give the signs of a stretch their words, all on the same side.

    Args:
        text: The document's text.
        start: First character of the stretch.
        end: One past its last.
        signs: Its signs; those whose side cannot be told stay without option.
        gap: Space between two characters on the page in points, or None.
    """
    side = _side(text, start, end, signs, gap)
    for number, sign in enumerate(signs):
        if side == "right":
            stop = signs[number + 1].start if number + 1 < len(signs) else end
            sign.option = _after(text, sign.end, stop, last=number + 1 == len(signs))
        elif side == "left":
            begin = signs[number - 1].end if number else start
            sign.option = _before(text, begin, sign.start, first=number == 0)


def _side(text: str, start: int, end: int, signs: Sequence[Sign], gap: Gap) -> str:
    before = text[start : signs[0].start]
    after = text[signs[-1].end : end]
    between = [text[a.end : b.start] for a, b in itertools.pairwise(signs)]
    if any(not _worded(part) for part in between):
        return ""
    if not _worded(before):
        return "right" if _worded(after) else ""
    if not _worded(after):
        return "left"
    if before.rstrip(_TRAILING)[-1:] in _ASKS:
        return "right"
    left = words.ends_with_option(before[-_NEAR:]) is not None
    right = words.known(after[:_NEAR].lstrip()) is not None
    if left != right:
        return "left" if left else "right"
    return _nearer(text, signs, gap)


def _worded(part: str) -> bool:
    return any(char.isalnum() for char in part)


def _nearer(text: str, signs: Sequence[Sign], gap: Gap) -> str:
    """Tell by the space on the page on which side the words stand nearer."""
    left: list[float] = []
    right: list[float] = []
    for sign in signs:
        before, after = gap(sign.start, -1), gap(sign.end, 1)
        if before is not None and after is not None:
            left.append(before)
            right.append(after)
    if not left:
        return ""
    ahead, behind = max(sum(left), 0.1), max(sum(right), 0.1)
    if behind < ahead / 1.5:
        return "right"
    return "left" if ahead < behind / 1.5 else ""


def _after(text: str, start: int, end: int, last: bool) -> tuple[int, int] | None:
    """Return the option right of a sign: what stands there up to the next one, cut to its words."""
    end = min(end, start + _NEAR)
    while start < end and not text[start].isalnum() and text[start] not in "<>≤≥(":
        start += 1
    stop = end
    if (ended := _SENTENCE.search(text, start, stop)) is not None:
        stop = ended.start()
    explained = _HINT.search(text, start + 1, stop)
    if explained is not None:
        stop = explained.start()
    line = text.find("\n", start, stop)
    if line > 0 and (last or len(text[start:stop].split()) > MOST_WORDS):
        stop = line
    if explained or len(text[start:stop].split()) > MOST_WORDS:
        ends = words.known(text, start, stop)
        if ends is not None:
            while (more := _GOES_ON.match(text, ends, stop)) is not None:
                ends = more.end()
                if len(text[start:ends].split()) >= MOST_WORDS:
                    break
            stop = ends
    first = words.known(text, start, stop)
    if first is not None and _only_options(text, first, stop):
        stop = first
    return trimmed(text, start, stop)


def _only_options(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch names nothing but further options: ``X Yes  No``."""
    at, count = start, 0
    while (at := at + len(text[at:end]) - len(text[at:end].lstrip(" \t\n/|,"))) < end:
        following = words.known(text, at, end)
        if following is None or not text[at].isupper():
            return False
        at, count = following, count + 1
    return count > 0


def _before(text: str, start: int, end: int, first: bool) -> tuple[int, int] | None:
    """Return the option left of a sign."""
    start = max(start, end - _NEAR)
    if first:
        part = text[start:end]
        known = words.ends_with_option(part)
        if known is not None:
            return trimmed(text, start + known, end)
        asked = max(part.rstrip(" :").rfind(mark) for mark in "?:.;\n")
        start += asked + 1
    return trimmed(text, start, end)


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a stretch without the blanks, stops and marks around it; None without letters."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in ":;,|/-–•◦·*_"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ":;,|/-–•◦·*_"):
        start += 1
    return (start, end) if _worded(text[start:end]) else None
