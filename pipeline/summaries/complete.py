"""How complete the sections of a summary are, and what exactly is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.claims.languages import languages, named
from pipeline.schema.summaries import FieldReading, SummaryField, SummarySection
from pipeline.summaries.rows import PARTS, Check, by_part, checks, fields

#: Fields in which an answer that nothing applies is an answer.
_LISTS = ("TCS-2.1-large", "TCS-2.1-other", "TCS-2.2.2-known", "TCS-2.5-gpai", "TCS-2.5-other")
_UNION = re.compile(r"\b(?:EU|European|Union)\b.{0,30}\blanguages?\b", re.IGNORECASE)
_LANGUAGES = re.compile(r"\b(?:multilingual|monolingual|bilingual|languages?)\b", re.IGNORECASE)
_LINK = re.compile(r"https?:\s?//\S+")
_NAME = re.compile(
    r"(?<![.!?] )(?<!^)\b(?:[A-Z]\w*[A-Z0-9]\w*|[A-Z][a-z]\w+)(?:[ -](?:[A-Z]\w+|v?\d[\w.]*))*"
)

Words = Mapping[str, str]


def with_lacks(items: Sequence[SummaryField], words: Words) -> tuple[SummaryField, ...]:
    """Return the fields with what each lacks; one that lacks something required is partial.

    Args:
        items: The fields as they were read.
        words: All words of each field's answer, by field id, with links.
    """
    found = []
    for item in items:
        if not item.status.answered:
            found.append(item)
            continue
        missing = [c for c in checks() if c.field == item.field and not _holds(c, item, words)]
        told = tuple(check.words for check in missing)
        if any(check.kind == "required" for check in missing):
            item = replace(item, status=FieldReading.PARTIAL)
        found.append(replace(item, lacks=told))
    return tuple(found)


def sections(items: Sequence[SummaryField], words: Words) -> tuple[SummarySection, ...]:
    """Return completeness, gap and what is missing for each part, S1 to S8.

    Args:
        items: Every field of the form.
        words: All words of each field's answer, by field id, with links.
    """
    by_id = {item.field: item for item in items}
    return tuple(_section(part, by_part()[part], by_id, words) for part in PARTS)


def _section(
    part: str, asked: Sequence[Check], items: Mapping[str, SummaryField], words: Words
) -> SummarySection:
    there = counted = 0
    gap = False
    told: dict[str, None] = {}
    for check in asked:
        item = items[check.field]
        if item.status is FieldReading.NOT_APPLICABLE and check.kind != "wanted":
            continue
        holds = _holds(check, item, words)
        if check.kind == "wanted" or (check.kind == "given" and not holds):
            continue
        counted += check.weight
        there += check.weight if holds else 0
        if not holds:
            gap = True
            told[_gap(item, words)] = None
    share = round(there / counted, 4) if counted else 1.0
    because = "; ".join(told) if told else "Nothing that is required was found missing."
    return SummarySection(part, share, gap, because)


def _gap(item: SummaryField, words: Words) -> str:
    """Return what a field lacks: "list of large public data sets: 3 named, no links, no sizes"."""
    name = next(row.name for row in fields() if row.id == item.field)
    if not item.status.answered:
        return f"{name}: {_UNANSWERED[item.status]}"
    told = [f"no {lack}" for lack in item.lacks]
    if item.field == "TCS-2.1-large":
        told.insert(0, f"{names(words.get(item.field, ''))} named")
    return f"{name}: {', '.join(told)}"


_UNANSWERED = {
    FieldReading.ABSENT: "not there",
    FieldReading.PLACEHOLDER: "left open",
    FieldReading.DECLINED: "declined",
    FieldReading.REFERRED: "only a reference to another place",
    FieldReading.NOT_APPLICABLE: "does not apply",
}


def names(text: str) -> int:
    """Return how many data sets a list names: by its links, or else by its proper names."""
    links = {one.rstrip(".,;)") for one in _LINK.findall(text)}
    proper = {one.casefold() for one in _NAME.findall(_LINK.sub(" ", text))}
    return max(len(links), len(proper))


def _holds(check: Check, item: SummaryField, words: Words) -> bool:
    if not item.status.answered:
        return item.field in _LISTS and item.status is FieldReading.NOT_APPLICABLE
    text = words.get(item.field, item.answer)
    if check.pattern is not None:
        return check.pattern.search(text) is not None
    if check.test == "names":
        return names(text) > 0
    if check.test == "languages":
        return bool(named(text)) or _LANGUAGES.search(text) is not None
    if check.test == "eu_languages":
        official = {one.name for one in languages() if one.official}
        return _UNION.search(text) is not None or any(name in official for *_, name in named(text))
    return True
