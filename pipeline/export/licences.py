"""The evaluation of licence files as lines of Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.evaluate.licences import (
    ANSWERED,
    EXACT,
    Answer,
    LicencesReport,
    Quoted,
    Scored,
    Share,
)


def licences_lines(report: LicencesReport) -> Iterator[str]:
    """Yield the tables: the method beside simpler ones, then every file that was not plain."""
    method = report.method
    yield (
        f"{report.files} files, {method.answered.n} with a key that others gave; "
        f"95 % intervals after Wilson."
    )
    yield ""
    yield "| method | answered | exact among them | wrong | without gold: key, abstained |"
    yield "|---|---|---|---|---|"
    yield _row("**Lacuna**", method)
    for name, scored in report.baselines.items():
        yield _row(name, scored)
    yield ""
    kinds = ", ".join(f"{kind} {n}" for kind, n in report.altered.kinds.items())
    yield f"{report.altered.n} altered texts ({kinds}), given a key all the same:"
    yield ""
    yield f"- **Lacuna**: {len(report.altered.wrong)}"
    for name, found in report.altered_baselines.items():
        yield f"- {name}: {len(found.wrong)}"
    for name, change, key in report.altered.wrong:
        yield f"  - {name} as {key}, {change}"
    yield from _list("Wrong", method.wrong)
    yield from _list("Abstained, though others gave a key", method.abstained)
    yield from _list("No gold, and a reader confirmed the key", method.confirmed)
    yield from _list("No gold, and nobody confirmed the key", method.unconfirmed)
    yield from _terms(report.terms)
    yield ""
    holds = method.holds and not report.altered.wrong
    yield (
        f"Asked: exact at least {EXACT}, answered at least {ANSWERED}, none wrong, no key that "
        f"nobody confirmed, no altered text taken for a licence: {'holds' if holds else 'FAILS'}."
    )


def _terms(terms: Mapping[str, Sequence[Quoted]]) -> Iterator[str]:
    """Yield which file has how many passages of what; all passages are in the JSON report."""
    restricted = {
        name: Counter(term.kind for term in found if term.effect in ("closes", "limits"))
        for name, found in terms.items()
    }
    restricted = {name: kinds for name, kinds in restricted.items() if kinds}
    yield ""
    yield f"Files whose text restricts what must be free, or may: {len(restricted)}."
    for name, kinds in restricted.items():
        yield f"- {name}: {', '.join(f'{kind} {n}' for kind, n in sorted(kinds.items()))}"


def _row(name: str, scored: Scored) -> str:
    keys = len(scored.confirmed) + len(scored.unconfirmed)
    return (
        f"| {name} | {_share(scored.answered)} | {_share(scored.exact)} | {len(scored.wrong)} "
        f"| {keys}, {scored.silent} |"
    )


def _share(share: Share) -> str:
    low, high = share.interval
    return f"{share.hits} of {share.n}, {share.value:.3f} ({low:.2f}–{high:.2f})"


def _list(title: str, answers: Sequence[Answer]) -> Iterator[str]:
    yield ""
    yield f"{title}: {len(answers)}."
    for answer in answers:
        gold = f" (gold {answer.file.gold})" if answer.file.gold else ""
        key = f"{answer.key}. " if answer.key else ""
        yield f"- {answer.file.name}{gold}: {key}{answer.because}"
