"""One document's segments -> the passages that speak of a risk, with what they tell of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.assess.sieve import Sieve
from pipeline.catalogue.risks import RISK_AXES, by_id
from pipeline.claims.mentions import Names
from pipeline.risks.telling import Telling, is_rivals_row, telling
from pipeline.risks.words import cues, facets
from pipeline.schema import Document, Segment, SegmentKind

#: Kinds that say nothing of the model: code, citations, sample dialogues; headings only lead.
_LEFT_OUT = frozenset(
    {SegmentKind.CODE, SegmentKind.REFERENCE, SegmentKind.DIALOGUE, SegmentKind.HEADING}
)
#: Headings above a passage that say what it is about.
_NEAR = 6
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
#: A line of a table of contents: dots, or a section's number before and a page's behind it.
_CONTENTS = re.compile(r"\.(?:\s?\.){3,}|^\s*\d+(?:\.\d+)*\s[^.;:]{3,90}\s\d{1,3}\s*$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
#: Fewer letters than this beside an address say nothing.
_LEAST = 12
#: A heading that begins a paragraph has at most so many words.
_RUN_IN_WORDS = 6
#: Characters between two sentences of one paragraph, at most.
_GAP = 40
#: Kinds of documents that grant or forbid uses, whatever their words.
_LEGAL_KINDS = frozenset({"licence"})
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment that speaks of a risk or of a source of risk.

    Attributes:
        segment: Index of the segment.
        named: Codes that its own words give.
        about: Those and the risks that its heading, its list or the sentence before give.
        told: What it tells of the assessment of these.
    """

    segment: int
    named: frozenset[str]
    about: frozenset[str]
    told: Telling


def passages(document: Document, segments: Sequence[Segment], names: Names) -> tuple[Passage, ...]:
    """Return the passages of one document that speak of a risk, in text order.

    Args:
        document: The document.
        segments: Its segments.
        names: Finds the names of models, so that a rival's result is not taken for the own.
    """
    return tuple(_Reader(document, segments, names).passages())


def is_risk(code: str) -> bool:
    """Return whether a code names a risk, and not a source, a trait or a draft's label."""
    entry = by_id().get(code)
    return entry is not None and entry.axis in RISK_AXES


class _Reader:
    def __init__(self, document: Document, segments: Sequence[Segment], names: Names) -> None:
        self.text = document.text
        self.segments = segments
        self.names = names
        self.titles = _titles(segments)
        self.forbids = document.kind in _LEGAL_KINDS or _is_policy(document, segments)
        self.silent = [_says_nothing(s) or is_rivals_row(s, names) for s in segments]
        self.named: dict[int, set[str]] = {}
        self.tests: dict[int, set[str]] = {}
        self._mark()
        self.under = self._under_headings()
        self.led: dict[tuple[str, ...], frozenset[str]] = {}

    def passages(self) -> Iterator[Passage]:
        within = [cue for cue in cues() if cue.within]
        carried, left, headed = _NONE, 0, _NONE
        for index, segment in enumerate(self.segments):
            if self.silent[index]:
                left = 0 if segment.kind is SegmentKind.HEADING else left
                continue
            headed = self._run_in(index) or (headed if self._same_paragraph(index) else _NONE)
            named = set(self.named.get(index, ()))
            about = named | self._led_by(segment) | headed
            own = frozenset(filter(is_risk, named))
            goes_on = not own and left > 0 and self._goes_on(index)
            carried, left = (own, _CARRIED) if own else (carried, left - 1 if goes_on else 0)
            borrowed = carried - about if goes_on else _NONE
            if not about and not borrowed and not self._under_safety(segment):
                continue
            extra = {cue.code for cue in within if cue.hits(segment.text)}
            named, about = named | extra, about | extra | borrowed
            if about:
                yield Passage(
                    index, frozenset(named), frozenset(about), self._told(index, borrowed, about)
                )

    def _told(self, index: int, borrowed: frozenset[str], about: set[str]) -> Telling:
        if self.forbids:
            return Telling(forbidden=True)
        told = telling(self.segments[index], self.names, tested=bool(self.tests.get(index)))
        if told.unevaluated and borrowed and not (set(filter(is_risk, about)) - borrowed):
            # "It was not evaluated outside..." is said of the model, not of the risk before.
            return Telling()
        return told

    def _mark(self) -> None:
        """Note which segments name what by their own words."""
        texts = Sieve(
            ["" if out else s.text for s, out in zip(self.segments, self.silent, strict=True)]
        )
        for cue in cues():
            if cue.scope != "text" or cue.within:
                continue
            for index in texts.candidates(cue.pattern):
                if cue.hits(self.segments[index].text):
                    self.named.setdefault(index, set()).add(cue.code)
                    if cue.test:
                        self.tests.setdefault(index, set()).add(cue.code)

    def _under_headings(self) -> dict[str, set[str]]:
        """Return which codes are named somewhere under each heading."""
        found: dict[str, set[str]] = {}
        for index, codes in self.named.items():
            for heading in self.segments[index].heading_path:
                found.setdefault(heading, set()).update(codes)
        return found

    def _led_by(self, segment: Segment) -> frozenset[str]:
        """Return the risks that the headings above, or the sentence before a list, name.

        A heading counts where one above is on safety, or where its section names the risk too:
        "Cybersecurity" may also head what a model knows of defence.
        """
        key = (*segment.heading_path, "\n", segment.label, "\n", segment.lead)
        if key not in self.led:
            self.led[key] = frozenset(self._leads(segment))
        return self.led[key]

    def _leads(self, segment: Segment) -> Iterator[str]:
        safe = self._under_safety(segment)
        near = [
            heading
            for heading in (*segment.heading_path[-_NEAR:], segment.label)
            if heading not in self.titles and len(heading.split()) <= _HEADING_WORDS
        ]
        for cue in cues():
            if cue.scope == "heading":
                for heading in near:
                    told = safe or cue.code in self.under.get(heading, ())
                    if told and cue.hits(heading):
                        yield cue.code
            elif segment.lead and is_risk(cue.code) and cue.hits(segment.lead):
                yield cue.code

    def _run_in(self, index: int) -> frozenset[str]:
        """Return the risks that a heading names which begins a paragraph: "Cyber. We tested"."""
        segment = self.segments[index]
        begins = not self._same_paragraph(index)
        if (
            segment.kind is not SegmentKind.SENTENCE
            or not begins
            or not self._under_safety(segment)
        ):
            return _NONE
        if len(segment.text.split()) > _RUN_IN_WORDS:
            return _NONE
        title = segment.text.rstrip(" .:")
        return frozenset(c.code for c in cues() if c.scope == "heading" and c.hits(title))

    def _same_paragraph(self, index: int) -> bool:
        """Return whether a segment goes on in the paragraph of the one before."""
        if not index:
            return False
        segment, before = self.segments[index], self.segments[index - 1]
        gap = self.text[before.end : segment.start]
        return segment.kind is before.kind and "\n" not in gap.strip(" \t") and len(gap) < _GAP

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


def _says_nothing(segment: Segment) -> bool:
    """Return whether a segment can say nothing of a model's risks."""
    text = segment.text
    if segment.kind in _LEFT_OUT or not text.strip() or _CONTENTS.search(text):
        return True
    return _ADDRESS.search(text) is not None and (
        sum(map(str.isalpha, _ADDRESS.sub("", text))) < _LEAST
    )


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
