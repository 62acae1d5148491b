"""What is shown of every kind of provision on the last day before the amendment and on its first.

Regulation (EU) 2026/1744 is in force from 27 July 2026. Expected words come from the invented
act's own tables, read by eye, and from the list of what the amending regulation touches.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import BadInput, LawNotInstalled
from pipeline.law.corpus import LawCorpus, open_law
from pipeline.law.showing import Basis
from tests.law import invented_act

BEFORE, FIRST = date(2026, 7, 26), date(2026, 7, 27)
OLD = "text of 2024, before (EU) 2026/1744: not the law of today"
AS_OF = "published text of 2024, as of 2026-07-26"
SAME = "published text of 2024, unchanged by (EU) 2026/1744"
UNSURE = "published text of 2024; later amendment not checked"
PARTLY = "published text of 2024 with the amendments of (EU) 2026/1744 that are known here"
MISSING = "amended by (EU) 2026/1744, text not installed"
NEW_MISSING = "inserted by (EU) 2026/1744, text not installed"


@pytest.fixture(scope="module")
def before(law_folder: Path) -> LawCorpus:
    return open_law(law_folder, BEFORE)


@pytest.fixture(scope="module")
def first(law_folder: Path) -> LawCorpus:
    return open_law(law_folder, FIRST)


#: place, kind, then (text, first note, basis) on 26 July and on 27 July 2026.
TABLE = [
    # Untouched, and read as untouched in the amending act.
    ("Art. 53(2)", "Small pots are exempt.", AS_OF, "published",
     "Small pots are exempt.", SAME, "published"),
    ("Art. 53(1)(a)", "glaze the pot;", AS_OF, "published", "glaze the pot;", SAME, "published"),
    ("Art. 53(1)(b)(ii)", "what it weighs;", AS_OF, "published",
     "what it weighs;", SAME, "published"),
    ("Annex XI, Section 2, 1", "The number of leaves.", AS_OF, "published",
     "The number of leaves.", SAME, "published"),
    # Untouched as far as is known: nobody has checked.
    ("Art. 3(1)", "'pot' means a vessel;", AS_OF, "published",
     "'pot' means a vessel;", UNSURE, "published"),
    ("Art. 3(14)", "'lid' means a cover;", AS_OF, "published",
     "'lid' means a cover;", UNSURE, "published"),
    ("Art. 56(1)", "Codes shall be brewed.", AS_OF, "published",
     "Codes shall be brewed.", UNSURE, "published"),
    ("Recital 1", "Tea matters.", AS_OF, "published", "Tea matters.", UNSURE, "published"),
    # Replaced, the patch is installed.
    ("Art. 25(4), first subparagraph", "Old words on spouts.", OLD, "published",
     "New words on spouts.", "as amended by (EU) 2026/1744, from its patch (Art. 1(12)(b) of that"
     " regulation)", "patched"),
    ("Art. 113(a)", "old date one;", OLD, "published",
     "new date one;", "as amended by (EU) 2026/1744, from its patch (Art. 1(40)(a) of that"
     " regulation)", "patched"),
    # Replaced, and of two subparagraphs the second is deleted.
    ("Art. 56(6)", "Old power over codes.\nOld second part.", OLD, "published",
     "New duty as to codes.", "as amended by (EU) 2026/1744, from its patch (Art. 1(21) of that"
     " regulation)", "patched"),
    ("Art. 56(6), second subparagraph", "Old second part.", OLD, "published",
     "", "amended by (EU) 2026/1744; the new text is shown as a whole at Art. 56(6)", "no_text"),
    # Amended, and no text of it is installed.
    ("Art. 75", "1. Old help among potters.", OLD, "published", "", MISSING, "no_text"),
    ("Art. 75(1)", "Old help among potters.", OLD, "published", "", MISSING, "no_text"),
    # Inserted, the patch is installed.
    ("Art. 3(14a)", "", "not yet in force on 2026-07-26", "no_text",
     "'cosy' means a warm cover;", "as amended by (EU) 2026/1744, from its patch (Art. 1(4)(b) of"
     " that regulation)", "patched"),
    # Inserted, and no text of it is installed.
    ("Art. 3(14b)", "", "not yet in force on 2026-07-26", "no_text", "", NEW_MISSING, "no_text"),
    ("Art. 75a", "", "not yet in force on 2026-07-26", "no_text", "", NEW_MISSING, "no_text"),
    ("Art. 113(d)", "", "not yet in force on 2026-07-26", "no_text", "", NEW_MISSING, "no_text"),
    ("Annex XIV", "", "not yet in force on 2026-07-26", "no_text", "", NEW_MISSING, "no_text"),
    # Wholes with touched parts.
    ("Art. 25(4)", "Old words on spouts.\nWords on handles.", OLD, "published",
     "New words on spouts.\nWords on handles.", PARTLY, "composed"),
    ("Art. 56", "1. Codes shall be brewed.\n6. Old power over codes.\nOld second part.", OLD,
     "published", "1. Codes shall be brewed.\n6. New duty as to codes.", PARTLY, "composed"),
]  # fmt: skip
IDS = [row[0] for row in TABLE]


@pytest.mark.parametrize("row", TABLE, ids=IDS)
def test_on_the_last_day_before(before: LawCorpus, row: tuple[str, ...]) -> None:
    place, text, note, basis, *_ = row
    shown = before.show(place)
    assert shown.text == text
    assert shown.notes[0] == note
    assert shown.basis == Basis(basis)


@pytest.mark.parametrize("row", TABLE, ids=IDS)
def test_on_its_first_day(first: LawCorpus, row: tuple[str, ...]) -> None:
    place, *_, text, note, basis = row
    shown = first.show(place)
    assert shown.text == text
    assert shown.notes[0] == note
    assert shown.basis == Basis(basis)


@pytest.mark.parametrize("row", TABLE, ids=IDS)
def test_words_have_a_source_and_a_hash_and_no_words_have_none(
    before: LawCorpus, first: LawCorpus, row: tuple[str, ...]
) -> None:
    for corpus in (before, first):
        shown = corpus.show(row[0])
        assert bool(shown.sha256) == bool(shown.text)
        assert shown.source
        if shown.document_id:
            document = corpus.documents[shown.document_id]
            assert document.text[shown.start : shown.end] == shown.text


@pytest.mark.parametrize(
    ("place", "edition_before", "edition_after"),
    [
        ("Art. 53(2)", "2024-07-12", "2024-07-12"),
        ("Art. 56(6)", "2024-07-12", "2026-07-27"),
        ("Art. 75", "2024-07-12", "2026-07-27"),
        ("Art. 56", "2024-07-12", "2026-07-27"),
    ],
)
def test_the_edition_is_that_of_the_words(
    before: LawCorpus, first: LawCorpus, place: str, edition_before: str, edition_after: str
) -> None:
    assert before.show(place).edition == edition_before
    assert first.show(place).edition == edition_after


def test_a_day_of_later_application_is_said_until_it_has_come(law_folder: Path) -> None:
    # The prohibitions inserted in Art. 5(1) apply from 2 December 2026.
    told = "applies from 2026-12-02"
    assert told in open_law(law_folder, date(2026, 12, 1)).show("Art. 5(1)(ba)").notes
    assert told not in open_law(law_folder, date(2026, 12, 2)).show("Art. 5(1)(ba)").notes


@pytest.mark.parametrize("day", [BEFORE, FIRST])
@pytest.mark.parametrize(
    "place", ["Art. 53(9)", "Art. 999", "Annex XV", "Recital 3", "Art. 3(14c)"]
)
def test_what_never_was_is_refused_on_both_days(law_folder: Path, day: date, place: str) -> None:
    with pytest.raises((BadInput, LawNotInstalled)):
        open_law(law_folder, day).show(place)


def test_the_code_does_not_change_with_the_act(before: LawCorpus, first: LawCorpus) -> None:
    for place in ("Transparency M1.1", "Copyright M1.3", "S&S Appendix 1.4"):
        assert before.show(place) == first.show(place)


def test_children_of_an_inserted_point_lie_under_their_parent(first: LawCorpus) -> None:
    names = [str(child) for child in first.show("Art. 3").children]
    assert names[:2] == ["Art. 3(1)", "Art. 3(14)"]
    assert {"Art. 3(14a)", "Art. 3(14b)"} <= set(names)


@pytest.mark.parametrize("day", [BEFORE, FIRST, date(2027, 8, 2)])
def test_without_the_patches_no_touched_words_are_current(tmp_path: Path, day: date) -> None:
    folder = invented_act.install(tmp_path, leave_out=("act/omnibus",))
    corpus = open_law(folder, day)
    replaced = [corpus.show(place) for place in ("Art. 25(4), first subparagraph", "Art. 113(a)")]
    for shown in replaced:
        current = day >= FIRST
        assert (shown.text == "") == current
        assert shown.notes[0] == (MISSING if current else OLD)


REAL = [
    # Landmarks of the real act: read as untouched, amended, inserted.
    ("Art. 51(2)", AS_OF, SAME),
    ("Art. 53(1)(d)", AS_OF, SAME),
    ("Art. 55(1)", AS_OF, SAME),
    ("Art. 101(1)", AS_OF, SAME),
    ("Art. 111(3)", AS_OF, SAME),
    ("Annex XII, 2(c)", AS_OF, SAME),
    ("Art. 88", AS_OF, SAME),
    ("Recital 97", AS_OF, SAME),
    ("Art. 4", OLD, MISSING),
    ("Art. 42", OLD, PARTLY),
    ("Art. 42(1)", AS_OF, SAME),
    ("Art. 42(3)", "not yet in force on 2026-07-26", NEW_MISSING),
    ("Art. 43(1)", AS_OF, SAME),
    ("Art. 43(3)", OLD, MISSING),
    ("Art. 110", AS_OF, SAME),
    ("Art. 10(5)", OLD, "deleted by (EU) 2026/1744 (Art. 1(9)(b) of that regulation)"),
    ("Art. 10(5)(a)", OLD, "deleted by (EU) 2026/1744 (Art. 1(9)(b) of that regulation)"),
    ("Art. 96(1)(g)", "not yet in force on 2026-07-26", NEW_MISSING),
    ("Annex VIII, Section B, 8", AS_OF, SAME),
    ("Art. 75c", "not yet in force on 2026-07-26", NEW_MISSING),
    ("Art. 4a", "not yet in force on 2026-07-26", NEW_MISSING),
    ("Art. 3", OLD, PARTLY),
    ("Art. 97", OLD, PARTLY),
]


@pytest.fixture(scope="module")
def real(request: pytest.FixtureRequest) -> tuple[LawCorpus, LawCorpus]:
    folder = request.getfixturevalue("shared") / "law"
    return open_law(folder, BEFORE), open_law(folder, FIRST)


@pytest.mark.shared
@pytest.mark.parametrize(("place", "old", "new"), REAL)
def test_the_real_act_on_both_days(
    real: tuple[LawCorpus, LawCorpus], place: str, old: str, new: str
) -> None:
    assert real[0].show(place).notes[0] == old
    assert real[1].show(place).notes[0] == new
