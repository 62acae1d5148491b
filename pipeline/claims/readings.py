"""Every figure of a document with what surrounds it: the shared input of the numeric families.

A reading knows its quantity, the header or label that stands for its unit, the words of its
clause, and whose it is. Families only filter readings and give them an element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from pipeline.claims import syntax
from pipeline.claims.context import Context
from pipeline.claims.fields import cells, fields
from pipeline.claims.phrases import phrases
from pipeline.claims.quantities import Quantity, quantities
from pipeline.claims.subject import Attribution, attribute
from pipeline.schema import (
    Claim,
    Origin,
    Polarity,
    Segment,
    SegmentKind,
    Value,
    Whose,
)

CUES = "lexicons/value_cues.yaml"
_SKIPPED = (SegmentKind.CODE, SegmentKind.REFERENCE, SegmentKind.DIALOGUE, SegmentKind.HEADING)
_HAS_NUMBER = re.compile(
    r"\d|[⁰¹²³⁴⁵⁶⁷⁸⁹]|[a-z]{3,}[ -](?:hundred|thousand|[mbtr]+illion|hour|day|week|month)"
    r"|\ba[ -](?:hundred|thousand|[mbtr]+illion)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s")
_HEADER_SCALE = re.compile(
    r"(?:[/(\[]\s*|\bin\s+)(?P<unit>[KMBT]|bn|(?i:thousand|million|billion|trillion)s?)"
    r"(?=\s*(?:[)\]/]|$|\s+of\b|\s+(?i:GPU|tokens|parameters|hours)))"
)
#: From this confidence on, the own name is attached to the figure or heads its row or column.
_NAMED = 0.9
_STAGES = {
    "pre_training": "for pre-training",
    "fine_tuning": "for fine-tuning",
    "whole_training": "total",
}
_SCALES = {"k": 10**3, "t": 10**12, "m": 10**6, "b": 10**9}


@lru_cache(maxsize=128)
def cue(role: str) -> re.Pattern[str]:
    """Return one pattern for all rows of a role in ``value_cues.yaml``."""
    rows = phrases(CUES)[role]
    return re.compile("|".join(f"(?:{row.regex.pattern})" for row in rows), re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """One figure and its surroundings.

    Attributes:
        segment: Where it stands.
        quantity: Number and unit; offsets are into the segment's text.
        header: Column header, label of the pair, or label in front of the sentence.
        label: Row label; empty outside tables.
        context: The document and whose it is.
        low: Where the cell or sentence that holds it begins.
        high: One past its end.
        previous: End of the figure before it in the same stretch, or ``low``.
        following: Start of the figure after it, or ``high``.
    """

    segment: Segment
    quantity: Quantity
    header: str
    label: str
    context: Context
    low: int
    high: int
    previous: int
    following: int

    @cached_property
    def caption(self) -> str:
        """Header and row label together: what names the figure in a table or a form."""
        return f"{self.label} | {self.header}" if self.label else self.header

    @cached_property
    def clause(self) -> str:
        """The sentence or cell around the figure."""
        return self.segment.text[self.low : self.high]

    @cached_property
    def before(self) -> str:
        """The words between the figure before and this one."""
        return self.segment.text[self.previous : self.quantity.start]

    @cached_property
    def after(self) -> str:
        """The words between this figure and the next."""
        return self.segment.text[self.quantity.end : self.following]

    @cached_property
    def headings(self) -> str:
        """The two innermost headings, and the sentence that leads a list in."""
        return " | ".join((*self.segment.heading_path[-2:], self.segment.lead))

    @cached_property
    def attribution(self) -> Attribution:
        """Whose figure it is."""
        found = attribute(self.segment, self.quantity.start, self.quantity.end, self.context)
        compared = self.segment.kind is not SegmentKind.ROW and cue("compared_before").search(
            self.segment.text[max(self.low, self.quantity.start - 70) : self.quantity.start]
        )
        if not found.own or found.confidence >= _NAMED:
            return found
        if compared:
            return Attribution(Whose.RIVAL, None, 0.7, "what the model is compared with")
        sentence = self.segment.text[self.low : self.high]
        until = re.search(r"\s(?:while|whereas|but)\s", sentence[: self.quantity.start - self.low])
        if not until and cue("earlier_model").search(sentence):
            return Attribution(Whose.RIVAL, None, 0.7, "said of an earlier model")
        if self.experimental:
            return Attribution(Whose.UNKNOWN, None, 0.4, "said of an experiment")
        return found

    @cached_property
    def experimental(self) -> bool:
        """True where sentence or headings speak of trials: baselines, ablations, proxies."""
        headings = " | ".join(self.segment.heading_path[-2:])
        return self.says("experiment") or bool(cue("experiment").search(headings))

    @cached_property
    def stage(self) -> str | None:
        """Which part of training the figure is said to cover, from the nearest words."""
        before = f"{self.headings if self.bare else ''} § {self.caption} § {self.before[-120:]}"
        for words, nearest in ((before, -1), (self.after[:60], 0)):
            found = sorted(
                (match.start(), stage)
                for role, stage in _STAGES.items()
                for match in cue(role).finditer(words)
            )
            if found:
                return found[nearest][1]
        return None

    @cached_property
    def bare(self) -> bool:
        """True for a cell or value that holds this figure and little else."""
        before = self.segment.text[self.low : self.quantity.start]
        before = before.removeprefix(self.label or self.header)
        rest = before + self.segment.text[self.quantity.end : self.high]
        return len(re.sub(r"\W+", "", rest)) <= 14

    def near(self, role: str, reach: int = 60) -> bool:
        """Say whether a cue stands within ``reach`` characters on either side."""
        first = max(self.low, self.quantity.start - reach)
        last = min(self.high, self.quantity.end + reach)
        return bool(cue(role).search(self.segment.text[first:last]))

    def says(self, role: str) -> bool:
        """Say whether a cue stands anywhere in the sentence or cell."""
        return bool(cue(role).search(self.clause))

    @cached_property
    def negated(self) -> bool:
        """True where the sentence denies the figure; the parser decides near a word of denial."""
        if self.segment.kind is SegmentKind.ROW or not cue("denial").search(
            self.segment.text[max(self.low, self.quantity.start - 90) : self.quantity.start]
        ):
            return False
        start, end = self.quantity.number
        return syntax.negated(self.clause, start - self.low, end - self.low)

    def scaled(self) -> Quantity:
        """Return the quantity with the multiplier that the header gives, as in ``Params (B)``."""
        match = _HEADER_SCALE.search(self.caption)
        if not match or self.quantity.suffix or self.quantity.unit:
            return self.quantity
        factor = Decimal(_SCALES[_first_letter(match["unit"])])

        def times(number: Decimal | None) -> Decimal | None:
            return None if number is None else number * factor

        quantity = self.quantity
        return replace(
            quantity,
            value=times(quantity.value),
            low=times(quantity.low),
            high=times(quantity.high),
            suffix=match["unit"],
        )


def _first_letter(unit: str) -> str:
    if unit.lower().startswith("th"):
        return "k"
    return unit[0].lower()


def readings(context: Context) -> tuple[Reading, ...]:
    """Return all figures of a document, in text order; worked out once for a context."""
    found = context.memory.get("readings")
    if found is None:
        found = context.memory["readings"] = tuple(_read(context))
    return found


def _read(context: Context) -> Iterator[Reading]:
    for segment in context.segments:
        if segment.kind in _SKIPPED or not _HAS_NUMBER.search(segment.text):
            continue
        for low, high, header, label in _stretches(segment):
            found = [_moved(q, low) for q in quantities(segment.text[low:high])]
            for index, quantity in enumerate(found):
                if _unticked(segment.text[low : quantity.start]):
                    continue
                previous = found[index - 1].end if index else low
                following = found[index + 1].start if index + 1 < len(found) else high
                yield Reading(
                    segment, quantity, header, label, context, low, high, previous, following
                )


def _unticked(before: str) -> bool:
    """True where the nearest box before a figure is an empty one: an option not chosen."""
    empty = [match.start() for match in cue("empty_box").finditer(before)]
    ticked = [match.start() for match in cue("ticked_box").finditer(before)]
    return bool(empty) and max(empty) > max(ticked, default=-1)


def _stretches(segment: Segment) -> Iterator[tuple[int, int, str, str]]:
    """Yield (start, end, header, label) of the cells, or of the sentences, of a segment."""
    if segment.kind is SegmentKind.ROW:
        for header, start, end in cells(segment):
            if start < end:
                label = "" if segment.text[start:end].strip() == segment.label else segment.label
                yield start, end, header, label
        return
    header = ""
    for item in fields(segment):
        if item.shape in ("pair", "lead_in"):
            header = item.label
            break
    at = 0
    for stop in (*(m.start() for m in _SENTENCE_END.finditer(segment.text)), len(segment.text)):
        if stop > at:
            yield at, stop, header if at == 0 or segment.kind is SegmentKind.PAIR else "", ""
        at = stop


def _moved(quantity: Quantity, by: int) -> Quantity:
    first, last = quantity.number
    return replace(
        quantity, start=quantity.start + by, end=quantity.end + by, number=(first + by, last + by)
    )


def number(value: Decimal) -> float | int:
    """Return a Decimal as the plain number that a claim carries."""
    return (
        int(value) if value == value.to_integral_value() and abs(value) < 10**18 else float(value)
    )


def claim(
    reading: Reading,
    element: str,
    rule: str,
    *,
    unit: str | None,
    quantity: Quantity | None = None,
    qualifier: str | None = None,
    variant: str | None = None,
    point: bool = False,
    norm: str | None = None,
) -> Claim | None:
    """Return the claim that a reading makes, or None where its place disqualifies it.

    Args:
        reading: The figure.
        element: Element id.
        rule: Name of the rule that took it.
        unit: Unit of the claim's value.
        quantity: The figure after scaling; the reading's own otherwise.
        qualifier: Beside the quantity's own, such as ``pre-training``.
        variant: Overrides the attribution's variant.
        point: True where ``up to`` states the value itself, as for a context window.
        norm: A norm in words, for values that are no number.
    """
    found = reading.attribution
    if found.confidence == 0.0:
        return None
    quantity = quantity or reading.quantity
    span = reading.segment.locate(quantity.start, quantity.end) or reading.segment.span
    value, low, high = quantity.value, quantity.low, quantity.high
    if point and value is None and quantity.point is not None:
        value, low, high = quantity.point, None, None
    words = [w for w in (quantity.qualifier, qualifier) if w]
    return Claim(
        element=element,
        subject=found.name or reading.context.identity.model,
        variant=(variant or found.variant) if found.whose is Whose.OWN else None,
        whose=found.whose,
        value=Value(
            raw=reading.context.document.quote(span),
            norm=norm if norm is not None else (None if value is None else number(value)),
            low=None if low is None else float(low),
            high=None if high is None else float(high),
            unit=unit,
            qualifier=", ".join(words) or None,
        ),
        origin=Origin.STATED,
        polarity=Polarity.NEGATED if reading.negated else Polarity.AFFIRMED,
        span=span,
        rule=rule,
        confidence=round(found.confidence, 4),
    )
