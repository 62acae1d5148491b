"""Boxes of published training summaries, against what a person reads on the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.readers.read import read_path
from pipeline.schema import Document, Tick, TickState

TRUTH = sorted((Path(__file__).parent / "ticks").glob("d*.yaml"))
#: How far, in points, the middle of a box may lie from the place read off the picture.
NEAR = 9.0


def _read(shared: Path, name: str) -> Document:
    (path,) = (shared / "data" / "docs").glob(f"{name}*.pdf")
    return read_path(path)


def _at(ticks: list[Tick], box: dict[str, Any]) -> Tick | None:
    for tick in ticks:
        assert tick.box is not None
        x, y = (tick.box[0] + tick.box[2]) / 2, (tick.box[1] + tick.box[3]) / 2
        if tick.page == box["page"] and abs(x - box["x"]) < NEAR and abs(y - box["y"]) < NEAR:
            return tick
    return None


def test_there_is_truth() -> None:
    assert len(TRUTH) == 4
    assert sum(len(yaml.safe_load(path.read_text())["boxes"]) for path in TRUTH) == 145


@pytest.mark.shared
@pytest.mark.parametrize("path", TRUTH, ids=lambda path: path.stem)
def test_boxes_are_as_on_the_page(path: Path, shared: Path) -> None:
    truth = yaml.safe_load(path.read_text())
    document = _read(shared, truth["document"])
    left = list(document.ticks)
    answered = right = 0
    wrong = []
    for box in truth["boxes"]:
        tick = _at(left, box)
        if tick is None:
            wrong.append(f"not found: {box}")
            continue
        left.remove(tick)
        option = document.text[slice(*tick.option)] if tick.option else None
        if tick.state is TickState.INDETERMINATE or option is None:
            wrong.append(f"not answered: {box}")
            continue
        answered += 1
        right += (tick.state, option) == (box["state"], box["option"])
        if (tick.state, option) != (box["state"], box["option"]):
            wrong.append(f"{box}: read {tick.state}, {option!r}")
    count = len(truth["boxes"])
    assert answered >= 0.95 * count, wrong
    assert right >= 0.98 * answered, wrong
    assert not left, "boxes that are not on the page"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "questions"), [("D089", 11), ("D096", 10), ("D099", 16), ("D102", 18)]
)
def test_boxes_of_one_question_share_a_group(name: str, questions: int, shared: Path) -> None:
    ticks = _read(shared, name).ticks
    answers = [tick for tick in ticks if tick.question.rstrip().endswith("?")]
    assert all(tick.question for tick in ticks)
    for tick in answers:
        same = [each for each in ticks if each.group == tick.group]
        assert {each.question for each in same} == {tick.question}
    assert len({tick.group for tick in ticks}) in range(questions - 1, questions + 3)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["D100", "D101", "D103"])
def test_forms_that_answer_in_words_have_no_boxes(name: str, shared: Path) -> None:
    assert _read(shared, name).ticks == ()
