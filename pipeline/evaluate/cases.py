"""Typed values against rows that other projects joined and a reader checked by hand.

A row asks one thing of one model in one document ("how many parameters has Nova 7B?") and its
verdict says what an honest answer is: the document's value (stated, stated more coarsely, in
conflict with the joined one) or none (not stated, another model's). An answer is right where it
has the document's value; any answer to a row that has none is wrong. Precision is over all rows
that were answered, recall over the stated ones.

Which values answer a row: those of the own model whose variant fits the row's model. A row about
another model is answered only by a value that is given for that very model.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import BadInput
from pipeline.evaluate.agreement import f_beta, ratio
from pipeline.evaluate.intervals import bootstrap
from pipeline.evaluate.value_match import (
    TYPED,
    Kind,
    Normalise,
    Typed,
    compatible,
    fold,
    of_label,
    of_value,
    same,
)
from pipeline.evaluate.values import PredictedValue
from pipeline.schema import Claim, Origin, Polarity, Value, Whose

COLUMNS = ("repo", "path", "claim_type", "model", "truth_value", "verdict", "document_value")

#: End of the rules' names whose value the words only imply.
IMPLIED = "/implied"

#: Types with fewer rows are reported and ask for nothing.
FEW = 30

#: What is asked -> the elements whose values answer it. Both modalities are one question.
ASKED: dict[str, tuple[str, ...]] = {
    "parameter_count": ("parameters_total",),
    "training_data_size": ("data_size",),
    "training_hardware": ("training_hardware",),
    "training_time": ("training_time",),
    "training_emissions": ("carbon",),
    "release_date": ("release_date",),
    "knowledge_cutoff": ("data_cutoff",),
    "licence": ("licence",),
    "license": ("licence",),
    "context_length": ("max_input",),
    "max_output": ("max_output",),
    "input_modalities": ("input_modalities",),
    "output_modalities": ("output_modalities",),
    "modality": ("input_modalities", "output_modalities"),
}

#: Elements whose rows ask for a number of tokens or samples: hours and bytes are no answer.
_COUNTED = frozenset({"data_size"})
_COUNTS = frozenset({None, "", "tokens", "samples", "examples", "images", "pairs", "characters"})
_SCALE = {"": 1.0, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
_NUMBER = re.compile(r"\s*(?P<n>\d+(?:\.\d+)?(?:e\d+)?)(?P<s>[KMBT]?)\+?(?:\s+[A-Za-z].*)?\s*")
#: The contract's modalities have no code of their own: it is text.
_MODALITY = {"code": "text"}


class Verdict(StrEnum):
    """What a reader found in the document for a row."""

    STATED = "stated"
    COARSER = "stated_coarser"
    NOT_STATED = "not_stated"
    OTHER_MODEL = "other_model"
    CONFLICT = "conflict"

    @property
    def has_value(self) -> bool:
        """True where the document has a value for the row."""
        return self in (Verdict.STATED, Verdict.COARSER, Verdict.CONFLICT)


class Outcome(StrEnum):
    """What became of a row."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Case:
    """One row.

    Attributes:
        document: ``repo path``, as a manifest names the document.
        asked: Type of the value, a key of ``ASKED``.
        model: The model that it is asked of.
        verdict: What the reader found.
        expected: The document's value; empty where it has none.
        weak: Whether the reader marked the row as arguable.
    """

    document: str
    asked: str
    model: str
    verdict: Verdict
    expected: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A value that a method gives for a document.

    Attributes:
        element: Element id.
        value: The value.
        subject: The model that it is about; None where the method does not tell models apart,
            so that it is an answer about any of them.
        variant: Its variant; None for all.
    """

    element: str
    value: Value
    subject: str | None = None
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A row and what was said."""

    case: Case
    outcome: Outcome
    said: tuple[str, ...]
    sole: bool


@dataclass(frozen=True)
class CaseScore:
    """How well rows were answered.

    Attributes:
        rows: All rows.
        answered: Rows that got an answer.
        right: Answers with the document's value.
        stated: Rows whose value the document states, also more coarsely.
        found: Those with a right answer.
        rates: precision, recall, f1, accuracy (right answers and right silences over all rows).
        intervals: 95 %, by resampling documents.
        sole: Share of right answers that hold the expected value and no other.
    """

    rows: int
    answered: int
    right: int
    stated: int
    found: int
    rates: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    sole: float


def is_cases(path: Path) -> bool:
    """True where a file's first line has the columns of such rows."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            header = lines.readline().rstrip("\r\n").split("\t")
    except (OSError, UnicodeDecodeError):
        return False
    return set(COLUMNS) <= set(header)


def load_cases(path: Path) -> tuple[Case, ...]:
    """Read rows, tab-separated with a header; a column ``note`` may begin with ``weak``.

    Raises:
        BadInput: the file cannot be read or has faulty lines; the first ones are named.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"the rows in {path} cannot be read: {error}") from error
    found: list[Case] = []
    faults: list[str] = []
    for number, row in enumerate(rows, 2):
        try:
            asked, verdict = row["claim_type"], Verdict(row["verdict"])
            if asked not in ASKED:
                raise ValueError(f"claim_type {asked!r} is not known")
            expected = (row["document_value"] or "").strip()
            if verdict.has_value and not expected:
                raise ValueError(f"a row that is {verdict} needs a document_value")
            document = f"{row['repo']} {row['path']}"
            weak = (row.get("note") or "").lower().startswith("weak")
            found.append(Case(document, asked, row["model"], verdict, expected, weak))
        except (ValueError, KeyError) as error:
            faults.append(f"line {number}: {error}")
    if faults or not found:
        told = "; ".join(faults[:10]) or "it holds no row"
        raise BadInput(f"{path} is not a file of checked rows: {told}")
    return tuple(found)


def from_claims(claims: Iterable[Claim]) -> tuple[Said, ...]:
    """Return the own model's stated, affirmed values, each with its model and variant.

    A value that is only implied (text, of a "language model") is no statement.
    """
    return tuple(
        Said(claim.element, claim.value, claim.subject, claim.variant)
        for claim in claims
        if claim.element in TYPED
        and claim.whose is Whose.OWN
        and claim.polarity is Polarity.AFFIRMED
        and claim.origin is Origin.STATED
        and not claim.rule.endswith(IMPLIED)
    )


def whoever(claims: Iterable[Claim]) -> tuple[Said, ...]:
    """Return every affirmed value, whoever's it is: what it costs not to tell models apart."""
    return tuple(
        Said(claim.element, claim.value)
        for claim in claims
        if claim.element in TYPED and claim.polarity is Polarity.AFFIRMED
    )


def from_hits(hits: Iterable[PredictedValue]) -> tuple[Said, ...]:
    """Return the values of a method that does not tell models apart."""
    return tuple(Said(hit.element, hit.value) for hit in hits)


def answer(
    case: Case, said: Sequence[Said], normalise: Mapping[Kind, Normalise] | None = None
) -> Answered:
    """Return what became of a row, given all that was said about its document."""
    how = normalise or {}
    shown: list[str] = []
    outcomes: list[tuple[Outcome, bool]] = []
    for elements, expected in _parts(case):
        fitting = []
        for element in elements:
            about = [one for one in said if one.element == element]
            fitting += [one for one in about if _answers(one, case, about)]
        shown += dict.fromkeys(one.value.raw for one in fitting)
        outcomes.append(_judge(TYPED[elements[0]], case.verdict, expected, fitting, how))
    outcome, sole = min(outcomes, key=lambda one: (_WORST.index(one[0]), one[1]))
    return Answered(case, outcome, tuple(shown), sole)


#: A row with two parts is as good as the worse of them.
_WORST = (Outcome.WRONG, Outcome.MISSED, Outcome.SILENT, Outcome.RIGHT)


def _parts(case: Case) -> list[tuple[tuple[str, ...], str]]:
    """Return what a row asks: elements whose values answer it, and the expected value.

    "text; image" asks for inputs and outputs apart; without a semicolon for both together.
    """
    elements = ASKED[case.asked]
    wanted = [part.strip() for part in case.expected.split(";")]
    if len(elements) == len(wanted):
        return [((element,), part) for element, part in zip(elements, wanted, strict=True)]
    return [(elements, case.expected)]


def _judge(
    kind: Kind,
    verdict: Verdict,
    expected: str,
    fitting: Sequence[Said],
    normalise: Mapping[Kind, Normalise],
) -> tuple[Outcome, bool]:
    how = normalise.get(kind, fold)
    values = [typed for one in fitting for typed in of_value(kind, one.value, how)]
    if not values:
        return (Outcome.MISSED if verdict.has_value else Outcome.SILENT), False
    if not verdict.has_value:
        return Outcome.WRONG, False
    wanted = _expected(kind, expected, how)
    if kind is Kind.MODALITY:
        right = {_MODALITY.get(v.words, v.words) for v in values} == {w.words for w in wanted}
        return (Outcome.RIGHT if right else Outcome.WRONG), right
    hits = [any(same(kind, value, want) for want in wanted) for value in values]
    return (Outcome.RIGHT if any(hits) else Outcome.WRONG), all(hits)


def _expected(kind: Kind, text: str, how: Normalise) -> list[Typed]:
    """Return the document's value as comparable ones; of several names each is right."""
    if kind in (Kind.NUMBER, Kind.WINDOW):
        match = _NUMBER.fullmatch(text)
        return of_label(kind, float(match["n"]) * _SCALE[match["s"]], text, how) if match else []
    members = [member.strip() for member in re.split(r"[,|]", text)]
    if kind is Kind.MODALITY:
        members = [_MODALITY.get(member, member) for member in members]
    if kind is Kind.HARDWARE:
        members = [text]
    return [typed for member in members for typed in of_label(kind, member, text, how)]


def _answers(one: Said, case: Case, about: Sequence[Said]) -> bool:
    """Say whether a value is an answer to a row: it fits the row's model, in the row's unit."""
    if one.element in _COUNTED and not case.verdict.has_value and one.value.unit not in _COUNTS:
        return False
    if one.subject is None:
        return True
    asked, subject, mine = words(case.model), words(one.subject), words(one.variant or "")
    if case.verdict is Verdict.OTHER_MODEL:
        return subject <= asked <= subject | mine
    if not mine or mine <= asked:
        return True
    if not compatible(one.variant, case.model):
        return False
    # What the row's name has beyond the model's own tells a variant; ours must share it.
    beyond = [word for word in asked if fold(word) not in fold(one.subject)]
    if beyond and mine.isdisjoint(asked):
        return False
    known = frozenset[str]().union(*(words(other.variant or "") for other in about))
    return (asked & known) <= mine


def words(name: str) -> frozenset[str]:
    """Return the parts of a model's name, without case: ``Nova-2 7B`` has nova, 2 and 7b."""
    return frozenset(word for word in re.split(r"[\s\-_/()]+", name.lower()) if word)


def score_cases(answers: Sequence[Answered], *, intervals: bool = True) -> CaseScore:
    """Return the score of answered rows."""
    per_document: dict[str, NDArray[np.int64]] = {}
    for one in answers:
        counts = per_document.setdefault(one.case.document, np.zeros(6, dtype=np.int64))
        right = one.outcome is Outcome.RIGHT
        stated = one.case.verdict in (Verdict.STATED, Verdict.COARSER)
        replied = right or one.outcome is Outcome.WRONG
        proper = right or one.outcome is Outcome.SILENT
        counts += np.array([1, replied, right, stated, stated and right, proper], dtype=np.int64)
    listed = list(per_document.values())
    total = np.sum(listed, axis=0) if listed else np.zeros(6, dtype=np.int64)
    counted = [int(count) for count in total[:5]]
    alone = sum(one.sole for one in answers if one.outcome is Outcome.RIGHT)
    return CaseScore(
        rows=counted[0],
        answered=counted[1],
        right=counted[2],
        stated=counted[3],
        found=counted[4],
        rates=_rates(total),
        intervals=bootstrap(listed, _rates) if intervals else {},
        sole=ratio(alone, counted[2]),
    )


def _rates(counts: NDArray[np.int64]) -> dict[str, float]:
    rows, answered, right, stated, found, proper = (float(count) for count in counts)
    precision, recall = ratio(right, answered), ratio(found, stated)
    return {
        "precision": precision,
        "recall": recall,
        "f1": f_beta(precision, recall, 1),
        "accuracy": ratio(proper, rows),
    }


def halves(providers: Iterable[str]) -> dict[str, int]:
    """Return the half (0 or 1) of each provider: alternately by name, without case."""
    names = sorted(set(providers), key=lambda name: (name.casefold(), name))
    return {name: place % 2 for place, name in enumerate(names)}


Select = Callable[[Answered], bool]


def cuts(provider_of: Mapping[str, str]) -> tuple[tuple[str, Select], ...]:
    """Return the parts that are scored apart: all, without weak rows, each half of providers."""
    half = halves(provider_of.values())
    return (
        ("all", lambda one: True),
        ("without weak rows", lambda one: not one.case.weak),
        ("first half of providers", lambda one: half[provider_of[one.case.document]] == 0),
        ("second half of providers", lambda one: half[provider_of[one.case.document]] == 1),
    )
