"""A published summary of training content, read field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.catalogue.forms import form
from pipeline.schema import Document, Segment
from pipeline.schema.summaries import FieldReading, SummaryField, TrainingSummary
from pipeline.summaries import told
from pipeline.summaries.answers import Answer, even, is_a
from pipeline.summaries.answers import read as read_slice
from pipeline.summaries.complete import sections, with_lacks
from pipeline.summaries.places import Layout, layout
from pipeline.summaries.rows import FieldRow, fields

SUMMARY = "summary"
#: What makes a file of another kind a summary: so many labels of the form, and questions of it.
LABELS, QUESTIONS = 10, 4
#: A file that is called a summary must answer at least so many fields.
ANSWERED = 4
#: Characters at the head of a file in which it must call itself a summary.
_HEAD = 20_000


def read(
    documents: Sequence[Document], segments: Mapping[str, Sequence[Segment]]
) -> TrainingSummary | None:
    """Return the published summary among a model's documents; None where there is none.

    Of several summaries the one that answers most fields is read; the others are named.

    Args:
        documents: Documents of one dossier; those about another model are left out.
        segments: Their segments, by document id.
    """
    found = []
    for document in documents:
        if document.about and document.about.foreign:
            continue
        if summary := read_one(document, segments.get(document.id, ())):
            answered = sum(item.status.answered for item in summary.fields)
            found.append((-answered, document.name, document.id, summary))
    found.sort(key=lambda one: one[:3])
    if not found:
        return None
    return replace(found[0][3], others=tuple(one[2] for one in found[1:]))


def read_one(document: Document, segments: Sequence[Segment]) -> TrainingSummary | None:
    """Return a document read as a summary; None where it is none."""
    if document.kind != SUMMARY and not is_a("sign", document.text[:_HEAD]):
        return None
    places = layout(document)
    questions = sum(row.question and row.id in places.slices for row in fields())
    if document.kind != SUMMARY and (len(places.slices) < LABELS or questions < QUESTIONS):
        return None
    optional = {field.id for field in form("summary").fields if not field.required}
    answers = {row.id: _answer(document, segments, places, row, optional) for row in fields()}
    items = _with_conditions(answers)
    if sum(item.status.answered for item in items) < ANSWERED:
        return None
    words = _words(document, answers)
    checked = with_lacks(items, words)
    return TrainingSummary(document.id, (), checked, sections(checked, words))


def _answer(
    document: Document,
    segments: Sequence[Segment],
    places: Layout,
    row: FieldRow,
    optional: set[str],
) -> Answer:
    """Return the best answer: the first label with words, then sentences, then an empty label."""
    parts = sorted(places.slices.get(row.id, ()), key=lambda part: part.section != row.section)
    labelled = [read_slice(document, row, part, row.id in optional) for part in parts]
    cells = [a for part, a in zip(parts, labelled, strict=True) if part.cell and a.words]
    if len({answer.status for answer in cells}) == 1 and len(cells) > 1:
        return _joined(cells)
    for answer in labelled:
        if answer.status not in (FieldReading.ABSENT, FieldReading.PLACEHOLDER):
            return replace(answer, labelled=True)
    if spoken := told.find(document, segments, places, row):
        return spoken
    if labelled:
        return labelled[0]
    return Answer(FieldReading.ABSENT, "", (), "No such field and no sentence on it was found.")


def _joined(cells: Sequence[Answer]) -> Answer:
    """Return the answer that the cells of one column give together."""
    words = even("; ".join(dict.fromkeys(answer.words for answer in cells)))
    spans = tuple(dict.fromkeys(span for answer in cells for span in answer.spans))
    return replace(cells[0], words=words, spans=spans, labelled=True)


def _with_conditions(answers: Mapping[str, Answer]) -> list[SummaryField]:
    """Return the fields; one whose condition is answered with no does not apply."""
    found = []
    filled = _filled_in(answers)
    for field in form("summary").fields:
        answer = answers[field.id]
        status, because, words, spans = answer.status, answer.because, answer.words, answer.spans
        deciding = field.condition.answers if field.condition else ()
        open_ones = (FieldReading.ABSENT, FieldReading.PLACEHOLDER)
        denied = all(answers[name].says == "no" for name in deciding)
        if deciding and denied and not filled.issuperset(deciding):
            status, because = FieldReading.NOT_APPLICABLE, "The question above is answered no."
            if not answer.labelled:  # its words are about the question
                words, spans = "", tuple(s for name in deciding for s in answers[name].spans)
        elif status is FieldReading.NOT_APPLICABLE and (
            not _may_be_none(field.id) or (deciding and filled.issuperset(deciding))
        ):
            status, because = FieldReading.PLACEHOLDER, "Asked of every summary; answered as none."
        elif status in open_ones and not field.required:
            status, because = FieldReading.ABSENT, "Optional, and left out."
        found.append(SummaryField(field.id, status, words, spans, because))
    return found


def _filled_in(answers: Mapping[str, Answer]) -> set[str]:
    """Return the questions answered with no below which fields are filled in all the same.

    Two or more: then the section says what it says it has not, and is held to it.
    """
    counted: Counter[str] = Counter()
    for field in form("summary").fields:
        answer = answers[field.id]
        if field.condition and answer.labelled and answer.status is FieldReading.DISCLOSED:
            counted.update(name for name in field.condition.answers if answers[name].says == "no")
    return {name for name, number in counted.items() if number > 1}


def _may_be_none(identifier: str) -> bool:
    """Tell whether "none" can answer a field: it asks for what not every model has."""
    field = next(one for one in form("summary").fields if one.id == identifier)
    return field.condition is not None or not field.required


def _words(document: Document, answers: Mapping[str, Answer]) -> dict[str, str]:
    """Return all words of each answer, with the targets of the links in them."""
    links = [link for block in document.blocks for link in block.links]
    found = {}
    for name, answer in answers.items():
        parts = [answer.words]
        for span in answer.spans:
            parts.append(" ".join(document.quote(span).split()))
            inside = (target for a, b, target in links if a < span.end and span.start < b)
            parts += dict.fromkeys(inside)
        found[name] = " ".join(parts)
    return found
