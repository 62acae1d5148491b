"""Labelled documents, each read and scored by itself, for the evaluations."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import BadInput
from pipeline.evaluate.documents import Located, locate

if TYPE_CHECKING:
    from pipeline.dossier import Reading
    from pipeline.schema import Status


@dataclass(frozen=True)
class Read:
    """A labelled document and what was read of it."""

    located: Located
    reading: Reading


def read_all(
    ids: Sequence[str], folder: Path, progress: Callable[[str, float], None]
) -> list[Read]:
    """Return the labelled documents, read one by one.

    Raises:
        BadInput: documents are missing, or a labelled document is a folder of several files.
    """
    from pipeline.dossier import gather, read

    found = locate(ids, folder)
    several = [item.id for item in found if len(item.files) != 1]
    if several:
        raise BadInput(
            f"each labelled document must be one file; these are several: {', '.join(several)}"
        )
    kept = []
    for place, item in enumerate(found):
        progress(f"reading {item.id}", place / len(found))
        kept.append(Read(item, read(gather(item.files))))
    progress("read", 1.0)
    return kept


def folder_of(truth: Path, documents: Path | None) -> Path:
    """Return the folder of the documents: the one that was named, else the one beside the labels.

    Raises:
        BadInput: none was named, and none of the usual places exists.
    """
    if documents is not None:
        return documents
    base = truth if truth.is_dir() else truth.parent
    for place in (base / "docs", base.parent / "data" / "docs", base.parent / "docs"):
        if place.is_dir():
            return place
    raise BadInput(f"no documents beside {truth}: name their folder with --documents")


def ruled(name: str, data: bytes, ids: Collection[str]) -> tuple[Reading, dict[str, Status]]:
    """Return a file as read, and what the rules alone say of elements in it.

    Args:
        name: Name of the file.
        data: Its bytes.
        ids: Elements that are asked for.
    """
    from pipeline.assess.cues import match
    from pipeline.assess.rulings import ElementEvidence, rule
    from pipeline.catalogue.elements import elements
    from pipeline.dossier import File, read

    asked = [element for element in elements() if element.id in ids]
    reading = read([File(name, data)])
    (document,) = reading.documents
    units = tuple(reading.segments[document.id])
    hits = match(asked, units)
    return reading, {
        element.id: rule(
            element.id,
            ElementEvidence(
                element,
                hits.of(element.id),
                units,
                tuple(claim for claim in reading.claims if claim.element == element.id),
                (document.kind,),
            ),
        ).status
        for element in asked
    }
