"""Which model the documents are about: its name, provider, spellings, variants and bases.

Every document gives candidates with weights; a dossier's documents vote, a card or a report
counting for more than a licence or a policy, and the names that win are one identity.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.claims.identity_bases import base_candidates
from pipeline.claims.identity_candidates import Candidate, candidates
from pipeline.claims.identity_names import FILE, family, fold, own_pattern, spelling
from pipeline.claims.identity_provider import provider_candidates, stem
from pipeline.claims.identity_variants import variants
from pipeline.claims.phrases import phrases
from pipeline.schema import Document, Identity, Segment, Span

#: How much a document of a kind says about which model it is.
_KIND_WEIGHT = {"card": 1.0, "report": 1.0, "summary": 1.2, "config": 0.8, "page": 0.6}
_OTHER_KIND = 0.5
_MANY = 12
#: A name of one full checkpoint must carry this share of its family's weight to stand for it.
_SHARE = 0.6


@dataclass
class _Group:
    """Candidates that are spellings or variants of one family."""

    names: Counter[str] = field(default_factory=Counter)
    kinds: set[str] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)
    weight: float = 0.0

    def add(self, candidate: Candidate, weight: float) -> None:
        self.names[candidate.name] += weight  # type: ignore[assignment]
        self.kinds.add(candidate.kind)
        self.weight += weight
        if candidate.span:
            self.spans.append(candidate.span)


def identify(
    documents: Sequence[Document],
    segments: Mapping[str, tuple[Segment, ...]],
    name: str | None = None,
) -> Identity:
    """Return which model the documents are about, as far as they say.

    Args:
        documents: All documents of one dossier.
        segments: Segments by document id.
        name: The model's name where the user gives it; it is then taken as it is.

    Returns:
        An identity whose ``model`` or ``provider`` is empty where the documents name none.
    """
    readable = [document for document in documents if document.readable]
    group = _model_group(readable, segments, name)
    if group is None:
        provider, spans = _provider(readable, segments, None)
        return Identity(model=name or "", provider=provider, spans=tuple(sorted(set(spans[:3]))))
    model = name.strip() if name else _display(group)
    stem_name = family(model)
    own = own_pattern([model, stem_name, *group.names])
    provider, provider_spans = _provider(readable, segments, own)
    every = [segment for document in readable for segment in segments.get(document.id, ())]
    found = variants(readable, every, stem_name)
    return Identity(
        model=model,
        provider=provider,
        aliases=_aliases(model, stem_name, group, readable, provider),
        variants=found,
        bases=_bases(readable, segments, own, model),
        spans=tuple(sorted(set(group.spans[:3] + provider_spans[:3]))),
    )


def _model_group(
    documents: Sequence[Document],
    segments: Mapping[str, tuple[Segment, ...]],
    name: str | None,
) -> _Group | None:
    groups: dict[str, _Group] = defaultdict(_Group)
    for document in documents:
        weight = _KIND_WEIGHT.get(document.kind, _OTHER_KIND)
        seen: Counter[tuple[str, str]] = Counter()
        for candidate in candidates(document, segments.get(document.id, ())):
            if _plain_word(candidate, document.text):
                continue
            key = fold(family(candidate.name))
            # The same thing said again counts for half each time: repeating is not naming.
            share = candidate.weight * weight * 0.5 ** seen[key, candidate.kind]
            seen[key, candidate.kind] += 1
            groups[key].add(candidate, share)
    if name:
        group = groups.get(fold(family(name)), _Group())
        group.names[name] += 100
        return group
    _support_titles(groups)
    for key, group in groups.items():
        group.weight += _mentions(group, documents) if key else 0.0
    ranked = sorted(groups.items(), key=lambda item: (-round(item[1].weight, 4), item[0]))
    ranked = [(key, group) for key, group in ranked if _of_a_model(group, documents)]
    makers = _makers(documents, segments)
    # A running header, a title page or a licence's own name may name only the maker.
    # Where there are only such documents, they may name no model at all.
    least = 0 if all(d.kind in ("licence", "policy") for d in documents) else 1
    while len(ranked) > least and _is_maker(ranked[0][1], makers):
        ranked = ranked[1:]
    return ranked[0][1] if ranked else None


def _is_maker(group: _Group, makers: frozenset[str]) -> bool:
    """True for a title that is only the name of who makes the model."""
    return group.kinds <= {"title"} and any(stem(name) in makers for name in group.names)


def _of_a_model(group: _Group, documents: Sequence[Document]) -> bool:
    """False for a mere title where no document is of a kind, or speaks, of models.

    A letter, a leaflet or a scan has a first line too.
    """
    if not group.kinds <= {"title"} or any(document.kind != "other" for document in documents):
        return True
    return any(row.regex.search(d.text) for row in phrases(FILE)["of_models"] for d in documents)


def _makers(
    documents: Sequence[Document], segments: Mapping[str, tuple[Segment, ...]]
) -> frozenset[str]:
    """Return who is said, outright, to provide a model: folded, without legal form."""
    return frozenset(
        stem(candidate.name)
        for document in documents
        for candidate in provider_candidates(document, segments.get(document.id, ()), None)
        if candidate.weight >= 1.5
    )


def _support_titles(groups: Mapping[str, _Group]) -> None:
    """Let a title stand for the versions under it: InternLM for InternLM2.5 and InternLM3."""
    first = {key: group.weight for key, group in groups.items()}
    for key, group in groups.items():
        if not {"title", "label"} & group.kinds or not key or key[-1].isdigit():
            continue
        versions = [w for other, w in first.items() if re.match(re.escape(key) + r"v?\d", other)]
        group.weight += sum(versions) if len(versions) > 1 else 0.5 * sum(versions)


def _mentions(group: _Group, documents: Sequence[Document]) -> float:
    """Return 0..3 for how often the documents speak of a name at all."""
    best = max(group.names, key=lambda n: (group.names[n], n))
    pattern = re.compile(spelling(family(best)), re.IGNORECASE)
    count = sum(min(_MANY, len(pattern.findall(document.text))) for document in documents)
    return 3.0 * min(count, _MANY) / _MANY


def _plain_word(candidate: Candidate, text: str) -> bool:
    """True for an ordinary word that only begins a sentence with a capital."""
    if candidate.kind in ("label", "hub") or " " in candidate.name or "-" in candidate.name:
        return False
    word = candidate.name
    if not word.isalpha() or not word[1:].islower():
        return False
    plain = len(re.findall(rf"(?<=[a-z,] ){re.escape(word.lower())}(?=[ ,.])", text))
    return plain >= 2 or (plain == 1 and text.count(word) <= 2)


def _display(group: _Group) -> str:
    """Return the name to show: one checkpoint's where it carries the group, else the family's."""
    by_fold: dict[str, Counter[str]] = defaultdict(Counter)
    for name, weight in group.names.items():
        by_fold[fold(name)][name] += weight
    totals = {key: sum(names.values()) for key, names in by_fold.items()}
    top = max(totals, key=lambda key: (round(totals[key], 4), key))
    best = max(by_fold[top], key=lambda n: (_mixed(n), round(by_fold[top][n], 4), n))
    if totals[top] >= _SHARE * sum(totals.values()) or len(totals) == 1:
        return best
    stem_name = family(best)
    spellings = [name for name in group.names if fold(name) == fold(stem_name)]
    return max(spellings, key=lambda n: (_mixed(n), n), default=stem_name)


def _mixed(name: str) -> tuple[bool, bool]:
    """Rank a spelling: capitals among small letters first, then capitals (not an id)."""
    return (
        any(c.isupper() for c in name) and any(c.islower() for c in name),
        any(c.isupper() for c in name),
    )


def _provider(
    documents: Sequence[Document],
    segments: Mapping[str, tuple[Segment, ...]],
    own: re.Pattern[str] | None,
) -> tuple[str, list[Span]]:
    groups: dict[str, _Group] = defaultdict(_Group)
    for document in documents:
        weight = _KIND_WEIGHT.get(document.kind, _OTHER_KIND)
        for candidate in provider_candidates(document, segments.get(document.id, ()), own):
            groups[stem(candidate.name)].add(candidate, candidate.weight * weight)
    if not groups:
        return "", []
    _support_short(groups)
    key = max(groups, key=lambda k: (round(groups[k].weight, 4), k))
    names = groups[key].names
    legal = [n for n in names if any(r.regex.search(n) for r in phrases(FILE)["org_legal"])]
    best = max(legal or list(names), key=lambda n: (round(names[n], 4), -len(n), n))
    return best, groups[key].spans


def _support_short(groups: Mapping[str, _Group]) -> None:
    """Let a longer name count for the organisation that it contains, and the reverse."""
    first = {key: group.weight for key, group in groups.items()}
    for key, group in groups.items():
        for other, weight in first.items():
            if other != key and len(min(key, other, key=len)) > 2:
                if key.startswith(other):
                    group.weight += 0.6 * weight
                elif other.startswith(key):
                    group.weight += 0.3 * weight


def _aliases(
    model: str,
    stem_name: str,
    group: _Group,
    documents: Sequence[Document],
    provider: str,
) -> tuple[str, ...]:
    """Return other spellings of the own name that the documents use, most frequent first."""
    found: Counter[str] = Counter()
    wanted = {fold(model): model, fold(stem_name): stem_name}
    for base in wanted.values():
        pattern = re.compile(spelling(base), re.IGNORECASE)
        for document in documents:
            found.update(match.group() for match in pattern.finditer(document.text))
    for alias in group.names:
        if fold(alias) in wanted or (provider and fold(alias) == fold(provider + model)):
            found[alias] += 1
    for text in [word for word in found if "\n" in word]:
        del found[text]
    found[stem_name] += 1
    ranked = sorted(found, key=lambda alias: (-found[alias], alias))
    return tuple(alias for alias in ranked if alias != model)[:8]


def _bases(
    documents: Iterable[Document],
    segments: Mapping[str, tuple[Segment, ...]],
    own: re.Pattern[str],
    model: str,
) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for document in documents:
        for candidate in base_candidates(document, segments.get(document.id, ()), own):
            key = fold(candidate.name)
            if not own.search(candidate.name) and key != fold(model):
                found.setdefault(key, candidate.name)
    return tuple(found.values())[:5]
