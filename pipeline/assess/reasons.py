"""Why a status was given, and why a near passage was not enough: plain words for people."""

from __future__ import annotations

import re

from pipeline.assess.features import Gathered
from pipeline.assess.judge import Judgement
from pipeline.assess.passages import SIGNALS
from pipeline.schema import Element, Segment, SegmentKind, Status

_DENSE = SIGNALS.index("dense")

#: Cosine below which a passage is about something else.
NEAR = 0.3

_LINK = re.compile(r"https?://|\bwww\.|\.(?:com|org|io|ai|pdf)\b", re.IGNORECASE)

_STATES = {
    Status.DISCLOSED: "It is stated",
    Status.PARTIAL: "It is stated in part",
    Status.MENTIONED: "The topic comes up, but nothing usable is stated",
    Status.REFERRED: "The document only points elsewhere for it",
    Status.DECLINED: "The document says that it is not disclosed",
    Status.PLACEHOLDER: "Its place is there, but empty",
    Status.ABSENT: "Nothing was found that states it",
}


def because(status: Status, said: Judgement, gathered: Gathered) -> str:
    """Return one or two sentences that say why one document got this status.

    Args:
        status: The status given.
        said: What the judge said.
        gathered: What was gathered; the rules' own reason is quoted where they agree.
    """
    ruling = gathered.ruling
    if ruling.status is status and status is not Status.ABSENT:
        return ruling.because
    chance = f"(probability that it is stated: {said.filled:.2f})"
    text = f"{_STATES[status]} {chance}."
    if ruling.status is status or (status.is_gap and ruling.status.is_gap):
        return text
    if not status.is_gap and not ruling.status.is_gap:
        return f"{text} A rule alone would say {ruling.status.value}: {_lower(ruling.because)}"
    if status.is_gap:
        return f"{text} A rule found words that fit, but the other signals outweigh them."
    return f"{text} No rule of its own is met, but the passages as a whole speak to it."


def absent_everywhere(model: str, documents: int) -> str:
    """Return the reason for an element that no document states."""
    of = f" of {model}" if model else ""
    where = "the document" if documents == 1 else f"{documents} documents"
    return f"Nothing in {where}{of} states it; the nearest passages are shown."


def why_not(element: Element, segment: Segment, column: int, gathered: Gathered) -> str:
    """Return why a passage near an absent element is not enough, in a few plain words."""
    marks = gathered.marks
    topical = (
        column in marks.role("strong") | marks.role("weak") | marks.role("mentioned")
        or column in marks.labels
    )
    if column in marks.others:
        return "about another model"
    if column in marks.role("declined"):
        return "says that it is withheld, but not clearly of this"
    if segment.kind is SegmentKind.HEADING:
        return "only a heading"
    if column in marks.role("referred") or (_is_link(segment) and topical):
        return "only points elsewhere"
    valued = any(cue.role == "value" for cue in element.cues)
    if topical and valued and column not in marks.role("value"):
        digits = any(char.isdigit() for char in segment.text)
        return "on topic, but without what is asked for" if digits else "on topic, but no figure"
    if topical:
        return "on topic, but too general"
    if column in marks.role("value"):
        return "a fitting figure or name, but not said to be this"
    place = gathered.found.columns.index(column)
    cosine = float(gathered.found.signals[place, _DENSE])
    if column in marks.headings:
        return "under a fitting heading, but does not say it"
    if cosine < NEAR:
        return f"low similarity ({cosine:.2f}): about something else"
    return f"similar words ({cosine:.2f}), but does not say it"


def _is_link(segment: Segment) -> bool:
    rest = _LINK.sub("", segment.text)
    return bool(segment.links or _LINK.search(segment.text)) and len(rest.split()) < 12


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
