"""Whether a card has the sections that Mitchell et al. ask for: by elements' rules and by signs.

Most of these sections are none of the Act's business. Where an element asks for the same, its rule
decides; otherwise signs do, which are data. Nothing is fitted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.schema import Segment, SegmentKind, Status

SECTIONS = "evaluation/mctidy.yaml"

#: Where a sign is looked for.
PLACES = ("text", "code", "under", "cited")
#: What a section is called by where it has words of its own.
NAME = "{model}"
#: The name in the examples of a pattern that speaks of the model.
EXAMPLE = "Heron"

_CODE = frozenset({SegmentKind.CODE})
_CITED = frozenset({SegmentKind.CODE, SegmentKind.REFERENCE})


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern and where it is looked for, one of ``PLACES``."""

    place: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a model card.

    Attributes:
        name: As the truth has it.
        elements: Ids of elements that ask for the same; empty where none does.
        signs: What shows it otherwise.
    """

    name: str
    elements: tuple[str, ...]
    signs: tuple[Sign, ...]


@lru_cache(maxsize=1)
def sections() -> Mapping[str, Section]:
    """Return the sections by name.

    Raises:
        BadCorpus: rows are faulty or fail their own examples; all are named.
    """
    return parse_sections(load(SECTIONS), SECTIONS)


def written_on() -> frozenset[str]:
    """Return the cards that were read while the rows were written."""
    return frozenset(load(SECTIONS)["written_on"])


def parse_sections(content: Any, file: str) -> Mapping[str, Section]:
    """Return the sections of the file's content; ``sections`` says what is refused."""
    from pipeline.catalogue.elements import elements

    known = {element.id for element in elements()}
    faults = Faults(file)
    found: dict[str, Section] = {}
    for row in content["sections"]:
        where = str(row.get("section"))
        for name in unknown_keys(row, ("section", "elements", "signs")):
            faults.add(where, f"unknown key {name!r}")
        if where in found:
            faults.add(where, "stands twice")
        for name in row.get("elements") or []:
            if name not in known:
                faults.add(where, f"unknown element {name}")
        signs = []
        for sign in row.get("signs") or []:
            places = [place for place in PLACES if place in sign]
            unknown = unknown_keys(sign, (*PLACES, "must", "must_not"))
            if len(places) != 1 or unknown or not (sign.get("must") and sign.get("must_not")):
                faults.add(where, f"a sign needs one of {', '.join(PLACES)}, must and must_not")
                continue
            (place,) = places
            pattern = sign[place].replace(NAME, EXAMPLE)
            faults.pattern(where, pattern, sign["must"], sign["must_not"])
            signs.append(Sign(place, sign[place]))
        if not (signs or row.get("elements")):
            faults.add(where, "needs elements or signs")
        found[where] = Section(where, tuple(row.get("elements") or ()), tuple(signs))
    faults.done()
    return found


def by_elements(section: Section, statuses: Mapping[str, Status]) -> bool:
    """Return whether an element of the section is stated, in whole or in part."""
    return any(not statuses[element].is_gap for element in section.elements)


def by_signs(section: Section, model: str, segments: Sequence[Segment]) -> bool:
    """Return whether a sign of the section is in a card.

    Args:
        section: Which.
        model: The model's name; signs that speak of it look for its first word.
        segments: The card's.
    """
    first = re.match(r"[^\W\d_]*", model)
    name = re.escape((first and first[0]) or model)
    return any(
        _shows(sign, _compiled(sign.pattern.replace(NAME, name)), segments)
        for sign in section.signs
    )


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _shows(sign: Sign, pattern: re.Pattern[str], segments: Sequence[Segment]) -> bool:
    for segment in segments:
        if sign.place == "under":
            text = " > ".join(segment.heading_path)
        elif sign.place == "text":
            text = "" if segment.kind in _CITED else segment.text
        else:
            text = (
                segment.text if segment.kind in (_CODE if sign.place == "code" else _CITED) else ""
            )
        if text and pattern.search(text):
            return True
    return False
