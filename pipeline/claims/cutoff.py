"""Until when the training data reach: ``data_cutoff``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.claims.context import Context
from pipeline.claims.date_cues import cue, dated, printed
from pipeline.claims.dates import Found, dates
from pipeline.claims.stating import stated
from pipeline.schema import Claim, Segment, SegmentKind

ELEMENT = "data_cutoff"
_REACH = 70
_TEXT = (SegmentKind.SENTENCE, SegmentKind.ITEM, SegmentKind.PAIR, SegmentKind.FOOTNOTE)


def find(context: Context) -> Iterator[Claim]:
    """Yield cut-off dates: labels and printed forms first, then sentences."""
    seen = set()
    for made in (
        *dated(context, ELEMENT, "label", "cutoff_label", years=True),
        *printed(context, ELEMENT, "form", "cutoff_form", years=True),
    ):
        seen.add(made.span)
        yield made
    for segment in context.segments:
        if segment.kind in _TEXT and cue("cutoff").search(segment.text):
            for made in _sentence(context, segment):
                if made.span not in seen:
                    yield made


def _sentence(context: Context, segment: Segment) -> Iterator[Claim]:
    text = segment.text
    named = re.search(r"\bcut-?\s?off\b", text, re.IGNORECASE)
    if cue("cutoff_other").search(text) and not named:
        return
    found = dates(text, years=bool(named))
    for index, one in enumerate(found):
        if _range_start(text, one, found[index + 1 :]):
            continue
        window = text[max(0, one.start - _REACH) : one.start]
        after = text[one.end : one.end + 25]
        if named and not re.search(r"cut-?\s?off", window + after, re.IGNORECASE):
            continue
        if not named and not cue("cutoff").search(text[max(0, one.start - 110) : one.end]):
            continue
        rule = "prose" if named else "latest"
        made = stated(context, ELEMENT, rule, segment, one.start, one.end, one.norm)
        if made and made.confidence >= 0.5:
            yield made
            return


def _range_start(text: str, one: Found, later: list[Found]) -> bool:
    """True for the first end of "from May 2020 to June 2022": the later one is the cut-off."""
    return any(
        re.fullmatch(r"\W*(?:and|to|until|through|till|-|–)\W*(?:\w+ )?", text[one.end : two.start])
        for two in later[:1]
    )
