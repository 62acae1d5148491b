"""The rare statuses (declined, placeholder, referred, mentioned) against rows written by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.catalogue.rows import load_file
from pipeline.errors import BadCorpus, BadInput
from pipeline.evaluate.intervals import wilson
from pipeline.schema import Status

#: What is measured: the statuses of one side that the other labels hold too rarely.
RARE = (Status.DECLINED, Status.PLACEHOLDER, Status.REFERRED, Status.MENTIONED)

#: Of these, a call on an element that the row does not name is counted beside: such words speak
#: of one thing, and must not be taken to speak of another.
_POINTED = frozenset({Status.DECLINED, Status.PLACEHOLDER, Status.REFERRED})

#: Verdicts of one method: row id -> element -> status.
Verdicts = Mapping[str, Mapping[str, Status]]


@dataclass(frozen=True, slots=True)
class Row:
    """A small text and what a careful reader says of some elements in it.

    Attributes:
        id: Of the row; of an inserted passage, host, wording and element.
        part: What it is counted under, such as ``a``, ``b`` or ``inserted``.
        text: The document, as Markdown.
        expect: Element id -> status.
        own: The words that count for a keyword list: without what surrounds them.
    """

    id: str
    part: str
    text: str
    expect: Mapping[str, Status]
    own: str


@dataclass(frozen=True, slots=True)
class Rate:
    """Counts of one status: how often it was said, how often rightly, how often it is so."""

    said: int
    right: int
    coded: int


@dataclass(frozen=True, slots=True)
class Miss:
    """A cell in which the verdict is another than the row's."""

    row: str
    element: str
    expected: Status
    said: Status


@dataclass(frozen=True)
class Score:
    """Scores of one part.

    Attributes:
        rows: Number of texts.
        cells: Number of labelled elements in them.
        same: Cells with the same status.
        same_side: Cells on the same side: gap or not.
        rates: Status -> counts, of every status that occurs.
        misses: The others.
        beside: Calls of declined, placeholder or referred on elements that a row does not name.
    """

    rows: int
    cells: int
    same: int
    same_side: int
    rates: Mapping[Status, Rate]
    misses: tuple[Miss, ...]
    beside: int


@dataclass(frozen=True)
class Report:
    """Scores by part, of the method and of the keyword list (none without keywords)."""

    parts: Mapping[str, Score]
    keywords: Mapping[str, Score]

    def to_json(self) -> dict[str, Any]:
        """Return plain data: counts, shares and 95 % Wilson intervals."""
        return {
            "method": {name: _json(score) for name, score in self.parts.items()},
            "keyword list": {name: _json(score) for name, score in self.keywords.items()},
        }


@dataclass(frozen=True)
class Truth:
    """A file of rows.

    Attributes:
        rows: Its rows, then the passages to insert.
        keywords: Status -> words of a keyword list, in the order in which they count.
    """

    rows: tuple[Row, ...]
    keywords: Mapping[Status, tuple[str, ...]]


def load(path: Path, elements: Sequence[str], texts: Mapping[str, str] | None = None) -> Truth:
    """Read a file of rows.

    Args:
        path: YAML with ``rows``, and where wanted ``carrier``, ``keywords`` and ``inserted``.
        elements: Ids of the elements that there are.
        texts: Texts for rows that name one under ``from`` instead of holding it, by
            ``company / question``; a carrier gets the two for names and heading.

    Raises:
        BadInput: the file cannot be read or has faulty rows; they are named together.
    """
    try:
        data = load_file(path, str(path))
    except BadCorpus as error:
        raise BadInput(str(error)) from error
    if not isinstance(data, dict) or not isinstance(data.get("rows"), list):
        raise BadInput(f"{path} is not a file of rows on statuses: it has no list `rows`")
    rows: list[Row] = []
    faults: list[str] = []
    for place, item in enumerate(data["rows"], 1):
        try:
            rows.append(_row(item, data.get("carrier"), texts or {}))
        except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
            name = item.get("id", place) if isinstance(item, dict) else place
            faults.append(f"row {name}: {type(error).__name__}: {error}")
    keywords: dict[Status, tuple[str, ...]] = {}
    try:
        rows += _inserted(data.get("inserted") or {})
        for name, words in (data.get("keywords") or {}).items():
            keywords[Status(name)] = tuple(str(word).lower() for word in words)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        faults.append(f"inserted or keywords: {type(error).__name__}: {error}")
    known = set(elements)
    for row in rows:
        unknown = sorted(set(row.expect) - known)
        faults += [f"row {row.id}: unknown element {name}" for name in unknown]
    twice = [name for name, count in Counter(row.id for row in rows).items() if count > 1]
    faults += [f"row {name} is there twice" for name in twice]
    if faults:
        more = f" ... and {len(faults) - 10} more" if len(faults) > 10 else ""
        raise BadInput(f"{path}:\n" + "\n".join(faults[:10]) + more)
    return Truth(tuple(rows), keywords)


def by_keywords(truth: Truth) -> dict[str, dict[str, Status]]:
    """Return what a keyword list says: the first status whose words the text holds, else absent.

    It knows no element: all that a row names get the same.
    """
    found = {}
    for row in truth.rows:
        text = row.own.lower()
        hits = (s for s, words in truth.keywords.items() if any(word in text for word in words))
        status = next(hits, Status.ABSENT)
        found[row.id] = dict.fromkeys(row.expect, status)
    return found


def report(truth: Truth, verdicts: Verdicts) -> Report:
    """Return the scores of a method's verdicts, by part, beside the keyword list's.

    Raises:
        BadInput: a row has no verdict on an element that it names.
    """
    simple = by_keywords(truth) if truth.keywords else None
    parts = dict.fromkeys(row.part for row in truth.rows)
    by_part = {name: [row for row in truth.rows if row.part == name] for name in parts}
    return Report(
        {name: score(rows, verdicts) for name, rows in by_part.items()},
        {name: score(rows, simple) for name, rows in by_part.items()} if simple else {},
    )


def score(rows: Sequence[Row], verdicts: Verdicts) -> Score:
    """Return the scores of verdicts on rows.

    Raises:
        BadInput: a row has no verdict on an element that it names.
    """
    said, right, coded = Counter[Status](), Counter[Status](), Counter[Status]()
    misses: list[Miss] = []
    same_side = beside = 0
    for row in rows:
        found = verdicts.get(row.id, {})
        beside += sum(
            1
            for element, status in found.items()
            if element not in row.expect and status in _POINTED
        )
        for element, expected in row.expect.items():
            if element not in found:
                raise BadInput(f"row {row.id} has no verdict on {element}")
            status = found[element]
            said[status] += 1
            coded[expected] += 1
            right[expected] += status is expected
            same_side += status.is_gap is expected.is_gap and status is not Status.NOT_ASSESSED
            if status is not expected:
                misses.append(Miss(row.id, element, expected, status))
    return Score(
        rows=len(rows),
        cells=coded.total(),
        same=right.total(),
        same_side=same_side,
        rates={
            status: Rate(said[status], right[status], coded[status])
            for status in Status
            if said[status] or coded[status]
        },
        misses=tuple(misses),
        beside=beside,
    )


def _row(item: Mapping[str, Any], carrier: str | None, texts: Mapping[str, str]) -> Row:
    if item.get("card"):
        own = text = str(item["card"])
    else:
        place = str(item.get("from", ""))
        own = text = texts[place] if place else str(item["text"])
        who, _, question = place.partition(" / ")
        names = {"model": who, "provider": who, "heading": question} if place else item
        if carrier:
            told = {name: names[name] for name in ("model", "provider", "heading")}
            text = carrier.format(text=own, **told)
        elif not place:
            raise ValueError("a row with text needs a carrier")
    expect = {str(name): Status(status) for name, status in item["expect"].items()}
    if not expect:
        raise ValueError("expects nothing")
    return Row(str(item["id"]), str(item["half"]), text, expect, own)


def _inserted(data: Mapping[str, Any]) -> Iterator[Row]:
    """Yield a row for every host, wording and element."""
    for place, host in enumerate(data.get("hosts", ())):
        for number, wording in enumerate(data["wordings"]):
            for element, name in data["names"].items():
                if element in host.get("states", ()):
                    continue
                bare = str(name).removeprefix("the ")
                passage = str(wording["text"]).format(
                    name=name, Name=bare[:1].upper() + bare[1:], provider=host["provider"]
                )
                yield Row(
                    f"host {place} wording {number} {element}",
                    "inserted",
                    str(host["card"]).replace("{passage}", passage),
                    {str(element): Status(wording["status"])},
                    passage,
                )


def _json(score: Score) -> dict[str, Any]:
    return {
        "rows": score.rows,
        "cells": score.cells,
        "same": _share(score.same, score.cells),
        "same side": _share(score.same_side, score.cells),
        "beside": score.beside,
        "statuses": {
            str(status): {
                "precision": _share(rate.right, rate.said),
                "recall": _share(rate.right, rate.coded),
            }
            for status, rate in score.rates.items()
        },
        "misses": [
            {
                "row": miss.row,
                "element": miss.element,
                "expected": str(miss.expected),
                "said": str(miss.said),
            }
            for miss in score.misses
        ],
    }


def _share(hits: int, n: int) -> dict[str, Any]:
    share = round(hits / n, 4) if n else None
    return {"share": share, "hits": hits, "n": n, "interval": list(wilson(hits, n))}
