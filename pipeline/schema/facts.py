"""What a decision starts from beside claims: a person's facts, and telling wording."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.schema.documents import Span


@dataclass(frozen=True, slots=True)
class GivenFact:
    """One fact that a person gives, with the person as its source.

    Attributes:
        key: As in the facts file; parts of nested keys are joined by a slash, such as
            ``variants/Nova 7B/training_flop``.
        value: As in the facts file: ``yes``, ``2025-09-01``, the digits of a number, a name; a
            tuple for a list.
        by: Who said so; empty where nobody was named.
        when: When, ISO 8601; empty where unknown.
    """

    key: str
    value: str | tuple[str, ...]
    by: str = ""
    when: str = ""

    @property
    def words(self) -> str:
        """The value in words; an empty list is none of its kind."""
        if isinstance(self.value, tuple):
            return ", ".join(self.value) or "none"
        return self.value


@dataclass(frozen=True, slots=True)
class Sign:
    """Wording in a document that speaks for an answer of the applicability tree.

    Attributes:
        shows: What it speaks for.
        wording: Id of the row of the word lists that found it.
        words: The words that were found.
        span: The passage that they stand in.
        place: Number of that passage in its document, 0 for the first.
    """

    shows: str
    wording: str
    words: str
    span: Span
    place: int
