"""Scores of compute estimates against stated compute: verdicts at two lines, and coverage."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluate.intervals import wilson
from pipeline.schema import Tri

#: (name, FLOP, share right among the decided that is asked for).
LINES = (("1e25", 1e25, 0.97), ("1e23", 1e23, 0.93))
#: Halves of the organisations: bands are fitted on one and reported on both.
HALVES = ("fitted", "held out")
#: Name of the estimate that decides, whatever its method.
USED = "as used"
#: What the table calls a figure that it found by a method of ours: such a pair proves little.
SAME = {"6ND": "Operation counting", "hardware": "Hardware"}
APART = "all, stated compute found otherwise"
#: Coverage is told apart for models that come near the lines of the law.
LARGE, LARGE_FLOP = "all, estimate from 1e22", 1e22


@dataclass(frozen=True, slots=True)
class Guess:
    """What one method says of one model, in FLOP; None where an end is open."""

    low: float | None
    point: float
    high: float | None

    def holds(self, flop: float) -> bool:
        """True where the interval holds a figure."""
        return (self.low is None or self.low <= flop) and (self.high is None or flop <= self.high)


@dataclass(frozen=True, slots=True)
class Case:
    """One model with its stated compute and what was said of it.

    Attributes:
        model: Its name.
        organisation: Who made it.
        flop: Stated compute.
        verdicts: By name of the line; empty where no method has its inputs.
        guesses: By method, and the one that decides as ``USED``.
        method: The one that decided, or empty.
        why_not: Why there is no estimate, or empty.
        found_by: How the stated compute was found, or empty where that is not known.
    """

    model: str
    organisation: str
    flop: float
    verdicts: Mapping[str, Tri]
    guesses: Mapping[str, Guess]
    method: str
    why_not: str
    found_by: str = ""

    @property
    def half(self) -> str:
        """Which half of the organisations it belongs to, by a hash of the name."""
        return half_of(self.organisation)


@dataclass(frozen=True, slots=True)
class LineScore:
    """How the verdicts at one line stand.

    Attributes:
        line: Name.
        asked: Share right among the decided that is asked for.
        n: Models with an estimate.
        above: Of these, truly above the line.
        decided: Placed above or below.
        right: Of the decided, right.
        right_above: Truly above and placed above.
        below_right: Of the same decided models, how many "always below" has right.
    """

    line: str
    asked: float
    n: int
    above: int
    decided: int
    right: int
    right_above: int
    below_right: int

    @property
    def share_decided(self) -> float:
        """Share of the models that were placed."""
        return self.decided / self.n if self.n else 0.0

    @property
    def share_right(self) -> float:
        """Share right among the decided."""
        return self.right / self.decided if self.decided else 0.0

    @property
    def holds(self) -> bool:
        """True where the share asked for is reached."""
        return self.decided > 0 and self.share_right >= self.asked


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often the interval of a method holds the stated figure."""

    method: str
    half: str
    n: int
    held: int
    under: int
    over: int


@dataclass(frozen=True)
class Report:
    """What ``evaluate`` gives.

    Attributes:
        rows: Models that state a compute and name no base.
        lines: Scores at both lines, over all models with an estimate.
        halves: The same for each half of the organisations.
        coverage: By method, for both halves and all.
        above: The models that truly lie above 10^25, with their verdict.
        wrong: Decided and wrong, at either line.
        left_out: (model, why) of the models without an estimate.
    """

    rows: int
    lines: tuple[LineScore, ...]
    halves: Mapping[str, tuple[LineScore, ...]]
    coverage: tuple[Coverage, ...]
    above: tuple[Case, ...]
    wrong: tuple[tuple[str, Case], ...]
    left_out: tuple[tuple[str, str], ...]


def half_of(organisation: str) -> str:
    """Return the half that an organisation belongs to."""
    digest = hashlib.sha256(organisation.casefold().encode()).digest()
    return HALVES[digest[0] % 2]


def evaluate(cases: Sequence[Case]) -> Report:
    """Return the figures over all models, by half of the organisations and by method."""
    judged = [case for case in cases if case.verdicts]
    halves = {half: [case for case in judged if case.half == half] for half in HALVES}
    methods = sorted({method for case in judged for method in case.guesses})
    wrong = [
        (name, case)
        for name, flop, _ in LINES
        for case in judged
        if case.verdicts[name] is (Tri.NO if case.flop > flop else Tri.YES)
    ]
    return Report(
        rows=len(cases),
        lines=_lines(judged),
        halves={half: _lines(some) for half, some in halves.items()},
        coverage=tuple(
            _coverage(method, half, some)
            for method in methods
            for half, some in _groups(judged, halves, method).items()
        ),
        above=tuple(case for case in cases if case.flop > LINES[0][1]),
        wrong=tuple(wrong),
        left_out=tuple((case.model, case.why_not) for case in cases if not case.verdicts),
    )


def _groups(
    judged: Sequence[Case], halves: Mapping[str, list[Case]], method: str
) -> dict[str, Sequence[Case]]:
    apart = [
        case
        for case in judged
        if case.found_by and SAME[case.method if method == USED else method] not in case.found_by
    ]
    return {"all": judged, LARGE: _large(judged), APART: apart, **halves}


def _large(cases: Sequence[Case]) -> list[Case]:
    return [case for case in cases if case.guesses[USED].point >= LARGE_FLOP]


def _lines(cases: Sequence[Case]) -> tuple[LineScore, ...]:
    return tuple(_line(name, flop, asked, cases) for name, flop, asked in LINES)


def _line(name: str, flop: float, asked: float, cases: Sequence[Case]) -> LineScore:
    decided = [case for case in cases if case.verdicts[name] is not Tri.UNKNOWN]
    right = [case for case in decided if (case.verdicts[name] is Tri.YES) == (case.flop > flop)]
    return LineScore(
        line=name,
        asked=asked,
        n=len(cases),
        above=sum(case.flop > flop for case in cases),
        decided=len(decided),
        right=len(right),
        right_above=sum(case.flop > flop for case in right),
        below_right=sum(case.flop <= flop for case in decided),
    )


def _coverage(method: str, half: str, cases: Sequence[Case]) -> Coverage:
    pairs = [(case.guesses[method], case.flop) for case in cases if method in case.guesses]
    return Coverage(
        method,
        half,
        len(pairs),
        sum(guess.holds(flop) for guess, flop in pairs),
        sum(guess.low is not None and flop < guess.low for guess, flop in pairs),
        sum(guess.high is not None and flop > guess.high for guess, flop in pairs),
    )


def to_json(report: Report) -> dict[str, object]:
    """Return the figures as plain data, rounded to four places, each share with its interval."""
    return {
        "rows": report.rows,
        "lines": [_line_json(score) for score in report.lines],
        "halves": {
            half: [_line_json(score) for score in scores] for half, scores in report.halves.items()
        },
        "coverage": [
            {
                "method": one.method,
                "half": one.half,
                "n": one.n,
                "held": one.held,
                "share": round(one.held / one.n, 4) if one.n else None,
                "interval": _rounded(wilson(one.held, one.n)),
                "truth_below": one.under,
                "truth_above": one.over,
            }
            for one in report.coverage
        ],
        "above_1e25": [_case_json(case) for case in report.above],
        "wrong": [{"line": line, **_case_json(case)} for line, case in report.wrong],
        "left_out": [{"model": model, "why": why} for model, why in report.left_out],
    }


def _line_json(score: LineScore) -> dict[str, object]:
    return {
        "line": score.line,
        "n": score.n,
        "above": score.above,
        "decided": score.decided,
        "share_decided": round(score.share_decided, 4),
        "right": score.right,
        "share_right": round(score.share_right, 4),
        "interval": _rounded(wilson(score.right, score.decided)),
        "asked": score.asked,
        "holds": score.holds,
        "right_above": score.right_above,
        "always_below": round(score.below_right / score.decided, 4) if score.decided else None,
    }


def _case_json(case: Case) -> dict[str, object]:
    guess = case.guesses.get(USED)
    return {
        "model": case.model,
        "organisation": case.organisation,
        "stated": case.flop,
        "method": case.method or None,
        "interval": [guess.low, guess.point, guess.high] if guess else None,
        "verdicts": {name: str(verdict) for name, verdict in case.verdicts.items()},
        "why_not": case.why_not or None,
    }


def _rounded(pair: tuple[float, float]) -> list[float]:
    return [round(end, 4) for end in pair]
