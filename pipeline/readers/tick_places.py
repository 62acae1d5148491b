"""Words around a box on its page, for boxes that the text parts from their words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.readers import tick_words
from pipeline.schema import Page, Word

_Box = tuple[float, float, float, float]


class Places:
    """Finds words by where they stand; everything is None for formats without geometry."""

    def __init__(self, text: str, words: Sequence[Word], pages: Sequence[Page]) -> None:
        self._text = text
        self._words = words
        self._starts = [word.start for word in words]
        self._pages = {page.number: page for page in pages}
        self._by_page: dict[int, list[tuple[Word, _Box]]] = {}

    def word(self, offset: int) -> Word | None:
        """Return the word that holds a character."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or self._words[at].end <= offset:
            return None
        return self._words[at]

    def gap(self, offset: int, step: int) -> float | None:
        """Return the space on the page between a sign and the word before or after it.

        Args:
            offset: First character of the sign for what stands before it, one past its last
                for what stands after it.
            step: -1 for before, 1 for after.
        """
        at = bisect_right(self._starts, offset if step < 0 else offset - 1) - 1
        other = at + step
        if at < 0 or not 0 <= other < len(self._words):
            return None
        first, second = self._words[at], self._words[other]
        if first.page != second.page:
            return None
        a, b = self._shown(first), self._shown(second)
        if min(a[3], b[3]) <= max(a[1], b[1]):
            return None
        return max(b[0] - a[2], a[0] - b[2], 0.0)

    def beside(self, offset: int) -> tuple[tuple[int, int], str] | None:
        """Return the words that a box stands for and the question beside it, by place alone.

        The words right of it come first, then those left, then a column's head far above it or
        the words just above or below; a box between two equally near ones has none.
        """
        word = self.word(offset)
        if word is None:
            return None
        box = self._shown(word)
        high = max(box[3] - box[1], 4.0)
        line = [
            (other, place)
            for other, place in self._page(word.page)
            if other.start != word.start and _shared(place, box) > 0.5
        ]
        right = _run([each for each in line if each[1][0] >= box[2] - 1], box[2], high, 1)
        left = _run([each for each in line if each[1][2] <= box[0] + 1], box[0], high, -1)
        if right or left:
            near = right or left
            if right and left:
                ahead, behind = right[0][1][0] - box[2], box[0] - left[-1][1][2]
                nearer = self._is_option(left) or ahead > 1.5 * behind
                near = left if nearer and not self._is_option(right) else right
            span = self._span(near)
            return (span, "") if span else None
        return self.head(offset) or self._near(word.page, line, box, high)

    def head(self, offset: int) -> tuple[tuple[int, int], str] | None:
        """Return the answer at the head of a box's column and the words left of the box.

        Only boxes may stand between the two.
        """
        word = self.word(offset)
        if word is None:
            return None
        box = self._shown(word)
        middle = (box[0] + box[2]) / 2
        above = [
            (other, place)
            for other, place in self._page(word.page)
            if place[1] > box[3] - 1 and place[0] - 3 < middle < place[2] + 3
        ]
        for other, _ in sorted(above, key=lambda each: each[1][1]):
            said = self._text[other.start : other.end]
            if tick_words.is_answer(said):
                line = [each for each in self._page(word.page) if _shared(each[1], box) > 0.5]
                return (other.start, other.end), self._left_of(line, box)
            if not tick_words.SIGN.fullmatch(said):
                return None
        return None

    def _near(
        self, page: int, line: Sequence[tuple[Word, _Box]], box: _Box, high: float
    ) -> tuple[tuple[int, int], str] | None:
        """Return an option right above or below a box."""
        middle = (box[0] + box[2]) / 2
        column = [e for e in self._page(page) if e[1][0] - high < middle < e[1][2] + high]
        heads = [e for e in column if -1 < e[1][1] - box[3] < 1.5 * high]
        feet = [e for e in column if -1 < box[1] - e[1][3] < 1.5 * high]
        for found in (heads, feet):
            for word, _ in sorted(found, key=lambda each: abs(_middle(each[1]) - middle)):
                if tick_words.known(self._text[word.start : word.end]):
                    return (word.start, word.end), self._left_of(line, box)
        return None

    def _left_of(self, line: Sequence[tuple[Word, _Box]], box: _Box) -> str:
        asked = sorted((each for each in line if each[1][2] <= box[0]), key=lambda e: e[1][0])
        said = [self._text[word.start : word.end] for word, _ in asked]
        return " ".join(word for word in said if not tick_words.SIGN.fullmatch(word))

    def _is_option(self, run: Sequence[tuple[Word, _Box]]) -> bool:
        span = self._span(run)
        return span is not None and tick_words.known(self._text[slice(*span)]) is not None

    def _span(self, run: Sequence[tuple[Word, _Box]]) -> tuple[int, int] | None:
        start = min(word.start for word, _ in run)
        end = max(word.end for word, _ in run)
        length = sum(word.end - word.start + 1 for word, _ in run)
        return (start, end) if end - start <= length + 4 else None

    def _page(self, number: int) -> list[tuple[Word, _Box]]:
        found = self._by_page.get(number)
        if found is None:
            first = bisect_left(self._words, number, key=lambda word: word.page)
            last = bisect_right(self._words, number, key=lambda word: word.page)
            page = self._pages.get(number)
            upright = page is None or page.rotation == 0
            words = self._words[first:last]
            found = [(word, word.box if upright else self._shown(word)) for word in words]
            self._by_page[number] = found
        return found

    def _shown(self, word: Word) -> _Box:
        """Return a word's box as the page is displayed."""
        x0, y0, x1, y1 = word.box
        page = self._pages.get(word.page)
        turn = page.rotation if page else 0
        if page is None or turn == 0:
            return x0, y0, x1, y1
        if turn == 90:
            return y0, page.width - x1, y1, page.width - x0
        if turn == 180:
            return page.width - x1, page.height - y1, page.width - x0, page.height - y0
        return page.height - y1, x0, page.height - y0, x1


def _middle(place: _Box) -> float:
    return (place[0] + place[2]) / 2


def _shared(first: _Box, second: _Box) -> float:
    """Share of the lower of two boxes that lies at the height of the other."""
    shared = min(first[3], second[3]) - max(first[1], second[1])
    return shared / max(min(first[3] - first[1], second[3] - second[1]), 0.1)


def _run(
    line: Sequence[tuple[Word, _Box]], edge: float, high: float, step: int
) -> list[tuple[Word, _Box]]:
    """Return the words that follow each other from an edge, up to a wide gap; in text order."""
    found: list[tuple[Word, _Box]] = []
    ordered = sorted(line, key=lambda each: step * each[1][0])
    room = 2.5 * high
    for word, place in ordered:
        gap = place[0] - edge if step > 0 else edge - place[2]
        if gap > room or len(found) == 8:
            break
        found.append((word, place))
        edge, room = (place[2] if step > 0 else place[0]), 0.8 * high
    return found if step > 0 else found[::-1]
