"""Ordinals, Roman numerals and runs of labels, as references to law use them."""

from __future__ import annotations

import re

#: Words for the ordinals that name unnumbered subparagraphs; index 0 is not used.
ORDINALS = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)

_VALUES = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_LETTERED = re.compile(r"(\d+)([a-z])")
#: Runs longer than this are a slip of the pen, not a reference.
LONGEST_RUN = 200


def ordinal(number: int) -> str:
    """Return the word for an ordinal up to twelve, digits (13th) beyond."""
    return ORDINALS[number] if 1 <= number < len(ORDINALS) else f"{number}th"


def to_roman(number: int) -> str:
    """Return a number from 1 to 399 in upper-case Roman numerals."""
    if not 1 <= number <= 399:
        raise ValueError(f"no Roman numeral for {number}: 1 to 399")
    out = ""
    for value, letters in _VALUES:
        while number >= value:
            out += letters
            number -= value
    return out


def from_roman(text: str) -> int | None:
    """Return the value of a well-formed Roman numeral in either case, otherwise None."""
    upper, rest, total = text.upper(), text.upper(), 0
    for value, letters in _VALUES:
        while rest.startswith(letters):
            total += value
            rest = rest[len(letters) :]
    if rest or not 1 <= total <= 399 or to_roman(total) != upper:
        return None
    return total


def run(first: str, last: str) -> tuple[str, ...]:
    """Return the labels from ``first`` to ``last``, both included.

    Understands numbers, letters, lettered numbers (75a to 75d), dotted numbers whose last part
    runs (1.1 to 1.4) and Roman numerals in either case.

    Raises:
        ValueError: the two are not ends of one run, or it goes backwards.
    """
    found = _run(first, last)
    if not found or found[-1] != last or len(found) > LONGEST_RUN:
        raise ValueError(f"{first} to {last} is not a run of labels")
    return found


def _run(first: str, last: str) -> tuple[str, ...]:
    if first.isdigit() and last.isdigit():
        return tuple(str(n) for n in range(int(first), min(int(last), int(first) + 999) + 1))
    if "." in first and "." in last:
        (stem, a), (other, b) = first.rsplit(".", 1), last.rsplit(".", 1)
        if stem == other and a.isdigit() and b.isdigit():
            return tuple(f"{stem}.{label}" for label in _run(a, b))
        return ()
    one, two = _LETTERED.fullmatch(first), _LETTERED.fullmatch(last)
    if one and two and one[1] == two[1]:
        return tuple(one[1] + label for label in _run(one[2], two[2]))
    a_roman, b_roman = from_roman(first), from_roman(last)
    # (a) to (d) are letters; (i) to (iii) and XI to XIII are Roman: one letter alone never is,
    # unless the other end has several.
    if a_roman and b_roman and (len(first) > 1 or len(last) > 1 or first in "iI"):
        lower = first.islower()
        romans = [to_roman(n) for n in range(a_roman, b_roman + 1)]
        return tuple(r.lower() if lower else r for r in romans)
    if len(first) == len(last) == 1 and first.isalpha() and last.isalpha():
        return tuple(chr(c) for c in range(ord(first), ord(last) + 1))
    return ()
