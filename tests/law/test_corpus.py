"""What is shown of the law: words, editions, and what is said when there is nothing to show."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pipeline.catalogue.files import user_data
from pipeline.errors import BadInput, LawNotInstalled
from pipeline.law import showing
from pipeline.law.corpus import LawCorpus, open_law
from pipeline.law.locators import parse, parse_all
from pipeline.law.showing import Basis
from tests.law import invented_act
from tests.law.conftest import TODAY


def test_a_provision_is_shown_verbatim_with_source_edition_and_hash(law: LawCorpus) -> None:
    shown = law.show("art 53 (1) b ii")
    assert str(shown.locator) == "Art. 53(1)(b)(ii)"
    assert shown.text == "what it weighs;"
    assert law.documents[shown.document_id].text[shown.start : shown.end] == shown.text
    assert shown.edition == "2024-07-12" and "Formex" in shown.source
    assert shown.sha256 == next(f.sha256 for f in law.files if f.path.name == invented_act.MAIN)
    assert shown.notes == (showing.UNCHANGED,)
    assert shown.heading_path == ("Duties of potters",)


@pytest.mark.parametrize(
    ("reference", "note"),
    [
        ("Art. 51", showing.UNCHANGED),
        ("Art. 53(2)", showing.UNCHANGED),
        ("Annex XI", showing.UNCHANGED),
        ("Art. 113(b)", showing.UNCHANGED),
        ("Art. 3(1)", showing.NOT_CHECKED),
        ("Art. 56(1)", showing.NOT_CHECKED),
        ("Recital 1", showing.NOT_CHECKED),
        ("Art. 75", showing.NOT_INSTALLED),
        ("Art. 75(1)", showing.NOT_INSTALLED),
        ("Art. 75b", showing.INSERTED_NOT_INSTALLED),
        ("Art. 3(14b)", showing.INSERTED_NOT_INSTALLED),
        ("Annex XIV", showing.INSERTED_NOT_INSTALLED),
        ("Code, Copyright, Measure 1.3", showing.UNOFFICIAL_CODE),
    ],
)
def test_what_is_said_first(law: LawCorpus, reference: str, note: str) -> None:
    assert law.show(reference).notes[0] == note


def test_an_amended_provision_shows_its_patch(law: LawCorpus) -> None:
    shown = law.show("Art. 56(6)")
    assert shown.text == "New duty as to codes."
    assert shown.basis is Basis.PATCHED and shown.edition == "2026-07-27"
    assert shown.notes[0] == f"{showing.PATCHED} (Art. 1(21) of that regulation)"
    assert shown.sha256 == next(f.sha256 for f in law.files if "omnibus" in f.path.name)


def test_an_inserted_point_shows_its_patch(law: LawCorpus) -> None:
    assert law.show("art. 3.14a").text == "'cosy' means a warm cover;"


def test_parts_of_a_patched_provision_lead_to_the_whole(law: LawCorpus) -> None:
    shown = law.show("Art. 56(6), second subparagraph")
    assert shown.text == "" and "as a whole at Art. 56(6)" in shown.notes[0]


def test_a_whole_with_amended_parts_has_the_new_words_in_their_places(law: LawCorpus) -> None:
    assert law.show("Art. 56").text == "1. Codes shall be brewed.\n6. New duty as to codes."
    assert law.show("Art. 25(4)").text == "New words on spouts.\nWords on handles."
    shown = law.show("Art. 113")
    assert shown.text == (
        "It enters into force soon.\nHowever:\n(a) new date one;\n(b) old date two;\n"
        f"(c) [{showing.NOT_INSTALLED}]\n(d) [{showing.INSERTED_NOT_INSTALLED}]"
    )
    assert [str(c) for c in shown.children][-1] == "Art. 113(d)"
    definitions = law.show("Art. 3").text
    order = ["(1) 'pot'", "(14) 'lid'", "(14a) 'cosy'", "(14b) [inserted"]
    places = [definitions.index(start) for start in order]
    assert places == sorted(places)


def test_an_unnumbered_subparagraph_shows_the_new_words_of_its_points(law: LawCorpus) -> None:
    text = law.show("Art. 113, second paragraph").text
    assert "new date one" in text and "old date one" not in text


def _old_words() -> list[str]:
    return [
        "Old words on spouts",
        "Old power over codes",
        "Old second part",
        "Old help",
        "date one",
    ]


def test_old_words_are_never_shown_as_current_law(law: LawCorpus) -> None:
    shown = [law.show(locator) for locator in law.units]
    for words in _old_words():
        holders = [s.locator for s in shown if words in s.text.replace("new date one", "")]
        assert holders == [], words


def test_without_patches_old_words_are_not_shown_either(tmp_path: Path) -> None:
    law = open_law(invented_act.install(tmp_path, leave_out=("act/omnibus",)), TODAY)
    shown = [law.show(locator) for locator in law.units]
    for words in _old_words():
        assert not [s.locator for s in shown if words in s.text], words
    assert f"6. [{showing.NOT_INSTALLED}]" in law.show("Art. 56").text


def test_before_the_amendment_the_old_text_is_shown_and_labelled(law_folder: Path) -> None:
    law = open_law(law_folder, date(2026, 7, 26))
    assert law.show("Art. 56(6)").text == "Old power over codes.\nOld second part."
    assert law.show("Art. 56(6)").notes[0] == showing.OLD
    assert law.show("Art. 56").notes[0] == showing.OLD
    assert law.show("Art. 113, second paragraph").notes[0] == showing.OLD
    assert law.show("Art. 53(2)").notes == ("published text of 2024, as of 2026-07-26",)
    assert law.show("Art. 75a").notes == ("not yet in force on 2026-07-26",)
    assert open_law(law_folder, date(2026, 7, 27)).show("Art. 75").text == ""


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("Art. 53(9)", "Article 53 has paragraphs 1 to 3; there is no (9)"),
        ("Art. 53(1)(e)", "Article 53(1) has points (a) to (b); there is no (e)"),
        ("Art. 53(1)(b)(iv)", "Article 53(1)(b) has points (i) to (ii); there is no (iv)"),
        ("Art. 53(2)(a)", "Article 53(2) has no numbered parts; there is no (a)"),
        ("Art. 53(2), second subparagraph", "has 1 subparagraph(s); there is no second one"),
        ("Art. 114", "the Act has Articles 2 to 113; there is no Art. 114"),
        ("Annex XI, 1(a)", "Annex XI has Sections 1, 2; say which"),
        ("Art. 113, first paragraph, point (b)", "there is no"),
        ("Recital 3", "the Act has Recitals 1 to 2; there is no Recital 3"),
        ("Copyright M1.4", "the Copyright chapter of the Code has Measures 1.3; there is no"),
        ("Art. 75(9)", "in the text of 2024, and Art. 75 was amended by (EU) 2026/1744"),
        ("Form, method", "2 fields like 'method': Compute: method; Energy: method"),
        ("Form, colour", "no field 'colour'; it has 3, such as Compute: method"),
        ("Guidelines para 200", "there is no Guidelines, para 200"),
        ("Guidelines para 53", "say which (Guidelines, July 2025, para 53)"),
        ("Template, 9", "there is no Template, 9"),
    ],
)
def test_what_does_not_exist_is_told_with_what_does(
    law: LawCorpus, reference: str, told: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        law.show(reference)
    assert told in str(refusal.value)


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("Art. 113, second paragraph, point (b)", "Art. 113(b)"),
        ("Art. 113(2), point (b)", "Art. 113(b)"),
        ("Art. 113, second paragraph, point (d)", "Art. 113(d)"),
        ("Article 5(1), first subparagraph, point (ba)", "Art. 5(1)(ba)"),
        ("annex xi 1 1 a", "Annex XI, Section 1, 1(a)"),
        ("Annex XI.2.1", "Annex XI, Section 2, 1"),
        ("Art. 53(2), first subparagraph", "Art. 53(2)"),
        ("Art. 75a(3)(b)", "Art. 75a"),
        ("Form, Shape of pot", "Form, Properties: Shape of pot"),
        ("Form, MDF-shape", "Form, Properties: Shape of pot"),
        ("Form, Compute: METHOD", "Form, Compute: method"),
        ("Template, 1.1", "Template, 1.1"),
        ("Guidelines July para 17", "Guidelines, para 17"),
        ("Guidelines July para 51", "Guidelines, July 2025, para 51"),
        ("Template Notice para 32", "Template, Notice, para 32"),
    ],
)
def test_other_ways_to_name_a_place(law: LawCorpus, reference: str, found: str) -> None:
    assert str(law.resolve(reference)) == found


def test_the_number_that_people_mix_up_is_remarked(law: LawCorpus) -> None:
    assert any("Art. 3(63)" in remark for remark in showing.remarks(parse("Art. 3(44)")))
    assert showing.remarks(parse("Art. 3(45)")) == ()


def test_children_and_parents_fit(law: LawCorpus) -> None:
    assert [str(c) for c in law.children(parse("Art. 53(1)"))] == ["Art. 53(1)(a)", "Art. 53(1)(b)"]
    for unit in law.units.values():
        assert law.documents[unit.document_id].text[unit.start : unit.end] == unit.text
        if unit.parent is not None:
            above = law.units[unit.parent]
            if above.locator.kind is unit.locator.kind:
                assert above.start <= unit.start and unit.end <= above.end


def test_changes_of_characters_say_in_which_provision(law: LawCorpus) -> None:
    found = {(c.kind, str(c.locator)) for c in law.changes}
    assert ("superscript", "Art. 51(1)") in found
    assert ("digit grouping", "Art. 53(3)") in found


def test_a_shown_provision_carries_its_changes_of_characters(law: LawCorpus) -> None:
    shown = law.show("Art. 51(1)")
    assert {(c.kind, c.source, c.shown) for c in shown.changes} == {
        ("superscript", "25", "²⁵"),
        ("note mark", "note", ""),
    }
    assert law.show("Art. 53(2)").changes == ()


def test_guideline_paragraphs_have_a_number_and_no_text(law: LawCorpus) -> None:
    shown = law.show("Guidelines, July 2025, para 51")
    assert shown.text == "" and shown.basis is Basis.NO_TEXT
    assert "rests on a copy" in shown.notes[0]
    assert "secondary sources" in law.show("Guidelines Nov para 51").notes[0]


def test_template_sections_list_their_labels(law: LawCorpus) -> None:
    assert law.show("Template, 1.1").text == "Name\n- Yes; No\nSize\n- Cup: 1; 2\n- Jug: free"
    assert law.show("Template, header").text == "Version"


def test_nothing_installed_gives_the_command(tmp_path: Path) -> None:
    with pytest.raises(LawNotInstalled, match="lacuna law fetch"):
        open_law(tmp_path)
    with pytest.raises(LawNotInstalled, match="lacuna law fetch"):
        open_law()


def test_a_text_that_is_not_installed_gives_the_command(tmp_path: Path) -> None:
    law = open_law(invented_act.install(tmp_path, leave_out=("act/formex",)), TODAY)
    with pytest.raises(LawNotInstalled, match="lacuna law fetch"):
        law.show("Art. 53")
    assert law.show("Copyright M1.3").text


def test_the_folder_is_found_by_variable_then_in_the_users_data(
    law_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invented_act.install(user_data() / "law")
    assert open_law().folder == user_data() / "law"
    monkeypatch.setenv("LACUNA_LAW", str(law_folder))
    assert open_law().folder == law_folder


def test_without_formex_the_page_is_read(tmp_path: Path, law: LawCorpus) -> None:
    folder = invented_act.install(tmp_path, leave_out=(f"act/formex/{invented_act.MAIN}",))
    page = open_law(folder, TODAY)
    assert page.show("Art. 53(1)(a)").text == law.show("Art. 53(1)(a)").text
    assert "HTML" in page.show("Art. 53(1)(a)").source


def test_the_official_pdf_comes_before_the_copy_which_fills_what_it_leaves(tmp_path: Path) -> None:
    folder = invented_act.install(tmp_path)
    (folder / "code" / "code_copyright.pdf").write_bytes(invented_act.chapter_pdf())
    law = open_law(folder, TODAY)
    official = law.show("Copyright M1.3(1)(b)")
    assert official.text == "to identify protocols." and official.basis is Basis.PUBLISHED
    assert official.notes[0] == "read from the official PDF by machine"
    copied = law.show("Transparency M1.1")
    assert copied.basis is Basis.COPY and copied.notes[0] == showing.UNOFFICIAL_CODE


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("code/code_copyright.pdf", b"%PDF-1.7 broken"),
        ("act/omnibus_2026_1744_gpai_patches.json", b"[{}]"),
        ("act/formex/L_202401689EN.000101.fmx.xml", b"<ACT>"),
        ("form/model_documentation_form.json", b'{"fields": [1]}'),
        ("form/model_documentation_form.json", b'{"fields": [{"id": "MDF-x"}]}'),
        (
            "template/training_summary_template_C2025_8311.json",
            b'{"fields": [{"id": "T", "section": "1.1. X", "label": "L", "options": [1]}]}',
        ),
        ("template/training_summary_template_C2025_8311.json", b"not json"),
        ("code/gpai-code-final.md", b"# Nothing of the Code\n"),
        ("code/gpai-code-final.md", b"  "),
    ],
)
def test_a_damaged_file_is_bad_input(tmp_path: Path, file: str, data: bytes) -> None:
    invented_act.install(tmp_path)
    (tmp_path / file).write_bytes(data)
    with pytest.raises(BadInput):
        open_law(tmp_path)


@pytest.mark.shared
def test_the_real_law_shows_its_landmarks(shared: Path) -> None:
    law = open_law(shared / "law", TODAY)
    assert law.show("Art. 51(2)").text.endswith("greater than 10²⁵.")
    assert law.show("Art. 3(63)").text.startswith("‘general-purpose AI model’ means")
    assert law.show("Art. 3(44)").text.startswith("‘publicly accessible space’ means")
    assert law.show("Annex XI, Section 1, 1(f)").text == "the licence."
    assert law.show("Annex XIII(b)").text.endswith("for example measured through tokens;")
    assert law.show("Art. 75(1)").text == "" and law.show("Art. 75d").text == ""
    whole = law.show("Art. 75")
    assert whole.text.startswith(f"1. [{showing.NOT_INSTALLED}]\n1a. [") and not whole.heading
    assert "its title was replaced by (EU) 2026/1744 (Art. 1(31)(a))" in " ".join(whole.notes)
    assert law.show("Art. 75(3)").basis is Basis.PUBLISHED
    deleted = law.show("Annex VIII, Section B, 7")
    assert deleted.text == ""
    assert deleted.notes == (f"{showing.DELETED} (Art. 1(42) of that regulation)",)
    assert "applies from 2026-07-27 by Art. 113(d)" in law.show("Art. 105").notes
    assert "27 July 2026" in law.show("Art. 113").text
    assert "2 August 2027" not in law.show("Art. 113").text
    kept = sorted(str(c.locator) for c in law.changes if c.kind == "superscript")
    assert kept == ["Art. 51(2)"]


@pytest.mark.shared
def test_everything_that_a_patch_touches_shows_the_patch(shared: Path) -> None:
    law = open_law(shared / "law", TODAY)
    rows = json.loads(
        (shared / "law" / "act" / "omnibus_2026_1744_gpai_patches.json").read_text("utf-8")
    )
    named = {key for row in law.amendments.rows for key in row.patch}
    assert named == {row["id"] for row in rows}
    for row in law.amendments.rows:
        shown = law.show(row.locator)
        texts = [r["text"] for r in rows if r["id"] in row.patch and "text" in r]
        assert shown.text == "\n".join(" ".join(text.split()) for text in texts), row.locator


@pytest.mark.shared
def test_old_words_of_touched_provisions_are_shown_nowhere(shared: Path) -> None:
    law = open_law(shared / "law", TODAY)
    old = [law.units[row.locator] for row in law.amendments.rows if row.locator in law.units]
    assert len(old) >= 15
    shown = {locator: law.show(locator).text for locator in law.units}
    for unit in old:
        for locator, text in shown.items():
            assert unit.text not in text, (str(unit.locator), str(locator))


@pytest.mark.shared
def test_every_reference_of_the_inventory_resolves(shared: Path) -> None:
    law = open_law(shared / "law", TODAY)
    rows = json.loads((shared / "law" / "obligations_inventory.json").read_text("utf-8"))
    found = {str(law.resolve(locator)) for row in rows for locator in parse_all(row["ref"])}
    assert len(found) > 250
