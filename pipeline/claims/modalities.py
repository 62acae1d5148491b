"""What goes in, what comes out, and what the training data are: text, image, audio, video.

"Text" that only follows from "language model" is kept under a rule of its own, so that it can
be told from what is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.claims.context import Context
from pipeline.claims.fields import Field, fields
from pipeline.claims.phrases import phrases
from pipeline.claims.stating import of_field, stated
from pipeline.schema import Claim, Polarity, Segment, SegmentKind, Whose

INPUT, OUTPUT, DATA = "input_modalities", "output_modalities", "data_modality"
ELEMENTS = (INPUT, OUTPUT, DATA)
FILE = "lexicons/modality_cues.yaml"
_ORDER = ("text", "image", "audio", "video")
_TICKED = re.compile(r"(?:☒|☑|✓|✔|✅|\[x\]|(?<!\w)X)\s*(Text|Images?|Videos?|Audio|Other)\b", re.I)
_BOXES = re.compile(r"☐|☒|☑|\[ \]|\[x\]", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|no|cannot|never|without|neither)\b[^.,;]{0,25}$", re.IGNORECASE)
_NOTHING = re.compile(r"^\W*(?:n/?a|not applicable)\W*$", re.IGNORECASE)
_TEXT = (SegmentKind.SENTENCE, SegmentKind.ITEM, SegmentKind.PAIR, SegmentKind.HEADING)
_OPENING = 80
_ROLES = (("both", ""), ("input", INPUT), ("output", OUTPUT), ("data", DATA))


def words(text: str) -> tuple[str, ...]:
    """Return the modalities that a text names, in the contract's order."""
    found = {row.value for row in phrases(FILE)["word"] if row.regex.search(text)}
    return tuple(kind for kind in _ORDER if kind in found)


@lru_cache(maxsize=16)
def _cue(role: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row.regex.pattern})" for row in phrases(FILE)[role]), re.I)


def reads_tick(words_: str) -> bool:
    """Tell whether a ticked box and its words are read here, by the sign before the words."""
    return _TICKED.search(words_) is not None


def find(context: Context) -> Iterator[Claim]:
    """Yield modalities of input, output and training data; implied ones where none is stated."""
    stated_for: set[str] = set()
    for segment in context.segments:
        for claim in (*_labels(context, segment), *_prose(context, segment)):
            if claim.whose is Whose.OWN:
                stated_for.add(claim.element)
            yield claim
    for element in (INPUT, OUTPUT):
        if element not in stated_for:
            yield from _implied(context, element)


def _labels(context: Context, segment: Segment) -> Iterator[Claim]:
    for field in fields(segment):
        if field.shape == "heading" and len(field.value) > 90:
            continue
        for role, element in (("input", INPUT), ("output", OUTPUT), ("data", DATA)):
            if _cue(f"{role}_label").search(field.label):
                yield from _answer(context, element, field)
    if segment.kind is SegmentKind.ROW and _ticked_row(segment):
        match = _TICKED.search(segment.text)
        if match and (kinds := words(match[1])):
            made = stated(context, DATA, "tick", segment, *match.span(), kinds, confidence=0.9)
            if made:
                yield made


def _ticked_row(segment: Segment) -> bool:
    headings = " ".join(segment.heading_path[-2:])
    return bool(re.search(r"\bmodalit|\btraining data\b", segment.text + headings, re.I))


def _answer(context: Context, element: str, field: Field) -> Iterator[Claim]:
    if _BOXES.search(field.value) or _TICKED.match(field.value):
        ticks = list(_TICKED.finditer(field.value))
        kinds = words(" ".join(match[1] for match in ticks))
        if kinds and element is DATA:
            low, high = ticks[0].start(), ticks[-1].end()
            made = stated(
                context, element, "tick", field.segment, field.start + low, field.start + high,
                kinds, confidence=0.9,
            )  # fmt: skip
            if made:
                yield made
        return
    if _NOTHING.match(field.value):
        kinds = ("not applicable",)
    else:
        kinds = words(re.split(r"(?<=[.;])\s", field.value)[0])
    if kinds and (made := of_field(context, element, "label", field, kinds, confidence=0.95)):
        yield made


def _prose(context: Context, segment: Segment) -> Iterator[Claim]:
    if segment.kind not in _TEXT:
        return
    for role, element in _ROLES:
        for row in phrases(FILE)[role]:
            for match in row.regex.finditer(segment.text):
                if element is DATA and _cue("data_other").search(match.group()):
                    continue
                yield from _matched(context, segment, match, element, row.id)


def _matched(
    context: Context, segment: Segment, match: re.Match[str], element: str, rule: str
) -> Iterator[Claim]:
    groups = match.groupdict()
    targets = {
        INPUT: groups.get("in") or groups.get("in2"),
        OUTPUT: groups.get("out"),
        DATA: groups.get("data"),
    }
    denied = bool(_NOT.search(segment.text[: match.start()]))
    for target, raw in targets.items():
        kinds = words(raw or "")
        if not kinds or (element and target != element):
            continue
        made = stated(
            context, target, rule, segment, match.start(), match.end(), kinds,
            polarity=Polarity.NEGATED if denied else Polarity.AFFIRMED,
        )  # fmt: skip
        if made and made.confidence >= 0.6:
            yield made


def _implied(context: Context, element: str) -> Iterator[Claim]:
    """Yield the first place that calls the own model a language model."""
    roles = ("implied_output", "implied") if element == OUTPUT else ("implied",)
    for role in roles:
        for segment in context.segments[:_OPENING]:
            if segment.kind not in _TEXT:
                continue
            match = _cue(role).search(segment.text)
            made = match and stated(
                context, element, "implied", segment, *match.span(), ("text",), confidence=0.5
            )
            if made and made.whose is Whose.OWN:
                yield made
                return
