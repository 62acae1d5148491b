"""Fingerprints of licence texts: hashes of five words in a row, in the order of the text."""

from __future__ import annotations

import hashlib
from array import array
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pipeline.catalogue.rows import Faults, load

FILE = "licences/fingerprints.json"
#: Words in a shingle.
WIDTH = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a licence that every copy has word for word.

    Attributes:
        length: Its words.
        hashes: One a shingle; a piece shorter than a shingle has one for all its words.
        optional: Whether copies leave it out as a whole, as they do with an appendix.
        named: Whether a licensor's name may stand before it.
    """

    length: int
    hashes: tuple[int, ...] = field(repr=False)
    optional: bool
    named: bool


@dataclass(frozen=True)
class Reference:
    """One licence text that is known.

    Attributes:
        key: Its key in the public list.
        name: Its name there.
        title: Words that a heading above the text may consist of.
        pieces: In order.
        shingles: All hashes, without order.
    """

    key: str
    name: str
    title: frozenset[str] = field(repr=False)
    pieces: tuple[Piece, ...] = field(repr=False)
    shingles: frozenset[int] = field(repr=False)

    @property
    def length(self) -> int:
        """Words in all pieces."""
        return sum(piece.length for piece in self.pieces)


def hashed(words: Sequence[str]) -> int:
    """Return the hash of words in a row, 32 bits."""
    digest = hashlib.blake2b(" ".join(words).encode(), digest_size=4).digest()
    return int.from_bytes(digest, "little")


def shingles(words: Sequence[str]) -> tuple[int, ...]:
    """Return the hash of each run of ``WIDTH`` words; of all words where they are fewer."""
    if len(words) < WIDTH:
        return (hashed(words),)
    return tuple(hashed(words[at : at + WIDTH]) for at in range(len(words) - WIDTH + 1))


def packed(hashes: Sequence[int]) -> str:
    """Return hashes as text for a data file."""
    return b64encode(b"".join(value.to_bytes(4, "little") for value in hashes)).decode()


def unpacked(text: str) -> tuple[int, ...]:
    """Return the hashes that a data file holds.

    Raises:
        ValueError: it is not what ``packed`` writes.
    """
    data = b64decode(text, validate=True)
    values = array("I", data)
    if values.itemsize != 4:  # pragma: no cover - no such machine runs Python 3.11
        raise ValueError("this machine's unsigned int is not 32 bits wide")
    return tuple(values)


@lru_cache(maxsize=1)
def references() -> tuple[Reference, ...]:
    """Return all licence texts that are known, in order of their keys.

    Raises:
        BadCorpus: with every fault of the file.
    """
    return parse(load(FILE), FILE)


def parse(content: Mapping[str, Any], file: str) -> tuple[Reference, ...]:
    """Return the references of a file's content.

    Raises:
        BadCorpus: with every fault of the file.
    """
    faults = Faults(file)
    found: dict[str, Reference] = {}
    for row in content.get("references", ()):
        key = str(row.get("key", "?"))
        built = faults.attempt(key, lambda row=row: _reference(row))  # type: ignore[misc]
        if key in found:
            faults.add(key, "is there twice")
        elif built:
            found[key] = built
    if not found:
        faults.add("file", "no references")
    faults.done()
    return tuple(found[key] for key in sorted(found))


def _reference(row: Mapping[str, Any]) -> Reference:
    pieces = tuple(
        Piece(
            int(piece["words"]),
            unpacked(piece["hashes"]),
            bool(piece.get("optional")),
            bool(piece.get("named")),
        )
        for piece in row["pieces"]
    )
    for piece in pieces:
        if len(piece.hashes) != max(1, piece.length - WIDTH + 1):
            raise ValueError(f"{piece.length} words do not have {len(piece.hashes)} shingles")
    if all(piece.optional for piece in pieces):
        raise ValueError("no piece is required")
    every = frozenset(value for piece in pieces for value in piece.hashes)
    return Reference(row["key"], row["name"], frozenset(row["title"]), pieces, every)
