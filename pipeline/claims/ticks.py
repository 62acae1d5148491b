"""What the boxes of a form say: one claim for each answer, and for each option that is left out.

A question answered with yes or no gives one claim about what it asks. A list of options gives a
denial for each option that stays empty beside a ticked one; ticked sizes and kinds of data are
typed by the families of these values, which read the words beside the sign. Boxes that cannot be
told, a question with two answers, and a lone empty box give a claim "indeterminate" that is about
nobody's model: it evidences nothing, and asks for review.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.claims import modalities
from pipeline.claims.context import Context
from pipeline.claims.stating import at_span
from pipeline.schema import Claim, Document, Polarity, Span, Tick, TickState, Whose

FILE = "lexicons/tick_questions.yaml"
INDETERMINATE = "indeterminate"
RULE = "box"
_KEYS = ("id", "kind", "element", "value", "pattern", "must", "must_not")
#: Longest stretch of text that one answer's signs and words take up.
_TOGETHER = 300
_ANSWER = re.compile(r"(?P<yes>yes|oui|ja|tak|s[ií])|(?P<no>no|non|nein|nie)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One row of the list of questions."""

    id: str
    kind: str
    element: str
    value: str
    regex: re.Pattern[str]


def find(context: Context) -> Iterator[Claim]:
    """Yield what the boxes of a document say."""
    groups: dict[int, list[Tick]] = {}
    for tick in context.document.ticks:
        groups.setdefault(tick.group, []).append(tick)
    for ticks in groups.values():
        answers = {tick: said for tick in ticks if (said := _answer(context.document, tick))}
        asked = _asked(context, ticks, "answer" if answers else "choice")
        if asked is None:
            continue
        if answers:
            yield _answered(context, asked, ticks, answers)
        else:
            yield from _chosen(context, asked, ticks)


def left_open(document: Document) -> Callable[[Span | None], bool]:
    """Return what tells words beside a box that is not ticked: nobody states them.

    Args:
        document: The document that the words stand in.
    """
    places = sorted(
        (min(tick.start, tick.option[0]), max(tick.end, tick.option[1]))
        for tick in document.ticks
        if tick.option and tick.state is not TickState.YES
    )
    starts = [start for start, _ in places]

    def told(span: Span | None) -> bool:
        at = bisect_right(starts, span.start) if span else 0
        return span is not None and any(span.end <= end for _, end in places[max(at - 2, 0) : at])

    return told


@lru_cache(maxsize=1)
def questions() -> tuple[Asked, ...]:
    """Return the rows of the list of questions.

    Raises:
        BadCorpus: with every fault of the file.
    """
    faults = Faults(FILE)
    data = load(FILE)
    for key in unknown_keys(data, ("rows",)):
        faults.add(key, "unknown key")
    rows = []
    for row in data["rows"]:
        where = str(row.get("id", "?"))
        for key in unknown_keys(row, _KEYS):
            faults.add(where, f"unknown key {key}")
        if row.get("kind") not in ("answer", "choice"):
            faults.add(where, "kind: expected answer or choice")
        faults.pattern(where, row["pattern"], row["must"], row["must_not"])
        regex = re.compile(row["pattern"], re.IGNORECASE)
        rows.append(Asked(where, row["kind"], row["element"], str(row.get("value", "")), regex))
    faults.done()
    return tuple(rows)


def _answer(document: Document, tick: Tick) -> str:
    """Return ``yes`` or ``no`` where that is what a box stands for, whether ticked or not."""
    match = _ANSWER.fullmatch(document.text[slice(*tick.option)]) if tick.option else None
    return str(match.lastgroup) if match else ""


def _asked(context: Context, ticks: Sequence[Tick], kind: str) -> Asked | None:
    """Return what a group of boxes asks: by its question, else by the nearest heading."""
    first = ticks[0]
    at = bisect_right(context.segments, first.start, key=lambda segment: segment.start)
    path = context.segments[at - 1].heading_path if at else ()
    for words in (first.question, *reversed(path)):
        for row in questions():
            if row.kind == kind and row.regex.search(words):
                return row
    return None


def _answered(
    context: Context, asked: Asked, ticks: Sequence[Tick], answers: Mapping[Tick, str]
) -> Claim:
    """Return the answer to a question; indeterminate where the boxes do not give just one."""
    ticked = [tick for tick in ticks if tick.state is TickState.YES]
    sure = all(tick.state is not TickState.INDETERMINATE and tick.option for tick in ticks)
    if len(ticked) != 1 or not sure:
        return _unclear(context, asked, ticks)
    chosen = ticked[0]
    norm = answers.get(chosen, "other")
    polarity = Polarity.NEGATED if norm == "no" else Polarity.AFFIRMED
    return replace(_claim(context, asked, [chosen], norm), polarity=polarity)


def _chosen(context: Context, asked: Asked, ticks: Sequence[Tick]) -> Iterator[Claim]:
    unsure = [tick for tick in ticks if tick.state is TickState.INDETERMINATE or not tick.option]
    if unsure:
        yield _unclear(context, asked, unsure)
    if asked.element != modalities.DATA or not any(t.state is TickState.YES for t in ticks):
        return
    # What one source of the data lacks, another may have.
    whole = _asked(context, ticks, "answer") is None
    for tick in ticks:
        kinds = modalities.words(_said(context.document, tick))
        if not kinds or tick in unsure:
            continue
        if tick.state is TickState.NO and whole:
            made = _claim(context, asked, [tick], kinds)
            yield replace(made, polarity=Polarity.NEGATED)
        elif tick.state is TickState.YES and not _read_already(context, tick):
            yield _claim(context, asked, [tick], kinds)


def _read_already(context: Context, tick: Tick) -> bool:
    return modalities.reads_tick(context.document.quote(_span(context, [tick])))


def _unclear(context: Context, asked: Asked, ticks: Sequence[Tick]) -> Claim:
    made = _claim(context, asked, ticks, INDETERMINATE)
    return replace(made, whose=Whose.UNKNOWN, confidence=0.0, needs_review=True)


def _claim(
    context: Context, asked: Asked, ticks: Sequence[Tick], norm: str | tuple[str, ...]
) -> Claim:
    span = _span(context, ticks)
    rule = f"{RULE}-{asked.id}"
    return at_span(context, asked.element, rule, span, norm, qualifier=asked.value or None)


def _said(document: Document, tick: Tick) -> str:
    return document.text[slice(*tick.option)] if tick.option else ""


def _span(context: Context, ticks: Sequence[Tick]) -> Span:
    """Return the words from the first sign or option to the last, where these lie together."""
    document = context.document
    first = ticks[0]
    start, end = first.start, first.end
    for tick in ticks:
        for a, b in ((tick.start, tick.end), tick.option or (tick.start, tick.end)):
            if max(b, end) - min(a, start) <= _TOGETHER:
                start, end = min(a, start), max(b, end)
    return document.span(start, end)
