"""What a passage on a risk tells of its assessment, and what keeps it from counting as one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.claims.mentions import Names
from pipeline.risks.words import facets
from pipeline.schema import Segment, SegmentKind, Whose
from pipeline.schema.risks import Facet

_OURSELVES = re.compile(r"\b(?:we|our|ours|us)\b", re.IGNORECASE)
#: A score in a cell: a number that is no part of a name.
_SCORE = re.compile(r": \W*\d+(?:\.\d+)?\s?%?\W*(?:\||$)")
#: What is told of the provider's own work; thresholds may be told of anything.
_DONE = frozenset({Facet.METHOD, Facet.RESULT, Facet.MITIGATION})


@dataclass(frozen=True, slots=True)
class Telling:
    """What one passage tells.

    Attributes:
        facets: What of an assessment it tells.
        forbidden: True where it forbids a use.
        unevaluated: True where it says that something was not evaluated.
    """

    facets: frozenset[Facet] = frozenset()
    forbidden: bool = False
    unevaluated: bool = False


def forbids(segment: Segment) -> bool:
    """Return whether a segment forbids uses, by its words or by those before its list."""
    forbidden = facets()["forbidden"]
    return any(forbidden.search(text) for text in (segment.text, segment.lead))


def headed_forbidden(segment: Segment) -> bool:
    """Return whether a segment stands under a heading on uses that are forbidden or not meant."""
    return any(facets()["forbidden_heading"].search(heading) for heading in segment.heading_path)


def telling(segment: Segment, names: Names, *, tested: bool) -> Telling:
    """Return what a segment tells.

    What others did or found, what is planned, advised or only possible is no assessment.

    Args:
        segment: The segment; it speaks of a risk.
        names: Finds the names of models.
        tested: True where it names an evaluation that measures the risk.
    """
    words, text = facets(), segment.text
    ours = _OURSELVES.search(text) is not None
    if forbids(segment) or (not ours and headed_forbidden(segment)):
        return Telling(forbidden=True)
    if words["not_evaluated"].search(text):
        return Telling(unevaluated=True)
    told = {facet for facet in Facet if words[facet.value].search(f"{segment.lead} {text}")}
    if words["advice"].search(text):
        return Telling(frozenset(told & {Facet.RESULT}) if ours else frozenset())
    if tested:
        told.add(Facet.METHOD)
    if words["lacking"].search(text):
        told.discard(Facet.MITIGATION)
    if words["future"].search(text):
        told -= _DONE
    unsure = words["others"].search(text) or words["possible"].search(text)
    if unsure and not ours:
        told -= _DONE - ({Facet.METHOD} if tested else set())
    whose = {mention.whose for mention in names.mentions(text)}
    if segment.kind is SegmentKind.ROW and Whose.OWN in whose and _SCORE.search(text):
        told.add(Facet.RESULT)
    if whose and Whose.OWN not in whose:
        told.discard(Facet.RESULT)
        if not ours:
            told -= _DONE
    return Telling(frozenset(told))


def is_rivals_row(segment: Segment, names: Names) -> bool:
    """Return whether a table's row is about other models only."""
    if segment.kind is not SegmentKind.ROW:
        return False
    whose = {mention.whose for mention in names.mentions(segment.label or segment.text)}
    return bool(whose) and Whose.OWN not in whose
