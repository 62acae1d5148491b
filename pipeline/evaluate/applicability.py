"""Scenarios of applicability: which provisions must apply, held against what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.errors import BadInput
from pipeline.evaluate.intervals import wilson
from pipeline.schema import Applicability, Reason, Verdict

#: ``note`` is for people.
_ROW = ("id", "source", "as_of", "facts", "expect", "note")
_EXPECTED = ("obligation", "variant", "outcome", "due_from", "note")
#: A situation without a day is judged by the law of this one: all dates of the rules are known.
DEFAULT_DAY = date(2026, 11, 25)
#: Levels of a tree below its root that an excerpt shows.
_EXCERPT = 3


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must come out for one obligation and variant.

    ``day_matters`` is False where the file does not speak of a day.
    """

    obligation: str
    variant: str | None
    outcome: Verdict
    due_from: date | None
    day_matters: bool


@dataclass(frozen=True, slots=True)
class Scenario:
    """One situation: facts as the file gives them, and what follows from them."""

    id: str
    source: str
    as_of: date
    facts: Any
    expect: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """An expectation that was not met, and what was decided instead; None for no such variant."""

    scenario: Scenario
    expected: Expectation
    got: Applicability | None
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """How many expectations were met.

    Attributes:
        scenarios: Number of situations.
        n: Number of expectations.
        right: How many were met, outcome and day.
        outcomes: How many outcomes were met, whatever the day.
        interval: Wilson interval (95 %) of the share met.
        misses: Those not met, in the file's order.
        by_outcome: (n, met) by expected outcome.
        obligations: Number of different obligations that were asked for.
        baselines: Share of outcomes met by name of the simple rule.
    """

    scenarios: int
    n: int
    right: int
    outcomes: int
    interval: tuple[float, float]
    misses: tuple[Miss, ...]
    by_outcome: Mapping[str, tuple[int, int]]
    obligations: int
    baselines: Mapping[str, float]


def scenarios(content: Any, file: str, obligations: Collection[str]) -> tuple[Scenario, ...]:
    """Return the situations of a file's content.

    Args:
        content: What the YAML holds: a list of situations.
        file: Its name, for messages.
        obligations: Ids that may be asked for.

    Raises:
        BadInput: with every fault of the file.
    """
    if not isinstance(content, list) or not content:
        raise BadInput(f"{file}: expected a list of situations, each with facts and expect")
    faults: list[str] = []
    found = []
    seen: set[str] = set()
    for number, row in enumerate(content, 1):
        where = f"situation {number}"
        if not isinstance(row, Mapping):
            faults.append(f"{where}: expected keys and values")
            continue
        name = str(row.get("id") or where)
        if name in seen:
            faults.append(f"{name}: the id is used twice")
        seen.add(name)
        faults += [f"{name}: unknown key {key!r}" for key in row if key not in _ROW]
        as_of = _day(row.get("as_of", DEFAULT_DAY))
        if as_of is None:
            faults.append(f"{name}: as_of must be a day such as 2026-11-25")
        expected = row.get("expect")
        if not isinstance(expected, list) or not expected:
            faults.append(f"{name}: expect must be a list with at least one row")
            expected = []
        rows = [
            _expectation(one, f"{name}, expect {n}", obligations, faults)
            for n, one in enumerate(expected, 1)
        ]
        made = tuple(one for one in rows if one is not None)
        found.append(
            Scenario(
                name, str(row.get("source") or ""), as_of or DEFAULT_DAY, row.get("facts"), made
            )
        )
    if faults:
        lines = "\n".join(f"  - {fault}" for fault in faults)
        raise BadInput(f"{file}: {len(faults)} fault(s):\n{lines}")
    return tuple(found)


def _expectation(
    row: Any, where: str, obligations: Collection[str], faults: list[str]
) -> Expectation | None:
    if not isinstance(row, Mapping):
        faults.append(f"{where}: expected keys and values")
        return None
    before = len(faults)
    faults += [f"{where}: unknown key {key!r}" for key in row if key not in _EXPECTED]
    obligation, outcome = row.get("obligation"), row.get("outcome")
    if obligation not in obligations:
        faults.append(f"{where}: no obligation {obligation!r} in the catalogue")
    if outcome not in [verdict.value for verdict in Verdict]:
        words = ", ".join(verdict.value for verdict in Verdict)
        faults.append(f"{where}: outcome must be one of {words}, not {outcome!r}")
    variant, since = row.get("variant"), row.get("due_from")
    if variant is not None and not isinstance(variant, str):
        faults.append(f"{where}: variant must be a name in quotation marks, not {variant!r}")
    day = _day(since)
    if since is not None and day is None:
        faults.append(f"{where}: due_from must be a day or null, not {since!r}")
    if len(faults) > before:
        return None
    return Expectation(str(obligation), variant, Verdict(str(outcome)), day, "due_from" in row)


def _day(value: Any) -> date | None:
    if type(value) is date:
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return None


def score(pairs: Sequence[tuple[Scenario, Sequence[Applicability]]]) -> Scored:
    """Return how many expectations were met.

    Args:
        pairs: Each situation with what was decided for it.
    """
    misses: list[Miss] = []
    asked: list[tuple[str, Expectation]] = []
    outcomes = 0
    by_outcome: dict[str, list[int]] = {verdict.value: [0, 0] for verdict in Verdict}
    for scenario, rows in pairs:
        known = tuple(dict.fromkeys(row.variant for row in rows))
        for expected in scenario.expect:
            asked.append((scenario.id, expected))
            got = [
                row
                for row in rows
                if row.obligation == expected.obligation
                and _means(expected.variant, row.variant, known)
            ]
            same = bool(got) and all(row.outcome is expected.outcome for row in got)
            outcomes += same
            wrong = [row for row in got if not _met(row, expected)]
            by_outcome[expected.outcome.value][0] += 1
            if got and not wrong:
                by_outcome[expected.outcome.value][1] += 1
            else:
                misses.append(Miss(scenario, expected, wrong[0] if wrong else None, known))
    n, right = len(asked), len(asked) - len(misses)
    return Scored(
        scenarios=len(pairs),
        n=n,
        right=right,
        outcomes=outcomes,
        interval=wilson(right, n),
        misses=tuple(misses),
        by_outcome={name: (total, met) for name, (total, met) in by_outcome.items()},
        obligations=len({expected.obligation for _, expected in asked}),
        baselines=_baselines(asked),
    )


def _means(asked: str | None, variant: str, known: Sequence[str]) -> bool:
    """True where an expectation is about a variant; without a name, about all of them.

    A situation that has one variant has no other that a name could mean.
    """
    return asked is None or asked == variant or len(known) == 1


def _met(row: Applicability, expected: Expectation) -> bool:
    if row.outcome is not expected.outcome:
        return False
    return not expected.day_matters or row.due_from == expected.due_from


def _baselines(asked: Sequence[tuple[str, Expectation]]) -> dict[str, float]:
    """Return the share of outcomes that simple rules meet; 0 without expectations."""
    if not asked:
        return {}
    total = len(asked)
    always = sum(expected.outcome is Verdict.APPLIES for _, expected in asked)
    everywhere = Counter(expected.outcome for _, expected in asked)
    mine: dict[str, Counter[Verdict]] = {}
    here: dict[tuple[str, str], Counter[Verdict]] = {}
    for scenario, expected in asked:
        mine.setdefault(expected.obligation, Counter())[expected.outcome] += 1
        here.setdefault((expected.obligation, scenario), Counter())[expected.outcome] += 1
    majority = 0
    for scenario, expected in asked:
        # The situation itself is left out: its answers are what is to be guessed.
        others = mine[expected.obligation] - here[expected.obligation, scenario]
        counts = others or everywhere
        guess = min(counts, key=lambda verdict: (-counts[verdict], verdict.value))
        majority += guess is expected.outcome
    return {
        "always applies": round(always / total, 4),
        "majority of the obligation in other situations": round(majority / total, 4),
    }


def excerpt(reason: Reason, depth: int = 0) -> list[str]:
    """Return the upper part of a tree as indented lines."""
    line = f"{'  ' * depth}{reason.rule}: {reason.verdict.value} - {reason.because}"
    below = reason.children if depth < _EXCERPT else ()
    return [line, *(text for child in below for text in excerpt(child, depth + 1))]


def to_json(scored: Scored) -> dict[str, Any]:
    """Return the result for machines."""
    return {
        "scenarios": scored.scenarios,
        "expectations": scored.n,
        "right": scored.right,
        "share": round(scored.right / scored.n, 4) if scored.n else None,
        "interval": list(scored.interval),
        "outcomes_right": scored.outcomes,
        "obligations": scored.obligations,
        "by_outcome": {
            name: {"n": n, "right": right} for name, (n, right) in scored.by_outcome.items()
        },
        "baselines": dict(scored.baselines),
        "wrong": [_miss(miss) for miss in scored.misses],
    }


def _miss(miss: Miss) -> dict[str, Any]:
    expected, got = miss.expected, miss.got
    return {
        "scenario": miss.scenario.id,
        "source": miss.scenario.source,
        "obligation": expected.obligation,
        "variant": expected.variant,
        "expected": {"outcome": expected.outcome.value, **_since(expected)},
        "got": None
        if got is None
        else {"outcome": got.outcome.value, "due_from": _iso(got.due_from)},
        "known_variants": list(miss.known),
        "tree": excerpt(got.because) if got else [],
    }


def _since(expected: Expectation) -> dict[str, str | None]:
    return {"due_from": _iso(expected.due_from)} if expected.day_matters else {}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def lines(scored: Scored) -> list[str]:
    """Return the result for people."""
    low, high = scored.interval
    out = [
        f"{scored.scenarios} situations, {scored.n} expectations about {scored.obligations} "
        f"provisions: {scored.right} met ({low:.4f}-{high:.4f}), {len(scored.misses)} not.",
    ]
    for name, (n, right) in scored.by_outcome.items():
        out.append(f"  {name}: {right} of {n}")
    out.append("Outcomes alone, without days, beside simple rules:")
    out.append(f"  Lacuna: {scored.outcomes / scored.n:.4f}")
    out += [f"  {name}: {share:.4f}" for name, share in scored.baselines.items()]
    for miss in scored.misses:
        expected, got = miss.expected, miss.got
        source = f" ({miss.scenario.source})" if miss.scenario.source else ""
        out += ["", f"{miss.scenario.id}{source}: {expected.obligation}, {expected.variant}"]
        due = f", due from {expected.due_from}" if expected.day_matters else ""
        out.append(f"  expected: {expected.outcome.value}{due}")
        if got is None:
            out.append(f"  no such variant; known are {', '.join(miss.known)}")
            continue
        out.append(f"  decided: {got.outcome.value}, due from {got.due_from}")
        out += [f"    {line}" for line in excerpt(got.because)]
    return out
