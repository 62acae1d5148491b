"""Where a document names its model: titles, labels, sentences, repository ids.

Each place gives candidates with a weight; ``identity`` adds them up over all documents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.catalogue.rows import load
from pipeline.claims.fields import Field, fields
from pipeline.claims.identity_names import FILE, family, fold, is_variant_token, parts
from pipeline.claims.phrases import phrases
from pipeline.schema import Document, Segment, SegmentKind, Span

#: Only the opening of a document says what it is about; later sentences speak of anything.
_OPENING, _FIRST = 60, 12
_TITLE_ZONE = 600
_NAME = re.compile(r"^(?:[A-Za-z]|\d+\.[A-Z])")
HUB = re.compile(
    r"(?:huggingface\.co/|hf\.co/|modelscope\.cn/models/|[\"'`])"
    r"(?P<org>[A-Za-z][\w.-]*[\w])/(?P<repo>[A-Za-z][\w.-]*\w)(?=[\s\"'`)\],;:?#/]|\.(?:\s|$)|$)"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that a document might be about, from one place."""

    name: str
    weight: float
    kind: str
    span: Span | None = None


@lru_cache(maxsize=4)
def words(role: str) -> frozenset[str]:
    """Return a word list of the lexicon, such as ``stop_words``."""
    return frozenset(load(FILE)[role].split())


def tidy(name: str) -> str:
    """Return a name without what sentences hang on to it; empty where nothing is left."""
    name = re.sub(r"\s+", " ", name).strip(" -–—*_`'\"“”‘’.,:;|")
    name = re.sub(r"(?:['’]s)$", "", name)
    edge, pieces = words("edge_words"), name.split(" ")
    while pieces and pieces[-1].lower() in edge:
        pieces.pop()
    while pieces and pieces[0].lower() in edge:
        pieces.pop(0)
    if all(piece.lower() in words("stop_words") for piece in pieces):
        return ""
    name = " ".join(pieces)
    if len(fold(name)) < 2 or len(pieces) > 6 or not _NAME.match(name):
        return ""
    if len(pieces) > 1 and not re.search(r"[A-Z\d]", name):
        return ""  # words of a sentence: a name of several words has a capital or a number
    return name


def is_heading(name: str) -> bool:
    """True for words that name a part or a kind of document ("Training Details"), not a model."""
    plain = [word for word in re.findall(r"[^\W\d_]+", name.lower()) if len(word) > 1]
    return bool(plain) and all(
        word in words("heading_words") or word in words("stop_words") for word in plain
    )


def cut_title(text: str) -> str:
    """Return the name in a title: without "Model Card", subtitle and the like."""
    name = re.sub(r"[^\w\s()\-.:,'/&|+–—·]", " ", text)
    name = re.sub(r"\s+", " ", name).strip()
    if is_heading(name) or any(row.regex.search(name) for row in phrases(FILE)["title_generic"]):
        return ""
    for row in phrases(FILE)["title_cut"] * 2:
        name = row.regex.sub("", name).strip(" -–—:.,|/")
    if is_heading(name) or any(row.regex.search(name) for row in phrases(FILE)["title_generic"]):
        return ""
    return tidy(name) if len(parts(name)) <= 6 else ""


def titles(document: Document, segments: Sequence[Segment]) -> Iterator[tuple[str, Span, float]]:
    """Yield (title, span, weight): first headings, else the first lines of the text."""
    heads = [s for s in segments if s.kind is SegmentKind.HEADING]
    zone = max(_TITLE_ZONE * 4, len(document.text) // 10)
    first = heads[0] if heads else None
    for number, head in enumerate(heads[:3]):
        if head.start < zone:
            yield head.text.split("\n")[0], head.span, 5.0 - 2.0 * number
    late = first is not None and not document.text.startswith("---") and first.start > 80
    lines = 1 if late and not document.pages else 6
    if document.pages or not first or late:
        at = 0
        for number, line in enumerate(document.text[:_TITLE_ZONE].split("\n")[:lines]):
            stripped = re.sub(r"[*_]{2}", "", line).strip()
            low = at + len(line) - len(line.lstrip())
            if 2 <= len(stripped) <= 90 and not stripped.endswith((".", ",")):
                yield stripped, document.span(low, low + len(line.strip())), 3.0 - number * 0.25
            at += len(line) + 1


def candidates(document: Document, segments: Sequence[Segment]) -> Iterator[Candidate]:
    """Yield the names that one document might be about."""
    for text, span, weight in titles(document, segments):
        name = cut_title(text)
        # A later heading is the title only where its name is spoken of again.
        if name and (weight >= 3.0 or document.pages or document.text.count(name) > 1):
            yield Candidate(name, weight, "title", span)
    for row in phrases(FILE)["form_model"]:
        for match in row.regex.finditer(document.text):
            span = document.span(*match.span("value"))
            yield from _listed(match["value"], row.weight, span)
    for index, segment in enumerate(segments):
        if segment.kind in (SegmentKind.REFERENCE, SegmentKind.CODE, SegmentKind.DIALOGUE):
            continue
        yield from _labelled(segment)
        if index < _OPENING:
            yield from _sentences(segment, 1.0 if index < _FIRST else 0.6)
    yield from _hub(document)


def _labelled(segment: Segment) -> Iterator[Candidate]:
    for field in fields(segment):
        for role in ("label_model", "label_front"):
            for row in phrases(FILE).get(role, ()):
                if row.regex.search(field.label) and _direct(field, role):
                    yield from _listed(field.value, row.weight, field.span)


def _direct(field: Field, role: str) -> bool:
    if role == "label_front":
        return field.shape == "pair" and "model_name" in field.label.lower().replace("-", "_")
    return field.shape in ("pair", "lead_in") or (
        field.shape == "heading" and len(field.value) < 120 and "name" in field.label.lower()
    )


def _listed(value: str, weight: float, span: Span) -> Iterator[Candidate]:
    seen: set[str] = set()
    for piece in re.split(r"[,;\n]|\s\|\s|https?://\S+|\band\b", value[:300]):
        name = tidy(re.sub(r"\(.*", "", piece))
        if name and re.search(r"[A-Z\d]", name) and len(name) <= 50 and name not in seen:
            seen.add(name)
            yield Candidate(name, weight, "label", span)


def _sentences(segment: Segment, share: float) -> Iterator[Candidate]:
    for row in phrases(FILE)["model"]:
        for match in row.regex.finditer(segment.text):
            name = tidy(match["name"])
            if name and name.lower() not in words("stop_words") and not is_heading(name):
                span = segment.locate(*match.span("name"))
                yield Candidate(name, row.weight * share, row.id, span)


def hub_ids(document: Document) -> Counter[tuple[str, str]]:
    """Return how often each (organisation, repository) id stands in the text."""
    found: Counter[tuple[str, str]] = Counter()
    for match in HUB.finditer(document.text):
        org, repo = match["org"], match["repo"]
        if (
            org.lower() in words("not_organisations")
            or "." in org
            or re.search(r"\.\w{2,4}$", repo)
        ):
            continue
        before = document.text[max(0, match.start() - 12) : match.start("org")]
        if re.search(r"(?:spaces|datasets|collections|blog|papers|github\.com)/$", before):
            continue
        found[org, repo] += 1
    return found


def _hub(document: Document) -> Iterator[Candidate]:
    counts = hub_ids(document)
    stems: Counter[str] = Counter()
    for (_, repo), number in counts.items():
        stems[family(repo.replace("_", "-"))] += number
    total = sum(stems.values())
    for stem, number in sorted(stems.items(), key=lambda item: (-item[1], item[0]))[:3]:
        if number >= 2 and not is_variant_token(stem):
            yield Candidate(stem, 2.0 * number / total, "hub")
