"""The one way in: an element and its evidence -> a ruling with features."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pipeline.assess.phrases import says
from pipeline.assess.rulings import (
    compute,
    data,
    distribution,
    evaluation,
    general,
    identity,
    properties,
    public,
    rights,
    systemic_risk,
    training,
    use,
)
from pipeline.assess.rulings.evidence import ElementEvidence, Ruling
from pipeline.assess.rulings.reading import Reading, Unit, stands_under
from pipeline.assess.topics import may_mean, named, names
from pipeline.schema import Polarity, SegmentKind, Status

Rule = Callable[[Reading], Ruling]

#: One rule an element; an element without one is ruled by the general ladder.
RULES: Mapping[str, Rule] = {
    **identity.RULES,
    **properties.RULES,
    **distribution.RULES,
    **use.RULES,
    **training.RULES,
    **data.RULES,
    **compute.RULES,
    **evaluation.RULES,
    **rights.RULES,
    **public.RULES,
    **systemic_risk.RULES,
}

#: Names of the features, in a fixed order.
FEATURES = (
    "rule_score",
    "rule_disclosed",
    "rule_partial",
    "rule_mentioned",
    "rule_referred",
    "units_full",
    "units_strong",
    "units_value",
    "units_partial",
    "units_topic",
    "units_under",
    "fields_answered",
    "own_claims",
)
#: What a document says of itself stands, whatever a value found elsewhere suggests.
_SAID = (Status.DECLINED, Status.PLACEHOLDER)
#: What an empty place for the element says more than.
_WEAKEST = (Status.ABSENT, Status.MENTIONED)
#: An answer of at least so many words counts as whole.
ANSWER_WORDS = 8
#: A placeholder that fills a section has at most so many words.
BLANK_WORDS = 12
#: A refusal or pointer that fills a section and names nothing has at most so many words.
BARE_WORDS = 8
#: A key of at most so many words is all that says what a field is about.
KEY_WORDS = 8
#: Counts above this add nothing.
CAP = 5


def rule(element_id: str, evidence: ElementEvidence) -> Ruling:
    """Rule on one element.

    Args:
        element_id: Which; must be the id of ``evidence.element``.
        evidence: Hits, segments and claims.

    Returns:
        Status, evidence, reason, score and the features named in ``FEATURES``. Every status but
        ``absent`` rests on words that can be quoted verbatim.

    Raises:
        ValueError: the evidence is another element's.
    """
    if element_id != evidence.element.id:
        raise ValueError(f"evidence of {evidence.element.id} given for {element_id}")
    reading = Reading(evidence)
    ruling = RULES.get(element_id, general.stated)(reading)
    if "link" not in reading.element.value:
        ruling = _but_pointers(reading, ruling)
    if ruling.status.is_gap and ruling.status not in _SAID:
        ruling = (
            reading.partial(_beyond(ruling, reading.claimed), "A typed value of its own was found.")
            or _form_field(reading)
            or reading.declined(_refusals(reading))
            or (_elsewhere(reading) if ruling.status in _WEAKEST else None)
            or ruling
        )
    features = _features(reading, ruling)
    return Ruling(ruling.status, ruling.evidence, ruling.because, ruling.score, features)


def _form_field(reading: Reading) -> Ruling | None:
    """Rule by a form's field that asks for the element by name and is answered.

    "Not applicable" is an answer. A few words are half of one, and a pointer is a pointer.
    """
    fields = [
        u for u in reading.fields if u.has("form_field") and u.segment.kind is SegmentKind.PAIR
    ]
    whole = [u for u in fields if says("not_applicable", u.content) or _full(u)]
    return (
        reading.disclosed(whole, "A field that asks for it is answered.", 0.85)
        or reading.referred(
            [u for u in fields if u.says("reference")], "Its field points elsewhere.", 0.35
        )
        or reading.partial(fields, "A field that asks for it is answered briefly.", 0.6)
    )


def _full(unit: Unit) -> bool:
    return len(unit.content.split()) >= ANSWER_WORDS and not unit.says("reference")


def _beyond(ruling: Ruling, units: Iterable[Unit]) -> list[Unit]:
    """Return the units that say more than the pointer on which a ruling rests."""
    pointers = {index for index, _, _ in ruling.evidence} if _refers(ruling) else set()
    return [u for u in units if u.index not in pointers]


def _but_pointers(reading: Reading, ruling: Ruling) -> Ruling:
    """Return the ruling; where it rests on nothing but pointers, that it is told elsewhere."""
    pointers = _pointers(reading)
    rests_on = {index for index, _, _ in ruling.evidence}
    if not rests_on or ruling.status in _SAID or not rests_on <= {u.index for u in pointers}:
        return ruling
    return reading.referred(pointers, "Only a pointer to another place was found.") or ruling


def _elsewhere(reading: Reading) -> Ruling | None:
    return reading.placeholder(_blanks(reading)) or reading.referred(
        _pointers(reading), "Only a pointer to another place was found."
    )


def _refers(ruling: Ruling) -> bool:
    return ruling.status is Status.REFERRED


def _pointers(reading: Reading) -> list[Unit]:
    """Return units that say where else the element is told, and nothing of it themselves."""
    return [
        u
        for u in reading.every
        if u.points and (names(reading.element.id, u.text) or _of_its_section(reading, u))
    ]


def _refusals(reading: Reading) -> list[Unit]:
    """Return units that say that this element is withheld, by a claim or by its name."""
    shut = [u for u in reading.shut if u.withheld and not u.foreign]
    asked = [u for u in shut if _asked(reading, u) or _of_its_section(reading, u)]
    return [*reading.spoken(Polarity.DECLINED), *asked]


def _of_its_section(reading: Reading, unit: Unit) -> bool:
    """Return whether a short sentence that names nothing is about the heading's element."""
    path = unit.segment.heading_path[-1:]
    return (
        unit.segment.kind is SegmentKind.SENTENCE
        and len(unit.text.split()) <= BARE_WORDS
        and not named(unit.text)
        and stands_under(reading.element, path)
        and may_mean(reading.element.id, path[0])
    )


def _blanks(reading: Reading) -> list[Unit]:
    """Return places for this element that hold nothing but a placeholder."""
    keys = [u for u in reading.shut if u.blank and _asked(reading, u)]
    sections = [
        u
        for u in reading.units
        if u.says("placeholder")
        and len(u.text.split()) <= BLANK_WORDS
        and stands_under(reading.element, u.segment.heading_path[-1:])
        and may_mean(reading.element.id, u.segment.heading_path[-1])
    ]
    return [*keys, *sections]


def _asked(reading: Reading, unit: Unit) -> bool:
    """Return whether a refusal or a blank is about the element: its key asks, or it names it."""
    keyed = unit.segment.kind in (SegmentKind.PAIR, SegmentKind.ROW) and unit.segment.label
    if unit.labelled is not None:
        return True
    if keyed and len(keyed.split()) <= KEY_WORDS:
        return bool(names(reading.element.id, keyed))
    named = names(reading.element.id, unit.text)
    return unit.has("strong") if named is None else named


def _features(reading: Reading, ruling: Ruling) -> dict[str, float]:
    valued = any(c.role == "value" and c.scope == "text" for c in reading.element.cues)
    counts = {
        "units_full": len(reading.where(lambda u: general.full(u, valued))),
        "units_strong": len(reading.having("strong")),
        "units_value": len(reading.having("value")),
        "units_partial": len(reading.having("partial")),
        "units_topic": len(reading.having("weak", "mentioned")),
        "units_under": len(reading.where(lambda u: u.under)),
        "fields_answered": len(reading.fields),
        "own_claims": reading.own_claims,
    }
    features = {
        "rule_score": ruling.score,
        "rule_disclosed": float(ruling.status is Status.DISCLOSED),
        "rule_partial": float(ruling.status is Status.PARTIAL),
        "rule_mentioned": float(ruling.status is Status.MENTIONED),
        "rule_referred": float(ruling.status is Status.REFERRED),
    }
    features.update({name: min(count, CAP) / CAP for name, count in counts.items()})
    return {name: round(features[name], 4) for name in FEATURES}
