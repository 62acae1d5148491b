"""Energy and emissions of training: ``energy_training`` in MWh, ``carbon`` in tCO2e."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pipeline.claims.context import Context
from pipeline.claims.quantities import Quantity
from pipeline.claims.readings import Reading, claim, cue, readings
from pipeline.schema import Claim

ENERGY, CARBON = "energy_training", "carbon"
_HEADERS = {
    "gwh_header": (ENERGY, Decimal(1000)),
    "mwh_header": (ENERGY, Decimal(1)),
    "kwh_header": (ENERGY, Decimal("0.001")),
    "kg_header": (CARBON, Decimal("0.001")),
    "tonnes_header": (CARBON, Decimal(1)),
}


def find(context: Context) -> Iterator[Claim]:
    """Yield stated energy and emissions; figures of inference, offsets and grids are none."""
    for reading in readings(context):
        found = _measured(reading)
        if found is None:
            continue
        element, quantity = found
        unit = "MWh" if element == ENERGY else "tCO2e"
        words = [word for word in (_basis(reading), reading.stage) if word]
        qualifier = ", ".join(words) or None
        made = claim(reading, element, element, unit=unit, quantity=quantity, qualifier=qualifier)
        if made is not None:
            yield made


def _measured(reading: Reading) -> tuple[str, Quantity] | None:
    quantity = reading.scaled()
    point = quantity.point if quantity.point is not None else quantity.high
    label = re.sub(r"\([^)]*\)", "", f"{reading.header} § {reading.before}")
    if point is None or cue("not_training").search(label):
        return None
    if quantity.unit == "MWh":
        return None if _elsewhere(reading) else (ENERGY, quantity)
    if quantity.unit == "tCO2e":
        return None if _elsewhere(reading) else (CARBON, quantity)
    if quantity.unit is not None or not reading.bare:
        return None
    for role, (element, factor) in _HEADERS.items():
        topic = cue("carbon_header" if element == CARBON else "energy_header")
        if cue(role).search(reading.caption) and (
            element == ENERGY or topic.search(reading.caption)
        ):
            if element == ENERGY and cue("carbon_header").search(reading.header):
                continue
            return element, _times(quantity, factor)
    return None


def _elsewhere(reading: Reading) -> bool:
    """True where the words beside a figure say that it is not of training."""
    before = re.sub(r"\([^)]*\)", "", reading.before)
    return bool(cue("not_training").search(f"{before[-60:]} § {reading.after[:40]}"))


def _times(quantity: Quantity, factor: Decimal) -> Quantity:
    def times(number: Decimal | None) -> Decimal | None:
        return None if number is None else number * factor

    return replace(
        quantity,
        value=times(quantity.value),
        low=times(quantity.low),
        high=times(quantity.high),
    )


def _basis(reading: Reading) -> str | None:
    words = f"{reading.caption} {reading.before}"
    if cue("market_based").search(words):
        return "market-based"
    return "location-based" if cue("location_based").search(words) else None
