"""Facts one by one, each with who gave it and when; and back to the mapping of a facts file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pipeline.applicability.logic import questions
from pipeline.schema import GivenFact, Reason, Support, Tri

if TYPE_CHECKING:
    from pipeline.applicability.facts import Facts
    from pipeline.applicability.variants import View

#: What a node may rest on for facts to stand behind it; claims and silence come from documents.
_BY_FACTS = frozenset({Support.ANALYST, Support.DERIVED, Support.INFERENCE, Support.DATED_LIST})


def flatten(values: Mapping[str, Any], by: str, when: str) -> tuple[GivenFact, ...]:
    """Return one fact a key that has a value, in the order of the keys.

    Args:
        values: Typed values by key; rows of ``modifies`` and ``variants`` as nested mappings.
        by: Who gives them.
        when: When, ISO 8601.
    """
    return tuple(GivenFact(key, value, by, when) for key, value in _walk(values, ""))


def _walk(values: Mapping[str, Any], before: str) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _walk(value, f"{before}{key}/")
        elif value is not None:
            yield f"{before}{key}", _written(value)


def _written(value: Any) -> str | tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(str(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Tri):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _digits(value)
    return str(value)


def _digits(number: Decimal) -> str:
    """Return a number without its zeros at the end: 1E+25, not 26 digits."""
    return str(number.normalize()) if number == number.normalize() else str(number)


def as_mapping(facts: Iterable[GivenFact]) -> dict[str, Any]:
    """Return what a facts file with these facts would hold."""
    out: dict[str, Any] = {}
    for fact in facts:
        value = list(fact.value) if isinstance(fact.value, tuple) else fact.value
        head, slash, rest = fact.key.partition("/")
        if not slash:
            out[head] = value
        elif head == "variants":
            name, _, key = rest.rpartition("/")  # a name may hold slashes itself
            out.setdefault(head, {}).setdefault(name, {})[key] = value
        else:
            out.setdefault(head, {})[rest] = value
    return out


def merged(old: Iterable[GivenFact], new: Iterable[GivenFact]) -> tuple[GivenFact, ...]:
    """Return new facts; one that an old fact said before keeps who said it first and when."""
    before = {(fact.key, fact.value): fact for fact in old}
    return tuple(before.get((fact.key, fact.value), fact) for fact in new)


def told_of(view: View, facts: Facts) -> tuple[GivenFact, ...]:
    """Return the facts that concern a variant, keys of its own row without the variant's name."""
    own = tuple(f"variants/{name}/" for name, row in facts.variants.items() if row is view.facts)
    return tuple(
        fact
        for fact in facts.told
        if not fact.key.startswith("variants/") or fact.key.startswith(own)
    )


def with_given(reason: Reason, given: Sequence[GivenFact]) -> Reason:
    """Return a tree in which each node that rests on facts names them."""
    if not given:
        return reason
    keys = questions()[rule].facts if (rule := reason.rule) in questions() else ()
    found = reason.given
    if reason.support in _BY_FACTS and not reason.children:
        found = tuple(fact for fact in given if _key(fact) in keys)
    children = tuple(with_given(child, given) for child in reason.children)
    return replace(reason, given=found, children=children)


def _key(fact: GivenFact) -> str:
    """Return the key as the rules name it: without the name of a variant."""
    return fact.key.rpartition("/")[2] if fact.key.startswith("variants/") else fact.key
