"""An element's evidence, looked at unit by unit: what a rule asks of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from pipeline.assess.cues import Hit, cells
from pipeline.assess.forms import is_form
from pipeline.assess.literals import compiled
from pipeline.assess.phrases import phrases, says
from pipeline.assess.rulings.evidence import ElementEvidence, Ruling, Stretch
from pipeline.schema import Element, Polarity, Segment, SegmentKind, Status, Whose

#: Units that state nothing about the model: examples, literature, conversations.
SILENT = frozenset({SegmentKind.CODE, SegmentKind.REFERENCE, SegmentKind.DIALOGUE})
#: Longest quotation; of a longer unit the neighbourhood of the hit is shown.
QUOTE = 600
#: How many stretches of evidence are kept.
KEPT = 6
#: Cells of a row that holds a question and its answer.
CELLS = 2
#: A refusal with more words than this says something else as well.
REFUSAL_WORDS = 40
#: Phrases of which one makes a refusal.
REFUSALS = ("declined", "withheld_answer", "refusal", "refused_answer")
#: A sentence that only points elsewhere has at most so many words.
POINTER_WORDS = 16
#: Claims that rest on the spelling of an address alone.
SPELT = "/handle"
#: A heading this long is a title or a sentence; only an exact match counts there.
HEADING_WORDS = 8
#: The own model's name occurs at least so often in a document.
OFTEN = 3
#: A title stands among this many segments, and what it is the title of has at least so many.
TITLE, BODY = 4, 12

#: Digits that give no figure: those of names, of parts of a document and of addresses.
_NO_FIGURE = re.compile(
    r"https?://\S+|\b(?:sections?|chapters?|appendix|tables?|figures?|pages?) [\dA-Z][\d.]*"
    r"|(?<![\d.] )\b(?-i:[A-Z])[\w-]*(?: \d[\d.]*\b(?! ?%))?"
)
_NUMBERING = re.compile(r"^[\W\d_]*(?:[ivx]+\.|[a-z]\)|\d+(?:\.\d+)*\.?)?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Unit:
    """A segment with this element's hits.

    Attributes:
        index: Index of the segment.
        segment: The segment.
        hits: Hits by the cue's own name.
        roles: Roles of the cues that hit its text.
        under: True where it stands under a heading of the element.
        labelled: The hit of a strong cue on its key, row label or column, or None.
        claimed: True where a typed claim about the own model rests on it.
    """

    index: int
    segment: Segment
    hits: dict[str, Hit]
    roles: frozenset[str]
    under: bool
    labelled: Hit | None
    claimed: bool = False

    @property
    def text(self) -> str:
        """The text that cues were matched against."""
        return self.segment.text

    @property
    def content(self) -> str:
        """What stands under the label that hit; the whole text where none did."""
        if self.labelled is None:
            return self.text
        return self.text[self.labelled.start : self.labelled.end]

    def has(self, *names: str) -> bool:
        """Return whether any of these cues, or cues of these roles, hit the text."""
        return any(name in self.hits or name in self.roles for name in names)

    def says(self, *phrases: str) -> bool:
        """Return whether the text holds any of these common phrases."""
        return any(says(phrase, self.text) for phrase in phrases)

    @property
    def withheld(self) -> bool:
        """True where it says that something is not disclosed, and states nothing beside that."""
        said = _answer(self.segment)
        row = self.segment.kind is SegmentKind.ROW and self.text.count(" | ") > 1
        return (
            not row
            and len(said.split()) <= REFUSAL_WORDS
            and any(says(phrase, said) for phrase in REFUSALS)
            and not says("contrast", said)
        )

    @property
    def blank(self) -> bool:
        """True where it is a key, or the label of a row, with nothing but a placeholder."""
        return _answer(self.segment) != self.text and says("placeholder", _answer(self.segment))

    @property
    def points(self) -> bool:
        """True where it only says where something is told."""
        told = _NO_FIGURE.sub("", self.text)
        return (
            len(self.text.split()) <= POINTER_WORDS
            and self.says("pointer")
            and not any(char.isdigit() for char in told)
        )

    @property
    def foreign(self) -> bool:
        """True where its first words say that others are spoken of, not the model."""
        return says("of_others", self.text)

    @property
    def weight(self) -> int:
        """How much speaks for quoting it before others: cues, heading, field; not a rival's."""
        cues = sum(
            hit.cue.role in ("strong", "value", "partial") and hit.cue.scope == "text"
            for hit in self.hits.values()
        )
        beside = self.says("rival") or self.segment.kind is SegmentKind.FOOTNOTE
        return min(cues, 3) + self.under + 2 * (self.labelled is not None or self.claimed) - beside

    @property
    def instructs(self) -> bool:
        """True where it tells the reader what to do instead of stating something."""
        return says("howto", self.text)

    @property
    def about_data(self) -> bool:
        """True where it speaks of data that a model was trained on."""
        return not self.instructs and (
            says("training_data", self.text) or _under_data(self.segment.heading_path)
        )


class Reading:
    """One element's evidence, and the ways to rule on it."""

    def __init__(self, evidence: ElementEvidence, silent: frozenset[SegmentKind] = SILENT) -> None:
        self.evidence = evidence
        self.element = evidence.element
        self.segments = evidence.segments
        self.silent = silent

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Units that may state the element: ``heard`` without refusals, blanks and others."""
        return tuple(
            unit for unit in self.heard if not (unit.withheld or unit.blank or unit.foreign)
        )

    @cached_property
    def every(self) -> tuple[Unit, ...]:
        """All units of the document that speak, whether a cue hits them or not."""
        known = {unit.index: unit for unit in self.heard}
        found = []
        for index, segment in enumerate(self.segments):
            if segment.kind in SILENT or segment.kind is SegmentKind.HEADING:
                continue
            found.append(known.get(index) or Unit(index, segment, {}, frozenset(), False, None))
        return tuple(found)

    @cached_property
    def shut(self) -> tuple[Unit, ...]:
        """Units that refuse something or leave it blank, of whatever element."""
        return tuple(unit for unit in self.every if unit.withheld or unit.blank)

    @cached_property
    def heard(self) -> tuple[Unit, ...]:
        """Units that some cue hits or that stand under a heading of the element, in order."""
        by_segment: dict[int, list[Hit]] = {}
        for hit in self.evidence.hits:
            by_segment.setdefault(hit.segment, []).append(hit)
        found = []
        for index, segment in enumerate(self.segments):
            hits = by_segment.get(index, [])
            under = segment.kind is not SegmentKind.HEADING and stands_under(
                self.element, segment.heading_path
            )
            if segment.kind in self.silent or not (hits or under):
                continue
            found.append(_unit(index, segment, hits, under))
        return tuple(found)

    @cached_property
    def prose(self) -> tuple[Unit, ...]:
        """The units without headings and without other people's work."""
        return tuple(
            unit
            for unit in self.units
            if unit.segment.kind is not SegmentKind.HEADING and not unit.says("citation")
        )

    def where(self, test: Callable[[Unit], object]) -> list[Unit]:
        """Return the prose units that pass a test, in order."""
        return [unit for unit in self.prose if test(unit)]

    def having(self, *names: str) -> list[Unit]:
        """Return the prose units hit by any cue of these names or roles."""
        return self.where(lambda unit: unit.has(*names))

    @cached_property
    def fields(self) -> tuple[Unit, ...]:
        """Units whose key, row label or column asks for the element and that are answered."""
        return tuple(
            unit for unit in self.units if unit.labelled is not None and answered(unit.content)
        )

    @cached_property
    def with_code(self) -> Reading:
        """The same evidence with example code, for elements that code shows."""
        return Reading(self.evidence, SILENT - {SegmentKind.CODE})

    @cached_property
    def claimed(self) -> tuple[Unit, ...]:
        """Units that hold a stated, affirmed claim about the own model, in text order."""
        return self.spoken(Polarity.AFFIRMED)

    def spoken(self, polarity: Polarity) -> tuple[Unit, ...]:
        """Return units that hold a claim of this polarity about the own model, in text order."""
        starts = {
            claim.span
            for claim in self.evidence.claims
            if claim.whose is Whose.OWN
            and claim.polarity is polarity
            and claim.span
            and not claim.rule.endswith(SPELT)
        }
        by_index = {unit.index: unit for unit in self.heard}
        found = []
        for index, segment in enumerate(self.segments if starts else ()):
            if any(
                span.document == segment.document and segment.start <= span.start < segment.end
                for span in starts
            ):
                known = by_index.get(index) or Unit(index, segment, {}, frozenset(), False, None)
                shut = polarity is not Polarity.DECLINED and (known.withheld or known.blank)
                if not (shut or known.foreign):
                    found.append(replace(known, claimed=True))
        return tuple(found)

    def opening(self, count: int) -> list[Unit]:
        """Return the first segments of every document as units."""
        found: list[Unit] = []
        seen: dict[str, int] = {}
        known = {unit.index: unit for unit in self.units}
        for index, segment in enumerate(self.segments):
            seen[segment.document] = seen.get(segment.document, 0) + 1
            if seen[segment.document] <= count:
                found.append(known.get(index) or Unit(index, segment, {}, frozenset(), False, None))
        return found

    def titled(self, cue: str) -> list[Unit]:
        """Return the title where it says that the document itself is what is asked for.

        The title is among the first segments, and a text follows it.
        """
        title = [u for u in self.opening(TITLE) if u.has(cue)]
        return title if len(self.segments) >= BODY else []

    def linking(self, phrase: str) -> list[Unit]:
        """Return units of any kind but literature whose links or text hold the phrase."""
        quiet = {SegmentKind.REFERENCE, SegmentKind.DIALOGUE}
        return [
            Unit(index, segment, {}, frozenset(), False, None)
            for index, segment in enumerate(self.segments)
            if segment.kind not in quiet
            and (says(phrase, segment.text) or any(says(phrase, url) for url in segment.links))
        ]

    def downloads(self) -> list[Unit]:
        """Return units that give an address of the own model's weights.

        An address counts where a part of it is a word that the document uses again and again,
        as it does with its own model's name, and where the unit is not about data or tests.
        """
        words = _word_counts(self.document)
        found = []
        for unit in self.linking("link_model"):
            if unit.says("evaluation", "training_data") or (
                unit.segment.kind is SegmentKind.FOOTNOTE
            ):
                continue
            for url in (*unit.segment.links, *phrases()["link_model"].findall(unit.text)):
                parts = re.findall(r"[a-z]{3,}", url.casefold()) if says("link_model", url) else []
                if any(
                    words.get(part, 0) >= OFTEN and not says("common_name_part", part)
                    for part in parts
                ):
                    found.append(unit)
                    break
        return found

    def hollow(self, unit: Unit) -> bool:
        """Return whether a unit is a heading with nothing but a refusal or a blank below it."""
        if unit.segment.kind is not SegmentKind.HEADING:
            return False
        below: list[Segment] = []
        for segment in self.segments[unit.index + 1 :]:
            if segment.kind is SegmentKind.HEADING:
                break
            below.append(segment)
        units = [Unit(0, segment, {}, frozenset(), False, None) for segment in below]
        return bool(units) and all(u.withheld or u.says("placeholder") for u in units)

    @cached_property
    def document(self) -> str:
        """Text of all units that speak, for questions about the whole document."""
        return "\n".join(s.text for s in self.segments if s.kind not in SILENT)

    @cached_property
    def own_claims(self) -> int:
        """How many typed claims about the own model there are."""
        return sum(claim.whose is Whose.OWN for claim in self.evidence.claims)

    @property
    def is_summary(self) -> bool:
        """True for the public summary of training content, by its fields."""
        return is_form(self.document)

    def ruling(
        self, status: Status, units: Iterable[Unit], because: str, score: float
    ) -> Ruling | None:
        """Return a ruling that rests on these units; None where no words can be shown."""
        stretches = quotes(sorted(units, key=lambda unit: -unit.weight))
        if not stretches:
            return None
        return Ruling(status, stretches, because, round(score, 4))

    def disclosed(self, units: Sequence[Unit], because: str, score: float = 0.9) -> Ruling | None:
        """Rule that it is stated."""
        return self.ruling(Status.DISCLOSED, units, because, score)

    def partial(self, units: Sequence[Unit], because: str, score: float = 0.65) -> Ruling | None:
        """Rule that it is stated in part."""
        return self.ruling(Status.PARTIAL, units, because, score)

    def mentioned(self, units: Sequence[Unit], because: str, score: float = 0.3) -> Ruling | None:
        """Rule that only the topic comes up."""
        return self.ruling(Status.MENTIONED, units, because, score)

    def referred(self, units: Sequence[Unit], because: str, score: float = 0.25) -> Ruling | None:
        """Rule that the document only points elsewhere."""
        return self.ruling(Status.REFERRED, units, because, score)

    def declined(self, units: Sequence[Unit]) -> Ruling | None:
        """Rule that the document says that it does not disclose it."""
        return self.ruling(Status.DECLINED, units, "The document says that it withholds it.", 0.1)

    def placeholder(self, units: Sequence[Unit]) -> Ruling | None:
        """Rule that its place is there and empty."""
        return self.ruling(Status.PLACEHOLDER, units, "Its place is there, but empty.", 0.05)

    def absent(self, because: str, score: float = 0.03) -> Ruling:
        """Rule that nothing was found."""
        return Ruling(Status.ABSENT, (), because, score)


def _answer(segment: Segment) -> str:
    """Return what stands under a key or beside the label of a row; the whole text elsewhere.

    Of a row with more cells than its label's and one other it is the whole text too.
    """
    label, text = segment.label, segment.text
    if segment.kind is SegmentKind.ROW and label and not text.startswith(label):
        found = list(cells(segment))
        if len(found) == CELLS and text[found[0][1] : found[0][2]] == label:
            return text[found[1][1] : found[1][2]]
    keyed = segment.kind in (SegmentKind.PAIR, SegmentKind.ROW)
    return text[len(label) :].lstrip(" :|\t") if keyed and text.startswith(label) else text


def terms(units: Iterable[Unit], *cues: str) -> set[str]:
    """Return the different wordings, in lower case, that some cues match in units."""
    found: set[str] = set()
    for unit in units:
        for name in cues:
            if hit := unit.hits.get(name):
                for match in compiled(hit.cue.pattern).finditer(unit.text):
                    found.add(" ".join(match.group().casefold().split()))
    return found


def quotes(units: Iterable[Unit]) -> tuple[Stretch, ...]:
    """Return what to quote of each unit, in order; nothing twice, nothing not verbatim."""
    found: list[Stretch] = []
    for unit in units:
        start, end = _extent(unit)
        stretch = (unit.index, start, end)
        if stretch not in found and unit.segment.locate(start, end) is not None:
            found.append(stretch)
        if len(found) == KEPT:
            break
    return tuple(found)


def answered(content: str) -> bool:
    """Return whether a field holds an answer ("not applicable" is one; a blank is none)."""
    bare = content.strip(" \t\n:|-–—☐_.*")
    return bool(bare) and not says("placeholder", content)


#: Headings under which training data are described.
DATA_HEADINGS = (
    "data",
    "data sources",
    "dataset",
    "datasets",
    "fine-tuning data",
    "pre-training data",
    "pretraining data",
    "training corpus",
    "training data",
    "training dataset",
    "training datasets",
)


@lru_cache(maxsize=8)
def _word_counts(document: str) -> dict[str, int]:
    return Counter(re.findall(r"[a-z]{3,}", document.casefold()))


@lru_cache(maxsize=65536)
def _under_data(path: tuple[str, ...]) -> bool:
    return any(_names(DATA_HEADINGS, heading) for heading in path[-3:])


def stands_under(element: Element, path: Sequence[str]) -> bool:
    """Return whether one of the headings above is a name that the element goes by."""
    return any(_names(element.headings, heading) for heading in path[-3:])


@lru_cache(maxsize=65536)
def _names(names: tuple[str, ...], heading: str) -> bool:
    plain = plain_heading(heading)
    if plain in names:
        return True
    if len(plain.split()) > HEADING_WORDS:
        return False
    padded = f" {plain} "
    return any(f" {name} " in padded for name in names if len(name) > 4)


@lru_cache(maxsize=65536)
def plain_heading(heading: str) -> str:
    """Return a heading in lower case without numbering, marks and surplus space."""
    text = _NUMBERING.sub("", heading.casefold(), count=1)
    return " ".join(re.sub(r"[^\w&',/ -]+", " ", text).split())


def _unit(index: int, segment: Segment, hits: Sequence[Hit], under: bool) -> Unit:
    roles = frozenset(hit.cue.role for hit in hits if hit.cue.scope == "text")
    labelled = next(
        (hit for hit in hits if hit.cue.scope == "label" and hit.cue.role == "strong"), None
    )
    named = {hit.cue.id.rpartition("/")[2]: hit for hit in hits}
    return Unit(index, segment, named, roles, under, labelled)


def _extent(unit: Unit) -> tuple[int, int]:
    length = len(unit.text)
    if length <= QUOTE:
        return 0, length
    spans = [
        (hit.start, hit.end)
        for hit in unit.hits.values()
        if hit.end - hit.start < length and hit.cue.scope != "heading"
    ]
    start, end = min(spans, default=(0, QUOTE // 2))
    row = unit.segment.kind is SegmentKind.ROW
    for _, low, high in cells(unit.segment) if row else ():
        if low <= start < high:
            start, end = low, max(high, end)
            break
    return max(0, start - 80), min(length, max(end, start + QUOTE // 2), start + QUOTE)
