"""Fields of a form whose table was lost: a line that asks, and the line that answers.

Readers turn the official template into key and value pairs. Forms of other shapes come as lines:
"Model dependencies N/A", or a question and, on the next line, its answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.assess.phrases import phrases
from pipeline.schema import Segment, SegmentKind

#: So many different marks of the template make a document a form.
MARKS = 3
#: A field's name is short; longer lines are prose.
LONGEST = 220

_ANSWER = re.compile(r"[A-Z0-9☐☒☑✓@]|\bn/a\b|\byes\b|\bno\b")
_LINES = frozenset({SegmentKind.SENTENCE, SegmentKind.ITEM})


def forms(segments: Sequence[Segment]) -> frozenset[str]:
    """Return the ids of the documents that are a summary of training content, by their fields."""
    texts: dict[str, list[str]] = {}
    for segment in segments:
        texts.setdefault(segment.document, []).append(segment.text)
    return frozenset(name for name, parts in texts.items() if is_form("\n".join(parts)))


@lru_cache(maxsize=16)
def is_form(text: str) -> bool:
    """Return whether a document's text shows the fields of the template."""
    found = phrases()["form_mark"].findall(text)
    return len({re.sub(r"\s+", " ", mark.lower()) for mark in found}) >= MARKS


def is_field_line(segment: Segment) -> bool:
    """Return whether a line may be the name of a field, with or without its answer."""
    text = segment.text
    return (
        segment.kind in _LINES
        and not segment.label
        and len(text) <= LONGEST
        and not text.rstrip().endswith((".", ";", ","))
    )


def answer_place(
    segments: Sequence[Segment], index: int, asked: int
) -> tuple[int, int, int] | None:
    """Return where the answer to a field line stands.

    Args:
        segments: All segments.
        index: The line that asks.
        asked: Where, in its text, the words that ask end.

    Returns:
        (segment, start, end); None where nothing answers.
    """
    text = segments[index].text
    if not text.rstrip().endswith("?") and _ANSWER.search(text, asked):
        return index, asked, len(text)
    following = index + 1
    if following < len(segments):
        answer = segments[following]
        if answer.document == segments[index].document and answer.kind in _LINES:
            return following, 0, len(answer.text)
    return None
