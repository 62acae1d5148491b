"""A licence is told word for word, or not at all."""

from __future__ import annotations

import re
import textwrap

import pytest

from pipeline.catalogue.files import root
from pipeline.licences.altered import altered
from pipeline.licences.identify import Identification, identify
from tests.licences.invented import AVOCET, KNOWN, SMEW, TERN, TERN_3, TEXTS


def told(text: str) -> Identification:
    return identify(text, KNOWN)


@pytest.mark.parametrize(("key", "text"), TEXTS)
def test_each_text_is_told(key: str, text: str) -> None:
    found = told(text)
    assert found.key == key
    assert found.near[0].key == key
    assert found.near[0].both > 0.9


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\n".join(textwrap.fill(line, 37) for line in text.splitlines()),
        lambda text: text.upper(),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: "".join(f"# {line}\n" for line in text.splitlines()),
        lambda text: "Copyright (c) 2026 Plover Works\nAll rights reserved.\n\n" + text,
        lambda text: text + "\n\nCopyright 2026 Plover Works\n",
        lambda text: text.replace("You may", "**You may**").replace('"', "“"),
        lambda text: re.sub(r"(?m)^(\d)\. ", r"(\1) ", text),
    ],
)
@pytest.mark.parametrize(("key", "text"), TEXTS)
def test_and_so_are_its_copies(key: str, text: str, change: object) -> None:
    assert callable(change)
    assert told(change(text)).key == key


def test_a_heading_with_its_own_name_is_no_difference() -> None:
    for heading in ("Smew Licence", "The Smew License", "# smew", "SPDX-License-Identifier: smew"):
        assert told(f"{heading}\n\n{SMEW}").key == "smew", heading


def test_another_name_over_the_same_text_is_another_licence() -> None:
    for heading in ("Godwit Licence", "Modified Smew Licence", "Smew Licence 2.0", "Smew NC"):
        found = told(f"{heading}\n\n{SMEW}")
        assert found.key is None, heading
        assert found.near[0].key == "smew"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("300 million", "400 million"),
        ("may not remove", "may remove"),
        ("royalty-free", "royalty-bearing"),
        ("4 March 2025", "4 March 2026"),
        ("Section 3", "Section 4"),
        ("thirty days", "sixty days"),
        ("Tern is liable for nothing", "Tern is liable"),
        ("COMMUNITY LICENCE 2.1", "COMMUNITY LICENCE 2.2"),
        ('"Tern"', '"Heron"'),
    ],
)
def test_one_word_makes_another_licence(was: str, now: str) -> None:
    text = TERN.replace(was, now)
    assert text != TERN
    found = told(text)
    assert found.key is None
    assert found.near[0].key == "tern-2.1"
    assert found.near[0].both < 1


def test_what_is_not_in_the_licence_is_pointed_at() -> None:
    clause = "You may not run it in hospitals or courts."
    text = SMEW.replace("\n\nThe Weights", f" {clause}\n\nThe Weights")
    found = told(text)
    (odd,) = found.near[0].odd
    assert text[odd.start : odd.end] == clause.rstrip(".")
    assert odd.words == 9
    assert "nearest to Smew, but 9 of its words are not there" in found.because


def test_what_it_lacks_is_counted() -> None:
    cut = TERN.replace("4. Warranty. The Model is given as it is, and Tern is liable for nothing"
                       " whatever happens.\n", "")  # fmt: skip
    found = told(cut)
    assert found.key is None
    assert found.near[0].odd == ()
    # 17 words are gone, numbers of clauses not counted; across the joint shingles differ too.
    assert 14 <= found.near[0].lacking <= 20
    assert "lacks about" in found.because


def test_between_two_editions_neither_is_given() -> None:
    mixed = TERN.replace("300", "100")
    assert told(mixed).key is None
    assert {near.key for near in told(mixed).near[:2]} == {"tern-2.1", "tern-3.0"}
    assert told(TERN_3).key == "tern-3.0"


def test_a_name_may_stand_where_the_licence_has_a_blank_for_it() -> None:
    named = AVOCET.replace("the House", "Plover Works of Tallinn")
    assert told(named).key == "avocet"
    assert told(AVOCET.replace("the House", "Plover " * 13)).key is None
    assert told(AVOCET.replace("the House", "those who may not be named")).key is None
    assert told(AVOCET.replace("the House", "the House, hosting needs payment to it,")).key is None
    assert told(AVOCET.replace("the House", "the House (contact it first)")).key is None
    assert told(SMEW.replace("the holders", "Plover Works")).key is None


def test_an_appendix_may_be_missing_as_a_whole_and_only_so() -> None:
    without = AVOCET.split("How to use")[0]
    assert told(without).key == "avocet"
    assert told(AVOCET.replace("Put a line with the year and your name", "Put a line")).key is None
    assert told(without + "How to use this licence").key is None


@pytest.mark.parametrize(
    "text",
    [
        SMEW + "\n\n" + SMEW,
        SMEW + "\n\n" + AVOCET,
        "This folder has files of others.\n\n" + SMEW,
        SMEW + "\n\nParts of it are under other terms.",
        "\n\n".join(reversed(SMEW.split("\n\n"))),
        SMEW[: len(SMEW) // 2],
    ],
)
def test_more_less_or_another_order_is_no_licence(text: str) -> None:
    assert told(text).key is None


@pytest.mark.parametrize("text", ["", "...", "A card of a model with 7 billion parameters."])
def test_what_is_near_nothing_says_so(text: str) -> None:
    found = told(text)
    assert (found.key, found.near) == (None, ())
    assert found.because


def test_very_long_texts_are_not_laid_against_anything() -> None:
    found = told("word " * 30_001)
    assert found.key is None
    assert "30,001 words" in found.because


def test_two_keys_for_one_text_give_none() -> None:
    twin = (*KNOWN, KNOWN[2].__class__("smew-2", "Smew 2", frozenset(), KNOWN[2].pieces,
                                       KNOWN[2].shingles))  # fmt: skip
    found = identify(SMEW, twin)
    assert found.key is None
    assert "smew, smew-2" in found.because


def test_no_altered_text_is_taken_for_a_licence() -> None:
    changed = list(altered(TEXTS, 200))
    assert len(changed) == 200
    assert [one for one in changed if told(one.text).key] == []


def test_a_clause_in_the_blank_of_a_known_licence_is_no_name() -> None:
    text = (root() / "LICENSE").read_text(encoding="utf-8")
    mark = "Licensed under the Apache License, Version 2.0"
    assert mark in text
    for clause in ("Hosting by banks requires a payment.", "Ask us before you host it."):
        assert identify(text.replace(mark, f"{clause}\n\n   {mark}")).key is None
    named = text.replace(mark, f"Copyright 2026 Plover Works\n\n   {mark}")
    assert identify(named).key == "apache-2.0"


def test_this_projects_own_licence_is_told_from_the_list() -> None:
    text = (root() / "LICENSE").read_text(encoding="utf-8")
    assert identify(text).key == "apache-2.0"
    assert identify(text.replace("no-charge", "low-charge")).key is None
    assert identify(text.replace("Version 2.0", "Version 2.1")).key is None
    assert identify("Plover Licence\n" + text).key is None
