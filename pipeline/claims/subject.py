"""Whose figure it is: the model's own, its base's, or a rival's; and which variant's.

Signals, strongest first: the name of the table row or column; a name attached to the figure;
the subject of its clause (names behind "than", "unlike", "based on" are not it); the heading
above; and, where no other model is in sight, the document itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.claims import syntax
from pipeline.claims.context import Context
from pipeline.claims.fields import cells
from pipeline.claims.mentions import Mention
from pipeline.claims.phrases import phrases
from pipeline.schema import Segment, SegmentKind, Whose

CUES = "lexicons/subject_cues.yaml"
_DROPPED = {
    SegmentKind.CODE: "inside code",
    SegmentKind.REFERENCE: "inside a citation",
    SegmentKind.DIALOGUE: "inside a sample dialogue",
}
_URL = re.compile(r"(?:https?://|www\.)\S+|\b[\w.-]+\.(?:com|org|io|ai|net)/\S*")


_SIZE_ALONE = re.compile(r"(?:\d+(?:\.\d+)?\s?[BbMm])?")
#: "With 7B parameters, Falcon is...": so many words may stand before a figure that is fronted.
_FRONTED = 4
#: "Falcon, which was trained on": what a relative clause says is said of the name before it.
_RELATIVE = re.compile(
    r"\s*(?:\([^)]*\))?,?\s*(?:which|that)\s+(?:has|had|have|is|was|were|are|used?|uses|took|saw"
    r"|contains?|requires?|required|needed|consumed|emitted|supports|offers)\b(?:(?![;.]\s|,).)*"
)
_ASIDE = re.compile(
    r",\s+(?:just\s+)?(?:unlike|like|in contrast (?:to|with)|compared (?:to|with)|as opposed to)"
    r"\s+[^,;:.()]{1,60},\s(?!which|that)"
)
_VERB = re.compile(
    r"\s+(was|were|is|has|had|saw|used|uses|took|needed|required|consumed|emitted|supports)\b"
)
#: What a name hangs on that is no subject itself: "the successor of Falcon was".
_HANGS = re.compile(r"\b(of|by|from|in|for|with|and|or|to)\s+(?:the\s+)?$")
#: "Falcon (40B, trained on 1T tokens": brackets behind a name say something of it.
_INSIDE = re.compile(r"\s*\([^();]*")
_CITATION = re.compile(r"\bet al\b|\([A-Z][\w' -]+,? (?:19|20)\d\d[a-z]?\)")
#: Longer stretches are no sentences: the parser would say something of them all the same.
_LONGEST_PARSED = 600
#: "a Llama 3-based model" is no Llama.
_DERIVED = re.compile(r"[-\s](?:based|derived|style|like|generated|compatible|family)\b")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose value it is.

    Attributes:
        whose: Own, base, rival, or unknown.
        variant: Variant of the own model, or None for all of it.
        confidence: 0..1, in steps of 1e-4; 0 where the place disqualifies the value.
        because: Short reason.
        name: The other model's name where it is not the own one.
    """

    whose: Whose
    variant: str | None
    confidence: float
    because: str
    name: str = ""

    @property
    def own(self) -> bool:
        """True where the value may stand for the own model."""
        return self.whose is Whose.OWN and self.confidence >= 0.5


@lru_cache(maxsize=16)
def _cue(role: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row.regex.pattern})" for row in phrases(CUES)[role]), re.I)


def attribute(segment: Segment, start: int, end: int, context: Context) -> Attribution:
    """Decide whose value ``segment.text[start:end]`` is.

    Args:
        segment: Where the value stands.
        start: First character of the value in the segment's text.
        end: One past its last.
        context: The document and whose it is.

    Returns:
        The attribution; confidence 0 in code, citations, dialogues and addresses.
    """
    if segment.kind in _DROPPED:
        return Attribution(Whose.UNKNOWN, None, 0.0, _DROPPED[segment.kind])
    if any(m.start() < end and start < m.end() for m in _URL.finditer(segment.text)):
        return Attribution(Whose.UNKNOWN, None, 0.0, "inside an address")
    if segment.kind is SegmentKind.ROW:
        return _in_row(segment, start, end, context)
    found = _in_text(segment.text, start, end, context)
    if found:
        return _with_variant(found, segment, start, end, context)
    clause = _clause(segment.text, start, end)
    if _CITATION.search(clause) and not _cue("self").search(clause):
        return Attribution(Whose.UNKNOWN, None, 0.4, "said of the work of others")
    variant = context.variant_in(clause)
    return _from_earlier(segment, context, variant) or _from_headings(segment, context, variant)


def _from_earlier(segment: Segment, context: Context, variant: str | None) -> Attribution | None:
    """Let the sentences before, in the same paragraph, say whose a nameless figure is."""
    if _cue("self").search(segment.text):
        return None
    for before in context.earlier(segment):
        named = [m for m in context.mentions(before.text) if _role(before.text, m) == "subject"]
        if not named:
            continue
        own = [m for m in named if m.whose is Whose.OWN]
        if own:
            key = variant or (own[-1].variant if len({m.variant for m in own}) == 1 else None)
            return Attribution(Whose.OWN, key, 0.8, "the sentence before names the model")
        return _as(named[-1], 0.7, "the sentence before speaks of another model")
    return None


def _in_row(segment: Segment, start: int, end: int, context: Context) -> Attribution:
    parts = cells(segment)
    at = next((i for i, (_, low, high) in enumerate(parts) if low <= start < max(high, low + 1)), 0)
    header, low, high = parts[at] if parts else ("", 0, len(segment.text))
    names = [header]
    if not _of_data(parts):
        names = [segment.label, header]
        names += [segment.text[a:b] for i, (_, a, b) in enumerate(parts) if i < 2 and i != at]
    mentions = [mention for name in names for mention in context.mentions(name)]
    inside = segment.text[low:high]
    mentions += [m for m in context.mentions(inside) if m.start < start - low]
    own = [m for m in mentions if m.whose is Whose.OWN]
    others = [m for m in mentions if m.whose is not Whose.OWN]
    if others and (not own or (others[0].whose is Whose.RIVAL and not own[0].variant)):
        return Attribution(others[0].whose, None, 0.9, "the row's name", others[0].name)
    if not own and _compares(segment.table, context):
        return _in_comparison(segment, context)
    variant = next((m.variant for m in own if m.variant), None)
    for name in names:
        variant = variant or context.variant_in(name, loose=True)
    if own or variant:
        return Attribution(Whose.OWN, variant, 0.95, "the row or column of the model's own name")
    return _from_headings(segment, context, context.variant_in(inside))


def _of_data(parts: list[tuple[str, int, int]]) -> bool:
    """True for a row of data sets or benchmarks, whose label names no model."""
    return bool(parts) and bool(_cue("not_models").search(parts[0][0]))


def _named(row: Segment, context: Context) -> list[Mention]:
    """Return the models that a row names in its label or its first two cells."""
    if _of_data(cells(row)):
        return []
    first = [row.text[low:high] for _, low, high in cells(row)[:2]]
    return [mention for name in (row.label, *first) for mention in context.mentions(name)]


def _compares(table: int | None, context: Context) -> bool:
    """True for a table of scores or of several models: there a nameless row is not ours."""
    key = f"compares {table}"
    if key not in context.memory:
        context.memory[key] = any(
            _cue("scores").search(row.text[:200])
            or any(mention.whose is Whose.RIVAL for mention in _named(row, context))
            for row in context.rows(table)
        )
    return bool(context.memory[key])


def _in_comparison(segment: Segment, context: Context) -> Attribution:
    """Let a row that holds a size alone belong to the model named in the rows above it."""
    unknown = Attribution(Whose.UNKNOWN, None, 0.4, "a nameless row beside other models")
    if not _SIZE_ALONE.fullmatch(segment.label.strip()):
        return unknown
    above = [row for row in context.rows(segment.table) if row.start < segment.start]
    for row in reversed(above):
        if named := _named(row, context):
            found = _as(named[0], 0.8, "the model named in a row above")
            if found.whose is not Whose.OWN:
                return found
            variant = context.variant_in(segment.label, loose=True)
            return Attribution(Whose.OWN, variant, 0.8, found.because)
        if not _SIZE_ALONE.fullmatch(row.label.strip()):
            return unknown
    return unknown


def _asides(text: str, before: int) -> list[tuple[int, int]]:
    """Return what is set between commas to compare with others: ", unlike Falcon, "."""
    return [match.span() for match in _ASIDE.finditer(text) if match.end() <= before]


def _clause_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    low, high = 0, len(text)
    asides = _asides(text, start)
    for match in _cue("break").finditer(text):
        if any(first <= match.start() < last - 1 for first, last in asides):
            continue
        if match.end() <= start:
            low = match.start() + 1
        elif match.start() >= end:
            high = match.start()
            break
    return low, high


def _clause(text: str, start: int, end: int) -> str:
    low, high = _clause_bounds(text, start, end)
    return text[low:high]


def _role(text: str, mention: Mention) -> str:
    """Return how a name is introduced: subject, object, contrast or upstream."""
    if mention.whose is not Whose.OWN and _DERIVED.match(text, mention.end):
        return "upstream"
    before = text[max(0, mention.start - 70) : mention.start]
    for role in ("contrast", "upstream", "object"):
        if _cue(role).search(before):
            return role
    return "subject"


def _in_text(text: str, start: int, end: int, context: Context) -> Attribution | None:
    mentions = context.mentions(text)
    if not mentions:
        return None
    for mention in mentions:
        if mention.start <= start and end <= mention.end:
            return _as(mention, 0.9, "part of the name")
        if mention.start >= end:
            gap = text[end : mention.start]
            if mention.whose is not Whose.OWN and _DERIVED.match(text, mention.end):
                continue
            if _cue("attached_after").fullmatch(gap) or _cue("possessive").fullmatch(gap):
                return _as(mention, 0.9, "attached to the name")
    asides = _asides(text, start)
    before = [
        mention
        for mention in mentions
        if mention.end <= start and not any(first <= mention.start < last for first, last in asides)
    ]
    if before and _cue("attached_before").fullmatch(text[before[-1].end : start]):
        return _as(before[-1], 0.9, "attached to the name")
    if before and _RELATIVE.fullmatch(text, before[-1].end, start):
        return _as(before[-1], 0.85, "the name before its relative clause")
    gap = text[before[-1].end : start] if before else ""
    if before and _INSIDE.fullmatch(gap) and not _cue("self").search(gap):
        return _as(before[-1], 0.85, "the name before its brackets")
    low, high = _clause_bounds(text, start, end)
    inside = [m for m in before if m.start >= low]
    if not inside and len(text[low:start].split()) <= _FRONTED:
        inside = [m for m in mentions if low <= m.start < high and m.start >= end]
    subjects = [m for m in inside if _role(text, m) == "subject"]
    if subjects and _governs(text, subjects[-1], start):
        return _as(subjects[-1], 0.85, "the subject of its verb")
    if len({m.whose for m in subjects}) > 1 and len(text) <= _LONGEST_PARSED:
        chosen = syntax.subject(text, start, end, [(m.start, m.end) for m in subjects])
        if chosen is not None:
            return _as(subjects[chosen], 0.8, "the subject of its verb")
    if subjects:
        return _as(subjects[-1] if subjects[-1].end <= start else subjects[0], 0.85, "its clause")
    if _cue("self").search(text[low:start]) or _cue("anaphor").search(text[low:start]):
        return Attribution(Whose.OWN, None, 0.85, "the document speaks of its own model")
    if inside:
        own = [m for m in inside if m.whose is Whose.OWN]
        if own:
            return _as(own[-1], 0.7, "the only own name in its clause")
        other = inside[-1]
        if _role(text, other) == "upstream" and other.end <= start:
            return Attribution(Whose.UNKNOWN, None, 0.4, "behind a base's name", other.name)
        return Attribution(Whose.RIVAL, None, 0.6, "behind another model's name", other.name)
    whole = [m for m in before if _role(text, m) == "subject"]
    if whole and all(m.whose is not Whose.OWN for m in whole):
        return _as(whole[0], 0.6, "the sentence's subject")
    return None


def _governs(text: str, mention: Mention, figure: int) -> bool:
    """True for a name right before the verb that leads to a figure: "and Nova was trained on"."""
    after = _VERB.match(text, mention.end)
    hangs = _HANGS.search(text[: mention.start])
    if not after or mention.end > figure:
        return False
    return not hangs or (hangs[1] in ("and", "or") and after[1] in ("was", "is", "has"))


def _as(mention: Mention, confidence: float, because: str) -> Attribution:
    name = "" if mention.whose is Whose.OWN else mention.name
    return Attribution(mention.whose, mention.variant, confidence, because, name)


def _with_variant(
    found: Attribution, segment: Segment, start: int, end: int, context: Context
) -> Attribution:
    if found.whose is not Whose.OWN or found.variant:
        return found
    variant = context.variant_in(_clause(segment.text, start, end))
    if not variant and segment.heading_path:
        variant = context.variant_in(segment.heading_path[-1], loose=True)
    return Attribution(found.whose, variant, found.confidence, found.because)


def _under_other(segment: Segment, context: Context) -> Mention | None:
    """Return another model whose name labels the paragraph above a list or form."""
    if segment.kind not in (SegmentKind.PAIR, SegmentKind.ITEM):
        return None
    for before in context.section(segment):
        label = before.label.strip(" :*")
        if before.kind is SegmentKind.PAIR and label:
            for mention in context.mentions(label):
                if mention.name == label:
                    return None if mention.whose is Whose.OWN else mention
    return None


def _from_headings(segment: Segment, context: Context, variant: str | None) -> Attribution:
    if other := _under_other(segment, context):
        return _as(other, 0.7, "in a paragraph labelled with another model")
    for heading in (segment.lead, *reversed(segment.heading_path)):
        mentions = context.mentions(heading)
        own = [m for m in mentions if m.whose is Whose.OWN]
        if own:
            key = variant or next((m.variant for m in own if m.variant), None)
            return Attribution(Whose.OWN, key, 0.85, "under the model's own heading")
        if mentions:
            return _as(mentions[0], 0.8, "under another model's heading")
        variant = variant or context.variant_in(heading, loose=True)
    return Attribution(Whose.OWN, variant, 0.75, "the document's own model")
