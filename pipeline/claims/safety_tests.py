"""Results of safety tests: rates of violation, refusal, successful attack."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.claims.benchmarks import cue, named
from pipeline.claims.context import Context
from pipeline.claims.fields import cells
from pipeline.claims.stating import stated
from pipeline.claims.subject import attribute
from pipeline.schema import Benchmark, Claim, Segment, SegmentKind, Whose

ELEMENT = "adversarial_testing"
_RATE = re.compile(r"(?<![\w.\-/@])(?P<score>\d{1,3}(?:\.\d+)?)\s?(?P<unit>%|percent\b)")
_CELL = re.compile(r"^[\W_]*(?P<score>\d{1,3}(?:\.\d+)?)\s*(?P<unit>%)?[\W_]*$")
_REACH = 80


def find(context: Context) -> Iterator[Claim]:
    """Yield rates that a safety test gave, in tables and in sentences."""
    for segment in context.segments:
        if segment.kind is SegmentKind.ROW:
            yield from _row(context, segment)
        elif segment.kind in (SegmentKind.SENTENCE, SegmentKind.ITEM):
            yield from _prose(context, segment)


def _row(context: Context, segment: Segment) -> Iterator[Claim]:
    for header, low, high in cells(segment):
        cell = _CELL.match(segment.text[low:high])
        if not cell:
            continue
        metric = cue("safety_metric").search(header) or cue("safety_metric").search(segment.label)
        if metric:
            start, end = cell.span("score")
            yield from _claim(
                context, segment, low + start, low + end, metric.group(), cell["unit"], "table"
            )


def _prose(context: Context, segment: Segment) -> Iterator[Claim]:
    text = segment.text
    for metric in cue("safety_metric").finditer(text):
        for rate in _RATE.finditer(text[metric.end() : metric.end() + _REACH]):
            between = text[metric.end() : metric.end() + rate.start()]
            if re.search(r"[.;]\s|\bmore than half\b|\bcompared\b|\bby$", between.strip()):
                break
            start = metric.end() + rate.start("score")
            end = metric.end() + rate.end("score")
            yield from _claim(context, segment, start, end, metric.group(), rate["unit"], "prose")
            break


def _claim(
    context: Context,
    segment: Segment,
    start: int,
    end: int,
    metric: str,
    unit: str | None,
    rule: str,
) -> Iterator[Claim]:
    found = attribute(segment, start, end, context)
    if found.confidence < 0.6 or found.whose is Whose.UNKNOWN:
        return
    tests = named(segment.text, "safety") or named(" ".join(segment.heading_path), "safety")
    made = stated(
        context, ELEMENT, rule, segment, start, end, float(segment.text[start:end]),
        attribution=found,
        unit="%" if unit else None,
        benchmark=Benchmark(
            name=tests[0].name if tests else metric.lower(),
            metric=metric.lower(),
            whose=found.whose,
        ),
    )  # fmt: skip
    if made:
        yield made
