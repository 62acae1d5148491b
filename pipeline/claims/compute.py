"""Stated training compute: ``training_compute``, in FLOP. Nothing is derived here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.claims.context import Context
from pipeline.claims.readings import claim, cue, readings
from pipeline.schema import Claim

ELEMENT = "training_compute"
#: "models trained with more than 10^23 FLOP": a class of models.
_CLASS = re.compile(r"\bmodels?\s+(?:that (?:are|were)\s+)?trained\s+(?:with|using|on)\s*$", re.I)
_LEAST, _MOST = Decimal(10) ** 18, Decimal(10) ** 29


def find(context: Context) -> Iterator[Claim]:
    """Yield FLOP figures said of training; rates and legal thresholds are none."""
    for reading in readings(context):
        quantity = reading.quantity
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
        found = claim(reading, ELEMENT, "training_compute", unit="FLOP", qualifier=reading.stage)
        if found is not None:
            yield found
