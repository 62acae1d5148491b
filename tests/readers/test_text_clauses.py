"""Numbered clauses whose titles end in a stop or run into their text, and titles in rulers."""

from __future__ import annotations

import pytest

from pipeline.readers.text import read
from pipeline.schema import BlockKind


def headings(text: str) -> list[str]:
    return [text[b.start : b.end] for b in read(text) if b.kind is BlockKind.HEADING]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("4. Term and Termination. The grant ends when it is broken.", "4. Term and Termination."),
        (
            "4. Grant of Copyright License. Subject to this, you may.",
            "4. Grant of Copyright License.",
        ),
        ('1. Definitions. "Model" means the weights.', "1. Definitions."),
        ("12.   Governing Law. This is under the law of the sea.", "12.   Governing Law."),
        ("7. INDEMNIFICATION. You will pay.", "7. INDEMNIFICATION."),
        ("5. Intellectual Property.", "5. Intellectual Property."),
        ("--------- LICENSE FOR the nova code  ---------", "LICENSE FOR the nova code"),
        ("==== Part Two ====", "Part Two"),
    ],
)
def test_a_clause_has_its_title(line: str, title: str) -> None:
    assert headings(f"{line}\n\nIt holds as long as both sides want it.\n") == [title]


@pytest.mark.parametrize(
    "line",
    [
        "4. The grant ends when it is broken. Then you must stop.",
        "4. You may use it. You may not sell it.",
        "4. Term and Termination, which follows. The grant ends.",
        "b. Term and Termination. The grant ends when it is broken.",
        "2024. Annual Report. It was a good year.",
        "See 4. Term and Termination. The grant ends.",
        "---- no end of a ruler here",
        "-- Too Short --",
    ],
)
def test_a_sentence_with_a_number_has_none(line: str) -> None:
    assert headings(f"{line}\n\nIt holds as long as both sides want it.\n") == []


def test_the_text_of_a_clause_stands_behind_its_title_and_nothing_is_lost() -> None:
    text = "4. Term. The grant ends\nwhen it is broken.\n5. Governing Law. The sea's.\n"
    blocks = [(b.kind.value, " ".join(text[b.start : b.end].split())) for b in read(text)]
    assert blocks == [
        ("heading", "4. Term."),
        ("paragraph", "The grant ends when it is broken."),
        ("heading", "5. Governing Law."),
        ("paragraph", "The sea's."),
    ]


def test_a_ruler_of_many_signs_is_read_in_linear_time() -> None:
    assert headings("- " * 20_000 + "\n") == []
    assert headings("-" * 100_000 + " A" + " -" * 1000 + "\n") == []


def test_conditions_in_lines_of_their_own_stand_apart() -> None:
    source = (
        "You may share the model under these terms:\n\n"
        "    You must pass on this licence; and\n"
        "    You must name the makers of the model in each copy; and\n"
        "    You must say what you changed.\n"
    )
    blocks = [source[b.start : b.end] for b in read(source)]
    assert blocks[1:] == [
        "You must pass on this licence; and",
        "You must name the makers of the model in each copy; and",
        "You must say what you changed.",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "Wrapped text may end a line in a semicolon;\nthe next line goes on\nand on to its end.\n",
        "Two lines only;\nare no list.\n",
    ],
)
def test_lines_that_only_wrap_stay_together(source: str) -> None:
    assert len(read(source)) == 1
