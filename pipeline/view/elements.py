"""The elements of a dossier as rows: status, best quotation, values, and what came near."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.schema import Assessment, Dossier, Element, Polarity, Span, Status, TickState, Value
from pipeline.view.places import citation, documents, quote

#: Best record first; what a bar from full to empty would show.
ORDER = (
    Status.DISCLOSED,
    Status.PARTIAL,
    Status.CONTRADICTED,
    Status.DECLINED,
    Status.REFERRED,
    Status.PLACEHOLDER,
    Status.MENTIONED,
    Status.ABSENT,
    Status.NOT_ASSESSED,
)

WORDS = {
    Status.DISCLOSED: "stated",
    Status.PARTIAL: "partly stated",
    Status.CONTRADICTED: "contradicted",
    Status.DECLINED: "declined",
    Status.REFERRED: "points elsewhere",
    Status.PLACEHOLDER: "empty placeholder",
    Status.MENTIONED: "mentioned only",
    Status.ABSENT: "not found",
    Status.NOT_ASSESSED: "could not be judged",
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation with its place.

    Attributes:
        text: Verbatim but for white space and a marked cut.
        place: Document and page or line.
        document: Document id.
        start: First character.
        end: One past the last.
        note: Why it is shown; empty for evidence.
    """

    text: str
    place: str
    document: str
    start: int
    end: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One element as the viewer and the reports show it.

    Attributes:
        evidence: Quotations, best first.
        nearest: For what was not found, what came near; each note says why it is not enough.
        searched: Names of the documents that were searched.
        sides: For a contradiction, (value in words, quotation) of each side.
    """

    id: str
    name: str
    family: str
    status: Status
    words: str
    values: tuple[str, ...]
    evidence: tuple[Quoted, ...]
    nearest: tuple[Quoted, ...]
    because: str
    probability: float
    needs_review: bool
    definition: str
    hint: str
    obligations: tuple[str, ...]
    searched: tuple[str, ...] = ()
    sides: tuple[tuple[str, Quoted], ...] = ()


#: What needs a person's eye first, then what there is, then what there is not.
LOOK_FIRST = (
    Status.CONTRADICTED,
    Status.PARTIAL,
    Status.DISCLOSED,
    Status.DECLINED,
    Status.REFERRED,
    Status.PLACEHOLDER,
    Status.MENTIONED,
    Status.ABSENT,
    Status.NOT_ASSESSED,
)


def status_counts(rows: Iterable[ElementRow]) -> dict[Status, int]:
    """Return the number of elements by status, in ``ORDER``, zeros left out."""
    counts = dict.fromkeys(ORDER, 0)
    for row in rows:
        counts[row.status] += 1
    return {status: count for status, count in counts.items() if count}


def element_rows(dossier: Dossier, elements: Sequence[Element]) -> tuple[ElementRow, ...]:
    """Return one row per assessed element, in the catalogue's order."""
    by_id = {item.element: item for item in dossier.assessments}
    return tuple(
        _row(dossier, element, by_id[element.id]) for element in elements if element.id in by_id
    )


def _row(dossier: Dossier, element: Element, item: Assessment) -> ElementRow:
    texts = documents(dossier)

    def quoted(span: Span, note: str = "") -> Quoted:
        document = texts[span.document]
        words, where = quote(document, span), citation(document, span)
        return Quoted(words, where, span.document, span.start, span.end, note)

    return ElementRow(
        id=element.id,
        name=element.name,
        family=element.family,
        status=item.status,
        words=WORDS[item.status],
        values=value_words(item.values),
        evidence=tuple(quoted(span) for span in item.evidence),
        nearest=tuple(quoted(near.span, near.why_not) for near in item.nearest),
        because=item.because,
        probability=item.probability,
        needs_review=item.needs_review,
        definition=element.definition,
        hint=element.hint,
        obligations=element.obligations,
        searched=tuple(texts[name].name for name in item.searched if name in texts),
        sides=tuple(
            (" · ".join(value_words([(side.value, side.variant)])), quoted(side.span))
            for side in item.sides
        ),
    )


def value_words(values: Iterable[tuple[Value, str | None]]) -> tuple[str, ...]:
    """Return values as people write them, each once, with the variant where there is one."""
    found: dict[str, None] = {}
    for value, variant in values:
        text = written(value)
        found[f"{variant}: {text}" if variant else text] = None
    return tuple(found)


def written(value: Value) -> str:
    """Return one value in words: normalised where that reads better, else as it was written."""
    if isinstance(value.norm, tuple):
        return ", ".join(value.norm)
    if isinstance(value.norm, int | float) and not isinstance(value.norm, bool):
        number = short_number(float(value.norm))
    elif value.low is not None and value.high is not None:
        number = f"{short_number(value.low)} to {short_number(value.high)}"
    elif value.low is not None:
        number = short_number(value.low)
    else:
        told = str(value.norm if value.norm is not None else value.raw)
        return "cannot be told from the boxes" if told == TickState.INDETERMINATE else told
    parts = [value.qualifier or "", number, value.unit or ""]
    return " ".join(part for part in parts if part)


def short_number(number: float) -> str:
    """Return 8.1 billion, 128,000, 3.3e24: the form that is read fastest, to four digits."""
    if not -9.999e15 <= number <= 9.999e15 or 0 < abs(number) < 1e-3:
        return f"{number:.3g}".replace("e+", "e")
    if abs(number) < 1e6 and number == int(number):
        return f"{int(number):,}"
    # Rounded first: 999.99 million is a billion, and 12345.6 must not become 1.235e+04.
    rounded = float(f"{number:.4g}")
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(rounded) >= size:
            return f"{rounded / size:.4g} {word}"
    return f"{number:,.0f}" if abs(rounded) >= 1e4 else f"{number:.4g}"


def family_counts(rows: Iterable[ElementRow]) -> tuple[tuple[str, Status, int], ...]:
    """Return (family, status, number of elements), families in catalogue order."""
    counts: dict[tuple[str, Status], int] = {}
    families: dict[str, None] = {}
    for row in rows:
        families[row.family] = None
        counts[row.family, row.status] = counts.get((row.family, row.status), 0) + 1
    return tuple(
        (family, status, counts[family, status])
        for family in families
        for status in ORDER
        if (family, status) in counts
    )


#: Elements whose claims head every report, in the order in which people ask for them.
_HEADLINE = (
    "provider_name",
    "model_name",
    "base_model",
    "release_date",
    "licence",
    "parameters_total",
    "parameters_active",
    "max_input",
    "max_output",
    "input_modalities",
    "output_modalities",
    "data_languages",
    "data_size",
    "data_cutoff",
    "training_hardware",
    "training_time",
    "training_compute",
    "energy_training",
    "carbon",
)


def claim_rows(dossier: Dossier) -> tuple[tuple[str, str, Quoted | None], ...]:
    """Return (element id, values in words, first quotation) of the typed values, own model's."""
    rows = []
    texts = documents(dossier)
    by_id = {item.element: item for item in dossier.assessments}
    declined = {c.element for c in dossier.claims if c.polarity is Polarity.DECLINED}
    for element in _HEADLINE:
        item = by_id.get(element)
        if item is None or not item.values:
            continue
        values = "; ".join(value_words(item.values))
        if element in declined and item.status is Status.DECLINED:
            continue
        first = None
        if item.evidence:
            span = item.evidence[0]
            document = texts[span.document]
            first = Quoted(
                quote(document, span, 120),
                citation(document, span),
                span.document,
                span.start,
                span.end,
            )
        rows.append((element, values, first))
    return tuple(rows)
