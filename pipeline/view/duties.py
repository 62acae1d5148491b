"""Which duties apply, and the questions that decided it, as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.schema import (
    Alternative,
    Applicability,
    Dossier,
    Obligation,
    Reason,
    Support,
    Tri,
    Verdict,
)
from pipeline.view.elements import Quoted
from pipeline.view.facts import given_words
from pipeline.view.places import citation, documents, quote

SUPPORT_WORDS = {
    Support.CLAIM: "stated in the documents",
    Support.INFERENCE: "inferred",
    Support.DERIVED: "derived from stated figures",
    Support.ANALYST: "given by the analyst",
    Support.DATED_LIST: "from a dated list",
    Support.CHILDREN: "from the questions below",
    Support.CATALOGUE: "as the catalogue says",
    Support.NOTHING: "nothing known",
}

VERDICT_WORDS = {
    Verdict.APPLIES: "applies",
    Verdict.DOES_NOT_APPLY: "does not apply",
    Verdict.UNDETERMINED: "undetermined",
}

#: The provisions that sum up what a provider owes; all others are in the full table.
HEADLINE = (
    "ACT-53-1-a",
    "ACT-53-1-b",
    "ACT-53-1-c",
    "ACT-53-1-d",
    "ACT-53-2",
    "ACT-54-1",
    "ACT-52-1",
    "ACT-55-1-a",
    "ACT-55-1-b",
    "ACT-55-1-c",
    "ACT-55-1-d",
    "ACT-111-3",
    "COP-T-M1.2a",
    "COP-C-M1.5-1",
    "COP-S-M10.2",
)


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One provision for the variants that share its outcome."""

    obligation: str
    ref: str
    gloss: str
    variants: tuple[str, ...]
    outcome: Verdict
    words: str
    due_from: date | None
    branches: tuple[tuple[str, date], ...]
    inferred: bool
    because: str
    tree: Reason
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """Provisions that share outcome, date and reasons, for a summary.

    Attributes:
        refs: References, in catalogue order.
        words: The outcome in words.
        outcome: The outcome.
        due_from: First day, or None.
        branches: Both dates where the day is open.
        inferred: True where any of it was inferred.
        variants: (variants, reason) of each distinct reason.
        alternatives: What follows from each answer to what is open.
    """

    refs: tuple[str, ...]
    words: str
    outcome: Verdict
    due_from: date | None
    branches: tuple[tuple[str, date], ...]
    inferred: bool
    variants: tuple[tuple[tuple[str, ...], str], ...]
    alternatives: tuple[Alternative, ...] = ()


def alternative_words(found: Alternative) -> str:
    """Return one branch in a sentence, such as ``If the weights are public: applies.``."""
    return f"{found.words[0].upper()}{found.words[1:]}."


def duty_groups(rows: Sequence[DutyRow]) -> tuple[DutyGroup, ...]:
    """Return rows joined: one group for provisions with the same outcome, dates and reasons."""
    by_provision: dict[tuple[object, ...], list[DutyRow]] = {}
    for row in rows:
        key = (row.obligation, row.outcome, row.due_from, row.branches, row.alternatives)
        by_provision.setdefault(key, []).append(row)
    groups: dict[tuple[object, ...], list[list[DutyRow]]] = {}
    for found in by_provision.values():
        reasons = tuple((row.variants, row.because) for row in found)
        first = found[0]
        shared = (first.outcome, first.due_from, first.branches, first.alternatives, reasons)
        groups.setdefault(shared, []).append(found)
    return tuple(
        DutyGroup(
            refs=tuple(found[0].ref for found in group),
            words=group[0][0].words,
            outcome=group[0][0].outcome,
            due_from=group[0][0].due_from,
            branches=group[0][0].branches,
            inferred=any(row.inferred for found in group for row in found),
            variants=tuple((row.variants, row.because) for row in group[0]),
            alternatives=group[0][0].alternatives,
        )
        for group in groups.values()
    )


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One node of a tree, with its depth.

    Attributes:
        depth: 0 for the root.
        rule: Rule id.
        question: What is asked.
        verdict: Yes, no, unknown.
        basis: Legal basis.
        support: What it rests on, in words.
        because: One sentence.
        quotes: Quotations behind it.
        settles: What would settle an unknown.
        given: The facts that it rests on, each with who said it and when.
        interval: The interval of the figure that decides, in words; empty without one.
    """

    depth: int
    rule: str
    question: str
    verdict: Tri
    basis: tuple[str, ...]
    support: str
    because: str
    quotes: tuple[Quoted, ...]
    settles: str
    given: tuple[str, ...] = ()
    interval: str = ""


def duty_rows(
    dossier: Dossier, catalogue: Sequence[Obligation], only: Sequence[str] | None = None
) -> tuple[DutyRow, ...]:
    """Return provisions in catalogue order, variants that share everything on one row.

    Args:
        dossier: The dossier.
        catalogue: All obligations.
        only: Obligation ids to keep; None keeps all.
    """
    known = {item.id: item for item in catalogue}
    groups: dict[tuple[object, ...], list[Applicability]] = {}
    for item in dossier.applicability:
        if item.obligation in known and (only is None or item.obligation in only):
            key = (
                item.obligation,
                item.outcome,
                item.due_from,
                item.branches,
                item.alternatives,
                item.because.because,
            )
            groups.setdefault(key, []).append(item)
    places = {item.id: place for place, item in enumerate(catalogue)}
    rows = sorted(groups.values(), key=lambda group: places[group[0].obligation])
    return tuple(_row(group, known[group[0].obligation]) for group in rows)


def _row(group: list[Applicability], obligation: Obligation) -> DutyRow:
    first = group[0]
    return DutyRow(
        obligation=obligation.id,
        ref=obligation.ref,
        gloss=obligation.gloss,
        variants=tuple(item.variant for item in group),
        outcome=first.outcome,
        words=VERDICT_WORDS[first.outcome],
        due_from=first.due_from,
        branches=first.branches,
        inferred=any(item.inferred for item in group),
        because=first.because.because,
        tree=first.because,
        alternatives=first.alternatives,
    )


def counts(rows: Sequence[DutyRow]) -> dict[Verdict, int]:
    """Return the number of provisions by outcome; one that any variant owes counts as applying."""
    found: dict[str, set[Verdict]] = {}
    for row in rows:
        found.setdefault(row.obligation, set()).add(row.outcome)
    order = (Verdict.APPLIES, Verdict.UNDETERMINED, Verdict.DOES_NOT_APPLY)
    result = dict.fromkeys(Verdict, 0)
    for outcomes in found.values():
        result[next(one for one in order if one in outcomes)] += 1
    return result


def walk(reason: Reason, depth: int = 0) -> Iterator[tuple[int, Reason]]:
    """Yield (depth, node) of a tree, parents before children."""
    yield depth, reason
    for child in reason.children:
        yield from walk(child, depth + 1)


def reason_rows(dossier: Dossier, tree: Reason) -> tuple[ReasonRow, ...]:
    """Return the nodes of a tree as rows, each with its quotations."""
    texts = documents(dossier)
    return tuple(
        ReasonRow(
            depth=depth,
            rule=node.rule,
            question=node.question,
            verdict=node.verdict,
            basis=node.basis,
            support=SUPPORT_WORDS[node.support],
            because=node.because,
            quotes=tuple(
                Quoted(
                    quote(texts[span.document], span),
                    citation(texts[span.document], span),
                    span.document,
                    span.start,
                    span.end,
                )
                for span in node.spans
                if span.document in texts
            ),
            settles=node.settles,
            given=tuple(given_words(fact) for fact in node.given),
            interval=interval_words(node.interval),
        )
        for depth, node in walk(tree)
    )


def interval_words(interval: tuple[float | None, float | None] | None) -> str:
    """Return an interval of FLOP in words; empty for None."""
    if interval is None:
        return ""
    low, high = interval
    if low is not None and low == high:
        return f"exactly {low:.3g} FLOP"
    ends = [
        word
        for word in (
            "" if low is None else f"at least {low:.3g}",
            "" if high is None else f"at most {high:.3g}",
        )
        if word
    ]
    return f"{' and '.join(ends)} FLOP" if ends else ""


def inferred_nodes(dossier: Dossier) -> tuple[tuple[Reason, tuple[str, ...]], ...]:
    """Return every distinct inferred node of all trees with the variants that it concerns."""
    return _distinct(
        dossier,
        lambda node: node.support in (Support.INFERENCE, Support.DERIVED, Support.DATED_LIST),
    )


def unknown_nodes(dossier: Dossier) -> tuple[tuple[Reason, tuple[str, ...]], ...]:
    """Return every distinct open question with what would settle it, the innermost ones only."""
    return _distinct(
        dossier, lambda node: _open(node) and not any(_open(n) for d, n in walk(node) if d)
    )


def _open(node: Reason) -> bool:
    return node.verdict is Tri.UNKNOWN and bool(node.settles)


def _distinct(
    dossier: Dossier, keep: Callable[[Reason], bool]
) -> tuple[tuple[Reason, tuple[str, ...]], ...]:
    found: dict[tuple[str, str, str], tuple[Reason, dict[str, None]]] = {}
    for item in dossier.applicability:
        for _, node in walk(item.because):
            if keep(node):
                key = (node.rule, node.question, node.because)
                found.setdefault(key, (node, {}))[1][item.variant] = None
    return tuple((node, tuple(variants)) for node, variants in found.values())
