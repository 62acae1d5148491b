"""When a predicted value is the labelled one: one rule for each kind of value.

Numbers agree within 1 %, or 5 % where either side says "about"; a window written 128k may be
128,000 or 131,072. Of a range both ends must agree, or be labelled one by one; "more than" and
"up to" agree with the number that they name. A date must reach the label's precision and agree
with it; a finer one is right too. Names agree without case and punctuation, or where one is the
other with more words (a legal form, a size). Sets are compared member by member.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pipeline.schema import Value

Normalise = Callable[[str], str]


class Kind(StrEnum):
    """How values of an element are compared."""

    NUMBER = "number"
    WINDOW = "window"
    NAME = "name"
    LICENCE = "licence"
    DATE = "date"
    MODALITY = "modality"
    LANGUAGE = "language"
    HARDWARE = "hardware"


#: The elements whose gold values are typed; free-text lists are left out.
TYPED: dict[str, Kind] = {
    "provider_name": Kind.NAME,
    "model_name": Kind.NAME,
    "base_model": Kind.NAME,
    "licence": Kind.LICENCE,
    "parameters_total": Kind.NUMBER,
    "parameters_active": Kind.NUMBER,
    "max_input": Kind.WINDOW,
    "max_output": Kind.WINDOW,
    "input_modalities": Kind.MODALITY,
    "output_modalities": Kind.MODALITY,
    "data_languages": Kind.LANGUAGE,
    "data_size": Kind.NUMBER,
    "data_cutoff": Kind.DATE,
    "release_date": Kind.DATE,
    "training_hardware": Kind.HARDWARE,
    "training_time": Kind.NUMBER,
    "training_compute": Kind.NUMBER,
    "energy_training": Kind.NUMBER,
    "carbon": Kind.NUMBER,
}

#: What stands for "there is none" in labels and claims.
NOTHING = frozenset({"none", "notapplicable", "na", "nobase", "fromscratch", "trainedfromscratch"})

_NOT_ALNUM = re.compile(r"[\W_]+")
_NUMBER = r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?"
_RANGE = re.compile(rf"\s*(?P<low>{_NUMBER})\s*-\s*(?P<high>{_NUMBER})(?:\s+[A-Za-z-]+)?\s*", re.I)
_OPEN = re.compile(rf"\s*(?P<sign>[<>]=?|~|about )\s*(?P<n>{_NUMBER})(?:\s+[\w/-]+)?\s*", re.I)
_PLAIN = re.compile(rf"\s*(?P<n>{_NUMBER})(?:\s+(?:[A-Za-z][\w/-]*))?\s*", re.I)
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_SIZE = re.compile(r"(?<![\w.])(?:\d+x)?\d+(?:\.\d+)?[bm](?![a-z])", re.I)
_CHIP = re.compile(
    r"\b(?:[AHBVLP]\d{2,3}|GH200|GB200|TPU|MI\d{3}X?|Trainium|Gaudi|Ascend|RTX(?:\s?A?\d{4})?)",
    re.I,
)
_COUNT = re.compile(r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d{1,6})\s*(?:x\b|×)", re.I)


def fold(text: str) -> str:
    """Return a name without case, blanks and punctuation."""
    return _NOT_ALNUM.sub("", text).lower()


@dataclass(frozen=True, slots=True)
class Typed:
    """A value made comparable.

    Attributes:
        low: The number, or the lower end; None where it is no number.
        high: The same number, or the upper end.
        words: Folded name, date, chip or member; empty for numbers.
        rough: True where the value is said to be about right.
        count: How many accelerators; None where not stated.
    """

    low: float | None = None
    high: float | None = None
    words: str = ""
    rough: bool = False
    count: int | None = None


def of_label(kind: Kind, norm: object, raw: str, normalise: Normalise = fold) -> list[Typed]:
    """Return a labelled value as comparable ones; empty where it is only prose."""
    members = norm if isinstance(norm, list | tuple) else [norm]
    found: list[Typed] = []
    for member in members:
        found += _one(kind, member, raw, normalise)
    return found


def of_value(kind: Kind, value: Value, normalise: Normalise = fold) -> list[Typed]:
    """Return a predicted value as comparable ones; empty where it has none."""
    if kind in (Kind.NUMBER, Kind.WINDOW):
        rough = "about" in (value.qualifier or "")
        if isinstance(value.norm, int | float) and not isinstance(value.norm, bool):
            return [Typed(float(value.norm), float(value.norm), rough=rough)]
        low = value.low if value.low is not None else value.high
        high = value.high if value.high is not None else value.low
        return [] if low is None else [Typed(low, high, rough=rough)]
    members = value.norm if isinstance(value.norm, tuple) else (value.norm,)
    return [typed for m in members for typed in _one(kind, m, value.raw, normalise)]


def _one(kind: Kind, norm: object, raw: str, normalise: Normalise) -> list[Typed]:
    if norm is None or isinstance(norm, bool):
        return []
    if kind in (Kind.NUMBER, Kind.WINDOW):
        return _numbers(norm, raw)
    text = str(norm)
    if kind is Kind.DATE:
        return [Typed(words=text)] if _DATE.fullmatch(text) else []
    if kind is Kind.HARDWARE:
        chip = _CHIP.search(text)
        count = _COUNT.search(text)
        words = fold(chip.group()) if chip else ""
        return (
            [Typed(words=words, count=int(count[1].replace(",", "")) if count else None)]
            if words
            else []
        )
    if kind is Kind.LANGUAGE and (re.search(r"\d", text) or len(text.split()) > 3):
        return []
    if kind is Kind.NAME:
        return [Typed(words=text)] if fold(text) else []
    words = normalise(text)
    return [Typed(words=words)] if words else []


def _numbers(norm: object, raw: str) -> list[Typed]:
    rough = bool(re.search(r"~|≈|\babout\b|approx|around|roughly", f"{raw} {norm}", re.I))
    if isinstance(norm, int | float):
        return [Typed(float(norm), float(norm), rough=rough)]
    text = str(norm)
    if match := _RANGE.fullmatch(text):
        return [Typed(float(match["low"]), float(match["high"]), rough=rough)]
    if match := _OPEN.fullmatch(text) or _PLAIN.fullmatch(text):
        return [Typed(float(match["n"]), float(match["n"]), rough=rough)]
    return []


def same(kind: Kind, said: Typed, label: Typed) -> bool:
    """Say whether a predicted value is the labelled one."""
    if kind in (Kind.NUMBER, Kind.WINDOW):
        return _same_number(kind, said, label)
    if kind is Kind.DATE:
        return _same_date(said.words, label.words)
    if kind is Kind.HARDWARE:
        counts = said.count is None or label.count is None or said.count == label.count
        return said.words == label.words and counts
    if kind is Kind.NAME:
        return _same_name(said.words, label.words)
    return said.words == label.words


def _same_number(kind: Kind, said: Typed, label: Typed) -> bool:
    if said.low is None or said.high is None or label.low is None or label.high is None:
        return False
    share = 0.05 if said.rough or label.rough else 0.01
    factors = (1.0, 1.024, 1 / 1.024, 1.048576, 1 / 1.048576) if kind is Kind.WINDOW else (1.0,)
    return any(
        _near(said.low * factor, label.low, share) and _near(said.high * factor, label.high, share)
        for factor in factors
    )


def _near(one: float, other: float, share: float) -> bool:
    return abs(one - other) <= share * max(abs(one), abs(other))


def _same_date(said: str, label: str) -> bool:
    """A date must be at least as precise as the label and agree with it."""
    return said == label or said.startswith(f"{label}-")


def _same_name(said: str, label: str) -> bool:
    one, other = fold(said), fold(label)
    if one in NOTHING or other in NOTHING:
        return one in NOTHING and other in NOTHING
    if one == other:
        return True
    first, second = _words(said), _words(label)
    return bool(first and second) and (first <= second or second <= first)


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in re.split(r"[^\w.]+|_", name.lower()) if word.strip("."))


def sizes(variant: str | None) -> frozenset[str]:
    """Return the size tokens of a variant's name, such as ``8b``."""
    return frozenset(match.group().lower() for match in _SIZE.finditer(variant or ""))


def compatible(said: str | None, label: str | None) -> bool:
    """False where both name a variant and their sizes differ."""
    one, other = sizes(said), sizes(label)
    return not one or not other or bool(one & other)
