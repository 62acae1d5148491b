"""Under which licence the model is offered: labels, prose, badges, the licence file itself.

A licence of the weights is the model's; one of the code is kept apart by its qualifier, and one
of a data set is none of ours. Where a sentence names several, each takes the nearest thing
before it that can be licensed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import unquote

from pipeline.claims.context import Context
from pipeline.claims.fields import Field, fields
from pipeline.claims.identity_names import family
from pipeline.claims.identity_provider import stem
from pipeline.claims.licences import known_id, licences, slug
from pipeline.claims.phrases import phrases
from pipeline.claims.stating import at_span, of_field, stated
from pipeline.claims.subject import Attribution, attribute
from pipeline.schema import Claim, Polarity, Segment, SegmentKind, Whose

ELEMENT = "licence"
CUES = "lexicons/licence_cues.yaml"
_BADGE = re.compile(
    r"img\.shields\.io/badge/(?P<label>[\w%.+]*licen[cs]e[\w%.+]*)-(?P<name>(?:[^\s\-\])]|--)+)-\w+",
    re.IGNORECASE,
)
_BADGEN = re.compile(
    r"badgen\.net/(?:static|badge)/(?P<label>[\w%.+]*licen[cs]e[\w%.+]*)/(?P<name>[^/\s)\]'?]+)",
    re.IGNORECASE,
)
_TITLE_ZONE = 700
_RANK = {"named": 1, "generic": 2}
_SKIPPED = (SegmentKind.REFERENCE, SegmentKind.CODE, SegmentKind.DIALOGUE)


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    norm: str
    rule: str


@lru_cache(maxsize=16)
def _cue(role: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row.regex.pattern})" for row in phrases(CUES)[role]), re.I)


def find(context: Context) -> Iterator[Claim]:
    """Yield the licences of one document.

    A licence of the code alone is nobody's model licence: it is kept, with ``whose`` unknown.
    """
    for claim in _all(context):
        code = claim.value.qualifier == "code" and claim.whose is Whose.OWN
        yield replace(claim, whose=Whose.UNKNOWN, variant=None) if code else claim


def _all(context: Context) -> Iterator[Claim]:
    yield from _file(context)
    yield from _badges(context)
    if context.document.kind == "licence":
        return
    for segment in context.segments:
        if segment.kind is SegmentKind.CODE:
            yield from _printed(context, segment)
        if segment.kind in _SKIPPED:
            continue
        labelled = [f for f in fields(segment) if f.shape != "heading"]
        done = [claim for field in labelled for claim in _labelled(context, field)]
        yield from done
        if not done and segment.kind is not SegmentKind.HEADING:
            yield from _prose(context, segment)


def _labelled(context: Context, field: Field) -> Iterator[Claim]:
    code = bool(_cue("label_code").search(field.label))
    if not code and not _cue("label").search(field.label):
        return
    if "link" in field.label.lower() or (field.shape == "cell" and not field.row):
        return
    value = field.value.strip(" []'\"")
    norm = known_id(value) if len(value) < 60 else None
    if norm:
        rule = "front" if field.shape == "pair" and field.value.islower() else "label"
        made = of_field(
            context, ELEMENT, rule, field, norm, attribution=_labelled_whose(field),
            qualifier="code" if code else None, confidence=0.95,
        )  # fmt: skip
        if made:
            yield made
        return
    at, scope = 0, "code" if code else None
    for mention in _mentions(field.value, labelled=True):
        scope = _scope(field.value[at : mention.start]) or scope
        at = mention.end
        start = field.start + mention.start
        made = stated(
            context, ELEMENT, mention.rule, field.segment, start, field.start + mention.end,
            _named_for(context, mention), attribution=_labelled_whose(field),
            qualifier=scope, confidence=0.9,
        )  # fmt: skip
        if made and scope != "data":
            yield made


def _labelled_whose(field: Field) -> Attribution | None:
    """A document's own label speaks of its model, whosever name the licence bears."""
    in_table = field.segment.kind is SegmentKind.ROW
    return None if in_table else Attribution(Whose.OWN, None, 0.95, "the document's own label")


def _prose_whose(context: Context, segment: Segment, mention: _Mention) -> Attribution:
    """Return whose licence it is, not misled by a model's name within the licence's name."""
    found = attribute(segment, mention.start, mention.end, context)
    if found.whose is Whose.OWN or not found.name:
        return found
    before = context.mentions(segment.text[: mention.start])
    if any(m.whose is not Whose.OWN for m in before):
        return found
    return Attribution(Whose.OWN, None, 0.8, "no other model before the licence")


def _mentions(text: str, *, labelled: bool) -> list[_Mention]:
    """Return the licences that a text names, in order; a longer name beats one inside it."""
    found = [
        _Mention(*match.span(), licence.id, "label" if labelled else "prose")
        for licence in licences()
        if licence.regex
        for match in licence.regex.finditer(text)
        if match.end() > match.start()
    ]
    for match in _cue("named").finditer(text):
        name = re.sub(r"^(?:(?:the|a|an|and|of|for|under|see|all) )+", "", match[0], flags=re.I)
        low = match.end() - len(name)
        if not _cue("generic").search(name) and re.search(r"[A-Z0-9]", name):
            found.append(_Mention(low, match.end(), slug(name), "named"))
    for match in _cue("own_generic").finditer(text):
        found.append(_Mention(*match.span("name"), slug(match["name"]), "generic"))
    kept: list[_Mention] = []
    for mention in sorted(found, key=lambda m: (_RANK.get(m.rule, 0), m.start - m.end, m.start)):
        if all(mention.end <= k.start or mention.start >= k.end for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _named_for(context: Context, mention: _Mention) -> str:
    """Return the norm; "Model License 2.0" is the licence of this model, so it says so.

    The table may know it by the family's, the stem's or the provider's name.
    """
    if mention.rule not in ("named", "generic"):
        return mention.norm
    if not mention.norm.startswith(("model-", "license", "licence")):
        return mention.norm
    own = slug(family(context.identity.model))
    full = slug(context.identity.model)
    for first in (full, own, re.sub(r"-?v?[\d.]+$", "", own), stem(context.identity.provider)):
        if first and (norm := known_id(f"{first}-{mention.norm}")):
            return norm
    return f"{own}-{mention.norm}".strip("-")


def _scope(before: str) -> str | None:
    """Return what is licensed, by the words before: weights, code, data, or None."""
    found = {
        role: matches[-1].end()
        for role in ("weights", "code", "data")
        if (matches := list(_cue(role).finditer(before)))
    }
    if not found:
        return None
    if "data" in found and found["data"] == max(found.values()):
        return "data"
    if "weights" in found and "code" in found:
        tail = before[min(found["weights"], found["code"]) :]
        if re.search(r"[,;]|\bwhile\b|\bwhereas\b|\bbut\b", tail):
            return max(("weights", "code"), key=lambda role: found[role])
        return "weights"
    return "weights" if "weights" in found else "code"


def _with_the_model(context: Context, before: str) -> bool:
    """True where the model's own name is licensed with the code: "Nova 2 and its code"."""
    return any(
        m.whose is Whose.OWN and re.match(r"\s*(?:,|and|&)", before[m.end :])
        for m in context.mentions(before)
    )


def _prose(context: Context, segment: Segment) -> Iterator[Claim]:
    text = segment.text
    headed = any(re.search(r"\blicen[cs]", heading, re.I) for heading in segment.heading_path[-2:])
    if not _cue("frame").search(text) and not headed:
        return
    if _cue("other").search(text) or segment.kind is SegmentKind.ROW:
        return
    at = 0
    scope: str | None = None
    for mention in _mentions(text, labelled=False):
        before = text[at : mention.start]
        framed = bool(_cue("frame").search(text[max(0, mention.start - 90) : mention.end + 30]))
        if not framed and not headed:
            continue
        scope = _scope(before) or scope
        if scope == "code" and _with_the_model(context, before):
            scope = "weights"
        at = mention.end
        if scope == "data" or (scope is None and not _plain(headed, before)):
            continue
        denied = bool(_cue("denied").search(before))
        made = stated(
            context, ELEMENT, mention.rule, segment, mention.start, mention.end,
            _named_for(context, mention), qualifier=scope,
            attribution=_prose_whose(context, segment, mention),
            polarity=Polarity.NEGATED if denied else Polarity.AFFIRMED,
            confidence=_sure(scope, headed, mention.rule),
        )  # fmt: skip
        if made:
            yield made


def _printed(context: Context, segment: Segment) -> Iterator[Claim]:
    """Read a licence notice that is printed as a block under its heading."""
    if not any(re.search(r"\blicen[cs]", heading, re.I) for heading in segment.heading_path[-1:]):
        return
    beside = [
        _scope(other.text)
        for other in context.segments
        if other.heading_path == segment.heading_path and other.kind is SegmentKind.SENTENCE
    ]
    scope = "weights" if "weights" in beside else "code" if "code" in beside else None
    for mention in _mentions(segment.text, labelled=False)[:1]:
        span = segment.locate(mention.start, mention.end)
        if span and mention.rule != "named":
            yield at_span(
                context, ELEMENT, "notice", span, mention.norm, qualifier=scope, confidence=0.75
            )


def _plain(headed: bool, before: str) -> bool:
    """True where a licence stands without saying of what, but in the place for it."""
    return headed or bool(
        re.search(r"\b(?:it|we|released?|is|are|has|have|called)\b", before, re.I)
    )


def _sure(scope: str | None, headed: bool, rule: str) -> float:
    if scope == "weights":
        return 0.9
    if scope == "code":
        return 0.6
    return (0.8 if headed else 0.65) - (0.1 if rule == "named" else 0.0)


def _badges(context: Context) -> Iterator[Claim]:
    document = context.document
    for match in (*_BADGE.finditer(document.text), *_BADGEN.finditer(document.text)):
        name = unquote(match["name"]).replace("--", "-").replace("_", " ")
        label = unquote(match["label"]).replace("_", " ")
        norm = known_id(name)
        if norm is None:
            found = _mentions(name, labelled=True)
            norm = found[0].norm if found else None
        if norm:
            code = bool(re.search(r"\bcode\b", label, re.IGNORECASE))
            span = document.span(*match.span("name"))
            yield at_span(
                context, ELEMENT, "badge", span, norm, qualifier="code" if code else None,
                confidence=0.7,
            )  # fmt: skip


def _file(context: Context) -> Iterator[Claim]:
    """Read a licence file: its title or its own words say which licence it is."""
    document = context.document
    head = document.text[:_TITLE_ZONE]
    if document.kind not in ("licence", "other"):
        return
    if document.kind == "other" and not re.match(
        r"\W*(?:[^\n]{0,60}\s)?licen[cs]e(?: agreement)?\W*\n", head, re.IGNORECASE
    ):
        return
    code = bool(re.search(r"licen[cs]e[-_ ]code|\bcode[-_ ]licen[cs]e", document.name, re.I))
    best: tuple[int, int, str] | None = None
    for licence in licences():
        for regex in (licence.text, licence.regex):
            match = regex.search(head) if regex else None
            if match and (best is None or match.start() < best[0]):
                best = (match.start(), match.end(), licence.id)
    if best is None and (match := _cue("named").search(head)):
        name = match["name"]
        if not _cue("generic").search(name):
            best = (match.start("name"), match.end("name"), slug(name))
    if best:
        span = document.span(best[0], best[1])
        yield at_span(context, ELEMENT, "file", span, best[2], qualifier="code" if code else None)
