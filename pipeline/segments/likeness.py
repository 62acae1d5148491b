"""Files that say nearly the same in nearly the same words count as one source.

A report is mirrored, a licence is shown inside a web page: the bytes differ, the words do not.
Likeness is the Jaccard index of the sets of five-word runs (Broder 1997, "On the resemblance and
containment of documents"). Nothing is thrown away: of the copy, what differs is still read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.readers import media
from pipeline.readers.markdown_inline import plain
from pipeline.schema import Document, ReadWarning, Segment, SegmentKind, Span, WarningCode

#: Words of one run.
RUN = 5
#: Files are near copies from this Jaccard index on. Two versions of one licence reach 0.93 on the
#: development documents, a copy with other line ends 0.999.
ALIKE = 0.95
#: So is a file that another holds whole, with little around it, such as a page's navigation.
HELD, HELD_ALIKE = 0.98, 0.9
#: Shorter texts are copies only where their words are the same.
LEAST_RUNS = 40

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that repeats another.

    Attributes:
        of: Id of the document that it repeats.
        alike: Jaccard index of their runs of words, 0..1.
    """

    of: str
    alike: float


def near_copies(documents: Sequence[Document]) -> dict[str, Copy]:
    """Return the documents that nearly repeat another, by id.

    Args:
        documents: The documents of one model; unreadable ones repeat nothing.

    Returns:
        Copy by document id. What is repeated is never itself a copy: text that a file holds stays
        before text that was recognised on pictures, then the longer text, then the one whose
        name, then whose id comes first. What the user gives to a model stands for none that they
        give to another or to none: it may come to count for nothing.
    """
    runs = {document.id: _runs(_seen(document)) for document in documents if document.readable}
    order = sorted(
        (document for document in documents if document.readable),
        key=lambda one: (_recognised(one), -len(runs[one.id]), one.name, one.id),
    )
    found: dict[str, Copy] = {}
    kept: list[Document] = []
    for document in order:
        for other in kept:
            if other.source.model not in (None, document.source.model):
                continue
            alike = _alike(runs[document.id], runs[other.id])
            if alike is not None:
                found[document.id] = Copy(other.id, round(alike, 4))
                break
        else:
            kept.append(document)
    return found


def _recognised(document: Document) -> bool:
    return any(page.by_ocr for page in document.pages)


def _seen(document: Document) -> str:
    """The words that a reader sees: a card and the page that shows it differ in markup only."""
    if document.media_type == media.MARKDOWN:
        return plain(document.text)
    return document.text


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _words(text)
    if len(words) < RUN:
        return frozenset({words})
    return frozenset(words[at : at + RUN] for at in range(len(words) - RUN + 1))


def _alike(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float | None:
    """Return the Jaccard index of two sets of runs where it makes copies of them."""
    small, large = sorted((len(one), len(other)))
    if small < LEAST_RUNS:
        return 1.0 if one == other else None
    if small < HELD_ALIKE * large:
        return None
    both = len(one & other)
    alike = both / (small + large - both)
    return alike if alike >= ALIKE or (alike >= HELD_ALIKE and both >= HELD * small) else None


def mark_copies(documents: Sequence[Document], copies: Mapping[str, Copy]) -> list[Document]:
    """Return the documents, each copy with a warning that names what it repeats."""
    names = {document.id: document.name for document in documents}
    return [
        replace(document, warnings=(*document.warnings, _warning(copies[document.id], names)))
        if document.id in copies
        else document
        for document in documents
    ]


def _warning(copy: Copy, names: Mapping[str, str]) -> ReadWarning:
    share = "all" if copy.alike == 1.0 else f"{100 * copy.alike:.1f} %"
    message = (
        f"{share} of its wording is that of {names[copy.of]}: the two count as one source, and "
        "only what differs is quoted from this one."
    )
    return ReadWarning(WarningCode.DUPLICATE, message)


def without_repeats(
    segments: Mapping[str, tuple[Segment, ...]], copies: Mapping[str, Copy]
) -> dict[str, tuple[Segment, ...]]:
    """Return the segments by document, without those of a copy that what it repeats also has.

    Headings stay: they say what the segments that differ are about.
    """
    result = dict(segments)
    for identifier, copy in copies.items():
        repeated = segments.get(copy.of, ())
        whole = {_words(segment.text) for segment in repeated}
        runs = _runs(" ".join(segment.text for segment in repeated))
        own = [
            segment
            for segment in segments.get(identifier, ())
            if segment.kind is SegmentKind.HEADING or not _repeats(segment, whole, runs)
        ]
        differs = any(segment.kind is not SegmentKind.HEADING for segment in own)
        result[identifier] = tuple(own) if differs else ()
    return result


def is_repeated(
    span: Span, segments: Mapping[str, tuple[Segment, ...]], copies: Mapping[str, Copy]
) -> bool:
    """Tell whether a span of a copy lies in none of the segments that were kept of it."""
    if span.document not in copies:
        return False
    return not any(
        segment.start <= span.start and span.end <= segment.end
        for segment in segments.get(span.document, ())
        if segment.kind is not SegmentKind.HEADING
    )


def _repeats(
    segment: Segment, whole: set[tuple[str, ...]], runs: frozenset[tuple[str, ...]]
) -> bool:
    """Tell whether every run of a segment's words is in the other text, however it is cut there."""
    words = _words(segment.text)
    return words in whole or (len(words) >= RUN and _runs(segment.text) <= runs)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(text))
