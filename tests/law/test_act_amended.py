"""The published Act and the Act as amended: with the consolidated page, and without it.

The consolidated page is made here, from the published Act and the list of amendments, in the layout
that EUR-Lex uses; the words that no patch gives are invented.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from pipeline.catalogue.obligations import obligations
from pipeline.errors import LacunaError
from pipeline.law import showing
from pipeline.law.amendments import Change, amendments, read_patches
from pipeline.law.changes import law_diff, words
from pipeline.law.corpus import LawCorpus, open_law
from pipeline.law.fetch import fetch
from pipeline.law.layout import sources
from pipeline.law.locators import parse
from pipeline.law.places import Work
from pipeline.law.showing import Basis
from pipeline.law.verify import coverage, verify
from pipeline.readers.legal_text import Provision
from tests.law.amended_tree import amended, new_words, published
from tests.law.consolidated_page import mark, page

PAGE = "act/act_02024R1689-20260727_eurlex.html"
FIRST, LAST = date(2024, 7, 12), date(2026, 7, 26)
BEGINS, TODAY = date(2026, 7, 27), date(2026, 11, 25)

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def patches(shared: Path) -> Mapping[str, str | None]:
    path = shared / "law" / "act" / "omnibus_2026_1744_gpai_patches.json"
    return read_patches(path.read_bytes(), path.name)


@pytest.fixture(scope="module")
def trees(shared: Path) -> list[Provision]:
    return published(shared / "law" / "act" / "formex")


@pytest.fixture(scope="module")
def with_page(
    shared: Path,
    trees: list[Provision],
    patches: Mapping[str, str | None],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A law folder that holds everything here and the consolidated page."""
    folder = tmp_path_factory.mktemp("law")
    shutil.copytree(shared / "law", folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    path = folder / PAGE
    path.write_bytes(page(amended(trees, amendments(), patches)))
    return folder


@pytest.fixture(scope="module")
def old(shared: Path) -> LawCorpus:
    return open_law(shared / "law", LAST)


@pytest.fixture(scope="module")
def new(with_page: Path) -> LawCorpus:
    return open_law(with_page, TODAY)


@pytest.fixture(scope="module")
def stand_in(shared: Path) -> LawCorpus:
    return open_law(shared / "law", TODAY)


def test_the_consolidated_text_is_taken_from_its_first_day_on(with_page: Path) -> None:
    for day, consolidated in ((FIRST, False), (LAST, False), (BEGINS, True), (TODAY, True)):
        corpus = open_law(with_page, day)
        assert corpus.consolidated is consolidated
        shown = corpus.show("Art. 53(1)(d)")
        assert shown.basis is (Basis.CONSOLIDATED if consolidated else Basis.PUBLISHED)
        assert shown.edition == ("2026-07-27" if consolidated else "2024-07-12")
        assert corpus.show("Recital 104").edition == "2024-07-12"


def test_every_amended_provision_shows_the_new_words_and_who_wrote_them(
    new: LawCorpus, patches: Mapping[str, str | None]
) -> None:
    for row in amendments().rows:
        shown = new.show(row.locator)
        if row.change is Change.DELETED:
            assert not shown.text and shown.notes[0].startswith(showing.DELETED), row.locator
            assert shown.basis is Basis.NO_TEXT
            continue
        expected = new_words(row, patches)
        got = shown.text if row.change is not Change.AMENDED else shown.text.split("\n")[0]
        assert got == expected, row.locator
        assert shown.notes[0] == showing.CONSOLIDATED
        assert any(f"{row.change} by (EU) 2026/1744 ({row.point}" in n for n in shown.notes)
        assert shown.basis is Basis.CONSOLIDATED and shown.sha256


def test_untouched_provisions_read_as_published(old: LawCorpus, new: LawCorpus) -> None:
    for place in ("Art. 51(2)", "Art. 53", "Art. 55", "Annex XI", "Annex XIII", "Art. 3(63)"):
        assert new.show(place).text == old.show(place).text
    assert new.show("Art. 75").heading == "An invented title"


def test_what_changed_is_what_the_list_says_and_nothing_else(
    old: LawCorpus, new: LawCorpus, patches: Mapping[str, str | None]
) -> None:
    found = law_diff(old, new, obligations())
    told = {row.locator: row for row in found.provisions if row.change != "retitled"}
    rows = {row.locator: row for row in amendments().rows}
    assert set(told) == set(rows)
    for place, row in rows.items():
        changed = told[place]
        assert changed.change == row.change.value
        if row.change is Change.INSERTED:
            assert changed.before.notes == ("not part of the law of that day",)
            assert not changed.before.text
        else:
            assert changed.before.text == old.show(place).text != ""
        if row.change in (Change.INSERTED, Change.REPLACED):
            assert changed.after.text == new_words(row, patches)
    assert found.unexplained == ()
    retitled = [(str(r.locator), r.after.text) for r in found.provisions if r.change == "retitled"]
    assert retitled == [("Art. 75", "An invented title"), ("Art. 77", "An invented title")]


def test_which_rows_of_the_catalogue_a_change_touches(old: LawCorpus, new: LawCorpus) -> None:
    found = law_diff(old, new, obligations())
    touched = {str(row.locator): row.obligations for row in found.provisions if row.obligations}
    assert touched == {
        "Art. 3(14a)": ("ACT-3-14a-14b",),
        "Art. 3(14b)": ("ACT-3-14a-14b",),
        "Art. 25(4), first subparagraph": ("ACT-25-4",),
        "Art. 50(7)": ("ACT-50-2",),
        "Art. 56(6)": ("ACT-56-6",),
        "Art. 111(4)": ("ACT-50-2",),
        "Art. 113(c)": ("ACT-25-4",),
    }
    known = {row.id for row in obligations()}
    assert all(set(row.moves) <= known for row in amendments().rows)


def test_without_the_page_the_same_provisions_change_and_only_patches_have_words(
    old: LawCorpus, stand_in: LawCorpus, new: LawCorpus
) -> None:
    found = law_diff(old, stand_in, obligations())
    full = law_diff(old, new, obligations())
    assert [(r.locator, r.change) for r in found.provisions] == [
        (r.locator, r.change) for r in full.provisions
    ]
    patched = {row.locator for row in amendments().rows if row.patch}
    for row in found.provisions:
        if row.change == "retitled":
            continue
        assert bool(row.after.text) == (row.locator in patched), row.locator
        if not row.after.text:
            note = row.after.notes[0]
            assert "text not installed" in note or note.startswith(showing.DELETED)
    assert found.unexplained == ()


def test_a_difference_that_no_amending_point_names_is_told(
    with_page: Path, old: LawCorpus, tmp_path: Path
) -> None:
    shutil.copytree(with_page, tmp_path, dirs_exist_ok=True)
    path = tmp_path / PAGE
    path.write_bytes(path.read_bytes().replace(b"the acceptable use policies", b"the use policies"))
    found = law_diff(old, open_law(tmp_path, TODAY), obligations())
    assert [str(row.locator) for row in found.unexplained] == [
        "Annex XI, Section 1, 1(b)",
        "Annex XII, 1(b)",
    ]
    assert found.unexplained[0].obligations == ("ACT-53-1-a", "ANNEX-XI-1-1-b")


@pytest.mark.parametrize(
    ("start", "end"), [(FIRST, LAST), (BEGINS, TODAY), (TODAY, TODAY), (LAST, LAST)]
)
def test_no_provision_changes_on_one_side_of_the_first_day(
    shared: Path, start: date, end: date
) -> None:
    folder = shared / "law"
    found = law_diff(open_law(folder, start), open_law(folder, end), obligations())
    assert found.provisions == () and found.moved == () and found.act == ""


def test_articles_that_only_apply_from_another_day(old: LawCorpus, stand_in: LawCorpus) -> None:
    (moved,) = law_diff(old, stand_in, obligations()).moved
    assert [place.number for place in moved.locators] == [str(n) for n in range(102, 111)]
    assert (moved.before, moved.after) == (date(2026, 8, 2), BEGINS)


def test_every_reference_of_the_catalogue_resolves_in_each_edition_where_it_should(
    shared: Path, with_page: Path
) -> None:
    """References into Act, annexes and Code: all of them, but for what came later."""
    absent: dict[tuple[str, date], set[str]] = {}
    count = 0
    for folder, days in ((shared / "law", (FIRST, LAST, BEGINS, TODAY)), (with_page, (TODAY,))):
        for day in days:
            corpus = open_law(folder, day)
            for row in obligations():
                for text in row.locators:
                    if parse(text).work not in (Work.ACT, Work.CODE):
                        continue
                    count += 1
                    if not corpus.has(text):
                        absent.setdefault((folder.name, day), set()).add(text)
    code = {t for r in obligations() for t in r.locators if parse(t).work is Work.CODE}
    later = {"Art. 3(14a)", "Art. 3(14b)", "Art. 111(4)"}
    assert absent == {("law", FIRST): later | code, ("law", LAST): later}
    assert count == 5 * 176


@pytest.mark.parametrize(
    "text", ["Art. 3(14a)", "Art. 4a", "Art. 75c(4)", "Annex XIV", "Art. 111(4)"]
)
def test_what_came_later_is_no_law_before(old: LawCorpus, new: LawCorpus, text: str) -> None:
    assert not old.has(text) and old.show(text).text == ""
    assert old.show(text).notes[0] == "not yet in force on 2026-07-26"
    assert new.has(text.removesuffix("(4)") if "75c" in text else text)


@pytest.mark.parametrize(
    "text", ["Art. 10(5)", "Annex I, Section A, 1", "Annex VIII, Section B, 9"]
)
def test_what_was_deleted_is_law_only_before(
    old: LawCorpus, new: LawCorpus, stand_in: LawCorpus, text: str
) -> None:
    assert old.has(text) and not new.has(text) and not stand_in.has(text)


def test_the_page_is_fetched_compared_and_verified(
    with_page: Path, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LACUNA_DATA", str(tmp_path / "data"))
    fetch(tmp_path / "law", from_folder=shared / "law")
    served = (with_page / PAGE).read_bytes()

    class Answer:
        def __init__(self) -> None:
            self.left = [served]

        def read(self, amount: int, /) -> bytes:
            return self.left.pop() if self.left else b""

        def close(self) -> None:
            """Nothing to close."""

    wanted = [s for s in sources() if s.id == "act-2026-consolidated-html"]
    report = fetch(tmp_path / "law", wanted, opener=lambda *_: Answer())
    (row,) = report.fetched
    assert (row.status, row.files) == ("installed", (PAGE,))
    assert any("its bytes are not the known ones" in note for note in row.notes)
    (compared,) = [note for note in row.notes if "read as in Formex" in note]
    same, of = [int(word) for word in compared.split() if word.isdigit()][:2]
    assert of > 1200 and of == same
    checked = verify(tmp_path / "law", [(r.id, r.locators) for r in obligations()])
    assert checked.problems == ()
    assert any("other bytes than known, unchanged since installed" in n for n in checked.notes)
    told = [note for note in checked.notes if note.startswith("consolidated text")]
    assert len(told) == 1 and told[0].endswith("innermost provisions are marked as amended")
    assert int(told[0].split()[2]) > 70


def test_a_page_put_there_by_hand_must_read_as_published_where_nothing_changed(
    with_page: Path, tmp_path: Path
) -> None:
    report = verify(with_page, [])
    assert report.problems == ()
    assert any("other bytes than known" in n and "read as in Formex" in n for n in report.notes)
    shutil.copytree(with_page, tmp_path, dirs_exist_ok=True)
    path = tmp_path / PAGE
    path.write_bytes(path.read_bytes().replace(b"the acceptable use policies", b"the use policies"))
    (problem,) = verify(tmp_path, []).problems
    assert problem.startswith(PAGE) and "fetch it again" in problem


def test_marks_that_the_list_does_not_know_are_told(with_page: Path, tmp_path: Path) -> None:
    shutil.copytree(with_page, tmp_path, dirs_exist_ok=True)
    path = tmp_path / PAGE
    wanted = '<div class="norm"><span class="no-parag">2.\u00a0 </span>'.encode()
    head, article, tail = path.read_bytes().partition(b'id="art_51"')
    before, point, after = tail.partition(wanted)
    assert article and point
    path.write_bytes(head + article + before + mark("M1").encode() + point + after)
    notes = verify(tmp_path, []).notes
    assert any("marked, in no amending point: Art. 51(2)" in note for note in notes)


def test_the_catalogue_is_covered_by_each_edition(shared: Path, with_page: Path) -> None:
    refs = [(row.id, row.locators) for row in obligations()]
    for folder in (shared / "law", with_page):
        rows = {row.edition: row for row in coverage(folder, refs)}
        assert {name: row.should for name, row in rows.items()} == {
            "act-2024": 105,
            "act-2026": 108,
            "code-final": 66,
        }
        assert not any(row.missing or row.early for row in rows.values())
        assert set(rows["act-2024"].later) == {"Art. 3(14a)", "Art. 3(14b)", "Art. 111(4)"}
    made_up = [("X", ("Art. 300", "Code, Copyright, Measure 9.9"))]
    rows = {row.edition: row for row in coverage(shared / "law", made_up)}
    assert rows["act-2026"].missing == ("Art. 300",)
    assert rows["code-final"].missing == ("Code, Copyright, Measure 9.9",)


def test_an_error_page_does_not_replace_the_installed_one(tmp_path: Path, shared: Path) -> None:
    class Answer:
        def __init__(self) -> None:
            self.left = [b"<html><body>Please wait</body></html>"]

        def read(self, amount: int, /) -> bytes:
            return self.left.pop() if self.left else b""

        def close(self) -> None:
            """Nothing to close."""

    wanted = [s for s in sources() if s.id == "act-2026-consolidated-html"]
    (row,) = fetch(tmp_path, wanted, opener=lambda *_: Answer()).fetched
    assert row.status == "failed" and not (tmp_path / PAGE).exists()


def test_words_are_compared_one_by_one() -> None:
    assert words("a big red pot", "a red pot and lid") == (
        ("=", "a"),
        ("-", "big"),
        ("=", "red pot"),
        ("+", "and lid"),
    )
    assert words("same words", "same words") == (("=", "same words"),)


def test_texts_of_the_day_before_their_edition_are_not_shown(shared: Path) -> None:
    early = open_law(shared / "law", date(2025, 7, 9))
    shown = early.show("Code, Copyright, Measure 1.3")
    assert shown.text == ""
    assert shown.notes[0] == "not yet published on 2025-07-09: this text is of 2025-07-10"
    between = open_law(shared / "law", date(2025, 9, 1)).show("Template, 1.1")
    assert between.text == "" and "C(2025) 5235 of 2025-07-24, is not installed" in between.notes[1]
    with pytest.raises(LacunaError):
        early.show("Art. 200")
