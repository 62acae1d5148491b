from __future__ import annotations

import numpy as np
import pytest

from pipeline.assess.features import Gathered
from pipeline.assess.judge import Judgement
from pipeline.assess.passages import SIGNALS, Candidates, Marks
from pipeline.assess.reasons import absent_everywhere, because, why_not
from pipeline.assess.rulings import Ruling
from pipeline.schema import Cue, Element, Segment, SegmentKind, Status

VALUED = Element(
    "energy",
    "Energy",
    "energy",
    "Electricity used.",
    "energy",
    (),
    ("energy",),
    (),
    (Cue("energy/unit", "MWh", "value", "text", (), ()),),
)


def _gathered(marks: Marks, cosine: float = 0.4, ruling: Ruling | None = None) -> Gathered:
    signals = np.zeros((1, len(SIGNALS)), dtype=np.float32)
    signals[0, SIGNALS.index("dense")] = cosine
    said = ruling or Ruling(Status.ABSENT, (), "Nothing.", 0.0)
    return Gathered("energy", marks, Candidates((0,), signals), (), said)


def _segment(
    text: str, kind: SegmentKind = SegmentKind.SENTENCE, links: tuple[str, ...] = ()
) -> Segment:
    return Segment("d", 0, len(text), kind, (), text, (), links=links)


ZERO = frozenset({0})
ON_TOPIC = Marks(roles={"weak": ZERO})


@pytest.mark.parametrize(
    ("segment", "marks", "cosine", "expected"),
    [
        (_segment("GPT-4 used 50 GWh."), Marks(roles={"weak": ZERO}, others=ZERO), 0.6, "another"),
        (_segment("We keep the energy used to ourselves."), Marks(roles={"declined": ZERO}), 0.6,
         "withheld"),
        (_segment("Energy", SegmentKind.HEADING), ON_TOPIC, 0.6, "only a heading"),
        (_segment("Energy: see https://x.org/e", links=("https://x.org/e",)), ON_TOPIC, 0.6,
         "points elsewhere"),
        (_segment("Energy use matters to us."), ON_TOPIC, 0.6, "on topic, but no figure"),
        (_segment("Energy use fell in 2024."), ON_TOPIC, 0.6, "without what is asked for"),
        (_segment("The site has 20 MWh of storage."), Marks(roles={"value": ZERO}), 0.6,
         "not said to be this"),
        (_segment("A green thing."), Marks(headings=ZERO), 0.6, "under a fitting heading"),
        (_segment("Power to the people."), Marks(), 0.12, r"low similarity (0.12)"),
        (_segment("Power for training."), Marks(), 0.52, "similar words (0.52)"),
    ],
)  # fmt: skip
def test_why_not(segment: Segment, marks: Marks, cosine: float, expected: str) -> None:
    assert expected in why_not(VALUED, segment, 0, _gathered(marks, cosine))


def test_without_a_value_to_look_for_a_topical_passage_is_too_general() -> None:
    plain = Element("use", "Use", "use", "What it is for.", "text", (), ("use",))
    said = why_not(plain, _segment("Many uses exist."), 0, _gathered(ON_TOPIC))
    assert said == "on topic, but too general"


def _judgement(filled: float, status: Status) -> Judgement:
    return Judgement(filled, status, False, ())


STATED = Ruling(Status.DISCLOSED, ((0, 0, 3),), "A field gives it.", 0.9)
POINTED = Ruling(Status.REFERRED, ((0, 0, 3),), "Only a pointer.", 0.2)


@pytest.mark.parametrize(
    ("status", "filled", "ruling", "parts"),
    [
        (Status.DISCLOSED, 0.9, STATED, ["A field gives it."]),
        (Status.PARTIAL, 0.7, STATED, ["in part", "0.70", "disclosed: a field gives it."]),
        (Status.ABSENT, 0.2, STATED, ["0.20", "outweigh"]),
        (Status.DISCLOSED, 0.8, POINTED, ["0.80", "No rule of its own"]),
        (Status.MENTIONED, 0.1, POINTED, ["nothing usable"]),
        (Status.REFERRED, 0.1, POINTED, ["Only a pointer."]),
    ],
)
def test_because(status: Status, filled: float, ruling: Ruling, parts: list[str]) -> None:
    text = because(status, _judgement(filled, status), _gathered(Marks(), ruling=ruling))
    for part in parts:
        assert part in text
    assert text.endswith(".")


def test_absent_everywhere_counts_documents() -> None:
    assert "the document of Ostrea" in absent_everywhere("Ostrea", 1)
    assert "3 documents states" in absent_everywhere("", 3)
