"""Parameter counts: ``parameters_total`` and ``parameters_active``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pipeline.claims.context import Context
from pipeline.claims.quantities import Quantity, quantities
from pipeline.claims.readings import Reading, claim, cue, number, readings
from pipeline.schema import Claim, Origin, Polarity, Segment, SegmentKind, Value, Whose

TOTAL, ACTIVE = "parameters_total", "parameters_active"
_LEAST, _MOST = Decimal(10**5), Decimal(10**14)
#: A name's token below this is a window or a step count ("Chat-1M"), not a size.
_LEAST_IN_NAME = Decimal(5 * 10**6)
_ACTIVE_IN_NAME = re.compile(r"[-\s](\d+(?:\.\d+)?B)-A(\d+(?:\.\d+)?[BM])\b", re.IGNORECASE)
#: "models with fewer than 13B parameters": a class of models.
_CLASS = re.compile(r"\bmodels?\s+(?:with|of|having|at|sized)?\s*$", re.IGNORECASE)
#: "models such as 34B-parameter models" are others.
_SUCH_AS = re.compile(r"\b(?:such as|like|including|e\.g\.,?)\s*(?:the\s+)?$", re.IGNORECASE)
_MODELS = re.compile(r"[-\s]*(?:[\w-]+\s+){0,2}models\b")
_COPULA = re.compile(r"^\s*(?:of (?:which|them|these)\s+)?(?:are|is|get|being)\s+(?:only\s+)?")
#: "64 experts of 1.3B parameters each"
_OF_EXPERTS = re.compile(r"\bexperts\s+(?:of|at)\s*$", re.IGNORECASE)
_TOTAL_AFTER = re.compile(r"\s*\(?(?:in\s+)?total\b", re.IGNORECASE)
_OUT_OF = re.compile(r"\bout of\s+(?:a total of\s+|its\s+)?$", re.IGNORECASE)
#: "the models (`350M`, `1B`) ..."
_MODELS_OPEN = re.compile(r"\bmodels?\s*\(\s*`?$", re.IGNORECASE)
#: "dense models (7B, 14B) distilled from Nova" are others' sizes, or have names of their own.
_MADE_OF = re.compile(r"[\W_]*(?:distilled|derived|based|built)\b", re.IGNORECASE)
_SIZES = re.compile(r"\d[BM]\b")
_EXACTER = re.compile(r"\s*\((\d{1,4}\.\d{1,3})\)")
_COUNTS_DATA = re.compile(r"\s+(?:[\w-]+\s+){0,2}(?:corpus|corpora|data ?sets?|tokens|data)\b")
_NAMED = (SegmentKind.CODE, SegmentKind.REFERENCE, SegmentKind.DIALOGUE)


def find(context: Context) -> Iterator[Claim]:
    """Yield stated parameter counts, then those that only the variants' names state."""
    found: list[Claim] = []
    for reading in readings(context):
        for quantity in _ends(reading.scaled(), reading):
            made = _read(reading, quantity)
            if made is not None:
                found.append(made)
    yield from _exact(found)
    stated = {made.variant for made in found if made.whose is Whose.OWN and made.element == TOTAL}
    yield from _from_names(context, stated)


def _exact(found: list[Claim]) -> Iterator[Claim]:
    """Yield claims without the rounded sizes of variants whose exact size is stated.

    "8B" of a model with 8.1 billion parameters is its name, not a second figure. A dense
    model's "active" parameters, equal to its total in a table beside rivals, say nothing new.
    """
    sizes: dict[tuple[str, str | None], set[float]] = {}
    for made in found:
        if made.whose is Whose.OWN and isinstance(made.value.norm, int | float):
            sizes.setdefault((made.element, made.variant), set()).add(made.value.norm)
    for made in found:
        norm = made.value.norm
        if made.whose is Whose.OWN and isinstance(norm, int | float):
            others = sizes[made.element, made.variant] if made.variant else set()
            if any(_rounds(norm, other) for other in others):
                continue
            total = sizes.get((TOTAL, made.variant), set())
            if made.rule == "parameters.compared" and norm in total:
                continue
        yield made


def _rounds(rough: float, exact: float) -> bool:
    """Say whether one figure is another one rounded to fewer digits."""
    digits = len(f"{rough:.6e}".split("e")[0].rstrip("0").replace(".", ""))
    more = len(f"{exact:.6e}".split("e")[0].rstrip("0").replace(".", ""))
    return rough != exact and more > digits and abs(rough - exact) <= 0.34 * exact


def _ends(quantity: Quantity, reading: Reading) -> tuple[Quantity, ...]:
    """Return the smallest and the largest of "sizes from a to b": two models, not a range.

    A range with a hyphen ("2B-3B models") is a class of models and states no size.
    """
    if quantity.qualifier != "range":
        return (quantity,)
    if re.search(r"\d\s?[BMKT]?\s?[-–]\s?\d", reading.quantity.raw):
        return ()
    plain = replace(quantity, low=None, high=None)
    return (
        replace(plain, value=quantity.low, qualifier="smallest"),
        replace(plain, value=quantity.high, qualifier="largest"),
    )


def _read(reading: Reading, quantity: Quantity) -> Claim | None:
    point = quantity.point if quantity.point is not None else quantity.high
    if quantity.mixture or point is None or not _LEAST <= point <= _MOST:
        return None
    rule = _rule(reading)
    if rule is None:
        return None
    near = (
        reading.before[-24:]
        + " § "
        + reading.segment.text[reading.quantity.start : reading.quantity.end]
        + re.split(r"[,;.:]\s", reading.after[:24])[0]
    )
    if cue("other_parameters").search(near + " " + reading.header):
        return None
    if _OF_EXPERTS.search(reading.segment.text, 0, reading.quantity.start):
        return None
    if cue("experts_follow").match(reading.segment.text, reading.quantity.end):
        # "a 17B model with 16 experts": the size of what? Nothing that can be relied on.
        return None
    found = claim(
        reading, _element(reading), rule, unit="parameters", quantity=_in_full(reading, quantity)
    )
    if found is None or found.whose is not Whose.OWN:
        return found
    if found.element == ACTIVE:
        beside_rivals = reading.segment.kind is SegmentKind.ROW and any(
            mention.whose is Whose.RIVAL
            for mention in reading.context.mentions(reading.segment.text)
        )
        return replace(
            found,
            variant=_activated(reading.context, point, found.variant),
            rule="parameters.compared" if beside_rivals else found.rule,
        )
    return replace(found, variant=_sized(reading.context, point, found.variant))


def _in_full(reading: Reading, quantity: Quantity) -> Quantity:
    """Return the figure with the digits that brackets behind it give: "11B (10.6)".

    The figure before them is then the size in the name, rounded.
    """
    inside = _EXACTER.match(reading.segment.text, quantity.end)
    if quantity.value is None or quantity.suffix not in ("B", "M") or not inside:
        return quantity
    exact = Decimal(inside[1]) * (10**9 if quantity.suffix == "B" else 10**6)
    near = abs(exact - quantity.value) <= quantity.value / 10
    if not near or exact == quantity.value:
        return quantity
    return replace(quantity, value=exact, end=inside.end())


def _activated(context: Context, point: Decimal, variant: str | None) -> str | None:
    """Return the variant whose name gives the figure as its active part (``30B-A3B``)."""
    fitting = []
    for known in context.identity.variants:
        match = _ACTIVE_IN_NAME.search(f" {known.name}")
        if match and _points(match[2]) == point:
            fitting.append(known.key or known.name)
    if variant in fitting or not fitting:
        return variant
    return min(fitting, key=lambda key: (len(key), key))


def _sized(context: Context, point: Decimal, variant: str | None) -> str | None:
    """Return the variant whose size token is the figure; it knows better than the sentence.

    Where the figure contradicts the size of the variant that the words around it name, and no
    variant has that size, the figure is kept for the model as a whole.
    """
    named = {v.key or v.name: _points(v.size) for v in context.identity.variants}
    fitting = sorted(
        (key for key, size in named.items() if size == point), key=lambda key: (len(key), key)
    )
    if variant in fitting or not fitting:
        near = [k for k, size in named.items() if size and abs(size - point) <= size / 10]
        if variant is None and near:
            return min(near, key=lambda key: (len(key), key))
        own = named.get(variant or "")
        close = own is None or abs(own - point) <= own / 3
        return variant if close else None
    return fitting[0]


def _points(size: str) -> Decimal | None:
    found = quantities(size.upper()) if size else []
    return found[0].value if len(found) == 1 else None


def _rule(reading: Reading) -> str | None:
    """Return the rule by which a figure counts parameters, or None where it does not."""
    quantity = reading.quantity
    if quantity.unit == "parameters":
        limit = quantity.qualifier in ("less than", "more than", "up to")
        if _SUCH_AS.search(reading.before) and _MODELS.match(reading.after):
            return None
        return None if limit and _CLASS.search(reading.before) else "parameters.unit"
    if quantity.unit is not None:
        return None
    if _short(reading) and cue("parameters_header").search(reading.header):
        return "parameters.header"
    label = reading.label if not re.search(r"\d", reading.label) else ""
    if label and cue("parameters_header").search(label) and reading.bare:
        return "parameters.label"
    if quantity.qualifier == "less than" or _COUNTS_DATA.match(reading.after):
        return None
    if not quantity.suffix or quantity.suffix in "kKtT":
        return None
    if cue("not_size_before").search(reading.clause):
        return None
    text = reading.segment.text
    if _said_active(reading):
        return "parameters.active"
    if _TOTAL_AFTER.match(text, quantity.end):
        return "parameters.total"
    if _OUT_OF.search(reading.before) and cue("active").search(reading.clause):
        return "parameters.total"
    if reading.segment.kind is SegmentKind.ROW:
        return None
    first, last = _list_around(reading)
    if cue("size_after").search(text[last : last + 60]):
        return "parameters.sizes"
    if cue("size_before").search(text[max(0, first - 90) : first]):
        return "parameters.sizes"
    several = len(_SIZES.findall(text, first, last)) > 1
    if several and _MODELS_OPEN.search(text, 0, first) and not _MADE_OF.match(text, last):
        return "parameters.sizes"
    after = text[quantity.end : quantity.end + 80]
    before = text[max(0, quantity.start - 40) : quantity.start]
    if cue("model_after").match(after) and cue("model_before").search(before):
        return "parameters.model"
    return None


def _said_active(reading: Reading) -> bool:
    """True for "37B active", "37B of which are activated"."""
    end = reading.quantity.end
    beside = _COPULA.sub("", reading.segment.text[end : end + 40])
    return bool(cue("active").match(beside[:24].lstrip(" -(")))


def _short(reading: Reading) -> bool:
    """True for a figure in a cell or a form field, not in prose behind a label."""
    row = reading.segment.kind is SegmentKind.ROW
    return len(reading.header) <= 60 and (reading.bare or (row and bool(reading.quantity.suffix)))


_JOINED = re.compile(r"(?:[\s,]|and|or|&|/|`|\d+(?:\.\d+)?[BM](?:-A\d+B)?)*$")
_JOINS = re.compile(r"(?:[\s,]|and|or|&|/|`|\d+(?:\.\d+)?[BM](?:-A\d+B)?\b)*")


def _list_around(reading: Reading) -> tuple[int, int]:
    """Return the bounds of the list of sizes that a figure belongs to."""
    text = reading.segment.text
    before = _JOINED.search(text, reading.low, reading.quantity.start)
    after = _JOINS.match(text, reading.quantity.end)
    first = before.start() if before else reading.quantity.start
    last = after.end() if after else reading.quantity.end
    while first < reading.quantity.start and text[first].isspace():
        first += 1
    while last > reading.quantity.end and text[last - 1].isspace():
        last -= 1
    return first, last


def _element(reading: Reading) -> str:
    text = reading.segment.text
    own = text[reading.quantity.start : reading.quantity.end]
    if _said_active(reading) or (cue("active").search(own) and not cue("total").search(own)):
        return ACTIVE
    if _OUT_OF.search(reading.before) or _TOTAL_AFTER.match(text, reading.quantity.end):
        return TOTAL
    _, last = _list_around(reading)
    tail = reading.after[:40] if last <= reading.following else text[last : last + 24]
    after = re.split(r"[.;]\s|\bof which\b|\bwith\b|\bout of\b|,", tail)[0]
    before = re.split(r"[.;,]\s", reading.before[-40:])[-1]
    if cue("active").search(own + after) or cue("active").search(before):
        return TOTAL if cue("total").search(own + after[:12]) else ACTIVE
    if cue("active").search(reading.caption):
        return ACTIVE
    return TOTAL


def _from_names(context: Context, stated: set[str | None]) -> Iterator[Claim]:
    """Yield the sizes in the names of variants for which no figure is stated."""
    for variant in context.identity.variants or ():
        match = _ACTIVE_IN_NAME.search(f" {variant.name}")
        sizes = [(TOTAL, match[1]), (ACTIVE, match[2])] if match else [(TOTAL, variant.size)]
        key = variant.key or variant.name
        for element, size in sizes:
            if not size or (element == TOTAL and (key in stated or _known(size, stated, context))):
                continue
            found = _named(context, element, size, key, variant.name)
            if found:
                yield found
    if not context.identity.variants and None not in stated:
        found = _named(
            context, TOTAL, _size_in(context.identity.model), None, context.identity.model
        )
        if found:
            yield found


def _known(size: str, stated: set[str | None], context: Context) -> bool:
    """Say whether a sibling of the same size has a stated figure already."""
    return any(v.size == size and (v.key or v.name) in stated for v in context.identity.variants)


def _size_in(name: str) -> str:
    match = re.search(r"(?<![\w.])(\d+(?:\.\d+)?[BM])(?![A-Za-z0-9])", name, re.IGNORECASE)
    return match[1] if match else ""


def _named(context: Context, element: str, size: str, key: str | None, name: str) -> Claim | None:
    found = quantities(size.upper())
    if len(found) != 1 or found[0].value is None or found[0].value < _LEAST_IN_NAME:
        return None
    place = _place(context, size, name)
    if place is None:
        return None
    segment, start, end = place
    span = segment.locate(start, end) or segment.span
    return Claim(
        element=element,
        subject=context.identity.model,
        variant=key,
        whose=Whose.OWN,
        value=Value(
            raw=context.document.quote(span),
            norm=number(found[0].value),
            unit="parameters",
            qualifier="in the name",
        ),
        origin=Origin.STATED,
        polarity=Polarity.AFFIRMED,
        span=span,
        rule="parameters.name",
        confidence=0.7,
    )


def _place(context: Context, size: str, name: str) -> tuple[Segment, int, int] | None:
    """Return the first place where the name with its size stands, or the size among own names."""
    from pipeline.claims.identity_names import spelling

    pattern = re.compile(spelling(name), re.IGNORECASE)
    for segment in context.segments:
        if segment.kind not in _NAMED and (match := pattern.search(segment.text)):
            return segment, match.start(), match.end()
    return None
