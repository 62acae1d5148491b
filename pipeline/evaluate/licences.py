"""Licence files: whether each was told for what it is, and altered ones for nothing."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import BadInput
from pipeline.evaluate.intervals import wilson

_COLUMNS = ("repo", "path", "gold", "local")
#: What is asked of the method: exact among the answered, answered among those with a key.
EXACT, ANSWERED = 0.95, 0.85


@dataclass(frozen=True, slots=True)
class File:
    """One licence file; ``gold`` is empty where nobody said what it is."""

    name: str
    gold: str
    local: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a method says of a file: a key, or None with the reason and what is nearest."""

    file: File
    key: str | None
    because: str = ""
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % Wilson interval; the share of nothing is 0."""

    hits: int
    n: int

    @property
    def value(self) -> float:
        """The share, in steps of 1e-4."""
        return round(self.hits / self.n, 4) if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Its interval."""
        return wilson(self.hits, self.n)

    def to_json(self) -> dict[str, object]:
        """Return it for a JSON file."""
        interval = list(self.interval)
        return {"hits": self.hits, "n": self.n, "value": self.value, "interval": interval}


@dataclass(frozen=True, slots=True)
class Scored:
    """What one method got right.

    Attributes:
        answered: Files with a gold key that it gave a key for.
        exact: The gold key among those.
        wrong: Answers that are another key, in the file's order.
        abstained: Files with a gold key that it gave none for.
        confirmed: Files without gold whose key a reader confirmed.
        unconfirmed: Files without gold that it gave a key for that nobody confirmed.
        silent: Number of files without gold that it gave no key for.
    """

    answered: Share
    exact: Share
    wrong: tuple[Answer, ...]
    abstained: tuple[Answer, ...]
    confirmed: tuple[Answer, ...]
    unconfirmed: tuple[Answer, ...]
    silent: int

    @property
    def holds(self) -> bool:
        """Whether it reaches what is asked."""
        return (
            self.exact.value >= EXACT
            and self.answered.value >= ANSWERED
            and not self.wrong
            and not self.unconfirmed
        )


@dataclass(frozen=True, slots=True)
class Alterations:
    """Altered texts: how many of each kind, and those that were given a key all the same."""

    kinds: Mapping[str, int]
    wrong: tuple[tuple[str, str, str], ...]

    @property
    def n(self) -> int:
        """How many texts."""
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class Quoted:
    """A term that a licence file has: which kind, what it does, and the passage word for word."""

    kind: str
    effect: str
    quote: str
    start: int


@dataclass(frozen=True, slots=True)
class LicencesReport:
    """The method, simpler ones on the same files, and the altered texts for each of them.

    Attributes:
        files: Number of files.
        method: What the method got right.
        baselines: The same of simpler methods, by name.
        altered: Altered texts.
        altered_baselines: The same of simpler methods, by name.
        terms: What each file grants and restricts, by its name. Nobody labelled that: it is
            shown to be read.
    """

    files: int
    method: Scored
    baselines: Mapping[str, Scored]
    altered: Alterations
    altered_baselines: Mapping[str, Alterations]
    terms: Mapping[str, tuple[Quoted, ...]] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """Return the report for a JSON file."""
        return {
            "files": self.files,
            "holds": self.method.holds and not self.altered.wrong,
            **_scored(self.method),
            "baselines": {name: _scored(scored) for name, scored in self.baselines.items()},
            "altered": _altered(self.altered),
            "altered_baselines": {
                name: len(found.wrong) for name, found in self.altered_baselines.items()
            },
            "terms": {
                name: [
                    {"kind": t.kind, "effect": t.effect, "quote": t.quote, "start": t.start}
                    for t in found
                ]
                for name, found in self.terms.items()
            },
        }


def load_files(path: Path) -> tuple[File, ...]:
    """Return the rows of a table of licence files.

    Raises:
        BadInput: it cannot be read, or a column is missing.
    """
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"--truth {path} cannot be read: {error}") from error
    if not rows:
        raise BadInput(f"--truth {path} has no rows")
    if missing := [column for column in _COLUMNS if column not in rows[0]]:
        raise BadInput(
            f"--truth {path}: a table with tabs and the columns {', '.join(_COLUMNS)} was "
            f"expected; missing: {', '.join(missing)}"
        )
    return tuple(
        File(f"{row['repo']} {row['path']}", (row["gold"] or "").strip(), row["local"] or "")
        for row in rows
    )


def score(
    answers: Sequence[Answer],
    confirmed: Callable[[Answer], bool],
    same: Callable[[str, str], bool],
) -> Scored:
    """Hold answers against the gold keys.

    Args:
        answers: One a file.
        confirmed: Whether a reader of that file confirmed the answer's key.
        same: Whether two keys are the same licence's.
    """
    labelled = [answer for answer in answers if answer.file.gold]
    given = [answer for answer in labelled if answer.key]
    right = [answer for answer in given if same(answer.key or "", answer.file.gold)]
    others = [answer for answer in answers if not answer.file.gold and answer.key]
    return Scored(
        answered=Share(len(given), len(labelled)),
        exact=Share(len(right), len(given)),
        wrong=tuple(answer for answer in given if answer not in right),
        abstained=tuple(answer for answer in labelled if not answer.key),
        confirmed=tuple(answer for answer in others if confirmed(answer)),
        unconfirmed=tuple(answer for answer in others if not confirmed(answer)),
        silent=sum(not answer.file.gold and not answer.key for answer in answers),
    )


def score_altered(answers: Sequence[tuple[str, str, str, str | None]]) -> Alterations:
    """Count altered texts; any key for one is wrong.

    Args:
        answers: (name of the original, kind of change, the change, key or None).
    """
    kinds = Counter(kind for _, kind, _, _ in answers)
    wrong = [(name, f"{kind}: {change}", key) for name, kind, change, key in answers if key]
    return Alterations(dict(sorted(kinds.items())), tuple(wrong))


def _scored(scored: Scored) -> dict[str, object]:
    return {
        "answered": scored.answered.to_json(),
        "exact": scored.exact.to_json(),
        "wrong": [_answer(answer) for answer in scored.wrong],
        "abstained": [_answer(answer) for answer in scored.abstained],
        "without_gold": {
            "confirmed": [_answer(answer) for answer in scored.confirmed],
            "unconfirmed": [_answer(answer) for answer in scored.unconfirmed],
            "abstained": scored.silent,
        },
    }


def _answer(answer: Answer) -> dict[str, object]:
    return {
        "file": answer.file.name,
        "gold": answer.file.gold or None,
        "key": answer.key,
        "because": answer.because,
        "nearest": answer.nearest or None,
    }


def _altered(found: Alterations) -> dict[str, object]:
    wrong = [{"of": name, "change": change, "key": key} for name, change, key in found.wrong]
    return {"n": found.n, "kinds": dict(found.kinds), "wrong": wrong}
