"""Judges documents that were read before, as a scan does; every text is encoded once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.assess.statuses import assess
from pipeline.catalogue.elements import elements
from pipeline.dossier import Reading, together
from pipeline.retrieval.encoder import Encoder
from pipeline.retrieval.index import Index, open_index
from pipeline.retrieval.rank import score
from pipeline.schema import Assessment, Document, Element

#: Vectors kept at most: beyond that all are forgotten, so that a long run fits into memory.
MOST_KEPT = 60_000


class Remembering:
    """An encoder that keeps the vectors it has made."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors as the encoder does."""
        if len(self._known) > MOST_KEPT:
            self._known.clear()
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts])


@dataclass(frozen=True)
class Verdicts:
    """What was read of some documents and how every element was judged."""

    reading: Reading
    by_element: Mapping[str, Assessment]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the model, its aliases, variants and bases."""
        identity = self.reading.identity
        variants = (variant.name for variant in identity.variants)
        return (identity.model, *identity.aliases, *variants, *identity.bases)


class Bench:
    """Judges documents. One for a whole run."""

    def __init__(self) -> None:
        self.elements: tuple[Element, ...] = elements()

    @cached_property
    def _index(self) -> Index:
        found = open_index()
        # The vectors are the encoder's own: what is kept is the work.
        return replace(found, encoder=Remembering(found.encoder))  # type: ignore[arg-type]

    def judge(
        self, documents: Sequence[Document], name: str | None = None, only: str | None = None
    ) -> Verdicts:
        """Return the verdicts on documents of one model.

        Args:
            documents: As a reader gave them, or edited.
            name: Name of the model, where the user says it.
            only: The one element to judge; all by default.
        """
        reading = together(documents, name)
        scores = {
            one.id: score(self.elements, reading.segments[one.id], self._index)
            for one in reading.documents
        }
        wanted = [element for element in self.elements if only in (None, element.id)]
        found = assess(
            wanted, reading.documents, reading.segments, reading.claims, reading.identity, scores
        )
        return Verdicts(reading, {one.element: one for one in found})
