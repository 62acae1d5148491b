"""How long training took: ``training_time``, in accelerator-hours or elapsed time."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.claims.context import Context
from pipeline.claims.readings import Reading, claim, cue, readings
from pipeline.schema import Claim

ELEMENT = "training_time"
_ELAPSED = ("days", "months", "hours")


def find(context: Context) -> Iterator[Claim]:
    """Yield accelerator-hours, and elapsed time said of training."""
    for reading in readings(context):
        unit = _unit(reading)
        if unit is None:
            continue
        found = claim(
            reading,
            ELEMENT,
            "training_time",
            unit=unit,
            quantity=reading.scaled(),
            qualifier=reading.stage,
        )
        if found is not None:
            yield found


def _unit(reading: Reading) -> str | None:
    quantity = reading.scaled()
    point = quantity.point if quantity.point is not None else quantity.high
    if point is None or point <= 0:
        return None
    if quantity.unit in ("GPU-hours", "TPU-hours"):
        other = any(reading.says(role) for role in ("not_training", "rate"))
        other = other or (reading.says("evaluation") and not reading.says("train_verb"))
        return None if other else quantity.unit
    if quantity.unit is None and reading.bare:
        if cue("gpu_hours_header").search(reading.caption):
            return "GPU-hours"
        if cue("tpu_hours_header").search(reading.caption):
            return "TPU-hours"
        return "hours" if cue("hours_header").search(reading.caption) else None
    if quantity.unit not in _ELAPSED or reading.says("evaluation") or reading.says("instruction"):
        return None
    if cue("hours_header").search(reading.caption) and reading.bare:
        return quantity.unit
    if quantity.unit == "hours" and cue("data_header").search(reading.caption):
        return None
    verb = reading.near("train_verb", 140)
    took = cue("took").search(reading.before[-20:])
    return quantity.unit if verb and took and not _of_media(reading) else None


def _of_media(reading: Reading) -> bool:
    """True for hours of audio or video, which measure data."""
    after = reading.after[:40].lower()
    return any(word in after for word in (" of ", "audio", "video", "speech", "music", "data"))
