"""From a locator as written to the unit that it means, or to what exactly is missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from pipeline.errors import BadInput
from pipeline.law.numerals import from_roman, ordinal
from pipeline.law.places import ORDINAL_MARK, SECTION_MARK, Kind, Locator, Work
from pipeline.law.units import Unit

_PLURALS = {
    Kind.ARTICLE: "Articles",
    Kind.ANNEX: "Annexes",
    Kind.RECITAL: "Recitals",
    Kind.MEASURE: "Measures",
    Kind.COMMITMENT: "Commitments",
    Kind.APPENDIX: "Appendices",
    Kind.SECTION: "sections",
    Kind.FIELD: "fields",
}


def resolve(
    locator: Locator, units: Mapping[Locator, Unit], places: Collection[Locator] = ()
) -> Locator | None:
    """Return the locator of the unit that is meant, or None.

    Beside the exact form these are understood: an ordinal before a point (labels are unique in
    their paragraph), `2` `c` for an inserted `2c`, the only subparagraph for its paragraph, a
    paragraph of the Code by number, and a form's field by its short name, id or capitals.
    """
    for candidate in _candidates(locator, units):
        if candidate in units or candidate in places:
            return candidate
    if locator.work is Work.FORM:
        return _field(locator.number, units)
    return None


def _candidates(locator: Locator, units: Mapping[Locator, Unit]) -> Iterable[Locator]:
    yield locator
    if locator.edition:  # numbers that are the same in both versions are kept without one
        yield replace(locator, edition="")
    path = locator.path
    yield from _in_subparagraph(locator, units)
    labels = tuple(step for step in path if not step.startswith(ORDINAL_MARK))
    if _with(locator, labels) not in units:  # inserted ones have no place in the old text
        yield _with(locator, labels)
    for at in range(len(labels) - 1):
        yield _with(locator, (*labels[:at], labels[at] + labels[at + 1], *labels[at + 2 :]))
    if path and path[-1] == f"{ORDINAL_MARK}1":
        above = _with(locator, path[:-1])
        if _with(locator, (*path[:-1], f"{ORDINAL_MARK}2")) not in units:
            yield above
    if locator.kind is Kind.ANNEX and path and path[0][0].isalnum():
        yield _with(locator, (f"{SECTION_MARK}{path[0].upper()}", *path[1:]))
    if locator.work is Work.CODE and len(path) == 1 and path[0].isdigit():
        yield _with(locator, (f"{ORDINAL_MARK}{path[0]}",))


def _in_subparagraph(locator: Locator, units: Mapping[Locator, Unit]) -> Iterable[Locator]:
    """Yield the point of an unnumbered (sub)paragraph: `Art. 113, third paragraph, point (b)`.

    The Act itself cites the same as Article 113(3), point (b). The point must stand in it.
    """
    path = locator.path
    for at, step in enumerate(path[:-1]):
        counted = step if step.startswith(ORDINAL_MARK) else f"{ORDINAL_MARK}{step}"
        around = units.get(_with(locator, (*path[:at], counted)))
        candidate = _with(locator, (*path[:at], *path[at + 1 :]))
        inside = units.get(candidate)
        if around and inside and around.start <= inside.start and inside.end <= around.end:
            yield candidate


def _with(locator: Locator, path: tuple[str, ...]) -> Locator:
    return replace(locator, path=path)


def _field(name: str, units: Mapping[Locator, Unit]) -> Locator | None:
    wanted = name.casefold().strip()
    fields = [unit for unit in units.values() if unit.locator.work is Work.FORM]
    tests = (
        lambda unit: unit.locator.number.casefold() == wanted,
        lambda unit: unit.label.casefold() in (wanted, f"mdf-{wanted}"),
        lambda unit: unit.locator.number.casefold().rpartition(": ")[2] == wanted,
        lambda unit: wanted in unit.locator.number.casefold(),
    )
    for test in tests:
        found = [unit.locator for unit in fields if test(unit)]
        if len(found) == 1:
            return found[0]
        if found:
            names = "; ".join(locator.number for locator in found)
            raise BadInput(f"the form has {len(found)} fields like {name!r}: {names}")
    return None


def missing(locator: Locator, units: Mapping[Locator, Unit], extra: Iterable[Locator] = ()) -> str:
    """Return a sentence: what does not exist, and what there is instead.

    Args:
        locator: The locator that names no unit.
        units: All units of the corpus.
        extra: Locators that exist without a unit here, such as inserted articles.
    """
    known = [*units, *extra]
    above = locator
    while above.parent is not None:
        above, wanted = above.parent, above.path[-1]
        # Where a whole provision stands above, its own children are what there is instead.
        if above in units or (not above.path and _heads(above, known)):
            if above in units:
                return _below_missing(above, wanted, known)
            break
    return _head_missing(above, known)


def _heads(like: Locator, known: Iterable[Locator]) -> bool:
    return any(
        (k.work, k.kind, k.number, k.chapter) == (like.work, like.kind, like.number, like.chapter)
        for k in known
    )


def _below_missing(above: Locator, wanted: str, known: Iterable[Locator]) -> str:
    steps = [
        k.path[len(above.path)]
        for k in known
        if len(k.path) == len(above.path) + 1 and k.parent == above
    ]
    labels = _sorted({step for step in steps if not step.startswith(ORDINAL_MARK)})
    ordinals = [step for step in steps if step.startswith(ORDINAL_MARK)]
    name = _long(above)
    if wanted.startswith(ORDINAL_MARK):
        return f"{name} has {len(ordinals) or 1} subparagraph(s); there is no {_step(wanted)}"
    if not labels:
        return f"{name} has no numbered parts; there is no {_step(wanted)}"
    if labels[0].startswith(SECTION_MARK):
        sections = ", ".join(label[1:] for label in labels)
        return f"{name} has Sections {sections}; say which (there is no {_step(wanted)})"
    kind = "paragraphs" if above.kind is Kind.ARTICLE and not above.path else "points"
    if labels[0].isdigit() and above.kind is Kind.ARTICLE and above.number == "3":
        kind = "points"
    span = _span(labels)
    return f"{name} has {kind} {span}; there is no {_step(wanted)}"


def _head_missing(head: Locator, known: Iterable[Locator]) -> str:
    numbers = sorted(
        {
            k.number
            for k in known
            if (k.work, k.kind, k.chapter, k.edition)
            == (head.work, head.kind, head.chapter, head.edition)
        },
        key=lambda number: _order(
            number if head.kind is not Kind.ANNEX else str(from_roman(number) or number)
        ),
    )
    stem = head.number.rpartition(".")[0]
    near = [number for number in numbers if stem and number.rpartition(".")[0] == stem]
    where = {
        Work.ACT: "the Act",
        Work.CODE: f"the {head.chapter} chapter of the Code",
        Work.TEMPLATE: "the template",
        Work.FORM: "the Model Documentation Form",
        Work.GUIDELINES: "the table of guideline paragraphs",
    }[head.work]
    if not numbers:
        return f"{head} is not in the installed texts"
    if head.work is Work.FORM:
        return f"{where} has no field {head.number!r}; it has {len(numbers)}, such as {numbers[0]}"
    versions = sorted(
        str(k) for k in known if k.work is Work.GUIDELINES and k.number == head.number
    )
    if head.work is Work.GUIDELINES and versions:
        return f"guideline numbers differ between versions: say which ({'; '.join(versions)})"
    if head.work in (Work.TEMPLATE, Work.GUIDELINES):
        return f"{where} has {', '.join(numbers)}; there is no {head}"
    return f"{where} has {_PLURALS[head.kind]} {_span(near or numbers)}; there is no {head}"


def _sorted(labels: Collection[str]) -> list[str]:
    """Sort as printed: viii before ix, b before an inserted ba, but aa after a z."""
    if "i" in labels and all(from_roman(label) for label in labels):
        return sorted(labels, key=lambda label: from_roman(label) or 0)
    if "z" in labels:
        return sorted(labels, key=lambda label: (label.isalpha() and len(label), _order(label)))
    return sorted(labels, key=_order)


def _order(label: str) -> tuple[object, ...]:
    """Sort 2 before 10, 14 before 14a, 1.9 before 1.10."""
    parts = re.findall(r"\d+|[^\d.]+", label)
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def _span(labels: list[str]) -> str:
    first, last = labels[0], labels[-1]
    if len(labels) == 1:
        return first if first.isdigit() or "." in first else f"({first})"
    return (
        f"{first} to {last}" if first[0].isdigit() or first.isupper() else f"({first}) to ({last})"
    )


def _step(step: str) -> str:
    if step.startswith(ORDINAL_MARK):
        return f"{ordinal(int(step[1:]))} one"
    if step.startswith(SECTION_MARK):
        return f"Section {step[1:]}"
    return f"({step})"


def _long(locator: Locator) -> str:
    return str(locator).replace("Art. ", "Article ", 1)
