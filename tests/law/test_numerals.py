"""Roman numerals, ordinals and runs of labels, by hand and by brute force."""

from __future__ import annotations

import pytest

from pipeline.law.numerals import from_roman, ordinal, run, to_roman

BY_HAND = {1: "I", 4: "IV", 9: "IX", 11: "XI", 13: "XIII", 14: "XIV", 40: "XL", 49: "XLIX"}


def test_roman_numerals_by_hand_and_back() -> None:
    for number, roman in BY_HAND.items():
        assert to_roman(number) == roman
    found = {to_roman(number) for number in range(1, 400)}
    assert len(found) == 399
    assert all(from_roman(to_roman(number)) == number for number in range(1, 400))
    assert from_roman("xi") == 11


@pytest.mark.parametrize("text", ["", "IIII", "VX", "IC", "a", "MM", "XIa", "12"])
def test_what_is_no_roman_numeral(text: str) -> None:
    assert from_roman(text) is None


@pytest.mark.parametrize("number", [0, -1, 400])
def test_numbers_without_a_numeral_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="1 to 399"):
        to_roman(number)


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2", "4", ["2", "3", "4"]),
        ("a", "d", ["a", "b", "c", "d"]),
        ("h", "j", ["h", "i", "j"]),
        ("i", "iii", ["i", "ii", "iii"]),
        ("XI", "XIII", ["XI", "XII", "XIII"]),
        ("75a", "75d", ["75a", "75b", "75c", "75d"]),
        ("1.1", "1.4", ["1.1", "1.2", "1.3", "1.4"]),
        ("1.3.1", "1.3.2", ["1.3.1", "1.3.2"]),
        ("9", "9", ["9"]),
    ],
)
def test_runs(first: str, last: str, labels: list[str]) -> None:
    assert list(run(first, last)) == labels


@pytest.mark.parametrize(
    ("first", "last"),
    [("3", "1"), ("a", "3"), ("1.1", "2.4"), ("75a", "76b"), ("d", "a"), ("1", "1000000")],
)
def test_what_is_no_run(first: str, last: str) -> None:
    with pytest.raises(ValueError, match="not a run"):
        run(first, last)


def test_ordinals() -> None:
    assert [ordinal(n) for n in (1, 2, 12, 13)] == ["first", "second", "twelfth", "13th"]
