"""The altered texts: all kinds, one change each, the same for the same seed."""

from __future__ import annotations

import difflib
from collections import Counter

from pipeline.licences.altered import CLAUSES, altered
from tests.licences.invented import SMEW, TERN, TEXTS


def test_all_kinds_come_and_the_seed_decides() -> None:
    made = list(altered(TEXTS, 120))
    assert set(Counter(one.kind for one in made)) == {
        "cut", "inserted", "tucked", "number", "turned", "swapped", "moved",
    }  # fmt: skip
    assert made == list(altered(TEXTS, 120))
    assert made != list(altered(TEXTS, 120, seed=6))


def test_each_has_one_change_and_it_changes_words() -> None:
    originals = dict(TEXTS)
    for one in altered(TEXTS, 60):
        before, after = originals[one.of].split(), one.text.split()
        assert before != after
        matched = difflib.SequenceMatcher(None, before, after, autojunk=False)
        places = [op for op in matched.get_opcodes() if op[0] != "equal"]
        spread = places[-1][2] - places[0][1]
        # One stretch of the original: no longer than its longest sentence.
        assert spread <= 40, one.change


def test_each_kind_does_what_it_says() -> None:
    for one in altered(TEXTS, 120):
        original = dict(TEXTS)[one.of]
        if one.kind == "cut":
            assert len(one.text) < len(original)
        if one.kind in ("inserted", "tucked"):
            assert any(clause in one.text for clause in CLAUSES)
        if one.kind == "number":
            assert [c for c in one.text if not c.isdigit()] == [
                c for c in original if not c.isdigit()
            ]


def test_copyright_lines_are_left_alone() -> None:
    line = "Copyright (c) 2024 Plover Works of the long and winding river. All rights reserved."
    text = f"{line}\n\n{SMEW}"
    assert all(line in one.text for one in altered([("a", text), ("b", TERN)], 60) if one.of == "a")


def test_of_nothing_nothing_is_made() -> None:
    assert list(altered([], 5)) == []
    assert list(altered([("empty", "")], 5)) == []
