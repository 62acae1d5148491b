"""The models that a model is built from: fine-tuned, distilled, continued."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.claims.fields import Field, fields
from pipeline.claims.identity_candidates import Candidate, tidy
from pipeline.claims.identity_names import FILE, is_size, parts
from pipeline.claims.phrases import phrases
from pipeline.schema import Document, Segment, SegmentKind, Span

KNOWN = "lexicons/foreign_models.yaml"
_ID = re.compile(r"[A-Za-z][\w.-]*/[\w.-]*\w")


def base_candidates(
    document: Document, segments: Sequence[Segment], own: re.Pattern[str]
) -> Iterator[Candidate]:
    """Yield the models that the own model is said to be built from.

    A checkpoint of the own family is none: that pair is a variant, not an upstream model.
    """
    for row in phrases(FILE)["form_base"]:
        for match in row.regex.finditer(document.text):
            name = base_name(match["value"], labelled=True)
            if name:
                yield Candidate(name, row.weight, "label", document.span(*match.span("value")))
    for segment in segments:
        if segment.kind in (SegmentKind.REFERENCE, SegmentKind.CODE, SegmentKind.DIALOGUE):
            continue
        for field in fields(segment):
            if field.shape == "heading":
                continue
            for row in phrases(FILE)["label_base"]:
                if row.regex.search(field.label):
                    for answer, place in _answers(field):
                        yield Candidate(answer, row.weight, "label", place)
        for row in phrases(FILE)["base"]:
            for match in row.regex.finditer(segment.text):
                name = base_name(match["name"], labelled=False)
                before = segment.text[: match.start()]
                if name and _own_subject(before, own) and not _contrasted(before):
                    span = segment.locate(match.start(), match.end("name"))
                    yield Candidate(name, row.weight, row.id, span)


def _answers(field: Field) -> Iterator[tuple[str, Span]]:
    """Yield the bases that a labelled answer names: of a list of ids, each."""
    ids = list(_ID.finditer(field.value))
    if len(ids) > 1 and not re.search(r"\w", _ID.sub("", field.value)):
        for match in ids:
            low = field.start + match.start()
            yield match.group(), field.segment.locate(low, low + len(match.group())) or field.span
    elif name := base_name(field.value, labelled=True):
        yield name, field.span


def _contrasted(before: str) -> bool:
    """True where the words before set another model beside the own one."""
    return any(row.regex.search(before[-120:]) for row in phrases(FILE)["base_contrast"])


def base_name(raw: str, *, labelled: bool) -> str:
    """Return a model's name out of an answer or a sentence; empty where it is none."""
    name = tidy(re.split(r"[,;\n|]|\. |\s\(|https?:", raw.strip())[0])
    name = re.sub(r"\.(?:ckpt|safetensors|bin|pth?|gguf|tar|zip)$", "", name, flags=re.IGNORECASE)
    if not name or re.match(r"(?:n/?a|none|no|not)\b", name, re.IGNORECASE):
        return ""
    if any(row.regex.search(name) for row in phrases(FILE)["base_not"]):
        return ""
    if labelled:
        # An answer may be a sentence: the name is then its last run of capitals.
        runs = re.findall(r"[\w.-]+/[\w.-]+|[A-Z][\w.+-]*(?: [A-Z\d][\w.+-]*)*", name)
        prose = len(name.split()) > 3 and name[:1].islower()
        name = runs[-1] if prose and runs else name
        return name if re.search(r"[A-Z\d/]", name) else ""
    looks = any(is_size(p) or re.search(r"[A-Za-z]\d|\d[A-Za-z]", p) for p in parts(name))
    known = any(row.regex.match(name) for row in phrases(KNOWN)["family"])
    return name if looks or known or re.search(r"\d+\.\d", name) else ""


_OPENER = re.compile(
    r"(?:an?|all|both|fine-?tuned|further|initiali[sz]ed|its?|our|post|th[ei]se?|the[ym]?|this|we)$",
    re.IGNORECASE,
)


def _own_subject(before: str, own: re.Pattern[str]) -> bool:
    """True where the words before speak of the own model and of no other."""
    if own.search(before):
        return True
    if re.search(r"\b(?:we|our|this|these|the|all|both)\b(?: \S+){0,3}$", before, re.IGNORECASE):
        return True
    words = before.split()
    return len(words) <= 3 and all(
        word[0].islower() or _OPENER.match(word.strip("*:,-")) for word in words
    )
