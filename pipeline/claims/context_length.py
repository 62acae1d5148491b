"""Longest input and output: ``max_input`` and ``max_output``, in tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pipeline.claims.context import Context
from pipeline.claims.quantities import Quantity
from pipeline.claims.readings import Reading, claim, cue, readings
from pipeline.schema import Claim, Whose

INPUT, OUTPUT = "max_input", "max_output"
#: "131,072 tokens and generation 8,192 tokens": the second figure under one label.
_GENERATION = re.compile(
    r"\b(?:generat(?:ion|es?|ing)|outputs?|completions?)\s*(?:lengths?\s*)?(?:of|up to|:)?\s*$",
    re.IGNORECASE,
)
#: "$8 per 1M output tokens" is a price.
_PRICED = re.compile(r"[$€£¥][^;]{0,20}(?:\bper|/)\s*$|\bper\s*$", re.IGNORECASE)
_LEAST, _MOST = Decimal(200), Decimal(2 * 10**8)


def find(context: Context) -> Iterator[Claim]:
    """Yield windows; the sequence length of training only where no window is stated."""
    sequences: list[Claim] = []
    windows = False
    for reading in readings(context):
        rule = _rule(reading)
        if rule is None:
            continue
        element = OUTPUT if rule == "context.output" else INPUT
        found = claim(reading, element, rule, unit="tokens", quantity=_longest(reading), point=True)
        if found is None:
            continue
        if rule == "context.sequence":
            sequences.append(found)
            continue
        windows = windows or (element == INPUT and found.whose is Whose.OWN)
        yield found
    if not windows:
        yield from sequences


def _rule(reading: Reading) -> str | None:
    quantity = _longest(reading)
    point = quantity.point
    if point is None or not _LEAST <= point <= _MOST or quantity.mixture:
        return None
    if _PRICED.search(reading.before):
        return None
    if quantity.unit not in ("tokens", None) or _start_of_extension(reading):
        return None
    if cue("output_length").search(reading.caption) and reading.bare:
        return "context.output"
    if cue("context_header").search(reading.caption) and not cue("tokens_header").fullmatch(
        reading.header
    ):
        if cue("sequence").search(reading.caption):
            return None if "batch" in reading.segment.text.lower() else "context.sequence"
        if _GENERATION.search(reading.before):
            return "context.output"
        if reading.bare or quantity.unit == "tokens" or quantity.suffix:
            return None if reading.says("evaluation") else "context.header"
    if not (quantity.unit == "tokens" or quantity.suffix or _round(point)):
        return None
    if point > 10**7 and not cue("window").search(reading.clause):
        return None
    if cue("early_stage").search(reading.before):
        return None
    if reading.says("setting") or reading.says("evaluation"):
        return None
    if reading.near("output_length", 40) and not reading.near("window", 30):
        return "context.output"
    if reading.near("window", 50) and quantity.suffix not in ("B", "T"):
        return "context.window"
    if reading.near("sequence", 30):
        return "context.sequence"
    return None


def _longest(reading: Reading) -> Quantity:
    """Return the quantity, of a range its end: "from 8K to 32K tokens" makes a window of 32K."""
    quantity = reading.scaled()
    if quantity.qualifier != "range":
        return quantity
    return replace(quantity, value=quantity.high, low=None, high=None, qualifier=None)


def _start_of_extension(reading: Reading) -> bool:
    """True for the first figure of "extended from 8K to 32K", which is the old length."""
    before, after = reading.before[-12:].lower(), reading.after[:6].lower()
    return before.rstrip().endswith("from") and after.lstrip().startswith("to ")


def _round(number: Decimal) -> bool:
    """True for powers of two and multiples of 1024 or 1000, as windows are."""
    return number % 512 == 0 or number % 1000 == 0
