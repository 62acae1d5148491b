"""A longer invented act: what is told of places that are not there, wholes, ranking, by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import BadInput
from pipeline.law.corpus import LawCorpus, open_law
from pipeline.law.locators import parse
from pipeline.law.places import Chapter, Kind, Locator, Work
from pipeline.law.search import search
from pipeline.law.showing import Basis
from tests.law import invented_act
from tests.law.conftest import TODAY
from tests.law.invented_act import Alinea, Article, Paragraph, Point, one

ALPHABET = [chr(c) for c in range(ord("a"), ord("z") + 1)]
ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]


def points(labels: list[str]) -> list[Point]:
    return [Point(f"({label})", f"leaf of sort {label};") for label in labels]


ARTICLES = [
    Article("2", "Scope", [Paragraph(f"{n}.", [Alinea(f"Sort {n}.")]) for n in range(1, 13)]),
    Article("5", "Bans", [one("1.", "These are banned:", *points(["a", "b", "c", "h"]))]),
    Article("7", "Leaves", [one("1.", "Leaves are:", *points([*ALPHABET, "aa", "ab"]))]),
    Article("8", "Sizes", [one("1.", "Sizes are:", Point("(a)", "cups:", points(ROMANS)))]),
    Article("9", "Alone", [one("1.", "Only this."), one("1a.", "And inserted.")]),
    Article("10", "Unnumbered", alineas=[Alinea("First words."), Alinea("Second words.")]),
    Article("11", "One point", [one("1.", "It has:", Point("(a)", "a lid;"))]),
    *[article for article in invented_act.ARTICLES if article.number != "3"],
    Article("3", "Words", alineas=[Alinea("Here:", points(["1", "2", "14", "15"]))]),
]


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LawCorpus]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(invented_act, "ARTICLES", ARTICLES)
        folder = invented_act.install(tmp_path_factory.mktemp("long"), leave_out=("act/omnibus",))
    yield open_law(folder, TODAY)


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("Art. 2(99)", "Article 2 has paragraphs 1 to 13; there is no (99)"),
        ("Art. 7(1)(ac)", "Article 7(1) has points (a) to (ab); there is no (ac)"),
        ("Art. 5(1)(z)", "Article 5(1) has points (a) to (h); there is no (z)"),
        ("Art. 8(1)(a)(x)", "Article 8(1)(a) has points (i) to (ix); there is no (x)"),
        ("Art. 8(1)(b)", "Article 8(1) has points (a); there is no (b)"),
        ("Art. 11(1)(b)", "Article 11(1) has points (a); there is no (b)"),
        ("Art. 9(2)", "Article 9 has paragraphs 1 to 1a; there is no (2)"),
        ("Art. 3(16)", "Article 3 has points 1 to 15; there is no (16)"),
        ("Art. 10, third paragraph", "has 2 subparagraph(s); there is no third one"),
        ("Art. 6", "the Act has Articles 2 to 113; there is no Art. 6"),
        ("Art. 200", "the Act has Articles 2 to 113; there is no Art. 200"),
        ("Art. 1", "the Act has Articles 2 to 113; there is no Art. 1"),
        ("Annex XX", "the Act has Annexes XI to XIV; there is no Annex XX"),
        ("Annex XI, Section 3", "Annex XI has Sections 1, 2; say which (there is no Section 3)"),
        ("Annex XI, Section 1, 2", "Annex XI, Section 1 has points 1; there is no (2)"),
        ("Annex XI, Section 1, 1(b)", "Annex XI, Section 1, 1 has points (a); there is no (b)"),
        ("Recital 99", "the Act has Recitals 1 to 2; there is no Recital 99"),
        ("Transparency M1.9", "the Transparency chapter of the Code has Measures 1.1; there is no"),
        ("S&S M1.3", "the Safety and Security chapter of the Code has Measures 1.2; there is no"),
        ("S&S M9.9", "the Safety and Security chapter of the Code has Measures 1.2; there is no"),
        ("S&S Appendix 1.3", "has Appendices 1.2 to 1.4; there is no"),
        ("S&S Appendix 9", "there is no Code, Safety and Security, Appendix 9"),
        ("S&S Commitment 4", "Code, Safety and Security, Commitment 4"),
        ("Template, 2.2", "the template has 1.1, header; there is no Template, 2.2"),
    ],
)
def test_neighbours_are_named(long: LawCorpus, reference: str, told: str) -> None:
    with pytest.raises(BadInput) as refusal:
        long.show(reference)
    assert told in str(refusal.value)


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("Art. 7(1)(z)", "leaf of sort z;"),
        ("Art. 7(1)(aa)", "leaf of sort aa;"),
        ("Article 7(1), point (ab)", "leaf of sort ab;"),
        ("Art. 8(1)(a)(i)", "leaf of sort i;"),
        ("Art. 8(1)(a)(iv)", "leaf of sort iv;"),
        ("Art. 8 1 a ix", "leaf of sort ix;"),
        ("Art. 7(1)(i)", "leaf of sort i;"),
        ("Art. 7(1)(v)", "leaf of sort v;"),
        ("Art. 9(1a)", "And inserted."),
        ("Art. 2(12)", "Sort 12."),
        ("Art. 10, second paragraph", "Second words."),
        ("Art. 10", "First words.\nSecond words."),
        ("Art. 3(15)", "leaf of sort 15;"),
    ],
)
def test_labels_that_look_alike_are_kept_apart(long: LawCorpus, reference: str, text: str) -> None:
    assert long.show(reference).text == text


def test_parts_of_an_inserted_paragraph_lead_to_it(long: LawCorpus) -> None:
    assert str(long.resolve("Art. 2(13)(a)")) == "Art. 2(13)"
    # People write an inserted 1a as 1(a), too.
    assert str(long.resolve("Art. 9(1)(a)")) == "Art. 9(1a)"


def test_inserted_letters_do_not_count_as_the_last(long: LawCorpus) -> None:
    # Art. 5(1)(ba) and (bb) are inserted after (b): the last point is still (h).
    assert str(long.resolve("Art. 5(1)(bb)")) == "Art. 5(1)(bb)"
    with pytest.raises(BadInput, match=r"points \(a\) to \(h\)"):
        long.show("Art. 5(1)(k)")


#: Canonical forms, written by hand for places put together by hand.
CANONICAL = [
    (Locator(Work.ACT, Kind.ARTICLE, "7"), "Art. 7"),
    (Locator(Work.ACT, Kind.ARTICLE, "7", ("1",)), "Art. 7(1)"),
    (Locator(Work.ACT, Kind.ARTICLE, "7", ("1", "aa", "iv")), "Art. 7(1)(aa)(iv)"),
    (Locator(Work.ACT, Kind.ARTICLE, "7", ("1", "¶2")), "Art. 7(1), second subparagraph"),
    (Locator(Work.ACT, Kind.ARTICLE, "7", ("¶3",)), "Art. 7, third paragraph"),
    (Locator(Work.ACT, Kind.ARTICLE, "7", ("¶3", "b")), "Art. 7, third paragraph, point (b)"),
    (Locator(Work.ACT, Kind.ARTICLE, "7", ("1", "¶12", "b")),
     "Art. 7(1), twelfth subparagraph, point (b)"),
    (Locator(Work.ACT, Kind.ARTICLE, "75a", ("2a",)), "Art. 75a(2a)"),
    (Locator(Work.ACT, Kind.ANNEX, "IV"), "Annex IV"),
    (Locator(Work.ACT, Kind.ANNEX, "IV", ("2",)), "Annex IV, 2"),
    (Locator(Work.ACT, Kind.ANNEX, "IV", ("2", "b")), "Annex IV, 2(b)"),
    (Locator(Work.ACT, Kind.ANNEX, "IV", ("b",)), "Annex IV(b)"),
    (Locator(Work.ACT, Kind.ANNEX, "IV", ("§A", "5")), "Annex IV, Section A, 5"),
    (Locator(Work.ACT, Kind.ANNEX, "IV", ("§1", "5", "c")), "Annex IV, Section 1, 5(c)"),
    (Locator(Work.ACT, Kind.RECITAL, "9"), "Recital 9"),
    (Locator(Work.CODE, Kind.MEASURE, "1.3", ("2", "c"), Chapter.COPYRIGHT),
     "Code, Copyright, Measure 1.3(2)(c)"),
    (Locator(Work.CODE, Kind.MEASURE, "1.3", ("¶2",), Chapter.TRANSPARENCY),
     "Code, Transparency, Measure 1.3, second paragraph"),
    (Locator(Work.CODE, Kind.RECITAL, "d", (), Chapter.SAFETY),
     "Code, Safety and Security, Recital d"),
    (Locator(Work.CODE, Kind.APPENDIX, "3.2.1", (), Chapter.SAFETY),
     "Code, Safety and Security, Appendix 3.2.1"),
    (Locator(Work.GUIDELINES, Kind.PARAGRAPH, "51", (), None, "2025-11"),
     "Guidelines, November 2025, para 51"),
    (Locator(Work.GUIDELINES, Kind.ANNEX, "A.2"), "Guidelines, Annex A.2"),
    (Locator(Work.TEMPLATE, Kind.SECTION, "2.2.1"), "Template, 2.2.1"),
    (Locator(Work.TEMPLATE, Kind.NOTICE, "7"), "Template, Notice, para 7"),
    (Locator(Work.FORM, Kind.FIELD, "Pots: Shape"), "Form, Pots: Shape"),
]  # fmt: skip


@pytest.mark.parametrize(("locator", "written"), CANONICAL, ids=[row[1] for row in CANONICAL])
def test_the_canonical_form_is_written_and_read_back(locator: Locator, written: str) -> None:
    assert str(locator) == written
    assert parse(written) == locator


# Wholes made of old and new words.


def patched(folder: Path, *rows: dict[str, str]) -> LawCorpus:
    invented_act.install(folder)
    path = folder / "act/omnibus_2026_1744_gpai_patches.json"
    path.write_text(json.dumps(rows))
    return open_law(folder, TODAY)


SPOUTS = {"op": "replace", "id": "ART-25-4-al1", "text": "New  spouts\n only."}
DATES = {"op": "replace", "id": "ART-113-a", "text": "on Monday;"}
COSY = {"op": "insert", "id": "ART-3-14a", "text": "'cosy' means a coat;"}
TRAY = {"op": "insert", "id": "ART-3-14b", "text": "'tray' means a board;"}
GONE = "[amended by (EU) 2026/1744, text not installed]"
NEW = "[inserted by (EU) 2026/1744, text not installed]"
OPENING = "In this Regulation:\n(1) 'pot' means a vessel;\n(14) 'lid' means a cover;"


@pytest.mark.parametrize(
    ("rows", "reference", "text"),
    [
        ([SPOUTS], "Art. 25(4)", "New spouts only.\nWords on handles."),
        ([SPOUTS], "Art. 25", "4. New spouts only.\nWords on handles."),
        ([], "Art. 25(4)", f"{GONE}\nWords on handles."),
        ([COSY, TRAY], "Art. 3",
         f"{OPENING}\n(14a) 'cosy' means a coat;\n(14b) 'tray' means a board;"),
        ([TRAY, COSY], "Art. 3",
         f"{OPENING}\n(14a) 'cosy' means a coat;\n(14b) 'tray' means a board;"),
        ([COSY], "Art. 3", f"{OPENING}\n(14a) 'cosy' means a coat;\n(14b) {NEW}"),
        ([TRAY], "Art. 3", f"{OPENING}\n(14a) {NEW}\n(14b) 'tray' means a board;"),
        ([], "Art. 3", f"{OPENING}\n(14a) {NEW}\n(14b) {NEW}"),
    ],
)  # fmt: skip
def test_wholes(tmp_path: Path, rows: list[dict[str, str]], reference: str, text: str) -> None:
    shown = patched(tmp_path, *rows).show(reference)
    assert shown.basis is Basis.COMPOSED
    assert shown.text == text
    assert not shown.start and not shown.end


def test_half_a_patch_is_no_patch(tmp_path: Path) -> None:
    half = {"op": "replace", "id": "ART-56-6-al1", "text": "New duty."}
    law = patched(tmp_path, half)
    assert law.show("Art. 56(6)").text == ""
    assert law.show("Art. 56").text == f"1. Codes shall be brewed.\n6. {GONE}"


def test_a_patch_that_nothing_names_changes_nothing(tmp_path: Path) -> None:
    stranger = {"op": "replace", "id": "ART-53-1", "text": "Stray words."}
    law = patched(tmp_path, DATES, stranger)
    assert law.show("Art. 53(2)").text == "Small pots are exempt."
    assert "Stray" not in law.show("Art. 53").text
    assert law.show("Art. 113(a)").text == "on Monday;"


#: A query, and the place whose words alone hold it.
RANKED = [
    ("glaze", "Art. 53(1)(a)"),
    ("glazed", "Art. 53(1)(a)"),
    ("weighing", "Art. 53(1)(b)(ii)"),
    ("what does it hold", "Art. 53(1)(b)(i)"),
    ("EUR 15 000 000", "Art. 53(3)"),
    ("drawing", "Annex XI, Section 1, 1, second subparagraph"),
    ("number of leaves large pots", "Annex XI, Section 2, 1"),
    ("tea matters", "Recital 1"),
    ("brewed", "Art. 56(1)"),
    ("vessel", "Art. 3(1)"),
    ("obey signs", "Code, Copyright, Measure 1.3(1)(b)"),
    ("warm cover", "Art. 3(14a)"),
    ("Recital 2", "Recital 2"),
    ("Article 53(1), point (a)", "Art. 53(1)(a)"),
]


@pytest.mark.parametrize(("words", "place"), RANKED, ids=[row[0] for row in RANKED])
def test_the_only_place_with_the_words_comes_first(law: LawCorpus, words: str, place: str) -> None:
    assert str(search(words, law)[0].locator) == place


@pytest.mark.parametrize(("words", "place"), RANKED[:12], ids=[row[0] for row in RANKED[:12]])
def test_case_and_punctuation_do_not_rank(law: LawCorpus, words: str, place: str) -> None:
    assert [h.locator for h in search(f"  {words.upper()}?! ", law)] == [
        h.locator for h in search(words, law)
    ]


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_a_limit_cuts_and_reorders_nothing(law: LawCorpus, limit: int) -> None:
    assert search("pots and potters", law, limit) == search("pots and potters", law, 60)[:limit]
