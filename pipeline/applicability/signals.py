"""Wording in documents that speaks for how a model is offered and what kind it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.schema import Document, Segment, SegmentKind, Sign, Span

FILES = ("lexicons/generality.yaml", "lexicons/market.yaml")
_SCOPES = ("lead", "tag", "text", "any")
_KEYS = ("id", "shows", "scope", "pattern", "must", "must_not")
#: How many segments of a document count as its opening. Cards say in their first paragraphs
#: what a model is; further down they speak of others, of tests and of neighbours.
LEAD = 25
_SILENT = frozenset({SegmentKind.CODE, SegmentKind.REFERENCE, SegmentKind.DIALOGUE})
_TAGS = frozenset({"pipeline tag", "tags", "task", "tasks", "inference tasks", "inference task"})


@dataclass(frozen=True, slots=True)
class Wording:
    """One row of the word lists."""

    id: str
    shows: tuple[str, ...]
    scope: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that fired, where, and at which place of its document (0 is the first segment)."""

    wording: str
    words: str
    span: Span
    place: int


@dataclass(frozen=True)
class Signals:
    """Hits by what they show, in order of documents and text, first hit a row and document."""

    hits: Mapping[str, tuple[Hit, ...]]

    def of(self, shows: str) -> tuple[Hit, ...]:
        """Return the hits that show something; empty where none."""
        return self.hits.get(shows, ())

    def signs(self) -> tuple[Sign, ...]:
        """Return all hits as a dossier keeps them."""
        return tuple(
            Sign(shows, hit.wording, hit.words, hit.span, hit.place)
            for shows, hits in sorted(self.hits.items())
            for hit in hits
        )

    def spans(self, shows: str, most: int = 3) -> tuple[Span, ...]:
        """Return the places of the first hits."""
        return tuple(hit.span for hit in self.of(shows)[:most])


def from_signs(signs: Iterable[Sign]) -> Signals:
    """Return the hits that a dossier kept."""
    hits: dict[str, list[Hit]] = {}
    for sign in signs:
        hits.setdefault(sign.shows, []).append(Hit(sign.wording, sign.words, sign.span, sign.place))
    return Signals({shows: tuple(found) for shows, found in hits.items()})


@lru_cache(maxsize=1)
def wordings() -> tuple[Wording, ...]:
    """Return all rows.

    Raises:
        BadCorpus: rows are faulty; all faults of a file are told together.
    """
    return tuple(row for file in FILES for row in parse(load(file), file))


def parse(content: Mapping[str, object], file: str) -> list[Wording]:
    """Return the rows of one file's content.

    Raises:
        BadCorpus: with every fault of the file.
    """
    faults = Faults(file)
    out: list[Wording] = []
    rows = content.get("rows")
    for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
        where = str(row.get("id", f"row {number}"))
        missing = [key for key in _KEYS if not row.get(key)]
        for key in (*(f"{key} is missing" for key in missing), *unknown_keys(row, _KEYS)):
            faults.add(where, key)
        if missing:
            continue
        if row["scope"] not in _SCOPES:
            faults.add(where, f"scope must be one of {', '.join(_SCOPES)}, not {row['scope']!r}")
        faults.pattern(where, row["pattern"], row["must"], row["must_not"])
        built = faults.attempt(where, lambda row=row: _wording(row))  # type: ignore[misc]
        if built:
            out.append(built)
    if not rows:
        faults.add("file", "no rows")
    faults.done()
    return out


def read(documents: Sequence[Document], segments: Mapping[str, Sequence[Segment]]) -> Signals:
    """Return what the wording of the documents shows.

    Args:
        documents: In any order; the result does not depend on it.
        segments: By document id.
    """
    hits: dict[str, list[Hit]] = {}
    for document in sorted(documents, key=lambda document: document.id):
        seen: set[str] = set()
        place = 0
        for segment in segments.get(document.id, ()):
            text = f"{segment.label}: {segment.text}" if _needs_label(segment) else segment.text
            linked = "\n".join((text, *segment.links))
            for row in wordings():
                if row.id in seen or not _in_scope(row.scope, segment, place):
                    continue
                if match := row.pattern.search(linked if row.scope == "any" else text):
                    seen.add(row.id)
                    words = " ".join(match[0].split())
                    for shows in row.shows:
                        hits.setdefault(shows, []).append(Hit(row.id, words, segment.span, place))
            if segment.kind not in _SILENT:
                place += 1
    return Signals({shows: tuple(found) for shows, found in sorted(hits.items())})


def _wording(row: Mapping[str, object]) -> Wording:
    shows = row["shows"]
    if not isinstance(shows, list):
        raise ValueError("shows must be a list")
    pattern = re.compile(str(row["pattern"]), re.IGNORECASE)
    return Wording(str(row["id"]), tuple(str(s) for s in shows), str(row["scope"]), pattern)


def _needs_label(segment: Segment) -> bool:
    """True where a pair's text does not begin with its key already."""
    return bool(segment.label) and not segment.text.casefold().startswith(segment.label.casefold())


def _in_scope(scope: str, segment: Segment, place: int) -> bool:
    if scope == "any":
        return True
    if segment.kind in _SILENT:
        return False
    if scope == "tag":
        return segment.kind is SegmentKind.PAIR and _key(segment) in _TAGS
    if scope == "lead":
        return place < LEAD
    return True


def _key(segment: Segment) -> str:
    return segment.label.casefold().replace("_", " ").replace("-", " ").strip()
