"""Whether the licence is free and open source: R4-licence, from text, names and facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.applicability.licence_terms import terms
from pipeline.applicability.licence_text import (
    CLOSES,
    CODE_IS,
    CUT,
    GRANTS,
    IS,
    LIMITS,
    LONGEST,
    NEAR,
)
from pipeline.applicability.logic import node
from pipeline.applicability.signals import Hit, Signals
from pipeline.applicability.variants import View
from pipeline.claims.licences import Licence, Openness, lookup
from pipeline.licences.effects import Effect, meanings
from pipeline.schema import Reason, Span, Support, Tri

_ANSWER = {Openness.YES: Tri.YES, Openness.NO: Tri.NO, Openness.DEPENDS: Tri.UNKNOWN}
#: How much of a passage a sentence quotes; the whole passage stands among the spans.
_QUOTED = 320
#: The same for one of many forbidden uses.
_USE = 90
_MOST_SPANS = 40
_RULE = "R4-licence"


@dataclass(frozen=True, slots=True)
class _Named:
    """The licences that cards and files name: what each means, and where it is named."""

    answers: dict[str, Tri]
    spans: tuple[Span, ...]
    known: bool


def licence_answer(view: View, signals: Signals) -> Reason:
    """Return whether everybody may access, use, change and pass it on, free of charge.

    A licence text that is told word for word beats a name, and what a text restricts beats a
    name too; a text never makes a licence open by what was not found in it.
    """
    if view.facts.licence is not None:
        found = lookup(view.facts.licence)
        if found is not None:
            return node(_RULE, _ANSWER[found.open], f"{_meaning(found)}.", Support.ANALYST)
        told = f"{view.facts.licence} is not in the table of licences."
        return _by_text(told, Support.ANALYST, signals)
    named = _named(view)
    texts = {hit.wording: lookup(hit.wording) for hit in signals.of(IS)}
    rows = [row for row in texts.values() if row is not None]
    if rows:
        return _told(rows, named, signals)
    if signals.of(NEAR) or (signals.of(CLOSES) and Tri.YES in named.answers.values()):
        return _doubted(named, signals)
    if not named.answers:
        return _by_text("No licence was found by its name.", Support.NOTHING, signals)
    told = "; ".join(sorted(named.answers)) + "."
    if not named.known:
        return _by_text(told, Support.CLAIM, signals, named.spans)
    kinds = set(named.answers.values())
    if len(kinds) > 1:
        told = f"Several licences are named, and which covers the weights must be read. {told}"
        return node(_RULE, Tri.UNKNOWN, told, Support.CLAIM, named.spans)
    verdict = kinds.pop()
    words, spans = _restrictions(signals)
    told = " ".join(part for part in (told, words, _code(signals)) if part)
    return node(_RULE, verdict, told, Support.CLAIM, (*named.spans, *spans))


def in_short(answer: Reason, signals: Signals) -> str:
    """Return why the licence has that answer, what its text restricts by kind and number only."""
    words, _ = _restrictions(signals)
    if not words or words not in answer.because:
        return answer.because
    parts = []
    if closes := signals.of(CLOSES):
        parts.append(f"Its text restricts what must be free: {_kinds(closes)}.")
    if limits := signals.of(LIMITS):
        parts.append(f"Its text has limits that must be judged in law: {_kinds(limits)}.")
    return " ".join(answer.because.replace(words, " ".join(parts)).split())


def _kinds(hits: Iterable[Hit]) -> str:
    told = []
    for kind, found in _of_kind(hits).items():
        if uses := sum(hit.wording.startswith("use-") for hit in found):
            told.append(f"{uses} uses are forbidden")
        else:
            told.append(f"{meanings()[kind].says} ({len(found)} passage{'s'[: len(found) > 1]})")
    return "; ".join(told)


def _named(view: View) -> _Named:
    answers: dict[str, Tri] = {}
    spans = []
    known = False
    for claim in view.claims("licence"):
        # A licence for code says nothing about weights.
        if "code" in (claim.value.qualifier or "").lower() or not isinstance(claim.value.norm, str):
            continue
        row = lookup(claim.value.norm)
        known = known or row is not None
        if row is None:
            answers[f"{claim.value.norm}: not in the table of licences"] = Tri.UNKNOWN
        else:
            answers[_meaning(row)] = _ANSWER[row.open]
        if claim.span:
            spans.append(claim.span)
    return _Named(answers, tuple(spans), known)


def _told(rows: Sequence[Licence], named: _Named, signals: Signals) -> Reason:
    """Answer by texts that are licences word for word."""
    own = sorted({_meaning(row) for row in rows})
    verdicts = {_ANSWER[row.open] for row in rows}
    words, spans = _restrictions(signals)
    spans = (*signals.spans(IS, _MOST_SPANS), *spans)
    told = f"By its text, word for word: {'; '.join(own)}."
    others = {name: answer for name, answer in named.answers.items() if name not in own}
    verdict = verdicts.pop() if len(verdicts) == 1 else Tri.UNKNOWN
    if verdicts:
        told = f"{told} Which of the texts covers the weights must be read."
    elif verdict is Tri.YES and set(others.values()) - {Tri.YES}:
        # An open text may be that of the code: a name that is less open is not overruled.
        verdict = Tri.UNKNOWN
        told = (
            f"{told} But another licence is named ({'; '.join(sorted(others))}): which covers the "
            "weights must be read."
        )
    elif others:
        told = f"{told} The text goes before what is named: {'; '.join(sorted(others))}."
    told = " ".join(part for part in (told, words, _code(signals)) if part)
    return node(_RULE, verdict, told, Support.CLAIM, (*spans, *named.spans)[:_MOST_SPANS])


def _doubted(named: _Named, signals: Signals) -> Reason:
    """Answer where the text is not what is named, or nearly a licence that is known."""
    told = "; ".join(sorted(named.answers)) + "." if named.answers else ""
    for hit in signals.of(NEAR):
        told = f"{told} The licence file is not that text word for word: {hit.words}".strip()
    closes = bool(signals.of(CLOSES))
    row_open = Tri.YES in named.answers.values()
    if closes and row_open:
        told = f"{told} What it restricts does not fit the name: a person must read it."
    verdict = Tri.NO if closes and not row_open else Tri.UNKNOWN
    words, spans = _restrictions(signals)
    told = " ".join(part for part in (told, words, _code(signals)) if part)
    spans = (*signals.spans(NEAR, _MOST_SPANS), *spans, *named.spans)
    return node(_RULE, verdict, told, Support.CLAIM, spans[:_MOST_SPANS])


def _by_text(told: str, support: Support, signals: Signals, spans: Sequence[Span] = ()) -> Reason:
    """Answer for a licence that no table knows, by the text of the licence file.

    A text can show that a licence is not open; that it is, only a person who reads it can say.
    """
    words, found = _restrictions(signals)
    if not words:
        return node(_RULE, Tri.UNKNOWN, told, support, spans)
    verdict = Tri.NO if signals.of(CLOSES) else Tri.UNKNOWN
    return node(_RULE, verdict, f"{told} {words}", Support.CLAIM, found)


def _restrictions(signals: Signals) -> tuple[str, tuple[Span, ...]]:
    """Return what the licence texts restrict and grant, each with words, and all passages."""
    parts = []
    if closes := signals.of(CLOSES):
        parts.append(f"Its text restricts what must be free: {_each(closes)}.")
    if limits := signals.of(LIMITS):
        parts.append(
            "Its text limits use, and whether no more than safety asks for must be judged in law: "
            f"{_each(limits)}."
        )
    if cut := signals.of(CUT):
        names = ", ".join(sorted({hit.words for hit in cut}))
        parts.append(f"Only the first {LONGEST:,} characters were read for it: {names}.")
    grants = signals.of(GRANTS)
    if grants:
        granted = [kind for kind in _of_kind(grants) if kind]
        every = [meaning.id for meaning in meanings().values() if meaning.effect is Effect.GRANTS]
        says = [meanings()[kind].says for kind in every if kind in granted]
        parts.append(f"Words that grant: {', '.join(says)}.")
        if missing := [meanings()[kind].says for kind in every if kind not in granted]:
            parts.append(f"No words that grant were found for: {', '.join(missing)}.")
    first_grants = [hits[0] for hits in _of_kind(grants).values()]
    # Forbidden uses first: they are what a person must judge, the rest speaks about them.
    ordered = sorted(limits, key=lambda hit: not hit.wording.startswith("use-"))
    spans = tuple(hit.span for hit in (*closes, *ordered, *first_grants))
    return " ".join(parts), spans[:_MOST_SPANS]


def _each(hits: Iterable[Hit]) -> str:
    """Return each kind of restriction with its words; of a list of forbidden uses, each of them."""
    told = []
    for kind, found in _of_kind(hits).items():
        if uses := [hit for hit in found if hit.wording.startswith("use-")]:
            quoted = "; ".join(repr(_cut(hit.words, _USE)) for hit in uses)
            told.append(f"{len(uses)} uses are forbidden ({quoted})")
            continue
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        told.append(f"{meanings()[kind].says} ({_cut(found[0].words)!r}{more})")
    return "; ".join(told)


def _of_kind(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    says = {term.id: term.says for term in terms()}
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        # Items of a list of forbidden uses are no row of their own.
        found.setdefault(says.get(hit.wording, "safety_use_limits"), []).append(hit)
    return found


def _cut(words: str, most: int = _QUOTED) -> str:
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " ..."


def _meaning(row: Licence) -> str:
    unread = "" if row.text_read else " (its text was not read here: unverified)"
    return f"{row.name}: {row.because}{unread}"


def _code(signals: Signals) -> str:
    names = sorted({hit.words for hit in signals.of(CODE_IS)})
    if not names:
        return ""
    return (
        f"The code has a licence of its own, which says nothing on the weights: {', '.join(names)}."
    )
