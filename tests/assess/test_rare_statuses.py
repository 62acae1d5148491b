"""Refusals, blanks and pointers: what they are about, and what only looks like one of them."""

from __future__ import annotations

import pytest

from pipeline.assess.phrases import says
from pipeline.assess.topics import may_mean, named
from pipeline.schema import SegmentKind, Status
from tests.assess.ruled import Part, ruled, say, title


def _row(text: str) -> Part:
    """A row under column names."""
    return SegmentKind.ROW, text, (), "Carbon emissions", ()


@pytest.mark.parametrize(
    "text",
    [
        "Halden Labs has chosen not to publish the amount of compute.",
        "We are unable to share where the data comes from.",
        "The number of parameters is kept confidential.",
        "Halden Labs declines to say who labelled the data.",
        "Details are not being made public.",
    ],
)
def test_what_withholds_something_is_a_refusal(text: str) -> None:
    assert says("refusal", text)


@pytest.mark.parametrize(
    "text",
    [
        "Halden Labs has chosen to publish the amount of compute.",
        "We are able to share where the data comes from.",
        "Users must keep their key confidential.",
        "The model does not answer who labelled the data.",
        "Details are made public in the report.",
        "The data are not filtered.",
    ],
)
def test_what_tells_or_forbids_something_is_none(text: str) -> None:
    assert not says("refusal", text)


@pytest.mark.parametrize(
    "text", ["TBC", "(to be decided)", "_To follow._", "Pending.", "XX billion"]
)
def test_an_empty_place_is_a_placeholder(text: str) -> None:
    assert says("placeholder", text)


@pytest.mark.parametrize("text", ["7 billion", "Pending requests are dropped", "See the report"])
def test_a_filled_place_is_none(text: str) -> None:
    assert not says("placeholder", text)


def test_a_heading_that_names_elements_is_about_those() -> None:
    assert named("Training time") == {"training_time"}
    assert may_mean("training_time", "Training time")
    assert not may_mean("training_process", "Training time")
    # One that names none may be about whatever stands under it.
    assert may_mean("carbon", "Environmental impact")
    assert may_mean("training_time", "Environmental impact")


def test_a_bare_refusal_is_about_its_heading() -> None:
    under = say("Not disclosed.", "Nova", "Carbon emissions")
    assert ruled("carbon", under).status is Status.DECLINED
    assert ruled("training_time", under).status is not Status.DECLINED
    elsewhere = say("Not disclosed.", "Nova", "Prices")
    assert ruled("carbon", elsewhere).status is Status.ABSENT


def test_a_bare_refusal_that_names_something_else_is_about_that() -> None:
    under = say("The number of GPUs is not disclosed.", "Nova", "Carbon emissions")
    assert ruled("carbon", under).status is not Status.DECLINED
    assert ruled("training_hardware", under).status is Status.DECLINED


def test_a_bare_pointer_is_about_its_heading() -> None:
    under = say("This is described in our paper.", "Nova", "Carbon emissions")
    assert ruled("carbon", under).status is Status.REFERRED
    assert ruled("training_hardware", under).status is Status.ABSENT


def test_a_figure_makes_a_pointer_a_statement_but_a_name_with_a_digit_does_not() -> None:
    pointer = say("The training time of Nova 2 is reported in our paper.")
    assert ruled("training_time", pointer).status is Status.REFERRED
    figure = say("The training time of 40 days is reported in our paper.")
    assert ruled("training_time", figure).status is not Status.REFERRED


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("Withheld", Status.DECLINED),
        ("TBC", Status.PLACEHOLDER),
        ("Available to authorities only", Status.DECLINED),
    ],
)
def test_the_answer_of_a_row_is_read_without_its_column_name(answer: str, status: Status) -> None:
    assert ruled("carbon", _row(f"Field: Carbon emissions | Answer: {answer}")).status is status


def test_a_row_with_more_cells_is_not_one_answer() -> None:
    told = _row("Field: Carbon emissions | 2024: Withheld | 2025: 12 tCO2e")
    assert ruled("carbon", told).status is not Status.DECLINED


@pytest.mark.parametrize(
    ("below", "status"),
    [
        ("Coming soon.", Status.PLACEHOLDER),
        ("Not disclosed.", Status.DECLINED),
        ("The sources are web pages and books.", Status.DISCLOSED),
    ],
)
def test_a_summary_that_is_announced_or_withheld_is_not_there(below: str, status: Status) -> None:
    name = "Public summary of training content"
    assert ruled("training_summary", title(name), say(below, name)).status is status
