"""How the model was trained, and why so."""

from __future__ import annotations

from pipeline.assess.rulings.evidence import Ruling
from pipeline.assess.rulings.general import fallback
from pipeline.assess.rulings.reading import Reading, Unit, terms

#: From this many choices with a reason on, the training counts as explained.
CHOICES = 4


def _own(reading: Reading, *cues: str) -> list[Unit]:
    return reading.where(
        lambda u: (
            u.has(*cues)
            and not u.instructs
            and not u.has("elsewhere_model", "ability")
            and not reading.is_summary
        )
    )


def training_process(reading: Reading) -> Ruling:
    """Methods and settings; stages by name alone are half; "trained on" only mentions it."""
    methods = _own(reading, "method")
    details = [
        u
        for u in _own(reading, "detail")
        if u.says("training_data") or u.under or u.has("train_word")
    ]
    stages = _own(reading, "stage")
    kinds = terms(methods, "method") | terms(details, "detail")
    # A summary of training content speaks of the data; so does what its links lead to.
    pointing = reading.where(
        lambda u: (
            u.has("elsewhere") and (u.has("paper") or (u.segment.links and not reading.is_summary))
        )
    )
    if len(kinds) >= 3 and (methods or len(details) > 1):
        ruling = reading.disclosed([*methods, *details], "Methods and settings are stated.", 0.85)
        return ruling or fallback(reading)
    return (
        reading.partial([*methods, *details], "A method or a setting is stated.", 0.65)
        or reading.partial(stages if len(terms(stages, "stage")) >= 2 else [], "Stages are named.")
        or reading.mentioned(_own(reading, "stage", "train_word", "parallel"), "Training is named.")
        or reading.referred(pointing, "The training is described elsewhere.")
        or reading.mentioned(
            [] if reading.is_summary else reading.having("stage"),
            "Stages come up, not as its own.",
            0.2,
        )
        or reading.absent("No training is described.")
    )


def training_rationale(reading: Reading) -> Ruling:
    """A choice of training and its purpose in one clause."""
    reasons = reading.where(
        lambda u: (
            u.has("choice_purpose")
            and u.has("subject")
            and not u.instructs
            and not u.has("not_choice", "elsewhere_model")
            and not u.says("hedged_safety")
        )
    )
    vague = reading.where(
        lambda u: (
            (u.has("choice_purpose") or u.has("general")) and not u.instructs and u.has("subject")
        )
    )
    if len(reasons) >= CHOICES:
        ruling = reading.disclosed(reasons, "Several choices come with their reasons.", 0.85)
        return ruling or fallback(reading)
    return (
        reading.partial(reasons, "A choice comes with its reason.", 0.6)
        or reading.mentioned(vague, "An aim without a choice.", 0.3)
        or reading.absent("No choice comes with a reason.")
    )


RULES = {"training_process": training_process, "training_rationale": training_rationale}
