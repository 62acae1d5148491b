"""How much data the model was trained on: ``data_size``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pipeline.claims.context import Context
from pipeline.claims.quantities import Quantity
from pipeline.claims.readings import Reading, claim, cue, readings
from pipeline.schema import Claim, SegmentKind

ELEMENT = "data_size"
_GROWTH = re.compile(
    r"\b(?:gr[eo]w\w*|increas\w+|scal\w+|expand\w+|extend\w+|doubl\w+|rais\w+|ris\w+|rose)\b"
    r"[^.;]*\bfrom\s*$",
    re.IGNORECASE,
)
_LEAST = {
    "tokens": Decimal(10**7),
    "images": Decimal(1000),
    "samples": Decimal(500),
    "documents": Decimal(1000),
    "videos": Decimal(1000),
    "words": Decimal(10**6),
    "hours": Decimal(500),
    "TB": Decimal("0.001"),
}


def find(context: Context) -> Iterator[Claim]:
    """Yield the sizes of training data, with the stage of training as qualifier."""
    for reading in readings(context):
        unit = _unit(reading)
        if unit is None:
            continue
        found = claim(
            reading,
            ELEMENT,
            "data_size",
            unit=unit,
            quantity=_grown(reading),
            qualifier=reading.stage,
        )
        if found is not None:
            yield found


def _unit(reading: Reading) -> str | None:
    """Return the unit of a figure that measures training data, or None."""
    quantity = reading.scaled()
    unit = quantity.unit
    point = quantity.point if quantity.point is not None else quantity.high
    if point is None or quantity.mixture:
        return None
    header = reading.caption
    if unit is None and cue("tokens_header").search(header) and not cue("not_data").search(header):
        unit = "tokens" if quantity.suffix or point >= 10**9 else None
        return unit if unit and reading.bare else None
    if unit not in _LEAST or point < _LEAST[unit]:
        return None
    form = bool(cue("data_header").search(header))
    if form:
        return unit
    if reading.segment.kind is SegmentKind.ROW and not reading.says("train_verb"):
        return unit if cue("tokens_header").search(header) and unit == "tokens" else None
    if any(reading.says(role) for role in ("evaluation", "instruction")):
        return None
    if cue("not_data").search(f"{reading.before[-30:]} § {reading.after[:10]}"):
        return None
    if unit == "TB":
        return unit if _of_data(reading) else None
    if cue("data_heading").search(reading.headings) and (
        cue("size_label").search(header)
        or cue("modality_label").search(reading.segment.text[reading.low : reading.quantity.start])
    ):
        return unit
    if unit == "tokens":
        lead = reading.segment.lead
        return unit if reading.says("train_verb") or cue("train_verb").search(lead) else None
    return unit if _trained_on(reading) else None


def _grown(reading: Reading) -> Quantity:
    """Return the quantity; of "grew from 1T to 3T tokens" the end."""
    quantity = reading.scaled()
    if quantity.qualifier != "range" or not _GROWTH.search(reading.before):
        return quantity
    return replace(quantity, value=quantity.high, low=None, high=None, qualifier=None)


def _trained_on(reading: Reading) -> bool:
    """True where training is said before or in the figure, or the figure is said to serve it.

    "A collection of 40M papers formatted for pre-training" describes a source, not the model.
    """
    text = reading.segment.text
    before = text[max(reading.low, reading.quantity.start - 160) : reading.quantity.end]
    after = text[reading.quantity.end : min(reading.high, reading.quantity.end + 90)]
    return bool(cue("train_verb").search(before) or cue("used_for_training").search(after))


def _of_data(reading: Reading) -> bool:
    after = reading.after[:50]
    return bool(cue("training").search(after)) or " of text" in after or "text" in after[:24]
