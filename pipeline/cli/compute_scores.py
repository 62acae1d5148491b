"""``lacuna evaluate compute``: estimates of training compute against stated compute."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import FORMAT, OUTPUT, Format
from pipeline.cli.scores import put

if TYPE_CHECKING:
    from decimal import Decimal

    from pipeline.applicability.estimate import Estimate
    from pipeline.applicability.variants import View
    from pipeline.evaluate.compute import Case, Guess
    from pipeline.evaluate.epoch import Row
    from pipeline.schema import Claim


def compute(
    truth: Annotated[Path, typer.Option("--truth", help="Epoch's table of notable models (CSV).")],
    methods: Annotated[
        Path | None,
        typer.Option("--methods", help="Epoch's table of how each compute was found (CSV)."),
    ] = None,
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
) -> None:
    """Training compute from parameters, tokens and hardware; the stated figure is hidden."""
    from pipeline.evaluate.compute import evaluate, to_json
    from pipeline.evaluate.epoch import load_rows
    from pipeline.export.compute_scores import compute_lines

    report = evaluate([judge(row) for row in load_rows(truth, methods)])
    put(to_json(report), compute_lines(report), format, output)


def judge(row: Row) -> Case:
    """Return what the method says of a row, by the same way that a document's figures take."""
    from decimal import Decimal

    from pipeline.applicability.compute import estimate
    from pipeline.applicability.hardware import by_hardware
    from pipeline.applicability.operations import by_parameters
    from pipeline.evaluate.compute import LINES, USED, Case

    view = _view(row)
    chosen = estimate(view)
    each = {"6ND": by_parameters(view), "hardware": by_hardware(view), USED: chosen}
    return Case(
        model=row.model,
        organisation=row.organisation,
        flop=row.flop,
        verdicts=(
            {name: chosen.above(Decimal(repr(flop))) for name, flop, _ in LINES} if chosen else {}
        ),
        guesses={name: _guess(one) for name, one in each.items() if one is not None},
        method=chosen.method if chosen else "",
        why_not="" if chosen else _why_not(row),
        found_by=row.found_by,
    )


def _view(row: Row) -> View:
    from pipeline.applicability.facts import VariantFacts
    from pipeline.applicability.variants import View

    claims = []
    if row.mixture:
        claims.append(_said("architecture", "mixture of experts", None))
    if row.timed and row.hours:
        claims.append(_said("training_time", f"{row.hours:g} hours", "hours", row.hours))
        claims.append(_said("training_hardware", row.machines, "accelerators"))
    facts = VariantFacts(
        parameters_total=_exact(row.parameters),
        parameters_active=_exact(row.active),
        training_tokens=_exact(row.tokens),
    )
    return View(row.model, facts, tuple(claims), tuple(claims))


def _said(element: str, raw: str, unit: str | None, norm: float | str | None = None) -> Claim:
    from pipeline.schema import Claim, Origin, Polarity, Value, Whose

    return Claim(
        element=element,
        subject="",
        variant=None,
        whose=Whose.OWN,
        value=Value(raw, norm if norm is not None else raw, unit=unit),
        origin=Origin.ANALYST,
        polarity=Polarity.AFFIRMED,
        span=None,
        rule="table",
    )


def _exact(number: float | None) -> Decimal | None:
    from decimal import Decimal

    return None if number is None else Decimal(repr(number))


def _guess(found: Estimate) -> Guess:
    from pipeline.evaluate.compute import Guess

    low, high = found.low, found.high
    return Guess(
        None if low is None else float(low),
        float(found.point),
        None if high is None else float(high),
    )


def _why_not(row: Row) -> str:
    unknown = "no number of parameters" if row.parameters is None else "no estimate"
    size = row.no_tokens or unknown
    machines = "no hours" if row.hours is None else "no number or kind of accelerators"
    if row.timed:
        machines = f"no peak rate for {row.machines}"
    return f"{size}; {machines}"
