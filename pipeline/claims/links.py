"""Links to policies and summaries, and the e-mail address for questions about the model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.claims.context import Context
from pipeline.claims.fields import fields
from pipeline.claims.phrases import phrases
from pipeline.claims.stating import at_span
from pipeline.schema import Claim, SegmentKind

FILE = "lexicons/link_cues.yaml"
POLICIES = ("acceptable_use_policy", "copyright_policy", "training_summary", "safety_framework")
CONTACT = "documentation_contact"
ELEMENTS = (*POLICIES, CONTACT)
_URL = re.compile(r"https?://[^\s<>\"')\]|]+[^\s<>\"')\]|.,;:]")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b")
_SKIPPED = (SegmentKind.CODE, SegmentKind.REFERENCE, SegmentKind.DIALOGUE)
_REACH = 90


@lru_cache(maxsize=16)
def _cue(role: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row.regex.pattern})" for row in phrases(FILE)[role]), re.I)


def find(context: Context) -> Iterator[Claim]:
    """Yield links whose words or address say that they lead to a policy, and contacts."""
    yield from _linked(context)
    for segment in context.segments:
        if segment.kind in _SKIPPED:
            continue
        for field in fields(segment):
            if field.shape in ("pair", "lead_in") and (url := _URL.search(field.value)):
                low = field.start + url.start()
                span = segment.locate(low, field.start + url.end())
                for element in POLICIES:
                    if span and _cue(element).search(field.label):
                        yield at_span(context, element, "label", span, url.group())
        for mail in _EMAIL.finditer(segment.text):
            before = segment.text[max(0, mail.start() - _REACH) : mail.start()]
            said = f"{segment.label} {before}"
            general = _cue("contact").search(said) and not _cue("contact_other").search(said)
            if span := segment.locate(*mail.span()):
                yield at_span(
                    context, CONTACT, "e-mail" if general else "e-mail-other", span,
                    mail.group().lower(), confidence=0.85 if general else 0.4,
                )  # fmt: skip


def _linked(context: Context) -> Iterator[Claim]:
    document = context.document
    for block in document.blocks:
        for start, end, target in block.links:
            if end <= start:
                continue
            words = document.text[start:end]
            for element in POLICIES:
                if _cue(element).search(words) or _cue(element).search(target):
                    span = document.span(start, end)
                    yield at_span(context, element, "link", span, target, confidence=0.9)
