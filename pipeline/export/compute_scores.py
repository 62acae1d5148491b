"""Scores of compute estimates as lines of Markdown: printed, and in the docs as they are."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.evaluate.compute import USED, Case, LineScore, Report
from pipeline.evaluate.intervals import wilson

_VERDICTS = {"yes": "above", "no": "not above", "unknown": "undetermined"}


def compute_lines(report: Report) -> Iterator[str]:
    """Yield tables: both lines, halves, coverage, the models above 10^25, what was left out."""
    judged = report.rows - len(report.left_out)
    yield (
        f"{report.rows} models state a compute and name no base; {judged} have inputs for an "
        "estimate. The stated figure is hidden from the method. 95 % intervals after Wilson."
    )
    yield ""
    yield "| line | models | truly above | decided | right among decided | asked | always below |"
    yield "|---|---|---|---|---|---|---|"
    for score in report.lines:
        yield _score_row(score, "")
    for half, scores in report.halves.items():
        for score in scores:
            yield _score_row(score, f", {half} half")
    yield ""
    yield "Coverage of the interval (share of models whose stated figure lies inside):"
    yield ""
    yield "| method | organisations | models | held | stated is lower | stated is higher |"
    yield "|---|---|---|---|---|---|"
    for one in report.coverage:
        if one.n:
            held = _share(one.held, one.n)
            yield f"| {one.method} | {one.half} | {one.n} | {held} | {one.under} | {one.over} |"
    yield ""
    yield "Models that truly lie above 10^25:"
    yield ""
    yield "| model | organisation | stated | estimate | method | verdict |"
    yield "|---|---|---|---|---|---|"
    for case in report.above:
        yield _case_row(case, "1e25")
    yield ""
    yield "Decided and wrong:" if report.wrong else "Decided and wrong: none."
    if report.wrong:
        yield ""
        yield "| line | model | organisation | stated | estimate | method | verdict |"
        yield "|---|---|---|---|---|---|---|"
        for line, case in report.wrong:
            yield f"| {line} {_case_row(case, line)}"
    yield ""
    yield f"Left out ({len(report.left_out)}):"
    yield ""
    for model, why in report.left_out:
        yield f"- {model}: {why}"


def _score_row(score: LineScore, suffix: str) -> str:
    below = f"{score.below_right / score.decided:.3f}" if score.decided else "-"
    return (
        f"| {score.line}{suffix} | {score.n} | {score.above} | "
        f"{score.decided} ({score.share_decided:.3f}) | {_share(score.right, score.decided)} | "
        f"{score.asked} | {below} |"
    )


def _case_row(case: Case, line: str) -> str:
    guess = case.guesses.get(USED)
    if guess is None:
        told = f"none: {case.why_not}"
        return (
            f"| {case.model} | {case.organisation} | {case.flop:.2e} | {told} | - | undetermined |"
        )
    ends = [f"{end:.2e}" if end is not None else "open" for end in (guess.low, guess.high)]
    return (
        f"| {case.model} | {case.organisation} | {case.flop:.2e} | "
        f"{guess.point:.2e} ({ends[0]} to {ends[1]}) | {case.method} | "
        f"{_VERDICTS[str(case.verdicts[line])]} |"
    )


def _share(hits: int, n: int) -> str:
    low, high = wilson(hits, n)
    share = hits / n if n else 0.0
    return f"{hits}/{n} = {share:.3f} ({low:.2f}–{high:.2f})"
