"""The rule for elements that need none of their own: cues and values in one unit."""

from __future__ import annotations

from pipeline.assess.phrases import says
from pipeline.assess.rulings.evidence import Ruling
from pipeline.assess.rulings.reading import Reading, Unit
from pipeline.assess.topics import may_mean

#: A field that only points elsewhere has at most so many words.
POINTER_WORDS = 8


def full(unit: Unit, valued: bool) -> bool:
    """Return whether a unit states the element: a strong cue, with its value where one is due."""
    return unit.has("strong") and (not valued or unit.has("value"))


def fields_first(reading: Reading) -> Ruling | None:
    """Rule by form fields that ask for the element: an answer there is a statement."""
    firm = [u for u in reading.fields if not (says("reference", u.content) and _brief(u))]
    return reading.disclosed(firm, "A field that asks for it is answered.", 0.95)


def _brief(unit: Unit) -> bool:
    return len(unit.content.split()) <= POINTER_WORDS


def fallback(reading: Reading) -> Ruling:
    """Rule by what is left when nothing states the element: refusal, pointer, mention, nothing."""
    declined = reading.where(lambda u: u.says("declined") and (u.roles or u.labelled or u.under))
    blank = [u for u in reading.units if u.says("placeholder") and (u.labelled or _of(reading, u))]
    pointing = [u for u in reading.having("referred") if u.says("reference") or u.segment.links]
    topical = reading.having("strong", "partial", "mentioned")
    return (
        reading.declined(declined)
        or reading.placeholder(blank)
        or reading.referred(pointing, "Only a pointer to another place was found.")
        or reading.mentioned(topical, "The topic comes up without usable content.")
        or reading.absent("No unit speaks of it.")
    )


def _of(reading: Reading, unit: Unit) -> bool:
    """Return whether a unit stands under the element's heading, not under another element's."""
    return unit.under and may_mean(reading.element.id, unit.segment.heading_path[-1])


def stated(reading: Reading, enough: int = 1) -> Ruling:
    """Rule by the generic ladder.

    Args:
        reading: The element's evidence.
        enough: How many units that state it make it whole; fewer make it partial.
    """
    valued = any(c.role == "value" and c.scope == "text" for c in reading.element.cues)
    whole = reading.where(lambda u: full(u, valued))
    half = reading.where(
        lambda u: (
            u.has("partial")
            or (u.under and u.has("value" if valued else "strong"))
            or (u.under and u.has("strong"))
        )
    )
    ruling = fields_first(reading)
    if ruling is None and len(whole) >= enough:
        ruling = reading.disclosed(whole, "It is stated, with its value where it has one.")
    if ruling is None:
        ruling = reading.partial([*whole, *half], "It is stated in part.")
    return ruling or fallback(reading)
