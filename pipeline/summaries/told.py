"""Answers that stand in sentences, without a label: web pages, slides, letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.schema import Document, Segment, SegmentKind, TickState
from pipeline.schema.summaries import FieldReading
from pipeline.summaries.answers import QUOTED, Answer, even, is_a
from pipeline.summaries.places import FOREIGN, START, Layout
from pipeline.summaries.rows import FieldRow, fields

#: Sentences shown for one answer.
MOST = 4
#: Fewer characters than this are no description.
SHORTEST = 40
#: From so many sections of the form on, a section that is not there is missing, not elsewhere.
FORM_LIKE = 5
_AMOUNT = re.compile(r"\b(?:thousand|million|billion|trillion|tokens|hours|\d[\d ]{3,})")
_SPOKEN = (SegmentKind.SENTENCE, SegmentKind.ITEM, SegmentKind.PAIR, SegmentKind.ROW)


def find(
    document: Document, segments: Sequence[Segment], layout: Layout, row: FieldRow
) -> Answer | None:
    """Return the answer that sentences give to a field; None where none does.

    Sentences of the field's own section are searched; where a document does not follow the
    form's sections, all of them. A section's words as a whole can be its description.

    Args:
        document: The summary.
        segments: Its segments.
        layout: Its sections and labels.
        row: The field.
    """
    start, end, own = _region(document, layout, row)
    if end <= start:
        return None
    near = [
        one
        for one in segments
        if one.kind in _SPOKEN and start <= one.start < end and not one.text.rstrip().endswith("?")
    ]
    if not own and row.section[:1] in ("2", "3") and _follows(layout):
        near = [one for one in near if _astray(layout, one)]
    if own and row.section[:1] != "1":
        # What stands under another field's label answers that one.
        near = [one for one in near if not _claimed(layout, one, row)]
    # A question is no answer to it, and no description of what it asks about.
    asked = {other.id for other in fields() if other.question}
    labels = [p.label for name in asked for p in layout.slices.get(name, ())]
    near = [one for one in near if not any(one.start <= at < one.end for at in labels)]
    if row.options and (ticked := _ticked(document, start, end, row)):
        return ticked
    hits = [one for one in near if any(cue.search(one.text) for cue in row.cues)]
    if row.question:
        return _answered(hits) or (_bare(near) if own else None)
    if not hits and own and row.body == row.section:
        first = _first_label(layout, start, end)
        hits = [one for one in near if one.start < first and not is_a("negated", one.text)]
        if sum(len(one.text) for one in hits) < SHORTEST and row.section not in ("1.1", "1.2"):
            return None
    hits = [one for one in hits if not is_a("prompt", one.text)]
    if row.options:  # what is denied is none of the kinds or sizes
        hits = [one for one in hits if not is_a("negated", one.text)]
    if not hits:
        return None
    if all(is_a("declined", one.text) for one in hits):
        return _answer(FieldReading.DECLINED, hits, "The document declines to say it.")
    return _answer(FieldReading.DISCLOSED, hits, "Stated in a sentence.")


def _region(document: Document, layout: Layout, row: FieldRow) -> tuple[int, int, bool]:
    """Return where to search, and whether that is the field's own section."""
    if own := layout.section(row.section):
        return (*own, True)
    sources = [start for name, start, _ in layout.sections if name[:1] in ("2", "3")]
    if row.section[:1] in ("0", "1"):
        first = min(sources, default=len(document.text))
        return (
            (*(layout.section("1") or (0, first)), False)
            if row.section != "0"
            else (
                0,
                min(first, QUOTED),
                False,
            )
        )
    parent = row.section.rpartition(".")[0]
    if parent.count(".") and (shared := layout.section(parent)):
        return (*shared, True)
    return 0, len(document.text), False


def _follows(layout: Layout) -> bool:
    """Tell whether a document follows the form: then a section that is missing is missing."""
    return len({name for name, _, _ in layout.sections} - {START, FOREIGN}) >= FORM_LIKE


def _astray(layout: Layout, segment: Segment) -> bool:
    """Tell whether words stand under a title that is none of the form's, between those that are."""
    own = [part for part in layout.sections if part[0] not in (START, FOREIGN)]
    inside = own[0][1] <= segment.start < own[-1][2]
    held = any(start <= segment.start < end for _, start, end in own)
    return inside and not held


def _ticked(document: Document, start: int, end: int, row: FieldRow) -> Answer | None:
    """Return the ticked options of a table whose columns are the labels: kinds, sizes."""
    size = row.id.endswith("-size")
    chosen = [
        tick
        for tick in document.ticks
        if tick.option
        and start <= tick.start < end
        and tick.state is TickState.YES
        and bool(_AMOUNT.search(document.text[slice(*tick.option)])) is size
    ]
    if not chosen or not row.section.startswith("1"):
        return None
    options = [document.text[slice(*tick.option)] for tick in chosen if tick.option]
    spans = tuple(document.span(*tick.option) for tick in chosen if tick.option)
    words = even("; ".join(" ".join(one.split()) for one in options))
    return Answer(FieldReading.DISCLOSED, words, spans, "The options are ticked.")


def _claimed(layout: Layout, segment: Segment, row: FieldRow) -> bool:
    return any(
        part.start <= segment.start < part.end
        for name, parts in layout.slices.items()
        if name != row.id and not name.endswith(("-used", "-comments"))
        for part in parts
    )


def _first_label(layout: Layout, start: int, end: int) -> int:
    """Return where the first label of a region stands, questions aside; its end without one."""
    asked = {row.id for row in fields() if row.question}
    found = (
        part.label
        for name, parts in layout.slices.items()
        if name not in asked
        for part in parts
        if start <= part.label < end
    )
    return min(found, default=end)


def _bare(near: Sequence[Segment]) -> Answer | None:
    """Return the answer of a section that says no more than yes or none."""
    if not near or len(near) > 1:
        return None
    for role, says in (("none", "no"), ("no", "no"), ("yes", "yes")):
        if is_a(role, near[0].text):
            return _answer(FieldReading.DISCLOSED, near, "Answered in words.", says)
    return None


def _answered(hits: Sequence[Segment]) -> Answer | None:
    plain = [one for one in hits if not is_a("declined", one.text)]
    said = [one for one in plain if not is_a("negated", one.text)]
    if said:
        return _answer(FieldReading.DISCLOSED, said, "A sentence says so.", "yes")
    if plain:
        return _answer(FieldReading.DISCLOSED, plain, "A sentence denies it.", "no")
    return None


def _answer(status: FieldReading, hits: Sequence[Segment], because: str, says: str = "") -> Answer:
    words = says.capitalize() or even(" ".join(one.text for one in hits[:MOST]))
    return Answer(status, words, tuple(one.span for one in hits[:MOST]), because, says)
