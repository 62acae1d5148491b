"""Coded risks against hand-coded ones: statuses of cells, passages, facets, sources.

A cell is one document and one risk. A stretch is a run of sentences that a person coded; a passage
counts as right where it overlaps a stretch that carries the same code. Stretches that are marked
arguable count neither way.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.errors import BadInput
from pipeline.evaluate.intervals import wilson

FACETS = ("method", "threshold", "result", "mitigation")
SPEAKING = ("assessed", "mitigated_only", "mentioned", "not_evaluated")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of sentences that a person coded.

    Attributes:
        doc: Id of the document.
        start: First character in the document's text when it was coded.
        first: Its first words; with ``last`` they find it again where the text has shifted.
        last: Its last words.
        risks: Risks that it speaks of.
        facets: What of an assessment it tells.
        codes: Sources of risk that it names; None where these were not coded.
        arguable: True where a person could decide otherwise.
    """

    doc: str
    start: int
    first: str
    last: str
    risks: frozenset[str]
    facets: frozenset[str]
    codes: frozenset[str] | None = None
    arguable: bool = False


@dataclass(frozen=True, slots=True)
class Truth:
    """What a person coded of one document.

    Attributes:
        doc: Id of the document.
        split: ``written_on`` for documents that the words were written on, else ``held_out``.
        statuses: Risk -> status; only these risks were coded.
        stretches: Its stretches.
        passages: False where only statuses were coded.
    """

    doc: str
    split: str
    statuses: Mapping[str, str]
    stretches: tuple[Stretch, ...] = ()
    passages: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """A passage that was coded by the method; those that only forbid a use are left out."""

    start: int
    end: int
    risks: frozenset[str]
    facets: frozenset[str]
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Predicted:
    """What the method says of one document: its text, statuses by risk, and passages."""

    text: str
    statuses: Mapping[str, str]
    passages: tuple[Told, ...]


@dataclass
class Rate:
    """Right among found, and found among coded."""

    found: int = 0
    right: int = 0
    coded: int = 0
    hit: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return precision and recall with n and Wilson intervals; null where n is 0."""
        return {
            "precision": round(self.right / self.found, 4) if self.found else None,
            "found": self.found,
            "precision_interval": list(wilson(self.right, self.found)),
            "recall": round(self.hit / self.coded, 4) if self.coded else None,
            "coded": self.coded,
            "recall_interval": list(wilson(self.hit, self.coded)),
        }


@dataclass
class Report:
    """Scores of one split.

    Attributes:
        documents: How many.
        cells: How many cells were coded.
        same: Cells whose status is the coded one.
        baseline_same: The same, were every mention an assessment.
        assessed: Cells called assessed.
        silent: Cells called silent.
        passages: Passages by risk, ``all`` for all of them.
        facets: Facets of passages.
        codes: Sources of risk in stretches whose sources were coded.
        confusion: (coded, called) -> cells, where they differ.
        lost: Stretches whose words the text does not hold any more.
    """

    documents: int = 0
    cells: int = 0
    same: int = 0
    baseline_same: int = 0
    assessed: Rate = field(default_factory=Rate)
    silent: Rate = field(default_factory=Rate)
    passages: dict[str, Rate] = field(default_factory=lambda: {"all": Rate()})
    facets: dict[str, Rate] = field(default_factory=lambda: {name: Rate() for name in FACETS})
    codes: Rate = field(default_factory=Rate)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return the scores as data."""
        return {
            "documents": self.documents,
            "cells": self.cells,
            "same_status": round(self.same / self.cells, 4) if self.cells else None,
            "every_mention_an_assessment": (
                round(self.baseline_same / self.cells, 4) if self.cells else None
            ),
            "assessed": self.assessed.to_json(),
            "silent": self.silent.to_json(),
            "passages": {name: rate.to_json() for name, rate in self.passages.items()},
            "facets": {name: rate.to_json() for name, rate in self.facets.items()},
            "sources": self.codes.to_json(),
            "differing": [
                {"coded": coded, "called": called, "cells": count}
                for (coded, called), count in sorted(self.confusion.items())
            ],
            "lost": self.lost,
        }


def load(path: Path) -> tuple[Truth, ...]:
    """Return the hand-coded documents of a JSONL file.

    Raises:
        BadInput: the file cannot be read, or rows are faulty; the first of them is named.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: cannot be read: {error}") from error
    heads: dict[str, Truth] = {}
    stretches: dict[str, list[Stretch]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if "statuses" in row:
                heads[row["doc"]] = Truth(
                    row["doc"], row["split"], row["statuses"], (), row.get("passages", True)
                )
            else:
                stretches.setdefault(row["doc"], []).append(_stretch(row))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadInput(f"{path}, line {number}: {type(error).__name__}: {error}") from error
    if stray := sorted(set(stretches) - set(heads)):
        raise BadInput(f"{path}: no row with statuses for {', '.join(stray)}")
    return tuple(
        replace(head, stretches=tuple(stretches.get(name, ()))) for name, head in heads.items()
    )


def _stretch(row: Mapping[str, Any]) -> Stretch:
    facets = frozenset(row["facets"])
    if stray := facets - set(FACETS):
        raise ValueError(f"unknown facets: {', '.join(sorted(stray))}")
    codes = row.get("codes")
    return Stretch(
        row["doc"],
        int(row["start"]),
        row["first"],
        row["last"],
        frozenset(row["risks"]),
        facets,
        None if codes is None else frozenset(codes),
        bool(row.get("arguable")),
    )


def place(stretch: Stretch, text: str) -> tuple[int, int] | None:
    """Return (start, end) of a stretch in a text, nearest to where it stood; None if it is gone."""
    starts = [m.start() for m in _pattern(stretch.first).finditer(text)]
    if not starts:
        return None
    start = min(starts, key=lambda at: (abs(at - stretch.start), at))
    last = _pattern(stretch.last).search(text, start)
    return (start, last.end()) if last else None


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, words.split())))


def score(truths: Iterable[Truth], predicted: Mapping[str, Predicted]) -> dict[str, Report]:
    """Return the report of each split.

    Args:
        truths: What was coded by hand.
        predicted: What the method says, by document id.
    """
    reports: dict[str, Report] = {}
    for truth in truths:
        report = reports.setdefault(truth.split, Report())
        found = predicted[truth.doc]
        report.documents += 1
        _cells(report, truth, found)
        if truth.passages:
            _passages(report, truth, found)
    return reports


def _cells(report: Report, truth: Truth, found: Predicted) -> None:
    for risk, coded in truth.statuses.items():
        called = found.statuses.get(risk, "silent")
        report.cells += 1
        report.same += called == coded
        baseline = "silent" if called == "silent" else "assessed"
        report.baseline_same += baseline == coded
        if called != coded:
            report.confusion[coded, called] += 1
        for rate, name in ((report.assessed, "assessed"), (report.silent, "silent")):
            rate.found += called == name
            rate.right += called == coded == name
            rate.coded += coded == name
            rate.hit += called == coded == name


def _passages(report: Report, truth: Truth, found: Predicted) -> None:
    placed: list[tuple[Stretch, int, int]] = []
    for stretch in truth.stretches:
        where = place(stretch, found.text)
        if where is None:
            report.lost.append(f"{truth.doc}: {stretch.first}")
        else:
            placed.append((stretch, *where))
    for risk in truth.statuses:
        rates = (report.passages["all"], report.passages.setdefault(risk, Rate()))
        told = [one for one in found.passages if risk in one.risks]
        mine = [item for item in placed if risk in item[0].risks]
        _risk(rates, report.facets, told, mine)
    for stretch, start, end in placed:
        if stretch.codes is not None and not stretch.arguable:
            inside = [one.codes for one in found.passages if _overlap(one, start, end)]
            called = frozenset().union(*inside)
            report.codes.found += len(called)
            report.codes.right += len(called & stretch.codes)
            report.codes.coded += len(stretch.codes)
            report.codes.hit += len(called & stretch.codes)


def _risk(
    rates: Sequence[Rate],
    facets: Mapping[str, Rate],
    told: Sequence[Told],
    mine: Sequence[tuple[Stretch, int, int]],
) -> None:
    """Count the passages and stretches of one risk in one document."""
    for one in told:
        over = [stretch for stretch, start, end in mine if _overlap(one, start, end)]
        sure = [stretch for stretch in over if not stretch.arguable]
        if over and not sure:
            continue
        for rate in rates:
            rate.found += 1
            rate.right += bool(sure)
        for name in one.facets:
            facets[name].found += 1
            facets[name].right += any(name in stretch.facets for stretch in sure)
    for stretch, start, end in mine:
        if stretch.arguable:
            continue
        inside = [one for one in told if _overlap(one, start, end)]
        for rate in rates:
            rate.coded += 1
            rate.hit += bool(inside)
        for name in stretch.facets:
            facets[name].coded += 1
            facets[name].hit += any(name in one.facets for one in inside)


def _overlap(one: Told, start: int, end: int) -> bool:
    return one.start < end and start < one.end
