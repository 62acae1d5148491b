"""Three-valued answers as nodes: each names its rule, its legal basis and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.schema import Reason, Span, Support, Tri

FILE = "obligations/rules.yaml"
_KEYS = ("asks", "basis", "settles", "facts", "if_yes", "if_no")
#: (low, high) of a figure in FLOP; an end that the sources leave open is None.
Interval = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the tree, as ``rules.yaml`` words it.

    Attributes:
        asks: The question.
        basis: Legal basis as locators.
        settles: Which facts would settle it.
        facts: Keys of the facts file that may answer it.
        if_yes: The answer yes as a condition, such as ``if it goes into a high-risk system``.
        if_no: The answer no as a condition.
    """

    asks: str
    basis: tuple[str, ...]
    settles: str
    facts: tuple[str, ...] = ()
    if_yes: str = ""
    if_no: str = ""


@lru_cache(maxsize=1)
def questions() -> dict[str, Question]:
    """Return the questions by rule id.

    Raises:
        BadCorpus: rows are faulty; all faults are told together.
    """
    faults = Faults(FILE)
    out: dict[str, Question] = {}
    for rule, row in load(FILE)["questions"].items():
        for key in unknown_keys(row, _KEYS):
            faults.add(rule, f"unknown key {key!r}")
        built = faults.attempt(
            rule,
            lambda row=row: Question(  # type: ignore[misc]
                row["asks"],
                tuple(row["basis"]),
                row["settles"],
                tuple(row.get("facts", ())),
                row.get("if_yes", ""),
                row.get("if_no", ""),
            ),
        )
        if built:
            out[rule] = built
    faults.done()
    return out


@lru_cache(maxsize=1)
def figures() -> dict[str, Decimal]:
    """Return the figures of the rules by name, exact."""
    return {name: Decimal(row["value"]) for name, row in load(FILE)["figures"].items()}


def source(name: str) -> str:
    """Return the provision that a day of the rules stands in, as a locator."""
    return str(load(FILE)["dates"][name]["source"])


def day(name: str) -> date:
    """Return a day of the rules by name, such as ``legacy``."""
    found = load(FILE)["dates"][name]["day"]
    if not isinstance(found, date):
        raise TypeError(f"{FILE}: dates.{name} is no date: {found!r}")
    return found


_ASSUMED: ContextVar[Mapping[str, Tri]] = ContextVar("assumed", default=MappingProxyType({}))
#: Questions that are answered as a whole where an answer is tried out: what lies below them
#: cannot be answered one by one.
WHOLE = ("R1",)


@contextmanager
def assuming(answers: Mapping[str, Tri]) -> Iterator[None]:
    """Answer open questions for the time being, to see what would follow.

    Args:
        answers: By rule id. A question that is settled keeps its answer.
    """
    token = _ASSUMED.set(answers)
    try:
        yield
    finally:
        _ASSUMED.reset(token)


def node(
    rule: str,
    verdict: Tri,
    because: str,
    support: Support = Support.NOTHING,
    spans: Sequence[Span] = (),
    children: Sequence[Reason] = (),
    interval: Interval | None = None,
) -> Reason:
    """Return the answer to a rule's question."""
    question = questions()[rule]
    if verdict is Tri.UNKNOWN and rule in _ASSUMED.get() and (rule in WHOLE or not children):
        verdict = _ASSUMED.get()[rule]
    return Reason(
        rule=rule,
        question=question.asks,
        verdict=verdict,
        basis=question.basis,
        support=support,
        because=because,
        spans=tuple(dict.fromkeys(spans)),
        settles=question.settles if verdict is Tri.UNKNOWN else "",
        children=tuple(children),
        interval=interval,
    )


def both(verdicts: Sequence[Tri]) -> Tri:
    """Return yes where all are yes, no where one is no, else unknown."""
    if Tri.NO in verdicts:
        return Tri.NO
    return Tri.UNKNOWN if Tri.UNKNOWN in verdicts else Tri.YES


def either(verdicts: Sequence[Tri]) -> Tri:
    """Return yes where one is yes, no where all are no, else unknown."""
    return negate(both([negate(verdict) for verdict in verdicts]))


def negate(verdict: Tri) -> Tri:
    """Return no for yes and yes for no."""
    return {Tri.YES: Tri.NO, Tri.NO: Tri.YES, Tri.UNKNOWN: Tri.UNKNOWN}[verdict]


def tri(answer: bool | None) -> Tri:
    """Return the three-valued form of an answer that may be missing."""
    return Tri.UNKNOWN if answer is None else (Tri.YES if answer else Tri.NO)


def deciding(children: Sequence[Reason], verdict: Tri) -> tuple[Reason, ...]:
    """Return the children of a conjunction that decide it: for no, those that are no, and so on.

    Where the conjunction holds, all of them decide it.
    """
    if verdict is Tri.YES:
        return tuple(children)
    return tuple(child for child in children if child.verdict is verdict)


def analyst(rule: str, answer: bool) -> Reason:
    """Return the node of a yes or no that a person gives, worded as the rules word it."""
    question = questions()[rule]
    told = question.if_yes if answer else question.if_no
    return node(rule, tri(answer), f"Given as a fact: {told}.", Support.ANALYST)


def assumed(rule: str, answer: bool, name: str) -> Reason:
    """Return the node of what is read from silence, marked as inferred."""
    told = load(FILE)["unstated"][name]
    word = "yes" if answer else "no"
    return node(rule, tri(answer), f"Read as {word}: {told}.", Support.INFERENCE)
