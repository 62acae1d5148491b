"""One document's segments -> the passages that speak of a risk, with what they tell of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.assess.sieve import Sieve
from pipeline.catalogue.risks import RISK_AXES, by_id
from pipeline.claims.mentions import Names
from pipeline.risks.words import Cue, cues, facets
from pipeline.schema import Document, Segment, SegmentKind, Whose
from pipeline.schema.risks import Facet

#: Kinds that say nothing of the model: code, citations, sample dialogues; headings only lead.
_LEFT_OUT = frozenset(
    {SegmentKind.CODE, SegmentKind.REFERENCE, SegmentKind.DIALOGUE, SegmentKind.HEADING}
)
#: Headings above a passage that say what it is about.
_NEAR = 3
#: A heading with more words than this is a sentence that happens to be bold.
_HEADING_WORDS = 14
#: A heading above more than this share of a document is its title: it says nothing of a passage.
_TITLE = 0.5
#: Sentences after one that names a risk which may go on about it.
_CARRIED = 2
#: How a sentence goes on about what the one before named.
_GOES_ON = re.compile(
    r"^\W*(?:this|these|those|it|such|they|both|overall|as a result|results?|findings?|however"
    r"|the (?:\w+ )?(?:study|studies|evaluations?|tests?|testing|results?|findings?|exercises?"
    r"|trials?|assessments?|scores?|risk|primary objective))\b",
    re.IGNORECASE,
)
_OURSELVES = re.compile(r"\b(?:we|our|ours|us)\b", re.IGNORECASE)
#: A line of a table of contents: dots, or a section's number before and a page's behind it.
_CONTENTS = re.compile(r"\.(?:\s?\.){3,}|^\s*\d+(?:\.\d+)*\s[^.;:]{3,90}\s\d{1,3}\s*$")
#: Kinds of documents that grant or forbid uses, whatever their words.
_LEGAL_KINDS = frozenset({"licence"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment that speaks of a risk or of a source of risk.

    Attributes:
        segment: Index of the segment.
        named: Codes that its own words give.
        about: Those and the risks that its heading, its list or the sentence before give.
        facets: What it tells of the assessment of these.
        forbidden: True where it forbids uses and assesses nothing.
        unevaluated: True where it says that something was not evaluated.
    """

    segment: int
    named: frozenset[str]
    about: frozenset[str]
    facets: frozenset[Facet]
    forbidden: bool = False
    unevaluated: bool = False


@dataclass
class _Marks:
    """What the words of one document give, by segment."""

    named: dict[int, set[str]] = field(default_factory=dict)
    tests: dict[int, set[str]] = field(default_factory=dict)


def passages(document: Document, segments: Sequence[Segment], names: Names) -> tuple[Passage, ...]:
    """Return the passages of one document that speak of a risk, in text order.

    Args:
        document: The document.
        segments: Its segments.
        names: Finds the names of models, so that a rival's result is not taken for the own.
    """
    reader = _Reader(document, segments, names)
    return tuple(reader.passages())


def is_risk(code: str) -> bool:
    """Return whether a code names a risk, and not a source, a trait or a draft's label."""
    entry = by_id().get(code)
    return entry is not None and entry.axis in RISK_AXES


class _Reader:
    def __init__(self, document: Document, segments: Sequence[Segment], names: Names) -> None:
        self.segments = segments
        self.names = names
        self.titles = _titles(segments)
        self.policy = document.kind in _LEGAL_KINDS or _is_policy(document, segments)
        self.by_heading: dict[tuple[str, ...], frozenset[str]] = {}
        self.texts = Sieve(
            ["" if s.kind in _LEFT_OUT or _CONTENTS.search(s.text) else s.text for s in segments]
        )

    def passages(self) -> Iterator[Passage]:
        marks = self._marks([cue for cue in cues() if cue.scope == "text" and not cue.within])
        within = [cue for cue in cues() if cue.within]
        carried: frozenset[str] = frozenset()
        left = 0
        for index, segment in enumerate(self.segments):
            if segment.kind in _LEFT_OUT or not segment.text.strip():
                if segment.kind is SegmentKind.HEADING:
                    left = 0
                continue
            named = set(marks.named.get(index, ()))
            about = named | self._led(segment)
            own = frozenset(code for code in named if is_risk(code))
            if own:
                carried, left = own, _CARRIED
            elif left and self._goes_on(index):
                about |= carried
                left -= 1
            else:
                left = 0
            risky = any(is_risk(code) for code in about)
            if not about and not self._under_safety(segment):
                continue
            extra = {cue.code for cue in within if cue.regex.search(segment.text)}
            if extra:
                named |= extra
                about |= extra
            if about and (risky or named):
                yield self._passage(index, named, about, marks.tests.get(index, set()))

    def _marks(self, rows: Sequence[Cue]) -> _Marks:
        found = _Marks()
        for cue in rows:
            for index in self.texts.candidates(cue.pattern):
                if cue.regex.search(self.segments[index].text):
                    found.named.setdefault(index, set()).add(cue.code)
                    if cue.test:
                        found.tests.setdefault(index, set()).add(cue.code)
        return found

    def _led(self, segment: Segment) -> frozenset[str]:
        """Return the risks that the headings above, or the sentence before a list, name."""
        key = (*self._headings(segment), "\n", segment.lead)
        known = self.by_heading.get(key)
        if known is None:
            short = [h for h in self._headings(segment) if len(h.split()) <= _HEADING_WORDS]
            known = frozenset(
                cue.code
                for cue in cues()
                if is_risk(cue.code)
                and (
                    any(cue.regex.search(heading) for heading in short)
                    if cue.scope == "heading"
                    else bool(segment.lead and cue.regex.search(segment.lead))
                )
            )
            self.by_heading[key] = known
        return known

    def _headings(self, segment: Segment) -> tuple[str, ...]:
        return tuple(h for h in segment.heading_path[-_NEAR:] if h not in self.titles)

    def _under_safety(self, segment: Segment) -> bool:
        return any(facets()["safety_heading"].search(h) for h in segment.heading_path)

    def _goes_on(self, index: int) -> bool:
        """Return whether a sentence follows the one before in a paragraph and goes on about it."""
        segment, before = self.segments[index], self.segments[index - 1]
        return (
            segment.kind is SegmentKind.SENTENCE
            and before.kind in (SegmentKind.SENTENCE, SegmentKind.PAIR)
            and segment.heading_path[: len(before.heading_path)] == before.heading_path
            and _GOES_ON.match(segment.text) is not None
        )

    def _passage(self, index: int, named: set[str], about: set[str], tests: set[str]) -> Passage:
        segment, words = self.segments[index], facets()
        text = segment.text
        kept = (frozenset(named), frozenset(about))
        banned = self.policy or any(
            words["forbidden_heading"].search(heading) for heading in segment.heading_path
        )
        if banned or words["forbidden"].search(text) or words["forbidden"].search(segment.lead):
            return Passage(index, *kept, frozenset(), forbidden=True)
        if words["not_evaluated"].search(text):
            return Passage(index, *kept, frozenset(), unevaluated=True)
        if words["advice"].search(text):
            return Passage(index, *kept, frozenset())
        told = {facet for facet in Facet if words[facet.value].search(text)}
        if tests:
            told.add(Facet.METHOD)
        ours = _OURSELVES.search(text) is not None
        if words["future"].search(text):
            told -= {Facet.METHOD, Facet.RESULT, Facet.MITIGATION}
        if words["others"].search(text) and not ours:
            told -= {Facet.METHOD, Facet.RESULT, Facet.MITIGATION}
        whose = {mention.whose for mention in self.names.mentions(text)}
        if whose and Whose.OWN not in whose:
            told.discard(Facet.RESULT)
            if not ours:
                told -= {Facet.METHOD, Facet.MITIGATION}
        return Passage(index, *kept, frozenset(told))


def _titles(segments: Sequence[Segment]) -> frozenset[str]:
    """Return headings above so much of a document that they are its title."""
    above = Counter(heading for segment in segments for heading in set(segment.heading_path))
    return frozenset(h for h, count in above.items() if count > _TITLE * len(segments))


def _is_policy(document: Document, segments: Sequence[Segment]) -> bool:
    """Return whether a document is a policy on what a model may be used for."""
    forbidden = facets()["forbidden_heading"]
    title = next((s.text for s in segments if s.kind is SegmentKind.HEADING), "")
    name = re.sub(r"[_\W]+", " ", document.name)
    return document.kind == "policy" and any(forbidden.search(text) for text in (title, name))
