"""An estimate of training compute: an interval with exact ends, a method and its inputs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from pipeline.applicability.logic import figures
from pipeline.catalogue.rows import load
from pipeline.schema import Span, Support, Tri

BANDS = "compute/bands.yaml"
#: Method of an estimate that only says what compute cannot exceed.
BOUND = "upper bound"
#: Method of an estimate that adds others up.
SUM = "sum"


@dataclass(frozen=True, slots=True)
class Estimate:
    """Compute in FLOP with exact ends; None where an end is open.

    Attributes:
        method: ``stated``, ``6ND``, ``hardware``, ``analyst``, ``sum`` or ``upper bound``.
        low: Lower end.
        high: Upper end.
        point: Best figure.
        inputs: (name, value in words) of what went in.
        support: What it rests on.
        spans: Quotations behind the inputs.
        partial: True where it covers fine-tuning alone, not the training before it.
    """

    method: str
    low: Decimal | None
    high: Decimal | None
    point: Decimal
    inputs: tuple[tuple[str, str], ...]
    support: Support
    spans: tuple[Span, ...] = ()
    partial: bool = False

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """Both ends as plain numbers; None for an open one."""
        return (
            None if self.low is None else float(self.low),
            None if self.high is None else float(self.high),
        )

    def above(self, line: Decimal) -> Tri:
        """Return whether it is greater than a line; unknown where the interval crosses it."""
        if self.low is not None and self.low > line:
            return Tri.YES
        if self.high is not None and self.high <= line:
            return Tri.NO
        return Tri.UNKNOWN

    def near(self, line: Decimal) -> bool:
        """True where the best figure lies within the tolerance of the Guidelines of a line."""
        tolerance = figures()["tolerance"]
        return line / tolerance <= self.point <= line * tolerance

    def told(self, line: str, value: Decimal) -> str:
        """Return in words how it stands to a line, such as ``10^25``."""
        how = {
            Tri.YES: f"is above {line} FLOP",
            Tri.NO: f"is not above {line} FLOP",
            Tri.UNKNOWN: f"cannot be placed: its interval crosses {line} FLOP",
        }[self.above(value)]
        close = f"; within 30 percent of {line}" if self.near(value) else ""
        return f"{how} ({self.method}, about {self.point:.2E}{close})."

    def noting(self, name: str, words: str) -> Estimate:
        """Return the same with one more line among its inputs."""
        return replace(self, inputs=(*self.inputs, (name, words)))

    def overlaps(self, other: Estimate) -> bool:
        """True where some figure lies in both intervals."""
        return not (_below(self.high, other.low) or _below(other.high, self.low))

    def spanning(self, other: Estimate) -> Estimate:
        """Return the same with an interval that holds both."""
        lows, highs = (self.low, other.low), (self.high, other.high)
        low = None if None in lows else min(end for end in lows if end is not None)
        high = None if None in highs else max(end for end in highs if end is not None)
        return replace(self, low=low, high=high, spans=(*self.spans, *other.spans))

    def reaching(self, other: Estimate) -> Estimate:
        """Return the same, widened to the nearer end of an interval that lies apart."""
        low = other.high if _below(other.high, self.low) else self.low
        high = other.low if _below(self.high, other.low) else self.high
        return replace(self, low=low, high=high, spans=(*self.spans, *other.spans))

    def plus(self, other: Estimate, name: str) -> Estimate:
        """Return the sum with another part, whose inputs are marked with a name.

        A part whose lower end is open may be nothing; one whose upper end is open leaves the
        sum's open.
        """
        ends = [end for end in (self.low, other.low) if end is not None]
        high = None if self.high is None or other.high is None else self.high + other.high
        exact = self.support is other.support is Support.ANALYST
        return Estimate(
            SUM if not exact else self.method,
            sum(ends, Decimal(0)) if ends else None,
            high,
            self.point + other.point,
            (*self.inputs, *((f"{name}: {key}", value) for key, value in other.inputs)),
            Support.ANALYST if exact else Support.DERIVED,
            (*self.spans, *other.spans),
        )

    def at_least(self, name: str, words: str) -> Estimate:
        """Return the same with its upper end open, and why."""
        return replace(self.noting(name, words), high=None)


def fact_of(flop: Decimal, what: str) -> Estimate:
    """Return an analyst's figure, exact."""
    inputs = ((what, f"{flop} FLOP (facts)"),)
    return Estimate("analyst", flop, flop, flop, inputs, Support.ANALYST)


def _below(high: Decimal | None, low: Decimal | None) -> bool:
    return high is not None and low is not None and high < low


@lru_cache(maxsize=1)
def bands() -> dict[str, dict[str, Decimal]]:
    """Return the measured factors and shares by method, exact.

    Six operations a parameter and token never get less than the tolerance of the Guidelines.
    """
    rows = load(BANDS)
    found = {
        method: {name: Decimal(number) for name, number in row.items() if name != "measured"}
        for method, row in rows.items()
    }
    found["six_n_d"]["factor"] = max(found["six_n_d"]["factor"], figures()["tolerance"])
    return found
