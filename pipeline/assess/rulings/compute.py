"""Time, compute, hardware, energy and emissions of training, and cost of use."""

from __future__ import annotations

from pipeline.assess.rulings.evidence import Ruling
from pipeline.assess.rulings.general import fallback
from pipeline.assess.rulings.reading import Reading, Unit


def _digits(unit: Unit) -> bool:
    return any(char.isdigit() for char in unit.content)


def training_time(reading: Reading) -> Ruling:
    """Accelerator-hours or days with their number."""
    fields = [u for u in reading.fields if _digits(u)]
    stated = reading.where(lambda u: u.has("hours", "wall", "took_to_train") and not u.instructs)
    return (
        reading.disclosed(reading.claimed, "Training time is stated.", 0.95)
        or reading.disclosed([*fields, *stated], "Training time is stated.", 0.9)
        or reading.partial(reading.having("dates"), "Dates of training are given.", 0.6)
        or reading.mentioned(reading.having("general"), "Training time comes up in passing.", 0.2)
        or reading.absent("No training time is stated.")
    )


def training_compute(reading: Reading) -> Ruling:
    """Operations as a figure; a rate of the hardware only mentions it."""
    fields = [u for u in reading.fields if _digits(u) and u.has("flop", "general")]
    return (
        reading.disclosed(reading.claimed, "Training compute is stated.", 0.95)
        or reading.disclosed([*fields, *reading.having("flop")], "Training compute is stated.")
        or reading.mentioned(
            reading.having("general"), "Compute comes up without its amount.", 0.15
        )
        or reading.absent("No training compute is stated.", 0.02)
    )


def training_hardware(reading: Reading) -> Ruling:
    """Kind and number of accelerators; one of the two is half; hardware to run it is none."""
    own = reading.where(
        lambda u: (
            (u.has("train_word") or u.under or u.labelled)
            and not u.instructs
            and not u.has("run_only")
        )
    )
    whole = [u for u in own if u.has("number") and u.has("chip")]
    half = [u for u in own if u.has("chip", "number")]
    return (
        reading.disclosed(whole, "Kind and number of accelerators are stated.", 0.9)
        or reading.partial(half, "Kind or number of accelerators is stated.", 0.6)
        or reading.partial(reading.claimed, "Training hardware is stated.", 0.6)
        or reading.mentioned(reading.having("general"), "A cluster comes up in passing.", 0.25)
        or reading.absent("No training hardware is stated.")
    )


def compute_method(reading: Reading) -> Ruling:
    """How a figure for compute was reached, beside that figure."""
    figure = reading.where(lambda u: u.has("method", "breakdown") and u.has("figure"))
    return reading.partial(
        figure, "The make-up of the compute figure is told.", 0.55
    ) or reading.absent("No method for compute is told.", 0.05)


def energy_training(reading: Reading) -> Ruling:
    """An amount of energy; power of the hardware is half of it."""
    return (
        reading.disclosed(reading.claimed, "The energy of training is stated.", 0.95)
        or reading.disclosed(reading.having("amount"), "The energy of training is stated.", 0.85)
        or reading.placeholder(_blank(reading))
        or reading.partial(
            [u for u in reading.fields if _digits(u)]
            + reading.where(lambda u: u.has("power") and not u.has("not_energy")),
            "The power of the hardware is stated.",
            0.55,
        )
        or reading.mentioned(reading.having("general"), "Energy comes up in passing.", 0.2)
        or reading.absent("No energy is stated.", 0.02)
    )


def carbon(reading: Reading) -> Ruling:
    """An amount of emissions."""
    fields = [u for u in reading.fields if _digits(u)]
    return (
        reading.disclosed(reading.claimed, "Emissions are stated.", 0.95)
        or reading.disclosed([*fields, *reading.having("amount")], "Emissions are stated.", 0.9)
        or reading.placeholder(_blank(reading))
        or reading.mentioned(reading.having("general"), "Emissions come up in passing.", 0.2)
        or reading.absent("No emissions are stated.", 0.02)
    )


def _blank(reading: Reading) -> list[Unit]:
    return [u for u in reading.units if u.says("placeholder") and (u.labelled or u.has("general"))]


def energy_method(reading: Reading) -> Ruling:
    """A method for energy or emissions, where a figure for either stands."""
    stated = reading.where(lambda u: u.has("method"))
    half = reading.where(lambda u: u.has("estimated") and u.has("figure"))
    if len(stated) >= 2 or (stated and half):
        return reading.disclosed(stated, "The method is described.", 0.85) or fallback(reading)
    return reading.partial([*stated, *half], "The method is named.", 0.6) or reading.absent(
        "No method for energy is told.", 0.02
    )


def inference_compute(reading: Reading) -> Ruling:
    """Operations or energy of a task; speed alone only mentions it."""
    return (
        reading.disclosed(
            reading.having("amount", "amount_of_use"),
            "Compute or energy of inference is stated.",
            0.6,
        )
        or reading.referred(
            [u for u in reading.having("cost") if u.segment.links or u.says("reference")],
            "Figures are elsewhere.",
        )
        or reading.mentioned(
            reading.where(
                lambda u: u.has("speed") and u.has("figure") and not u.has("of_training")
            ),
            "Speed without compute or energy.",
            0.15,
        )
        or reading.absent("Nothing on inference is stated.", 0.02)
    )


RULES = {
    "training_time": training_time,
    "training_compute": training_compute,
    "training_hardware": training_hardware,
    "compute_method": compute_method,
    "energy_training": energy_training,
    "carbon": carbon,
    "energy_method": energy_method,
    "inference_compute": inference_compute,
}
