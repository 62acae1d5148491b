"""Which licence a text is: word for word, or not at all.

A licence with one clause more, one number changed or one "not" gone is another licence. So a key
is given only where every word of the text is accounted for: it stands in the licence, is a
copyright line, the licensor's name where the licence has a blank for it, or its title. Otherwise
there is no key, but what the text is nearest to, and the passages that the nearest does not have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.catalogue.rows import load
from pipeline.licences.fingerprints import WIDTH, Piece, Reference, hashed, references, shingles
from pipeline.licences.words import Word, words

#: Words of a heading above the text, and of a licensor's name in it.
LONGEST_TITLE, LONGEST_NAME = 20, 12
#: A text longer than this is no licence of ours: the longest has about 6,000 words.
LONGEST_TEXT = 30_000
#: Below this share of common shingles nothing is called near.
NEAR = 0.3
#: The share that a text must have in common with a licence before it is laid against it.
_WORTH = 0.5
PLAN = "licences/references.yaml"


@lru_cache(maxsize=2)
def _listed(name: str) -> frozenset[str]:
    """Return a list of words of the plan: ``no_name`` or ``plain_title``."""
    return frozenset(load(PLAN)[name])


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage, as offsets into the text, and how many words it has."""

    start: int
    end: int
    words: int


@dataclass(frozen=True, slots=True)
class Near:
    """A licence that a text resembles.

    Attributes:
        key: Its key.
        name: Its name.
        of_text: Share of the text's shingles that the licence has, 0 to 1.
        of_licence: Share of the licence's shingles that the text has, 0 to 1.
        odd: Passages of the text that the licence does not have, in order.
        lacking: Words of the licence that the text does not have, about.
    """

    key: str
    name: str
    of_text: float
    of_licence: float
    odd: tuple[Stretch, ...]
    lacking: int

    @property
    def both(self) -> float:
        """Both shares in one number (Dice), 0 to 1."""
        total = self.of_text + self.of_licence
        return 2 * self.of_text * self.of_licence / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Identification:
    """What a text is.

    Attributes:
        key: The licence's key in the public list, or None: no licence that is known, word for word.
        name: Its name, or empty.
        near: The nearest licences, at most three, nearest first; the one that it is, first.
        because: Why, for people.
    """

    key: str | None
    name: str
    near: tuple[Near, ...]
    because: str


def identify(text: str, known: Sequence[Reference] | None = None) -> Identification:
    """Return which licence a text is.

    Args:
        text: The whole text of a licence file.
        known: The licences that are known; those of the corpus where absent.
    """
    known = references() if known is None else known
    row = words(text)
    if not row:
        return Identification(None, "", (), "The text has no words.")
    if len(row) > LONGEST_TEXT:
        told = f"The text has {len(row):,} words: longer than any licence that is known."
        return Identification(None, "", (), told)
    folded = [word.folded for word in row]
    own = shingles(folded)
    ranked = _ranked(known, own)
    same = [r for share, r in ranked if share >= _WORTH and _is(folded, own, r)]
    near = tuple(_near(row, own, reference) for _, reference in ranked[:3])
    near = tuple(sorted(near, key=lambda one: (-round(one.both, 4), one.key)))
    if len(same) == 1:
        (found,) = same
        near = tuple(sorted(near, key=lambda one: one.key != found.key))
        told = f"Every word of the text is accounted for by {found.name}."
        return Identification(found.key, found.name, near, told)
    if same:
        told = f"The text is more than one licence that is known: {', '.join(r.key for r in same)}."
        return Identification(None, "", near, told)
    near = tuple(one for one in near if one.both >= NEAR)
    return Identification(None, "", near, _why_not(near))


def _why_not(near: Sequence[Near]) -> str:
    if not near:
        return "The text is near no licence that is known."
    first = near[0]
    odd = sum(stretch.words for stretch in first.odd)
    told = f"The text is not word for word a licence that is known. It is nearest to {first.name}"
    if odd and first.lacking:
        return f"{told}, but {odd} of its words are not there, and it lacks about {first.lacking}."
    if odd:
        return f"{told}, but {odd} of its words are not there."
    if first.lacking:
        return f"{told}, but lacks about {first.lacking} of its words."
    return f"{told}, but its parts stand in another order or more than once."


def _ranked(known: Sequence[Reference], own: Sequence[int]) -> list[tuple[float, Reference]]:
    """Return the licences with anything in common, by the share in common, nearest first."""
    mine = frozenset(own)
    found = []
    for reference in known:
        if common := len(mine & reference.shingles):
            share = 2 * common / (len(mine) + len(reference.shingles))
            found.append((share, reference))
    return sorted(found, key=lambda pair: (-pair[0], pair[1].key))


def _near(row: Sequence[Word], own: Sequence[int], reference: Reference) -> Near:
    mine = frozenset(own)
    common = mine & reference.shingles
    covered = [False] * len(row)
    for at, value in enumerate(own):
        if value in common:
            covered[at : at + WIDTH] = [True] * len(covered[at : at + WIDTH])
    _cover_names(row, own, reference, covered)
    missing = len(reference.shingles) - len(common)
    lacking = max(1, missing - WIDTH + 1) if missing else 0
    return Near(
        reference.key,
        reference.name,
        sum(value in common for value in own) / len(own),
        len(common) / len(reference.shingles),
        _stretches(row, covered),
        lacking,
    )


def _cover_names(
    row: Sequence[Word], own: Sequence[int], reference: Reference, covered: list[bool]
) -> None:
    """Count the licensor's name before a piece as the licence's own words."""
    after = {piece.hashes[0] for piece in reference.pieces if piece.named}
    for at, value in enumerate(own):
        if value not in after:
            continue
        first = at
        while first and not covered[first - 1] and at - first <= LONGEST_NAME:
            first -= 1
        if not any(word.folded in _listed("no_name") for word in row[first:at]):
            covered[first:at] = [True] * (at - first)


def _stretches(row: Sequence[Word], covered: Sequence[bool]) -> tuple[Stretch, ...]:
    """Return the runs of words that are not covered."""
    edges = [at for at, (one, two) in enumerate(pairwise([True, *covered, True])) if one != two]
    return tuple(
        Stretch(row[first].start, row[end - 1].end, end - first)
        for first, end in zip(edges[::2], edges[1::2], strict=True)
    )


def _is(folded: Sequence[str], own: Sequence[int], reference: Reference) -> bool:
    """True where the text is this licence from its first word to its last."""
    title = reference.title | _listed("plain_title")
    head = 0
    while head < min(LONGEST_TITLE, len(folded)) and folded[head] in title:
        head += 1
    return any(_follows(folded, own, reference.pieces, at) for at in range(head + 1))


def _follows(folded: Sequence[str], own: Sequence[int], pieces: Sequence[Piece], at: int) -> bool:
    """True where the pieces follow from a place to the end of the text."""
    if not pieces:
        return at == len(folded)
    piece, rest = pieces[0], pieces[1:]
    if piece.optional and _follows(folded, own, rest, at):
        return True
    reach = LONGEST_NAME if piece.named else 0
    for start in range(at, min(at + reach, len(folded)) + 1):
        if start > at and folded[start - 1] in _listed("no_name"):
            return False
        if _stands(folded, own, piece, start) and _follows(folded, own, rest, start + piece.length):
            return True
    return False


def _stands(folded: Sequence[str], own: Sequence[int], piece: Piece, at: int) -> bool:
    if at + piece.length > len(folded):
        return False
    if piece.length < WIDTH:
        return hashed(folded[at : at + piece.length]) == piece.hashes[0]
    return tuple(own[at : at + len(piece.hashes)]) == piece.hashes
