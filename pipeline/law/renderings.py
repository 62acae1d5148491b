"""Files of the Act as place -> text, and how one rendering reads beside another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import BadInput
from pipeline.law.amendments import amendments
from pipeline.law.places import Locator, Work
from pipeline.law.units import HEADS

if TYPE_CHECKING:
    from pipeline.readers.legal_text import LegalText

#: Kind, number and path of a unit of the Act.
Place = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Compared:
    """How the units of a page read beside those of Formex.

    Attributes:
        same: How many read alike.
        of: How many both have, without those that an amendment touches.
        told: The same in a sentence.
    """

    same: int
    of: int
    told: str


def is_text(name: str) -> bool:
    """True for a file that holds text of the Act, not data on its publication."""
    return not name.endswith((".doc.fmx.xml", ".toc.fmx.xml"))


def texts(name: str, data: bytes) -> dict[Place, str]:
    """Return place -> text of a rendering of the Act.

    Raises:
        BadInput: it is none.
    """
    read = read_act(data, name)
    return {
        (unit.head, unit.number, unit.path): read.document.text[unit.start : unit.end]
        for unit in read.units
    }


def read_act(data: bytes, name: str) -> LegalText:
    """Return a rendering of the Act, whichever of the three that Lacuna reads it is.

    Raises:
        BadInput: it is none.
    """
    from pipeline.readers.eurlex_consolidated import is_consolidated, read_consolidated
    from pipeline.readers.eurlex_html import read_eurlex_html
    from pipeline.readers.formex import read_formex

    if name.endswith(".xml"):
        return read_formex(data, name)
    if is_consolidated(data):
        return read_consolidated(data, name)
    return read_eurlex_html(data, name)


def texts_of(path: Path) -> dict[Place, str]:
    """Return place -> text of a file; empty where it is no rendering of the Act."""
    try:
        return texts(path.name, path.read_bytes())
    except BadInput:
        return {}


def published(folder: Path) -> dict[Place, str]:
    """Return place -> text of the Formex files of a law folder."""
    members = sorted((folder / "act" / "formex").glob("*.fmx.xml"))
    found = (texts_of(path) for path in members if is_text(path.name))
    return {place: text for each in found for place, text in each.items()}


def compared(formex: Mapping[Place, str], page: Mapping[Place, str], *, amended: bool) -> Compared:
    """Return how a page reads beside Formex.

    Args:
        formex: The published text.
        page: The page's.
        amended: Whether it is the text as amended: what an amendment touches is not compared.
    """
    common = sorted(set(formex) & set(page))
    which = ""
    if amended:
        common, which = [key for key in common if untouched(key)], " that no amendment touches"
    unlike = [key for key in common if formex[key] != page[key]]
    same = len(common) - len(unlike)
    told = f"{same} of {len(common)} units{which} read as in Formex"
    return Compared(same, len(common), told + (f"; not {named(unlike)}" if unlike else ""))


def untouched(place: Place) -> bool:
    """True where the amending act changes nothing of a unit's words."""
    kind, number, path = place
    return not amendments().may_touch(Locator(Work.ACT, HEADS[kind], number, path))


def named(places: Sequence[Place]) -> str:
    """Return the articles and annexes of places in words, the first five of them."""
    heads = list(dict.fromkeys(f"{kind} {number}" for kind, number, _ in places))
    return ", ".join(heads[:5]) + (f" and {len(heads) - 5} more" if len(heads) > 5 else "")
