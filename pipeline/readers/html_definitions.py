"""Definition lists of a page: which words are the term of what is written now."""

from __future__ import annotations

from dataclasses import dataclass, field

Term = tuple[int, int, str]

#: Terms that share a meaning; a key of thousands would be repeated in every meaning.
_MOST_TERMS = 8


@dataclass
class _List:
    terms: list[Term] = field(default_factory=list)
    told: bool = False
    in_term: bool = False
    in_meaning: bool = False
    fresh: bool = False


class Definitions:
    """Follows ``dl``, ``dt`` and ``dd``; lists stand in lists, and pages forget the outer tag."""

    def __init__(self) -> None:
        self._lists = [_List()]

    def enter(self, tag: str) -> list[Term]:
        """An element begins; return the terms before it that have no meaning."""
        now = self._lists[-1]
        if tag == "dl":
            self._lists.append(_List())
        elif tag == "dt":
            lost = self._over(now) if now.told else []
            now.in_term = True
            return lost
        elif tag == "dd":
            now.in_meaning = now.fresh = True
        return []

    def leave(self, tag: str) -> list[Term]:
        """An element ends; return the terms of a list that it leaves without a meaning."""
        now = self._lists[-1]
        if tag == "dl" and len(self._lists) > 1:
            return self._over(self._lists.pop())
        if tag == "dt":
            now.in_term = False
        elif tag == "dd":
            now.in_meaning = False
        return []

    def done(self) -> list[Term]:
        """Return the terms without a meaning that are left at the end of the page."""
        return [term for one in self._lists for term in self._over(one)]

    @staticmethod
    def _over(one: _List) -> list[Term]:
        lost = [] if one.told else one.terms
        one.terms, one.told = [], False
        return lost

    @property
    def in_term(self) -> bool:
        """True between ``<dt>`` and ``</dt>``."""
        return self._lists[-1].in_term

    def add(self, term: Term) -> bool:
        """Note a term; several in a row share their meaning, False where they are too many."""
        terms = self._lists[-1].terms
        if len(terms) >= _MOST_TERMS:
            return False
        terms.append(term)
        return True

    @property
    def key(self) -> str:
        """The terms of what is written now; empty outside a meaning."""
        now = self._lists[-1]
        return ", ".join(words for _, _, words in now.terms) if now.in_meaning else ""

    def take(self) -> int | None:
        """Return where the term stands, for the first words of its first meaning; else None.

        Further meanings and further words of a meaning stand apart from their term.
        """
        now = self._lists[-1]
        first, now.told, now.fresh = not now.told, True, False
        return now.terms[0][0] if first and now.terms else None

    @property
    def fresh(self) -> bool:
        """True before the first words of a meaning."""
        return self._lists[-1].fresh
