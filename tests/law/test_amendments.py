"""The data on what was amended: its rows, its faults, and how provisions stand."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import BadCorpus, BadInput
from pipeline.law.amendments import (
    Standing,
    amendments,
    parse_amendments,
    patched_text,
    read_patches,
)
from pipeline.law.locators import parse

HEAD = {
    "act": "(EU) 2026/1744",
    "in_force": date(2026, 7, 27),
    "edition_before": "2024-07-12",
    "edition_after": "2026-07-27",
    "unchanged": ["Art. 51"],
}


@pytest.mark.parametrize(
    ("locator", "standing"),
    [
        ("Art. 51(2)", Standing.UNCHANGED),
        ("Art. 53(1)(d)", Standing.UNCHANGED),
        ("Art. 55", Standing.UNCHANGED),
        ("Art. 101(1)", Standing.UNCHANGED),
        ("Art. 111(3)", Standing.UNCHANGED),
        ("Art. 113(b)", Standing.UNCHANGED),
        ("Annex XII, 1(a)", Standing.UNCHANGED),
        ("Art. 50(2)", Standing.UNCHANGED),
        ("Art. 56(5)", Standing.UNCHANGED),
        ("Art. 78", Standing.UNCHANGED),
        ("Art. 111(2)", Standing.TOUCHED),
        ("Annex X", Standing.UNCHANGED),
        ("Art. 56", Standing.PARTLY_TOUCHED),
        ("Art. 3", Standing.PARTLY_TOUCHED),
        ("Art. 25(4)", Standing.PARTLY_TOUCHED),
        ("Art. 113", Standing.PARTLY_TOUCHED),
        ("Art. 56(6)", Standing.TOUCHED),
        ("Art. 75(2)", Standing.UNCHANGED),
        ("Art. 75c", Standing.TOUCHED),
        ("Art. 43(1)(a)", Standing.UNCHANGED),
        ("Art. 72(3)", Standing.TOUCHED),
        ("Art. 99(6a)", Standing.TOUCHED),
        ("Art. 99(6)", Standing.UNCHANGED),
        ("Art. 75", Standing.PARTLY_TOUCHED),
        ("Art. 75(1)(a)", Standing.TOUCHED),
        ("Art. 43(3), first subparagraph", Standing.TOUCHED),
        ("Art. 97(6)", Standing.TOUCHED),
        ("Art. 97(4)", Standing.UNCHANGED),
        ("Art. 105", Standing.UNCHANGED),
        ("Art. 10(5)(c)", Standing.TOUCHED),
        ("Annex VIII, Section B, 7", Standing.TOUCHED),
        ("Annex VIII, Section B, 8", Standing.UNCHANGED),
        ("Annex VIII, Section A, 7", Standing.UNCHANGED),
        ("Annex I, Section B, 21", Standing.TOUCHED),
        ("Recital 41", Standing.UNCHANGED),
    ],
)
def test_how_provisions_stand(locator: str, standing: Standing) -> None:
    assert amendments().standing(parse(locator)) is standing


def test_every_row_says_who_says_so_and_inserted_ones_have_a_place() -> None:
    known = {row.locator for row in amendments().rows}
    for row in amendments().rows:
        assert row.source
        if row.change == "inserted" and row.locator.path:
            assert row.after is not None, row.locator
            # The neighbour is of the published text, or itself inserted.
            beside = row.after.parent == row.locator.parent
            assert row.after in known or beside or row.after == row.locator.parent


def test_a_list_that_is_not_complete_leaves_the_rest_unchecked() -> None:
    rows = [{"locator": "Art. 60", "change": "replaced", "source": "x"}]
    some = parse_amendments({**HEAD, "rows": rows}, "f.yaml")
    assert some.standing(parse("Art. 61")) is Standing.NOT_CHECKED
    assert some.standing(parse("Art. 51(1)")) is Standing.UNCHANGED
    whole = parse_amendments({**HEAD, "complete": True, "rows": rows}, "f.yaml")
    assert whole.standing(parse("Art. 61")) is Standing.UNCHANGED
    assert whole.standing(parse("Art. 60(2)")) is Standing.TOUCHED


@pytest.mark.shared
def test_every_amending_point_is_in_the_list_and_those_of_the_patches_agree(shared: Path) -> None:
    """The amending act has points 1 to 43; the patches of others name their points themselves."""
    told = [row.point for row in amendments().rows] + [p for _, p in amendments().retitled]
    points = {int(re.match(r"Art\. 1\((\d+)\)", point)[1]) for point in told}  # type: ignore[index]
    assert points == set(range(1, 44))
    patches = shared / "law" / "act" / "omnibus_2026_1744_gpai_patches.json"
    named = {row["id"]: row["ref"] for row in json.loads(patches.read_text("utf-8"))}
    ours = {key: row.point for row in amendments().rows for key in row.patch}
    assert {key: f"Reg. (EU) 2026/1744 {point}" for key, point in ours.items()} == named


def test_all_faults_are_told_together() -> None:
    rows = [
        {"locator": "Art. 60", "change": "replaced", "source": "x"},
        {"locator": "Art. 60", "change": "replaced", "source": "x"},
        {"locator": "nowhere", "change": "replaced", "source": "x"},
        {"locator": "Art. 61", "change": "burned", "source": "x"},
        {"locator": "Art. 62", "change": "replaced"},
        {"locator": "Art. 63", "change": "replaced", "source": "x", "colour": "red"},
        {"locator": "Art. 51(2)", "change": "replaced", "source": "x"},
    ]
    with pytest.raises(BadCorpus) as refusal:
        parse_amendments({**HEAD, "rows": rows}, "f.yaml")
    told = "\n".join(refusal.value.faults)
    for words in ("twice", "nowhere", "burned", "source", "colour", "both amended and unchanged"):
        assert words in told, words
    assert len(refusal.value.faults) == 6


def test_a_patch_is_whole_or_none() -> None:
    row = next(r for r in amendments().rows if str(r.locator) == "Art. 56(6)")
    both = read_patches(
        b'[{"op": "replace", "id": "ART-56-6-al1", "text": "new  words"},'
        b' {"op": "delete", "id": "ART-56-6-al2"}]',
        "p.json",
    )
    assert patched_text(row, both) == "new words"
    assert patched_text(row, {"ART-56-6-al1": "new words"}) is None
    assert patched_text(row, {}) is None


@pytest.mark.parametrize("data", [b"", b"{}x", b"[1]", b'[{"op": "replace", "id": "A"}]'])
def test_what_is_no_list_of_patches_is_bad_input(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"p\.json"):
        read_patches(data, "p.json")
