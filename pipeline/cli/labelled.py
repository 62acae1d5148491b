"""Labelled documents, each read and scored by itself, for the evaluations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import BadInput
from pipeline.evaluate.documents import Located, locate

if TYPE_CHECKING:
    from pipeline.dossier import Reading


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
