"""Search the installed law: by words (BM25) and by meaning (vectors), fused.

Only what may be shown is searched: of a provision that is amended, the new text or its title.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import LacunaError, LawNotInstalled
from pipeline.law.corpus import LawCorpus, open_law
from pipeline.law.places import ORDINAL_MARK, Locator
from pipeline.law.showing import Shown
from pipeline.law.units import Unit
from pipeline.retrieval.encoder import Encoder
from pipeline.retrieval.index import Part, Progress, ensure, open_encoder, texts_hash
from pipeline.retrieval.lexical import BM25, tokens
from pipeline.retrieval.model import fingerprint
from pipeline.retrieval.vectors import Vectors

#: Share of the lexical score. Of 137 rows of the catalogue, each searched by its gloss, 0.75 are
#: found at 1, 0.93 at 3 and 0.97 at 10; an even sum gives 0.72, 0.91, 0.96.
LEXICAL_SHARE = 0.7
#: Longer provisions are found through their parts.
LONGEST = 2400
_MARKUP = re.compile(r"\*\*|^[-#>]+\s*", re.MULTILINE)
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_DOWN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
#: Introductions longer than this would drown their points.
LONGEST_LEAD = 200
#: Kinds that repeat what their parts say.
_WHOLES = frozenset({"article", "annex", "section"})


def _silent(message: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class LawHit:
    """One result.

    Attributes:
        locator: The place.
        score: 0 to 1, fused; 1e-4 steps.
        lexical: 0 to 1, of the best by words.
        dense: Cosine, or 0 where vectors were not used.
        shown: What may be shown of it.
    """

    locator: Locator
    score: float
    lexical: float
    dense: float
    shown: Shown


@dataclass(frozen=True)
class LawIndex:
    """What is searched: places, their texts for matching, and vectors where there are any."""

    corpus: LawCorpus
    shown: tuple[Shown, ...]
    bm25: BM25
    vectors: Vectors | None
    encoder: Encoder | None


def entries(corpus: LawCorpus) -> tuple[tuple[Shown, str], ...]:
    """Return what is searched, in reading order: the place as shown, and its text for matching.

    Provisions whose parts are entries of their own are left out, unless they are short.
    """
    out: list[tuple[Shown, str]] = []
    places = dict.fromkeys([*corpus.units, *(row.locator for row in corpus.amendments.rows)])
    for locator in places:
        unit = corpus.units.get(locator)
        if unit is None and corpus.as_of < corpus.amendments.in_force:
            continue
        if unit is not None and unit.kind in _WHOLES and corpus.children(locator):
            continue
        shown = corpus.show(locator)
        if not shown.text and not shown.heading:
            continue
        if len(shown.text) > LONGEST and shown.children:
            continue
        if unit is not None and _repeats(corpus, unit):
            continue
        out.append((shown, _matched(corpus, shown)))
    return tuple(out)


def _repeats(corpus: LawCorpus, unit: Unit) -> bool:
    """True for what another entry says: an only paragraph, a subparagraph made of points."""
    if unit.parent is None:
        return False
    if corpus.units[unit.parent].text == unit.text:
        return True
    siblings = (corpus.units[place] for place in corpus.children(unit.parent))
    if not (unit.locator.path and unit.locator.path[-1].startswith(ORDINAL_MARK)):
        return False
    return any(unit.start < other.start and other.end <= unit.end for other in siblings)


def _matched(corpus: LawCorpus, shown: Shown) -> str:
    """Return the text that stands for a place: titles, the words that lead into it, its own."""
    titles = " > ".join(shown.heading_path)
    words = " ".join(part for part in (_lead(corpus, shown.locator), shown.text) if part)
    flat = " ".join(_MARKUP.sub("", _plain(words)).split())
    return f"{titles}: {flat}" if titles else flat


def _lead(corpus: LawCorpus, locator: Locator) -> str:
    """Return the words of a list's introduction, which its points alone do not repeat."""
    unit = corpus.units.get(locator)
    if unit is None or unit.kind != "point" or unit.parent is None:
        return ""
    above = corpus.show(unit.parent)
    line = above.text.partition("\n")[0]
    return line if len(line) <= LONGEST_LEAD and line.endswith(":") else ""


def _plain(text: str) -> str:
    """Return a text with superscripts as people type them: 10^25."""
    return _RAISED.sub(lambda match: "^" + match[0].translate(_DOWN), text)


def law_part(corpus: LawCorpus, encoder: Callable[[], Encoder]) -> Part:
    """Return the part of the index that holds the law's vectors, for ``retrieval.index.build``.

    It is stale where another law folder or another model is in use. The law before and after the
    amendment are two parts, so that looking back does not make the other one stale.
    """
    found = entries(corpus)
    texts = [text for _, text in found]

    def write(place: Path) -> None:
        Vectors(encoder().encode(texts)).save(place / "law.faiss")

    files = texts_hash(f"{file.relative} {file.sha256}" for file in corpus.files)
    inputs = {"model": fingerprint(), "law": files, "law texts": texts_hash(texts)}
    return Part(_part_name(corpus), "Encoding the law (once, about a minute)", inputs, write)


def installed_parts(folder: Path, law: Path | None = None) -> tuple[Part, ...]:
    """Return the law's part for ``retrieval.index.build`` and ``verify``; none without law.

    Args:
        folder: The index folder, whose encoder is used.
        law: The law folder, or None for the one that ``open_law`` finds.
    """
    try:
        corpus = open_law(law)
    except LawNotInstalled:
        return ()
    return (law_part(corpus, lambda: open_encoder(folder)),)


def _part_name(corpus: LawCorpus) -> str:
    known = corpus.amendments
    if corpus.as_of >= known.in_force:
        return "law"
    # Earlier days differ by which texts had been published by then.
    day = corpus.as_of.isoformat()
    editions = [unit.edition for unit in corpus.units.values() if unit.edition <= day]
    return f"law-{max(editions, default=known.edition_before)}"


def law_index(
    corpus: LawCorpus,
    folder: Path | None = None,
    encoder: Callable[[], Encoder] | None = None,
    progress: Progress = _silent,
) -> LawIndex:
    """Return the index of a corpus.

    Args:
        corpus: The law.
        folder: The index folder whose vectors are used; they are built where missing. None
            searches by words only.
        encoder: Gives the encoder; that of ``folder`` by default.
        progress: Told in a sentence what is being built.

    Raises:
        StaleIndex: the vectors belong to other law or another model; the message gives the
            command that rebuilds them.
        MissingModel: the encoder's weights are absent.
    """
    found = entries(corpus)
    vectors = ready = None
    if folder is not None:
        ready = encoder() if encoder else open_encoder(folder, progress)
        at_hand = ready
        place = ensure(folder, law_part(corpus, lambda: at_hand), progress)
        vectors = Vectors.load(place / "law.faiss")
    return LawIndex(
        corpus,
        tuple(shown for shown, _ in found),
        BM25([tokens(text) for _, text in found]),
        vectors,
        ready,
    )


def search(
    words: str, corpus: LawCorpus, limit: int = 10, *, index: LawIndex | None = None
) -> tuple[LawHit, ...]:
    """Return the places that answer best, best first.

    A query that is itself a reference to law gives that place first.

    Args:
        words: What is looked for.
        corpus: The law.
        limit: At most so many.
        index: What is searched; by words only where not given.
    """
    index = index or law_index(corpus)
    lexical = _scaled(index.bm25.scores(tokens(_plain(words))))
    dense = np.zeros(len(index.shown), dtype=np.float32)
    share = 1.0
    if index.vectors is not None and index.encoder is not None:
        share = LEXICAL_SHARE
        query = index.encoder.encode([words])
        dense = np.asarray(index.vectors.matrix @ query[0], dtype=np.float32)
    fused = share * lexical + (1 - share) * np.clip(dense, 0.0, 1.0)
    hits: list[LawHit] = []
    for row in np.lexsort((np.arange(len(fused)), -np.round(fused, 4))):
        if len(hits) == limit or fused[row] <= 0:
            break
        hits.append(
            LawHit(
                index.shown[row].locator,
                round(float(fused[row]), 4),
                round(float(lexical[row]), 4),
                round(float(dense[row]), 4),
                index.shown[row],
            )
        )
    return _reference_first(words, corpus, hits, limit)


def _scaled(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    best = float(scores.max()) if len(scores) else 0.0
    return scores / best if best > 0 else scores


def _reference_first(
    words: str, corpus: LawCorpus, hits: list[LawHit], limit: int
) -> tuple[LawHit, ...]:
    try:
        shown = corpus.show(words)
    except LacunaError:
        return tuple(hits[:limit])
    first = LawHit(shown.locator, 1.0, 1.0, 0.0, shown)
    return (first, *[hit for hit in hits if hit.locator != shown.locator])[:limit]
