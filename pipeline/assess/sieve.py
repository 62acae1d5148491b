"""Which of many texts a pattern is worth running on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.assess.literals import required

#: Stands between texts in the one that is sifted; occurs in no document.
_BETWEEN = "\x00"


class Sieve:
    """Finds, by plain substring search, the texts on which a pattern is worth running."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._starts: list[int] = []
        at = 0
        for text in texts:
            self._starts.append(at)
            at += len(text) + 1
        joined = _BETWEEN.join(texts)
        lowered = joined.lower()
        # A few letters change length in lower case; then offsets would lie, so nothing is sifted.
        self._text = lowered if len(lowered) == len(joined) else None
        self._found: dict[str, frozenset[int]] = {}
        self._all = [index for index, text in enumerate(texts) if text]

    def candidates(self, pattern: str) -> list[int]:
        """Return the indexes of texts that may match, ascending."""
        words = required(pattern)
        if words is None or self._text is None:
            return self._all
        found: set[int] = set()
        for word in words:
            found |= self._holding(word)
        return sorted(found)

    def _holding(self, word: str) -> frozenset[int]:
        if word not in self._found:
            self._found[word] = frozenset(self._search(word))
        return self._found[word]

    def _search(self, word: str) -> Iterator[int]:
        text = self._text or ""
        at = text.find(word)
        while at >= 0:
            index = bisect_right(self._starts, at) - 1
            yield index
            if index + 1 >= len(self._starts):
                return
            at = text.find(word, self._starts[index + 1])
