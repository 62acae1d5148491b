"""Benchmark scores of claims against rows that others took from the same cards.

A row is found where a claim has its model, its benchmark and its score, and says rightly whether
the model is the card's own. Models agree where their names have the same parts; benchmarks agree
in name, with or without the row's split, but ``pro`` is a benchmark of its own (MMLU-Pro). Rows
that ``corpora/evaluation/benchmark_rows.yaml`` leaves out are listed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.errors import BadInput
from pipeline.evaluate.agreement import ratio
from pipeline.evaluate.cases import words
from pipeline.evaluate.intervals import wilson
from pipeline.evaluate.value_match import fold
from pipeline.schema import Claim, Polarity, Whose

FILE = "evaluation/benchmark_rows.yaml"
COLUMNS = ("model_name", "document_slug", "lab_slug", "benchmark_name", "split", "score",
           "repo", "path")  # fmt: skip
#: A split with this name makes another benchmark of it.
_OTHER_BENCHMARK = frozenset({"pro"})
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Row:
    """A score that the table gives.

    Attributes:
        document: ``repo path``, as a manifest names the document.
        model: Name of the model.
        own: Whether it is the card's own model.
        benchmark: Name of the benchmark.
        split: Its part, or empty.
        score: The score, in the card's unit.
    """

    document: str
    model: str
    own: bool
    benchmark: str
    split: str
    score: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that the table has wrong, and why."""

    model: str
    benchmark: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Rules:
    """Other names of benchmarks, and the rows that are left out."""

    same_as: Mapping[str, str]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class BenchmarkReport:
    """How many rows were found.

    Attributes:
        rows: Scored rows.
        found: Rows with a claim of the same model, benchmark and score, and whose it is.
        interval: 95 % Wilson interval of found / rows.
        own, own_found: The same for the card's own model; rivals are the rest.
        anyone: Rows with a claim of the same benchmark and score, whoever's: the ceiling of
            telling models apart.
        claims: Claims about a model and benchmark that rows have.
        right: Those whose score a row has.
        missed: Rows that were not found.
        left_out: Rows that take no part, with the reason.
    """

    rows: int
    found: int
    interval: tuple[float, float]
    own: int
    own_found: int
    anyone: int
    claims: int
    right: int
    missed: tuple[Row, ...]
    left_out: tuple[tuple[Row, str], ...]

    def to_json(self) -> dict[str, object]:
        """Return the report as plain data."""
        return {**asdict(self), "recall": round(ratio(self.found, self.rows), 4),
                "precision": round(ratio(self.right, self.claims), 4)}  # fmt: skip


@lru_cache(maxsize=1)
def rules() -> Rules:
    """Return how such tables are read.

    Raises:
        BadCorpus: the file has rows with unknown or missing keys; all are named.
    """
    data, faults = load(FILE), Faults(FILE)
    names: dict[str, str] = {}
    for row in data.get("same_as", ()):
        for key in unknown_keys(row, ("name", "card", "why")):
            faults.add(str(row), f"unknown key {key}")
        pair = faults.attempt(str(row), lambda row=row: (fold(row["name"]), row["card"]))  # type: ignore[misc]
        if pair:
            names[pair[0]] = pair[1]
    out = [
        faults.attempt(str(row), lambda row=row: LeftOut(**row))  # type: ignore[misc]
        for row in data.get("left_out", ())
    ]
    faults.done()
    return Rules(names, tuple(one for one in out if one))


def is_benchmark_rows(path: Path) -> bool:
    """True where a file's first line has the columns of such a table."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            header = next(csv.reader([lines.readline()]), [])
    except (OSError, UnicodeDecodeError, csv.Error):
        return False
    return set(COLUMNS) <= set(header)


def load_rows(path: Path) -> tuple[Row, ...]:
    """Read a table of scores, with commas and a header.

    The card's own model is what ``document_slug`` names between the lab and the kind of
    document: ``acme_nova2_card`` is about models whose name begins with Nova 2.

    Raises:
        BadInput: the file cannot be read or has faulty lines; the first ones are named.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"the rows in {path} cannot be read: {error}") from error
    found: list[Row] = []
    faults: list[str] = []
    for number, row in enumerate(rows, 2):
        try:
            slug = row["document_slug"].removeprefix(row["lab_slug"] + "_").rpartition("_")[0]
            own = fold(row["model_name"]).startswith(fold(slug)) if slug else False
            found.append(
                Row(
                    f"{row['repo']} {row['path']}", row["model_name"], own,
                    row["benchmark_name"], row["split"] or "", float(row["score"]),
                )
            )  # fmt: skip
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            faults.append(f"line {number}: {type(error).__name__}: {error}")
    if faults or not found:
        told = "; ".join(faults[:10]) or "it holds no row"
        raise BadInput(f"{path} is not a table of benchmark scores: {told}")
    return tuple(found)


def score_rows(rows: Sequence[Row], claims: Mapping[str, Iterable[Claim]]) -> BenchmarkReport:
    """Compare the rows of a table with the claims of their documents.

    Args:
        rows: As ``load_rows`` gives them.
        claims: All claims by document, own and others'.
    """
    about = {document: _scores(made) for document, made in claims.items()}
    kept, left = [], []
    for row in rows:
        why = _left_out(row)
        if why is None:
            kept.append(row)
        else:
            left.append((row, why))
    missed = []
    anyone = 0
    for row in kept:
        named = [
            claim
            for claim in about.get(row.document, ())
            if _same_benchmark(row, claim) and _same_score(row, claim)
        ]
        anyone += bool(named)
        if not any(_same_model(row, claim) and _same_owner(row, claim) for claim in named):
            missed.append(row)
    judged = [
        (document, claim)
        for document, made in about.items()
        for claim in made
        if any(_asks(row, document, claim) for row in kept)
    ]
    right = sum(
        any(_asks(row, document, claim) and _same_score(row, claim) for row in kept)
        for document, claim in judged
    )
    found = len(kept) - len(missed)
    own = sum(row.own for row in kept)
    return BenchmarkReport(
        len(kept), found, wilson(found, len(kept)), own, own - sum(row.own for row in missed),
        anyone, len(judged), right, tuple(missed), tuple(left),
    )  # fmt: skip


def _scores(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(
        claim
        for claim in claims
        if claim.benchmark is not None
        and claim.polarity is Polarity.AFFIRMED
        and isinstance(claim.value.norm, int | float)
    )


def _left_out(row: Row) -> str | None:
    for one in rules().left_out:
        if (one.model, one.benchmark, one.score) == (row.model, row.benchmark, row.score):
            return one.why
    return None


def _asks(row: Row, document: str, claim: Claim) -> bool:
    return row.document == document and _same_benchmark(row, claim) and _same_model(row, claim)


def _same_benchmark(row: Row, claim: Claim) -> bool:
    name = re.sub(r"\s*\([^)]*\)", "", row.benchmark)
    name = rules().same_as.get(fold(name), name)
    said = fold(claim.benchmark.name) if claim.benchmark else ""
    with_split = fold(name + row.split)
    return said == with_split or (row.split not in _OTHER_BENCHMARK and said == fold(name))


def _same_model(row: Row, claim: Claim) -> bool:
    return words(row.model) == words(f"{claim.subject} {claim.variant or ''}")


def _same_owner(row: Row, claim: Claim) -> bool:
    return (claim.whose is Whose.OWN) is row.own


def _same_score(row: Row, claim: Claim) -> bool:
    norm = claim.value.norm
    return isinstance(norm, int | float) and abs(float(norm) - row.score) < _CLOSE
