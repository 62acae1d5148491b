"""A dossier from its JSON alone: documents that hold their quotations and nothing else.

The contract's JSON has no texts, but every quotation with its offsets, line, column and page. That
is enough to put each quotation back in its place; what stood between them is blank.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.errors import BadInput
from pipeline.schema import (
    About,
    Document,
    Dossier,
    Page,
    ReadWarning,
    Relation,
    Source,
    WarningCode,
)
from pipeline.wire.decode import from_json

Json = Mapping[str, Any]

_MARKS = (b'"schema_version"', b'"applicability"', b'"assessments"', b'"findings"')


def is_dossier(data: bytes) -> bool:
    """Return whether a JSON file looks like a dossier, and not like a model's own JSON."""
    return data.lstrip()[:1] == b"{" and all(key in data for key in _MARKS)


def read_dossier(data: bytes, name: str) -> Dossier:
    """Return the dossier that a file holds (``lacuna scan --format json``).

    Quotations, places and verdicts are those of the scan. Text that nothing quotes is blank.

    Args:
        data: The file's bytes.
        name: What to call it in messages.

    Raises:
        BadInput: it is no dossier, or a damaged one, or another version wrote it.
    """
    try:
        content = json.loads(data)
    except ValueError as error:
        raise BadInput(f"{name} is not JSON: {error}") from error
    except RecursionError as error:
        raise BadInput(f"{name} is not a dossier: it nests too deep") from error
    if not isinstance(content, dict) or "findings" not in content:
        raise BadInput(f"{name} is not a dossier; write one with lacuna scan --format json")
    try:
        spans: dict[str, dict[tuple[int, int], Json]] = {}
        for span in _spans(content):
            spans.setdefault(span["document"], {})[span["start"], span["end"]] = span
        documents = {
            row["id"]: _document(row, list(spans.get(row["id"], {}).values()))
            for row in content["documents"]
        }
        return from_json(content, documents)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        raise BadInput(
            f"{name} is a damaged dossier ({error}); scan the documents again"
        ) from error


def _spans(data: Any) -> Iterator[Json]:
    """Yield everything in the JSON that is a quotation with its place."""
    if isinstance(data, list):
        for item in data:
            yield from _spans(item)
    elif isinstance(data, dict):
        if {"document", "start", "end", "quote"} <= set(data):
            yield data
        else:
            for item in data.values():
                yield from _spans(item)


def _document(row: Json, spans: list[Json]) -> Document:
    spans.sort(key=lambda span: (span["start"], span["end"]))
    text = _text(row["name"], spans)
    source = row["source"] or {}
    return Document(
        id=row["id"],
        name=row["name"],
        media_type=row["media_type"],
        text=text,
        pages=_pages(row["pages"] or 0, spans, len(text)),
        kind=row["kind"],
        language=row["language"],
        warnings=tuple(
            ReadWarning(WarningCode(w["code"]), w["message"], w["page"]) for w in row["warnings"]
        ),
        source=Source(
            *(source.get(key) for key in ("url", "retrieved", "publisher", "kind", "model"))
        ),
        about=_about(row.get("about")),
    )


def _text(name: str, spans: list[Json]) -> str:
    """Return the quotations in their places, with as many line breaks between as there were."""
    parts: list[str] = []
    at, line = 0, 1
    for start, quote, its_line, column in _stretches(name, spans):
        parts += [_gap(start - at, its_line - line, column - 1), quote]
        at, line = start + len(quote), its_line + quote.count("\n")
    return "".join(parts)


def _stretches(name: str, spans: list[Json]) -> Iterator[tuple[int, str, int, int]]:
    """Yield (start, words, line, column) of quotations in order, overlapping ones as one."""
    start, held, line, column = 0, "", 1, 1
    for span in spans:
        at, quote = span["start"], span["quote"]
        if len(quote) != span["end"] - at:
            raise ValueError(f"{name}: a quotation does not fit its place: {at}..{span['end']}")
        inside = at - start
        if inside >= len(held):
            if held:
                yield start, held, line, column
            start, held, line, column = at, quote, span["line"], span["column"]
            continue
        shared = min(len(quote), len(held) - inside)
        if held[inside : inside + shared] != quote[:shared]:
            raise ValueError(f"{name}: quotations overlap and differ at {at}")
        held += quote[shared:]
    if held:
        yield start, held, line, column


def _gap(length: int, breaks: int, column: int) -> str:
    """Return blank text of a length with its last line break right before the given column."""
    if breaks <= 0:
        return " " * length
    last = length - column - 1
    first = last - (breaks - 1)
    if first < 0:
        raise ValueError("lines and offsets do not agree")
    return " " * first + "\n" * breaks + " " * column


def _pages(count: int, spans: list[Json], length: int) -> tuple[Page, ...]:
    """Return pages that tile the text, each quotation on the page that it names."""
    starts = [0] * count
    for number in range(2, count + 1):
        before = [span["start"] for span in spans if span["page"] and span["page"] >= number]
        starts[number - 1] = min(before, default=length)
    ends = [*starts[1:], length] if starts else []
    return tuple(
        Page(number, start, end, 0.0, 0.0)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def _about(data: Json | None) -> About | None:
    if data is None:
        return None
    return About(
        data["model"],
        data["version"],
        tuple(data["variants"]),
        Relation(data["relation"]),
        data["told"],
    )
