"""Languages of the training data, or that the model supports: ``data_languages``.

One claim a language, named in English; a count without names is kept as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.claims.context import Context
from pipeline.claims.fields import Field, fields
from pipeline.claims.phrases import phrases
from pipeline.claims.stating import at_span, of_field, stated
from pipeline.schema import Claim, Segment, SegmentKind

ELEMENT = "data_languages"
FILE, CUES = "lexicons/languages.yaml", "lexicons/language_cues.yaml"
_KEYS = ("name", "iso1", "iso3", "official", "also")
_TEXT = (SegmentKind.SENTENCE, SegmentKind.ITEM, SegmentKind.PAIR, SegmentKind.CAPTION)
_NOTHING = re.compile(r"^\W*(?:n/?a|not applicable)\W*$", re.IGNORECASE)
_SCRIPTED = re.compile(r"(?<![\w-])(?P<code>[a-z]{3})[_ -](?P<script>[A-Z][a-z]{3})(?![\w-])")
_GAP, _LEAST = 160, 8
_CODE = re.compile(r"(?<![\w-])[a-z]{2,3}(?:-[a-z]{2,4})?(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Language:
    """A language: English name, codes, whether it is official in the Union, other names."""

    name: str
    iso1: str | None
    iso3: str
    official: bool
    also: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def languages() -> tuple[Language, ...]:
    """Return the table of languages.

    Raises:
        BadCorpus: with every fault of the file: unknown keys, names or codes used twice, or a
            number of official languages other than the Union's 24.
    """
    faults = Faults(FILE)
    found: list[Language] = []
    seen: set[str] = set()
    for row in load(FILE)["rows"]:
        where = str(row.get("name", "?"))
        for key in unknown_keys(row, _KEYS):
            faults.add(where, f"unknown key {key}")
        language = Language(
            where, row.get("iso1"), str(row.get("iso3")), bool(row.get("official")),
            tuple(row.get("also", ())),
        )  # fmt: skip
        for key in filter(None, (language.name, language.iso1, language.iso3, *language.also)):
            if key in seen:
                faults.add(where, f"{key} is used twice")
            seen.add(key)
        found.append(language)
    if sum(language.official for language in found) != 24:
        faults.add("official", "the Union has 24 official languages")
    faults.done()
    return tuple(found)


@lru_cache(maxsize=1)
def _by_name() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {name: row.name for row in languages() for name in (row.name, *row.also)}
    spoken = {name: norm for name, norm in names.items() if not name[0].islower()}
    joined = "|".join(sorted(map(re.escape, spoken), key=lambda n: (-len(n), n)))
    return re.compile(rf"(?<![\w-])(?:{joined})(?![a-z])"), spoken


@lru_cache(maxsize=1)
def _by_code() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in languages():
        for code in filter(None, (row.iso1, row.iso3, *row.also)):
            found.setdefault(code.lower(), row.name)
    return found


@lru_cache(maxsize=16)
def _cue(role: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row.regex.pattern})" for row in phrases(CUES)[role]), re.I)


def english(name: str) -> str | None:
    """Return the English name for a code or another name of a language; None where unknown."""
    whole, bare = name.strip(), re.sub(r"\s*\(.*", "", name.strip())
    return _by_name()[1].get(whole) or _by_name()[1].get(bare) or _by_code().get(bare.lower())


def named(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, English name) of the languages that a text names."""
    pattern, names = _by_name()
    return [(m.start(), m.end(), names[m.group()]) for m in pattern.finditer(text)]


def find(context: Context) -> Iterator[Claim]:
    """Yield languages from front matter, labels and sentences about data or support.

    A count is told only beside no list: not one that merely sums the names up, and none of
    programming languages where natural ones are named.
    """
    names: set[str] = set()
    counts: list[Claim] = []
    for segment in context.segments:
        for claim in _in_segment(context, segment):
            if claim.rule.endswith("-count"):
                counts.append(claim)
            else:
                names.add(str(claim.value.norm))
                yield claim
    for claim in _code_lists(context):
        names.add(str(claim.value.norm))
        yield claim
    for claim in counts:
        norm = str(claim.value.norm)
        summed = norm == f"{len(names)} languages"
        code = "programming" in norm or "coding" in norm
        if not summed and not (code and names):
            yield claim


def _code_lists(context: Context) -> Iterator[Claim]:
    """Read a list of codes with scripts ("deu Latn, ell Grek") under a caption that names it.

    Such tables lose their rows in print, so the list is read from the text itself.
    """
    document = context.document
    listed: set[str] = set()
    for segment in context.segments:
        if segment.kind is SegmentKind.ROW or not _cue("code_list").search(segment.text):
            continue
        pairs: list[re.Match[str]] = []
        for match in _SCRIPTED.finditer(document.text, segment.start):
            if match.start() - (pairs[-1].end() if pairs else segment.end) > _GAP:
                break
            pairs.append(match)
        for match in pairs if len(pairs) >= _LEAST else ():
            norm = _by_code().get(match["code"])
            if norm and norm not in listed:
                listed.add(norm)
                yield at_span(
                    context, ELEMENT, "codes", document.span(*match.span()), norm, confidence=0.8
                )


def _in_segment(context: Context, segment: Segment) -> Iterator[Claim]:
    labelled = False
    for field in fields(segment):
        if field.shape == "pair" and _cue("front").search(field.label):
            labelled = True
            yield from _codes(context, field)
        if _cue("label").search(field.label) and _usable(field):
            labelled = True
            yield from _answer(context, field)
    if not labelled and segment.kind in _TEXT:
        yield from _prose(context, segment)


def _usable(field: Field) -> bool:
    if field.shape == "heading":
        return len(field.value) < 200 and not _cue("other").search(field.value)
    return field.shape != "cell"


def _codes(context: Context, field: Field) -> Iterator[Claim]:
    for match in _CODE.finditer(field.value):
        norm = _by_code().get(match.group().lower())
        if norm and match.group() != "code":
            start = field.start + match.start()
            made = stated(
                context, ELEMENT, "front", field.segment, start, start + len(match.group()), norm,
                confidence=0.9,
            )  # fmt: skip
            if made:
                yield made


def _answer(context: Context, field: Field) -> Iterator[Claim]:
    if _NOTHING.match(field.value):
        if made := of_field(context, ELEMENT, "label", field, "not applicable", confidence=0.9):
            yield made
        return
    yield from _all(context, field.segment, field.start, field.end, "label")


def _prose(context: Context, segment: Segment) -> Iterator[Claim]:
    text = segment.text
    if not _cue("frame").search(text):
        return
    if any(_cue("heading_other").search(heading) for heading in segment.heading_path[-2:]):
        return
    other = bool(_cue("other").search(text))
    yield from _all(context, segment, 0, len(text), "prose", names=not other)


def _all(
    context: Context, segment: Segment, low: int, high: int, rule: str, *, names: bool = True
) -> Iterator[Claim]:
    text = segment.text[low:high]
    listed = named(text)
    found = [(start, end, norm, rule) for start, end, norm in listed if names]
    for match in _cue("count").finditer(text):
        around = text[max(0, match.start() - 40) : match.end() + 15]
        if not listed and not _cue("other").search(around):
            found.append((*match.span("count"), _counted(match["count"]), f"{rule}-count"))
    for match in _cue("union").finditer(text):
        found.append((*match.span(), "EU official languages", f"{rule}-group"))
    for start, end, norm, name in found:
        made = stated(
            context, ELEMENT, name, segment, low + start, low + end, norm,
            confidence=0.95 if rule == "label" else None,
        )  # fmt: skip
        least = 0.82 if name == "prose-count" and "programming" not in norm else 0.6
        if made and made.confidence >= least:
            yield made


def _counted(raw: str) -> str:
    """Return a count in one form: ``more than 80 programming languages``, ``119 languages``."""
    text = re.sub(r"\s+", " ", raw.strip().lower())
    text = re.sub(r"\b(?:different|supported|total|major|additional) ", "", text)
    text = re.sub(r"^(?:more tha[nt]|over|at least|>) ?|(?<=\d)\s?\+", "more than ", text)
    number = re.match(r"(\d[\d,]*) ?more than (.*)", text)
    return f"more than {number[1]} {number[2]}".replace("  ", " ") if number else text
