"""Official labels and options of forms, from made files and from the real ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.catalogue.forms import form
from pipeline.errors import BadInput
from pipeline.law.form_texts import official_fields

TEMPLATE = "template/training_summary_template_C2025_8311.json"


def _install(folder: Path, rows: object) -> Path:
    path = folder / TEMPLATE
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"fields": rows}), encoding="utf-8")
    return folder


def test_labels_and_options_of_an_installed_template(tmp_path: Path) -> None:
    rows = [
        {"id": "TCS-1.3-size", "section": "1.3", "label": " How much ",
         "options": {"Ink": ["a little", "a lot"], "Wax": "any"}},
        {"id": "TCS-2.1-used", "section": "2.1", "label": "Used?", "options": ["Yes", "No"]},
        {"id": "TCS-2.1-large", "section": "2.1", "label": "Which?"},
        {"id": "TCS-9", "section": "9", "label": "No such field"},
    ]  # fmt: skip
    found = official_fields(form("summary"), _install(tmp_path, rows))
    assert {name: (item.label, item.options) for name, item in found.items()} == {
        "TCS-1.3-size": ("How much", ("Ink: a little; a lot", "Wax: any")),
        "TCS-2.1-used": ("Used?", ("Yes", "No")),
        "TCS-2.1-large": ("Which?", ()),
    }
    assert {item.edition for item in found.values()} == {"2025-12-05"}
    assert official_fields(form("mdf"), tmp_path) == {}


@pytest.mark.parametrize("name", ["mdf", "summary", "annex-xi", "annex-xii"])
def test_without_installed_law_there_are_none(name: str, tmp_path: Path) -> None:
    assert official_fields(form(name), tmp_path) == {}


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is not a form in JSON"):
        official_fields(form("summary"), _install(tmp_path, [{"label": "no id"}]))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "count", "field", "start"),
    [
        ("mdf", 47, "MDF-model-name", "General: Model name"),
        ("summary", 53, "TCS-2.3-names", "If yes, specify crawler"),
        ("annex-xi", 14, "ANNEX-XI-1-1-f", "the licence"),
        ("annex-xii", 11, "ANNEX-XII-1-b", "the acceptable use policies"),
    ],
)
def test_every_field_has_official_words_where_the_law_is_installed(
    shared: Path, name: str, count: int, field: str, start: str
) -> None:
    found = official_fields(form(name), shared / "law")
    assert len(found) == count
    assert (found[field].text or found[field].label).startswith(start)
    assert bool(found[field].text) is name.startswith("annex")
    assert all(item.source and item.edition for item in found.values())


@pytest.mark.shared
def test_the_documentation_forms_descriptions_are_not_shown_as_official(shared: Path) -> None:
    path = shared / "law" / "form" / "model_documentation_form.json"
    ours = {row["id"]: row["description"] for row in json.loads(path.read_text("utf-8"))["fields"]}
    found = official_fields(form("mdf"), shared / "law")
    assert not [name for name, item in found.items() if item.label == ours[name]]
    assert all(item.notes for item in found.values())
