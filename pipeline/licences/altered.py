"""Altered licence texts, to see that none of them is taken for the licence that it was.

Each is one change of the kind that makes another licence of a text: a clause cut, put in or taken
from another text, a number or a permission changed. Copyright lines and numbers of clauses are
left as they are, since copies of one licence differ in them; but a clause may hide in such a line.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

#: Clauses by nobody, put in where one is put in.
CLAUSES = (
    "The rights end where your service has more than 400 million monthly users.",
    "You may not use the material for any commercial purpose.",
    "Use in hospitals, courts and schools needs our written consent.",
    "You must send us every improvement that you make within thirty days.",
    "No right is granted to anyone who lives in the European Union.",
    "You shall not use what it puts out to train another model.",
)
_SENTENCE = re.compile(r"[A-Z“\"(][^.;:\n]*(?:\n(?!\s*\n)[^.;:\n]*)*[.;:](?=\s|$)")
_NUMBER = re.compile(r"(?<=[a-z] )\$?\d[\d,]*(?:\.\d+)?\b(?=%| [a-z(])")
_RIGHTS = re.compile(r"copyright|©|\(c\) |rights reserved", re.IGNORECASE)
#: Words that turn a permission round. The first that stands in the chosen sentence is changed.
_TURNS = (
    (r"\bmay not\b", "may"),
    (r"\bshall not\b", "shall"),
    (r"\bmust not\b", "must"),
    (r"\bwill not\b", "will"),
    (r"\bmay\b(?! not)", "may not"),
    (r"\bshall\b(?! not)", "shall not"),
    (r"\bmust\b(?! not)", "need not"),
    (r"\bnot\b", "also"),
    (r"\bnon-exclusive\b", "exclusive"),
    (r"\broyalty-free\b", "royalty-bearing"),
    (r"\bperpetual\b", "yearly"),
    (r"\bworldwide\b", "regional"),
    (r"\bfree of charge\b", "for a fee"),
    (r"\bwithout\b", "with"),
    (r"\bany\b", "no"),
)


@dataclass(frozen=True, slots=True)
class Altered:
    """One altered text.

    Attributes:
        of: Name of the text that it was made from.
        kind: What was done: ``cut``, ``inserted``, ``tucked`` (into a copyright line),
            ``number``, ``turned``, ``swapped``, ``moved``.
        text: The whole text.
        change: The change, before and after, for people.
    """

    of: str
    kind: str
    text: str
    change: str


def altered(texts: Sequence[tuple[str, str]], count: int, seed: int = 5) -> Iterator[Altered]:
    """Yield altered texts, each kind in turn, the same ones for the same seed.

    Args:
        texts: (name, text) of the unaltered ones.
        count: How many.
        seed: Of the random choices.
    """
    chance = random.Random(seed)  # noqa: S311 - choices for a test, no secret
    kinds = tuple(_KINDS)
    made, tries = 0, 0
    while texts and made < count and tries < 50 * count:
        kind = kinds[tries % len(kinds)]
        tries += 1
        name, text = texts[chance.randrange(len(texts))]
        other = texts[chance.randrange(len(texts))][1]
        change = _KINDS[kind](chance, text, other)
        if change is None:
            continue
        start, end, put = change
        new = text[:start] + put + text[end:]
        if re.findall(r"\w", new) == re.findall(r"\w", text):
            continue
        made += 1
        told = f"{text[start:end][:60]!r} -> {put[:60]!r}"
        yield Altered(name, kind, new, " ".join(told.split()))


_Change = tuple[int, int, str] | None


def _clauses(text: str) -> list[tuple[int, int]]:
    """Return the sentences of more than a few words that are no part of a copyright line."""
    found = []
    for match in _SENTENCE.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.end()]
        if len(match[0].split()) >= 8 and not _RIGHTS.search(line):
            found.append(match.span())
    return found


def _cut(chance: random.Random, text: str, other: str) -> _Change:
    found = _clauses(text)
    return (*chance.choice(found), "") if len(found) > 1 else None


def _inserted(chance: random.Random, text: str, other: str) -> _Change:
    found = _clauses(text)
    if not found:
        return None
    at = chance.choice(found)[1]
    return at, at, f" {chance.choice(CLAUSES)}"


def _tucked(chance: random.Random, text: str, other: str) -> _Change:
    """Put a clause at the end of a copyright line, or of the first line where there is none."""
    lines = list(re.finditer(r"(?m)^.*\S.*$", text))
    if not lines:
        return None
    marked = [line for line in lines if _RIGHTS.search(line[0])]
    at = (marked or lines)[0].end()
    return at, at, f" {chance.choice(CLAUSES)}"


def _number(chance: random.Random, text: str, other: str) -> _Change:
    found = [match.span() for match in _NUMBER.finditer(text)]
    if not found:
        return None
    start, end = chance.choice(found)
    digit = chance.choice([at for at in range(start, end) if text[at].isdigit()])
    return digit, digit + 1, str((int(text[digit]) + chance.randrange(1, 9)) % 10)


def _turned(chance: random.Random, text: str, other: str) -> _Change:
    found = _clauses(text)
    if not found:
        return None
    start, end = chance.choice(found)
    for pattern, put in _TURNS:
        if match := re.search(pattern, text[start:end], re.IGNORECASE):
            return start + match.start(), start + match.end(), put
    return None


def _swapped(chance: random.Random, text: str, other: str) -> _Change:
    found, theirs = _clauses(text), _clauses(other)
    if not found or not theirs or text == other:
        return None
    first, last = chance.choice(theirs)
    return (*chance.choice(found), other[first:last])


def _moved(chance: random.Random, text: str, other: str) -> _Change:
    """Take the most alike but different clause of another text, as another edition has it."""
    theirs = [other[a:b] for a, b in _clauses(other)]
    mine = _clauses(text)
    chance.shuffle(mine)
    for start, end in mine[:8]:
        clause = text[start:end]
        alike = [
            (share, one)
            for one in theirs
            if (share := _alike(clause, one)) >= 0.5 and _said(one) != _said(clause)
        ]
        if alike:
            return start, end, max(alike)[1]
    return None


def _said(clause: str) -> list[str]:
    """Return what counts when two clauses are held together: no numbering, no single letters."""
    return re.findall(r"[a-z]{2,}|\d{2,}", clause.lower())


def _alike(one: str, two: str) -> float:
    first, second = set(one.lower().split()), set(two.lower().split())
    return len(first & second) / max(1, len(first | second))


_KINDS: dict[str, Callable[[random.Random, str, str], _Change]] = {
    "cut": _cut,
    "inserted": _inserted,
    "tucked": _tucked,
    "number": _number,
    "turned": _turned,
    "swapped": _swapped,
    "moved": _moved,
}
