"""The variants of a model: names written out, and sizes in a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.claims.identity_candidates import hub_ids
from pipeline.claims.identity_names import (
    ACTIVE,
    FILE,
    fold,
    is_size,
    is_variant_token,
    parts,
    size_of,
    spelling,
    variant_key,
)
from pipeline.claims.phrases import phrases
from pipeline.schema import Document, Segment, SegmentKind, Variant

_SIZE_TOKEN = r"(?:\d+x)?\d+(?:\.\d+)?[BM](?:x\d+E)?(?:-A\d+(?:\.\d+)?[BM])?"
_SIZE_LIST = re.compile(
    rf"\b{_SIZE_TOKEN}(?:\s*(?:,|and|&|/|or|, and)\s*{_SIZE_TOKEN})+\b|\({_SIZE_TOKEN}\)"
)
_SIZE_CUE = re.compile(
    r"\b(?:sizes?|parameters?|variants?|versions?|models|available in|comes? in|suite of)\b", re.I
)
_LIMIT = 60


_TOKEN = re.compile(r"(?P<glue>[ \-_])(?P<word>[A-Za-z0-9]+(?:[._]\d\w*)*)(?![\w])")
_VERSION = re.compile(r"\d+(?:[._]\d+)?(?=[ \-_])")


def variant_names(text: str, stem: str) -> Iterator[str]:
    """Yield every variant of a stem that is written out in a text, as often as it stands there.

    Capitalised words of no known kind ("Nova 4 Scout") are yielded too where a size or an
    amount of parameters stands beside them.
    """
    own = re.compile(spelling(stem).rsplit("(?!", 1)[0], re.IGNORECASE)
    for match in own.finditer(text):
        end = match.end()
        if not stem[-1:].isdigit() and (version := _VERSION.match(text, end)):
            end = version.end()
        elif end < len(text) and text[end] not in " -_":
            continue
        kept, telling = _tokens(text, end)
        if telling:
            yield text[match.start() : kept].strip(" -_")


def _tokens(text: str, at: int) -> tuple[int, bool]:
    """Return (end of the variant tokens from ``at``, whether any tells a variant)."""
    telling = distilled = False
    seen: set[str] = set()
    while token := _TOKEN.match(text, at):
        word, glued = token["word"], token["glue"] != " "
        lower = word.lower().replace("_", ".")
        size = is_size(lower)
        if lower in seen or not (
            size
            or (is_variant_token(lower) and (glued or not word.islower()))
            or (glued and re.fullmatch(r"v?\d+(?:\.\d+)*", lower))
            or (distilled and glued)
            or (not telling and _named_beside_size(text, token))
        ):
            break
        seen.add(lower)
        distilled = distilled or lower == "distill"
        telling = telling or not re.fullmatch(r"v?\d+(?:\.\d+)*|dense|moe", lower)
        at = token.end()
    return at, telling


def _named_beside_size(text: str, token: re.Match[str]) -> bool:
    word = token["word"]
    if not (word[0].isupper() and word[1:].islower() and len(word) > 2):
        return False
    if any(row.regex.search(word) for row in phrases(FILE)["not_variant"]):
        return False
    beside = text[token.end() : token.end() + 30]
    return bool(re.match(rf"[ \-_]\(?{_SIZE_TOKEN}\b|,? an? \d+(?:\.\d+)? (?:b|m)illion", beside))


def variants(
    documents: Sequence[Document],
    segments: Iterable[Segment],
    stem: str,
) -> tuple[Variant, ...]:
    """Return the variants that the documents name, in order of first mention.

    Names written out come first; sizes in a list ("in 8B, 70B and 405B sizes") are variants
    only of sizes that no name written out has.
    """
    found: dict[str, tuple[str, int]] = {}
    for document in documents:
        for name in variant_names(document.text, stem):
            key = fold(name.replace("_", "."))
            best, count = found.get(key, (name, 0))
            found[key] = (_nicer(best, name), count + 1)
    names = [name for name, _ in found.values()]
    every = list(segments)
    sizes = {size_of(name.replace("_", ".")) for name in names}
    for segment in every:
        for size in _listed_sizes(segment, stem):
            if size not in sizes:
                sizes.add(size)
                names.append(f"{stem} {size}")
    names = _without_general(_each_once(names, stem), stem)
    if names and _offered_plain(documents, every, stem, names):
        names.append(stem)
    rows = [Variant(name, variant_key(name, stem) or name, size_of(name)) for name in names]
    return tuple(rows[:_LIMIT]) if len(rows) > 1 or (rows and rows[0].key != stem) else ()


def _offered_plain(
    documents: Sequence[Document], segments: Iterable[Segment], stem: str, names: list[str]
) -> bool:
    """True where the plain name is a checkpoint beside its kinds: rows "Nova-Base" and "Nova".

    Where the siblings are sizes, the plain name is the family's and no checkpoint.
    """
    keys = [parts(variant_key(name, stem)) for name in names]
    if not any(all(is_variant_token(part) for part in key) for key in keys if key) or any(
        is_size(part) or any(row.regex.search(part) for row in phrases(FILE)["size_word"])
        for key in keys
        for part in key
    ):
        return False
    kinds = {fold(name) for name in names}
    if fold(stem) in kinds:
        return False
    offered = [fold(repo) for document in documents for _, repo in hub_ids(document)]
    offered += [fold(s.label) for s in segments if s.kind is SegmentKind.ROW]
    return fold(stem) in offered and not kinds.isdisjoint(offered)


def _each_once(names: list[str], stem: str) -> list[str]:
    """Return names without those that have the same parts as another, or say less of its size.

    "A400M-1B" and "1B-400M" are "1B-A400M"; "1B" is it too where no other has that size.
    """
    held = {name: _same_parts(name, stem) for name in names}
    active: dict[str, set[str]] = {}
    for tokens in held.values():
        for size in filter(is_size, tokens):
            active.setdefault(size, set()).update(filter(ACTIVE.fullmatch, tokens))
    everything = set(held.values())
    groups: dict[frozenset[str], list[str]] = {}
    for name, tokens in held.items():
        full = tokens
        if not any(map(ACTIVE.fullmatch, tokens)):
            bare = frozenset(token for token in tokens if f"a{token}" not in _all(active, tokens))
            for size in filter(is_size, bare):
                if len(active[size]) == 1:
                    full = bare | active[size]
        groups.setdefault(full if full in everything else tokens, []).append(name)
    return [max(group, key=_fullest) for group in groups.values()]


def _all(active: dict[str, set[str]], tokens: frozenset[str]) -> set[str]:
    return set[str]().union(*(active.get(token, set()) for token in tokens))


def _same_parts(name: str, stem: str) -> frozenset[str]:
    return frozenset(part.lower() for part in parts(variant_key(name, stem).replace("_", ".")))


def _fullest(name: str) -> tuple[bool, bool]:
    """Prefer a name that has the active part as such, behind the size."""
    tokens = parts(name)
    places = [place for place, token in enumerate(tokens) if ACTIVE.fullmatch(token)]
    return bool(places), bool(places) and is_size(tokens[places[0] - 1])


def _without_general(names: list[str], stem: str) -> list[str]:
    """Drop what is no checkpoint: a series that only begins others, a stage, a window."""
    kept = []
    for name in names:
        key = parts(variant_key(name, stem))
        others = [parts(variant_key(other, stem)) for other in names if other != name]
        if key and all(any(r.regex.search(k) for r in phrases(FILE)["stage_token"]) for k in key):
            continue
        dated = all(re.fullmatch(r"v?[\d.]+", part) for part in key)
        if not dated or not any(set(key) < set(other) for other in others):
            kept.append(name)
    return kept


def _nicer(one: str, other: str) -> str:
    """Prefer the spelling with capitals, then the shorter one; the first wins ties."""
    capitals = [sum(c.isupper() for c in name) for name in (one, other)]
    return other if capitals[1] > capitals[0] else one


def _listed_sizes(segment: Segment, stem: str) -> Iterator[str]:
    if segment.kind in (SegmentKind.CODE, SegmentKind.REFERENCE, SegmentKind.ROW):
        return
    if not re.search(spelling(stem), segment.text, re.IGNORECASE):
        return
    for match in _SIZE_LIST.finditer(segment.text):
        around = segment.text[max(0, match.start() - 60) : match.end() + 40]
        before = segment.text[: match.start()]
        if _SIZE_CUE.search(around) and not re.search(
            r"\b(?:than|vs\.?|versus|such as|like|outperform\w*|compar\w+)\b", before, re.I
        ):
            for token in re.findall(_SIZE_TOKEN, match.group()):
                yield token.upper().replace("X", "x")
