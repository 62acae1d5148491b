"""Text for matching that remembers where each of its characters stands in the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.schema import Run

#: A stretch and where it begins in the document, or -1 where its characters are ours.
Piece = tuple[str, int]

_WORDS = re.compile(r"\S+(?: \S+)*")


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text and the runs of it that lie unchanged in the document."""

    text: str
    runs: tuple[Run, ...]

    def cut(self, start: int, end: int) -> Mapped:
        """Return ``text[start:end]`` with its runs, outer whitespace left out."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        first = max(bisect_right(self.runs, start, key=lambda run: run.at) - 1, 0)
        runs = []
        for i in range(first, len(self.runs)):
            run = self.runs[i]
            if run.at >= end:
                break
            low, high = max(start, run.at), min(end, run.at + run.length)
            if low < high:
                runs.append(Run(low - start, run.start + low - run.at, high - low))
        return Mapped(self.text[start:end], tuple(runs))

    @property
    def extent(self) -> tuple[int, int] | None:
        """First and one past the last character in the document; None where all is ours."""
        if not self.runs:
            return None
        return (
            min(run.start for run in self.runs),
            max(run.start + run.length for run in self.runs),
        )


def gather(pieces: Iterable[Piece]) -> Mapped:
    r"""Join pieces, collapsing whitespace to one space.

    A piece ``"\n"`` of ours is a break that the author forced; it stays a line feed.
    """
    parts: list[str] = []
    runs: list[Run] = []
    length = 0
    gap = ""
    for text, origin in pieces:
        if origin < 0 and text == "\n":
            gap = "\n"
            continue
        end = 0
        for match in _WORDS.finditer(text):
            if match.start() > end or (end and match.start() == end):
                gap = gap or " "
            if gap and length:
                parts.append(gap)
                length += 1
            gap = ""
            words = match[0]
            if origin >= 0:
                start = origin + match.start()
                last = runs[-1] if runs else None
                if (
                    last is not None
                    and last.at + last.length == length
                    and last.start + last.length == start
                ):
                    runs[-1] = Run(last.at, last.start, last.length + len(words))
                else:
                    runs.append(Run(length, start, len(words)))
            parts.append(words)
            length += len(words)
            end = match.end()
        if end < len(text):
            gap = gap or " "
    return Mapped("".join(parts), tuple(runs))


def join(parts: Iterable[Mapped | str]) -> Mapped:
    """Set mapped texts and strings of ours one after the other, unchanged."""
    texts: list[str] = []
    runs: list[Run] = []
    length = 0
    for part in parts:
        text = part if isinstance(part, str) else part.text
        if isinstance(part, Mapped):
            runs.extend(Run(run.at + length, run.start, run.length) for run in part.runs)
        texts.append(text)
        length += len(text)
    return Mapped("".join(texts), tuple(runs))
