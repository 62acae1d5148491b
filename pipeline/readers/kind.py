"""What kind of document it is, and whether it is a stub or an unfilled form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.catalogue.sources import KINDS
from pipeline.readers.markdown_inline import plain
from pipeline.readers.parsed import Parsed
from pipeline.schema import BlockKind, ReadWarning, WarningCode

FILE = "lexicons/document_kinds.yaml"
PLACES = frozenset({"name", "title", "head", "keys", "headings", "media"})

#: A text with fewer words than this is a stub.
STUB_WORDS = 25
#: An unfilled form has at least so many placeholders, so many of them a hundred words, and so many
#: times as many as places that say something. A card of which half is filled in is a card.
TEMPLATE_PLACEHOLDERS = 6
TEMPLATE_DENSITY = 1.0
TEMPLATE_RATIO = 2

_HEAD = 3000
_METADATA = re.compile(r"\s{0,40}---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
#: Words in brackets that are no link say what to write here.
_HINT = re.compile(r"\s*\[[^\[\]]*\](?![(\[])")
_NO_PLACE = {BlockKind.FURNITURE, BlockKind.CODE, BlockKind.REFERENCE, BlockKind.HEADER_ROW}
_FLAGS = re.IGNORECASE | re.MULTILINE


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of kinds."""

    id: str
    kind: str
    where: str
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def rules() -> tuple[tuple[Rule, ...], tuple[re.Pattern[str], ...]]:
    """Return the rules for kinds, in order, and the patterns of placeholders.

    Raises:
        BadCorpus: a row is faulty or fails one of its own examples.
    """
    faults = Faults(FILE)
    data = load(FILE)
    for key in unknown_keys(data, ("kinds", "placeholders")):
        faults.add(key, "unknown key")
    for row in (*data["kinds"], *data["placeholders"]):
        _check(row, faults)
    faults.done()
    kinds = tuple(
        Rule(row["id"], row["kind"], row["where"], re.compile(row["pattern"], _FLAGS))
        for row in data["kinds"]
    )
    return kinds, tuple(re.compile(row["pattern"], _FLAGS) for row in data["placeholders"])


def _check(row: dict[str, Any], faults: Faults) -> None:
    where = str(row.get("id"))
    for key in unknown_keys(row, ("id", "kind", "where", "pattern", "must", "must_not")):
        faults.add(where, f"unknown key {key!r}")
    if missing := sorted({"id", "pattern", "must", "must_not"} - row.keys()):
        faults.add(where, f"lacks {', '.join(missing)}")
        return
    if "kind" in row and row["kind"] not in KINDS:
        faults.add(where, f"kind {row['kind']!r}: expected one of {', '.join(sorted(KINDS))}")
    if "kind" in row and row.get("where") not in PLACES:
        faults.add(where, f"where {row.get('where')!r}: expected one of {sorted(PLACES)}")
    faults.pattern(where, row["pattern"], row["must"], row["must_not"], _FLAGS)


def classify(parsed: Parsed, media_type: str, name: str) -> str:
    """Return one of ``KINDS``: what the file's name, title and first page say it is."""
    places = _places(parsed, media_type, name)
    for rule in rules()[0]:
        if rule.pattern.search(places[rule.where]):
            return rule.kind
    return "other"


def warnings(parsed: Parsed) -> tuple[ReadWarning, ...]:
    """Return the warnings that a stub or an unfilled form deserves."""
    words = len(re.findall(r"[^\W_]+", parsed.text))
    wide = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", parsed.text))
    if any(warning.code is WarningCode.STUB for warning in parsed.warnings):
        return ()  # its reader has said so
    if words and words + wide < STUB_WORDS:
        message = f"The document holds {words} words; there is nearly nothing to assess."
        return (ReadWarning(WarningCode.STUB, message),)
    empty = sum(len(pattern.findall(parsed.text)) for pattern in rules()[1])
    if empty < TEMPLATE_PLACEHOLDERS or empty * 100 < TEMPLATE_DENSITY * words:
        return ()
    filled = _filled_places(parsed)
    if empty < TEMPLATE_RATIO * filled:
        return ()  # each empty place is found by itself; the rest says something
    message = (
        f"The document is a form of which {empty} places are not filled in "
        f"and {filled} {'is' if filled == 1 else 'are'}."
    )
    return (ReadWarning(WarningCode.TEMPLATE, message),)


def _filled_places(parsed: Parsed) -> int:
    """How many keys and headings have something below them that is no placeholder."""
    metadata = _METADATA.match(parsed.text)
    begin = metadata.end() if metadata else 0
    filled = 0
    opened = False
    for block in parsed.blocks:
        if block.start < begin or block.kind in _NO_PLACE:
            continue
        if block.kind is BlockKind.HEADING:
            opened = True
        elif opened or block.kind is BlockKind.PAIR:
            start = (
                block.cells[0].start
                if block.kind is BlockKind.PAIR and block.cells
                else block.start
            )
            words = parsed.text[start : block.end]
            hint = any(pattern.search(words) for pattern in rules()[1]) or _HINT.match(words)
            filled += not hint
            opened = False
    return filled


def _places(parsed: Parsed, media_type: str, name: str) -> dict[str, str]:
    headings = [
        plain(parsed.text, block.start, block.end)
        for block in parsed.blocks
        if block.kind is BlockKind.HEADING
    ]
    said = [b for b in parsed.blocks if b.kind is not BlockKind.FURNITURE]
    begin = said[0].start if said and said[0] is not parsed.blocks[0] else 0
    body = next((b for b in said if b.kind is not BlockKind.PAIR), None)
    first = parsed.text[body.start : body.end] if body is not None else ""
    title = headings[0] if headings else plain(first)[:200]
    keys = [
        cell.header
        for block in parsed.blocks[:60]
        if block.kind is BlockKind.PAIR and parsed.text[:20].lstrip().startswith("---")
        for cell in block.cells[:1]
    ]
    return {
        "name": name.rsplit(".", 1)[0],
        "title": title,
        "head": parsed.text[begin : begin + _HEAD],
        "keys": " ".join(keys),
        "headings": "\n".join(headings),
        "media": media_type,
    }
