"""Which words of a licence text count, by hand."""

from __future__ import annotations

import pytest

from pipeline.licences.words import words


def folded(text: str) -> str:
    return " ".join(word.folded for word in words(text))


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("You MAY use the “Model”.", "you may use the model"),
        ("the licence\nof\tit", "the license of it"),
        ("version 3.1, 50% or $1,000", "version 3.1 50 or 1 000"),
        ("**Bold** and _leaning_ `code`", "bold and leaning code"),
        ("see [the policy](https://x.example/p) here", "see the policy here"),
        ("at https://www.x.example/p_q", "at x example p q"),
        ("at x.example/p_q", "at x example p q"),
        ("<p>Tags <b>go</b></p>, <year> <owner> stay", "tags go year owner stay"),
        ("fish &amp; chips &#39;", "fish chips"),
        ("# * // quoted lines", "quoted lines"),
    ],
)
def test_case_markup_and_punctuation_do_not_count(text: str, counts: str) -> None:
    assert folded(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("1. First.\n2) Second;\n(c) Third,\n  iv. Fourth", "first second third fourth"),
        ("One thing. 2. Another thing; b. A third", "one thing another thing a third"),
        ("if (a) it is new, (ii) it is old", "if it is new it is old"),
        # A number that belongs to the sentence stays.
        ("as in Section\n3. You may", "as in section 3 you may"),
        ("it is new; and\n(b) it is old; or (c) not", "it is new and it is old or not"),
        ("clauses (a), and (b), of it", "clauses a and b of it"),
        ("clauses (a) and (b) of it", "clauses a and b of it"),
        ("more than\n5. Then", "more than 5 then"),
        ("from 2 to 4 of 10", "from 2 to 4 of 10"),
        ("section 4(a) ends", "section 4 a ends"),
        ("within thirty (30) days", "within thirty 30 days"),
        ("if it exceeds\n50. Then ask", "if it exceeds 50 then ask"),
        ("more users than\n20) may ask", "more users than 20 may ask"),
        ("HEADING\n1. First", "heading first"),
        ("Heading\n\n1. First", "heading first"),
    ],
)
def test_numbers_of_clauses_do_not_count_but_numbers_in_sentences_do(
    text: str, counts: str
) -> None:
    assert folded(text) == counts


@pytest.mark.parametrize(
    "line",
    [
        "Copyright (c) 2024 Heron Works",
        "Copyright 2023, 2024 Heron Works, Inc. and its affiliates. All rights reserved.",
        "© 2024 Heron",
        "(C) Heron 2020-2026",
        "Copyright Heron Works",
        "Copyright (c) 2020 Will May",
        "# Portions Copyright (c) 2021 Heron",
        "Copyright (c) 2022 georgi heron",
        "All rights reserved.",
    ],
)
def test_copyright_lines_do_not_count(line: str) -> None:
    assert folded(f"One two.\n{line}\nThree four.") == "one two three four"


@pytest.mark.parametrize(
    "line",
    [
        "Copyright notices must be kept",
        "copyright holder",
        "Copyright (c) 2024 Heron. You may not sell copies.",
        "Copyright (c) 2024 Heron, for non-commercial use",
        "COPYRIGHT (C) 2024 HERON YOU MAY COPY",
        "Copyright " + "Heron " * 40,
        "Copyright in what it puts out is shared",
        "Copyright (c) 2024 Heron takes half of what you earn",
        "(c) Outputs that were made in 2024",
        "Copyright (c) 2024 Heron excluding banks entirely",
        "Copyright (c) 2024 Heron, hosting against a fee",
    ],
)
def test_a_line_that_says_more_than_whose_it_is_counts(line: str) -> None:
    assert folded(f"One two.\n{line}\nThree four.") != "one two three four"


def test_offsets_are_those_of_the_text() -> None:
    text = "1. The “Model” is\n   **yours**."
    assert [text[w.start : w.end] for w in words(text)] == ["The", "Model", "is", "yours"]
