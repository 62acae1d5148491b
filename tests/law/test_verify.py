"""The check of an installed folder: hashes, first use, locators."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from pipeline.catalogue.files import user_data
from pipeline.catalogue.obligations import obligations
from pipeline.errors import BadInput, LawNotInstalled
from pipeline.law.fetch import fetch
from pipeline.law.locators import parse_all
from pipeline.law.verify import LOCK, verify
from tests.law import invented_act


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    """An invented folder whose manifest knows the invented files."""
    place = invented_act.install(tmp_path / "law", leave_out=("act/omnibus",))
    (place / "act" / "formex" / invented_act.PAGE).unlink()
    _manifest(place, invented_act.MAIN, invented_act.ANNEX)
    return place


def _manifest(place: Path, *names: str) -> None:
    base = place / "act" / "formex"
    rows = [
        {
            "file": f"elsewhere/{name}",
            "sha256": hashlib.sha256((base / name).read_bytes()).hexdigest(),
        }
        for name in names
    ]
    rows.append({"file": "elsewhere/some.zip", "sha256": "0" * 64})
    (base / "MANIFEST.json").write_text(json.dumps({"snapshots": rows}), "utf-8")


def _official_only(problems: tuple[str, ...]) -> list[str]:
    """Leave out that the invented act is not the Official Journal's."""
    return [p for p in problems if not p.startswith("act/formex/")]


def test_catalogue_locators_resolve_or_are_told_with_their_row(folder: Path) -> None:
    refs = [("GOOD", ("Art. 53(2)", "Annex XI, Section 1, 1(a)")), ("BAD", ("Art. 53(9)", "xyz"))]
    report = verify(folder, refs)
    found = _official_only(report.problems)
    assert len(found) == 2 and not report.ok
    assert found[0] == "BAD: Art. 53(9): Article 53 has paragraphs 1 to 3; there is no (9)"
    assert found[1].startswith("BAD: xyz: not understood")
    assert (report.rows, report.locators) == (2, 4)


def test_unknown_hashes_are_recorded_once_and_compared_from_then_on(folder: Path) -> None:
    first = verify(folder, [])
    assert first.recorded == (
        "code/gpai-code-final.md",
        "form/model_documentation_form.json",
        "template/training_summary_template_C2025_8311.json",
    )
    assert (user_data() / LOCK).is_file()
    assert verify(folder, []).recorded == ()
    form = folder / "form" / "model_documentation_form.json"
    form.write_text(form.read_text("utf-8") + " ", "utf-8")
    (problem,) = _official_only(verify(folder, []).problems)
    assert problem.startswith("form/model_documentation_form.json: sha256 is")


def test_a_changed_official_file_is_a_problem(folder: Path) -> None:
    report = verify(folder, [])
    # The manifest of the folder vouches for the invented files; ours of the real ones do not
    # make them wrong, as long as one of both fits.
    assert [p for p in report.problems if invented_act.MAIN in p] == []
    path = folder / "act" / "formex" / invented_act.MAIN
    path.write_bytes(path.read_bytes().replace(b"Small pots", b"Tiny pots"))
    (problem,) = [p for p in verify(folder, []).problems if invented_act.MAIN in p]
    assert "fetch it again" in problem


def test_what_fetch_recorded_is_compared_with_and_not_recorded_again(
    folder: Path, tmp_path: Path
) -> None:
    place = tmp_path / "installed"
    fetch(place, from_folder=folder)
    assert verify(place, []).recorded == ()
    form = place / "form" / "model_documentation_form.json"
    form.write_text(form.read_text("utf-8") + " ", "utf-8")
    (problem,) = _official_only(verify(place, []).problems)
    assert problem.startswith("form/model_documentation_form.json")


def test_a_generated_page_may_have_other_bytes_until_it_changes_here(tmp_path: Path) -> None:
    origin = invented_act.install(tmp_path / "law", leave_out=("act/omnibus",))
    _manifest(origin, invented_act.MAIN, invented_act.ANNEX)
    place = tmp_path / "installed"
    fetch(place, from_folder=origin)
    report = verify(place, [])
    assert report.ok, report.problems
    assert any("other bytes than known" in note for note in report.notes)
    page = place / "act" / "formex" / invented_act.PAGE
    page.write_bytes(page.read_bytes() + b"<!-- touched -->")
    (problem,) = verify(place, []).problems
    assert invented_act.PAGE in problem


def test_references_into_texts_that_are_not_installed_are_told_once(tmp_path: Path) -> None:
    place = invented_act.install(tmp_path / "law", leave_out=("form",))
    refs = [(f"MDF-{n}", (f"Form, Field {n}",)) for n in range(5)]
    (problem,) = [p for p in verify(place, refs).problems if "references" in p]
    assert problem.startswith("5 references (MDF-0, MDF-1, MDF-2...)") and "form" in problem


def test_a_damaged_record_or_manifest_is_bad_input(folder: Path) -> None:
    user_data().mkdir(parents=True)
    (user_data() / LOCK).write_text("{", "utf-8")
    with pytest.raises(BadInput, match="record"):
        verify(folder, [])
    (user_data() / LOCK).unlink()
    (folder / "act" / "formex" / "MANIFEST.json").write_text("[]", "utf-8")
    with pytest.raises(BadInput, match="MANIFEST"):
        verify(folder, [])


def test_a_data_folder_that_cannot_be_written_is_bad_input(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    monkeypatch.setenv("LACUNA_DATA", str(tmp_path / "file" / "data"))
    with pytest.raises(BadInput, match="LACUNA_DATA"):
        verify(folder, [])


def test_nothing_installed(tmp_path: Path) -> None:
    with pytest.raises(LawNotInstalled):
        verify(tmp_path, [])


@pytest.mark.shared
def test_the_shared_law_is_whole_and_every_catalogue_locator_resolves(shared: Path) -> None:
    refs = [(row.id, row.locators) for row in obligations()]
    report = verify(shared / "law", refs)
    assert report.ok, report.problems
    assert report.rows == 263 and report.files == 24
    assert "act/formex/L_202401689EN.000101.fmx.xml" not in report.recorded
    assert "code/gpai-code-final.md" in report.recorded


@pytest.mark.shared
def test_the_inventorys_own_references_resolve_too(shared: Path) -> None:
    rows = json.loads((shared / "law" / "obligations_inventory.json").read_text("utf-8"))
    refs = [(row["id"], tuple(map(str, parse_all(row["ref"])))) for row in rows]
    assert verify(shared / "law", refs).problems == ()
