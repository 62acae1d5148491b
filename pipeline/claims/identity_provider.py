"""Who provides the model: labels, title pages, licences, sentences; handles as a last resort."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.claims.fields import Field, fields
from pipeline.claims.identity_candidates import Candidate, hub_ids
from pipeline.claims.identity_names import FILE, fold
from pipeline.claims.phrases import phrases
from pipeline.schema import Document, Segment, SegmentKind

_OPENING = 200
_TITLE_ZONE = 700
_CONTACT = re.compile(
    r",? (?:e-?mail|tel|phone|address)\b|, \d| ?\((?:website|link|url|homepage)\)", re.IGNORECASE
)
_LINKISH = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_HANDLE_NOISE = re.compile(r"[-_](?:ai|project|llm|labs?|research|org|team|models?|hub)$", re.I)
#: What follows a legal form in a sentence or an address: "GmbH in 9B", "Inc. 12 Quay Street".
_BEHIND_LEGAL = re.compile(
    r"(\b(?:Inc|Ltd|LLC|Corp|GmbH|AG|B\.V|S\.A)\b\.?),? (?:\d|in\b|for\b).*$"
)


def tidy_org(raw: str) -> str:
    """Return an organisation's name as people write it; empty where it is none."""
    text = _LINKISH.sub(" ", raw)
    text = re.sub(r"\s+", " ", text).strip(" \t*_`'\"“”‘’:;|-–—•◦▪")
    text = _CONTACT.split(text)[0]
    text = re.split(r"\s\|\s|;|\s[-–—]\s|\. (?=[A-Z])", text)[0]
    text = re.split(r",? (?:are|is|which|who|with|having|located|registered)\b|, an? ", text)[0]
    text = re.sub(r"^.+ Team, (?=[A-Z])", "", text)
    text = re.split(r"\s[A-Z]{2,6}[\s:]*\d{3,}", text)[0]
    text = _BEHIND_LEGAL.sub(r"\1", text)
    text = re.sub(r" (?:in|for|with) \d.*$", "", text)
    if not re.search(r"\b(?:Inc|Ltd|Corp|Co|[A-Z]\.[A-Z])\.$", text):
        text = text.rstrip(".")
    text = re.sub(r"^(?:the|by|both)\s+", "", text, flags=re.IGNORECASE)
    text = re.sub(r"\s+(?:and|for|of|the|in|&|de)$", "", text)
    text = re.sub(r"(?<=[A-Za-z])[*†‡∗¹²³⁰⁴-⁹]+$", "", text)
    text = re.sub(r"\s*\(\W*$", "", text).strip(" ,*_")
    if not 2 <= len(text) <= 160 or any(row.regex.search(text) for row in phrases(FILE)["org_not"]):
        return ""
    return text


def stem(name: str) -> str:
    """Return an organisation's name folded, without legal form: Novum, Inc. gives novum."""
    for row in phrases(FILE)["org_legal"]:
        name = row.regex.sub(" ", name)
    bare = fold(re.sub(r"\bAI\b", " ", name)) or fold(name)
    return bare[:-2] if bare.endswith("ai") and len(bare) > 5 else bare


def provider_candidates(
    document: Document, segments: Sequence[Segment], own: re.Pattern[str] | None
) -> Iterator[Candidate]:
    """Yield who may provide the model that a document is about.

    Args:
        document: The document.
        segments: Its segments.
        own: Spellings of the model's own name; a sentence about another model does not count.
    """
    yield from _forms(document)
    yield from _title_page(document)
    legal = document.kind in ("licence", "policy")
    for index, segment in enumerate(segments):
        if segment.kind is SegmentKind.REFERENCE:
            continue
        if segment.kind is SegmentKind.CODE:
            yield from _in_example(segment, own)
            continue
        yield from _labelled(segment)
        if index < _OPENING or legal:
            yield from _sentences(segment, own)
    yield from _citation(document, own)
    yield from _handles(document, own)


def _forms(document: Document) -> Iterator[Candidate]:
    for row in phrases(FILE)["form_provider"]:
        for match in row.regex.finditer(document.text):
            if name := tidy_org(match["value"]):
                span = document.span(*match.span("value"))
                yield Candidate(name, row.weight, "label", span)


def _title_page(document: Document) -> Iterator[Candidate]:
    if not document.pages:
        return
    at = 0
    for line in document.text[:_TITLE_ZONE].split("\n")[:12]:
        for row in phrases(FILE)["title_org"]:
            match = row.regex.match(line.strip())
            if match and (name := tidy_org(re.sub(r"(?<=[A-Za-z]{2})\d$", "", match["org"]))):
                low = at + line.find(match["org"])
                kind = "team" if re.search(r"\bteam$", name, re.IGNORECASE) else "title"
                span = document.span(low, low + len(match["org"]))
                yield Candidate(name, row.weight, kind, span)
        at += len(line) + 1


def _labelled(segment: Segment) -> Iterator[Candidate]:
    for field in fields(segment):
        for row in phrases(FILE)["label_provider"]:
            if row.regex.search(field.label) and _short(field) and (name := tidy_org(field.value)):
                yield Candidate(name, row.weight, "label", field.span)


def _short(field: Field) -> bool:
    if field.shape == "cell" and not field.row:
        return False
    words = len(field.value.split())
    return words <= (8 if field.shape == "heading" else 25)


def _sentences(segment: Segment, own: re.Pattern[str] | None) -> Iterator[Candidate]:
    text = segment.text
    for row in phrases(FILE)["provider"]:
        for match in row.regex.finditer(text):
            if row.id == "made-by" and not _about_own(text[: match.start()], own):
                continue
            name = tidy_org(match["org"])
            if name and not (own and own.fullmatch(name)):
                span = segment.locate(*match.span("org"))
                yield Candidate(name, row.weight, row.id, span)


def _in_example(segment: Segment, own: re.Pattern[str] | None) -> Iterator[Candidate]:
    """A system prompt in example code may say who made the model: half the weight of prose."""
    for candidate in _sentences(segment, own):
        if candidate.kind == "made-by":
            yield Candidate(candidate.name, candidate.weight / 2, "made-by", candidate.span)


def _citation(document: Document, own: re.Pattern[str] | None) -> Iterator[Candidate]:
    """An organisation or team that is the only author of the entry that cites the model."""
    for row in phrases(FILE)["bib"]:
        for match in row.regex.finditer(document.text):
            entry = document.text[match.start() : match.end() + 300].split("\n@")[0]
            name = tidy_org(match["org"])
            if name and " and " not in match["org"] and own and own.search(entry):
                kind = "team" if re.search(r"\bteam$", name, re.IGNORECASE) else row.id
                span = document.span(*match.span("org"))
                yield Candidate(name, row.weight, kind, span)


def _about_own(before: str, own: re.Pattern[str] | None) -> bool:
    if own and own.search(before):
        return True
    return bool(re.search(r"\b(?:this|our|the) (?:\w+ )?(?:model|series|suite)s?\b", before, re.I))


def _handles(document: Document, own: re.Pattern[str] | None) -> Iterator[Candidate]:
    orgs: Counter[str] = Counter()
    for (org, repo), number in hub_ids(document).items():
        if own is None or own.search(repo.replace("_", "-")):
            orgs[org] += number
    for org, number in orgs.most_common(1):
        name = _HANDLE_NOISE.sub("", org) if org.islower() else org
        start = document.text.find(f"{org}/")
        span = document.span(start, start + len(org)) if start >= 0 else None
        yield Candidate(name, min(1.2, 0.5 + 0.1 * number), "handle", span)
