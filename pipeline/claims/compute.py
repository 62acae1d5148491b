"""Stated training compute: ``training_compute``, in FLOP. Nothing is derived here.

Text taken from PDFs loses what was raised: 10²⁵ comes out as "1025" or "10 25". Where the unit
is FLOP and a count so small would make no sense, the exponent is restored; the claim keeps the
words as written, and its qualifier says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pipeline.claims.context import Context
from pipeline.claims.quantities import Quantity
from pipeline.claims.readings import Reading, claim, cue, readings
from pipeline.schema import Claim

ELEMENT = "training_compute"
#: Qualifiers beside the stage of training.
SYNTHETIC, EXPERIMENTS = "for synthetic data", "for discarded runs"
RESTORED = "exponent restored"
#: "models trained with more than 10^23 FLOP": a class of models.
_CLASS = re.compile(r"\bmodels?\s+(?:that (?:are|were)\s+)?trained\s+(?:with|using|on)\s*$", re.I)
_LEAST, _MOST = Decimal(10) ** 18, Decimal(10) ** 29
_LOST = re.compile(
    r"(?<![\w.,^])(?:(?P<factor>\d{1,2}(?:\.\d+)?)\s*(?:×|x|X|\*|·|⋅|\\times)\s*)?"
    r"10 ?(?P<exponent>1[89]|2\d)$"
)
#: A rate, or work for one piece of input: no exponent was lost there.
_EACH = re.compile(r"\s*(?:/|per\b|each\b|for (?:each|every|one)\b)", re.I)
#: A header that scales its column by a power of ten.
_SCALED = re.compile(r"10|[×*]|\be\d", re.I)


def find(context: Context) -> Iterator[Claim]:
    """Yield FLOP figures said of training; rates and legal thresholds are none."""
    for reading in readings(context):
        quantity, restored = _restored(reading)
        point = quantity.point if quantity.point is not None else quantity.high
        if point is None or not _LEAST <= point <= _MOST:
            continue
        header = bool(cue("compute_header").search(reading.caption))
        if quantity.qualifier and _CLASS.search(reading.before):
            continue
        if quantity.unit != "FLOP" and not (quantity.unit is None and header and reading.bare):
            continue
        law = f"{reading.before[-80:]} § {reading.after[:24]}"
        if cue("threshold").search(law) or not (header or reading.says("compute_words")):
            continue
        words = [_purpose(reading), RESTORED if restored else None]
        found = claim(
            reading,
            ELEMENT,
            "training_compute",
            unit="FLOP",
            quantity=quantity,
            qualifier=", ".join(word for word in words if word) or None,
        )
        if found is not None:
            yield found


def _purpose(reading: Reading) -> str | None:
    """Return what the compute was spent on: a stage of training, or something beside it."""
    near = f"{reading.caption} {reading.before[-80:]} § {reading.after[:60]}"
    if cue("synthetic_run").search(near):
        return SYNTHETIC
    if cue("discarded_run").search(near):
        return EXPERIMENTS
    return reading.stage


def _restored(reading: Reading) -> tuple[Quantity, bool]:
    """Return the quantity, with a lost exponent put back where there was one; and whether."""
    quantity, text = reading.quantity, reading.segment.text
    match = _LOST.search(text[reading.low : quantity.number[1]])
    if match is None:
        return quantity, False
    value = Decimal(match["factor"] or 1).scaleb(int(match["exponent"]))
    if quantity.point == value:
        return quantity, True
    written = text[quantity.number[0] : quantity.number[1]].replace(" ", "")
    unit = quantity.unit == "FLOP" and quantity.point == Decimal(written)
    column = quantity.unit is None and not _SCALED.search(reading.caption)
    if not (unit or column) or _EACH.match(text, quantity.end):
        return quantity, False
    start = reading.low + match.start()
    return replace(
        quantity,
        start=start,
        raw=text[start : quantity.end],
        value=value,
        low=None,
        high=None,
        qualifier=None,
        number=(start, quantity.number[1]),
    ), True
