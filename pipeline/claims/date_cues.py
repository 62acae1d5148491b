"""The words around dates, and labelled or printed answers that hold one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.claims.context import Context
from pipeline.claims.dates import dates
from pipeline.claims.fields import Field, fields
from pipeline.claims.phrases import phrases
from pipeline.claims.stating import at_span, of_field
from pipeline.schema import Claim, SegmentKind

FILE = "lexicons/date_cues.yaml"
_NOTHING = re.compile(r"^\W*(?:n/?a|not applicable|none|no)\W*$", re.IGNORECASE)
_SKIPPED = (SegmentKind.CODE, SegmentKind.REFERENCE, SegmentKind.DIALOGUE)


@lru_cache(maxsize=32)
def cue(role: str) -> re.Pattern[str]:
    """Return one pattern for all rows of a role."""
    return re.compile("|".join(f"(?:{row.regex.pattern})" for row in phrases(FILE)[role]), re.I)


def labelled(context: Context, role: str) -> Iterator[Field]:
    """Yield the fields of a document whose label has a role."""
    for segment in context.segments:
        if segment.kind in _SKIPPED:
            continue
        for field in fields(segment):
            if cue(role).search(field.label.strip(" *_:")):
                yield field


def dated(
    context: Context, element: str, rule: str, role: str, *, years: bool = False
) -> Iterator[Claim]:
    """Yield the dates that labels of a role answer with; ``N/A`` is an answer too."""
    for field in labelled(context, role):
        if field.shape == "heading" and len(field.value) > 40:
            continue  # the sentence below a heading answers it only where it is short
        if _NOTHING.match(field.value) and field.shape != "heading":
            if made := of_field(context, element, rule, field, "not applicable", confidence=0.8):
                yield made
            continue
        for found in dates(field.value, years=years)[:1]:
            inner = Field(
                field.label, field.value[found.start : found.end], field.segment,
                field.start + found.start, field.start + found.end, field.shape, field.row,
            )  # fmt: skip
            if made := of_field(context, element, rule, inner, found.norm, confidence=0.95):
                yield made


def printed(
    context: Context, element: str, rule: str, role: str, *, years: bool = False
) -> Iterator[Claim]:
    """Yield the dates of a printed form, whose labels wrap over lines of the text."""
    document = context.document
    for row in phrases(FILE)[role]:
        for match in row.regex.finditer(document.text):
            for found in dates(match["value"], years=years)[:1]:
                low = match.start("value") + found.start
                span = document.span(low, low + found.end - found.start)
                yield at_span(context, element, rule, span, found.norm, confidence=0.9)
