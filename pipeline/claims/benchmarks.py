"""Evaluation results: which benchmark, which score, how measured, and whose.

Tables come both ways round: a row a benchmark with a column a model, or the reverse. A column
that looks like a model and is not ours is a rival's, whether we know that rival or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.claims.context import Context
from pipeline.claims.fields import cells, fields
from pipeline.claims.identity_names import is_size, size_of
from pipeline.claims.identity_names import parts as parts_of
from pipeline.claims.phrases import phrases
from pipeline.claims.stating import stated
from pipeline.claims.subject import Attribution, attribute
from pipeline.schema import Benchmark, Claim, Segment, SegmentKind, Whose

ELEMENT = "evaluation_results"
FILE, CUES = "lexicons/benchmarks.yaml", "lexicons/evaluation_cues.yaml"
_SCORE = re.compile(
    r"^(?:[^\w-]|_|-(?!\d))*(?P<score>-?\d{1,4}(?:\.\d+)?)(?P<spread>\s*(?:±|\+/-)\s*\d+(?:\.\d+)?)?\s*(?P<unit>%)?[\W_]*$"
)
_TWO = re.compile(r"[^\w-]*\d{1,4}(?:\.\d+)?\s*%?\s*/\s*\d{1,4}(?:\.\d+)?\s*%?[\W_]*$")
_EITHER = re.compile(r"(?P<score>\d{1,4}(?:\.\d+)?)\s*(?P<unit>%)?")
_TWO_NAMED = re.compile(r"[^\W\d]\)?\s*/\s*\(?[^\W\d]")
_PROSE_SCORE = re.compile(r"(?<![\w.\-/@])(?P<score>\d{1,3}(?:\.\d+)?)\s?(?P<unit>%|percent\b)?")
_REACH = 70


@dataclass(frozen=True, slots=True)
class Named:
    """A benchmark's name in a text, and the metric it is measured in where none is said."""

    start: int
    end: int
    name: str
    metric: str


@lru_cache(maxsize=16)
def cue(role: str) -> re.Pattern[str]:
    """Return one pattern for all rows of a role of the evaluation cues."""
    return re.compile("|".join(f"(?:{row.regex.pattern})" for row in phrases(CUES)[role]), re.I)


@lru_cache(maxsize=4096)
def named(text: str, role: str = "") -> tuple[Named, ...]:
    """Return the benchmarks that a text names, in order; a longer name beats one inside it."""
    found: list[Named] = []
    for kind in (role,) if role else ("capability", "safety"):
        for row in phrases(FILE)[kind]:
            found += (Named(*m.span(), row.id, row.value) for m in row.regex.finditer(text))
    kept: list[Named] = []
    for one in sorted(found, key=lambda n: (n.start - n.end, n.start)):
        if all(one.end <= k.start or one.start >= k.end for k in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda n: n.start))


def find(context: Context) -> Iterator[Claim]:
    """Yield the evaluation results of one document, own and others'."""
    for segment in context.segments:
        if segment.kind is SegmentKind.ROW:
            yield from _row(context, segment)
        elif segment.kind is SegmentKind.PAIR:
            yield from _pair(context, segment)
        elif segment.kind in (SegmentKind.SENTENCE, SegmentKind.ITEM, SegmentKind.CAPTION):
            yield from _prose(context, segment)


def _row(context: Context, segment: Segment) -> Iterator[Claim]:
    parts = cells(segment)
    texts = [segment.text[low:high].strip() for _, low, high in parts]
    across = any(named(header) for header, _, _ in parts)
    own = None if across else _row_benchmark(segment, parts, texts)
    setting = _setting(parts, texts)
    for index, (header, low, high) in enumerate(parts):
        if cue("header_setting").search(header):
            continue
        frame = _headed_by(header) if across else own
        if frame is None:
            continue
        said = " ".join((header, setting if not across else "", texts[0] if index else ""))
        for score in _scores(segment.text[low:high], " ".join((header, *texts[:index]))):
            start, end = low + score.start("score"), low + score.end("score")
            found = _whose(context, segment, start, header, texts, across)
            if found is None:
                continue
            if across:
                found = _with_size(context, found, parts, texts)
            yield from _claim(
                context, segment, start, end, score["score"], score["unit"], frame, said, found,
                "table",
            )  # fmt: skip


def _scores(cell: str, around: str) -> list[re.Match[str]]:
    """Return the score in a cell, or both of "42.2/36.6" where two things are named so too."""
    if score := _SCORE.match(cell):
        return [score]
    return list(_EITHER.finditer(cell)) if _TWO.match(cell) and _TWO_NAMED.search(around) else []


def _headed_by(header: str) -> Named | None:
    """Return what a column of scores is about: a benchmark, or an area as the whole header."""
    area = re.sub(r"[^\w -]+", "", header).strip()
    return next(iter(named(header)), None) or next(iter(named(area, "area")), None)


def _with_size(
    context: Context, found: Attribution, parts: list[tuple[str, int, int]], texts: list[str]
) -> Attribution:
    """Return the attribution with the size that a column of its own gives: "Nova-Chat | 7B"."""
    if found.whose is not Whose.OWN or not found.variant or size_of(found.variant):
        return found
    for (header, _, _), text in zip(parts, texts, strict=True):
        if is_size(text) and (not header or cue("header_setting").search(header)):
            wanted = {found.variant.lower(), text.lower()}
            known = [v.key for v in context.identity.variants]
            fitting = [key for key in known if {part.lower() for part in parts_of(key)} == wanted]
            return replace(found, variant=next(iter(fitting), f"{text} {found.variant}"))
    return found


def _pair(context: Context, segment: Segment) -> Iterator[Claim]:
    """Read a list of scores: "MMLU (5-shot): 71.2"; a sentence behind a label is prose."""
    for field in fields(segment):
        score, names = _SCORE.match(field.value), named(field.label)
        if score and names:
            low, high = (field.start + at for at in score.span("score"))
            yield from _claim(
                context, segment, low, high, score["score"], score["unit"], names[0],
                field.label, _headed(context, segment), "list",
            )  # fmt: skip
            return
    yield from _prose(context, segment)


def _row_benchmark(
    segment: Segment, parts: list[tuple[str, int, int]], texts: list[str]
) -> Named | None:
    """Return the benchmark that a row is about: in its label, or in a column that says so."""
    for (header, _, _), text in zip(parts, texts, strict=True):
        if cue("header_benchmark").search(header) and (found := named(text)):
            return found[0]
    if found := named(segment.label):
        return found[0]
    for text in texts[:2]:
        if found := named(text):
            return found[0]
    return None


def _setting(parts: list[tuple[str, int, int]], texts: list[str]) -> str:
    """Return what the row says of how it was measured."""
    said = []
    for (header, _, _), text in zip(parts, texts, strict=True):
        if re.fullmatch(r"#? ?shots?|n-shot", header, re.IGNORECASE) and text.isdigit():
            said.append(f"{text}-shot")
        elif cue("header_setting").search(header) or cue("header_benchmark").search(header):
            said.append(text)
    return " ".join(said)


def _whose(
    context: Context, segment: Segment, start: int, header: str, texts: list[str], across: bool
) -> Attribution | None:
    """Return whose score a cell is; None where that cannot be told."""
    name = texts[0] if across else header
    mentions = context.mentions(name)
    if not mentions and not context.variant_in(name, loose=True):
        if cue("model_shaped").search(name):
            return Attribution(Whose.RIVAL, None, 0.7, "another model's name", name)
        generic = cue("header_generic").search(header if not across else "score")
        if not generic or not name:
            return None
        if across and not _about_own(context, name):
            return None
        return _headed(context, segment)
    found = attribute(segment, start, start + 1, context)
    return found if found.confidence >= 0.5 and found.whose is not Whose.UNKNOWN else None


def _headed(context: Context, segment: Segment) -> Attribution:
    """A lone column of scores is the model's that the nearest heading names, or our own."""
    for heading in reversed(segment.heading_path):
        for mention in context.mentions(heading):
            name = "" if mention.whose is Whose.OWN else mention.name
            return Attribution(mention.whose, mention.variant, 0.75, "its heading", name)
    return Attribution(Whose.OWN, None, 0.7, "the only column of scores")


def _about_own(context: Context, name: str) -> bool:
    return bool(re.search(r"\b(?:ours?|this model)\b", name, re.I)) or bool(context.mentions(name))


def _prose(context: Context, segment: Segment) -> Iterator[Claim]:
    text = segment.text
    names = named(text)
    if not names or not cue("verb").search(text):
        return
    scores = [
        match
        for match in _PROSE_SCORE.finditer(text)
        if (match["unit"] or "." in match["score"])
        and not any(n.start <= match.start() < n.end for n in names)
    ]
    for index, match in enumerate(scores):
        frame = _nearest(text, names, match, scores[index + 1 : index + 2])
        if frame is None:
            continue
        found = attribute(segment, *match.span("score"), context)
        if found.confidence < 0.6 or found.whose is Whose.UNKNOWN:
            continue
        around = text[max(0, match.start() - _REACH) : match.end() + _REACH]
        yield from _claim(
            context, segment, *match.span("score"), match["score"], match["unit"], frame,
            around, found, "prose",
        )  # fmt: skip


def _nearest(
    text: str, names: tuple[Named, ...], score: re.Match[str], later: list[re.Match[str]]
) -> Named | None:
    """Return the benchmark of a score: "71.2 on MMLU", else "MMLU: 71.2", "MMLU (71.2)"."""
    stop = later[0].start() if later else len(text)
    for name in names:
        if score.end() <= name.start < stop:
            between = text[score.end() : name.start]
            joins = r"\W*(?:points? |accuracy )*(?:on|in|for|at|of)\b[^.;\d]{0,25}"
            if re.fullmatch(joins, between, re.IGNORECASE):
                return name
    before = [name for name in names if name.end <= score.start()]
    if before:
        between = text[before[-1].end : score.start()]
        joins = (
            r"\W*(?:\(?(?:\d+-shot|EM|acc\w*|pass@1)\)?\W*)?"
            r"(?:scores?|results?|accuracy|performance)?\s*(?:is|are|was|of|with|at|to|reach\w*)?\W*"
        )
        if len(between) < 40 and re.fullmatch(joins, between, re.IGNORECASE):
            return before[-1]
    return None


def _claim(
    context: Context,
    segment: Segment,
    start: int,
    end: int,
    score: str,
    unit: str | None,
    frame: Named,
    said: str,
    found: Attribution,
    rule: str,
) -> Iterator[Claim]:
    metric = cue("metric").search(said)
    setting = cue("setting").search(said)
    made = stated(
        context, ELEMENT, rule, segment, start, end, float(score),
        attribution=found,
        unit="%" if unit else None,
        benchmark=Benchmark(
            name=frame.name,
            metric=metric.group() if metric else frame.metric,
            setting=setting.group() if setting else None,
            whose=found.whose,
        ),
    )  # fmt: skip
    if made:
        yield made
