"""What an answer is worth: its words, its boxes, and whether it answers at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.claims.phrases import phrases
from pipeline.schema import Document, Span, Tick, TickState
from pipeline.schema.summaries import FieldReading
from pipeline.summaries.places import Slice
from pipeline.summaries.places import words as words_of
from pipeline.summaries.rows import ANSWERS, FieldRow

#: Longest answer and longest quotation shown, in characters.
LONGEST = 600
QUOTED = 2000
_LEAD = re.compile(r"^\W*(?:A(?:nswer)?\s*[:.)]\s*)")
_YES_NO = re.compile(r"(?P<yes>yes|oui|ja|tak|s[ií])|(?P<no>no|non|nein|nie)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer before it is checked for what it lacks.

    Attributes:
        status: What it is.
        words: The answer with white space evened.
        spans: Where it stands.
        because: One sentence.
        says: ``yes`` or ``no`` for a question that has an answer; else empty.
        labelled: True where it stands under the field's own label.
    """

    status: FieldReading
    words: str
    spans: tuple[Span, ...]
    because: str
    says: str = ""
    labelled: bool = False


def is_a(role: str, text: str) -> bool:
    """Tell whether a text is of a kind of ``corpora/summaries/answers.yaml``."""
    return any(row.regex.search(text) for row in phrases(ANSWERS)[role])


def even(text: str) -> str:
    """Return a text with white space evened and long ones cut."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def read(document: Document, row: FieldRow, part: Slice, optional: bool) -> Answer:
    """Return the answer that stands under a label.

    Args:
        document: The summary.
        row: The field.
        part: Where its answer stands.
        optional: True for a field that the form does not require.
    """
    start, end = part.start, part.end
    if start >= end and not row.question and part.core < part.start:
        start, end = part.core, part.start  # no sign parts label and answer
    text = _LEAD.sub("", words_of(document, start, end))
    ticks = [tick for tick in document.ticks if part.label <= tick.start < max(end, start)]
    if row.question:
        return _question(document, part, text, ticks)
    if ticks and row.options and (chosen := _chosen(document, ticks)):
        span = _span(document, start, end)
        return Answer(FieldReading.DISCLOSED, chosen, span, "The options are ticked.")
    if ticks:
        text = _without(document, text, ticks)
    words = even(text)
    if not re.search(r"\w", words) or is_a("prompt", words):
        status = FieldReading.ABSENT if optional else FieldReading.PLACEHOLDER
        return Answer(status, "", (), "The field is there, without an answer.")
    span = _span(document, start, end)
    if is_a("none", words):
        return Answer(FieldReading.NOT_APPLICABLE, words, span, "The answer is that none applies.")
    if len(words) < 300 and is_a("declined", words):
        return Answer(FieldReading.DECLINED, words, span, "The answer is a refusal.")
    if is_a("referred", words):
        return Answer(FieldReading.REFERRED, words, span, "The answer only points elsewhere.")
    return Answer(FieldReading.DISCLOSED, words, span, "Stated under its label.")


def _question(document: Document, part: Slice, text: str, ticks: list[Tick]) -> Answer:
    answers = {tick: said for tick in ticks if (said := _said(document, tick))}
    chosen = {said for tick, said in answers.items() if tick.state is TickState.YES}
    span = _span(document, part.start, min(part.end, part.start + 300))
    if len(chosen) == 1:
        says = chosen.pop()
        return Answer(FieldReading.DISCLOSED, says.capitalize(), span, "The box is ticked.", says)
    if not chosen and answers and (other := _chosen(document, ticks)):
        because = "Another option than yes or no is ticked."
        return Answer(FieldReading.DISCLOSED, other, span, because)
    if not chosen and set(answers.values()) == {"no"}:
        # A page that shows the chosen option only: nobody prints "no" to say yes.
        because = "Only the answer no is shown, beside a box that is not ticked."
        return Answer(FieldReading.DISCLOSED, "No", span, because, "no")
    if answers:
        return Answer(FieldReading.PLACEHOLDER, "", (), "The boxes do not give one answer.")
    for says in ("yes", "no"):
        if is_a(says, text):
            status = FieldReading.DISCLOSED
            return Answer(status, says.capitalize(), span, "Answered in words.", says)
    words = even(text)
    if not re.search(r"\w", words) or is_a("prompt", words):
        return Answer(FieldReading.PLACEHOLDER, "", (), "The question is there, without an answer.")
    if is_a("declined", words):
        return Answer(FieldReading.DECLINED, words, span, "The answer is a refusal.")
    says = "no" if is_a("negated", words[:200]) else "yes"
    because = f"Answered in a sentence, read as {says}."
    return Answer(FieldReading.DISCLOSED, says.capitalize(), span, because, says)


def _said(document: Document, tick: Tick) -> str:
    match = _YES_NO.match(document.text[slice(*tick.option)].strip()) if tick.option else None
    return str(match.lastgroup) if match else ""


def _chosen(document: Document, ticks: list[Tick]) -> str:
    told = (
        document.text[slice(*tick.option)]
        for tick in ticks
        if tick.option and tick.state is TickState.YES
    )
    return even("; ".join(" ".join(words.split()) for words in told))


def _without(document: Document, text: str, ticks: list[Tick]) -> str:
    """Return a text without signs and the words of options that are not ticked."""
    for tick in ticks:
        text = text.replace(document.text[tick.start : tick.end], " ", 1)
        if tick.option:
            text = text.replace(document.text[slice(*tick.option)], " ", 1)
    return text


def _span(document: Document, start: int, end: int) -> tuple[Span, ...]:
    end = min(end, start + QUOTED, len(document.text))
    return (document.span(start, end),) if end > start else ()
