"""One grammar for quantities: numbers with multiplier, unit, range and qualifier, on Decimal.

``quantities(text)`` finds what model documentation writes: ``7B``, ``6.74 billion parameters``,
``8x7B``, ``1.8×10^24 FLOP``, ``39.3M GPU hours``, ``10 to 20 million images``. A letter alone
("8B") has no unit: the caller knows from a header or a cue whether it counts parameters or
tokens, and no letter is ever read as bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from pipeline.claims.units import Unit, units


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity in a text.

    Attributes:
        start: First character of number or qualifier sign in the text.
        end: One past the unit, or past the number where there is no unit.
        raw: The stretch, as written.
        value: The number in its canonical unit; None for a range or an open end.
        low: Lower end of a range or of ``more than``, else None.
        high: Upper end of a range, of ``up to`` or of ``less than``, else None.
        unit: Canonical unit, or None where none is written beside the number.
        qualifier: ``about``, ``more than``, ``up to``, ``less than``, ``range``, or None.
        suffix: The multiplier as written (``B``, ``billion``), or empty.
        mixture: (experts, size of one) of a form such as ``8x7B``, whose total is not stated.
        number: (start, end) of the bare number with its multiplier.
    """

    start: int
    end: int
    raw: str
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    qualifier: str | None = None
    suffix: str = ""
    mixture: tuple[int, Decimal] | None = None
    number: tuple[int, int] = (0, 0)

    @property
    def point(self) -> Decimal | None:
        """The number to compare: the value, else the end that is stated."""
        if self.value is not None:
            return self.value
        if self.qualifier in ("up to", "less than"):
            return self.high
        return self.low if self.qualifier == "more than" else None


_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SPACE = "[  ]"
_DIGITS = (
    rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?![\d,])"
    rf"|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?:,\d+)?(?![\d.])"
    rf"|\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)"
    r"|\d+\.\d+(?!\.\d)"
    r"|\d+,\d{1,2}(?=\s*(?:(?i:million|billion|trillion)|Mrd|Mio|[TGMk]Wh|(?:k?t|kg|tonnes|tons)\s*CO))"
    r"|\d+"
)
_TIMES = r"\s*(?:×|x|X|\*|·|⋅|\\times|\\cdot)\s*"
_POWER = (
    rf"(?:(?P<mantissa>\d+(?:\.\d+)?){_TIMES})?10\s*"
    r"(?:(?:\^|\*\*|<sup>)\s*\{?\s*(?P<exp>[-+]?\d{1,2})\s*\}?(?:</sup>)?"
    r"|(?P<sup>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))"
)
# A superscript that extraction has lost: only behind × and a short factor, and only where the
# text goes on to say what is counted.
_LOST = (
    r"(?P<factor>\d{1,2}(?:\.\d+)?)\s*(?:×|·|⋅|\\times)\s*10(?P<lost>\d{2})(?!\d|[.,]\d)"
    r"(?=\s*(?:\w+\s+)?(?:[A-Za-z]?FLOP|[A-Za-z]*[Ff]lop|floating|tokens))"
)


@lru_cache(maxsize=1)
def _scanner() -> re.Pattern[str]:
    table = units()
    words = "|".join(sorted(table.words, key=lambda word: (-len(word), word)))
    letters = "|".join(sorted(table.letters, key=lambda word: (-len(word), word)))
    numerals = "|".join(sorted(table.numerals, key=lambda word: (-len(word), word)))
    counted = "|".join(name for name in numerals.split("|") if name != "a" and " " not in name)
    multiplier = (
        rf"(?:\s*-?\s*(?P<word>(?i:{words}))\b|(?P<letter>{letters})(?![A-Za-z0-9]|\s?(?:of\s)?CO_?[2₂])"
        rf"|{_SPACE}(?P<spaced>[KMBT])(?![A-Za-z0-9.'’]))?"
    )
    return re.compile(
        r"(?<![A-Za-z0-9_.])(?:"
        rf"(?P<power>{_POWER}|{_LOST})"
        r"|(?P<sci>\d+(?:\.\d+)?[eE][+-]?\d{1,2}(?![A-Za-z0-9]))"
        rf"|(?P<mixture>\d{{1,3}})\s?[x×]\s?(?P<expert>\d+(?:\.\d+)?)\s?(?P<mixed>[BM])(?![A-Za-z])"
        rf"|(?P<plain>{_DIGITS}){multiplier}"
        rf"|\b(?P<numeral>(?i:{numerals}))[ -](?P<numword>(?i:{words}))"
        rf"(?:[ -](?P<numword2>(?i:{words})))?\b"
        rf"|\b(?P<few>(?i:{counted}))(?=[ -](?:hours?|days?|weeks?|months?)\b)"
        r")",
    )


def _number(written: str) -> Decimal | None:
    """Return a plain number; separators of both traditions are told apart by their groups."""
    text = re.sub(_SPACE, "", written)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?", text):
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d+,\d{1,2}", text):
        text = text.replace(",", ".")
    else:
        text = text.replace(",", "")
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _power(match: re.Match[str]) -> Decimal:
    exponent = match["exp"] or (match["sup"] or "").translate(_SUPER) or match["lost"]
    return Decimal(match["mantissa"] or match["factor"] or 1).scaleb(int(exponent))


def _bare(match: re.Match[str]) -> tuple[Decimal | None, str]:
    """Return (value, multiplier as written) of one match of the scanner."""
    table = units()
    if match["power"] is not None:
        return _power(match), ""
    if match["sci"] is not None:
        return Decimal(match["sci"]), ""
    if match["numeral"] is not None:
        value = table.numerals[match["numeral"].lower()] * table.words[match["numword"].lower()]
        if match["numword2"]:
            value *= table.words[match["numword2"].lower()]
        return value, match["numword2"] or match["numword"]
    if match["few"] is not None:
        return table.numerals[match["few"].lower()], ""
    value_or_none = _number(match["plain"])
    if value_or_none is None:
        return None, ""
    if match["word"]:
        return value_or_none * table.words[match["word"].lower()], match["word"]
    letter = match["letter"] or match["spaced"] or ""
    return value_or_none * table.letters.get(letter, Decimal(1)), letter


_LOOSE_WORD = re.compile(r"[- ]?(?:[A-Za-z][\w'’]*(?:-[A-Za-z]\w*)*)(?=[- ])")
_DELIMITER = re.compile(r"\s*[-‐‑–+$)]?\s*\(?")


def _unit_at(text: str, at: int) -> tuple[Unit, Decimal, int] | None:
    """Return (unit, scale, end) of the unit that follows a number ending at ``at``."""
    gap = _DELIMITER.match(text, at)
    start = gap.end() if gap else at
    found = _tight(text, start)
    if found:
        return found
    table = units()
    for _ in range(4):
        word = _LOOSE_WORD.match(text, start)
        if not word or word.group().strip(" -").lower() in table.breaks:
            return None
        start = word.end() + 1
        found = _tight(text, start, loose_only=True)
        if found:
            return found
    return None


def _tight(text: str, start: int, *, loose_only: bool = False) -> tuple[Unit, Decimal, int] | None:
    table = units()
    for unit in table.units:
        if loose_only and not unit.loose:
            continue
        match = unit.pattern.match(text, start)
        if match:
            prefix = match.groupdict().get("si")
            factor = table.prefixes[prefix] if prefix else Decimal(1)
            return unit, unit.scale * factor, match.end()
    return None


def _qualifier(text: str, start: int) -> tuple[str | None, int]:
    """Return the qualifier that ends at ``start`` and where it begins."""
    before = text[max(0, start - 32) : start]
    for name, pattern in units().qualifiers:
        match = pattern.search(before)
        if match:
            return name, start - len(before) + match.start()
    return None, start


_JOIN = re.compile(r"\s*(?:-|–|—|to|and|until)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:between|from|range of|ranging from)\s*$", re.IGNORECASE)
_OR_MORE = re.compile(r"\+(?![\d\w])|\s+or more\b|\s+and above\b")


def _scan(text: str) -> Iterator[Quantity]:
    """Yield single quantities without ranges or qualifiers."""
    at = 0
    scanner = _scanner()
    while match := scanner.search(text, at):
        at = match.end()
        if match["mixture"] is not None:
            size = Decimal(match["expert"]) * units().letters[match["mixed"]]
            experts = int(match["mixture"])
            yield Quantity(
                match.start(),
                at,
                match.group(),
                None,
                suffix=match["mixed"],
                mixture=(experts, size),
                number=(match.start(), at),
            )
            continue
        value, suffix = _bare(match)
        if value is None:
            continue
        end = match.end()
        number = (match.start(), end)
        more = _OR_MORE.match(text, end)
        found = _unit_at(text, more.end() if more else end)
        unit, scale = (found[0].unit, found[1]) if found else (None, Decimal(1))
        if unit is not None and found is not None:
            end = found[2]
        elif more:
            end = more.end()
        quantity = Quantity(
            match.start(),
            end,
            text[match.start() : end],
            value * scale,
            unit=unit,
            suffix=suffix,
            number=number,
        )
        if more:
            quantity = replace(quantity, value=None, low=quantity.value, qualifier="more than")
        yield quantity
        at = max(at, end)


def _join(first: Quantity, second: Quantity, text: str) -> Quantity | None:
    """Return the range that two neighbours make, or None."""
    join = _JOIN.fullmatch(text, first.number[1], second.start)
    tight = first.end <= second.start
    if not tight or first.mixture or second.mixture or second.value is None or first.value is None:
        return None
    between = _BETWEEN.search(text[max(0, first.start - 14) : first.start])
    gap = text[first.end : second.start]
    if join is None:
        join = _JOIN.fullmatch(gap)
    word = gap.strip().lower()
    if join is None or (word == "and" and not between):
        return None
    low, high = first.value, second.value
    unit = second.unit or first.unit
    if first.unit is None and second.unit is not None:
        scale = high / _unscaled(second, text) if _unscaled(second, text) else Decimal(1)
        scaled = low * (scale if first.suffix == "" else scale / _multiplier(second))
        low = scaled if scaled < high else low
    if low > high:
        return None
    return replace(
        second,
        start=first.start,
        raw=text[first.start : second.end],
        value=None,
        low=low,
        high=high,
        unit=unit,
        qualifier="range",
        number=(first.number[0], second.number[1]),
    )


_LIST = re.compile(r"\s*(?:,|;|/|,?\s*(?:and|or|&))\s*")


def _shared(found: list[Quantity], text: str) -> list[Quantity]:
    """Give the members of a list the unit that only its last member names.

    "300M, 1.5B and 3.3B parameters" are three parameter counts. Only numbers with a multiplier
    take part, and only units that multiply nothing themselves.
    """
    scaled = {unit.unit for unit in units().units if unit.scale != 1}
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        here, after = shared[index], shared[index + 1]
        if here.unit or not after.unit or after.unit in scaled or not here.suffix:
            continue
        if here.mixture is None and _LIST.fullmatch(text, here.end, after.start):
            shared[index] = replace(here, unit=after.unit)
    return shared


def _multiplier(quantity: Quantity) -> Decimal:
    table = units()
    word = quantity.suffix
    return table.letters.get(word) or table.words.get(word.lower()) or Decimal(1)


def _unscaled(quantity: Quantity, text: str) -> Decimal:
    """Return the number of a quantity without multiplier and unit scale."""
    digits = re.match(_DIGITS, text[quantity.number[0] : quantity.number[1]])
    return (_number(digits.group()) if digits else None) or Decimal(0)


def _qualified(quantity: Quantity, text: str) -> Quantity:
    if quantity.qualifier in ("range", "more than"):
        return quantity
    name, start = _qualifier(text, quantity.start)
    if name is None:
        return quantity
    raw = text[start : quantity.end]
    value = quantity.value
    if value is None or name == "about":
        return replace(quantity, qualifier=name, start=start, raw=raw)
    if name == "more than":
        return replace(quantity, qualifier=name, low=value, value=None, start=start, raw=raw)
    return replace(quantity, qualifier=name, high=value, value=None, start=start, raw=raw)


def quantities(text: str) -> list[Quantity]:
    """Return the quantities of a text, in order.

    Args:
        text: A sentence, a cell, or a whole segment's text.

    Returns:
        Quantities that do not overlap, with offsets into ``text``.
    """
    found: list[Quantity] = []
    for quantity in _scan(text):
        joined = _join(found[-1], quantity, text) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(quantity)
    return [_qualified(quantity, text) for quantity in _shared(found, text)]
