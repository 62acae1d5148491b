"""Values of one element that two documents state differently, where nothing explains it.

Most differences between documents are none: stages, rounding, versions, code and weights under
different licences. So only sure claims on the own model count, only elements with a single value,
only two different documents (or the front matter and the prose of one), and a place that gives
several values itself says nothing. What explains a difference is data: ``non_conflicts.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.schema import Claim, Document, Origin, Polarity, Side, Span, Whose

FILE = "lexicons/non_conflicts.yaml"
#: Subject attribution is what goes wrong in claims; a contradiction needs a sure one.
SURE = 0.75
#: Characters on either side of a value in which an explanation is looked for.
NEAR = 160
_FRONT = re.compile(r"\A\ufeff?---\r?\n.*?\r?\n(?:---|\.\.\.)\s*?(?:\r?\n|\Z)", re.DOTALL)
#: Qualifiers of figures that stand for a name or one end of a family, not for a measurement.
_NOMINAL = frozenset({"in the name", "smallest", "largest", "range", "number not stated"})


@dataclass(frozen=True, slots=True)
class Compared:
    """How an element is compared."""

    id: str
    kind: str
    tolerance: float
    plain: frozenset[str]
    family: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """What explains a difference."""

    id: str
    elements: frozenset[str]
    ratio: float | None
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Table:
    """The whole of ``non_conflicts.yaml``."""

    elements: Mapping[str, Compared]
    explained: tuple[Explained, ...]
    no_names: frozenset[str]
    nominal_tolerance: float


@lru_cache(maxsize=1)
def table() -> Table:
    """Return what may be compared.

    Raises:
        BadCorpus: rows are faulty, or fail their own examples; all faults are told together.
    """
    content = load(FILE)
    faults = Faults(FILE)
    elements = {}
    for row in content["elements"]:
        where = str(row.get("id"))
        for key in unknown_keys(row, ("id", "kind", "tolerance", "plain", "family")):
            faults.add(where, f"unknown key {key!r}")
        if row.get("kind") not in ("number", "date", "name"):
            faults.add(where, f"kind must be number, date or name, not {row.get('kind')!r}")
        tolerance, plain = float(row.get("tolerance", 0.0)), frozenset(row.get("plain", ()))
        family = bool(row.get("family", False))
        elements[where] = Compared(where, str(row.get("kind")), tolerance, plain, family)
    explained = []
    for row in content["explained"]:
        where = str(row.get("id"))
        for key in unknown_keys(row, ("id", "elements", "ratio", "pattern", "must", "must_not")):
            faults.add(where, f"unknown key {key!r}")
        if stray := set(row["elements"]) - set(elements):
            faults.add(where, f"explains elements that are not compared: {sorted(stray)}")
        faults.pattern(where, row["pattern"], row["must"], row["must_not"])
        pattern = re.compile(row["pattern"], re.IGNORECASE)
        explained.append(Explained(where, frozenset(row["elements"]), row.get("ratio"), pattern))
    faults.done()
    nominal = float(content["nominal_tolerance"])
    return Table(elements, tuple(explained), frozenset(content["no_names"]), nominal)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A value at its place: a document, or its front matter."""

    claim: Claim
    span: Span
    place: tuple[str, bool]


def find(claims: Iterable[Claim], documents: Sequence[Document]) -> dict[str, tuple[Side, ...]]:
    """Return the elements whose values contradict each other, with the sides.

    Args:
        claims: Typed claims, others' among them.
        documents: The documents that they stand in; their order is the order of the sides.

    Returns:
        Element id -> at least two sides, the first place of each value.
    """
    # What is about another model or version differs, and contradicts nothing.
    documents = [one for one in documents if one.about is None or not one.about.foreign]
    order = {document.id: number for number, document in enumerate(documents)}
    by_id = {document.id: document for document in documents}
    front = {document.id: _front_matter(document) for document in documents}
    groups: dict[tuple[str, str | None], list[_Stated]] = {}
    for claim in claims:
        if (compared := table().elements.get(claim.element)) is None or not _usable(claim):
            continue
        span = claim.span
        if span is None or span.document not in order or not _comparable(claim, compared):
            continue
        place = (span.document, span.end <= front[span.document])
        groups.setdefault((claim.element, claim.value.unit), []).append(_Stated(claim, span, place))
    out: dict[str, tuple[Side, ...]] = {}
    for (element, _), stated in sorted(
        groups.items(), key=lambda item: (item[0][0], str(item[0][1]))
    ):
        stated.sort(key=lambda s: (order[s.span.document], s.span.start, s.span.end))
        if element not in out and (pair := _conflict(table().elements[element], stated, by_id)):
            out[element] = tuple(Side(s.claim.value, s.span, s.claim.variant) for s in pair)
    return out


def _usable(claim: Claim) -> bool:
    return (
        claim.whose is Whose.OWN
        and claim.origin is Origin.STATED
        and claim.polarity is Polarity.AFFIRMED
        and claim.confidence >= SURE
    )


def _comparable(claim: Claim, compared: Compared) -> bool:
    """True for a single value without a qualifier that changes what it means."""
    value = claim.value
    if value.qualifier and value.qualifier in _NOMINAL:
        return False
    qualifiers = {part.strip() for part in (value.qualifier or "").split(",") if part.strip()}
    if qualifiers - compared.plain:
        return False
    if compared.kind == "number":
        return _number(claim) is not None
    if not isinstance(value.norm, str):
        return False
    return compared.kind == "date" or value.norm.casefold() not in table().no_names


def _number(claim: Claim) -> float | None:
    """Return the figure, or the one end of an ``up to``."""
    value = claim.value
    if isinstance(value.norm, int | float) and not isinstance(value.norm, bool):
        return float(value.norm) if value.norm > 0 else None
    if value.low is None and value.high is not None and value.high > 0:
        return float(value.high)
    return None


def _front_matter(document: Document) -> int:
    match = _FRONT.match(document.text) if "markdown" in document.media_type else None
    return match.end() if match else 0


def _conflict(
    compared: Compared, stated: Sequence[_Stated], documents: Mapping[str, Document]
) -> tuple[_Stated, _Stated] | None:
    """Return the first two places that differ on a variant, with nothing to explain it."""
    by_place: dict[tuple[str, bool], list[_Stated]] = {}
    for each in stated:
        by_place.setdefault(each.place, []).append(each)
    named = sorted({s.claim.variant for s in stated if s.claim.variant is not None})
    for variant in (None, *named):
        single = [s for p in by_place.values() if (s := _single(compared, p, variant)) is not None]
        for number, first in enumerate(single):
            for second in single[number + 1 :]:
                if not _same(compared, first, second) and not _is_explained(
                    compared, first, second, documents
                ):
                    return first, second
    return None


def _single(compared: Compared, place: Sequence[_Stated], variant: str | None) -> _Stated | None:
    """Return the one value of a place for a variant, or for the family (None).

    For the family counts what is said of it, and, where the element allows, a value that the
    place gives to each of several variants. None where there is no value, or more than one.
    """
    own = [s for s in place if s.claim.variant == variant]
    if variant is None and not own and compared.family:
        if len({s.claim.variant for s in place}) < 2:
            return None
        own = list(place)
    if not own or any(not _same(compared, own[0], other) for other in own[1:]):
        return None
    return own[0]


def _same(compared: Compared, first: _Stated, second: _Stated) -> bool:
    if compared.kind == "number":
        a, b = _number(first.claim), _number(second.claim)
        if a is None or b is None:
            return True
        nominal = _nominal(first.claim) or _nominal(second.claim)
        tolerance = table().nominal_tolerance if nominal else compared.tolerance
        return abs(a - b) <= tolerance * max(a, b)
    a_text, b_text = str(first.claim.value.norm), str(second.claim.value.norm)
    if compared.kind == "date":
        return a_text.startswith(b_text) or b_text.startswith(a_text)
    return _folded(a_text) == _folded(b_text)


def _nominal(claim: Claim) -> bool:
    """True where a number of parameters is also the size in the model's name."""
    if not claim.element.startswith("parameters"):
        return False
    size = re.match(r"[\d.]+\s*[A-Za-z]", claim.value.raw)
    names = f"{claim.subject} {claim.variant or ''}".casefold()
    return size is not None and "".join(size[0].split()).casefold() in names


def _folded(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _is_explained(
    compared: Compared, first: _Stated, second: _Stated, documents: Mapping[str, Document]
) -> bool:
    around = [_around(documents[s.span.document], s.span) for s in (first, second)]
    a, b = _number(first.claim), _number(second.claim)
    ratio = max(a, b) / min(a, b) if compared.kind == "number" and a and b else None
    for row in table().explained:
        if compared.id not in row.elements:
            continue
        if row.ratio is not None and ratio is not None and ratio > row.ratio:
            continue
        if any(row.pattern.search(text) for text in around):
            return True
    return False


def _around(document: Document, span: Span) -> str:
    """Return the line of a value and what stands near it, without other paragraphs."""
    start, end = max(span.start - NEAR, 0), min(span.end + NEAR, len(document.text))
    before = document.text[start : span.start].rpartition("\n\n")[2]
    after = document.text[span.end : end].partition("\n\n")[0]
    return before + document.text[span.start : span.end] + after
