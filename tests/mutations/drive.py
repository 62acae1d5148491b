"""Changes documents whose verdicts are known, judges them again, and notes what must not happen.

Five kinds. ``delete`` takes out, again and again, what the dossier shows for an element; then it
must be a gap or ask for review. ``placeholder``, ``rival`` and ``licence`` put in words that state
nothing of the model; then nothing may be disclosed that was not. ``shuffle`` gives the documents
in another order; then nothing may change. ``add`` adds a document; then nothing that was disclosed
may be lost.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.evaluate.intervals import wilson
from pipeline.schema import Assessment, Document, Status
from tests.mutations.bench import Bench, Verdicts
from tests.mutations.edit import blanked, heading_places, inserted, places, touched
from tests.mutations.passages import FIGURES, LICENCES, Passage, about_rival, placeholder

#: Kinds of mutation and the share of a run that each gets, in twentieths.
SHARES = {"delete": 8, "placeholder": 3, "rival": 3, "licence": 2, "shuffle": 2, "add": 2}
#: What must hold, as a share of the mutations of a kind.
BARS = {"delete": 1.0, "placeholder": 0.98, "rival": 0.98, "licence": 0.98} | {
    "shuffle": 1.0,
    "add": 1.0,
}
#: Rounds of deletion after which it is given up; then the mutation has failed.
MOST_ROUNDS = 80
#: Verdicts that a reader takes for "it is stated".
STATED = (Status.DISCLOSED, Status.CONTRADICTED)
_ROUND = [kind for kind, share in SHARES.items() for _ in range(share)]
#: 7 shares no factor with 20: the kinds are mixed.
_TURNS = tuple(_ROUND[7 * place % len(_ROUND)] for place in range(len(_ROUND)))
_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Case:
    """Documents of one model, read, whose verdicts are changed.

    Attributes:
        id: A short name.
        provider: Who published them.
        documents: As a reader gave them.
    """

    id: str
    provider: str
    documents: tuple[Document, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of one mutation.

    Attributes:
        number: Its number; with the cases it says everything.
        kind: One of ``SHARES``.
        variety: Which sort of it.
        case: Which documents.
        element: Which element it aimed at; empty where at all.
        faults: What must not be, one line each; empty where it went as it should.
        rounds: Of a deletion, (until a gap, until nothing is shown).
        notes: What else is worth counting.
    """

    number: int
    kind: str
    variety: str
    case: str
    element: str = ""
    faults: tuple[str, ...] = ()
    rounds: tuple[int, int] | None = None
    notes: tuple[str, ...] = ()


@dataclass
class Report:
    """What became of a run."""

    outcomes: list[Outcome] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def rate(self, kind: str, variety: str | None = None) -> tuple[int, int]:
        """Return (how many went as they should, how many were made)."""
        found = [
            one
            for one in self.outcomes
            if one.kind == kind and (variety is None or one.variety == variety)
        ]
        return sum(not one.faults for one in found), len(found)

    def short(self) -> list[str]:
        """Return the kinds that were made and fall short of their bar."""
        made = sorted({one.kind for one in self.outcomes})
        rates = {kind: self.rate(kind) for kind in made}
        return [kind for kind, (good, n) in rates.items() if good < BARS[kind] * n]

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data; shares with their 95 % Wilson interval."""
        kinds = {}
        for kind in SHARES:
            varieties = sorted({one.variety for one in self.outcomes if one.kind == kind})
            if not varieties:
                continue
            kinds[kind] = {
                **_share(*self.rate(kind)),
                "bar": BARS[kind],
                "varieties": {name: _share(*self.rate(kind, name)) for name in varieties},
                "notes": dict(
                    Counter(
                        note for one in self.outcomes if one.kind == kind for note in one.notes
                    ).most_common()
                ),
            }
        return {
            "mutations": len(self.outcomes),
            "seconds": round(self.seconds),
            "kinds": kinds,
            "rounds": self._rounds(),
            "skipped": dict(sorted(self.skipped.items())),
            "failures": [
                {"number": o.number, "kind": o.kind, "variety": o.variety, "case": o.case}
                | ({"element": o.element} if o.element else {})
                | {"faults": list(o.faults)}
                for o in self.outcomes
                if o.faults
            ],
        }

    def _rounds(self) -> dict[str, Any]:
        gap = sorted(one.rounds[0] for one in self.outcomes if one.rounds)
        bare = sorted(one.rounds[1] for one in self.outcomes if one.rounds)
        if not gap:
            return {}
        most = sorted(
            (one for one in self.outcomes if one.rounds),
            key=lambda one: (-(one.rounds or (0, 0))[0], one.number),
        )
        return {
            "until_a_gap": _spread(gap),
            "until_nothing_is_shown": _spread(bare),
            "gap_after_the_first": round(sum(n == 1 for n in gap) / len(gap), 4),
            "most": [f"{one.case} {one.element}: {(one.rounds or (0, 0))[0]}" for one in most[:10]],
        }


def _share(good: int, n: int) -> dict[str, Any]:
    low, high = wilson(good, n)
    return {"good": good, "n": n, "share": round(good / n, 4)} | {
        "interval": [round(low, 4), round(high, 4)]
    }


def _spread(values: Sequence[int]) -> dict[str, float]:
    middle, tenth = values[len(values) // 2], values[min(len(values) * 9 // 10, len(values) - 1)]
    mean = round(sum(values) / len(values), 2)
    return {"mean": mean, "median": middle, "nine_in_ten": tenth, "most": values[-1]}


class Driver:
    """Makes mutations of cases, one by number.

    Args:
        bench: Judges.
        cases: Whose verdicts are changed.
        companions: Documents of nobody's model that may be added to any case.
    """

    def __init__(
        self, bench: Bench, cases: Sequence[Case], companions: Sequence[Document] = ()
    ) -> None:
        self.bench, self.cases, self.companions = bench, tuple(cases), tuple(companions)
        self._base: dict[str, Verdicts] = {}
        self._order: dict[int, list[tuple[Case, str]]] = {}
        self._makers: dict[str, Callable[[random.Random, int], Outcome | str]] = {
            "placeholder": self._placeholder,
            "rival": self._rival,
            "licence": self._licence,
            "shuffle": self._shuffle,
            "add": self._add,
        }

    def run(self, count: int, seed: int = 0, seconds: float = float("inf")) -> Report:
        """Make mutations; kinds take turns, so that a run that is cut short has all of them.

        One that is stopped by hand reports what it has made.

        Args:
            count: How many.
            seed: With the number of a mutation, says everything about it.
            seconds: After how many no further one is begun.
        """
        report = Report()
        started = time.monotonic()
        number = 0
        try:
            while len(report.outcomes) < count and time.monotonic() - started < seconds:
                if number >= 20 * count + 100:
                    break  # nothing is left that could be changed
                made = self.one(number, seed)
                if isinstance(made, str):
                    report.skipped[made] += 1
                else:
                    report.outcomes.append(made)
                number += 1
        except KeyboardInterrupt:
            report.skipped["stopped by hand"] += 1
        report.seconds = time.monotonic() - started
        return report

    def one(self, number: int, seed: int = 0) -> Outcome | str:
        """Return what became of one mutation, or why there is none such."""
        kind = _TURNS[number % len(_TURNS)]
        if kind == "delete":
            return self._delete(seed, number)
        return self._makers[kind](random.Random(f"{seed} {number}"), number)

    def base(self, case: Case) -> Verdicts:
        """Return the verdicts on a case as it is; worked out once."""
        if case.id not in self._base:
            self._base[case.id] = self.bench.judge(case.documents)
        return self._base[case.id]

    def stated(self) -> list[tuple[Case, str]]:
        """Return every case with every element that it states, in whole or in part."""
        return [
            (case, element)
            for case in self.cases
            for element, said in self.base(case).by_element.items()
            if _positive(said)
        ]

    def _delete(self, seed: int, number: int) -> Outcome | str:
        """Delete for one verdict after the other, in a mixed order: none comes twice."""
        if seed not in self._order:
            cells = self.stated()
            random.Random(f"{seed} delete").shuffle(cells)
            self._order[seed] = cells
        turn, place = divmod(number, len(_TURNS))
        at = turn * SHARES["delete"] + _TURNS[:place].count("delete")
        if at >= len(self._order[seed]):
            return "delete: every verdict was taken"
        case, element = self._order[seed][at]
        return self.deleted(case, element, number)

    def deleted(self, case: Case, element: str, number: int = 0) -> Outcome:
        """Delete what is shown for an element until nothing is; return what became of it."""
        verdicts = self.base(case)
        first = said = verdicts.by_element[element]
        documents = {one.id: one for one in case.documents}
        faults: list[str] = []
        notes: list[str] = []
        rounds, until_gap = 0, 0
        while said.evidence and rounds < MOST_ROUNDS:
            for key in sorted({span.document for span in said.evidence}):
                spans = [span for span in said.evidence if span.document == key]
                units = [(one.start, one.end) for one in verdicts.reading.segments[key]]
                if not all(_WORD.search(documents[key].quote(span)) for span in spans):
                    faults.append(f"shows words that were deleted, as {said.status}")
                documents[key] = blanked(documents[key], touched(units, spans))
            if faults:
                break
            rounds += 1
            verdicts = self.bench.judge(list(documents.values()), only=element)
            said = verdicts.by_element[element]
            if not _positive(said):
                until_gap = until_gap or rounds
            elif until_gap:
                notes.append("disclosed again after a gap")
                until_gap = 0
            elif said.needs_review:
                notes.append("asks for review before it is a gap")
        if _positive(said) and not said.needs_review:
            faults.append(f"still {said.status} after {rounds} rounds, without asking for review")
        if said.status is Status.NOT_ASSESSED:
            notes.append("not assessed in the end, for a part could not be read")
        return Outcome(
            number, "delete", str(first.status), case.id, element, tuple(faults),
            (until_gap or rounds, rounds), tuple(dict.fromkeys(notes)),
        )  # fmt: skip

    def _placeholder(self, dice: random.Random, number: int) -> Outcome | str:
        case = dice.choice(self.cases)
        gaps = [one.element for one in self.base(case).by_element.values() if one.status.is_gap]
        if not gaps:
            return f"placeholder: no gap in {case.id}"
        target = dice.choice(gaps)
        document = dice.choice(case.documents)
        place, level = dice.choice(heading_places(document))
        name = next(one.name for one in self.bench.elements if one.id == target)
        passage = placeholder(dice, name, level)
        variety = {2: "a section", 1: "a key"}[len(passage)]
        return self.put_in(case, document, place, passage, number, "placeholder", variety, target)

    def _rival(self, dice: random.Random, number: int) -> Outcome | str:
        case = dice.choice(self.cases)
        base = self.base(case)
        gaps = [name for name in FIGURES if base.by_element[name].status.is_gap]
        if not gaps:
            return f"rival: no figure is missing in {case.id}"
        target = dice.choice(gaps)
        passage, known = about_rival(dice, FIGURES[target], base.names)
        document = dice.choice(case.documents)
        place = dice.choice(places(document))
        return self.put_in(case, document, place, passage, number, "rival", known, target)

    def _licence(self, dice: random.Random, number: int) -> Outcome | str:
        without = [c for c in self.cases if self.base(c).by_element["licence"].status.is_gap]
        if not without:
            return "licence: every case states one"
        case = dice.choice(without)
        passage, known = about_rival(dice, LICENCES, self.base(case).names)
        document = dice.choice(case.documents)
        place = dice.choice(places(document))
        return self.put_in(case, document, place, passage, number, "licence", known, "licence")

    def put_in(
        self,
        case: Case,
        document: Document,
        place: int,
        passage: Passage,
        number: int,
        kind: str,
        variety: str,
        target: str,
    ) -> Outcome:
        """Put words that state nothing into a document; return what became of it."""
        before = self.base(case)
        edited, stretch = inserted(document, place, passage)
        after = self.bench.judge([edited if d.id == document.id else d for d in case.documents])
        faults, notes = [], []
        for element, was in before.by_element.items():
            now = after.by_element[element]
            if not _raised(was.status, now.status):
                continue
            cited = any(
                span.document == document.id and span.start < stretch[1] and stretch[0] < span.end
                for span in now.evidence
            )
            why = "quotes what was put in" if cited else "rests on words that were there"
            aimed = "" if element == target else f" (aimed at {target})"
            asks = ", asks for review" if now.needs_review else ""
            words = " / ".join(text for text, _, _ in passage)
            faults.append(f"{element} {was.status} -> {now.status}{aimed}: {why}{asks}: {words}")
            notes.append(why + asks)
        if before.reading.identity.model != after.reading.identity.model:
            notes.append("the model's name changed")
        return Outcome(
            number, kind, variety, case.id, target, tuple(faults), notes=tuple(dict.fromkeys(notes))
        )

    def _shuffle(self, dice: random.Random, number: int) -> Outcome:
        several = [case for case in self.cases if len(case.documents) > 1]
        if several and dice.randrange(4) == 0:
            chosen = dice.choice(several)
            documents, name = list(chosen.documents), None
            called = chosen.id
        else:
            drawn = dice.sample(self.cases, min(len(self.cases), dice.choice((2, 3))))
            documents = [document for case in drawn for document in case.documents]
            name = self.base(drawn[0]).reading.identity.model or None
            called = "+".join(case.id for case in drawn)
        turned = documents[:]
        while turned == documents and len(documents) > 1:
            dice.shuffle(turned)
        first, second = self.bench.judge(documents, name), self.bench.judge(turned, name)
        faults = [
            f"{element} differs: {one.status}, {second.by_element[element].status}"
            for element, one in first.by_element.items()
            if one != second.by_element[element]
        ]
        if first.reading.identity != second.reading.identity:
            faults.append("the identity differs")
        # Names decide the order in which Lacuna itself goes through the documents.
        renamed = [replace(d, name=f"{9 - i}-{d.name}") for i, d in enumerate(_sorted(documents))]
        third = self.bench.judge(renamed, name)
        notes = [
            f"renamed: {element} changes its status"
            for element, one in first.by_element.items()
            if one.status is not third.by_element[element].status
        ]
        return Outcome(number, "shuffle", f"{len(documents)} documents", called, "", tuple(faults),
                       notes=tuple(notes))  # fmt: skip

    def _add(self, dice: random.Random, number: int) -> Outcome:
        case = dice.choice(self.cases)
        kin = [one for one in self.cases if one.provider == case.provider and one.id != case.id]
        others = [one for one in self.cases if one.provider != case.provider]
        varieties = ["of no model"] * bool(self.companions)
        varieties += ["of the same provider"] * bool(kin) + ["of another provider"] * bool(others)
        variety = dice.choice(varieties)
        if variety == "of no model":
            added = (dice.choice(self.companions),)
        else:
            added = dice.choice(kin if variety == "of the same provider" else others).documents
        name = self.base(case).reading.identity.model or None
        before = self.bench.judge(case.documents, name)
        after = self.bench.judge([*case.documents, *added], name)
        faults, notes = [], []
        for element, was in before.by_element.items():
            now = after.by_element[element]
            if was.status not in STATED or now.status in STATED:
                if was.status is Status.DISCLOSED and now.status is Status.CONTRADICTED:
                    notes.append("contradicted by what was added")
                continue
            faults.append(f"{element} {was.status} -> {now.status}, with {added[0].name}")
        return Outcome(number, "add", variety, case.id, "", tuple(faults), notes=tuple(notes))


def _sorted(documents: Sequence[Document]) -> list[Document]:
    return sorted(documents, key=lambda one: (one.name, one.id))


def _positive(one: Assessment) -> bool:
    return one.status in (Status.DISCLOSED, Status.PARTIAL, Status.CONTRADICTED)


def _raised(was: Status, now: Status) -> bool:
    """Tell whether a verdict says more than before, or sees a contradiction that was not there."""
    if now is Status.CONTRADICTED:
        return was is not now
    order = (Status.PARTIAL, Status.DISCLOSED)
    if now not in order or was in (Status.DISCLOSED, Status.CONTRADICTED):
        return False
    return was is not Status.PARTIAL or now is Status.DISCLOSED
