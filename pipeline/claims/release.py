"""When the model was released, when it came to the Union market, and the document's own date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.claims.context import Context
from pipeline.claims.date_cues import cue, dated, labelled, printed
from pipeline.claims.dates import Found, dates
from pipeline.claims.phrases import phrases
from pipeline.claims.stating import at_span, of_field, stated
from pipeline.claims.subject import Attribution, attribute
from pipeline.schema import Claim, Segment, SegmentKind, Whose

RELEASE, UNION, DOCUMENT = "release_date", "eu_release_date", "doc_version_or_date"
ELEMENTS = (RELEASE, UNION, DOCUMENT)
_REACH = 60
_TITLE_LINES, _TITLE_ZONE = 14, 900
_TEXT = (SegmentKind.SENTENCE, SegmentKind.ITEM, SegmentKind.PAIR, SegmentKind.ROW)


def find(context: Context) -> Iterator[Claim]:
    """Yield release dates, Union dates, and version or date of the document."""
    union = [
        *dated(context, UNION, "label", "eu_label"),
        *printed(context, UNION, "form", "eu_form"),
        *_prose(context, UNION, "eu"),
    ]
    yield from union
    released = [
        *dated(context, RELEASE, "label", "release_label"),
        *_news(context),
        *_prose(context, RELEASE, "release"),
    ]
    yield from released
    if not any(claim.whose is Whose.OWN for claim in released):
        # A form asks only for the Union date: it bounds the first release, so it is kept apart.
        for claim in union:
            yield replace(claim, element=RELEASE, rule=f"{RELEASE}/union-only", confidence=0.6)
    yield from _document(context)


def _prose(context: Context, element: str, role: str) -> Iterator[Claim]:
    for segment in context.segments:
        if segment.kind not in (SegmentKind.SENTENCE, SegmentKind.ITEM) or _is_news(segment):
            continue
        for found in dates(segment.text):
            before = segment.text[max(0, found.start - _REACH) : found.start]
            after = segment.text[found.end : found.end + _REACH]
            opens = re.fullmatch(r"\W*(?:on|in)?\W*", segment.text[: found.start], re.IGNORECASE)
            verb = cue(role).search(before) or (opens and cue(role).search(after))
            if not verb or cue("cutoff").search(before):
                continue
            if not _of_the_model(context, segment, found):
                continue
            made = stated(context, element, "prose", segment, found.start, found.end, found.norm)
            if made and made.confidence >= 0.5:
                yield made


def _of_the_model(context: Context, segment: Segment, found: Found) -> bool:
    """True where the sentence names the own model or speaks of "the model" being released."""
    text = segment.text
    if cue("news_other").search(text[max(0, found.start - 90) : found.end + 60]):
        return False
    own = any(m.whose is Whose.OWN for m in context.mentions(text))
    plain = re.search(r"\b(?:the|this|our|these) (?:\w+ )?(?:models?|weights|series)\b", text, re.I)
    return own or bool(plain)


def _is_news(segment: Segment) -> bool:
    """True for an entry of a dated list: its date comes first."""
    first = dates(segment.text)[:1]
    return (
        bool(first) and first[0].start < 8 and not re.search(r"\w", segment.text[: first[0].start])
    )


def _news(context: Context) -> Iterator[Claim]:
    dated_line: Segment | None = None
    for segment in context.segments:
        if segment.kind is SegmentKind.HEADING or not segment.text.strip():
            dated_line = segment if _only_date(segment) else None
            continue
        if segment.kind not in _TEXT:
            continue
        if _only_date(segment):
            dated_line = segment
            continue
        if not _is_news(segment):
            if dated_line:
                yield from _under_date(context, dated_line, segment)
            continue
        found = dates(segment.text)[0]
        rest = segment.text[found.end :]
        headed = any(cue("news_heading").search(h) for h in segment.heading_path[-2:])
        released = cue("release").search(rest)
        if cue("news_other").search(rest) or not (released or headed):
            continue
        names = context.mentions(rest)
        own = [m for m in names if m.whose is Whose.OWN]
        if not own or any(m.whose is Whose.RIVAL for m in names):
            continue
        if not released and (cue("news_changed").search(rest) or "model" not in rest.lower()):
            continue
        variants = {m.variant for m in own}
        attribution = attribute(segment, found.end + own[0].start, found.end + own[0].end, context)
        made = stated(
            context, RELEASE, "news", segment, found.start, found.end, found.norm,
            attribution=replace(attribution, whose=Whose.OWN, name="", variant=None),
            variant=variants.pop() if len(variants) == 1 else None,
            confidence=0.8 if released else 0.7,
        )  # fmt: skip
        if made:
            yield made


def _only_date(segment: Segment) -> bool:
    """True for a line or heading that is a date and nothing else: what follows happened then."""
    found = dates(segment.text)
    return len(found) == 1 and not re.search(
        r"\w", segment.text[: found[0].start] + segment.text[found[0].end :]
    )


def _under_date(context: Context, line: Segment, segment: Segment) -> Iterator[Claim]:
    """Yield the release that an entry below a dated line tells of."""
    text = segment.text
    if not cue("release").search(text) or cue("news_other").search(text):
        return
    names = context.mentions(text)
    own = [m for m in names if m.whose is Whose.OWN]
    if not own or any(m.whose is Whose.RIVAL for m in names):
        return
    variants = {m.variant for m in own}
    found = dates(line.text)[0]
    made = stated(
        context, RELEASE, "dated-line", line, found.start, found.end, found.norm,
        attribution=Attribution(Whose.OWN, None, 0.8, "below a dated line"),
        variant=variants.pop() if len(variants) == 1 else None,
    )  # fmt: skip
    if made:
        yield made


def _document(context: Context) -> Iterator[Claim]:
    yield from dated(context, DOCUMENT, "label", "doc_label")
    for field in labelled(context, "doc_version"):
        version = re.match(r"\W*([vV]?\d+(?:\.\d+)*)\b", field.value)
        if not version or field.shape == "heading":
            continue
        if made := of_field(context, DOCUMENT, "version", field, version[1].lower()):
            yield made
    for row in phrases("lexicons/date_cues.yaml")["doc_form"]:
        for match in row.regex.finditer(context.document.text):
            yield from _form(context, match)
    for segment in context.segments:
        if segment.kind in _TEXT and cue("doc").search(segment.text):
            for found in dates(segment.text)[:1]:
                made = stated(
                    context, DOCUMENT, "prose", segment, found.start, found.end, found.norm
                )
                if made:
                    yield replace(made, whose=Whose.OWN, variant=None)
    yield from _title_page(context)


def _form(context: Context, match: re.Match[str]) -> Iterator[Claim]:
    value = match["value"].strip()
    low = match.start("value")
    found = dates(value)[:1]
    if found:
        norm, low, high = found[0].norm, low + found[0].start, low + found[0].end
    elif re.fullmatch(r"[vV]?\d[\w.]*", value):
        norm, high = value.lower().strip("."), low + len(value)
    else:
        return
    yield at_span(context, DOCUMENT, "form", context.document.span(low, high), norm)


def _title_page(context: Context) -> Iterator[Claim]:
    """Read the head of the document: a line that is only a date, a version, a repository stamp."""
    document = context.document
    for match in cue("arxiv").finditer(document.text[: _TITLE_ZONE * 5]):
        for found in dates(match["value"]):
            span = document.span(*match.span("value"))
            yield at_span(context, DOCUMENT, "stamp", span, found.norm, confidence=0.85)
    at = 0
    for line in document.text[:_TITLE_ZONE].split("\n")[:_TITLE_LINES]:
        version = cue("doc_version_line").match(line) if len(line) < 60 else None
        if version:
            low = at + version.start("value")
            span = document.span(low, low + len(version["value"]))
            norm = version["value"].lower()
            yield at_span(context, DOCUMENT, "title-version", span, norm, confidence=0.6)
        for found in dates(line)[:1] if document.pages or version else []:
            rest = line[: found.start] + line[found.end :]
            if len(re.sub(r"\W+", "", rest)) <= (2 if not version else 14):
                span = document.span(at + found.start, at + found.end)
                yield at_span(context, DOCUMENT, "title-date", span, found.norm, confidence=0.85)
        at += len(line) + 1
